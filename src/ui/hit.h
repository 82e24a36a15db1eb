/* Which control is under a point.
 *
 * The uppermost reachable node with a verb; a point in the small gap beside one goes to the nearest
 * within 6 mm, because fingers of old hands land beside what they aim at. A disabled control and a
 * filled float swallow the touch, so that nothing behind them answers. */
#ifndef UI_HIT_H
#define UI_HIT_H

#include "ui/tree.h"

#define HIT_SNAP_UM MM(6)

/* NULL when nothing is meant. */
const struct node *hit_test(const struct tree *tree, struct point at);

#endif
