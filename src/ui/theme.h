/* Themes: tables of colours by role. No screen names a colour (ui.md § Tokens). */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdint.h>
#include "base/str.h"

enum color {
    COLOR_NONE, /* paints nothing */
    COLOR_PAPER,
    COLOR_CARD,
    COLOR_LINE,
    COLOR_INK,
    COLOR_INK_2,
    COLOR_LEAF,
    COLOR_LEAF_TINT,
    COLOR_LOTUS,
    COLOR_LOTUS_TINT,
    COLOR_SUN, /* rings and marks; never text */
    COLOR_SUN_TINT,
    COLOR_SUN_INK, /* text on sun tint */
    COLOR_SKY,
    COLOR_SKY_TINT,
    COLOR_AMBER,
    COLOR_AMBER_TINT,
    COLOR_VIOLET,
    COLOR_VIOLET_TINT,
    COLOR_TEAL,
    COLOR_TEAL_TINT,
    COLOR_OK,
    COLOR_OK_TINT,
    COLOR_DANGER,
    COLOR_DANGER_TINT,
    COLOR_ON_STRONG, /* text and icons on leaf, lotus, sky, ok, danger … fills */
    COLOR_BUTTON,    /* fill of a primary button */
    COLOR_ON_BUTTON,
    COLOR_SELECTED, /* fill of the active entry of the bottom bar */
    COLOR_ON_SELECTED,
    COLOR_FOCUS,
    COLOR_SCRIM, /* half transparent, over what a dialog covers */
    COLOR_MARK,  /* behind the word being read */
    COLOR_ON_MARK,
    COLOR_SHADOW,
    COLOR_PHONE_FRAME,
    COLOR_PHONE_PAPER,
    COLOR_PHONE_CARD,
    COLOR_PHONE_INK,
    COLOR_PHONE_INK_2,
    COLOR_PHONE_LINE,
    COLOR_LEAF_DEEP, /* darker than the strong colour: where a gradient begins */
    COLOR_LOTUS_DEEP,
    COLOR_SKY_DEEP,
    COLOR_AMBER_DEEP,
    COLOR_VIOLET_DEEP,
    COLOR_TEAL_DEEP,
    COLOR_OK_DEEP,
    COLOR_DANGER_DEEP,
    COLOR_QR_DARK,
    COLOR_QR_LIGHT,
    COLOR_COUNT
};

enum theme_id { THEME_LIGHT, THEME_CONTRAST_DARK, THEME_CONTRAST_LIGHT, THEME_COUNT };

struct theme {
    uint32_t argb[COLOR_COUNT];
    bool outlined; /* high contrast: tinted surfaces get a border instead of a tint */
};

const struct theme *theme_get(enum theme_id id);

/* A tone is a strong colour with its tint; contents name tones («lotus»). */
enum tone {
    TONE_LEAF,
    TONE_LOTUS,
    TONE_SUN,
    TONE_SKY,
    TONE_AMBER,
    TONE_VIOLET,
    TONE_TEAL,
    TONE_OK,
    TONE_DANGER,
    TONE_COUNT
};

/* TONE_LEAF when the name is unknown. */
enum tone tone_find(str name);
enum color tone_strong(enum tone tone);
enum color tone_tint(enum tone tone);
/* Darker than strong, for gradients; the same as strong in high contrast. */
enum color tone_deep(enum tone tone);

/* WCAG 2.2 contrast of two opaque colours, ×100: 2100 for black on white. */
uint32_t theme_contrast(uint32_t argb_a, uint32_t argb_b);

#endif
