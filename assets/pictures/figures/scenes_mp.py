"""One-minute lessons that need a picture of their own."""
from parts import TAN
from people import ba, ba_khan, ba_xoan, chu, co_ban_hang, hoc_sinh, hoc_sinh_nam, me, ong, ong_rau, sinh_vien
from pen import (AMBER, AMBER_T, BAR, DANGER, GREY_T, INK, INK2, LEAF, LEAF_T, LOTUS, LOTUS_T, OK, OK_T, SKY, SKY_T,
                 STEEL, STEEL_D, SUN, TEAL, VIOLET, VIOLET_T, WHITE, WOOD, WOOD_L, bar, circle, light, line, picture,
                 put, rect, ring, shape)
from places import glow, ground, stall, stall_back, sun, table, window
from screens import phone, phone_size, s_bad_message, s_blank, s_menu, s_photo, s_scan, s_settings
from things import (arrow, badge, bank_card, bubble, bug, camera, cloud, cross, cup, dots, face_icon, fruit, heart,
                    id_card, padlock, paper, qr_stand, robot, shield, shopping_bag, teapot, thought, tick, vegetables,
                    waves, wifi)


def fingerprint(s=1.0, c=VIOLET):
    arcs = "".join(line(d, c, 9) for d in ("M-62 30 Q-70 -66 0 -68 Q70 -66 62 30",
            "M-38 52 Q-48 -40 0 -42 Q48 -40 38 52", "M-14 60 Q-22 -16 0 -18 Q22 -16 14 60"))
    return put(arcs, 0, 0, 0, s)


def round_arrow(s=1.0, c=OK):
    """Two arrows that chase each other: renewing."""
    half = line("M-60 -10 Q-54 -66 0 -66 Q38 -64 56 -34 M60 -72 L58 -32 L20 -40", c, 15)
    return put(half + put(half, 0, 0, 180), 0, 0, 0, s)


@picture("mp-khoa-man-hinh", VIOLET_T)
def lock_screen():
    p = ong_rau(780, 404, 1.12, look=-1, mood="glad", cloth="polo", colour=VIOLET)
    screen = put(padlock(SUN), 0, -92, 0, 0.72) + put(dots(4, 36, 10, INK), 0, 10) + put(fingerprint(0.78), 0, 110)
    return [glow(360, 380, 320), ground(704, "#DCD3F3"), put(phone(screen, 340), 380, 400, -3), p.body(), p.head(),
            p.arm(-1, (470, 600), "point", 200)]


@picture("mp-sao-luu", VIOLET_T)
def backup():
    p = ba_xoan(250, 410, 1.1, look=1, mood="glad", colour=VIOLET)
    photo = rect(-62, -50, 124, 100, WHITE, 8) + rect(-52, -40, 104, 66, "#CFE3F5", 5) + circle(-18, -16, 13,
            TAN[0]) + circle(20, -16, 13, "#F4C9A5") + shape(
        "M-44 26 Q-18 -14 4 26Z", LOTUS) + shape("M-4 26 Q20 -14 46 26Z", SKY)
    return [ground(704, "#DCD3F3"), cloud(800, 240, 2.3, 1), arrow(800, 480, 800, 320, VIOLET, 22),
            put(photo, 690, 400, -10), put(photo, 910, 390, 9),
            circle(800, 208, 62, "#EDE8FA"), put(padlock(VIOLET), 800, 208, 0, 0.46), p.body(), p.head(),
            p.holds(1, phone(s_photo(), 220), (510, 560), phone_size(220), 5, -1)]


@picture("mp-wifi-la", VIOLET_T)
def strange_wifi():
    p = chu(330, 392, 1.08, look=1, mood="think")
    return [window(150, 180, 200, 190), badge(836, 180, 126, wifi(0, 56, 0.8, VIOLET)),
            badge(946, 430, 92, put(bank_card(124), 0, 0, -8)) + cross(1008, 496, 36),
            badge(724, 430, 92, put(paper(80, 4), 0, 0)) + tick(788, 496, 36), p.body(), p.head(), table(676, WOOD_L),
            cup(880, 690, 0.9),
            p.holds(1, phone(s_settings((1, 0, 0)), 190), (520, 560), phone_size(190), 5, -1)]


@picture("mp-anh-can-cuoc", AMBER_T)
def no_card_photo():
    p = me(780, 404, 1.12, look=-1, mood="think", hair="low_bun", colour=TEAL)
    corners = "".join(line(d, SUN, 14) for d in ("M-210 -110 L-210 -160 L-160 -160", "M210 -110 L210 -160 L160 -160",
            "M-210 110 L-210 160 L-160 160", "M210 110 L210 160 L160 160"))
    return [glow(330, 360, 270), ground(704, "#F6DDBB"), put(id_card(330) + corners, 320, 330, -4),
            badge(140, 640, 86, put(camera(0.54), 0, 4)), arrow(230, 640, 390, 640, DANGER, 16),
            cross(306, 640, 40), badge(460, 640, 66, face_icon(0, 0, 44, "#DDE1E8", "#7C8797")), p.body(), p.head(),
            p.arm(-1, (610, 480), "open", -92), p.arm(1, (790, 740), "flat", 188)]


