"""M3: the market and small business (L25–L29)."""
from people import chi_cho, chu, co_ban_hang, me, nong_dan, ong, sinh_vien
from pen import (AMBER, GREY, INK2, LOTUS, OK, OK_T, SKY, SUN, TEAL, WHITE, WOOD, WOOD_L, bar, circle, dark, light,
                 line, oval, picture, put, rect, ring, shape)
from places import awning, glow, ground, house, lantern, sign, stall, stall_back, sun, table
from scenes_phone import seen_frame
from screens import phone, phone_size, s_bill, s_blank, s_ok, s_scan
from things import (arrow, badge, basket, book, calendar, coin, cross, dots, fruit, heart, house_icon, invoice, motorbike,
                    notes, padlock, parcel, pay_speaker, piggy, qr, qr_stand, star, tick, till, vegetables, waves)


GREEN = "#C5E0C9"


@picture("quet-qr-tra-tien", OK_T)
def scan_and_pay():
    p, q = ong(220, 416, 1.08, look=1, mood="glad"), co_ban_hang(840, 390, 0.98, look=-1)
    return [glow(200, 170, 160), ground(716, GREEN), stall_back(480), q.body(), q.head(), stall(480),
            vegetables(930, 616, 0.9), fruit(1006, 616, 0.66, "#E2572B"),
            qr_stand(640, 612, 0.96), p.body(), p.head(), p.holds(1, phone(s_scan(OK), 196), (430, 530),
            phone_size(196), 5, -1)]


@picture("quet-qr-tra-tien-2", OK_T)
def face_for_much():
    p, seen = ong(776, 404, 1.12, look=-1, mood="calm"), ong(0, 0, 0.62, bottom=172, mood="calm")
    screen = rect(-115, -202, 230, 404, "#CFE3F5", 26) + put(seen.body() + seen.head(), 0, -50) + seen_frame(0, -62,
            176, 210, SUN) + rect(-115, 112, 230, 90, WHITE, 26) + bar(-76, 140, 152, 24, OK)
    return [glow(370, 370, 300), ground(706, GREEN), put(phone(screen, 320), 340, 400, -3),
            p.body(), p.head(), p.arm(-1, (540, 520), "point", 196),
            badge(950, 170, 88, put(padlock(SUN), 0, 8, 0, 0.62))]


@picture("tieu-thuong-qr-an-toan", OK_T)
def safe_seller():
    p = chi_cho(330, 392, 1.1, look=1, mood="calm")
    speaker = pay_speaker(816, 602, 1.4)
    return [glow(800, 380, 190), stall_back(20, 1060), p.body(), p.head(), stall(0, 1080, 600), fruit(110, 606, 0.9),
            vegetables(1010, 606, 0.8),
            qr_stand(620, 602, 0.9), speaker, waves(910, 500, 0.8, OK, -20), coin(930, 330, 44), coin(990, 396, 34),
            p.holds(-1, phone(s_ok(OK), 150), (196, 520), phone_size(150), -5), p.arm(1, (516, 560), "point", -14)]


@picture("ho-kinh-doanh-thue-2026", OK_T)
def household_tax():
    p = me(300, 396, 1.08, look=1, mood="read", tilt=4, hair="low_bun", colour="#C2703A", cloth="shirt")
    shelf = rect(560, 250, 440, 20, WOOD_L, 8) + "".join(rect(v, 170, 60, 80, c, 8) for v,
            c in ((590, LOTUS), (664, SKY), (738, SUN), (812, OK), (886, TEAL)))
    return [glow(300, 220, 220), shelf, put(calendar(150, OK), 900, 370), p.body(), p.head(), table(640, WOOD_L),
            book(500, 690, 1.5),
            p.arm(1, (480, 656), "grip", 20), put(phone(s_bill(OK), 190), 776, 540, 6), notes_stack(930, 690),
            coin(1000, 640, 30), coin(960, 620, 34)]


def notes_stack(x, y):
    return put(notes(150), x, y)


