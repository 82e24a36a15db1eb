#include "platform/painter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "platform/blend.h"
#include "platform/corner.h"

struct painter {
    struct text *text;
    struct pictures *pictures;
    struct corners corners;
};

/* What one command paints into: its clip is already cut to the damaged rectangle. */
struct target {
    struct painter *painter;
    const struct pixels *pixels;
    const struct paint *cmd;
    struct rect clip;
};

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

static uint32_t *row_at(const struct target *t, int32_t x, int32_t y)
{
    return t->pixels->at + (ptrdiff_t)y * t->pixels->stride + x;
}

/* Coverage of a rounded box at a pixel inside it: 255 but in its corners. */
static uint32_t rounded(const uint8_t *mask, struct rect box, int32_t radius, int32_t x, int32_t y)
{
    int32_t dx = x - box.x, dy = y - box.y;
    if (dx >= radius)
        dx = box.w - 1 - dx;
    if (dy >= radius)
        dy = box.h - 1 - dy;
    if (dx >= radius || dy >= radius)
        return 255;
    return mask[dy * radius + dx];
}

static int32_t fit_radius(struct rect box, int32_t radius)
{
    int32_t most = (box.w < box.h ? box.w : box.h) / 2;
    return radius < most ? radius : most;
}

/* The command's rounded clip (the practice phone's glass): coverage at a pixel. */
static uint32_t clip_cover(const struct target *t, int32_t x, int32_t y)
{
    const struct paint *cmd = t->cmd;
    int32_t radius = cmd->clip_radius_px;
    if (radius <= 0)
        return 255;
    radius = fit_radius(cmd->clip_round, radius);
    if (radius <= 0 || !rect_has(cmd->clip_round, (struct point) { x, y }))
        return radius <= 0 ? 255 : 0;
    const uint8_t *mask = corner_mask(&t->painter->corners, radius);
    return rounded(mask, cmd->clip_round, radius, x, y);
}

/* Whether the area touches the round clip's corners, so that each pixel must be asked. */
static bool needs_clip(const struct target *t, struct rect area)
{
    const struct paint *cmd = t->cmd;
    if (cmd->clip_radius_px <= 0)
        return false;
    int32_t radius = fit_radius(cmd->clip_round, cmd->clip_radius_px);
    struct rect level = { cmd->clip_round.x, cmd->clip_round.y + radius, cmd->clip_round.w,
                          cmd->clip_round.h - 2 * radius };
    struct rect upright = { cmd->clip_round.x + radius, cmd->clip_round.y,
                            cmd->clip_round.w - 2 * radius, cmd->clip_round.h };
    return !rect_same(rect_cut(area, level), area) && !rect_same(rect_cut(area, upright), area);
}

static void fill_span(uint32_t *at, int32_t count, uint32_t argb)
{
    uint32_t alpha = argb >> 24;
    if (alpha == 255) {
        for (int32_t i = 0; i < count; i++)
            at[i] = argb;
        return;
    }
    for (int32_t i = 0; i < count; i++)
        at[i] = blend_over(at[i], argb, alpha);
}

static void plot(const struct target *t, int32_t x, int32_t y, uint32_t argb, uint32_t cover)
{
    uint32_t alpha = blend_255((argb >> 24) * blend_255(cover * clip_cover(t, x, y)));
    uint32_t *at = row_at(t, x, y);
    if (alpha)
        *at = blend_over(*at, argb, alpha);
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
    struct rect area = rect_cut(cmd->box, t->clip);
    int32_t radius = fit_radius(cmd->box, cmd->radius_px);
    const uint8_t *mask = radius > 0 ? corner_mask(&t->painter->corners, radius) : NULL;
    bool clipped = needs_clip(t, area);
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        uint32_t argb = row_color(cmd, y);
        int32_t from_top = y - cmd->box.y, from_bottom = cmd->box.y + cmd->box.h - 1 - y;
        bool corner_row = mask && (from_top < radius || from_bottom < radius);
        int32_t left = area.x, right = area.x + area.w;
        if (clipped) {
            for (int32_t x = left; x < right; x++)
                plot(t, x, y, argb, mask ? rounded(mask, cmd->box, radius, x, y) : 255);
            continue;
        }
        if (corner_row) {
            for (; left < right && left < cmd->box.x + radius; left++)
                plot(t, left, y, argb, rounded(mask, cmd->box, radius, left, y));
            for (; right > left && right > cmd->box.x + cmd->box.w - radius; right--)
                plot(t, right - 1, y, argb, rounded(mask, cmd->box, radius, right - 1, y));
        }
        fill_span(row_at(t, left, y), right - left, argb);
    }
}

