/* What can be touched and focused: hit test, modals, covering floats, keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "support/fixed_measure.h"
#include "ui/focus.h"
#include "ui/hit.h"
#include "ui/order.h"

static arena home;
static struct ui ui;

static void begin(void)
{
    struct tree empty = fixed_tree(1000, 800);
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
}

static struct spec key(str id)
{
    return (struct spec) { .role = ROLE_BUTTON,
                           .id = id,
                           .label = id,
                           .verb = { .code = 1 },
                           .width = FIXED(MM(40)),
                           .height = FIXED(MM(25)) };
}

static void leaf(str id)
{
    struct spec spec = key(id);
    ui_leaf(&ui, &spec);
}

/* Two rows of three 160×100 keys, 20 px between them; then one wide key. */
static struct tree grid(void)
{
    static const char *const ids[2][3] = { { "a", "b", "c" }, { "d", "e", "f" } };
    begin();
    ui_open(&ui, &(struct spec) { .gap = MM(5) });
    for (unsigned row = 0; row < 2; row++) {
        ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .gap = MM(5) });
        for (unsigned column = 0; column < 3; column++)
            leaf(str_of(ids[row][column]));
        ui_close(&ui);
    }
    struct spec wide = key(S("wide"));
    wide.width = FIXED(MM(130));
    ui_leaf(&ui, &wide);
    ui_close(&ui);
    return ui_finish(&ui);
}

static void expect_hit(const struct tree *tree, int32_t x, int32_t y, str id)
{
    const struct node *node = hit_test(tree, (struct point) { x, y });
    if (!node && id.len)
        fail_msg("nothing at %d,%d instead of %.*s", x, y, STR_ARG(id));
    if (node && !str_eq(node->spec.id, id))
        fail_msg("%.*s at %d,%d instead of «%.*s»", STR_ARG(node->spec.id), x, y, STR_ARG(id));
}

static void test_hit(void **state)
{
    (void)state;
    struct tree tree = grid();
    expect_hit(&tree, 0, 0, S("a"));
    expect_hit(&tree, 159, 99, S("a"));
    expect_hit(&tree, 164, 50, S("a")); /* in the gap: the nearer one */
    expect_hit(&tree, 176, 50, S("b"));
    expect_hit(&tree, 520 + 23, 50, S("c"));
    expect_hit(&tree, 520 + 24, 50, S("")); /* 6 mm = 24 px beyond its last pixel is the end */
    expect_hit(&tree, 900, 700, S(""));
}

static void test_deepest_and_disabled(void **state)
{
    (void)state;
    begin();
    struct spec outer = key(S("outer")), inner = key(S("inner")), off = key(S("off"));
    outer.height = FIXED(MM(50));
    inner.height = FIXED(MM(10));
    off.disabled = true;
    ui_open(&ui, &outer);
    ui_leaf(&ui, &inner);
    ui_close(&ui);
    ui_leaf(&ui, &off);
    struct tree tree = ui_finish(&ui);
    expect_hit(&tree, 50, 20, S("inner"));
    expect_hit(&tree, 50, 60, S("outer"));
    expect_hit(&tree, 50, 205, S("")); /* near «outer», but on the disabled one */
}

static void test_modal(void **state)
{
    (void)state;
    begin();
    leaf(S("behind"));
    struct spec box = { .role = ROLE_DIALOG, .modal = true, .anchor = ANCHOR_CENTER };
    box.fill = COLOR_CARD;
    ui_open(&ui, &box);
    leaf(S("yes"));
    leaf(S("no"));
    ui_close(&ui);
    leaf(S("after"));
    struct tree tree = ui_finish(&ui);
    expect_hit(&tree, 20, 20, S(""));
    expect_hit(&tree, 500, 320, S("yes"));
    assert_int_equal(focus_step(&tree, 0, FOCUS_FIRST), ui_id(S("yes")));
    assert_int_equal(focus_step(&tree, ui_id(S("no")), FOCUS_NEXT), ui_id(S("yes")));
    assert_int_equal(focus_step(&tree, ui_id(S("behind")), FOCUS_NEXT), ui_id(S("yes")));
    assert_int_equal(focus_keep(&tree, ui_id(S("behind"))), ui_id(S("yes")));
    assert_int_equal(focus_keep(&tree, ui_id(S("no"))), ui_id(S("no")));
}