@picture("hoa-don-dien-tu", OK_T)
def e_invoice():
    p, q = chi_cho(400, 392, 1.02, look=1), sinh_vien(866, 396, 1.04, look=-1, mood="happy", colour=SKY)
    return [glow(560, 330, 230), awning(30, 1050, 60, 66, OK), p.body(), p.head(), q.body(), q.head(),
            table(660, WOOD_L), till(164, 668, 1.0, OK),
            put(invoice(140), 640, 470, 6), p.arm(1, (584, 560), "flat", -20),
            q.holds(-1, phone(s_bill(OK), 150), (742, 560), phone_size(150), -5),
            basket(986, 668, 0.62), fruit(986, 624, 0.62, "#8BB53C")]


@picture("ban-hang-online-4t", OK_T)
def sell_online():
    p = nong_dan(560, 392, 1.06, mood="glad", look=-0.7)
    tripod = line("M190 470 L190 700 M190 640 L120 790 M190 640 L260 790", INK2, 16) + put(
        phone(rect(-115, -202, 230, 404, "#CFE3F5", 26) + vegetables(20, 100, 1.1)
        + "".join(heart(x, y, 0.4) for x, y in ((-70, -110), (-30, -60), (-76, -20))), 210), 190, 330, -4)
    return [glow(560, 260, 270), ground(700, GREEN), tripod, p.body(), p.head(), table(690, WOOD_L, 330, 1080),
            basket(500, 696, 1.0), vegetables(520, 632, 0.9),
            parcel(900, 694, 1.1), parcel(1000, 694, 0.7), put(piggy(0.62), 720, 640), coin(740, 560, 24),
            p.arm(-1, (410, 520), "open", -120),
            heart(320, 190, 0.6), heart(370, 120, 0.45, "#F29BBB"), star(860, 180, 34), star(930, 240, 24)]


@picture("qr-dan-de", OK_T)
def pasted_over():
    p = co_ban_hang(290, 370, 1.04, look=1, mood="think")
    wrong = put(rect(-84, -84, 168, 168, "#FFF3D6", 10) + put(qr(136, "#5A2A27"), 0, 0), 0, 0)
    return [glow(760, 360, 230), stall_back(20, 1060), p.body(), p.head(), stall(0, 1080, 650),
            put(qr_stand(0, 0, 1.5), 740, 652),
            put(wrong, 842, 330, 24), cross(948, 250, 52), p.arm(1, (800, 410), "grip", -20),
            vegetables(110, 656, 0.8),
            fruit(1000, 656, 0.7)]


@picture("giao-hang", OK_T)
def deliver():
    p = chu(300, 330, 0.86, look=1, mood="glad", hat="ride", hat_colour=LOTUS, bottom=660, colour=SKY)
    q = me(830, 400, 1.04, look=-1, mood="glad", hair="low_bun", colour=TEAL)
    return [glow(540, 240, 250), ground(690, GREEN), house(860, 690, 1.1), p.body(), p.head(),
            motorbike(270, 780, 1.3, LOTUS),
            q.body(), q.head(), parcel(560, 560, 0.95), p.arm(1, (490, 520), "flat", -6),
            q.arm(-1, (640, 520), "flat", 190), heart(600, 330, 0.7)]


@picture("so-thu-chi", OK_T)
def book_keeping():
    p = ong(800, 400, 1.08, look=-1, mood="read")
    sheet = rect(-230, -250, 460, 500, WHITE, 24) + rect(-230, -250, 460, 70, OK, 24) + rect(-230, -210, 460, 30,
            OK) + "".join(
        bar(-196, -140 + 62 * i, (150, 120, 170, 110, 140)[i], 20)
        + bar(60, -140 + 62 * i, (120, 90, 130, 80, 110)[i], 20, light(OK, .5))
        + line(f"M-196 {-102 + 62 * i} L196 {-102 + 62 * i}", "#EEF1F6", 4) for i in range(5)) + bar(60, 192, 130, 26,
        OK)
    return [glow(340, 380, 320), ground(704, GREEN), put(sheet, 330, 400, -3), p.body(), p.head(),
            p.arm(-1, (566, 560), "point", 196),
            coin(150, 690, 42), coin(226, 712, 36), put(notes(140), 480, 690)]