@picture("mp-anh-ro", SKY_T)
def clear_picture():
    frame = "".join(line(d, OK, 14) for d in ("M-150 -150 L-150 -190 L-110 -190", "M150 -150 L150 -190 L110 -190",
            "M-150 150 L-150 190 L-110 190", "M150 150 L150 190 L110 190"))
    good = rect(-210, -290, 420, 580, INK, 46) + rect(-190, -270, 380, 540, "#2A3442", 32) + paper(230, 6,
            SKY) + frame + circle(0, 236, 24, WHITE)
    bad = (rect(-210, -290, 420, 580, INK, 46) + rect(-190, -270, 380, 540, "#2A3442", 32)
            + put(paper(210, 6), 40, 50, 24, 0.98) + circle(30, -30, 96, WHITE, 0.7)
           + circle(30, -30, 60, WHITE, 0.9) + circle(0, 236, 24, WHITE))
    return [ground(714, "#C9DDF3"), put(good, 290, 396), tick(490, 640, 70), put(bad, 780, 396, 0, 0.9),
            cross(960, 620, 60, "#8F97A6")]


@picture("mp-cap-nhat", VIOLET_T)
def update():
    p = sinh_vien(800, 410, 1.08, look=-1, mood="glad", colour=VIOLET)
    screen = rect(-104, -170, 208, 60, VIOLET, 16) + put(shopping_bag(WHITE, VIOLET), 0, -142, 0,
            0.3) + put(round_arrow(0.9, OK), 0, -10) + bar(-92, 90, 184, 20, BAR) + bar(-92, 90, 140, 20, OK) + rect(
        -80, 136, 160, 44, LEAF, 18)
    return [glow(360, 380, 320), ground(704, "#DCD3F3"), put(phone(screen, 340), 370, 400, -3),
            put(shield(LEAF, 0.72), 590, 200), p.body(), p.head(), p.arm(-1, (490, 640), "point", 198)]


@picture("mp-dung-man-hinh", VIOLET_T)
def put_it_away():
    k, m = hoc_sinh_nam(560, 420, 0.96, look=-0.7, mood="happy", cloth="tee", colour=SUN), me(880, 370, 0.98, look=-1,
            mood="happy")
    crate = rect(96, 560, 300, 200, WOOD_L, 18) + rect(76, 540, 340, 44, WOOD, 14) + put(heart(0, 0, 0.9), 246, 668)
    kite = shape("M0 -90 L70 0 L0 110 L-70 0Z", LOTUS) + shape("M0 -90 L70 0 L0 110Z",
            "#E56A97") + line("M0 110 Q30 170 -6 210 Q-30 250 6 290", SUN, 8)
    return [sun(930, 120, 60), cloud(640, 130, 0.8), ground(700, "#CFE3D0"), put(kite, 380, 170, 18), m.body(),
            m.head(), k.body(), k.head(), put(phone(s_blank("#DDE3F0"), 120), 246, 480, 6),
            crate, k.arm(-1, (330, 470), "palm", 196), m.arm(-1, (700, 600), "thumb"),
            circle(452, 712, 52, "#E2572B") + line("M402 700 Q452 676 502 702 M440 662 Q420 712 444 762", WHITE, 6)]


@picture("mp-dau-so-la", AMBER_T)
def strange_number():
    p = ba(780, 404, 1.12, look=-1, mood="think")
    globe = circle(0, 0, 58,
            SKY) + line("M-58 0 L58 0 M0 -58 L0 58 M-42 -40 Q0 -16 42 -40 M-42 40 Q0 16 42 40 M0 -58 Q-50 0 0 58 M0 -58 Q50 0 0 58", WHITE, 5)
    screen = put(globe, 0, -90) + put(dots(8, 20, 6, INK2), 0, -2) + circle(0, 106, 44,
            DANGER) + line("M-20 112 Q0 90 20 112", WHITE, 14)
    return [glow(360, 380, 300), ground(704, "#F6DDBB"), waves(520, 230, 0.7, AMBER, -20, 2),
            waves(190, 230, 0.7, AMBER, 200, 2), put(phone(screen, 310), 356, 410, -3), p.body(), p.head(),
            p.arm(-1, (600, 510), "open", -92), p.arm(1, (790, 740), "flat", 188)]


