#include "support/scenes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "screens/phone_widgets.h"
#include "support/scenes_parts.h"

/* ---- the world ---- */

static struct qr_code made_code(arena *home)
{
    const uint8_t side = 61;
    uint8_t *cells = arena_new(home, uint8_t, (size_t)side * side);
    for (unsigned i = 0; i < (unsigned)side * side; i++)
        cells[i] = (i * 7 + i / side) % 3 == 0;
    return (struct qr_code) { .side = side, .cells = cells };
}

bool scenes_open(struct scenes *s, str assets)
{
    struct problems problems = { .home = &s->home };
    enum fail failed = FAIL_OK;
    for (unsigned i = 0; i < SAMPLE_CITIES && failed == FAIL_OK; i++)
        failed = sample_open(&s->cities[i], &s->home, assets, i, &problems);
    s->content = s->cities[0];
    if (failed == FAIL_OK)
        failed = phrases_load(&s->phrases, &s->home, assets, &problems);
    if (failed == FAIL_OK)
        failed = content_assessment(&s->content, ADDRESS_BAC, &s->home, &s->assessment, &problems);
    if (failed != FAIL_OK)
        problems_print(&problems, stderr);
    else
        s->cases = content_cases(&s->content, &s->home);
    if (failed == FAIL_OK)
        sample_choose(&s->sample, &s->content);
    s->qr = made_code(&s->home);
    return failed == FAIL_OK;
}

void scenes_close(struct scenes *s)
{
    arena_finish(&s->home);
    arena_finish(&s->lesson_home);
}

struct model scene_fresh(const struct scenes *s, enum lang lang)
{
    return (struct model) { .ward_name = S("Phường Mẫu"),
                            .help_name = S("Tổ công nghệ số cộng đồng"),
                            .help_phone = S("0000 160 000"),
                            .help_place = S("bàn hướng dẫn bên phải cửa"),
                            .phrases = &s->phrases,
                            .catalogue = &s->content.catalogue,
                            .lesson_of_day = catalogue_of_day(&s->content.catalogue, 4),
                            .wall_ms = 1795312440000, /* a Sunday in November */
                            .clock_sure = true,
                            .lang = lang,
                            .track = -1,
                            .voice_available = true,
                            .overlay = SCREEN_COUNT,
                            .session_open = true,
                            .idle_left_s = 45,
                            .idle_total_s = 45,
                            .done.next = -1 };
}

void scene_need(struct scenes *s, enum intent intent)
{
    must(s->scene.need_count < SCENE_NEEDS_MAX);
    s->scene.needs[s->scene.need_count++] = intent;
}

void scene_show(struct scenes *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(s->scene.name, sizeof s->scene.name, format, args);
    va_end(args);
    s->scene.model = &s->model;
    const struct runner *r = &s->model.runner;
    uint16_t task = r->phase == PHASE_PRACTISE ? r->task : 0;
    s->scene.whole =
        s->looked == SCENES_EVERYWHERE ||
        (s->looked == SCENES_BY_LESSON && sample_whole(&s->sample, s->model.lesson, r->step, task));
    s->scene.once = s->looked == SCENES_ONCE;
    if (s->model.overlay == SCREEN_COUNT) {
        scene_need(s, INTENT_SIZE);
        scene_need(s, INTENT_HELP);
    }
    s->visit(s->context, &s->scene);
    s->scene = (struct scene) { .need_count = 0 };
}

/* ---- screens outside a lesson ---- */

static void visit_start(struct scenes *s)
{
    s->model.screen = SCREEN_ATTRACT;
    scene_need(s, INTENT_START);
    scene_need(s, INTENT_LANGUAGE);
    scene_show(s, "attract");
    s->model.clock_sure = false;
    s->model.lesson_of_day = -1;
    scene_show(s, "attract without clock");
    s->model = scene_fresh(s, s->model.lang);
    s->model.screen = SCREEN_HOME;
    scene_show(s, "home");
    s->model.screen = SCREEN_CHECK;
    scene_show(s, "check");
}

static void visit_topics(struct scenes *s)
{
    const struct catalogue *c = s->model.catalogue;
    for (uint16_t i = 0; i < c->lesson_count; i++)
        progress_set(&s->model.progress, c->lessons[i].number, i % 2 == 0);
    s->model.screen = SCREEN_TOPIC;
    for (int i = 0; i < (int)c->topic_count; i++) {
        s->model.topic = i;
        scene_show(s, "topic %d", i);
    }
}

