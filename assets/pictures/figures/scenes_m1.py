"""M1: one's digital identity (L06–L17)."""
from parts import TAN
from people import ba, ba_khan, ba_xoan, bac_si, bo, chu, chu_tho, cong_an, me, ong_hoi, ong_rau, sinh_vien
from pen import (INK, INK2, LEAF, LOTUS, LOTUS_T, OK, SKY, STEEL, SUN, TEAL, VIOLET, WHITE, WOOD, bar, circle, dark,
                 light, line, picture, put, rect, shape)
from places import awning, bamboo, counter, glow, ground, sign, table
from screens import phone, phone_size, s_form, s_map, s_ok, s_passcode
from things import (arrow, badge, bhyt_card, bubble, dots, fruit, house_icon, id_card, key, licence, lotus, motorbike,
                    padlock, paper, pen_tool, qr, shield, thought, tick)


@picture("vneid-muc-1-muc-2", LOTUS_T)
def two_levels():
    p = chu(250, 412, 1.12, look=1, mood="glad")
    low = rect(486, 560, 240, 240, "#E9A9C2") + rect(476, 544, 260, 34, "#D9809F", 10)
    high = rect(746, 420, 250, 380, "#D9809F") + rect(736, 404, 270, 34, LOTUS, 10)
    steps = "".join(circle(x, y, 13, WHITE) for x, y in ((606, 680), (854, 620), (890, 620)))
    return [glow(820, 170, 180), ground(712, "#F3CEDC"), p.body(), p.head(), low, high, steps,
            put(phone(s_form(LOTUS, 2), 150), 606, 416), put(id_card(214, TEAL), 858, 336, -4),
            put(shield(LEAF, 0.5), 940, 244),
            arrow(690, 330, 760, 250, SUN, 15, -20), p.arm(1, (456, 520), "point")]


@picture("vneid-kich-hoat-muc-2", LOTUS_T)
def activate():
    p, q = ba(250, 420, 1.1, look=1, mood="read", tilt=3), sinh_vien(836, 430, 1.02, look=-1, mood="glad", colour=SKY)
    mail = bubble(860, 150, 240, 130, bar(-84, -34, 120, 15, light(SKY, .5)) + put(dots(6, 32, 11, INK), 0, 22), -1)
    return [glow(540, 300, 300), ground(702, "#F3CEDC"), p.body(), p.head(), q.body(), q.head(),
            put(phone(s_passcode(LOTUS, 4), 300), 532, 416), mail, p.arm(1, (470, 600), "point", -40),
            q.arm(-1, (668, 560), "point", 202)]


@picture("vneid-quen-passcode", LOTUS_T)
def forgotten():
    p = ong_hoi(720, 424, 1.16, look=-1, mood="think", tilt=-3)
    mark = line("M-30 -34 Q-30 -72 4 -72 Q40 -70 38 -34 Q36 -8 4 4 L4 26", LOTUS, 19) + circle(4, 62, 13, LOTUS)
    return [ground(702, "#F3CEDC"), thought(870, 150, 210, 180, mark, -1), p.body(), p.head(),
            put(phone(s_passcode(LOTUS, 2), 290), 300, 400, -4), put(id_card(230), 180, 660, -8),
            put(key(), 350, 668, 8, 0.72),
            p.arm(-1, (684, 588), "point", -68), p.arm(1, (720, 742), "flat", 186)]


@picture("vneid-bhyt", LOTUS_T)
def insurance():
    p, q = ba_xoan(236, 404, 1.08, look=1, mood="glad"), bac_si(850, 394, 1.06, look=-1, mood="glad")
    screen = put(bhyt_card(196), 0, -78) + tick(0, 70, 44) + bar(-60, 140, 120, 16)
    return [glow(540, 230, 230), sign(850, 96, 260, TEAL), ground(690, "#F3CEDC"), p.body(), p.head(), q.body(),
            q.head(), counter(686, TEAL),
            p.holds(1, phone(screen, 236), (520, 500), phone_size(236), 4, -1), q.arm(-1, (712, 560), "open", 190)]


