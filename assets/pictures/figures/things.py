"""Things: signs, cards, papers, locks, money, what stands on tables.

Each is drawn round 0, 0 unless it takes a place.
"""
import math

from pen import (AMBER, AMBER_T, BAR, DANGER, GREY, INK, INK2, LEAF, LEAF_T, LOTUS, LOTUS_T, OK, OK_T, SKY, SKY_T,
                 STEEL, STEEL_D, SUN, TEAL, WHITE, WOOD, WOOD_L, bar, box, circle, dark, light, line, mix, num, oval,
                 put, rect, ring, shape, turned)

# ---- small signs


def tick(x, y, r=62, colour=OK):
    return circle(x, y, r, colour) + line(
        f"M{num(x - .42 * r)} {num(y + .04 * r)} L{num(x - .1 * r)} {num(y + .36 * r)} L{num(x + .46 * r)} {num(y - .32 * r)}",
        WHITE, r * 0.2)


def cross(x, y, r=62, colour=DANGER):
    a = 0.36 * r
    return circle(x, y, r,
            colour) + line(f"M{num(x - a)} {num(y - a)} L{num(x + a)} {num(y + a)} M{num(x + a)} {num(y - a)} "
                                          f"L{num(x - a)} {num(y + a)}", WHITE, r * 0.2)


def warn(x, y, r=70, colour=DANGER):
    return (circle(x, y, r, colour) + line(f"M{num(x)} {num(y - .5 * r)} L{num(x)} {num(y + .12 * r)}", WHITE,
            r * 0.25)
            + circle(x, y + .5 * r, r * 0.14, WHITE))


def plus(x, y, r=40, colour=OK):
    return circle(x, y, r,
            colour) + line(f"M{num(x - .45 * r)} {num(y)} L{num(x + .45 * r)} {num(y)} M{num(x)} {num(y - .45 * r)} "
                                          f"L{num(x)} {num(y + .45 * r)}", WHITE, r * 0.24)


def badge(x, y, r, inside, colour=WHITE):
    """A round white badge with a thing in it."""
    return circle(x, y + r * 0.04, r, "#000000", 0.08) + circle(x, y, r, colour) + put(inside, x, y)


def heart(x, y, s=1.0, colour="#E56A97"):
    return put(shape("M0 34 Q-62 -8 -46 -42 Q-24 -66 0 -34 Q24 -66 46 -42 Q62 -8 0 34Z", colour), x, y, 0, s)


def star(x, y, r=30, colour=SUN):
    points = []
    for i in range(10):
        px, py = turned(0, -(r if i % 2 == 0 else r * 0.45), i * 36)
        points.append(f"{num(x + px)} {num(y + py)}")
    return shape("M" + " L".join(points) + "Z", colour)


def waves(x, y, s=1.0, colour=SKY, turn=0, count=3):
    """Sound or radio waves that go to the right."""
    out = ""
    for i in range(count):
        r = 46 + 40 * i
        ax, ay = turned(r, 0, -48)
        bx, by = turned(r, 0, 48)
        out += line(f"M{num(ax)} {num(ay)} Q{num(r * 1.33)} 0 {num(bx)} {num(by)}", colour, 15,
                round(0.95 - 0.27 * i, 2))
    return put(out, x, y, turn, s)


def wifi(x, y, s=1.0, colour=SKY):
    return put(waves(0, 0, 1, colour, -90) + circle(0, 0, 18, colour), x, y, 0, s)


def arrow(x1, y1, x2, y2, colour=LEAF, width=16, bend=0):
    a = math.atan2(y2 - y1, x2 - x1)
    mx, my = (x1 + x2) / 2 - math.sin(a) * bend, (y1 + y2) / 2 + math.cos(a) * bend
    end = math.atan2(y2 - my, x2 - mx)
    tips = "".join(f" M{num(x2)} {num(y2)} L{num(x2 - 36 * math.cos(end + t))} {num(y2 - 36 * math.sin(end + t))}"
                   for t in (0.6, -0.6))
    return line(f"M{num(x1)} {num(y1)} Q{num(mx)} {num(my)} {num(x2)} {num(y2)}{tips}", colour, width)


def bubble(x, y, w, h, inside="", tail=-1, colour=WHITE, down=44):
    """A speech bubble round x, y; tail -1 left, 1 right, 0 none."""
    t = ""
    if tail:
        a = tail * w * 0.22
        t = shape(f"M{num(a)} {num(h / 2 - 8)} L{num(a + tail * 44)} {num(h / 2 + down)} L{num(a - tail * 50)} {num(h / 2 - 6)}Z",
                  colour)
    return put(box(0, 8, w, h, "#000000", min(40, h / 2.4), 0.07) + box(0, 0, w, h, colour, min(40, h / 2.4)) + t
            + inside, x, y)


