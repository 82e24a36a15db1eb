"""Small pictures that stand inside the practice phone: what its camera sees, photos, a map, a plain card."""
from people import ba, hoc_sinh, me, ong
from pen import (LOTUS, SKY, STEEL_D, SUN, WHITE, WOOD, circle, light, line, num, oval, picture, put, rect,
                 shape)
from places import house, tree, window
from things import (bhyt_card, camera, fruit, id_card, licence, lotus, paper, pin, qr, qr_stand, street_lamp,
                    vegetables)


SMALL = (600, 360)


def seen_frame(x, y, w, h, colour):
    """The four corners that a camera draws round what it found."""
    a, b, e = w / 2, h / 2, 44
    return put("".join(line(f"M{num(p * a)} {num(q * (b - e))} L{num(p * a)} {num(q * b)} L{num(p * (a - e))} {num(q * b)}", colour, 11)
                       for p in (-1, 1) for q in (-1, 1)), x, y)


@picture("may-quet-qr", "#2A3442", SMALL)
def camera_on_qr():
    return [rect(30, 250, 540, 84, WOOD, 14), qr_stand(300, 318, 1.06), vegetables(110, 280, 0.8),
            fruit(500, 280, 0.72), seen_frame(300, 148, 236, 236, SUN),
            line("M196 150 L404 150", SUN, 6)]


@picture("may-giay-ro", "#2A3442", SMALL)
def clear_paper():
    return [put(paper(214, 6, SKY), 300, 180), seen_frame(300, 180, 280, 330, "#5CC477")]


@picture("may-giay-nghieng", "#2A3442", SMALL)
def tilted_paper():
    return [put(paper(214, 6, SKY), 390, 196, 27, 0.84), seen_frame(300, 180, 280, 330, "#8F97A6")]


@picture("may-giay-loa", "#2A3442", SMALL)
def glaring_paper():
    return [put(paper(214, 6, SKY), 300, 180), circle(270, 150, 110, WHITE, 0.7), circle(270, 150, 74, WHITE, 0.92),
            seen_frame(300, 180, 280, 330, "#8F97A6")]


@picture("may-den-hong", "#CFE3F5", SMALL)
def broken_lamp():
    return [rect(0, 270, 600, 90, "#B9C4CF", 26), rect(0, 268, 600, 50, "#B9C4CF"), tree(470, 300, 0.9),
            put(street_lamp(0, 0, 0.62), 220, 310),
            line("M280 40 L300 66 M318 38 L304 68", STEEL_D, 7)]


@picture("may-o-ga", "#CFE3F5", SMALL)
def pothole():
    return [rect(0, 150, 600, 160, "#B9C4CF"), rect(0, 150, 600, 210, "#B9C4CF", 26), house(470, 154, 0.36),
            tree(130, 160, 0.5), oval(290, 262, 170, 46, "#4B5566"),
            oval(282, 256, 132, 30, "#2E3A4C"), oval(330, 262, 44, 9, "#8FB6E0")]


@picture("may-rac", "#CFE3F5", SMALL)
def rubbish():
    def bag(x, y, s, c):
        return put(shape("M-16 -96 Q-96 -60 -84 0 L84 0 Q96 -60 16 -96Z", c)
                + line("M-26 -110 L0 -92 L26 -110", c, 14) + line("M-40 -30 Q-46 -52 -26 -70", light(c, .4), 6), x, y,
                0, s)

    return [rect(0, 200, 600, 160, "#B9C4CF", 26), rect(0, 196, 600, 60, "#B9C4CF"), house(130, 204, 0.5),
            bag(300, 310, 1.0, "#3B4758"), bag(420, 320, 0.9, "#5A6679"), bag(364, 326, 0.7, "#2E7D6B")]


@picture("may-ban-do", "#DFEFDC", SMALL)
def map_with_pin():
    return [line("M20 110 L580 70 M20 290 L580 250 M170 20 L230 340 M430 20 L400 340", WHITE, 26),
            rect(270, 120, 100, 74, "#F7E4C4", 12), rect(40, 150, 96, 84, "#CFE3F5", 12),
            rect(460, 120, 96, 80, "#F7E4C4", 12), put(pin(LOTUS), 318, 170, 0, 0.96)]


@picture("may-the-can-cuoc", "#FBE6EE", SMALL)
def plain_card():
    return [put(id_card(460), 300, 178)]


@picture("may-the-bhyt", "#DDF2F3", SMALL)
def insurance_card():
    return [put(bhyt_card(450), 300, 178)]


@picture("may-bang-lai", "#FDEBD6", SMALL)
def licence_card():
    return [put(licence(450), 300, 180)]


@picture("may-ma-qr", WHITE, SMALL)
def only_a_code():
    return [put(qr(290), 300, 180)]


@picture("may-gia-dinh", "#CFE3F5", SMALL)
def family_photo():
    people = [ong(120, 150, 0.62, mood="happy", bottom=360), ba(290, 156, 0.62, mood="happy", bottom=360),
            me(450, 140, 0.62, mood="glad", bottom=360), hoc_sinh(372, 232, 0.5, mood="happy", bottom=360)]
    return [circle(540, 56, 34, SUN), "".join(p.body() + p.head() for p in people)]


@picture("may-chau-goi", "#EDE8FA", SMALL)
def grandchild_calls():
    p = hoc_sinh(300, 170, 0.92, mood="happy", bottom=360)
    return [window(500, 130, 120, 130), p.body(), p.head(), p.arm(-1, (120, 200), "open", -100)]


@picture("may-hoa-sen", "#E3F1EC", SMALL)
def lotus_photo():
    return [oval(300, 300, 240, 40, "#8FC3A3"), oval(190, 296, 110, 22, "#559881"),
            oval(430, 304, 120, 24, "#4A9179"), put(lotus(), 300, 222, 0, 2.0)]


@picture("may-ma-dan-de", "#2A3442", SMALL)
def camera_on_pasted_code():
    sticker = (shape("M-92 -92 L92 -92 L92 56 L56 92 L-92 92Z", "#FFF8E8") + put(qr(150, "#3B2A4A"), -4, -4)
            + shape("M92 56 L56 92 L50 50Z", "#E0D2B4"))
    return [rect(30, 250, 540, 84, WOOD, 14), qr_stand(300, 318, 1.06), put(sticker, 306, 150, 7, 0.96),
            vegetables(110, 280, 0.8), fruit(500, 280, 0.72),
            seen_frame(300, 148, 236, 236, SUN)]
