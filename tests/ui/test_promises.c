/* Every screen in every state, at every panel, orientation, text size, language, with and without
 * «Hạ thấp», page after page, by the kiosk's own fonts: ui.md § Sizes holds. Of lessons everything
 * at the hardest cells, the rest by sample (support/sample.h).
 *
 * PROMISE_SCENE=part-of-a-name looks at these scenes alone and prints every breach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "measure.h"
#include "support/layout_checks.h"
#include "support/promises.h"
#include "support/scenes.h"
#include "ui/order.h"

#define PAGES_MAX 16

static const double panels[] = { 15.6, 21.5, 32 };
static const struct shape {
    const char *name;
    struct extent panel;
    bool reach;
} shapes[] = {
    { "portrait", { 1080, 1920 }, false },
    { "portrait reach", { 1080, 1920 }, true },
    { "landscape", { 1920, 1080 }, false },
};
static const char *const sizes[SIZE_COUNT] = { "normal", "large", "largest" };

static struct world {
    struct scenes scenes;
    struct promise_report report;
    struct layout_report layout;
    struct measure measure;
    arena frame, memory;
    const char *only;
    bool seen[SCREEN_COUNT];
} world;

/* ---- one picture ---- */

struct cell {
    struct model model;
    struct promise_place place;
    const struct scene *scene;
    void *states[SCREEN_COUNT];
};

static struct tree describe(struct cell *p)
{
    struct tree empty = { .metrics = p->model.metrics, .theme = theme_get(p->model.theme) };
    struct ui ui;
    arena_reset(&world.frame);
    ui_begin(&ui, &world.frame, &world.measure, &empty);
    screen_describe(&p->model, (const void *const *)p->states, &ui);
    return ui_finish(&ui);
}

static bool reaches(const struct tree *tree, enum intent intent)
{
    for (uint32_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].spec.verb.code == intent && order_reachable(tree, i))
            return true;
    return false;
}

static void check_needs(const struct cell *p, const struct tree *tree)
{
    const struct scene *scene = p->scene;
    for (unsigned i = 0; i < scene->need_count; i++)
        if (!reaches(tree, scene->needs[i]))
            promise_note(&world.report, &p->place, "needs", "intent %d is out of reach",
                         (int)scene->needs[i]);
    if (str_empty(scene->target))
        return;
    const struct node *node = tree_find(tree, ui_id(scene->target));
    if (!node || !order_reachable(tree, (uint32_t)(node - tree->nodes)) ||
        !rect_same(node->box, node->clip))
        promise_note(&world.report, &p->place, "goal", "#%.*s is not there",
                     STR_ARG(scene->target));
}

/* ui.md § Always there: a seated person reaches 380–1220 mm above the floor; a panel's lower edge
 * is 700 mm above it unless kiosk.yaml says otherwise. */
#define REACH_UM MM(1220 - 700)

static void check_reach(const struct cell *p, const struct tree *tree)
{
    const struct metrics *m = &tree->metrics;
    int32_t highest = m->panel.h - metrics_px(m, REACH_UM);
    for (uint32_t i = 0; m->reach && i < tree->count; i++)
        if (order_reachable(tree, i) && tree->nodes[i].clip.y < highest)
            promise_note(&world.report, &p->place, "reach", "#%.*s begins %d px too high",
                         STR_ARG(tree->nodes[i].spec.id), highest - tree->nodes[i].clip.y);
}

/* The control that turns the pages of the topmost screen; 0: everything is on one page. */
static const struct node *page_turner(const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].spec.verb.code == INTENT_LOCAL_PAGE && order_reachable(tree, i))
            return &tree->nodes[i];
    return NULL;
}

static uint16_t pages_of(const struct tree *tree)
{
    uint16_t most = 1;
    for (uint32_t i = order_modal(tree); i < tree->nodes[order_modal(tree)].end; i++)
        if (tree->nodes[i].shown && tree->nodes[i].pages > most)
            most = tree->nodes[i].pages;
    return most;
}

/* Everything that the first page leaves out must come on the others. */
struct seen {
    uint32_t count;
    bool shown[UI_NODES_MAX];
};

static void note_seen(struct seen *seen, const struct tree *tree)
{
    if (seen->count != tree->count)
        return;
    for (uint32_t i = 0; i < tree->count; i++)
        seen->shown[i] = seen->shown[i] || tree->nodes[i].shown;
}

static void check_seen(const struct cell *p, const struct seen *seen, const struct tree *tree)
{
    for (uint32_t i = order_modal(tree); i < tree->count && seen->count == tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        bool control = node->spec.verb.code && node->spec.verb.code != INTENT_LOCAL_PAGE;
        if (control && !seen->shown[i])
            promise_note(&world.report, &p->place, "lost", "#%.*s is on no page",
                         STR_ARG(node->spec.id));
    }
}

static void turn_page(struct cell *p, struct verb verb)
{
    enum screen_id on = p->model.overlay != SCREEN_COUNT ? p->model.overlay : p->model.screen;
    struct effects effects = { .count = 0 };
    if (screen_get(on)->act)
        screen_get(on)->act(&p->model, p->states[on], verb, &effects);
    if (effects.count > 0 || !screen_get(on)->act)
        promise_note(&world.report, &p->place, "turn", "the page does not turn");
}

static void check_page(struct cell *p, const struct tree *tree, unsigned page)
{
    static char name[192];
    snprintf(name, sizeof name, "%s | %s, page %u", p->place.scene, p->place.cell, page + 1);
    promise_check(&world.report, &p->place, tree, &world.frame);
    layout_check(&world.layout, tree, name);
}

