"""Places: grounds, houses, counters, tables. Coordinates are the picture's."""
from pen import (INK, LEAF, OK, SKY_T, SUN, TEAL, WHITE, WOOD, WOOD_D, WOOD_L, bar, box, circle, dark, light, line,
                 num, oval, put, rect, shape, picture)
from things import cloud


def ground(y, colour, rise=40):
    """The floor: a soft hill from y down to the rounded lower edge."""
    return shape(f"M0 {num(y)} Q540 {num(y - rise)} 1080 {num(y)} L1080 748 Q1080 800 1028 800 L52 800 Q0 800 0 748Z",
            colour)


def hills(y, colour):
    return shape(f"M0 {num(y)} Q300 {num(y - 60)} 560 {num(y - 14)} Q820 {num(y + 20)} 1080 {num(y - 40)} L1080 748 Q1080 800 1028 800 "
                 f"L52 800 Q0 800 0 748Z", colour)


def floor(y, colour, edge=None):
    """A straight floor, with an edge where the wall ends."""
    out = shape(f"M0 {num(y)} L1080 {num(y)} L1080 748 Q1080 800 1028 800 L52 800 Q0 800 0 748Z", colour)
    return out + (rect(0, y - 4, 1080, 12, edge) if edge else "")


def glow(x, y, r=190, o=0.5):
    """A quiet circle of light behind things."""
    return circle(x, y, r, WHITE, o)


def sun(x, y, r=76):
    return circle(x, y, r * 1.28, SUN, 0.16) + circle(x, y, r, "#F4B21B")


def table(y=640, colour=WOOD_L, left=0, right=1080):
    """A long table in front of people: top edge y, down to the picture's edge."""
    front = dark(colour, 0.14)
    if left <= 0 and right >= 1080:
        return (shape(f"M0 {num(y + 26)} L1080 {num(y + 26)} L1080 748 Q1080 800 1028 800 L52 800 Q0 800 0 748Z",
                front)
                + rect(0, y, 1080, 34, colour))
    return rect(left + 16, y + 26, right - left - 32, 774 - y, front) + rect(left, y, right - left, 34, colour, 12)


def round_table(x, y, rx=300, colour=WOOD_L):
    """A round table seen a little from above."""
    return (shape(f"M{num(x - 50)} {num(y)} L{num(x + 50)} {num(y)} L{num(x + 80)} 800 L{num(x - 80)} 800Z",
            dark(colour, 0.3))
            + oval(x, y + 20, rx, rx * 0.2, dark(colour, 0.2)) + oval(x, y, rx, rx * 0.2, colour))


def counter(y=610, c=LEAF, left=0, right=1080, panels=True):
    """The one-stop counter of a ward's office."""
    body = light(c, 0.72)
    if left <= 0 and right >= 1080:
        out = shape(f"M0 {num(y + 30)} L1080 {num(y + 30)} L1080 748 Q1080 800 1028 800 L52 800 Q0 800 0 748Z", body)
        out += rect(0, y, 1080, 38, c)
    elif right >= 1080:
        out = shape(f"M{num(left + 16)} {num(y + 30)} L1080 {num(y + 30)} L1080 748 Q1080 800 1028 800 L{num(left + 16)} 800Z", body)
        out += rect(left, y, 1080 - left + 12, 38, c, 10)
    else:
        out = shape(f"M0 {num(y + 30)} L{num(right - 16)} {num(y + 30)} L{num(right - 16)} 800 L52 800 Q0 800 0 748Z",
                body)
        out += rect(-12, y, right + 12, 38, c, 10)
    return out


def sign(x, y, w=300, c=LEAF):
    """A sign over a counter: bars instead of words."""
    return (line(f"M{num(x - w * .36)} {num(y - 120)} L{num(x - w * .36)} {num(y - 36)} M{num(x + w * .36)} {num(y - 120)} "
                 f"L{num(x + w * .36)} {num(y - 36)}", "#B9AF9B", 7) + box(x, y, w, 84, c, 20)
                 + box(x, y - 12, w * .62, 16, WHITE, 8)
            + box(x, y + 18, w * .4, 12, light(c, 0.55), 6))


