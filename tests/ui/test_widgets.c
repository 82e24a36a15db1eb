/* Every widget at three panels, three text sizes and every theme: nothing cut, targets large
 * enough, pressed looks different. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "support/fixed_measure.h"
#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/widgets.h"

static arena home;
static struct ui ui;

static const struct cell {
    int32_t w, h, px_per_m;
} cells[] = {
    { 1080, 1920, 5560 }, { 1080, 1920, 4032 }, { 1080, 1920, 2710 },
    { 1920, 1080, 5560 }, { 1920, 1080, 4032 }, { 1920, 1080, 2710 },
};

static void buttons(void)
{
    static const enum button_kind kinds[] = { BUTTON_PRIMARY, BUTTON_PLAIN, BUTTON_DANGER,
                                              BUTTON_OK, BUTTON_QUIET };
    for (unsigned i = 0; i < COUNT_OF(kinds); i++)
        widget_button(&ui, &(struct button) { .id = arena_printf(&home, "kind-%u", i),
                                              .label = S("Học bài tiếp theo"),
                                              .icon = S("arrow_forward"),
                                              .icon_after = i == 0,
                                              .kind = kinds[i],
                                              .verb = { .code = 1 },
                                              .width = i % 2 ? GROW(1) : FIT });
}

static void judge_buttons(void)
{
    ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .gap = MM(5), .width = GROW(1) });
    for (unsigned i = 0; i < 2; i++)
        widget_button(&ui, &(struct button) { .id = i ? S("scam") : S("real"),
                                              .label = i ? S("Lừa đảo") : S("Tin thật"),
                                              .icon = i ? S("dangerous") : S("check_circle"),
                                              .tall = true,
                                              .kind = i ? BUTTON_DANGER : BUTTON_OK,
                                              .verb = { .code = 1 },
                                              .width = GROW(1) });
    ui_close(&ui);
}

static void rows(void)
{
    for (unsigned i = 0; i <= CHOICE_MARKED; i++)
        widget_choice(&ui,
                      &(struct choice_row) { .id = arena_printf(&home, "choice-%u", i),
                                             .label = S("Bác **tắt máy** rồi gọi số in trên thẻ"),
                                             .state = (enum choice_state)i,
                                             .multiple = i % 2,
                                             .verb = { .code = 2 } });
    widget_segments(&ui, 1, 5, GROW(1));
    widget_banner(&ui, S("banner"), TONE_SUN, S("lightbulb"), S("Bác thử lại, không sao ạ."),
                  S(""));
}

enum family { FAMILY_BUTTONS, FAMILY_JUDGE, FAMILY_ROWS, FAMILY_KEYPAD, FAMILY_COUNT };

static struct tree describe(const struct cell *cell, enum text_size size, enum theme_id theme,
                            enum family family)
{
    struct tree empty = fixed_tree(cell->w, cell->h);
    empty.metrics.px_per_m = cell->px_per_m;
    empty.metrics.text_size = size;
    empty.theme = theme_get(theme);
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
    ui_open(&ui, &(struct spec) { .pad = ALL(MM(9)), .gap = MM(5), .width = GROW(1) });
    switch (family) {
    case FAMILY_BUTTONS:
        buttons();
        break;
    case FAMILY_JUDGE:
        judge_buttons();
        break;
    case FAMILY_ROWS:
        rows();
        break;
    case FAMILY_KEYPAD:
        widget_card_open(&ui, &(struct spec) { .width = GROW(1) });
        widget_icon_chip(&ui, S("badge"), TONE_LOTUS, MM(20));
        widget_keypad(&ui, &(struct keypad) { .verb = { .code = 3 },
                                              .erase_label = S("Xóa"),
                                              .phone_look = true });
        ui_close(&ui);
        break;
    case FAMILY_COUNT:
        break;
    }
    ui_close(&ui);
    return ui_finish(&ui);
}

static void expect_targets(const struct tree *tree)
{
    int32_t least = metrics_px(&tree->metrics, MM(12.7));
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->cut)
            fail_msg("cut: «%.*s»", STR_ARG(node->plain));
        if (node->spec.verb.code && (node->box.w < least || node->box.h < least))
            fail_msg("#%.*s is %d×%d px, under 12.7 mm", STR_ARG(node->spec.id), node->box.w,
                     node->box.h);
        if (node->spec.content == CONTENT_ICON)
            assert_true(icon_find(node->spec.text, NULL));
    }
}

/* The families that fill a page at the largest size do so on the panels that have the room: an 86
 * mm high 15.6″ landscape panel shows such pages in parts, which is the screens' choice. */
