/* A lesson from opening to «done»: feeds the runner, writes down what happened. */
#define LOG_MODULE "lesson"
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "kiosk/parts.h"

static const enum screen_id step_screens[] = {
    [STEP_PAGE] = SCREEN_LESSON, [STEP_PHONE] = SCREEN_PRACTICE,    [STEP_JUDGE] = SCREEN_JUDGE,
    [STEP_CALL] = SCREEN_CALL,   [STEP_QUESTION] = SCREEN_QUESTION,
};
static_assert(COUNT_OF(step_screens) == STEP_KIND_COUNT, "a screen for every kind of step");

void lesson_show_step(struct app *app)
{
    app_go(app, step_screens[runner_step(&app->model.runner)->kind]);
}

static void note_lesson(const struct app *app, struct event_draft *draft)
{
    const struct lesson_head *head = &app->model.runner.lesson->head;
    draft->body.lesson = head->code;
    draft->body.pack = head->pack;
    draft->body.pack_version = head->pack_version;
}

static int topic_of(const struct app *app, int lesson)
{
    const struct catalogue *c = app->model.catalogue;
    for (int i = 0; i < (int)c->topic_count; i++)
        if (str_eq(c->topics[i].id, c->lessons[lesson].topic))
            return i;
    return -1;
}

const struct lesson *lesson_read(struct app *app, int index)
{
    const struct model *m = &app->model;
    arena_reset(&app->lesson_home);
    struct problems problems = { .home = &app->lesson_home };
    const struct lesson *lesson;
    enum fail failed = content_lesson(app->content, (struct lesson_wanted) { index, m->address },
                                      &app->lesson_home, &lesson, &problems);
    if (failed == FAIL_OK)
        return lesson;
    problems_print(&problems, stderr);
    if (problems.total == 0)
        log_error("lesson %.*s cannot be opened: %.*s", STR_ARG(m->catalogue->lessons[index].code),
                  STR_ARG(fail_en(failed)));
    return NULL;
}

void lesson_open(struct app *app, int index)
{
    struct model *m = &app->model;
    if (index < 0 || index >= (int)m->catalogue->lesson_count)
        return;
    lesson_close(app);
    const struct lesson *lesson = lesson_read(app, index);
    if (!lesson) {
        app_notice(app, PHRASE_NOTICE_LESSON);
        return;
    }
    uint64_t seed = app->seed;
    if (seed == 0)
        app->ports.random(app->ports.context, &seed, sizeof seed);
    runner_start(&m->runner, lesson, seed);
    m->lesson = index;
    m->topic = topic_of(app, index);
    app->lesson_mono_ms = app->now.mono_ms;
    struct event_draft draft = session_draft(app, EVENT_LESSON_STARTED);
    note_lesson(app, &draft);
    draft.body.kind = lesson_kind_name(lesson->head.kind);
    session_note(app, &draft);
    lesson_show_step(app);
}

void lesson_close(struct app *app)
{
    if (app->model.runner.single || app->exam.writing)
        exam_aside(app);
    runner_close(&app->model.runner);
    app->model.watching = false;
    app->play_mono_ms = 0;
    app->model.saving = false;
    app->save_failed = false;
    app->ticket = 0;
}

/* ---- writing down ---- */

struct before {
    uint16_t step, task, unit, wrong, hints;
    enum phase phase;
    enum practice_mode mode;
    bool slipped, ring;
};

static struct before before_input(const struct runner *r)
{
    return (struct before) { .step = r->step,
                             .task = r->task,
                             .unit = runner_unit(r),
                             .wrong = r->wrong_total,
                             .hints = r->hint_total,
                             .phase = r->phase,
                             .mode = r->mode,
                             .slipped = r->task_slipped,
                             .ring = runner_shows_ring(r) };
}

static struct event_draft answered(const struct app *app, arena *home, const struct before *b)
{
    struct event_draft draft = session_draft(app, EVENT_STEP_ANSWERED);
    note_lesson(app, &draft);
    const struct step *step = &app->model.runner.lesson->steps[b->step];
    draft.body.kind = step_kind_name(step->kind);
    draft.body.step = arena_printf(home, "%u", b->unit);
    exam_mark_event(app, &draft.body);
    return draft;
}

/* An answer to a question, case or call; choices go down as their index, never as text. */
static void note_answer(struct app *app, const struct before *b, str answer, bool right)
{
    arena home = { .block_bytes = 256 };
    struct event_draft draft = answered(app, &home, b);
    draft.body.answer = answer;
    draft.body.success = right ? TRI_YES : TRI_NO;
    session_note(app, &draft);
    arena_finish(&home);
}

