#include "screens/choices.h"

#include "base/arena.h"
#include "ui/widgets.h"

/* Rows take the free room of a page up to this height each, and the gap after it. */
#define ROW_MOST_UM MM(39)

static enum choice_state state_of_one(const struct runner *r, const struct choice *choice, int i)
{
    if (!(r->tried & (1u << i)))
        return CHOICE_OPEN;
    if (r->exam)
        return CHOICE_MARKED; /* taken, and nothing told */
    return choice->right ? CHOICE_RIGHT : CHOICE_TRIED;
}

static enum choice_state state_of_sign(const struct runner *r, const struct choice *sign, int i)
{
    bool marked = r->marked & (1u << i);
    if (r->phase != PHASE_ANSWERED)
        return marked ? CHOICE_MARKED : CHOICE_OPEN;
    if (sign->right)
        return CHOICE_RIGHT;
    return marked ? CHOICE_TRIED : CHOICE_OPEN;
}

static str told(const struct model *model, enum choice_state state)
{
    if (state == CHOICE_RIGHT)
        return phrase_of(model, PHRASE_CHOICE_RIGHT_SAY);
    return state == CHOICE_TRIED ? phrase_of(model, PHRASE_CHOICE_TRIED_SAY) : (str) { 0 };
}

static void rows(const struct model *model, struct ui *ui, const struct choice *choices,
                 uint16_t count, bool several)
{
    const struct runner *r = &model->runner;
    uint8_t order[CHOICES_MAX];
    runner_order(r, count, order);
    for (uint16_t k = 0; k < count; k++) {
        int i = order[k];
        const struct choice *choice = &choices[i];
        enum choice_state state =
            several ? state_of_sign(r, choice, i) : state_of_one(r, choice, i);
        widget_choice(
            ui, &(struct choice_row) { .id = arena_printf(ui->home, "choice-%d", i),
                                       .label = words_of(model, choice->label),
                                       .say = text_spoken(choice->label, model->lang),
                                       .told = told(model, state),
                                       .state = state,
                                       .multiple = several,
                                       .verb = verb_of(several ? INTENT_SIGN : INTENT_ANSWER, i) });
    }
}

static void list(const struct model *model, struct ui *ui, const struct choice *choices,
                 uint16_t count, bool several)
{
    ui_open(ui, &(struct spec) { .id = S("choices"),
                                 .role = ROLE_GROUP,
                                 .width = GROW(1),
                                 .height = { SIZE_GROW, count, 0, count * ROW_MOST_UM },
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH });
    rows(model, ui, choices, count, several);
    ui_close(ui);
}

void choices_one(const struct model *model, struct ui *ui, const struct choice *choices,
                 uint16_t count)
{
    list(model, ui, choices, count, false);
}

void choices_marked(const struct model *model, struct ui *ui, const struct choice *choices,
                    uint16_t count)
{
    list(model, ui, choices, count, true);
}

void choices_rows(const struct model *model, struct ui *ui, const struct choice *choices,
                  uint16_t count)
{
    rows(model, ui, choices, count, false);
}

void choices_marked_rows(const struct model *model, struct ui *ui, const struct choice *choices,
                         uint16_t count)
{
    rows(model, ui, choices, count, true);
}
