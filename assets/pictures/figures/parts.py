"""What people are made of: skins, hair, hats, faces, clothes, hands. people.py puts them together.

Everything is drawn round a head at 0, 0 of half-width 100; shoulders are at y ≈ 190. Each table (HAIR, HATS, MOODS,
CLOTHES, HANDS) gives a name to a function; a new hairdo is one more function and one more row.
"""
from pen import INK, SKY, SUN, WHITE, circle, dark, light, line, num, oval, rect, ring, shape

LIGHT, TAN, BROWN = ("#F4C9A5", "#DC9F74"), ("#EDB68C", "#CF8F60"), ("#DCA172", "#B97A49")
BLACK, DARK_BROWN = ("#2B1D16", "#1E1410"), ("#45322A", "#35261F")
GRAY, STEEL_GRAY, SNOW = ("#D9DADF", "#BFC2CA"), ("#BFC2CA", "#A5A8B2"), ("#ECECEF", "#DDDDE2")

STETHO, WHITE_CLOTH = "#3B4758", "#F7F9FC"

FACE = "M-98 -8 Q-98 -104 0 -104 Q98 -104 98 -8 Q98 58 54 86 Q28 102 0 102 Q-28 102 -54 86 Q-98 58 -98 -8Z"

# ---- hair: what lies behind the face, what lies before it


def hair_short(c):
    return "", shape("M-103 -2 Q-118 -92 -54 -108 Q-8 -136 52 -114 Q116 -96 102 0 Q96 -30 82 -50 Q20 -40 -26 -66 "
                     "Q-70 -50 -84 -42 Q-97 -26 -103 -2Z", c[0])


def hair_neat(c):
    return "", shape("M-103 4 Q-116 -108 6 -114 Q118 -110 103 4 Q98 -26 84 -46 Q52 -58 38 -76 Q-20 -58 -84 -48 "
                     "Q-97 -28 -103 4Z", c[0])


def hair_bowl(c):
    return "", shape("M-105 8 Q-120 -114 0 -118 Q120 -114 105 8 Q100 -18 92 -34 Q60 -52 44 -46 Q20 -34 0 -46 "
                     "Q-30 -34 -52 -48 Q-80 -44 -92 -34 Q-100 -18 -105 8Z", c[0])


def hair_crew(c):
    return "", shape("M-101 -6 Q-110 -84 -70 -108 Q0 -134 70 -108 Q110 -84 101 -6 Q96 -40 78 -66 Q0 -84 -78 -66 "
                     "Q-96 -40 -101 -6Z", c[0])


def hair_bald(c):
    return "", (shape("M-100 22 Q-118 -34 -88 -58 Q-80 -28 -84 14 Q-92 30 -100 22Z", c[0])
                + shape("M100 22 Q118 -34 88 -58 Q80 -28 84 14 Q92 30 100 22Z", c[0])
                + line("M-30 -76 Q0 -86 30 -76", WHITE, 5, 0.35))


def hair_bun(c):
    back = circle(0, -112, 46, c[1]) + shape("M-104 30 Q-116 -108 0 -110 Q116 -108 104 30 Q92 50 80 30 L-80 30 "
                                             "Q-92 50 -104 30Z", c[0])
    front = shape("M-101 6 Q-106 -106 0 -108 Q106 -106 101 6 Q92 -54 20 -80 Q6 -62 -14 -56 Q-82 -44 -101 6Z", c[0])
    return back, front + line("M20 -80 Q8 -62 -14 -56", c[1], 5)


def hair_parted(c):
    back = circle(0, -112, 42, c[1]) + shape("M-103 26 Q-114 -108 0 -110 Q114 -108 103 26 L-103 26Z", c[0])
    return back, shape("M-100 6 Q-104 -106 0 -108 Q104 -106 100 6 Q90 -60 0 -84 Q-90 -60 -100 6Z", c[0])


