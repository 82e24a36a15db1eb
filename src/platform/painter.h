/* The painter: paint commands to pixels, in plain loops, only inside the damaged rectangles.
 *
 * Rounded corners and shadows come from small masks made once for a radius; text from text.h,
 * pictures from picture.h at their exact size. The same list always gives the same pixels. */
#ifndef PLATFORM_PAINTER_H
#define PLATFORM_PAINTER_H

#include "platform/picture.h"
#include "platform/text.h"
#include "platform/window.h"
#include "ui/paint.h"

struct painter;

/* Borrows text and pictures, which must outlive it. */
void painter_open(struct painter **out, struct text *text, struct pictures *pictures);
void painter_close(struct painter *painter);
/* Paints the part of every command that lies in one of the rectangles. The list must cover each
 * rectangle with opaque fills first, as a tree's root does. */
void painter_paint(struct painter *painter, const struct pixels *pixels,
                   const struct paint_list *list, const struct damage_rects *damage);

#endif
