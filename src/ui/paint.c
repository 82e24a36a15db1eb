#include "ui/paint.h"

#include "base/must.h"
#include "base/utf8.h"
#include "ui/icons.h"
#include "ui/order.h"

#define FOCUS_RING_UM MM(1.3)
#define FOCUS_GAP_UM MM(0.7)
#define TARGET_RING_UM MM(1.2)
#define TARGET_GAP_UM MM(1.0)
#define TARGET_PULSE_UM MM(1.0)
#define TARGET_EDGE_UM MM(0.25)
#define OUTLINE_UM MM(0.6)
#define SHADOW_UM MM(3.5)
#define MARK_UM MM(0.9)

/* What a node's own and its ancestors' state does to its colours. */
enum look { LOOK_PLAIN, LOOK_SELECTED, LOOK_DISABLED };

struct place {
    struct rect area;  /* what may be painted at all */
    struct rect round; /* box of the nearest clipping ancestor, and its corners */
    int32_t round_radius;
    enum look look;
    struct point drift; /* px, of a part that moves and of all in it */
    bool speaking;      /* inside the control whose name is being spoken */
};

struct painter {
    const struct tree *tree;
    const struct measure *measure;
    arena *home;
    struct paint_list list;
    uint32_t cap;
    struct place *places; /* one a node */
};

static int32_t px(const struct painter *p, int32_t um)
{
    return metrics_px(&p->tree->metrics, um);
}

static uint32_t argb_of(const struct painter *p, enum color color)
{
    return p->tree->theme->argb[color];
}

/* Of the pulse, 0–1000; nothing moves in a calm picture. */
static uint32_t phase_of(const struct painter *p)
{
    return p->tree->metrics.calm ? 0 : p->tree->view.pulse_1000 % 1001;
}

static void put(struct painter *p, uint32_t node, struct paint paint)
{
    const struct place *place = &p->places[node];
    paint.box.x += place->drift.x;
    paint.box.y += place->drift.y;
    paint.clip = place->area;
    paint.clip_round = place->round;
    paint.clip_radius_px = place->round_radius;
    if (rect_empty(rect_cut(paint.box, paint.clip)))
        return;
    if (p->list.count == p->cap) {
        uint32_t cap = p->cap * 2;
        struct paint *more = arena_new(p->home, struct paint, cap);
        for (uint32_t i = 0; i < p->list.count; i++)
            more[i] = p->list.items[i];
        p->list.items = more;
        p->cap = cap;
    }
    p->list.items[p->list.count++] = paint;
}

/* ---- looks ---- */

static bool neutral(enum color fill)
{
    return fill == COLOR_NONE || fill == COLOR_CARD || fill == COLOR_PAPER;
}

/* The line around what has only its colour to stand out by, where a theme leaves no such colours;
 * a control that cannot be used yet keeps its shape too. */
static enum color edge_of_bare(const struct node *node, enum look look)
{
    enum color fill = node->spec.fill;
    if (fill == COLOR_PHONE_CARD)
        return COLOR_PHONE_LINE;
    for (unsigned tone = 0; tone < TONE_COUNT; tone++)
        if (tone_tint((enum tone)tone) == fill)
            return tone_strong((enum tone)tone);
    return look == LOOK_DISABLED && node->spec.disabled && fill != COLOR_NONE ? COLOR_LINE
                                                                              : COLOR_NONE;
}

/* A chosen control on a neutral ground takes the theme's «selected» pair; one that a screen has
 * coloured itself keeps its colours. */
static enum look look_of(const struct node *node, enum look outer)
{
    if (node->spec.disabled || outer == LOOK_DISABLED)
        return LOOK_DISABLED;
    bool can = node->spec.verb.code != 0 || node->spec.role == ROLE_TOGGLE ||
               node->spec.role == ROLE_CHOICE;
    if (node->spec.selected && can && neutral(node->spec.fill))
        return LOOK_SELECTED;
    return outer;
}

static enum color fill_color(const struct node *node, enum look look, enum look outer)
{
    enum color fill = node->spec.fill;
    if (look == LOOK_SELECTED && outer != LOOK_SELECTED)
        return COLOR_SELECTED;
    if (look == LOOK_DISABLED && fill != COLOR_NONE && fill != COLOR_PAPER)
        return COLOR_CARD;
    return fill;
}

