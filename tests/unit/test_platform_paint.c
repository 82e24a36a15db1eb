/* Pixels of single paint commands, painted by the real painter into plain memory. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "platform/painter.h"

#define SIDE 200
#define PAPER 0xfffaf6eeu
#define LEAF 0xff0e5a4bu
#define WHOLE ((struct rect) { 0, 0, SIDE, SIDE })

struct easel {
    struct text *text;
    struct pictures *pictures;
    struct painter *painter;
    uint32_t at[SIDE * SIDE];
    struct pixels pixels;
};

static str find_nothing(void *context, arena *home, str file)
{
    (void)context;
    (void)home;
    (void)file;
    return (str) { 0 };
}

static int open_easel(void **state)
{
    static struct easel easel;
    log_set_level(LOG_LEVEL_ERROR);
    if (text_open(&easel.text) != FAIL_OK)
        return -1;
    pictures_open(&easel.pictures, find_nothing, NULL, (str) { 0 });
    painter_open(&easel.painter, easel.text, easel.pictures);
    easel.pixels = (struct pixels) { easel.at, SIDE, { SIDE, SIDE } };
    *state = &easel;
    return 0;
}

static int close_easel(void **state)
{
    struct easel *e = *state;
    painter_close(e->painter);
    pictures_close(e->pictures);
    text_close(e->text);
    return 0;
}

static void clear(struct easel *e)
{
    for (size_t i = 0; i < COUNT_OF(e->at); i++)
        e->at[i] = PAPER;
}

static void paint_in(struct easel *e, struct paint cmd, struct rect part)
{
    if (rect_empty(cmd.clip))
        cmd.clip = WHOLE;
    struct paint_list list = { &cmd, 1 };
    struct damage_rects damage = { .count = 1, .rects = { part } };
    painter_paint(e->painter, &e->pixels, &list, &damage);
}

static void paint(struct easel *e, struct paint cmd)
{
    clear(e);
    paint_in(e, cmd, WHOLE);
}

static uint32_t at(const struct easel *e, int32_t x, int32_t y)
{
    return e->at[y * SIDE + x];
}

/* The smallest box around everything that is not paper. */
static struct rect ink(const struct easel *e)
{
    struct rect box = { 0 };
    for (int32_t y = 0; y < SIDE; y++)
        for (int32_t x = 0; x < SIDE; x++)
            if (at(e, x, y) != PAPER)
                box = rect_join(box, (struct rect) { x, y, 1, 1 });
    return box;
}

static void assert_symmetric(const struct easel *e, struct rect box)
{
    for (int32_t y = 0; y < box.h; y++)
        for (int32_t x = 0; x < box.w; x++) {
            uint32_t here = at(e, box.x + x, box.y + y);
            assert_int_equal(here, at(e, box.x + box.w - 1 - x, box.y + y));
            assert_int_equal(here, at(e, box.x + x, box.y + box.h - 1 - y));
        }
}

static void test_rounded_fill_is_symmetric(void **state)
{
    struct easel *e = *state;
    struct rect box = { 20, 30, 101, 80 };
    paint(e, (struct paint) { .kind = PAINT_FILL, .box = box, .argb = LEAF, .radius_px = 24 });
    assert_true(rect_same(ink(e), box));
    assert_symmetric(e, box);
    assert_int_equal(at(e, 20, 30), PAPER);
    assert_int_equal(at(e, 70, 30), LEAF);
    assert_int_equal(at(e, 20, 70), LEAF);
    assert_int_equal(at(e, 70, 70), LEAF);
    unsigned between = 0;
    for (int32_t i = 0; i < 24; i++)
        between += at(e, 20 + i, 32) != PAPER && at(e, 20 + i, 32) != LEAF;
    assert_in_range(between, 1, 8); /* the edge is soft, and only the edge */
}

static void test_radius_never_exceeds_the_box(void **state)
{
    struct easel *e = *state;
    struct rect box = { 50, 50, 60, 20 };
    paint(e, (struct paint) { .kind = PAINT_FILL, .box = box, .argb = LEAF, .radius_px = 900 });
    assert_true(rect_same(ink(e), box));
    assert_symmetric(e, box);
}