static void note_task(struct app *app, const struct before *b)
{
    arena home = { .block_bytes = 256 };
    struct event_draft draft = answered(app, &home, b);
    if (str_empty(draft.body.mode))
        draft.body.mode = practice_mode_name(b->mode);
    draft.body.success = b->slipped ? TRI_NO : TRI_YES;
    session_note(app, &draft);
    arena_finish(&home);
}

static void write_completion(struct app *app)
{
    struct model *m = &app->model;
    const struct runner *r = &m->runner;
    struct event_draft draft = session_draft(app, EVENT_LESSON_COMPLETED);
    note_lesson(app, &draft);
    draft.body.kind = lesson_kind_name(r->lesson->head.kind);
    draft.body.success = TRI_YES;
    draft.body.unaided = runner_unaided(r) ? TRI_YES : TRI_NO;
    draft.body.assisted = r->assisted ? TRI_YES : TRI_NO;
    draft.body.right = runner_units_right(r);
    draft.body.total = runner_units(r);
    draft.body.hints = r->hint_total;
    draft.body.wrong = r->wrong_total;
    draft.body.duration_ms = m->done.duration_ms;
    session_write_awaited(app, &draft);
}

static void finish_lesson(struct app *app)
{
    struct model *m = &app->model;
    m->done = (struct done_model) { .lesson = m->lesson,
                                    .right = runner_units_right(&m->runner),
                                    .total = runner_units(&m->runner),
                                    .duration_ms = app->now.mono_ms - app->lesson_mono_ms,
                                    .unaided = runner_unaided(&m->runner),
                                    .next = -1 };
    write_completion(app);
}

void lesson_retry(struct app *app)
{
    if (app->save_failed && app->exam.writing)
        exam_write(app);
    else if (app->model.runner.phase == PHASE_DONE && app->save_failed)
        write_completion(app);
}

/* What to offer next: on a track its next lesson, else one of the same topic. */
static int lesson_after(const struct model *m)
{
    const struct catalogue *c = m->catalogue;
    int next = -1;
    if (m->on_track && m->track >= 0)
        next = track_next(&c->tracks[m->track], c, m->done.lesson, &m->progress);
    return next >= 0 ? next : catalogue_next(c, m->done.lesson, &m->progress);
}

/* The completion is on the disk: only now may «done» be seen. */
void lesson_written(struct app *app, enum fail failed)
{
    struct model *m = &app->model;
    m->saving = false;
    app->changed = true;
    if (failed != FAIL_OK) {
        app->save_failed = true;
        app_notice(app, PHRASE_NOT_SAVED);
        return;
    }
    if (app->exam.writing) {
        exam_written(app);
        return;
    }
    progress_set(&m->progress, m->catalogue->lessons[m->done.lesson].number, m->done.unaided);
    session_note_review(app);
    m->done.learned = progress_count(&m->progress);
    m->done.next = lesson_after(m);
    app->session.card.progress = m->progress;
    app->session.card.issue_day = card_day(app->now.wall_ms);
    m->done.qr = app->ports.card_code(app->ports.context, &app->lesson_home, &app->session.card);
    app->ports.sound(app->ports.context, SOUND_SUCCESS);
    runner_close(&m->runner);
    app_go(app, SCREEN_DONE);
}

/* ---- inputs ---- */

static void start_playing(struct app *app, int64_t first_ms)
{
    app->model.watching = true;
    app->play_mono_ms = app->now.mono_ms + first_ms;
    app->play_limit_ms = app->now.mono_ms + PLAY_WAIT_VOICE_MS;
}

static void stop_playing(struct app *app)
{
    app->model.watching = false;
    app->play_mono_ms = 0;
}

/* What to touch, in words: a ring alone tells nothing to who cannot see it. */
static str coach_words(const struct app *app)
{
    const struct phone_action *action = runner_phone_action(&app->model.runner);
    return action ? text_spoken(action->coach, app->model.lang) : (str) { 0 };
}

static void say_reply(struct app *app, const struct before *b)
{
    const struct runner *r = &app->model.runner;
    bool helped = runner_shows_ring(r) && (!b->ring || r->hint_total != b->hints);
    str coach = helped ? coach_words(app) : (str) { 0 };
    arena home = { .block_bytes = 512 };
    app_say(app, str_empty(coach)
                     ? r->reply_say
                     : arena_printf(&home, "%.*s\n%.*s", STR_ARG(r->reply_say), STR_ARG(coach)));
    arena_finish(&home);
}