static enum color edge_color(const struct node *node, enum look look)
{
    if (node->spec.border == COLOR_NONE)
        return COLOR_NONE;
    return look == LOOK_DISABLED   ? COLOR_LINE
           : look == LOOK_SELECTED ? COLOR_ON_SELECTED
                                   : node->spec.border;
}

static enum color ink_color(enum color color, enum look look)
{
    if (look == LOOK_DISABLED && color != COLOR_NONE)
        return COLOR_INK_2;
    return look == LOOK_SELECTED && color != COLOR_NONE ? COLOR_ON_SELECTED : color;
}

/* ---- boxes ---- */

static void paint_shadow(struct painter *p, uint32_t i, int32_t radius)
{
    const struct node *node = &p->tree->nodes[i];
    uint32_t argb = argb_of(p, COLOR_SHADOW);
    if (!node->spec.shadow || argb >> 24 == 0)
        return;
    int32_t soft = px(p, SHADOW_UM);
    struct rect box = rect_grow(node->box, soft);
    box.y += soft / 2;
    put(p, i,
        (struct paint) { .kind = PAINT_SHADOW,
                         .box = box,
                         .argb = argb,
                         .radius_px = radius + soft,
                         .width_px = soft });
}

static void paint_edge(struct painter *p, uint32_t i, int32_t radius)
{
    const struct node *node = &p->tree->nodes[i];
    enum look look = p->places[i].look;
    enum color edge = edge_color(node, look);
    int32_t width = px(p, node->spec.border_um), outline = px(p, OUTLINE_UM);
    bool bare = edge == COLOR_NONE || width == 0, outlined = p->tree->theme->outlined;
    if (bare)
        edge = outlined ? edge_of_bare(node, look) : COLOR_NONE;
    if (edge == COLOR_NONE)
        return;
    /* High contrast has no tints: every edge is a line that can be seen from where one stands. */
    if (outlined && width < outline)
        width = outline;
    put(p, i,
        (struct paint) { .kind = PAINT_BORDER,
                         .box = node->box,
                         .argb = argb_of(p, edge),
                         .radius_px = radius,
                         .width_px = width,
                         .dashed = node->spec.dashed || look == LOOK_DISABLED });
}

/* A veil that is seen on any ground: white over dark, leaf over light. */
static uint32_t pressed_argb(const struct painter *p, uint32_t ground)
{
    bool dark = theme_contrast(ground | 0xff000000u, 0xffffffffu) > 450;
    return dark ? 0x48ffffffu : (argb_of(p, COLOR_LEAF) & 0x00ffffffu) | 0x38000000u;
}

static void paint_ground(struct painter *p, uint32_t i, enum look outer)
{
    const struct node *node = &p->tree->nodes[i];
    enum color fill = fill_color(node, p->places[i].look, outer);
    int32_t radius = px(p, node->spec.radius_um);
    paint_shadow(p, i, radius);
    struct paint ground = { .kind = PAINT_FILL, .box = node->box, .radius_px = radius };
    if (fill != COLOR_NONE) {
        bool fades = node->spec.fill_to != COLOR_NONE && fill == node->spec.fill;
        ground.argb = argb_of(p, fill);
        ground.argb_to = fades ? argb_of(p, node->spec.fill_to) : ground.argb;
        put(p, i, ground);
    }
    if (node->pressed) {
        uint32_t under = argb_of(p, fill != COLOR_NONE ? fill : COLOR_PAPER);
        ground.argb = ground.argb_to = pressed_argb(p, under);
        put(p, i, ground);
    }
    paint_edge(p, i, radius);
}

/* ---- contents ---- */

static struct rect inner_box(const struct painter *p, const struct node *node)
{
    const struct edges *pad = &node->spec.pad;
    int32_t left = px(p, pad->left), top = px(p, pad->top);
    return (struct rect) { node->box.x + left, node->box.y + top,
                           node->box.w - left - px(p, pad->right),
                           node->box.h - top - px(p, pad->bottom) };
}

static int32_t offset(enum align align, int32_t room, int32_t used)
{
    return align == ALIGN_CENTER ? (room - used) / 2 : align == ALIGN_END ? room - used : 0;
}

