/* The result of an assessment, shown only when the ledger has it: what the learner can do already,
 * two lessons to practise, what to do in real life. Never «trượt», never «phổ cập». */
#include "base/arena.h"
#include "screens/parts.h"

/* More ticks than this are not read. */
#define TICKS_MAX 6

struct ticks {
    int shown, most;
};

static void small_heading(struct ui *ui, str words)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_HEADING,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = TEXT_BODY,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .width = GROW(1) });
}

static void tick(struct ui *ui, str words)
{
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(4), .cross = ALIGN_CENTER });
    ui_icon(ui, S("check_circle"), MM(10), COLOR_OK);
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = TEXT_BODY,
                                 .color = COLOR_INK,
                                 .width = GROW(1) });
    ui_close(ui);
}

/* Ticks for the skills of a set; how many ticks there are now. */
static int tick_set(const struct model *model, struct ui *ui, uint32_t set, struct ticks ticks)
{
    const struct assessment *a = model->exam.assessment;
    for (unsigned i = 0; i < SKILL_COUNT && ticks.shown < ticks.most; i++) {
        if (!(set >> i & 1) || str_empty(a->skills[i].vi))
            continue;
        if (ticks.shown++ == 0)
            small_heading(ui, phrase_of(model, PHRASE_RESULT_CAN));
        tick(ui, words_of(model, a->skills[i]));
    }
    return ticks.shown;
}

/* Skills that went well, the required ones first. */
static void ticks(const struct model *model, struct ui *ui, int most)
{
    const struct exam_model *exam = &model->exam;
    uint32_t required = exam->assessment->profiles[exam->profile].required;
    int shown = tick_set(model, ui, exam->score.well & required, (struct ticks) { 0, most });
    shown = tick_set(model, ui, exam->score.well & ~required, (struct ticks) { shown, most });
    if (shown == 0)
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_START,
                   phrase_of(model, PHRASE_RESULT_TRIED));
}

static void title(const struct model *model, struct ui *ui)
{
    bool passed = model->exam.score.passed;
    if (model->density == DENSITY_ROOMY)
        parts_ornament(model, ui, passed ? S("emoji_events") : S("thumb_up"),
                       passed ? TONE_OK : TONE_SUN, MM(44));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(2), .cross = ALIGN_STRETCH });
    parts_title(model, ui, ALIGN_CENTER,
                phrase_of(model, passed ? PHRASE_RESULT_PASSED : PHRASE_RESULT_MORE));
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER, phrase_of(model, PHRASE_DONE_RESULT));
    ui_close(ui);
}

static void next_lessons(const struct model *model, struct ui *ui)
{
    bool first = true;
    for (int i = 0; i < SCORE_NEXT; i++) {
        int lesson = model->exam.score.next[i];
        if (lesson < 0)
            continue;
        if (first)
            small_heading(ui, phrase_of(model, PHRASE_RESULT_NEXT));
        first = false;
        parts_lesson_row(model, ui, lesson);
    }
    parts_review_line(model, ui, model->exam.score.next, SCORE_NEXT);
}

static void after(const struct model *model, struct ui *ui)
{
    const struct exam_profile *profile = &model->exam.assessment->profiles[model->exam.profile];
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1.5), .cross = ALIGN_STRETCH });
    small_heading(ui, phrase_of(model, PHRASE_RESULT_AFTER));
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, profile->after),
                                 .say = text_spoken(profile->after, model->lang),
                                 .style = TEXT_BODY,
                                 .color = COLOR_INK_2,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void buttons(const struct model *model, struct ui *ui)
{
    bool icons = model->density < DENSITY_PLAIN;
    parts_row_open(ui, MM(5));
    widget_button(ui, &(struct button) { .id = S("end"),
                                         .label = phrase_of(model, PHRASE_DONE_END),
                                         .icon = icons ? S("done_all") : S(""),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_END, 0),
                                         .width = GROW(1) });
    widget_button(ui, &(struct button) { .id = S("again"),
                                         .label = phrase_of(model, PHRASE_RESULT_AGAIN),
                                         .icon = icons ? S("replay") : S(""),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_PROFILE, model->exam.profile),
                                         .width = GROW(1) });
    ui_close(ui);
}

static void all_pages(const struct model *model, struct ui *ui, uint16_t page)
{
    parts_pages_open(ui, S("result"), page, MM(5));
    title(model, ui);
    ticks(model, ui, TICKS_MAX);
    next_lessons(model, ui);
    after(model, ui);
    parts_pages_close(model, ui);
    buttons(model, ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    if (!model->exam.assessment || model->exam.profile < 0)
        return;
    if (model->density >= DENSITY_PAGED) {
        all_pages(model, ui, ((const struct paged_state *)state)->page);
        return;
    }
    bool halves = !metrics_portrait(&model->metrics);
    int most = model->density == DENSITY_ROOMY ? TICKS_MAX : TICKS_MAX - 2;
    if (halves) {
        parts_halves_open(model, ui);
        parts_column_open(ui, 1, MM(5));
    }
    title(model, ui);
    ticks(model, ui, most);
    if (halves) {
        after(model, ui);
        ui_close(ui);
        parts_column_open(ui, 1, MM(5));
    }
    next_lessons(model, ui);
    if (!halves)
        after(model, ui);
    ui_space(ui);
    buttons(model, ui);
    if (halves) {
        ui_close(ui);
        ui_close(ui);
    }
}

const struct screen_ops screen_result_ops = { .name = "result",
                                              .state_size = sizeof(struct paged_state),
                                              .describe = describe,
                                              .act = screen_act_paged };
