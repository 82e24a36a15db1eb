/* The practice phone: a declared screen drawn as a tree (ui.md § The practice phone).
 *
 * A dark frame, the band «BẢN MÔ PHỎNG ĐỂ TẬP» that never goes away, the app's bar, its widgets,
 * its tabs, and a dialog over them. Every part with an id is a control «#phone-<id>» whose touch is
 * INTENT_TAP with that id. What no longer fits at a text size is paged inside the phone, beginning
 * with the page that holds the target. */
#ifndef SCREENS_PHONE_H
#define SCREENS_PHONE_H

#include "screens/screen.h"

struct phone_view {
    const struct model *model;
    const struct phone *phone;
    const struct phone_screen *screen;
    const struct phone_action *action; /* NULL: nothing is asked */
    const struct phone_task *task;
    bool ring;
    bool covered;  /* a dialog stands over it: shown, not in reach */
    uint16_t page; /* times turned, from the page that holds the action's target */
};

/* Takes all the room of its parent. */
void phone_describe(struct ui *ui, const struct phone_view *view);
/* An empty phone to put something else on (judged messages); close with phone_frame_close. */
void phone_frame_open(const struct model *model, struct ui *ui, struct sizing height);
void phone_frame_close(struct ui *ui);
/* «BẢN MÔ PHỎNG ĐỂ TẬP» alone, where there is no room for a frame. */
void phone_band(const struct model *model, struct ui *ui);

#endif
