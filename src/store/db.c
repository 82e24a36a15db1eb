#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"

static enum fail kind_of(const struct db *db, int rc)
{
    int err = db->handle ? sqlite3_system_errno(db->handle) : 0;
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return FAIL_OK;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT: /* only a damaged or foreign table refuses what we write */
    case SQLITE_MISMATCH:
        return FAIL_CORRUPT;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return FAIL_DENIED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return FAIL_BUSY;
    case SQLITE_FULL:
        return FAIL_FULL;
    case SQLITE_TOOBIG:
        return FAIL_LIMIT;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return err ? fail_from_errno(err) : FAIL_IO;
    default:
        return FAIL_IO;
    }
}

enum fail db_result(struct db *db, int rc, const char *doing)
{
    enum fail failed = kind_of(db, rc);
    if (failed != FAIL_OK)
        log_write(LOG_LEVEL_ERROR, db->module, "%s: could not %s: %s", db->path, doing,
                  db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc));
    return failed;
}

static enum fail refuse(const struct db *db, enum fail kind, const char *sentence)
{
    log_write(LOG_LEVEL_ERROR, db->module, "%s: %s", db->path, sentence);
    return kind;
}

/* SQLite would open a read-only file without a word and only fail at the first write. */
static enum fail check_access(const struct db *db, const struct db_options *options)
{
    if (strcmp(db->path, ":memory:") == 0)
        return FAIL_OK;
    bool there = access(db->path, F_OK) == 0;
    if (!there && errno != ENOENT && errno != ENOTDIR)
        return refuse(db, fail_from_errno(errno), "the folder cannot be looked into");
    if (!there && (options->read_only || options->exact))
        return refuse(db, FAIL_MISSING, "there is no such database");
    if (access(db->path, R_OK) != 0 && there)
        return refuse(db, FAIL_DENIED, "the database may not be read");
    if (options->read_only)
        return FAIL_OK;
    if (there && access(db->path, W_OK) != 0)
        return refuse(db, FAIL_DENIED, "the database may not be written to");
    char folder[DB_PATH_MAX];
    memcpy(folder, db->path, sizeof folder);
    if (access(dirname(folder), W_OK | X_OK) != 0)
        return refuse(db, errno == ENOENT ? FAIL_MISSING : FAIL_DENIED,
                      "its folder may not be written to");
    return FAIL_OK;
}

/* SQLite would make it readable for everyone; its log and index files take the mode over. Only a
 * file that is not there is touched: closing one that is open elsewhere in this program would drop
 * SQLite's locks on it. */
static enum fail make_private(const struct db *db, const struct db_options *options)
{
    if (options->read_only || options->exact || options->vfs || strcmp(db->path, ":memory:") == 0)
        return FAIL_OK;
    int fd = open(db->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return FAIL_OK;
    if (fd < 0)
        return refuse(db, fail_from_errno(errno), strerror(errno));
    close(fd);
    return FAIL_OK;
}

enum fail db_open(struct db *db, const struct db_options *options)
{
    *db = (struct db) { .module = options->module };
    if (options->path.len >= sizeof db->path) {
        log_write(LOG_LEVEL_ERROR, db->module, "the database's path is too long");
        return FAIL_LIMIT;
    }
    memcpy(db->path, options->path.ptr, options->path.len);
    enum fail failed = check_access(db, options);
    if (failed == FAIL_OK)
        failed = make_private(db, options);
    if (failed != FAIL_OK)
        return failed;
    int flags = options->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (!options->read_only && !options->exact)
        flags |= SQLITE_OPEN_CREATE;
    int rc = sqlite3_open_v2(db->path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, options->vfs);
    failed = db_result(db, rc, "open it");
    if (failed != FAIL_OK) {
        db_close(db);
        return failed;
    }
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, DB_BUSY_MS);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return FAIL_OK;
}

void db_close(struct db *db)
{
    /* Statements are finalized by their owners before; v2 waits for a forgotten one. */
    sqlite3_close_v2(db->handle);
    db->handle = NULL;
}

enum fail db_exec(struct db *db, const char *sql)
{
    return db_result(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL), "work on it");
}

enum fail db_prepare(struct db *db, const char *sql, sqlite3_stmt **out)
{
    int rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    return db_result(db, rc, "read its tables");
}

enum fail db_run(struct db *db, sqlite3_stmt *statement, const char *doing)
{
    int rc = sqlite3_step(statement);
    enum fail failed = db_result(db, rc, doing);
    sqlite3_reset(statement);
    return failed;
}

enum fail db_number(struct db *db, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    *out = 0;
    enum fail failed = db_prepare(db, sql, &statement);
    if (failed != FAIL_OK)
        return failed;
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(statement, 0);
    failed = db_result(db, rc, "read a number");
    sqlite3_finalize(statement);
    return failed;
}

void db_rollback(struct db *db)
{
    if (db->handle && !sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

void db_bind_text(sqlite3_stmt *statement, int index, str text)
{
    /* A NULL pointer would bind NULL, but our columns never hold NULL. */
    int rc =
        sqlite3_bind_text(statement, index, text.ptr ? text.ptr : "", (int)text.len, SQLITE_STATIC);
    must(rc == SQLITE_OK);
}

str db_column_text(sqlite3_stmt *statement, int column)
{
    /* As a blob it is lent where it lies in the page; as a text SQLite would copy it for a zero
     * byte at its end. */
    const char *text = sqlite3_column_blob(statement, column);
    return (str) { text ? text : "", (size_t)sqlite3_column_bytes(statement, column) };
}

bool db_column_blob(sqlite3_stmt *statement, int column, void *out, size_t len)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    if (!bytes || (size_t)sqlite3_column_bytes(statement, column) != len)
        return false;
    memcpy(out, bytes, len);
    return true;
}
