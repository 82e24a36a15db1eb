/* A monkey at the kiosk: any touch, key, code, pause and answer of the disk in any order, with what
 * must hold after each of them. A failing run is repeated by its number: test_app_monkey … RUN. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Before cmocka, whose macro fail() would eat «enum fail (*port)(…)». */
#include "app_fixture.h"

#include <cmocka.h>

#include "base/hash.h"
#include "base/log.h"
#include "support/fixed_measure.h"

#define RUNS 240
#define STEPS 300
#define DESCRIBE_EVERY 13

static struct fixture f;
static const char *assets;
static uint64_t chance;
static arena frame;

/* What the test itself believes. */
static struct {
    unsigned run, step;
    bool written;      /* the last completion's answer was OK */
    unsigned finished; /* completions answered OK to the app */
    bool in_session;
    unsigned exams; /* of them assessments, of all runs */
    unsigned total; /* of all runs: so that a monkey that never gets anywhere fails */
} seen;

static uint32_t below(uint32_t bound)
{
    return random_below(&chance, bound);
}

static void hold(bool condition, const char *what)
{
    if (!condition)
        fail_msg("run %u, step %u, screen %s: %s", seen.run, seen.step,
                 screen_get(app_screen(&f.app))->name, what);
}

/* ---- what it does ---- */

static void type_or_tap(const struct phone_action *action)
{
    if (action->act == ACT_TYPE)
        app_digit(&f.app, action->digits.ptr[f.app.model.runner.typed_len] - '0');
    else if (action->act == ACT_SWIPE)
        fixture_verb(&f, INTENT_SWIPE, (int)below(WAY_COUNT + 1));
    else if (action->act == ACT_HOLD)
        fixture_verb(&f, below(2) ? INTENT_HOLD : INTENT_GESTURE, 0);
    else
        app_verb(&f.app, (struct verb) { .code = INTENT_TAP, .text = action->target });
}

static int right_choice(const struct choice *choices, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++)
        if (choices[i].right)
            return i;
    return 0;
}

/* To an assessment, or back to one that was left. */
static void do_exam(void)
{
    fixture_verb(&f, INTENT_CHECK, 0);
    fixture_verb(&f, INTENT_RESUME, 0);
    if (f.app.model.runner.lesson)
        return;
    fixture_verb(&f, INTENT_PROFILE, (int32_t)below(10));
    fixture_verb(&f, below(4) ? INTENT_EXAM : INTENT_DRILL, 0);
}

/* What a learner who knows would do: without it no monkey ever finishes a lesson. */
static void do_right(void)
{
    const struct runner *r = &f.app.model.runner;
    const struct step *step = runner_step(r);
    if (!step && below(3) == 0) {
        do_exam();
    } else if (!step) {
        fixture_verb(&f, INTENT_LESSON, (int32_t)below(f.content.catalogue.lesson_count));
    } else if (f.app.model.overlay != SCREEN_COUNT) {
        fixture_verb(&f, INTENT_CLOSE, 0);
    } else if (runner_can_next(r)) {
        fixture_verb(&f, INTENT_NEXT, 0);
    } else if (runner_phone_action(r) && r->mode != MODE_WATCH) {
        type_or_tap(runner_phone_action(r));
    } else if (step->kind == STEP_PHONE) {
        fixture_verb(&f, INTENT_MODE, MODE_SELF);
    } else if (step->kind == STEP_QUESTION) {
        const struct question *q = step->question;
        fixture_verb(&f, INTENT_ANSWER, right_choice(q->choices, q->choice_count));
    } else if (step->kind == STEP_CALL) {
        fixture_verb(&f, below(2) ? INTENT_CALL_MORE : INTENT_CALL_STOP, 0);
    } else if (r->phase == PHASE_SIGNS) {
        fixture_verb(&f, INTENT_SIGNS_DONE, 0);
    } else if (r->phase == PHASE_ACTION) {
        const struct judge *j = step->judge;
        fixture_verb(&f, INTENT_ANSWER, right_choice(j->actions, j->action_count));
    } else if (step->kind == STEP_JUDGE) {
        fixture_verb(&f, INTENT_VERDICT, (int32_t)step->judge->right);
    }
}

