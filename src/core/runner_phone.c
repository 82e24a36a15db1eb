/* The practice phone. */
#include <string.h>

#include "base/must.h"
#include "core/runner_parts.h"

static const struct phone *phone_of(const struct runner *r)
{
    const struct step *step = runner_step(r);
    return step && step->kind == STEP_PHONE ? step->phone : NULL;
}

const struct phone_task *runner_phone_task(const struct runner *r)
{
    const struct phone *phone = phone_of(r);
    if (!phone)
        return NULL;
    uint16_t task = r->task < phone->task_count ? r->task : (uint16_t)(phone->task_count - 1);
    return &phone->tasks[task];
}

const struct phone_screen *runner_phone_screen(const struct runner *r)
{
    const struct phone_task *task = runner_phone_task(r);
    return task ? phone_find_screen(phone_of(r), task->screen) : NULL;
}

const struct phone_action *runner_phone_action(const struct runner *r)
{
    if (!phone_of(r) || r->phase != PHASE_PRACTISE)
        return NULL;
    return &runner_phone_task(r)->actions[r->action];
}

bool runner_shows_ring(const struct runner *r)
{
    return runner_phone_action(r) && (r->mode != MODE_SELF || r->hinted);
}

static void enter_action(struct runner *r)
{
    r->wrong_here = 0;
    r->hinted = false;
    r->typed_len = 0;
    r->typed[0] = 0;
}

static void enter_task(struct runner *r, str screen_before)
{
    r->action = 0;
    r->task_slipped = false;
    /* Two tasks may share a screen; what was ticked and typed on it then stays. */
    if (!str_eq(screen_before, runner_phone_task(r)->screen))
        r->ticked = r->filled = 0;
    enter_action(r);
}

/* A new pass decides anew which of its tasks went right. */
static void forget_pass(struct runner *r)
{
    uint16_t first = 0;
    for (uint16_t i = 0; i < r->step; i++) {
        const struct step *step = &r->lesson->steps[i];
        first = (uint16_t)(first + (step->kind == STEP_PHONE ? step->phone->task_count : 1));
    }
    uint64_t all = (1ull << phone_of(r)->task_count) - 1;
    r->units_right &= ~(all << first);
    r->units_seen &= ~(all << first);
}

enum outcome runner_choose_mode(struct runner *r, enum practice_mode mode)
{
    if (!phone_of(r) || mode >= MODE_COUNT)
        return OUTCOME_NONE;
    if (r->exam && (mode != MODE_SELF || r->phase != PHASE_CHOOSE))
        return OUTCOME_NONE;
    r->phase = PHASE_PRACTISE;
    r->mode = mode;
    r->task = 0;
    r->self_hints = 0;
    r->self_shown = false;
    r->ticked = r->filled = 0;
    if (mode != MODE_WATCH)
        forget_pass(r);
    runner_hush(r);
    enter_task(r, (str) { NULL, 0 });
    return OUTCOME_MOVED;
}

static void mark_widget(struct runner *r, str target)
{
    const struct phone_screen *screen = runner_phone_screen(r);
    for (uint16_t i = 0; screen && i < screen->widget_count; i++) {
        const struct widget *widget = &screen->widgets[i];
        if (!str_eq(widget->id, target))
            continue;
        if (widget->kind == WIDGET_CHECK || widget->kind == WIDGET_SWITCH)
            r->ticked |= 1u << i;
        if (widget->kind == WIDGET_FIELD)
            r->filled |= 1u << i;
    }
}

static enum outcome pass_done(struct runner *r)
{
    r->mode_done[r->mode] = true;
    if (r->mode == MODE_SELF && !r->self_shown && r->self_hints <= RUNNER_HINTS_MAX)
        r->self_passed = true;
    r->phase = PHASE_AFTER;
    return OUTCOME_MOVED;
}

/* The action at hand is done: go to the next one, the next task, or the end of this pass. */
static enum outcome action_done(struct runner *r)
{
    const struct phone_task *task = runner_phone_task(r);
    mark_widget(r, task->actions[r->action].target);
    runner_hush(r);
    if (r->action + 1 < task->action_count) {
        r->action++;
        enter_action(r);
        return OUTCOME_RIGHT;
    }
    if (r->mode != MODE_WATCH)
        runner_mark_unit(r, !r->task_slipped);
    if (r->task + 1 == phone_of(r)->task_count)
        return pass_done(r);
    r->task++;
    enter_task(r, task->screen);
    return OUTCOME_RIGHT;
}

