#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "ui/metrics.h"
#include "ui/theme.h"

/* Every pair of text and ground that screens and widgets can make, with the least ratio ×100 in the
 * light theme. Ink is what is read: 10:1. ink-2 is for captions, strong tones for large words,
 * labels and icons: they keep ui.md's colours and must reach 4.5:1 (WCAG 1.4.3), ink-2 6.5:1. Both
 * contrast themes owe 15:1 to every text. */
static const struct pair {
    enum color text, ground;
    uint32_t light;
} pairs[] = {
    { COLOR_INK, COLOR_PAPER, 1000 },
    { COLOR_INK, COLOR_CARD, 1000 },
    { COLOR_INK, COLOR_LEAF_TINT, 1000 },
    { COLOR_INK, COLOR_LOTUS_TINT, 1000 },
    { COLOR_INK, COLOR_SUN_TINT, 1000 },
    { COLOR_INK, COLOR_SKY_TINT, 1000 },
    { COLOR_INK, COLOR_AMBER_TINT, 1000 },
    { COLOR_INK, COLOR_VIOLET_TINT, 1000 },
    { COLOR_INK, COLOR_TEAL_TINT, 1000 },
    { COLOR_INK, COLOR_OK_TINT, 1000 },
    { COLOR_INK, COLOR_DANGER_TINT, 1000 },
    { COLOR_ON_MARK, COLOR_MARK, 1000 },
    { COLOR_PHONE_INK, COLOR_PHONE_PAPER, 1000 },
    { COLOR_PHONE_INK, COLOR_PHONE_CARD, 1000 },
    { COLOR_QR_DARK, COLOR_QR_LIGHT, 2100 },
    { COLOR_INK_2, COLOR_PAPER, 650 },
    { COLOR_INK_2, COLOR_CARD, 650 },
    { COLOR_PHONE_INK_2, COLOR_PHONE_PAPER, 650 },
    { COLOR_PHONE_INK_2, COLOR_PHONE_CARD, 650 },
    { COLOR_LEAF, COLOR_PAPER, 450 },
    { COLOR_LEAF, COLOR_CARD, 450 },
    { COLOR_LOTUS, COLOR_PAPER, 450 },
    { COLOR_LOTUS, COLOR_CARD, 450 },
    { COLOR_SKY, COLOR_CARD, 450 },
    { COLOR_AMBER, COLOR_CARD, 450 },
    { COLOR_VIOLET, COLOR_CARD, 450 },
    { COLOR_TEAL, COLOR_CARD, 450 },
    { COLOR_OK, COLOR_CARD, 450 },
    { COLOR_OK, COLOR_PAPER, 450 },
    { COLOR_DANGER, COLOR_CARD, 450 },
    { COLOR_DANGER, COLOR_PAPER, 450 },
    { COLOR_LOTUS, COLOR_PHONE_CARD, 450 },
    { COLOR_ON_BUTTON, COLOR_BUTTON, 450 },
    { COLOR_ON_SELECTED, COLOR_SELECTED, 450 },
    { COLOR_ON_STRONG, COLOR_LEAF, 450 },
    { COLOR_ON_STRONG, COLOR_LOTUS, 450 },
    { COLOR_ON_STRONG, COLOR_SKY, 450 },
    { COLOR_ON_STRONG, COLOR_AMBER, 450 },
    { COLOR_ON_STRONG, COLOR_VIOLET, 450 },
    { COLOR_ON_STRONG, COLOR_TEAL, 450 },
    { COLOR_ON_STRONG, COLOR_OK, 450 },
    { COLOR_ON_STRONG, COLOR_DANGER, 450 },
    { COLOR_ON_STRONG, COLOR_LEAF_DEEP, 450 },
    { COLOR_ON_STRONG, COLOR_LOTUS_DEEP, 450 },
    { COLOR_ON_STRONG, COLOR_SKY_DEEP, 450 },
    { COLOR_ON_STRONG, COLOR_AMBER_DEEP, 450 },
    { COLOR_ON_STRONG, COLOR_VIOLET_DEEP, 450 },
    { COLOR_ON_STRONG, COLOR_TEAL_DEEP, 450 },
    { COLOR_ON_STRONG, COLOR_OK_DEEP, 450 },
    { COLOR_ON_STRONG, COLOR_DANGER_DEEP, 450 },
};

#define CONTRAST_TEXT 1500

static void expect_ratio(enum theme_id id, enum color a, enum color b, uint32_t least)
{
    const struct theme *theme = theme_get(id);
    uint32_t ratio = theme_contrast(theme->argb[a], theme->argb[b]);
    if (ratio < least)
        fail_msg("theme %d: colour %d on %d has %u.%02u:1, needs %u.%02u:1", (int)id, (int)a,
                 (int)b, (unsigned)(ratio / 100), (unsigned)(ratio % 100), (unsigned)(least / 100),
                 (unsigned)(least % 100));
}