@picture("tieu-thuong-qr-an-toan-2", OK_T)
def wait_for_own_phone():
    p, q = chi_cho(320, 392, 1.06, look=0.4, mood="smile"), sinh_vien(836, 400, 1.02, look=-1, mood="glad",
            colour=SKY)
    bag = (shape("M-86 -110 L86 -110 L104 90 L-104 90Z", "#F4B860")
            + line("M-40 -110 Q-40 -176 0 -176 Q40 -176 40 -110", dark("#F4B860", .25), 12)
           + vegetables(30, -92, 0.5))
    return [glow(580, 280, 230), awning(30, 1050, 60, 66, OK), p.body(), p.head(), q.body(), q.head(),
            put(bag, 330, 640),
            p.arm(-1, (292, 650), "flat", -10), stall(0, 1080, 716),
            p.holds(1, phone(s_blank("#F4F7FB") + put(dots(3, 50, 16, GREY), 0, 0), 130),
            (500, 560), phone_size(130), 6, 1), q.holds(-1, phone(s_ok(OK), 140), (740, 540), phone_size(140), -5)]


@picture("tieu-thuong-qr-an-toan-3", OK_T)
def keep_own_phone():
    p, q = chi_cho(350, 392, 1.1, look=1, mood="smile"), sinh_vien(900, 410, 1.0, look=-1, mood="glad", colour=SKY)
    pocket = shape("M-86 -56 L86 -56 L76 60 Q0 84 -76 60Z", "#F3E4C4") + line("M-86 -56 L86 -56", "#D9C49A", 9)
    return [glow(600, 260, 230), awning(30, 1050, 60, 66, OK), q.body(), q.head(), p.body(), p.head(),
            put(phone("", 84), 330, 634, -6), put(pocket, 340, 716),
            p.arm(-1, (286, 620), "flat", -20), p.arm(1, (560, 500), "open", -80), q.arm(-1, (700, 590), "flat", 186)]


@picture("ho-kinh-doanh-thue-2026-2", OK_T)
def two_pots():
    def jar(x, c, sign):
        return put(shape("M-130 -190 Q-170 -20 -130 60 Q0 90 130 60 Q170 -20 130 -190Z", light(c, .78))
                + oval(0, -190, 130, 26, light(c, .6))
                   + oval(0, -190, 104, 17, dark(c, .1)) + circle(0, -60, 84, WHITE) + put(sign, 0, -60), x, 690)

    shop = rect(-48, -6, 96, 50, WOOD) + "".join(shape(f"M{v} -48 L{v + 24} -48 L{v + 24} -12 Q{v + 12} 4 {v} -12Z",
            OK if i % 2 == 0 else WHITE)
                                                for i, v in enumerate(range(-60, 60, 24)))
    p = me(540, 380, 1.06, mood="smile", hair="low_bun", colour="#C2703A", cloth="shirt")
    return [glow(540, 260, 290), p.body(), p.head(), table(690, WOOD_L), jar(230, OK, shop),
            jar(850, LOTUS, put(house_icon(LOTUS), 0, 0, 0, 0.86)),
            coin(236, 430, 34), coin(846, 430, 34), p.arm(-1, (318, 400), "flat", 196),
            p.arm(1, (762, 400), "flat", -16)]


@picture("ban-hang-online-4t-2", OK_T)
def good_photos():
    p = nong_dan(300, 410, 1.04, look=1, mood="glad")

    def frame(x, turn, s, lift):
        return put(rect(-100, -80, 200, 160, WHITE, 12) + rect(-86, -66, 172, 112, "#E6F2DD", 8)
                + put(basket(0, 40, 0.56) + fruit(0, lift, 0.56), 0, 0, 0, s), x, 140, turn)

    cloth = shape("M560 690 Q800 660 1040 690 L1020 740 Q800 716 580 740Z", WHITE)
    return [sun(120, 130, 56), frame(470, -5, 1, 6), frame(700, 0, 1.14, 6), frame(930, 5, 0.88, 6), p.body(),
            p.head(), table(676, WOOD_L), cloth, basket(800, 700, 1.3), fruit(760, 606, 1.05, "#E2572B"),
            fruit(866, 606, 0.9), p.holds(1, phone(put(basket(0, 60, 0.8) + fruit(0, 4, 0.8, "#E2572B"), 0, 0)
            + circle(0, 150, 26, GREY), 180), (530, 530), phone_size(180), 5, -1)]


