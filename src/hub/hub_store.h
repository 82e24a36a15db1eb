/* Where a hub keeps what it has: one small table of operations, so that one ward's SQLite file and
 * a city's PostgreSQL are the same to everything above (store_sql.h says how).
 *
 * Rows of events are keyed by installation: a kiosk's name together with its signing key, because
 * seq numbers count per key (wire/receipt.h). Events are a set by id: putting one again changes
 * nothing. A run is a proven contiguous stretch of one chain; where a kiosk's disk image was
 * restored and written on, two runs overlap, and both are kept: that is a fork. A statement of
 * another tool is an event too: seq 0, type_name HUB_STATEMENT, body its canonical JSON, session
 * its registration or empty, hash the hash of its body, prev zeros. One that voids another has
 * HUB_VOIDING, and the other's id as learner.
 *
 * Each row has a place, which rises in the order of storing, and stored_ms, the hub's clock then or
 * some milliseconds later.
 * Places become visible in their order: where one is seen, no lower one can still appear.
 *
 * Every operation returns FAIL_BUSY, FULL, DENIED, CORRUPT, IO or (a database server that cannot be
 * reached) OFFLINE when the storage fails, with one sentence logged. Texts are valid UTF-8 without
 * zero bytes by then, as the wire's readers give them; PostgreSQL answers others with FORMAT.
 * Changes happen between begin and commit; rollback never fails. Several hub processes may use one
 * storage at once. */
#ifndef HUB_HUB_STORE_H
#define HUB_HUB_STORE_H

#include "base/arena.h"
#include "base/fail.h"
#include "core/event.h"
#include "wire/enrol.h"
#include "wire/id.h"
#include "wire/receipt.h"
#include "wire/seal.h"

/* Two hubs on one storage whose clocks differ by no more than this store as if by the later one;
 * beyond it a clock was wrong and has been put right, which must not be overruled. */
#define HUB_CLOCKS_APART_MS (10ll * 60 * 1000)

#define HUB_STATEMENT "statement"
#define HUB_VOIDING "statement.voiding"

struct hub_store;

struct hub_kiosk {
    int64_t installation;
    char kiosk[KIOSK_ID_MAX + 1];
    struct sign_public key;
    int64_t enrolled_ms;
    int64_t last_ingest_ms; /* hub time when the newest batch came; 0: none yet */
    int64_t revoked_ms;     /* 0: not revoked */
    int64_t clock_error_ms; /* newest event's time minus the hub's at its arrival by network; above
                               0 the kiosk's clock is ahead, below it the event's age counts too;
                               INT64_MIN: not known */
    uint64_t quarantined;   /* entries in the quarantine list with its name */
};

struct hub_token {
    uint8_t token[ENROL_TOKEN_BYTES];
    int64_t issued_ms;
    int64_t expires_ms;
};

enum hub_put {
    HUB_PUT_NEW,
    HUB_PUT_HAVE,
    HUB_PUT_OTHER /* the id is there with other content, or from another installation */
};

/* One link of a chain, for finding runs again. */
struct hub_link {
    uint64_t seq;
    uint8_t prev[EVENT_HASH_BYTES];
    uint8_t hash[EVENT_HASH_BYTES];
};

/* A row as it is stored. kiosk and event's texts live until the visitor returns. */
struct hub_event {
    int64_t place;
    int64_t stored_ms;
    int64_t installation;
    str kiosk;
    const struct event *event;
};

/* Which rows to read. Zeroed: everything by rising place. */
struct hub_query {
    int64_t after_place; /* only rows with a higher (descending: lower) place; 0: from the start
                            (end) */
    bool descending;
    int64_t since_ms, until_ms;      /* stored_ms in (since, until]; 0: open */
    int64_t first_place, last_place; /* as bounds found them for these times, so that reading begins
                                        and ends there; 0: open */
    str session, learner, type;      /* equal to; empty: any */
    const uint8_t *id;               /* EVENT_ID_BYTES; NULL: any */
    int64_t installation;            /* 0: any */
};

/* What could not be taken. */
struct hub_quarantine {
    str kiosk;                     /* whose it says it is; may be empty */
    str source;                    /* the file's name on the stick */
    str reason;                    /* one English sentence */
    uint8_t hash[SEAL_HASH_BYTES]; /* of the file, so that one file stands here once */
    int64_t seen_ms;
};

/* A visitor returns false to end the reading, which is no failure. Texts live until it returns. */
typedef bool hub_visit_kiosk(void *self, const struct hub_kiosk *kiosk);
typedef bool hub_visit_token(void *self, const struct hub_token *token);
typedef bool hub_visit_link(void *self, const struct hub_link *link);
typedef bool hub_visit_stored(void *self, const struct hub_event *event);
typedef bool hub_visit_quarantine(void *self, const struct hub_quarantine *entry);

struct hub_store_ops {
    void (*close)(struct hub_store *store);
    enum fail (*begin)(struct hub_store *store);
    enum fail (*commit)(struct hub_store *store);
    void (*rollback)(struct hub_store *store);

