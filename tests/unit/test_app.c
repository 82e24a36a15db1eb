/* The app with fake ports: the promises of product.md that no screen can show by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Before cmocka, whose macro fail() would eat «enum fail (*port)(…)». */
#include "app_fixture.h"

#include <cmocka.h>

#include "base/log.h"

#define IDLE_MS 300000
#define WARN_MS 45000

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

static void learn_minute(void)
{
    fixture_lesson(&f, "M02");
    fixture_verb(&f, INTENT_NEXT, 0);
}

static bool saved_is_shown(void)
{
    return app_screen(&f.app) == SCREEN_DONE && !model()->saving;
}

/* ---- «done» ---- */

static void test_done_only_after_the_write(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_START, 0);
    learn_minute();
    assert_true(model()->saving);
    assert_int_equal(app_screen(&f.app), SCREEN_LESSON);
    assert_int_equal(progress_count(&model()->progress), 0);
    fixture_wait(&f, SAVING_SHOWN_AFTER_MS - 1);
    assert_int_equal(app_screen(&f.app), SCREEN_LESSON);
    fixture_wait(&f, 10);
    assert_int_equal(app_screen(&f.app), SCREEN_DONE); /* it says «đang lưu» */
    assert_true(model()->saving);
    assert_int_equal(f.issued.issue_day, 0);
    fixture_answer(&f, FAIL_OK);
    assert_true(saved_is_shown());
    assert_int_equal(progress_count(&model()->progress), 1);
    assert_int_equal(f.sounds[SOUND_SUCCESS], 1);
    assert_int_equal(progress_count(&f.issued.progress), 1);
    assert_int_equal(f.issued.issue_day, card_day(f.now.wall_ms));
}

static void test_another_ticket_says_nothing(void **state)
{
    (void)state;
    learn_minute();
    uint32_t ticket = fixture_last(&f, EVENT_LESSON_COMPLETED, 0)->ticket;
    app_written(&f.app, 0, FAIL_OK);
    app_written(&f.app, ticket + 1, FAIL_OK);
    app_written(&f.app, UINT32_MAX, FAIL_OK);
    assert_true(model()->saving);
    app_written(&f.app, ticket, FAIL_OK);
    assert_true(saved_is_shown());
    fixture_verb(&f, INTENT_HOME, 0);
    app_written(&f.app, ticket, FAIL_OK); /* told twice */
    assert_int_equal(app_screen(&f.app), SCREEN_HOME);
    assert_int_equal(progress_count(&model()->progress), 1);
}

static void test_failed_write_is_said_and_tried_again(void **state)
{
    (void)state;
    learn_minute();
    fixture_answer(&f, FAIL_FULL);
    assert_int_equal(app_screen(&f.app), SCREEN_NOTICE);
    assert_int_equal(model()->notice, PHRASE_NOT_SAVED);
    assert_int_equal(progress_count(&model()->progress), 0);
    fixture_verb(&f, INTENT_RETRY, 0);
    fixture_verb(&f, INTENT_RETRY, 0); /* a trembling hand */
    assert_int_equal(f.pending_count, 1);
    assert_true(model()->saving);
    fixture_answer(&f, FAIL_OK);
    assert_true(saved_is_shown());
    assert_int_equal(progress_count(&model()->progress), 1);
    const struct record *first = fixture_last(&f, EVENT_LESSON_COMPLETED, 1);
    const struct record *second = fixture_last(&f, EVENT_LESSON_COMPLETED, 0);
    assert_int_equal(fixture_count(&f, EVENT_LESSON_COMPLETED), 2); /* one of them was written */
    assert_int_not_equal(first->ticket, second->ticket);
    assert_string_equal(first->lesson, second->lesson);
    assert_int_equal(first->duration_ms, second->duration_ms);
}

static void test_full_worker_is_a_failed_write(void **state)
{
    (void)state;
    f.full = true;
    learn_minute();
    assert_int_equal(app_screen(&f.app), SCREEN_NOTICE);
    assert_false(model()->saving);
    f.full = false;
    fixture_verb(&f, INTENT_RETRY, 0);
    fixture_answer(&f, FAIL_OK);
    assert_true(saved_is_shown());
}

