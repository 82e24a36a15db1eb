#include "core/runner.h"

#include <string.h>

#include "base/hash.h"
#include "base/must.h"
#include "core/runner_parts.h"

static const str mode_names[] = {
    [MODE_WATCH] = S_INIT("watch"), [MODE_FOLLOW] = S_INIT("follow"), [MODE_SELF] = S_INIT("self")
};
static_assert(COUNT_OF(mode_names) == MODE_COUNT, "a name for every mode");

str practice_mode_name(enum practice_mode mode)
{
    must(mode < MODE_COUNT);
    return mode_names[mode];
}

static uint16_t units_of(const struct step *step)
{
    return step->kind == STEP_PHONE ? step->phone->task_count : 1;
}

static uint16_t units_before(const struct runner *r, uint16_t step)
{
    uint16_t units = 0;
    for (uint16_t i = 0; i < step; i++)
        units = (uint16_t)(units + units_of(&r->lesson->steps[i]));
    return units;
}

/* The unit that the learner is in, from 0. */
static uint16_t unit_at(const struct runner *r)
{
    uint16_t unit = units_before(r, r->step);
    const struct step *step = &r->lesson->steps[r->step];
    if (step->kind == STEP_PHONE && r->phase == PHASE_PRACTISE)
        unit = (uint16_t)(unit + r->task);
    if (step->kind == STEP_PHONE && r->phase == PHASE_AFTER)
        unit = (uint16_t)(unit + step->phone->task_count - 1);
    return unit;
}

void runner_mark_unit(struct runner *r, bool right)
{
    uint64_t bit = 1ull << unit_at(r);
    if (right && !(r->units_seen & bit))
        r->units_right |= bit;
    r->units_seen |= bit;
}

void runner_say(struct runner *r, struct text reply, enum lang lang)
{
    r->reply = text_in(reply, lang);
    r->reply_say = text_spoken(reply, lang);
}

void runner_hush(struct runner *r)
{
    r->reply = r->reply_say = (str) { NULL, 0 };
}

/* Everything that belongs to one step starts afresh. */
static void enter_step(struct runner *r)
{
    runner_hush(r);
    r->stage = 0;
    r->marked = r->tried = 0;
    r->answer = -1;
    r->answer_right = false;
    r->verdict_slipped = false;
    r->line = 1;
    r->task = r->action = 0;
    r->self_passed = false;
    memset(r->mode_done, 0, sizeof r->mode_done);
    r->phase = r->lesson->steps[r->step].kind == STEP_PHONE ? PHASE_CHOOSE : PHASE_READ;
}

void runner_start(struct runner *r, const struct lesson *lesson, uint64_t seed)
{
    must(lesson && lesson->step_count > 0);
    *r = (struct runner) { .lesson = lesson, .seed = seed };
    enter_step(r);
}

void runner_start_step(struct runner *r, const struct lesson *lesson, uint16_t step, uint64_t seed,
                       bool exam)
{
    must(lesson && step < lesson->step_count);
    *r = (struct runner) {
        .lesson = lesson, .step = step, .seed = seed, .single = true, .exam = exam
    };
    enter_step(r);
    if (exam && r->phase == PHASE_CHOOSE)
        (void)runner_choose_mode(r, MODE_SELF);
}

void runner_close(struct runner *r)
{
    *r = (struct runner) { .lesson = NULL };
}

const struct step *runner_step(const struct runner *r)
{
    return r->lesson ? &r->lesson->steps[r->step] : NULL;
}

uint16_t runner_units(const struct runner *r)
{
    return r->lesson ? units_before(r, r->lesson->step_count) : 0;
}

uint16_t runner_unit(const struct runner *r)
{
    return r->lesson ? (uint16_t)(unit_at(r) + 1) : 0;
}

uint16_t runner_units_right(const struct runner *r)
{
    return (uint16_t)__builtin_popcountll(r->units_right);
}

bool runner_unaided(const struct runner *r)
{
    return !r->assisted && !r->self_missing;
}