@picture("vneid-bang-lai-dang-ky-xe", LOTUS_T)
def licences():
    p = chu_tho(800, 396, 1.08, hat="ride", hat_colour=SKY, look=-1, mood="glad", skin=TAN, cloth="polo",
            colour="#2E7D6B")
    screen = put(licence(196), 0, -94) + put(id_card(196, TEAL), 0, 50, 0) + tick(0, 150, 30)
    return [glow(290, 300, 250), ground(704, "#F3CEDC"), bamboo(90, 700, 0.9), p.body(), p.head(),
            motorbike(300, 760, 1.2),
            p.holds(-1, phone(screen, 250), (580, 480), phone_size(250), -6), p.arm(1, (990, 560), "thumb", 200)]


@picture("vneid-xuat-trinh", LOTUS_T)
def show_it():
    p, q = ba_khan(230, 410, 1.1, look=1, mood="glad"), cong_an(846, 380, 1.02, look=-1, mood="glad")
    screen = put(id_card(196, TEAL), 0, -102) + put(qr(150), 0, 60)
    scanner = (rect(596, 622, 120, 20, INK, 10) + line("M656 622 L656 520", STEEL, 24)
               + put(rect(-66, -40, 132, 80, INK, 24) + rect(-70, -26, 14, 52, OK, 7), 650, 488, 8))
    beam = shape("M590 470 L480 396 L480 600 L590 494Z", SUN, 0.3)
    return [ground(690, "#F3CEDC"), sign(846, 112, 300, LOTUS), q.body(), q.head(), p.body(), p.head(),
            counter(640, LOTUS, 560),
            p.holds(1, phone(screen, 220), (424, 500), phone_size(220), 5, -1), beam, scanner,
            q.arm(-1, (730, 520), "flat", 200)]


@picture("vneid-luu-tru", LOTUS_T)
def overnight():
    host, guest = ba(786, 410, 1.06, look=-1, mood="glad"), bo(318, 414, 1.06, look=1, mood="happy")
    night = shape("M0 52 Q0 0 52 0 L1028 0 Q1080 0 1080 52 L1080 640 L0 640Z", "#3A4468")
    stars = "".join(circle(x, y, 5, "#FFE7A8") for x, y in ((90, 90), (240, 160), (340, 60), (430, 180), (60, 250)))
    moon = circle(160, 130, 50, "#FFE7A8") + circle(138, 118, 43, "#3A4468")
    home = (rect(560, 120, 520, 560, "#F7E4C4") + shape("M500 140 L620 20 L1060 20 Q1080 30 1080 60 L1080 140Z",
            "#C0603C")
            + rect(490, 126, 590, 26, dark("#C0603C"), 6) + rect(620, 210, 330, 480, "#9A6A43", 10)
            + rect(642, 232, 286, 458, "#FFE2A0", 6))
    case = put(line("M-24 -190 L-24 -90 M24 -190 L24 -90 M-24 -190 L24 -190", INK2, 11)
            + rect(-72, -104, 144, 180, SUN, 24)
               + line("M-32 -76 L-32 50 M32 -76 L32 50", dark(SUN), 9), 92, 690)
    stool = rect(944, 620, 110, 20, WOOD, 8) + line("M962 640 L956 772 M1034 640 L1040 772", WOOD, 14)
    return [night, moon, stars, ground(640, "#D9B3C6"), home, stool, put(phone(s_ok(OK), 88), 1000, 546, 6), case,
            guest.body(), guest.head(), host.body(), host.head(),
            guest.arm(-1, (106, 500), "grip", 96), guest.arm(1, (470, 560), "open", -62),
            host.arm(-1, (640, 650), "flat", 200)]


@picture("vneid-tam-tru", LOTUS_T)
def stay():
    p, q = chu_tho(240, 410, 1.06, look=1, mood="glad", hat=None, skin=TAN), ba_xoan(850, 410, 1.04, look=-1,
            mood="glad")
    door = rect(648, 60, 392, 720, "#F7E4C4", 10) + rect(700, 130, 250, 600, "#9A6A43", 12) + rect(724, 154, 202, 560,
            "#8A5C38", 8)
    bag = put(line("M-46 -70 Q0 -140 46 -70", dark(SKY, .3), 13) + rect(-96, -76, 192, 140, SKY, 34)
            + rect(-96, -24, 192, 20, dark(SKY)), 96, 690)
    return [ground(690, "#F3CEDC"), door, badge(540, 190, 104, put(house_icon(LOTUS, 1.0))), bag, p.body(), p.head(),
            q.body(), q.head(),
            p.holds(1, phone(s_form(LOTUS, 4), 176), (440, 540), phone_size(176), 5, -1),
            q.holds(-1, phone(s_ok(OK), 176), (650, 546), phone_size(176), -5)]


