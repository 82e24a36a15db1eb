/* «Chữ to»: letters, seen at once since the panel itself is written in them; the voice; touch and
 * motion; the language. Wide panels have two columns, tight ones pages. */
#include "base/arena.h"
#include "screens/parts.h"

#define GAP_UM MM(5)

struct option {
    str id;
    enum phrase label;
    bool chosen;
    struct verb verb;
};

static void option(const struct model *model, struct ui *ui, const struct option *option)
{
    /* Filled against outlined says which is chosen; a mark beside it would only break the words. */
    widget_button(ui, &(struct button) { .id = option->id,
                                         .label = phrase_of(model, option->label),
                                         .kind = option->chosen ? BUTTON_PRIMARY : BUTTON_PLAIN,
                                         .selected = option->chosen,
                                         .option = true,
                                         .verb = option->verb,
                                         .width = GROW(1) });
}

static bool paged(const struct model *model)
{
    return model->density >= DENSITY_PAGED;
}

/* Options side by side, below one another, or, where it is tightest, as children for pages. */
static void group_open(const struct model *model, struct ui *ui, bool column)
{
    if (model->density < DENSITY_TIGHTEST)
        ui_open(ui, &(struct spec) { .flow = column ? FLOW_COLUMN : FLOW_ROW,
                                     .width = GROW(1),
                                     .gap = GAP_UM,
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
    group_open(model, ui, metrics_portrait(&model->metrics) && model->density == DENSITY_ROOMY);
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

/* ---- the voice ---- */

str settings_volume_words(const struct model *model, arena *home)
{
    if (model->voice_volume == 0)
        return phrase_of(model, PHRASE_VOLUME_SILENT);
    return phrase_fill(home, phrase_of(model, PHRASE_VOLUME_VALUE),
                       arena_printf(home, "%u", model->voice_volume), (str) { 0 });
}

str settings_speed_words(const struct model *model)
{
    static_assert(PHRASE_SPEED_6 - PHRASE_SPEED_0 + 1 == SPEED_COUNT, "words for every speed");
    return phrase_of(model, (enum phrase)(PHRASE_SPEED_0 + model->voice_speed));
}

str settings_dialect_words(const struct model *model, enum dialect dialect)
{
    static_assert(PHRASE_DIALECT_2 - PHRASE_DIALECT_0 + 1 == DIALECT_COUNT, "a name for each");
    return phrase_of(model, (enum phrase)(PHRASE_DIALECT_0 + dialect));
}

static void volume_and_speed(const struct model *model, struct ui *ui)
{
    widget_stepper(ui, &(struct stepper) { .id = S("volume"),
                                           .value = settings_volume_words(model, ui->home),
                                           .less_label = phrase_of(model, PHRASE_VOLUME_DOWN),
                                           .more_label = phrase_of(model, PHRASE_VOLUME_UP),
                                           .verb = verb_of(INTENT_VOLUME, 0) });
    widget_stepper(ui, &(struct stepper) { .id = S("speed"),
                                           .value = settings_speed_words(model),
                                           .less_label = phrase_of(model, PHRASE_SPEED_DOWN),
                                           .more_label = phrase_of(model, PHRASE_SPEED_UP),
                                           .verb = verb_of(INTENT_SPEED, 0) });
}

static void dialects(const struct model *model, struct ui *ui)
{
    group_open(model, ui, false);
    for (int i = 0; i < DIALECT_COUNT; i++)
        option(model, ui,
               &(struct option) { .id = arena_printf(ui->home, "dialect-%d", i),
                                  .label = (enum phrase)(PHRASE_DIALECT_0 + i),
                                  .chosen = (int)model->voice_dialect == i,
                                  .verb = verb_of(INTENT_DIALECT, i) });
    group_close(model, ui);
}

static void toggle(const struct model *model, struct ui *ui, const struct option *toggle)
{
    widget_button(ui, &(struct button) { .id = toggle->id,
                                         .label = phrase_of(model, toggle->label),
                                         .icon = paged(model)     ? S("")
                                                 : toggle->chosen ? S("check_box")
                                                                  : S("check_box_outline_blank"),
                                         .kind = toggle->chosen ? BUTTON_PRIMARY : BUTTON_PLAIN,
                                         .selected = toggle->chosen,
                                         .toggle = true,
                                         .option = true,
                                         .verb = toggle->verb,
                                         .width = GROW(1) });
}

/* Touch cannot name what it finds without a voice. */
static void toggles(const struct model *model, struct ui *ui)
{
    /* Longer words: below one another they take less room than side by side. */
    group_open(model, ui, !paged(model));
    if (model->voice_available)
        toggle(model, ui,
               &(struct option) { .id = S("explore"),
                                  .label = PHRASE_EXPLORE,
                                  .chosen = model->explore,
                                  .verb = verb_of(INTENT_EXPLORE, 0) });
    toggle(model, ui,
           &(struct option) { .id = S("calm"),
                              .label = PHRASE_CALM,
                              .chosen = model->metrics.calm,
                              .verb = verb_of(INTENT_CALM, 0) });
    group_close(model, ui);
}

/* ---- the panel ---- */

static void letters_and_language(const struct model *model, struct ui *ui)
{
    if (!paged(model))
        sample(model, ui);
    sizes(model, ui);
    if (model->density < DENSITY_PLAIN)
        parts_text(ui, TEXT_LEAD, WEIGHT_BOLD, ALIGN_START,
                   phrase_of(model, PHRASE_LANGUAGE_TITLE));
    languages(model, ui);
}

static void voice_and_touch(const struct model *model, struct ui *ui)
{
    if (model->voice_available) {
        volume_and_speed(model, ui);
        dialects(model, ui);
    } else {
        parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START,
                   phrase_of(model, PHRASE_VOICE_NONE));
    }
    toggles(model, ui);
}

static void two_columns(const struct model *model, struct ui *ui)
{
    parts_row_open(ui, MM(10));
    parts_column_open(ui, 1, GAP_UM);
    letters_and_language(model, ui);
    ui_close(ui);
    parts_column_open(ui, 1, GAP_UM);
    voice_and_touch(model, ui);
    ui_close(ui);
    ui_close(ui);
}

static void panel(const struct model *model, struct ui *ui, uint16_t page)
{
    if (!paged(model) && !metrics_portrait(&model->metrics)) {
        two_columns(model, ui);
        return;
    }
    if (paged(model))
        parts_pages_open(ui, S("settings"), page, GAP_UM);
    letters_and_language(model, ui);
    voice_and_touch(model, ui);
    if (paged(model))
        parts_pages_close(model, ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    str title = phrase_of(model, PHRASE_SIZE_TITLE);
    parts_dialog_open(model, ui, &(struct dialog_card) { S("size"), title, .wide = true });
    parts_text(ui, model->density >= DENSITY_PAGED ? TEXT_LEAD : TEXT_HEADING, WEIGHT_BOLD,
               ALIGN_START, title);
    panel(model, ui, ((const struct paged_state *)state)->page);
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
