/* Codes are read back by another library, from the pixels the painter made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <zbar.h>

#include "base/must.h"
#include "platform/painter.h"
#include "platform/qr.h"

#define SIDE 420

static arena home;

/* Paints the code and gives it to zbar as grey pixels. */
static str read_back(const struct qr_code *qr, uint32_t dark, uint32_t light)
{
    static uint32_t at[SIDE * SIDE];
    static uint8_t grey[SIDE * SIDE];
    struct text *text = NULL;
    struct pictures *pictures = NULL;
    struct painter *painter = NULL;
    assert_int_equal(text_open(&text), FAIL_OK);
    pictures_open(&pictures, NULL, NULL, (str) { 0 });
    painter_open(&painter, text, pictures);
    struct rect all = { 0, 0, SIDE, SIDE };
    struct paint cmd = {
        .kind = PAINT_QR, .box = all, .clip = all, .argb = dark, .argb_to = light, .qr = qr
    };
    struct paint_list list = { &cmd, 1 };
    struct damage_rects damage = { .count = 1, .rects = { all } };
    struct pixels pixels = { at, SIDE, { SIDE, SIDE } };
    memset(at, 0x80, sizeof at);
    painter_paint(painter, &pixels, &list, &damage);
    for (size_t i = 0; i < COUNT_OF(at); i++)
        grey[i] = (uint8_t)(at[i] >> 8);
    painter_close(painter);
    pictures_close(pictures);
    text_close(text);

    str found = { 0 };
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, SIDE, SIDE);
    zbar_image_set_data(image, grey, sizeof grey, NULL);
    if (zbar_scan_image(scanner, image) == 1)
        found = arena_str(&home, str_of(zbar_symbol_get_data(zbar_image_first_symbol(image))));
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return found;
}

static void assert_reads(str words)
{
    struct qr_code qr = qr_make(&home, words);
    assert_true(qr.side >= 21);
    assert_true(str_eq(read_back(&qr, 0xff000000u, 0xffffffffu), words));
}

static void test_codes_are_read_back(void **state)
{
    (void)state;
    assert_reads(S("TS1A0B2C3D4E5F"));
    assert_reads(S("https://example.vn/bai-hoc/11?so=000160000000"));
    assert_reads(S("Chào bác Nguyễn Thị Mẫu"));
}

static void test_capitals_and_digits_take_less_room(void **state)
{
    (void)state;
    struct qr_code small = qr_make(&home, S("TS0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"));
    struct qr_code large = qr_make(&home, S("ts0123456789abcdefghijklmnopqrstuvwxyz0123456789"));
    assert_true(small.side < large.side);
}

/* Level Q: any quarter may be lost. A patch of an eighth in the middle of the code is. */
static void test_damaged_code_is_still_read(void **state)
{
    (void)state;
    str words = S("TS1A0B2C3D4E5F6G7H8J9K0L1M2N3P4Q5R6S7T8V9W");
    struct qr_code qr = qr_make(&home, words);
    uint8_t *cells = arena_new(&home, uint8_t, qr.side * qr.side);
    memcpy(cells, qr.cells, (size_t)qr.side * qr.side);
    unsigned from = qr.side / 2u - qr.side / 7u, to = qr.side / 2u + qr.side / 7u;
    for (unsigned y = from; y < to; y++)
        for (unsigned x = from; x < to; x++)
            cells[y * qr.side + x] = 1;
    struct qr_code damaged = { qr.side, cells };
    assert_true(str_eq(read_back(&damaged, 0xff000000u, 0xffffffffu), words));
}

static void test_too_much_text_gives_no_code(void **state)
{
    (void)state;
    static char words[5000];
    memset(words, 'x', sizeof words);
    assert_int_equal(qr_make(&home, (str) { words, sizeof words }).side, 0);
    assert_int_equal(qr_make(&home, S("")).side, 0);
}

static int forget(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes_are_read_back),
        cmocka_unit_test(test_capitals_and_digits_take_less_room),
        cmocka_unit_test(test_damaged_code_is_still_read),
        cmocka_unit_test(test_too_much_text_gives_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, forget);
}