static void test_gradient_goes_down(void **state)
{
    struct easel *e = *state;
    struct rect box = { 0, 0, 10, 100 };
    paint(e, (struct paint) {
                 .kind = PAINT_FILL, .box = box, .argb = 0xff000000u, .argb_to = 0xffffffffu });
    assert_int_equal(at(e, 5, 0), 0xff000000u);
    assert_int_equal(at(e, 5, 99), 0xffffffffu);
    for (int32_t y = 1; y < 100; y++)
        assert_true((at(e, 5, y) & 0xff) >= (at(e, 5, y - 1) & 0xff));
}

static void test_veil_mixes_with_what_lies_below(void **state)
{
    struct easel *e = *state;
    paint(e, (struct paint) { .kind = PAINT_FILL, .box = WHOLE, .argb = 0x80000000u });
    /* 250 × (255 − 128) ÷ 255, and so on. */
    assert_int_equal(at(e, 9, 9), 0xff7d7b77u);
}

static void test_border_stays_inside_its_box(void **state)
{
    struct easel *e = *state;
    struct rect box = { 10, 10, 120, 90 };
    paint(e, (struct paint) {
                 .kind = PAINT_BORDER, .box = box, .argb = LEAF, .radius_px = 20, .width_px = 4 });
    assert_true(rect_same(ink(e), box));
    assert_symmetric(e, box);
    for (int32_t i = 0; i < 4; i++) {
        assert_int_equal(at(e, 10 + i, 55), LEAF);
        assert_int_equal(at(e, 70, 10 + i), LEAF);
    }
    assert_int_equal(at(e, 14, 55), PAPER);
    assert_int_equal(at(e, 70, 14), PAPER);
    assert_int_equal(at(e, 70, 55), PAPER);
    assert_int_equal(at(e, 10, 10), PAPER);
    /* The last row of the corner is as thick as the straight edge below it. */
    for (int32_t x = 11; x < 14; x++)
        assert_int_equal(at(e, x, 29), LEAF);
    assert_int_equal(at(e, 15, 29), PAPER);
}

static void test_border_wider_than_its_box_fills_it(void **state)
{
    struct easel *e = *state;
    struct rect box = { 10, 10, 12, 8 };
    paint(e, (struct paint) { .kind = PAINT_BORDER, .box = box, .argb = LEAF, .width_px = 6 });
    assert_true(rect_same(ink(e), box));
    assert_int_equal(at(e, 15, 14), LEAF);
}

static void test_dashes_have_gaps(void **state)
{
    struct easel *e = *state;
    paint(e, (struct paint) { .kind = PAINT_BORDER,
                              .box = { 0, 0, SIDE, SIDE },
                              .argb = LEAF,
                              .width_px = 3,
                              .dashed = true });
    unsigned on = 0, changes = 0;
    for (int32_t x = 1; x < SIDE; x++) {
        on += at(e, x, 0) == LEAF;
        changes += (at(e, x, 0) == LEAF) != (at(e, x - 1, 0) == LEAF);
    }
    assert_in_range(on, SIDE * 55 / 100, SIDE * 75 / 100); /* two thirds */
    assert_in_range(changes, 15, 30);
}

static void test_shadow_fades_outward(void **state)
{
    struct easel *e = *state;
    struct rect box = { 20, 20, 140, 120 };
    paint(e, (struct paint) { .kind = PAINT_SHADOW,
                              .box = box,
                              .argb = 0x60000000u,
                              .radius_px = 34,
                              .width_px = 14 });
    assert_true(rect_same(rect_join(ink(e), box), box));
    for (int32_t x = 21; x < 34; x++)
        assert_true((at(e, x, 80) & 0xff) <= (at(e, x - 1, 80) & 0xff));
    assert_true(at(e, 34, 80) != PAPER);
    for (int32_t i = 0; i < 60; i++)
        assert_int_equal(at(e, 20 + i, 80), at(e, 159 - i, 80));
}

