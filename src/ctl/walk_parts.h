/* What the files that write walks share among themselves; nobody else includes it. */
#ifndef CTL_WALK_PARTS_H
#define CTL_WALK_PARTS_H

#include "ctl/walk_text.h"

struct walk_writer {
    struct buf *out;
    const struct lesson *lesson;
    const struct walk_text *options;
    uint16_t step;
    unsigned shot; /* in this step */
};

/* The words stand on the screen; nothing when there are none. */
void walk_expect(struct walk_writer *w, struct text text);
void walk_shot(struct walk_writer *w, const char *what);
void walk_next(struct walk_writer *w);
/* The practice, from choosing a mode to the step after it. */
void walk_phone(struct walk_writer *w, const struct phone *phone);

#endif