static void look(struct cell *p)
{
    static struct seen seen;
    struct tree tree = describe(p);
    uint16_t pages = pages_of(&tree);
    check_needs(p, &tree);
    check_page(p, &tree, 0);
    check_reach(p, &tree);
    memset(&seen, 0, sizeof seen);
    seen.count = tree.count;
    note_seen(&seen, &tree);
    for (uint16_t page = 1; page < pages && page < PAGES_MAX; page++) {
        const struct node *turner = page_turner(&tree);
        if (!turner) {
            promise_note(&world.report, &p->place, "turn", "no way to page %u", page + 1u);
            return;
        }
        turn_page(p, turner->spec.verb);
        tree = describe(p);
        check_page(p, &tree, page);
        note_seen(&seen, &tree);
    }
    check_seen(p, &seen, &tree);
}

static void look_colors(struct cell *p)
{
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        p->model.theme = (enum theme_id)theme;
        struct tree tree = describe(p);
        promise_check_colors(&world.report, &p->place, &tree);
    }
    p->model.theme = THEME_LIGHT;
}

/* ---- every cell ---- */

static void forget(struct cell *p)
{
    arena_reset(&world.memory);
    for (int i = 0; i < SCREEN_COUNT; i++) {
        size_t size = screen_get((enum screen_id)i)->state_size;
        p->states[i] = size ? arena_alloc(&world.memory, size) : NULL;
    }
}

static void visit_cell(struct cell *p, const struct shape *shape, double inches, int size)
{
    static char cell[96];
    snprintf(cell, sizeof cell, "%.1f″ %s, %s, %s", inches, shape->name, sizes[size],
             p->model.lang == LANG_VI ? "vi" : "en");
    p->place.cell = cell;
    p->model.metrics = (struct metrics) { .panel = shape->panel,
                                          .px_per_m = metrics_px_per_m(shape->panel, inches),
                                          .text_size = (enum text_size)size,
                                          .reach = shape->reach };
    forget(p);
    look(p);
    forget(p);
    if (inches == panels[1] && size == SIZE_NORMAL && !shape->reach)
        look_colors(p);
}

static bool looked_at(const struct scene *scene, unsigned panel, int size, unsigned shape)
{
    struct sample_cell cell = { scene->name,      panel,
                                COUNT_OF(panels), (unsigned)(SIZE_COUNT - 1 - size),
                                SIZE_COUNT,       shape,
                                COUNT_OF(shapes) };
    if (scene->once)
        return sample_hardest(&cell);
    return scene->whole || sample_cell(&cell);
}

static void visit(void *context, const struct scene *scene)
{
    (void)context;
    static struct cell p;
    p = (struct cell) { .model = *scene->model, .scene = scene };
    p.place.scene = scene->name;
    if (world.only && !strstr(scene->name, world.only))
        return;
    world.seen[p.model.overlay != SCREEN_COUNT ? p.model.overlay : p.model.screen] = true;
    for (unsigned s = 0; s < COUNT_OF(shapes); s++)
        for (unsigned i = 0; i < COUNT_OF(panels); i++)
            for (int size = 0; size < SIZE_COUNT; size++)
                if (looked_at(scene, i, size, s))
                    visit_cell(&p, &shapes[s], panels[i], size);
}

static void assert_all_seen(void)
{
    for (int i = 0; i < SCREEN_COUNT && !world.only; i++)
        if (!world.seen[i])
            fail_msg("the screen %s was never shown", screen_get((enum screen_id)i)->name);
}

static void look_at_all(enum lang lang)
{
    memset(&world.report, 0, sizeof world.report);
    memset(&world.layout, 0, sizeof world.layout);
    world.report.loud = world.only != NULL;
    scenes_visit(&world.scenes, lang, visit, NULL);
    unsigned breaches = promise_print(&world.report);
    printf("%lu pictures\n", world.report.trees);
    assert_true(world.report.trees > 0);
    assert_int_equal(breaches, 0);
    assert_int_equal(world.layout.mistakes, 0);
    assert_all_seen();
}

static void test_vietnamese(void **state)
{
    (void)state;
    look_at_all(LANG_VI);
}

static void test_english(void **state)
{
    (void)state;
    look_at_all(LANG_EN);
}

static int open_world(void **state)
{
    (void)state;
    world.only = getenv("PROMISE_SCENE");
    return measure_open(&world.measure) && scenes_open(&world.scenes, str_of(ASSETS)) ? 0 : -1;
}

static int close_world(void **state)
{
    (void)state;
    scenes_close(&world.scenes);
    arena_finish(&world.frame);
    arena_finish(&world.memory);
    measure_close();
    return 0;
}

/* test_promises [vi|en]: in one language, so that both run side by side. */
int main(int argc, char **argv)
{
    const struct CMUnitTest vi[] = { cmocka_unit_test(test_vietnamese) };
    const struct CMUnitTest en[] = { cmocka_unit_test(test_english) };
    const struct CMUnitTest both[] = { vi[0], en[0] };
    if (argc == 2 && strcmp(argv[1], "vi") == 0)
        return cmocka_run_group_tests(vi, open_world, close_world);
    if (argc == 2 && strcmp(argv[1], "en") == 0)
        return cmocka_run_group_tests(en, open_world, close_world);
    return cmocka_run_group_tests(both, open_world, close_world);
}
