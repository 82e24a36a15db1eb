/* What must be true of every picture, whatever screen, panel, text size and language: the rules of
 * ui.md § Sizes as one function over a laid-out tree.
 *
 * Nothing is cut, squeezed under its least size or hung over the glass; neighbours do not overlap;
 * no short last word stands alone on its line; what can be touched is large enough, far enough from
 * the next, has a name and an id of its own, and the keyboard comes to it. */
#ifndef SUPPORT_LAYOUT_CHECKS_H
#define SUPPORT_LAYOUT_CHECKS_H

#include "ui/tree.h"

struct layout_report {
    unsigned cells;    /* pictures looked at */
    unsigned bad;      /* pictures with something wrong */
    unsigned mistakes; /* all that is wrong; the first are printed */
    unsigned printed;
};

/* Checks one picture and prints what is wrong, each line headed by the cell's name. */
void layout_check(struct layout_report *report, const struct tree *tree, const char *cell);

#endif
