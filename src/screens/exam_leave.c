/* × or «Trang đầu» in the middle of an assessment: the place is kept, so going is no loss. */
#include "screens/parts.h"

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    bool row = model->density >= DENSITY_PAGED && !metrics_portrait(&model->metrics);
    str title = phrase_of(model, PHRASE_EXAM_LEAVE_TITLE);
    parts_dialog_open(model, ui, &(struct dialog_card) { S("exam-leave"), title });
    parts_ornament(model, ui, S("free_breakfast"), TONE_SUN, MM(40));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(3), .cross = ALIGN_STRETCH });
    parts_text(ui, model->density >= DENSITY_PAGED ? TEXT_LEAD : TEXT_HEADING, WEIGHT_BOLD,
               ALIGN_CENTER, title);
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
               phrase_of(model, PHRASE_EXAM_LEAVE_LINE));
    ui_close(ui);
    ui_open(ui, &(struct spec) { .flow = row ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH });
    widget_button(ui, &(struct button) { .id = S("exam-stay"),
                                         .label = phrase_of(model, PHRASE_EXAM_STAY),
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_CLOSE, 0),
                                         .width = GROW(1) });
    widget_button(ui, &(struct button) { .id = S("exam-pause"),
                                         .label = phrase_of(model, PHRASE_EXAM_PAUSE),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_PAUSE, 0),
                                         .width = GROW(1) });
    ui_close(ui);
    parts_dialog_close(ui);
}

const struct screen_ops screen_exam_leave_ops = { .name = "exam_leave",
                                                  .overlay = true,
                                                  .describe = describe };
