/* «Kiểm tra»: the assessment is being prepared; what to practise before it. */
#include "screens/parts.h"

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct catalogue *c = model->catalogue;
    parts_text(ui, TEXT_TITLE, WEIGHT_BOLD, ALIGN_START, phrase_of(model, PHRASE_CHECK_TITLE));
    parts_text(ui, TEXT_LEAD, WEIGHT_REGULAR, ALIGN_START, phrase_of(model, PHRASE_CHECK_LINE));
    ui_open(ui, &(struct spec) { .id = S("lessons"),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH,
                                 .paged = true,
                                 .page = ((const struct paged_state *)state)->page });
    for (int i = 0; i < (int)c->lesson_count; i++)
        if (!progress_has_unaided(&model->progress, c->lessons[i].number))
            parts_lesson_row(model, ui, i);
    parts_more(model, ui, S("more"));
    ui_close(ui);
}

const struct screen_ops screen_check_ops = { .name = "check",
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .act = screen_act_paged };