def house(x, y, s=1.0, wall="#F7E4C4", roof="#C0603C", door="#9A6A43"):
    """A small tiled house; y is the ground."""
    return put(rect(-180, -230, 360, 230, wall) + shape("M-220 -222 L-120 -350 L120 -350 L220 -222Z", roof)
            + rect(-226, -232, 452, 20, dark(roof), 8)
               + rect(-44, -150, 96, 150, door, 8) + circle(32, -74, 7, SUN) + rect(-150, -160, 76, 76, SKY_T, 8)
               + rect(82, -160, 76, 76, SKY_T, 8)
               + line("M-112 -160 L-112 -84 M-150 -122 L-74 -122 M120 -160 L120 -84 M82 -122 L158 -122", WHITE, 7), x,
               y, 0, s)


def office(x, y, s=1.0, c=LEAF, wall="#F7E4C4", roof="#C0603C"):
    """A ward's office: columns, a plain green board. y is the ground."""
    columns = "".join(rect(v, -280, 34, 270, WHITE) for v in (-186, -94, 60, 152))
    return put(rect(-220, -330, 440, 330, wall) + shape("M-258 -324 L0 -446 L258 -324Z", roof)
            + rect(-258, -332, 516, 22, dark(roof), 6) + columns
               + rect(-50, -190, 100, 190, "#9A6A43", 8) + circle(28, -92, 7, SUN)
               + rect(-150, -256, 48, 70, SKY_T, 6) + rect(104, -256, 48, 70, SKY_T, 6)
               + rect(-240, -14, 480, 28, "#D8C6A4") + rect(-84, -310, 168, 48, c, 12)
               + bar(-54, -295, 108, 18, WHITE), x, y, 0, s)


def clinic(x, y, s=1.0):
    """A health station."""
    windows = "".join(rect(v, w, 62, 66, "#CFE3F5", 8) for v in (-172, 110) for w in (-290, -180))
    return put(rect(-210, -350, 420, 350, WHITE) + rect(-230, -372, 460, 36, TEAL, 10) + windows
            + rect(-64, -150, 128, 150, light(TEAL, .6), 8)
               + line("M0 -150 L0 0", WHITE, 6) + rect(-58, -310, 116, 116, WHITE, 24)
               + rect(-54, -306, 108, 108, "#E56A97", 24)
               + line("M0 -286 L0 -218 M-34 -252 L34 -252", WHITE, 22) + rect(-230, -14, 460, 26, "#CFD8DC", 6), x, y,
               0, s)


def school(x, y, s=1.0):
    windows = "".join(rect(v, w, 70, 60, "#CFE3F5", 6) for v in (-250, -160, 90, 180) for w in (-210, -110))
    return put(rect(-280, -250, 560, 250, "#F6D889") + rect(-300, -270, 600, 34, "#C0603C", 8)
            + rect(-64, -330, 128, 330, "#F3C966")
               + shape("M-84 -322 L0 -392 L84 -322Z", "#C0603C") + circle(0, -270, 34, WHITE)
               + line("M0 -270 L0 -290 M0 -270 L14 -262", INK, 6)
               + windows + rect(-38, -130, 76, 130, "#9A6A43", 8), x, y, 0, s)


def bank(x, y, s=1.0, c=TEAL):
    columns = "".join(rect(v, -230, 40, 200, WHITE) for v in (-170, -82, 42, 130))
    return put(rect(-210, -250, 420, 250, light(c, .7)) + shape("M-240 -248 L0 -372 L240 -248Z", c)
            + rect(-240, -252, 480, 26, dark(c), 6)
               + circle(0, -298, 30, SUN) + columns + rect(-34, -150, 68, 150, dark(c, .1), 6)
               + rect(-230, -30, 460, 32, "#D8C6A4", 6), x, y, 0, s)


def awning(left, right, y=60, h=80, c=OK):
    """A stall's striped roof between left and right."""
    out = ""
    count = round((right - left) / 90)
    w = (right - left) / count
    for i in range(count):
        a = left + i * w
        out += shape(f"M{num(a)} {num(y)} L{num(a + w)} {num(y)} L{num(a + w)} {num(y + h)} Q{num(a + w / 2)} {num(y + h + 46)} {num(a)} {num(y + h)}Z",
                     WHITE if i % 2 else c)
    return out + rect(left - 12, y - 34, right - left + 24, 40, dark(c, .22), 14)


