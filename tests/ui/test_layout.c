#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "support/fixed_measure.h"

/* 4 px/mm; TEXT_BODY: em 29, letters 14 px, lines 44 px. */
#define LETTER 14
#define LINE 44

static arena home;
static struct ui ui;

static void begin(void)
{
    struct tree empty = fixed_tree(1000, 800);
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
}

static void expect_box(const struct tree *tree, uint32_t i, struct rect should)
{
    struct rect is = tree->nodes[i].box;
    if (!rect_same(is, should))
        fail_msg("node %u is at %d,%d %d×%d, not %d,%d %d×%d", i, is.x, is.y, is.w, is.h, should.x,
                 should.y, should.w, should.h);
}

#define EXPECT_BOX(tree, i, ...) expect_box(&(tree), (i), (struct rect) { __VA_ARGS__ })

static void test_root_fills_the_panel(void **state)
{
    (void)state;
    begin();
    struct tree tree = ui_finish(&ui);
    EXPECT_BOX(tree, 0, 0, 0, 1000, 800);
    assert_int_equal(tree.nodes[0].parent, 0);
    assert_int_equal(tree.nodes[0].end, 1);
}

static void test_row_shares(void **state)
{
    (void)state;
    begin();
    uint32_t row = ui_open(&ui, &(struct spec) { .flow = FLOW_ROW,
                                                 .width = GROW(1),
                                                 .pad = ALL(MM(10)),
                                                 .gap = MM(5),
                                                 .cross = ALIGN_STRETCH });
    uint32_t a = ui_leaf(&ui, &(struct spec) { .width = FIXED(MM(20)), .height = FIXED(MM(30)) });
    uint32_t b = ui_leaf(&ui, &(struct spec) { .width = GROW(1) });
    uint32_t c = ui_leaf(&ui, &(struct spec) { .width = GROW(2) });
    uint32_t d = ui_leaf(&ui, &(struct spec) { .width = PERCENT(25) });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    /* inner 920: fixed 80, a quarter 230, gaps 60; 550 left for 1 + 2 */
    EXPECT_BOX(tree, row, 0, 0, 1000, 200);
    EXPECT_BOX(tree, a, 40, 40, 80, 120);
    EXPECT_BOX(tree, b, 140, 40, 183, 120);
    EXPECT_BOX(tree, c, 343, 40, 367, 120);
    EXPECT_BOX(tree, d, 730, 40, 230, 120);
}

static void test_equal_weights_are_equal_whatever_is_inside(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .width = GROW(1) });
    uint32_t a = ui_open(&ui, &(struct spec) { .width = GROW(1) });
    ui_text(&ui, TEXT_BODY, COLOR_INK, S("ngắn"));
    ui_close(&ui);
    uint32_t b = ui_open(&ui, &(struct spec) { .width = GROW(1) });
    ui_text(&ui, TEXT_BODY, COLOR_INK, S("một câu dài hơn câu kia rất nhiều lần ạ"));
    ui_close(&ui);
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    assert_int_equal(tree.nodes[a].box.w, 500);
    assert_int_equal(tree.nodes[b].box.w, 500);
    assert_int_equal(tree.nodes[b].box.h, 2 * LINE);
}

static void test_min_and_max(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .width = GROW(1) });
    struct sizing small = GROW(1), big = GROW(1);
    small.max_um = MM(25);
    big.min_um = MM(150);
    uint32_t a = ui_leaf(&ui, &(struct spec) { .width = small });
    uint32_t b = ui_leaf(&ui, &(struct spec) { .width = big });
    uint32_t c = ui_leaf(&ui, &(struct spec) { .width = GROW(1) });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    assert_int_equal(tree.nodes[a].box.w, 100);
    assert_int_equal(tree.nodes[b].box.w, 600);
    assert_int_equal(tree.nodes[c].box.w, 300);
}

static void test_full_row_wraps_text_first(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .width = FIXED(MM(50)), .gap = MM(5) });
    uint32_t icon = ui_leaf(&ui, &(struct spec) { .content = CONTENT_ICON, .icon_um = MM(10) });
    uint32_t text = ui_leaf(&ui, &(struct spec) { .content = CONTENT_TEXT,
                                                  .style = TEXT_BODY,
                                                  .text = S("Học bài tiếp theo") });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    assert_int_equal(tree.nodes[icon].box.w, 40);
    EXPECT_BOX(tree, text, 60, 0, 126, 2 * LINE); /* «Học bài», «tiếp theo»: nine letters */
    assert_false(tree.nodes[text].cut);
}

