/* The tree: one description from which everything else comes.
 *
 * On each change a screen describes its picture as nodes, opened and closed in reading order; the
 * result is one preorder array in the frame arena. Layout places it; painting, hit test, focus
 * order, speech, dumps and tests all read it. Nothing is kept between frames but ids: the same id
 * is the same thing to the person, whatever moved around it.
 *
 *     ui_open(ui, &(struct spec){ .flow = FLOW_ROW, .gap = MM(5), .width = GROW(1) });
 *         ui_text(ui, TEXT_BODY, COLOR_INK, S("Xin chào"));
 *     ui_close(ui);
 *
 * Layout, like flexible boxes: width FIT (its content), GROW(weight) (a share of what is left;
 * equal weights give equal widths), FIXED(um) or PERCENT. Passes, no recursion: widths backward,
 * widths forward, wrap text, heights backward, heights forward and positions. Text never overflows
 * its box: a box that must be narrower wraps its text; a word longer than the line is broken.
 *
 * Invariants after ui_finish: ids of nodes with an action are unique and not 0; every node with an
 * action has a label; a child lies inside its parent unless it floats. */
#ifndef UI_TREE_H
#define UI_TREE_H

#include "base/arena.h"
#include "base/limits.h"
#include "ui/geometry.h"
#include "ui/metrics.h"
#include "ui/theme.h"

enum role {
    ROLE_NONE, /* a box for layout only */
    ROLE_GROUP,
    ROLE_TEXT,
    ROLE_HEADING,
    ROLE_BUTTON,
    ROLE_TOGGLE, /* on or off: selected tells */
    ROLE_CHOICE, /* one of several */
    ROLE_KEY,    /* of a keypad */
    ROLE_FIELD,
    ROLE_IMAGE,
    ROLE_PROGRESS,
    ROLE_DIALOG,
    ROLE_STATUS, /* spoken by itself when its text changes */
    ROLE_COUNT
};
/* «nút», «ô chọn», … for the voice; English for dumps. */
str role_vi(enum role role);
str role_name(enum role role);

/* What a finger may do on an area besides touching it: asked for only where a lesson teaches it. */
enum gesture { GESTURE_NONE, GESTURE_SWIPE, GESTURE_HOLD };

enum flow { FLOW_COLUMN, FLOW_ROW, FLOW_STACK /* children over one another */ };
enum align { ALIGN_START, ALIGN_CENTER, ALIGN_END, ALIGN_STRETCH };
enum size_kind { SIZE_FIT, SIZE_GROW, SIZE_FIXED, SIZE_PERCENT };

struct sizing {
    enum size_kind kind;
    int32_t amount;         /* GROW: weight; FIXED: um; PERCENT: of the parent's inner size */
    int32_t min_um, max_um; /* 0: none */
};

#define FIT ((struct sizing) { SIZE_FIT, 0, 0, 0 })
#define GROW(weight) ((struct sizing) { SIZE_GROW, (weight), 0, 0 })
#define FIXED(um) ((struct sizing) { SIZE_FIXED, (um), 0, 0 })
#define PERCENT(of_100) ((struct sizing) { SIZE_PERCENT, (of_100), 0, 0 })

struct edges {
    int32_t top, right, bottom, left; /* um */
};
#define ALL(um) ((struct edges) { (um), (um), (um), (um) })
#define SIDES(vertical, horizontal)                                                                \
    ((struct edges) { (vertical), (horizontal), (vertical), (horizontal) })

/* What the person asked for by touching a node. code 0: the node does nothing. The meaning of codes
 * belongs to the screens (screens/verb.h). */
struct verb {
    uint16_t code;
    int32_t arg;
    str text;
};

struct qr_code {
    uint8_t side;         /* modules a side, without the quiet zone */
    const uint8_t *cells; /* side × side, 1 = dark */
};

enum holds {
    CONTENT_NONE,
    CONTENT_TEXT,
    CONTENT_ICON,
    CONTENT_PICTURE, /* scaled to fit inside, centred */
    CONTENT_QR,
    CONTENT_ARC /* ring; arc_1000 of it filled, clockwise from 12 o'clock */
};

/* Where a floating node hangs on its parent's box, both by the same corner or edge. */
enum anchor {
    ANCHOR_NONE,
    ANCHOR_TOP_LEFT,
    ANCHOR_TOP,
    ANCHOR_TOP_RIGHT,
    ANCHOR_LEFT,
    ANCHOR_CENTER,
    ANCHOR_RIGHT,
    ANCHOR_BOTTOM_LEFT,
    ANCHOR_BOTTOM,
    ANCHOR_BOTTOM_RIGHT
};

struct spec {
    /* who it is */
    enum role role;
    str id;    /* stable name: «go-lesson-3»; needed with an action; walks say «tap #id» */
    str label; /* what it is called; a node with an action and without one takes the texts inside */
    str say;   /* spoken form where it differs from the label or text */
    str told;  /* its state in words, spoken instead of «đang chọn» */
    struct verb verb;
    bool disabled;          /* shown, not reachable; say why beside it */
    bool selected;          /* toggle on, choice chosen, tab active */
    enum gesture gesture;   /* asked for on this node's area, beside the touches of what is in it */
    uint32_t gesture_on;    /* id of the node where it is to begin; 0: anywhere on the area */
    bool modal;             /* only nodes inside it can be reached; covers what stands before it */
    bool hidden_from_voice; /* decoration, or text that a neighbour's label already says */

