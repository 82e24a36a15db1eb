/* Masks of a quarter disc and of a soft shadow, made once for each radius. */
#ifndef PLATFORM_CORNER_H
#define PLATFORM_CORNER_H

#include <stdint.h>

#define CORNERS_MAX 48u

struct corner {
    int32_t radius;
    uint8_t *at; /* radius × radius coverage of the upper left quarter */
    uint32_t used;
};

struct corners {
    struct corner items[CORNERS_MAX];
    uint32_t tick;
};

/* The mask of a radius > 0; lives until corners_finish or 47 other radii were asked for. */
const uint8_t *corner_mask(struct corners *corners, int32_t radius);
void corners_finish(struct corners *corners);

#endif
