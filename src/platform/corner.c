#include "platform/corner.h"

#include <math.h>
#include <stdlib.h>

#include "base/must.h"

/* How much of a pixel is covered whose centre is that far from the corner's centre. */
static uint8_t cover_at(double far, const struct corner *corner)
{
    double inside = corner->radius - far;
    double cover = corner->soft > 0 ? inside / corner->soft : inside + 0.5;
    if (cover <= 0)
        return 0;
    if (cover >= 1)
        return 255;
    /* A shadow's square falls off like light; a sharp edge is linear over its one pixel. */
    return (uint8_t)((corner->soft > 0 ? cover * cover : cover) * 255 + 0.5);
}

static void make(struct corner *corner)
{
    int32_t r = corner->radius, stride = 2 * r + 1;
    corner->at = malloc((size_t)(r + 1) * (size_t)stride);
    must(corner->at != NULL);
    for (int32_t y = 0; y <= r; y++) {
        uint8_t *row = corner->at + (ptrdiff_t)y * stride;
        double dy = y < r ? r - y - 0.5 : 0;
        for (int32_t x = 0; x <= r; x++) {
            double dx = x < r ? r - x - 0.5 : 0;
            row[x] = row[stride - 1 - x] = cover_at(sqrt(dx * dx + dy * dy), corner);
        }
    }
}

static const uint8_t *find(struct corners *corners, int32_t radius, int32_t soft)
{
    struct corner *place = &corners->items[0];
    corners->tick++;
    for (uint32_t i = 0; i < CORNERS_MAX; i++) {
        struct corner *item = &corners->items[i];
        if (item->at && item->radius == radius && item->soft == soft) {
            item->used = corners->tick;
            return item->at;
        }
        if (item->used < place->used)
            place = item;
    }
    free(place->at);
    *place = (struct corner) { .radius = radius, .soft = soft, .used = corners->tick };
    make(place);
    return place->at;
}

struct slice corners_slice(struct corners *corners, struct rect box, int32_t radius, int32_t soft)
{
    int32_t most = (box.w < box.h ? box.w : box.h) / 2;
    radius = radius < most ? radius : most;
    if (radius <= 0)
        return (struct slice) { .box = box };
    return (struct slice) { box, radius, find(corners, radius, soft) };
}

const uint8_t *slice_row(const struct slice *slice, int32_t y)
{
    if (!slice->at)
        return NULL;
    int32_t from_top = y - slice->box.y, from_bottom = slice->box.y + slice->box.h - 1 - y;
    int32_t d = from_top < from_bottom ? from_top : from_bottom;
    d = d < slice->radius ? d : slice->radius;
    return slice->at + (ptrdiff_t)d * (2 * slice->radius + 1);
}

uint8_t slice_cover(const struct slice *slice, int32_t x, int32_t y)
{
    const uint8_t *row = slice_row(slice, y);
    if (!row)
        return 255;
    int32_t left = x - slice->box.x, right = slice->box.x + slice->box.w - 1 - x;
    int32_t d = left < right ? left : right;
    return row[d < slice->radius ? d : slice->radius];
}

void corners_finish(struct corners *corners)
{
    for (uint32_t i = 0; i < CORNERS_MAX; i++)
        free(corners->items[i].at);
    *corners = (struct corners) { .tick = 0 };
}