/* After any input: what is said, what is heard, where the learner now is. */
static void settle(struct app *app, const struct before *b, enum outcome outcome)
{
    struct runner *r = &app->model.runner;
    app->changed = true;
    if (outcome == OUTCOME_REFUSED)
        r->reply = r->reply_say = phrase_of(&app->model, PHRASE_KEYPAD_REFUSED);
    if (outcome == OUTCOME_FINISHED && r->single) {
        exam_step_done(app);
        return;
    }
    if (outcome == OUTCOME_FINISHED) {
        finish_lesson(app);
        return;
    }
    if (outcome == OUTCOME_WRONG || outcome == OUTCOME_REFUSED)
        app->ports.sound(app->ports.context, SOUND_RETRY);
    bool moved = r->step != b->step || r->phase != b->phase || r->task != b->task;
    if (r->phase != PHASE_PRACTISE)
        stop_playing(app);
    if (r->step != b->step || (moved && r->phase != PHASE_ANSWERED))
        lesson_show_step(app);
    else if (!str_empty(r->reply_say))
        say_reply(app, b);
    else if (outcome == OUTCOME_RIGHT)
        app->read_wanted = app->model.voice_on;
}

static void choose_mode(struct app *app, enum practice_mode mode)
{
    struct before b = before_input(&app->model.runner);
    enum outcome outcome = runner_choose_mode(&app->model.runner, mode);
    settle(app, &b, outcome);
    stop_playing(app);
    if (outcome != OUTCOME_NONE && mode == MODE_WATCH)
        start_playing(app, PLAY_ACTION_MS);
}

static bool task_was_finished(const struct runner *r, const struct before *b)
{
    return b->phase == PHASE_PRACTISE && b->mode != MODE_WATCH &&
           (r->task != b->task || r->phase == PHASE_AFTER);
}

/* A digit is told by how many there are, never by itself: somebody may be listening. */
static void tell_typed(struct app *app)
{
    struct model *m = &app->model;
    arena home = { .block_bytes = 256 };
    str count = arena_printf(&home, "%u", (unsigned)m->runner.typed_len);
    app_say(app, phrase_fill(&home, phrase_of(m, PHRASE_TYPED_SAY), count, (str) { 0 }));
    arena_finish(&home);
}

/* The kiosk's own words, in place of a lesson's. */
static void reply_with(struct app *app, enum phrase phrase)
{
    struct runner *r = &app->model.runner;
    r->reply = r->reply_say = phrase_of(&app->model, phrase);
}

static enum outcome swipe(struct app *app, struct verb verb)
{
    static const enum phrase ways[WAY_COUNT] = { [WAY_UP] = PHRASE_SWIPE_UP,
                                                 [WAY_DOWN] = PHRASE_SWIPE_DOWN,
                                                 [WAY_LEFT] = PHRASE_SWIPE_LEFT,
                                                 [WAY_RIGHT] = PHRASE_SWIPE_RIGHT };
    struct runner *r = &app->model.runner;
    const struct phone_action *action = runner_phone_action(r);
    if (!action || action->act != ACT_SWIPE || r->mode == MODE_WATCH)
        return OUTCOME_NONE;
    if (verb.code == INTENT_SWIPE && verb.arg >= 0 && verb.arg < WAY_COUNT) {
        enum phrase phrase = ways[action->way];
        enum outcome outcome = runner_swipe(r, (enum way)verb.arg);
        if (outcome == OUTCOME_WRONG)
            reply_with(app, phrase);
        return outcome;
    }
    /* A hand that meant it and could not: told how, and no slip. */
    reply_with(app, verb.code == INTENT_SWIPE ? PHRASE_SWIPE_LONGER : PHRASE_SWIPE_THERE);
    return OUTCOME_PARTIAL;
}

static enum outcome hold(struct app *app, struct verb verb)
{
    const struct phone_action *action = runner_phone_action(&app->model.runner);
    if (verb.arg == 0 || !action || action->act != ACT_HOLD)
        return runner_hold(&app->model.runner);
    reply_with(app, PHRASE_HOLD_LONGER);
    return OUTCOME_PARTIAL;
}

static enum outcome tap(struct app *app, struct verb verb)
{
    struct runner *r = &app->model.runner;
    const struct phone_action *action = runner_phone_action(r);
    enum outcome outcome = runner_tap(r, verb.text, app->model.lang);
    bool held = action && action->act == ACT_HOLD && str_eq(action->target, verb.text);
    if (outcome == OUTCOME_WRONG && held && str_empty(r->reply))
        reply_with(app, PHRASE_HOLD_LONGER);
    return outcome;
}

