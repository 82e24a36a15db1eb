/* Group × area: what a session did, put where it belongs. Private to report.
 *
 * A session names its group and area when they become known, so what it did waits here; the oldest
 * goes into its cell when TALLY_SESSIONS_MAX others have begun, the rest at the end. */
#ifndef REPORT_CELLS_H
#define REPORT_CELLS_H

#include "report/tally.h"

#define CELLS_NOBODY SIZE_MAX

/* What one event adds; its session learns its group and area from body in any period. */
struct cells_entry {
    size_t kiosk; /* row in the tally */
    str session;  /* empty: none, counts at once */
    str group, area;
    size_t learner;        /* number in tally->learners, CELLS_NOBODY */
    struct tally_cell add; /* sessions, completions, unaided, passes, lesson_ms */
};

void cells_init(struct tally *tally);
void cells_add(struct tally *tally, const struct cells_entry *entry);
/* Puts away what waits, sorts, rounds the minutes. */
void cells_finish(struct tally *tally);

#endif
