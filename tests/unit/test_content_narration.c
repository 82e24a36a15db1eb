/* Recordings of a pack: what a lesson may name, and what the checker hears. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/must.h"
#include "pack_fixture.h"
#include "support/recordings.h"

#define L01 "lessons/L01-thu.yaml"
#define PAGE "      picture: rieng.svg\n"
#define AT "lessons/L01-thu.yaml:23:"

static const char *source;

static const unsigned spoken_ms[] = { 100, 300, 100 };

static str folder(struct fixture *f)
{
    return arena_printf(&f->home, "%s/lessons/tot/narration", f->assets);
}

static const char *path(struct fixture *f, const char *name)
{
    return file_join(&f->home, folder(f), str_of(name)).ptr;
}

static void record(struct fixture *f, const char *name, const unsigned *ms, size_t count)
{
    assert_int_equal(file_make_folder(folder(f), false), FAIL_OK);
    assert_true(recording_make(path(f, name), ms, count));
}

/* The page of L01 with this narration: the first problem, or that there is none (NULL). */
static void expect(struct fixture *f, const char *narration, const char *problem)
{
    struct problems problems = { .home = &f->home };
    str more = arena_printf(&f->home, "      narration: %s\n" PAGE, narration);
    fixture_edit(f, L01, S(PAGE), more);
    enum fail failed = fixture_run(f, &problems);
    if (problems.total)
        print_message("%s\n", arena_str(&f->home, fixture_line(f, &problems.items[0])).ptr);
    assert_int_equal(problems.total, problem ? 1 : 0);
    assert_int_equal(failed, problem ? FAIL_FORMAT : FAIL_OK);
    if (problem)
        assert_string_equal(arena_str(&f->home, fixture_line(f, &problems.items[0])).ptr, problem);
}

static void every_kind_of_file_is_read(void **state)
{
    (void)state;
    struct fixture f;
    fixture_make(&f, source);
    static const char *const names[] = { "a.opus", "a.ogg", "a.flac", "a.wav" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        record(&f, names[i], spoken_ms, COUNT_OF(spoken_ms));
    expect(&f, "{vi: a.opus, en: a.ogg}", NULL);
    expect(&f, "{vi: a.flac}", NULL);
    expect(&f, "{en: a.wav}", NULL);
    fixture_drop(&f);
}

static void names_are_held_to_the_format(void **state)
{
    (void)state;
    struct fixture f;
    fixture_make(&f, source);
    record(&f, "a.opus", spoken_ms, COUNT_OF(spoken_ms));
    expect(&f, "{}", AT "18: “narration” names no recording: {vi: …, en: …}");
    expect(&f, "a.opus", AT "18: “narration” is a group of keys, but this is a single value");
    expect(&f, "{vi: a.mp3}",
           AT "23: “a.mp3” is no recording: its name ends in .opus .ogg .flac or .wav");
    expect(&f, "{vi: ../a.opus}",
           AT "23: “vi” is the name of a file without folders: a–z A–Z 0–9 . _ -");
    expect(&f, "{vi: /etc/a.opus}",
           AT "23: “vi” is the name of a file without folders: a–z A–Z 0–9 . _ -");
    expect(&f, "{vi: b.opus}", AT "23: the pack has no file narration/b.opus");
    expect(&f, "{vi: a.opus, fr: a.opus}", AT "31: “narration” has no key “fr”");
    /* No link leads out of the pack. */
    assert_int_equal(symlink("a.opus", path(&f, "link.opus")), 0);
    expect(&f, "{vi: link.opus}", AT "23: the pack has no file narration/link.opus");
    fixture_drop(&f);
}

static void all_five_kinds_of_step_take_one(void **state)
{
    (void)state;
    static const char *const places[] = { "      prompt: {vi: Ai được", "      code: C01",
                                          "      prompt: {vi: Nghe và", "      sim: may@1.0" };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct fixture f;
        struct problems problems;
        fixture_make(&f, source);
        problems = (struct problems) { .home = &f.home };
        record(&f, "a.opus", spoken_ms, COUNT_OF(spoken_ms));
        str more = arena_printf(&f.home, "      narration: {vi: a.opus}\n%s", places[i]);
        fixture_edit(&f, L01, str_of(places[i]), more);
        assert_int_equal(fixture_run(&f, &problems), FAIL_OK);
        fixture_drop(&f);
    }
}

static void what_is_too_long_or_broken_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    fixture_make(&f, source);
    const unsigned long_ms[] = { 1000, 89500 }, big_ms[] = { 0, 33000 };
    record(&f, "long.opus", long_ms, COUNT_OF(long_ms));
    expect(&f, "{vi: long.opus}",
           AT "23: long.opus is longer than 90 seconds: read it more briefly");
    record(&f, "big.wav", big_ms, COUNT_OF(big_ms));
    expect(&f, "{vi: big.wav}",
           AT "23: big.wav has 1056044 bytes; 1048576 is the most: save it as opus");
    record(&f, "cut.wav", spoken_ms, COUNT_OF(spoken_ms));
    record(&f, "cut.flac", spoken_ms, COUNT_OF(spoken_ms));
    assert_int_equal(truncate(path(&f, "cut.flac"), 900), 0);
    expect(&f, "{vi: cut.flac}",
           AT "23: cut.flac cannot be decoded to its end: save it again as opus, ogg, flac or wav");
    FILE *file = fopen(path(&f, "text.opus"), "w");
    assert_non_null(file);
    fputs("Đây không phải là tiếng nói.\n", file);
    fclose(file);
    expect(&f, "{vi: text.opus}",
           AT
           "23: text.opus cannot be decoded to its end: save it again as opus, ogg, flac or wav");
    fixture_drop(&f);
}

int main(int argc, char **argv)
{
    must(argc > 1);
    source = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_file_is_read),
        cmocka_unit_test(names_are_held_to_the_format),
        cmocka_unit_test(all_five_kinds_of_step_take_one),
        cmocka_unit_test(what_is_too_long_or_broken_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
