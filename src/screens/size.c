/* «Chữ to»: three sizes, each written in itself, and the language. */
#include "base/arena.h"
#include "screens/parts.h"

static void size_choice(const struct model *model, struct ui *ui, int size, enum phrase label)
{
    bool chosen = (int)model->metrics.text_size == size;
    widget_button(ui, &(struct button) { .id = arena_printf(ui->home, "size-%d", size),
                                         .label = phrase_of(model, label),
                                         .icon = chosen ? S("check_circle") : (str) { 0 },
                                         .kind = chosen ? BUTTON_PRIMARY : BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_SET_SIZE, size),
                                         .width = GROW(1) });
}

static void language(const struct model *model, struct ui *ui, enum lang lang, enum phrase label)
{
    bool chosen = model->lang == lang;
    widget_button(ui, &(struct button) { .id = lang == LANG_VI ? S("lang-vi") : S("lang-en"),
                                         .label = phrase_of(model, label),
                                         .icon = chosen ? S("check_circle") : (str) { 0 },
                                         .kind = chosen ? BUTTON_PRIMARY : BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_SET_LANG, (int32_t)lang),
                                         .width = GROW(1) });
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    str title = phrase_of(model, PHRASE_SIZE_TITLE);
    bool portrait = metrics_portrait(&model->metrics);
    parts_dialog_open(model, ui, S("size"), title);
    parts_text(ui, TEXT_HEADING, WEIGHT_BOLD, ALIGN_START, title);
    if (portrait)
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_START,
                   phrase_of(model, PHRASE_SIZE_SAMPLE));
    ui_open(ui, &(struct spec) { .flow = portrait ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH });
    size_choice(model, ui, SIZE_NORMAL, PHRASE_SIZE_NORMAL);
    size_choice(model, ui, SIZE_LARGE, PHRASE_SIZE_LARGE);
    size_choice(model, ui, SIZE_LARGEST, PHRASE_SIZE_LARGEST);
    ui_close(ui);
    parts_row_open(ui, MM(5));
    language(model, ui, LANG_VI, PHRASE_LANGUAGE_VI);
    language(model, ui, LANG_EN, PHRASE_LANGUAGE_EN);
    ui_close(ui);
    if (!model->voice_available)
        parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START,
                   phrase_of(model, PHRASE_VOICE_NONE));
    widget_button(ui, &(struct button) { .id = S("close"),
                                         .label = phrase_of(model, PHRASE_CLOSE),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_CLOSE, 0),
                                         .width = GROW(1) });
    parts_dialog_close(ui);
}

const struct screen_ops screen_size_ops = { .name = "size", .overlay = true, .describe = describe };
