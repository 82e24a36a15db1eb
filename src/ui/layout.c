#include "ui/layout.h"

#include "base/must.h"
#include "ui/share.h"
#include "ui/wrap.h"

enum axis { AXIS_X, AXIS_Y };
#define AXES 2

/* What layout knows of a node while it works; pixels. */
struct slot {
    int32_t before[AXES], after[AXES]; /* padding */
    int32_t gap;
    int32_t want[AXES], least[AXES];
    int32_t size[AXES], at[AXES];
    /* gathered from the children, which come later in the array and are done earlier */
    int32_t sum_want, sum_least, sum_count;
    int32_t more_want; /* of a paged column: the height of its «Xem thêm» */
    struct shape *shape;
    int32_t wrapped_px; /* 1 + the width that the text was last wrapped at; 0: not yet */
};

struct layout {
    struct tree *tree;
    struct wrap_tools tools;
    struct slot *slots;
    struct rect *areas;   /* what a clipping ancestor leaves to be seen */
    struct share *shares; /* children of the box at work */
    uint32_t *share_nodes;
};

#define PICTURE_UM MM(40)
#define PICTURE_LEAST_UM MM(20)
#define ICON_UM MM(10)

static int32_t px(const struct layout *l, int32_t um)
{
    return metrics_px(&l->tree->metrics, um);
}

static const struct sizing *sizing_of(const struct spec *spec, enum axis axis)
{
    return axis == AXIS_X ? &spec->width : &spec->height;
}

static bool along(const struct spec *spec, enum axis axis)
{
    return axis == AXIS_X ? spec->flow == FLOW_ROW : spec->flow == FLOW_COLUMN;
}

static bool floats(const struct node *node)
{
    return node->spec.anchor != ANCHOR_NONE;
}

static int32_t padding(const struct slot *slot, enum axis axis)
{
    return slot->before[axis] + slot->after[axis];
}

static int32_t within(const struct layout *l, const struct sizing *sizing, int32_t size)
{
    if (sizing->max_um > 0 && size > px(l, sizing->max_um))
        size = px(l, sizing->max_um);
    if (sizing->min_um > 0 && size < px(l, sizing->min_um))
        size = px(l, sizing->min_um);
    return size;
}

/* ---- what a box wants ---- */

static void slot_prepare(struct layout *l, uint32_t i)
{
    const struct spec *spec = &l->tree->nodes[i].spec;
    struct slot *slot = &l->slots[i];
    slot->before[AXIS_X] = px(l, spec->pad.left);
    slot->after[AXIS_X] = px(l, spec->pad.right);
    slot->before[AXIS_Y] = px(l, spec->pad.top);
    slot->after[AXIS_Y] = px(l, spec->pad.bottom);
    slot->gap = px(l, spec->gap);
    if (spec->content == CONTENT_TEXT) {
        slot->shape = arena_new(l->tools.home, struct shape, 1);
        wrap_shape(&l->tools, spec, slot->shape);
    }
}

static int32_t ratio_1000(const struct layout *l, const struct spec *spec)
{
    if (spec->ratio_1000 > 0 || spec->content != CONTENT_PICTURE)
        return spec->ratio_1000;
    const struct measure *measure = l->tools.measure;
    return measure->picture_ratio ? measure->picture_ratio(measure->context, spec->text) : 0;
}

struct need {
    int32_t want, least;
};

static struct need content_width(const struct layout *l, const struct node *node,
                                 const struct slot *slot)
{
    const struct spec *spec = &node->spec;
    int32_t side = spec->icon_um > 0 ? px(l, spec->icon_um) : px(l, PICTURE_UM);
    switch (spec->content) {
    case CONTENT_TEXT:
        return (struct need) { slot->shape->fit_w, slot->shape->least_w };
    case CONTENT_ICON:
        side = px(l, spec->icon_um > 0 ? spec->icon_um : ICON_UM);
        return (struct need) { side, side };
    case CONTENT_PICTURE:
        if (spec->height.kind == SIZE_FIXED)
            side = (int32_t)((int64_t)px(l, spec->height.amount) * ratio_1000(l, spec) / 1000);
        return (struct need) { side,
                               side < px(l, PICTURE_LEAST_UM) ? side : px(l, PICTURE_LEAST_UM) };
    case CONTENT_QR:
    case CONTENT_ARC:
        return (struct need) { side, side };
    case CONTENT_NONE:
        break;
    }
    return (struct need) { 0, 0 };
}

