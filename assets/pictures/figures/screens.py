"""Phones and what they show. A screen is drawn in a glass of 230 × 404 round 0, 0; phone() scales it."""
from pen import (BAR, DANGER, DANGER_T, GREY, GREY_T, INK, LEAF, LEAF_T, LOTUS, LOTUS_T, OK, OK_T, SKY, SKY_T, SUN,
                 SUN_T, VIOLET, VIOLET_T, WHITE, bar, circle, dark, light, line, num, put, rect, ring, shape)
from things import tick, dots, qr, face_icon, handset, toggle, padlock, camera, pin, shopping_bag, robot_head

def s_menu(c=LOTUS):
    tints = ((SKY_T, "#84A7D2"), (OK_T, "#83B68F"), (SUN_T, "#F4C04A"), (VIOLET_T, "#A595CC"))
    out = rect(-104, -168, 208, 84, light(c, 0.88), 18) + circle(-62, -126, 22, light(c, 0.35))
    out += bar(-24, -146, 104, 16, light(c, 0.6)) + bar(-24, -118, 70, 16, light(c, 0.72))
    for i, (tint, tone) in enumerate(tints):
        x, y = (-104, 8)[i % 2], (-66, 34)[i // 2]
        out += rect(x, y, 96, 84, tint, 18) + circle(x + 48, y + 42, 20, tone)
    return out + bar(-104, 138, 208, 16, "#E7E1D5") + bar(-104, 166, 130, 16, "#E7E1D5")


def s_qr(c=OK):
    return rect(-92, -130, 184, 184, WHITE, 16) + put(qr(160), 0, -38) + rect(-70, 86, 140, 26, c, 13) + bar(-48, 130,
            96, 16)


def s_scan(c=OK):
    """The camera's frame round a code."""
    frame = "".join(line(d, c, 13) for d in ("M-92 -90 L-92 -130 L-52 -130", "M92 -90 L92 -130 L52 -130",
                                             "M-92 18 L-92 58 L-52 58", "M92 18 L92 58 L52 58"))
    return (rect(-115, -202, 230, 404, "#2A3442", 26) + rect(-72, -108, 144, 144, WHITE, 10) + put(qr(116), 0, -36)
            + frame
            + line("M-92 -36 L92 -36", SUN, 7) + circle(0, 132, 34, WHITE) + ring(0, 132, 44, WHITE, 5))


def s_chat(c=SKY):
    return (rect(-100, -160, 140, 62, light(c, 0.86), 24) + bar(-82, -144, 90, 12, light(c, 0.45))
            + bar(-82, -122, 104, 12, light(c, 0.45))
            + rect(-30, -78, 130, 62, light(LEAF, 0.8), 24) + bar(-10, -62, 92, 12, light(LEAF, 0.4))
            + bar(-10, -40, 60, 12, light(LEAF, 0.4))
            + rect(-100, 4, 150, 62, light(c, 0.86), 24) + bar(-82, 20, 110, 12, light(c, 0.45))
            + bar(-82, 42, 80, 12, light(c, 0.45))
            + rect(-100, 142, 160, 34, GREY_T, 17) + circle(86, 159, 20, c))


def s_message(c=SKY):
    """A short message with a code: six dots."""
    return (rect(-100, -140, 200, 180, light(c, 0.86), 26) + bar(-78, -114, 120, 14, light(c, 0.45))
            + bar(-78, -86, 150, 14, light(c, 0.45)) + put(dots(6, 27, 9, INK), 0, -36)
            + bar(-78, 2, 96, 14, light(c, 0.45))
            + bar(-100, 84, 150, 16, "#E7E1D5") + bar(-100, 114, 100, 16, "#E7E1D5"))


def s_bad_message():
    return (rect(-100, -160, 160, 74, SKY_T, 24) + bar(-80, -142, 110, 13, "#7FA6DB")
            + bar(-80, -116, 80, 13, "#7FA6DB")
            + rect(-100, -58, 200, 150, DANGER_T, 26) + bar(-80, -36, 156, 14, "#DB8C86")
            + bar(-80, -8, 120, 14, "#DB8C86")
            + rect(-80, 26, 130, 42, DANGER, 14) + bar(-60, 40, 90, 14, WHITE))


def s_call(good=True):
    c = (LOTUS_T, "#D17D9E") if good else (GREY_T, "#9AA4B4")
    return (face_icon(0, -70, 58, *c) + bar(-56, 12, 112, 16) + circle(-52, 116, 36, OK) + put(handset(0.8), -52, 112)
            + circle(52, 116, 36, DANGER) + put(handset(0.8, WHITE, 0), 52, 112))


def s_video(p):
    """A video call: a person's head in the glass (drawn by the caller round 0, 0, head half-width 100)."""
    return (rect(-115, -202, 230, 404, "#CFE3F5", 26) + put(p, 0, -30, 0, 0.86)
            + rect(-115, 96, 230, 106, "#2A3442", 0)
            + rect(-115, 150, 230, 52, "#2A3442", 26) + circle(-44, 148, 28, "#4B5566") + circle(44, 148, 28, DANGER)
            + put(handset(0.62), 44, 145))


def s_lock(c=LEAF):
    return put(padlock(c), 0, -50, 0, 0.9) + put(dots(6, 30, 9, INK), 0, 70) + bar(-50, 110, 100, 16)


def s_passcode(c=LEAF, filled=6):
    pads = "".join(circle(x, y, 23, light(c, 0.86)) for y in (0, 60, 120) for x in (-66, 0, 66))
    codes = "".join(circle(-75 + 30 * i, -74, 10, c if i < filled else GREY) for i in range(6))
    return bar(-70, -140, 140, 18, light(c, 0.5)) + codes + pads + circle(0, 178, 20, light(c, 0.86))


def s_ok(c=OK):
    return tick(0, -46, 74, c) + bar(-72, 64, 144, 18) + bar(-50, 96, 100, 16, "#E7E1D5") + rect(-80, 138, 160, 44,
            LEAF, 18)


def s_list(c=SKY, done=0):
    out = rect(-100, -164, 200, 46, c, 16) + bar(-78, -148, 110, 14, light(c, 0.7))
    for i in range(4):
        y = -92 + 66 * i
        out += rect(-100, y, 200, 54, light(c, 0.88), 16) + bar(-48, y + 20, 110, 14, light(c, 0.5))
        out += tick(-74, y + 27, 17) if i < done else circle(-74, y + 27, 15, light(c, 0.45))
    return out


def s_wallet(c=LOTUS):
    out = bar(-96, -160, 120, 18, light(c, 0.5))
    for i, (tone, y) in enumerate(((c, -124), (SKY, -56), (OK, 12))):
        out += rect(-100, y, 200, 116, tone, 20) + bar(-78, y + 18, 90, 14, light(tone, 0.6))
    return out + face_icon(-56, 86, 24, light(OK, 0.8), light(OK, 0.35)) + bar(-16, 72, 90, 12, light(OK, 0.6)) + bar(
        -16, 94, 60, 12, light(OK, 0.5)) + rect(-80, 150, 160, 36, LEAF, 16)


def s_form(c=SKY, filled=3):
    out = bar(-100, -164, 120, 18, light(c, 0.3))
    for i in range(4):
        y = -130 + 62 * i
        out += rect(-100, y, 200, 46, WHITE if i < filled else GREY_T, 12) + (
            f'<rect x="-100" y="{y}" width="200" height="46" rx="12" fill="none" stroke="{light(c, .5)}" stroke-width="4"/>')
        if i < filled:
            out += bar(-82, y + 16, (120, 150, 90, 110)[i], 14, "#8F97A6")
    return out + rect(-100, 136, 200, 48, c, 18) + bar(-44, 153, 88, 14, WHITE)


def s_upload(c=SKY):
    sheet = rect(-52, -128, 104, 132, WHITE, 8) + "".join(bar(-34, -104 + 24 * i, (68, 50, 62, 40)[i], 10,
            BAR) for i in range(4))
    return (rect(-92, -160, 184, 200, light(c, 0.86), 20) + sheet + circle(54, 10, 34, c)
            + line("M54 26 L54 -6 M40 6 L54 -8 L68 6", WHITE, 8) + bar(-92, 68, 184, 18, BAR)
            + bar(-92, 68, 120, 18, c)
            + rect(-92, 122, 184, 48, LEAF, 18) + bar(-40, 139, 80, 14, WHITE))


def s_map():
    return (rect(-115, -202, 230, 404, "#DFEFDC", 26) + line("M-115 -90 L115 -20", WHITE, 24)
            + line("M-20 -190 L-50 190", WHITE, 24)
            + line("M-115 110 L115 80", WHITE, 18) + rect(20, -150, 70, 60, "#F7E4C4", 10)
            + rect(-100, 0, 40, 70, "#CFE3F5", 10)
            + rect(20, 120, 70, 50, "#F7E4C4", 10) + put(pin(), 24, 20, 0, 0.9))


def s_store(c=VIOLET):
    out = rect(-115, -202, 230, 76, dark(c), 22) + put(shopping_bag(WHITE, c), 0, -158, 0, 0.55)
    out += "".join(shape(f"M{num(-115 + 46 * i)} -140 L{num(-69 + 46 * i)} -140 L{num(-69 + 46 * i)} -108 Q{num(-92 + 46 * i)} -82 "
                         f"{num(-115 + 46 * i)} -108Z", c if i % 2 == 0 else "#F3F0FB") for i in range(5))
    for i, (tint, tone) in enumerate(((LOTUS_T, "#C65C86"), (SKY_T, "#5787C2"), (OK_T, "#569C67"))):
        y = -62 + 82 * i
        out += rect(-98, y, 60, 60, tint, 16) + circle(-68, y + 30, 16, tone) + bar(-24, y + 12, 74, 13, GREY) + bar(
            -24, y + 36, 48, 11, "#E3E6EC") + rect(62, y + 14, 38, 32, LEAF if i == 0 else LEAF_T, 12)
    return out


def s_settings(on=(1, 0, 1)):
    out = bar(-96, -160, 110, 20, "#8F97A6")
    for i, state in enumerate(on):
        y = -116 + 80 * i
        out += rect(-100, y, 200, 62, GREY_T, 16) + circle(-70, y + 31, 16, (SKY, SUN, VIOLET)[i]) + bar(-42, y + 24,
                66, 14, GREY)
        out += put(toggle(state), 66, y + 31)
    return out + bar(-96, 140, 150, 16, "#E7E1D5")


def s_ai(c=LEAF):
    return (circle(0, -126, 40, light(c, 0.86)) + put(robot_head(c), 0, -124, 0, 0.34)
            + rect(-20, -66, 120, 46, light(SKY, 0.8), 20)
            + bar(0, -50, 80, 13, light(SKY, 0.4)) + rect(-100, -2, 160, 92, light(c, 0.86), 24)
            + bar(-82, 18, 118, 13, light(c, 0.45))
            + bar(-82, 40, 124, 13, light(c, 0.45)) + bar(-82, 62, 80, 13, light(c, 0.45))
            + rect(-100, 142, 160, 36, GREY_T, 18)
            + circle(84, 160, 20, c))


def s_play(c=LEAF):
    return (rect(-100, -164, 200, 126, light(c, 0.82), 18) + circle(0, -101, 36, c)
            + shape("M-12 -120 L22 -101 L-12 -82Z", WHITE)
            + "".join(tick(-80, -4 + 48 * i, 16, OK if i < 2 else GREY)
            + bar(-52, -12 + 48 * i, (130, 110, 120)[i], 15) for i in range(3))
            + rect(-100, 140, 200, 44, c, 18))


def s_bill(c=OK):
    return (rect(-84, -164, 168, 300, WHITE, 12) + bar(-52, -144, 104, 16, light(c, 0.35))
            + "".join(bar(-64, -104 + 34 * i, (70, 84, 58, 76)[i], 12)
            + bar(34, -104 + 34 * i, 32, 12) for i in range(4))
            + line("M-64 40 L64 40", GREY, 4) + bar(-64, 58, 50, 16, INK) + bar(4, 58, 62, 16, c)
            + put(qr(54), 0, 108))


def s_blank(c=WHITE):
    return rect(-115, -202, 230, 404, c, 26)


def s_photo():
    return (rect(-100, -150, 200, 230, "#CFE3F5", 18) + circle(54, -96, 28, SUN)
            + shape("M-100 40 L-40 -40 L10 20 L46 -16 L100 40 "
            "L100 62 Q100 80 82 80 L-82 80 Q-100 80 -100 62Z", "#6DA58F") + bar(-100, 108, 130, 16)
            + bar(-100, 138, 90, 16, "#E7E1D5"))


def phone(screen="", w=256, colour=INK, glow=WHITE):
    """A phone of width w round 0, 0 (its height is 1.68 w); screen is drawn in a glass of 230 × 404."""
    k = w / 256
    return put(rect(-128, -215, 256, 430, colour, 36) + rect(-115, -202, 230, 404, glow, 26) + screen
               + rect(-23, -195, 46, 7, GREY, 3.5), 0, 0, 0, k)


def phone_size(w=256):
    return w, w * 430 / 256


def phone_back(w=92):
    """The back of a phone, as one sees it in somebody's hand."""
    h = w * 1.85
    return (rect(-w / 2, -h / 2, w, h, INK, w * 0.15) + rect(-w * .42, -h * .46, w * .84, h * .92, "#2E3A4C", w * .12)
            + rect(-w * .32, -h * .4, w * .3, w * .3, INK, w * .08)
            + circle(-w * .17, -h * .4 + w * .15, w * .08, "#8C97A8"))


def small_phone(screen="", w=92):
    """A small phone: only bars show (for the ear)."""
    h = w * 1.87
    return (rect(-w / 2, -h / 2, w, h, INK, w * .14) + rect(-w * .45, -h * .475, w * .9, h * .95, WHITE, w * .11)
            + rect(-w * .09, -h * .45, w * .18, 3, GREY, 1.5) + screen)
