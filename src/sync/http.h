/* The network: one round of bringing the ledger to the hub over HTTP (formats.md, HTTP).
 *
 * A round asks for a grant where there is none, asks what the hub already holds, and sends what is
 * missing as xAPI statements. For the hub only its signed receipt whose chain hashes agree with our
 * own makes events delivered, exactly as with a stick: a status of 200 alone proves nothing, so a
 * captive portal, a cut answer or a stranger's server change nothing. A statement that the hub
 * cannot take is found by halving, set aside (sync/net_state.h) and blocks nothing. The round is
 * written against a port, so that tests and the simulation stand between kiosk and hub.
 *
 * A foreign Learning Record Store gets the learning statements alone; it signs nothing, so its list
 * of the ids that were sent is what is written down. */
#ifndef SYNC_HTTP_H
#define SYNC_HTTP_H

#include "store/identity.h"
#include "store/ledger.h"
#include "store/views.h"
#include "wire/exchange.h"

/* Sends one request and waits for its whole answer; its texts live in home. request->path stands
 * below the address that the port was made for. FAIL_OK with any status, redirects included, which
 * a port never follows. FAIL_OFFLINE (no name, no way, refused, too slow), FAIL_FOREIGN (its
 * certificate is not to be trusted), FAIL_CORRUPT (cut, or longer or shorter than it says),
 * FAIL_LIMIT (more than EXCHANGE_ANSWER_BYTES_MAX), FAIL_BUSY (we were told to stop), FAIL_MISSING
 * (no such certificate file), FAIL_FORMAT (the address is none of https), FAIL_IO (no library). */
typedef enum fail http_send(void *self, arena *home, const struct exchange_request *request,
                            struct exchange_answer *answer);
struct http_port {
    http_send *send;
    void *self;
};

/* Why a round did not bring everything; one sentence each in http_trouble_vi and _en. */
enum http_trouble {
    HTTP_TROUBLE_NONE,
    HTTP_TROUBLE_NO_HUB,      /* no enrolment code yet */
    HTTP_TROUBLE_NO_ADDRESS,  /* a hub by stick only */
    HTTP_TROUBLE_OFFLINE,     /* nobody answers */
    HTTP_TROUBLE_CERTIFICATE, /* somebody else answers, or the clock is wrong */
    HTTP_TROUBLE_PORTAL,      /* an answer that is not the hub's: a log-in page, a redirect */
    HTTP_TROUBLE_CUT,         /* the answer broke off */
    HTTP_TROUBLE_TOO_LARGE,   /* the answer does not end */
    HTTP_TROUBLE_ENROL,       /* the hub does not give a grant */
    HTTP_TROUBLE_UNKNOWN,     /* 401 */
    HTTP_TROUBLE_REVOKED,     /* 403 */
    HTTP_TROUBLE_HUB_BUSY,    /* 429, 503 */
    HTTP_TROUBLE_HUB_FAILED,  /* 5xx, or a status nobody expects */
    HTTP_TROUBLE_NO_PROOF,    /* taken, it says, but no receipt that agrees with our chain */
    HTTP_TROUBLE_LRS_FORM,    /* the settings of the foreign store cannot be used */
    HTTP_TROUBLE_LEDGER,      /* our own disk */
    HTTP_TROUBLE_TAKEN,       /* another program is just sending */
    HTTP_TROUBLE_STOPPED,     /* we were told to stop */
    HTTP_TROUBLE_NO_LIBRARY,  /* libcurl is not installed. At the end: net.json keeps numbers */
    HTTP_TROUBLE_COUNT
};
str http_trouble_name(enum http_trouble trouble);
str http_trouble_vi(enum http_trouble trouble);
str http_trouble_en(enum http_trouble trouble);

enum http_phase {
    HTTP_PHASE_ENROL,
    HTTP_PHASE_RECEIPT,
    HTTP_PHASE_SEND, /* by event */
    HTTP_PHASE_DONE,
    HTTP_PHASE_COUNT
};
struct http_progress {
    enum http_phase phase;
    uint64_t done, total; /* total 0: not known */
    str vi, en;
};
typedef void http_watch(void *self, const struct http_progress *progress);

#define HTTP_WHY_BYTES 240u

struct http_report {
    enum http_trouble trouble;
    int status;              /* the last answer's; 0: none */
    bool granted;            /* the hub gave its grant in this round */
    uint32_t requests;       /* sent, answered or not */
    uint64_t statements;     /* in them */
    uint32_t receipts_taken; /* ranges that were news */
    uint64_t events_delivered;
    uint64_t events_waiting;   /* after the round, with the ledger's bookkeeping */
    uint64_t learning_waiting; /* after the round */
    uint32_t quarantined;      /* set aside in this round */
    uint32_t receipts_refused; /* not signed by our hub, or of another history */
    int64_t retry_after_ms;    /* what the hub asked for; 0: nothing */
    int64_t hub_wall_ms;       /* the hub's clock in its newest receipt; EVENT_INT_ABSENT: none */
    char why_vi[HTTP_WHY_BYTES], why_en[HTTP_WHY_BYTES]; /* with trouble: one sentence each */
};

/* A foreign Learning Record Store. The port is made for its address. */
struct http_lrs {
    str address; /* names it in receipt.accepted: «lrs-» and 8 letters of the hash */
    str user;
    str secret; /* whoever read it wipes it */
};

struct http_sync {
    struct http_port port; /* without send: none could be made, which the round says */
    struct ledger *ledger;
    struct views *views;
    struct identity *identity;  /* takes the grant */
    const struct http_lrs *lrs; /* NULL: the hub */
    bool again; /* also what was set aside before: somebody asked by hand, or the hub is another */
    struct stamp (*now)(void *self);
    bool (*stop)(void *self); /* asked between requests; may be NULL */
    http_watch *watch;        /* may be NULL */
    void *self;               /* for now, stop and watch */
};

/* One round. FAIL_OK: everything worth sending is at the hub or set aside. Otherwise the report
 * says what was done until then (all of it whole) and why it ended: FAIL_OFFLINE for whatever the
 * network or the hub did, FAIL_DENIED (401, 403, no grant), FAIL_MISSING (no hub, no address, no
 * library), FAIL_BUSY (stopped, or another program is just sending), else the ledger's own
 * failures. */
must_check enum fail http_sync_run(const struct http_sync *sync, struct http_report *report);

/* The settings of a foreign store with its secret, one line of a file that only its owner may read.
 * Texts live in home or are borrowed. FAIL_MISSING, FAIL_DENIED (others may read the file too),
 * FAIL_FORMAT (no https address, no user, no secret). */
must_check enum fail http_lrs_read(struct http_lrs *out, arena *home, const struct http_lrs *said,
                                   str secret_file);
/* How events name a foreign store: «lrs-1a2b3c4d». */
str http_lrs_name(arena *home, str address);

#endif