/* A failed save that was left must not be written by «Thử lại» out of another lesson. */
static void test_retry_belongs_to_its_lesson(void **state)
{
    (void)state;
    learn_minute();
    fixture_answer(&f, FAIL_IO);
    fixture_verb(&f, INTENT_HOME, 0);
    fixture_lesson(&f, "L01");
    fixture_verb(&f, INTENT_RETRY, 0);
    assert_int_equal(fixture_count(&f, EVENT_LESSON_COMPLETED), 1);
    assert_int_equal(f.pending_count, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_LESSON);
}

static void test_nothing_leads_away_while_saving(void **state)
{
    (void)state;
    static const enum intent away[] = { INTENT_HOME, INTENT_START, INTENT_TOPIC,    INTENT_LESSON,
                                        INTENT_CARD, INTENT_CHECK, INTENT_LEAVE,    INTENT_END,
                                        INTENT_STAY, INTENT_RETRY, INTENT_SET_LANG, INTENT_NEXT,
                                        INTENT_BACK, INTENT_HELP,  INTENT_READ };
    learn_minute();
    uint32_t records = f.record_count;
    for (size_t i = 0; i < sizeof away / sizeof away[0]; i++)
        fixture_verb(&f, away[i], 0);
    app_escape(&f.app);
    app_digit(&f.app, 1);
    fixture_scan(&f, FAIL_OK, 5);
    fixture_wait(&f, IDLE_MS + WARN_MS + 1000);
    assert_true(model()->saving && model()->session_open);
    assert_int_equal(app_screen(&f.app), SCREEN_DONE);
    assert_int_equal(f.record_count, records);
    /* What helps to read is there meanwhile. */
    fixture_verb(&f, INTENT_CONTRAST, 0);
    fixture_verb(&f, INTENT_SIZE, 0);
    fixture_verb(&f, INTENT_SET_SIZE, SIZE_LARGE);
    fixture_verb(&f, INTENT_CLOSE, 0);
    assert_int_equal(model()->theme, 1);
    assert_int_equal(model()->metrics.text_size, SIZE_LARGE);
    fixture_answer(&f, FAIL_OK);
    assert_true(saved_is_shown());
    fixture_wait(&f, 1000); /* and stays to be read, however long it took */
    assert_true(saved_is_shown());
}

/* ---- facts ---- */

static void learn_everything(void)
{
    fixture_lesson(&f, "L01");
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_ANSWER, 0);
    fixture_verb(&f, INTENT_ANSWER, 1);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_VERDICT, VERDICT_SCAM);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_SIGN, 0);
    fixture_verb(&f, INTENT_SIGNS_DONE, 0);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_ANSWER, 0);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_CALL_MORE, 0);
    fixture_verb(&f, INTENT_CALL_STOP, 0);
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_MODE, MODE_SELF);
    fixture_digits(&f, "135790");
    fixture_tap(&f, "tiep");
    fixture_tap(&f, "ve");
    fixture_tap(&f, "xoa");
    fixture_verb(&f, INTENT_NEXT, 0);
}

static void check_answer(unsigned from_last, const char *kind, const char *answer, enum tri right)
{
    const struct record *r = fixture_last(&f, EVENT_STEP_ANSWERED, from_last);
    assert_string_equal(r->kind, kind);
    assert_string_equal(r->answer, answer);
    assert_int_equal(r->success, right);
    assert_string_equal(r->lesson, "L01");
}

static void check_task(unsigned from_last, const char *step)
{
    const struct record *r = fixture_last(&f, EVENT_STEP_ANSWERED, from_last);
    assert_string_equal(r->kind, "phone");
    assert_string_equal(r->mode, "self");
    assert_string_equal(r->step, step);
    assert_int_equal(r->success, TRI_YES);
}

static void check_one_session(void)
{
    static const enum event_type order[] = { EVENT_SESSION_STARTED, EVENT_LESSON_STARTED };
    uint32_t last = f.record_count - 1;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        assert_int_equal(f.records[i].type, order[i]);
    for (uint32_t i = 2; i < last - 1; i++)
        assert_int_equal(f.records[i].type, EVENT_STEP_ANSWERED);
    assert_int_equal(f.records[last - 1].type, EVENT_LESSON_COMPLETED);
    assert_int_equal(f.records[last].type, EVENT_SESSION_ENDED);
    for (uint32_t i = 0; i <= last; i++) {
        assert_int_equal(strlen(f.records[i].session), ID_TEXT_LEN);
        assert_string_equal(f.records[i].session, f.records[0].session);
        assert_string_equal(f.records[i].learner, "");
    }
}

