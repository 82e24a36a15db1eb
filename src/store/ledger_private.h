/* The ledger's insides, shared by ledger*.c. Private to store. */
#ifndef STORE_LEDGER_PRIVATE_H
#define STORE_LEDGER_PRIVATE_H

#include "store/db.h"
#include "store/ledger.h"

/* «TrSo»: tells our ledger from any other SQLite file. */
#define LEDGER_APPLICATION_ID 0x5472536f
/* One page holds four to six events. What makes an append cheap is a write-ahead log that is
 * written over: blocks that a file already has need no journal of the file system (measured on
 * ext4: 1.0× a bare write+fdatasync, against 1.5× while the log still grows). So the log stays at 1
 * MiB and is read back within an append, once in a few hundred, when no quiet moment did it before.
 */
#define LEDGER_PAGE_BYTES 2048
#define LEDGER_WAL_FRAMES_MAX 512

#define LEDGER_BOOT_ID_MAX 64u
#define LEDGER_VERSION_MAX 64u

enum ledger_statement {
    STATEMENT_BEGIN,
    STATEMENT_COMMIT,
    STATEMENT_INSERT,
    STATEMENT_END,
    STATEMENT_HASH_AT,
    STATEMENT_READ,
    STATEMENT_BOOT_LAST,
    STATEMENT_BOOT_INSERT,
    STATEMENT_COUNT
};

struct ledger {
    struct db db;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    struct chance chance;
    char boot_id[LEDGER_BOOT_ID_MAX + 1];
    char version[LEDGER_VERSION_MAX + 1];
    uint64_t boot; /* this boot's number; 0: not looked up yet */
    bool read_only;
    bool damaged;   /* SQLite found damage: no append any more */
    int wal_frames; /* as of the last commit */
};

/* Columns of STATEMENT_READ and of every other reading of whole events. */
#define LEDGER_COLUMNS "seq,id,boot,mono,wall,sure,type,session,learner,body,hash"
/* The event of the current row, prev left as it is; false when a column cannot be one. */
bool ledger_take_row(sqlite3_stmt *statement, struct event *out);
/* Sets and logs the damage flag when the failure says so; gives the failure back. */
must_check enum fail ledger_note(struct ledger *ledger, enum fail failed);

#endif