static void test_column_centres_and_spaces(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) {
                     .width = FIXED(MM(100)), .height = FIXED(MM(100)), .cross = ALIGN_CENTER });
    uint32_t a = ui_leaf(&ui, &(struct spec) { .width = FIXED(MM(10)), .height = FIXED(MM(10)) });
    ui_space(&ui);
    uint32_t b = ui_leaf(&ui, &(struct spec) { .width = PERCENT(50), .height = PERCENT(10) });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    EXPECT_BOX(tree, a, 180, 0, 40, 40);
    EXPECT_BOX(tree, b, 100, 360, 200, 40);
}

static void test_main_alignment(void **state)
{
    (void)state;
    static const struct {
        enum align main;
        int32_t first, second;
    } rows[] = { { ALIGN_START, 0, 40 },
                 { ALIGN_CENTER, 160, 200 },
                 { ALIGN_END, 320, 360 },
                 { ALIGN_STRETCH, 0, 360 } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        begin();
        ui_open(&ui,
                &(struct spec) { .flow = FLOW_ROW, .width = FIXED(MM(100)), .main = rows[i].main });
        uint32_t a = ui_leaf(&ui, &(struct spec) { .width = FIXED(MM(10)) });
        uint32_t b = ui_leaf(&ui, &(struct spec) { .width = FIXED(MM(10)) });
        ui_close(&ui);
        struct tree tree = ui_finish(&ui);
        assert_int_equal(tree.nodes[a].box.x, rows[i].first);
        assert_int_equal(tree.nodes[b].box.x, rows[i].second);
    }
}

static void test_stack_and_ratio(void **state)
{
    (void)state;
    begin();
    uint32_t stack = ui_open(&ui, &(struct spec) { .flow = FLOW_STACK,
                                                   .width = FIXED(MM(100)),
                                                   .ratio_1000 = 2000,
                                                   .main = ALIGN_CENTER,
                                                   .cross = ALIGN_END });
    uint32_t a = ui_leaf(&ui, &(struct spec) { .width = GROW(1), .height = GROW(1) });
    uint32_t b = ui_leaf(&ui, &(struct spec) { .width = FIXED(MM(10)), .height = FIXED(MM(10)) });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    EXPECT_BOX(tree, stack, 0, 0, 400, 200);
    EXPECT_BOX(tree, a, 0, 0, 400, 200);
    EXPECT_BOX(tree, b, 360, 80, 40, 40);
}

static void test_picture_gives_way_before_text(void **state)
{
    (void)state;
    begin();
    uint32_t picture = ui_leaf(
        &ui,
        &(struct spec) { .content = CONTENT_PICTURE, .text = S("an-sinh.svg"), .width = GROW(1) });
    uint32_t rest = ui_leaf(&ui, &(struct spec) { .height = FIXED(MM(150)) });
    struct tree tree = ui_finish(&ui);
    assert_int_equal(tree.nodes[picture].box.h, 200); /* 500 wanted, 800 − 600 left */
    assert_int_equal(tree.nodes[rest].box.y, 200);
}

static void test_text_says_when_it_is_cut(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .height = FIXED(MM(20)), .width = FIXED(MM(35)) });
    uint32_t text = ui_leaf(&ui, &(struct spec) { .content = CONTENT_TEXT,
                                                  .style = TEXT_BODY,
                                                  .text = S("một hai ba bốn năm sáu") });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    assert_true(tree.nodes[text].cut);
    assert_int_equal(tree.nodes[text].box.h, 80);
}

static void test_floats(void **state)
{
    (void)state;
    begin();
    ui_leaf(&ui, &(struct spec) { .height = FIXED(MM(50)) });
    ui_open(&ui, &(struct spec) { .width = FIXED(MM(100)), .height = FIXED(MM(50)) });
    struct spec badge = { .width = FIXED(MM(10)), .height = FIXED(MM(10)) };
    badge.anchor = ANCHOR_BOTTOM_RIGHT;
    badge.shift = (struct point) { MM(5), MM(5) };
    uint32_t corner = ui_leaf(&ui, &badge);
    badge.anchor = ANCHOR_CENTER;
    badge.shift = (struct point) { 0, 0 };
    uint32_t centre = ui_leaf(&ui, &badge);
    badge.anchor = ANCHOR_TOP_LEFT;
    badge.shift = (struct point) { -MM(100), 0 };
    uint32_t kept = ui_leaf(&ui, &badge);
    uint32_t inner = ui_leaf(&ui, &(struct spec) { .height = FIXED(MM(7)) });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    EXPECT_BOX(tree, corner, 380, 380, 40, 40);
    EXPECT_BOX(tree, centre, 180, 280, 40, 40);
    EXPECT_BOX(tree, kept, 0, 200, 40, 40); /* never off the glass */
    EXPECT_BOX(tree, inner, 0, 200, 0, 28);
    assert_true(tree.nodes[corner].rank > tree.nodes[inner].rank);
}