def stall(left=388, right=1080, y=610, c=OK):
    """A market stall's posts and table (awning included). Draw the seller between `stall_back` and this."""
    planks = "".join(line(f"M{num(v)} {num(y + 52)} L{num(v)} 800", WOOD_D, 6) for v in range(int(left) + 84,
            int(min(right, 1040)), 90))
    if left <= 0 and right >= 1080:
        front = floor(y + 34, WOOD)
    elif right >= 1080:
        front = shape(f"M{num(left)} {num(y + 34)} L1080 {num(y + 34)} L1080 748 Q1080 800 1028 800 L{num(left)} 800Z", WOOD)
    else:
        front = rect(left, y + 34, right - left, 800 - y - 34, WOOD)
    return front + planks + rect(left - 16, y, min(right, 1080) - left + (16 if right >= 1080 else 32), 40, WOOD_L,
            10)


def stall_back(left=388, right=1080, y=610, c=OK, top=64):
    posts = rect(left + 2, top + 20, 16, y - top, "#B58A56") + rect(min(right, 1080) - 40, top + 20, 16, y - top,
            "#B58A56")
    return posts + awning(left - 24, min(right + 24, 1080), top, 76, c)


def bamboo(x, y, s=1.0, h=520):
    """Two bamboo stems with leaves; y is the ground."""
    out = ""
    for v, top, tone in ((-16, h, "#6FA35A"), (22, h * .8, "#5A9150")):
        out += line(f"M{v} 0 Q{v + 10} {num(-top / 2)} {v + 26} {num(-top)}", tone, 17)
        out += "".join(line(f"M{num(v - 9 + 26 * t)} {num(-top * t)} L{num(v + 13 + 26 * t)} {num(-top * t)}",
                dark(tone, .25), 6)
                       for t in (.2, .4, .6, .8))
    leaf = "M0 0 Q34 -34 96 -22 Q48 14 0 0Z"
    for vx, vy, turn, tone in ((8, -h, -20, "#7DB568"), (10, -h, -150, "#6FA35A"), (18, -h * .8, 12, "#7DB568"),
    (6, -h * .62, 170, "#8BC074"),
                               (34, -h * .66, -40, "#6FA35A"), (0, -h * .42, 200, "#7DB568"),
                               (30, -h * .45, 4, "#8BC074")):
        out += put(shape(leaf, tone), vx, vy, turn)
    return put(out, x, y, 0, s)


def tree(x, y, s=1.0, c="#4A9179"):
    return put(rect(-16, -150, 32, 150, WOOD_D, 8) + circle(0, -210, 96, c) + circle(-66, -170, 66, dark(c, .08))
            + circle(66, -170, 66, light(c, .1)), x, y, 0, s)


def window(x, y, w=230, h=220, night=False):
    sky = "#2F3E5C" if night else "#CFE6F5"
    out = rect(x - w / 2 - 14, y - h / 2 - 14, w + 28, h + 28, WHITE, 14) + rect(x - w / 2, y - h / 2, w, h, sky, 6)
    if night:
        out += circle(x + w * .2, y - h * .2, 26, "#FFE7A8") + circle(x + w * .26, y - h * .24, 22, sky)
    else:
        out += cloud(x - w * .1, y - h * .14,
                .5) + shape(f"M{num(x - w / 2)} {num(y + h * .3)} Q{num(x)} {num(y + h * .1)} {num(x + w / 2)} "
                                                          f"{num(y + h * .34)} L{num(x + w / 2)} {num(y + h / 2)} L{num(x - w / 2)} {num(y + h / 2)}Z", "#8FC3A3")
    return out + line(f"M{num(x)} {num(y - h / 2)} L{num(x)} {num(y + h / 2)} M{num(x - w / 2)} {num(y)} L{num(x + w / 2)} {num(y)}", WHITE, 9)


def picture_frame(x, y, w=120, inside=""):
    return box(x, y, w, w * .8, WOOD, 8) + box(x, y, w - 22, w * .8 - 22, "#FFF8E8", 4) + put(inside, x, y)


def lantern(x, y, s=1.0, c="#F08A1D"):
    return put(line("M0 -120 L0 -60", WOOD_D, 5) + oval(0, 0, 52, 56, c) + oval(0, 0, 22, 56, light(c, .25))
            + rect(-24, -64, 48, 12, WOOD_D, 5)
               + rect(-24, 52, 48, 12, WOOD_D, 5) + line("M-10 66 L-10 94 M10 66 L10 94 M0 66 L0 100", SUN, 5), x, y,
               0, s)


def bed(y=600, left=300, right=1080, c=TEAL):
    return (rect(left, y, right - left, 110, light(c, .55), 40) + rect(left, y + 70, right - left, 130, WHITE)
            + rect(left, y + 150, right - left, 26, WOOD, 8))
