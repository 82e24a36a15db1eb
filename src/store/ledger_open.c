#define LOG_MODULE "ledger"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "store/ledger_private.h"
#include "wire/chain.h"

/* Each row takes a ledger from the version before to this one; rows are only ever added. The
 * triggers keep any SQL tool from changing what was written down. */
static const char *const migrations[] = {
    "CREATE TABLE event(seq INTEGER PRIMARY KEY, id BLOB NOT NULL, boot INTEGER NOT NULL,"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL, sure INTEGER NOT NULL, type TEXT NOT NULL,"
    " session TEXT NOT NULL, learner TEXT NOT NULL, body TEXT NOT NULL, hash BLOB NOT NULL);"
    "CREATE TABLE boot(number INTEGER PRIMARY KEY, boot_id TEXT NOT NULL);"
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;"
    "CREATE TRIGGER event_remains BEFORE DELETE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;",
};
#define LEDGER_SCHEMA_VERSION ((int64_t)COUNT_OF(migrations))

static const char *const sql[] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_INSERT] = "INSERT INTO event(" LEDGER_COLUMNS ") VALUES(?,?,?,?,?,?,?,?,?,?,?)",
    [STATEMENT_END] = "SELECT " LEDGER_COLUMNS " FROM event ORDER BY seq DESC LIMIT 1",
    [STATEMENT_HASH_AT] = "SELECT hash FROM event WHERE seq=?",
    [STATEMENT_READ] = "SELECT " LEDGER_COLUMNS " FROM event WHERE seq>=? AND seq<=? ORDER BY seq",
    [STATEMENT_BOOT_LAST] = "SELECT number, boot_id FROM boot ORDER BY number DESC LIMIT 1",
    [STATEMENT_BOOT_INSERT] = "INSERT INTO boot(number, boot_id) VALUES(?,?)",
};
static_assert(COUNT_OF(sql) == STATEMENT_COUNT, "SQL for every statement");

/* ---- what the file is ---- */

static enum fail refuse(const struct ledger *ledger, enum fail kind, const char *sentence)
{
    log_error("%s: %s", ledger->db.path, sentence);
    return kind;
}

/* *version_out: 0 for a file in which nothing stands yet. */
static enum fail read_version(struct ledger *ledger, int64_t *version_out)
{
    int64_t application = 0, tables = 0;
    enum fail failed = db_number(&ledger->db, "PRAGMA application_id", &application);
    if (failed == FAIL_OK)
        failed = db_number(&ledger->db, "PRAGMA user_version", version_out);
    if (failed == FAIL_OK)
        failed = db_number(&ledger->db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (failed != FAIL_OK)
        return failed;
    if (application != LEDGER_APPLICATION_ID && (application || *version_out || tables))
        return refuse(ledger, FAIL_FOREIGN, "this is another program's database");
    if (*version_out > LEDGER_SCHEMA_VERSION)
        return refuse(ledger, FAIL_VERSION, "the ledger was written by a newer program");
    if (*version_out < 0)
        return refuse(ledger, FAIL_CORRUPT, "the ledger's version cannot be");
    return FAIL_OK;
}

/* ---- settings and migrations ---- */

static enum fail set_up(struct ledger *ledger, int64_t version)
{
    struct db *db = &ledger->db;
    enum fail failed = FAIL_OK;
    if (ledger->read_only)
        return db_exec(db, "PRAGMA query_only=ON; PRAGMA cell_size_check=ON");
    if (version == 0) {
        char *text = sqlite3_mprintf("PRAGMA page_size=%d", LEDGER_PAGE_BYTES);
        failed = text ? db_exec(db, text) : FAIL_IO;
        sqlite3_free(text);
    }
    if (failed == FAIL_OK)
        failed = db_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                             "PRAGMA wal_autocheckpoint=0; PRAGMA cell_size_check=ON;"
                             "PRAGMA cache_size=-512; PRAGMA temp_store=MEMORY");
    /* Frames that are there already are written over without the file system's own journal. */
    int keep = 1;
    sqlite3_file_control(db->handle, NULL, SQLITE_FCNTL_PERSIST_WAL, &keep);
    return failed;
}

static enum fail migrate_within(struct ledger *ledger)
{
    int64_t version = 0;
    enum fail failed = read_version(ledger, &version);
    for (int64_t step = version; failed == FAIL_OK && step < LEDGER_SCHEMA_VERSION; step++)
        failed = db_exec(&ledger->db, migrations[step]);
    if (failed != FAIL_OK || version == LEDGER_SCHEMA_VERSION)
        return failed;
    char *text = sqlite3_mprintf("PRAGMA application_id=%d; PRAGMA user_version=%lld",
                                 LEDGER_APPLICATION_ID, (long long)LEDGER_SCHEMA_VERSION);
    failed = text ? db_exec(&ledger->db, text) : FAIL_IO;
    sqlite3_free(text);
    return failed;
}

