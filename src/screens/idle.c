/* The idle warning: unlimited extensions, one huge way on. */
#include "base/arena.h"
#include "screens/parts.h"

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    str seconds = arena_printf(ui->home, "%d", model->idle_left_s);
    str title = phrase_of(model, PHRASE_IDLE_TITLE);
    str line = phrase_fill(ui->home, phrase_of(model, PHRASE_IDLE_LINE), seconds, (str) { 0 });
    int32_t total = model->idle_total_s > 0 ? model->idle_total_s : 1;
    bool portrait = metrics_portrait(&model->metrics);
    bool roomy = portrait || model->metrics.text_size == SIZE_NORMAL;
    int32_t side = portrait ? MM(66) : MM(44);
    parts_dialog_open(model, ui, S("idle"), title);
    if (roomy) {
        ui_open(ui, &(struct spec) { .width = GROW(1), .cross = ALIGN_CENTER });
        ui_open(ui, &(struct spec) { .flow = FLOW_STACK,
                                     .width = FIXED(side),
                                     .height = FIXED(side),
                                     .main = ALIGN_CENTER,
                                     .cross = ALIGN_CENTER,
                                     .hidden_from_voice = true });
        ui_leaf(ui, &(struct spec) { .content = CONTENT_ARC,
                                     .width = FIXED(side),
                                     .height = FIXED(side),
                                     .border_um = MM(5),
                                     .color = COLOR_SUN,
                                     .arc_1000 = model->idle_left_s * 1000 / total });
        ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                     .text = seconds,
                                     .style = portrait ? TEXT_DISPLAY : TEXT_TITLE,
                                     .weight = WEIGHT_BOLD,
                                     .color = COLOR_INK });
        ui_close(ui);
        ui_close(ui);
    }
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(4), .cross = ALIGN_STRETCH });
    parts_text(ui, TEXT_HEADING, WEIGHT_BOLD, ALIGN_CENTER, title);
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER, line);
    ui_close(ui);
    widget_button(ui, &(struct button) { .id = S("stay"),
                                         .label = phrase_of(model, PHRASE_IDLE_STAY),
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_STAY, 0),
                                         .width = GROW(1) });
    widget_button(ui, &(struct button) { .id = S("end"),
                                         .label = phrase_of(model, PHRASE_IDLE_END),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_END, 0),
                                         .width = GROW(1) });
    parts_dialog_close(ui);
}

const struct screen_ops screen_idle_ops = { .name = "idle", .overlay = true, .describe = describe };
