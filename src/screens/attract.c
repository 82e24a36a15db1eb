/* The idle screen: one picture, one promise, one huge button. */
#include "screens/parts.h"

static void words(const struct model *model, struct ui *ui)
{
    static const enum text_style upright[DENSITY_COUNT] = { TEXT_DISPLAY, TEXT_TITLE, TEXT_TITLE,
                                                            TEXT_HEADING, TEXT_LEAD };
    static const enum text_style lying[DENSITY_COUNT] = { TEXT_DISPLAY, TEXT_HEADING, TEXT_TITLE,
                                                          TEXT_HEADING, TEXT_LEAD };
    const enum text_style *styles = metrics_portrait(&model->metrics) ? upright : lying;
    bool snug = model->density >= (styles == upright ? DENSITY_PLAIN : DENSITY_SNUG);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(3), .cross = ALIGN_STRETCH });
    parts_text(ui, styles[model->density], WEIGHT_BOLD, ALIGN_START,
               phrase_of(model, PHRASE_ATTRACT_TITLE));
    if (model->density < DENSITY_TIGHTEST)
        parts_text(ui, snug ? TEXT_BODY : TEXT_LEAD, WEIGHT_REGULAR, ALIGN_START,
                   phrase_of(model, PHRASE_ATTRACT_LINE));
    ui_close(ui);
}

static void start(const struct model *model, struct ui *ui)
{
    str label = phrase_of(model, PHRASE_START_BUTTON);
    bool roomy = model->density == DENSITY_ROOMY;
    bool large = roomy && model->metrics.text_size == SIZE_NORMAL;
    struct sizing height = { SIZE_FIT, 0, roomy ? MM(42) : MM(30), 0 };
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = S("start"),
                                 .label = label,
                                 .verb = verb_of(INTENT_START, 0),
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .height = height,
                                 .pad = SIDES(MM(4), MM(8)),
                                 .gap = MM(7),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_BUTTON,
                                 .radius_um = MM(11) });
    ui_icon(ui, S("touch_app"), roomy ? MM(20) : MM(15), COLOR_ON_BUTTON);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = label,
                                 .style = large ? TEXT_TITLE : TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_ON_BUTTON });
    ui_close(ui);
}

static void start_and_minute(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .gap = model->density >= DENSITY_PLAIN ? MM(5) : MM(8),
                                 .cross = ALIGN_STRETCH });
    start(model, ui);
    parts_minute_card(model, ui);
    ui_close(ui);
}

/* People touch the picture first, so it starts too. The button beside it is what is read aloud. */
static void picture(const struct model *model, struct ui *ui)
{
    if (model->density >= DENSITY_PLAIN)
        return;
    str alt = phrase_of(model, PHRASE_ATTRACT_ALT);
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = S("start-picture"),
                                 .label = alt,
                                 .say = phrase_of(model, PHRASE_ATTRACT_TOUCH),
                                 .verb = verb_of(INTENT_START, 0),
                                 .hidden_from_voice = true,
                                 .width = GROW(1),
                                 .height = parts_picture_height(model, MM(50), ATTRACT_RATIO_1000),
                                 .cross = ALIGN_STRETCH });
    ui_leaf(ui, &(struct spec) { .role = ROLE_IMAGE,
                                 .label = alt,
                                 .content = CONTENT_PICTURE,
                                 .text = S("attract.svg"),
                                 .width = GROW(1),
                                 .height = GROW(1) });
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    bool portrait = metrics_portrait(&model->metrics);
    bool both = !portrait && model->density < DENSITY_PLAIN;
    parts_halves_open(model, ui);
    if (!both) {
        /* What is left over stands above and below; in reach mode and without a picture, above. */
        bool low = !portrait || parts_reach(model);
        ui_open(ui, &(struct spec) { .width = GROW(1),
                                     .height = GROW(1),
                                     .gap = model->density >= DENSITY_PAGED ? MM(5) : MM(9),
                                     .main = low ? ALIGN_END : ALIGN_CENTER,
                                     .cross = ALIGN_STRETCH });
        words(model, ui);
        picture(model, ui);
        start_and_minute(model, ui);
        ui_close(ui);
    } else {
        parts_column_open(ui, 1, MM(6));
        words(model, ui);
        ui_space(ui);
        start_and_minute(model, ui);
        ui_close(ui);
        ui_open(ui, &(struct spec) { .width = GROW(1),
                                     .height = GROW(1),
                                     .main = ALIGN_CENTER,
                                     .cross = ALIGN_STRETCH });
        picture(model, ui);
        ui_close(ui);
    }
    ui_close(ui);
}

const struct screen_ops screen_attract_ops = { .name = "attract", .describe = describe };
