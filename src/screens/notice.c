/* The safe screen: something is not there; one sentence and a way on. */
#include "screens/parts.h"

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    bool unsaved = model->notice == PHRASE_NOT_SAVED;
    bool row = !metrics_portrait(&model->metrics);
    ui_space(ui);
    parts_ornament(model, ui, S("support_agent"), TONE_SUN, MM(64));
    parts_title(model, ui, ALIGN_CENTER,
                phrase_of(model, unsaved ? PHRASE_NOT_SAVED_TITLE : PHRASE_NOTICE_TITLE));
    ui_leaf(ui, &(struct spec) { .role = ROLE_STATUS,
                                 .id = S("notice-line"),
                                 .content = CONTENT_TEXT,
                                 .text = phrase_of(model, model->notice),
                                 .style = model->density >= DENSITY_PLAIN ? TEXT_BODY : TEXT_LEAD,
                                 .color = COLOR_INK_2,
                                 .marks = true,
                                 .width = GROW(1),
                                 .text_align = ALIGN_CENTER });
    ui_space(ui);
    ui_open(ui, &(struct spec) { .flow = row ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH });
    if (unsaved)
        widget_button(ui, &(struct button) { .id = S("retry"),
                                             .label = phrase_of(model, PHRASE_TRY_AGAIN),
                                             .icon = S("replay"),
                                             .kind = BUTTON_PRIMARY,
                                             .verb = verb_of(INTENT_RETRY, 0),
                                             .width = GROW(1) });
    widget_button(ui, &(struct button) { .id = S("notice-home"),
                                         .label = phrase_of(model, PHRASE_NOTICE_HOME),
                                         .icon = S("home"),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_HOME, 0),
                                         .width = GROW(1) });
    ui_close(ui);
}

const struct screen_ops screen_notice_ops = { .name = "notice", .describe = describe };
