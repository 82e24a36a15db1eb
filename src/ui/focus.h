/* The keyboard's and the keypad's way through a picture.
 *
 * Tab goes through the reachable controls in reading order and around; arrows go to the nearest in
 * their direction and, where there is none, on in reading order, so that four arrow keys reach
 * everything and nothing traps the focus. */
#ifndef UI_FOCUS_H
#define UI_FOCUS_H

#include "ui/tree.h"

enum focus_step {
    FOCUS_FIRST,
    FOCUS_LAST,
    FOCUS_NEXT,
    FOCUS_PREVIOUS,
    FOCUS_LEFT,
    FOCUS_RIGHT,
    FOCUS_UP,
    FOCUS_DOWN
};

/* The id that gets the focus when it goes one step from the control `from` (0, or one that is gone:
 * the first for steps forward, the last for steps back). 0 when there is nothing to focus. */
uint32_t focus_step(const struct tree *tree, uint32_t from, enum focus_step step);
/* from when it can still be reached, else the first control: for a picture that changed. */
uint32_t focus_keep(const struct tree *tree, uint32_t from);

#endif
