#include "screens/screen.h"

#include <stddef.h>

#include "base/must.h"
#include "screens/chrome.h"
#include "screens/ops.h"
#include "screens/parts.h"

static const struct screen_ops *const table[] = {
#define SCREEN_ROW(name, lower) [SCREEN_##name] = &screen_##lower##_ops,
    SCREEN_LIST(SCREEN_ROW)
#undef SCREEN_ROW
};
static_assert(COUNT_OF(table) == SCREEN_COUNT, "operations for every screen");

const struct screen_ops *screen_get(enum screen_id id)
{
    must(id < SCREEN_COUNT);
    return table[id];
}

str phrase_of(const struct model *model, enum phrase phrase)
{
    must(phrase < PHRASE_COUNT);
    return model->lang == LANG_VI ? model->phrases->addressed[model->address][phrase]
                                  : model->phrases->words[model->lang][phrase];
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

/* The upper part of a panel in reach mode: only what is looked at. */
static void describe_beyond_reach(const struct model *model, struct ui *ui,
                                  const struct screen_ops *ops)
{
    const struct metrics *m = &model->metrics;
    struct reach_band band = parts_reach_band(m);
    int32_t high = metrics_panel_um(m), beyond = high - band.to_um;
    struct sizing height = FIXED(beyond);
    if (beyond == 0) { /* a low panel is used up to its top: as without reach mode */
        height = FIT;
    } else if (model->density == DENSITY_TIGHTEST) { /* what is only less easy may give way */
        height = PERCENT((int32_t)(((int64_t)beyond * 100 + high - 1) / high));
        height.min_um = high - band.most_um;
    }
    /* What belongs to the screen stands close to it, the ward's header at the top. */
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = height,
                                 .gap = MM(6),
                                 .main = ops->above ? ALIGN_END : ALIGN_START,
                                 .cross = ALIGN_STRETCH });
    if (ops->above)
        ops->above(model, ui);
    else if (ops->in_lesson)
        parts_step_picture(model, ui, MM(20));
    else
        chrome_ward_header(model, ui);
    ui_close(ui);
}

/* What of a low panel is under the lowest that a seated person reaches. */
static void describe_under_reach(const struct model *model, struct ui *ui)
{
    int32_t from = parts_reach(model) ? parts_reach_band(&model->metrics).from_um : 0;
    if (from > 0)
        ui_leaf(ui, &(struct spec) { .width = GROW(1), .height = FIXED(from), .fill = COLOR_CARD });
}

static void describe_inside(const struct model *model, const void *const states[SCREEN_COUNT],
                            struct ui *ui)
{
    const struct screen_ops *ops = screen_get(model->screen);
    bool portrait = metrics_portrait(&model->metrics), reach = parts_reach(model);
    bool tight = model->density >= DENSITY_PAGED;
    int32_t side = tight && !portrait ? MM(8) : MM(12);
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("screen"),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .pad = { MM(5), side, tight ? MM(5) : MM(7), side },
                                 .gap = portrait && !tight ? MM(6) : MM(5),
                                 .cross = ALIGN_STRETCH });
    if (reach)
        describe_beyond_reach(model, ui, ops);
    if (ops->in_lesson)
        chrome_lesson_header(model, ui);
    else if (!reach)
        chrome_ward_header(model, ui);
    ops->describe(model, states[model->screen], ui);
    ui_close(ui);
}

static void describe_screen(const struct model *model, const void *const states[SCREEN_COUNT],
                            struct ui *ui)
{
    bool beside = chrome_bar_beside(model);
    ui_open(ui, &(struct spec) { .flow = beside ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .fill = COLOR_PAPER,
                                 .cross = ALIGN_STRETCH });
    describe_inside(model, states, ui);
    chrome_bottom_bar(model, ui);
    describe_under_reach(model, ui);
    ui_close(ui);
}

static void describe_overlay(const struct model *model, const void *const states[SCREEN_COUNT],
                             struct ui *ui)
{
    screen_get(model->overlay)->describe(model, states[model->overlay], ui);
}

/* ---- how tight it is ---- */

typedef void describe_fn(const struct model *model, const void *const states[SCREEN_COUNT],
                         struct ui *ui);

/* In reach mode a dialog has a greatest height; what needs more stands higher than is reached. */
static bool stands_out(const struct tree *tree, const struct node *node)
{
    int32_t most = node->spec.modal ? node->spec.height.max_um : 0;
    return most > 0 && node->box.h > metrics_px(&tree->metrics, most) + 1;
}

static bool squeezed(const struct node *node)
{
    /* A pixel is rounding; but a word breaks for want of one. */
    int32_t spare = node->spec.content == CONTENT_TEXT ? 0 : 1;
    return node->cut || node->box.w + spare < node->least.w || node->box.h + 1 < node->least.h;
}

static bool fits(const struct tree *tree)
{
    for (uint32_t i = 1; i < tree->count; i++)
        if (tree->nodes[i].shown &&
            (squeezed(&tree->nodes[i]) || stands_out(tree, &tree->nodes[i])))
            return false;
    return true;
}

#define STATE_BYTES_MAX 64u

/* A copy whose density may be set. Nodes point into the model, so it lives as long as they do. */
static struct model *model_copy(const struct model *model, arena *home)
{
    struct model *copy = arena_new(home, struct model, 1);
    *copy = *model;
    return copy;
}

/* Pages of the longest list in the picture. */
static uint16_t pages_of(const struct tree *tree)
{
    uint16_t pages = 1;
    for (uint32_t i = 1; i < tree->count; i++)
        if (tree->nodes[i].shown && tree->nodes[i].pages > pages)
            pages = tree->nodes[i].pages;
    return pages;
}

/* One «Xem thêm» is easily followed; with more of them a denser picture serves people better. */
#define PAGES_GLADLY 2

/* The first density at which this part of the picture, alone on the panel, has room on few pages.
 * Tried as the screen is on entry: turning a page must not change what stands on the others. */
static enum density find_density(const struct model *model, describe_fn *describe,
                                 const struct ui *ui)
{
    static const union {
        unsigned char bytes[STATE_BYTES_MAX];
        max_align_t aligned;
    } blank;
    const void *states[SCREEN_COUNT];
    for (int i = 0; i < SCREEN_COUNT; i++) {
        must(screen_get((enum screen_id)i)->state_size <= sizeof blank);
        states[i] = &blank;
    }
    struct model *trial = model_copy(model, ui->home);
    enum density best = DENSITY_TIGHTEST;
    uint16_t fewest = UINT16_MAX;
    for (int d = DENSITY_ROOMY; d < DENSITY_COUNT && fewest > PAGES_GLADLY; d++) {
        trial->density = (enum density)d;
        struct ui scratch;
        ui_begin(&scratch, ui->home, &ui->measure, &ui->tree);
        describe(trial, states, &scratch);
        struct tree tree = ui_finish(&scratch);
        if (fits(&tree) && pages_of(&tree) < fewest) {
            best = trial->density;
            fewest = pages_of(&tree);
        }
    }
    return best;
}

void screen_describe(const struct model *model, const void *const states[SCREEN_COUNT],
                     struct ui *ui)
{
    struct model *fitted = model_copy(model, ui->home);
    fitted->density = find_density(model, describe_screen, ui);
    describe_screen(fitted, states, ui);
    if (model->overlay == SCREEN_COUNT)
        return;
    struct model *above = model_copy(model, ui->home);
    above->density = find_density(model, describe_overlay, ui);
    describe_overlay(above, states, ui);
}
