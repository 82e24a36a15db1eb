#include "screens/parts.h"

#include "base/arena.h"

void parts_halves_open(const struct model *model, struct ui *ui)
{
    bool portrait = metrics_portrait(&model->metrics);
    ui_open(ui, &(struct spec) { .flow = portrait ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = portrait ? MM(7) : MM(12),
                                 .cross = ALIGN_STRETCH });
}

void parts_column_open(struct ui *ui, int32_t weight, int32_t gap_um)
{
    ui_open(ui, &(struct spec) { .width = GROW(weight),
                                 .height = GROW(weight),
                                 .gap = gap_um,
                                 .cross = ALIGN_STRETCH });
}

void parts_row_open(struct ui *ui, int32_t gap_um)
{
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = gap_um, .cross = ALIGN_STRETCH });
}

void parts_text(struct ui *ui, enum text_style style, enum weight weight, enum align align,
                str words)
{
    ui_leaf(ui, &(struct spec) { .role = style >= TEXT_HEADING ? ROLE_HEADING : ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = style,
                                 .weight = weight,
                                 .color = weight == WEIGHT_REGULAR ? COLOR_INK_2 : COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .width = GROW(1),
                                 .text_align = align });
}

void parts_more(const struct model *model, struct ui *ui, str id)
{
    widget_button(ui, &(struct button) { .id = id,
                                         .label = phrase_of(model, PHRASE_MORE),
                                         .icon = S("expand_more"),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_LOCAL_PAGE, 0),
                                         .width = GROW(1) });
}

static enum tone tone_of_lesson(const struct model *model, const struct lesson_head *head)
{
    const struct catalogue *c = model->catalogue;
    for (uint16_t i = 0; i < c->topic_count; i++)
        if (str_eq(c->topics[i].id, head->topic))
            return tone_find(c->topics[i].tone);
    return TONE_LEAF;
}

static str line_of_lesson(const struct model *model, struct ui *ui, const struct lesson_head *head)
{
    static const enum phrase kinds[LESSON_KIND_COUNT] = { [LESSON_LESSON] = PHRASE_KIND_LESSON,
                                                          [LESSON_PHONE] = PHRASE_KIND_PHONE,
                                                          [LESSON_SCAM] = PHRASE_KIND_SCAM,
                                                          [LESSON_MICRO] = PHRASE_KIND_MICRO };
    str minutes = phrase_fill(ui->home, phrase_of(model, PHRASE_MINUTES),
                              arena_printf(ui->home, "%u", head->minutes), (str) { 0 });
    return arena_printf(ui->home, "%.*s · %.*s", STR_ARG(phrase_of(model, kinds[head->kind])),
                        STR_ARG(minutes));
}

static void done_mark(const struct model *model, struct ui *ui, const struct lesson_head *head)
{
    if (!progress_has(&model->progress, head->number))
        return;
    bool alone = progress_has_unaided(&model->progress, head->number);
    ui_leaf(ui, &(struct spec) {
                    .role = ROLE_IMAGE,
                    .label = phrase_of(model, alone ? PHRASE_TOPIC_DONE_SELF : PHRASE_TOPIC_DONE),
                    .content = CONTENT_ICON,
                    .text = alone ? S("verified") : S("check_circle"),
                    .icon_um = MM(12),
                    .color = COLOR_OK });
}

void parts_lesson_row(const struct model *model, struct ui *ui, int lesson)
{
    const struct lesson_head *head = &model->catalogue->lessons[lesson];
    str title = words_of(model, head->title), line = line_of_lesson(model, ui, head);
    struct sizing height = { SIZE_GROW, 1, MM(28), MM(44) };
    widget_card_open(
        ui,
        &(struct spec) { .role = ROLE_BUTTON,
                         .id = arena_printf(ui->home, "lesson-%.*s", STR_ARG(head->code)),
                         .label = title,
                         .say = arena_printf(ui->home, "%.*s. %.*s", STR_ARG(title), STR_ARG(line)),
                         .verb = verb_of(INTENT_LESSON, lesson),
                         .flow = FLOW_ROW,
                         .width = GROW(1),
                         .height = height,
                         .pad = SIDES(MM(4), MM(7)),
                         .gap = MM(7),
                         .cross = ALIGN_CENTER });
    widget_icon_chip(ui, head->icon, tone_of_lesson(model, head), MM(20));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1.5), .cross = ALIGN_STRETCH });
    parts_text(ui, TEXT_LEAD, WEIGHT_BOLD, ALIGN_START, title);
    parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START, line);
    ui_close(ui);
    done_mark(model, ui, head);
    ui_close(ui);
}

