"""M4: staying safe (L30–L38)."""
from parts import TAN
from people import ba, ba_khan, ba_xoan, chu, cong_an, hoc_sinh, mask, me, ong, ong_hoi, ong_rau, sinh_vien
from pen import (AMBER, AMBER_T, BAR, DANGER, DANGER_T, GREY, INK, INK2, LEAF, LOTUS, OK, SKY, SKY_T, STEEL_D, SUN,
                 TEAL, VIOLET, WHITE, WOOD_D, WOOD_L, bar, circle, dark, light, line, oval, picture, put, rect, shape)
from places import counter, glow, ground, table
from screens import phone, phone_back, phone_size, s_bad_message, small_phone
from things import (arrow, badge, bubble, bug, coin, cross, cup, dots, face_icon, gear, hook, id_card, laptop,
                    loudspeaker, magnifier, note, padlock, paper, robot, robot_head, shield, star, teapot, tick, warn,
                    waves, web)


SAND = "#F6DDBB"


def gift(x, y, s=1.0):
    return put(rect(-70, -90, 140, 100, "#E56A97", 12) + rect(-80, -112, 160, 36, LOTUS, 10)
            + rect(-14, -112, 28, 122, SUN) + line(
        "M0 -112 Q-58 -150 -44 -166 Q-18 -176 0 -112 Q18 -176 44 -166 Q58 -150 0 -112", SUN, 12), x, y, 0, s)


def siren(s=1.0):
    return put(rect(-60, 30, 120, 26, STEEL_D, 10) + shape("M-44 30 L-44 -10 Q-44 -54 0 -54 Q44 -54 44 -10 L44 30Z",
            "#4C86D6") + rect(-10, -30, 20, 46, WHITE, 8, .7)
               + line("M-78 -34 L-60 -22 M78 -34 L60 -22 M0 -90 L0 -72", "#4C86D6", 9), 0, 0, 0, s)


def flying_note():
    return put(note(110), 0, 6,
            -10) + line("M-62 -6 Q-90 -40 -66 -54 Q-56 -40 -50 -20 M62 -20 Q86 -60 60 -66 Q54 -50 50 -32", "#8FB6A0",
            9)


@picture("bon-khong-hai-phai", AMBER_T)
def four_nos():
    p = ong_rau(730, 404, 1.14, look=-0.8, mood="smile")
    bubbles = ""
    for x, y, inside in ((170, 170, put(siren(0.9), 0, 6)), (410, 150, gift(0, 46, 0.72)),
                         (150, 420, face_icon(0, 0, 62, "#DDE1E8", "#7C8797")), (346, 400, flying_note())):
        bubbles += badge(x, y, 104, inside) + cross(x + 74, y + 74, 34)
    return [ground(704, SAND), glow(800, 200, 200), bubbles, p.body(), p.head(), p.arm(-1, (556, 530), "open", -86),
            p.arm(1, (760, 740), "flat", 190)]


@picture("bon-khong-hai-phai-2", AMBER_T)
def hooked_gift():
    p = ba(770, 404, 1.12, look=-1, mood="think", tilt=-3)
    return [glow(330, 260, 230), ground(704, SAND), put(phone(rect(-100, -120, 200, 110, SKY_T, 22)
            + bar(-78, -92, 130, 15, "#7FA6DB") + bar(-78, -58, 90, 15, "#7FA6DB"),
                      340), 330, 720, -3), gift(330, 452, 1.2), star(200, 330, 24), star(470, 420, 20),
                      star(232, 236, 15), hook(392, 130, 300), p.body(), p.head(),
                      p.arm(-1, (726, 574), "point", -76), p.arm(1, (760, 740), "flat", 188)]


@picture("bon-khong-hai-phai-3", AMBER_T)
def ask_first():
    p, d, o = ba_xoan(230, 420, 0.96, look=1), me(536, 384, 0.94, look=-0.6, mood="glad", hair="low_bun",
            colour=VIOLET), cong_an(852, 392, 0.96, look=-1, mood="glad")
    return [glow(540, 220, 260), d.body(), d.head(), p.body(), p.head(), o.body(), o.head(), table(676, WOOD_L),
            put(phone_back(96), 440, 726, 84),
            cup(640, 690, 0.7), teapot(760, 690, 0.66), p.arm(1, (390, 570), "open", -20),
            bubble(356, 150, 170, 96, dots(3, 40, 12, AMBER), -1),
            bubble(730, 140, 200, 110, put(shield(LEAF, 0.3), 0, 0), 1)]


