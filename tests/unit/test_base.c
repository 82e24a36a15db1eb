/* base: text, arenas, time, files: what everything else stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <utf8proc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/library.h"
#include "base/must.h"
#include "base/utf8.h"

static void slices(void **state)
{
    (void)state;
    assert_int_equal(S("Một").len, 5);
    assert_true(str_eq(str_trim(S("  a b \n")), S("a b")));
    assert_int_equal(str_find(S("Chạm để"), S("để")), 7);
    assert_int_equal(str_find(S("abc"), S("abcd")), -1);
    assert_true(str_cmp(S("a"), S("ab")) < 0 && str_cmp(S("b"), S("ab")) > 0);
    str rest = S("a||b");
    assert_true(str_eq(str_cut(&rest, '|'), S("a")));
    assert_true(str_eq(str_cut(&rest, '|'), S("")));
    assert_true(str_eq(str_cut(&rest, '|'), S("b")) && rest.ptr == NULL);
    uint64_t n;
    assert_true(str_to_u64(S("18446744073709551615"), &n) && n == UINT64_MAX);
    assert_false(str_to_u64(S("18446744073709551616"), &n));
    assert_false(str_to_u64(S("-1"), &n) || str_to_u64(S(""), &n) || str_to_u64(S("1 "), &n));
}

static void arenas_keep_their_blocks(void **state)
{
    (void)state;
    arena a = { .block_bytes = 128 };
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++) {
            char *piece = arena_alloc(&a, 40);
            for (int k = 0; k < 40; k++)
                assert_int_equal(piece[k], 0);
            memset(piece, 'x', 40);
        }
        char *large = arena_alloc(&a, 5000);
        assert_int_equal(large[4999], 0);
        arena_reset(&a);
        assert_int_equal(arena_used(&a), 0);
    }
    struct buf b = buf_in(&a);
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%d,", i % 10);
    assert_int_equal(buf_view(&b).len, 2000);
    arena_finish(&a);
    arena_finish(&a);
}

/* The short way for composed text gives what the library gives: for each code point up to the end
 * of the punctuation behind each Vietnamese vowel, with and without a mark after it. */
static void the_short_way_is_nfc_too(void **state)
{
    (void)state;
    static const char *const before[] = { "", "a", "E", "o", "u", "y", "d", "ă", "Ê", "ơ", "ư" };
    static const char *const after[] = { "", "\xcc\x81", "\xcc\xa3" };
    arena a = { 0 };
    for (uint32_t code = 0x20; code < 0x2100; code++) {
        char letter[4];
        if (code == 0x7f)
            continue;
        size_t n = utf8_encode(code, letter);
        for (size_t i = 0; i < COUNT_OF(before) * COUNT_OF(after); i++) {
            str text = arena_printf(&a, "%s%.*s%s", before[i / COUNT_OF(after)], (int)n, letter,
                                    after[i % COUNT_OF(after)]);
            utf8proc_uint8_t *wanted = utf8proc_NFC((const utf8proc_uint8_t *)text.ptr);
            str nfc;
            assert_non_null(wanted);
            assert_int_equal(utf8_to_nfc(&a, text, &nfc), FAIL_OK);
            assert_true(str_eq(nfc, str_of((const char *)wanted)));
            free(wanted);
        }
        arena_reset(&a);
    }
    arena_finish(&a);
}

static void text_comes_in_as_nfc(void **state)
{
    (void)state;
    arena a = { 0 };
    str nfc;
    assert_int_equal(utf8_to_nfc(&a, S("Ti\x65\xcc\x82\xcc\x81ng"), &nfc), FAIL_OK);
    assert_true(str_eq(nfc, S("Tiếng")));
    assert_int_equal(utf8_to_nfc(&a, S("a\xff"), &nfc), FAIL_FORMAT);
    assert_int_equal(utf8_to_nfc(&a, S("a\x01"), &nfc), FAIL_FORMAT);
    assert_int_equal(utf8_to_nfc(&a, S("\xed\xa0\x80"), &nfc), FAIL_FORMAT);
    assert_int_equal(utf8_count(S("Nguyễn Thị Mẫu")), 14);
    assert_int_equal(utf8_words(S(" một  hai\nba ")), 3);
    assert_true(str_eq(utf8_truncate(S("Tiếng"), 3), S("Tiế")));
    assert_true(str_eq(utf8_truncate(S("e\xcc\x81x"), 1), S("")));
    arena_finish(&a);
}

