"""M7: those who help, families and officers (L45–L47)."""
from people import ba, ba_khan, bo, hoc_sinh, me, nu_can_bo, ong, tinh_nguyen
from pen import AMBER, GREY, INK, LEAF, OK, STEEL_D, SUN, VIOLET, VIOLET_T, WHITE, WOOD_L, picture, put, rect, ring
from places import floor, glow, ground, lantern, picture_frame, round_table, table, window
from screens import phone, s_menu, s_ok
from things import badge, cross, cup, envelope, heart, laptop, padlock, shield, teapot


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
