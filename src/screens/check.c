/* «Kiểm tra»: who is it for? One chooses the line that fits best; nobody is asked for an age. Where
 * no pack has an assessment: what to practise meanwhile. */
#include "base/arena.h"
#include "screens/parts.h"

static void resume_row(const struct model *model, struct ui *ui)
{
    const struct exam_model *exam = &model->exam;
    str done = arena_printf(ui->home, "%u", exam->done);
    str total = arena_printf(ui->home, "%u", exam->total);
    parts_row_card_open(
        model, ui,
        &(struct row_card) {
            .id = S("resume"),
            .icon = S("play_circle_filled"),
            .tone = TONE_SUN,
            .title = phrase_of(model, PHRASE_CHECK_RESUME),
            .line = phrase_fill(ui->home, phrase_of(model, PHRASE_CHECK_RESUME_LINE), done, total),
            .verb = verb_of(INTENT_RESUME, 0) });
    ui_close(ui);
}

static void profile_row(const struct model *model, struct ui *ui, int profile)
{
    const struct exam_profile *p = &model->exam.assessment->profiles[profile];
    parts_row_card_open(
        model, ui,
        &(struct row_card) { .id = arena_printf(ui->home, "profile-%.*s", STR_ARG(p->id)),
                             .icon = p->icon,
                             .tone = tone_find(p->tone),
                             .title = words_of(model, p->title),
                             .line = words_of(model, p->line),
                             .verb = verb_of(INTENT_PROFILE, profile) });
    ui_close(ui);
}

/* Rows of profiles; landscape has two side by side. */
static void profiles(const struct model *model, struct ui *ui)
{
    const struct exam_model *exam = &model->exam;
    int rows[EXAM_PROFILES_MAX], count = 0;
    for (int i = 0; i < exam->assessment->profile_count; i++)
        if (exam->offered[i])
            rows[count++] = i;
    bool pairs = !metrics_portrait(&model->metrics) && model->density < DENSITY_PAGED;
    for (int i = 0; i < count; i += 1 + pairs) {
        if (!pairs) {
            profile_row(model, ui, rows[i]);
            continue;
        }
        parts_row_open(ui, MM(6));
        profile_row(model, ui, rows[i]);
        if (i + 1 < count)
            profile_row(model, ui, rows[i + 1]);
        else
            ui_space(ui);
        ui_close(ui);
    }
}

static void choose(const struct model *model, struct ui *ui, uint16_t page)
{
    const struct exam_model *exam = &model->exam;
    if (model->density < DENSITY_PAGED)
        parts_title(model, ui, ALIGN_START, phrase_of(model, PHRASE_CHECK_TITLE));
    parts_text(ui, model->density >= DENSITY_PLAIN ? TEXT_BODY : TEXT_LEAD, WEIGHT_REGULAR,
               ALIGN_START, phrase_of(model, PHRASE_CHECK_CHOOSE));
    parts_pages_open(ui, S("profiles"), page, MM(6));
    if (exam->kind == EXAM_TEST)
        resume_row(model, ui);
    profiles(model, ui);
    parts_drill_row(model, ui);
    parts_pages_close(model, ui);
}

/* More of them are no help in choosing. */
#define PRACTISE_MAX 12

static void practise(const struct model *model, struct ui *ui, uint16_t page)
{
    const struct catalogue *c = model->catalogue;
    parts_title(model, ui, ALIGN_START, phrase_of(model, PHRASE_CHECK_TITLE));
    parts_text(ui, model->density >= DENSITY_PLAIN ? TEXT_BODY : TEXT_LEAD, WEIGHT_REGULAR,
               ALIGN_START, phrase_of(model, PHRASE_CHECK_LINE));
    parts_pages_open(ui, S("lessons"), page, MM(6));
    int lessons[PRACTISE_MAX], count = 0;
    for (int i = 0; i < (int)c->lesson_count && count < PRACTISE_MAX; i++)
        if (!progress_has_unaided(&model->progress, c->lessons[i].number))
            lessons[count++] = i;
    parts_lesson_list(model, ui, lessons, count);
    parts_pages_close(model, ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    uint16_t page = ((const struct paged_state *)state)->page;
    if (model->exam.assessment)
        choose(model, ui, page);
    else
        practise(model, ui, page);
}

const struct screen_ops screen_check_ops = { .name = "check",
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .act = screen_act_paged };
