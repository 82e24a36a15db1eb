"""M2: public services online (L18–L24)."""
from people import ba, be, bo, chi_cho, chu, hoc_sinh, me, nu_can_bo, ong, ong_hoi, sinh_vien
from pen import (LEAF, LOTUS, OK, SKY, SKY_T, SUN, TEAL, WHITE, bar, circle, light, line, oval, picture, put, rect,
                 shape)
from places import counter, floor, glow, ground, house, sign, table, tree
from screens import phone, phone_size, s_form, s_list, s_upload
from things import (arrow, badge, bhyt_card, calendar, coin, dots, folder, heart, house_icon, laptop, magnifier,
                    paper, pin, stamp_tool, street_lamp, tick, web)


FLOOR = "#C9DDF3"


@picture("dvc-dang-nhap-tim", SKY_T)
def sign_in_and_search():
    p, q = ong(196, 390, 1.02, look=1, mood="glad"), hoc_sinh(876, 410, 0.98, look=-1)
    return [glow(540, 240, 270), p.body(), p.head(), q.body(), q.head(), table(690, "#C99A62"),
            put(laptop(web(SKY), 400), 540, 700), put(magnifier(74, bar(-40, -24, 60, 13, "#8FB6E0")
            + bar(-40, 4, 76, 13, "#8FB6E0")), 540, 270),
            p.arm(1, (330, 640), "flat", 10), q.arm(-1, (746, 560), "point", 196)]


@picture("dvc-nop-ho-so", SKY_T)
def send_file():
    p = chi_cho(270, 396, 1.1, look=1, cloth="shirt", colour=TEAL, mood="glad")
    return [glow(800, 230, 230), p.body(), p.head(), table(676, "#C99A62"), put(paper(170, 5), 480, 700, 78),
            put(paper(150, 4, SKY), 700, 706, 96),
            put(folder(280, SUN), 840, 350), put(paper(120, 3), 770, 196, -6), put(paper(120, 3, OK), 896, 190, 6), 
            rect(700, 294, 280, 158, SUN, 14), tick(960, 450, 48),
            p.holds(1, phone(s_upload(SKY), 210), (520, 500), phone_size(210), 4, -1),
            arrow(640, 440, 700, 400, SKY, 15)]


@picture("dvc-tra-phi-tra-cuu", SKY_T)
def pay_and_follow():
    p = ong_hoi(236, 410, 1.12, look=1, mood="glad", colour="#2E7D6B")
    road = line("M690 640 Q940 620 900 480 Q860 370 960 250", WHITE, 30) + "".join(tick(x, y, 34) for x,
            y in ((700, 638), (884, 556)))
    return [ground(704, FLOOR), glow(880, 200, 190), road, circle(886, 420, 34, SUN)
            + put(dots(3, 17, 5.5, WHITE), 886, 420),
            circle(954, 252, 34, light(SKY, .6)), put(calendar(150, SKY), 744, 190, -6), p.body(), p.head(),
            p.holds(1, phone(s_list(SKY, 2), 236), (506, 500), phone_size(236), 5, -1), coin(640, 420, 40),
            coin(690, 466, 34)]


@picture("dvc-khai-sinh", SKY_T)
def birth():
    m, d = me(300, 400, 1.08, look=0.4, tilt=5, mood="read"), bo(742, 384, 1.08, look=-0.6, mood="happy")
    return [glow(520, 220, 270), ground(700, FLOOR), d.body(), d.head(), m.body(), m.head(), be(378, 556, 0.62),
            m.arm(-1, (330, 716), "flat", 6),
            m.arm(1, (470, 640), "flat", 160), d.holds(-1, phone(s_form(SKY, 4), 176), (640, 600), phone_size(176),
            -5),
            put(paper(140, 4, SKY), 960, 200, 8), put(bhyt_card(170), 930, 384, -6),
            put(badge(0, 0, 62, put(house_icon(LEAF, .62))), 130, 180)]


@picture("dvc-chung-thuc-dien-tu", SKY_T)
def certified_copy():
    p, q = nu_can_bo(870, 376, 1.0, look=-1, mood="glad"), ba(206, 404, 1.04, look=1, mood="glad")
    screen = rect(-80, -150, 160, 210, "#F4F7FB", 12) + "".join(bar(-58, -124 + 28 * i, (116, 92, 110, 70)[i],
            12) for i in range(4)) + tick(
        30, 20, 32) + rect(-80, 110, 160, 44, LEAF, 18)
    return [sign(870, 100, 280, SKY), p.body(), p.head(), q.body(), q.head(), counter(670, SKY),
            put(paper(170, 5, OK), 640, 640, -6),
            put(stamp_tool(OK), 690, 590, 0, 0.9), p.arm(-1, (698, 548), "grip", 150),
            arrow(590, 500, 520, 440, SKY, 14, 14),
            q.holds(1, phone(screen, 190), (424, 510), phone_size(190), 4, -1)]


@picture("dvc-tinh-trang-hon-nhan", SKY_T)
def single_or_married():
    p, q = sinh_vien(310, 410, 1.08, look=1, mood="glad", colour="#2F6CA8"), me(770, 410, 1.06, look=-1, mood="happy",
            hair="low_bun")
    return [glow(540, 250, 280), heart(540, 116, 1.3), heart(630, 176, 0.5, "#F29BBB"),
            heart(452, 180, 0.5, "#F29BBB"), ground(702, FLOOR), p.body(), p.head(),
            q.body(), q.head(), p.holds(1, phone(s_form(SKY, 4), 210), (540, 520), phone_size(210), 0, -1),
            q.arm(-1, (618, 560), "point", 200), put(paper(150, 5, SKY), 118, 250, -8)]


@picture("phan-anh-hien-truong", SKY_T)
def report_street():
    p = chu(280, 410, 1.12, look=1, mood="think")
    pothole = oval(810, 690, 150, 38, "#4B5566") + oval(800, 684, 116, 25, "#2E3A4C") + oval(850, 690, 40, 8,
            "#8FB6E0")
    seen = (rect(-104, -170, 208, 250, "#CFE3F5", 18) + rect(-104, -60, 208, 140, "#B9C4CF", 18)
            + oval(0, 10, 78, 26, "#4B5566")
            + oval(-4, 6, 58, 16, "#2E3A4C") + put(pin(LOTUS), 30, -30, 0, 0.5) + rect(-80, 112, 160, 50, LEAF, 18)
            + bar(-40, 130, 80, 14, WHITE))
    cone = shape("M-54 0 L54 0 L16 -130 L-16 -130Z", "#F08A1D") + shape("M-40 -46 L40 -46 L29 -82 L-29 -82Z",
            WHITE) + rect(-72, -8, 144, 22, "#C76A0E", 8)
    return [tree(960, 560, 1.05), house(680, 560, 0.7), street_lamp(520, 580, 0.96), floor(556, "#B9C4CF", "#DCE3EA"),
            pothole, put(cone, 984, 690),
            p.body(), p.head(), p.holds(1, phone(seen, 210), (524, 520), phone_size(210), 5, -1),
            put(pin(LOTUS), 812, 560, 0, 0.95)]
