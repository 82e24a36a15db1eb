/* Paint commands of a tree, and what is damaged between two of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/must.h"
#include "support/fixed_measure.h"
#include "ui/paint.h"

static arena home;
static struct damage damage;
static const struct extent panel = { 1080, 1920 };

struct scene {
    struct view view;
    enum theme_id theme;
    bool ring, disabled, selected, modal;
    unsigned buttons;
    str last_label;
};

static struct tree describe(const struct scene *scene)
{
    static struct ui ui;
    struct tree empty = fixed_tree(panel.w, panel.h);
    empty.view = scene->view;
    empty.theme = theme_get(scene->theme);
    ui_begin(&ui, &home, &fixed_measure, &empty);
    ui_open(&ui, &(struct spec) { .pad = ALL(MM(10)), .gap = MM(10), .width = GROW(1) });
    ui_leaf(&ui, &(struct spec) { .id = S("body"),
                                  .content = CONTENT_TEXT,
                                  .text = S("Tin nhắn có **đường liên kết** lạ"),
                                  .marks = true,
                                  .color = COLOR_LEAF });
    for (unsigned i = 0; i < scene->buttons; i++) {
        bool last = i + 1 == scene->buttons;
        ui_leaf(&ui, &(struct spec) { .role = ROLE_BUTTON,
                                      .id = arena_printf(&home, "b%u", i),
                                      .label = last ? scene->last_label : S("Tiếp tục"),
                                      .content = CONTENT_TEXT,
                                      .text = last ? scene->last_label : S("Tiếp tục"),
                                      .verb = { .code = 1 },
                                      .width = GROW(1),
                                      .height = FIXED(MM(25)),
                                      .fill = last && scene->selected ? COLOR_CARD : COLOR_BUTTON,
                                      .color = COLOR_ON_BUTTON,
                                      .radius_um = MM(8),
                                      .ring = last && scene->ring,
                                      .disabled = last && scene->disabled,
                                      .selected = last && scene->selected });
    }
    ui_close(&ui);
    if (scene->modal) {
        ui_open(&ui, &(struct spec) { .id = S("box"),
                                      .anchor = ANCHOR_CENTER,
                                      .modal = true,
                                      .fill = COLOR_CARD,
                                      .pad = ALL(MM(10)) });
        ui_text(&ui, TEXT_BODY, COLOR_INK, S("Bác còn học tiếp không ạ?"));
        ui_close(&ui);
    }
    return ui_finish(&ui);
}

static struct scene scene_new(void)
{
    return (struct scene) { .buttons = 6, .last_label = S("Xem thêm") };
}

static struct paint_list paint(const struct scene *scene)
{
    struct tree tree = describe(scene);
    return paint_tree(&tree, &fixed_measure, &home);
}

static struct damage_rects change(const struct scene *scene)
{
    struct paint_list list = paint(scene);
    return damage_next(&damage, &list, panel);
}

static int64_t area(const struct damage_rects *rects)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < rects->count; i++)
        sum += (int64_t)rects->rects[i].w * rects->rects[i].h;
    return sum;
}

static int set_up(void **state)
{
    (void)state;
    arena_reset(&home);
    memset(&damage, 0, sizeof damage);
    return 0;
}

static void test_first_picture_is_all_new(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    struct damage_rects rects = change(&scene);
    assert_int_equal(rects.count, 1);
    assert_true(rect_same(rects.rects[0], (struct rect) { 0, 0, panel.w, panel.h }));
}

static void test_same_picture_twice_is_no_damage(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    change(&scene);
    assert_int_equal(change(&scene).count, 0);
}

static void test_one_button_is_little_damage(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    change(&scene);
    struct tree tree = describe(&scene);
    struct rect box = tree_find(&tree, ui_id(S("b5")))->box;
    scene.view.pressed = ui_id(S("b5"));
    struct damage_rects rects = change(&scene);
    assert_in_range(rects.count, 1, 4);
    assert_true(area(&rects) < (int64_t)panel.w * panel.h / 8);
    struct rect all = { 0, 0, 0, 0 };
    for (uint32_t i = 0; i < rects.count; i++)
        all = rect_join(all, rects.rects[i]);
    assert_true(rect_same(rect_cut(all, box), box));
    scene.last_label = S("Xem bớt");
    assert_in_range(change(&scene).count, 1, 4);
}

static void test_new_size_is_all_new(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    struct paint_list list = paint(&scene);
    damage_next(&damage, &list, panel);
    struct damage_rects rects = damage_next(&damage, &list, (struct extent) { 1920, 1080 });
    assert_int_equal(rects.count, 1);
    assert_int_equal(rects.rects[0].w, 1920);
}

/* A chessboard of changes is more than 32 rectangles: then the whole picture is painted. */
static void test_too_many_rects_are_one(void **state)
{
    (void)state;
    struct paint *items = arena_new(&home, struct paint, 200);
    struct paint_list list = { items, 0 };
    damage_next(&damage, &list, panel);
    for (int32_t row = 0; row < 14; row++)
        for (int32_t column = row % 2; column < 16; column += 2)
            items[list.count++] = (struct paint) { .kind = PAINT_FILL,
                                                   .box = { column * 64, row * 64, 64, 64 },
                                                   .clip = { 0, 0, panel.w, panel.h },
                                                   .argb = 0xff000000 };
    struct damage_rects rects = damage_next(&damage, &list, panel);
    assert_int_equal(rects.count, 1);
    assert_int_equal(area(&rects), (int64_t)panel.w * panel.h);
}

