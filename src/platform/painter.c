#include "platform/painter.h"

#include <stdlib.h>

#include "base/must.h"
#include "platform/blend.h"
#include "platform/target.h"

void painter_open(struct painter **out, struct text *text, struct pictures *pictures)
{
    struct painter *painter = calloc(1, sizeof *painter);
    must(painter != NULL);
    painter->text = text;
    painter->pictures = pictures;
    *out = painter;
}

void painter_close(struct painter *painter)
{
    if (!painter)
        return;
    corners_finish(&painter->corners);
    free(painter);
}

/* ---- boxes ---- */

/* The part of columns [from, to) that may be painted in this row. */
static void span_in(const struct target *t, int32_t y, int32_t from, int32_t to, uint32_t argb)
{
    struct rect clip = t->canvas.clip;
    from = from > clip.x ? from : clip.x;
    to = to < clip.x + clip.w ? to : clip.x + clip.w;
    if (from < to)
        canvas_span(&t->canvas, (struct point) { from, y }, to - from, argb, NULL);
}

/* The same with a byte of coverage for each column, cover standing for column from. */
static void cover_in(const struct target *t, int32_t y, int32_t from, int32_t to,
                     const uint8_t *cover)
{
    struct rect clip = t->canvas.clip;
    int32_t first = from > clip.x ? from : clip.x;
    to = to < clip.x + clip.w ? to : clip.x + clip.w;
    if (first < to)
        canvas_span(&t->canvas, (struct point) { first, y }, to - first, t->cmd->argb,
                    cover + (first - from));
}

static uint32_t fainter(uint32_t argb, uint32_t cover)
{
    return (argb & 0xffffffu) | blend_255((argb >> 24) * cover) << 24;
}

static uint32_t row_color(const struct paint *cmd, int32_t y)
{
    if (cmd->argb_to == 0 || cmd->argb_to == cmd->argb)
        return cmd->argb;
    return blend_mix(cmd->argb, cmd->argb_to, y - cmd->box.y, cmd->box.h - 1);
}

static void paint_fill(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct slice slice = corners_slice(&t->painter->corners, cmd->box, cmd->radius_px, 0);
    struct rect area = rect_cut(cmd->box, t->canvas.clip);
    int32_t left = cmd->box.x, right = left + cmd->box.w, r = slice.radius;
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        const uint8_t *row = slice_row(&slice, y);
        struct paint colored = *cmd;
        colored.argb = row_color(cmd, y);
        struct target painted = { t->painter, t->canvas, &colored };
        if (!row || row[0] == 255) {
            span_in(t, y, left, right, colored.argb);
            continue;
        }
        cover_in(&painted, y, left, left + r, row);
        span_in(t, y, left + r, right - r, colored.argb);
        cover_in(&painted, y, right - r, right, row + r + 1);
    }
}

/* What casts the shadow covers its middle, wherever within soft pixels it stands. */
static void paint_shadow(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    int32_t soft = cmd->width_px > 0 ? cmd->width_px : 1;
    struct slice slice = corners_slice(&t->painter->corners, cmd->box, cmd->radius_px, soft);
    struct rect area = rect_cut(cmd->box, t->canvas.clip);
    int32_t left = cmd->box.x, right = left + cmd->box.w, r = slice.radius;
    if (!slice.at)
        return;
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        const uint8_t *row = slice_row(&slice, y);
        bool hidden = y >= cmd->box.y + soft && y < cmd->box.y + cmd->box.h - 2 * soft;
        cover_in(t, y, left, left + r, row);
        if (!hidden)
            span_in(t, y, left + r, right - r, fainter(cmd->argb, row[r]));
        cover_in(t, y, right - r, right, row + r + 1);
    }
}

/* ---- borders ---- */

struct border {
    struct slice outer, inner;
    int32_t edge; /* beyond it only straight lines */
};

/* Whether a dashed border shows at this place along its edge. */
static bool dash_on(const struct paint *cmd, int32_t x, int32_t y)
{
    int32_t period = cmd->width_px * 6;
    int32_t along = (x - cmd->box.x) + (y - cmd->box.y);
    return !cmd->dashed || period <= 0 || along % period < cmd->width_px * 4;
}

/* Pixel by pixel: corners, and whatever is dashed. */
static void border_part(const struct target *t, const struct border *b, int32_t y, int32_t from,
                        int32_t to)
{
    struct rect clip = t->canvas.clip;
    from = from > clip.x ? from : clip.x;
    to = to < clip.x + clip.w ? to : clip.x + clip.w;
    for (int32_t x = from; x < to; x++) {
        struct point at = { x, y };
        uint32_t outer = slice_cover(&b->outer, x, y);
        uint32_t hole = rect_has(b->inner.box, at) ? slice_cover(&b->inner, x, y) : 0;
        if (outer > hole && dash_on(t->cmd, x, y))
            canvas_plot(&t->canvas, at, t->cmd->argb, outer - hole);
    }
}

