/* The assessment and the drill over the lessons that are shipped: whatever is drawn is played by
 * what the lessons declare. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Before cmocka, whose macro fail() would eat «enum fail (*port)(…)». */
#include "app_fixture.h"

#include <cmocka.h>

#include <string.h>

static struct fixture f;
static const char *assets;

#define PROFILE 0 /* «Tôi mới dùng điện thoại» */

static int set_up(void **state)
{
    (void)state;
    fixture_open(&f, assets, assets, "chung");
    fixture_verb(&f, INTENT_START, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static const struct model *model(void)
{
    return &f.app.model;
}

static const struct runner *runner(void)
{
    return &f.app.model.runner;
}

static void begin(int profile)
{
    fixture_verb(&f, INTENT_CHECK, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_CHECK);
    assert_non_null(model()->exam.assessment);
    assert_true(model()->exam.offered[profile]);
    fixture_verb(&f, INTENT_PROFILE, profile);
    assert_int_equal(app_screen(&f.app), SCREEN_EXAM_START);
    fixture_verb(&f, INTENT_EXAM, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_QUESTION);
}

static int32_t pick(const struct choice *choices, uint16_t count, bool right)
{
    for (int32_t i = 0; i < count; i++)
        if (choices[i].right == right)
            return i;
    fail();
    return 0;
}

static void answer_question(bool right)
{
    const struct question *q = runner_step(runner())->question;
    fixture_verb(&f, INTENT_ANSWER, pick(q->choices, q->choice_count, right));
    assert_int_equal(runner()->phase, PHASE_ANSWERED);
    fixture_verb(&f, INTENT_NEXT, 0);
}

static void answer_case(bool right)
{
    const struct judge *j = runner_step(runner())->judge;
    enum verdict wrong = j->right == VERDICT_REAL ? VERDICT_SCAM : VERDICT_REAL;
    fixture_verb(&f, INTENT_VERDICT, (int32_t)(right ? j->right : wrong));
    if (j->action_count)
        fixture_verb(&f, INTENT_ANSWER, pick(j->actions, j->action_count, right));
    fixture_verb(&f, INTENT_NEXT, 0);
}

static void do_action(const struct phone_action *action)
{
    if (action->act == ACT_TAP) {
        app_verb(&f.app, (struct verb) { .code = INTENT_TAP, .text = action->target });
    } else if (action->act == ACT_TYPE) {
        str digits = action->digits;
        for (size_t i = 0; i < digits.len; i++)
            fixture_verb(&f, INTENT_DIGIT, digits.ptr[i] - '0');
    } else {
        fixture_verb(&f, INTENT_GESTURE, 0);
    }
}

static void answer_practice(bool right, unsigned hints)
{
    if (!right) {
        fixture_verb(&f, INTENT_SKIP, 0);
        return;
    }
    for (int i = 0; i < 200 && runner()->phase == PHASE_PRACTISE; i++) {
        if (hints > 0) {
            fixture_verb(&f, INTENT_HINT, 0);
            hints--;
        }
        do_action(runner_phone_action(runner()));
    }
    assert_int_equal(runner()->phase, PHASE_AFTER);
    fixture_verb(&f, INTENT_NEXT, 0);
}

static void answer_step(bool right)
{
    if (app_screen(&f.app) == SCREEN_QUESTION)
        answer_question(right);
    else if (app_screen(&f.app) == SCREEN_JUDGE)
        answer_case(right);
    else
        answer_practice(right, 0);
}

/* To the end, but not over the disk. */
static void answer_all(bool right)
{
    for (int i = 0; i < 40 && !model()->saving && model()->exam.kind == EXAM_TEST; i++)
        answer_step(right);
    assert_true(model()->saving);
}

static void all_right_passes_once_it_is_written(void **state)
{
    (void)state;
    begin(PROFILE);
    unsigned steps = model()->exam.total;
    answer_all(true);
    assert_int_equal(fixture_count(&f, EVENT_ASSESSMENT_COMPLETED), 1);
    assert_int_not_equal(app_screen(&f.app), SCREEN_RESULT);
    fixture_wait(&f, 10000);
    assert_int_not_equal(app_screen(&f.app), SCREEN_RESULT);
    assert_int_equal(f.sounds[SOUND_SUCCESS], 0);
    fixture_answer(&f, FAIL_OK);
    assert_int_equal(app_screen(&f.app), SCREEN_RESULT);
    assert_true(model()->exam.score.passed);
    const struct record *r = fixture_last(&f, EVENT_ASSESSMENT_COMPLETED, 0);
    assert_int_equal(r->success, TRI_YES);
    assert_int_equal(r->unaided, TRI_YES);
    assert_int_equal(r->right, steps);
    assert_int_equal(r->total, steps);
    assert_string_equal(r->group, "ND");
    assert_string_equal(r->profile, "nguoi-moi");
    assert_string_equal(r->weak, "");
    assert_non_null(strstr(r->parts, "A10/10 B3/3 C"));
    assert_true(r->seed >= 0);
    for (int i = 0; i < SCORE_NEXT; i++)
        assert_in_range(model()->exam.score.next[i], 0, model()->catalogue->lesson_count - 1);
    fixture_verb(&f, INTENT_LESSON, model()->exam.score.next[0]);
    assert_false(runner()->single);
}

static void all_wrong_needs_practice(void **state)
{
    (void)state;
    begin(PROFILE);
    answer_all(false);
    fixture_answer(&f, FAIL_OK);
    assert_int_equal(app_screen(&f.app), SCREEN_RESULT);
    assert_false(model()->exam.score.passed);
    const struct record *r = fixture_last(&f, EVENT_ASSESSMENT_COMPLETED, 0);
    assert_int_equal(r->success, TRI_NO);
    assert_int_equal(r->right, 0);
    assert_int_equal(f.sounds[SOUND_SUCCESS] + f.sounds[SOUND_RETRY], 0);
    /* What was missed among the critical ones comes first. */
    assert_int_equal(model()->exam.score.next[0], catalogue_find(model()->catalogue, S("L05")));
    assert_int_equal(model()->exam.score.next[1], catalogue_find(model()->catalogue, S("L31")));
}

static void nothing_is_told_of_right_and_wrong(void **state)
{
    (void)state;
    begin(PROFILE);
    char words[2][512];
    for (int right = 0; right < 2; right++) {
        const struct question *q = runner_step(runner())->question;
        fixture_verb(&f, INTENT_ANSWER, pick(q->choices, q->choice_count, right));
        snprintf(words[right], sizeof words[right], "%.*s", STR_ARG(runner()->reply));
        fixture_verb(&f, INTENT_NEXT, 0);
    }
    assert_string_equal(words[0], words[1]);
    assert_int_equal(f.sounds[SOUND_SUCCESS] + f.sounds[SOUND_RETRY], 0);
    assert_int_equal(runner_can_back(runner()), false);
}

static void the_last_answer_before_going_on_counts(void **state)
{
    (void)state;
    begin(PROFILE);
    const struct question *q = runner_step(runner())->question;
    fixture_verb(&f, INTENT_ANSWER, pick(q->choices, q->choice_count, false));
    fixture_verb(&f, INTENT_ANSWER, pick(q->choices, q->choice_count, true));
    assert_int_equal(fixture_count(&f, EVENT_STEP_ANSWERED), 0);
    fixture_verb(&f, INTENT_NEXT, 0);
    assert_int_equal(fixture_count(&f, EVENT_STEP_ANSWERED), 1);
    const struct record *r = fixture_last(&f, EVENT_STEP_ANSWERED, 0);
    assert_int_equal(r->success, TRI_YES);
    assert_string_equal(r->mode, "exam");
    assert_string_equal(r->profile, "nguoi-moi");
    assert_int_equal(r->step[0], 'Q');
}

static void come_to(enum screen_id screen)
{
    for (int i = 0; i < 40 && app_screen(&f.app) != screen; i++)
        answer_step(true);
    assert_int_equal(app_screen(&f.app), screen);
}

static void three_hints_are_too_many(void **state)
{
    (void)state;
    for (unsigned hints = 2; hints < 4; hints++) {
        begin(PROFILE);
        come_to(SCREEN_PRACTICE);
        answer_practice(true, hints);
        answer_all(true);
        fixture_answer(&f, FAIL_OK);
        assert_int_equal(model()->exam.score.passed, hints == 2);
    }
    assert_int_equal(fixture_last(&f, EVENT_ASSESSMENT_COMPLETED, 0)->hints, 3);
}

static void nobody_shows_a_practice(void **state)
{
    (void)state;
    begin(PROFILE);
    come_to(SCREEN_PRACTICE);
    uint16_t action = runner()->action, task = runner()->task;
    fixture_verb(&f, INTENT_SHOW, 0);
    fixture_verb(&f, INTENT_AGAIN, 0);
    fixture_verb(&f, INTENT_MODE, MODE_FOLLOW);
    fixture_verb(&f, INTENT_BACK, 0);
    fixture_wait(&f, 10000);
    assert_int_equal(runner()->mode, MODE_SELF);
    assert_int_equal(runner()->phase, PHASE_PRACTISE);
    assert_int_equal(runner()->action, action);
    assert_int_equal(runner()->task, task);
}

static void a_verdict_may_be_taken_back(void **state)
{
    (void)state;
    begin(PROFILE);
    come_to(SCREEN_JUDGE);
    const struct judge *j = runner_step(runner())->judge;
    enum verdict wrong = j->right == VERDICT_REAL ? VERDICT_SCAM : VERDICT_REAL;
    fixture_verb(&f, INTENT_VERDICT, (int32_t)wrong);
    assert_int_equal(runner()->phase, PHASE_ACTION);
    fixture_verb(&f, INTENT_BACK, 0);
    assert_int_equal(runner()->phase, PHASE_READ);
    answer_case(true);
    assert_int_equal(fixture_last(&f, EVENT_STEP_ANSWERED, 0)->success, TRI_YES);
}

static void a_break_keeps_the_place(void **state)
{
    (void)state;
    begin(PROFILE);
    answer_step(false);
    answer_step(true);
    for (int way = 0; way < 2; way++) {
        fixture_verb(&f, way ? INTENT_HOME : INTENT_LEAVE, 0);
        assert_int_equal(app_screen(&f.app), SCREEN_EXAM_LEAVE);
        fixture_verb(&f, INTENT_CLOSE, 0);
        assert_int_equal(app_screen(&f.app), SCREEN_QUESTION);
        fixture_verb(&f, way ? INTENT_HOME : INTENT_LEAVE, 0);
        fixture_verb(&f, INTENT_PAUSE, 0);
        assert_int_equal(app_screen(&f.app), SCREEN_HOME);
        assert_int_equal(model()->exam.kind, EXAM_TEST);
        fixture_wait(&f, 100000);
        fixture_verb(&f, INTENT_RESUME, 0);
        assert_int_equal(app_screen(&f.app), SCREEN_QUESTION);
        assert_int_equal(model()->exam.at, 3);
    }
    answer_all(true);
    fixture_answer(&f, FAIL_OK);
    const struct record *r = fixture_last(&f, EVENT_ASSESSMENT_COMPLETED, 0);
    assert_int_equal(r->right, r->total - 1);
    assert_true(r->duration_ms < 100000);
}

static void a_lesson_in_a_break_changes_nothing(void **state)
{
    (void)state;
    begin(PROFILE);
    answer_step(true);
    fixture_verb(&f, INTENT_LEAVE, 0);
    fixture_verb(&f, INTENT_PAUSE, 0);
    fixture_lesson(&f, "L01");
    assert_false(runner()->single);
    fixture_verb(&f, INTENT_LEAVE, 0);
    assert_int_not_equal(app_screen(&f.app), SCREEN_EXAM_LEAVE);
    fixture_verb(&f, INTENT_CHECK, 0);
    fixture_verb(&f, INTENT_RESUME, 0);
    assert_int_equal(model()->exam.at, 2);
}

static void it_goes_with_the_session(void **state)
{
    (void)state;
    begin(PROFILE);
    answer_step(true);
    fixture_wait(&f, 400000);
    assert_int_equal(app_screen(&f.app), SCREEN_ATTRACT);
    assert_int_equal(model()->exam.kind, EXAM_NONE);
    assert_null(model()->exam.assessment);
    assert_int_equal(fixture_count(&f, EVENT_ASSESSMENT_COMPLETED), 0);
    fixture_verb(&f, INTENT_START, 0);
    fixture_verb(&f, INTENT_RESUME, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_HOME);
}

static void a_full_disk_shows_no_result(void **state)
{
    (void)state;
    begin(PROFILE);
    answer_all(true);
    fixture_answer(&f, FAIL_FULL);
    assert_int_equal(app_screen(&f.app), SCREEN_NOTICE);
    fixture_verb(&f, INTENT_RETRY, 0);
    assert_true(model()->saving);
    fixture_answer(&f, FAIL_IO);
    /* Going away keeps it: it may be tried again from home. */
    fixture_verb(&f, INTENT_HOME, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_HOME);
    assert_int_equal(model()->exam.kind, EXAM_TEST);
    fixture_verb(&f, INTENT_RESUME, 0);
    assert_true(model()->saving);
    fixture_answer(&f, FAIL_OK);
    assert_int_equal(app_screen(&f.app), SCREEN_RESULT);
    assert_true(model()->exam.score.passed);
}

static void a_drill_takes_no_break_away(void **state)
{
    (void)state;
    begin(PROFILE);
    answer_step(true);
    fixture_verb(&f, INTENT_LEAVE, 0);
    fixture_verb(&f, INTENT_PAUSE, 0);
    fixture_verb(&f, INTENT_CHECK, 0);
    fixture_verb(&f, INTENT_DRILL, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_CHECK);
    fixture_verb(&f, INTENT_RESUME, 0);
    assert_int_equal(model()->exam.at, 2);
    answer_all(true);
    fixture_answer(&f, FAIL_OK);
    assert_true(model()->exam.score.passed);
}

/* From here on no lesson can be read any more. */
static void break_lessons(void)
{
    static str gone[CATALOGUE_LESSONS_MAX];
    for (uint16_t i = 0; i < f.content.catalogue.lesson_count; i++)
        gone[i] = S("lessons/gone.yaml");
    f.content.files = gone;
}

static void lessons_that_break_count_as_not_done(void **state)
{
    (void)state;
    begin(PROFILE);
    come_to(SCREEN_JUDGE);
    break_lessons();
    answer_case(true);
    assert_true(model()->saving);
    /* The memory of the case is another lesson's by now: no screen may look into it. */
    assert_null(runner()->lesson);
    assert_int_equal(app_screen(&f.app), SCREEN_DONE);
    fixture_answer(&f, FAIL_FULL);
    assert_int_equal(app_screen(&f.app), SCREEN_NOTICE);
    fixture_verb(&f, INTENT_RETRY, 0);
    fixture_answer(&f, FAIL_OK);
    assert_int_equal(app_screen(&f.app), SCREEN_RESULT);
    const struct record *r = fixture_last(&f, EVENT_ASSESSMENT_COMPLETED, 0);
    assert_int_equal(r->total - r->right, model()->exam.cases - 1);
}

static void a_second_try_asks_anew(void **state)
{
    (void)state;
    begin(PROFILE);
    struct draw first = f.app.exam.draw;
    answer_all(false);
    fixture_answer(&f, FAIL_OK);
    fixture_verb(&f, INTENT_PROFILE, PROFILE);
    assert_int_equal(app_screen(&f.app), SCREEN_EXAM_START);
    const struct draw *again = &f.app.exam.draw;
    assert_int_not_equal(first.seed, again->seed);
    const struct exam_item *items = model()->exam.assessment->items;
    for (uint16_t i = 0; i < first.question_count; i++)
        for (uint16_t k = 0; k < again->question_count; k++)
            if (items[first.questions[i]].critical != CRITICAL_NONE)
                assert_int_not_equal(first.questions[i], again->questions[k]);
    fixture_verb(&f, INTENT_EXAM, 0);
    answer_all(true);
    fixture_answer(&f, FAIL_OK);
    assert_true(model()->exam.score.passed);
}

/* Whoever has the ledger and the pack can tell what was asked: an assessment that was given up
 * stands in no result, so it may not matter. */
static void the_seeds_of_the_ledger_tell_what_was_asked(void **state)
{
    (void)state;
    begin(PROFILE);
    answer_all(true);
    fixture_answer(&f, FAIL_OK);
    begin(PROFILE);
    answer_step(true);
    fixture_verb(&f, INTENT_LEAVE, 0);
    fixture_verb(&f, INTENT_PAUSE, 0);
    begin(PROFILE);
    answer_all(true);
    fixture_answer(&f, FAIL_OK);
    const struct assessment *a = model()->exam.assessment;
    struct draw_from from = { .assessment = a,
                              .profile = &a->profiles[PROFILE],
                              .catalogue = model()->catalogue,
                              .cases = f.app.exam.cases.items,
                              .case_count = f.app.exam.cases.count };
    struct draw first, second;
    assessment_draw(&from, (uint64_t)fixture_last(&f, EVENT_ASSESSMENT_COMPLETED, 1)->seed, &first);
    from.previous = &first;
    assessment_draw(&from, (uint64_t)fixture_last(&f, EVENT_ASSESSMENT_COMPLETED, 0)->seed,
                    &second);
    assert_memory_equal(&second, &f.app.exam.draw, sizeof second);
}

static void every_profile_can_be_passed(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_CHECK, 0);
    int count = model()->exam.assessment->profile_count;
    for (int i = 0; i < count; i++) {
        fixture_verb(&f, INTENT_CHECK, 0);
        if (!model()->exam.offered[i])
            continue;
        begin(i);
        assert_int_equal(model()->address, model()->exam.assessment->profiles[i].address);
        answer_all(true);
        fixture_answer(&f, FAIL_OK);
        assert_true(model()->exam.score.passed);
    }
}

/* ---- the drill ---- */

static void drill_case(bool right)
{
    const struct judge *j = runner_step(runner())->judge;
    enum verdict wrong = j->right == VERDICT_REAL ? VERDICT_SCAM : VERDICT_REAL;
    fixture_verb(&f, INTENT_VERDICT, (int32_t)(right ? j->right : wrong));
    assert_false(str_empty(runner()->reply));
    fixture_verb(&f, INTENT_NEXT, 0);
    if (runner()->phase == PHASE_SIGNS) {
        fixture_verb(&f, INTENT_SIGNS_DONE, 0);
        fixture_verb(&f, INTENT_NEXT, 0);
    }
    if (runner()->phase == PHASE_ACTION) {
        if (!right)
            fixture_verb(&f, INTENT_ANSWER, pick(j->actions, j->action_count, false));
        fixture_verb(&f, INTENT_ANSWER, pick(j->actions, j->action_count, true));
        fixture_verb(&f, INTENT_NEXT, 0);
    }
}

static void a_drill_ends_with_its_points(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_DRILL, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_JUDGE);
    unsigned cases = model()->exam.of, genuine = 0;
    assert_int_equal(cases, 6);
    for (unsigned i = 0; i < cases; i++) {
        assert_int_equal(model()->exam.at, i + 1);
        genuine += runner_step(runner())->judge->right == VERDICT_REAL;
        drill_case(i > 1);
    }
    assert_int_equal(app_screen(&f.app), SCREEN_DRILL);
    assert_true(genuine >= 2);
    assert_int_equal(model()->exam.points, 400);
    assert_int_equal(model()->exam.acted, 4);
    assert_true(model()->exam.next[0] >= 0);
    assert_int_equal(fixture_count(&f, EVENT_ASSESSMENT_COMPLETED), 0);
    assert_int_equal(fixture_count(&f, EVENT_LESSON_COMPLETED), 0);
    assert_string_equal(fixture_last(&f, EVENT_STEP_ANSWERED, 0)->mode, "drill");
    fixture_verb(&f, INTENT_DRILL, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_JUDGE);
}

