/* The family of widgets: every button, card and bar of every screen comes from here, so that they
 * look and measure the same. Sizes are ui.md § Sizes; each fits its text at any text size. */
#ifndef UI_WIDGETS_H
#define UI_WIDGETS_H

#include "ui/tree.h"

enum button_kind {
    BUTTON_PRIMARY, /* filled leaf, 25–30 mm */
    BUTTON_PLAIN,   /* outlined leaf on card */
    BUTTON_DANGER,  /* outlined and tinted danger: only where danger is the answer */
    BUTTON_OK,      /* outlined and tinted ok */
    BUTTON_QUIET    /* icon and word, no box (Nghe lại) */
};

struct button {
    str id;
    str label;
    str say;
    str icon;        /* empty: none */
    bool icon_after; /* «Tiếp tục →» */
    bool tall;       /* judge answers: icon above the label */
    bool option;     /* a setting: body letters, closer to its edges */
    enum button_kind kind;
    struct verb verb;
    struct sizing width; /* FIT unless set */
    bool disabled, selected;
    bool toggle; /* on or off: spoken so */
};
void widget_button(struct ui *ui, const struct button *button);

/* The side of an icon beside words of this style: it grows with the letters the citizen chose. */
int32_t widget_icon_um(const struct ui *ui, enum text_style style, int32_t least_um);

/* «−  value in words  +»: arg of the verb is -1 and +1. ids are <id>-less and <id>-more. */
struct stepper {
    str id;
    str value;
    str less_label, more_label; /* «Nói nhỏ hơn», spoken */
    struct verb verb;
};
void widget_stepper(struct ui *ui, const struct stepper *stepper);

/* A white rounded card with a hairline; close it with ui_close. */
void widget_card_open(struct ui *ui, const struct spec *more);
/* The tinted rounded square with a tone's icon that marks a topic. */
void widget_icon_chip(struct ui *ui, str icon, enum tone tone, int32_t side_um);
/* One answer of a question: big row with a letter or icon, whole width. state: 0 open, 1 right, 2
 * not right (never red: sun), 3 chosen. */
enum choice_state { CHOICE_OPEN, CHOICE_RIGHT, CHOICE_TRIED, CHOICE_MARKED };
struct choice_row {
    str id, label, say;
    str told; /* what the colour of the state means, for the ear; empty: open or chosen */
    enum choice_state state;
    bool multiple; /* boxes to tick rather than one of several */
    struct verb verb;
};
void widget_choice(struct ui *ui, const struct choice_row *row);
/* Segments: done leaf, current sun, to come line; spoken as «Bước i trên n». at counts from 0; at
 * == of shows all of them done. */
void widget_segments(struct ui *ui, uint16_t at, uint16_t of, struct sizing width);
/* A tinted card with an icon and a sentence: kind words after an answer, notices. */
void widget_banner(struct ui *ui, str id, enum tone tone, str icon, str text, str say);
/* 3 × 4 digits with «Xóa», or 6 × 2 where height is short; verb.arg is the digit 0–9, or 10 for
 * erase. ids are key-0 … key-9, key-erase. cell height at least 14 mm; fits the width it gets. */
struct keypad {
    struct verb verb;
    str erase_label;
    bool phone_look;
    bool wide; /* 6 × 2 */
};
void widget_keypad(struct ui *ui, const struct keypad *keypad);

#endif
