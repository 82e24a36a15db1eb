"""People, as half-figures: a big friendly head, a body that ends at the picture's edge or behind a table.

Inside a person the head's centre is 0, 0 and its half-width 100; shoulders are at y ≈ 190. A Person is placed by its
head (x, y) and scale s; `bottom` is the picture's y where the body ends. Sides are the viewer's: -1 left, +1 right.
Arms reach for a place in the picture and bend by themselves. The usual order in a scene: p.body(), p.head(),
what the hands are behind of, p.arm(…), or in one go p.all(left=…, right=…).
"""
import math

from parts import (BLACK, BROWN, CLOTHES, DARK_BROWN, FACE, GRAY, HAIR, HANDS, HATS, LIGHT, MOODS, SNOW, STEEL_GRAY,
                   STETHO, TAN, WHITE_CLOTH, body_shape, brows, hand_grip)
from pen import (GREEN_SHIRT, INK, LOTUS, OK, SKY, SUN, TEAL, VIOLET, WHITE, circle, dark, light, line, mix, num,
                 oval, put, rect, ring, shape, turned)


class Person:
    """One person. `look` moves the eyes' side (-1 … 1), `tilt` bows the head, `mood` is one of MOODS."""

    def __init__(self, x, y, s=1.0, **o):
        self.x, self.y, self.s = x, y, s
        self.skin = o.get("skin", LIGHT)
        self.hair, self.hair_colour = o.get("hair", "short"), o.get("hair_colour", BLACK)
        self.hat, self.hat_colour = o.get("hat"), o.get("hat_colour")
        self.cloth, self.colour = o.get("cloth", "tee"), o.get("colour", SKY)
        self.mood, self.look, self.tilt = o.get("mood", "smile"), o.get("look", 0), o.get("tilt", 0)
        self.old, self.glasses, self.beard = o.get("old", False), o.get("glasses", False), o.get("beard")
        self.wide, self.bottom = o.get("wide", 1.0), o.get("bottom", 800)
        self.short, self.mask = o.get("short", False), o.get("mask", False)

    def local(self, x, y):
        return (x - self.x) / self.s, (y - self.y) / self.s

    def world(self, x, y):
        return x * self.s + self.x, y * self.s + self.y

    def _put(self, content):
        return put(content, self.x, self.y, 0, self.s)

    def body(self):
        low = (self.bottom - self.y) / self.s
        neck = shape("M-36 70 L36 70 L38 150 Q0 176 -38 150Z", self.skin[1])
        return self._put(neck + body_shape(self.wide, low, self.colour)
                + CLOTHES[self.cloth](self.colour, self.skin, low))

    def head(self):
        back, front = HAIR[self.hair](self.hair_colour)
        hat = HATS[self.hat](self.hat_colour) if self.hat else ""
        ears = "".join(oval(e * 97, 10, 17, 23, self.skin[0]) + line(f"M{e * 101} 4 Q{e * 94} 10 {e * 100} 18",
                                                                   self.skin[1], 4.5) for e in (-1, 1))
        whole = back + ears + shape(FACE, self.skin[0]) + self._features() + front + hat
        if self.tilt:
            whole = f'<g transform="rotate({num(self.tilt)} 0 90)">{whole}</g>'
        return self._put(whole)

    def _features(self):
        x = 18 * self.look
        eyes, brow, mouth = MOODS[self.mood]
        deep = self.skin[1]
        out = "".join(circle(x + e, 34, 17, "#E8736A", 0.28) for e in (-56, 56)) + eyes(x, self)
        tone = mix(self.hair_colour[1], INK, 0.25) if self.old else INK
        if self.glasses:
            out += "".join(f'<circle cx="{num(x + e)}" cy="5" r="27" fill="#FFFFFF" fill-opacity="0.25" stroke="{INK}" '
                           f'stroke-width="6.5"/>' for e in (-36, 36))
            out += line(f"M{num(x - 9)} 2 Q{num(x)} -5 {num(x + 9)} 2", INK, 6.5)
            out += line(f"M{num(x - 63)} 2 L-92 -4", INK, 6) + line(f"M{num(x + 63)} 2 L92 -4", INK, 6)
        if brow is not None:
            lift = -8 if self.glasses else 0
            out += put(brows(x, brow, tone), 0, lift)
        if self.mask:
            return out + self._mask(x)
        turn = 1 if self.look >= 0 else -1
        out += line(f"M{num(x + 2 * turn)} 14 Q{num(x + 13 * turn)} 30 {num(x - turn)} 33", deep, 6.5)
        if self.beard:
            out += shape(f"M{num(x - 34)} 74 Q{num(x)} 62 {num(x + 34)} 74 Q{num(x + 26)} 128 {num(x)} 146 "
                         f"Q{num(x - 26)} 128 {num(x - 34)} 74Z", self.beard)
            out += line(f"M{num(x - 34)} 48 Q{num(x - 14)} 36 {num(x)} 42 Q{num(x + 14)} 36 {num(x + 34)} 48",
                    self.beard, 9)
            return out + line(f"M{num(x - 16)} 58 Q{num(x)} 70 {num(x + 16)} 58", INK, 6.5) + self._age(x)
        return out + mouth(x, self) + (self._age(x) if self.old else "")

    def _age(self, x):
        deep = self.skin[1]
        out = line(f"M{num(x - 20)} -52 Q{num(x)} -58 {num(x + 20)} -52", deep, 4.5, 0.55)
        if not self.glasses:
            for e in (-1, 1):
                out += line(f"M{num(x + 58 * e)} -4 L{num(x + 69 * e)} -11", deep, 4.5)
                out += line(f"M{num(x + 58 * e)} 9 L{num(x + 70 * e)} 11", deep, 4.5)
        return out

    def _mask(self, x):
        return (shape(f"M{num(x - 62)} 26 Q{num(x)} 8 {num(x + 62)} 26 Q{num(x + 58)} 92 {num(x)} 98 Q{num(x - 58)} 92 "
                      f"{num(x - 62)} 26Z", "#BFE0E6") + line(f"M{num(x - 40)} 50 L{num(x + 40)} 50", "#9CCBD3", 5)
                + line(f"M{num(x - 36)} 68 L{num(x + 36)} 68", "#9CCBD3", 5)
                + line(f"M{num(x - 60)} 30 L-94 14", "#BFE0E6", 6) + line(f"M{num(x + 60)} 30 L94 14", "#BFE0E6", 6))

    # ---- arms

    def _elbow(self, shoulder, wrist, side, lift):
        sx, sy = shoulder
        wx, wy = wrist
        span = math.hypot(wx - sx, wy - sy) or 1
        bone = max(118, span * 0.53)
        off = math.sqrt(max(bone * bone - span * span / 4, 0))
        mx, my = (sx + wx) / 2, (sy + wy) / 2
        nx, ny = -(wy - sy) / span, (wx - sx) / span
        both = [(mx + nx * off * e, my + ny * off * e) for e in (-1, 1)]
        if lift:
            return min(both, key=lambda p: p[1])
        return max(both, key=lambda p: p[1] + 0.6 * side * p[0])

    def arm(self, side, to, hand="flat", turn=None, lift=False, flip=None, start=None):
        """The arm on that side, its hand at `to` in the picture; turn: the hand's own angle; lift: elbow upwards."""
        if hand == "thumb" and turn is None:
            turn = 0 if side < 0 else 180
        tx, ty = self.local(*to)
        shoulder = start or (side * 116 * self.wide, 212)
        ex, ey = self._elbow(shoulder, (tx, ty), side, lift)
        angle = math.degrees(math.atan2(ty - ey, tx - ex)) if turn is None else turn
        back = turned(-36, 0, angle)
        wx, wy = tx + back[0], ty + back[1]
        ex, ey = self._elbow(shoulder, (wx, wy), side, lift)
        mx, my = (shoulder[0] + wx) / 2, (shoulder[1] + wy) / 2
        cx, cy = mx + (ex - mx) * 1.75, my + (ey - my) * 1.75
        upside = (math.cos(math.radians(angle)) < -0.05) if flip is None else flip
        sleeve = self.sleeve()
        d = f"M{num(shoulder[0])} {num(shoulder[1])} Q{num(cx)} {num(cy)} {num(wx)} {num(wy)}"
        drawn = put(HANDS[hand](self.skin), wx, wy, angle, 0.92, -0.92 if upside else 0.92)
        if self.short:
            half = self._half(shoulder, (cx, cy), (wx, wy))
            return self._put(line(d, self.skin[0], 50) + line(half, sleeve, 66) + drawn)
        wrist = line(f"M{num(wx - back[0] * 0.05)} {num(wy - back[1] * 0.05)} L{num(wx - back[0] * 0.5)} "
                     f"{num(wy - back[1] * 0.5)}", self.skin[0], 46)
        cuff = circle(wx, wy, 32, light(sleeve, 0.22))
        return self._put(wrist + line(d, sleeve, 66) + cuff + drawn)

    def sleeve(self):
        return mix(self.colour, "#8FA3B5", 0.22) if self.colour == WHITE_CLOTH else dark(self.colour)

    @staticmethod
    def _half(a, c, b, t=0.45):
        """The first part of a quadratic curve, as a path."""
        q = (a[0] + (c[0] - a[0]) * t, a[1] + (c[1] - a[1]) * t)
        r = (c[0] + (b[0] - c[0]) * t, c[1] + (b[1] - c[1]) * t)
        m = (q[0] + (r[0] - q[0]) * t, q[1] + (r[1] - q[1]) * t)
        return f"M{num(a[0])} {num(a[1])} Q{num(q[0])} {num(q[1])} {num(m[0])} {num(m[1])}"

    def holds(self, side, thing, at, size, turn=0, edge=None, low=0.26):
        """An arm that holds `thing` (drawn round 0, 0, of `size`) at a place, by its edge (default: the near one)."""
        edge = side if edge is None else edge
        gx, gy = turned(edge * size[0] / 2, size[1] * low, turn)
        k = self.s * 0.92
        angle = -34 if edge < 0 else 214
        inward = turned(4 * self.s, 0, angle)
        to = (at[0] + gx + inward[0], at[1] + gy + inward[1])
        held = put(thing, at[0], at[1], turn)
        wx, wy = to[0] + turned(-36, 0, angle)[0] * self.s, to[1] + turned(-36, 0, angle)[1] * self.s
        thumb = put(line("M6 -20 Q34 -46 66 -34", self.skin[0], 26), wx, wy, angle, k, -k if edge > 0 else k)
        return self.arm(side, to, "palm", angle) + held + thumb

    def phone_at_ear(self, side, phone, size=(92, 172)):
        """A call: the phone at the ear on that side."""
        ex, ey = self.world(side * 108, 22)
        held = put(phone, ex, ey, side * 10)
        hx, hy = self.world(side * 114, 84)
        return held + self.arm(side, (hx, hy), "grip", -94 if side > 0 else -86, flip=side < 0)

    def all(self, left=None, right=None):
        """Body, head and arms; left and right are (x, y[, hand[, turn]])."""
        out = self.body() + self.head()
        for side, want in ((-1, left), (1, right)):
            if want:
                out += self.arm(side, want[:2], *want[2:])
        return out


