/* A page of a lesson: one idea. Picture, headline, at most two sentences. */
#include "screens/chrome.h"
#include "screens/parts.h"

static void words(const struct model *model, struct ui *ui, const struct page *page)
{
    parts_text(ui, TEXT_HEADING, WEIGHT_BOLD, ALIGN_START, words_of(model, page->title));
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .id = S("body"),
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, page->body),
                                 .say = text_spoken(page->body, model->lang),
                                 .style = TEXT_LEAD,
                                 .color = COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .width = GROW(1) });
    if (model->voice_available)
        widget_button(ui, &(struct button) { .id = S("listen"),
                                             .label = phrase_of(model, PHRASE_LISTEN_AGAIN),
                                             .icon = S("replay"),
                                             .kind = BUTTON_QUIET,
                                             .verb = verb_of(INTENT_READ_PAGE, 0) });
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    const struct page *page = runner_step(&model->runner)->page;
    bool portrait = metrics_portrait(&model->metrics);
    if (portrait) {
        parts_picture(model, ui, page->picture, MM(0));
        ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(5), .cross = ALIGN_STRETCH });
        words(model, ui, page);
        ui_close(ui);
        ui_space(ui);
        chrome_step_buttons(model, ui);
        return;
    }
    parts_halves_open(model, ui);
    parts_column_open(ui, 1, 0);
    parts_picture(model, ui, page->picture, MM(0));
    ui_close(ui);
    parts_column_open(ui, 1, MM(5));
    words(model, ui, page);
    ui_space(ui);
    chrome_step_buttons(model, ui);
    ui_close(ui);
    ui_close(ui);
}

const struct screen_ops screen_lesson_ops = { .name = "lesson",
                                              .in_lesson = true,
                                              .describe = describe };
