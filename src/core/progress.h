/* How far a learner is: two bits a lesson (done, done unaided), no name, no number.
 *
 * The same set travels on the learner card (formats.md, Codes): merging two cards is a union, so no
 * kiosk can take a completed lesson away. */
#ifndef CORE_PROGRESS_H
#define CORE_PROGRESS_H

#include "base/limits.h"
#include "base/str.h"

struct progress {
    uint8_t done[PROGRESS_LESSONS_MAX / 8];
    uint8_t unaided[PROGRESS_LESSONS_MAX / 8];
};

void progress_set(struct progress *p, uint16_t number, bool unaided);
bool progress_has(const struct progress *p, uint16_t number);
bool progress_has_unaided(const struct progress *p, uint16_t number);
uint16_t progress_count(const struct progress *p);
void progress_merge(struct progress *into, const struct progress *other);

#endif