void parts_minute_card(const struct model *model, struct ui *ui)
{
    if (model->lesson_of_day < 0)
        return;
    str title = words_of(model, model->catalogue->lessons[model->lesson_of_day].title);
    str above = phrase_of(model, PHRASE_MINUTE_LABEL);
    struct sizing height = { SIZE_FIT, 0, MM(28), 0 };
    ui_open(ui, &(struct spec) {
                    .role = ROLE_BUTTON,
                    .id = S("minute"),
                    .label = title,
                    .say = arena_printf(ui->home, "%.*s: %.*s", STR_ARG(above), STR_ARG(title)),
                    .verb = verb_of(INTENT_LESSON, model->lesson_of_day),
                    .flow = FLOW_ROW,
                    .width = GROW(1),
                    .height = height,
                    .pad = SIDES(MM(5), MM(9)),
                    .gap = MM(8),
                    .cross = ALIGN_CENTER,
                    .fill = COLOR_SUN_TINT,
                    .radius_um = MM(8) });
    ui_icon(ui, S("timer"), MM(15), COLOR_SUN_INK);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1), .cross = ALIGN_STRETCH });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = above,
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = COLOR_SUN_INK,
                                 .width = GROW(1) });
    parts_text(ui, TEXT_LEAD, WEIGHT_SEMIBOLD, ALIGN_START, title);
    ui_close(ui);
    ui_icon(ui, S("play_circle_filled"), MM(16), COLOR_SUN_INK);
    ui_close(ui);
}

/* Our drawings are 1.35 times as wide as high. */
#define PICTURE_RATIO_1000 1350
/* Takes what it needs of the free room before a spacer gets any. */
#define PICTURE_WEIGHT 1000

/* As high as the drawing is at the width it gets, so that no empty band stands around it. */
static int32_t picture_height_um(const struct model *model)
{
    const struct metrics *m = &model->metrics;
    int64_t panel_um = (int64_t)m->panel.w * 1000000 / (m->px_per_m ? m->px_per_m : 1);
    int64_t width_um = metrics_portrait(m) ? panel_um - MM(24) : (panel_um - MM(36)) / 2;
    return (int32_t)(width_um * 1000 / PICTURE_RATIO_1000);
}

void parts_picture(const struct model *model, struct ui *ui, struct picture picture,
                   int32_t least_um)
{
    if (str_empty(picture.file))
        return;
    ui_leaf(ui, &(struct spec) {
                    .role = ROLE_IMAGE,
                    .label = words_of(model, picture.alt),
                    .hidden_from_voice = true,
                    .content = CONTENT_PICTURE,
                    .text = picture.file,
                    .width = GROW(1),
                    .height = { SIZE_GROW, PICTURE_WEIGHT, least_um, picture_height_um(model) } });
}

void parts_dialog_open(const struct model *model, struct ui *ui, str id, str label)
{
    bool portrait = metrics_portrait(&model->metrics);
    ui_open(ui, &(struct spec) { .role = ROLE_DIALOG,
                                 .id = id,
                                 .label = label,
                                 .modal = true,
                                 .anchor = ANCHOR_CENTER,
                                 .width = PERCENT(portrait ? 88 : 62),
                                 .height = { SIZE_FIT, 0, 0, 0 },
                                 .pad = ALL(MM(12)),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LINE,
                                 .border_um = MM(0.35),
                                 .radius_um = MM(10) });
}

void parts_dialog_close(struct ui *ui)
{
    ui_close(ui);
}

void parts_reply(const struct model *model, struct ui *ui)
{
    const struct runner *r = &model->runner;
    if (str_empty(r->reply))
        return;
    bool good = r->answer_right;
    widget_banner(ui, S("reply"), good ? TONE_OK : TONE_SUN,
                  good ? S("check_circle") : S("lightbulb_outline"), r->reply, r->reply_say);
}
