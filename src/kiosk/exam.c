#define LOG_MODULE "exam"
#include "kiosk/exam.h"

#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "kiosk/parts.h"

/* ---- what there is to ask ---- */

static struct draw_from from_of(const struct app *app, int profile)
{
    const struct exam_model *em = &app->model.exam;
    const struct exam *exam = &app->exam;
    struct draw_from from = { .assessment = em->assessment,
                              .catalogue = app->model.catalogue,
                              .cases = exam->cases.items,
                              .case_count = exam->cases.count };
    if (profile >= 0)
        from.profile = &em->assessment->profiles[profile];
    int asked = profile < 0 ? (int)EXAM_PROFILES_MAX : profile;
    if (exam->previous_profile == asked)
        from.previous = &exam->previous;
    return from;
}

/* Reads the assessment and the cases, worded for the address; nothing under way may need the old
 * ones. */
static bool load(struct app *app)
{
    struct exam_model *em = &app->model.exam;
    struct exam *exam = &app->exam;
    must(em->kind == EXAM_NONE);
    arena_reset(&exam->home);
    em->assessment = NULL;
    em->drills = false;
    memset(em->offered, 0, sizeof em->offered);
    struct problems problems = { .home = &exam->home };
    enum fail failed = content_assessment(app->content, app->model.address, &exam->home,
                                          &em->assessment, &problems);
    if (failed != FAIL_OK) {
        em->assessment = NULL;
        problems_print(&problems, stderr);
        if (failed != FAIL_MISSING)
            log_error("the assessment cannot be used: %.*s", STR_ARG(fail_en(failed)));
        return false;
    }
    exam->cases = content_cases(app->content, &exam->home);
    em->drills = exam->cases.count >= em->assessment->rules.drill_genuine + 1u;
    bool any = em->drills;
    for (int i = 0; i < em->assessment->profile_count; i++) {
        struct draw_from from = from_of(app, i);
        em->offered[i] = assessment_offers(&from);
        any = any || em->offered[i];
    }
    if (!any)
        em->assessment = NULL;
    return any;
}

void exam_prepare(struct app *app)
{
    if (app->model.exam.kind == EXAM_NONE && !app->model.exam.assessment)
        (void)load(app);
}

void exam_check(struct app *app)
{
    exam_prepare(app);
    app_go(app, SCREEN_CHECK);
}

void exam_forget(struct app *app)
{
    struct exam *exam = &app->exam;
    arena home = exam->home;
    arena_reset(&home);
    *exam = (struct exam) { .home = home, .previous_profile = -1 };
    app->model.exam = (struct exam_model) { .profile = -1 };
}

static uint64_t seed_of(struct app *app)
{
    uint64_t seed = app->seed;
    if (seed == 0)
        app->ports.random(app->ports.context, &seed, sizeof seed);
    /* A second try within a session asks something else, with --seed too. The ledger has signed
     * numbers. */
    seed = app->seed ? seed + app->tickets : seed;
    return seed & INT64_MAX;
}

/* What was done before is gone; the assessment's texts stay. */
static void begin_anew(struct app *app)
{
    struct exam *exam = &app->exam;
    struct exam before = *exam;
    *exam = (struct exam) { .home = before.home,
                            .cases = before.cases,
                            .previous = before.previous,
                            .previous_profile = before.previous_profile,
                            .missed = { -1, -1 } };
    struct exam_model *em = &app->model.exam;
    em->kind = EXAM_NONE;
    em->done = em->points = em->acted = 0;
}

/* The drawn questions become the steps of one lesson. */
static void lay_out_questions(struct app *app)
{
    struct exam *exam = &app->exam;
    const struct assessment *a = app->model.exam.assessment;
    for (uint16_t i = 0; i < exam->draw.question_count; i++)
        exam->steps[i] = (struct step) { .kind = STEP_QUESTION,
                                         .question = &a->items[exam->draw.questions[i]].question };
    exam->questions =
        (struct lesson) { .head = { .pack = a->pack, .pack_version = a->pack_version },
                          .steps = exam->steps,
                          .step_count = exam->draw.question_count };
}

static void take_draw(struct app *app)
{
    struct exam_model *em = &app->model.exam;
    const struct exam *exam = &app->exam;
    em->questions = exam->draw.question_count;
    em->practices = exam->draw.practice_count;
    em->cases = exam->draw.case_count;
    em->total = (uint16_t)(em->questions + em->practices + em->cases);
}