@picture("scam-link-app-gia", AMBER_T)
def read_from_the_end():
    p = ong_hoi(890, 500, 1.0, look=-1, mood="stern")
    address = (rect(60, 120, 840, 130, WHITE, 65) + circle(130, 185, 26, GREY)
            + "".join(rect(v, 166, w, 38, BAR, 19) for v, w in ((190, 130), (336, 160), (512, 60)))
               + rect(588, 156, 150, 58, DANGER_T, 20) + rect(606, 170, 114, 30, DANGER, 15))
    return [ground(704, SAND), rect(60, 128, 840, 130, "#000000", 65, 0.07), address,
            arrow(740, 320, 250, 320, AMBER, 20), p.body(), p.head(),
            put(magnifier(110, rect(-84, -36, 168, 72, DANGER_T, 20) + rect(-60, -18, 120, 36, DANGER, 18)), 664,
            186), badge(190, 560, 120, put(bug(0.85), 0, 6)),
            cross(276, 640, 46), put(phone(s_bad_message(), 200), 440, 580, -5), p.arm(-1, (822, 346), "grip", -112)]


@picture("scam-deepfake-nguoi-than", AMBER_T)
def false_face():
    p = ba(790, 410, 1.12, look=-1, mood="think", tilt=-2)
    robot = put(robot_head("#5A6679"), -6, -60, 0, 0.74)
    screen = (rect(-115, -202, 230, 404, "#DDE3F0", 26) + "".join(rect(v, w, 60, 10, WHITE, 5, .8) for v,
            w in ((-100, -150), (40, -120), (-90, 30), (50, 60)))
              + robot + put(mask(0, 0, 0, 1), 34, -14, 8, 0.62) + rect(-115, 150, 230, 52, "#2A3442", 26)
              + rect(-115, 130, 230, 40, "#2A3442")
              + circle(0, 162, 25, DANGER) + line("M-12 166 Q0 152 12 166", WHITE, 9))
    return [glow(340, 300, 260), ground(704, SAND), p.body(), p.head(),
            p.holds(-1, phone(screen, 330), (410, 440), phone_size(330), -4, 1), warn(200, 190, 62),
            p.arm(1, (842, 574), "point", -104)]


@picture("scam-viec-nhe-luong-cao", AMBER_T)
def steps_down():
    p = me(190, 356, 0.86, look=1, mood="think", bottom=560, hair="tail", colour=TEAL)
    steps = shape("M0 560 L340 560 L340 620 L540 620 L540 680 L740 680 L740 740 L1080 740 L1080 748 Q1080 800 1028 800 L52 800 Q0 800 0 748Z", "#D9B98C")
    edge = line("M0 560 L340 560 M340 620 L540 620 M540 680 L740 680", "#B98F59", 12)
    hole = shape("M740 740 L740 690 Q900 560 1080 640 L1080 748 Q1080 800 1028 800 L740 800Z", "#2A2739")
    eyes = "".join(circle(x, 716, 9, WHITE, .85) for x in (930, 976)) + line("M914 690 L940 700 M992 690 L966 700",
            WHITE, 6, .8)

    def bag(x, y, s):
        return put(shape("M-40 -60 Q-84 30 -56 66 Q0 84 56 66 Q84 30 40 -60Z", "#A65C36")
                + rect(-44, -74, 88, 22, "#7A3F22", 10) + shape(
            "M-36 -74 L-50 -104 L50 -104 L36 -74Z", "#A65C36") + coin(0, 12, 26), x, y, 0, s)

    return [glow(240, 220, 210), steps, edge, hole, eyes, coin(390, 590, 28), coin(440, 592, 26), coin(416, 556, 26),
            bag(640, 622, 0.78), bag(850, 630, 1.15),
            p.body(), p.head(), p.arm(1, (372, 400), "open", -70), arrow(470, 430, 700, 520, DANGER, 16, -30),
            warn(900, 250, 84)]


