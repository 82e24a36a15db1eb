#include "ui/theme.h"

#include <assert.h>
#include <math.h>

#include "base/must.h"

/* A row a role: light, contrast-dark, contrast-light. The yellow of the dark theme is #FFD800: the
 * drawn #FFD500 is 14.8:1 on black, just under the 15:1 that the theme promises. */
#define THEME_TABLE(X)                                                                             \
    X(NONE, 0x00000000, 0x00000000, 0x00000000)                                                    \
    X(PAPER, 0xfffaf6ee, 0xff000000, 0xffffffff)                                                   \
    X(CARD, 0xffffffff, 0xff000000, 0xffffffff)                                                    \
    X(LINE, 0xffe4dccd, 0xffffffff, 0xff000000)                                                    \
    X(INK, 0xff16202e, 0xffffffff, 0xff000000)                                                     \
    X(INK_2, 0xff4b5566, 0xffffffff, 0xff000000)                                                   \
    X(LEAF, 0xff0e5a4b, 0xffffd800, 0xff001a66)                                                    \
    X(LEAF_TINT, 0xffe3f1ec, 0xff000000, 0xffffffff)                                               \
    X(LOTUS, 0xffb3265e, 0xffffd800, 0xff001a66)                                                   \
    X(LOTUS_TINT, 0xfffbe6ee, 0xff000000, 0xffffffff)                                              \
    X(SUN, 0xfff2a900, 0xffffd800, 0xffb34700)                                                     \
    X(SUN_TINT, 0xfffff3d6, 0xff000000, 0xffffffff)                                                \
    X(SUN_INK, 0xff7a4300, 0xffffd800, 0xff000000)                                                 \
    X(SKY, 0xff1f5fae, 0xffffd800, 0xff001a66)                                                     \
    X(SKY_TINT, 0xffe4eefa, 0xff000000, 0xffffffff)                                                \
    X(AMBER, 0xff9a5200, 0xffffd800, 0xff001a66)                                                   \
    X(AMBER_TINT, 0xfffdebd6, 0xff000000, 0xffffffff)                                              \
    X(VIOLET, 0xff5b3fa3, 0xffffd800, 0xff001a66)                                                  \
    X(VIOLET_TINT, 0xffede8fa, 0xff000000, 0xffffffff)                                             \
    X(TEAL, 0xff00707a, 0xffffd800, 0xff001a66)                                                    \
    X(TEAL_TINT, 0xffddf2f3, 0xff000000, 0xffffffff)                                               \
    X(OK, 0xff1e7b34, 0xffffd800, 0xff001a66)                                                      \
    X(OK_TINT, 0xffe2f3e5, 0xff000000, 0xffffffff)                                                 \
    X(DANGER, 0xffb3261e, 0xffffd800, 0xff4d0000)                                                  \
    X(DANGER_TINT, 0xfffbe5e3, 0xff000000, 0xffffffff)                                             \
    X(ON_STRONG, 0xffffffff, 0xff000000, 0xffffffff)                                               \
    X(BUTTON, 0xff0e5a4b, 0xffffd800, 0xff001a66)                                                  \
    X(ON_BUTTON, 0xffffffff, 0xff000000, 0xffffffff)                                               \
    X(SELECTED, 0xffe3f1ec, 0xffffd800, 0xff001a66)                                                \
    X(ON_SELECTED, 0xff0e5a4b, 0xff000000, 0xffffffff)                                             \
    X(FOCUS, 0xff1f5fae, 0xffffffff, 0xff000000)                                                   \
    X(SCRIM, 0x8c16202e, 0xc0000000, 0xb0000000)                                                   \
    X(MARK, 0xffffdf8a, 0xffffd800, 0xffffd800)                                                    \
    X(ON_MARK, 0xff16202e, 0xff000000, 0xff000000)                                                 \
    X(SHADOW, 0x2e16202e, 0x00000000, 0x00000000)                                                  \
    X(PHONE_FRAME, 0xff10161f, 0xffffffff, 0xff000000)                                             \
    X(PHONE_PAPER, 0xfff2f4f8, 0xff000000, 0xffffffff)                                             \
    X(PHONE_CARD, 0xffffffff, 0xff000000, 0xffffffff)                                              \
    X(PHONE_INK, 0xff16202e, 0xffffffff, 0xff000000)                                               \
    X(PHONE_INK_2, 0xff4b5566, 0xffffffff, 0xff000000)                                             \
    X(PHONE_LINE, 0xffd9dde5, 0xffffffff, 0xff000000)                                              \
    X(LEAF_DEEP, 0xff083f34, 0xffffd800, 0xff001a66)                                               \
    X(LOTUS_DEEP, 0xff871440, 0xffffd800, 0xff001a66)                                              \
    X(SKY_DEEP, 0xff164682, 0xffffd800, 0xff001a66)                                                \
    X(AMBER_DEEP, 0xff743c00, 0xffffd800, 0xff001a66)                                              \
    X(VIOLET_DEEP, 0xff432c80, 0xffffd800, 0xff001a66)                                             \
    X(TEAL_DEEP, 0xff00545c, 0xffffd800, 0xff001a66)                                               \
    X(OK_DEEP, 0xff145a25, 0xffffd800, 0xff001a66)                                                 \
    X(DANGER_DEEP, 0xff851a15, 0xffffd800, 0xff4d0000)                                             \
    X(QR_DARK, 0xff000000, 0xff000000, 0xff000000)                                                 \
    X(QR_LIGHT, 0xffffffff, 0xffffffff, 0xffffffff)

