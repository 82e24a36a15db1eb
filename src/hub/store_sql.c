/* The operations that are the same for every kind of storage, apart from those on events. */
#define LOG_MODULE "hub-store"
#include "hub/store_sql.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"

const char *const sql_texts[SQL_COUNT] = {
    [SQL_SETTING_GET] = "SELECT value FROM setting WHERE name=$1",
    [SQL_SETTING_PUT] = "INSERT INTO setting(name,value) VALUES($1,$2)"
                        " ON CONFLICT(name) DO UPDATE SET value=excluded.value",
    [SQL_TOKEN_ADD] = "INSERT INTO token(token,issued_ms,expires_ms) VALUES($1,$2,$3)",
    [SQL_TOKEN_SPEND] = "UPDATE token SET spent=1 WHERE token=$1 AND spent=0 RETURNING expires_ms",
    [SQL_TOKENS] = "SELECT token,issued_ms,expires_ms FROM token WHERE spent=0",
    [SQL_KIOSK_ADD] = "INSERT INTO kiosk(kiosk,key,enrolled_ms) VALUES($1,$2,$3)"
                      " ON CONFLICT(key) DO NOTHING RETURNING installation",
    [SQL_KIOSKS] = "SELECT k.installation,k.kiosk,k.key,k.enrolled_ms,k.last_ingest_ms,"
                   "k.revoked_ms,k.clock_error_ms,"
                   "(SELECT count(*) FROM quarantine q WHERE q.kiosk=k.kiosk)"
                   " FROM kiosk k ORDER BY k.kiosk,k.installation",
    [SQL_KIOSK_SEEN] = "UPDATE kiosk SET clock_error_ms=CASE WHEN $1>=last_ingest_ms"
                       " THEN coalesce($2,clock_error_ms) ELSE clock_error_ms END,"
                       "last_ingest_ms=CASE WHEN $1>last_ingest_ms THEN $1 ELSE last_ingest_ms END"
                       " WHERE installation=$3",
    [SQL_KIOSK_REVOKE] = "UPDATE kiosk SET revoked_ms=CASE WHEN revoked_ms=0 THEN $1"
                         " ELSE revoked_ms END WHERE installation=$2 RETURNING installation",
    [SQL_LINKS] = "SELECT seq,prev,hash FROM event WHERE installation=$1 AND seq>0"
                  " ORDER BY seq,place",
    /* The left join keeps both databases reading events by their index, without a sort. */
    [SQL_EVENTS] = "SELECT " SQL_EVENT_COLUMNS " FROM event e"
                   " LEFT JOIN kiosk k ON k.installation=e.installation WHERE e.seq>0"
                   " ORDER BY e.installation,e.seq,e.place",
    /* stored_ms rises with place but for clocks that were put right, so all entries of one index
     * are looked at, which has the places too; the plus keeps both databases from the other. */
    [SQL_SINCE] = "SELECT min(+place) FROM event WHERE stored_ms>$1",
    [SQL_UNTIL] = "SELECT max(+place) FROM event WHERE stored_ms<=$1",
    /* By the index of learners, which has nothing else under an id. */
    [SQL_VOIDED] = "SELECT place FROM event WHERE learner=$1 AND learner<>'' AND type='" HUB_VOIDING
                   "' AND +installation=$2 LIMIT 1",
    [SQL_CONSISTENT] = "SELECT place,stored_ms FROM event ORDER BY place DESC LIMIT 1",
    [SQL_RUNS] = "SELECT first_seq,last_seq,first_hash,last_hash FROM run WHERE installation=$1"
                 " ORDER BY first_seq,last_seq,last_hash",
    [SQL_RUNS_DROP] = "DELETE FROM run WHERE installation=$1",
    [SQL_RUN_PUT] = "INSERT INTO run(installation,first_seq,last_seq,first_hash,last_hash)"
                    " VALUES($1,$2,$3,$4,$5)",
    [SQL_QUARANTINE_PUT] = "INSERT INTO quarantine(hash,source,reason,seen_ms,kiosk)"
                           " VALUES($1,$2,$3,$4,$5) ON CONFLICT(hash) DO UPDATE SET"
                           " reason=excluded.reason,source=excluded.source,kiosk=excluded.kiosk",
    [SQL_QUARANTINE_DROP] = "DELETE FROM quarantine WHERE hash=$1",
    [SQL_QUARANTINED] = "SELECT hash,source,reason,seen_ms,kiosk FROM quarantine"
                        " ORDER BY seen_ms,source,hash",
};

/* ---- queries ---- */

static const struct sql_driver *driver(const struct sql_query *query)
{
    return ((const struct sql_store *)query->store->self)->driver;
}

struct sql_query sql_query_of(struct hub_store *store, enum sql sql)
{
    return (struct sql_query) { .store = store,
                                .sql = sql,
                                .text = sql < SQL_COUNT ? sql_texts[sql] : NULL };
}

