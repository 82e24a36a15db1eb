/* How the network way stands, told truly: what waits by the ledger, how the last round went by what
 * was written down after it (net_state.h). For the officer's screen, `tramsoctl net status` and
 * tests. */
#ifndef SYNC_STATUS_H
#define SYNC_STATUS_H

#include "sync/net_state.h"
#include "sync/outbox.h"

struct sync_status {
    bool foreign;    /* another Learning Record Store, no hub of ours */
    bool enrolled;   /* there is a hub */
    bool granted;    /* it has given its password */
    bool by_network; /* the hub has an address */
    char hub[NET_HUB_BYTES];
    struct net_target last; /* zeroed hub: no round yet */
    struct outbox_state outbox;
    uint32_t quarantined_count;
    struct net_quarantined quarantined[NET_QUARANTINE_HUB_MAX];
};

/* lrs: a foreign store's name (http_lrs_name), empty: the hub. The views are followed first when
 * they may be written. */
must_check enum fail sync_status_read(struct sync_status *out, struct ledger *ledger,
                                      struct views *views, const struct identity *identity,
                                      str lrs);
/* One sentence for people: sent, waiting, or why not. */
str sync_status_vi(arena *home, const struct sync_status *status);
str sync_status_en(arena *home, const struct sync_status *status);

#endif