/* Each address on home too, where it is first met. */
static void visit_tracks(struct scenes *s)
{
    const struct catalogue *c = s->model.catalogue;
    s->model.screen = SCREEN_TRACKS;
    scene_need(s, INTENT_HOME);
    scene_show(s, "tracks");
    for (int i = 0; i < (int)c->track_count; i++) {
        s->model.track = i;
        s->model.address = c->tracks[i].address;
        s->model.screen = SCREEN_TRACK;
        scene_show(s, "track %d", i);
        s->model.screen = SCREEN_HOME;
        scene_show(s, "home on track %d", i);
    }
    s->model.track = -1;
    s->model.address = ADDRESS_BAC;
}

static void visit_card_and_notice(struct scenes *s)
{
    static const enum phrase notices[] = { PHRASE_NOT_SAVED, PHRASE_NOTICE_CONTENT,
                                           PHRASE_NOTICE_LESSON, PHRASE_NOTICE_STORE };
    s->model.screen = SCREEN_CARD;
    for (int card = CARD_WAITING; card <= CARD_OTHER_WARD; card++) {
        s->model.card = (enum card_state)card;
        scene_need(s, INTENT_HOME);
        scene_show(s, "card %d", card);
    }
    s->model.screen = SCREEN_NOTICE;
    for (unsigned i = 0; i < COUNT_OF(notices); i++) {
        s->model.notice = notices[i];
        scene_need(s, INTENT_HOME);
        if (notices[i] == PHRASE_NOT_SAVED)
            scene_need(s, INTENT_RETRY);
        scene_show(s, "notice %u", i);
    }
}

static void visit_done(struct scenes *s)
{
    const struct catalogue *c = s->model.catalogue;
    s->model.screen = SCREEN_DONE;
    s->model.saving = true;
    scene_show(s, "saving");
    s->model.saving = false;
    for (int i = 0; i < (int)c->lesson_count; i++) {
        s->model.done = (struct done_model) { .lesson = i,
                                              .right = 11,
                                              .total = 12,
                                              .duration_ms = i * 100000,
                                              .learned = 3,
                                              .unaided = i % 2 == 0,
                                              .qr = i == 1 ? (struct qr_code) { 0 } : s->qr,
                                              .next = i == 2 ? -1 : (i + 1) % c->lesson_count };
        scene_need(s, INTENT_END);
        if (i != 2)
            scene_need(s, INTENT_LESSON);
        s->looked = i < 3 ? SCENES_EVERYWHERE : SCENES_SAMPLED;
        scene_show(s, "done %d", i);
    }
}

static void visit_overlays(struct scenes *s)
{
    s->model.screen = SCREEN_HOME;
    s->model.overlay = SCREEN_IDLE;
    scene_need(s, INTENT_STAY);
    scene_need(s, INTENT_END);
    scene_show(s, "idle");
    s->model.overlay = SCREEN_HELP;
    scene_need(s, INTENT_CLOSE);
    scene_show(s, "help");
    s->model.help_phone = s->model.help_place = (str) { 0 };
    scene_need(s, INTENT_CLOSE);
    scene_show(s, "help without phone");
    s->model.overlay = SCREEN_SIZE;
    scene_need(s, INTENT_CLOSE);
    scene_show(s, "size");
    s->model.voice_available = false;
    scene_need(s, INTENT_CLOSE);
    scene_show(s, "size without voice");
}

/* ---- lessons ---- */

