"""M3: the market and small business (L25–L29)."""
from people import chi_cho, chu, co_ban_hang, me, nong_dan, ong, sinh_vien
from pen import INK2, LOTUS, OK, OK_T, SKY, SUN, TEAL, WHITE, WOOD_L, bar, light, line, picture, put, rect
from places import awning, glow, ground, house, stall, stall_back, table
from screens import phone, phone_size, s_bill, s_ok, s_scan
from things import (basket, book, calendar, coin, cross, fruit, heart, invoice, motorbike, notes, parcel, pay_speaker,
                    piggy, qr, qr_stand, star, till, vegetables, waves)


GREEN = "#C5E0C9"


@picture("quet-qr-tra-tien", OK_T)
def scan_and_pay():
    p, q = ong(220, 416, 1.08, look=1, mood="glad"), co_ban_hang(840, 390, 0.98, look=-1)
    return [glow(200, 170, 160), ground(716, GREEN), stall_back(480), q.body(), q.head(), stall(480),
            vegetables(930, 616, 0.9), fruit(1006, 616, 0.66, "#E2572B"),
            qr_stand(640, 612, 0.96), p.body(), p.head(), p.holds(1, phone(s_scan(OK), 196), (430, 530),
            phone_size(196), 5, -1)]


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


@picture("tieu-thuong-qr-an-toan-2", OK_T)
def pasted_over():
    p = co_ban_hang(290, 370, 1.04, look=1, mood="think")
    wrong = put(rect(-84, -84, 168, 168, "#FFF3D6", 10) + put(qr(136, "#5A2A27"), 0, 0), 0, 0)
    return [glow(760, 360, 230), stall_back(20, 1060), p.body(), p.head(), stall(0, 1080, 650),
            put(qr_stand(0, 0, 1.5), 740, 652),
            put(wrong, 842, 330, 24), cross(948, 250, 52), p.arm(1, (800, 410), "grip", -20),
            vegetables(110, 656, 0.8),
            fruit(1000, 656, 0.7)]


@picture("ban-hang-online-4t-2", OK_T)
def deliver():
    p = chu(300, 330, 0.86, look=1, mood="glad", hat="ride", hat_colour=LOTUS, bottom=660, colour=SKY)
    q = me(830, 400, 1.04, look=-1, mood="glad", hair="low_bun", colour=TEAL)
    return [glow(540, 240, 250), ground(690, GREEN), house(860, 690, 1.1), p.body(), p.head(),
            motorbike(270, 780, 1.3, LOTUS),
            q.body(), q.head(), parcel(560, 560, 0.95), p.arm(1, (490, 520), "flat", -6),
            q.arm(-1, (640, 520), "flat", 190), heart(600, 330, 0.7)]


@picture("ho-kinh-doanh-thue-2026-2", OK_T)
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