static void test_qr_is_compared_by_its_cells(void **state)
{
    (void)state;
    uint8_t cells[2][4] = { { 1, 0, 0, 1 }, { 1, 0, 0, 1 } };
    struct qr_code codes[2] = { { 2, cells[0] }, { 2, cells[1] } };
    struct paint item = { .kind = PAINT_QR,
                          .box = { 0, 0, 64, 64 },
                          .clip = { 0, 0, panel.w, panel.h },
                          .qr = &codes[0] };
    struct paint_list list = { &item, 1 };
    damage_next(&damage, &list, panel);
    item.qr = &codes[1];
    assert_int_equal(damage_next(&damage, &list, panel).count, 0);
    cells[1][2] = 1;
    assert_int_equal(damage_next(&damage, &list, panel).count, 1);
}

static const struct paint *find_paint(const struct paint_list *list, enum paint_kind kind,
                                      uint32_t argb)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].kind == kind && list->items[i].argb == argb)
            return &list->items[i];
    return NULL;
}

static uint32_t light(enum color color)
{
    return theme_get(THEME_LIGHT)->argb[color];
}

static void test_word_being_spoken_is_marked(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    struct paint_list list = paint(&scene);
    assert_null(find_paint(&list, PAINT_FILL, light(COLOR_MARK)));
    scene.view.speaking = ui_id(S("body"));
    scene.view.word_from = (uint32_t)S("Tin nhắn có ").len;
    scene.view.word_to = scene.view.word_from + (uint32_t)S("đường").len;
    list = paint(&scene);
    const struct paint *mark = find_paint(&list, PAINT_FILL, light(COLOR_MARK));
    assert_non_null(mark);
    assert_int_equal(mark->box.x + metrics_px(&(struct metrics) { .px_per_m = 4000 }, MM(0.9)),
                     40 + 12 * 13); /* twelve letters of 4.8 mm text from the padding on */
    const struct paint *word = find_paint(&list, PAINT_TEXT, light(COLOR_ON_MARK));
    assert_true(word && str_eq(word->text, S("đường")));
    assert_true(word > mark);
}

/* Bounds from a voice may be anything; a letter is never cut and nothing is read beyond the text.
 */
