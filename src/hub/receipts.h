/* A receipt's ranges out of what the hub holds: the same for the stick and for HTTP. */
#ifndef HUB_RECEIPTS_H
#define HUB_RECEIPTS_H

#include "hub/hub.h"

/* Deals ranges out to receipts, in order: a receipt's ranges rise without touching, so each history
 * of a fork gets a receipt of its own. receipts: zeroed, one for each range. Gives back how many
 * are used. */
size_t receipts_deal(const struct receipt_range *ranges, size_t count, struct receipt *receipts);
/* Names the kiosk, signs, writes. */
str receipts_sign(struct hub *hub, arena *home, const struct hub_kiosk *kiosk,
                  struct receipt *receipt);
/* The one receipt that an HTTP answer carries: the runs that end with what was just sent, or reach
 * up to it, then whatever else of the runs fits beside them. sent may be NULL with count 0. A kiosk
 * whose disk image was restored ends inside what the hub holds; a run is cut there for it. Empty
 * when the hub holds no runs. The storage's failures. */
struct receipt_request {
    const struct hub_kiosk *kiosk;
    const struct receipt_range *sent; /* stretches that were just sent, by rising seq */
    size_t sent_count;
};
must_check enum fail receipts_for(struct hub *hub, arena *home,
                                  const struct receipt_request *request, str *bytes_out);

#endif