void exam_choose(struct app *app, int profile)
{
    struct model *m = &app->model;
    bool chosen = m->exam.assessment && profile >= 0 &&
                  profile < m->exam.assessment->profile_count && m->exam.offered[profile];
    if (!chosen)
        return;
    lesson_close(app);
    begin_anew(app);
    m->address = m->exam.assessment->profiles[profile].address;
    if (!load(app)) { /* the texts, now for whom it is */
        app_notice(app, PHRASE_NOTICE_LESSON);
        return;
    }
    m->exam.profile = profile;
    struct draw_from from = from_of(app, profile);
    assessment_draw(&from, seed_of(app), &app->exam.draw);
    take_draw(app);
    lay_out_questions(app);
    app_go(app, SCREEN_EXAM_START);
}

/* ---- one step after another ---- */

/* Which part a position is in, and where in it. */
static enum exam_part part_of(const struct exam *exam, uint16_t position, uint16_t *at,
                              uint16_t *of)
{
    const struct draw *d = &exam->draw;
    *at = position;
    *of = d->question_count;
    if (*at < *of)
        return PART_QUICK;
    *at = (uint16_t)(*at - *of);
    *of = d->practice_count;
    if (*at < *of)
        return PART_PRACTICE;
    *at = (uint16_t)(*at - *of);
    *of = d->case_count;
    return PART_CASES;
}

/* The practice among the lesson's steps. */
static uint16_t phone_step(const struct lesson *lesson)
{
    for (uint16_t i = 0; i < lesson->step_count; i++)
        if (lesson->steps[i].kind == STEP_PHONE)
            return i;
    return lesson->step_count;
}

static void mark_skipped(struct exam *exam, enum exam_part part, uint16_t at)
{
    if (part == PART_PRACTICE)
        exam->sheet.practices[at] = (struct practice_mark) { .passed = false };
    else if (part == PART_CASES)
        exam->sheet.cases[at] = false;
}

/* Starts the runner on the step at this position; false when its lesson cannot be read any more. */
static bool start_step(struct app *app, enum exam_part part, uint16_t at)
{
    struct exam *exam = &app->exam;
    struct runner *r = &app->model.runner;
    bool test = app->model.exam.kind == EXAM_TEST;
    uint64_t seed = exam->draw.seed + exam->position;
    if (part == PART_QUICK) {
        runner_start_step(r, &exam->questions, at, seed, true);
        return true;
    }
    const struct exam_case *it =
        part == PART_CASES ? &exam->cases.items[exam->draw.cases[at]] : NULL;
    const struct lesson *lesson = lesson_read(app, it ? it->lesson : exam->draw.practices[at]);
    if (!lesson)
        return false;
    uint16_t step = it ? it->step : phone_step(lesson);
    enum step_kind kind = it ? STEP_JUDGE : STEP_PHONE;
    if (step >= lesson->step_count || lesson->steps[step].kind != kind)
        return false;
    runner_start_step(r, lesson, step, seed, test);
    return true;
}

static void finish(struct app *app);

/* Shows the step at hand, or the end. A lesson that is suddenly broken is passed over as not done.
 */
static void go_on(struct app *app)
{
    struct exam *exam = &app->exam;
    struct exam_model *em = &app->model.exam;
    for (; exam->position < em->total; exam->position++) {
        uint16_t at, of;
        em->part = part_of(exam, exam->position, &at, &of);
        em->at = (uint16_t)(at + 1);
        em->of = of;
        em->done = exam->position;
        if (start_step(app, em->part, at)) {
            exam->since_mono_ms = app->now.mono_ms;
            lesson_show_step(app);
            return;
        }
        mark_skipped(exam, em->part, at);
        /* Reading has taken the memory of the lesson whose step still stands on the screen. */
        runner_close(&app->model.runner);
        app_go(app, SCREEN_DONE);
    }
    em->done = em->total;
    finish(app);
}

void exam_begin(struct app *app)
{
    struct exam_model *em = &app->model.exam;
    if (app->model.screen != SCREEN_EXAM_START || !em->assessment || em->kind != EXAM_NONE)
        return;
    em->kind = EXAM_TEST;
    go_on(app);
}

void exam_resume(struct app *app)
{
    if (app->model.exam.kind == EXAM_NONE)
        return;
    lesson_close(app);
    go_on(app);
}

void exam_drill(struct app *app)
{
    struct exam_model *em = &app->model.exam;
    exam_prepare(app);
    /* What waits to be resumed is not thrown away for a drill. */
    if (!em->assessment || !em->drills || em->kind == EXAM_TEST)
        return;
    lesson_close(app);
    begin_anew(app);
    struct draw_from from = from_of(app, -1);
    assessment_drill(&from, seed_of(app), &app->exam.draw);
    take_draw(app);
    em->kind = EXAM_DRILL;
    go_on(app);
}