static void test_a_mark_never_cuts_a_letter(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    scene.view.speaking = ui_id(S("body"));
    for (uint32_t from = 0; from < 120; from++) {
        scene.view.word_from = from;
        scene.view.word_to = from + 1 + from % 7;
        struct paint_list list = paint(&scene);
        for (uint32_t i = 0; i < list.count; i++) {
            str text = list.items[i].text;
            bool words = list.items[i].kind == PAINT_TEXT && text.len > 0;
            if (words)
                assert_int_not_equal((unsigned char)text.ptr[0] & 0xc0, 0x80);
        }
    }
}

static void test_focus_ring_has_two_edges(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    scene.view.focus = ui_id(S("b5"));
    struct paint_list list = paint(&scene);
    assert_null(find_paint(&list, PAINT_BORDER, light(COLOR_FOCUS)));
    scene.view.focus_shown = true;
    list = paint(&scene);
    const struct paint *ring = find_paint(&list, PAINT_BORDER, light(COLOR_FOCUS));
    assert_non_null(ring);
    assert_true(ring->width_px >= 4); /* 1 mm */
    assert_non_null(find_paint(&list, PAINT_BORDER, light(COLOR_CARD)));
}

static void test_target_ring_pulses_unless_calm(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    scene.ring = true;
    struct paint_list list = paint(&scene);
    const struct paint *ring = find_paint(&list, PAINT_BORDER, light(COLOR_SUN));
    assert_non_null(ring);
    assert_int_equal(ring->width_px, 5); /* 1.2 mm */
    change(&scene);
    scene.view.pulse_1000 = 500;
    struct damage_rects rects = change(&scene);
    assert_in_range(rects.count, 1, 8);
    struct tree tree = describe(&scene);
    tree.metrics.calm = true;
    list = paint_tree(&tree, &fixed_measure, &home);
    assert_null(find_paint(&list, PAINT_BORDER, (light(COLOR_SUN) & 0xffffff) | 0x60000000));
}

static void test_looks(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    scene.disabled = true;
    struct paint_list list = paint(&scene);
    assert_non_null(find_paint(&list, PAINT_TEXT, light(COLOR_INK_2)));
    scene = scene_new();
    scene.selected = true;
    list = paint(&scene);
    assert_non_null(find_paint(&list, PAINT_FILL, light(COLOR_SELECTED)));
    assert_non_null(find_paint(&list, PAINT_TEXT, light(COLOR_ON_SELECTED)));
    scene.theme = THEME_CONTRAST_DARK;
    list = paint(&scene);
    assert_non_null(
        find_paint(&list, PAINT_FILL, theme_get(THEME_CONTRAST_DARK)->argb[COLOR_SELECTED]));
}

static void test_scrim_is_painted_before_the_modal(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    scene.modal = true;
    struct paint_list list = paint(&scene);
    const struct paint *scrim = find_paint(&list, PAINT_FILL, light(COLOR_SCRIM));
    assert_non_null(scrim);
    assert_true(rect_same(scrim->box, (struct rect) { 0, 0, panel.w, panel.h }));
    assert_int_equal(scrim[1].argb, light(COLOR_CARD));
    assert_true(str_starts(list.items[list.count - 1].text, S("Bác còn")));
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
        cmocka_unit_test_setup(test_first_picture_is_all_new, set_up),
        cmocka_unit_test_setup(test_same_picture_twice_is_no_damage, set_up),
        cmocka_unit_test_setup(test_one_button_is_little_damage, set_up),
        cmocka_unit_test_setup(test_new_size_is_all_new, set_up),
        cmocka_unit_test_setup(test_too_many_rects_are_one, set_up),
        cmocka_unit_test_setup(test_qr_is_compared_by_its_cells, set_up),
        cmocka_unit_test_setup(test_word_being_spoken_is_marked, set_up),
        cmocka_unit_test_setup(test_a_mark_never_cuts_a_letter, set_up),
        cmocka_unit_test_setup(test_focus_ring_has_two_edges, set_up),
        cmocka_unit_test_setup(test_target_ring_pulses_unless_calm, set_up),
        cmocka_unit_test_setup(test_looks, set_up),
        cmocka_unit_test_setup(test_scrim_is_painted_before_the_modal, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
