/* The ledger: the append-only record of everything that happened on a kiosk (formats.md, Ledger).
 *
 * One SQLite file, WAL, synchronous=FULL. ledger_append returns FAIL_OK only when the events are on
 * the disk: neither kill -9 nor a power cut takes them away again. Events are numbered 1, 2, 3 …
 * without gaps and chained by hash; nothing here changes or deletes one. The table has no index but
 * its number, and nothing else is written with an append (store/views.h follows later), so that an
 * append costs hardly more than writing the same bytes to a file.
 *
 * Several programs may have one ledger open (kiosk, tramsoctl); each append takes the database's
 * write lock for itself. A ledger that is found damaged is never written to. One struct ledger
 * belongs to one thread. */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/fail.h"
#include "core/event.h"
#include "wire/seal.h"

/* Lessons end in one append of a few events; a class's roll-call of thirty in one too. */
#define LEDGER_APPEND_MAX 64u
#define LEDGER_FILE_NAME "ledger.db"

struct ledger;

struct ledger_options {
    str path;       /* the database file, «DATA/ledger.db»; its folder exists */
    bool read_only; /* FAIL_MISSING when there is none; appends are FAIL_DENIED */
    str boot_id; /* what is equal for all programs of one boot of the machine: the kernel's boot id;
                    a walk or test passes its own. Empty: only for read_only */
    str version; /* the program's, for device.booted */
    struct chance chance; /* for event ids; zeroed: the system's */
    const char *vfs;      /* SQLite VFS by name; NULL: the usual one. For tests */
    bool unsynced; /* appends do not wait for the disk: only for filling a fresh file that may be
                      thrown away (tramsoctl simulate); ends with ledger_sync */
};

/* Opens, creating an empty ledger where there is none and migrating an older one. FAIL_CORRUPT
 * (damaged, or no database), FAIL_VERSION (a newer program's), FAIL_FOREIGN (another program's
 * database), FAIL_DENIED (may not write), FAIL_BUSY (locked for seconds), FAIL_FULL, FAIL_IO,
 * FAIL_MISSING; one sentence is logged. Looks at the newest events only: store/check.h looks at
 * all. */
must_check enum fail ledger_open(struct ledger **out, const struct ledger_options *options);
/* Ends it, and leaves the write-ahead log in place, read back into the database. NULL is fine. */
void ledger_close(struct ledger *ledger);

/* The kernel's id of this boot, for ledger_options.boot_id; «no-boot-id» where there is none. */
str ledger_boot_id(arena *home);

/* When something happened, and whether the wall clock is to be trusted. */
struct stamp {
    struct moment now;
    bool clock_sure;
};

/* Writes device.booted, which every program that interacts with people does at its start. The boot
 * number goes up when boot_id is another than the last one's. event_out may be NULL. */
must_check enum fail ledger_boot(struct ledger *ledger, arena *home, const struct stamp *stamp,
                                 struct event *event_out);

struct ledger_write {
    const struct event_draft *drafts;
    size_t count; /* 1 … LEDGER_APPEND_MAX */
    struct stamp stamp;
    const struct stamp *stamps; /* NULL, or one for each draft in the place of stamp */
};
/* Appends all drafts in one transaction: all or none. events_out (count of them, texts in home) may
 * be NULL. The first append after a boot puts a device.booted before them, which is not in
 * events_out. FAIL_LIMIT or FAIL_FORMAT for a body that body_write refuses, FAIL_FULL, FAIL_BUSY,
 * FAIL_IO, FAIL_DENIED, FAIL_CORRUPT; after any of these the ledger goes on without them (only a
 * power cut just after a disk that failed to sync may still bring them back, whole and chained). */
must_check enum fail ledger_append_all(struct ledger *ledger, arena *home,
                                       const struct ledger_write *write, struct event *events_out);
must_check enum fail ledger_append(struct ledger *ledger, arena *home,
                                   const struct event_draft *draft, const struct stamp *stamp,
                                   struct event *event_out);

/* What the ledger ends with. An empty one: seq 0, boot 0, hash zeros. */
struct ledger_end {
    uint64_t seq;
    uint64_t boot;
    int64_t mono_ms;
    int64_t wall_ms;
    bool clock_sure;
    uint8_t hash[EVENT_HASH_BYTES];
};
must_check enum fail ledger_end(struct ledger *ledger, struct ledger_end *out);
/* The chain hash at seq; seq 0 gives zeros. FAIL_MISSING when there is no such event. */
must_check enum fail ledger_hash_at(struct ledger *ledger, uint64_t seq,
                                    uint8_t out[EVENT_HASH_BYTES]);

/* Called for each event in order; its texts live until it returns. Returning false ends the
 * reading, which is no failure. It must not append to the same ledger. */
typedef bool ledger_visit(void *self, const struct event *event);
/* Visits the events first_seq … last_seq (0: to the end); fewer when the ledger ends before. Costs
 * by what is read, not by the ledger's length. FAIL_CORRUPT when a row cannot be one. */
must_check enum fail ledger_read(struct ledger *ledger, uint64_t first_seq, uint64_t last_seq,
                                 ledger_visit *visit, void *self);

/* Reads the write-ahead log back into the database, so that it is used again from its start. For
 * quiet moments (attract screen, after a sync): takes some milliseconds and returns quickly when
 * there is little to do. A ledger that is never tidied tidies itself within an append, rarely. */
must_check enum fail ledger_tidy(struct ledger *ledger);
/* Brings everything to the disk; from then on appends are durable also where unsynced was asked. */
must_check enum fail ledger_sync(struct ledger *ledger);

#endif