static void test_pairs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        expect_ratio(THEME_LIGHT, pairs[i].text, pairs[i].ground, pairs[i].light);
        expect_ratio(THEME_CONTRAST_DARK, pairs[i].text, pairs[i].ground, CONTRAST_TEXT);
        expect_ratio(THEME_CONTRAST_LIGHT, pairs[i].text, pairs[i].ground, CONTRAST_TEXT);
    }
}

static void test_every_tone_reads_on_its_tint(void **state)
{
    (void)state;
    for (unsigned tone = 0; tone < TONE_COUNT; tone++) {
        enum color strong = tone_strong((enum tone)tone), tint = tone_tint((enum tone)tone);
        expect_ratio(THEME_LIGHT, strong, tint, 450);
        expect_ratio(THEME_CONTRAST_DARK, strong, tint, CONTRAST_TEXT);
        expect_ratio(THEME_CONTRAST_LIGHT, strong, tint, CONTRAST_TEXT);
    }
}

/* ui.md: the focus ring stands 3:1 against both neighbours; its own light gap is one of them. */
static void test_marks_are_seen(void **state)
{
    (void)state;
    for (unsigned id = 0; id < THEME_COUNT; id++) {
        expect_ratio((enum theme_id)id, COLOR_FOCUS, COLOR_CARD, 300);
        expect_ratio((enum theme_id)id, COLOR_FOCUS, COLOR_PAPER, 300);
        expect_ratio((enum theme_id)id, COLOR_SUN_INK, COLOR_PHONE_CARD, 300); /* target's edge */
        expect_ratio((enum theme_id)id, COLOR_MARK, COLOR_ON_MARK, 1000);
    }
}

static void test_no_colour_is_forgotten(void **state)
{
    (void)state;
    for (unsigned id = 0; id < THEME_COUNT; id++)
        for (unsigned color = COLOR_NONE + 1; color < COLOR_COUNT; color++) {
            uint32_t argb = theme_get((enum theme_id)id)->argb[color];
            bool soft = color == COLOR_SCRIM || color == COLOR_SHADOW;
            assert_true(soft || argb >> 24 == 0xff);
        }
}

static void test_contrast_knows_its_ends(void **state)
{
    (void)state;
    assert_int_equal(theme_contrast(0xff000000, 0xffffffff), 2100);
    assert_int_equal(theme_contrast(0xff777777, 0xff777777), 100);
    assert_int_equal(theme_contrast(0xff767676, 0xffffffff), 454); /* the known AA grey */
}

static void test_tone_names(void **state)
{
    (void)state;
    assert_int_equal(tone_find(S("lotus")), TONE_LOTUS);
    assert_int_equal(tone_find(S("danger")), TONE_DANGER);
    assert_int_equal(tone_find(S("mauve")), TONE_LEAF);
}

static void test_metrics(void **state)
{
    (void)state;
    struct extent full_hd = { 1080, 1920 };
    assert_in_range(metrics_px_per_m(full_hd, 21.5), 4030, 4036);
    assert_in_range(metrics_px_per_m(full_hd, 32), 2708, 2713);
    struct metrics m = { .panel = full_hd, .px_per_m = 4000 };
    assert_int_equal(metrics_px(&m, MM(20)), 80);
    assert_int_equal(metrics_px(&m, MM(0.01)), 1);
    assert_int_equal(metrics_px(&m, 0), 0);
    assert_int_equal(metrics_px(&m, -MM(20)), -80);
    assert_true(metrics_portrait(&m));
}

/* No panel and no size gives capitals under 4.8 mm. */
static void test_smallest_capital(void **state)
{
    (void)state;
    static const int32_t densities[] = { 2710, 4032, 5560 };
    for (size_t d = 0; d < COUNT_OF(densities); d++)
        for (unsigned size = 0; size < SIZE_COUNT; size++)
            for (unsigned style = 0; style < TEXT_STYLE_COUNT; style++) {
                struct metrics m = { { 1080, 1920 }, densities[d], (enum text_size)size, 0, 0 };
                int64_t em = metrics_em_px(&m, (enum text_style)style);
                assert_true(em * 727 >= 4800ll * densities[d] / 1000);
                assert_true(metrics_line_px(&m, (enum text_style)style) * 10 >= em * 13);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_every_tone_reads_on_its_tint),
        cmocka_unit_test(test_marks_are_seen),
        cmocka_unit_test(test_no_colour_is_forgotten),
        cmocka_unit_test(test_contrast_knows_its_ends),
        cmocka_unit_test(test_tone_names),
        cmocka_unit_test(test_metrics),
        cmocka_unit_test(test_smallest_capital),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