static struct sql_value *value_next(struct sql_query *query, enum sql_kind kind)
{
    must(query->count < SQL_VALUES_MAX);
    struct sql_value *value = &query->values[query->count++];
    *value = (struct sql_value) { .kind = kind };
    return value;
}

void sql_int(struct sql_query *query, int64_t value)
{
    value_next(query, SQL_INT)->number = value;
}

void sql_int_or_null(struct sql_query *query, int64_t value)
{
    struct sql_value *next = value_next(query, SQL_INT);
    next->null = value == INT64_MIN;
    next->number = value;
}

void sql_text(struct sql_query *query, str text)
{
    struct sql_value *next = value_next(query, SQL_TEXT);
    next->bytes = text.ptr ? text.ptr : "";
    next->len = text.len;
}

void sql_blob(struct sql_query *query, const void *bytes, size_t len)
{
    struct sql_value *next = value_next(query, SQL_BLOB);
    next->bytes = bytes;
    next->len = len;
}

bool sql_step(struct sql_query *query)
{
    return query->failed == FAIL_OK && driver(query)->step(query);
}

bool sql_is_null(struct sql_query *query, int column)
{
    return driver(query)->is_null(query, column);
}

int64_t sql_number(struct sql_query *query, int column)
{
    return driver(query)->number(query, column);
}

str sql_bytes(struct sql_query *query, int column)
{
    return driver(query)->bytes(query, column);
}

void sql_take(struct sql_query *query, int column, void *out, size_t len)
{
    str bytes = sql_bytes(query, column);
    if (bytes.len == len) {
        memcpy(out, bytes.ptr, len);
        return;
    }
    if (query->failed == FAIL_OK)
        log_error("a row of the hub's database is damaged");
    query->failed = FAIL_CORRUPT;
}

enum fail sql_end(struct sql_query *query)
{
    driver(query)->end(query);
    return query->failed;
}

enum fail sql_run(struct sql_query *query)
{
    while (sql_step(query))
        ;
    return sql_end(query);
}

/* ---- settings and tokens ---- */

enum fail sql_setting_get(struct hub_store *store, str name, arena *home, str *out)
{
    struct sql_query q = sql_query_of(store, SQL_SETTING_GET);
    sql_text(&q, name);
    bool there = sql_step(&q);
    if (there)
        *out = arena_str(home, sql_bytes(&q, 0));
    enum fail failed = sql_end(&q);
    return failed == FAIL_OK && !there ? FAIL_MISSING : failed;
}

enum fail sql_setting_put(struct hub_store *store, str name, str value)
{
    struct sql_query q = sql_query_of(store, SQL_SETTING_PUT);
    sql_text(&q, name);
    sql_text(&q, value);
    return sql_run(&q);
}

enum fail sql_token_add(struct hub_store *store, const struct hub_token *token)
{
    struct sql_query q = sql_query_of(store, SQL_TOKEN_ADD);
    sql_blob(&q, token->token, sizeof token->token);
    sql_int(&q, token->issued_ms);
    sql_int(&q, token->expires_ms);
    return sql_run(&q);
}

enum fail sql_token_spend(struct hub_store *store, const struct hub_token *token)
{
    struct sql_query q = sql_query_of(store, SQL_TOKEN_SPEND);
    sql_blob(&q, token->token, sizeof token->token);
    bool spent = false;
    while (sql_step(&q))
        spent = true;
    enum fail failed = sql_end(&q);
    return failed == FAIL_OK && !spent ? FAIL_MISSING : failed;
}

enum fail sql_tokens(struct hub_store *store, hub_visit_token *visit, void *self)
{
    struct sql_query q = sql_query_of(store, SQL_TOKENS);
    while (sql_step(&q)) {
        struct hub_token token = { .issued_ms = sql_number(&q, 1),
                                   .expires_ms = sql_number(&q, 2) };
        sql_take(&q, 0, token.token, sizeof token.token);
        if (q.failed != FAIL_OK || !visit(self, &token))
            break;
    }
    return sql_end(&q);
}

/* ---- kiosks ---- */

enum fail sql_kiosk_add(struct hub_store *store, struct hub_kiosk *kiosk)
{
    struct sql_query q = sql_query_of(store, SQL_KIOSK_ADD);
    sql_text(&q, str_of(kiosk->kiosk));
    sql_blob(&q, kiosk->key.bytes, sizeof kiosk->key.bytes);
    sql_int(&q, kiosk->enrolled_ms);
    bool added = false;
    while (sql_step(&q)) {
        kiosk->installation = sql_number(&q, 0);
        added = true;
    }
    enum fail failed = sql_end(&q);
    return failed == FAIL_OK && !added ? FAIL_MISSING : failed;
}

