/* One paint command on its way to pixels; inside the painter only. */
#ifndef PLATFORM_TARGET_H
#define PLATFORM_TARGET_H

#include "platform/canvas.h"
#include "platform/painter.h"

struct painter {
    struct text *text;
    struct pictures *pictures;
    struct corners corners;
};

struct target {
    struct painter *painter;
    struct canvas canvas;
    const struct paint *cmd;
};

/* figure.c: what is drawn from more than boxes. */
void figure_picture(const struct target *target);
void figure_qr(const struct target *target);
void figure_arc(const struct target *target);

#endif
