/* Questions, judged cases and model calls. */
#include "base/must.h"
#include "core/judge.h"
#include "core/runner_parts.h"

/* One of several, until it is right: a wrong one is answered kindly and may be tried again. */
static enum outcome choose(struct runner *r, const struct choice *choices, uint16_t count,
                           int chosen, enum lang lang)
{
    if (chosen < 0 || chosen >= (int)count)
        return OUTCOME_NONE;
    bool first = r->tried == 0;
    r->tried |= 1u << chosen;
    r->answer = chosen;
    r->answer_right = choices[chosen].right;
    runner_say(r, choices[chosen].reply, lang);
    if (!r->answer_right) {
        r->wrong_total++;
        return OUTCOME_WRONG;
    }
    if (runner_step(r)->kind == STEP_QUESTION)
        runner_mark_unit(r, first);
    r->phase = PHASE_ANSWERED;
    return OUTCOME_RIGHT;
}

/* In an assessment: taken, told nothing, and changed as long as nobody goes on. */
static enum outcome take(struct runner *r, const struct choice *choices, uint16_t count, int chosen)
{
    if (chosen < 0 || chosen >= (int)count)
        return OUTCOME_NONE;
    r->tried = 1u << chosen;
    r->answer = chosen;
    r->answer_right = choices[chosen].right;
    r->phase = PHASE_ANSWERED;
    return OUTCOME_PARTIAL;
}

static enum outcome take_answer(struct runner *r, int chosen)
{
    const struct step *step = runner_step(r);
    if (step->kind == STEP_QUESTION)
        return take(r, step->question->choices, step->question->choice_count, chosen);
    if (step->kind == STEP_JUDGE && r->stage == 2)
        return take(r, step->judge->actions, step->judge->action_count, chosen);
    return OUTCOME_NONE;
}

static enum outcome take_verdict(struct runner *r, enum verdict verdict)
{
    const struct judge *judge = runner_step(r)->judge;
    r->answer = (int)verdict;
    r->answer_right = judge_score_verdict(judge, verdict) == 100;
    r->verdict_slipped = !r->answer_right;
    if (judge->action_count == 0) {
        r->phase = PHASE_ANSWERED;
        return OUTCOME_PARTIAL;
    }
    r->stage = 2;
    r->tried = 0;
    r->answer = -1;
    r->phase = PHASE_ACTION;
    return OUTCOME_MOVED;
}

enum outcome runner_answer(struct runner *r, int choice, enum lang lang)
{
    const struct step *step = runner_step(r);
    if (!step)
        return OUTCOME_NONE;
    if (r->exam)
        return r->phase == PHASE_DONE ? OUTCOME_NONE : take_answer(r, choice);
    if (step->kind == STEP_QUESTION && r->phase == PHASE_READ)
        return choose(r, step->question->choices, step->question->choice_count, choice, lang);
    if (step->kind != STEP_JUDGE || r->phase != PHASE_ACTION)
        return OUTCOME_NONE;
    const struct judge *judge = step->judge;
    bool first = r->tried == 0;
    enum outcome outcome = choose(r, judge->actions, judge->action_count, choice, lang);
    /* A case is right when verdict and action both are at the first try (curriculum §8.1 D). */
    if (outcome == OUTCOME_RIGHT)
        runner_mark_unit(r, first && !r->verdict_slipped);
    return outcome;
}

enum outcome runner_verdict(struct runner *r, enum verdict verdict, enum lang lang)
{
    const struct step *step = runner_step(r);
    if (!step || step->kind != STEP_JUDGE || r->phase != PHASE_READ || verdict >= VERDICT_COUNT ||
        !step->judge->offers[verdict])
        return OUTCOME_NONE;
    if (r->exam)
        return take_verdict(r, verdict);
    const struct judge *judge = step->judge;
    r->answer = (int)verdict;
    r->answer_right = judge_score_verdict(judge, verdict) == 100;
    runner_say(r, judge->replies[verdict], lang);
    r->phase = PHASE_ANSWERED;
    r->stage = 0;
    if (!r->answer_right) {
        r->verdict_slipped = true;
        r->wrong_total++;
    }
    if (judge->action_count == 0)
        runner_mark_unit(r, r->answer_right);
    return r->answer_right ? OUTCOME_RIGHT : OUTCOME_WRONG;
}

enum outcome runner_mark_sign(struct runner *r, int sign)
{
    const struct step *step = runner_step(r);
    if (!step || r->phase != PHASE_SIGNS || sign < 0 || sign >= (int)step->judge->sign_count)
        return OUTCOME_NONE;
    r->marked ^= 1u << sign;
    return OUTCOME_PARTIAL;
}

/* What to tell about the marks: first a sign that was missed, else one that is none, else praise by
 * the first right sign's own words. */
static const struct choice *sign_to_tell(const struct judge *judge, uint32_t marked)
{
    const struct choice *tell = NULL;
    for (uint16_t i = 0; i < judge->sign_count && !tell; i++)
        if (judge->signs[i].right && !(marked & (1u << i)))
            tell = &judge->signs[i];
    for (uint16_t i = 0; i < judge->sign_count && !tell; i++)
        if (!judge->signs[i].right && (marked & (1u << i)))
            tell = &judge->signs[i];
    for (uint16_t i = 0; i < judge->sign_count && !tell; i++)
        if (judge->signs[i].right)
            tell = &judge->signs[i];
    return tell;
}

enum outcome runner_signs_done(struct runner *r, enum lang lang)
{
    const struct step *step = runner_step(r);
    if (!step || r->phase != PHASE_SIGNS)
        return OUTCOME_NONE;
    const struct judge *judge = step->judge;
    /* All of them and nothing else: a reply that explains a mark is no praise. */
    unsigned found = judge_found_signs(judge, r->marked);
    bool all =
        found == judge_right_signs(judge) && found == (unsigned)__builtin_popcount(r->marked);
    const struct choice *tell = sign_to_tell(judge, r->marked);
    if (tell)
        runner_say(r, tell->reply, lang);
    r->phase = PHASE_ANSWERED;
    r->answer_right = all;
    return all ? OUTCOME_RIGHT : OUTCOME_PARTIAL;
}

enum outcome runner_call_more(struct runner *r, enum lang lang)
{
    const struct step *step = runner_step(r);
    if (!step || step->kind != STEP_CALL || r->phase != PHASE_READ)
        return OUTCOME_NONE;
    runner_hush(r);
    if (r->line < step->call->line_count) {
        r->line++;
        return OUTCOME_MOVED;
    }
    /* Listened to the very end: the last line's answer tells where to stop next time. */
    r->answer_right = false;
    r->wrong_total++;
    runner_mark_unit(r, false);
    runner_say(r, step->call->lines[r->line - 1].reply, lang);
    r->phase = PHASE_ANSWERED;
    return OUTCOME_WRONG;
}

enum outcome runner_call_stop(struct runner *r, enum lang lang)
{
    const struct step *step = runner_step(r);
    if (!step || step->kind != STEP_CALL || r->phase != PHASE_READ)
        return OUTCOME_NONE;
    const struct call *call = step->call;
    bool strange = false;
    for (uint16_t i = 0; i < r->line; i++)
        strange = strange || call->lines[i].suspicious;
    runner_say(r, call->lines[r->line - 1].reply, lang);
    r->answer_right = strange;
    if (!strange) {
        r->wrong_total++;
        return OUTCOME_WRONG;
    }
    runner_mark_unit(r, true);
    r->phase = PHASE_ANSWERED;
    return OUTCOME_RIGHT;
}
