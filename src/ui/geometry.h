/* Pixels on the panel. int32 everywhere: 900 long rows overflow int16. */
#ifndef UI_GEOMETRY_H
#define UI_GEOMETRY_H

#include <stdbool.h>
#include <stdint.h>

struct point {
    int32_t x, y;
};

struct extent {
    int32_t w, h;
};

struct rect {
    int32_t x, y, w, h;
};

static inline bool rect_empty(struct rect r)
{
    return r.w <= 0 || r.h <= 0;
}

static inline bool rect_has(struct rect r, struct point p)
{
    return p.x >= r.x && p.y >= r.y && p.x < r.x + r.w && p.y < r.y + r.h;
}

static inline struct rect rect_grow(struct rect r, int32_t by)
{
    return (struct rect) { r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by };
}

static inline struct rect rect_cut(struct rect a, struct rect b)
{
    int32_t x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int32_t r = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int32_t s = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return r > x && s > y ? (struct rect) { x, y, r - x, s - y } : (struct rect) { x, y, 0, 0 };
}

static inline struct rect rect_join(struct rect a, struct rect b)
{
    if (rect_empty(a))
        return b;
    if (rect_empty(b))
        return a;
    int32_t x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    int32_t r = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int32_t s = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect) { x, y, r - x, s - y };
}

static inline bool rect_same(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

#endif
