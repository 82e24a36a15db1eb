/* The real fonts: widths, masks, the bound of the cache, and what happens when fonts are missing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "platform/text.h"

#define QUIET ((enum log_level) - 1)
#define INTER_FOLDER "/usr/share/fonts/opentype/inter"

static struct text *text;

static int open_text(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    return text_open(&text) == FAIL_OK ? 0 : -1;
}

static int close_text(void **state)
{
    (void)state;
    text_close(text);
    return 0;
}

static void test_width_grows_with_text_and_size(void **state)
{
    (void)state;
    int32_t short_px = text_width(text, FACE_REGULAR, 40, S("Xin"));
    int32_t long_px = text_width(text, FACE_REGULAR, 40, S("Xin chào bác"));
    int32_t large_px = text_width(text, FACE_REGULAR, 80, S("Xin"));
    assert_true(short_px > 0 && long_px > 3 * short_px);
    assert_in_range(large_px, 2 * short_px - 3, 2 * short_px + 3);
    assert_true(text_width(text, FACE_BOLD, 40, S("Xin chào bác")) > long_px);
    assert_int_equal(text_width(text, FACE_REGULAR, 40, S("")), 0);
    /* From the cache: the same. */
    assert_int_equal(text_width(text, FACE_REGULAR, 40, S("Xin chào bác")), long_px);
}

static void test_ascent_and_descent_are_of_the_size(void **state)
{
    (void)state;
    int32_t ascent = text_ascent(text, FACE_REGULAR, 100);
    int32_t descent = text_descent(text, FACE_REGULAR, 100);
    assert_in_range(ascent, 90, 110);
    assert_in_range(descent, 15, 35);
}

static void test_mask_has_ink_and_fits_its_width(void **state)
{
    (void)state;
    struct mask mask;
    str words = S("Tiếp tục");
    assert_true(text_mask(text, FACE_SEMIBOLD, 40, words, &mask));
    assert_in_range(mask.w, text_width(text, FACE_SEMIBOLD, 40, words) - 2,
                    text_width(text, FACE_SEMIBOLD, 40, words) + 2);
    unsigned full = 0;
    for (int32_t i = 0; i < mask.w * mask.h; i++)
        full += mask.at[i] == 255;
    assert_true(full > 200);
    assert_false(text_mask(text, FACE_SEMIBOLD, 40, S(""), &mask));
}

static void test_pen_is_known(void **state)
{
    (void)state;
    struct mask plain, high, tail;
    assert_true(text_mask(text, FACE_REGULAR, 80, S("A"), &plain));
    assert_int_equal(plain.top, text_ascent(text, FACE_REGULAR, 80));
    assert_int_equal(plain.left, 0);
    int32_t top = plain.top;
    assert_true(text_mask(text, FACE_REGULAR, 80, S("Ẵ"), &high));
    assert_true(high.top > top);
    assert_true(text_mask(text, FACE_REGULAR, 80, S("j"), &tail));
    assert_true(tail.left < 0);
}

/* All the letters of Vietnamese stand in Inter itself, other scripts come from the fall-back. */
static void test_every_vietnamese_letter_has_ink(void **state)
{
    (void)state;
    str letters =
        S("ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵẰẮẲẴẶỀẾỂỄỆ");
    struct mask unknown;
    assert_true(text_mask(text, FACE_REGULAR, 40, S("\xf3\xb0\x80\x80"), &unknown));
    int32_t unknown_w = unknown.w;
    for (size_t at = 0; at < letters.len;) {
        size_t n = (letters.ptr[at] & 0xe0) == 0xc0 ? 2 : 3;
        struct mask mask;
        assert_true(text_mask(text, FACE_REGULAR, 40, str_slice(letters, at, at + n), &mask));
        uint64_t sum = 0;
        for (int32_t i = 0; i < mask.w * mask.h; i++)
            sum += mask.at[i];
        assert_true(sum > 255 * 40);
        at += n;
    }
    struct mask other;
    assert_true(text_mask(text, FACE_REGULAR, 40, S("Привет ꞏ"), &other));
    assert_true(other.w > 2 * unknown_w);
}

static void test_cache_keeps_within_its_bound(void **state)
{
    (void)state;
    char words[64];
    size_t most = 0;
    for (int i = 0; i < 3000; i++) {
        struct mask mask;
        int len = snprintf(words, sizeof words, "Bài học số %d của bác ạ", i);
        assert_true(text_mask(text, FACE_BOLD, 60, (str) { words, (size_t)len }, &mask));
        most = text_mask_bytes(text) > most ? text_mask_bytes(text) : most;
    }
    assert_true(most <= TEXT_MASK_BYTES_MAX);
    assert_true(most > TEXT_MASK_BYTES_MAX / 4); /* it does keep something */
}