static struct need content_height(const struct layout *l, const struct node *node,
                                  const struct slot *slot)
{
    const struct spec *spec = &node->spec;
    int32_t inner = slot->size[AXIS_X] - padding(slot, AXIS_X);
    int32_t ratio = ratio_1000(l, spec), least = px(l, PICTURE_LEAST_UM);
    int32_t high = ratio > 0 ? (int32_t)((int64_t)inner * 1000 / ratio) : inner;
    int32_t text = node->line_count * node->line_px;
    int32_t icon = px(l, spec->icon_um > 0 ? spec->icon_um : ICON_UM);
    switch (spec->content) {
    case CONTENT_TEXT:
        return (struct need) { text, text };
    case CONTENT_ICON:
        return (struct need) { icon, icon };
    case CONTENT_PICTURE:
        return (struct need) { high, high < least ? high : least };
    case CONTENT_QR:
    case CONTENT_ARC:
        return (struct need) { inner, inner };
    case CONTENT_NONE:
        break;
    }
    return (struct need) { 0, 0 };
}

static struct need children_need(const struct node *node, const struct slot *slot, enum axis axis)
{
    struct need need = { slot->sum_want, slot->sum_least };
    if (along(&node->spec, axis) && slot->sum_count > 1) {
        int32_t gaps = slot->gap * (slot->sum_count - 1);
        need.want += gaps;
        need.least += gaps;
    }
    if (node->spec.paged && axis == AXIS_Y && slot->more_want > 0) {
        int32_t page = slot->sum_least + slot->gap + slot->more_want;
        need.least = page < need.want ? page : need.want;
    }
    return need;
}

/* Adds a finished child to what its parent wants. */
static void need_pass_up(struct layout *l, uint32_t i, enum axis axis)
{
    const struct node *node = &l->tree->nodes[i];
    const struct node *parent = &l->tree->nodes[node->parent];
    struct slot *slot = &l->slots[i], *up = &l->slots[node->parent];
    int32_t want = slot->want[axis], least = slot->least[axis];
    bool paged = parent->spec.paged && axis == AXIS_Y;
    if (paged && up->more_want == 0) {
        up->more_want = want; /* the last child, met first */
        return;
    }
    up->sum_count++;
    bool sum = along(&parent->spec, axis);
    up->sum_want = sum ? up->sum_want + want : (want > up->sum_want ? want : up->sum_want);
    if (sum && !paged)
        up->sum_least += least;
    else if (paged ? want > up->sum_least : least > up->sum_least)
        up->sum_least = paged ? want : least;
}

static void fit(struct layout *l, enum axis axis)
{
    for (uint32_t i = l->tree->count; i-- > 0;) {
        struct node *node = &l->tree->nodes[i];
        struct slot *slot = &l->slots[i];
        const struct sizing *sizing = sizing_of(&node->spec, axis);
        struct need content =
            axis == AXIS_X ? content_width(l, node, slot) : content_height(l, node, slot);
        struct need inside = children_need(node, slot, axis);
        int32_t pad = padding(slot, axis);
        int32_t want = pad + (content.want > inside.want ? content.want : inside.want);
        int32_t least = pad + (content.least > inside.least ? content.least : inside.least);
        if (sizing->kind == SIZE_FIXED)
            want = least = px(l, sizing->amount);
        else if (axis == AXIS_Y && node->spec.ratio_1000 > 0 && !node->spec.content)
            want = (int32_t)((int64_t)slot->size[AXIS_X] * 1000 / node->spec.ratio_1000);
        slot->want[axis] = within(l, sizing, want);
        slot->least[axis] = within(l, sizing, least);
        /* A greatest height is how far a box grows, never a reason to cut what is in it. */
        if (axis == AXIS_Y && slot->least[axis] < least)
            slot->least[axis] = least;
        if (slot->want[axis] < slot->least[axis])
            slot->want[axis] = slot->least[axis];
        slot->sum_want = slot->sum_least = slot->sum_count = slot->more_want = 0;
        if (i > 0 && !floats(node))
            need_pass_up(l, i, axis);
    }
}

/* Length inside the padding, and where it starts: a box too small for its padding has a point
 * there. */
