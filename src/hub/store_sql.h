/* The inside of the hub's storage: what SQLite and PostgreSQL share. Not for other files.
 *
 * The operations are written once, against a driver that can run a statement with values and hand
 * out its rows; both databases understand the same texts ($1, $2 … in the order of their first
 * appearance, every number a 64-bit integer). Only opening, transactions and putting events are
 * each kind's own, because there the two differ in what is fast and what must be locked. */
#ifndef HUB_STORE_SQL_H
#define HUB_STORE_SQL_H

#include "hub/hub_store.h"

enum sql {
    SQL_SETTING_GET,
    SQL_SETTING_PUT,
    SQL_TOKEN_ADD,
    SQL_TOKEN_SPEND,
    SQL_TOKENS,
    SQL_KIOSK_ADD,
    SQL_KIOSKS,
    SQL_KIOSK_SEEN,
    SQL_KIOSK_REVOKE,
    SQL_LINKS,
    SQL_EVENTS,
    SQL_SINCE,
    SQL_UNTIL,
    SQL_VOIDED,
    SQL_CONSISTENT,
    SQL_RUNS,
    SQL_RUNS_DROP,
    SQL_RUN_PUT,
    SQL_QUARANTINE_PUT,
    SQL_QUARANTINE_DROP,
    SQL_QUARANTINED,
    SQL_COUNT,
    SQL_OWN = SQL_COUNT /* a text made for one query */
};
extern const char *const sql_texts[SQL_COUNT];

/* What a reader of event e and its kiosk k selects, in this order. */
#define SQL_EVENT_COLUMNS                                                                          \
    "e.place,e.stored_ms,e.installation,k.kiosk,e.id,e.seq,e.boot,e.mono_ms,e.wall_ms,"            \
    "e.clock_sure,e.type,e.session,e.learner,e.body,e.prev,e.hash"

enum sql_kind { SQL_INT, SQL_TEXT, SQL_BLOB };

struct sql_value {
    enum sql_kind kind;
    bool null;
    int64_t number;
    const void *bytes;
    size_t len;
};

#define SQL_VALUES_MAX 12u

struct sql_query {
    struct hub_store *store;
    enum sql sql;
    const char *text;
    bool large; /* too many rows to hold at once */
    struct sql_value values[SQL_VALUES_MAX];
    size_t count;
    enum fail failed;
    /* the driver's */
    bool started;
    void *rows;
    int row, row_count;
    unsigned cursor;
};

struct sql_driver {
    /* Goes to the next row; starts the query at the first call. False at the end, and when it
     * failed (then query->failed is set and a sentence was logged). */
    bool (*step)(struct sql_query *query);
    /* Ends it, after its last row or early; may set query->failed. */
    void (*end)(struct sql_query *query);
    bool (*is_null)(struct sql_query *query, int column);
    int64_t (*number)(struct sql_query *query, int column);
    /* Texts and blobs: bytes that live until the next step or end. */
    str (*bytes)(struct sql_query *query, int column);
};

/* What hub_store.self points to begins with this. */
struct sql_store {
    const struct sql_driver *driver;
};

struct sql_query sql_query_of(struct hub_store *store, enum sql sql);
void sql_int(struct sql_query *query, int64_t value);
/* NULL in the database for INT64_MIN. */
void sql_int_or_null(struct sql_query *query, int64_t value);
void sql_text(struct sql_query *query, str text);
void sql_blob(struct sql_query *query, const void *bytes, size_t len);

bool sql_step(struct sql_query *query);
bool sql_is_null(struct sql_query *query, int column);
int64_t sql_number(struct sql_query *query, int column);
str sql_bytes(struct sql_query *query, int column);
/* A blob of exactly len bytes; anything else means that the row is damaged: FAIL_CORRUPT. */
void sql_take(struct sql_query *query, int column, void *out, size_t len);
must_check enum fail sql_end(struct sql_query *query);
/* Steps through to the end. */
must_check enum fail sql_run(struct sql_query *query);

/* stored_ms for what is put now: now_ms, or just behind the newest row that has it already. */
must_check enum fail sql_stored_ms(struct hub_store *store, int64_t now_ms, int64_t *out);

/* The operations that are the same for all kinds. */
enum fail sql_setting_get(struct hub_store *store, str name, arena *home, str *out);
enum fail sql_setting_put(struct hub_store *store, str name, str value);
enum fail sql_token_add(struct hub_store *store, const struct hub_token *token);
enum fail sql_token_spend(struct hub_store *store, const struct hub_token *token);
enum fail sql_tokens(struct hub_store *store, hub_visit_token *visit, void *self);
enum fail sql_kiosk_add(struct hub_store *store, struct hub_kiosk *kiosk);
enum fail sql_kiosks(struct hub_store *store, hub_visit_kiosk *visit, void *self);
enum fail sql_kiosk_seen(struct hub_store *store, int64_t installation, int64_t now_ms,
                         int64_t clock_error_ms);
enum fail sql_kiosk_revoke(struct hub_store *store, int64_t installation, int64_t now_ms);
enum fail sql_runs(struct hub_store *store, int64_t installation, struct receipt_range *out,
                   size_t max, size_t *count_out);
enum fail sql_runs_put(struct hub_store *store, int64_t installation,
                       const struct receipt_range *all, size_t count);
enum fail sql_quarantine_put(struct hub_store *store, const struct hub_quarantine *entry);
enum fail sql_quarantine_drop(struct hub_store *store, const uint8_t hash[SEAL_HASH_BYTES]);
enum fail sql_quarantined(struct hub_store *store, hub_visit_quarantine *visit, void *self);
enum fail sql_links(struct hub_store *store, int64_t installation, hub_visit_link *visit,
                    void *self);
enum fail sql_events(struct hub_store *store, hub_visit_stored *visit, void *self);
enum fail sql_stored(struct hub_store *store, const struct hub_query *query,
                     hub_visit_stored *visit, void *self);
enum fail sql_bounds(struct hub_store *store, const struct hub_query *query, int64_t *first_out,
                     int64_t *last_out);
enum fail sql_voided(struct hub_store *store, int64_t installation,
                     const uint8_t id[EVENT_ID_BYTES], bool *out);
enum fail sql_consistent(struct hub_store *store, int64_t *place_out, int64_t *stored_ms_out);

/* Their part of a struct hub_store_ops. */
#define SQL_OPS                                                                                    \
    .setting_get = sql_setting_get, .setting_put = sql_setting_put, .token_add = sql_token_add,    \
    .token_spend = sql_token_spend, .tokens = sql_tokens, .kiosk_add = sql_kiosk_add,              \
    .kiosks = sql_kiosks, .kiosk_seen = sql_kiosk_seen, .kiosk_revoke = sql_kiosk_revoke,          \
    .links = sql_links, .events = sql_events, .stored = sql_stored, .bounds = sql_bounds,          \
    .voided = sql_voided, .consistent = sql_consistent, .runs = sql_runs,                          \
    .runs_put = sql_runs_put, .quarantine_put = sql_quarantine_put,                                \
    .quarantine_drop = sql_quarantine_drop, .quarantined = sql_quarantined

#endif
