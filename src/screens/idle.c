/* The idle warning: unlimited extensions, one huge way on. */
#include "base/arena.h"
#include "screens/parts.h"

/* The seconds left in a ring; the sentence below says them too. */
static void ring(const struct model *model, struct ui *ui, str seconds)
{
    int32_t side = model->density == DENSITY_ROOMY ? MM(66) : MM(44);
    int32_t total = model->idle_total_s > 0 ? model->idle_total_s : 1;
    ui_open(ui,
            &(struct spec) { .width = GROW(1), .cross = ALIGN_CENTER, .hidden_from_voice = true });
    ui_open(ui, &(struct spec) { .flow = FLOW_STACK,
                                 .width = FIXED(side),
                                 .height = FIXED(side),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_ARC,
                                 .width = FIXED(side),
                                 .height = FIXED(side),
                                 .border_um = side / 12,
                                 .color = COLOR_SUN,
                                 .arc_1000 = model->idle_left_s * 1000 / total });
    ui_leaf(ui,
            &(struct spec) { .content = CONTENT_TEXT,
                             .text = seconds,
                             .style = model->density == DENSITY_ROOMY ? TEXT_DISPLAY : TEXT_HEADING,
                             .weight = WEIGHT_BOLD,
                             .color = COLOR_INK });
    ui_close(ui);
    ui_close(ui);
}

/* Spoken when the time comes to these steps, not every second: 45, 30, 15, 10 and 5. */
static str line_spoken(const struct model *model, struct ui *ui)
{
    int left = model->idle_left_s, step = left > 15 ? 15 : 5;
    str seconds = arena_printf(ui->home, "%d", (left + step - 1) / step * step);
    return phrase_fill(ui->home, phrase_of(model, PHRASE_IDLE_LINE), seconds, (str) { 0 });
}

static void ways_on(const struct model *model, struct ui *ui)
{
    bool row = model->density >= DENSITY_PAGED && !metrics_portrait(&model->metrics);
    ui_open(ui, &(struct spec) { .flow = row ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH });
    widget_button(ui, &(struct button) { .id = S("stay"),
                                         .label = phrase_of(model, PHRASE_IDLE_STAY),
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_STAY, 0),
                                         .width = GROW(3) });
    widget_button(ui, &(struct button) { .id = S("idle-end"),
                                         .label = phrase_of(model, PHRASE_IDLE_END),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_END, 0),
                                         .width = GROW(2) });
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    str seconds = arena_printf(ui->home, "%d", model->idle_left_s);
    str title = phrase_of(model, PHRASE_IDLE_TITLE);
    str line = phrase_fill(ui->home, phrase_of(model, PHRASE_IDLE_LINE), seconds, (str) { 0 });
    parts_dialog_open(model, ui, &(struct dialog_card) { S("idle"), title });
    if (model->density < DENSITY_PLAIN)
        ring(model, ui, seconds);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(3), .cross = ALIGN_STRETCH });
    parts_text(ui, model->density >= DENSITY_PAGED ? TEXT_LEAD : TEXT_HEADING, WEIGHT_BOLD,
               ALIGN_CENTER, title);
    ui_leaf(ui, &(struct spec) { .role = ROLE_STATUS,
                                 .id = S("idle-line"),
                                 .content = CONTENT_TEXT,
                                 .text = line,
                                 .say = line_spoken(model, ui),
                                 .style = TEXT_BODY,
                                 .color = COLOR_INK_2,
                                 .width = GROW(1),
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
    ways_on(model, ui);
    parts_dialog_close(ui);
}

const struct screen_ops screen_idle_ops = { .name = "idle", .overlay = true, .describe = describe };
