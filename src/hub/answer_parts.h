/* The inside of one answer: what its files share. Not for other layers. */
#ifndef HUB_ANSWER_PARTS_H
#define HUB_ANSWER_PARTS_H

#include <jansson.h>

#include "hub/answer.h"
#include "hub/receipts.h"
#include "wire/statement_read.h"

#define ANSWER_PARAMS_MAX 24u
#define ANSWER_PAGE_MAX 500u
/* Rows held at once end here, so that one of nearly 1 MiB may be among them. */
#define ANSWER_ROWS_BYTES_MAX (4u * 1024u * 1024u)

struct answering {
    struct hub *hub;
    arena *home;
    const struct exchange_request *request;
    struct exchange_answer *out;
    struct hub_kiosk kiosk; /* who asks; zeroed on an open path and for a reader */
    bool reader;            /* reads everything, writes nothing */
    str base;               /* the ward's IRI */
};

/* ---- answer.c ---- */

/* One sentence as text/plain. */
void answer_say(struct answering *a, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* 503: the storage was busy or failed; nothing was changed. */
void answer_store_failed(struct answering *a, enum fail failed);
void answer_json(struct answering *a, int status, str body);
/* Puts a receipt (wire/receipt.h) into the answer; an empty one leaves it out. */
void answer_give_receipt(struct answering *a, str receipt);

struct param {
    str name, value; /* decoded */
};
struct params {
    struct param items[ANSWER_PARAMS_MAX];
    size_t count;
};
/* Reads the query; only names of allowed (it ends with NULL) and each once. False: 400 was said. */
bool answer_params(struct answering *a, const char *const *allowed, struct params *out);
/* NULL when it is not there. */
const str *answer_param(const struct params *params, const char *name);

/* ---- answer_auth.c ---- */

/* Finds the kiosk of the credentials. False: 401, 403 or 503 was said. */
bool answer_authenticate(struct answering *a);

/* ---- handlers ---- */

void answer_about(struct answering *a);
void answer_enrol(struct answering *a);
void answer_receipt(struct answering *a);
void answer_post(struct answering *a);
void answer_put(struct answering *a);
void answer_get(struct answering *a);

/* ---- answer_rows.c, answer_get.c, answer_list.c: statements out of rows ---- */

enum answer_form { FORM_EXACT, FORM_IDS, FORM_CANONICAL };

struct filter {
    json_t *agent; /* NULL: any */
    str verb, activity, registration;
    bool related_agents, related_activities;
    int64_t since_ms, until_ms;
    size_t limit;
    bool ascending;
    bool attachments;
    enum answer_form form;
    int64_t after_place; /* of a `more` */
    str query;           /* without `more` */
};

/* A row copied out of the storage. */
struct stored_row {
    int64_t place, stored_ms;
    int64_t installation;
    str kiosk;
    struct event event;
};

/* What the sessions of one installation say, by page. */
struct session_cache;
struct session_cache *answer_sessions(struct answering *a, arena *home);
/* The statement of a row with all that the hub adds; the caller's. NULL: failed_out. */
json_t *answer_statement(struct answering *a, struct session_cache *sessions,
                         const struct stored_row *row, enum fail *failed_out);
struct stored_row answer_copy_row(arena *home, const struct hub_event *stored);
/* The row of an id, a kiosk's among its own; FAIL_MISSING. */
must_check enum fail answer_find_row(struct answering *a, arena *home,
                                     const uint8_t id[EVENT_ID_BYTES], struct stored_row *out);
/* Whether a statement that the same kiosk stored voids it. */
must_check enum fail answer_is_voided(struct answering *a, const struct stored_row *row, bool *out);

void answer_list(struct answering *a, const struct filter *filter);
/* The address of the next page. */
str answer_more(struct answering *a, int64_t place, str query);
/* Body, type, ETag; attachments: as multipart/mixed with that one part. */
void answer_statements_body(struct answering *a, str json, bool attachments);

/* ---- answer_filter.c ---- */

/* Cheap: false when the row cannot match, whatever its statement says. */
bool filter_may_match(const struct answering *a, const struct filter *filter,
                      const struct hub_event *stored);
bool filter_matches(const struct filter *filter, json_t *statement);

/* ---- answer_form.c ---- */

void answer_shape(json_t *statement, enum answer_form form);

#endif
