/* Which word of the picture is heard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kiosk/reading.h"

static void words_are_found_in_their_nodes(void **state)
{
    (void)state;
    arena home = { 0 };
    struct speech_item items[] = {
        { .id = 7, .text = S("Một hai"), .follows_plain = true },
        { .id = 8, .text = { 0 } },
        { .id = 9, .text = S("ba"), .follows_plain = false },
        { .id = 10, .text = S("bốn"), .follows_plain = true },
    };
    struct speech_list list = { items, 4 };
    struct reading reading;
    struct view view = { 0 };
    str whole = reading_begin(&reading, &list, &home);
    assert_true(str_eq(whole, S("Một hai\nba\nbốn")));
    assert_true(reading_mark(&reading, 6, 9, &view));
    assert_int_equal(view.speaking, 7);
    assert_int_equal(view.word_from, 6);
    assert_int_equal(view.word_to, 9);
    assert_false(reading_mark(&reading, 6, 9, &view)); /* the same word: nothing to paint */
    /* Spoken otherwise than written: nothing to mark. */
    assert_true(reading_mark(&reading, 10, 12, &view));
    assert_int_equal(view.speaking, 0);
    assert_true(reading_mark(&reading, 13, 18, &view));
    assert_int_equal(view.speaking, 10);
    assert_int_equal(view.word_from, 0);
    reading_end(&reading);
    assert_true(reading_mark(&reading, 13, 18, &view));
    assert_int_equal(view.speaking, 0);
    assert_false(reading_unmark(&view));
    arena_finish(&home);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(words_are_found_in_their_nodes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