static void show_step(struct scenes *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void show_step(struct scenes *s, const char *format, ...)
{
    char what[32];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    const struct runner *r = &s->model.runner;
    scene_need(s, INTENT_LEAVE);
    if (runner_can_next(r))
        scene_need(s, INTENT_NEXT);
    if (runner_can_back(r) && (r->phase == PHASE_ANSWERED || r->phase == PHASE_CHOOSE ||
                               runner_step(r)->kind == STEP_PAGE))
        scene_need(s, INTENT_BACK);
    scene_show(s, "%.*s step %u %s", STR_ARG(r->lesson->head.code), (unsigned)r->step + 1u, what);
}

static void visit_question(struct scenes *s)
{
    struct runner *r = &s->model.runner;
    const struct question *q = runner_step(r)->question;
    s->model.screen = SCREEN_QUESTION;
    show_step(s, "open");
    for (int i = 0; i < (int)q->choice_count; i++)
        if (runner_answer(r, i, s->model.lang) == OUTCOME_WRONG)
            show_step(s, "tried %d", i);
    for (int i = 0; i < (int)q->choice_count; i++)
        (void)runner_answer(r, i, s->model.lang);
    show_step(s, "right");
}

static void visit_verdicts(struct scenes *s, const struct judge *judge)
{
    struct runner *r = &s->model.runner;
    scene_need(s, INTENT_VERDICT);
    show_step(s, "read");
    struct runner before = *r;
    for (int v = 0; v < VERDICT_COUNT; v++) {
        *r = before;
        if (v == (int)judge->right ||
            runner_verdict(r, (enum verdict)v, s->model.lang) == OUTCOME_NONE)
            continue;
        show_step(s, "verdict %d", v);
    }
    *r = before;
    (void)runner_verdict(r, judge->right, s->model.lang);
    show_step(s, "verdict right");
    (void)runner_next(r);
}

static void visit_signs(struct scenes *s, const struct judge *judge)
{
    struct runner *r = &s->model.runner;
    if (r->phase != PHASE_SIGNS)
        return;
    scene_need(s, INTENT_SIGNS_DONE);
    show_step(s, "signs");
    for (int i = 0; i < (int)judge->sign_count; i++)
        (void)runner_mark_sign(r, i);
    scene_need(s, INTENT_SIGNS_DONE);
    show_step(s, "signs marked");
    (void)runner_signs_done(r, s->model.lang);
    show_step(s, "signs told");
    (void)runner_next(r);
}

static void visit_judge(struct scenes *s)
{
    struct runner *r = &s->model.runner;
    const struct judge *judge = runner_step(r)->judge;
    uint16_t step = r->step;
    s->model.screen = SCREEN_JUDGE;
    visit_verdicts(s, judge);
    if (r->phase == PHASE_DONE || r->step != step)
        return;
    visit_signs(s, judge);
    if (r->phase != PHASE_ACTION)
        return;
    show_step(s, "actions");
    for (int i = 0; i < (int)judge->action_count; i++)
        if (!judge->actions[i].right && runner_answer(r, i, s->model.lang) == OUTCOME_WRONG)
            show_step(s, "action %d", i);
    for (int i = 0; i < (int)judge->action_count; i++)
        (void)runner_answer(r, i, s->model.lang);
    show_step(s, "action right");
    (void)runner_next(r);
}

static void visit_call(struct scenes *s)
{
    struct runner *r = &s->model.runner;
    s->model.screen = SCREEN_CALL;
    while (r->phase == PHASE_READ) {
        scene_need(s, INTENT_CALL_MORE);
        scene_need(s, INTENT_CALL_STOP);
        show_step(s, "line %u", r->line);
        struct runner before = *r;
        enum outcome outcome = runner_call_stop(r, s->model.lang);
        if (outcome == OUTCOME_WRONG) {
            scene_need(s, INTENT_CALL_MORE);
            scene_need(s, INTENT_CALL_STOP);
        }
        show_step(s, "stopped at %u", before.line);
        *r = before;
        (void)runner_call_more(r, s->model.lang);
    }
    show_step(s, "heard out");
    (void)runner_next(r);
}

static str tapped(str wrong)
{
    return str_eq(wrong, S("*")) ? S("?") : wrong;
}

static str longest_wrong(const struct phone_action *action)
{
    str id = { 0 };
    size_t most = 0;
    for (uint16_t i = 0; i < action->wrong_count; i++)
        if (action->wrongs[i].reply.vi.len > most) {
            most = action->wrongs[i].reply.vi.len;
            id = action->wrongs[i].id;
        }
    return id;
}

static void show_action(struct scenes *s, const char *what)
{
    const struct runner *r = &s->model.runner;
    const struct phone_action *action = runner_phone_action(r);
    char target[64];
    bool types = action->act == ACT_TYPE;
    int len = snprintf(target, sizeof target, "phone-%.*s", STR_ARG(action->target));
    /* The whole glass is no control: its gesture has a button. */
    if (!str_eq(action->target, PHONE_GLASS))
        s->scene.target = (str) { target, (size_t)len };
    if (r->mode != MODE_WATCH && (action->act == ACT_SWIPE || action->act == ACT_HOLD))
        scene_need(s, INTENT_GESTURE);
    if (r->mode != MODE_WATCH) {
        scene_need(s, INTENT_HINT);
        scene_need(s, INTENT_SHOW);
        scene_need(s, INTENT_AGAIN);
    }
    if (types)
        scene_need(s, INTENT_DIGIT);
    show_step(s, "%s %u.%u%s", what, (unsigned)r->task + 1u, (unsigned)r->action + 1u,
              types ? " types" : "");
}

/* Each reply to a wrong tap, so that no word of a lesson stays unseen. */
static void visit_replies(struct scenes *s, const struct phone_action *action)
{
    struct runner *r = &s->model.runner;
    struct runner before = *r;
    s->looked = SCENES_ONCE;
    for (uint16_t i = 0; i < action->wrong_count; i++) {
        (void)runner_tap(r, tapped(action->wrongs[i].id), s->model.lang);
        show_action(s, "reply");
        *r = before;
    }
    s->looked = SCENES_BY_LESSON;
}

static void visit_action(struct scenes *s)
{
    static const char *const modes[MODE_COUNT] = { "watch", "follow", "self" };
    struct runner *r = &s->model.runner;
    const struct phone_action *action = runner_phone_action(r);
    show_action(s, modes[r->mode]);
    if (r->mode == MODE_WATCH)
        return;
    struct runner before = *r;
    (void)runner_tap(r, tapped(longest_wrong(action)), s->model.lang);
    show_action(s, r->mode == MODE_SELF ? "self tried" : "follow tried");
    (void)runner_hint(r, s->model.lang);
    if (s->sample.lessons[s->model.lesson]) /* else: the coach's words once more */
        show_action(s, "hinted");
    *r = before;
    if (r->mode == MODE_FOLLOW)
        visit_replies(s, action);
    if (action->act != ACT_TYPE)
        return;
    (void)runner_digit(r, action->digits.ptr[0], s->model.lang);
    r->reply = r->reply_say = phrase_of(&s->model, PHRASE_KEYPAD_REFUSED);
    show_action(s, "refused");
    *r = before;
}

/* Alone, the coach repeats what is to be done: in the same words for every action. */
static void visit_alone(struct scenes *s)
{
    struct runner *r = &s->model.runner;
    struct runner before = *r;
    (void)runner_choose_mode(r, MODE_SELF);
    s->looked = SCENES_ONCE;
    show_action(s, "alone");
    s->looked = SCENES_BY_LESSON;
    *r = before;
}

static void visit_phone(struct scenes *s)
{
    static const char *const modes[MODE_COUNT] = { "watch", "follow", "self" };
    struct runner *r = &s->model.runner;
    s->model.screen = SCREEN_PRACTICE;
    scene_need(s, INTENT_MODE);
    show_step(s, "choose");
    visit_alone(s);
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        /* The same screens and words in all modes; alone, the coach says less. */
        if (mode != MODE_FOLLOW && !s->sample.lessons[s->model.lesson])
            continue;
        (void)runner_choose_mode(r, (enum practice_mode)mode);
        s->model.watching = mode == MODE_WATCH;
        uint16_t task = UINT16_MAX, at = UINT16_MAX;
        while (r->phase == PHASE_PRACTISE) {
            if (r->task != task || r->action != at)
                visit_action(s);
            task = r->task;
            at = r->action;
            (void)runner_play(r, s->model.lang);
        }
        s->model.watching = false;
        scene_need(s, INTENT_MODE);
        show_step(s, "after %s", modes[mode]);
    }
}