static void test_nothing_outside_the_damage(void **state)
{
    struct easel *e = *state;
    struct rect part = { 40, 50, 30, 20 };
    const struct paint cmds[] = {
        { .kind = PAINT_FILL, .box = WHOLE, .argb = LEAF, .radius_px = 90 },
        { .kind = PAINT_BORDER, .box = WHOLE, .argb = LEAF, .radius_px = 90, .width_px = 60 },
        { .kind = PAINT_SHADOW, .box = WHOLE, .argb = LEAF, .radius_px = 99, .width_px = 99 },
        { .kind = PAINT_ARC, .box = WHOLE, .argb = LEAF, .width_px = 95, .arc_1000 = 900 },
        { .kind = PAINT_PICTURE, .box = WHOLE, .text = S("không-có.svg") },
        { .kind = PAINT_TEXT,
          .box = { 0, 0, SIDE, SIDE },
          .argb = LEAF,
          .face = FACE_BOLD,
          .em_px = 90,
          .baseline = 90,
          .text = S("Mẫu") },
    };
    log_set_level((enum log_level) - 1); /* the missing picture is meant */
    for (size_t i = 0; i < COUNT_OF(cmds); i++) {
        clear(e);
        paint_in(e, cmds[i], part);
        struct rect touched = ink(e);
        assert_false(rect_empty(touched));
        assert_true(rect_same(rect_join(touched, part), part));
    }
    log_set_level(LOG_LEVEL_ERROR);
}

/* Damaged parts painted one by one give the same picture as all at once. */
static void test_parts_make_the_whole(void **state)
{
    struct easel *e = *state;
    static uint32_t once[SIDE * SIDE];
    struct paint cmds[] = {
        { .kind = PAINT_FILL, .box = WHOLE, .argb = PAPER },
        { .kind = PAINT_SHADOW,
          .box = { 5, 5, 180, 150 },
          .argb = 0x50000000u,
          .radius_px = 40,
          .width_px = 16 },
        { .kind = PAINT_FILL, .box = { 20, 15, 150, 120 }, .argb = LEAF, .radius_px = 24 },
        { .kind = PAINT_ARC,
          .box = { 60, 40, 77, 77 },
          .argb = 0xfff2a900u,
          .argb_to = 0xffe4dccdu,
          .width_px = 9,
          .arc_1000 = 333 },
        { .kind = PAINT_TEXT,
          .box = { 30, 90, 150, 50 },
          .argb = 0xffffffffu,
          .em_px = 40,
          .baseline = 130,
          .text = S("Ẵ chữ") },
    };
    for (size_t i = 0; i < COUNT_OF(cmds); i++)
        cmds[i].clip = WHOLE;
    struct paint_list list = { cmds, COUNT_OF(cmds) };
    struct damage_rects all = { .count = 1, .rects = { WHOLE } };
    painter_paint(e->painter, &e->pixels, &list, &all);
    memcpy(once, e->at, sizeof once);
    clear(e);
    struct damage_rects parts = { .count = 4 };
    for (int32_t i = 0; i < 4; i++)
        parts.rects[i] =
            (struct rect) { i % 2 * 83, i / 2 * 131, i % 2 ? 117 : 83, i / 2 ? 69 : 131 };
    painter_paint(e->painter, &e->pixels, &list, &parts);
    assert_memory_equal(once, e->at, sizeof once);
}

static void test_rounded_clip_cuts_corners(void **state)
{
    struct easel *e = *state;
    struct rect glass = { 20, 20, 100, 160 };
    paint(e, (struct paint) { .kind = PAINT_FILL,
                              .box = WHOLE,
                              .clip = glass,
                              .argb = LEAF,
                              .clip_round = glass,
                              .clip_radius_px = 30 });
    assert_true(rect_same(ink(e), glass));
    assert_symmetric(e, glass);
    assert_int_equal(at(e, 20, 20), PAPER);
    assert_int_equal(at(e, 119, 179), PAPER);
    assert_int_equal(at(e, 20, 100), LEAF);
}