def preset(**kept):
    def make(x, y, s=1.0, **o):
        return Person(x, y, s, **{**kept, **o})

    return make


ba = preset(hair="bun", hair_colour=GRAY, cloth="baba", colour=LOTUS, old=True, glasses=True)
ba_khan = preset(hair="parted", hair_colour=GRAY, hat="khan", cloth="baba", colour="#7A4B2C", old=True, skin=TAN)
ba_xoan = preset(hair="curls", hair_colour=GRAY, cloth="baba", colour=TEAL, old=True)
ba_non = preset(hair="parted", hair_colour=GRAY, hat="nonla", cloth="scarf", colour=VIOLET, old=True, skin=TAN)
ong = preset(hair="neat", hair_colour=STEEL_GRAY, cloth="polo", colour="#2E7D6B", old=True, glasses=True, skin=TAN)
ong_hoi = preset(hair="bald", hair_colour=SNOW, cloth="polo", colour=SKY, old=True, skin=TAN)
ong_rau = preset(hair="neat", hair_colour=GRAY, cloth="shirt", colour="#8A6A4F", old=True, beard="#F2F2F4")
co_ban_hang = preset(hair="parted", hat="nonla", cloth="baba", colour=VIOLET, skin=TAN, mood="glad")
chi_cho = preset(hair="low_bun", cloth="apron", colour="#C2703A", skin=TAN, mood="glad")
chu_tho = preset(hair="crew", hat="helmet", cloth="vest", colour="#4A6FA5", skin=BROWN)
chu = preset(hair="neat", hair_colour=DARK_BROWN, cloth="polo", colour="#3F7A63", skin=TAN)
nong_dan = preset(hair="neat", hair_colour=DARK_BROWN, hat="nonla", cloth="scarf", colour="#5A5148", skin=BROWN)
nu_can_bo = preset(hair="bob", cloth="aodai", colour="#2F6FB7")
can_bo = preset(hair="neat", hair_colour=BLACK, cloth="blazer", colour="#35506E")
cong_an = preset(hair="crew", cloth="pockets", colour=GREEN_SHIRT, skin=TAN)
tinh_nguyen = preset(hair="tail", cloth="shirt", colour=SKY, skin=TAN, mood="glad")
tinh_nguyen_nam = preset(hair="short", cloth="shirt", colour=SKY, mood="glad")
hoc_sinh = preset(hair="braids", cloth="student", colour=WHITE_CLOTH, mood="glad", wide=0.86)
hoc_sinh_nam = preset(hair="bowl", cloth="student", colour=WHITE_CLOTH, mood="glad", wide=0.86, skin=TAN)
sinh_vien = preset(hair="short", cloth="tee", colour=OK, skin=LIGHT)
me = preset(hair="long", hair_colour=DARK_BROWN, cloth="tee", colour="#C2577F")
bo = preset(hair="short", cloth="polo", colour="#2F6CA8", skin=TAN)
bac_si = preset(hair="bob", cloth="doctor", colour=WHITE_CLOTH)
bac_si_nam = preset(hair="neat", hair_colour=DARK_BROWN, cloth="doctor", colour=WHITE_CLOTH, glasses=True)
ngan_hang = preset(hair="low_bun", cloth="blazer", colour=TEAL)