struct text_line {
    uint32_t node;
    const struct line *line;
    int32_t x, top; /* where the line's first run starts; the line's upper edge */
    int32_t em_px;
};

static int32_t measure_part(const struct painter *p, const struct run *run, int32_t em_px, str part)
{
    return p->measure->width(p->measure->context, run->face, em_px, part);
}

/* The start of the letter that holds this byte: bounds that come from a voice never cut one. */
static uint32_t letter_start(str plain, uint32_t at)
{
    if (at >= plain.len)
        return (uint32_t)plain.len;
    while (at > 0 && ((unsigned char)plain.ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* The mark behind the part of [from, to) that stands on this line. */
static void paint_mark(struct painter *p, const struct text_line *t, uint32_t from, uint32_t to)
{
    const struct node *node = &p->tree->nodes[t->node];
    int32_t left = INT32_MAX, right = INT32_MIN;
    from = letter_start(node->plain, from);
    to = letter_start(node->plain, to);
    for (uint16_t r = 0; r < t->line->run_count; r++) {
        const struct run *run = &node->runs[t->line->first_run + r];
        uint32_t a = from > run->from ? from : run->from, b = to < run->to ? to : run->to;
        if (a >= b)
            continue;
        str before = str_slice(node->plain, run->from, a);
        str word = str_slice(node->plain, a, b);
        int32_t x = t->x + run->x + (before.len ? measure_part(p, run, t->em_px, before) : 0);
        int32_t end = x + measure_part(p, run, t->em_px, word);
        left = x < left ? x : left;
        right = end > right ? end : right;
    }
    if (left >= right)
        return;
    int32_t pad = px(p, MARK_UM), inset = node->line_px / 16;
    put(p, t->node,
        (struct paint) {
            .kind = PAINT_FILL,
            .box = { left - pad, t->top + inset, right - left + 2 * pad, node->line_px - inset },
            .argb = argb_of(p, COLOR_MARK),
            .argb_to = argb_of(p, COLOR_MARK),
            .radius_px = px(p, MM(1.8)) });
}

static void paint_piece(struct painter *p, const struct text_line *t, const struct run *run,
                        struct paint piece)
{
    const struct node *node = &p->tree->nodes[t->node];
    int32_t over = t->em_px / 4; /* italics, accents and tails may leave the line's box */
    piece.kind = PAINT_TEXT;
    piece.face = run->face;
    piece.em_px = t->em_px;
    piece.baseline = t->top + node->ascent_px;
    piece.box.y = t->top - over;
    piece.box.h = node->line_px + 2 * over;
    put(p, t->node, piece);
}

/* One run, in up to three pieces when a spoken word inside it changes colour. */
static void paint_run(struct painter *p, const struct text_line *t, const struct run *run,
                      bool marked)
{
    const struct node *node = &p->tree->nodes[t->node];
    const struct view *view = &p->tree->view;
    enum color ink = ink_color(run->color, p->places[t->node].look);
    uint32_t from = letter_start(node->plain, view->word_from);
    uint32_t to = letter_start(node->plain, view->word_to);
    uint32_t a = from > run->from ? from : run->from;
    uint32_t b = to < run->to ? to : run->to;
    uint32_t plain = argb_of(p, ink), lit = argb_of(p, COLOR_ON_MARK);
    int32_t x = t->x + run->x;
    if (!marked || a >= b || plain == lit) {
        paint_piece(p, t, run,
                    (struct paint) { .box = { x, 0, run->w, 0 },
                                     .argb = plain,
                                     .text = str_slice(node->plain, run->from, run->to) });
        return;
    }
    const uint32_t cuts[4] = { run->from, a, b, run->to };
    for (unsigned k = 0; k < 3; k++) {
        if (cuts[k] == cuts[k + 1])
            continue;
        str before = str_slice(node->plain, run->from, cuts[k]);
        str text = str_slice(node->plain, cuts[k], cuts[k + 1]);
        int32_t before_px = before.len ? measure_part(p, run, t->em_px, before) : 0;
        paint_piece(
            p, t, run,
            (struct paint) { .box = { x + before_px, 0, measure_part(p, run, t->em_px, text), 0 },
                             .argb = k == 1 ? lit : plain,
                             .text = text });
    }
}

static bool being_spoken(const struct painter *p, uint32_t i)
{
    const struct view *view = &p->tree->view;
    return view->word_to > view->word_from && view->speaking != 0 &&
           (p->tree->nodes[i].id == view->speaking || p->places[i].speaking);
}

static void paint_text(struct painter *p, uint32_t i)
{
    const struct node *node = &p->tree->nodes[i];
    const struct view *view = &p->tree->view;
    struct rect inner = inner_box(p, node);
    bool marked = being_spoken(p, i);
    int32_t top = inner.y + offset(node->spec.main, inner.h, node->line_count * node->line_px);
    for (uint16_t k = 0; k < node->line_count; k++) {
        const struct line *line = &node->lines[k];
        struct text_line t = { .node = i,
                               .line = line,
                               .x = inner.x + offset(node->spec.text_align, inner.w, line->w),
                               .top = top + k * node->line_px,
                               .em_px = metrics_em_px(&p->tree->metrics, node->spec.style) };
        if (marked)
            paint_mark(p, &t, view->word_from, view->word_to);
        for (uint16_t r = 0; r < line->run_count; r++)
            paint_run(p, &t, &node->runs[line->first_run + r], marked);
    }
}

static struct rect square_in(struct rect box)
{
    int32_t side = box.w < box.h ? box.w : box.h;
    return (struct rect) { box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side };
}

/* The UTF-8 of the icon; a name that the font lacks shows as its «help» icon, never as nothing. */
static str icon_text(struct painter *p, str name)
{
    uint32_t code = 0;
    if (!icon_find(name, &code) && !icon_find(S("help_outline"), &code))
        return S("");
    char bytes[4];
    size_t len = utf8_encode(code, bytes);
    return arena_str(p->home, (str) { bytes, len });
}

static void paint_content(struct painter *p, uint32_t i)
{
    const struct node *node = &p->tree->nodes[i];
    const struct spec *spec = &node->spec;
    struct rect inner = inner_box(p, node), square = square_in(inner);
    uint32_t ink = argb_of(p, ink_color(spec->color, p->places[i].look));
    switch (spec->content) {
    case CONTENT_TEXT:
        paint_text(p, i);
        break;
    case CONTENT_ICON:
        put(p, i,
            (struct paint) { .kind = PAINT_ICON,
                             .box = square,
                             .argb = ink,
                             .face = FACE_ICON,
                             .em_px = square.w,
                             .text = icon_text(p, spec->text) });
        break;
    case CONTENT_PICTURE:
        put(p, i,
            (struct paint) { .kind = PAINT_PICTURE,
                             .box = inner,
                             .text = spec->text,
                             .radius_px = px(p, spec->radius_um) });
        break;
    case CONTENT_QR:
        put(p, i,
            (struct paint) { .kind = PAINT_QR,
                             .box = square,
                             .argb = argb_of(p, COLOR_QR_DARK),
                             .argb_to = argb_of(p, COLOR_QR_LIGHT),
                             .qr = spec->qr });
        break;
    case CONTENT_ARC:
        put(p, i,
            (struct paint) { .kind = PAINT_ARC,
                             .box = square,
                             .argb = ink,
                             .argb_to = argb_of(p, COLOR_LINE),
                             .width_px = spec->border_um ? px(p, spec->border_um) : px(p, MM(4)),
                             .arc_1000 = spec->arc_1000 });
        break;
    case CONTENT_NONE:
        break;
    }
}

/* ---- rings ---- */

static void paint_ring(struct painter *p, uint32_t i, int32_t outset, int32_t width, uint32_t argb)
{
    const struct node *node = &p->tree->nodes[i];
    put(p, i,
        (struct paint) { .kind = PAINT_BORDER,
                         .box = rect_grow(node->box, outset + width),
                         .argb = argb,
                         .radius_px = px(p, node->spec.radius_um) + outset + width,
                         .width_px = width });
}

/* Two edges of opposite lightness, so that one of them stands out from any neighbour. */
static void paint_focus(struct painter *p, uint32_t i)
{
    int32_t gap = px(p, FOCUS_GAP_UM);
    paint_ring(p, i, 0, gap, argb_of(p, COLOR_CARD));
    paint_ring(p, i, gap, px(p, FOCUS_RING_UM), argb_of(p, COLOR_FOCUS));
}

static void paint_target(struct painter *p, uint32_t i)
{
    uint32_t phase = phase_of(p);
    uint32_t wave = phase < 500 ? phase * 2 : (1000 - phase) * 2;
    int32_t gap = px(p, TARGET_GAP_UM), width = px(p, TARGET_RING_UM);
    int32_t reach = (int32_t)((int64_t)px(p, TARGET_PULSE_UM) * wave / 1000);
    /* «Ô có viền vàng»: yellow in every theme, though high contrast writes nothing in it. */
    bool outlined = p->tree->theme->outlined;
    uint32_t sun = argb_of(p, outlined ? COLOR_MARK : COLOR_SUN);
    if (reach > 0)
        paint_ring(p, i, gap + width, reach, (sun & 0x00ffffffu) | 0x60000000u);
    paint_ring(p, i, gap, width, sun);
    /* Yellow alone is 2:1 on white; its dark edges are what weak eyes see. */
    uint32_t dark = argb_of(p, COLOR_SUN_INK);
    int32_t edge = px(p, outlined ? OUTLINE_UM : TARGET_EDGE_UM);
    paint_ring(p, i, gap + width, edge, dark);
    if (outlined)
        paint_ring(p, i, gap - edge, edge, dark);
}

/* ---- the walk ---- */

/* Goes all the way in the pulse's first half and rests there until the next. */
static int32_t drifted(const struct painter *p, int32_t um)
{
    int64_t phase = phase_of(p) * 2;
    phase = phase < 1000 ? phase : 1000;
    return (int32_t)(px(p, um) * phase / 1000);
}

static struct place place_inside(struct painter *p, uint32_t i)
{
    uint32_t parent = p->tree->nodes[i].parent;
    const struct node *up = &p->tree->nodes[parent];
    struct place place = p->places[parent];
    place.drift.x += drifted(p, p->tree->nodes[i].spec.drift.x);
    place.drift.y += drifted(p, p->tree->nodes[i].spec.drift.y);
    place.speaking = place.speaking ||
                     (up->spec.verb.code != 0 && up->id != 0 && up->id == p->tree->view.speaking);
    if (!up->spec.clip)
        return place;
    int32_t border = px(p, up->spec.border_um), radius = px(p, up->spec.radius_um) - border;
    struct rect inside = rect_grow(up->box, -border);
    place.area = rect_cut(place.area, inside);
    place.round = inside;
    place.round_radius = radius > 0 ? radius : 0;
    return place;
}

static void paint_scrim(struct painter *p, uint32_t i)
{
    uint32_t argb = argb_of(p, COLOR_SCRIM);
    put(p, i,
        (struct paint) {
            .kind = PAINT_FILL, .box = p->places[i].area, .argb = argb, .argb_to = argb });
}

static void paint_enter(struct painter *p, uint32_t i)
{
    const struct node *node = &p->tree->nodes[i];
    enum look outer = LOOK_PLAIN;
    if (i > 0) {
        p->places[i] = place_inside(p, i);
        outer = p->places[i].look;
    }
    p->places[i].look = look_of(node, outer);
    if (node->spec.modal)
        paint_scrim(p, i);
    paint_ground(p, i, outer);
    paint_content(p, i);
}

static void paint_leave(struct painter *p, uint32_t i)
{
    const struct node *node = &p->tree->nodes[i];
    if (node->spec.ring)
        paint_target(p, i);
    if (node->focused)
        paint_focus(p, i);
}

struct paint_list paint_tree(const struct tree *tree, const struct measure *measure, arena *home)
{
    struct painter p = { .tree = tree,
                         .measure = measure,
                         .home = home,
                         .cap = tree->count * 2 + 8,
                         .places = arena_new(home, struct place, tree->count) };
    must(tree->count > 0);
    p.list.items = arena_new(home, struct paint, p.cap);
    struct extent panel = tree->metrics.panel;
    p.places[0].area = (struct rect) { 0, 0, panel.w, panel.h };
    struct order order = order_make(tree, home);
    for (uint32_t i = 0; i < order.count; i++) {
        if (order.steps[i].leaves)
            paint_leave(&p, order.steps[i].node);
        else
            paint_enter(&p, order.steps[i].node);
    }
    return p.list;
}