@picture("vneid-chu-ky-so", LOTUS_T)
def signature():
    squiggle = line("M-84 20 Q-60 -40 -42 14 Q-26 46 -8 4 Q8 -28 20 14 Q36 44 58 6 Q72 -8 90 2", SKY, 10)
    screen = "".join(bar(-92, -150 + 30 * i, (150, 180, 120, 170)[i], 14) for i in range(4)) + rect(-98, -10, 196,
            110, "#F4F7FB", 14) + put(
        squiggle, 0, 40) + rect(-80, 132, 160, 46, LEAF, 18)
    ribbon = shape("M-34 30 L-56 128 L-18 106 L0 132 L8 40Z", dark(SUN,
            .1)) + shape("M34 30 L56 128 L18 106 L0 132 L-8 40Z", SUN) + "".join(
        put(circle(0, -62, 20, SUN), 0, 0, a) for a in range(0, 360, 30)) + circle(0, 0, 62, "#F8C23A") + circle(0, 0,
        46, WHITE) + line(
        "M-20 0 L-6 16 L22 -16", OK, 11)
    arm = line("M1000 800 Q980 660 800 486", dark(TEAL), 106) + circle(800, 486, 53, light(TEAL, .2))
    hand = put(shape("M-20 -40 Q40 -56 88 -36 Q116 0 88 34 Q40 54 -20 40Z", TAN[0])
            + line("M30 -40 Q80 -70 116 -40", TAN[0], 32)
               + line("M84 -12 L112 -6 M84 12 L108 18", TAN[1], 6), 776, 462, 222, 1, -1)
    return [glow(420, 380, 330), ground(714, "#F3CEDC"), put(phone(screen, 400), 430, 400, -4), arm,
            put(pen_tool(300, LOTUS), 552, 492, 58), hand,
            badge(880, 190, 110, put(key(), -58, 12, -14, 0.62)), put(ribbon, 160, 610, -6)]


@picture("vneid-mat-may", LOTUS_T)
def lost_phone():
    p, q = ba_khan(300, 420, 1.1, look=1, mood="worried"), me(800, 414, 1.06, look=-1, mood="smile", hair="low_bun",
            colour=TEAL)
    pocket = rect(168, 690, 130, 108, dark("#7A4B2C", .22), 14) + line("M182 706 L284 706", light("#7A4B2C", .3), 5)
    screen = put(padlock(SUN), 0, -40, 0, 1.0) + put(dots(6, 28, 9, INK), 0, 104)
    return [awning(40, 1040, 60, 70, OK), ground(690, "#F3CEDC"), rect(60, 130, 14, 560, "#B58A56"),
            rect(1004, 130, 14, 560, "#B58A56"),
            rect(360, 520, 720, 30, WOOD), fruit(470, 520, 0.66), fruit(960, 520, 0.66, "#8BB53C"), q.body(),
            q.head(), p.body(), p.head(), pocket,
            p.arm(-1, (238, 712), "flat", 68), q.holds(-1, phone(screen, 200), (566, 530), phone_size(200), -5)]


@picture("vneid-bau-cu", LOTUS_T)
def polling_place():
    p, q = ong_rau(256, 400, 1.04, look=1, mood="glad"), ba(800, 404, 1.04, look=-1, mood="glad")
    flags = "".join(shape(f"M{x} 60 L{x + 70} 60 L{x + 35} 118Z", c) for x,
            c in zip(range(40, 1000, 100), (SUN, LOTUS, SKY, OK, VIOLET) * 2))
    box_ = (rect(-150, -230, 300, 230, "#2F6FB7", 18) + rect(-166, -250, 332, 44, dark("#2F6FB7", .2), 16)
            + rect(-66, -236, 132, 14, INK, 7)
            + circle(0, -104, 76, WHITE) + put(lotus(), 0, -94, 0, 0.92))
    slip = paper(84, 3)
    return [line("M20 60 Q540 84 1060 60", "#B9AF9B", 6), flags, ground(690, "#F3CEDC"), p.body(), p.head(), q.body(),
            q.head(),
            table(716, "#E5B7C8"), put(slip, 500, 426, -8), put(slip, 566, 416, 8), put(box_, 530, 724),
            p.arm(1, (446, 424), "flat", -20), q.arm(-1, (622, 424), "flat", 200),
            put(phone(s_map(), 136), 946, 612, 6)]