static void border_row(const struct target *t, const struct border *b, int32_t y)
{
    const struct paint *cmd = t->cmd;
    int32_t left = cmd->box.x, right = left + cmd->box.w, width = cmd->width_px;
    int32_t from_top = y - cmd->box.y, from_bottom = cmd->box.y + cmd->box.h - 1 - y;
    int32_t d = from_top < from_bottom ? from_top : from_bottom;
    int32_t part = d < b->edge ? b->edge : width;
    border_part(t, b, y, left, left + part);
    if (d < width && cmd->dashed)
        border_part(t, b, y, left + part, right - part);
    else if (d < width)
        span_in(t, y, left + part, right - part, cmd->argb);
    border_part(t, b, y, right - part, right);
}

static void paint_border(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct corners *corners = &t->painter->corners;
    struct rect area = rect_cut(cmd->box, t->canvas.clip);
    struct border b = { .outer = corners_slice(corners, cmd->box, cmd->radius_px, 0) };
    int32_t width = cmd->width_px, most = cmd->box.w < cmd->box.h ? cmd->box.w : cmd->box.h;
    if (2 * width >= most) {
        paint_fill(t);
        return;
    }
    b.inner = corners_slice(corners, rect_grow(cmd->box, -width), b.outer.radius - width, 0);
    b.edge = b.outer.radius > width ? b.outer.radius : width;
    for (int32_t y = area.y; y < area.y + area.h; y++)
        border_row(t, &b, y);
}

/* ---- text ---- */

static void paint_mask(const struct target *t, const struct mask *mask, struct point at)
{
    struct rect area = rect_cut((struct rect) { at.x, at.y, mask->w, mask->h }, t->canvas.clip);
    for (int32_t y = area.y; y < area.y + area.h; y++)
        cover_in(t, y, at.x, at.x + mask->w, mask->at + (ptrdiff_t)(y - at.y) * mask->w);
}

static void paint_text(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct mask mask;
    if (text_mask(t->painter->text, cmd->face, cmd->em_px, cmd->text, &mask))
        paint_mask(t, &mask, (struct point) { cmd->box.x + mask.left, cmd->baseline - mask.top });
}

/* Icons fill an em square: centred in the box by their own size. */
static void paint_icon(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct mask mask;
    if (text_mask(t->painter->text, FACE_ICON, cmd->em_px, cmd->text, &mask))
        paint_mask(t, &mask,
                   (struct point) { cmd->box.x + (cmd->box.w - mask.w) / 2,
                                    cmd->box.y + (cmd->box.h - mask.h) / 2 });
}

/* ---- the list ---- */

static void (*const paints[])(const struct target *t) = {
    [PAINT_FILL] = paint_fill, [PAINT_BORDER] = paint_border, [PAINT_SHADOW] = paint_shadow,
    [PAINT_TEXT] = paint_text, [PAINT_ICON] = paint_icon,     [PAINT_PICTURE] = figure_picture,
    [PAINT_QR] = figure_qr,    [PAINT_ARC] = figure_arc,
};
static_assert(COUNT_OF(paints) == PAINT_KIND_COUNT, "a way to paint every command");

static void paint_one(struct painter *painter, const struct pixels *pixels, const struct paint *cmd,
                      struct rect part)
{
    struct target t = { painter, { .pixels = pixels, .clip = rect_cut(cmd->clip, part) }, cmd };
    if (cmd->clip_radius_px > 0) {
        t.canvas.clip = rect_cut(t.canvas.clip, cmd->clip_round);
        struct slice glass =
            corners_slice(&painter->corners, cmd->clip_round, cmd->clip_radius_px, 0);
        if (glass.at)
            t.canvas.cuts[t.canvas.cut_count++] = glass;
    }
    if (!rect_empty(t.canvas.clip))
        paints[cmd->kind](&t);
}

void painter_paint(struct painter *painter, const struct pixels *pixels,
                   const struct paint_list *list, const struct damage_rects *damage)
{
    struct rect all = { 0, 0, pixels->size.w, pixels->size.h };
    for (uint32_t r = 0; r < damage->count; r++) {
        struct rect part = rect_cut(damage->rects[r], all);
        for (uint32_t i = 0; i < list->count; i++)
            if (!rect_empty(rect_cut(list->items[i].box, part)) ||
                list->items[i].kind == PAINT_TEXT)
                paint_one(painter, pixels, &list->items[i], part);
    }
}