static void count_slip(struct runner *r)
{
    r->wrong_here++;
    r->wrong_total++;
    r->task_slipped = true;
    if (r->mode == MODE_SELF && r->wrong_here >= 2 && !r->hinted) {
        r->hinted = true;
        r->self_hints++;
        r->hint_total++;
    }
}

static enum outcome wrong_tap(struct runner *r, const struct phone_action *action, str id,
                              enum lang lang)
{
    count_slip(r);
    runner_say(r, phone_wrong_reply(action, id), lang);
    return OUTCOME_WRONG;
}

enum outcome runner_tap(struct runner *r, str id, enum lang lang)
{
    const struct phone_action *action = runner_phone_action(r);
    if (!action || r->mode == MODE_WATCH)
        return OUTCOME_NONE;
    bool target = str_eq(action->target, id);
    if (target && action->act == ACT_TAP)
        return action_done(r);
    if (target && action->act == ACT_TYPE)
        return OUTCOME_PARTIAL; /* touching the field that waits for digits is no slip */
    return wrong_tap(r, action, id, lang);
}

/* The action that waits for a gesture of this kind, or NULL. */
static const struct phone_action *waits_for(const struct runner *r, enum phone_act act)
{
    const struct phone_action *action = runner_phone_action(r);
    return action && r->mode != MODE_WATCH && action->act == act ? action : NULL;
}

enum outcome runner_swipe(struct runner *r, enum way way)
{
    const struct phone_action *action = waits_for(r, ACT_SWIPE);
    if (!action)
        return OUTCOME_NONE;
    if (action->way == way)
        return action_done(r);
    count_slip(r);
    runner_hush(r);
    return OUTCOME_WRONG;
}

enum outcome runner_hold(struct runner *r)
{
    return waits_for(r, ACT_HOLD) ? action_done(r) : OUTCOME_NONE;
}

enum outcome runner_gesture(struct runner *r)
{
    bool waits = waits_for(r, ACT_SWIPE) || waits_for(r, ACT_HOLD);
    return waits ? action_done(r) : OUTCOME_NONE;
}

static enum outcome take_digit(struct runner *r, const struct phone_action *action, char digit)
{
    r->typed[r->typed_len++] = digit;
    r->typed[r->typed_len] = 0;
    if (r->typed_len < action->digits.len)
        return OUTCOME_PARTIAL;
    return action_done(r);
}

enum outcome runner_digit(struct runner *r, char digit, enum lang lang)
{
    (void)lang;
    const struct phone_action *action = runner_phone_action(r);
    if (!action || r->mode == MODE_WATCH || action->act != ACT_TYPE)
        return OUTCOME_NONE;
    must(action->digits.len <= TYPED_DIGITS_MAX);
    runner_hush(r);
    if (action->digits.ptr[r->typed_len] != digit)
        return OUTCOME_REFUSED;
    return take_digit(r, action, digit);
}

enum outcome runner_erase(struct runner *r)
{
    const struct phone_action *action = runner_phone_action(r);
    if (!action || r->typed_len == 0 || r->mode == MODE_WATCH)
        return OUTCOME_NONE;
    runner_hush(r);
    r->typed[--r->typed_len] = 0;
    return OUTCOME_PARTIAL;
}

enum outcome runner_hint(struct runner *r, enum lang lang)
{
    const struct phone_action *action = runner_phone_action(r);
    if (!action || r->mode == MODE_WATCH)
        return OUTCOME_NONE;
    runner_say(r, action->hint, lang);
    if (r->mode == MODE_SELF && !r->hinted)
        r->self_hints++;
    r->hint_total++;
    r->hinted = true;
    return OUTCOME_PARTIAL;
}

enum outcome runner_again(struct runner *r)
{
    return runner_phone_action(r) ? runner_choose_mode(r, r->mode) : OUTCOME_NONE;
}

enum outcome runner_play(struct runner *r, enum lang lang)
{
    (void)lang;
    const struct phone_action *action = runner_phone_action(r);
    if (!action || r->exam)
        return OUTCOME_NONE;
    if (r->mode != MODE_WATCH) {
        r->task_slipped = true;
        r->self_shown = r->self_shown || r->mode == MODE_SELF;
        if (r->typed_len == 0)
            r->hint_total++;
    }
    if (action->act == ACT_TYPE)
        return take_digit(r, action, action->digits.ptr[r->typed_len]);
    return action_done(r);
}
