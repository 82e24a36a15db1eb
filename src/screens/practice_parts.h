/* What the practice's files share; nobody else includes it. */
#ifndef SCREENS_PRACTICE_PARTS_H
#define SCREENS_PRACTICE_PARTS_H

#include "screens/screen.h"

void practice_choose(const struct model *model, struct ui *ui);
/* Its title and scene. */
void practice_choose_head(const struct model *model, struct ui *ui);
void practice_after(const struct model *model, struct ui *ui);
/* Its kind words. */
void practice_praise(const struct model *model, struct ui *ui);

#endif
