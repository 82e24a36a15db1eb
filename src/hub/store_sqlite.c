/* The hub's storage in one SQLite file. */
#define LOG_MODULE "hub-sqlite"
#include "hub/hub_store.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"

#define APPLICATION_ID 0x54534842 /* «TSHB» */
#define SCHEMA_VERSION 1
#define BUSY_TIMEOUT_MS 5000

/* installation is the distribution key of everything that grows, for a sharded database later. */
static const char schema[] =
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE token(token BLOB PRIMARY KEY, issued_ms INTEGER NOT NULL,"
    " expires_ms INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE TABLE kiosk(installation INTEGER PRIMARY KEY, kiosk TEXT NOT NULL,"
    " key BLOB NOT NULL UNIQUE, enrolled_ms INTEGER NOT NULL,"
    " last_ingest_ms INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE event(id BLOB NOT NULL UNIQUE, installation INTEGER NOT NULL,"
    " seq INTEGER NOT NULL, boot INTEGER NOT NULL, mono_ms INTEGER NOT NULL,"
    " wall_ms INTEGER NOT NULL, clock_sure INTEGER NOT NULL, type TEXT NOT NULL,"
    " session TEXT NOT NULL, learner TEXT NOT NULL, body TEXT NOT NULL,"
    " prev BLOB NOT NULL, hash BLOB NOT NULL);"
    "CREATE INDEX event_by_seq ON event(installation, seq);"
    "CREATE TABLE run(installation INTEGER NOT NULL, first_seq INTEGER NOT NULL,"
    " last_seq INTEGER NOT NULL, first_hash BLOB NOT NULL, last_hash BLOB NOT NULL,"
    " PRIMARY KEY(installation, first_seq, last_seq, last_hash)) WITHOUT ROWID;"
    "CREATE TABLE quarantine(hash BLOB PRIMARY KEY, source TEXT NOT NULL, reason TEXT NOT NULL,"
    " seen_ms INTEGER NOT NULL) WITHOUT ROWID;";

enum sql {
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_SETTING_GET,
    SQL_SETTING_PUT,
    SQL_TOKEN_ADD,
    SQL_TOKEN_SPEND,
    SQL_TOKENS,
    SQL_KIOSK_ADD,
    SQL_KIOSKS,
    SQL_KIOSK_SEEN,
    SQL_EVENT_PUT,
    SQL_EVENT_SAME,
    SQL_LINKS,
    SQL_EVENTS,
    SQL_RUNS,
    SQL_RUNS_DROP,
    SQL_RUN_PUT,
    SQL_QUARANTINE_PUT,
    SQL_QUARANTINE_DROP,
    SQL_QUARANTINED,
    SQL_COUNT
};

static const char *const texts[] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_SETTING_GET] = "SELECT value FROM setting WHERE name=?",
    [SQL_SETTING_PUT] = "INSERT INTO setting VALUES(?,?)"
                        " ON CONFLICT(name) DO UPDATE SET value=excluded.value",
    [SQL_TOKEN_ADD] = "INSERT INTO token(token,issued_ms,expires_ms) VALUES(?,?,?)",
    [SQL_TOKEN_SPEND] = "UPDATE token SET spent=1 WHERE token=?",
    [SQL_TOKENS] = "SELECT token,issued_ms,expires_ms FROM token WHERE spent=0",
    [SQL_KIOSK_ADD] = "INSERT INTO kiosk(kiosk,key,enrolled_ms) VALUES(?,?,?)",
    [SQL_KIOSKS] = "SELECT installation,kiosk,key,enrolled_ms,last_ingest_ms FROM kiosk"
                   " ORDER BY kiosk,installation",
    [SQL_KIOSK_SEEN] = "UPDATE kiosk SET last_ingest_ms=max(last_ingest_ms,?)"
                       " WHERE installation=?",
    [SQL_EVENT_PUT] = "INSERT INTO event VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"
                      " ON CONFLICT(id) DO NOTHING",
    [SQL_EVENT_SAME] = "SELECT 1 FROM event WHERE id=? AND installation=? AND hash=?",
    [SQL_LINKS] = "SELECT seq,prev,hash FROM event WHERE installation=? ORDER BY seq",
    [SQL_EVENTS] = "SELECT e.id,k.kiosk,e.seq,e.boot,e.mono_ms,e.wall_ms,e.clock_sure,e.type,"
                   "e.session,e.learner,e.body,e.prev,e.hash FROM event e"
                   " JOIN kiosk k ON k.installation=e.installation"
                   " ORDER BY e.installation,e.seq",
    [SQL_RUNS] = "SELECT first_seq,last_seq,first_hash,last_hash FROM run WHERE installation=?"
                 " ORDER BY first_seq,last_seq",
    [SQL_RUNS_DROP] = "DELETE FROM run WHERE installation=?",
    [SQL_RUN_PUT] = "INSERT INTO run VALUES(?,?,?,?,?)",
    [SQL_QUARANTINE_PUT] = "INSERT INTO quarantine VALUES(?,?,?,?)"
                           " ON CONFLICT(hash) DO UPDATE SET reason=excluded.reason,"
                           "source=excluded.source",
    [SQL_QUARANTINE_DROP] = "DELETE FROM quarantine WHERE hash=?",
    [SQL_QUARANTINED] = "SELECT hash,source,reason,seen_ms FROM quarantine ORDER BY seen_ms,source",
};
static_assert(COUNT_OF(texts) == SQL_COUNT, "a text for every statement");

