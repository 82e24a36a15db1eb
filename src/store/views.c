#define LOG_MODULE "views"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "store/views_private.h"

/* Events followed in one transaction: a second or two of work, a few MiB of log. */
#define CHUNK_EVENTS 10000u

static const char schema[] =
    "CREATE TABLE mark(only INTEGER PRIMARY KEY CHECK(only=1), seq INTEGER NOT NULL,"
    " hash BLOB NOT NULL);"
    "CREATE TABLE session(session TEXT PRIMARY KEY, learner TEXT NOT NULL, mode TEXT NOT NULL,"
    " grp TEXT NOT NULL, tags TEXT NOT NULL, area TEXT NOT NULL, trust TEXT NOT NULL,"
    " lang TEXT NOT NULL, assisted INTEGER NOT NULL, reason TEXT NOT NULL,"
    " first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, started INTEGER NOT NULL,"
    " duration INTEGER, completions INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE completion(seq INTEGER PRIMARY KEY, wall INTEGER NOT NULL,"
    " sure INTEGER NOT NULL, session TEXT NOT NULL, learner TEXT NOT NULL, lesson TEXT NOT NULL,"
    " unaided INTEGER NOT NULL);"
    "CREATE INDEX completion_session ON completion(session);"
    "CREATE INDEX completion_learner ON completion(learner) WHERE learner<>'';"
    "CREATE INDEX session_learner ON session(learner) WHERE learner<>'';"
    "CREATE TABLE progress(learner TEXT NOT NULL, lesson TEXT NOT NULL, unaided INTEGER NOT NULL,"
    " PRIMARY KEY(learner, lesson)) WITHOUT ROWID;"
    /* nth counts learning events from the first, so that a range's number is a subtraction. */
    "CREATE TABLE learning(seq INTEGER PRIMARY KEY, nth INTEGER NOT NULL);"
    "CREATE TABLE delivered(hub TEXT NOT NULL, first_seq INTEGER NOT NULL,"
    " last_seq INTEGER NOT NULL, PRIMARY KEY(hub, first_seq)) WITHOUT ROWID;"
    "CREATE TABLE hub(hub TEXT PRIMARY KEY, exported_to INTEGER NOT NULL, last_export INTEGER,"
    " last_receipt INTEGER, hub_wall INTEGER, hub_newest INTEGER) WITHOUT ROWID;"
    "CREATE TABLE dated(hub TEXT NOT NULL, delivered_to INTEGER NOT NULL,"
    " hub_wall INTEGER NOT NULL, PRIMARY KEY(hub, delivered_to)) WITHOUT ROWID;";

