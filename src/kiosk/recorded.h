/* Whether somebody has read the page aloud that is to be read now.
 *
 * A recording says a step's own words and nothing else (assets/lessons/FORMAT.md, Narration), so it
 * wins only where all of them stand on the page, one after the other, in the session's language;
 * on a page that shows a part of them («Xem thêm») the voice reads what is there. */
#ifndef KIOSK_RECORDED_H
#define KIOSK_RECORDED_H

#include "base/span.h"
#include "kiosk/reading.h"
#include "screens/screen.h"

struct recorded {
    str file;         /* its name in the pack's narration folder */
    struct span page; /* the bytes of the page that it says */
};

/* page: what reading_begin has made of the picture. home: for a moment. */
bool recorded_find(const struct model *model, const struct reading *reading, str page, arena *home,
                   struct recorded *out);

#endif
