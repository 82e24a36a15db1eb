/* The parts that practice-phone screens are made of; phone.c puts them together. */
#ifndef SCREENS_PHONE_WIDGETS_H
#define SCREENS_PHONE_WIDGETS_H

#include "screens/phone.h"

/* Anything on the phone that answers a touch; without an id it is only shown. */
struct phone_part {
    str id, label, say, told;
    struct sizing width, height;
    enum flow flow;
    struct edges pad;
    int32_t gap;
    enum color fill, border;
    int32_t radius_um;
    enum align cross; /* START: centred, the usual */
    bool start;       /* children begin at the left */
    bool top;         /* children begin at the top: icons of a grid stay level */
    bool selected, toggle;
    bool strong; /* a thick border */
};
void phone_part_open(struct ui *ui, const struct phone_view *v, const struct phone_part *part);
void phone_part_close(struct ui *ui);
/* The hand that points at the target, last in its part; false when the part is not the target. */
bool phone_hand(struct ui *ui, const struct phone_view *v, str id);
/* The same in the bar of tabs, no higher than the icon beside it. */
void phone_tab_hand(struct ui *ui, const struct phone_view *v, str id);
/* The hand of the action at hand; it moves the way a swipe goes. */
void phone_gesture_hand(struct ui *ui, const struct phone_view *v);
/* «phone-<id>» in the frame arena. */
str phone_part_id(struct ui *ui, str id);

void phone_text(struct ui *ui, const struct phone_view *v, struct text words, enum text_style style,
                enum weight weight);
void phone_button(struct ui *ui, const struct phone_view *v, str id, struct text label,
                  enum widget_style style);
/* The widget at this index of the screen. */
void phone_widget(struct ui *ui, const struct phone_view *v, uint16_t index);

#endif