static void visit_step(struct scenes *s)
{
    struct runner *r = &s->model.runner;
    switch (runner_step(r)->kind) {
    case STEP_PAGE:
        s->model.screen = SCREEN_LESSON;
        show_step(s, "page");
        break;
    case STEP_QUESTION:
        visit_question(s);
        break;
    case STEP_JUDGE:
        visit_judge(s);
        return;
    case STEP_CALL:
        visit_call(s);
        return;
    case STEP_PHONE:
        visit_phone(s);
        break;
    case STEP_KIND_COUNT:
        return;
    }
    (void)runner_next(r);
}

static bool visit_lesson(struct scenes *s, int index)
{
    const struct lesson *lesson = scene_lesson(s, index);
    if (!lesson)
        return false;
    runner_start(&s->model.runner, lesson, 7);
    s->model.lesson = index;
    s->looked = SCENES_BY_LESSON;
    while (s->model.runner.phase != PHASE_DONE)
        visit_step(s);
    return true;
}

/* The lessons that only the other cities have, by sample. */
static void visit_cities(struct scenes *s, enum lang lang)
{
    struct sample sample = s->sample;
    s->sample = (struct sample) { .lessons = { false } };
    for (unsigned city = 1; city < SAMPLE_CITIES; city++) {
        s->content = s->cities[city];
        for (int i = 0; i < (int)s->content.catalogue.lesson_count; i++) {
            if (s->content.pack_of[i] + 1u != s->content.pack_count)
                continue;
            s->model = scene_fresh(s, lang);
            must(visit_lesson(s, i));
        }
    }
    s->content = s->cities[0];
    s->sample = sample;
}

void scenes_visit(struct scenes *s, enum lang lang, scene_visit *visit, void *context)
{
    static void (*const parts[])(
        struct scenes *) = { visit_start, visit_topics,      visit_tracks,  visit_card_and_notice,
                             visit_done,  scenes_visit_exam, visit_overlays };
    s->visit = visit;
    s->context = context;
    s->scene = (struct scene) { .need_count = 0 };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        s->model = scene_fresh(s, lang);
        s->looked = SCENES_EVERYWHERE;
        parts[i](s);
    }
    for (int i = 0; i < (int)s->content.catalogue.lesson_count; i++) {
        s->model = scene_fresh(s, lang);
        must(visit_lesson(s, i));
    }
    visit_cities(s, lang);
}
