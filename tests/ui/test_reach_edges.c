/* «Hạ thấp» at the heights panels are hung at: every control of every screen stands between 380 and
 * 1220 mm above the floor, or, on a panel that hangs too high or too low for a whole screen, as low
 * or as high as a screen's least height allows. Whatever the edge, ui.md § Sizes holds.
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
#include "screens/parts.h"
#include "support/promises.h"
#include "support/scenes.h"
#include "ui/order.h"

static const struct extent upright = { 1080, 1920 };
static const double panels[] = { 15.6, 21.5, 32 };
static const int edges_mm[] = { 300, 500, 700, 900, 1100 };
/* A pixel of rounding at either end. */
#define SLACK_PX 1

static struct world {
    struct scenes scenes;
    struct promise_report report;
    struct measure measure;
    arena frame, memory;
    const char *only;
} world;

static struct metrics metrics_of(double inches, int edge_mm, int size)
{
    return (struct metrics) { .panel = upright,
                              .px_per_m = metrics_px_per_m(upright, inches),
                              .text_size = (enum text_size)size,
                              .reach = true,
                              .lower_edge_um = MM(edge_mm) };
}

/* ---- which part of the panel ---- */

/* By hand: panels are 345, 476 and 708 mm high, 64 % of them are used where more could be, but at
 * least 285 mm; 320 mm are needed, and 346 mm of a panel that begins too low. */
static const struct expected {
    double inches;
    int edge_mm, from_mm, to_mm, most_mm;
    bool kept; /* 380 to 1220 mm above the floor */
} expected[] = {
    { 15.6, 300, 0, 285, 345, false }, /* too low and too small: as without a lower limit */
    { 15.6, 500, 0, 285, 345, true },   { 15.6, 700, 0, 285, 345, true },
    { 15.6, 900, 0, 285, 320, true },   { 15.6, 1100, 0, 285, 320, false }, /* as low as possible */
    { 21.5, 300, 80, 365, 476, true },  { 21.5, 500, 0, 305, 476, true },
    { 21.5, 700, 0, 305, 476, true },   { 21.5, 900, 0, 305, 320, true },
    { 21.5, 1100, 0, 305, 320, false }, { 32, 300, 80, 453, 708, true },
    { 32, 500, 0, 453, 708, true },     { 32, 700, 0, 453, 520, true },
    { 32, 900, 0, 320, 320, true },     { 32, 1100, 0, 320, 320, false },
};

static bool is_about(int32_t um, int mm)
{
    return abs(um - MM(mm)) <= 1000;
}

static void test_bands(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const struct expected *e = &expected[i];
        struct metrics m = metrics_of(e->inches, e->edge_mm, SIZE_NORMAL);
        struct reach_band band = parts_reach_band(&m);
        int32_t edge = MM(e->edge_mm);
        bool kept = edge + band.from_um >= MM(380) && edge + band.most_um <= MM(1220);
        if (!is_about(band.from_um, e->from_mm) || !is_about(band.to_um, e->to_mm) ||
            !is_about(band.most_um, e->most_mm) || kept != e->kept)
            fail_msg("%.1f″ at %d mm: %d to %d, at most %d um", e->inches, e->edge_mm, band.from_um,
                     band.to_um, band.most_um);
    }
}

static void test_usual_edge(void **state)
{
    (void)state;
    struct metrics told = metrics_of(32, 700, SIZE_NORMAL), untold = told;
    untold.lower_edge_um = 0;
    struct band a = metrics_reach(&told), b = metrics_reach(&untold);
    assert_int_equal(a.from_um, b.from_um);
    assert_int_equal(a.to_um, b.to_um);
    assert_int_equal(a.to_um, MM(1220 - 700));
    told.lower_edge_um = MM(1500); /* wholly beyond */
    assert_true(metrics_reach(&told).to_um < 0);
}

/* ---- every screen ---- */

struct cell {
    struct model model;
    struct promise_place place;
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

static void check_band(const struct cell *p, const struct tree *tree)
{
    const struct metrics *m = &tree->metrics;
    struct reach_band band = parts_reach_band(m);
    int32_t top = m->panel.h - metrics_px(m, band.most_um) - SLACK_PX;
    int32_t bottom = m->panel.h - metrics_px(m, band.from_um) + SLACK_PX;
    for (uint32_t i = 0; i < tree->count; i++) {
        struct rect box = tree->nodes[i].clip;
        if (order_reachable(tree, i) && (box.y < top || box.y + box.h > bottom))
            promise_note(&world.report, &p->place, "reach", "#%.*s %d px too high, %d too low",
                         STR_ARG(tree->nodes[i].spec.id), top - box.y, box.y + box.h - bottom);
    }
}

static void forget(struct cell *p)
{
    arena_reset(&world.memory);
    for (int i = 0; i < SCREEN_COUNT; i++) {
        size_t size = screen_get((enum screen_id)i)->state_size;
        p->states[i] = size ? arena_alloc(&world.memory, size) : NULL;
    }
}

static void visit_cell(struct cell *p, double inches, int edge_mm, int size)
{
    static char cell[96];
    snprintf(cell, sizeof cell, "%.1f″ at %d mm, size %d, %s", inches, edge_mm, size,
             p->model.lang == LANG_VI ? "vi" : "en");
    p->place.cell = cell;
    p->model.metrics = metrics_of(inches, edge_mm, size);
    forget(p);
    struct tree tree = describe(p);
    promise_check(&world.report, &p->place, &tree, &world.frame);
    check_band(p, &tree);
}

/* Screens know a panel's edge by the band alone: of edges with one band the first is looked at. */
static bool same_band(double inches, size_t edge)
{
    struct metrics m = metrics_of(inches, edges_mm[edge], SIZE_NORMAL);
    struct reach_band band = parts_reach_band(&m);
    for (size_t e = 0; e < edge; e++) {
        m = metrics_of(inches, edges_mm[e], SIZE_NORMAL);
        struct reach_band other = parts_reach_band(&m);
        if (other.from_um == band.from_um && other.to_um == band.to_um &&
            other.most_um == band.most_um)
            return true;
    }
    return false;
}

static bool looked_at(const struct scene *scene, unsigned panel, int size, unsigned edge)
{
    if (scene->whole)
        return !same_band(panels[panel], edge);
    return sample_drawn(&(struct sample_cell) { scene->name, panel, COUNT_OF(panels),
                                                (unsigned)(SIZE_COUNT - 1 - size), SIZE_COUNT, edge,
                                                COUNT_OF(edges_mm) });
}

static void visit(void *context, const struct scene *scene)
{
    (void)context;
    static struct cell p;
    p = (struct cell) { .model = *scene->model };
    p.place.scene = scene->name;
    if (scene->once || (world.only && !strstr(scene->name, world.only)))
        return;
    for (unsigned e = 0; e < COUNT_OF(edges_mm); e++)
        for (unsigned i = 0; i < COUNT_OF(panels); i++)
            for (int size = 0; size < SIZE_COUNT; size++)
                if (looked_at(scene, i, size, e))
                    visit_cell(&p, panels[i], edges_mm[e], size);
}

static void look_at_all(enum lang lang)
{
    memset(&world.report, 0, sizeof world.report);
    world.report.loud = world.only != NULL;
    scenes_visit(&world.scenes, lang, visit, NULL);
    unsigned breaches = promise_print(&world.report);
    assert_true(world.report.trees > 0);
    assert_int_equal(breaches, 0);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_usual_edge),
        cmocka_unit_test(test_vietnamese),
        cmocka_unit_test(test_english),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
