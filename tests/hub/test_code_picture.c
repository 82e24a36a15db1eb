/* Enrolment codes as pictures: what is drawn is read back by zbar, from the PNG and from the
 * letters that stand in a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <png.h>
#include <zbar.h>

#include "base/must.h"
#include "hub/code_picture.h"
#include "wire/enrol.h"

static arena home;

struct picture {
    unsigned width, height;
    uint8_t *grey;
};

static str read_back(const struct picture *picture)
{
    str found = { 0 };
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, picture->width, picture->height);
    zbar_image_set_data(image, picture->grey, (unsigned long)picture->width * picture->height,
                        NULL);
    if (zbar_scan_image(scanner, image) == 1)
        found = arena_str(&home, str_of(zbar_symbol_get_data(zbar_image_first_symbol(image))));
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return found;
}

static struct picture from_png(str png)
{
    png_image image = { .version = PNG_IMAGE_VERSION };
    assert_true(png_image_begin_read_from_memory(&image, png.ptr, png.len));
    image.format = PNG_FORMAT_GRAY;
    struct picture picture = { image.width, image.height, NULL };
    picture.grey = arena_alloc(&home, PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, picture.grey, 0, NULL));
    return picture;
}

/* Each letter is one cell wide and two high; a cell becomes 4 × 4 pixels. */
static struct picture from_terminal(str lines)
{
    enum { CELL = 4 };
    static const char *const blocks[] = { " ", "▄", "▀", "█" };
    uint8_t cells[256][256] = { { 0 } };
    unsigned width = 0, height = 0;
    for (str rest = lines, line; rest.len; height += 2) {
        line = str_cut(&rest, '\n');
        for (width = 0; line.len; width++) {
            size_t b = 4;
            while (b-- > 0 && !str_starts(line, str_of(blocks[b])))
                assert_true(b > 0);
            cells[height][width] = b & 2 ? 255 : 0;
            cells[height + 1][width] = b & 1 ? 255 : 0;
            line = str_slice(line, strlen(blocks[b]), line.len);
        }
    }
    struct picture picture = { width * CELL, height * CELL, NULL };
    picture.grey = arena_alloc(&home, (size_t)picture.width * picture.height);
    for (unsigned y = 0; y < picture.height; y++)
        for (unsigned x = 0; x < picture.width; x++)
            picture.grey[(size_t)y * picture.width + x] = cells[y / CELL][x / CELL];
    return picture;
}

static void assert_reads(str code)
{
    str png, lines;
    assert_int_equal(code_picture_png(&home, code, &png), FAIL_OK);
    struct picture picture = from_png(png);
    assert_true(picture.width == picture.height);
    assert_true(str_eq(read_back(&picture), code));
    assert_int_equal(code_picture_terminal(&home, code, &lines), FAIL_OK);
    picture = from_terminal(lines);
    assert_true(str_eq(read_back(&picture), code));
}

static void test_codes(void **state)
{
    (void)state;
    struct sign_keys keys;
    uint8_t seed[SEAL_SEED_BYTES] = { 1 };
    seal_sign_keys(seed, &keys);
    struct enrol_code code = { .hub = "hub-0a1b2c3d",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .expires_ms = 1795305600000ll };
    str text;
    assert_int_equal(enrol_code_write(&home, &code, &keys, &text), FAIL_OK);
    assert_reads(text);
    /* The longest that there can be. */
    memset(code.hub, 'h', KIOSK_ID_MAX);
    memset(code.ward_id, 'w', ENROL_WARD_ID_MAX);
    memset(code.ward_name, 'W', ENROL_WARD_NAME_MAX);
    memset(code.address, 'a', ENROL_ADDRESS_MAX);
    memcpy(code.address, "https://", strlen("https://"));
    assert_int_equal(enrol_code_write(&home, &code, &keys, &text), FAIL_OK);
    assert_reads(text);
}

static void test_too_long(void **state)
{
    (void)state;
    char *text = arena_alloc(&home, 5001);
    str out;
    memset(text, 'x', 5000);
    assert_int_equal(code_picture_png(&home, (str) { text, 5000 }, &out), FAIL_LIMIT);
    assert_int_equal(code_picture_terminal(&home, (str) { text, 5000 }, &out), FAIL_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_too_long),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    return failed;
}