def hair_low_bun(c):
    back = circle(86, 62, 40, c[1]) + shape("M-104 30 Q-116 -110 0 -112 Q116 -110 104 30 L104 60 L-104 30Z", c[0])
    return back, shape("M-102 10 Q-108 -108 0 -110 Q108 -108 102 10 Q94 -48 36 -78 Q-60 -60 -102 10Z", c[0])


def hair_curls(c):
    back = "".join(circle(x, y, r, c[1]) for x, y, r in ((-92, -4, 34), (-96, -52, 36), (-62, -94, 38),
            (-10, -112, 40),
                                                         (46, -104, 40), (88, -62, 38), (98, -6, 34)))
    front = "".join(circle(x, y, r, c[0]) for x, y, r in ((-84, -34, 30), (-52, -70, 34), (-6, -86, 34),
            (40, -78, 34),
                                                          (80, -42, 30)))
    return back, front


def hair_tail(c):
    back = shape("M-104 30 Q-112 -110 0 -112 Q112 -110 104 30 L-104 30Z", c[0]) + shape(
        "M80 -40 Q172 -30 158 110 Q150 168 116 172 Q136 90 84 20Z", c[0])
    return back, shape("M-100 2 Q-106 -108 0 -110 Q106 -108 100 2 Q88 -38 56 -62 Q-20 -36 -66 -66 Q-90 -40 -100 2Z",
            c[0])


def hair_bob(c):
    back = shape("M-112 84 Q-124 -112 0 -114 Q124 -112 112 84 Q100 112 66 96 L-66 96 Q-100 112 -112 84Z", c[0])
    return back, shape("M-112 70 Q-122 -110 0 -112 Q122 -110 112 70 Q104 60 96 4 Q88 -30 66 -50 Q-10 -42 -44 -78 "
                       "Q-66 -30 -92 6 Q-100 60 -112 70Z", c[0])


def hair_long(c):
    back = shape("M-116 168 Q-136 -114 0 -116 Q136 -114 116 168 Q92 200 62 178 Q80 110 70 60 L-70 60 Q-80 110 -62 178 "
                 "Q-92 200 -116 168Z", c[0])
    return back, shape("M-110 120 Q-124 -110 0 -112 Q124 -110 110 120 Q98 70 95 10 Q84 -44 10 -82 Q-84 -44 -95 10 "
                       "Q-98 70 -110 120Z", c[0])


def hair_braids(c):
    braid = "".join(circle(x, y, r, c[0]) for x, y, r in ((112, 64, 24), (122, 98, 22), (128, 130, 20)))
    tie = circle(130, 152, 12, SUN)
    other = "".join(circle(-x, y, r, c[0]) for x, y, r in ((112, 64, 24), (122, 98, 22), (128, 130, 20)))
    back = braid + tie + other + circle(-130, 152, 12, SUN) + shape(
        "M-108 40 Q-118 -112 0 -114 Q118 -112 108 40 L-108 40Z", c[0])
    return back, shape("M-103 14 Q-112 -110 0 -112 Q112 -110 103 14 Q98 -26 84 -44 Q40 -60 0 -50 Q-40 -60 -84 -44 "
                       "Q-98 -26 -103 14Z", c[0])


def hair_baby(c):
    return "", line("M-6 -104 Q-26 -128 -2 -138 Q14 -136 8 -122", c[0], 11) + line("M-44 -84 Q-22 -96 -4 -92", c[0],
            9)


HAIR = {"short": hair_short, "neat": hair_neat, "bowl": hair_bowl, "crew": hair_crew, "bald": hair_bald,
        "bun": hair_bun, "parted": hair_parted, "low_bun": hair_low_bun, "curls": hair_curls, "tail": hair_tail,
        "bob": hair_bob, "long": hair_long, "braids": hair_braids, "baby": hair_baby}

# ---- hats


