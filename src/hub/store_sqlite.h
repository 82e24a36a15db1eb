/* The inside of the hub's SQLite storage. Not for other files. */
#ifndef HUB_STORE_SQLITE_H
#define HUB_STORE_SQLITE_H

#include <sqlite3.h>

#include "base/fail.h"
#include "base/str.h"

/* Logs one sentence; the kind of failure for SQLite's code. */
enum fail sqlite_fail_of(sqlite3 *db, int code);
/* Makes the tables in an empty database when create is set, brings an older schema up to date,
 * refuses what is newer or another program's. */
must_check enum fail sqlite_check_schema(sqlite3 *db, str file, bool create);

#endif