static const char *const sql[] = {
    [VIEW_MARK_GET] = "SELECT seq, hash FROM mark WHERE only=1",
    [VIEW_MARK_SET] = "INSERT OR REPLACE INTO mark(only, seq, hash) VALUES(1,?,?)",
    [VIEW_SESSION_TOUCH] =
        "INSERT INTO session VALUES(?1,?2,'','','','','','',-1,'',?3,?3,?4,NULL,0)"
        " ON CONFLICT DO UPDATE SET last_seq=excluded.last_seq,"
        " learner=iif(excluded.learner='',learner,excluded.learner)",
    [VIEW_SESSION_TAKE] =
        "UPDATE session SET mode=iif(?2='',mode,?2), grp=iif(?3='',grp,?3),"
        " tags=iif(?4='',tags,?4), area=iif(?5='',area,?5), trust=iif(?6='',trust,?6),"
        " lang=iif(?7='',lang,?7), assisted=iif(?8<0,assisted,?8) WHERE session=?1",
    [VIEW_SESSION_START] = "UPDATE session SET started=?2 WHERE session=?1",
    [VIEW_SESSION_END] = "UPDATE session SET reason=?2, duration=?3 WHERE session=?1",
    [VIEW_SESSION_COUNT] = "UPDATE session SET completions=completions+1 WHERE session=?",
    [VIEW_SESSION_GET] =
        "SELECT learner,mode,grp,tags,area,trust,lang,assisted,reason,first_seq,last_seq,"
        "started,duration,completions FROM session WHERE session=?",
    [VIEW_COMPLETION_ADD] = "INSERT INTO completion VALUES(?,?,?,?,?,?,?)",
    [VIEW_COMPLETION_READ] = "SELECT seq,wall,sure,session,learner,lesson,unaided"
                             " FROM completion WHERE seq>? ORDER BY seq",
    [VIEW_COMPLETION_OF_SESSION] =
        "SELECT lesson,max(unaided) FROM completion WHERE session=? GROUP BY lesson",
    [VIEW_PROGRESS_ADD] = "INSERT INTO progress VALUES(?,?,?) ON CONFLICT DO UPDATE"
                          " SET unaided=max(unaided,excluded.unaided)",
    [VIEW_PROGRESS_ADOPT] = "INSERT INTO progress SELECT ?1,lesson,max(unaided) FROM completion"
                            " WHERE session=?2 AND learner='' GROUP BY lesson"
                            " ON CONFLICT DO UPDATE SET unaided=max(unaided,excluded.unaided)",
    [VIEW_PROGRESS_OF_LEARNER] = "SELECT lesson,unaided FROM progress WHERE learner=?",
    [VIEW_ERASE_PROGRESS] = "DELETE FROM progress WHERE learner=?1 AND ?1<>''",
    [VIEW_ERASE_COMPLETIONS] = "UPDATE completion SET learner='' WHERE learner=?1 AND ?1<>''",
    [VIEW_ERASE_SESSIONS] = "UPDATE session SET learner='' WHERE learner=?1 AND ?1<>''",
    [VIEW_LEARNING_ADD] = "INSERT INTO learning VALUES(?1,"
                          "1+ifnull((SELECT nth FROM learning ORDER BY seq DESC LIMIT 1),0))",
    [VIEW_LEARNING_UP_TO] = "SELECT nth FROM learning WHERE seq<=? ORDER BY seq DESC LIMIT 1",
    [VIEW_DELIVERED_TOUCHING] = "SELECT min(first_seq), max(last_seq) FROM delivered"
                                " WHERE hub=?1 AND first_seq<=?3+1 AND last_seq>=?2-1",
    [VIEW_DELIVERED_CUT] =
        "DELETE FROM delivered WHERE hub=?1 AND first_seq<=?3+1 AND last_seq>=?2-1",
    [VIEW_DELIVERED_ADD] = "INSERT INTO delivered VALUES(?,?,?)",
    [VIEW_DELIVERED_READ] =
        "SELECT first_seq,last_seq FROM delivered WHERE hub=? ORDER BY first_seq",
    [VIEW_HUB_EXPORT] = "INSERT INTO hub VALUES(?1,?2,?3,NULL,NULL,NULL) ON CONFLICT DO UPDATE SET"
                        " exported_to=max(exported_to,?2), last_export=?3",
    [VIEW_HUB_RECEIPT] = "INSERT INTO hub VALUES(?1,0,NULL,?2,?3,?3) ON CONFLICT DO UPDATE SET"
                         " last_receipt=?2, hub_wall=?3,"
                         " hub_newest=max(ifnull(hub_newest,?3),ifnull(?3,hub_newest))",
    [VIEW_HUB_GET] = "SELECT exported_to,last_export,last_receipt,hub_wall FROM hub WHERE hub=?",
    /* What fills a gap may be an older receipt than those behind the gap: the newest dates all. */
    [VIEW_DATED_ADD] = "INSERT OR IGNORE INTO dated SELECT ?1,last_seq,hub_newest"
                       " FROM hub JOIN delivered ON delivered.hub=?1 AND first_seq=1"
                       " WHERE hub.hub=?1 AND hub_newest>=?2",
    [VIEW_DATED_BEFORE] = "SELECT delivered_to FROM dated WHERE hub=?1 AND hub_wall<?2"
                          " ORDER BY delivered_to DESC LIMIT 1",
};
static_assert(COUNT_OF(sql) == VIEW_STATEMENT_COUNT, "SQL for every statement");

/* ---- opening ---- */

static enum fail refuse(const struct views *views, enum fail kind, const char *sentence)
{
    log_error("%s: %s", views->db.path, sentence);
    return kind;
}

static enum fail make_schema(struct views *views)
{
    char *text = sqlite3_mprintf("BEGIN IMMEDIATE;%s PRAGMA application_id=%d;"
                                 "PRAGMA user_version=%d; COMMIT",
                                 schema, VIEWS_APPLICATION_ID, VIEWS_SCHEMA_VERSION);
    enum fail failed = text ? db_exec(&views->db, text) : FAIL_IO;
    sqlite3_free(text);
    if (failed != FAIL_OK)
        db_rollback(&views->db);
    return failed;
}

