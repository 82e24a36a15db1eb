/* The idle screen: one picture, one promise, one huge button. */
#include "screens/parts.h"

static void words(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(3), .cross = ALIGN_STRETCH });
    parts_text(ui, TEXT_DISPLAY, WEIGHT_BOLD, ALIGN_START, phrase_of(model, PHRASE_ATTRACT_TITLE));
    parts_text(ui, TEXT_LEAD, WEIGHT_REGULAR, ALIGN_START, phrase_of(model, PHRASE_ATTRACT_LINE));
    ui_close(ui);
}

static void start(const struct model *model, struct ui *ui)
{
    str label = phrase_of(model, PHRASE_START_BUTTON);
    struct sizing height = { SIZE_FIT, 0, MM(32), 0 };
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = S("start"),
                                 .label = label,
                                 .verb = verb_of(INTENT_START, 0),
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .height = height,
                                 .pad = SIDES(MM(5), MM(8)),
                                 .gap = MM(7),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_BUTTON,
                                 .radius_um = MM(10) });
    ui_icon(ui, S("touch_app"), MM(18), COLOR_ON_BUTTON);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = label,
                                 .style = TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_ON_BUTTON });
    ui_close(ui);
}

/* The first touch of an unsure hand goes to the picture: it starts too. */
static void picture(const struct model *model, struct ui *ui)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_IMAGE,
                                 .id = S("start-picture"),
                                 .label = phrase_of(model, PHRASE_ATTRACT_ALT),
                                 .verb = verb_of(INTENT_START, 0),
                                 .hidden_from_voice = true,
                                 .content = CONTENT_PICTURE,
                                 .text = S("attract.svg"),
                                 .width = GROW(1),
                                 .height = { SIZE_GROW, 1, MM(30), 0 } });
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    bool portrait = metrics_portrait(&model->metrics);
    parts_halves_open(model, ui);
    if (portrait) {
        words(model, ui);
        picture(model, ui);
        start(model, ui);
        parts_minute_card(model, ui);
    } else {
        parts_column_open(ui, 1, MM(8));
        words(model, ui);
        ui_space(ui);
        start(model, ui);
        parts_minute_card(model, ui);
        ui_close(ui);
        parts_column_open(ui, 1, MM(0));
        picture(model, ui);
        ui_close(ui);
    }
    ui_close(ui);
}

const struct screen_ops screen_attract_ops = { .name = "attract", .describe = describe };
