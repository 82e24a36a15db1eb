/* «Gọi giúp»: who to call and where they are. */
#include "base/buf.h"
#include "screens/parts.h"

/* A number that is read off and dialled stays on one line: its spaces do not break. */
static str unbroken(struct ui *ui, str number)
{
    struct buf b = buf_in(ui->home);
    for (size_t i = 0; i < number.len; i++) {
        if (number.ptr[i] == ' ')
            buf_str(&b, S("\u00a0"));
        else
            buf_char(&b, number.ptr[i]);
    }
    return buf_view(&b);
}

static void contact(const struct model *model, struct ui *ui, str icon, str words, bool number)
{
    if (str_empty(words))
        return;
    bool tight = model->density >= DENSITY_PAGED;
    enum text_style style = tight ? TEXT_BODY : number ? TEXT_HEADING : TEXT_LEAD;
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(6), .cross = ALIGN_CENTER });
    if (!tight)
        widget_icon_chip(ui, icon, TONE_LEAF, MM(20));
    parts_text(ui, style, WEIGHT_BOLD, ALIGN_START, words);
    ui_close(ui);
}

static void contacts(const struct model *model, struct ui *ui)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_STATUS,
                                 .id = S("help-line"),
                                 .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_HELP_LINE),
                                 .style = TEXT_BODY,
                                 .color = COLOR_INK_2,
                                 .marks = true,
                                 .width = GROW(1) });
    contact(model, ui, S("support_agent"), model->help_name, false);
    contact(model, ui, S("call"), unbroken(ui, model->help_phone), true);
    contact(model, ui, S("place"), model->help_place, false);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    str title = phrase_of(model, PHRASE_HELP_TITLE);
    parts_dialog_open(model, ui, &(struct dialog_card) { S("help"), title });
    parts_text(ui, model->density >= DENSITY_PAGED ? TEXT_LEAD : TEXT_HEADING, WEIGHT_BOLD,
               ALIGN_START, title);
    if (model->density == DENSITY_TIGHTEST)
        parts_pages_open(ui, S("contacts"), ((const struct paged_state *)state)->page, MM(5));
    contacts(model, ui);
    if (model->density == DENSITY_TIGHTEST)
        parts_pages_close(model, ui);
    widget_button(ui, &(struct button) { .id = S("help-close"),
                                         .label = phrase_of(model, PHRASE_HELP_CLOSE),
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_CLOSE, 0),
                                         .width = GROW(1) });
    parts_dialog_close(ui);
}

const struct screen_ops screen_help_ops = { .name = "help",
                                            .overlay = true,
                                            .state_size = sizeof(struct paged_state),
                                            .describe = describe,
                                            .act = screen_act_paged };
