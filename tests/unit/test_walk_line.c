#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "kiosk/walk_line.h"

static arena home;
static struct walk_line line;

static enum fail read_line(const char *text)
{
    arena_reset(&home);
    return walk_line_read(&home, str_of(text), &line);
}

static void check_word(uint32_t i, const char *text, bool quoted)
{
    assert_true(i < line.count);
    if (!str_eq(line.words[i].text, str_of(text)))
        fail_msg("«%.*s» is not «%s»", STR_ARG(line.words[i].text), text);
    assert_int_equal(line.words[i].quoted, quoted);
}

static void test_words_and_quotes(void **state)
{
    (void)state;
    assert_int_equal(read_line("  expect\tscreen   home  \r"), FAIL_OK);
    assert_int_equal(line.count, 3);
    check_word(0, "expect", false);
    check_word(1, "screen", false);
    check_word(2, "home", false);
    assert_int_equal(read_line("tap \"Tôi học tiếp\""), FAIL_OK);
    assert_int_equal(line.count, 2);
    check_word(1, "Tôi học tiếp", true);
    assert_int_equal(read_line("expect \"một \\\"dấu\\\" và \\\\\" \"\""), FAIL_OK);
    assert_int_equal(line.count, 3);
    check_word(1, "một \"dấu\" và \\", true);
    check_word(2, "", true);
}

static void test_comments(void **state)
{
    (void)state;
    static const char *const nothing[] = { "", "   ", "# a comment", "#comment", "  # x \"" };
    for (size_t i = 0; i < COUNT_OF(nothing); i++) {
        assert_int_equal(read_line(nothing[i]), FAIL_OK);
        assert_int_equal(line.count, 0);
    }
    assert_int_equal(read_line("shot 02-home # the first page"), FAIL_OK);
    assert_int_equal(line.count, 2);
    assert_int_equal(read_line("tap #phone-dong-y # an id is no comment"), FAIL_OK);
    assert_int_equal(line.count, 2);
    check_word(1, "#phone-dong-y", false);
    assert_int_equal(read_line("expect \"# shown\""), FAIL_OK);
    check_word(1, "# shown", true);
    assert_int_equal(read_line("wait 5s #"), FAIL_OK);
    assert_int_equal(line.count, 2);
}

static void test_texts_come_out_in_nfc(void **state)
{
    (void)state;
    assert_int_equal(read_line("expect \"Vie\xcc\xa3\xcc\x82t\""), FAIL_OK);
    check_word(1, "Việt", true);
}

static void test_refused(void **state)
{
    (void)state;
    assert_int_equal(read_line("expect \"open"), FAIL_FORMAT);
    assert_int_equal(read_line("expect \"open\\\""), FAIL_FORMAT);
    assert_int_equal(read_line("expect \xff"), FAIL_FORMAT);
    assert_int_equal(read_line("a b c d e f"), FAIL_OK);
    assert_int_equal(line.count, WALK_WORDS_MAX);
    assert_int_equal(read_line("a b c d e f g"), FAIL_LIMIT);
}

static void test_durations(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum fail failed;
        int64_t ms;
    } rows[] = {
        { "1500ms", FAIL_OK, 1500 },
        { "0s", FAIL_OK, 0 },
        { "300s", FAIL_OK, 300000 },
        { "5m", FAIL_OK, 300000 },
        { "2h", FAIL_OK, 7200000 },
        { "1000000h", FAIL_OK, 3600000000000 },
        { "1000001s", FAIL_LIMIT, 0 },
        { "", FAIL_FORMAT, 0 },
        { "s", FAIL_FORMAT, 0 },
        { "5", FAIL_FORMAT, 0 },
        { "-5s", FAIL_FORMAT, 0 },
        { "5 s", FAIL_FORMAT, 0 },
        { "1.5s", FAIL_FORMAT, 0 },
        { "5d", FAIL_FORMAT, 0 },
        { "99999999999999999999s", FAIL_FORMAT, 0 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t ms = -1;
        assert_int_equal(walk_duration(str_of(rows[i].text), &ms), rows[i].failed);
        assert_int_equal(ms, rows[i].failed == FAIL_OK ? rows[i].ms : -1);
    }
}

static void test_sizes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum fail failed;
    } rows[] = {
        { "1080x1920", FAIL_OK },      { "320x4096", FAIL_OK },    { "319x400", FAIL_LIMIT },
        { "400x4097", FAIL_LIMIT },    { "1080", FAIL_FORMAT },    { "1080x", FAIL_FORMAT },
        { "x1920", FAIL_FORMAT },      { "10 x 20", FAIL_FORMAT }, { "1080x1920x2", FAIL_FORMAT },
        { "-1080x1920", FAIL_FORMAT },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int w = 0, h = 0;
        assert_int_equal(walk_size(str_of(rows[i].text), &w, &h), rows[i].failed);
    }
    int w, h;
    assert_int_equal(walk_size(S("1080x1920"), &w, &h), FAIL_OK);
    assert_int_equal(w, 1080);
    assert_int_equal(h, 1920);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_and_quotes),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_texts_come_out_in_nfc),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_durations),
        cmocka_unit_test(test_sizes),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    return failed;
}