def hat_nonla(_):
    brim = shape("M-176 -34 Q0 -76 176 -34 Q160 -16 0 -10 Q-160 -16 -176 -34Z", "#C99A4A")
    cone = shape("M-176 -34 Q-90 -110 0 -186 Q90 -110 176 -34 Q0 -72 -176 -34Z", "#EBCB86")
    rings = "".join(line(d, "#D4AB5F", 4) for d in ("M-124 -62 Q0 -96 124 -62", "M-80 -100 Q0 -122 80 -100",
                                                    "M-38 -142 Q0 -152 38 -142"))
    return line("M-84 -20 Q-92 70 -24 104", "#E79BB6", 9) + line("M84 -20 Q92 70 24 104", "#E79BB6",
            9) + brim + cone + rings


def hat_khan(colour):
    """The velvet roll (khăn vấn) that grandmothers of the North wear."""
    c = colour or "#4A2A3A"
    roll = line("M-98 -34 Q-84 -108 0 -110 Q84 -108 98 -34", c, 38)
    return roll + "".join(line(d, light(c, 0.22), 4) for d in ("M-92 -58 L-70 -70", "M-58 -100 L-44 -82",
                                                              "M-6 -122 L0 -98", "M46 -106 L40 -84",
                                                              "M84 -74 L68 -66"))


def hat_helmet(colour):
    """A worker's helmet."""
    c = colour or SUN
    return (shape("M-106 -48 Q-108 -156 0 -160 Q108 -156 106 -48Z", c) + rect(-128, -64, 256, 26, dark(c, 0.14), 13)
            + rect(-18, -162, 36, 98, light(c, 0.3), 14))


def hat_ride(colour):
    """A motorbike rider's helmet."""
    c = colour or SKY
    return (shape("M-112 10 Q-124 -140 0 -144 Q124 -140 112 10 Q104 -46 0 -52 Q-104 -46 -112 10Z", c)
            + line("M-70 -100 Q0 -134 70 -100", light(c, 0.4), 10) + line("M-98 10 Q-88 84 -26 102", INK, 9)
            + line("M98 10 Q88 84 26 102", INK, 9))


def hat_cap(colour):
    c = colour or SKY
    return (shape("M-104 -36 Q-106 -128 0 -130 Q106 -128 104 -36Z", c)
            + shape("M-108 -48 Q-20 -72 60 -48 Q130 -44 150 -20 Q60 -34 -108 -30Z", dark(c, 0.2)))


def hat_headset(_):
    return (line("M-104 0 Q-104 -124 0 -126 Q104 -124 104 0", INK, 13) + rect(-124, -20, 36, 62, INK, 16)
            + rect(88, -20, 36, 62, INK, 16) + line("M-104 40 Q-96 92 -40 82", INK, 8) + circle(-38, 82, 11, INK))


HATS = {"nonla": hat_nonla, "khan": hat_khan, "helmet": hat_helmet, "ride": hat_ride, "cap": hat_cap,
        "headset": hat_headset}

# ---- faces


def eyes_open(x, _):
    return "".join(circle(x + e, 4, 9.5, INK) + circle(x + e + 3, 1, 3, WHITE) for e in (-36, 36))


def eyes_happy(x, _):
    return "".join(line(f"M{num(x + e - 13)} 8 Q{num(x + e)} -10 {num(x + e + 13)} 8", INK, 8) for e in (-36, 36))


def eyes_down(x, _):
    return "".join(line(f"M{num(x + e - 14)} 2 Q{num(x + e)} 16 {num(x + e + 14)} 2", INK, 7.5) for e in (-36, 36))


def eyes_wide(x, _):
    return "".join(ring(x + e, 3, 15, INK, 4, None, WHITE) + circle(x + e, 4, 8, INK) for e in (-36, 36))


def mouth_smile(x, _):
    return line(f"M{num(x - 27)} 50 Q{num(x)} 75 {num(x + 27)} 50", INK, 7)


def mouth_open(x, _):
    return (shape(f"M{num(x - 31)} 47 Q{num(x)} 55 {num(x + 31)} 47 Q{num(x + 25)} 84 {num(x)} 84 Q{num(x - 25)} 84 "
                  f"{num(x - 31)} 47Z", "#7C2233")
            + shape(f"M{num(x - 27)} 49 Q{num(x)} 56 {num(x + 27)} 49 L{num(x + 24)} 58 Q{num(x)} 65 {num(x - 24)} 58Z",
                    WHITE))


