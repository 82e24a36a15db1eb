/* From millimetres on glass to pixels, once.
 *
 * Sizes are written in micrometres (MM(20) is 20 mm) and converted with the panel's own density;
 * the text table is ui.md § Sizes: the smallest capital anywhere is 4.8 mm, body is 5.2, 6.75
 * or 8.75 mm. */
#ifndef UI_METRICS_H
#define UI_METRICS_H

#include "ui/geometry.h"

#define MM(x) ((int32_t)((x)*1000))

/* What the user can choose: «Chữ to». */
enum text_size { SIZE_NORMAL, SIZE_LARGE, SIZE_LARGEST, SIZE_COUNT };

enum text_style {
    TEXT_SMALL,   /* captions, bottom bar */
    TEXT_BODY,    /* ordinary text */
    TEXT_LEAD,    /* what is read on a lesson page; button labels */
    TEXT_HEADING, /* the headline of a page or card */
    TEXT_TITLE,   /* the one sentence of a screen */
    TEXT_DISPLAY, /* attract; the big number of the idle warning */
    TEXT_STYLE_COUNT
};

enum weight { WEIGHT_REGULAR, WEIGHT_MEDIUM, WEIGHT_SEMIBOLD, WEIGHT_BOLD, WEIGHT_COUNT };

/* Font roles: a face for each weight, and the icon font. */
enum face { FACE_REGULAR, FACE_MEDIUM, FACE_SEMIBOLD, FACE_BOLD, FACE_ICON, FACE_COUNT };

struct metrics {
    struct extent panel; /* pixels of the whole picture */
    int32_t px_per_m;    /* pixels a metre: 4032 for 21.5″ Full HD */
    enum text_size text_size;
    bool reach;            /* «Hạ thấp»: controls in the lower part of a portrait panel */
    bool calm;             /* reduced motion */
    int32_t lower_edge_um; /* floor to the panel's lower edge; 0: REACH_USUAL_EDGE_UM */
};

/* A seated person reaches from here to here above the floor (ui.md § Always there), and a panel
 * hangs as high as this unless the installer says otherwise. */
#define REACH_LOWEST_UM MM(380)
#define REACH_HIGHEST_UM MM(1220)
#define REACH_USUAL_EDGE_UM MM(700)

/* A part of the panel's height, measured upward from its lower edge; um. */
struct band {
    int32_t from_um, to_um;
};

/* Density of a panel of this diagonal. */
int32_t metrics_px_per_m(struct extent panel, double inches);
/* Micrometres to pixels, rounded; a positive length never becomes 0. */
int32_t metrics_px(const struct metrics *m, int32_t um);
/* Capital height of a style in micrometres, and the em size in pixels that gives it (Inter's
 * capitals are 0.727 em). */
int32_t metrics_capital_um(enum text_style style, enum text_size size);
int32_t metrics_em_px(const struct metrics *m, enum text_style style);
/* Line pitch: 1.5 × the em's text height for body, 1.3 for headings; accents never touch. */
int32_t metrics_line_px(const struct metrics *m, enum text_style style);
/* Height of the panel on glass. */
int32_t metrics_panel_um(const struct metrics *m);
/* What of the panel a seated person reaches; empty (from >= to) when it hangs beyond. */
struct band metrics_reach(const struct metrics *m);
/* Portrait: taller than wide. Columns or rows are the screen's choice from this. */
bool metrics_portrait(const struct metrics *m);

#endif