static enum fail check_schema(struct views *views, bool *empty_out)
{
    int64_t application = 0, version = 0, tables = 0;
    enum fail failed = db_number(&views->db, "PRAGMA application_id", &application);
    if (failed == FAIL_OK)
        failed = db_number(&views->db, "PRAGMA user_version", &version);
    if (failed == FAIL_OK)
        failed = db_number(&views->db, "SELECT count(*) FROM sqlite_schema", &tables);
    *empty_out = tables == 0;
    if (failed != FAIL_OK || tables == 0)
        return failed;
    if (application != VIEWS_APPLICATION_ID)
        return refuse(views, FAIL_FOREIGN, "this is another program's database");
    return version == VIEWS_SCHEMA_VERSION ? FAIL_OK : FAIL_VERSION;
}

static void close_handle(struct views *views)
{
    for (size_t i = 0; i < VIEW_STATEMENT_COUNT; i++) {
        sqlite3_finalize(views->statements[i]);
        views->statements[i] = NULL;
    }
    db_close(&views->db);
}

static enum fail open_once(struct views *views, str path)
{
    struct db_options file = { path, views->read_only, false, views->vfs[0] ? views->vfs : NULL,
                               LOG_MODULE };
    bool empty = false;
    enum fail failed = db_open(&views->db, &file);
    if (failed == FAIL_OK)
        failed = check_schema(views, &empty);
    if (failed == FAIL_OK && views->read_only && empty)
        failed = refuse(views, FAIL_MISSING, "the views have not been made yet");
    /* NORMAL: a power cut may take back the newest rows together with their mark. */
    if (failed == FAIL_OK && !views->read_only)
        failed = db_exec(&views->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                                     "PRAGMA cache_size=-1024; PRAGMA temp_store=MEMORY");
    if (failed == FAIL_OK && empty)
        failed = make_schema(views);
    for (size_t i = 0; failed == FAIL_OK && i < VIEW_STATEMENT_COUNT; i++)
        failed = db_prepare(&views->db, sql[i], &views->statements[i]);
    if (failed != FAIL_OK)
        close_handle(views);
    return failed;
}

static void throw_away(const struct views *views)
{
    static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
    char name[DB_PATH_MAX + 16];
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        snprintf(name, sizeof name, "%s%s", views->db.path, endings[i]);
        unlink(name);
    }
}

static enum fail open_anew(struct views *views, str path)
{
    enum fail failed = open_once(views, path);
    if (views->read_only || (failed != FAIL_CORRUPT && failed != FAIL_VERSION))
        return failed;
    log_warn("%s: damaged or of another version; it is made again from the events", views->db.path);
    throw_away(views);
    return open_once(views, path);
}

enum fail views_open(struct views **out, const struct views_options *options)
{
    *out = NULL;
    struct views *views = calloc(1, sizeof *views);
    must(views != NULL);
    views->read_only = options->read_only;
    views->scratch.block_bytes = 8192;
    if (options->vfs) {
        must(strlen(options->vfs) < sizeof views->vfs);
        memcpy(views->vfs, options->vfs, strlen(options->vfs));
    }
    enum fail failed = open_anew(views, options->path);
    if (failed != FAIL_OK) {
        views_close(views);
        return failed;
    }
    *out = views;
    return FAIL_OK;
}

void views_close(struct views *views)
{
    if (!views)
        return;
    close_handle(views);
    arena_finish(&views->scratch);
    free(views);
}

/* ---- following the ledger ---- */

enum fail views_mark(struct views *views, struct views_mark *out)
{
    *out = (struct views_mark) { 0 };
    sqlite3_stmt *statement = views->statements[VIEW_MARK_GET];
    int rc = sqlite3_step(statement);
    bool good = true;
    if (rc == SQLITE_ROW) {
        out->seq = (uint64_t)sqlite3_column_int64(statement, 0);
        good = db_column_blob(statement, 1, out->hash, sizeof out->hash);
    }
    sqlite3_reset(statement);
    return db_result(&views->db, good ? rc : SQLITE_CORRUPT, "read its mark");
}

