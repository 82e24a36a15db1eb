/* Which word of the picture is heard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/speak.h"
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

/* The voice hears «xê hát pờ lây»; the screen marks «CH Play», whole letters and inside its node.
 */
static void what_is_heard_marks_what_is_written(void **state)
{
    (void)state;
    arena home = { 0 };
    const struct speak_entry entries[] = { { S("CH Play"), S("xê hát pờ lây") } };
    const struct speak_lexicon lexicon = { .words = entries, .word_count = 1 };
    struct speech_item items[] = {
        { .id = 7, .text = S("Bước 1 trên 2"), .follows_plain = true },
        { .id = 8, .text = S("Máy có CH Play, 08:30 ạ."), .follows_plain = true },
    };
    struct speech_list list = { items, 2 };
    struct reading reading;
    struct view view = { 0 };
    str written = reading_begin(&reading, &list, &home);
    struct spoken spoken = speak_text(&home, &lexicon, LANG_VI, written);
    bool whole = false;
    for (uint32_t i = 0; i < spoken.count; i++) {
        struct speak_word at;
        assert_true(
            speak_find(&spoken, spoken.words[i].spoken_from, spoken.words[i].spoken_to, &at));
        reading_mark(&reading, at.written_from, at.written_to, &view);
        assert_true(view.speaking == 7 || view.speaking == 8);
        str node = view.speaking == 7 ? items[0].text : items[1].text;
        assert_true(view.word_from < view.word_to && view.word_to <= node.len);
        assert_int_not_equal((unsigned char)node.ptr[view.word_from] & 0xc0, 0x80);
        str word = str_slice(node, view.word_from, view.word_to);
        whole = whole || str_eq(word, S("CH Play"));
    }
    assert_true(whole);
    arena_finish(&home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_in_their_nodes),
        cmocka_unit_test(what_is_heard_marks_what_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
