/* A question: choices in the session's order; a wrong one is answered kindly and stays open. */
#include "screens/chrome.h"
#include "screens/choices.h"
#include "screens/parts.h"

static void prompt(const struct model *model, struct ui *ui, const struct question *q)
{
    parts_heading(model, ui, ALIGN_START, q->prompt);
}

/* Kind words before and after an answer. */
static void answer_line(const struct model *model, struct ui *ui)
{
    if (!str_empty(model->runner.reply))
        parts_reply(model, ui);
    else if (model->density < DENSITY_PLAIN)
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
                   phrase_of(model, PHRASE_QUESTION_CALM));
}

/* All over pages; the reply comes first, since the page turns back to it after an answer. */
static void paged(const struct model *model, struct ui *ui, const struct question *q, uint16_t page)
{
    parts_pages_open(ui, S("words"), page, MM(5));
    parts_reply(model, ui);
    if (model->runner.phase != PHASE_ANSWERED || model->density < DENSITY_TIGHTEST) {
        prompt(model, ui, q);
        choices_rows(model, ui, q->choices, q->choice_count);
    }
    parts_pages_close(model, ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct question *q = runner_step(&model->runner)->question;
    /* Without a picture a half of its own would stand empty under the question. */
    bool halves = !metrics_portrait(&model->metrics) && model->density < DENSITY_PLAIN &&
                  !str_empty(q->picture.file);
    if (model->density >= DENSITY_PAGED) {
        paged(model, ui, q, ((const struct paged_state *)state)->page);
        chrome_step_buttons(model, ui);
        return;
    }
    if (halves) {
        parts_halves_open(model, ui);
        parts_column_open(ui, 1, MM(6));
        prompt(model, ui, q);
        parts_step_picture(model, ui, 0);
        ui_close(ui);
        parts_column_open(ui, 1, MM(6));
    } else {
        if (!parts_reach(model))
            parts_step_picture(model, ui, 0);
        prompt(model, ui, q);
    }
    choices_one(model, ui, q->choices, q->choice_count);
    answer_line(model, ui);
    ui_space(ui);
    chrome_step_buttons(model, ui);
    if (halves) {
        ui_close(ui);
        ui_close(ui);
    }
}

static void act(const struct model *model, void *state, struct verb verb, struct effects *effects)
{
    if (verb.code == INTENT_ANSWER)
        ((struct paged_state *)state)->page = 0;
    screen_act_paged(model, state, verb, effects);
}

const struct screen_ops screen_question_ops = { .name = "question",
                                                .in_lesson = true,
                                                .state_size = sizeof(struct paged_state),
                                                .describe = describe,
                                                .act = act };
