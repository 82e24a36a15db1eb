/* «Chữ to»: three sizes, seen at once since the panel itself is written in them, and the language.
 */
#include "base/arena.h"
#include "screens/parts.h"

struct option {
    str id;
    enum phrase label;
    bool chosen;
    struct verb verb;
};

static void option(const struct model *model, struct ui *ui, const struct option *option)
{
    bool icon = option->chosen && model->density < DENSITY_PAGED;
    widget_button(ui, &(struct button) { .id = option->id,
                                         .label = phrase_of(model, option->label),
                                         .icon = icon ? S("check_circle") : S(""),
                                         .kind = option->chosen ? BUTTON_PRIMARY : BUTTON_PLAIN,
                                         .selected = option->chosen,
                                         .verb = option->verb,
                                         .width = GROW(1) });
}

/* Options side by side, below one another, or, where it is tightest, as children for pages. */
static void group_open(const struct model *model, struct ui *ui, bool column)
{
    if (model->density < DENSITY_TIGHTEST)
        ui_open(ui, &(struct spec) { .flow = column ? FLOW_COLUMN : FLOW_ROW,
                                     .width = GROW(1),
                                     .gap = MM(5),
                                     .cross = ALIGN_STRETCH });
}

static void group_close(const struct model *model, struct ui *ui)
{
    if (model->density < DENSITY_TIGHTEST)
        ui_close(ui);
}

static void sizes(const struct model *model, struct ui *ui)
{
    static const enum phrase labels[SIZE_COUNT] = { PHRASE_SIZE_NORMAL, PHRASE_SIZE_LARGE,
                                                    PHRASE_SIZE_LARGEST };
    group_open(model, ui, metrics_portrait(&model->metrics) && model->density < DENSITY_PLAIN);
    for (int i = 0; i < SIZE_COUNT; i++)
        option(model, ui,
               &(struct option) { .id = arena_printf(ui->home, "size-%d", i),
                                  .label = labels[i],
                                  .chosen = (int)model->metrics.text_size == i,
                                  .verb = verb_of(INTENT_SET_SIZE, i) });
    group_close(model, ui);
}

static void languages(const struct model *model, struct ui *ui)
{
    group_open(model, ui, false);
    option(model, ui,
           &(struct option) { .id = S("lang-vi"),
                              .label = PHRASE_LANGUAGE_VI,
                              .chosen = model->lang == LANG_VI,
                              .verb = verb_of(INTENT_SET_LANG, LANG_VI) });
    option(model, ui,
           &(struct option) { .id = S("lang-en"),
                              .label = PHRASE_LANGUAGE_EN,
                              .chosen = model->lang == LANG_EN,
                              .verb = verb_of(INTENT_SET_LANG, LANG_EN) });
    group_close(model, ui);
}

static void sample(const struct model *model, struct ui *ui)
{
    bool tight = model->density >= DENSITY_SNUG;
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = SIDES(tight ? MM(3) : MM(5), MM(6)),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_LEAF_TINT,
                                 .radius_um = MM(6) });
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_SIZE_SAMPLE),
                                 .style = TEXT_BODY,
                                 .color = COLOR_INK,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void panel(const struct model *model, struct ui *ui)
{
    if (model->density < DENSITY_PAGED)
        sample(model, ui);
    sizes(model, ui);
    if (model->density < DENSITY_PLAIN)
        parts_text(ui, TEXT_LEAD, WEIGHT_BOLD, ALIGN_START,
                   phrase_of(model, PHRASE_LANGUAGE_TITLE));
    languages(model, ui);
    if (!model->voice_available)
        parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START,
                   phrase_of(model, PHRASE_VOICE_NONE));
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    str title = phrase_of(model, PHRASE_SIZE_TITLE);
    parts_dialog_open(model, ui, S("size"), title);
    parts_text(ui, model->density >= DENSITY_PAGED ? TEXT_LEAD : TEXT_HEADING, WEIGHT_BOLD,
               ALIGN_START, title);
    if (model->density == DENSITY_TIGHTEST)
        parts_pages_open(ui, S("settings"), ((const struct paged_state *)state)->page, MM(5));
    panel(model, ui);
    if (model->density == DENSITY_TIGHTEST)
        parts_pages_close(model, ui);
    widget_button(ui, &(struct button) { .id = S("close"),
                                         .label = phrase_of(model, PHRASE_CLOSE),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_CLOSE, 0),
                                         .width = GROW(1) });
    parts_dialog_close(ui);
}

const struct screen_ops screen_size_ops = { .name = "size",
                                            .overlay = true,
                                            .state_size = sizeof(struct paged_state),
                                            .describe = describe,
                                            .act = screen_act_paged };