static void test_facts_of_a_session(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_START, 0);
    fixture_wait(&f, 2000);
    learn_everything();
    fixture_answer(&f, FAIL_OK);
    assert_true(saved_is_shown());
    fixture_wait(&f, 3000);
    fixture_verb(&f, INTENT_END, 0);
    check_one_session();
    assert_string_equal(fixture_last(&f, EVENT_SESSION_STARTED, 0)->mode, "self");
    assert_string_equal(fixture_last(&f, EVENT_LESSON_STARTED, 0)->kind, "phone");
    assert_int_equal(fixture_count(&f, EVENT_STEP_ANSWERED), 8);
    check_answer(7, "question", "0", TRI_NO);
    check_answer(6, "question", "1", TRI_YES);
    check_answer(5, "judge", "scam", TRI_YES);
    check_answer(4, "judge", "0", TRI_YES);
    check_answer(3, "call", "2", TRI_YES);
    check_task(2, "5");
    check_task(1, "6");
    check_task(0, "7");
    const struct record *done = fixture_last(&f, EVENT_LESSON_COMPLETED, 0);
    assert_int_equal(done->right, 6);
    assert_int_equal(done->total, 7);
    assert_int_equal(done->wrong, 1);
    assert_int_equal(done->hints, 0);
    assert_int_equal(done->unaided, TRI_YES);
    const struct record *end = fixture_last(&f, EVENT_SESSION_ENDED, 0);
    assert_string_equal(end->reason, "finished");
    assert_string_equal(end->trust, "L0");
    assert_int_equal(end->duration_ms, 5000);
}

static void test_each_session_has_its_own_name(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        fixture_verb(&f, INTENT_START, 0);
        fixture_verb(&f, INTENT_START, 0);
        fixture_verb(&f, INTENT_END, 0);
        fixture_verb(&f, INTENT_END, 0);
    }
    assert_int_equal(fixture_count(&f, EVENT_SESSION_STARTED), 2);
    assert_int_equal(fixture_count(&f, EVENT_SESSION_ENDED), 2);
    assert_string_not_equal(fixture_last(&f, EVENT_SESSION_STARTED, 0)->session,
                            fixture_last(&f, EVENT_SESSION_STARTED, 1)->session);
}

static void test_help_is_logged_once_a_call(void **state)
{
    (void)state;
    fixture_lesson(&f, "M02");
    fixture_verb(&f, INTENT_HELP, 0);
    fixture_verb(&f, INTENT_HELP, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_HELP);
    assert_int_equal(fixture_count(&f, EVENT_HELP_CALLED), 1);
    assert_string_equal(fixture_last(&f, EVENT_HELP_CALLED, 0)->lesson, "M02");
    fixture_verb(&f, INTENT_CLOSE, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_LESSON);
    fixture_verb(&f, INTENT_HELP, 0);
    assert_int_equal(fixture_count(&f, EVENT_HELP_CALLED), 2);
    /* The warning took the panel's place: a touch afterwards is another call. */
    fixture_wait(&f, IDLE_MS + 1000);
    fixture_verb(&f, INTENT_STAY, 0);
    fixture_verb(&f, INTENT_HELP, 0);
    assert_int_equal(fixture_count(&f, EVENT_HELP_CALLED), 3);
}

/* ---- time ---- */

static void test_idle_warns_and_waits(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_START, 0);
    fixture_wait(&f, IDLE_MS - 1);
    assert_int_equal(app_screen(&f.app), SCREEN_HOME);
    fixture_wait(&f, 1);
    assert_int_equal(app_screen(&f.app), SCREEN_IDLE);
    assert_int_equal(model()->idle_left_s, 45);
    fixture_wait(&f, 1000);
    assert_int_equal(model()->idle_left_s, 44);
    for (int i = 0; i < 3; i++) { /* as often as one likes */
        fixture_wait(&f, WARN_MS - 2000);
        fixture_verb(&f, INTENT_STAY, 0);
        assert_int_equal(app_screen(&f.app), SCREEN_HOME);
        fixture_wait(&f, IDLE_MS);
        assert_int_equal(app_screen(&f.app), SCREEN_IDLE);
    }
    assert_int_equal(fixture_count(&f, EVENT_SESSION_ENDED), 0);
}