static void time_is_vietnamese(void **state)
{
    (void)state;
    int64_t ms = 0;
    assert_int_equal(clock_parse(S("2026-11-22T09:24+07:00"), &ms), FAIL_OK);
    struct civil c = clock_civil(ms);
    assert_int_equal(c.year, 2026);
    assert_int_equal(c.month, 11);
    assert_int_equal(c.day, 22);
    assert_int_equal(c.hour, 9);
    assert_int_equal(c.minute, 24);
    assert_int_equal(c.weekday, 0);
    assert_int_equal(clock_from_civil(c), ms);
    int64_t utc;
    assert_int_equal(clock_parse(S("2026-11-22T02:24:00.000Z"), &utc), FAIL_OK);
    assert_int_equal(utc, ms);
    arena a = { 0 };
    assert_true(str_eq(clock_rfc3339(&a, ms), S("2026-11-22T09:24:00.000+07:00")));
    arena_finish(&a);
    static const char *const bad[] = { "2026-11-22", "2026-13-22T09:24+07:00",
                                       "hôm nay lúc chín giờ", "2026-11-22T09:24",
                                       "2026-11-22T09:24+07:00x" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(clock_parse(str_of(bad[i]), &ms), FAIL_FORMAT);
    /* A clock without a battery: 1970, and before it. */
    assert_int_equal(clock_civil(0).year, 1970);
    assert_int_equal(clock_civil(-86400000ll * 400).year, 1968);
    for (int64_t day = -800; day < 30000; day += 37) {
        struct civil round = clock_civil(day * 86400000ll);
        assert_int_equal(clock_from_civil(round), day * 86400000ll);
    }
}

static void files_are_whole_or_old(void **state)
{
    (void)state;
    char folder[] = "/tmp/tramso-base-XXXXXX";
    assert_non_null(mkdtemp(folder));
    arena a = { 0 };
    str file = file_join(&a, str_of(folder), S("một"));
    str text;
    assert_int_equal(file_read(&a, file, 100, &text), FAIL_MISSING);
    assert_int_equal(file_write_durable(file, S("nội dung"), 0600), FAIL_OK);
    assert_int_equal(file_read(&a, file, 100, &text), FAIL_OK);
    assert_true(str_eq(text, S("nội dung")));
    assert_int_equal(file_read(&a, file, 3, &text), FAIL_LIMIT);
    struct stat info;
    assert_int_equal(stat(file.ptr, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    str link = file_join(&a, str_of(folder), S("link"));
    assert_int_equal(symlink(file.ptr, link.ptr), 0);
    assert_int_not_equal(file_read(&a, link, 100, &text), FAIL_OK);
    assert_int_not_equal(file_read(&a, str_of(folder), 100, &text), FAIL_OK);
    assert_int_equal(file_write_durable(S("/no/such/folder/x"), S("x"), 0600), FAIL_MISSING);
    str deep = file_join(&a, str_of(folder), S("a/b/c"));
    assert_int_equal(file_make_folder(deep, true), FAIL_OK);
    assert_int_equal(file_make_folder(deep, true), FAIL_OK);
    assert_int_equal(stat(deep.ptr, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    unlink(link.ptr);
    unlink(file.ptr);
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
    arena_finish(&a);
}

static void chance_is_an_argument(void **state)
{
    (void)state;
    uint64_t one = 5, same = 5;
    unsigned seen = 0;
    for (int i = 0; i < 200; i++) {
        uint32_t value = random_below(&one, 6);
        assert_int_equal(value, random_below(&same, 6));
        seen |= 1u << value;
    }
    assert_int_equal(seen, 63);
    assert_true(hash_str(HASH_SEED, S("ab")) != hash_str(HASH_SEED, S("ba")));
}

static void a_file_takes_anothers_place(void **state)
{
    (void)state;
    arena home = { 0 };
    char folder[] = "/tmp/tramso-base-XXXXXX";
    assert_non_null(mkdtemp(folder));
    str fresh = file_join(&home, str_of(folder), S("fresh"));
    str place = file_join(&home, str_of(folder), S("place")), got;
    assert_int_equal(file_write_durable(place, S("cũ"), 0600), FAIL_OK);
    assert_int_equal(file_rename_durable(fresh, place), FAIL_MISSING);
    assert_int_equal(file_read(&home, place, 100, &got), FAIL_OK);
    assert_true(str_eq(got, S("cũ")));
    assert_int_equal(file_write_durable(fresh, S("mới"), 0600), FAIL_OK);
    assert_int_equal(file_rename_durable(fresh, place), FAIL_OK);
    assert_int_equal(file_read(&home, place, 100, &got), FAIL_OK);
    assert_true(str_eq(got, S("mới")));
    assert_false(file_exists(fresh));
    assert_int_equal(unlink(place.ptr), 0);
    assert_int_equal(rmdir(folder), 0);
    arena_finish(&home);
}

static void a_library_is_found_or_not(void **state)
{
    (void)state;
    double (*cosine)(double) = NULL;
    void *library = library_load("libm.so.6");
    assert_true(library_find(library, "cos", &cosine));
    assert_true(cosine(0) > 0.999 && cosine(0) < 1.001);
    assert_false(library_find(library, "no_such_function", &cosine));
    assert_null(cosine);
    assert_null(library_load("libno-such-library.so.1"));
    assert_false(library_find(NULL, "cos", &cosine));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices),
        cmocka_unit_test(arenas_keep_their_blocks),
        cmocka_unit_test(text_comes_in_as_nfc),
        cmocka_unit_test(the_short_way_is_nfc_too),
        cmocka_unit_test(time_is_vietnamese),
        cmocka_unit_test(files_are_whole_or_old),
        cmocka_unit_test(a_file_takes_anothers_place),
        cmocka_unit_test(a_library_is_found_or_not),
        cmocka_unit_test(chance_is_an_argument),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