@picture("scam-bat-coc-online", AMBER_T)
def not_alone():
    p, m = sinh_vien(350, 420, 0.98, look=-0.9, mood="afraid", colour="#5A6FA0"), me(880, 330, 0.9, look=-1,
            mood="worried", hair="low_bun")
    room = shape("M0 52 Q0 0 52 0 L740 0 L740 800 L52 800 Q0 800 0 748Z", "#4A5170")
    light_ = shape("M740 90 L1010 90 L1010 760 L740 760Z",
            "#FFE9B5") + shape("M740 90 L520 800 L1010 800 L1010 760 L740 760Z", "#FFE9B5", .34)
    door = shape("M1010 90 L1050 60 L1050 800 L1010 760Z", WOOD_D)
    screen = rect(-200, -266, 400, 250, "#2A2739", 12) + put(oval(0, 0, 60, 66, "#1B1926")
            + circle(-20, -4, 7, WHITE) + circle(20, -4, 7, WHITE) + put(
        mask(0, 0, 0, 1, False), 0, 14, 0, 0.5), 0, -140) + circle(0, -258, 7, DANGER)
    return [room, light_, door, m.body(), m.head(), m.arm(-1, (640, 590), "open", -170), p.body(), p.head(),
            table(690, "#7A5B3C", 0, 560),
            put(laptop(screen, 290, "#5A6679"), 160, 696)]


@picture("lo-bi-lua-lam-gi", AMBER_T)
def what_now():
    p, q = chu(250, 420, 1.06, look=1, mood="worried"), me(850, 410, 1.02, look=-1, mood="smile", hair="bob",
            colour=LEAF)
    steps = "".join(circle(330 + 105 * i, 130, 38, (OK if i < 2 else WHITE))
            + (line(f"M{314 + 105 * i} 130 L{326 + 105 * i} 142 L{348 + 105 * i} 116", WHITE, 9)
                    if i < 2 else circle(330 + 105 * i, 130, 12, GREY)) for i in range(5))
    return [line("M330 130 L750 130", WHITE, 12), steps, glow(540, 420, 230), ground(704, SAND), p.body(), p.head(),
            q.body(), q.head(),
            p.phone_at_ear(-1, small_phone(circle(0, 40, 14, OK))), waves(84, 440, 0.6, AMBER, 180, 2),
            put(shield(LEAF, 0.86, "lock"), 560, 420),
            q.arm(-1, (640, 600), "flat", 196), p.arm(1, (440, 640), "open", -20)]


@picture("du-lieu-ca-nhan-cua-toi", AMBER_T)
def my_data():
    p = ba_khan(770, 404, 1.12, look=-0.7, mood="smile")
    photo = rect(-80, -64, 160, 128, WHITE, 10) + rect(-68, -52, 136, 86, "#CFE3F5", 6) + circle(0, -20, 18,
            TAN[0]) + shape("M-40 34 Q0 -20 40 34Z", LOTUS)
    return [glow(380, 330, 290), ground(704, SAND), put(id_card(280), 230, 210, -9),
            put(phone(bar(-60, -60, 120, 20) + bar(-60, -20, 90, 20), 150), 520, 210, 8), put(photo, 150, 420, -6),
            p.body(), p.head(), put(shield(LEAF, 1.5, "lock"), 410, 480), p.arm(-1, (574, 560), "flat", 190),
            p.arm(1, (720, 700), "flat", 186)]


@picture("du-lieu-ca-nhan-cua-toi-2", AMBER_T)
def ask_back():
    p, q = ong(230, 430, 1.06, look=1, mood="talk"), me(870, 420, 0.98, look=-1, hair="bob", cloth="aodai",
            colour=TEAL)
    trio = (bubble(330, 150, 190, 130, put(paper(70, 3), 0, 0), -1)
            + bubble(560, 120, 190, 130, put(gear(36, AMBER), 0, 0), -1)
            + bubble(790, 150, 190, 130, put(padlock(SUN), 0, 2, 0, 0.46), -1))
    return [trio, glow(540, 400, 200), q.body(), q.head(), p.body(), p.head(), counter(680, LEAF),
            p.holds(1, paper(150, 5), (430, 590), (150, 207), 6, -1),
            q.arm(-1, (700, 640), "palm", 190)]


