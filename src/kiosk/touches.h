/* tramso --touches FILE: every touch as the loop receives it, before any rule is applied.
 *
 * So an installer can record a real panel under real hands; tests/ui/traces replays such files
 * against the rules of ui/input.h. Text, one line a touch, in the file's first line the size of the
 * panel; lengths in micrometres on glass, times in milliseconds since the recording began:
 *
 *     panel 267857 476190
 *     1204 down 0 133928 420000
 *     1290 up 0 134200 419000
 *
 * It is written only on request and readable by its owner alone: where fingers go tells what was
 * typed. A file that exists is never written over. */
#ifndef KIOSK_TOUCHES_H
#define KIOSK_TOUCHES_H

#include <stdio.h>

#include "base/fail.h"
#include "base/str.h"
#include "ui/input.h"

struct touches {
    FILE *file; /* NULL: nothing is recorded */
    int64_t began_ms;
};

/* FAIL_DENIED: the file cannot be made; one sentence is logged. */
must_check enum fail touches_open(struct touches *touches, str path, const struct metrics *metrics,
                                  int64_t now_ms);
/* Cheap when nothing is recorded. A full disk ends the recording with one sentence. */
void touches_note(struct touches *touches, const struct metrics *metrics,
                  const struct touch *touch);
void touches_close(struct touches *touches);

#endif
