/* A lesson's own walk: from what it declares as right and wrong, the script that plays it to its
 * end (kiosk/walk.c) and checks every reply on the way. */
#ifndef CTL_WALK_TEXT_H
#define CTL_WALK_TEXT_H

#include "base/buf.h"
#include "core/runner.h"

struct walk_text {
    enum practice_mode mode; /* of its practices; a watched one is followed after that */
    bool wrong;              /* everything that is not right too, once, and its reply */
    bool shots;              /* a picture of every step, named <code>-<step>-<number>-<what> */
    unsigned columns;        /* not 0: they go side by side on a sheet named <code> instead */
};

/* Opens the lesson, plays it, expects «done». */
void walk_text_lesson(struct buf *out, const struct lesson *lesson,
                      const struct walk_text *options);

#endif