#define THEME_LIGHT_CELL(name, light, dark, bright) [COLOR_##name] = light,
#define THEME_DARK_CELL(name, light, dark, bright) [COLOR_##name] = dark,
#define THEME_BRIGHT_CELL(name, light, dark, bright) [COLOR_##name] = bright,
#define THEME_ONE(name, light, dark, bright) +1

static_assert((0 THEME_TABLE(THEME_ONE)) == COLOR_COUNT, "a colour has no row");

static const struct theme themes[THEME_COUNT] = {
    [THEME_LIGHT] = { .argb = { THEME_TABLE(THEME_LIGHT_CELL) } },
    [THEME_CONTRAST_DARK] = { .argb = { THEME_TABLE(THEME_DARK_CELL) }, .outlined = true },
    [THEME_CONTRAST_LIGHT] = { .argb = { THEME_TABLE(THEME_BRIGHT_CELL) }, .outlined = true },
};

const struct theme *theme_get(enum theme_id id)
{
    must(id < THEME_COUNT);
    return &themes[id];
}

static const struct {
    str name;
    enum color strong, tint, deep;
} tones[TONE_COUNT] = {
    [TONE_LEAF] = { S_INIT("leaf"), COLOR_LEAF, COLOR_LEAF_TINT, COLOR_LEAF_DEEP },
    [TONE_LOTUS] = { S_INIT("lotus"), COLOR_LOTUS, COLOR_LOTUS_TINT, COLOR_LOTUS_DEEP },
    /* Sun itself is too light to read; what stands on its tint is written in sun ink. */
    [TONE_SUN] = { S_INIT("sun"), COLOR_SUN_INK, COLOR_SUN_TINT, COLOR_SUN_INK },
    [TONE_SKY] = { S_INIT("sky"), COLOR_SKY, COLOR_SKY_TINT, COLOR_SKY_DEEP },
    [TONE_AMBER] = { S_INIT("amber"), COLOR_AMBER, COLOR_AMBER_TINT, COLOR_AMBER_DEEP },
    [TONE_VIOLET] = { S_INIT("violet"), COLOR_VIOLET, COLOR_VIOLET_TINT, COLOR_VIOLET_DEEP },
    [TONE_TEAL] = { S_INIT("teal"), COLOR_TEAL, COLOR_TEAL_TINT, COLOR_TEAL_DEEP },
    [TONE_OK] = { S_INIT("ok"), COLOR_OK, COLOR_OK_TINT, COLOR_OK_DEEP },
    [TONE_DANGER] = { S_INIT("danger"), COLOR_DANGER, COLOR_DANGER_TINT, COLOR_DANGER_DEEP },
};

enum tone tone_find(str name)
{
    for (unsigned i = 0; i < TONE_COUNT; i++)
        if (str_eq(tones[i].name, name))
            return (enum tone)i;
    return TONE_LEAF;
}

enum color tone_strong(enum tone tone)
{
    must(tone < TONE_COUNT);
    return tones[tone].strong;
}

enum color tone_tint(enum tone tone)
{
    must(tone < TONE_COUNT);
    return tones[tone].tint;
}

enum color tone_deep(enum tone tone)
{
    must(tone < TONE_COUNT);
    return tones[tone].deep;
}

/* WCAG 2.2, «relative luminance». */
static double channel_linear(uint32_t channel)
{
    double c = (double)(channel & 0xff) / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t argb)
{
    return 0.2126 * channel_linear(argb >> 16) + 0.7152 * channel_linear(argb >> 8) +
           0.0722 * channel_linear(argb);
}

uint32_t theme_contrast(uint32_t argb_a, uint32_t argb_b)
{
    double a = luminance(argb_a), b = luminance(argb_b);
    double bright = a > b ? a : b, dark = a > b ? b : a;
    return (uint32_t)floor((bright + 0.05) / (dark + 0.05) * 100 + 1e-9);
}
