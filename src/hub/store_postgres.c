/* The hub's storage in PostgreSQL: opening and transactions. */
#define LOG_MODULE "hub-postgres"
#include "hub/store_postgres.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"

/* ---- transactions ---- */

static enum fail store_begin(struct hub_store *store)
{
    struct postgres_store *s = postgres_own(store);
    if (s->changing || s->readers) {
        log_error("a change was begun while another or a reading is under way");
        return FAIL_BUSY;
    }
    enum fail failed = postgres_connected(s);
    if (failed == FAIL_OK)
        failed = postgres_run(s, "BEGIN ISOLATION LEVEL READ COMMITTED");
    s->changing = failed == FAIL_OK;
    return failed;
}

static enum fail store_commit(struct hub_store *store)
{
    struct postgres_store *s = postgres_own(store);
    PGresult *result = PQexec(s->db, "COMMIT");
    enum fail failed = postgres_fail_of(s, result);
    /* After a failure that nobody looked at, COMMIT is answered with ROLLBACK. */
    if (failed == FAIL_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        log_error("a change that had failed was not committed");
        failed = FAIL_IO;
    }
    PQclear(result);
    s->changing = failed != FAIL_OK;
    return failed;
}

static void store_rollback(struct hub_store *store)
{
    struct postgres_store *s = postgres_own(store);
    if (s->changing && PQstatus(s->db) == CONNECTION_OK &&
        PQtransactionStatus(s->db) != PQTRANS_IDLE)
        (void)!postgres_run(s, "ROLLBACK");
    s->changing = false;
}

static enum fail store_lock(struct hub_store *store, int64_t installation)
{
    uint8_t bytes[8];
    postgres_put_int8(bytes, installation);
    struct postgres_param param = { .type = POSTGRES_INT8, .bytes = bytes, .len = sizeof bytes };
    PGresult *result = NULL;
    enum fail failed = postgres_query(postgres_own(store), POSTGRES_LOCK_KIOSK, &param, 1, &result);
    if (failed == FAIL_OK && PQntuples(result) == 0)
        failed = FAIL_MISSING;
    PQclear(result);
    return failed;
}

/* ---- opening ---- */

static void store_close(struct hub_store *store)
{
    struct postgres_store *s = postgres_own(store);
    PQfinish(s->db);
    /* It may hold a password. */
    explicit_bzero(s->uri, strlen(s->uri));
    free(s->uri);
    free(s);
}

static const struct hub_store_ops ops = {
    .close = store_close,
    .begin = store_begin,
    .commit = store_commit,
    .rollback = store_rollback,
    .lock = store_lock,
    .events_put = postgres_events_put,
    SQL_OPS,
};

/* libpq's own sentences quote pieces of an address that it misunderstands, and a password with an
 * «@», «/» or «?» in it, or one without a host behind it, becomes such a piece: those addresses are
 * refused before libpq says anything. */
static bool address_clear(const char *uri)
{
    const char *from = strstr(uri, "://");
    const char *at = from ? strchr(from + 3, '@') : NULL;
    if (!from || (at && (strchr(at + 1, '@') || at > from + 3 + strcspn(from + 3, "/?"))))
        return false;
    PQconninfoOption *parsed = PQconninfoParse(uri, NULL);
    bool clear = parsed != NULL;
    for (PQconninfoOption *option = parsed; option && option->keyword; option++)
        if (strcmp(option->keyword, "port") == 0 && option->val)
            clear = option->val[strspn(option->val, "0123456789,")] == 0;
    PQconninfoFree(parsed);
    return clear;
}

enum fail hub_store_open_postgres(struct hub_store *out, str uri, bool create)
{
    struct postgres_store *s = calloc(1, sizeof *s);
    must(s != NULL);
    s->shared.driver = &postgres_driver;
    s->uri = strndup(uri.ptr, uri.len);
    must(s->uri != NULL);
    *out = (struct hub_store) { .ops = &ops, .self = s };
    enum fail failed = FAIL_FORMAT;
    if (address_clear(s->uri))
        failed = postgres_connect(s);
    else
        log_error("the database's address is not as postgresql://USER@HOST:PORT/DATABASE; special "
                  "characters of a password are written as %%40 and the like");
    if (failed == FAIL_OK)
        failed = postgres_check_schema(s, create);
    if (failed != FAIL_OK)
        hub_store_close(out);
    return failed;
}