def mouth_sad(x, _):
    return line(f"M{num(x - 20)} 62 Q{num(x)} 44 {num(x + 20)} 62", INK, 8)


def mouth_flat(x, _):
    return line(f"M{num(x - 20)} 56 Q{num(x + 2)} 60 {num(x + 20)} 54", INK, 7.5)


def mouth_oh(x, _):
    return oval(x, 58, 13, 15, "#7C2233")


def mouth_talk(x, _):
    return oval(x, 57, 22, 14, "#7C2233") + shape(f"M{num(x - 17)} 51 Q{num(x)} 44 {num(x + 17)} 51Z", WHITE)


MOODS = {  # eyes, brows (0 calm, 1 worried, 2 raised, -1 stern), mouth
    "smile": (eyes_open, 0, mouth_smile), "happy": (eyes_happy, None, mouth_open), "glad": (eyes_open, 0, mouth_open),
    "calm": (eyes_happy, 0, mouth_smile), "read": (eyes_down, 0, mouth_smile), "worried": (eyes_open, 1, mouth_sad),
    "afraid": (eyes_wide, 1, mouth_sad), "oh": (eyes_open, 2, mouth_oh), "think": (eyes_open, 2, mouth_flat),
    "talk": (eyes_open, 0, mouth_talk), "stern": (eyes_open, -1, mouth_flat), "tired": (eyes_down, 1, mouth_flat),
    "asleep": (eyes_down, None, mouth_smile),
}


def brows(x, kind, colour):
    lines = {0: ((-15, -22, 0, -32, 14, -24), (-14, -24, 0, -32, 15, -22)),
             1: ((-16, -20, 0, -27, 15, -35), (-15, -35, 0, -27, 16, -20)),
             2: ((-15, -31, 0, -42, 14, -33), (-14, -33, 0, -42, 15, -31)),
             -1: ((-16, -31, 0, -27, 15, -20), (-15, -20, 0, -27, 16, -31))}[kind]
    return "".join(line(f"M{num(x + e + a)} {b} Q{num(x + e + c)} {d} {num(x + e + f)} {g}", colour, 7)
                   for e, (a, b, c, d, f, g) in zip((-36, 36), lines))


# ---- clothes


def body_shape(wide, low, colour):
    w = wide
    return shape(f"M{num(-152 * w)} {num(low)} Q{num(-168 * w)} 232 {num(-118 * w)} 170 Q{num(-92 * w)} 138 -40 128 Q0 160 "
                 f"40 128 Q{num(92 * w)} 138 {num(118 * w)} 170 Q{num(168 * w)} 232 {num(152 * w)} {num(low)}Z",
                 colour)


def buttons(colour, start, low, r=7):
    return "".join(circle(0, y, r, light(colour, 0.55)) for y in range(start, int(low) - 8, 56))


def cloth_baba(c, skin, low):
    return (shape("M-40 128 L0 206 L40 128 Q22 140 0 142 Q-22 140 -40 128Z", skin[0])
            + line("M-42 128 L0 208 L42 128", light(c, 0.28), 9) + line(f"M0 208 L0 {num(low - 3)}", dark(c), 5)
            + buttons(c, 244, low))


def cloth_polo(c, skin, low):
    return (shape("M-26 136 L0 190 L26 136 Q0 150 -26 136Z", skin[0])
            + shape("M-48 123 L0 176 L-34 206 L-64 142Z", dark(c, 0.2))
            + shape("M48 123 L0 176 L34 206 L64 142Z", dark(c, 0.2))
            + line("M0 190 L0 244", dark(c, 0.2), 5) + circle(0, 226, 5, light(c, 0.6)))


