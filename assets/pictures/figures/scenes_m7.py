"""M7: those who help, families and officers (L45–L47)."""
from people import ba, ba_khan, ba_xoan, bo, can_bo, hoc_sinh, hoc_sinh_nam, me, nu_can_bo, ong, ong_hoi, tinh_nguyen
from pen import (AMBER, GREY, INK, LEAF, OK, SKY, STEEL_D, SUN, VIOLET, VIOLET_T, WHITE, WOOD_L, circle, light,
                 picture, put, rect, ring)
from places import floor, glow, ground, house, lantern, picture_frame, round_table, sun, table, window
from screens import phone, phone_size, s_menu, s_ok
from things import arrow, badge, clock, cross, cup, dots, envelope, heart, laptop, padlock, paper, shield, teapot


LILAC = "#DCD3F3"


@picture("cam-tay-chi-viec", VIOLET_T)
def her_own_hand():
    p, q = ba_khan(300, 410, 1.12, look=1, mood="glad"), tinh_nguyen(790, 390, 1.06, look=-1, mood="happy")
    return [glow(540, 220, 270), ground(704, LILAC), q.body(), q.head(), p.body(), p.head(),
            put(phone(s_menu(VIOLET), 256), 548, 500, -2),
            p.arm(1, (488, 600), "point", -40), q.arm(-1, (770, 700), "flat", 20), q.arm(1, (790, 716), "flat", 176),
            ring(548 - 30, 560, 34, SUN, 8)]


@picture("gia-dinh-so", VIOLET_T)
def digital_family():
    g, o, m, k = ba(180, 400, 0.8, look=1, mood="happy"), ong(404, 350, 0.8, look=0.5, mood="glad"), me(676, 350, 0.8,
            look=-0.5, mood="glad"), hoc_sinh(900, 420, 0.74, look=-1, mood="happy")
    return [window(540, 150, 190, 170), picture_frame(230, 150, 130, heart(0, 6, 0.5)), lantern(900, 150, 0.8),
            floor(640, LILAC), "".join(p.body() + p.head() for p in (o, m, g, k)),
            round_table(540, 650, 420), cup(300, 650, 0.6), teapot(420, 656, 0.62),
            put(phone(s_ok(OK), 150), 600, 560, 8), k.arm(-1, (690, 600), "point", 190), heart(540, 330, 0.7)]


@picture("can-bo-an-toan-so", VIOLET_T)
def safe_office():
    p = nu_can_bo(300, 392, 1.08, look=1, mood="smile", colour=VIOLET)
    screen = rect(-200, -266, 400, 250, "#EDE8FA", 12) + put(padlock(SUN), 0, -140, 0, 0.8)
    usb = rect(-26, -56, 52, 84, STEEL_D, 10) + rect(-18, -86, 36, 32, GREY, 4) + rect(-8, -78, 6, 12, INK) + rect(4,
            -78, 6, 12, INK)
    return [window(170, 170, 190, 180), glow(700, 300, 250), p.body(), p.head(), table(676, WOOD_L),
            put(laptop(screen, 430), 640, 690), p.arm(1, (450, 660), "flat", 8),
            badge(500, 150, 84, put(envelope(96, WHITE, AMBER), 0, 0)) + cross(560, 206, 30),
            badge(720, 130, 84, put(usb, 0, 20, 12)) + cross(780, 186, 30),
            put(shield(LEAF, 0.8), 946, 320), cup(980, 684, 0.7)]


@picture("cam-tay-chi-viec-2", VIOLET_T)
def door_to_door():
    p, q = tinh_nguyen(300, 420, 1.0, look=1, mood="glad"), ba_xoan(800, 420, 1.04, look=-1, mood="happy")
    return [sun(120, 120, 60), ground(690, LILAC), house(800, 690, 1.5), p.body(), p.head(), q.body(), q.head(),
            p.arm(1, (470, 480), "open", -70), p.holds(-1, phone(s_menu(VIOLET), 130), (170, 610), phone_size(130),
            -6), q.arm(-1, (650, 560), "open", 210)]


@picture("gia-dinh-so-2", VIOLET_T)
def grandchild_teaches():
    p, k = ong_hoi(330, 400, 1.1, look=0.8, mood="glad"), hoc_sinh_nam(760, 440, 0.98, look=-1, mood="happy",
            cloth="tee", colour=SUN)
    return [window(150, 170, 180, 180), glow(560, 240, 250), ground(704, LILAC), p.body(), p.head(), k.body(),
            k.head(),
            p.holds(1, phone(s_menu(VIOLET), 220), (560, 550), phone_size(220), 3, -1),
            k.arm(-1, (690, 640), "thumb", 180), heart(560, 190, 0.8)]


@picture("can-bo-an-toan-so-2", VIOLET_T)
def lock_when_leaving():
    p = can_bo(300, 400, 1.08, look=1, mood="glad")
    screen = rect(-200, -266, 400, 250, "#2A3442", 12) + put(padlock(SUN), 0, -150, 0,
            0.7) + put(dots(6, 30, 9, WHITE), 0, -56)
    safe = rect(-110, -220, 220, 220, SKY, 20) + rect(-86, -196, 172, 172, light(SKY, .3), 12) + circle(0, -110, 38,
            WHITE) + circle(0, -110, 14, SKY)
    return [glow(600, 300, 240), put(clock(70, VIOLET), 860, 170), p.body(), p.head(), table(676, WOOD_L),
            put(laptop(screen, 380), 620, 690), put(safe, 930, 690),
            put(paper(90, 3), 930, 420, 5), arrow(930, 480, 930, 530, VIOLET, 13), p.arm(1, (470, 640), "point", 10)]
