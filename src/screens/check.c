/* «Kiểm tra»: the assessment is being prepared; what to practise before it. */
#include "screens/parts.h"

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct catalogue *c = model->catalogue;
    parts_title(model, ui, ALIGN_START, phrase_of(model, PHRASE_CHECK_TITLE));
    parts_text(ui, model->density >= DENSITY_PLAIN ? TEXT_BODY : TEXT_LEAD, WEIGHT_REGULAR,
               ALIGN_START, phrase_of(model, PHRASE_CHECK_LINE));
    parts_pages_open(ui, S("lessons"), ((const struct paged_state *)state)->page, MM(6));
    int lessons[CATALOGUE_LESSONS_MAX], count = 0;
    for (int i = 0; i < (int)c->lesson_count && i < (int)CATALOGUE_LESSONS_MAX; i++)
        if (!progress_has_unaided(&model->progress, c->lessons[i].number))
            lessons[count++] = i;
    parts_lesson_list(model, ui, lessons, count);
    parts_pages_close(model, ui);
}

const struct screen_ops screen_check_ops = { .name = "check",
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .act = screen_act_paged };
