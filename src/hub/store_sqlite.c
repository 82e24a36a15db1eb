/* The hub's storage in one SQLite file. */
#define LOG_MODULE "hub-sqlite"
#include "hub/store_sqlite.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "hub/store_sql.h"

#define BUSY_TIMEOUT_MS 5000

/* WAL, so that reports read while a batch is written; FULL, so that what was committed, and with it
 * every receipt, outlives a power cut. 16 MiB of cache keep the indexes' upper pages of 10⁷ events
 * at hand; no memory map, because it would count against the hub's 128 MiB. A checkpoint every 16
 * MiB lets the pages that several batches change be written once. */
static const char pragmas[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                              "PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4096;"
                              "PRAGMA journal_size_limit=33554432; PRAGMA temp_store=MEMORY;";

/* What SQLite alone needs, behind the shared ones. */
enum own_sql {
    OWN_BEGIN = SQL_COUNT,
    OWN_COMMIT,
    OWN_ROLLBACK,
    OWN_LOCK,
    OWN_EVENT_PUT,
    OWN_EVENT_SAME,
    OWN_COUNT
};

static const char *const own_texts[] = {
    [OWN_BEGIN - SQL_COUNT] = "BEGIN IMMEDIATE",
    [OWN_COMMIT - SQL_COUNT] = "COMMIT",
    [OWN_ROLLBACK - SQL_COUNT] = "ROLLBACK",
    [OWN_LOCK - SQL_COUNT] = "SELECT 1 FROM kiosk WHERE installation=$1",
    [OWN_EVENT_PUT - SQL_COUNT] =
        "INSERT INTO event(stored_ms,installation,id,seq,boot,mono_ms,wall_ms,clock_sure,type,"
        "session,learner,body,prev,hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT(id) DO NOTHING",
    [OWN_EVENT_SAME - SQL_COUNT] = "SELECT 1 FROM event WHERE id=? AND installation=? AND hash=?",
};
static_assert(COUNT_OF(own_texts) == OWN_COUNT - SQL_COUNT, "a text for every statement");

struct sqlite_store {
    struct sql_store shared;
    sqlite3 *db;
    sqlite3_stmt *ready[OWN_COUNT];
};

static struct sqlite_store *own(struct hub_store *store)
{
    return store->self;
}

enum fail sqlite_fail_of(sqlite3 *db, int code)
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

/* ---- the driver: prepare once, bind, step ---- */

/* A statement that is kept; NULL when it could not be made (code says why). */
static sqlite3_stmt *ready(struct sqlite_store *s, unsigned sql, int *code)
{
    *code = SQLITE_OK;
    if (!s->ready[sql])
        *code =
            sqlite3_prepare_v3(s->db, sql < SQL_COUNT ? sql_texts[sql] : own_texts[sql - SQL_COUNT],
                               -1, SQLITE_PREPARE_PERSISTENT, &s->ready[sql], NULL);
    if (s->ready[sql])
        sqlite3_reset(s->ready[sql]);
    return s->ready[sql];
}

static int bind(sqlite3_stmt *stmt, int at, const struct sql_value *value)
{
    if (value->null)
        return sqlite3_bind_null(stmt, at);
    switch (value->kind) {
    case SQL_TEXT:
        return sqlite3_bind_text64(stmt, at, value->bytes, value->len, SQLITE_STATIC, SQLITE_UTF8);
    case SQL_BLOB:
        return sqlite3_bind_blob64(stmt, at, value->bytes, value->len, SQLITE_STATIC);
    case SQL_INT:
        break;
    }
    return sqlite3_bind_int64(stmt, at, value->number);
}

static int start(struct sql_query *query)
{
    struct sqlite_store *s = own(query->store);
    int code;
    sqlite3_stmt *stmt = NULL;
    if (query->sql < SQL_COUNT)
        stmt = ready(s, query->sql, &code);
    else
        code = sqlite3_prepare_v2(s->db, query->text, -1, &stmt, NULL);
    query->rows = stmt;
    query->started = true;
    for (size_t i = 0; code == SQLITE_OK && i < query->count; i++)
        code = bind(stmt, (int)i + 1, &query->values[i]);
    return code;
}

static bool step(struct sql_query *query)
{
    int code = query->started ? SQLITE_OK : start(query);
    if (code == SQLITE_OK)
        code = sqlite3_step(query->rows);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        query->failed = sqlite_fail_of(own(query->store)->db, code);
    return code == SQLITE_ROW;
}

static void end(struct sql_query *query)
{
    sqlite3_stmt *stmt = query->rows;
    if (query->sql >= SQL_COUNT)
        sqlite3_finalize(stmt);
    else if (stmt) {
        sqlite3_reset(stmt);
        sqlite3_clear_bindings(stmt);
    }
    query->rows = NULL;
}

static bool is_null(struct sql_query *query, int column)
{
    return sqlite3_column_type(query->rows, column) == SQLITE_NULL;
}

static int64_t number(struct sql_query *query, int column)
{
    return sqlite3_column_int64(query->rows, column);
}

static str bytes(struct sql_query *query, int column)
{
    const void *ptr = sqlite3_column_blob(query->rows, column);
    return (str) { ptr, (size_t)sqlite3_column_bytes(query->rows, column) };
}

static const struct sql_driver driver = {
    .step = step,
    .end = end,
    .is_null = is_null,
    .number = number,
    .bytes = bytes,
};

/* ---- transactions ---- */

static enum fail run_own(struct hub_store *store, enum own_sql sql)
{
    struct sqlite_store *s = own(store);
    int code;
    sqlite3_stmt *stmt = ready(s, sql, &code);
    if (stmt && (code = sqlite3_step(stmt)) == SQLITE_DONE)
        code = SQLITE_OK;
    enum fail failed = code == SQLITE_OK ? FAIL_OK : sqlite_fail_of(s->db, code);
    sqlite3_reset(stmt);
    return failed;
}

static enum fail store_begin(struct hub_store *store)
{
    return run_own(store, OWN_BEGIN);
}

static enum fail store_commit(struct hub_store *store)
{
    return run_own(store, OWN_COMMIT);
}

static void store_rollback(struct hub_store *store)
{
    /* SQLite has rolled back by itself after some failures. */
    if (!sqlite3_get_autocommit(own(store)->db))
        (void)!run_own(store, OWN_ROLLBACK);
}

/* There is one writer at a time: begin has locked everything. */
static enum fail store_lock(struct hub_store *store, int64_t installation)
{
    struct sqlite_store *s = own(store);
    int code;
    sqlite3_stmt *stmt = ready(s, OWN_LOCK, &code);
    if (stmt) {
        sqlite3_bind_int64(stmt, 1, installation);
        code = sqlite3_step(stmt);
        sqlite3_reset(stmt);
    }
    if (code == SQLITE_DONE)
        return FAIL_MISSING;
    return code == SQLITE_ROW ? FAIL_OK : sqlite_fail_of(s->db, code);
}

/* ---- putting events ---- */

/* Whether the id that stands there already is this very event. */
static int event_compare(sqlite3_stmt *same, int64_t installation, const struct event *event,
                         enum hub_put *out)
{
    sqlite3_bind_blob64(same, 1, event->id, sizeof event->id, SQLITE_STATIC);
    sqlite3_bind_int64(same, 2, installation);
    sqlite3_bind_blob64(same, 3, event->hash, sizeof event->hash, SQLITE_STATIC);
    int code = sqlite3_step(same);
    *out = code == SQLITE_ROW ? HUB_PUT_HAVE : HUB_PUT_OTHER;
    sqlite3_reset(same);
    return code == SQLITE_ROW ? SQLITE_DONE : code;
}

static void bind_text(sqlite3_stmt *stmt, int at, str text)
{
    sqlite3_bind_text64(stmt, at, text.ptr ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

/* stored_ms and installation are bound already. */
static void bind_event(sqlite3_stmt *put, const struct event *event)
{
    sqlite3_bind_blob64(put, 3, event->id, sizeof event->id, SQLITE_STATIC);
    sqlite3_bind_int64(put, 4, (int64_t)event->seq);
    sqlite3_bind_int64(put, 5, (int64_t)event->boot);
    sqlite3_bind_int64(put, 6, event->mono_ms);
    sqlite3_bind_int64(put, 7, event->wall_ms);
    sqlite3_bind_int64(put, 8, event->clock_sure);
    bind_text(put, 9, event->type_name);
    bind_text(put, 10, event->session);
    bind_text(put, 11, event->learner);
    bind_text(put, 12, event->body);
    sqlite3_bind_blob64(put, 13, event->prev, sizeof event->prev, SQLITE_STATIC);
    sqlite3_bind_blob64(put, 14, event->hash, sizeof event->hash, SQLITE_STATIC);
}

static enum fail store_events_put(struct hub_store *store, int64_t installation,
                                  const struct event *events, size_t count, int64_t now_ms,
                                  enum hub_put *puts_out)
{
    struct sqlite_store *s = own(store);
    int64_t stored_ms;
    enum fail failed = sql_stored_ms(store, now_ms, &stored_ms);
    if (failed != FAIL_OK)
        return failed;
    int code;
    sqlite3_stmt *put = ready(s, OWN_EVENT_PUT, &code);
    sqlite3_stmt *same = put ? ready(s, OWN_EVENT_SAME, &code) : NULL;
    if (!same)
        return sqlite_fail_of(s->db, code);
    sqlite3_bind_int64(put, 1, stored_ms);
    sqlite3_bind_int64(put, 2, installation);
    code = SQLITE_DONE;
    for (size_t i = 0; code == SQLITE_DONE && i < count; i++) {
        bind_event(put, &events[i]);
        code = sqlite3_step(put);
        puts_out[i] = HUB_PUT_NEW;
        if (code == SQLITE_DONE && sqlite3_changes(s->db) == 0)
            code = event_compare(same, installation, &events[i], &puts_out[i]);
        sqlite3_reset(put);
    }
    failed = code == SQLITE_DONE ? FAIL_OK : sqlite_fail_of(s->db, code);
    sqlite3_clear_bindings(put);
    sqlite3_clear_bindings(same);
    return failed;
}

/* ---- opening ---- */

static void store_close(struct hub_store *store)
{
    struct sqlite_store *s = own(store);
    for (size_t i = 0; i < OWN_COUNT; i++)
        sqlite3_finalize(s->ready[i]);
    sqlite3_close(s->db);
    free(s);
}

static const struct hub_store_ops ops = {
    .close = store_close,
    .begin = store_begin,
    .commit = store_commit,
    .rollback = store_rollback,
    .lock = store_lock,
    .events_put = store_events_put,
    SQL_OPS,
};

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
    s->shared.driver = &driver;
    *out = (struct hub_store) { .ops = &ops, .self = s };
    /* The database holds pseudonyms and unspent tokens. */
    mode_t before = umask(0077);
    int code = sqlite3_open_v2(path, &s->db,
                               SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0), NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(s->db, BUSY_TIMEOUT_MS);
        code = sqlite3_exec(s->db, pragmas, NULL, NULL, NULL);
    }
    enum fail failed =
        code == SQLITE_OK ? sqlite_check_schema(s->db, file, create) : sqlite_fail_of(s->db, code);
    umask(before);
    if (failed != FAIL_OK)
        hub_store_close(out);
    return failed;
}
