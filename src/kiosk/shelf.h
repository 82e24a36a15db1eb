/* The shelf: which packs' lessons this kiosk shows, read at the start and read anew between two
 * learners when a pack was installed or taken back, or a season begins or ends.
 *
 * Two catalogues take turns: whoever has a lesson open goes on with the one it was opened from, the
 * next learner gets the new one (product.md, «signed packs, rollback»). An installed pack that
 * cannot be used is taken back by itself, and the ledger is told. */
#ifndef KIOSK_SHELF_H
#define KIOSK_SHELF_H

#include "content/config.h"
#include "packs/packs.h"

/* More packs than one kiosk has. */
#define SHELF_BACK_MAX 4u
#define SHELF_DAY_BYTES 16u

struct shelf {
    struct packs packs;
    struct content contents[2];
    arena homes[2];                  /* each catalogue's */
    unsigned now;                    /* the one that is shown */
    const struct pack_place *places; /* of the one that is shown, in its home */
    size_t place_count;
    int holds[2][CONTENT_PACKS_MAX]; /* by catalogue: its folders are not removed while it stands */
    unsigned hold_count[2];
    char day[SHELF_DAY_BYTES];                /* the day it was read for */
    struct packs_result back[SHELF_BACK_MAX]; /* taken back, not yet in the ledger */
    unsigned back_count;
};

/* Reads the lessons for a day (ISO; empty: the clock is not to be believed). packs is borrowed
 * whole. FAIL_OK: there is something to show; else the catalogue is empty and safe. Problems are
 * printed. */
must_check enum fail shelf_open(struct shelf *shelf, const struct packs *packs, str day);
void shelf_close(struct shelf *shelf);
const struct content *shelf_content(const struct shelf *shelf);
/* Looks whether other lessons are to be shown on this day; then reads them. True: shelf_content is
 * another one, and the one before stays whole until the next turn. Only between two learners. */
bool shelf_turn(struct shelf *shelf, str day);

#endif
