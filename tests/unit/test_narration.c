/* Words upon a recording's loudness, with made envelopes: one letter a 10 ms frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/must.h"
#include "core/narration.h"
#include "core/speak.h"

#define FRAMES_MAX 9200u
#define WORDS_MAX 600u

struct take {
    uint16_t levels[FRAMES_MAX];
    uint32_t count;
    struct span words[WORDS_MAX];
    uint32_t word_count;
    uint32_t starts[WORDS_MAX];
    arena home;
};

/* frames frames at one loudness; a positive level wavers, as speech does. */
static void add(struct take *t, uint32_t frames, uint16_t level)
{
    for (uint32_t i = 0; i < frames; i++) {
        assert_true(t->count < FRAMES_MAX);
        t->levels[t->count++] = (uint16_t)(level + level / 4 * (i % 3));
    }
}

static void align(struct take *t, str written)
{
    struct spoken spoken = speak_text(&t->home, NULL, LANG_VI, written);
    assert_true(spoken.count <= WORDS_MAX);
    t->word_count = spoken.count;
    for (uint32_t i = 0; i < spoken.count; i++)
        t->words[i] = (struct span) { spoken.words[i].spoken_from, spoken.words[i].spoken_to };
    narration_align(spoken.text, t->words, t->word_count,
                    (struct sound_levels) { t->levels, t->count }, t->starts);
    for (uint32_t i = 0; i < t->word_count; i++) {
        assert_true(t->starts[i] < t->count || t->count == 0);
        assert_true(i == 0 || t->starts[i] >= t->starts[i - 1]);
    }
}

static void silence_at_both_ends_is_no_speech(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    add(&t, 70, 20);
    add(&t, 90, 4000);
    add(&t, 200, 20);
    align(&t, S("mai mai mai"));
    assert_int_equal(t.starts[0], 70);
    assert_in_range(t.starts[1], 98, 102);
    assert_in_range(t.starts[2], 128, 132);
    arena_finish(&t.home);
}

/* The second sentence is far shorter, yet its first word stands after the long pause. */
static void sentences_begin_after_the_longest_pauses(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    add(&t, 10, 0);
    add(&t, 60, 5000); /* mot hai ba bon */
    add(&t, 12, 0);    /* a breath inside the first sentence */
    add(&t, 60, 5000);
    add(&t, 50, 0);
    add(&t, 40, 5000); /* het */
    add(&t, 10, 0);
    align(&t, S("mai mai mai mai. mai"));
    assert_int_equal(t.starts[0], 10);
    assert_int_equal(t.starts[4], 192);
    assert_in_range(t.starts[2], 68, 84); /* about the breath, which is nobody's end */
    assert_in_range(t.starts[3], 105, 120);
    arena_finish(&t.home);
}

/* A page's title, its first sentence and a comma: three pauses of which the comma's is shortest. */
static void commas_take_what_is_left(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    add(&t, 50, 3000);
    add(&t, 60, 30);
    add(&t, 50, 3000);
    add(&t, 20, 30);
    add(&t, 50, 3000);
    add(&t, 60, 30);
    add(&t, 50, 3000);
    align(&t, S("mai mai\nmai mai, mai mai. mai mai"));
    assert_int_equal(t.starts[2], 110);
    assert_int_equal(t.starts[4], 180);
    assert_int_equal(t.starts[6], 290);
    arena_finish(&t.home);
}

/* Someone who pauses for breath where no sentence ends, longer than at its end. */
static void a_long_pause_far_from_any_end_is_left_alone(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    add(&t, 30, 3000);
    add(&t, 40, 30); /* after one word */
    add(&t, 270, 3000);
    add(&t, 36, 30); /* after ten: the end of the sentence */
    add(&t, 300, 3000);
    align(&t,
          S("mai mai mai mai mai mai mai mai mai mai. mai mai mai mai mai mai mai mai mai mai"));
    assert_int_equal(t.starts[10], 376);
    arena_finish(&t.home);
}

static void long_words_take_longer(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    add(&t, 300, 3000);
    align(&t, S("nghiêng ơ nghiêng"));
    uint32_t first = t.starts[1] - t.starts[0], second = t.starts[2] - t.starts[1];
    assert_true(first > second * 3 / 2);
    arena_finish(&t.home);
}

/* «08:30» is spoken as four syllables and written as one word. */
static void what_is_said_counts_not_what_is_written(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    add(&t, 300, 3000);
    align(&t, S("mai 08:30 mai"));
    assert_int_equal(t.word_count, 3);
    assert_true(t.starts[2] - t.starts[1] > 2 * (t.starts[1] - t.starts[0]));
    arena_finish(&t.home);
}

static void noise_in_the_room_is_silence(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    add(&t, 50, 300);
    add(&t, 100, 6000);
    add(&t, 40, 300);
    add(&t, 100, 6000);
    add(&t, 50, 300);
    align(&t, S("mai mai. mai mai"));
    assert_int_equal(t.starts[0], 50);
    assert_int_equal(t.starts[2], 190);
    arena_finish(&t.home);
}

static void anything_gives_order(void **state)
{
    (void)state;
    struct take t = { .count = 0 };
    align(&t, S("không có gì cả")); /* no sound at all */
    add(&t, 3, 0);
    align(&t, S("một hai. ba bốn. năm sáu")); /* more words than frames, all silent */
    add(&t, 1, 65000 / 2);
    align(&t, S("một hai. ba bốn. năm sáu"));
    align(&t, S(""));
    assert_int_equal(t.word_count, 0);
    /* A minute and a half, a breath at every fifth of a second, every word its own sentence. */
    static char many[WORDS_MAX * 5];
    size_t len = 0;
    for (unsigned i = 0; i < WORDS_MAX - 1; i++)
        for (const char *c = "mai. "; *c; c++)
            many[len++] = *c;
    t.count = 0;
    for (unsigned i = 0; i < 300; i++) {
        add(&t, 20, (uint16_t)(1000 + i * 20));
        add(&t, 10, (uint16_t)(i % 7));
    }
    align(&t, (str) { many, len });
    assert_int_equal(t.word_count, WORDS_MAX - 1);
    arena_finish(&t.home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(silence_at_both_ends_is_no_speech),
        cmocka_unit_test(sentences_begin_after_the_longest_pauses),
        cmocka_unit_test(commas_take_what_is_left),
        cmocka_unit_test(a_long_pause_far_from_any_end_is_left_alone),
        cmocka_unit_test(long_words_take_longer),
        cmocka_unit_test(what_is_said_counts_not_what_is_written),
        cmocka_unit_test(noise_in_the_room_is_silence),
        cmocka_unit_test(anything_gives_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
