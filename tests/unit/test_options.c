/* tramso's command line: what it takes, and the one sentence about what it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/must.h"
#include "kiosk/options.h"

#define ARGS_MAX 24

static arena home;
static struct options options;
static char errors[1024]; /* what the last reading wrote to stderr */

/* Runs options_read with stderr in a file of its own. */
static bool read_catching(int argc, char **argv)
{
    FILE *caught = tmpfile();
    assert_non_null(caught);
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    dup2(fileno(caught), STDERR_FILENO);
    bool good = options_read(&options, &home, argc, argv);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(caught);
    size_t len = fread(errors, 1, sizeof errors - 1, caught);
    errors[len] = 0;
    fclose(caught);
    return good;
}

/* A command line as one text, words between single spaces. */
static bool read_line(const char *text)
{
    static char copy[512];
    char *argv[ARGS_MAX + 1] = { (char[]) { "tramso" } };
    int argc = 1;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok(copy, " "); word && argc < ARGS_MAX; word = strtok(NULL, " "))
        argv[argc++] = word;
    return read_catching(argc, argv);
}

static void check_refused(const char *text, const char *part)
{
    assert_false(read_line(text));
    if (!strstr(errors, part))
        fail_msg("«%s» lacks «%s»", errors, part);
    assert_non_null(strstr(errors, "tramso: "));
    assert_ptr_equal(strchr(errors, '\n'), errors + strlen(errors) - 1); /* one line */
}

static void test_nothing_given(void **state)
{
    (void)state;
    assert_true(read_line(""));
    assert_true(str_empty(options.walk) && str_empty(options.shots));
    assert_true(str_empty(options.touches));
    assert_int_equal(options.window.w, 0);
    assert_int_equal(options.seed, 0);
    assert_false(options.has_now || options.help || options.version);
    assert_true(str_ends(options.assets, S("assets")) || str_starts(options.assets, S("/usr")));
    assert_false(str_empty(options.data));
    assert_string_equal(errors, "");
}

static void test_data_is_where_xdg_says(void **state)
{
    (void)state;
    setenv("XDG_DATA_HOME", "/tmp/mau", 1);
    assert_true(read_line(""));
    assert_true(str_eq(options.data, S("/tmp/mau/tramso")));
    unsetenv("XDG_DATA_HOME");
    setenv("HOME", "/home/mau", 1);
    assert_true(read_line(""));
    assert_true(str_eq(options.data, S("/home/mau/.local/share/tramso")));
}

static void test_everything_given(void **state)
{
    (void)state;
    assert_true(read_line("--window 1080x1920 --data d --config=c.yaml --assets a --walk w.walk "
                          "--shots s --touches t --now 2026-11-22T09:00+07:00 --seed 42"));
    assert_int_equal(options.window.w, 1080);
    assert_int_equal(options.window.h, 1920);
    assert_true(str_eq(options.data, S("d")));
    assert_true(str_eq(options.config, S("c.yaml")));
    assert_true(str_eq(options.assets, S("a")));
    assert_true(str_eq(options.walk, S("w.walk")));
    assert_true(str_eq(options.shots, S("s")));
    assert_true(str_eq(options.touches, S("t")));
    assert_true(options.has_now);
    assert_int_equal(options.now_ms, 1795312800000);
    assert_int_equal(options.seed, 42);
}

static void test_help_and_version(void **state)
{
    (void)state;
    assert_true(read_line("--help"));
    assert_true(options.help && !options.version);
    assert_true(read_line("--version"));
    assert_true(options.version && !options.help);
}

static void test_refused(void **state)
{
    (void)state;
    check_refused("--windo 1080x1920", "--windo");
    check_refused("walk.walk", "walk.walk");
    check_refused("--walk", "needs a value");
    check_refused("--help=yes", "takes no value");
    check_refused("--window 1080", "--window takes WIDTHxHEIGHT");
    check_refused("--window 100x100", "from 320x320 to 4096x4096");
    check_refused("--now yesterday", "--now takes a time");
    check_refused("--seed x", "--seed takes a number");
    check_refused("--seed -1", "--seed takes a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_given),    cmocka_unit_test(test_data_is_where_xdg_says),
        cmocka_unit_test(test_everything_given), cmocka_unit_test(test_help_and_version),
        cmocka_unit_test(test_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    return failed;
}
