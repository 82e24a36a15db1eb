/* What stands around every screen: the header (ward or lesson) and the bar of six buttons. */
#ifndef SCREENS_CHROME_H
#define SCREENS_CHROME_H

#include "screens/screen.h"

/* Logo, «Trạm Số», ward at the left; time and date at the right. */
void chrome_ward_header(const struct model *model, struct ui *ui);
/* ×, lesson title, «Bước i / n», segments. */
void chrome_lesson_header(const struct model *model, struct ui *ui);
/* Whether the six buttons stand beside the screen: landscape, where large letters or a small panel
 * leave too little height for a bar below. */
bool chrome_bar_beside(const struct model *model);
/* The six buttons; on attract the first is the language. */
void chrome_bottom_bar(const struct model *model, struct ui *ui);
/* «Lùi» and «Tiếp tục» under a lesson's step; next is disabled until the step allows it. */
void chrome_step_buttons(const struct model *model, struct ui *ui);

#endif