enum fail sql_kiosks(struct hub_store *store, hub_visit_kiosk *visit, void *self)
{
    struct sql_query q = sql_query_of(store, SQL_KIOSKS);
    while (sql_step(&q)) {
        struct hub_kiosk kiosk = { .installation = sql_number(&q, 0),
                                   .enrolled_ms = sql_number(&q, 3),
                                   .last_ingest_ms = sql_number(&q, 4),
                                   .revoked_ms = sql_number(&q, 5),
                                   .clock_error_ms = INT64_MIN,
                                   .quarantined = (uint64_t)sql_number(&q, 7) };
        if (!sql_is_null(&q, 6))
            kiosk.clock_error_ms = sql_number(&q, 6);
        snprintf(kiosk.kiosk, sizeof kiosk.kiosk, "%.*s", STR_ARG(sql_bytes(&q, 1)));
        sql_take(&q, 2, kiosk.key.bytes, sizeof kiosk.key.bytes);
        if (q.failed != FAIL_OK || !visit(self, &kiosk))
            break;
    }
    return sql_end(&q);
}

enum fail sql_kiosk_seen(struct hub_store *store, int64_t installation, int64_t now_ms,
                         int64_t clock_error_ms)
{
    struct sql_query q = sql_query_of(store, SQL_KIOSK_SEEN);
    sql_int(&q, now_ms);
    sql_int_or_null(&q, clock_error_ms);
    sql_int(&q, installation);
    return sql_run(&q);
}

enum fail sql_kiosk_revoke(struct hub_store *store, int64_t installation, int64_t now_ms)
{
    struct sql_query q = sql_query_of(store, SQL_KIOSK_REVOKE);
    sql_int(&q, now_ms);
    sql_int(&q, installation);
    bool there = false;
    while (sql_step(&q))
        there = true;
    enum fail failed = sql_end(&q);
    return failed == FAIL_OK && !there ? FAIL_MISSING : failed;
}

/* ---- runs ---- */

enum fail sql_runs(struct hub_store *store, int64_t installation, struct receipt_range *out,
                   size_t max, size_t *count_out)
{
    struct sql_query q = sql_query_of(store, SQL_RUNS);
    sql_int(&q, installation);
    size_t count = 0;
    bool full = false;
    while (sql_step(&q)) {
        full = count == max;
        if (full)
            break;
        struct receipt_range *range = &out[count++];
        range->first_seq = (uint64_t)sql_number(&q, 0);
        range->last_seq = (uint64_t)sql_number(&q, 1);
        sql_take(&q, 2, range->first_hash, sizeof range->first_hash);
        sql_take(&q, 3, range->last_hash, sizeof range->last_hash);
    }
    *count_out = count;
    enum fail failed = sql_end(&q);
    return failed == FAIL_OK && full ? FAIL_LIMIT : failed;
}

enum fail sql_runs_put(struct hub_store *store, int64_t installation,
                       const struct receipt_range *all, size_t count)
{
    struct sql_query drop = sql_query_of(store, SQL_RUNS_DROP);
    sql_int(&drop, installation);
    enum fail failed = sql_run(&drop);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        struct sql_query q = sql_query_of(store, SQL_RUN_PUT);
        sql_int(&q, installation);
        sql_int(&q, (int64_t)all[i].first_seq);
        sql_int(&q, (int64_t)all[i].last_seq);
        sql_blob(&q, all[i].first_hash, sizeof all[i].first_hash);
        sql_blob(&q, all[i].last_hash, sizeof all[i].last_hash);
        failed = sql_run(&q);
    }
    return failed;
}

/* ---- quarantine ---- */

enum fail sql_quarantine_put(struct hub_store *store, const struct hub_quarantine *entry)
{
    struct sql_query q = sql_query_of(store, SQL_QUARANTINE_PUT);
    sql_blob(&q, entry->hash, sizeof entry->hash);
    sql_text(&q, entry->source);
    sql_text(&q, entry->reason);
    sql_int(&q, entry->seen_ms);
    sql_text(&q, entry->kiosk);
    return sql_run(&q);
}

enum fail sql_quarantine_drop(struct hub_store *store, const uint8_t hash[SEAL_HASH_BYTES])
{
    struct sql_query q = sql_query_of(store, SQL_QUARANTINE_DROP);
    sql_blob(&q, hash, SEAL_HASH_BYTES);
    return sql_run(&q);
}

enum fail sql_quarantined(struct hub_store *store, hub_visit_quarantine *visit, void *self)
{
    struct sql_query q = sql_query_of(store, SQL_QUARANTINED);
    while (sql_step(&q)) {
        struct hub_quarantine entry = { .kiosk = sql_bytes(&q, 4),
                                        .source = sql_bytes(&q, 1),
                                        .reason = sql_bytes(&q, 2),
                                        .seen_ms = sql_number(&q, 3) };
        sql_take(&q, 0, entry.hash, sizeof entry.hash);
        if (q.failed != FAIL_OK || !visit(self, &entry))
            break;
    }
    return sql_end(&q);
}
