/* Rounded corners and soft shadows as nine-slices: coverage made once for a radius, used for boxes
 * of any size.
 *
 * A slice has radius + 1 rows of 2 × radius + 1 bytes. Row d is the coverage d pixels inside the
 * upper or lower edge, the last one of every row further in; its bytes are the left corner, one for
 * all columns between the corners, the right corner. */
#ifndef PLATFORM_CORNER_H
#define PLATFORM_CORNER_H

#include "ui/geometry.h"

#define CORNERS_MAX 48u

struct corner {
    int32_t radius, soft;
    uint8_t *at;
    uint64_t used; /* tick of the last use; the oldest goes first */
};

struct corners {
    struct corner items[CORNERS_MAX];
    uint64_t tick;
};

/* A box's slice; a radius of 0 has no corners and at is NULL. */
struct slice {
    struct rect box;
    int32_t radius;
    const uint8_t *at;
};

/* The slice of a box with this corner radius (at most half its shorter side). soft 0: a sharp edge,
 * antialiased; else coverage rises from 0 at the edge over soft pixels inward. Lives until
 * corners_finish or until 47 other kinds were asked for. */
struct slice corners_slice(struct corners *corners, struct rect box, int32_t radius, int32_t soft);
/* Coverage, 0–255, of a pixel inside the box. */
uint8_t slice_cover(const struct slice *slice, int32_t x, int32_t y);
/* The slice's row for a line of pixels inside the box; NULL without corners. */
const uint8_t *slice_row(const struct slice *slice, int32_t y);
void corners_finish(struct corners *corners);

#endif