static void test_filled_float_covers(void **state)
{
    (void)state;
    for (int filled = 0; filled < 2; filled++) {
        begin();
        ui_open(&ui, &(struct spec) { .width = FIXED(MM(100)), .height = FIXED(MM(100)) });
        ui_open(&ui, &(struct spec) { .anchor = ANCHOR_TOP_LEFT,
                                      .width = FIXED(MM(60)),
                                      .height = FIXED(MM(30)),
                                      .fill = filled ? COLOR_CARD : COLOR_NONE });
        ui_close(&ui);
        leaf(S("under"));
        ui_close(&ui);
        struct tree tree = ui_finish(&ui);
        expect_hit(&tree, 20, 20, filled ? S("") : S("under"));
        assert_int_equal(focus_step(&tree, 0, FOCUS_FIRST), filled ? 0 : ui_id(S("under")));
    }
}

static void test_tab_visits_all_and_goes_around(void **state)
{
    (void)state;
    struct tree tree = grid();
    static const char *const order[] = { "a", "b", "c", "d", "e", "f", "wide", "a" };
    uint32_t at = focus_step(&tree, 0, FOCUS_NEXT);
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        assert_int_equal(at, ui_id(str_of(order[i])));
        at = focus_step(&tree, at, FOCUS_NEXT);
    }
    assert_int_equal(focus_step(&tree, ui_id(S("a")), FOCUS_PREVIOUS), ui_id(S("wide")));
    assert_int_equal(focus_step(&tree, ui_id(S("d")), FOCUS_PREVIOUS), ui_id(S("c")));
    assert_int_equal(focus_step(&tree, ui_id(S("d")), FOCUS_LAST), ui_id(S("wide")));
}

static void test_arrows(void **state)
{
    (void)state;
    struct tree tree = grid();
    static const struct {
        const char *from;
        enum focus_step step;
        const char *to;
    } moves[] = {
        { "a", FOCUS_RIGHT, "b" }, { "b", FOCUS_DOWN, "e" },    { "e", FOCUS_LEFT, "d" },
        { "d", FOCUS_UP, "a" },    { "f", FOCUS_DOWN, "wide" }, { "wide", FOCUS_UP, "e" },
        { "c", FOCUS_RIGHT, "d" }, { "d", FOCUS_LEFT, "c" },    { "wide", FOCUS_DOWN, "a" },
    };
    for (size_t i = 0; i < COUNT_OF(moves); i++) {
        uint32_t to = focus_step(&tree, ui_id(str_of(moves[i].from)), moves[i].step);
        if (to != ui_id(str_of(moves[i].to)))
            fail_msg("move %zu from %s does not end at %s", i, moves[i].from, moves[i].to);
    }
}

static void test_nothing_to_focus(void **state)
{
    (void)state;
    begin();
    struct tree tree = ui_finish(&ui);
    for (int step = FOCUS_FIRST; step <= FOCUS_DOWN; step++)
        assert_int_equal(focus_step(&tree, 7, (enum focus_step)step), 0);
    assert_null(hit_test(&tree, (struct point) { 1, 1 }));
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hit),
        cmocka_unit_test(test_deepest_and_disabled),
        cmocka_unit_test(test_modal),
        cmocka_unit_test(test_filled_float_covers),
        cmocka_unit_test(test_tab_visits_all_and_goes_around),
        cmocka_unit_test(test_arrows),
        cmocka_unit_test(test_nothing_to_focus),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
