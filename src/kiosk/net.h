/* Results go to the hub by themselves: sync/http.h on a thread of its own, with its own connections
 * to ledger and views, so that nothing a citizen does waits for a network.
 *
 * The loop owns the clock: it asks net_next_ms when to wake and calls net_tick; between two rounds
 * the thread sleeps without waking, and before the first one there is none. A round is due some
 * seconds after the start and after a session's end, then every network.check_minutes; after a
 * failure the back-off says when (sync/backoff.h), for the hub and a foreign store each its own. */
#ifndef KIOSK_NET_H
#define KIOSK_NET_H

#include "base/clock.h"
#include "content/config.h"
#include "sync/backoff.h"
#include "sync/http.h"

/* A kiosk that has just started has better things to do. */
#define NET_FIRST_MS 20000
/* After a session's end; more of them in a row share a round. */
#define NET_SOON_MS 5000
#define NET_BETWEEN_MS 60000

struct net;

/* On the loop's thread, after each round, which may have changed the kiosk's keys. */
struct net_answer {
    const struct http_report *report; /* of the hub's way */
};
typedef void net_told(void *self, const struct net_answer *answer);

struct net_options {
    str data, boot_id; /* boot_id empty: the machine's */
    str kiosk_id;      /* from kiosk.yaml; may be empty */
    str hub_code;      /* taken when the kiosk has no hub yet; may be empty */
    const struct network_config *network;
    bool walking; /* down until net_up; the round's time stands still */
    void (*wake)(void *context);
    void *context;
    net_told *told;
    void *self;
};

/* Everything borrowed must outlive it. */
void net_open(struct net **out, const struct net_options *options);
/* Time has come to now; starts a round when one is due. */
void net_tick(struct net *net, struct moment now, bool session_open);
/* Monotonic time at which net_tick has something to do; INT64_MAX: nothing. */
int64_t net_next_ms(const struct net *net);
/* Tells the answer of a round that has ended, on the caller's thread; true when there was one. */
bool net_deliver(struct net *net);
/* Waits until nothing is under way. */
void net_drain(struct net *net);
/* Tells a round that is under way to stop; it does within a second. NULL is fine. */
void net_close(struct net *net);

/* ---- for walks ---- */

/* From now on there is a network, and the hub stands at address («hub»: where its enrolment code
 * says). False: no such address. */
bool net_up(struct net *net, str address);
void net_down(struct net *net);
/* The last round's sentence; empty before the first. */
str net_words(const struct net *net, bool english);

#endif
