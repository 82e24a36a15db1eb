"""M0: getting to know the phone (L02–L05)."""
from people import ba, ba_xoan, chu, hoc_sinh_nam, ong, ong_hoi, tinh_nguyen
from pen import (AMBER, AMBER_T, GREY, INK, INK2, LEAF, SKY, SKY_T, SUN, VIOLET, VIOLET_T, WHITE, WOOD, WOOD_D,
                 WOOD_L, bar, box, circle, light, line, picture, put, rect, ring)
from places import floor, glow, ground, house, window
from screens import phone, phone_back, phone_size, s_menu, s_passcode, s_settings, s_store
from things import arrow, badge, bubble, bug, cross, dots, key, magnifier, note, pot_plant, shield, tick, wifi


@picture("cham-vuot-phong-chu", VIOLET_T)
def touch_swipe_zoom():
    p = ba(810, 392, 1.14, look=-1, tilt=-3, mood="read")
    tap = ring(0, 0, 20, VIOLET, 9) + ring(0, 0, 42, VIOLET, 7, 0.45) + circle(0, 0, 9, VIOLET)
    swipe = arrow(0, 40, 0, -40, VIOLET, 14)
    zoom = put(magnifier(30), -10, -10) + line("M-24 -10 L4 -10 M-10 -24 L-10 4", VIOLET, 7)
    return [glow(880, 170, 210), ground(700, "#DCD3F3"), badge(130, 170, 86, tap), badge(130, 390, 86, swipe),
            badge(130, 610, 86, zoom),
            p.body(), p.head(), put(phone(s_menu(VIOLET), 330), 430, 400, -3),
            arrow(404, 610, 404, 470, SUN, 18),
            p.arm(-1, (478, 560), "point", -158)]


@picture("ket-noi-mang", SKY_T)
def connect():
    p = ong(742, 404, 1.14, look=-1, mood="glad")
    router = (rect(-100, -44, 200, 60, WHITE, 20) + rect(-66, -130, 14, 92, INK2, 7) + rect(52, -130, 14, 92, INK2, 7)
              + circle(-60, -14, 8, "#1E7B34") + circle(-30, -14, 8, "#1E7B34") + bar(10, -20, 60, 10, GREY))
    return [floor(660, "#C9DDF3"), window(160, 250, 210, 230), rect(250, 330, 270, 22, "#C99A62", 8),
            put(router, 386, 314),
            wifi(386, 160, 0.95), p.body(), p.head(),
            p.holds(-1, phone(s_settings(), 230), (480, 580), phone_size(230), -6),
            p.arm(1, (610, 640), "point", 196),
            put(shield(LEAF, 0.62, "lock"), 946, 210), pot_plant(150, 730, 0.95)]


@picture("cai-ung-dung-dung-noi", VIOLET_T)
def right_shop():
    p, q = ong_hoi(250, 420, 1.08, look=1, mood="glad"), tinh_nguyen(790, 440, 1.02, look=-1)
    return [glow(540, 330, 300), ground(700, "#DCD3F3"), p.body(), p.head(), q.body(), q.head(),
            put(phone(s_store(), 300), 520, 400), p.arm(1, (452, 600), "point", -36),
            q.arm(-1, (640, 520), "point", 206),
            tick(668, 200, 60),
            circle(930, 150, 104, WHITE), put(bug(0.7), 930, 158), cross(1000, 220, 38)]


def gate(x, y):
    """A house's gate of bars between two posts; y is the ground."""
    bars = "".join(line(f"M{v} -196 L{v} -14", VIOLET, 12) for v in range(-72, 90, 36))
    return put(bars + line("M-92 -150 L92 -150 M-92 -50 L92 -50", VIOLET, 14) + "".join(
        rect(v, -230, 44, 230, "#D9C4A0", 6) + rect(v - 8, -252, 60, 32, "#C0603C", 8) for v in (-138, 94)), x, y)


def cabinet(x, y):
    drawers = "".join(rect(-74, v, 148, 82, light(SKY, 0.55), 10)
            + rect(-26, v + 32, 52, 14, SKY, 7) for v in (-276, -184, -92))
    return put(rect(-90, -292, 180, 292, SKY, 16) + drawers, x, y)


@picture("mat-khau-passcode-otp", AMBER_T)
def three_keys():
    message = bubble(0, 0, 330, 230, bar(-126, -82, 150, 18, light(SKY, .5)) + put(key(), -98, 0, -4, 0.86)
                     + put(dots(6, 26, 8, INK), -60, 80), -1)
    return [ground(640, "#F6DDBB"), glow(196, 300, 190), glow(544, 260, 150), glow(886, 300, 190),
            put(gate(0, 0), 206, 580, 0, 1.2), put(key(light(VIOLET, 0.25)), 110, 690, -6, 1.02),
            put(cabinet(0, 0), 544, 590, 0, 1.4),
            put(key(light(SKY, 0.2)), 478, 690, -6, 0.66), put(message, 876, 400)]


@picture("mat-khau-passcode-otp-2", AMBER_T)
def shielded():
    p, q = ba_xoan(370, 350, 1.12, look=0.6, mood="read", tilt=3), hoc_sinh_nam(816, 440, 1.0, look=1, tilt=6,
            mood="calm")
    return [glow(560, 220, 250), ground(704, "#F6DDBB"), q.body(), q.head(), p.body(), p.head(),
            put(phone(s_passcode(AMBER, 3), 190), 400, 634, -4), p.arm(-1, (330, 690), "point", -34),
            p.arm(1, (516, 566), "flat", 206),
            arrow(930, 420, 1000, 420, AMBER, 13)]


@picture("mat-khau-passcode-otp-3", AMBER_T)
def where_it_is_kept():
    chest = rect(60, 350, 480, 400, WOOD, 22) + rect(40, 330, 520, 44, WOOD_L, 14) + rect(96, 570, 408, 150,
            light(WOOD, .2), 14) + box(
        300, 645, 110, 22, WOOD_D, 11)
    drawer = rect(84, 400, 432, 60, "#5E4023", 10) + rect(70, 448, 460, 110, light(WOOD, .28), 16) + box(300, 504,
            110, 22, WOOD_D, 11)
    note = put(rect(-70, -96, 140, 120, WHITE, 6) + line("M-70 -36 L70 -36", GREY, 4)
            + put(dots(4, 30, 8, INK), 0, -66)
               + put(dots(4, 30, 8, INK), 0, -8), 300, 420, -4)
    back = put(phone_back(230) + put(rect(-66, -50, 132, 110, "#FFE27A", 4) + put(dots(4, 28, 8, INK), 0, -16)
               + bar(-40, 16, 80, 10, AMBER, .6), 6, 70, 5), 800, 400, 5)
    return [glow(800, 330, 240), ground(714, "#F6DDBB"), chest, rect(84, 400, 432, 60, "#5E4023", 10), note,
            drawer.split("/>", 1)[1],
            tick(510, 330, 58), back, cross(930, 590, 66)]