    /* where it is */
    enum flow flow;
    struct sizing width, height;
    struct edges pad;
    int32_t gap;
    enum align main, cross; /* cross: START, CENTER, END, STRETCH */
    enum anchor anchor;     /* floats: takes no room, painted after its parent's other children */
    struct point shift;     /* um, for floating nodes: moved outward or inward */
    /* A column with paged set shows as many children as fit and no half one; the last child is
     * «Xem thêm» and appears only when there is more than one page. page counts from 0 and is taken
     * modulo the number of pages. ui_pages tells the number after layout. */
    bool paged;
    uint16_t page;
    /* When not 0: page counts from the page that holds the node of this id. */
    uint32_t page_shows;
    /* Square: height follows width (pictures with ratio_1000 = width / height × 1000). */
    int32_t ratio_1000;

    /* how it looks */
    enum color fill, border;
    int32_t border_um, radius_um;
    enum color fill_to; /* vertical gradient from fill to this one when not COLOR_NONE */
    bool shadow;
    bool ring;          /* the soft ring around the target of «Làm theo» */
    struct point drift; /* um: moves so far and begins anew, with the ring's pulse */
    bool dashed;
    bool clip; /* children are cut at its rounded box (the practice phone) */

    /* what it holds */
    enum holds content;
    str text; /* text; icon name; picture file name */
    enum text_style style;
    enum weight weight;
    enum color color;  /* of text, icon, arc */
    enum color accent; /* of “…” in text with marks */
    enum align text_align;
    bool marks;         /* ** and “ ” are markup */
    uint16_t max_lines; /* 0: as many as needed; layout fails loudly in tests when text is cut */
    int32_t icon_um;    /* side of an icon */
    const struct qr_code *qr;
    int32_t arc_1000;
};

/* A piece of one line in one face and colour. */
struct run {
    uint32_t from, to; /* bytes of the node's plain text */
    int32_t x, w;      /* from the line's left */
    enum face face;
    enum color color;
};

struct line {
    uint32_t from, to;
    int32_t w;
    uint16_t first_run, run_count;
};

struct node {
    uint32_t id;     /* hash of spec.id; a text without one: of its words; else 0 */
    uint32_t parent; /* index; the root is its own parent */
    uint32_t end;    /* index after its last descendant: the next sibling */
    uint32_t rank;   /* place in the painting order: what is higher covers what is lower */
    uint16_t depth;
    bool shown; /* false: on another page of a pager, or under a folded parent */
    bool focused, pressed;
    struct spec spec;
    struct rect box;  /* pixels, after layout */
    struct rect clip; /* the visible part */
    /* text content after wrapping, in the frame arena */
    str plain; /* text without marks */
    struct line *lines;
    struct run *runs;
    uint16_t line_count, run_count;
    int32_t line_px, ascent_px; /* pitch; baseline below a line's top */
    bool cut;                   /* text was lost: never in a tested cell */
    uint16_t pages;             /* paged columns: how many */
    struct extent want;         /* layout's own: natural size */
    struct extent least;
};

/* How wide and high text is; the platform measures with the real font, tests with a fixed width. */
struct measure {
    void *context;
    int32_t (*width)(void *context, enum face face, int32_t em_px, str text);
    int32_t (*ascent)(void *context, enum face face, int32_t em_px);
    int32_t (*descent)(void *context, enum face face, int32_t em_px);
    /* Width ÷ height ×1000 of a picture file, 0 when it cannot be read. */
    int32_t (*picture_ratio)(void *context, str file);
};

/* What is alive across frames and known by id. */
struct view {
    uint32_t focus;              /* id, 0: none */
    bool focus_shown;            /* the ring shows once a key was used */
    uint32_t pressed;            /* id under the finger */
    uint32_t speaking;           /* id of the node being read */
    uint32_t word_from, word_to; /* bytes of its plain text: the word being read */
    uint32_t pulse_1000;         /* phase of the soft ring, 0–1000; fixed when calm */
};

struct tree {
    struct node *nodes;
    uint32_t count;
    struct metrics metrics;
    const struct theme *theme;
    struct view view;
};

struct ui {
    arena *home; /* the frame arena */
    struct measure measure;
    struct tree tree;
    uint32_t capacity; /* of tree.nodes, which moves when it grows: keep indexes, not pointers */
    uint32_t stack[UI_DEPTH_MAX];
    uint32_t depth;
};

/* Starts a description; the root column fills the panel. */
void ui_begin(struct ui *ui, arena *home, const struct measure *measure, const struct tree *empty);
/* Opens a box; everything until ui_close is inside it. Returns its index. */
uint32_t ui_open(struct ui *ui, const struct spec *spec);
void ui_close(struct ui *ui);
/* A box without children. */
uint32_t ui_leaf(struct ui *ui, const struct spec *spec);
/* Wrapped text, grows to the width it gets. ROLE_HEADING from TEXT_HEADING upward. */
void ui_text(struct ui *ui, enum text_style style, enum color color, str text);
void ui_icon(struct ui *ui, str name, int32_t side_um, enum color color);
/* Takes the room that is left on the parent's main axis. */
void ui_space(struct ui *ui);
/* Lays out and returns the finished tree; it lives as long as the frame arena. */
struct tree ui_finish(struct ui *ui);

uint32_t ui_id(str name);
/* NULL when no shown node has the id. */
const struct node *tree_find(const struct tree *tree, uint32_t id);
/* The number of pages of a paged column, at least 1. */
uint16_t tree_pages(const struct tree *tree, uint32_t id);
/* Height in pixels that text of this style takes at this width: for screens that must choose. */
int32_t ui_text_height(struct ui *ui, enum text_style style, enum weight weight, str text,
                       int32_t width_px);
int32_t ui_px(const struct ui *ui, int32_t um);

#endif