def cloth_shirt(c, skin, low):
    collar = light(c, 0.35)
    return (shape("M-22 138 L0 182 L22 138 Q0 152 -22 138Z", skin[0])
            + shape("M-44 124 L0 186 L-38 214 L-66 140Z", collar) + shape("M44 124 L0 186 L38 214 L66 140Z", collar)
            + line(f"M0 190 L0 {num(low - 3)}", dark(c, 0.12), 5) + buttons(c, 236, low, 6))


def cloth_pockets(c, skin, low):
    pocket = "".join(rect(x, 246, 66, 70, dark(c, 0.1), 10) + rect(x, 246, 66, 20, dark(c, 0.22), 8) for x in (-98,
            32))
    return (pocket if low > 300 else "") + cloth_shirt(c, skin, low)


def cloth_tee(c, skin, low):
    return (shape("M-46 127 Q0 186 46 127 Q24 142 0 142 Q-24 142 -46 127Z", skin[0])
            + line("M-48 128 Q0 190 48 128", dark(c, 0.14), 9))


def cloth_aodai(c, skin, low):
    soft = light(c, 0.3)
    return (shape("M-42 98 Q0 126 42 98 L44 148 Q0 176 -44 148Z", c) + line("M-43 104 Q0 132 43 104", soft, 7)
            + line("M2 160 Q60 176 112 240", soft, 6) + circle(64, 190, 7, light(c, 0.6))
            + circle(102, 226, 7, light(c, 0.6)))


def cloth_blazer(c, skin, low):
    v = num(min(low, 300))
    return (shape(f"M-46 126 L0 {v} L46 126 Q0 160 -46 126Z", WHITE)
            + shape("M-20 138 L0 172 L20 138 Q0 152 -20 138Z", skin[0])
            + shape("M-40 126 L0 176 L-26 196 L-56 140Z", "#E6EAF1")
            + shape("M40 126 L0 176 L26 196 L56 140Z", "#E6EAF1")
            + shape(f"M-60 130 L-92 200 L-58 214 L-2 {v} L-44 128Z", dark(c, 0.24))
            + shape(f"M60 130 L92 200 L58 214 L2 {v} L44 128Z", dark(c, 0.24))
            + (line(f"M0 300 L0 {num(low - 3)}", dark(c, 0.24), 5) if low > 310 else ""))


def cloth_doctor(c, skin, low):
    v = num(min(low, 300))
    return (shape(f"M-44 126 L0 {v} L44 126 Q0 160 -44 126Z", "#8CC4C9")
            + shape("M-24 138 L0 186 L24 138 Q0 152 -24 138Z", skin[0])
            + shape(f"M-62 130 L-86 196 L-54 212 L-2 {v} L-44 126Z", "#DDE5EA")
            + shape(f"M62 130 L86 196 L54 212 L2 {v} L44 126Z", "#DDE5EA")
            + (line(f"M0 300 L0 {num(low - 3)}", "#C7D2D9", 5) if low > 310 else "")
            + line("M-50 132 Q-62 220 -20 250 Q26 250 40 206", STETHO, 8) + line("M50 132 Q56 180 40 206", STETHO, 8)
            + circle(-20, 262, 15, STETHO) + circle(-20, 262, 7, "#B9C4CF"))


def cloth_student(c, skin, low):
    straps = "".join(line(f"M{x} 140 Q{x * 1.1:.0f} 200 {x * 1.05:.0f} {num(low - 14)}", SKY, 26) for x in (-82, 82))
    return (shape("M-22 138 L0 182 L22 138 Q0 152 -22 138Z", skin[0]) + straps
            + shape("M-44 124 L0 186 L-38 214 L-66 140Z", "#E3E9F2")
            + shape("M44 124 L0 186 L38 214 L66 140Z", "#E3E9F2")
            + shape("M-12 184 L12 184 L20 262 L0 284 L-20 262Z", SKY)
            + shape("M-14 180 L14 180 L10 206 L-10 206Z", dark(SKY)))


def cloth_apron(c, skin, low):
    return (cloth_tee(c, skin, low) + line("M-52 134 L-62 210", WHITE, 14) + line("M52 134 L62 210", WHITE, 14)
            + shape(f"M-72 204 Q0 222 72 204 L96 {num(low)} L-96 {num(low)}Z", "#FBF4E6")
            + (line("M-40 300 Q0 316 40 300", "#E0D2B4", 7) if low > 320 else ""))