static int32_t inner_of(const struct slot *slot, enum axis axis, int32_t *start_out)
{
    int32_t inner = slot->size[axis] - padding(slot, axis);
    *start_out = slot->at[axis] + slot->before[axis];
    if (inner >= 0)
        return inner;
    *start_out = slot->at[axis] +
                 (int32_t)((int64_t)slot->size[axis] * slot->before[axis] / padding(slot, axis));
    return 0;
}

/* ---- what it gets ---- */

static int32_t percent_of(int32_t whole, int32_t of_100)
{
    return (int32_t)((int64_t)whole * of_100 / 100);
}

/* The alignment of children on this axis. */
static enum align align_on(const struct spec *spec, enum axis axis)
{
    bool main = along(spec, axis) || (spec->flow == FLOW_STACK && axis == AXIS_Y);
    return main ? spec->main : spec->cross;
}

/* Size of a child on the axis on which its parent only aligns. */
static int32_t across(const struct layout *l, uint32_t child, enum axis axis, int32_t inner)
{
    const struct node *node = &l->tree->nodes[child];
    const struct sizing *sizing = sizing_of(&node->spec, axis);
    const struct spec *parent = &l->tree->nodes[node->parent].spec;
    int32_t size = l->slots[child].want[axis];
    bool keeps = axis == AXIS_Y && node->spec.ratio_1000 > 0;
    if (sizing->kind == SIZE_PERCENT)
        size = within(l, sizing, percent_of(inner, sizing->amount));
    else if (sizing->kind == SIZE_GROW ||
             (sizing->kind == SIZE_FIT && align_on(parent, axis) == ALIGN_STRETCH && !keeps))
        size = within(l, sizing, inner);
    if (size < l->slots[child].least[axis])
        size = l->slots[child].least[axis];
    return size < inner ? size : inner;
}

static int32_t greatest(const struct layout *l, const struct sizing *sizing, int32_t least)
{
    int32_t max = sizing->max_um > 0 ? px(l, sizing->max_um) : 0;
    return max > 0 && max < least ? least : max;
}

static uint32_t gather_children(struct layout *l, uint32_t i, enum axis axis, int32_t inner)
{
    uint32_t count = 0;
    const struct node *nodes = l->tree->nodes;
    for (uint32_t child = i + 1; child < nodes[i].end; child = nodes[child].end) {
        if (floats(&nodes[child]) || !nodes[child].shown)
            continue;
        const struct sizing *sizing = sizing_of(&nodes[child].spec, axis);
        const struct slot *slot = &l->slots[child];
        l->share_nodes[count] = child;
        l->shares[count++] = (struct share) {
            .kind = sizing->kind,
            .weight = sizing->amount,
            .want = sizing->kind == SIZE_PERCENT
                        ? within(l, sizing, percent_of(inner, sizing->amount))
                        : slot->want[axis],
            .least = slot->least[axis],
            .max = greatest(l, sizing, slot->least[axis]),
        };
    }
    return count;
}

static void place_along(struct layout *l, uint32_t i, enum axis axis)
{
    const struct spec *spec = &l->tree->nodes[i].spec;
    const struct slot *slot = &l->slots[i];
    int32_t at, inner = inner_of(slot, axis, &at);
    uint32_t count = gather_children(l, i, axis, inner);
    if (count == 0)
        return;
    int32_t between = (int32_t)count - 1, gap = slot->gap;
    if (between > 0 && gap > inner / between)
        gap = inner / between;
    share_out(l->shares, count, inner - gap * between);
    int32_t left = inner - gap * between;
    for (uint32_t k = 0; k < count; k++)
        left -= l->shares[k].got;
    if (spec->main == ALIGN_CENTER)
        at += left / 2;
    else if (spec->main == ALIGN_END)
        at += left;
    for (uint32_t k = 0; k < count; k++) {
        struct slot *child = &l->slots[l->share_nodes[k]];
        child->at[axis] = at;
        child->size[axis] = l->shares[k].got;
        at += l->shares[k].got + gap;
        if (spec->main == ALIGN_STRETCH && k + 1 < count) {
            int32_t part = left / (int32_t)(count - 1 - k);
            at += part;
            left -= part;
        }
    }
}

static void place_across(struct layout *l, uint32_t i, enum axis axis)
{
    const struct node *nodes = l->tree->nodes;
    const struct slot *slot = &l->slots[i];
    int32_t start, inner = inner_of(slot, axis, &start);
    enum align align = align_on(&nodes[i].spec, axis);
    for (uint32_t c = i + 1; c < nodes[i].end; c = nodes[c].end) {
        if (floats(&nodes[c]) || !nodes[c].shown)
            continue;
        struct slot *child = &l->slots[c];
        child->size[axis] = across(l, c, axis, inner);
        int32_t left = inner - child->size[axis];
        child->at[axis] = start + (align == ALIGN_CENTER ? left / 2
                                   : align == ALIGN_END  ? left
                                                         : 0);
    }
}