static bool has_room(const struct cell *cell, enum family family)
{
    int32_t high_mm = (int32_t)((int64_t)cell->h * 1000 / cell->px_per_m);
    return high_mm >= 260 || family == FAMILY_JUDGE;
}

static void test_every_cell(void **state)
{
    (void)state;
    unsigned tried = 0;
    for (size_t c = 0; c < COUNT_OF(cells); c++)
        for (unsigned size = 0; size < SIZE_COUNT; size++)
            for (unsigned theme = 0; theme < THEME_COUNT; theme++)
                for (unsigned family = 0; family < FAMILY_COUNT; family++) {
                    if (!has_room(&cells[c], (enum family)family))
                        continue;
                    struct tree tree = describe(&cells[c], (enum text_size)size,
                                                (enum theme_id)theme, (enum family)family);
                    expect_targets(&tree);
                    tried++;
                }
    assert_true(tried > 150);
}

static void test_buttons_grow_instead_of_cutting(void **state)
{
    (void)state;
    struct tree empty = fixed_tree(1080, 1920);
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
    ui_open(&ui, &(struct spec) { .width = FIXED(MM(60)) });
    widget_button(&ui, &(struct button) { .id = S("long"),
                                          .label = S("Xem lại toàn bộ hướng dẫn của bài này"),
                                          .icon = S("arrow_forward"),
                                          .verb = { .code = 1 } });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    const struct node *node = tree_find(&tree, ui_id(S("long")));
    assert_true(node->box.w <= 240);
    assert_true(node->box.h > metrics_px(&tree.metrics, MM(26)));
    assert_false(node[2].cut);
    assert_true(node[2].line_count > 1);
    /* the wrapped label takes no more than its widest line, so the icon stays beside it */
    int32_t widest = 0;
    for (uint16_t i = 0; i < node[2].line_count; i++)
        widest = node[2].lines[i].w > widest ? node[2].lines[i].w : widest;
    assert_int_equal(node[2].box.w, widest);
}

static void test_primary_is_25_to_30_mm(void **state)
{
    (void)state;
    struct tree tree = describe(&cells[1], SIZE_NORMAL, THEME_LIGHT, FAMILY_BUTTONS);
    const struct node *node = tree_find(&tree, ui_id(S("kind-0")));
    assert_in_range(node->box.h, metrics_px(&tree.metrics, MM(25)),
                    metrics_px(&tree.metrics, MM(30)));
}

static bool same_pixels(const struct paint_list *a, const struct paint_list *b)
{
    static struct damage damage;
    damage = (struct damage) { .known = false };
    struct extent size = { 1080, 1920 };
    damage_next(&damage, a, size);
    return damage_next(&damage, b, size).count == 0;
}

static void test_pressed_shows_on_every_kind_and_theme(void **state)
{
    (void)state;
    for (unsigned theme = 0; theme < THEME_COUNT; theme++) {
        struct tree tree = describe(&cells[1], SIZE_NORMAL, (enum theme_id)theme, FAMILY_BUTTONS);
        struct paint_list calm = paint_tree(&tree, &fixed_measure, &home);
        for (uint32_t i = 0; i < tree.count; i++) {
            if (tree.nodes[i].spec.verb.code == 0)
                continue;
            tree.nodes[i].pressed = true;
            struct paint_list pressed = paint_tree(&tree, &fixed_measure, &home);
            tree.nodes[i].pressed = false;
            assert_false(same_pixels(&calm, &pressed));
        }
    }
}

static bool has_edge(const struct paint_list *list, struct rect box, bool dashed)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct paint *paint = &list->items[i];
        if (paint->kind == PAINT_BORDER && rect_same(paint->box, box) && paint->dashed == dashed)
            return true;
    }
    return false;
}