static enum outcome advance(struct runner *r)
{
    if (runner_step(r)->kind == STEP_PHONE && !r->self_passed)
        r->self_missing = true;
    if (r->single || r->step + 1 == r->lesson->step_count) {
        r->phase = PHASE_DONE;
        runner_hush(r);
        return OUTCOME_FINISHED;
    }
    r->step++;
    enter_step(r);
    return OUTCOME_MOVED;
}

bool runner_can_next(const struct runner *r)
{
    if (!r->lesson)
        return false;
    switch (r->phase) {
    case PHASE_READ:
        return runner_step(r)->kind == STEP_PAGE;
    case PHASE_AFTER:
        return r->mode_done[MODE_FOLLOW] || r->mode_done[MODE_SELF];
    case PHASE_ANSWERED:
        return true;
    case PHASE_CHOOSE:
    case PHASE_PRACTISE:
    case PHASE_SIGNS:
    case PHASE_ACTION:
    case PHASE_DONE:
    case PHASE_COUNT:
        return false;
    }
    return false;
}

/* A case goes verdict → signs → what to do; parts that it lacks are skipped. */
static bool next_stage(struct runner *r)
{
    const struct judge *judge = runner_step(r)->judge;
    runner_hush(r);
    if (r->stage == 0 && judge->sign_count > 0) {
        r->stage = 1;
        r->phase = PHASE_SIGNS;
        return true;
    }
    if (r->stage < 2 && judge->action_count > 0) {
        r->stage = 2;
        r->tried = 0;
        r->answer = -1;
        r->phase = PHASE_ACTION;
        return true;
    }
    return false;
}

enum outcome runner_next(struct runner *r)
{
    if (!runner_can_next(r))
        return OUTCOME_NONE;
    const struct step *step = runner_step(r);
    if (step->kind == STEP_PAGE)
        runner_mark_unit(r, true);
    if (step->kind == STEP_JUDGE && !r->exam && next_stage(r))
        return OUTCOME_MOVED;
    return advance(r);
}

bool runner_can_back(const struct runner *r)
{
    if (!r->lesson || r->phase == PHASE_DONE)
        return false;
    if (r->single) /* a verdict that was touched by mistake */
        return r->exam && runner_step(r)->kind == STEP_JUDGE && r->stage == 2;
    return r->step > 0 || r->phase == PHASE_PRACTISE || r->phase == PHASE_AFTER;
}

enum outcome runner_back(struct runner *r)
{
    if (!runner_can_back(r))
        return OUTCOME_NONE;
    if (r->phase == PHASE_PRACTISE || r->phase == PHASE_AFTER) {
        r->phase = PHASE_CHOOSE;
        runner_hush(r);
        return OUTCOME_MOVED;
    }
    r->step = (uint16_t)(r->step - !r->single);
    enter_step(r);
    return OUTCOME_MOVED;
}

static bool keeps_order(const struct runner *r)
{
    const struct step *step = runner_step(r);
    return step && step->kind == STEP_QUESTION && step->question->keep_order;
}

static void shuffle(uint64_t seed, uint16_t count, uint8_t *order)
{
    for (uint16_t i = count; i > 1; i--) {
        uint32_t j = random_below(&seed, i);
        uint8_t swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}

void runner_order(const struct runner *r, uint16_t count, uint8_t order_out[CHOICES_MAX])
{
    must(count <= CHOICES_MAX);
    for (uint8_t i = 0; i < count; i++)
        order_out[i] = i;
    if (!keeps_order(r))
        shuffle(hash_u64(hash_u64(r->seed, r->step), r->stage), count, order_out);
}

void runner_places(const struct runner *r, const struct widget *widget,
                   uint8_t order_out[PHONE_ITEMS_MAX])
{
    must(widget->item_count <= PHONE_ITEMS_MAX);
    for (uint8_t i = 0; i < widget->item_count; i++)
        order_out[i] = i;
    if (r->exam && widget->item_count > 0)
        shuffle(hash_str(r->seed, widget->items[0].id), widget->item_count, order_out);
}