static void set_everything(void)
{
    fixture_verb(&f, INTENT_CONTRAST, 0);
    fixture_verb(&f, INTENT_REACH, 0);
    fixture_verb(&f, INTENT_SET_SIZE, SIZE_LARGEST);
    fixture_verb(&f, INTENT_SET_LANG, LANG_EN);
    fixture_verb(&f, INTENT_READ, 0);
}

static void check_first_settings(void)
{
    const struct model *m = model();
    assert_int_equal(m->theme, THEME_LIGHT);
    assert_false(m->metrics.reach);
    assert_int_equal(m->metrics.text_size, SIZE_NORMAL);
    assert_int_equal(m->lang, LANG_VI);
    assert_true(m->voice_on);
}

static void test_expiry_wipes_the_person(void **state)
{
    (void)state;
    progress_set(&f.card.progress, 40, false);
    fixture_scan(&f, FAIL_OK, 5);
    learn_minute();
    fixture_answer(&f, FAIL_OK);
    set_everything();
    assert_int_equal(progress_count(&model()->progress), 2);
    fixture_lesson(&f, "L01");
    fixture_wait(&f, IDLE_MS + WARN_MS);
    assert_int_equal(app_screen(&f.app), SCREEN_ATTRACT);
    const struct record *end = fixture_last(&f, EVENT_SESSION_ENDED, 0);
    assert_string_equal(end->reason, "idle");
    assert_string_equal(end->trust, "L1");
    assert_int_equal(progress_count(&model()->progress), 0);
    assert_false(model()->session_open || f.app.session.card_known);
    assert_null(model()->runner.lesson);
    assert_int_equal(model()->done.qr.side, 0);
    check_first_settings();
    fixture_wait(&f, 2 * IDLE_MS);
    assert_int_equal(fixture_count(&f, EVENT_SESSION_ENDED), 1);
}

static void test_settings_without_a_session_go_too(void **state)
{
    (void)state;
    for (int only = 0; only < 2; only++) {
        if (only == 0)
            set_everything();
        else
            fixture_verb(&f, INTENT_READ, 0);
        fixture_wait(&f, IDLE_MS + 1000);
        check_first_settings();
        assert_int_equal(app_screen(&f.app), SCREEN_ATTRACT);
    }
    assert_int_equal(f.record_count, 0);
}

static void test_ten_minutes_of_nobody_are_ten_ticks(void **state)
{
    (void)state;
    assert_in_range(fixture_wait(&f, 600000), 10, 11);
    fixture_verb(&f, INTENT_START, 0);
    assert_in_range(fixture_wait(&f, 600000), 50, 70); /* minutes, and the warning's seconds */
}

/* ---- cards ---- */

static void test_card_brings_its_progress(void **state)
{
    (void)state;
    learn_minute();
    fixture_answer(&f, FAIL_OK);
    fixture_verb(&f, INTENT_HOME, 0);
    progress_set(&f.card.progress, 40, true);
    fixture_scan(&f, FAIL_OK, 5);
    assert_int_equal(app_screen(&f.app), SCREEN_CARD);
    assert_int_equal(model()->card, CARD_ACCEPTED);
    assert_int_equal(progress_count(&model()->progress), 2);
    assert_true(progress_has_unaided(&model()->progress, 40));
    learn_minute();
    fixture_answer(&f, FAIL_OK);
    assert_int_equal(progress_count(&f.issued.progress), 2);
    assert_memory_equal(f.issued.learner, f.card.learner, sizeof f.card.learner);
    const struct record *done = fixture_last(&f, EVENT_LESSON_COMPLETED, 0);
    assert_int_equal(strncmp(done->learner, "c-", 2), 0);
    assert_int_equal(fixture_count(&f, EVENT_SESSION_STARTED), 1);
}

static void test_bad_cards_change_nothing(void **state)
{
    (void)state;
    fixture_scan(&f, FAIL_FORMAT, 5);
    assert_int_equal(app_screen(&f.app), SCREEN_CARD);
    assert_int_equal(model()->card, CARD_DAMAGED);
    fixture_scan(&f, FAIL_FOREIGN, 5);
    assert_int_equal(model()->card, CARD_OTHER_WARD);
    assert_false(f.app.session.card_known);
    assert_int_equal(progress_count(&model()->progress), 0);
    fixture_scan(&f, FAIL_OK, 5);
    fixture_scan(&f, FAIL_CORRUPT, 6);
    assert_true(f.app.session.card_known); /* the good one is still there */
    assert_int_equal(f.app.session.card.learner[0], 5);
}

