/* Taking a hub's receipt, whichever way it came: only here do events become delivered.
 *
 * The receipt must be signed by the hub this kiosk is enrolled with, name this kiosk and its key,
 * and its chain hashes must be our own at both ends of a range; each range that is news becomes one
 * receipt.accepted in the ledger. Whatever does not agree marks nothing and is told. */
#ifndef SYNC_RECEIPTS_H
#define SYNC_RECEIPTS_H

#include "store/identity.h"
#include "sync/outbox.h"

#define RECEIPTS_WHY_BYTES 240u

struct receipts {
    struct ledger *ledger;
    struct views *views;
    const struct identity *identity;
    str hub; /* its key id as text, as events name it */
    str via; /* «usb», «http» */
    struct stamp (*now)(void *self);
    void *now_self;
    void (*ignored)(void *self, const char *why); /* one English sentence; may be NULL */
    void *ignored_self;
    arena *scratch;
    struct outbox_state *state; /* read anew after each range that is taken */
    /* what has come of it so far */
    uint32_t read;       /* receipts in order */
    uint32_t taken;      /* ranges in them that were news */
    uint32_t refused;    /* receipts or ranges that were ignored */
    uint64_t delivered;  /* events newly known to be at the hub */
    int64_t hub_wall_ms; /* of the newest receipt in order; EVENT_INT_ABSENT at first */
};

/* FAIL_OK also when the receipt was ignored; else the ledger's own failure. */
must_check enum fail receipts_take(struct receipts *receipts, str bytes);

#endif
