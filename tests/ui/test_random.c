/* Random trees keep the invariants of layout, whatever a screen describes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/hash.h"
#include "base/must.h"
#include "support/fixed_measure.h"
#include "ui/focus.h"
#include "ui/order.h"
#include "ui/paint.h"

#define TREES 4000
#define NODES_MAX 60u

static arena home;
static struct ui ui;
static uint64_t chance;

static int32_t below(uint32_t bound)
{
    return (int32_t)random_below(&chance, bound);
}

static struct sizing random_sizing(void)
{
    struct sizing sizing = FIT;
    switch (below(5)) {
    case 0:
        sizing = GROW(1 + below(3));
        break;
    case 1:
        sizing = FIXED(MM(1) * below(120));
        break;
    case 2:
        sizing = PERCENT(1 + below(120));
        break;
    default:
        break;
    }
    if (below(6) == 0)
        sizing.min_um = MM(1) * below(60);
    if (below(6) == 0)
        sizing.max_um = sizing.min_um + MM(1) * below(60);
    return sizing;
}

static struct spec random_spec(unsigned number)
{
    static const char *const texts[] = {
        "Xin chào",
        "Bác chạm vào “An sinh xã hội” **thật nhẹ** ạ",
        "Nghiêngngảquáchừnglàdài",
        "http://vietbank-xacthuc.top/dang-nhap",
        "một\nhai",
        "",
    };
    struct spec spec = { .flow = (enum flow)below(3),
                         .width = random_sizing(),
                         .height = random_sizing(),
                         .pad = { below(3) * MM(3), below(3) * MM(3), below(3) * MM(3),
                                  below(3) * MM(3) },
                         .gap = below(3) * MM(5),
                         .main = (enum align)below(4),
                         .cross = (enum align)below(4),
                         .clip = below(8) == 0,
                         .paged = below(10) == 0,
                         .page = (uint16_t)below(5),
                         .marks = below(2) == 0 };
    if (below(12) == 0) {
        spec.anchor = (enum anchor)(ANCHOR_TOP_LEFT + below(9));
        spec.shift = (struct point) { (below(100) - 50) * MM(1), (below(100) - 50) * MM(1) };
        spec.fill = below(2) ? COLOR_CARD : COLOR_NONE;
    }
    if (below(10) == 0)
        spec.ratio_1000 = 200 + below(3000);
    spec.content = (enum holds)below(CONTENT_ARC + 1);
    if (spec.content == CONTENT_QR)
        spec.content = CONTENT_TEXT;
    spec.text = str_of(texts[below(COUNT_OF(texts))]);
    spec.style = (enum text_style)below(TEXT_STYLE_COUNT);
    if (below(4) == 0) {
        spec.id = arena_printf(&home, "n%u", number);
        spec.label = S("phím");
        spec.verb.code = 1;
    }
    return spec;
}

static struct tree random_tree(void)
{
    struct tree empty = fixed_tree(below(2) ? 1080 : 1920, below(2) ? 1080 : 1920);
    empty.metrics.text_size = (enum text_size)below(SIZE_COUNT);
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
    unsigned depth = 0, count = 1 + (unsigned)below(NODES_MAX);
    for (unsigned i = 0; i < count; i++) {
        struct spec spec = random_spec(i);
        ui_open(&ui, &spec);
        depth++;
        while (depth > 0 && (depth > 10 || below(2) == 0)) {
            ui_close(&ui);
            depth--;
        }
    }
    for (; depth > 0; depth--)
        ui_close(&ui);
    return ui_finish(&ui);
}

/* The box without its padding; where that would be less than nothing, the box itself. */
static struct rect inner(const struct tree *tree, const struct node *node)
{
    const struct edges *pad = &node->spec.pad;
    int32_t top = metrics_px(&tree->metrics, pad->top),
            right = metrics_px(&tree->metrics, pad->right);
    int32_t bottom = metrics_px(&tree->metrics, pad->bottom);
    int32_t left = metrics_px(&tree->metrics, pad->left);
    struct rect box = node->box;
    if (box.w >= left + right) {
        box.x += left;
        box.w -= left + right;
    }
    if (box.h >= top + bottom) {
        box.y += top;
        box.h -= top + bottom;
    }
    return box;
}

static void expect_inside(const struct tree *tree, uint32_t i)
{
    const struct node *node = &tree->nodes[i];
    if (node->spec.anchor != ANCHOR_NONE || i == 0)
        return;
    struct rect out = inner(tree, &tree->nodes[node->parent]), in = node->box;
    bool fits = in.x >= out.x && in.y >= out.y && in.x + in.w <= out.x + out.w &&
                in.y + in.h <= out.y + out.h;
    if (!fits)
        fail_msg("node %u at %d,%d %d×%d leaves its parent's %d,%d %d×%d", i, in.x, in.y, in.w,
                 in.h, out.x, out.y, out.w, out.h);
}

