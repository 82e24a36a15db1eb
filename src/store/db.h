/* SQLite, with our failures and our habits. Private to store.
 *
 * Each database is one file opened by one thread. A statement is prepared once and lives as long as
 * its database. Whatever goes wrong is logged here, once, with the file and SQLite's own words. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/fail.h"

/* Another program's append takes milliseconds, its checkpoint less than a second. */
#define DB_BUSY_MS 3000
#define DB_PATH_MAX 1024u

struct db {
    sqlite3 *handle; /* NULL: closed */
    char path[DB_PATH_MAX];
    const char *module; /* for the log */
};

struct db_options {
    str path;
    bool read_only;
    bool exact; /* never create: FAIL_MISSING */
    const char *vfs;
    const char *module;
};

/* Opens the file; checks that its folder and it may be written to first, so that a read-only folder
 * is told from a full or broken one. */
must_check enum fail db_open(struct db *db, const struct db_options *options);
void db_close(struct db *db);

/* The kind of an SQLite result, logged with what we were doing; SQLITE_OK, ROW and DONE are
 * FAIL_OK. */
must_check enum fail db_result(struct db *db, int rc, const char *doing);
must_check enum fail db_exec(struct db *db, const char *sql);
/* Prepares for many uses; *out NULL on failure. */
must_check enum fail db_prepare(struct db *db, const char *sql, sqlite3_stmt **out);
/* Runs a bound statement that gives no rows, and resets it. */
must_check enum fail db_run(struct db *db, sqlite3_stmt *statement, const char *doing);
/* One number from a statement without parameters, such as a pragma. */
must_check enum fail db_number(struct db *db, const char *sql, int64_t *out);
/* Ends a transaction that failed; nothing to do when SQLite did it already. */
void db_rollback(struct db *db);

/* Binds without copying: the text must live until the statement is reset. */
void db_bind_text(sqlite3_stmt *statement, int index, str text);
/* Valid until the next step. */
str db_column_text(sqlite3_stmt *statement, int column);
/* A row of exactly len bytes; false otherwise. */
bool db_column_blob(sqlite3_stmt *statement, int column, void *out, size_t len);

#endif
