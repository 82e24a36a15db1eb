/* The painting order: a box, then its children in reading order, then its floats, then its edge.
 *
 * Painting, «what covers what» and the hit test all need it, so it is made in one place. Each node
 * that is shown is entered once and left once; what is drawn around it (focus ring, target ring) is
 * drawn on leaving, over its own children. */
#ifndef UI_ORDER_H
#define UI_ORDER_H

#include "ui/tree.h"

struct order_step {
    uint32_t node;
    bool leaves;
};

struct order {
    struct order_step *steps;
    uint32_t count;
};

struct order order_make(const struct tree *tree, arena *home);

/* Index of the modal painted last, or 0 (the root): only nodes inside it can be reached. */
uint32_t order_modal(const struct tree *tree);
/* Whether a filled float or modal painted later lies over the point of this node. */
bool order_covered(const struct tree *tree, uint32_t node, struct point at);
/* Whether touch, keys and walks can act on the node: it does something, is not disabled, can be
 * seen, stands inside the modal and is not covered at its middle. */
bool order_reachable(const struct tree *tree, uint32_t node);

#endif
