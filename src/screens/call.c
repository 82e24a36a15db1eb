/* A model call, line by line; the learner stops it where it turns strange. */
#include "base/arena.h"
#include "screens/chrome.h"
#include "screens/parts.h"
#include "screens/phone.h"

/* The newest lines matter: as many as fit beside the buttons at this text size. */
static uint16_t lines_shown(const struct model *model)
{
    bool portrait = metrics_portrait(&model->metrics);
    if (model->metrics.text_size == SIZE_NORMAL)
        return portrait ? 5 : 4;
    return portrait ? 4 : 2;
}

static void bubble(const struct model *model, struct ui *ui, const struct call_line *line,
                   bool newest)
{
    bool roomy = metrics_portrait(&model->metrics) && model->metrics.text_size == SIZE_NORMAL;
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = SIDES(MM(4), MM(6)),
                                 .cross = ALIGN_STRETCH,
                                 .fill = newest ? COLOR_SUN_TINT : COLOR_PHONE_CARD,
                                 .radius_um = MM(6) });
    ui_leaf(ui, &(struct spec) { .role = newest ? ROLE_STATUS : ROLE_TEXT,
                                 .id = newest ? S("call-line") : (str) { 0 },
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, line->text),
                                 .say = text_spoken(line->text, model->lang),
                                 .hidden_from_voice = !newest,
                                 .style = roomy ? TEXT_LEAD : TEXT_BODY,
                                 .weight = newest ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
                                 .color = newest ? COLOR_SUN_INK : COLOR_PHONE_INK,
                                 .marks = true,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void transcript(const struct model *model, struct ui *ui, const struct call *call)
{
    const struct runner *r = &model->runner;
    uint16_t most = lines_shown(model);
    uint16_t first = r->line > most ? (uint16_t)(r->line - most) : 0;
    phone_frame_open(model, ui, GROW(1));
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = SIDES(MM(4), MM(6)),
                                 .gap = MM(5),
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_OK });
    ui_icon(ui, S("call"), MM(13), COLOR_ON_STRONG);
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, call->caller),
                                 .hidden_from_voice = r->line > 1,
                                 .style = TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_ON_STRONG,
                                 .width = GROW(1) });
    ui_close(ui);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = GROW(1),
                                 .pad = ALL(MM(6)),
                                 .gap = MM(4),
                                 .cross = ALIGN_STRETCH });
    for (uint16_t i = first; i < r->line; i++)
        bubble(model, ui, &call->lines[i], i + 1 == r->line);
    ui_close(ui);
    phone_frame_close(ui);
}

static void buttons(const struct model *model, struct ui *ui)
{
    if (model->runner.phase == PHASE_ANSWERED) {
        chrome_step_buttons(model, ui);
        return;
    }
    parts_row_open(ui, MM(6));
    widget_button(ui, &(struct button) { .id = S("call-more"),
                                         .label = phrase_of(model, PHRASE_CALL_MORE),
                                         .icon = S("hearing"),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_CALL_MORE, 0),
                                         .width = GROW(1) });
    widget_button(ui, &(struct button) { .id = S("call-stop"),
                                         .label = phrase_of(model, PHRASE_CALL_STOP),
                                         .icon = S("pan_tool"),
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_CALL_STOP, 0),
                                         .width = GROW(1) });
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    const struct call *call = runner_step(&model->runner)->call;
    bool portrait = metrics_portrait(&model->metrics);
    parts_halves_open(model, ui);
    if (!portrait)
        parts_column_open(ui, 1, MM(6));
    ui_leaf(ui, &(struct spec) { .role = ROLE_HEADING,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, call->prompt),
                                 .say = text_spoken(call->prompt, model->lang),
                                 .hidden_from_voice = model->runner.line > 1,
                                 .style = TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .width = GROW(1) });
    if (portrait)
        transcript(model, ui, call);
    parts_reply(model, ui);
    if (!portrait)
        ui_space(ui);
    buttons(model, ui);
    if (!portrait) {
        ui_close(ui);
        ui_open(ui, &(struct spec) { .width = GROW(1), .height = GROW(1), .cross = ALIGN_STRETCH });
        transcript(model, ui, call);
        ui_close(ui);
    }
    ui_close(ui);
}

const struct screen_ops screen_call_ops = { .name = "call",
                                            .in_lesson = true,
                                            .describe = describe };