static void leaving_a_drill_ends_it(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_DRILL, 0);
    fixture_verb(&f, INTENT_LEAVE, 0);
    assert_int_equal(app_screen(&f.app), SCREEN_HOME);
    assert_int_equal(model()->exam.kind, EXAM_NONE);
}

/* ---- what to practise again ---- */

static void slip_through(const char *code)
{
    fixture_lesson(&f, code);
    for (int i = 0; i < 60 && !model()->saving; i++) {
        const struct step *step = runner_step(runner());
        if (step->kind == STEP_QUESTION && runner()->phase == PHASE_READ) {
            const struct question *q = step->question;
            fixture_verb(&f, INTENT_ANSWER, pick(q->choices, q->choice_count, false));
            fixture_verb(&f, INTENT_ANSWER, pick(q->choices, q->choice_count, true));
        }
        fixture_verb(&f, INTENT_NEXT, 0);
    }
    fixture_answer(&f, FAIL_OK);
    assert_int_equal(app_screen(&f.app), SCREEN_DONE);
}

static void what_went_badly_comes_again(void **state)
{
    (void)state;
    assert_int_equal(model()->review_count, 0);
    slip_through("M01");
    assert_int_equal(model()->review_count, 1);
    fixture_verb(&f, INTENT_HOME, 0);
    assert_int_equal(model()->reviews[0].reason, REVIEW_SLIPPED);
    assert_int_equal(model()->reviews[0].lesson, catalogue_find(model()->catalogue, S("M01")));
    fixture_verb(&f, INTENT_END, 0);
    fixture_verb(&f, INTENT_START, 0);
    assert_int_equal(model()->review_count, 0);
}

static void an_old_card_tells_what_is_due(void **state)
{
    (void)state;
    memset(&f.card, 0, sizeof f.card);
    progress_set(&f.card.progress, 1, true);
    f.card.issue_day = (uint16_t)(card_day(FIXTURE_WALL_MS) - 4);
    fixture_scan(&f, FAIL_OK, 7);
    fixture_verb(&f, INTENT_HOME, 0);
    assert_int_equal(model()->review_count, 1);
    assert_int_equal(model()->reviews[0].reason, REVIEW_DUE);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_right_passes_once_it_is_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_wrong_needs_practice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_told_of_right_and_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_last_answer_before_going_on_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(three_hints_are_too_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_shows_a_practice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_verdict_may_be_taken_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_break_keeps_the_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_lesson_in_a_break_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_goes_with_the_session, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_shows_no_result, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lessons_that_break_count_as_not_done, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_drill_takes_no_break_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_try_asks_anew, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_seeds_of_the_ledger_tell_what_was_asked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(every_profile_can_be_passed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_drill_ends_with_its_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leaving_a_drill_ends_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_went_badly_comes_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_old_card_tells_what_is_due, set_up, tear_down),
    };
    assets = argc > 1 ? argv[1] : "assets";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