/* Whether a dashed border shows at this place along its edge. */
static bool dash_on(const struct paint *cmd, int32_t x, int32_t y)
{
    int32_t period = cmd->width_px * 6;
    int32_t along = (x - cmd->box.x) + (y - cmd->box.y);
    return !cmd->dashed || period <= 0 || along % period < cmd->width_px * 4;
}

static void border_row(const struct target *t, struct rect area, int32_t y, const uint8_t *masks[2])
{
    const struct paint *cmd = t->cmd;
    struct rect inner = rect_grow(cmd->box, -cmd->width_px);
    int32_t radius = fit_radius(cmd->box, cmd->radius_px);
    int32_t inner_radius = radius > cmd->width_px ? radius - cmd->width_px : 0;
    int32_t edge = radius > cmd->width_px ? radius : cmd->width_px;
    bool middle = y >= cmd->box.y + edge && y < cmd->box.y + cmd->box.h - edge;
    for (int32_t x = area.x; x < area.x + area.w; x++) {
        if (middle && x >= cmd->box.x + cmd->width_px &&
            x < cmd->box.x + cmd->box.w - cmd->width_px) {
            x = cmd->box.x + cmd->box.w - cmd->width_px - 1;
            continue;
        }
        uint32_t outer = masks[0] ? rounded(masks[0], cmd->box, radius, x, y) : 255;
        uint32_t hole = 0;
        if (rect_has(inner, (struct point) { x, y }))
            hole = masks[1] ? rounded(masks[1], inner, inner_radius, x, y) : 255;
        if (outer > hole && dash_on(cmd, x, y))
            plot(t, x, y, cmd->argb, outer - hole);
    }
}

static void paint_border(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct rect area = rect_cut(cmd->box, t->clip);
    int32_t radius = fit_radius(cmd->box, cmd->radius_px);
    struct corners *corners = &t->painter->corners;
    const uint8_t *masks[2] = {
        radius > 0 ? corner_mask(corners, radius) : NULL,
        radius > cmd->width_px ? corner_mask(corners, radius - cmd->width_px) : NULL,
    };
    for (int32_t y = area.y; y < area.y + area.h; y++)
        border_row(t, area, y, masks);
}

/* The box is the shadow's own outer edge: nothing there, full strength width_px further in. */
static uint32_t shadow_at(const struct paint *cmd, int32_t x, int32_t y)
{
    int32_t radius = fit_radius(cmd->box, cmd->radius_px), soft = cmd->width_px;
    struct rect core = rect_grow(cmd->box, -radius);
    int32_t dx = x < core.x ? core.x - x : x >= core.x + core.w ? x - core.x - core.w + 1 : 0;
    int32_t dy = y < core.y ? core.y - y : y >= core.y + core.h ? y - core.y - core.h + 1 : 0;
    double far = dx && dy ? sqrt((double)dx * dx + (double)dy * dy) : dx + dy;
    double left = soft > 0 ? (radius - far) / soft : radius > far;
    if (left <= 0)
        return 0;
    return left >= 1 ? 255 : (uint32_t)(left * left * 255);
}