def be(x, y, s=0.5, colour=SUN, **o):
    """A baby wrapped in a blanket, lying in somebody's arm (turn it with put)."""
    wrap = shape("M-120 40 Q-150 210 -70 300 Q0 350 70 300 Q150 210 120 40Z", light(colour, 0.5))
    fold = line("M-100 90 Q0 190 90 110", light(colour, 0.15), 10)
    p = Person(0, 0, 1, hair="baby", mood=o.pop("mood", "asleep"), **o)
    hood = circle(0, -6, 122, light(colour, 0.35))
    return put(wrap + hood + fold + p.head(), x, y, o.get("turn", -24), s)


def wheelchair(p, facing=-1):
    """A person in a wheelchair, whole, looking to `facing`; p's s ought to be about 0.9 and bottom unused."""
    trousers, metal = "#39506F", "#5A6679"
    low = 250
    neck = shape("M-36 70 L36 70 L38 150 Q0 176 -38 150Z", p.skin[1])
    torso = neck + body_shape(0.86, low, p.colour) + CLOTHES[p.cloth](p.colour, p.skin, low)
    back = (line("M132 -20 L132 278", INK, 18) + line("M132 -14 L182 -24", INK, 18)
            + rect(-118, 238, 250, 34, STETHO, 16))
    legs = (shape("M-118 190 Q-98 172 -40 176 L112 190 Q128 272 82 278 L-130 278 Q-178 272 -168 232 Q-158 200 -118 190Z", trousers)
            + shape("M-156 212 Q-192 232 -196 282 L-206 350 L-142 356 L-124 260Z", trousers)
            + shape("M-286 372 Q-276 342 -216 340 L-140 346 L-140 386 L-278 386 Q-290 384 -286 372Z", INK)
            + line("M-258 404 L-118 404 L-102 322", metal, 14))
    spokes = "".join(line("M40 290 L" + " ".join(num(v) for v in (40 + turned(96, 0, a)[0], 290
            + turned(96, 0, a)[1])), metal, 6)
                     for a in range(11, 371, 45))
    wheel = (f'<circle cx="40" cy="290" r="108" fill="none" stroke="{INK}" stroke-width="18"/>'
            + ring(40, 290, 108, metal, 5)
             + spokes + circle(40, 290, 19, INK) + circle(-126, 402, 22, INK) + circle(-126, 402, 8, "#8C97A8"))
    q = Person(0, 0, 1, skin=p.skin, hair=p.hair, hair_colour=p.hair_colour, hat=p.hat, mood=p.mood,
            look=-abs(p.look or 1),
               old=p.old, glasses=p.glasses, cloth=p.cloth, colour=p.colour, tilt=p.tilt)
    arm = line("M104 186 Q126 268 34 240", dark(p.colour), 60) + put(hand_grip(p.skin), 34, 240, 186, 0.86)
    other = line("M-104 184 Q-124 262 -70 236", dark(p.colour), 60) + put(hand_grip(p.skin), -70, 236, -8, 0.8)
    drawn = back + torso + legs + q.head() + wheel + arm + other
    return put(drawn, p.x, p.y, 0, p.s if facing < 0 else -p.s, p.s)


