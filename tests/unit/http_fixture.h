/* A hub behind a port, played in memory, with every fault that a network can have. */
#ifndef HTTP_FIXTURE_H
#define HTTP_FIXTURE_H

#include "sync/http.h"
#include "sync/net_state.h"
#include "usb_fixture.h"

#define FAKE_EVENTS_MAX 4000u
#define FAKE_BAD_MAX 4u

enum fault {
    FAULT_NONE,
    FAULT_OFFLINE,
    FAULT_CERTIFICATE,
    FAULT_NO_LIBRARY, /* the port has nothing to send with */
    FAULT_CUT,        /* the hub took it, the answer broke off */
    FAULT_TOO_LARGE,  /* the same, with an answer without end */
    FAULT_PORTAL,     /* 200 and HTML */
    FAULT_PORTAL_JSON,
    FAULT_NOTHING, /* 204 to everything */
    FAULT_REDIRECT,
    FAULT_LIE,        /* 200 and the right ids, nothing kept, no receipt */
    FAULT_LIE_STALE,  /* the same with a receipt of what was there before */
    FAULT_STRANGER,   /* the same with a receipt for all that another key has signed */
    FAULT_OTHER_PAST, /* the hub's own receipt, for another history */
    FAULT_GARBAGE,    /* taken, a header that is no receipt */
    FAULT_NO_RECEIPT, /* taken, the header was lost */
    FAULT_WRONG_TYPE, /* taken, but called HTML and without its list */
    FAULT_401,
    FAULT_403,
    FAULT_413,
    FAULT_429,
    FAULT_503,
    FAULT_500,
    FAULT_400_HTML,
    FAULT_COUNT
};

struct fake {
    struct place *place;
    bool held[FAKE_EVENTS_MAX];
    uint8_t hashes[FAKE_EVENTS_MAX][EVENT_HASH_BYTES];
    uint8_t ids[FAKE_EVENTS_MAX][EVENT_ID_BYTES];
    uint64_t bad[FAKE_BAD_MAX];     /* seqs that get 400 */
    uint64_t clashes[FAKE_BAD_MAX]; /* seqs whose id is taken: 409 */
    size_t most;                    /* statements a request, else 413; 0: any */
    bool refuses_enrolment, revoked, refuses_all;
    bool lrs; /* a foreign store: no receipts */
    enum fault (*pick)(struct fake *fake, const struct exchange_request *request);
    uint64_t random;
    int requests, posts;
    size_t largest; /* statements in one request */
    int kill_at;    /* the request after whose work the process ends; 0: never */
    struct http_report report;
};

void fake_init(struct fake *fake, struct place *place);
/* A code with an address, so that there is a network way. */
void fake_enrol(struct fake *fake);
enum fail fake_sync(struct fake *fake, bool again);
enum fail fake_sync_lrs(struct fake *fake);
/* Nothing may be called delivered that the hub does not hold with the same hash. */
void fake_check_truth(struct fake *fake);
uint64_t fake_delivered(struct fake *fake, str hub);
str fake_hub_name(struct fake *fake);

#endif
