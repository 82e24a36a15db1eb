/* The tables of the hub's SQLite file, and how older ones become today's. */
#define LOG_MODULE "hub-sqlite"
#include "hub/store_sqlite.h"

#include <stdio.h>

#include "base/log.h"

#define APPLICATION_ID 0x54534842 /* «TSHB» */
#define SCHEMA_VERSION 2

/* place is the rowid, so that reading by place is reading the table as it lies. Statements of other
 * tools and the ledger's own notes have no session or learner: those indexes leave them out. */
#define EVENT_TABLE                                                                                \
    "CREATE TABLE event(place INTEGER PRIMARY KEY, stored_ms INTEGER NOT NULL,"                    \
    " installation INTEGER NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL,"                      \
    " boot INTEGER NOT NULL, mono_ms INTEGER NOT NULL, wall_ms INTEGER NOT NULL,"                  \
    " clock_sure INTEGER NOT NULL, type TEXT NOT NULL, session TEXT NOT NULL,"                     \
    " learner TEXT NOT NULL, body TEXT NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL);"
#define EVENT_INDEXES                                                                              \
    "CREATE UNIQUE INDEX event_by_id ON event(id);"                                                \
    "CREATE INDEX event_by_seq ON event(installation, seq);"                                       \
    "CREATE INDEX event_by_stored ON event(stored_ms);"                                            \
    "CREATE INDEX event_by_session ON event(session) WHERE session<>'';"                           \
    "CREATE INDEX event_by_learner ON event(learner) WHERE learner<>'';"
#define QUARANTINE_INDEX "CREATE INDEX quarantine_by_kiosk ON quarantine(kiosk);"

static const char tables[] =
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE token(token BLOB PRIMARY KEY, issued_ms INTEGER NOT NULL,"
    " expires_ms INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE TABLE kiosk(installation INTEGER PRIMARY KEY, kiosk TEXT NOT NULL,"
    " key BLOB NOT NULL UNIQUE, enrolled_ms INTEGER NOT NULL,"
    " last_ingest_ms INTEGER NOT NULL DEFAULT 0, revoked_ms INTEGER NOT NULL DEFAULT 0,"
    " clock_error_ms INTEGER);" EVENT_TABLE EVENT_INDEXES
    "CREATE TABLE run(installation INTEGER NOT NULL, first_seq INTEGER NOT NULL,"
    " last_seq INTEGER NOT NULL, first_hash BLOB NOT NULL, last_hash BLOB NOT NULL,"
    " PRIMARY KEY(installation, first_seq, last_seq, last_hash)) WITHOUT ROWID;"
    "CREATE TABLE quarantine(hash BLOB PRIMARY KEY, source TEXT NOT NULL, reason TEXT NOT NULL,"
    " seen_ms INTEGER NOT NULL, kiosk TEXT NOT NULL DEFAULT '') WITHOUT ROWID;" QUARANTINE_INDEX;

/* Version 1 did not write down when an event was stored; no later than its kiosk's newest batch. */
static const char from_version_1[] =
    "ALTER TABLE kiosk ADD COLUMN revoked_ms INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE kiosk ADD COLUMN clock_error_ms INTEGER;"
    "ALTER TABLE quarantine ADD COLUMN kiosk TEXT NOT NULL DEFAULT '';" QUARANTINE_INDEX
    "DROP INDEX event_by_seq;"
    "ALTER TABLE event RENAME TO event_1;" EVENT_TABLE
    "INSERT INTO event SELECT e.rowid,coalesce(k.last_ingest_ms,0),e.installation,e.id,e.seq,"
    "e.boot,e.mono_ms,e.wall_ms,e.clock_sure,e.type,e.session,e.learner,e.body,e.prev,e.hash"
    " FROM event_1 e LEFT JOIN kiosk k ON k.installation=e.installation ORDER BY e.rowid;"
    "DROP TABLE event_1;" EVENT_INDEXES;

static int pragma_int(sqlite3 *db, const char *pragma, int *code)
{
    sqlite3_stmt *stmt = NULL;
    int value = 0;
    if (*code == SQLITE_OK)
        *code = sqlite3_prepare_v2(db, pragma, -1, &stmt, NULL);
    if (*code == SQLITE_OK && (*code = sqlite3_step(stmt)) == SQLITE_ROW) {
        value = sqlite3_column_int(stmt, 0);
        *code = SQLITE_OK;
    }
    sqlite3_finalize(stmt);
    return value;
}

struct state {
    int application, version, tables;
};

static int read_state(sqlite3 *db, struct state *out)
{
    int code = SQLITE_OK;
    out->application = pragma_int(db, "PRAGMA application_id", &code);
    out->version = pragma_int(db, "PRAGMA user_version", &code);
    out->tables = pragma_int(db, "SELECT count(*) FROM sqlite_master", &code);
    return code;
}

/* Runs what brings the schema from where it was to today's, unless another program was first. */
static enum fail change_schema(sqlite3 *db, const struct state *before, const char *text)
{
    char stamp[96];
    snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
             APPLICATION_ID, SCHEMA_VERSION);
    struct state now;
    int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = read_state(db, &now);
    bool first = code == SQLITE_OK && now.version == before->version;
    if (first)
        code = sqlite3_exec(db, text, NULL, NULL, NULL);
    if (first && code == SQLITE_OK)
        code = sqlite3_exec(db, stamp, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return FAIL_OK;
    enum fail failed = sqlite_fail_of(db, code);
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return failed;
}

enum fail sqlite_check_schema(sqlite3 *db, str file, bool create)
{
    struct state state;
    int code = read_state(db, &state);
    if (code != SQLITE_OK)
        return sqlite_fail_of(db, code);
    if (state.application == 0 && state.tables == 0 && create)
        return change_schema(db, &state, tables);
    if (state.application != APPLICATION_ID) {
        log_error("%.*s is not a hub's database", STR_ARG(file));
        return FAIL_FOREIGN;
    }
    if (state.version == 1)
        return change_schema(db, &state, from_version_1);
    if (state.version != SCHEMA_VERSION) {
        log_error("%.*s has schema %d, this program knows %d", STR_ARG(file), state.version,
                  SCHEMA_VERSION);
        return FAIL_VERSION;
    }
    return FAIL_OK;
}