def stranger(x, y, s=1.0):
    """The one who hides: a hooded shadow."""
    return put(shape("M-160 430 Q-190 200 -120 130 L120 130 Q190 200 160 430Z", "#2A2739")
               + shape("M-134 60 Q-150 -150 0 -156 Q150 -150 134 60 Q120 150 0 168 Q-120 150 -134 60Z", "#2A2739")
               + oval(0, 0, 96, 104, "#1B1926") + circle(-38, -2, 9, WHITE, 0.85) + circle(38, -2, 9, WHITE, 0.85)
               + line("M-56 -34 L-22 -20", WHITE, 7, 0.8) + line("M56 -34 L22 -20", WHITE, 7, 0.8), x, y, 0, s)


def stranger_arm(d, hand_at, turn, s=0.95, width=66, hand="grip"):
    """A dark sleeve along the path d and the hand at its end."""
    return line(d, "#232031", width) + put(HANDS[hand](TAN), hand_at[0], hand_at[1], turn, s)


def mask(x, y, turn=-10, s=0.95, stick=True):
    """The smiling mask on a stick."""
    out = shape("M-86 -60 Q0 -104 86 -60 Q104 60 0 112 Q-104 60 -86 -60Z", "#FFF3D6")
    out += "".join(line(d, INK, 8) for d in ("M-52 -14 Q-34 -34 -16 -14", "M52 -14 Q34 -34 16 -14",
            "M-40 34 Q0 76 40 34"))
    out += circle(-52, 20, 13, "#E8736A", 0.45) + circle(52, 20, 13, "#E8736A", 0.45)
    return put(out + (line("M0 112 L0 250", "#B58A3A", 14) if stick else ""), x, y, turn, s)
