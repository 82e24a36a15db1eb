/* Where a hub keeps what it has: one small table of operations, so that one ward's SQLite file and
 * a city's PostgreSQL are the same to everything above.
 *
 * Rows of events are keyed by installation: a kiosk's name together with its signing key, because
 * seq numbers count per key (wire/receipt.h). Events are a set by id: putting one again changes
 * nothing. A run is a proven contiguous stretch of one chain; where a kiosk's disk image was
 * restored and written on, two runs overlap, and both are kept: that is a fork.
 *
 * Every operation returns FAIL_BUSY, FULL, DENIED, CORRUPT or IO when the storage fails, with one
 * sentence logged. Changes happen between begin and commit; rollback never fails. */
#ifndef HUB_HUB_STORE_H
#define HUB_HUB_STORE_H

#include "base/arena.h"
#include "base/fail.h"
#include "core/event.h"
#include "wire/enrol.h"
#include "wire/id.h"
#include "wire/receipt.h"
#include "wire/seal.h"

struct hub_store;

struct hub_kiosk {
    int64_t installation;
    char kiosk[KIOSK_ID_MAX + 1];
    struct sign_public key;
    int64_t enrolled_ms;
    int64_t last_ingest_ms; /* hub time when the newest batch came; 0: none yet */
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

/* What could not be taken. */
struct hub_quarantine {
    str source;                    /* the file's name on the stick */
    str reason;                    /* one English sentence */
    uint8_t hash[SEAL_HASH_BYTES]; /* of the file, so that one file stands here once */
    int64_t seen_ms;
};

/* A visitor returns false to end the reading, which is no failure. Texts live until it returns. */
typedef bool hub_visit_kiosk(void *self, const struct hub_kiosk *kiosk);
typedef bool hub_visit_token(void *self, const struct hub_token *token);
typedef bool hub_visit_link(void *self, const struct hub_link *link);
typedef bool hub_visit_event(void *self, str kiosk, const struct event *event);
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
    enum fail (*token_spend)(struct hub_store *store, const struct hub_token *token);
    /* The unspent ones. */
    enum fail (*tokens)(struct hub_store *store, hub_visit_token *visit, void *self);

    /* Fills kiosk->installation. */
    enum fail (*kiosk_add)(struct hub_store *store, struct hub_kiosk *kiosk);
    /* By name, ordered. */
    enum fail (*kiosks)(struct hub_store *store, hub_visit_kiosk *visit, void *self);
    enum fail (*kiosk_seen)(struct hub_store *store, int64_t installation, int64_t now_ms);

    enum fail (*event_put)(struct hub_store *store, int64_t installation, const struct event *event,
                           enum hub_put *out);
    /* All links of an installation by rising seq; a fork gives several of one seq. */
    enum fail (*links)(struct hub_store *store, int64_t installation, hub_visit_link *visit,
                       void *self);
    /* Every event of every kiosk, by installation and seq. */
    enum fail (*events)(struct hub_store *store, hub_visit_event *visit, void *self);

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

/* spec: «sqlite:FILE». create: a missing one is made (0600). FAIL_VERSION for a newer schema or a
 * kind of storage that this program was not built with, FAIL_FOREIGN for another program's
 * database. */
must_check enum fail hub_store_open(struct hub_store *out, str spec, bool create);
void hub_store_close(struct hub_store *store);

/* Made by each kind of storage. */
must_check enum fail hub_store_open_sqlite(struct hub_store *out, str file, bool create);

#endif
