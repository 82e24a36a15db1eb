#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/args.h"
#include "base/file.h"
#include "base/folder.h"

static str data, name;
static bool json;
static const struct arg_option options[] = {
    { "data", .text = &data, .mask = 1 },
    { "name", .text = &name, .mask = 2 },
    { "json", .flag = &json, .mask = 4 },
};

static bool read_words(struct args *args, int count, char *const *words)
{
    data = name = (str) { 0 };
    json = false;
    return args_read(args, count, words, options, 3);
}
#define READ(args, ...)                                                                            \
    read_words((args), (int)(sizeof((char *[]) { "program", __VA_ARGS__ }) / sizeof(char *)),      \
               (char *[]) { "program", __VA_ARGS__ })

static void test_options_and_words_in_any_order(void **state)
{
    (void)state;
    struct args args;
    assert_true(READ(&args, "usb", "--data", "D", "sync", "--name=a=b", "--json", "stick"));
    assert_int_equal(args.word_count, 3);
    assert_true(str_eq(args.words[0], S("usb")) && str_eq(args.words[2], S("stick")));
    assert_true(str_eq(data, S("D")) && str_eq(name, S("a=b")) && json);
    assert_int_equal(args.used, 7);
    assert_true(READ(&args, "--", "--data"));
    assert_true(str_eq(args.words[0], S("--data")) && !data.len);
    assert_int_equal(args.used, 0);
    assert_true(READ(&args, "--data="));
    assert_int_equal(data.len, 0);
}

static void test_what_is_wrong_is_named(void **state)
{
    (void)state;
    struct args args;
    assert_false(READ(&args, "--dta", "D"));
    assert_true(str_eq(args.unknown, S("--dta")));
    assert_false(READ(&args, "--data"));
    assert_string_equal(args.reason, "needs a value");
    assert_false(READ(&args, "--json=yes"));
    assert_string_equal(args.reason, "takes no value");
    /* One more than ARGS_WORDS_MAX. */
    assert_false(READ(&args, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13",
                      "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25"));
    assert_true(str_eq(args.unknown, S("25")));
}

static void test_folders(void **state)
{
    (void)state;
    arena home = { 0 };
    char root[] = "/tmp/tramso-folder-XXXXXX";
    assert_non_null(mkdtemp(root));
    str path, at = str_of(root);
    const str *names;
    size_t count;
    assert_int_equal(folder_make_below(&home, at, S("b/c"), &path), FAIL_OK);
    assert_int_equal(folder_make_below(&home, at, S("b/c"), &path), FAIL_OK);
    assert_true(folder_is_real_below(&home, at, S("b/c")));
    assert_int_equal(symlink("b", file_join(&home, at, S("a")).ptr), 0);
    assert_false(folder_is_real_below(&home, at, S("a/c")));
    assert_int_equal(folder_make_below(&home, at, S("a/d"), &path), FAIL_FORMAT);
    assert_int_equal(folder_list(&home, at, 10, &names, &count), FAIL_OK);
    assert_int_equal(count, 2);
    assert_true(str_eq(names[0], S("a")) && str_eq(names[1], S("b")));
    assert_int_equal(folder_list(&home, at, 1, &names, &count), FAIL_LIMIT);
    assert_int_equal(folder_list(&home, S("/nowhere/at/all"), 1, &names, &count), FAIL_OK);
    assert_int_equal(count, 0);
    assert_int_equal(folder_make_below(&home, S("/nowhere"), S("b"), &path), FAIL_MISSING);
    assert_true(str_eq(folder_name_shown(&home, S("a\x1b[2J \xff.tsb")), S("a?[2J??.tsb")));
    unlink(file_join(&home, at, S("a")).ptr);
    rmdir(file_join(&home, at, S("b/c")).ptr);
    rmdir(file_join(&home, at, S("b")).ptr);
    rmdir(root);
    arena_finish(&home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_and_words_in_any_order),
        cmocka_unit_test(test_what_is_wrong_is_named),
        cmocka_unit_test(test_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