    /* FAIL_MISSING when it was never put. */
    enum fail (*setting_get)(struct hub_store *store, str name, arena *home, str *out);
    enum fail (*setting_put)(struct hub_store *store, str name, str value);

    enum fail (*token_add)(struct hub_store *store, const struct hub_token *token);
    /* FAIL_MISSING when it is none, or spent: of several processes one alone spends it. */
    enum fail (*token_spend)(struct hub_store *store, const struct hub_token *token);
    /* The unspent ones. */
    enum fail (*tokens)(struct hub_store *store, hub_visit_token *visit, void *self);

    /* Fills kiosk->installation. FAIL_MISSING when its key stands there already: another process
     * was first. */
    enum fail (*kiosk_add)(struct hub_store *store, struct hub_kiosk *kiosk);
    /* By name, ordered. */
    enum fail (*kiosks)(struct hub_store *store, hub_visit_kiosk *visit, void *self);
    /* clock_error_ms: as in struct hub_kiosk; INT64_MIN leaves what is there. */
    enum fail (*kiosk_seen)(struct hub_store *store, int64_t installation, int64_t now_ms,
                            int64_t clock_error_ms);
    /* For good; a second time changes nothing. FAIL_MISSING when there is no such installation. */
    enum fail (*kiosk_revoke)(struct hub_store *store, int64_t installation, int64_t now_ms);
    /* Locks the installation until commit or rollback, so that two hub processes do not extend its
     * runs at once: first thing after begin. FAIL_MISSING when there is no such installation. */
    enum fail (*lock)(struct hub_store *store, int64_t installation);

    /* Puts count events in one go; puts_out has count entries. Rows with HUB_PUT_OTHER are not
     * changed. now_ms becomes stored_ms of new rows, the same for all that are put in one go. From
     * one putting to the next it rises, by a millisecond at least, even where the clocks of several
     * hubs differ a little (HUB_CLOCKS_APART_MS): whoever goes on reading from the last stored_ms
     * he saw misses nothing. */
    enum fail (*events_put)(struct hub_store *store, int64_t installation,
                            const struct event *events, size_t count, int64_t now_ms,
                            enum hub_put *puts_out);
    /* All links of an installation by rising seq; a fork gives several of one seq. Without seq 0.
     */
    enum fail (*links)(struct hub_store *store, int64_t installation, hub_visit_link *visit,
                       void *self);
    /* Every event of every kiosk, by installation, seq and place. Without seq 0. */
    enum fail (*events)(struct hub_store *store, hub_visit_stored *visit, void *self);
    /* The rows of a query by place. */
    enum fail (*stored)(struct hub_store *store, const struct hub_query *query,
                        hub_visit_stored *visit, void *self);
    /* Between which places all rows of since_ms and until_ms lie, for the queries of one page;
     * first_out is above last_out when there is none. Costs by the number of those rows. */
    enum fail (*bounds)(struct hub_store *store, const struct hub_query *query, int64_t *first_out,
                        int64_t *last_out);
    /* Whether the installation has stored a statement that voids this id. */
    enum fail (*voided)(struct hub_store *store, int64_t installation,
                        const uint8_t id[EVENT_ID_BYTES], bool *out);
    /* The highest place and its stored_ms: whatever is stored from now on has a higher place. 0, 0
     * when nothing is stored. */
    enum fail (*consistent)(struct hub_store *store, int64_t *place_out, int64_t *stored_ms_out);

    /* Ordered by first_seq, then last_seq. More than max: FAIL_LIMIT. */
    enum fail (*runs)(struct hub_store *store, int64_t installation, struct receipt_range *out,
                      size_t max, size_t *count_out);
    /* Puts these in the place of all of the installation's runs. */
    enum fail (*runs_put)(struct hub_store *store, int64_t installation,
                          const struct receipt_range *runs, size_t count);

    enum fail (*quarantine_put)(struct hub_store *store, const struct hub_quarantine *entry);
    /* The file was taken after all. */
    enum fail (*quarantine_drop)(struct hub_store *store, const uint8_t hash[SEAL_HASH_BYTES]);
    enum fail (*quarantined)(struct hub_store *store, hub_visit_quarantine *visit, void *self);
};

struct hub_store {
    const struct hub_store_ops *ops;
    void *self;
};

/* spec: «sqlite:FILE» or «postgresql://…» (libpq's URI). create: a missing one is made (a file with
 * 0600, or the tables in an empty database). An older schema is brought up to date in place.
 * FAIL_VERSION for a newer schema or an unknown kind of storage, FAIL_FOREIGN for another program's
 * database. The URI's password is never logged. */
must_check enum fail hub_store_open(struct hub_store *out, str spec, bool create);
void hub_store_close(struct hub_store *store);

/* Made by each kind of storage. */
must_check enum fail hub_store_open_sqlite(struct hub_store *out, str file, bool create);
must_check enum fail hub_store_open_postgres(struct hub_store *out, str uri, bool create);

#endif