/* High contrast has no greys: a shape that has lost its colour is told by its edge. */
static void test_contrast_draws_what_colour_no_longer_tells(void **state)
{
    (void)state;
    for (unsigned theme = THEME_CONTRAST_DARK; theme < THEME_COUNT; theme++) {
        struct metrics metrics = { .panel = { 1080, 1920 }, .px_per_m = 4032 };
        ui_begin(&ui, &home, &fixed_measure,
                 &(struct tree) { .metrics = metrics, .theme = theme_get((enum theme_id)theme) });
        widget_button(&ui, &(struct button) { .id = S("not-yet"),
                                              .label = S("Tiếp tục"),
                                              .kind = BUTTON_PRIMARY,
                                              .disabled = true,
                                              .verb = { .code = 1 } });
        ui_leaf(&ui, &(struct spec) { .id = S("bubble"),
                                      .width = FIXED(MM(50)),
                                      .height = FIXED(MM(20)),
                                      .fill = COLOR_PHONE_CARD,
                                      .radius_um = MM(6) });
        struct tree tree = ui_finish(&ui);
        struct paint_list list = paint_tree(&tree, &fixed_measure, &home);
        assert_true(has_edge(&list, tree_find(&tree, ui_id(S("not-yet")))->box, true));
        assert_true(has_edge(&list, tree_find(&tree, ui_id(S("bubble")))->box, false));
    }
}

static void test_icons_grow_with_the_letters(void **state)
{
    (void)state;
    int32_t before = 0;
    for (unsigned size = 0; size < SIZE_COUNT; size++) {
        ui.tree.metrics.text_size = (enum text_size)size;
        int32_t um = widget_icon_um(&ui, TEXT_LEAD, MM(11));
        assert_true(um > before && um >= metrics_capital_um(TEXT_LEAD, (enum text_size)size));
        before = um;
    }
    assert_int_equal(widget_icon_um(&ui, TEXT_SMALL, MM(40)), MM(40));
}

static void test_segments_say_where_one_is(void **state)
{
    (void)state;
    struct tree tree = describe(&cells[1], SIZE_NORMAL, THEME_LIGHT, FAMILY_ROWS);
    for (uint32_t i = 0; i < tree.count; i++) {
        if (tree.nodes[i].spec.role != ROLE_PROGRESS)
            continue;
        assert_true(str_eq(tree.nodes[i].spec.label, S("Bước 2 trên 5")));
        assert_int_equal(tree.nodes[i + 1].spec.fill, COLOR_LEAF);
        assert_int_equal(tree.nodes[i + 2].spec.fill, COLOR_SUN);
        assert_int_equal(tree.nodes[i + 3].spec.fill, COLOR_LINE);
        return;
    }
    fail_msg("no segments");
}

static void test_keypad_has_eleven_keys(void **state)
{
    (void)state;
    struct tree tree = describe(&cells[1], SIZE_NORMAL, THEME_LIGHT, FAMILY_KEYPAD);
    for (int32_t digit = 0; digit <= 9; digit++) {
        const struct node *key = tree_find(&tree, ui_id(arena_printf(&home, "key-%d", (int)digit)));
        assert_non_null(key);
        assert_int_equal(key->spec.verb.arg, digit);
    }
    const struct node *erase = tree_find(&tree, ui_id(S("key-erase")));
    assert_non_null(erase);
    assert_int_equal(erase->spec.verb.arg, 10);
    const struct node *one = tree_find(&tree, ui_id(S("key-1")));
    const struct node *zero = tree_find(&tree, ui_id(S("key-0")));
    assert_int_equal(one->box.w, zero->box.w);
    assert_true(zero->box.y > one->box.y);
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
        cmocka_unit_test(test_every_cell),
        cmocka_unit_test(test_buttons_grow_instead_of_cutting),
        cmocka_unit_test(test_primary_is_25_to_30_mm),
        cmocka_unit_test(test_pressed_shows_on_every_kind_and_theme),
        cmocka_unit_test(test_contrast_draws_what_colour_no_longer_tells),
        cmocka_unit_test(test_icons_grow_with_the_letters),
        cmocka_unit_test(test_segments_say_where_one_is),
        cmocka_unit_test(test_keypad_has_eleven_keys),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
