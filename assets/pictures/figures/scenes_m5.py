"""M5, M6: Zalo, health, AI, learning on (L39–L44)."""
from people import ba, chu, ba_khan, ba_xoan, bac_si_nam, hoc_sinh, hoc_sinh_nam, ong, ong_hoi, wheelchair
from pen import (GREY, LEAF, LEAF_T, LOTUS, OK, SKY, SUN, TEAL, TEAL_T, WHITE, WOOD_L, bar, circle, dark, light, line,
                 picture, put, rect, shape)
from places import counter, glow, ground, house, sign, table, tree, window
from screens import phone, phone_size, s_chat, s_video, small_phone
from things import (badge, bank_card, book, bubble, cross, cup, dots, heart, key, laptop, padlock, paper, pill, pot_plant,
                    robot, star, tick, waves)


SEA = "#BFE0E3"
MEADOW = "#C9E2D8"


@picture("zalo-goi-nhan", TEAL_T)
def video_call():
    p = ba(286, 400, 1.12, look=1, mood="happy", glasses=False)
    kid = hoc_sinh(0, -20, 0.92, bottom=200, mood="happy")
    return [window(130, 190, 190, 200), ground(700, SEA), p.body(), p.head(),
            p.holds(1, phone(s_video(kid.body() + kid.head()), 330), (640, 450), phone_size(330), 4, -1),
            bubble(910, 210, 200, 120, heart(0, 6, 0.8), -1), bubble(930, 420, 180, 110, dots(3, 40, 12, TEAL), -1),
            pot_plant(956, 740, 0.9)]


@picture("zalo-goi-nhan-2", TEAL_T)
def voice_message():
    p = ba(700, 400, 1.12, look=-1, mood="talk", glasses=True)
    mic = rect(-30, -78, 60, 104, WHITE, 30) + line("M-54 -16 Q-54 52 0 52 Q54 52 54 -16 M0 52 L0 84 M-30 86 L30 86",
            WHITE, 12)
    bars = "".join(rect(-96 + 34 * i, -h / 2, 16, h, SKY, 8) for i, h in enumerate((30, 62, 96, 54, 82, 40)))
    screen = rect(-104, -150, 208, 84, TEAL_T, 22) + put(bars, 0, -108, 0, 0.7) + circle(0, 70, 84, TEAL) + put(mic,
            0, 68, 0, 0.8)
    return [glow(360, 380, 300), ground(704, SEA), waves(520, 372, 0.8, TEAL, 180, 2), p.body(), p.head(),
            p.holds(-1, phone(screen, 280), (392, 450), phone_size(280), -4, -1),
            bubble(180, 190, 220, 124, put(bars, 2, 0, 0, 0.8), 1), pot_plant(956, 740, 0.9)]


@picture("zalo-bao-mat", TEAL_T)
def two_locks():
    p = hoc_sinh_nam(300, 420, 1.12, look=1, mood="glad", cloth="tee", colour=TEAL, wide=0.94)
    door = rect(640, 90, 330, 640, "#CFE8EA", 16) + rect(668, 118, 274, 600, TEAL, 12) + rect(700, 150, 210, 210,
            dark(TEAL, .15), 10) + rect(
        700, 400, 210, 270, dark(TEAL, .15), 10) + circle(912, 420, 18, SUN)
    return [glow(300, 200, 200), ground(712, SEA), door, put(padlock(SUN), 806, 250, 0, 0.86),
            put(padlock("#F29BBB"), 806, 540, 0, 0.86), p.body(), p.head(),
            p.holds(1, phone(s_chat(TEAL), 210), (520, 540), phone_size(210), 5, -1),
            badge(560, 220, 86, put(key(), -46, 8, -14, 0.5))]


@picture("so-suc-khoe-dien-tu", TEAL_T)
def health_book():
    p, q = ong_hoi(220, 420, 1.06, look=1, mood="glad", colour="#2E7D6B"), bac_si_nam(864, 396, 1.06, look=-1,
            mood="glad")
    screen = rect(-104, -168, 208, 120, TEAL_T, 20) + heart(-52, -104,
            0.9) + line("M-10 -104 L14 -104 L26 -134 L46 -76 L58 -104 L84 -104", TEAL, 8) + "".join(
        rect(-104, -30 + 64 * i, 208, 52, "#F1F6F7", 14) + circle(-78, -4 + 64 * i, 14, c)
        + bar(-50, -11 + 64 * i, (120, 90, 110)[i], 14)
        for i, c in enumerate((SKY, SUN, LOTUS)))
    return [glow(540, 240, 240), sign(864, 96, 260, TEAL), ground(700, SEA), p.body(), p.head(), q.body(), q.head(),
            counter(700, TEAL),
            p.holds(1, phone(screen, 256), (520, 486), phone_size(256), 4, -1), q.arm(-1, (664, 520), "point", 196)]


