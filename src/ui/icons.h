/* Icons by name: the names of the Material Icons set and their code points in its font.
 *
 * The table is made at build time from the style sheet of Debian's package
 * fonts-material-design-icons-iconfont, so names and font are always of one version. Content and
 * screens name an icon («account_balance_wallet»); the painter draws the code point. */
#ifndef UI_ICONS_H
#define UI_ICONS_H

#include "base/str.h"

/* Whether the font has an icon of that name; *code_out (may be NULL) gets its code point, and is
 * left alone when there is none. */
bool icon_find(str name, uint32_t *code_out);

#endif
