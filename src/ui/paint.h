/* From a laid-out tree to paint commands, and from two lists of commands to what changed.
 *
 * The list is plain data: platform/painter executes it, damage compares it, tests read it. Damage
 * is found by hashing each command into the cells it covers and comparing with the last frame's
 * cells, so that no widget ever says what is dirty. */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include "ui/tree.h"

enum paint_kind {
    PAINT_FILL,    /* rounded rectangle, maybe with a gradient to argb_to */
    PAINT_BORDER,  /* inside the box, width px; dashed */
    PAINT_SHADOW,  /* soft, around the box */
    PAINT_TEXT,    /* one run of one line at (box.x, baseline) */
    PAINT_ICON,    /* text holds the UTF-8 of the icon's code point; em_px its size */
    PAINT_PICTURE, /* text is the file; drawn to fit the box */
    PAINT_QR,
    PAINT_ARC,
    PAINT_KIND_COUNT
};

struct paint {
    enum paint_kind kind;
    struct rect box;
    struct rect clip;
    uint32_t argb, argb_to;
    int32_t radius_px, width_px;
    int32_t
        clip_radius_px; /* the clip's own rounded corners, with clip_round the box they belong to */
    struct rect clip_round;
    enum face face;
    int32_t em_px, baseline;
    str text;
    const struct qr_code *qr;
    int32_t arc_1000;
    bool dashed;
};

struct paint_list {
    struct paint *items;
    uint32_t count;
};

/* Commands in painting order: floats and modals after what they cover. Lives in home. */
struct paint_list paint_tree(const struct tree *tree, const struct measure *measure, arena *home);

#define DAMAGE_CELL_PX 64
#define DAMAGE_COLUMNS 64 /* up to 4096 px */
#define DAMAGE_ROWS 64

struct damage {
    uint64_t cells[DAMAGE_ROWS][DAMAGE_COLUMNS];
    struct extent size;
    bool known; /* false before the first frame: everything is new */
};

struct damage_rects {
    struct rect rects[UI_DAMAGE_RECTS_MAX];
    uint32_t count;
};

/* What must be painted anew; remembers the list's hashes for the next call. Same list: no rects. */
struct damage_rects damage_next(struct damage *damage, const struct paint_list *list,
                                struct extent size);

#endif