@picture("mp-mat-khau-gia-dinh", AMBER_T)
def family_secret():
    p, k = ba(380, 400, 1.12, look=1, mood="calm", tilt=4), hoc_sinh(760, 440, 1.0, look=-1, mood="happy", tilt=-4,
            cloth="tee", colour=SKY)
    return [glow(560, 300, 290), ground(704, "#F6DDBB"), thought(570, 160, 320, 200,
            put(padlock(SUN), -60, 6, 0, 0.8) + heart(74, 4, 1.0), 0, WHITE), p.body(), p.head(), k.body(), k.head(),
            p.arm(1, (560, 640), "flat", 0), k.arm(-1, (736, 566), "point", -84), house_window(150, 260)]


def house_window(x, y):
    return window(x, y, 190, 190, True)


@picture("mp-156", AMBER_T)
def report_it():
    p = ong(250, 410, 1.1, look=1, mood="think")
    spam = bubble(640, 170, 250, 150, put(bug(0.5), -60, 4) + bar(-6, -34, 90, 15, "#DB8C86")
            + bar(-6, -4, 70, 15, "#DB8C86") + bar(-6, 26, 84, 15, "#DB8C86"), -1)
    return [glow(820, 420, 240), ground(704, "#F6DDBB"), spam, arrow(720, 290, 830, 370, OK, 18, -20),
            put(shield(LEAF, 1.25), 860, 540), p.body(), p.head(),
            p.holds(1, phone(s_bad_message(), 230), (510, 520), phone_size(230), 5, -1)]


@picture("mp-day-lai", VIOLET_T)
def pass_it_on():
    p, q = ba_xoan(290, 410, 1.1, look=1, mood="happy"), ba_khan(800, 410, 1.08, look=-1, mood="glad")
    return [glow(545, 230, 260), ground(704, "#DCD3F3"), heart(545, 120, 0.9), p.body(), p.head(), q.body(), q.head(),
            put(phone(s_menu(VIOLET), 230), 548, 500, -2),
            q.arm(-1, (600, 590), "point", 220), p.arm(1, (330, 720), "flat", 176), ring(566, 556, 30, SUN, 8)]


@picture("mp-tu-quet-ma", OK_T)
def scan_own_code():
    p = co_ban_hang(300, 400, 1.04, look=1, mood="smile")
    return [sun(930, 330, 80), stall_back(20, 1060), p.body(), p.head(), stall(0, 1080, 640),
            vegetables(120, 646, 0.9), qr_stand(830, 642, 1.25), fruit(1000, 646, 0.7),
            p.holds(1, phone(s_scan(OK), 190), (560, 480), phone_size(190), 5, -1),
            shape("M660 440 L720 400 L720 560 L660 520Z", SUN, 0.3)]


@picture("mp-quyen-xoa", AMBER_T)
def right_to_delete():
    p = chu(290, 410, 1.12, look=1, mood="glad")
    bin_ = shape("M-120 -200 L120 -200 L96 60 L-96 60Z",
            STEEL) + line("M-60 -160 L-48 20 M0 -160 L0 20 M60 -160 L48 20", WHITE, 13, 0.7) + rect(-146, -236, 292,
            40, STEEL_D, 18) + rect(
        -44, -264, 88, 36, STEEL_D, 14)
    return [glow(780, 330, 260), ground(704, "#F6DDBB"), put(paper(150, 4) + face_icon(0, 46, 26, GREY_T, "#9AA4B4"),
            700, 240, -12), put(id_card(170), 900, 220, 10), arrow(800, 310, 800, 390, AMBER, 18),
            put(bin_, 800, 690, 0, 0.98), p.body(), p.head(), p.arm(1, (500, 540), "point", -20)]


@picture("mp-ai-bi-mat", LEAF_T)
def keep_it_from_ai():
    p = ong(300, 420, 1.1, look=1, mood="smile")
    return [ground(704, "#C9E2D8"), robot(840, 440, 1.02), bubble(820, 130, 280, 120,
            bar(-100, -26, 190, 18, light(LEAF, .4)) + bar(-100, 10, 130, 18, light(LEAF, .6)), 1), p.body(),
            p.head(),
            put(id_card(210), 130, 620, -8), put(bank_card(180), 160, 706, 6),
            put(shield(LEAF, 1.0, "lock"), 540, 560), p.arm(1, (430, 600), "flat", -10)]


@picture("mp-vneid-tu-dong", LOTUS_T)
def renews_itself():
    p = ba(770, 400, 1.1, look=-1, mood="calm")
    screen = put(id_card(200, TEAL), 0, -70) + put(round_arrow(0.62, OK), 0, 72) + tick(0, 164, 22)
    return [glow(360, 360, 300), p.body(), p.head(), table(690, "#E5B7C8"), put(phone(screen, 320), 380, 410, -3),
            teapot(110, 690, 0.8), cup(990, 700, 0.8)]
