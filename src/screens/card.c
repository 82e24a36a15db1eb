/* «Tôi có thẻ học»: the code is held before the scanner; what came of it is said here. */
#include "screens/parts.h"

static const struct {
    enum phrase line;
    enum tone tone;
    str icon;
} looks[] = {
    [CARD_WAITING] = { PHRASE_CARD_LINE, TONE_LEAF, S_INIT("qr_code_scanner") },
    [CARD_ACCEPTED] = { PHRASE_CARD_OK, TONE_OK, S_INIT("check_circle") },
    [CARD_DAMAGED] = { PHRASE_CARD_BAD, TONE_SUN, S_INIT("replay") },
    [CARD_OTHER_WARD] = { PHRASE_CARD_FOREIGN, TONE_SUN, S_INIT("info") },
};

static void line(const struct model *model, struct ui *ui)
{
    ui_leaf(ui,
            &(struct spec) { .role = ROLE_STATUS,
                             .id = S("card-line"),
                             .content = CONTENT_TEXT,
                             .text = phrase_of(model, looks[model->card].line),
                             .style = model->density >= DENSITY_PAGED ? TEXT_LEAD : TEXT_HEADING,
                             .weight = WEIGHT_BOLD,
                             .color = COLOR_INK,
                             .text_align = ALIGN_CENTER,
                             .width = GROW(1) });
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    bool accepted = model->card == CARD_ACCEPTED;
    if (model->density < DENSITY_TIGHTEST)
        parts_title(model, ui, ALIGN_START, phrase_of(model, PHRASE_CARD_TITLE));
    ui_space(ui);
    parts_ornament(model, ui, looks[model->card].icon, looks[model->card].tone,
                   metrics_portrait(&model->metrics) ? MM(96) : MM(60));
    line(model, ui);
    if (model->card == CARD_WAITING)
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
                   phrase_of(model, PHRASE_CARD_NO_SCANNER));
    ui_space(ui);
    widget_button(ui, &(struct button) { .id = S("card-home"),
                                         .label = phrase_of(model, PHRASE_NOTICE_HOME),
                                         .icon = S("home"),
                                         .kind = accepted ? BUTTON_PRIMARY : BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_HOME, 0),
                                         .width = GROW(1) });
}

const struct screen_ops screen_card_ops = { .name = "card", .describe = describe };
