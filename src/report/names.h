/* A set of byte strings in which each has a number: 0, 1, 2 … in the order they came.
 *
 * Learner keys, and pairs of a cell and a learner, are counted with it. Grows in an arena; nothing
 * is ever taken out. A zeroed struct is an empty set. */
#ifndef REPORT_NAMES_H
#define REPORT_NAMES_H

#include "base/arena.h"

struct names {
    str *items;
    size_t count, item_cap;
    uint32_t *slots; /* number + 1; 0: free. Open addressing, at most half full */
    size_t slot_cap; /* a power of two */
};

/* The number of this name; a new one is copied into home. */
size_t names_add(struct names *names, arena *home, str name);

#endif