static void test_arc_begins_at_twelve(void **state)
{
    struct easel *e = *state;
    struct paint cmd = { .kind = PAINT_ARC,
                         .box = { 0, 0, SIDE, SIDE },
                         .argb = LEAF,
                         .argb_to = 0xffffffffu,
                         .width_px = 20,
                         .arc_1000 = 250 };
    paint(e, cmd);
    assert_int_equal(at(e, 100 + 64, 100 - 64), LEAF);
    assert_int_equal(at(e, 100 - 64, 100 - 64), 0xffffffffu);
    assert_int_equal(at(e, 100 + 64, 100 + 64), 0xffffffffu);
    assert_int_equal(at(e, 100, 100), PAPER);
    assert_int_equal(at(e, 94, 10), LEAF); /* the round end reaches back over the top */
    assert_int_equal(at(e, 91, 1), 0xffffffffu);
    cmd.arc_1000 = 0;
    paint(e, cmd);
    for (size_t i = 0; i < COUNT_OF(e->at); i++)
        assert_int_not_equal(e->at[i], LEAF);
    cmd.arc_1000 = 1000;
    paint(e, cmd);
    assert_int_equal(at(e, 10, 100), LEAF);
    assert_int_equal(at(e, 98, 10), LEAF);
}

static void test_missing_picture_is_a_calm_box(void **state)
{
    struct easel *e = *state;
    struct rect box = { 30, 40, 100, 60 };
    log_set_level((enum log_level) - 1);
    paint(e, (struct paint) { .kind = PAINT_PICTURE, .box = box, .text = S("thiếu.svg") });
    log_set_level(LOG_LEVEL_ERROR);
    assert_true(rect_same(ink(e), box));
    assert_symmetric(e, box);
    uint32_t middle = at(e, 80, 70);
    assert_in_range(middle & 0xff, 0xb0, 0xee);
}

static void test_qr_is_whole_modules_in_a_quiet_zone(void **state)
{
    struct easel *e = *state;
    uint8_t cells[21 * 21] = { [0] = 1, [20] = 1, [21 * 20] = 1, [21 * 10 + 10] = 1 };
    struct qr_code qr = { 21, cells };
    struct rect box = { 10, 20, 95, 90 };
    paint(e, (struct paint) {
                 .kind = PAINT_QR, .box = box, .argb = LEAF, .argb_to = 0xffffffffu, .qr = &qr });
    /* 21 + 2 × 4 modules of 3 pixels, centred. */
    struct rect light = { 14, 21, 87, 87 };
    assert_true(rect_same(ink(e), light));
    for (int32_t y = 0; y < light.h; y++) {
        for (int32_t x = 0; x < light.w; x++) {
            int32_t column = x / 3 - 4, row = y / 3 - 4;
            bool inside = column >= 0 && row >= 0 && column < 21 && row < 21;
            bool dark = inside && cells[row * 21 + column];
            assert_int_equal(at(e, light.x + x, light.y + y), dark ? LEAF : 0xffffffffu);
        }
    }
}

/* Letters that rise above the ascender must not push the line down. */
static void test_accents_keep_the_baseline(void **state)
{
    struct easel *e = *state;
    int32_t bottoms[2];
    const str words[2] = { S("HAE"), S("HẴỄ") };
    for (int i = 0; i < 2; i++) {
        paint(e, (struct paint) { .kind = PAINT_TEXT,
                                  .box = WHOLE,
                                  .argb = LEAF,
                                  .face = FACE_BOLD,
                                  .em_px = 80,
                                  .baseline = 150,
                                  .text = words[i] });
        struct rect box = ink(e);
        bottoms[i] = box.y + box.h;
    }
    assert_int_equal(bottoms[0], bottoms[1]);
    assert_in_range(bottoms[0], 149, 151);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rounded_fill_is_symmetric),
        cmocka_unit_test(test_radius_never_exceeds_the_box),
        cmocka_unit_test(test_gradient_goes_down),
        cmocka_unit_test(test_veil_mixes_with_what_lies_below),
        cmocka_unit_test(test_border_stays_inside_its_box),
        cmocka_unit_test(test_border_wider_than_its_box_fills_it),
        cmocka_unit_test(test_dashes_have_gaps),
        cmocka_unit_test(test_shadow_fades_outward),
        cmocka_unit_test(test_nothing_outside_the_damage),
        cmocka_unit_test(test_parts_make_the_whole),
        cmocka_unit_test(test_rounded_clip_cuts_corners),
        cmocka_unit_test(test_arc_begins_at_twelve),
        cmocka_unit_test(test_missing_picture_is_a_calm_box),
        cmocka_unit_test(test_qr_is_whole_modules_in_a_quiet_zone),
        cmocka_unit_test(test_accents_keep_the_baseline),
    };
    return cmocka_run_group_tests(tests, open_easel, close_easel);
}
