/* A page of a lesson: one idea. Picture, headline, at most two sentences. */
#include "screens/chrome.h"
#include "screens/parts.h"

static void listen(const struct model *model, struct ui *ui)
{
    if (!model->voice_available)
        return;
    widget_button(ui, &(struct button) { .id = S("listen"),
                                         .label = phrase_of(model, PHRASE_LISTEN_AGAIN),
                                         .icon = S("replay"),
                                         .kind = BUTTON_QUIET,
                                         .verb = verb_of(INTENT_READ_PAGE, 0) });
}

static void words(const struct model *model, struct ui *ui, const struct page *page)
{
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(4), .cross = ALIGN_STRETCH });
    parts_heading(model, ui, ALIGN_START, page->title);
    parts_paragraph(model, ui, page->body);
    listen(model, ui);
    ui_close(ui);
    ui_space(ui);
}

/* What no longer fits goes on over pages, a sentence at a time. */
static void paged_words(const struct model *model, struct ui *ui, const struct page *page,
                        uint16_t number)
{
    parts_pages_open(ui, S("words"), number, MM(5));
    parts_heading(model, ui, ALIGN_START, page->title);
    parts_paragraph(model, ui, page->body);
    if (model->density < DENSITY_TIGHTEST)
        listen(model, ui);
    parts_pages_close(model, ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct page *page = runner_step(&model->runner)->page;
    bool halves = !metrics_portrait(&model->metrics) && model->density < DENSITY_PLAIN;
    if (halves) {
        parts_halves_open(model, ui);
        ui_open(ui, &(struct spec) { .width = GROW(1), .height = GROW(1), .cross = ALIGN_STRETCH });
        parts_step_picture(model, ui, 0);
        ui_close(ui);
        parts_column_open(ui, 1, MM(5));
    } else if (!parts_reach(model)) {
        parts_step_picture(model, ui, 0);
    }
    if (model->density >= DENSITY_PAGED)
        paged_words(model, ui, page, ((const struct paged_state *)state)->page);
    else
        words(model, ui, page);
    chrome_step_buttons(model, ui);
    if (halves) {
        ui_close(ui);
        ui_close(ui);
    }
}

const struct screen_ops screen_lesson_ops = { .name = "lesson",
                                              .in_lesson = true,
                                              .state_size = sizeof(struct paged_state),
                                              .describe = describe,
                                              .act = screen_act_paged };
