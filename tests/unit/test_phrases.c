/* The two real files against the program's list, and every way to get such a file wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/must.h"
#include "base/utf8.h"
#include "content/phrases.h"

static arena home;
static struct problems problems;
static struct phrases phrases;
static const char *assets;
static char trial[] = "/tmp/tramso-phrases-XXXXXX";

static enum fail load(const char *folder)
{
    memset(&problems, 0, sizeof problems);
    problems.home = &home;
    return phrases_load(&phrases, &home, str_of(folder), &problems);
}

static void write_file(const char *name, str text)
{
    str path = file_join(&home, str_of(trial), str_of(name));
    FILE *file = fopen(path.ptr, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static str real_file(const char *name)
{
    str text;
    assert_int_equal(
        file_read(&home, file_join(&home, str_of(assets), str_of(name)), 1u << 20, &text), FAIL_OK);
    return text;
}

static unsigned line_of(str text, size_t at)
{
    unsigned line = 1;
    for (size_t i = 0; i < at; i++)
        line += text.ptr[i] == '\n';
    return line;
}

/* The Vietnamese file with its line of this key exchanged; *line_out: which line that is. */
static str exchange(const char *key, const char *with, unsigned *line_out)
{
    str text = real_file("ui/vi.yaml");
    ptrdiff_t at = str_find(text, arena_printf(&home, "\n  %s:", key));
    assert_true(at >= 0);
    size_t from = (size_t)at + 1, to = from;
    while (text.ptr[to++] != '\n')
        ;
    struct buf out = buf_in(&home);
    buf_str(&out, str_slice(text, 0, from));
    buf_str(&out, str_of(with));
    buf_str(&out, str_slice(text, to, text.len));
    *line_out = line_of(text, from);
    return buf_view(&out);
}

static void check_problem(unsigned line, const char *part)
{
    assert_int_equal(problems.total, 1);
    const struct problem *p = &problems.items[0];
    assert_true(str_ends(p->file, S("/ui/vi.yaml")));
    assert_int_equal(p->line, line);
    if (str_find(p->sentence, str_of(part)) < 0)
        fail_msg("«%.*s» lacks «%s»", STR_ARG(p->sentence), part);
}

static int set_up(void **state)
{
    (void)state;
    write_file("ui/vi.yaml", real_file("ui/vi.yaml"));
    write_file("ui/en.yaml", real_file("ui/en.yaml"));
    return 0;
}

static unsigned holes(str text)
{
    return (str_find(text, S("{0}")) >= 0 ? 1u : 0u) | (str_find(text, S("{1}")) >= 0 ? 2u : 0u);
}

static void test_real_files_are_whole(void **state)
{
    (void)state;
    enum fail failed = load(assets);
    problems_print(&problems, stderr);
    assert_int_equal(failed, FAIL_OK);
    for (int i = 0; i < PHRASE_COUNT; i++) {
        str key = phrase_key((enum phrase)i);
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            str words = phrases.words[lang][i];
            if (str_empty(str_trim(words)) || str_eq(words, key) || !utf8_valid(words))
                fail_msg("%.*s says nothing", STR_ARG(key));
        }
        if (holes(phrases.words[LANG_VI][i]) != holes(phrases.words[LANG_EN][i]))
            fail_msg("%.*s is filled otherwise in English", STR_ARG(key));
    }
}

