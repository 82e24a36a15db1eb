/* The app plays by itself: Xem, and one action of «Xem mẫu». */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Before cmocka, whose macro fail() would eat «enum fail (*port)(…)». */
#include "app_fixture.h"

#include <cmocka.h>

#include "base/log.h"

static struct fixture f;
static const char *fixtures, *words;

static int set_up(void **state)
{
    (void)state;
    fixture_open(&f, fixtures, words, "tot");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static struct model *model(void)
{
    return &f.app.model;
}

static void open_practice(enum practice_mode mode)
{
    fixture_lesson(&f, "L01");
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_ANSWER, 1);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_VERDICT, VERDICT_SCAM);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_SIGNS_DONE, 0);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_ANSWER, 0);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_CALL_MORE, 0);
    fixture_verb(&f, INTENT_CALL_STOP, 0);
    fixture_verb(&f, INTENT_NEXT, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_PRACTICE);
    fixture_verb(&f, INTENT_MODE, (int32_t)mode);
}

static void test_watch_plays_by_itself(void **state)
{
    (void)state;
    open_practice(MODE_WATCH);
    uint32_t records = f.record_count;
    assert_true(model()->watching);
    fixture_digits(&f, "135"); /* watching is watching */
    fixture_tap(&f, "tiep");
    assert_int_equal(model()->runner.typed_len, 0);
    fixture_wait(&f, PLAY_ACTION_MS);
    assert_int_equal(model()->runner.typed_len, 1);
    fixture_wait(&f, PLAY_DIGIT_MS);
    assert_int_equal(model()->runner.typed_len, 2);
    fixture_wait(&f, 6 * PLAY_DIGIT_MS + 3 * PLAY_ACTION_MS);
    assert_int_equal(model()->runner.phase, PHASE_AFTER);
    assert_false(model()->watching);
    assert_int_equal(f.record_count, records); /* watching is no answer */
    fixture_verb(&f, INTENT_NEXT, 0);
    assert_int_equal(fixture_count(&f, EVENT_LESSON_COMPLETED), 0);
}

static void test_watch_waits_for_the_voice_but_not_for_ever(void **state)
{
    (void)state;
    open_practice(MODE_WATCH);
    f.speaking = true;
    fixture_wait(&f, PLAY_WAIT_VOICE_MS - 500);
    assert_int_equal(model()->runner.typed_len, 0);
    fixture_wait(&f, 1000);
    assert_int_equal(model()->runner.typed_len, 1);
    f.speaking = false;
    fixture_wait(&f, PLAY_DIGIT_MS);
    assert_int_equal(model()->runner.typed_len, 2);
    fixture_verb(&f, INTENT_BACK, 0);
    assert_false(model()->watching);
    fixture_wait(&f, 10000);
    assert_int_equal(model()->runner.phase, PHASE_CHOOSE);
}

static void test_watch_waits_under_a_panel(void **state)
{
    (void)state;
    open_practice(MODE_WATCH);
    fixture_verb(&f, INTENT_SIZE, 0);
    fixture_wait(&f, 30000);
    assert_int_equal(model()->runner.typed_len, 0);
    fixture_verb(&f, INTENT_CLOSE, 0);
    fixture_wait(&f, PLAY_ACTION_MS);
    assert_in_range(model()->runner.typed_len, 1, 3); /* it was looking every 1.6 s */
}

static void test_sample_shows_one_action_and_makes_it_assisted(void **state)
{
    (void)state;
    open_practice(MODE_SELF);
    fixture_verb(&f, INTENT_SHOW, 0);
    fixture_verb(&f, INTENT_SHOW, 0);
    fixture_wait(&f, 20000);
    assert_false(model()->watching);
    assert_int_equal(model()->runner.action, 1); /* the number, not the button after it */
    fixture_tap(&f, "tiep");
    fixture_tap(&f, "ve");
    fixture_tap(&f, "xoa");
    fixture_verb(&f, INTENT_NEXT, 0);
    const struct record *done = fixture_last(&f, EVENT_LESSON_COMPLETED, 0);
    assert_int_equal(done->unaided, TRI_NO);
    assert_int_equal(done->hints, 1);
    assert_int_equal(fixture_last(&f, EVENT_STEP_ANSWERED, 2)->success, TRI_NO);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(int argc, char **argv)
{
    if (argc != 3)
        return 1;
    fixtures = argv[1];
    words = argv[2];
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        TEST(test_watch_plays_by_itself),
        TEST(test_watch_waits_for_the_voice_but_not_for_ever),
        TEST(test_watch_waits_under_a_panel),
        TEST(test_sample_shows_one_action_and_makes_it_assisted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