def thought(x, y, w, h, inside="", side=-1, colour=WHITE):
    """A thought bubble; its small dots go down to `side`."""
    return (put(box(0, 0, w, h, colour, h / 2.2) + inside, x, y)
            + circle(x + side * w * 0.3, y + h / 2 + 26, 20, colour)
            + circle(x + side * w * 0.4, y + h / 2 + 64, 12, colour))


def dots(count=3, step=44, r=13, colour=INK2):
    start = -(count - 1) * step / 2
    return "".join(circle(start + i * step, 0, r, colour) for i in range(count))


# ---- QR, numbers that are none


def qr(size=150, colour=INK):
    """Looks like a code and says nothing: three eyes and a sprinkle of squares, 11 cells wide."""
    unit = size / 14
    half = size / 2
    out = ""
    for x, y in ((-half, -half), (half - 5 * unit, -half), (-half, half - 5 * unit)):
        out += rect(x, y, 5 * unit, 5 * unit, colour, unit * 0.6) + rect(x + unit, y + unit, 3 * unit, 3 * unit,
                WHITE,
                                                                       unit * 0.4)
        out += rect(x + 1.6 * unit, y + 1.6 * unit, 1.8 * unit, 1.8 * unit, colour, unit * 0.3)
    cells = ((6, 0), (7.5, 1.4), (6, 3), (7.6, 4.4), (0, 6), (2, 7.2), (4, 6), (6, 6), (8.4, 6.6), (10.4, 6),
            (12.6, 7.2),
             (6.6, 8.4), (9.8, 8.6), (12, 9.6), (6, 10.6), (8.2, 10.4), (10.4, 11.4), (6.8, 12.6), (9, 12.8),
             (12.6, 12.4))
    for cx, cy in cells:
        out += rect(-half + cx * unit, -half + cy * unit, 1.25 * unit, 1.25 * unit, colour)
    return out


def face_icon(x, y, r=40, tint=LOTUS_T, tone="#D17D9E"):
    return circle(x, y, r, tint) + circle(x, y - .28 * r, r * .4, tone) + shape(
        f"M{num(x - .68 * r)} {num(y + .56 * r)} Q{num(x)} {num(y - .16 * r)} {num(x + .68 * r)} {num(y + .56 * r)} "
        f"Q{num(x + .36 * r)} {num(y + .92 * r)} {num(x)} {num(y + .92 * r)} Q{num(x - .36 * r)} {num(y + .92 * r)} "
        f"{num(x - .68 * r)} {num(y + .56 * r)}Z", tone)


def handset(s=1.0, colour=WHITE, turn=0):
    """A telephone receiver."""
    return put(line("M-26 10 Q0 -14 26 10", colour, 15) + line("M-28 10 L-32 20", colour, 22)
            + line("M28 10 L32 20", colour, 22),
               0, 0, turn, s)


def laptop(screen="", w=420, colour="#8C97A8"):
    """An open laptop standing on y = 0; screen is drawn in 400 × 250 round 0, -140."""
    k = w / 420
    return put(rect(-214, -280, 428, 276, INK, 22) + rect(-200, -266, 400, 250, WHITE, 12) + screen
               + shape("M-236 0 L236 0 L262 26 Q262 36 248 36 L-248 36 Q-262 36 -262 26Z", colour)
               + shape("M-54 0 L54 0 L46 10 L-46 10Z", dark(colour)), 0, 0, 0, k)


def web(c=SKY, rows=3):
    """A web page in a laptop."""
    out = rect(-200, -266, 400, 44, light(c, 0.8), 12) + rect(-150, -255, 240, 22, WHITE, 11) + circle(-178, -244, 8,
            c)
    out += rect(-176, -204, 200, 34, c, 12)
    for i in range(rows):
        out += bar(-176, -150 + 36 * i, (330, 270, 300)[i], 16)
    return out + rect(-176, -52, 120, 26, LEAF, 13)


def kiosk(x, y, s=1.0, screen=""):
    """Our own station; its glass is 330 × 500 round 0, 0."""
    out = oval(0, 446, 190, 26, "#000000", 0.1) + shape("M-56 250 L56 250 L70 430 L-70 430Z", "#CFC6B4")
    out += rect(-140, 418, 280, 32, "#B9AF9B", 16) + rect(-191, -310, 382, 600, LEAF, 40) + put(lotus(), 0, -278, 0,
            0.24)
    return put(out + rect(-165, -250, 330, 500, WHITE, 18) + screen, x, y, 0, s)


def lotus():
    return "".join(shape(d, c) for d, c in (
        ("M-6 40 Q-58 56 -74 22 Q-40 6 -6 40Z", SUN), ("M6 40 Q58 56 74 22 Q40 6 6 40Z", SUN),
        ("M-34 44 Q0 72 34 44 Q0 30 -34 44Z", "#F6BE3A"), ("M0 42 Q-74 40 -72 -20 Q-26 -16 0 42Z", "#E56A97"),
        ("M0 42 Q74 40 72 -20 Q26 -16 0 42Z", "#E56A97"), ("M0 42 Q-60 8 -38 -46 Q-2 -20 0 42Z", "#F29BBB"),
        ("M0 42 Q60 8 38 -46 Q2 -20 0 42Z", "#F29BBB"), ("M0 44 Q-38 0 0 -66 Q38 0 0 44Z", "#FBD3E0")))