static void do_any_verb(void)
{
    static const char *const ids[] = { "", "tiep", "ve", "ma", "quay-lai", "an-sinh", "không-có" };
    struct verb verb = { .code = (uint16_t)below(INTENT_COUNT),
                         .arg = (int32_t)below(14) - 1,
                         .text = str_of(ids[below(7)]) };
    app_verb(&f.app, verb);
}

static void do_scan(void)
{
    static const enum fail answers[] = { FAIL_OK, FAIL_OK, FAIL_FORMAT, FAIL_FOREIGN, FAIL_BUSY };
    memset(&f.card.progress, 0, sizeof f.card.progress);
    progress_set(&f.card.progress, (uint16_t)(100 + below(20)), below(2) != 0);
    fixture_scan(&f, answers[below(5)], (uint8_t)(1 + below(3)));
}

static void do_wait(void)
{
    uint32_t kind = below(20);
    fixture_wait(&f, kind == 0 ? 400000 : kind < 4 ? 60000 : 1 + (int64_t)below(3000));
}

/* Answers come late and out of order, some twice, some to nobody. */
static void do_answer(void)
{
    enum fail failed = below(4) == 0 ? FAIL_IO : FAIL_OK;
    if (f.pending_count == 0) {
        app_written(&f.app, below(3) ? f.app.tickets + 1 + below(5) : 0, failed);
        return;
    }
    uint32_t i = below(f.pending_count), ticket = f.pending[i];
    bool awaited = ticket == f.app.ticket, exam = f.app.exam.writing;
    f.pending[i] = f.pending[--f.pending_count];
    if (awaited && failed == FAIL_OK) {
        seen.written = true;
        seen.finished += !exam;
        seen.exams += exam;
        seen.total++;
    }
    app_written(&f.app, ticket, failed);
    if (below(8) == 0)
        app_written(&f.app, ticket, FAIL_OK);
}

static void do_something(void)
{
    uint32_t dice = below(100);
    uint32_t tickets = f.app.tickets;
    f.speaking = below(10) == 0;
    if (dice < 50)
        do_right();
    else if (dice < 68)
        do_any_verb();
    else if (dice < 73)
        app_digit(&f.app, (int)below(11));
    else if (dice < 76)
        app_escape(&f.app);
    else if (dice < 78)
        do_scan();
    else if (dice < 90)
        do_wait();
    else
        do_answer();
    if (f.app.tickets != tickets)
        seen.written = false; /* a new completion is on its way */
}

/* ---- what must hold ---- */

static bool is_pending(uint32_t ticket)
{
    for (uint32_t i = 0; i < f.pending_count; i++)
        if (f.pending[i] == ticket)
            return true;
    return false;
}

static void check_saving(void)
{
    const struct model *m = &f.app.model;
    if (m->saving) {
        hold(is_pending(f.app.ticket), "it saves, yet no answer is awaited");
        hold(m->session_open, "a session ended while its completion was being written");
        hold(f.app.exam.writing || (m->runner.lesson && m->runner.phase == PHASE_DONE),
             "it saves an open lesson");
    }
    if (m->screen == SCREEN_DONE && !m->saving)
        hold(seen.written, "«done» without a written completion");
    if (m->screen == SCREEN_RESULT)
        hold(seen.written && !f.app.exam.writing, "a result that is not written");
}

static void check_place(void)
{
    const struct model *m = &f.app.model;
    bool in_lesson = screen_get(m->screen)->in_lesson;
    if (in_lesson && m->screen != SCREEN_DONE)
        hold(m->runner.lesson != NULL, "a lesson's screen without a lesson");
    if (!m->runner.lesson)
        hold(!m->watching && (!m->saving || f.app.exam.writing) && f.app.play_mono_ms == 0,
             "something plays on");
    if (m->screen == SCREEN_ATTRACT)
        hold(!m->runner.lesson, "attract with a lesson open");
    if (m->overlay != SCREEN_COUNT)
        hold(screen_get(m->overlay)->overlay, "an overlay that is none");
    if (m->watching)
        hold(f.app.play_mono_ms > 0, "it watches, yet nothing will come");
}