/* ---- floats ---- */

/* -1 at the start, 0 in the middle, 1 at the end. */
static int32_t anchor_side(enum anchor anchor, enum axis axis)
{
    int32_t cell = (int32_t)anchor - (int32_t)ANCHOR_TOP_LEFT; /* rows of three */
    return (axis == AXIS_X ? cell % 3 : cell / 3) - 1;
}

static void place_float(struct layout *l, uint32_t child, enum axis axis)
{
    const struct node *node = &l->tree->nodes[child];
    const struct sizing *sizing = sizing_of(&node->spec, axis);
    const struct slot *up = &l->slots[node->parent];
    struct slot *slot = &l->slots[child];
    int32_t panel = axis == AXIS_X ? l->tree->metrics.panel.w : l->tree->metrics.panel.h;
    int32_t size = slot->want[axis];
    if (sizing->kind == SIZE_PERCENT)
        size = within(l, sizing, percent_of(up->size[axis], sizing->amount));
    else if (sizing->kind == SIZE_GROW)
        size = within(l, sizing, up->size[axis]);
    slot->size[axis] = size < panel ? size : panel;
    int32_t side = anchor_side(node->spec.anchor, axis);
    int32_t left = up->size[axis] - slot->size[axis];
    int32_t at = up->at[axis] +
                 (side < 0   ? 0
                  : side > 0 ? left
                             : left / 2) +
                 px(l, axis == AXIS_X ? node->spec.shift.x : node->spec.shift.y);
    /* A float that would hang over the edge of the glass is moved back onto it. */
    if (at + slot->size[axis] > panel)
        at = panel - slot->size[axis];
    slot->at[axis] = at > 0 ? at : 0;
}

/* ---- pages ---- */

static void hide(struct layout *l, uint32_t i)
{
    for (uint32_t k = i; k < l->tree->nodes[i].end; k++)
        l->tree->nodes[k].shown = false;
}

/* Children of a paged column on each page: sets their page numbers in share_nodes order. */
static uint16_t number_pages(struct layout *l, uint32_t count, int32_t gap, int32_t room)
{
    uint16_t page = 0;
    int32_t used = 0;
    for (uint32_t k = 0; k < count; k++) {
        int32_t high = l->shares[k].want;
        if (used > 0 && used + gap + high > room) {
            page++;
            used = 0;
        }
        used += (used > 0 ? gap : 0) + high;
        l->shares[k].got = page;
    }
    return (uint16_t)(page + 1);
}

/* The page on which the child that holds this id stands; 0 when none does. */
static int32_t page_holding(struct layout *l, uint32_t count, uint32_t id)
{
    const struct node *nodes = l->tree->nodes;
    for (uint32_t k = 0; k < count && id != 0; k++) {
        uint32_t child = l->share_nodes[k];
        for (uint32_t c = child; c < nodes[child].end; c++)
            if (nodes[c].id == id)
                return l->shares[k].got;
    }
    return 0;
}

static void choose_page(struct layout *l, uint32_t i)
{
    struct node *node = &l->tree->nodes[i];
    const struct slot *slot = &l->slots[i];
    int32_t room = slot->size[AXIS_Y] - padding(slot, AXIS_Y);
    uint32_t count = gather_children(l, i, AXIS_Y, room);
    node->pages = 1;
    if (count == 0)
        return;
    uint32_t more = l->share_nodes[--count];
    if (number_pages(l, count, slot->gap, room) == 1) {
        hide(l, more);
        return;
    }
    room -= slot->gap + l->slots[more].want[AXIS_Y];
    node->pages = number_pages(l, count, slot->gap, room);
    int32_t first = page_holding(l, count, node->spec.page_shows);
    int32_t page = (first + node->spec.page) % node->pages;
    for (uint32_t k = 0; k < count; k++)
        if (l->shares[k].got != page)
            hide(l, l->share_nodes[k]);
}

/* ---- the sweeps ---- */

