/* Runs: which stretches of a kiosk's chain the hub holds, kept up to date batch by batch.
 *
 * In the ordinary case a batch goes on where a run ended, which costs nothing by the history's
 * length. Whatever is less ordinary (a filled gap, an overlap, a fork) makes all runs of the
 * installation anew from the links that are stored. */
#ifndef HUB_RUNS_H
#define HUB_RUNS_H

#include "hub/hub_store.h"
#include "wire/batch.h"

/* After the events of batch were put, inside the same transaction, with the installation locked.
 * new_events: how many of them were new. forked_out: the installation has more than one history. */
must_check enum fail runs_take(struct hub_store *store, int64_t installation,
                               const struct batch *batch, uint32_t new_events, bool *forked_out);
/* Whether two of the runs overlap. */
bool runs_forked(const struct receipt_range *runs, size_t count);

#endif
