/* What the files of the practice phone's widgets share; nobody else includes it. */
#ifndef SCREENS_PHONE_PARTS_H
#define SCREENS_PHONE_PARTS_H

#include "screens/phone_widgets.h"

#define PHONE_SIDE_UM MM(5) /* from the glass's edge to what stands on it */

/* Room as in the pictures of an upright panel: large tiles, high rows. */
bool phone_large(const struct phone_view *v);
bool phone_tight(const struct phone_view *v);
/* A box as wide as what stands on the glass; close it with ui_close. */
void phone_inset_open(struct ui *ui);
void phone_words(struct ui *ui, str words, enum text_style style, enum weight weight,
                 enum color color);
/* What is read of a control that shows more than its label. */
str phone_with_more(struct ui *ui, str label, str more);

/* Kinds of widgets that have a file of their own. */
typedef void phone_kind(struct ui *ui, const struct phone_view *v, const struct widget *w);
typedef void phone_state_kind(struct ui *ui, const struct phone_view *v, const struct widget *w,
                              uint16_t index);
phone_kind phone_message, phone_picture, phone_slider;
phone_state_kind phone_field, phone_check, phone_switch;

#endif