static void place(struct layout *l, enum axis axis)
{
    struct node *nodes = l->tree->nodes;
    l->slots[0].at[axis] = 0;
    l->slots[0].size[axis] = axis == AXIS_X ? l->tree->metrics.panel.w : l->tree->metrics.panel.h;
    for (uint32_t i = 0; i < l->tree->count; i++) {
        if (!nodes[i].shown)
            continue;
        if (axis == AXIS_Y && nodes[i].spec.paged)
            choose_page(l, i);
        if (along(&nodes[i].spec, axis))
            place_along(l, i, axis);
        else
            place_across(l, i, axis);
        for (uint32_t c = i + 1; c < nodes[i].end; c = nodes[c].end)
            if (floats(&nodes[c]))
                place_float(l, c, axis);
    }
}

static int32_t widest_line(const struct node *node)
{
    int32_t widest = 0;
    for (uint16_t k = 0; k < node->line_count; k++)
        if (node->lines[k].w > widest)
            widest = node->lines[k].w;
    return widest;
}

/* Wraps every text whose width is new. True when a wrapped text could do with less than it got, so
 * that an icon beside it would stand too far away. */
static bool wrap_all(struct layout *l)
{
    bool loose = false;
    for (uint32_t i = 0; i < l->tree->count; i++) {
        struct slot *slot = &l->slots[i];
        struct node *node = &l->tree->nodes[i];
        int32_t width = slot->size[AXIS_X] - padding(slot, AXIS_X);
        if (!slot->shape || slot->wrapped_px == width + 1)
            continue;
        wrap_lines(&l->tools, slot->shape, width, node);
        slot->wrapped_px = width + 1;
        if (node->spec.width.kind != SIZE_FIT || node->line_count < 2)
            continue;
        slot->shape->fit_w = widest_line(node);
        loose = loose || slot->shape->fit_w < width;
    }
    return loose;
}

static struct rect inside_border(const struct layout *l, const struct node *node)
{
    return node->spec.border_um > 0 ? rect_grow(node->box, -px(l, node->spec.border_um))
                                    : node->box;
}

static bool loses_text(const struct node *node, const struct slot *slot)
{
    int32_t w = slot->size[AXIS_X] - padding(slot, AXIS_X);
    int32_t h = slot->size[AXIS_Y] - padding(slot, AXIS_Y);
    if (node->line_count * node->line_px > h)
        return true;
    for (uint16_t i = 0; i < node->line_count; i++)
        if (node->lines[i].w > w)
            return true;
    return false;
}

static void finish_boxes(struct layout *l)
{
    struct extent panel = l->tree->metrics.panel;
    l->areas[0] = (struct rect) { 0, 0, panel.w, panel.h };
    for (uint32_t i = 0; i < l->tree->count; i++) {
        struct node *node = &l->tree->nodes[i];
        const struct slot *slot = &l->slots[i];
        node->want = (struct extent) { slot->want[AXIS_X], slot->want[AXIS_Y] };
        node->least = (struct extent) { slot->least[AXIS_X], slot->least[AXIS_Y] };
        if (i > 0) {
            const struct node *up = &l->tree->nodes[node->parent];
            l->areas[i] = up->spec.clip ? rect_cut(l->areas[node->parent], inside_border(l, up))
                                        : l->areas[node->parent];
        }
        if (!node->shown)
            continue;
        node->box = (struct rect) { slot->at[AXIS_X], slot->at[AXIS_Y], slot->size[AXIS_X],
                                    slot->size[AXIS_Y] };
        node->clip = rect_cut(node->box, l->areas[i]);
        node->cut = node->cut || loses_text(node, slot);
    }
}

void layout_tree(struct tree *tree, const struct measure *measure, arena *home)
{
    struct layout l = {
        .tree = tree,
        .tools = { home, measure, &tree->metrics },
        .slots = arena_new(home, struct slot, tree->count),
        .areas = arena_new(home, struct rect, tree->count),
        .shares = arena_new(home, struct share, tree->count),
        .share_nodes = arena_new(home, uint32_t, tree->count),
    };
    must(tree->count > 0);
    for (uint32_t i = 0; i < tree->count; i++)
        slot_prepare(&l, i);
    fit(&l, AXIS_X);
    place(&l, AXIS_X);
    if (wrap_all(&l)) {
        fit(&l, AXIS_X);
        place(&l, AXIS_X);
        wrap_all(&l);
    }
    fit(&l, AXIS_Y);
    place(&l, AXIS_Y);
    finish_boxes(&l);
}