@picture("goi-khan-cap", TEAL_T)
def calls_for_help():
    p = chu(560, 400, 1.12, look=1, mood="worried")
    return [glow(560, 330, 300), house(210, 640, 0.9), tree(960, 650, 0.9), ground(640, SEA), p.body(), p.head(),
            p.phone_at_ear(1, small_phone()),
            waves(760, 330, 0.8, TEAL, -20, 3)]


@picture("hoi-ai-the-nao", LEAF_T)
def ask_ai():
    p = ong(300, 372, 1.0, look=1, mood="talk")
    question = bubble(410, 140, 310, 150, bar(-110, -36, 190, 19, light(SKY, .3))
            + bar(-110, -2, 220, 19, light(SKY, .5))
                      + bar(-110, 32, 120, 19, light(SKY, .5)), -1)
    answer = bubble(850, 130, 300, 140, "".join(tick(-108, -34 + 38 * i, 13)
            + bar(-80, -41 + 38 * i, (160, 120, 140)[i], 14)
                                                for i in range(3)), -1)
    return [ground(690, MEADOW), question, answer, wheelchair(p, 1), robot(820, 430, 1.05)]


@picture("hoi-ai-the-nao-2", LEAF_T)
def pupil_asks_ai():
    p = hoc_sinh(300, 396, 1.1, look=1, mood="talk")
    question = bubble(440, 140, 280, 140, bar(-100, -30, 170, 19, light(SKY, .3)) + bar(-100, 6, 200, 19,
            light(SKY, .5)), -1)
    return [glow(820, 380, 250), ground(690, MEADOW), question, bubble(860, 130, 210, 120, dots(3, 44, 13, LEAF), -1),
            robot(820, 420, 1.0), p.body(), p.head(), p.arm(1, (520, 560), "open", -20),
            table(690, WOOD_L), book(560, 700, 0.9, SKY)]


@picture("ai-khong-tin-het", LEAF_T)
def not_everything():
    p = ba_khan(820, 410, 1.1, look=-1, mood="think", tilt=-2)
    return [ground(704, MEADOW), robot(260, 440, 1.02, "#5A6679"),
            badge(200, 130, 92, pill(0, 0, 1.1)) + cross(266, 196, 32), badge(430, 130, 92, put(note_icon(), 0, 0))
            + cross(496, 196, 32),
            badge(660, 130, 92, put(paper(76, 4), 0, 0)) + cross(726, 196, 32), p.body(), p.head(),
            p.arm(-1, (620, 520), "open", -92),
            p.arm(1, (820, 740), "flat", 188)]


def note_icon():
    return put(bank_card(120), 0, 0, -8)


@picture("hoc-binhdanhocvuso", LEAF_T)
def go_on_learning():
    p = ba_xoan(300, 386, 1.1, look=1, mood="glad", colour=LOTUS)
    lesson = rect(-184, -250, 368, 120, light(LEAF, .82), 14) + circle(0, -190, 42,
            LEAF) + shape("M-14 -212 L26 -190 L-14 -168Z", WHITE) + "".join(
        tick(-160, -100 + 34 * i, 13, OK if i < 2 else GREY) + bar(-134, -107 + 34 * i, (220, 180, 200)[i],
        14) for i in range(3))
    path = "".join(circle(560 + 110 * i, 170 - 30 * i, 30, SUN if i < 3 else WHITE) for i in range(4))
    return [line("M560 170 L890 80", WHITE, 12), path, "".join(star(560 + 110 * i, 170 - 30 * i, 17,
            WHITE) for i in range(3)), star(890, 80, 20, SUN), glow(300, 190, 190),
            p.body(), p.head(), table(676, WOOD_L), put(laptop(lesson, 440), 700, 690),
            p.arm(1, (470, 660), "flat", 6), cup(960, 684, 0.7)]