struct sqlite_store {
    sqlite3 *db;
    sqlite3_stmt *ready[SQL_COUNT];
};

static struct sqlite_store *own(struct hub_store *store)
{
    return store->self;
}

static enum fail fail_of(sqlite3 *db, int code)
{
    const char *file = db ? sqlite3_db_filename(db, "main") : NULL;
    log_error("the hub's database %s failed: %s", file ? file : "",
              db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return FAIL_BUSY;
    case SQLITE_FULL:
        return FAIL_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
        return FAIL_DENIED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return FAIL_CORRUPT;
    default:
        return FAIL_IO;
    }
}

/* ---- statements: prepare once, bind in order, step ---- */

struct query {
    struct sqlite_store *own;
    sqlite3_stmt *stmt;
    int bound;
    int code;
};

static struct query query_of(struct hub_store *store, enum sql sql)
{
    struct query q = { .own = own(store) };
    if (!q.own->ready[sql])
        q.code = sqlite3_prepare_v3(q.own->db, texts[sql], -1, SQLITE_PREPARE_PERSISTENT,
                                    &q.own->ready[sql], NULL);
    q.stmt = q.own->ready[sql];
    if (q.stmt)
        sqlite3_reset(q.stmt);
    return q;
}

static void bind_int(struct query *q, int64_t value)
{
    if (q->code == SQLITE_OK)
        q->code = sqlite3_bind_int64(q->stmt, ++q->bound, value);
}