static void test_keys_have_one_name_each(void **state)
{
    (void)state;
    assert_true(str_eq(phrase_key(PHRASE_START_BUTTON), S("start-button")));
    assert_true(str_eq(phrase_key(PHRASE_WEEKDAY_0), S("weekday-0")));
    for (int i = 0; i < PHRASE_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_false(str_eq(phrase_key((enum phrase)i), phrase_key((enum phrase)j)));
}

static void test_missing_key(void **state)
{
    (void)state;
    unsigned line;
    write_file("ui/vi.yaml", exchange("start-button", "", &line));
    assert_int_equal(load(trial), FAIL_FORMAT);
    assert_int_equal(problems.total, 1);
    assert_true(problems.items[0].line > 0);
    assert_true(str_find(problems.items[0].sentence, S("\"start-button\" is missing")) >= 0);
    /* A screen still shows something to steer by. */
    assert_true(str_eq(phrases.words[LANG_VI][PHRASE_START_BUTTON], S("start-button")));
    assert_false(str_eq(phrases.words[LANG_EN][PHRASE_START_BUTTON], S("start-button")));
}

static void test_unknown_key(void **state)
{
    (void)state;
    unsigned line;
    str text = exchange("app-name", "  app-name: Trạm Số\n  app-nam: Thử\n", &line);
    write_file("ui/vi.yaml", text);
    assert_int_equal(load(trial), FAIL_FORMAT);
    check_problem(line + 1, "no phrase called \"app-nam\"");
}

static void test_doubled_key(void **state)
{
    (void)state;
    unsigned line;
    str text = exchange("app-name", "  app-name: Một\n  app-name: Hai\n", &line);
    write_file("ui/vi.yaml", text);
    assert_int_equal(load(trial), FAIL_FORMAT);
    check_problem(line + 1, "\"app-name\" stands here twice");
    assert_true(str_eq(phrases.words[LANG_VI][PHRASE_APP_NAME], S("Một")));
}

static void test_empty_phrase(void **state)
{
    (void)state;
    static const char *const empty[] = { "  app-name:\n", "  app-name: \"\"\n",
                                         "  app-name: [a, b]\n" };
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        unsigned line;
        write_file("ui/vi.yaml", exchange("app-name", empty[i], &line));
        assert_int_equal(load(trial), FAIL_FORMAT);
        assert_true(problems.total >= 1);
        assert_int_equal(problems.items[0].line, line);
    }
}

static void test_texts_are_brought_to_nfc(void **state)
{
    (void)state;
    unsigned line;
    write_file("ui/vi.yaml", exchange("app-name", "  app-name: Vie\xcc\xa3\xcc\x82t\n", &line));
    assert_int_equal(load(trial), FAIL_OK);
    assert_true(str_eq(phrases.words[LANG_VI][PHRASE_APP_NAME], S("Việt")));
}

static void test_no_file_and_no_map(void **state)
{
    (void)state;
    write_file("ui/vi.yaml", S("format: 1\nphrases: none\n"));
    assert_int_equal(load(trial), FAIL_FORMAT);
    check_problem(1, "a map called \"phrases\" is missing");
    write_file("ui/vi.yaml", S("format: 1\nphrases: {\n"));
    assert_int_equal(load(trial), FAIL_FORMAT);
    assert_true(problems.items[0].line > 0);
    assert_int_equal(unlink(file_join(&home, str_of(trial), S("ui/vi.yaml")).ptr), 0);
    assert_int_equal(load(trial), FAIL_MISSING);
    check_problem(0, "there is no such file");
}

int main(int argc, char **argv)
{
    if (argc != 2 || !mkdtemp(trial))
        return 1;
    assets = argv[1];
    str folder = file_join(&home, str_of(trial), S("ui"));
    if (file_make_folder(folder, false) != FAIL_OK)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_real_files_are_whole, set_up),
        cmocka_unit_test_setup(test_keys_have_one_name_each, set_up),
        cmocka_unit_test_setup(test_missing_key, set_up),
        cmocka_unit_test_setup(test_unknown_key, set_up),
        cmocka_unit_test_setup(test_doubled_key, set_up),
        cmocka_unit_test_setup(test_empty_phrase, set_up),
        cmocka_unit_test_setup(test_texts_are_brought_to_nfc, set_up),
        cmocka_unit_test_setup(test_no_file_and_no_map, set_up),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(file_join(&home, folder, S("vi.yaml")).ptr);
    unlink(file_join(&home, folder, S("en.yaml")).ptr);
    rmdir(file_join(&home, str_of(trial), S("ui")).ptr);
    rmdir(trial);
    arena_finish(&home);
    return failed;
}