static enum outcome type_digit(struct app *app, struct verb verb)
{
    if (verb.arg == 10)
        return runner_erase(&app->model.runner);
    if (verb.arg < 0 || verb.arg > 9)
        return OUTCOME_NONE;
    return runner_digit(&app->model.runner, (char)('0' + verb.arg), app->model.lang);
}

static enum outcome gesture(struct app *app, struct verb verb)
{
    (void)verb;
    return runner_gesture(&app->model.runner);
}

static enum outcome (*const phone_inputs[INTENT_COUNT])(struct app *app, struct verb verb) = {
    [INTENT_TAP] = tap,     [INTENT_DIGIT] = type_digit,
    [INTENT_SWIPE] = swipe, [INTENT_SWIPE_ELSEWHERE] = swipe,
    [INTENT_HOLD] = hold,   [INTENT_GESTURE] = gesture,
};

static void phone_input(struct app *app, struct verb verb)
{
    struct runner *r = &app->model.runner;
    struct before b = before_input(r);
    enum outcome outcome = phone_inputs[verb.code](app, verb);
    if (outcome != OUTCOME_NONE && b.mode != MODE_WATCH)
        stop_playing(app);
    if (task_was_finished(r, &b))
        note_task(app, &b);
    settle(app, &b, outcome);
    if (verb.code != INTENT_DIGIT || !str_empty(r->reply_say))
        return;
    bool erased = verb.arg == 10 && runner_phone_action(r) && r->mode != MODE_WATCH;
    if (outcome == OUTCOME_PARTIAL || erased)
        tell_typed(app);
}

static void show_sample(struct app *app, struct verb verb)
{
    (void)verb;
    struct runner *r = &app->model.runner;
    if (runner_phone_action(r) && !r->exam && r->mode != MODE_WATCH && !app->model.watching) {
        app_say(app, coach_words(app));
        start_playing(app, PLAY_DIGIT_MS);
    }
    app->changed = true;
}

static void hint_or_again(struct app *app, struct verb verb)
{
    struct runner *r = &app->model.runner;
    struct before b = before_input(r);
    bool watch = r->mode == MODE_WATCH;
    stop_playing(app);
    enum outcome outcome =
        verb.code == INTENT_HINT ? runner_hint(r, app->model.lang) : runner_again(r);
    settle(app, &b, outcome);
    if (verb.code == INTENT_AGAIN && outcome != OUTCOME_NONE)
        app->read_wanted = app->model.voice_on; /* also when it was at its beginning already */
    if (watch && r->phase == PHASE_PRACTISE)
        start_playing(app, PLAY_ACTION_MS);
}

static str verdict_or_index(arena *home, struct verb verb)
{
    if (verb.code == INTENT_VERDICT)
        return verdict_name((enum verdict)verb.arg);
    return arena_printf(home, "%d", (int)verb.arg);
}

static enum outcome answer(struct runner *r, struct verb verb, enum lang lang)
{
    if (verb.code == INTENT_ANSWER)
        return runner_answer(r, verb.arg, lang);
    if (verb.code == INTENT_CALL_STOP)
        return runner_call_stop(r, lang);
    if (verb.arg < 0 || verb.arg >= VERDICT_COUNT)
        return OUTCOME_NONE;
    return runner_verdict(r, (enum verdict)verb.arg, lang);
}

static void answer_input(struct app *app, struct verb verb)
{
    struct runner *r = &app->model.runner;
    struct before b = before_input(r);
    if (verb.code == INTENT_CALL_STOP)
        verb.arg = r->line;
    enum outcome outcome = answer(r, verb, app->model.lang);
    if (r->single && verb.code == INTENT_VERDICT && outcome != OUTCOME_NONE)
        exam_verdict(app, (enum verdict)verb.arg);
    if (r->exam && outcome == OUTCOME_PARTIAL)
        reply_with(app, PHRASE_EXAM_NOTED);
    if (outcome == OUTCOME_RIGHT || outcome == OUTCOME_WRONG) {
        arena home = { .block_bytes = 128 };
        note_answer(app, &b, verdict_or_index(&home, verb), outcome == OUTCOME_RIGHT);
        arena_finish(&home);
    }
    if (outcome == OUTCOME_RIGHT)
        app->ports.sound(app->ports.context, SOUND_SUCCESS);
    settle(app, &b, outcome);
}

