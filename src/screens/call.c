/* A model call, line by line; the learner stops it where it turns strange. */
#include "base/arena.h"
#include "screens/chrome.h"
#include "screens/parts.h"
#include "screens/phone.h"

/* The newest lines matter: as many as there is room for. */
static uint16_t lines_shown(const struct model *model)
{
    static const uint16_t portrait[DENSITY_COUNT] = { 5, 3, 2, 1, 1 };
    static const uint16_t landscape[DENSITY_COUNT] = { 4, 2, 1, 1, 1 };
    return (metrics_portrait(&model->metrics) ? portrait : landscape)[model->density];
}

static void bubble(const struct model *model, struct ui *ui, const struct call_line *line,
                   bool newest)
{
    bool roomy = model->density == DENSITY_ROOMY && metrics_portrait(&model->metrics);
    ui_open(ui,
            &(struct spec) { .width = GROW(1),
                             .pad = SIDES(model->density < DENSITY_PAGED ? MM(4) : MM(2), MM(6)),
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

static void caller(const struct model *model, struct ui *ui, const struct call *call)
{
    bool tight = model->density >= DENSITY_PLAIN;
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = SIDES(tight ? MM(1) : MM(4), MM(6)),
                                 .gap = MM(5),
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_OK });
    ui_icon(ui, S("call"), MM(13), COLOR_ON_STRONG);
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, call->caller),
                                 .hidden_from_voice = model->runner.line > 1,
                                 .style = tight ? TEXT_BODY : TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_ON_STRONG,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void newest_lines(const struct model *model, struct ui *ui, const struct call *call)
{
    const struct runner *r = &model->runner;
    uint16_t most = lines_shown(model);
    uint16_t first = r->line > most ? (uint16_t)(r->line - most) : 0;
    for (uint16_t i = first; i < r->line; i++)
        bubble(model, ui, &call->lines[i], i + 1 == r->line);
}

static void transcript(const struct model *model, struct ui *ui, const struct call *call,
                       struct sizing height)
{
    phone_frame_open(model, ui, height);
    caller(model, ui, call);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = height,
                                 .pad = ALL(model->density < DENSITY_PLAIN ? MM(6) : MM(3)),
                                 .gap = MM(4),
                                 .cross = ALIGN_STRETCH });
    newest_lines(model, ui, call);
    ui_close(ui);
    phone_frame_close(ui);
}

static void buttons(const struct model *model, struct ui *ui)
{
    if (model->runner.phase == PHASE_ANSWERED) {
        chrome_step_buttons(model, ui);
        return;
    }
    bool icons = model->density < DENSITY_PLAIN;
    parts_row_open(ui, MM(6));
    widget_button(ui, &(struct button) { .id = S("call-more"),
                                         .label = phrase_of(model, PHRASE_CALL_MORE),
                                         .icon = icons ? S("hearing") : (str) { 0 },
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_CALL_MORE, 0),
                                         .width = GROW(1) });
    widget_button(ui, &(struct button) { .id = S("call-stop"),
                                         .label = phrase_of(model, PHRASE_CALL_STOP),
                                         .icon = icons ? S("pan_tool") : (str) { 0 },
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_CALL_STOP, 0),
                                         .width = GROW(1) });
    ui_close(ui);
}

static void prompt(const struct model *model, struct ui *ui, const struct call *call)
{
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .cross = ALIGN_STRETCH,
                                 .hidden_from_voice = model->runner.line > 1 });
    parts_heading(model, ui, ALIGN_START, call->prompt);
    ui_close(ui);
}

/* What was said last is on the first page, under what the kiosk answers to it. */
static void paged(const struct model *model, struct ui *ui, const struct call *call, uint16_t page)
{
    bool tightest = model->density == DENSITY_TIGHTEST, first = model->runner.line == 1;
    bool told = model->runner.phase == PHASE_ANSWERED && tightest;
    parts_pages_open(ui, S("words"), page, MM(5));
    parts_reply(model, ui);
    if (first && !parts_above(model))
        prompt(model, ui, call);
    if (tightest && !told) {
        phone_band(model, ui);
        caller(model, ui, call);
        newest_lines(model, ui, call);
    }
    if (!tightest && !parts_above(model))
        transcript(model, ui, call, FIT);
    parts_pages_close(model, ui);
    buttons(model, ui);
}

static void above_reach(const struct model *model, struct ui *ui)
{
    const struct call *call = runner_step(&model->runner)->call;
    if (!parts_above(model))
        return;
    prompt(model, ui, call);
    transcript(model, ui, call, GROW(1));
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct call *call = runner_step(&model->runner)->call;
    bool portrait = metrics_portrait(&model->metrics);
    if (model->density >= DENSITY_PAGED) {
        paged(model, ui, call, ((const struct paged_state *)state)->page);
        return;
    }
    parts_halves_open(model, ui);
    if (!portrait)
        parts_column_open(ui, 1, MM(6));
    if (!parts_above(model))
        prompt(model, ui, call);
    if (portrait && !parts_above(model))
        transcript(model, ui, call, GROW(1));
    parts_reply(model, ui);
    if (!portrait || parts_above(model))
        ui_space(ui);
    buttons(model, ui);
    if (!portrait) {
        ui_close(ui);
        ui_open(ui, &(struct spec) { .width = GROW(1), .height = GROW(1), .cross = ALIGN_STRETCH });
        transcript(model, ui, call, GROW(1));
        ui_close(ui);
    }
    ui_close(ui);
}

/* Every new line and every answer begins at the first page. */
static void act(const struct model *model, void *state, struct verb verb, struct effects *effects)
{
    if (verb.code != INTENT_LOCAL_PAGE)
        ((struct paged_state *)state)->page = 0;
    screen_act_paged(model, state, verb, effects);
}

const struct screen_ops screen_call_ops = { .name = "call",
                                            .in_lesson = true,
                                            .state_size = sizeof(struct paged_state),
                                            .describe = describe,
                                            .above = above_reach,
                                            .act = act };
