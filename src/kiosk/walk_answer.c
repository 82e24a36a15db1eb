#include "kiosk/walk_answer.h"

static int pick(const struct choice *choices, uint16_t count, bool right)
{
    for (int i = 0; i < (int)count; i++)
        if (choices[i].right == right)
            return i;
    return 0;
}

static str choice_line(arena *home, int choice)
{
    return arena_printf(home, "pick #choice-%d", choice);
}

/* «Cần kiểm tra» may count too, so what is not right is the opposite. */
static str verdict_line(arena *home, const struct judge *judge, bool right)
{
    enum verdict verdict = judge->right;
    if (!right)
        verdict = judge->right == VERDICT_REAL ? VERDICT_SCAM : VERDICT_REAL;
    str name = verdict_name(judge->offers[verdict] ? verdict : judge->right);
    return arena_printf(home, "pick #verdict-%.*s", STR_ARG(name));
}

/* Every right sign that is not marked yet, then on. */
static str sign_line(arena *home, const struct runner *r)
{
    const struct judge *judge = runner_step(r)->judge;
    for (int i = 0; i < (int)judge->sign_count; i++)
        if (judge->signs[i].right && !(r->marked >> i & 1))
            return choice_line(home, i);
    return S("tap #signs-done");
}

static str judge_line(arena *home, const struct runner *r, bool right)
{
    const struct judge *judge = runner_step(r)->judge;
    if (r->phase == PHASE_READ)
        return verdict_line(home, judge, right);
    if (r->phase == PHASE_SIGNS)
        return sign_line(home, r);
    /* A drill goes on only from the right one. */
    bool ends = right || (r->tried && !r->exam);
    return choice_line(home, pick(judge->actions, judge->action_count, ends));
}

static str phone_line(arena *home, const struct runner *r, bool right)
{
    const struct phone_action *action = runner_phone_action(r);
    if (!action)
        return r->phase == PHASE_CHOOSE ? S("tap #mode-self") : (str) { 0 };
    if (!right)
        return r->exam ? S("tap #skip") : S("tap #show");
    if (action->act == ACT_TAP)
        return arena_printf(home, "pick #phone-%.*s", STR_ARG(action->target));
    if (action->act == ACT_TYPE)
        return arena_printf(home, "type \"%.*s\"", STR_ARG(action->digits));
    return S("tap #gesture");
}

/* In an assessment a choice stands until the next one, so another answer may be chosen already. */
static bool otherwise_chosen(const struct runner *r, bool right)
{
    return r->exam && runner_step(r)->kind == STEP_QUESTION && r->answer_right != right;
}

str walk_answer_line(arena *home, const struct runner *r, bool right)
{
    const struct step *step = runner_step(r);
    if (!step || r->phase == PHASE_DONE)
        return (str) { 0 };
    if (runner_can_next(r) && !otherwise_chosen(r, right))
        return S("tap #next");
    if (step->kind == STEP_QUESTION)
        return choice_line(home, pick(step->question->choices, step->question->choice_count,
                                      right || (r->tried && !r->exam)));
    if (step->kind == STEP_JUDGE)
        return judge_line(home, r, right);
    return step->kind == STEP_PHONE ? phone_line(home, r, right) : (str) { 0 };
}
