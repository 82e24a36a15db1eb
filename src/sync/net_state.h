/* What the network way has to remember over a restart: DATA/net.json.
 *
 * Statements that a hub cannot take, so that they are not offered to it every ten minutes, and how
 * the last rounds went, so that the status tells the truth also to another program. The ledger
 * stays the truth: a quarantined event waits like any other, a stick still carries it, and when the
 * file is lost or damaged the next round only finds the bad statements again. An entry counts for
 * the one event with its hash, never for what a restored disk image writes under its number. */
#ifndef SYNC_NET_STATE_H
#define SYNC_NET_STATE_H

#include "store/ledger.h"
#include "sync/http.h"

#define NET_STATE_FILE "net.json"
#define NET_LOCK_FILE "net.lock"
/* Of one hub: more is no bad statement but a bad hub, and each makes a gap in what it holds, of
 * which a receipt and the views can tell 64 (VIEWS_RANGES_MAX). */
#define NET_QUARANTINE_HUB_MAX 48u
#define NET_QUARANTINE_MAX (2u * NET_QUARANTINE_HUB_MAX)
#define NET_HUB_BYTES 24u
#define NET_WHY_BYTES 200u
#define NET_TARGETS_MAX 4u /* the hub, the one before it, a foreign store, and one to spare */

struct net_quarantined {
    char hub[NET_HUB_BYTES]; /* as events name it */
    uint64_t seq;
    uint8_t hash[EVENT_HASH_BYTES];
    int status;       /* what the hub answered; 0: it could not even be written */
    int64_t since_ms; /* wall of the kiosk */
    char why[NET_WHY_BYTES];
};

/* How the rounds to one hub went. Times are walls of the kiosk, EVENT_INT_ABSENT: never. */
struct net_target {
    char hub[NET_HUB_BYTES];
    int64_t tried_ms;
    int64_t success_ms;  /* the last round that brought all */
    int64_t hub_wall_ms; /* the hub's clock in its newest receipt */
    int64_t next_ms;     /* not before, by the wall clock as it is now; 0: at the next check */
    enum http_trouble trouble; /* of the last round */
    int status;
    uint32_t failures; /* in a row */
};

struct net_state {
    struct net_target targets[NET_TARGETS_MAX];
    uint32_t target_count;
    struct net_quarantined quarantined[NET_QUARANTINE_MAX];
    uint32_t quarantined_count;
};

/* One round at a time, whichever program makes it. FAIL_BUSY: another one is at it. */
must_check enum fail net_state_lock(str data, int *lock_out);
void net_state_unlock(int lock);

/* Never fails: a missing or damaged file is an empty state (and one line in the log). */
void net_state_load(str data, struct net_state *out);
must_check enum fail net_state_save(str data, const struct net_state *state);

/* Writes down when that hub is tried again, by the wall clock; a failure is logged only. */
void net_state_note_next(str data, str hub, int64_t next_ms);

/* The entry of a hub, a new one where there is none (the oldest gives way). */
struct net_target *net_state_target(struct net_state *state, str hub);
/* The entry or NULL; makes none. */
const struct net_target *net_state_find(const struct net_state *state, str hub);
/* False: no room. */
bool net_state_add(struct net_state *state, const struct net_quarantined *entry);
uint32_t net_state_count(const struct net_state *state, str hub);
/* Drops this hub's entries for which keep says no. True when there was one. */
bool net_state_filter(struct net_state *state, str hub,
                      bool (*keep)(void *self, const struct net_quarantined *entry), void *self);

#endif