static void bind_text(struct query *q, str text)
{
    if (q->code == SQLITE_OK)
        q->code = sqlite3_bind_text64(q->stmt, ++q->bound, text.ptr ? text.ptr : "", text.len,
                                      SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_blob(struct query *q, const void *bytes, size_t len)
{
    if (q->code == SQLITE_OK)
        q->code = sqlite3_bind_blob64(q->stmt, ++q->bound, bytes, len, SQLITE_STATIC);
}

static bool query_step(struct query *q)
{
    if (q->code != SQLITE_OK && q->code != SQLITE_ROW)
        return false;
    q->code = sqlite3_step(q->stmt);
    return q->code == SQLITE_ROW;
}

/* Ends a query, after its last row or early. */
static enum fail query_end(struct query *q)
{
    bool good = q->code == SQLITE_DONE || q->code == SQLITE_ROW;
    enum fail failed = good ? FAIL_OK : fail_of(q->own->db, q->code);
    if (q->stmt) {
        sqlite3_reset(q->stmt);
        sqlite3_clear_bindings(q->stmt);
    }
    return failed;
}

static enum fail query_run(struct query *q)
{
    while (query_step(q))
        ;
    return query_end(q);
}

static str column_text(const struct query *q, int column)
{
    return (str) { (const char *)sqlite3_column_text(q->stmt, column),
                   (size_t)sqlite3_column_bytes(q->stmt, column) };
}

/* A blob of exactly len bytes; anything else means that the row is damaged. */
static void column_blob(struct query *q, int column, void *out, size_t len)
{
    const void *bytes = sqlite3_column_blob(q->stmt, column);
    if (bytes && (size_t)sqlite3_column_bytes(q->stmt, column) == len)
        memcpy(out, bytes, len);
    else
        q->code = SQLITE_CORRUPT;
}

static uint64_t column_u64(const struct query *q, int column)
{
    return (uint64_t)sqlite3_column_int64(q->stmt, column);
}

/* ---- the operations ---- */

static enum fail run_simple(struct hub_store *store, enum sql sql)
{
    struct query q = query_of(store, sql);
    return query_run(&q);
}

static enum fail store_begin(struct hub_store *store)
{
    return run_simple(store, SQL_BEGIN);
}

static enum fail store_commit(struct hub_store *store)
{
    return run_simple(store, SQL_COMMIT);
}

static void store_rollback(struct hub_store *store)
{
    /* SQLite has rolled back by itself after some failures. */
    if (!sqlite3_get_autocommit(own(store)->db))
        (void)!run_simple(store, SQL_ROLLBACK);
}

static enum fail setting_get(struct hub_store *store, str name, arena *home, str *out)
{
    struct query q = query_of(store, SQL_SETTING_GET);
    bind_text(&q, name);
    bool there = query_step(&q);
    if (there)
        *out = arena_str(home, column_text(&q, 0));
    enum fail failed = query_end(&q);
    return failed == FAIL_OK && !there ? FAIL_MISSING : failed;
}

static enum fail setting_put(struct hub_store *store, str name, str value)
{
    struct query q = query_of(store, SQL_SETTING_PUT);
    bind_text(&q, name);
    bind_text(&q, value);
    return query_run(&q);
}

static enum fail token_add(struct hub_store *store, const struct hub_token *token)
{
    struct query q = query_of(store, SQL_TOKEN_ADD);
    bind_blob(&q, token->token, sizeof token->token);
    bind_int(&q, token->issued_ms);
    bind_int(&q, token->expires_ms);
    return query_run(&q);
}

static enum fail token_spend(struct hub_store *store, const struct hub_token *token)
{
    struct query q = query_of(store, SQL_TOKEN_SPEND);
    bind_blob(&q, token->token, sizeof token->token);
    return query_run(&q);
}

static enum fail tokens(struct hub_store *store, hub_visit_token *visit, void *self)
{
    struct query q = query_of(store, SQL_TOKENS);
    while (query_step(&q)) {
        struct hub_token token = { .issued_ms = sqlite3_column_int64(q.stmt, 1),
                                   .expires_ms = sqlite3_column_int64(q.stmt, 2) };
        column_blob(&q, 0, token.token, sizeof token.token);
        if (q.code != SQLITE_ROW || !visit(self, &token))
            break;
    }
    return query_end(&q);
}

static enum fail kiosk_add(struct hub_store *store, struct hub_kiosk *kiosk)
{
    struct query q = query_of(store, SQL_KIOSK_ADD);
    bind_text(&q, str_of(kiosk->kiosk));
    bind_blob(&q, kiosk->key.bytes, sizeof kiosk->key.bytes);
    bind_int(&q, kiosk->enrolled_ms);
    enum fail failed = query_run(&q);
    kiosk->installation = sqlite3_last_insert_rowid(own(store)->db);
    return failed;
}

static enum fail kiosks(struct hub_store *store, hub_visit_kiosk *visit, void *self)
{
    struct query q = query_of(store, SQL_KIOSKS);
    while (query_step(&q)) {
        struct hub_kiosk kiosk = { .installation = sqlite3_column_int64(q.stmt, 0),
                                   .enrolled_ms = sqlite3_column_int64(q.stmt, 3),
                                   .last_ingest_ms = sqlite3_column_int64(q.stmt, 4) };
        snprintf(kiosk.kiosk, sizeof kiosk.kiosk, "%.*s", STR_ARG(column_text(&q, 1)));
        column_blob(&q, 2, kiosk.key.bytes, sizeof kiosk.key.bytes);
        if (q.code != SQLITE_ROW || !visit(self, &kiosk))
            break;
    }
    return query_end(&q);
}

static enum fail kiosk_seen(struct hub_store *store, int64_t installation, int64_t now_ms)
{
    struct query q = query_of(store, SQL_KIOSK_SEEN);
    bind_int(&q, now_ms);
    bind_int(&q, installation);
    return query_run(&q);
}

/* Whether the id that stands there already is this very event. */
static enum fail event_compare(struct hub_store *store, int64_t installation,
                               const struct event *event, enum hub_put *out)
{
    struct query q = query_of(store, SQL_EVENT_SAME);
    bind_blob(&q, event->id, sizeof event->id);
    bind_int(&q, installation);
    bind_blob(&q, event->hash, sizeof event->hash);
    *out = query_step(&q) ? HUB_PUT_HAVE : HUB_PUT_OTHER;
    return query_end(&q);
}

static enum fail event_put(struct hub_store *store, int64_t installation, const struct event *event,
                           enum hub_put *out)
{
    struct query q = query_of(store, SQL_EVENT_PUT);
    bind_blob(&q, event->id, sizeof event->id);
    bind_int(&q, installation);
    bind_int(&q, (int64_t)event->seq);
    bind_int(&q, (int64_t)event->boot);
    bind_int(&q, event->mono_ms);
    bind_int(&q, event->wall_ms);
    bind_int(&q, event->clock_sure);
    bind_text(&q, event->type_name);
    bind_text(&q, event->session);
    bind_text(&q, event->learner);
    bind_text(&q, event->body);
    bind_blob(&q, event->prev, sizeof event->prev);
    bind_blob(&q, event->hash, sizeof event->hash);
    enum fail failed = query_run(&q);
    *out = HUB_PUT_NEW;
    if (failed != FAIL_OK || sqlite3_changes(own(store)->db) == 1)
        return failed;
    return event_compare(store, installation, event, out);
}

static enum fail links(struct hub_store *store, int64_t installation, hub_visit_link *visit,
                       void *self)
{
    struct query q = query_of(store, SQL_LINKS);
    bind_int(&q, installation);
    while (query_step(&q)) {
        struct hub_link link = { .seq = column_u64(&q, 0) };
        column_blob(&q, 1, link.prev, sizeof link.prev);
        column_blob(&q, 2, link.hash, sizeof link.hash);
        if (q.code != SQLITE_ROW || !visit(self, &link))
            break;
    }
    return query_end(&q);
}

static enum fail events(struct hub_store *store, hub_visit_event *visit, void *self)
{
    struct query q = query_of(store, SQL_EVENTS);
    while (query_step(&q)) {
        struct event event = { .seq = column_u64(&q, 2),
                               .boot = column_u64(&q, 3),
                               .mono_ms = sqlite3_column_int64(q.stmt, 4),
                               .wall_ms = sqlite3_column_int64(q.stmt, 5),
                               .clock_sure = sqlite3_column_int(q.stmt, 6) != 0,
                               .type_name = column_text(&q, 7),
                               .session = column_text(&q, 8),
                               .learner = column_text(&q, 9),
                               .body = column_text(&q, 10) };
        event.type = event_type_find(event.type_name);
        column_blob(&q, 0, event.id, sizeof event.id);
        column_blob(&q, 11, event.prev, sizeof event.prev);
        column_blob(&q, 12, event.hash, sizeof event.hash);
        if (q.code != SQLITE_ROW || !visit(self, column_text(&q, 1), &event))
            break;
    }
    return query_end(&q);
}

static enum fail runs(struct hub_store *store, int64_t installation, struct receipt_range *out,
                      size_t max, size_t *count_out)
{
    struct query q = query_of(store, SQL_RUNS);
    bind_int(&q, installation);
    size_t count = 0;
    bool full = false;
    while (query_step(&q)) {
        full = count == max;
        if (full)
            break;
        struct receipt_range *range = &out[count++];
        range->first_seq = column_u64(&q, 0);
        range->last_seq = column_u64(&q, 1);
        column_blob(&q, 2, range->first_hash, sizeof range->first_hash);
        column_blob(&q, 3, range->last_hash, sizeof range->last_hash);
    }
    *count_out = count;
    enum fail failed = query_end(&q);
    return failed == FAIL_OK && full ? FAIL_LIMIT : failed;
}

static enum fail runs_put(struct hub_store *store, int64_t installation,
                          const struct receipt_range *all, size_t count)
{
    struct query drop = query_of(store, SQL_RUNS_DROP);
    bind_int(&drop, installation);
    enum fail failed = query_run(&drop);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        struct query q = query_of(store, SQL_RUN_PUT);
        bind_int(&q, installation);
        bind_int(&q, (int64_t)all[i].first_seq);
        bind_int(&q, (int64_t)all[i].last_seq);
        bind_blob(&q, all[i].first_hash, sizeof all[i].first_hash);
        bind_blob(&q, all[i].last_hash, sizeof all[i].last_hash);
        failed = query_run(&q);
    }
    return failed;
}

static enum fail quarantine_put(struct hub_store *store, const struct hub_quarantine *entry)
{
    struct query q = query_of(store, SQL_QUARANTINE_PUT);
    bind_blob(&q, entry->hash, sizeof entry->hash);
    bind_text(&q, entry->source);
    bind_text(&q, entry->reason);
    bind_int(&q, entry->seen_ms);
    return query_run(&q);
}

static enum fail quarantine_drop(struct hub_store *store, const uint8_t hash[SEAL_HASH_BYTES])
{
    struct query q = query_of(store, SQL_QUARANTINE_DROP);
    bind_blob(&q, hash, SEAL_HASH_BYTES);
    return query_run(&q);
}

static enum fail quarantined(struct hub_store *store, hub_visit_quarantine *visit, void *self)
{
    struct query q = query_of(store, SQL_QUARANTINED);
    while (query_step(&q)) {
        struct hub_quarantine entry = { .source = column_text(&q, 1),
                                        .reason = column_text(&q, 2),
                                        .seen_ms = sqlite3_column_int64(q.stmt, 3) };
        column_blob(&q, 0, entry.hash, sizeof entry.hash);
        if (q.code != SQLITE_ROW || !visit(self, &entry))
            break;
    }
    return query_end(&q);
}

/* ---- opening ---- */

static void store_close(struct hub_store *store)
{
    struct sqlite_store *s = own(store);
    for (size_t i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(s->ready[i]);
    sqlite3_close(s->db);
    free(s);
}

static const struct hub_store_ops ops = {
    .close = store_close,
    .begin = store_begin,
    .commit = store_commit,
    .rollback = store_rollback,
    .setting_get = setting_get,
    .setting_put = setting_put,
    .token_add = token_add,
    .token_spend = token_spend,
    .tokens = tokens,
    .kiosk_add = kiosk_add,
    .kiosks = kiosks,
    .kiosk_seen = kiosk_seen,
    .event_put = event_put,
    .links = links,
    .events = events,
    .runs = runs,
    .runs_put = runs_put,
    .quarantine_put = quarantine_put,
    .quarantine_drop = quarantine_drop,
    .quarantined = quarantined,
};

static int pragma_int(sqlite3 *db, const char *pragma, int *code)
{
    sqlite3_stmt *stmt = NULL;
    int value = 0;
    *code = sqlite3_prepare_v2(db, pragma, -1, &stmt, NULL);
    if (*code == SQLITE_OK && (*code = sqlite3_step(stmt)) == SQLITE_ROW) {
        value = sqlite3_column_int(stmt, 0);
        *code = SQLITE_OK;
    }
    sqlite3_finalize(stmt);
    return value;
}

static enum fail make_schema(sqlite3 *db)
{
    char stamp[96];
    snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
             APPLICATION_ID, SCHEMA_VERSION);
    int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, schema, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, stamp, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return code == SQLITE_OK ? FAIL_OK : fail_of(db, code);
}

static enum fail check_schema(sqlite3 *db, str file, bool create)
{
    int code, version = 0, tables = 0;
    int application = pragma_int(db, "PRAGMA application_id", &code);
    if (code == SQLITE_OK)
        version = pragma_int(db, "PRAGMA user_version", &code);
    if (code == SQLITE_OK)
        tables = pragma_int(db, "SELECT count(*) FROM sqlite_master", &code);
    if (code != SQLITE_OK)
        return fail_of(db, code);
    if (application == 0 && tables == 0 && create)
        return make_schema(db);
    if (application != APPLICATION_ID) {
        log_error("%.*s is not a hub's database", STR_ARG(file));
        return FAIL_FOREIGN;
    }
    if (version != SCHEMA_VERSION) {
        log_error("%.*s has schema %d, this program knows %d", STR_ARG(file), version,
                  SCHEMA_VERSION);
        return FAIL_VERSION;
    }
    return FAIL_OK;
}

enum fail hub_store_open_sqlite(struct hub_store *out, str file, bool create)
{
    char path[PATH_MAX];
    if (file.len >= sizeof path)
        return FAIL_MISSING;
    snprintf(path, sizeof path, "%.*s", STR_ARG(file));
    if (!create && !file_exists(file)) {
        log_error("there is no hub database %s", path);
        return FAIL_MISSING;
    }
    struct sqlite_store *s = calloc(1, sizeof *s);
    must(s != NULL);
    *out = (struct hub_store) { .ops = &ops, .self = s };
    /* The database holds pseudonyms and unspent tokens. */
    mode_t before = umask(0077);
    int code = sqlite3_open_v2(path, &s->db,
                               SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0), NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(s->db, BUSY_TIMEOUT_MS);
        code = sqlite3_exec(s->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;", NULL, NULL,
                            NULL);
    }
    enum fail failed = code == SQLITE_OK ? check_schema(s->db, file, create) : fail_of(s->db, code);
    umask(before);
    if (failed != FAIL_OK)
        hub_store_close(out);
    return failed;
}