@picture("du-lieu-ca-nhan-cua-toi-3", AMBER_T)
def decide_together():
    p, q = ba_xoan(330, 380, 1.12, look=0.8, mood="read", tilt=5), hoc_sinh(790, 440, 0.98, look=-0.9, mood="smile",
            tilt=-5, cloth="tee", colour=SUN)
    tablet = rect(-190, -140, 380, 280, INK, 34) + rect(-170, -120, 340, 240, WHITE, 20) + bar(-110, -84, 220,
            22) + bar(-70, -44, 140, 18, "#E7E1D5") + tick(
        -70, 48, 46) + cross(70, 48, 46, "#8F97A6")
    return [glow(560, 200, 260), ground(704, SAND), p.body(), p.head(), q.body(), q.head(),
            p.arm(-1, (392, 700), "flat", -10), put(tablet, 570, 610, -2),
            q.arm(1, (730, 700), "flat", 200)]


@picture("tin-gia-anh-ai", AMBER_T)
def shocking():
    p = ong_hoi(770, 404, 1.14, look=-1, mood="stern", colour="#2E7D6B")
    screen = rect(-104, -164, 208, 70, DANGER, 16) + bar(-82, -146, 150, 16, WHITE) + bar(-82, -120, 100, 12,
            light(DANGER, .6)) + rect(-104, -78, 208, 130, SKY_T, 16) + put(
        put(robot_head("#8F97A6"), 0, 0, 0, 0.34), 0, -10) + bar(-104, 76, 190, 16) + bar(-104, 106, 150,
        16) + bar(-104, 136, 170, 16)
    return [glow(880, 180, 190), ground(704, SAND), put(phone(screen, 300), 310, 430, -4),
            put(loudspeaker(0.8, DANGER), 150, 190, -24),
            waves(240, 136, 0.62, DANGER, -24, 3), p.body(), p.head(), p.arm(-1, (560, 520), "open", -88),
            p.arm(1, (812, 580), "point", -106)]


@picture("tin-gia-anh-ai-2", AMBER_T)
def six_fingers():
    fingers = "".join(put(line("M0 -30 L0 -96", TAN[0], 20), 0, 0, a) for a in (-46, -27, -9, 9, 27, 46))
    hand = fingers + circle(0, 0, 50, TAN[0]) + line("M-44 16 L-80 -8", TAN[0], 20) + rect(-34, 30, 68, 120,
            dark(SKY), 20)
    q = sinh_vien(0, 0, 1.0, mood="happy", bottom=330)
    photo = rect(-290, -270, 580, 540, WHITE, 20) + rect(-262, -242, 524, 440, "#CFE3F5", 10) + circle(-180, -170, 44,
            SUN) + shape(
        "M-262 120 Q0 60 262 130 L262 198 L-262 198Z", "#8FC3A3")
    shadow = oval(-170, 176, 110, 18, "#000000", .18) + oval(190, 160, 70, 14, "#000000", .18)
    return [glow(820, 250, 220), ground(714, SAND), put(photo, 400, 390, -3), put(shadow, 400, 390, -3),
            put(q.body() + q.head(), 330, 360, -3, 0.68),
            put(hand, 560, 440, 8, 0.8), put(magnifier(170, put(hand, 0, 50, 4, 1.1)), 760, 430),
            warn(950, 200, 62, AMBER)]


@picture("tin-gia-anh-ai-3", AMBER_T)
def compare():
    p = ba(540, 350, 1.02, mood="read", tilt=3)
    news = rect(-120, -150, 240, 300, "#F7F4EC", 8) + rect(-96, -126, 192, 30, INK2, 6) + rect(-96, -80, 90, 90,
            "#CFE3F5", 6) + "".join(
        bar(10, -74 + 24 * i, 86, 10) for i in range(4)) + "".join(bar(-96, 34 + 24 * i, 192, 10) for i in range(4))
    notice = paper(210, 6, SKY)
    return [glow(540, 220, 250), p.body(), p.head(), table(590, WOOD_L), put(news, 190, 600, -6),
            put(laptop(web(SKY, 2), 330), 540, 730), put(notice, 890, 600, 6),
            p.arm(-1, (310, 560), "point", 170), p.arm(1, (770, 560), "point", 10), tick(970, 440, 44)]
