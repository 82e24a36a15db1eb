#include "screens/screen.h"

#include "base/must.h"
#include "screens/chrome.h"
#include "screens/ops.h"

static const struct screen_ops *const table[] = {
#define SCREEN_ROW(name, lower) [SCREEN_##name] = &screen_##lower##_ops,
    SCREEN_LIST(SCREEN_ROW)
#undef SCREEN_ROW
};
static_assert(COUNT_OF(table) == SCREEN_COUNT, "operations for every screen");

/* «Hạ thấp»: this share of a portrait panel's height stays empty at the top, so that what can be
 * touched lies within a seated person's reach (ui.md § Always there). */
#define REACH_EMPTY_PERCENT 36

const struct screen_ops *screen_get(enum screen_id id)
{
    must(id < SCREEN_COUNT);
    return table[id];
}

str phrase_of(const struct model *model, enum phrase phrase)
{
    must(phrase < PHRASE_COUNT);
    return model->phrases->words[model->lang][phrase];
}

str words_of(const struct model *model, struct text text)
{
    return text_in(text, model->lang);
}

void screen_act_paged(const struct model *model, void *state, struct verb verb,
                      struct effects *effects)
{
    (void)model;
    struct paged_state *paged = state;
    if (verb.code == INTENT_LOCAL_PAGE)
        paged->page++;
    else
        effects_add(effects, verb);
}

static void describe_current(const struct model *model, const void *const states[SCREEN_COUNT],
                             struct ui *ui)
{
    const struct screen_ops *ops = screen_get(model->screen);
    bool portrait = metrics_portrait(&model->metrics);
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("screen"),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .pad = { MM(5), MM(12), MM(6), MM(12) },
                                 .gap = portrait ? MM(6) : MM(4),
                                 .cross = ALIGN_STRETCH });
    if (model->metrics.reach && portrait)
        ui_leaf(ui, &(struct spec) { .height = PERCENT(REACH_EMPTY_PERCENT) });
    if (ops->in_lesson)
        chrome_lesson_header(model, ui);
    else
        chrome_ward_header(model, ui);
    ops->describe(model, states[model->screen], ui);
    ui_close(ui);
}

void screen_describe(const struct model *model, const void *const states[SCREEN_COUNT],
                     struct ui *ui)
{
    ui_open(ui,
            &(struct spec) {
                .width = GROW(1), .height = GROW(1), .fill = COLOR_PAPER, .cross = ALIGN_STRETCH });
    describe_current(model, states, ui);
    chrome_bottom_bar(model, ui);
    ui_close(ui);
    if (model->overlay != SCREEN_COUNT)
        screen_get(model->overlay)->describe(model, states[model->overlay], ui);
}