def cloth_vest(c, skin, low):
    vest = "#F08A1D"
    stripe = "#FFE7A8"
    left = f"M-92 142 Q-152 180 -152 {num(low)} L-40 {num(low)} L-30 200 L-58 128Z"
    right = f"M92 142 Q152 180 152 {num(low)} L40 {num(low)} L30 200 L58 128Z"
    bars = rect(-148, 262, 108, 24, stripe) + rect(40, 262, 108, 24, stripe) if low > 290 else ""
    return cloth_polo(c, skin, low) + shape(left, vest) + shape(right, vest) + bars


def cloth_scarf(c, skin, low):
    """áo bà ba with the chequered scarf of the South."""
    knot = shape("M-66 122 Q0 190 66 122 L72 150 Q0 226 -72 150Z", WHITE) + "".join(
        line(d, "#3B4758", 5) for d in ("M-62 138 Q0 204 62 138", "M-34 158 L-42 182", "M0 172 L0 200",
        "M34 158 L42 182"))
    end = min(290, low)
    tail = shape(f"M-6 186 L34 186 L{num(34 + (end - 186) * .17)} {num(end)} L4 {num(end)}Z", WHITE) + "".join(
        line(d, "#3B4758", 5) for d in ("M2 216 L40 216", "M4 246 L46 246", f"M16 190 L25 {num(end - 4)}"))
    return cloth_baba(c, skin, low) + tail + knot


CLOTHES = {"baba": cloth_baba, "polo": cloth_polo, "shirt": cloth_shirt, "pockets": cloth_pockets, "tee": cloth_tee,
           "aodai": cloth_aodai, "blazer": cloth_blazer, "doctor": cloth_doctor, "student": cloth_student,
           "apron": cloth_apron, "vest": cloth_vest, "scarf": cloth_scarf}

# ---- hands: drawn reaching to the right, thumb up; 0, 0 is the wrist


def hand_flat(k):
    return shape("M-14 -27 Q40 -36 70 -8 Q76 6 62 10 Q30 8 22 32 L-14 28Z", k[0])


def hand_point(k):
    return (line("M30 -14 L98 -18", k[0], 23) + shape("M-14 -27 Q28 -40 50 -26 Q66 -6 56 18 Q38 36 6 30 L-14 27Z",
            k[0])
            + line("M44 2 Q60 6 54 20", k[1], 5) + line("M34 14 Q48 18 42 30", k[1], 5)
            + line("M4 -26 Q34 -50 52 -44", k[0], 19))


def hand_open(k):
    fingers = "".join(line(d, k[0], 18) for d in ("M42 -26 L88 -48", "M42 -8 L102 -16", "M42 10 L102 16",
            "M42 24 L86 44"))
    return (shape("M-16 -26 Q20 -44 50 -32 L56 26 Q20 40 -16 26Z", k[0]) + fingers
            + line("M6 -24 Q22 -58 44 -66", k[0], 19) + line("M24 8 Q34 0 30 -12", k[1], 4.5))


def hand_grip(k):
    return (shape("M-14 -27 Q30 -40 54 -24 Q66 0 54 24 Q30 38 -14 27Z", k[0])
            + "".join(line(d, k[1], 5) for d in ("M36 -12 L54 -12", "M38 2 L56 2", "M36 15 L52 15")))


def hand_thumb_up(k):
    return hand_grip(k) + line("M16 -22 Q20 -54 16 -66", k[0], 22)


def hand_palm(k):
    return shape("M-14 -26 Q30 -46 70 -34 Q92 0 70 36 Q30 46 -14 26 Q-26 0 -14 -26Z", k[0])


HANDS = {"flat": hand_flat, "point": hand_point, "open": hand_open, "grip": hand_grip, "thumb": hand_thumb_up,
         "palm": hand_palm, "none": lambda k: ""}
