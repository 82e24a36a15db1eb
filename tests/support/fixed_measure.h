/* A measure for tests without fonts: every code point is half an em wide, marks and zero-width
 * spaces nothing; heights are Inter's. So boxes can be computed by hand. Pictures are twice as wide
 * as high. */
#ifndef SUPPORT_FIXED_MEASURE_H
#define SUPPORT_FIXED_MEASURE_H

#include "ui/tree.h"

extern const struct measure fixed_measure;

/* An empty tree for ui_begin: this panel at 4 px/mm, light theme, normal text. */
struct tree fixed_tree(int32_t w, int32_t h);

#endif