static void plain_input(struct app *app, struct verb verb)
{
    struct runner *r = &app->model.runner;
    struct before b = before_input(r);
    enum outcome outcome = OUTCOME_NONE;
    if (verb.code == INTENT_NEXT)
        outcome = runner_next(r);
    else if (verb.code == INTENT_BACK)
        outcome = runner_back(r);
    else if (verb.code == INTENT_SIGN)
        outcome = runner_mark_sign(r, verb.arg);
    else if (verb.code == INTENT_SIGNS_DONE)
        outcome = runner_signs_done(r, app->model.lang);
    else if (verb.code == INTENT_CALL_MORE)
        outcome = runner_call_more(r, app->model.lang);
    settle(app, &b, outcome);
    if (verb.code == INTENT_CALL_MORE && outcome == OUTCOME_MOVED)
        app_say(app, text_spoken(runner_step(r)->call->lines[r->line - 1].text, app->model.lang));
}

static void mode_input(struct app *app, struct verb verb)
{
    if (verb.arg >= 0 && verb.arg < MODE_COUNT)
        choose_mode(app, (enum practice_mode)verb.arg);
}

static void (*const inputs[INTENT_COUNT])(struct app *app, struct verb verb) = {
    [INTENT_NEXT] = plain_input,      [INTENT_BACK] = plain_input,
    [INTENT_SIGN] = plain_input,      [INTENT_SIGNS_DONE] = plain_input,
    [INTENT_CALL_MORE] = plain_input, [INTENT_CALL_STOP] = answer_input,
    [INTENT_ANSWER] = answer_input,   [INTENT_VERDICT] = answer_input,
    [INTENT_MODE] = mode_input,       [INTENT_TAP] = phone_input,
    [INTENT_DIGIT] = phone_input,     [INTENT_HINT] = hint_or_again,
    [INTENT_AGAIN] = hint_or_again,   [INTENT_SHOW] = show_sample,
    [INTENT_SWIPE] = phone_input,     [INTENT_SWIPE_ELSEWHERE] = phone_input,
    [INTENT_HOLD] = phone_input,      [INTENT_GESTURE] = phone_input,
};

void lesson_intent(struct app *app, struct verb verb)
{
    bool open = app->model.runner.lesson && app->model.runner.phase != PHASE_DONE;
    if (open && !app->model.saving && inputs[verb.code])
        inputs[verb.code](app, verb);
}

/* ---- what plays by itself ---- */

static void play_once(struct app *app)
{
    struct runner *r = &app->model.runner;
    struct before b = before_input(r);
    uint16_t action = r->action;
    enum outcome outcome = runner_play(r, app->model.lang);
    if (task_was_finished(r, &b)) {
        b.slipped = true;
        note_task(app, &b);
    }
    settle(app, &b, outcome);
    if (r->phase != PHASE_PRACTISE)
        return;
    bool next = r->action != action || r->task != b.task;
    if (next && r->mode != MODE_WATCH) {
        stop_playing(app); /* «Xem mẫu» shows one action, the learner goes on */
        return;
    }
    const struct phone_action *now = runner_phone_action(r);
    bool digits = now && now->act == ACT_TYPE && r->typed_len > 0;
    start_playing(app, digits ? PLAY_DIGIT_MS : PLAY_ACTION_MS);
}

void lesson_tick(struct app *app)
{
    struct model *m = &app->model;
    if (m->saving && app->now.mono_ms >= app->saving_mono_ms + SAVING_SHOWN_AFTER_MS &&
        m->screen != SCREEN_DONE)
        app_go(app, SCREEN_DONE);
    if (app->play_mono_ms == 0 || app->now.mono_ms < app->play_mono_ms)
        return;
    /* A panel covers the phone: what nobody sees is not shown. */
    if (m->overlay != SCREEN_COUNT) {
        start_playing(app, PLAY_ACTION_MS);
        return;
    }
    /* The coach is still explaining: wait for the end of the sentence, within reason. */
    if (app->ports.speaking(app->ports.context) && app->now.mono_ms < app->play_limit_ms) {
        app->play_mono_ms = app->now.mono_ms + PLAY_DIGIT_MS / 2;
        return;
    }
    play_once(app);
}

int64_t lesson_next_ms(const struct app *app)
{
    int64_t next = app->play_mono_ms ? app->play_mono_ms : INT64_MAX;
    if (app->model.saving && app->model.screen != SCREEN_DONE) {
        int64_t show = app->saving_mono_ms + SAVING_SHOWN_AFTER_MS;
        next = show < next ? show : next;
    }
    return next;
}