static void expect_no_overlap(const struct tree *tree, uint32_t i)
{
    const struct node *nodes = tree->nodes;
    if (nodes[i].spec.flow == FLOW_STACK)
        return;
    bool row = nodes[i].spec.flow == FLOW_ROW;
    int32_t end = INT32_MIN;
    for (uint32_t c = i + 1; c < nodes[i].end; c = nodes[c].end) {
        if (!nodes[c].shown || nodes[c].spec.anchor != ANCHOR_NONE)
            continue;
        assert_true((row ? nodes[c].box.x : nodes[c].box.y) >= end);
        end = row ? nodes[c].box.x + nodes[c].box.w : nodes[c].box.y + nodes[c].box.h;
    }
}

static void expect_text_whole(const struct tree *tree, uint32_t i)
{
    const struct node *node = &tree->nodes[i];
    if (node->spec.content != CONTENT_TEXT)
        return;
    uint32_t at = 0;
    for (uint16_t k = 0; k < node->line_count; k++) {
        assert_true(node->lines[k].from >= at && node->lines[k].to >= node->lines[k].from);
        for (uint32_t b = at; b < node->lines[k].from; b++)
            assert_non_null(strchr(" \n", node->plain.ptr[b]));
        at = node->lines[k].to;
    }
    assert_int_equal(at, str_trim(node->plain).len);
    assert_true(node->cut || node->line_count * node->line_px <= inner(tree, node).h);
}

static void test_layout_invariants(void **state)
{
    (void)state;
    chance = 20261122;
    for (unsigned t = 0; t < TREES; t++) {
        struct tree tree = random_tree();
        for (uint32_t i = 0; i < tree.count; i++) {
            if (!tree.nodes[i].shown)
                continue;
            assert_true(tree.nodes[i].box.w >= 0 && tree.nodes[i].box.h >= 0);
            expect_inside(&tree, i);
            expect_no_overlap(&tree, i);
            expect_text_whole(&tree, i);
        }
    }
}

/* Tab meets every reachable control once and comes back; the four arrows together reach them all.
 */
static void test_focus_reaches_everything(void **state)
{
    (void)state;
    chance = 7;
    for (unsigned t = 0; t < TREES / 8; t++) {
        struct tree tree = random_tree();
        uint32_t reachable = 0;
        for (uint32_t i = 0; i < tree.count; i++)
            reachable += order_reachable(&tree, i);
        uint32_t first = focus_step(&tree, 0, FOCUS_FIRST), at = first, met = 0;
        do {
            met += at != 0;
            at = focus_step(&tree, at, FOCUS_NEXT);
        } while (at != first);
        assert_int_equal(met, reachable);
    }
}

static void test_arrows_reach_everything(void **state)
{
    (void)state;
    chance = 99;
    for (unsigned t = 0; t < TREES / 8; t++) {
        struct tree tree = random_tree();
        uint32_t queue[NODES_MAX + 1], count = 0, reachable = 0;
        for (uint32_t i = 0; i < tree.count; i++)
            reachable += order_reachable(&tree, i);
        if (reachable == 0)
            continue;
        queue[count++] = focus_step(&tree, 0, FOCUS_FIRST);
        for (uint32_t k = 0; k < count; k++)
            for (int step = FOCUS_LEFT; step <= FOCUS_DOWN; step++) {
                uint32_t to = focus_step(&tree, queue[k], (enum focus_step)step);
                bool known = false;
                for (uint32_t q = 0; q < count; q++)
                    known = known || queue[q] == to;
                if (!known)
                    queue[count++] = to;
            }
        if (count != reachable)
            fail_msg("tree %u: arrows reach %u of %u", t, count, reachable);
    }
}

static void test_paint_stays_in_its_clip(void **state)
{
    (void)state;
    chance = 5;
    for (unsigned t = 0; t < TREES / 8; t++) {
        struct tree tree = random_tree();
        struct paint_list list = paint_tree(&tree, &fixed_measure, &home);
        struct rect panel = { 0, 0, tree.metrics.panel.w, tree.metrics.panel.h };
        assert_true(list.count > 0);
        for (uint32_t i = 0; i < list.count; i++)
            assert_true(rect_same(rect_cut(list.items[i].clip, panel), list.items[i].clip));
    }
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
        cmocka_unit_test(test_layout_invariants),
        cmocka_unit_test(test_focus_reaches_everything),
        cmocka_unit_test(test_arrows_reach_everything),
        cmocka_unit_test(test_paint_stays_in_its_clip),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
