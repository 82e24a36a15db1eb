/* What the tests of the hub's storage share: a storage of either kind, empty, and made-up kiosks'
 * histories with ids and chain. */
#ifndef HUB_FIXTURE_H
#define HUB_FIXTURE_H

#include "hub/hub_store.h"
#include "wire/batch.h"

#define NOW_MS 1795305600000ll

/* The storage under test: «sqlite» is a file of the fixture's own folder, «postgres» the database
 * of TRAMSO_PG_URI, whose tables are dropped. */
void fixture_choose(const char *kind);
bool fixture_is_postgres(void);
/* Empties the storage. */
void fixture_wipe(void);
str fixture_spec(void);
/* Another handle on the storage under test; makes it when it is empty. */
struct hub_store fixture_open(void);
void fixture_end(void);
/* Outside of the storage's own code: PostgreSQL only. The first value of the first row. */
long fixture_ask(const char *text);

/* Enrols a kiosk in a transaction of its own; the installation. */
int64_t fixture_enrol(struct hub_store *store, const char *name, uint8_t key);

/* A history: count events from seq first on, chained on before (NULL: zeros). salt makes ids and
 * bodies differ. Texts are static or in home. */
struct history {
    uint64_t first;
    size_t count;
    const uint8_t *before;
    uint64_t salt;
};
struct event *fixture_history(arena *home, const struct history *history);
/* A batch as it would come out of batch_open. */
struct batch fixture_batch(struct event *events, size_t count);
/* begin, lock, put, runs, commit, as ingest does it. FAIL_FORMAT when an id was taken (and nothing
 * was kept); new_out (may be NULL): how many were new. */
must_check enum fail fixture_take(struct hub_store *store, int64_t installation,
                                  struct event *events, size_t count, uint32_t *new_out);

/* Counts what events() gives, and that no id comes twice. */
struct fixture_census {
    arena home;
    uint64_t count;
    uint64_t twice;
    uint64_t sum; /* hash over ids in order */
    uint8_t (*ids)[EVENT_ID_BYTES];
};
struct fixture_census fixture_count(struct hub_store *store);

#endif
