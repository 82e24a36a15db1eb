/* Rows of pixels that one paint command may touch; inside the painter only.
 *
 * A canvas is the surface, the rectangle that may be painted (the command's clip cut to the damage)
 * and up to two rounded boxes that cut it: the practice phone's glass and a picture's own corners.
 * Callers hand over spans inside the clip; of the rounded boxes only the corners cost anything. */
#ifndef PLATFORM_CANVAS_H
#define PLATFORM_CANVAS_H

#include "platform/corner.h"
#include "platform/window.h"

struct canvas {
    const struct pixels *pixels;
    struct rect clip;
    struct slice cuts[2];
    int cut_count;
};

/* One pixel of a colour with a coverage of 0–255. */
void canvas_plot(const struct canvas *canvas, struct point at, uint32_t argb, uint32_t cover);
/* count pixels to the right; cover has one byte for each, NULL: all covered. */
void canvas_span(const struct canvas *canvas, struct point at, int32_t count, uint32_t argb,
                 const uint8_t *cover);
/* count pixels of a picture with straight alpha. */
void canvas_copy(const struct canvas *canvas, struct point at, int32_t count, const uint32_t *from);

#endif
