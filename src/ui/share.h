/* Sharing out one length among the children of a row or column. Private to src/ui. */
#ifndef UI_SHARE_H
#define UI_SHARE_H

#include "ui/tree.h"

struct share {
    enum size_kind kind;
    int32_t weight;      /* of GROW */
    int32_t want, least; /* px; want is what FIXED and PERCENT come to */
    int32_t max;         /* px, 0: none */
    int32_t got;         /* out */
    bool settled;        /* share_out's own */
};

/* Sets got of all so that their sum is at most room (exactly room when one can grow without end).
 * GROW boxes get shares of what is left in proportion to their weights, never under least, never
 * over max. When there is too little, FIT and PERCENT give way down to least, then everything that
 * is not FIXED, then FIXED too. */
void share_out(struct share *items, uint32_t count, int32_t room);

#endif