static void test_another_card_is_another_person(void **state)
{
    (void)state;
    progress_set(&f.card.progress, 40, true);
    fixture_scan(&f, FAIL_OK, 5);
    memset(&f.card.progress, 0, sizeof f.card.progress);
    fixture_scan(&f, FAIL_OK, 6);
    assert_int_equal(progress_count(&model()->progress), 0);
    assert_int_equal(fixture_count(&f, EVENT_SESSION_ENDED), 1);
    assert_int_equal(fixture_count(&f, EVENT_SESSION_STARTED), 2);
    assert_int_equal(f.app.session.card.learner[0], 6);
}

static void test_no_card_inside_a_lesson(void **state)
{
    (void)state;
    fixture_lesson(&f, "L01");
    fixture_scan(&f, FAIL_OK, 5);
    assert_int_equal(app_screen(&f.app), SCREEN_LESSON);
    assert_false(f.app.session.card_known);
}

/* ---- trouble ---- */

static void test_trouble_stays_on_the_screen(void **state)
{
    (void)state;
    app_trouble(&f.app, PHRASE_NOTICE_STORE);
    for (int i = 0; i < 2; i++) {
        fixture_verb(&f, INTENT_HOME, 0);
        fixture_verb(&f, INTENT_START, 0);
        fixture_lesson(&f, "M02");
        fixture_scan(&f, FAIL_OK, 5);
        assert_int_equal(app_screen(&f.app), SCREEN_NOTICE);
        assert_int_equal(model()->notice, PHRASE_NOTICE_STORE);
        assert_in_range(fixture_wait(&f, 600000), 10, 12);
    }
    assert_false(model()->session_open);
    assert_int_equal(f.record_count, 0);
}

static void test_trouble_ends_a_lesson_without_done(void **state)
{
    (void)state;
    learn_minute();
    app_trouble(&f.app, PHRASE_NOTICE_STORE);
    fixture_answer(&f, FAIL_OK);
    fixture_wait(&f, 1000);
    assert_int_equal(app_screen(&f.app), SCREEN_NOTICE);
    fixture_wait(&f, IDLE_MS + WARN_MS);
    assert_string_equal(fixture_last(&f, EVENT_SESSION_ENDED, 0)->reason, "idle");
    assert_int_equal(app_screen(&f.app), SCREEN_NOTICE);
}

static void test_esc_goes_one_step_out(void **state)
{
    (void)state;
    app_escape(&f.app);
    assert_int_equal(app_screen(&f.app), SCREEN_ATTRACT);
    fixture_lesson(&f, "L01");
    fixture_verb(&f, INTENT_NEXT, 0);
    fixture_verb(&f, INTENT_HELP, 0);
    static const enum screen_id out[] = { SCREEN_QUESTION, SCREEN_LESSON, SCREEN_TOPIC, SCREEN_HOME,
                                          SCREEN_HOME };
    for (size_t i = 0; i < sizeof out / sizeof out[0]; i++) {
        app_escape(&f.app);
        assert_int_equal(app_screen(&f.app), out[i]);
    }
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
        TEST(test_done_only_after_the_write),
        TEST(test_another_ticket_says_nothing),
        TEST(test_failed_write_is_said_and_tried_again),
        TEST(test_full_worker_is_a_failed_write),
        TEST(test_retry_belongs_to_its_lesson),
        TEST(test_nothing_leads_away_while_saving),
        TEST(test_facts_of_a_session),
        TEST(test_each_session_has_its_own_name),
        TEST(test_help_is_logged_once_a_call),
        TEST(test_idle_warns_and_waits),
        TEST(test_expiry_wipes_the_person),
        TEST(test_settings_without_a_session_go_too),
        TEST(test_ten_minutes_of_nobody_are_ten_ticks),
        TEST(test_card_brings_its_progress),
        TEST(test_bad_cards_change_nothing),
        TEST(test_another_card_is_another_person),
        TEST(test_no_card_inside_a_lesson),
        TEST(test_trouble_stays_on_the_screen),
        TEST(test_trouble_ends_a_lesson_without_done),
        TEST(test_esc_goes_one_step_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