/* All steps in one transaction; another program may have done it in the meantime. */
static enum fail migrate(struct ledger *ledger)
{
    enum fail failed = db_exec(&ledger->db, "BEGIN IMMEDIATE");
    if (failed == FAIL_OK)
        failed = migrate_within(ledger);
    if (failed == FAIL_OK)
        failed = db_exec(&ledger->db, "COMMIT");
    if (failed != FAIL_OK)
        db_rollback(&ledger->db);
    return failed;
}

/* ---- the newest events ---- */

static enum fail check_newest(struct ledger *ledger)
{
    struct ledger_end end;
    enum fail failed = ledger_end(ledger, &end);
    if (failed != FAIL_OK || end.seq == 0)
        return failed;
    sqlite3_stmt *statement = ledger->statements[STATEMENT_END];
    struct event event = { 0 };
    if (end.seq > 1)
        failed = ledger_hash_at(ledger, end.seq - 1, event.prev);
    if (failed == FAIL_MISSING)
        return refuse(ledger, FAIL_CORRUPT, "the event before the newest is missing");
    if (failed != FAIL_OK)
        return failed;
    int rc = sqlite3_step(statement);
    bool good = rc == SQLITE_ROW && ledger_take_row(statement, &event) && chain_holds(&event);
    sqlite3_reset(statement);
    if (rc != SQLITE_ROW)
        return db_result(&ledger->db, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc, "read its end");
    return good ? FAIL_OK : refuse(ledger, FAIL_CORRUPT, "the newest event was changed");
}

static int on_commit(void *self, sqlite3 *handle, const char *name, int frames)
{
    (void)handle;
    (void)name;
    ((struct ledger *)self)->wal_frames = frames;
    return SQLITE_OK;
}

static enum fail open_within(struct ledger *ledger, const struct ledger_options *options)
{
    struct db_options file = { options->path, options->read_only, false, options->vfs, LOG_MODULE };
    int64_t version = 0;
    enum fail failed = db_open(&ledger->db, &file);
    if (failed == FAIL_OK)
        failed = read_version(ledger, &version);
    if (failed == FAIL_OK && options->read_only && version < LEDGER_SCHEMA_VERSION)
        failed = refuse(ledger, FAIL_VERSION, "the ledger has not been made or migrated yet");
    if (failed == FAIL_OK)
        failed = set_up(ledger, version);
    if (failed == FAIL_OK && version < LEDGER_SCHEMA_VERSION)
        failed = migrate(ledger);
    for (size_t i = 0; failed == FAIL_OK && i < STATEMENT_COUNT; i++)
        failed = db_prepare(&ledger->db, sql[i], &ledger->statements[i]);
    if (failed == FAIL_OK)
        failed = check_newest(ledger);
    if (failed == FAIL_OK && options->unsynced)
        failed = db_exec(&ledger->db, "PRAGMA synchronous=OFF");
    if (failed == FAIL_OK)
        sqlite3_wal_hook(ledger->db.handle, on_commit, ledger);
    return failed;
}

enum fail ledger_open(struct ledger **out, const struct ledger_options *options)
{
    *out = NULL;
    must(options->boot_id.len <= LEDGER_BOOT_ID_MAX);
    must(options->version.len <= LEDGER_VERSION_MAX);
    must(options->read_only || !str_empty(options->boot_id));
    struct ledger *ledger = calloc(1, sizeof *ledger);
    must(ledger != NULL);
    ledger->read_only = options->read_only;
    ledger->chance = options->chance.fill ? options->chance : chance_system();
    if (options->boot_id.len)
        memcpy(ledger->boot_id, options->boot_id.ptr, options->boot_id.len);
    if (options->version.len)
        memcpy(ledger->version, options->version.ptr, options->version.len);
    enum fail failed = open_within(ledger, options);
    if (failed != FAIL_OK) {
        ledger_close(ledger);
        return failed;
    }
    *out = ledger;
    return FAIL_OK;
}

void ledger_close(struct ledger *ledger)
{
    if (!ledger)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(ledger->statements[i]);
    db_close(&ledger->db);
    free(ledger);
}

str ledger_boot_id(arena *home)
{
    str id = { 0 };
    /* A file of the proc file system has no size, so file_read would find it empty. */
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    char text[LEDGER_BOOT_ID_MAX + 1];
    if (file) {
        if (fgets(text, sizeof text, file))
            id = str_trim(str_of(text));
        fclose(file);
    }
    return arena_str(home, str_empty(id) ? S("no-boot-id") : id);
}
