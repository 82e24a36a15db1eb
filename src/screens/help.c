/* «Gọi giúp»: who to call and where they are. */
#include "screens/parts.h"

static void contact(struct ui *ui, str icon, str words, enum text_style style)
{
    if (str_empty(words))
        return;
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(6), .cross = ALIGN_CENTER });
    widget_icon_chip(ui, icon, TONE_LEAF, MM(18));
    parts_text(ui, style, WEIGHT_BOLD, ALIGN_START, words);
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    str title = phrase_of(model, PHRASE_HELP_TITLE);
    parts_dialog_open(model, ui, S("help"), title);
    parts_text(ui, TEXT_HEADING, WEIGHT_BOLD, ALIGN_START, title);
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_START, phrase_of(model, PHRASE_HELP_LINE));
    contact(ui, S("support_agent"), model->help_name, TEXT_LEAD);
    contact(ui, S("call"), model->help_phone, TEXT_HEADING);
    contact(ui, S("place"), model->help_place, TEXT_LEAD);
    widget_button(ui, &(struct button) { .id = S("help-close"),
                                         .label = phrase_of(model, PHRASE_HELP_CLOSE),
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_CLOSE, 0),
                                         .width = GROW(1) });
    parts_dialog_close(ui);
}

const struct screen_ops screen_help_ops = { .name = "help", .overlay = true, .describe = describe };
