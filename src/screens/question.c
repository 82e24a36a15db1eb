/* A question: choices in the session's order; a wrong one is answered kindly and stays open. */
#include "screens/chrome.h"
#include "screens/choices.h"
#include "screens/parts.h"

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    const struct runner *r = &model->runner;
    const struct question *q = runner_step(r)->question;
    bool portrait = metrics_portrait(&model->metrics);
    parts_halves_open(model, ui);
    parts_column_open(ui, 1, MM(6));
    if (portrait)
        parts_picture(model, ui, q->picture, 0);
    ui_leaf(ui, &(struct spec) { .role = ROLE_HEADING,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, q->prompt),
                                 .say = text_spoken(q->prompt, model->lang),
                                 .style = TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .width = GROW(1) });
    if (!portrait)
        parts_picture(model, ui, q->picture, 0);
    if (!portrait) {
        ui_close(ui);
        parts_column_open(ui, 1, MM(6));
    }
    choices_one(model, ui, q->choices, q->choice_count);
    if (str_empty(r->reply))
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
                   phrase_of(model, PHRASE_QUESTION_CALM));
    parts_reply(model, ui);
    ui_space(ui);
    chrome_step_buttons(model, ui);
    ui_close(ui);
    ui_close(ui);
}

const struct screen_ops screen_question_ops = { .name = "question",
                                                .in_lesson = true,
                                                .describe = describe };