/* More sizes than there is room for: the oldest fonts close, none is used after it. */
static void test_many_sizes_come_and_go(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++)
        for (int32_t em = 20; em < 100; em++) {
            struct mask mask;
            assert_true(text_mask(text, FACE_REGULAR, em, S("Ạ Ж"), &mask));
            assert_true(text_width(text, FACE_MEDIUM, em, S("bác")) > em);
        }
}

static void test_overlong_run_is_refused(void **state)
{
    (void)state;
    static char words[5000];
    memset(words, 'a', sizeof words);
    struct mask mask;
    assert_int_equal(text_width(text, FACE_REGULAR, 40, (str) { words, sizeof words }), 0);
    assert_false(text_mask(text, FACE_REGULAR, 40, (str) { words, sizeof words }, &mask));
}

/* ---- other font trees ---- */

static str make_root(arena *home)
{
    char name[] = "/tmp/tramso-fonts-XXXXXX";
    must(mkdtemp(name) != NULL);
    return arena_str(home, str_of(name));
}

static void remove_root(arena *home, str root)
{
    assert_int_equal(system(arena_printf(home, "rm -r '%s'", root.ptr).ptr), 0);
    arena_finish(home);
}

static void test_no_font_at_all_is_said(void **state)
{
    (void)state;
    struct text *none = NULL;
    log_set_level(QUIET);
    assert_int_equal(text_open_under(&none, "/nowhere"), FAIL_MISSING);
    log_set_level(LOG_LEVEL_ERROR);
    assert_null(none);
}

static void test_one_font_serves_all_faces(void **state)
{
    (void)state;
    arena home = { 0 };
    str root = make_root(&home),
        folder = file_join(&home, root, str_slice(S(INTER_FOLDER), 1, SIZE_MAX));
    assert_int_equal(file_make_folder(folder, false), FAIL_OK);
    str link = file_join(&home, folder, S("Inter-Medium.otf"));
    assert_int_equal(symlink(INTER_FOLDER "/Inter-Medium.otf", link.ptr), 0);
    struct text *one = NULL;
    log_set_level(QUIET);
    assert_int_equal(text_open_under(&one, root.ptr), FAIL_OK);
    int32_t medium = text_width(text, FACE_MEDIUM, 40, S("Chào bác"));
    for (unsigned face = FACE_REGULAR; face < FACE_ICON; face++)
        assert_int_equal(text_width(one, (enum face)face, 40, S("Chào bác")), medium);
    struct mask mask;
    assert_false(text_mask(one, FACE_ICON, 40, S("x"), &mask));
    text_close(one);
    log_set_level(LOG_LEVEL_ERROR);
    remove_root(&home, root);
}

static void test_broken_font_is_passed_over(void **state)
{
    (void)state;
    arena home = { 0 };
    str root = make_root(&home),
        folder = file_join(&home, root, str_slice(S(INTER_FOLDER), 1, SIZE_MAX));
    assert_int_equal(file_make_folder(folder, false), FAIL_OK);
    str regular = file_join(&home, folder, S("Inter-Regular.otf"));
    str bold = file_join(&home, folder, S("Inter-Bold.otf"));
    assert_int_equal(file_write_durable(regular, S("no font at all"), 0644), FAIL_OK);
    assert_int_equal(symlink(INTER_FOLDER "/Inter-Bold.otf", bold.ptr), 0);
    struct text *rest = NULL;
    log_set_level(QUIET);
    assert_int_equal(text_open_under(&rest, root.ptr), FAIL_OK);
    assert_int_equal(text_width(rest, FACE_REGULAR, 40, S("Chào bác")),
                     text_width(text, FACE_BOLD, 40, S("Chào bác")));
    text_close(rest);
    log_set_level(LOG_LEVEL_ERROR);
    remove_root(&home, root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width_grows_with_text_and_size),
        cmocka_unit_test(test_ascent_and_descent_are_of_the_size),
        cmocka_unit_test(test_mask_has_ink_and_fits_its_width),
        cmocka_unit_test(test_pen_is_known),
        cmocka_unit_test(test_every_vietnamese_letter_has_ink),
        cmocka_unit_test(test_cache_keeps_within_its_bound),
        cmocka_unit_test(test_many_sizes_come_and_go),
        cmocka_unit_test(test_overlong_run_is_refused),
        cmocka_unit_test(test_no_font_at_all_is_said),
        cmocka_unit_test(test_one_font_serves_all_faces),
        cmocka_unit_test(test_broken_font_is_passed_over),
    };
    return cmocka_run_group_tests(tests, open_text, close_text);
}