static enum fail set_mark(struct views *views, const struct views_mark *mark)
{
    sqlite3_stmt *statement = views->statements[VIEW_MARK_SET];
    sqlite3_bind_int64(statement, 1, (int64_t)mark->seq);
    sqlite3_bind_blob(statement, 2, mark->hash, sizeof mark->hash, SQLITE_STATIC);
    return db_run(&views->db, statement, "set its mark");
}

static enum fail empty_all(struct views *views)
{
    static const char text[] =
#define EMPTY(table, order) "DELETE FROM " #table ";"
        VIEWS_TABLES(EMPTY)
#undef EMPTY
        ;
    return db_exec(&views->db, text);
}

struct following {
    struct views *views;
    struct views_mark mark;
    enum fail failed;
};

static bool follow(void *self, const struct event *event)
{
    struct following *f = self;
    f->failed = views_apply(f->views, event);
    f->mark.seq = event->seq;
    memcpy(f->mark.hash, event->hash, sizeof f->mark.hash);
    return f->failed == FAIL_OK;
}

/* Whether the ledger still has the mark's event; *agrees_out. */
static enum fail compare_mark(struct ledger *ledger, const struct views_mark *mark,
                              bool *agrees_out)
{
    uint8_t hash[EVENT_HASH_BYTES];
    enum fail failed = ledger_hash_at(ledger, mark->seq, hash);
    *agrees_out = failed == FAIL_OK && memcmp(hash, mark->hash, sizeof hash) == 0;
    return failed == FAIL_MISSING ? FAIL_OK : failed;
}

/* Within a transaction. *count is how many events were followed. */
static enum fail follow_chunk(struct views *views, struct ledger *ledger, uint64_t max_events,
                              uint64_t *count)
{
    struct following f = { .views = views };
    bool agrees = true;
    enum fail failed = views_mark(views, &f.mark);
    if (failed == FAIL_OK)
        failed = compare_mark(ledger, &f.mark, &agrees);
    if (failed == FAIL_OK && !agrees) {
        log_warn("%s: the ledger has another past; the views are made anew", views->db.path);
        f.mark = (struct views_mark) { 0 };
        failed = empty_all(views);
    }
    uint64_t from = f.mark.seq;
    if (failed == FAIL_OK)
        failed = ledger_read(ledger, from + 1, from + max_events, follow, &f);
    *count = f.mark.seq - from;
    if (failed == FAIL_OK)
        failed = f.failed;
    return failed == FAIL_OK ? set_mark(views, &f.mark) : failed;
}

static enum fail follow_in_transaction(struct views *views, struct ledger *ledger,
                                       uint64_t max_events, uint64_t *count)
{
    enum fail failed = db_exec(&views->db, "BEGIN IMMEDIATE");
    if (failed == FAIL_OK)
        failed = follow_chunk(views, ledger, max_events, count);
    if (failed == FAIL_OK)
        failed = db_exec(&views->db, "COMMIT");
    if (failed != FAIL_OK)
        db_rollback(&views->db);
    return failed;
}

enum fail views_update(struct views *views, struct ledger *ledger, uint64_t max_events)
{
    if (views->read_only)
        return refuse(views, FAIL_DENIED, "not updated: open for reading");
    uint64_t left = max_events ? max_events : UINT64_MAX;
    for (;;) {
        uint64_t chunk = left < CHUNK_EVENTS ? left : CHUNK_EVENTS;
        uint64_t count = 0;
        enum fail failed = follow_in_transaction(views, ledger, chunk, &count);
        left -= count;
        if (failed != FAIL_OK || count < chunk || left == 0)
            return failed;
    }
}

enum fail views_rebuild(struct views *views, struct ledger *ledger)
{
    if (views->read_only)
        return refuse(views, FAIL_DENIED, "not rebuilt: open for reading");
    enum fail failed = db_exec(&views->db, "BEGIN IMMEDIATE");
    if (failed == FAIL_OK)
        failed = empty_all(views);
    if (failed == FAIL_OK)
        failed = db_exec(&views->db, "COMMIT");
    if (failed == FAIL_OK)
        return views_update(views, ledger, 0);
    db_rollback(&views->db);
    if (failed != FAIL_CORRUPT)
        return failed;
    char path[DB_PATH_MAX];
    memcpy(path, views->db.path, sizeof path);
    close_handle(views);
    throw_away(views);
    failed = open_once(views, str_of(path));
    return failed == FAIL_OK ? views_update(views, ledger, 0) : failed;
}