static void check_person(void)
{
    const struct model *m = &f.app.model;
    if (!m->session_open) {
        hold(progress_count(&m->progress) == 0, "progress of nobody");
        hold(!f.app.session.card_known, "a card of nobody");
    }
    hold(progress_count(&m->progress) <= seen.finished + 20u, "more progress than was learned");
}

/* Sessions open and close in turn, and everything of a lesson lies inside one. */
static void check_records(uint32_t from)
{
    for (uint32_t i = from; i < f.record_count; i++) {
        const struct record *r = &f.records[i];
        if (r->type == EVENT_SESSION_STARTED) {
            hold(!seen.in_session, "a session inside a session");
            seen.in_session = true;
        }
        if (r->type != EVENT_HELP_CALLED)
            hold(seen.in_session && r->session[0], "a fact outside of any session");
        if (r->type == EVENT_SESSION_ENDED)
            seen.in_session = false;
        bool whole = r->type == EVENT_LESSON_COMPLETED || r->type == EVENT_ASSESSMENT_COMPLETED;
        hold((r->ticket != 0) == whole, "only completions are waited for");
    }
    hold(seen.in_session == f.app.model.session_open, "the ledger and the app differ");
}

static void describe(void)
{
    arena_reset(&frame);
    struct tree empty = { .metrics = f.app.model.metrics, .theme = theme_get(f.app.model.theme) };
    struct ui ui;
    ui_begin(&ui, &frame, &fixed_measure, &empty);
    screen_describe(&f.app.model, (const void *const *)f.app.states, &ui);
    hold(ui_finish(&ui).count > 5, "an empty picture");
}

/* ---- runs ---- */

static void leave_it_alone(void)
{
    while (f.pending_count) {
        do_answer();
        check_saving();
    }
    fixture_wait(&f, 2 * 345000 + 1000);
    hold(app_screen(&f.app) == SCREEN_ATTRACT, "nobody is there, yet it is not attract");
    hold(!f.app.model.session_open, "nobody is there, yet the session is open");
    hold(f.app.model.theme == THEME_LIGHT && f.app.model.lang == f.config.language &&
             f.app.model.voice_on && !f.app.model.metrics.reach,
         "somebody's settings stayed");
    hold(fixture_count(&f, EVENT_SESSION_STARTED) == fixture_count(&f, EVENT_SESSION_ENDED),
         "a session without an end");
    hold(seen.finished <= fixture_count(&f, EVENT_LESSON_STARTED), "a lesson counted twice");
}

static void play(unsigned run)
{
    chance = 1000 + run;
    f.chance = run;
    fixture_restart(&f);
    seen.run = run;
    seen.finished = 0;
    seen.written = seen.in_session = false;
    for (seen.step = 0; seen.step < STEPS; seen.step++) {
        uint32_t records = f.record_count;
        do_something();
        check_records(records);
        check_saving();
        check_place();
        check_person();
        if (seen.step % DESCRIBE_EVERY == 0)
            describe();
    }
    leave_it_alone();
}

static unsigned first_run, last_run = RUNS;

static void play_pack(const char *folder, const char *pack)
{
    fixture_open(&f, folder, assets, pack);
    seen.total = 0;
    for (unsigned run = first_run; run < last_run; run++)
        play(run);
    assert_true(seen.total >= last_run - first_run);
    fixture_close(&f);
}

static const char *fixtures;

static void test_monkey_in_a_small_pack(void **state)
{
    (void)state;
    play_pack(fixtures, "tot");
}

static void test_monkey_in_the_shipped_pack(void **state)
{
    (void)state;
    seen.exams = 0;
    play_pack(assets, "chung");
    assert_true(seen.exams >= 1);
}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 4)
        return 1;
    fixtures = argv[1];
    assets = argv[2];
    if (argc == 4) {
        first_run = (unsigned)strtoul(argv[3], NULL, 10);
        last_run = first_run + 1;
    }
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_monkey_in_a_small_pack),
        cmocka_unit_test(test_monkey_in_the_shipped_pack),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&frame);
    return failed;
}
