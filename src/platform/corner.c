#include "platform/corner.h"

#include <math.h>
#include <stdlib.h>

#include "base/must.h"

/* Coverage of a pixel by a disc: the distance of its centre from the edge, over one pixel. */
static uint8_t *make(int32_t radius)
{
    size_t side = (size_t)radius;
    uint8_t *at = malloc(side * side);
    must(at != NULL);
    for (int32_t y = 0; y < radius; y++) {
        for (int32_t x = 0; x < radius; x++) {
            double dx = radius - x - 0.5, dy = radius - y - 0.5;
            double inside = radius - sqrt(dx * dx + dy * dy) + 0.5;
            double cover = inside < 0 ? 0 : inside > 1 ? 1 : inside;
            at[(size_t)y * side + (size_t)x] = (uint8_t)(cover * 255 + 0.5);
        }
    }
    return at;
}

const uint8_t *corner_mask(struct corners *corners, int32_t radius)
{
    struct corner *place = &corners->items[0];
    must(radius > 0);
    corners->tick++;
    for (uint32_t i = 0; i < CORNERS_MAX; i++) {
        struct corner *item = &corners->items[i];
        if (item->radius == radius) {
            item->used = corners->tick;
            return item->at;
        }
        if (item->used < place->used)
            place = item;
    }
    free(place->at);
    *place = (struct corner) { radius, make(radius), corners->tick };
    return place->at;
}

void corners_finish(struct corners *corners)
{
    for (uint32_t i = 0; i < CORNERS_MAX; i++)
        free(corners->items[i].at);
    *corners = (struct corners) { .tick = 0 };
}
