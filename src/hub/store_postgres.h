/* The inside of the hub's PostgreSQL storage. Not for other files.
 *
 * Many hub processes may use one database. What holds them apart:
 *   - lock() takes the kiosk's row FOR UPDATE, so that one process at a time extends its runs.
 *   - events_put() takes one advisory lock until the end of its transaction. So ids are looked up
 *     and inserted by one process at a time: an event is stored once although no unique constraint
 *     spans installations (a sharded table could not keep one). And places, which a sequence hands
 *     out, become visible in their order: whoever draws a place holds the lock until its commit is
 *     visible, so every lower place is visible by then or was rolled back for good. That is all
 *     consistent() needs. The lock is held for the writing only (5,000 events: a tenth of a
 *     second), not while a batch is read, decrypted and proven.
 *   - A process that dies or hangs gives both locks back with its connection, or after
 *     idle_in_transaction_session_timeout.
 *
 * A lost connection ends the transaction: the server rolls it back, every operation up to the
 * caller's rollback says FAIL_OFFLINE, and the next begin (or reading outside of a change) connects
 * anew. When it is lost during commit nobody knows what became of it; putting the same events again
 * is harmless. */
#ifndef HUB_STORE_POSTGRES_H
#define HUB_STORE_POSTGRES_H

#include <libpq-fe.h>

#include "hub/store_sql.h"

/* What PostgreSQL alone needs, behind the shared ones. */
enum postgres_sql {
    POSTGRES_LOCK_KIOSK = SQL_COUNT,
    POSTGRES_LOCK_WRITING,
    POSTGRES_FIND,
    POSTGRES_PUT,
    POSTGRES_COUNT
};

struct postgres_store {
    struct sql_store shared;
    PGconn *db;
    char *uri;
    bool ready[POSTGRES_COUNT]; /* prepared on this connection */
    bool changing;              /* between begin and commit or rollback */
    unsigned readers;           /* open cursors */
    bool reading;               /* the transaction is the readers' own */
    unsigned cursor_count;
};

struct postgres_param {
    Oid type;
    const void *bytes; /* NULL: null */
    size_t len;
};
#define POSTGRES_PARAMS_MAX 16u
#define POSTGRES_INT8 20u
#define POSTGRES_TEXT 25u
#define POSTGRES_BYTEA 17u
#define POSTGRES_INT8_ARRAY 1016u
#define POSTGRES_TEXT_ARRAY 1009u
#define POSTGRES_BYTEA_ARRAY 1001u

static inline struct postgres_store *postgres_own(struct hub_store *store)
{
    return store->self;
}

/* Connects when there is no connection; FAIL_OFFLINE or DENIED, one sentence logged. */
must_check enum fail postgres_connect(struct postgres_store *s);
/* A usable connection: made anew where it was lost, unless a change is under way. */
must_check enum fail postgres_connected(struct postgres_store *s);

/* What went wrong with a result (which may be NULL): FAIL_OK when nothing. Logs one sentence,
 * without the row's contents and the address. */
must_check enum fail postgres_fail_of(struct postgres_store *s, const PGresult *result);
/* Runs a text without values; several statements are allowed. */
must_check enum fail postgres_run(struct postgres_store *s, const char *text);
/* Runs a statement that is prepared at its first use; rows come in binary. The caller clears the
 * result. */
must_check enum fail postgres_query(struct postgres_store *s, unsigned sql,
                                    const struct postgres_param *params, size_t count,
                                    PGresult **out);
/* A 64-bit number of a binary result. */
int64_t postgres_int8(const PGresult *result, int row, int column);
/* Network byte order. */
void postgres_put_int8(uint8_t out[8], int64_t value);

extern const struct sql_driver postgres_driver;
extern const char *const postgres_texts[POSTGRES_COUNT - SQL_COUNT];

/* As sqlite_check_schema. */
must_check enum fail postgres_check_schema(struct postgres_store *s, bool create);
enum fail postgres_events_put(struct hub_store *store, int64_t installation,
                              const struct event *events, size_t count, int64_t now_ms,
                              enum hub_put *puts_out);

#endif
