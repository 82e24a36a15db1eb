/* A contact sheet: pictures of a walk side by side, each with its label, as one PNG for people who
 * look a lesson over. Cells have the size of the first picture. */
#ifndef KIOSK_SHEET_H
#define KIOSK_SHEET_H

#include "base/arena.h"
#include "platform/text.h"
#include "platform/window.h"

#define SHEET_CELLS_MAX 200u /* the longest lesson has 24 steps with some stages each */

struct sheet {
    arena home; /* owns cells and labels */
    struct extent size;
    const uint32_t *cells[SHEET_CELLS_MAX];
    str labels[SHEET_CELLS_MAX];
    unsigned count;
};

/* Copies the picture. False: it has another size than the first, or the sheet is full. */
bool sheet_add(struct sheet *sheet, const struct pixels *pixels, str label);
/* Rows of at most so many cells; then the sheet is empty again. FAIL_MISSING: it was empty; else
 * the disk's. */
must_check enum fail sheet_write(struct sheet *sheet, struct text *text, unsigned columns,
                                 str file);
void sheet_finish(struct sheet *sheet);

#endif