bool exam_on_screen(const struct app *app)
{
    return app->model.runner.single && app->model.exam.kind == EXAM_TEST && !app->exam.writing;
}

void exam_aside(struct app *app)
{
    struct exam *exam = &app->exam;
    if (exam->since_mono_ms)
        exam->active_ms += app->now.mono_ms - exam->since_mono_ms;
    exam->since_mono_ms = 0;
    exam->writing = false; /* a result that could not be written is tried again on resuming */
    /* A drill is short: leaving it ends it. */
    if (app->model.exam.kind == EXAM_DRILL)
        app->model.exam.kind = EXAM_NONE;
}

/* ---- what was answered ---- */

void exam_verdict(struct app *app, enum verdict verdict)
{
    app->exam.verdict = verdict;
    const struct runner *r = &app->model.runner;
    if (app->model.exam.kind == EXAM_DRILL && r->phase == PHASE_ANSWERED)
        app->exam.points +=
            score_verdict(&app->model.exam.assessment->rules, runner_step(r)->judge, verdict);
}

void exam_mark_event(const struct app *app, struct event_body *body)
{
    if (!app->model.runner.single)
        return;
    bool test = app->model.exam.kind == EXAM_TEST;
    body->mode = test ? S("exam") : S("drill");
    if (test)
        body->profile = app->model.exam.assessment->profiles[app->model.exam.profile].id;
}

/* One fact a question or case; a practice's tasks were written as they went. */
static void note_step(struct app *app, bool right, str step, str answer)
{
    struct event_draft draft = session_draft(app, EVENT_STEP_ANSWERED);
    const struct lesson_head *head = &app->model.runner.lesson->head;
    draft.body.lesson = head->code;
    draft.body.pack = head->pack;
    draft.body.pack_version = head->pack_version;
    draft.body.kind = step_kind_name(runner_step(&app->model.runner)->kind);
    draft.body.step = step;
    draft.body.answer = answer;
    draft.body.success = right ? TRI_YES : TRI_NO;
    exam_mark_event(app, &draft.body);
    session_note(app, &draft);
}

static void end_question(struct app *app, uint16_t at)
{
    struct exam *exam = &app->exam;
    const struct runner *r = &app->model.runner;
    arena home = { .block_bytes = 128 };
    const struct exam_item *item = &app->model.exam.assessment->items[exam->draw.questions[at]];
    exam->sheet.questions[at] = r->answer_right;
    note_step(app, r->answer_right, item->id, arena_printf(&home, "%d", r->answer));
    arena_finish(&home);
}

static void end_practice(struct app *app, uint16_t at)
{
    struct exam *exam = &app->exam;
    const struct runner *r = &app->model.runner;
    exam->sheet.practices[at] =
        (struct practice_mark) { .passed = r->mode_done[MODE_SELF] && !r->self_shown,
                                 .hints = r->self_hints };
}

static void end_case(struct app *app, uint16_t at)
{
    struct exam *exam = &app->exam;
    const struct runner *r = &app->model.runner;
    const struct judge *judge = runner_step(r)->judge;
    const struct exam_rules *rules = &app->model.exam.assessment->rules;
    bool right = score_verdict(rules, judge, exam->verdict) == 100 &&
                 (judge->action_count == 0 || r->answer_right);
    arena home = { .block_bytes = 128 };
    str answer = verdict_name(exam->verdict);
    if (judge->action_count)
        answer = arena_printf(&home, "%.*s,%d", STR_ARG(answer), r->answer);
    exam->sheet.cases[at] = right;
    note_step(app, right, judge->code, answer);
    arena_finish(&home);
}

/* In a drill each answer was told and written; the first action counts. */
static void end_drilled(struct app *app, uint16_t at)
{
    struct exam *exam = &app->exam;
    const struct runner *r = &app->model.runner;
    const struct judge *judge = runner_step(r)->judge;
    const struct exam_rules *rules = &app->model.exam.assessment->rules;
    bool acted = judge->action_count == 0 || __builtin_popcount(r->tried) <= 1;
    exam->acted += acted;
    bool right = acted && score_verdict(rules, judge, exam->verdict) == 100;
    int lesson = exam->cases.items[exam->draw.cases[at]].lesson;
    for (int i = 0; i < SCORE_NEXT && !right; i++) {
        if (exam->missed[i] == lesson)
            return;
        if (exam->missed[i] < 0) {
            exam->missed[i] = lesson;
            return;
        }
    }
}

