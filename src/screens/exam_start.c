/* Before an assessment: what comes, that there is no hurry, and that the kiosk reads it out. */
#include "base/arena.h"
#include "screens/parts.h"

static void line(const struct model *model, struct ui *ui, str icon, str words)
{
    bool roomy = model->density < DENSITY_PLAIN;
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(6), .cross = ALIGN_CENTER });
    if (model->density < DENSITY_TIGHTEST)
        widget_icon_chip(ui, icon, TONE_LEAF, roomy ? MM(20) : MM(14));
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = roomy ? TEXT_LEAD : TEXT_BODY,
                                 .color = COLOR_INK,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void counted(const struct model *model, struct ui *ui, str icon, enum phrase phrase,
                    uint16_t count)
{
    str number = arena_printf(ui->home, "%u", count);
    line(model, ui, icon, phrase_fill(ui->home, phrase_of(model, phrase), number, (str) { 0 }));
}

static void lines(const struct model *model, struct ui *ui)
{
    const struct exam_model *exam = &model->exam;
    counted(model, ui, S("help"), PHRASE_EXAM_START_QUESTIONS, exam->questions);
    counted(model, ui, S("touch_app"), PHRASE_EXAM_START_PRACTICES, exam->practices);
    counted(model, ui, S("gavel"), PHRASE_EXAM_START_CASES, exam->cases);
    line(model, ui, S("schedule"), phrase_of(model, PHRASE_EXAM_START_TIME));
    if (model->voice_available)
        line(model, ui, S("volume_up"), phrase_of(model, PHRASE_EXAM_START_READ));
}

static void buttons(const struct model *model, struct ui *ui)
{
    bool row = model->density >= DENSITY_PAGED && !metrics_portrait(&model->metrics);
    ui_open(ui, &(struct spec) { .flow = row ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH });
    widget_button(ui, &(struct button) { .id = S("begin"),
                                         .label = phrase_of(model, PHRASE_EXAM_BEGIN),
                                         .icon = S("arrow_forward"),
                                         .icon_after = true,
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_EXAM, 0),
                                         .width = GROW(3) });
    widget_button(ui, &(struct button) { .id = S("other"),
                                         .label = phrase_of(model, PHRASE_EXAM_OTHER),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_CHECK, 0),
                                         .width = GROW(2) });
    ui_close(ui);
}

static void head(const struct model *model, struct ui *ui)
{
    const struct exam_profile *profile = &model->exam.assessment->profiles[model->exam.profile];
    parts_title(model, ui, ALIGN_START, phrase_of(model, PHRASE_EXAM_START_TITLE));
    if (model->density < DENSITY_PLAIN)
        parts_text(ui, TEXT_LEAD, WEIGHT_REGULAR, ALIGN_START, words_of(model, profile->title));
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    if (!model->exam.assessment || model->exam.profile < 0)
        return;
    if (model->density >= DENSITY_PAGED) {
        parts_pages_open(ui, S("lines"), ((const struct paged_state *)state)->page, MM(5));
        head(model, ui);
        lines(model, ui);
        parts_pages_close(model, ui);
        buttons(model, ui);
        return;
    }
    parts_ornament(model, ui, S("workspace_premium"), TONE_SUN, MM(44));
    head(model, ui);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = model->density == DENSITY_ROOMY ? MM(8) : MM(5),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_STRETCH });
    lines(model, ui);
    ui_close(ui);
    buttons(model, ui);
}

const struct screen_ops screen_exam_start_ops = { .name = "exam_start",
                                                  .state_size = sizeof(struct paged_state),
                                                  .describe = describe,
                                                  .act = screen_act_paged };