static struct tree paged(unsigned children, uint16_t page)
{
    begin();
    ui_open(&ui, &(struct spec) { .id = S("list"),
                                  .width = GROW(1),
                                  .height = FIXED(MM(100)),
                                  .gap = MM(5),
                                  .paged = true,
                                  .page = page });
    for (unsigned i = 0; i < children; i++)
        ui_leaf(&ui, &(struct spec) { .width = GROW(1), .height = FIXED(MM(25)) });
    ui_leaf(&ui, &(struct spec) { .id = S("more"), .width = GROW(1), .height = FIXED(MM(20)) });
    ui_close(&ui);
    return ui_finish(&ui);
}

static unsigned shown_children(const struct tree *tree)
{
    unsigned shown = 0;
    for (uint32_t i = 2; i < tree->count; i++)
        shown += tree->nodes[i].shown && tree->nodes[i].id != ui_id(S("more"));
    return shown;
}

static void test_pages(void **state)
{
    (void)state;
    struct tree tree = paged(3, 0); /* 3 × 100 + 2 × 20 = 340 fits 400 */
    assert_int_equal(tree_pages(&tree, ui_id(S("list"))), 1);
    assert_int_equal(shown_children(&tree), 3);
    assert_null(tree_find(&tree, ui_id(S("more"))));
    tree = paged(7, 0); /* with «Xem thêm» 300 are left: two fit */
    assert_int_equal(tree_pages(&tree, ui_id(S("list"))), 4);
    assert_int_equal(shown_children(&tree), 2);
    assert_non_null(tree_find(&tree, ui_id(S("more"))));
    assert_true(tree.nodes[2].shown);
    tree = paged(7, 3);
    assert_int_equal(shown_children(&tree), 1);
    assert_false(tree.nodes[2].shown);
    assert_true(tree.nodes[8].shown);
    tree = paged(7, 4); /* around */
    assert_true(tree.nodes[2].shown);
}

static void test_clip(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .width = FIXED(MM(50)),
                                  .height = FIXED(MM(50)),
                                  .border = COLOR_INK,
                                  .border_um = MM(2),
                                  .clip = true });
    uint32_t in = ui_leaf(&ui, &(struct spec) { .width = GROW(1), .height = GROW(1) });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    assert_true(rect_same(tree.nodes[in].clip, (struct rect) { 8, 8, 184, 184 }));
}

static void test_labels_and_ids(void **state)
{
    (void)state;
    begin();
    uint32_t tile = ui_open(&ui, &(struct spec) { .id = S("topic-vneid"), .verb = { .code = 1 } });
    ui_text(&ui, TEXT_LEAD, COLOR_INK, S("Dùng VNeID"));
    ui_text(&ui, TEXT_SMALL, COLOR_INK_2, S("8 bài"));
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    assert_true(str_eq(tree.nodes[tile].spec.label, S("Dùng VNeID, 8 bài")));
    assert_int_equal(tree.nodes[tile].id, ui_id(S("topic-vneid")));
    assert_int_not_equal(tree.nodes[tile + 1].id, 0);
    assert_ptr_equal(tree_find(&tree, ui_id(S("topic-vneid"))), &tree.nodes[tile]);
}

static void test_text_height(void **state)
{
    (void)state;
    begin();
    str text = S("Hôm nay bác muốn học gì ạ?");
    assert_int_equal(ui_text_height(&ui, TEXT_BODY, WEIGHT_REGULAR, text, 11 * LETTER), 3 * LINE);
    assert_int_equal(ui_text_height(&ui, TEXT_BODY, WEIGHT_REGULAR, text, 900), LINE);
    assert_int_equal(ui_px(&ui, MM(20)), 80);
    ui_finish(&ui);
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
        cmocka_unit_test(test_root_fills_the_panel),
        cmocka_unit_test(test_row_shares),
        cmocka_unit_test(test_equal_weights_are_equal_whatever_is_inside),
        cmocka_unit_test(test_min_and_max),
        cmocka_unit_test(test_full_row_wraps_text_first),
        cmocka_unit_test(test_column_centres_and_spaces),
        cmocka_unit_test(test_main_alignment),
        cmocka_unit_test(test_stack_and_ratio),
        cmocka_unit_test(test_picture_gives_way_before_text),
        cmocka_unit_test(test_text_says_when_it_is_cut),
        cmocka_unit_test(test_floats),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_clip),
        cmocka_unit_test(test_labels_and_ids),
        cmocka_unit_test(test_text_height),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
