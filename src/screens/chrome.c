#include "screens/chrome.h"

#include "base/arena.h"
#include "base/clock.h"
#include "screens/parts.h"

static void clock_and_date(const struct model *model, struct ui *ui)
{
    struct civil c = clock_civil(model->wall_ms);
    enum phrase weekday = (enum phrase)(PHRASE_WEEKDAY_0 + c.weekday);
    str time = arena_printf(ui->home, "%02d:%02d", c.hour, c.minute);
    str date =
        arena_printf(ui->home, "%.*s, %d/%d", STR_ARG(phrase_of(model, weekday)), c.day, c.month);
    if (!model->clock_sure)
        date = phrase_of(model, PHRASE_CLOCK_UNSURE);
    ui_open(ui, &(struct spec) { .cross = ALIGN_END, .gap = MM(0.5), .hidden_from_voice = true });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = time,
                                 .style = TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK });
    ui_leaf(ui,
            &(struct spec) {
                .content = CONTENT_TEXT, .text = date, .style = TEXT_SMALL, .color = COLOR_INK_2 });
    ui_close(ui);
}

void chrome_ward_header(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = MM(5),
                                 .cross = ALIGN_CENTER,
                                 .hidden_from_voice = true });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_PICTURE,
                                 .text = S("logo.svg"),
                                 .width = FIXED(MM(18)),
                                 .height = FIXED(MM(18)) });
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(0.5), .cross = ALIGN_STRETCH });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_APP_NAME),
                                 .style = TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_LEAF });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = model->ward_name,
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_MEDIUM,
                                 .color = COLOR_INK_2,
                                 .width = GROW(1) });
    ui_close(ui);
    clock_and_date(model, ui);
    ui_close(ui);
}

static void leave_button(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = S("leave"),
                                 .label = phrase_of(model, PHRASE_LEAVE),
                                 .verb = verb_of(INTENT_LEAVE, 0),
                                 .width = FIXED(MM(22)),
                                 .height = FIXED(MM(22)),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LINE,
                                 .border_um = MM(0.5),
                                 .radius_um = MM(6) });
    ui_icon(ui, S("close"), MM(12), COLOR_INK);
    ui_close(ui);
}

void chrome_lesson_header(const struct model *model, struct ui *ui)
{
    const struct runner *r = &model->runner;
    bool portrait = metrics_portrait(&model->metrics);
    uint16_t unit = runner_unit(r), units = runner_units(r);
    str step = phrase_fill(ui->home, phrase_of(model, PHRASE_STEP_OF),
                           arena_printf(ui->home, "%u", unit), arena_printf(ui->home, "%u", units));
    str say = phrase_fill(ui->home, phrase_of(model, PHRASE_STEP_OF_SAY),
                          arena_printf(ui->home, "%u", unit), arena_printf(ui->home, "%u", units));
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(6), .cross = ALIGN_CENTER });
    leave_button(model, ui);
    ui_open(ui, &(struct spec) { .flow = portrait ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = portrait ? MM(2) : MM(8),
                                 .cross = portrait ? ALIGN_STRETCH : ALIGN_CENTER });
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .hidden_from_voice = true,
                                 .text = r->lesson ? words_of(model, r->lesson->head.title) : S(""),
                                 .style = TEXT_SMALL,
                                 .color = COLOR_INK_2,
                                 .width = GROW(2) });
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(3), .gap = MM(6), .cross = ALIGN_CENTER });
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = step,
                                 .say = say,
                                 .style = TEXT_BODY,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK });
    widget_segments(ui, (uint16_t)(unit ? unit - 1 : 0), units, GROW(1));
    ui_close(ui);
    ui_close(ui);
    ui_close(ui);
}

struct entry {
    str id;
    enum phrase label;
    str icon;
    enum intent intent;
};

