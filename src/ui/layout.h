/* Where everything is: from a described tree to boxes. Private to src/ui; ui_finish calls it.
 *
 * Four sweeps over the preorder array, no recursion: widths backward (what each box wants and the
 * least it can take), widths forward (what each gets, then text is wrapped), heights backward,
 * heights forward with positions. A row or column that is too full takes from its children down to
 * their least first, then down to nothing, so that a child never leaves its parent. */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui/tree.h"

void layout_tree(struct tree *tree, const struct measure *measure, arena *home);

#endif
