#include "platform/canvas.h"

#include "platform/blend.h"

static uint32_t *pixel_at(const struct canvas *canvas, struct point at)
{
    return canvas->pixels->at + (ptrdiff_t)at.y * canvas->pixels->stride + at.x;
}

void canvas_plot(const struct canvas *canvas, struct point at, uint32_t argb, uint32_t cover)
{
    uint32_t alpha = blend_255(cover * (argb >> 24));
    for (int i = 0; i < canvas->cut_count; i++)
        alpha = blend_255(alpha * slice_cover(&canvas->cuts[i], at.x, at.y));
    if (alpha == 0)
        return;
    uint32_t *pixel = pixel_at(canvas, at);
    *pixel = blend_over(*pixel, argb, alpha);
}

static int32_t between(int32_t value, int32_t least, int32_t most)
{
    return value < least ? least : value > most ? most : value;
}

/* The columns [*from, *to) of this row that no corner touches; the others need a look each. */
static void whole_columns(const struct canvas *canvas, int32_t y, int32_t *from, int32_t *to)
{
    for (int i = 0; i < canvas->cut_count; i++) {
        struct rect box = canvas->cuts[i].box;
        int32_t radius = canvas->cuts[i].radius;
        if (y >= box.y + radius && y < box.y + box.h - radius)
            continue;
        *from = between(box.x + radius, *from, *to);
        *to = between(box.x + box.w - radius, *from, *to);
    }
}

static void fill_opaque(uint32_t *at, int32_t count, uint32_t argb)
{
    for (int32_t i = 0; i < count; i++)
        at[i] = argb;
}

static void fill_veil(uint32_t *at, int32_t count, uint32_t argb)
{
    uint32_t alpha = argb >> 24;
    for (int32_t i = 0; i < count; i++)
        at[i] = blend_over(at[i], argb, alpha);
}

static void fill_cover(uint32_t *at, int32_t count, uint32_t argb, const uint8_t *cover)
{
    uint32_t strength = argb >> 24;
    for (int32_t i = 0; i < count; i++) {
        if (cover[i] == 0)
            continue;
        uint32_t alpha = blend_255(cover[i] * strength);
        at[i] = alpha == 255 ? argb : blend_over(at[i], argb, alpha);
    }
}

void canvas_span(const struct canvas *canvas, struct point at, int32_t count, uint32_t argb,
                 const uint8_t *cover)
{
    int32_t from = at.x, to = at.x + count;
    whole_columns(canvas, at.y, &from, &to);
    for (int32_t x = at.x; x < from; x++)
        canvas_plot(canvas, (struct point) { x, at.y }, argb, cover ? cover[x - at.x] : 255);
    for (int32_t x = to; x < at.x + count; x++)
        canvas_plot(canvas, (struct point) { x, at.y }, argb, cover ? cover[x - at.x] : 255);
    uint32_t *pixels = pixel_at(canvas, (struct point) { from, at.y });
    if (cover)
        fill_cover(pixels, to - from, argb, cover + (from - at.x));
    else if (argb >> 24 == 255)
        fill_opaque(pixels, to - from, argb);
    else if (argb >> 24)
        fill_veil(pixels, to - from, argb);
}

void canvas_copy(const struct canvas *canvas, struct point at, int32_t count, const uint32_t *from)
{
    int32_t first = at.x, end = at.x + count;
    whole_columns(canvas, at.y, &first, &end);
    for (int32_t x = at.x; x < first; x++)
        canvas_plot(canvas, (struct point) { x, at.y }, from[x - at.x], 255);
    for (int32_t x = end; x < at.x + count; x++)
        canvas_plot(canvas, (struct point) { x, at.y }, from[x - at.x], 255);
    uint32_t *pixels = pixel_at(canvas, (struct point) { at.x, at.y });
    for (int32_t i = first - at.x; i < end - at.x; i++) {
        uint32_t alpha = from[i] >> 24;
        pixels[i] = alpha == 255 ? from[i] : blend_over(pixels[i], from[i], alpha);
    }
}