static bool entry_on(const struct model *model, enum intent intent)
{
    if (intent == INTENT_READ)
        return model->voice_on && model->session_open;
    if (intent == INTENT_CONTRAST)
        return model->theme != THEME_LIGHT;
    if (intent == INTENT_SIZE)
        return model->metrics.text_size != SIZE_NORMAL;
    return intent == INTENT_REACH && model->metrics.reach;
}

static void bar_entry(const struct model *model, struct ui *ui, const struct entry *entry)
{
    bool on = entry_on(model, entry->intent);
    enum color ink = on ? COLOR_ON_SELECTED : COLOR_LEAF;
    struct sizing height = { SIZE_FIT, 0, MM(26), 0 };
    bool toggle = entry->intent == INTENT_READ || entry->intent == INTENT_REACH ||
                  entry->intent == INTENT_CONTRAST;
    ui_open(ui, &(struct spec) { .role = toggle ? ROLE_TOGGLE : ROLE_BUTTON,
                                 .id = entry->id,
                                 .label = phrase_of(model, entry->label),
                                 .verb = verb_of(entry->intent, 0),
                                 .selected = on,
                                 .width = GROW(1),
                                 .height = height,
                                 .pad = SIDES(MM(3), 0),
                                 .gap = MM(1.5),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = on ? COLOR_SELECTED : COLOR_NONE,
                                 .radius_um = MM(6) });
    ui_icon(ui, entry->icon, MM(11), ink);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, entry->label),
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_MEDIUM,
                                 .color = on ? COLOR_ON_SELECTED : COLOR_INK,
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
}

void chrome_bottom_bar(const struct model *model, struct ui *ui)
{
    static const struct entry home = { S_INIT("bar-home"), PHRASE_BAR_HOME, S_INIT("home"),
                                       INTENT_HOME };
    static const struct entry language = { S_INIT("bar-language"), PHRASE_BAR_LANGUAGE,
                                           S_INIT("language"), INTENT_LANGUAGE };
    static const struct entry rest[] = {
        { S_INIT("bar-read"), PHRASE_BAR_READ, S_INIT("volume_up"), INTENT_READ },
        { S_INIT("bar-size"), PHRASE_BAR_SIZE, S_INIT("format_size"), INTENT_SIZE },
        { S_INIT("bar-contrast"), PHRASE_BAR_CONTRAST, S_INIT("contrast"), INTENT_CONTRAST },
        { S_INIT("bar-reach"), PHRASE_BAR_REACH, S_INIT("accessible_forward"), INTENT_REACH },
        { S_INIT("bar-help"), PHRASE_BAR_HELP, S_INIT("support_agent"), INTENT_HELP },
    };
    ui_leaf(ui, &(struct spec) { .width = GROW(1), .height = FIXED(MM(0.35)), .fill = COLOR_LINE });
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("bar"),
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = SIDES(MM(3), MM(2)),
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_CARD,
                                 .hidden_from_voice = true });
    bar_entry(model, ui, model->screen == SCREEN_ATTRACT ? &language : &home);
    for (size_t i = 0; i < COUNT_OF(rest); i++)
        bar_entry(model, ui, &rest[i]);
    ui_close(ui);
}

void chrome_step_buttons(const struct model *model, struct ui *ui)
{
    const struct runner *r = &model->runner;
    parts_row_open(ui, MM(6));
    if (runner_can_back(r))
        widget_button(ui, &(struct button) { .id = S("back"),
                                             .label = phrase_of(model, PHRASE_BACK),
                                             .icon = S("arrow_back"),
                                             .kind = BUTTON_PLAIN,
                                             .verb = verb_of(INTENT_BACK, 0),
                                             .width = GROW(3) });
    widget_button(ui, &(struct button) { .id = S("next"),
                                         .label = phrase_of(model, PHRASE_NEXT),
                                         .icon = S("arrow_forward"),
                                         .icon_after = true,
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_NEXT, 0),
                                         .width = GROW(7),
                                         .disabled = !runner_can_next(r) });
    ui_close(ui);
}