static void paint_shadow(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct rect area = rect_cut(cmd->box, t->clip);
    int32_t radius = fit_radius(cmd->box, cmd->radius_px);
    struct rect core = rect_grow(cmd->box, -radius);
    /* What casts the shadow covers its middle. */
    struct rect hidden = rect_grow(cmd->box, -2 * cmd->width_px);
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        bool through = y >= core.y && y < core.y + core.h;
        for (int32_t x = area.x; x < area.x + area.w; x++) {
            if (through && x >= hidden.x && x < hidden.x + hidden.w) {
                x = hidden.x + hidden.w - 1;
                continue;
            }
            uint32_t cover = shadow_at(cmd, x, y);
            if (cover)
                plot(t, x, y, cmd->argb, cover);
        }
    }
}

static void paint_mask(const struct target *t, const struct mask *mask, int32_t x, int32_t y)
{
    struct rect box = { x, y, mask->w, mask->h };
    struct rect area = rect_cut(box, t->clip);
    bool clipped = needs_clip(t, area);
    uint32_t argb = t->cmd->argb, strength = argb >> 24;
    for (int32_t row = area.y; row < area.y + area.h; row++) {
        const uint8_t *cover = mask->at + (ptrdiff_t)(row - y) * mask->w + (area.x - x);
        uint32_t *at = row_at(t, area.x, row);
        for (int32_t i = 0; i < area.w; i++) {
            if (!cover[i])
                continue;
            if (clipped)
                plot(t, area.x + i, row, argb, cover[i]);
            else if (cover[i] == 255 && strength == 255)
                at[i] = argb;
            else
                at[i] = blend_over(at[i], argb, blend_255(cover[i] * strength));
        }
    }
}

static void paint_text(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct mask mask;
    if (text_mask(t->painter->text, cmd->face, cmd->em_px, cmd->text, &mask))
        paint_mask(t, &mask, cmd->box.x + mask.left, cmd->baseline - mask.top);
}

/* Icons fill an em square: centred in the box by their own size. */
static void paint_icon(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct mask mask;
    if (!text_mask(t->painter->text, FACE_ICON, cmd->em_px, cmd->text, &mask))
        return;
    paint_mask(t, &mask, cmd->box.x + (cmd->box.w - mask.w) / 2,
               cmd->box.y + (cmd->box.h - mask.h) / 2);
}

static void paint_picture(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct picture_pixels picture;
    if (!pictures_get(t->painter->pictures, cmd->text, (struct extent) { cmd->box.w, cmd->box.h },
                      &picture))
        return;
    struct rect box = { cmd->box.x + (cmd->box.w - picture.size.w) / 2,
                        cmd->box.y + (cmd->box.h - picture.size.h) / 2, picture.size.w,
                        picture.size.h };
    struct rect area = rect_cut(box, t->clip);
    bool clipped = needs_clip(t, area);
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        const uint32_t *from =
            picture.at + (ptrdiff_t)(y - box.y) * picture.size.w + (area.x - box.x);
        uint32_t *at = row_at(t, area.x, y);
        for (int32_t i = 0; i < area.w; i++) {
            uint32_t alpha = from[i] >> 24;
            if (clipped)
                plot(t, area.x + i, y, from[i], 255);
            else
                at[i] = alpha == 255 ? from[i] : blend_over(at[i], from[i], alpha);
        }
    }
}

/* Whole pixels for each module and four modules of quiet around (ISO/IEC 18004 §5.3.8). */
#define QR_QUIET 4

static void paint_qr(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    const struct qr_code *qr = cmd->qr;
    if (!qr || qr->side == 0)
        return;
    int32_t side = cmd->box.w < cmd->box.h ? cmd->box.w : cmd->box.h;
    int32_t module = side / (qr->side + 2 * QR_QUIET);
    if (module < 1)
        return;
    int32_t left = cmd->box.x + (cmd->box.w - module * qr->side) / 2;
    int32_t top = cmd->box.y + (cmd->box.h - module * qr->side) / 2;
    struct rect light = rect_grow((struct rect) { left, top, module * qr->side, module * qr->side },
                                  module * QR_QUIET);
    struct rect area = rect_cut(light, t->clip);
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        for (int32_t x = area.x; x < area.x + area.w; x++) {
            int32_t column = x >= left ? (x - left) / module : -1;
            int32_t row = y >= top ? (y - top) / module : -1;
            bool inside = column >= 0 && row >= 0 && column < qr->side && row < qr->side;
            bool dark = inside && qr->cells[row * qr->side + column];
            *row_at(t, x, y) = dark ? cmd->argb : cmd->argb_to;
        }
    }
}

