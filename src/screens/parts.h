/* Pieces that several screens share. */
#ifndef SCREENS_PARTS_H
#define SCREENS_PARTS_H

#include "screens/screen.h"
#include "ui/widgets.h"

/* A box whose children stand side by side (portrait: below one another) as two halves of a screen.
 */
void parts_halves_open(const struct model *model, struct ui *ui);
/* A column that takes the room that is left. */
void parts_column_open(struct ui *ui, int32_t weight, int32_t gap_um);
void parts_row_open(struct ui *ui, int32_t gap_um);
/* Centred heading or text over the whole width. */
void parts_text(struct ui *ui, enum text_style style, enum weight weight, enum align align,
                str words);
/* «Xem thêm», the last child of a paged column. */
void parts_more(const struct model *model, struct ui *ui, str id);
/* A lesson as a row: chip, title, kind and minutes, a tick when it is done. */
void parts_lesson_row(const struct model *model, struct ui *ui, int lesson);
/* The yellow card with the one-minute lesson of the day; nothing without one. */
void parts_minute_card(const struct model *model, struct ui *ui);
/* A picture that takes the room that is left, at least least_um high; drawn with its alternative.
 */
void parts_picture(const struct model *model, struct ui *ui, struct picture picture,
                   int32_t least_um);
/* Opens a white dialog card in the middle over everything; close with parts_dialog_close. */
void parts_dialog_open(const struct model *model, struct ui *ui, str id, str label);
void parts_dialog_close(struct ui *ui);
/* The kind words after an answer; nothing when there are none. */
void parts_reply(const struct model *model, struct ui *ui);

#endif