def k_menu():
    out = rect(-141, -226, 282, 70, LEAF_T, 18) + bar(-116, -206, 140, 18, light(LEAF, 0.4)) + bar(-116, -180, 90, 12,
            light(LEAF, .6))
    for i, (tint, tone) in enumerate(((LOTUS_T, "#CA678E"), (SKY_T, "#628FC6"), (AMBER_T, "#B8864C"),
    (OK_T, "#62A371"))):
        x, y = (-141, 9)[i % 2], (-134, 6)[i // 2]
        out += rect(x, y, 132, 124, tint, 16) + circle(x + 66, y + 62, 30, tone)
    return out + rect(-141, 152, 282, 76, LEAF, 24) + bar(-70, 181, 140, 18, WHITE)


def toggle(on=True, c=OK):
    return rect(-34, -19, 68, 38, c if on else GREY, 19) + circle(15 if on else -15, 0, 14, WHITE)


# ---- cards and papers


def id_card(w=330, c=TEAL, tone=None):
    """A plain card: a face, lines, a chip. No emblem of any authority."""
    k = w / 330
    tone = tone or light(c, 0.45)
    return put(rect(-165, -98, 330, 210, "#000000", 22, 0.08) + rect(-165, -104, 330, 208, WHITE, 22)
            + rect(-165, -104, 330, 50, c, 22)
               + rect(-165, -78, 330, 26, c) + face_icon(-98, 24, 52, light(c, 0.85), tone)
               + bar(-24, -26, 150, 15, light(c, 0.55)) + bar(-24, 6, 118, 13) + bar(-24, 34, 138, 13)
               + bar(-24, 62, 80, 13)
               + rect(104, 48, 40, 32, SUN, 7), 0, 0, 0, k)


def bhyt_card(w=300):
    """A health insurance card: plain, with a heart and a cross."""
    k = w / 300
    return put(rect(-150, -84, 300, 190, "#000000", 20, 0.08) + rect(-150, -92, 300, 188, WHITE, 20)
            + rect(-150, -92, 300, 44, TEAL, 20)
               + rect(-150, -70, 300, 24, TEAL) + heart(-92, 30, 0.95, "#E56A97")
               + line("M-92 6 L-92 42 M-110 24 L-74 24", WHITE, 10)
               + bar(-24, -22, 146, 14, light(TEAL, 0.5)) + bar(-24, 8, 110, 13) + bar(-24, 36, 130, 13)
               + bar(-24, 64, 76, 13), 0, 0, 0, k)


def licence(w=280, c=AMBER):
    """A driving licence: plain, with a motorbike's outline."""
    k = w / 280
    return put(rect(-140, -84, 280, 182, "#000000", 18, 0.08) + rect(-140, -90, 280, 180, "#FFF8E8", 18)
            + rect(-140, -90, 280, 40, c, 18)
               + rect(-140, -68, 280, 20, c) + rect(-116, -30, 72, 92, light(c, 0.75), 10)
               + circle(-80, 0, 19, light(c, 0.3))
               + shape("M-112 52 Q-80 8 -48 52Z", light(c, 0.3)) + bar(-20, -28, 134, 14, light(c, 0.4))
               + bar(-20, 0, 100, 12)
               + bar(-20, 26, 120, 12) + bar(-20, 52, 70, 12), 0, 0, 0, k)


def bank_card(w=300, c=SKY):
    k = w / 300
    return put(rect(-150, -92, 300, 184, c, 22) + rect(-150, -58, 300, 34, dark(c, 0.25))
            + rect(-124, 0, 54, 40, SUN, 8)
               + bar(-48, 10, 160, 16, light(c, 0.65)) + bar(-124, 58, 130, 14, light(c, 0.65)), 0, 0, 0, k)


def paper(w=190, lines=5, stamp=None, head="#8F97A6", h=None):
    """A sheet; stamp is a colour (our stamps are blue or green; red only for a real seal the text speaks of)."""
    h = h or w * 1.38
    out = rect(-w / 2, -h / 2 + 6, w, h, "#000000", 10, 0.1) + rect(-w / 2, -h / 2, w, h, WHITE, 10)
    out += bar(-w * .27, -h / 2 + w * .14, w * .54, w * .085, head)
    widths = (.74, .66, .74, .52, .7, .6, .74)
    for i in range(lines):
        out += bar(-w * .37, -h / 2 + w * (.34 + .14 * i), w * widths[i % 7], w * .062)
    if stamp:
        out += ring(w * .2, h / 2 - w * .26, w * .16, stamp, w * .04) + ring(w * .2, h / 2 - w * .26, w * .09, stamp,
                w * .02)
    return out


def pen_tool(length=150, colour=SKY):
    return put(rect(-9, -length, 18, length - 24, colour, 6) + shape("M-9 -24 L9 -24 L0 0Z", "#F4D9B0")
            + shape("M-3 -8 L3 -8 L0 0Z", INK)
               + rect(-9, -length, 18, 26, dark(colour, 0.3), 6))


def stamp_tool(colour=OK):
    return (rect(-46, 34, 92, 24, dark(colour, 0.25), 6) + shape("M-36 34 L36 34 L20 -8 L-20 -8Z", WOOD)
            + circle(0, -30, 30, WOOD_L))


def envelope(w=220, colour=WHITE, tone=SKY):
    h = w * 0.66
    return (rect(-w / 2, -h / 2 + 6, w, h, "#000000", 16, 0.08) + rect(-w / 2, -h / 2, w, h, colour, 16)
            + line(f"M{num(-w / 2 + 12)} {num(-h / 2 + 14)} L0 {num(h * .1)} L{num(w / 2 - 12)} {num(-h / 2 + 14)}",
            tone, 10))


def folder(w=240, c=SUN):
    h = w * 0.72
    return (shape(f"M{num(-w / 2)} {num(-h / 2)} L{num(-w * .1)} {num(-h / 2)} L{num(0)} {num(-h / 2 + 26)} L{num(w / 2)} "
                  f"{num(-h / 2 + 26)} L{num(w / 2)} {num(h / 2)} L{num(-w / 2)} {num(h / 2)}Z", dark(c, 0.12))
            + rect(-w / 2, -h / 2 + 44, w, h - 44, c, 14))


def calendar(w=200, c=LOTUS, mark=(2, 1)):
    out = rect(-w / 2, -w / 2 + 6, w, w, "#000000", 20, 0.08) + rect(-w / 2, -w / 2, w, w, WHITE, 20)
    out += rect(-w / 2, -w / 2, w, w * .26, c, 20) + rect(-w / 2, -w * .36, w, w * .12, c)
    out += "".join(rect(x - 7, -w / 2 - 16, 14, 40, dark(c, 0.3), 7) for x in (-w * .25, w * .25))
    u = w / 5.2
    for row in range(3):
        for col in range(4):
            x, y = -w * .345 + col * u * 1.2, -w * .1 + row * u * 1.02
            on = (col, row) == mark
            out += circle(x, y, u * .44 if on else u * .26, c if on else BAR)
            if on:
                out += line(f"M{num(x - 9)} {num(y)} L{num(x - 2)} {num(y + 8)} L{num(x + 10)} {num(y - 8)}", WHITE,
                        5)
    return out


def clock(r=70, c=SKY):
    return circle(0, 0, r, c) + circle(0, 0, r * .82, WHITE) + line(f"M0 0 L0 {num(-r * .5)}", INK, r * .1) + line(
        f"M0 0 L{num(r * .36)} {num(r * .18)}", INK, r * .1) + circle(0, 0, r * .09, INK)


def invoice(w=170, c=OK):
    """A till's long slip with a torn lower edge."""
    h = w * 1.7
    teeth = " ".join(f"L{num(w / 2 - (i + .5) * w / 7)} {num(h / 2 + (14 if i % 2 == 0 else 0))}" for i in range(7))
    out = shape(f"M{num(-w / 2)} {num(-h / 2)} L{num(w / 2)} {num(-h / 2)} L{num(w / 2)} {num(h / 2)} {teeth} "
                f"L{num(-w / 2)} {num(h / 2)}Z", WHITE)
    out += bar(-w * .27, -h / 2 + 22, w * .54, 15, c)
    for i in range(4):
        y = -h / 2 + 62 + 30 * i
        out += bar(-w * .38, y, w * (.42, .34, .46, .3)[i], 11) + bar(w * .14, y, w * .24, 11)
    y = -h / 2 + 190
    out += line(f"M{num(-w * .38)} {num(y)} L{num(w * .38)} {num(y)}", GREY, 4) + bar(-w * .38, y + 16, w * .3, 15,
            INK2)
    return out + bar(w * .02, y + 16, w * .36, 15, c) + put(qr(w * .3), 0, y + 16 + w * .32)


# ---- keys, shields, warnings


def shield(c=LEAF, s=1.0, inside="tick"):
    out = shape("M0 -150 Q66 -114 126 -114 Q136 48 0 138 Q-136 48 -126 -114 Q-66 -114 0 -150Z", c)
    out += shape("M0 -150 Q66 -114 126 -114 Q136 48 0 138Z", light(c, 0.1))
    out += shape("M0 -124 Q58 -94 104 -92 Q110 36 0 112 Q-110 36 -104 -92 Q-58 -94 0 -124Z", WHITE, 0.14)
    if inside == "tick":
        out += line("M-50 -8 L-12 32 L56 -46", WHITE, 26)
    elif inside == "lock":
        out += put(padlock(SUN), 0, 4, 0, 0.72)
    return put(out, 0, 0, 0, s)


def padlock(c=SUN, open_=False):
    bow = "M-44 -14 L-44 -50 Q-44 -96 0 -96 Q44 -96 44 -50 L44 -36" if open_ else (
        "M-44 -14 L-44 -50 Q-44 -96 0 -96 Q44 -96 44 -50 L44 -14")
    return (line(bow, "#8C97A8", 22) + rect(-74, -26, 148, 122, c, 26) + circle(0, 26, 19, INK)
            + line("M0 28 L0 60", INK, 13))


def key(c=SUN):
    def one(colour, deep):
        out = ring(0, 0, 50, colour, 26) + line("M64 0 L220 0", colour, 26) + line("M174 8 L174 50", colour, 22)
        return out + line("M216 8 L216 60", colour, 22)

    return put(one(dark(c, 0.18), 1), 3, 6) + one(c, 0) + line("M-32 -22 Q-24 -40 0 -44", "#FFE7A8", 7)


def hook(x, y, length=300):
    """A fishing hook that hangs from above: x is its line, y the hook's eye."""
    return (line(f"M{num(x)} {num(y - length)} L{num(x)} {num(y - 16)}", STEEL, 6) + ring(x, y, 13, STEEL, 7)
            + line(f"M{num(x)} {num(y + 14)} L{num(x)} {num(y + 92)} Q{num(x)} {num(y + 150)} {num(x - 56)} {num(y + 150)} "
                   f"Q{num(x - 98)} {num(y + 148)} {num(x - 100)} {num(y + 100)}", STEEL, 14)
            + shape(f"M{num(x - 120)} {num(y + 116)} L{num(x - 100)} {num(y + 72)} L{num(x - 78)} {num(y + 116)}Z",
            STEEL))


def bug(s=1.0, c=DANGER):
    legs = "".join(line(f"M{40 * e} {y} L{78 * e} {y + d}", dark(c, 0.3), 10) for e in (-1, 1) for y,
            d in ((-24, -22), (8, 0), (38, 24)))
    return put(legs + oval(0, 10, 54, 66, c) + line("M0 -30 L0 70", dark(c, 0.35), 7)
            + circle(0, -56, 32, dark(c, 0.3))
               + circle(-12, -62, 7, WHITE) + circle(12, -62, 7, WHITE)
               + line("M-16 -82 L-32 -108 M16 -82 L32 -108", dark(c, 0.3), 8),
               0, 0, 0, s)


def magnifier(r=90, inside="", handle=WOOD):
    return (line(f"M{num(r * .72)} {num(r * .72)} L{num(r * 1.5)} {num(r * 1.5)}", handle, r * .3)
            + circle(0, 0, r, "#EAF4FB")
            + inside + ring(0, 0, r, STEEL_D, r * .14))


def bell(s=1.0, c=SUN):
    return put(shape("M-74 40 Q-60 20 -58 -20 Q-56 -84 0 -86 Q56 -84 58 -20 Q60 20 74 40Z", c)
            + circle(0, -92, 12, dark(c, .15))
               + shape("M-24 48 Q0 82 24 48Z", dark(c, 0.25)) + rect(-82, 34, 164, 18, dark(c, 0.12), 9), 0, 0, 0, s)


def loudspeaker(s=1.0, c=LEAF):
    """A horn that speaks to the right."""
    return put(shape("M-40 -34 L84 -92 L84 92 L-40 34Z", c) + rect(-92, -36, 60, 72, dark(c, 0.25), 16)
            + oval(84, 0, 22, 92, light(c, .3))
               + shape("M-60 36 L-16 36 L-26 98 L-54 98Z", dark(c, 0.3)), 0, 0, 0, s)


def camera(s=1.0, c=STEEL_D):
    return put(rect(-104, -62, 208, 140, c, 26) + rect(-44, -88, 88, 40, c, 12) + circle(0, 8, 52, "#8C97A8")
            + circle(0, 8, 40, INK)
               + circle(-12, -4, 11, "#8FB6E0") + circle(74, -36, 10, SUN), 0, 0, 0, s)


def pin(c=LOTUS):
    return shape("M0 60 Q-62 -14 -54 -60 Q-40 -106 0 -106 Q40 -106 54 -60 Q62 -14 0 60Z", c) + circle(0, -54, 23,
            WHITE)


def shopping_bag(c, hole):
    return shape("M-60 -30 L60 -30 L74 66 L-74 66Z", c) + line("M-30 -30 Q-30 -72 0 -72 Q30 -72 30 -30", c,
            12) + circle(0, 18, 18, hole)


def gear(r=60, c=STEEL):
    teeth = "".join(put(rect(-r * .2, -r * 1.28, r * .4, r * .5, c, r * .1), 0, 0, a) for a in range(0, 360, 45))
    return teeth + circle(0, 0, r, c) + circle(0, 0, r * .42, WHITE)


def sim(w=90, c=SUN):
    return (shape(f"M{num(-w / 2)} {num(-w * .66)} L{num(w * .2)} {num(-w * .66)} L{num(w / 2)} {num(-w * .34)} L{num(w / 2)} {num(w * .66)} "
                  f"L{num(-w / 2)} {num(w * .66)}Z", WHITE) + rect(-w * .32, -w * .18, w * .64, w * .66, c, w * .08)
            + line(f"M0 {num(-w * .18)} L0 {num(w * .48)} M{num(-w * .32)} {num(w * .15)} L{num(w * .32)} {num(w * .15)}", dark(c, .25), 5))


def cloud(x, y, s=1.0, o=0.75, c=WHITE):
    return put(shape("M-70 28 Q-104 28 -104 0 Q-104 -28 -72 -30 Q-62 -66 -22 -64 Q6 -64 20 -42 Q64 -52 76 -14 Q104 -12 104 8 "
                     "Q104 28 80 28Z", c, o), x, y, 0, s)


def bulb(s=1.0):
    return put(circle(0, -20, 70, SUN, 0.25) + circle(0, -20, 50, "#F8C23A") + rect(-24, 26, 48, 32, STEEL, 10)
               + line("M-16 -10 L0 6 L16 -10 M0 6 L0 26", AMBER, 7) + line("M-20 40 L20 40", WHITE, 4, 0.6), 0, 0, 0,
               s)


# ---- money


def coin(x, y, r=40):
    d = .36 * r
    return (circle(x, y + r * .1, r, "#C78500") + circle(x, y, r, SUN) + ring(x, y, r * .74, "#FFD874", r * .1)
            + shape(f"M{num(x)} {num(y - .42 * r)} L{num(x + d)} {num(y)} L{num(x)} {num(y + .42 * r)} L{num(x - d)} {num(y)}Z", "#FFE7A8"))


def note(w=150, c="#5FA777"):
    """A plain bank note."""
    h = w * .5
    return (rect(-w / 2, -h / 2, w, h, c, 8) + rect(-w / 2 + 9, -h / 2 + 9, w - 18, h - 18, light(c, .35), 6)
            + circle(0, 0, h * .26, c)
            + bar(-w * .38, -4, w * .14, 9, c) + bar(w * .24, -4, w * .14, 9, c))


def notes(w=150, c="#5FA777", count=3):
    return "".join(put(note(w, mix(c, "#3D7FA6", i * .25)), i * 7 - 7, -i * 12, -14 + i * 12) for i in range(count))


def wallet(w=200):
    k = w / 460
    return put(shape("M-230 -150 Q-230 -190 -190 -190 L190 -190 Q230 -190 230 -150 L230 80 L-230 80Z", "#8A4B2A")
               + rect(-230, -128, 460, 252, "#A65C36", 44) + rect(86, -50, 170, 104, "#7A3F22", 40)
               + circle(142, 2, 24, SUN)
               + line("M-202 -96 L50 -96", "#C98A63", 6), 0, 0, 0, k)


def piggy(s=1.0, c="#F29BBB"):
    return put(rect(-62, 46, 34, 50, dark(c, .12), 12) + rect(40, 46, 34, 50, dark(c, .12), 12)
            + oval(0, 0, 112, 80, c)
               + oval(104, 4, 28, 34, dark(c, .1)) + circle(98, -2, 6, dark(c, .45))
               + circle(112, -2, 6, dark(c, .45))
               + circle(60, -24, 9, INK) + shape("M20 -74 L62 -96 L66 -52Z", dark(c, .12))
               + rect(-42, -76, 64, 11, dark(c, .45), 5)
               + line("M-110 -10 Q-138 -20 -130 -42 Q-118 -56 -112 -36", dark(c, .1), 10), 0, 0, 0, s)


# ---- a robot that helps


def robot_head(c=LEAF):
    return (line("M0 -100 L0 -136", c, 12) + circle(0, -146, 18, SUN) + rect(-118, -100, 236, 190, WHITE, 66)
            + rect(-136, -40, 24, 70, c, 12)
            + rect(112, -40, 24, 70, c, 12) + rect(-92, -66, 184, 120, c, 46) + circle(-38, -14, 17, WHITE)
            + circle(38, -14, 17, WHITE)
            + line("M-24 22 Q0 42 24 22", WHITE, 10))


def robot(x, y, s=1.0, c=LEAF):
    """A round, friendly helper; the head is at 0, 0."""
    body = (shape("M-96 110 Q-116 290 -60 306 L60 306 Q116 290 96 110 Q0 86 -96 110Z", WHITE)
            + circle(0, 200, 38, light(c, .8))
            + heart(0, 204, 0.5, "#E56A97") + line("M-92 140 Q-160 170 -150 236", light(c, .25), 30)
            + line("M92 140 Q160 170 150 236", light(c, .25), 30)
            + circle(-150, 240, 22, c) + circle(150, 240, 22, c))
    return put(body + robot_head(c), x, y, 0, s)


# ---- the house and the street


def cup(x, y, s=1.0, c=WHITE):
    return put(line("M44 -34 Q80 -30 66 4 Q58 16 38 12", c, 11)
            + shape("M-48 -50 L48 -50 L38 30 Q34 42 20 42 L-20 42 Q-34 42 -38 30Z", c)
               + oval(0, -50, 48, 11, "#9BBF7A") + "".join(line(f"M{v} -70 Q{v + 12} -88 {v} -104", WHITE, 7,
               .7) for v in (-18, 14)), x, y, 0, s)


def teapot(x, y, s=1.0, c=TEAL):
    return put(line("M62 -10 Q100 -20 108 -56", c, 20) + line("M-64 -24 Q-122 -30 -104 22 Q-94 40 -60 34", c, 13)
            + oval(0, 0, 80, 62, c)
               + oval(0, -56, 36, 12, dark(c, .2)) + circle(0, -72, 13, dark(c, .2))
               + line("M-36 -18 Q-20 -40 8 -40", light(c, .5), 9), x, y, 0, s)


def plant(x, y, s=1.0):
    return put(line("M0 0 Q6 -60 -4 -110", "#326E5A", 10) + shape("M-4 -100 Q-90 -120 -108 -40 Q-50 -50 -4 -100Z",
            "#3E8A70")
               + shape("M-4 -100 Q84 -130 112 -50 Q50 -56 -4 -100Z", "#559881")
               + shape("M-4 -100 Q-70 -190 -24 -232 Q24 -180 -4 -100Z", "#4A9179")
               + shape("M-2 -60 Q64 -70 82 -10 Q34 -14 -2 -60Z", "#397F67"), x, y, 0, s)


def pot_plant(x, y, s=1.0, pot="#C0603C"):
    return plant(x, y - 70 * s, s * .8) + put(shape("M-52 -80 L52 -80 L40 10 L-40 10Z", pot)
            + rect(-60, -92, 120, 24, dark(pot), 10), x, y, 0, s)


def motorbike(x, y, s=1.0, c=LOTUS):
    """A scooter that looks to the left; y is the ground."""
    wheel = "".join(circle(v, -44, 46, INK) + circle(v, -44, 24, "#C9CDD6")
            + circle(v, -44, 9, INK) for v in (-132, 124))
    body = (shape("M-84 -60 Q-20 -46 26 -60 L70 -120 Q130 -150 168 -108 Q180 -84 164 -62 L124 -70 Q96 -92 70 -60 Q60 -44 24 -40 "
                  "L-60 -40Z", c) + shape("M-150 -78 Q-122 -126 -86 -94 L-96 -60 L-150 -62Z", c)
            + line("M-132 -44 L-98 -150 L-82 -214", STEEL_D, 14)
            + shape("M-112 -196 Q-84 -226 -60 -180 L-60 -60 L-96 -60Z", dark(c, .1))
            + line("M-84 -214 L-44 -226", INK, 13) + circle(-102, -184, 15, "#FFE7A8")
            + line("M66 -136 Q110 -156 166 -128", INK, 24)
            + rect(160, -100, 16, 20, DANGER, 6))
    return put(oval(0, 0, 200, 13, "#000000", .1) + wheel + body, x, y, 0, s)


def qr_stand(x, y, s=1.0, c=OK, extra=""):
    """The QR stand of a stall; y is its foot."""
    return put(shape("M-66 0 L66 0 L48 -24 L-48 -24Z", dark(c, .35)) + rect(-100, -258, 200, 240, dark(c), 22)
            + rect(-91, -250, 182, 224, WHITE, 17)
               + put(qr(140), 0, -160) + rect(-62, -74, 124, 24, c, 12) + extra, x, y, 0, s)


def pay_speaker(x, y, s=1.0, c=OK):
    """The little box that says money has come."""
    return put(rect(-66, -110, 132, 110, STEEL_D, 24) + circle(0, -58, 38, "#8C97A8") + circle(0, -58, 22, STEEL_D)
            + circle(40, -94, 7, c), x, y, 0, s)


def till(x, y, s=1.0, c=SKY):
    """A cash register with a slip; y is the counter."""
    return put(put(invoice(80), -66, -214, 0, .8) + rect(-120, -86, 240, 86, STEEL_D, 16)
            + shape("M-106 -86 L106 -86 L84 -170 L-84 -170Z", "#5A6679")
               + rect(-10, -220, 112, 70, INK, 12) + rect(0, -211, 92, 50, light(c, .7), 6) + bar(12, -194, 60, 14, c)
               + "".join(circle(vx, vy, 8, WHITE, .8) for vx in (-66, -42, -18) for vy in (-148, -124, -102))
               + rect(-100, -52, 200, 12, INK, 6), x, y, 0, s)


def vegetables(x, y, s=1.0):
    out = ""
    for v in (-70, -34, 2):
        out += shape(f"M{v} 0 Q{v - 44} -72 {v - 8} -110 Q{v + 6} -120 {v + 18} -110 Q{v + 46} -66 {v} 0Z", "#4E9B4F")
        out += line(f"M{v} -6 L{v + 4} -82", "#CDE8C4", 6)
    return put(out, x, y, 0, s)


def fruit(x, y, s=1.0, c="#F08A1D"):
    out = "".join(circle(vx, vy, r, c if i < 3 else light(c, .12)) for i, (vx, vy, r) in enumerate(
        ((-52, -32, 34), (6, -36, 36), (60, -32, 32), (-22, -76, 32), (34, -78, 32))))
    return put(out + line("M-22 -108 L-16 -120 M34 -110 L40 -122", "#2C7465", 7), x, y, 0, s)


def basket(x, y, s=1.0):
    return put(shape("M-110 -70 L110 -70 L84 0 L-84 0Z", WOOD_L)
            + line("M-100 -46 L100 -46 M-92 -22 L92 -22", WOOD, 7)
               + rect(-118, -84, 236, 22, WOOD, 11), x, y, 0, s)


def parcel(x, y, s=1.0):
    return put(rect(-90, -130, 180, 130, "#D9B07A", 10) + rect(-18, -130, 36, 130, "#C0935A")
            + rect(24, -50, 54, 34, WHITE, 5)
               + bar(32, -40, 36, 6), x, y, 0, s)


def ballot_box(x, y, s=1.0, c="#2F6FB7"):
    """A plain ballot box with a slip going in."""
    return put(put(paper(90, 3), 0, -286, 6) + rect(-140, -220, 280, 220, c, 18)
            + rect(-156, -240, 312, 44, dark(c, .2), 16)
               + rect(-60, -226, 120, 14, INK, 7) + rect(-64, -140, 128, 90, light(c, .8), 14)
               + line("M-26 -96 L-6 -76 L30 -118", c, 14), x, y, 0, s)


def street_lamp(x, y, s=1.0, on=False):
    return put(line("M0 0 L0 -420 Q0 -470 60 -470 L96 -470", STEEL, 18)
            + shape("M70 -478 L150 -478 L166 -444 L56 -444Z", STEEL_D)
               + (circle(110, -436, 24, SUN) if on else circle(110, -438, 18, GREY)), x, y, 0, s)


def pill(x, y, s=1.0, turn=30):
    return put(rect(-50, -22, 50, 44, "#E56A97", 22) + rect(-20, -22, 70, 44, "#9CCBD3", 22)
            + rect(-28, -22, 32, 44, "#E56A97") + line("M-36 -10 L36 -10", WHITE, 7, 0.6), x, y, turn, s)


def medicine(x, y, s=1.0, c=TEAL):
    return put(rect(-48, -110, 96, 110, WHITE, 16) + rect(-38, -140, 76, 34, c, 10)
            + rect(-48, -80, 96, 50, light(c, .75))
               + line("M0 -70 L0 -40 M-15 -55 L15 -55", c, 9), x, y, 0, s)


def book(x, y, s=1.0, c=LEAF):
    return put(shape("M0 -60 Q-60 -90 -130 -70 L-130 40 Q-60 20 0 48Z", WHITE)
            + shape("M0 -60 Q60 -90 130 -70 L130 40 Q60 20 0 48Z", "#F4F0E6")
               + line("M-130 48 Q-60 28 0 58 Q60 28 130 48", c, 12)
               + "".join(line(f"M{a} {b} Q{a + 40} {b - 8} {a + 80} {b + 8}", BAR, 7)
                                                                              for a,
                                                                              b in ((-110, -40), (-110, -12),
                                                                              (-110, 14), (26, -38), (26, -10),
                                                                              (26, 16))), x, y, 0, s)


def backpack(x, y, s=1.0, c=SKY):
    return put(line("M-30 -120 Q0 -160 30 -120", dark(c, .3), 12) + rect(-74, -124, 148, 150, c, 44)
            + rect(-50, -50, 100, 66, dark(c, .18), 18)
               + rect(-16, -60, 32, 18, SUN, 6), x, y, 0, s)


def house_icon(c=LEAF, s=1.0):
    return put(shape("M0 -66 L76 4 L54 4 L54 62 L-54 62 L-54 4 L-76 4Z", c) + rect(-16, 14, 32, 48, WHITE, 4), 0, 0,
            0, s)


def bank_icon(c=LOTUS, s=1.0):
    return put(shape("M-66 -26 L0 -66 L66 -26Z", c) + rect(-66, -20, 132, 13, c, 4)
            + "".join(rect(v, 2, 18, 40, c, 4) for v in (-52, -9, 34))
               + rect(-66, 50, 132, 16, c, 5), 0, 0, 0, s)
