/* The inside of one http_sync_run: what its parts share. Not for other layers. */
#ifndef SYNC_HTTP_ROUND_H
#define SYNC_HTTP_ROUND_H

#include "sync/http_answer.h"
#include "sync/net_state.h"
#include "sync/receipts.h"
#include "wire/statement.h"

/* What one session says of the events in it, as far as the ledger had come with an event: an event
 * must give the same statement each time it is sent. */
struct session_words {
    arena home;
    char session[64];
    uint64_t seq; /* the newest event that has been heard; 0: nothing yet */
    struct statement_context context;
};

struct http_round {
    const struct http_sync *sync;
    struct http_report *report;
    struct net_state *state;
    str data;      /* the data folder */
    arena home;    /* what lives as long as the round */
    arena scratch; /* one request and its answer */
    arena line;    /* one statement */
    str hub;       /* as events name it */
    str authorization;
    str base; /* the statements' ids */
    struct outbox_state outbox;
    struct receipts receipts;
    struct session_words words;
    size_t limit; /* statements a request: halved by 413 */
    uint64_t end; /* what the ledger ended with when the round began */
};

/* Ends the round: puts the trouble into the report. Gives back what the round returns. */
enum fail round_trouble(struct http_round *round, enum http_trouble trouble);
enum fail round_disk(struct http_round *round, enum fail failed);
void http_tell(const struct http_round *round, enum http_phase phase, uint64_t done,
               uint64_t total);
/* Sends, with credentials where there are any, and judges the answer; takes a receipt that came
 * with it. FAIL_OK: see verdict, whatever it is; else our own disk failed. */
must_check enum fail round_send(struct http_round *round, struct exchange_request *request,
                                bool statements, struct exchange_answer *answer,
                                struct answer_verdict *verdict);
/* Asks what the hub holds. */
must_check enum fail round_ask_receipt(struct http_round *round);
/* Sends all that waits and is worth it. */
must_check enum fail round_send_waiting(struct http_round *round);

/* ---- one request's statements (http_statements.c) ---- */

struct parcel {
    uint64_t from_seq;  /* where packing began: nothing before first_seq is for this store */
    uint64_t first_seq; /* what the request covers; 0: nothing to send */
    uint64_t last_seq;
    size_t count;                   /* statements in it */
    uint8_t (*ids)[EVENT_ID_BYTES]; /* count of them, room for EXCHANGE_STATEMENTS_MAX */
    uint64_t next_seq;              /* where to go on after it */
    str body;
    bool unwritable; /* for a foreign store: the event at next_seq - 1 makes no statement */
};
/* Statements of the events first_seq … last_seq, as many as fit one request and most. */
must_check enum fail parcel_pack(struct http_round *round, uint64_t first_seq, uint64_t last_seq,
                                 size_t most, struct parcel *out);

#endif