@picture("ban-hang-online-4t-3", OK_T)
def photo_before_closing():
    p = me(310, 396, 1.08, look=1, mood="glad", hair="low_bun", colour="#C2577F", cloth="apron")

    def jar(x, c):
        return put(rect(-52, -130, 104, 130, light(c, .35), 22) + rect(-46, -160, 92, 38, WOOD, 10)
                + rect(-52, -92, 104, 50, WHITE) + bar(-30, -74, 60, 14, c), x, 560)

    carton = (shape("M560 520 L1000 520 L1000 716 L560 716Z", "#D9B07A")
            + shape("M560 520 L500 470 L620 450 L650 520Z", "#C69A62") + shape(
        "M1000 520 L1054 468 L930 450 L910 520Z", "#C69A62") + rect(700, 590, 160, 70, WHITE, 8)
        + bar(722, 610, 90, 12) + bar(722, 634, 116, 12))
    return [glow(780, 330, 250), p.body(), p.head(), jar(660, "#E2572B"), jar(780, SUN), jar(900, OK), carton,
            table(706, WOOD_L),
            p.holds(1, phone(rect(-92, 30, 184, 100, "#D9B07A", 8) + put(jar(0, "#E2572B"), -50, -236, 0, 0.5)
            + put(jar(0, SUN), 10, -236, 0, 0.5)
            + put(jar(0, OK), 70, -236, 0, 0.5), 180), (500, 420), phone_size(180), 5, -1),
            p.arm(-1, (240, 690), "flat", 0)]


@picture("ho-kinh-doanh-thue-2026-3", OK_T)
def rising_steps():
    def stack(x, y, count):
        return "".join(oval(x, y - 20 * i + 8, 62, 19, "#C78500") + oval(x, y - 20 * i, 62, 19, SUN)
                + oval(x, y - 20 * i, 42, 11, "#FFD874") for i in range(count))

    steps = (rect(40, 640, 400, 160, "#9CC9A5", 10) + rect(430, 520, 310, 280, "#7FB88B", 10)
            + rect(730, 400, 310, 400, "#5FA06D", 10)
             + rect(40, 640, 400, 22, "#7FB88B", 8) + rect(430, 520, 310, 22, "#5FA06D", 8)
             + rect(730, 400, 310, 22, "#3F8A50", 8))
    p = chi_cho(236, 340, 0.92, look=1, mood="smile", bottom=644)
    ledger = rect(-60, -76, 120, 152, LOTUS, 10) + rect(-48, -76, 12, 152, dark(LOTUS, .2)) + bar(-20, -44, 62, 14,
            light(LOTUS, .6))
    return [glow(240, 260, 210), p.body(), p.head(), put(ledger, 190, 560, -8, 0.92),
            p.arm(-1, (196, 596), "flat", -6), steps, stack(376, 640, 3), stack(590, 520, 6), stack(890, 400, 9)]


@picture("hoa-don-dien-tu-2", OK_T)
def corrected_bill():
    old = invoice(210, "#8F97A6") + ring(10, 14, 64, AMBER, 10) + line("M-60 16 L84 12", AMBER, 8)
    bowl = (shape("M-90 -50 L90 -50 Q84 30 40 36 L-40 36 Q-84 30 -90 -50Z", WHITE) + oval(0, -50, 90, 18, "#F4D9B0")
            + line("M-80 -20 Q0 6 80 -20", SKY, 6)
            + line("M-50 -56 Q-30 -70 -10 -54 Q10 -70 34 -54", "#E8B860", 7) + circle(46, -54, 10, OK) + "".join(
                line(f"M{v} -84 Q{v + 14} -104 {v} -124", WHITE, 8, .8) for v in (-20, 16)))
    return [glow(700, 300, 280), lantern(100, 150, 0.9), table(676, WOOD_L), till(210, 684, 1.45, OK),
            put(old, 540, 370, -6), put(invoice(210, OK), 880, 350, 4),
            tick(964, 520, 52), arrow(664, 330, 766, 330, OK, 20), put(bowl, 560, 716)]