void exam_step_done(struct app *app)
{
    struct exam *exam = &app->exam;
    struct runner *r = &app->model.runner;
    uint16_t at, of;
    enum exam_part part = part_of(exam, exam->position, &at, &of);
    exam->active_ms += app->now.mono_ms - exam->since_mono_ms;
    exam->since_mono_ms = app->now.mono_ms;
    exam->hints = (uint16_t)(exam->hints + r->hint_total);
    exam->assisted = exam->assisted || r->assisted;
    if (app->model.exam.kind == EXAM_DRILL)
        end_drilled(app, at);
    else if (part == PART_QUICK)
        end_question(app, at);
    else if (part == PART_PRACTICE)
        end_practice(app, at);
    else
        end_case(app, at);
    exam->position++;
    go_on(app);
}

void exam_skip(struct app *app)
{
    if (!exam_on_screen(app) || app->model.exam.part != PART_PRACTICE ||
        app->model.runner.phase == PHASE_DONE)
        return;
    exam_step_done(app);
}

/* ---- the end ---- */

static str tags_of(arena *home, uint32_t tags)
{
    str all = { 0 };
    for (unsigned i = 0; i < LESSON_TAG_COUNT; i++)
        if (tags >> i & 1)
            all = str_empty(all)
                      ? lesson_tag_name(i)
                      : arena_printf(home, "%.*s,%.*s", STR_ARG(all), STR_ARG(lesson_tag_name(i)));
    return all;
}

void exam_write(struct app *app)
{
    struct model *m = &app->model;
    struct exam *exam = &app->exam;
    const struct assessment *a = m->exam.assessment;
    const struct exam_profile *profile = &a->profiles[m->exam.profile];
    const struct score *score = &m->exam.score;
    arena home = { .block_bytes = 512 };
    struct event_draft draft = session_draft(app, EVENT_ASSESSMENT_COMPLETED);
    struct event_body *body = &draft.body;
    body->pack = a->pack;
    body->pack_version = a->pack_version;
    body->profile = profile->id;
    body->rules = a->version;
    body->group = profile->grouped ? group_name(profile->group) : (str) { 0 };
    body->tags = tags_of(&home, profile->tags);
    body->seed = (int64_t)exam->draw.seed;
    body->parts = score_line(&home, score);
    body->weak = score_skills(&home, score->weak);
    body->right = score->right;
    body->total = score->total;
    body->hints = exam->hints;
    body->wrong = score->total - score->right;
    body->success = score->passed ? TRI_YES : TRI_NO;
    body->unaided = exam->assisted ? TRI_NO : TRI_YES;
    body->assisted = exam->assisted ? TRI_YES : TRI_NO;
    body->duration_ms = exam->active_ms;
    exam->writing = true;
    session_write_awaited(app, &draft);
    arena_finish(&home);
}

/* The next one asks something else. Only what was finished counts, since only that stands in the
 * ledger: so its seeds tell what was asked each time. */
static void remember(struct exam *exam, int asked)
{
    exam->previous = exam->draw;
    exam->previous_profile = asked;
}

static void finish_drill(struct app *app)
{
    remember(&app->exam, (int)EXAM_PROFILES_MAX);
    struct exam_model *em = &app->model.exam;
    em->points = (uint16_t)app->exam.points;
    em->acted = (uint16_t)app->exam.acted;
    memcpy(em->next, app->exam.missed, sizeof em->next);
    em->kind = EXAM_NONE;
    runner_close(&app->model.runner);
    app->ports.sound(app->ports.context, SOUND_SUCCESS);
    app_go(app, SCREEN_DRILL);
}

static void finish(struct app *app)
{
    struct model *m = &app->model;
    if (m->exam.kind == EXAM_DRILL) {
        finish_drill(app);
        return;
    }
    struct draw_from from = from_of(app, m->exam.profile);
    score_assessment(&from, &app->exam.draw, &app->exam.sheet, &m->progress, &m->exam.score);
    exam_write(app);
}

/* The result is on the disk: only now may it be seen. */
void exam_written(struct app *app)
{
    struct model *m = &app->model;
    app->exam.writing = false;
    remember(&app->exam, m->exam.profile);
    m->exam.kind = EXAM_NONE;
    if (m->exam.score.passed)
        app->ports.sound(app->ports.context, SOUND_SUCCESS);
    runner_close(&m->runner);
    app_go(app, SCREEN_RESULT);
}