struct arc {
    double x, y, middle, half; /* centre; radius of the stroke's middle; half its width */
    double sweep;              /* radians, clockwise from 12 o'clock */
    double ends[2][2];         /* centres of the round ends */
};

static double disc_cover(double dx, double dy, double radius)
{
    double inside = radius - sqrt(dx * dx + dy * dy) + 0.5;
    return inside < 0 ? 0 : inside > 1 ? 1 : inside;
}

static double ring_cover(const struct arc *arc, double dx, double dy)
{
    double ring = arc->half - fabs(sqrt(dx * dx + dy * dy) - arc->middle) + 0.5;
    return ring < 0 ? 0 : ring > 1 ? 1 : ring;
}

static double arc_cover(const struct arc *arc, double x, double y, double ring)
{
    double angle = atan2(x - arc->x, arc->y - y);
    if (angle < 0)
        angle += 2 * M_PI;
    double cover = angle <= arc->sweep ? ring : 0;
    for (int i = 0; i < 2; i++) {
        double end = disc_cover(x - arc->ends[i][0], y - arc->ends[i][1], arc->half);
        cover = end > cover ? end : cover;
    }
    return cover;
}

static struct arc arc_of(const struct paint *cmd)
{
    int32_t side = cmd->box.w < cmd->box.h ? cmd->box.w : cmd->box.h;
    struct arc arc = { .x = cmd->box.x + cmd->box.w / 2.0,
                       .y = cmd->box.y + cmd->box.h / 2.0,
                       .half = cmd->width_px / 2.0,
                       .sweep = cmd->arc_1000 * 2 * M_PI / 1000 };
    arc.middle = side / 2.0 - arc.half;
    for (int i = 0; i < 2; i++) {
        double angle = i == 0 ? 0 : arc.sweep;
        arc.ends[i][0] = arc.x + sin(angle) * arc.middle;
        arc.ends[i][1] = arc.y - cos(angle) * arc.middle;
    }
    return arc;
}

static void paint_arc(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct arc arc = arc_of(cmd);
    struct rect area = rect_cut(cmd->box, t->clip);
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        for (int32_t x = area.x; x < area.x + area.w; x++) {
            double ring = ring_cover(&arc, x + 0.5 - arc.x, y + 0.5 - arc.y);
            if (ring <= 0)
                continue;
            plot(t, x, y, cmd->argb_to, (uint32_t)(ring * 255));
            double cover = cmd->arc_1000 > 0 ? arc_cover(&arc, x + 0.5, y + 0.5, ring) : 0;
            if (cover > 0)
                plot(t, x, y, cmd->argb, (uint32_t)(cover * 255));
        }
    }
}

static void (*const paints[])(const struct target *t) = {
    [PAINT_FILL] = paint_fill, [PAINT_BORDER] = paint_border, [PAINT_SHADOW] = paint_shadow,
    [PAINT_TEXT] = paint_text, [PAINT_ICON] = paint_icon,     [PAINT_PICTURE] = paint_picture,
    [PAINT_QR] = paint_qr,     [PAINT_ARC] = paint_arc,
};
static_assert(COUNT_OF(paints) == PAINT_KIND_COUNT, "a way to paint every command");

void painter_paint(struct painter *painter, const struct pixels *pixels,
                   const struct paint_list *list, const struct damage_rects *damage)
{
    struct rect all = { 0, 0, pixels->size.w, pixels->size.h };
    for (uint32_t r = 0; r < damage->count; r++) {
        struct rect part = rect_cut(damage->rects[r], all);
        for (uint32_t i = 0; i < list->count; i++) {
            const struct paint *cmd = &list->items[i];
            struct target t = { painter, pixels, cmd, rect_cut(cmd->clip, part) };
            if (!rect_empty(t.clip))
                paints[cmd->kind](&t);
        }
    }
}
