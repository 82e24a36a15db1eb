/* Every write and every sync of a hub's life on SQLite fails once, finds the disk full, or is the
 * moment of a power cut. After each of them the hub opens again and holds whole batches only: every
 * batch that was committed, and runs that say exactly what is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <sqlite3.h>

#include "base/log.h"
#include "base/must.h"
#include "hub_fixture.h"
#include "tests/support/faultvfs.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

#define SPEC S("sqlite:/tmp/tramso-fault-hub.db")
#define BATCHES 9u
#define BATCH 25u
#define SEEDS 2u
/* More than the operations of one life; the loop ends when the fault does not come any more. */
#define OPERATIONS_MAX 3000u

static arena home;
static struct event *events;

/* Out of order, so that runs are joined and made anew. */
static const unsigned order[BATCHES] = { 0, 1, 3, 2, 6, 5, 4, 8, 7 };

struct promises {
    int64_t installation; /* 0: none yet */
    bool taken[BATCHES];
};

static bool find_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    struct promises *promises = self;
    promises->installation = kiosk->installation;
    return true;
}

static enum fail enrol(struct hub_store *store, struct promises *promises)
{
    struct hub_kiosk kiosk = { .kiosk = "tram-a", .enrolled_ms = NOW_MS };
    enum fail failed = store->ops->begin(store);
    if (failed == FAIL_OK)
        failed = store->ops->kiosk_add(store, &kiosk);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed == FAIL_OK)
        promises->installation = kiosk.installation;
    else
        store->ops->rollback(store);
    return failed;
}

/* What fails is tried again later in the same life, as an officer would. */
static void live(struct hub_store *store, struct promises *promises)
{
    /* A commit that failed may have been done all the same. */
    for (unsigned i = 0; !promises->installation && i < 2; i++)
        if (store->ops->kiosks(store, find_kiosk, promises) == FAIL_OK && !promises->installation &&
            enrol(store, promises) != FAIL_OK)
            continue;
    for (unsigned i = 0; promises->installation && i < BATCHES; i++)
        if (fixture_take(store, promises->installation, events + order[i] * BATCH, BATCH, NULL) ==
            FAIL_OK)
            promises->taken[order[i]] = true;
}

static bool mark_event(void *self, const struct hub_event *row)
{
    bool *there = self;
    uint64_t seq = row->event->seq;
    assert_true(seq >= 1 && seq <= BATCHES * BATCH && !there[seq - 1]);
    assert_memory_equal(row->event->hash, events[seq - 1].hash, EVENT_HASH_BYTES);
    assert_true(str_eq(row->event->body, events[seq - 1].body));
    there[seq - 1] = true;
    return true;
}

static void assert_whole(struct hub_store *store, const struct promises *promises)
{
    bool there[BATCHES * BATCH + 1] = { 0 };
    assert_int_equal(store->ops->events(store, mark_event, there), FAIL_OK);
    for (unsigned i = 0; i < BATCHES * BATCH; i++) {
        assert_true(there[i] == there[i / BATCH * BATCH]); /* a batch is whole or not there */
        assert_true(there[i] || !promises->taken[i / BATCH]);
    }
    struct receipt_range runs[BATCHES];
    size_t count = 0, at = 0;
    if (promises->installation)
        assert_int_equal(store->ops->runs(store, promises->installation, runs, BATCHES, &count),
                         FAIL_OK);
    for (unsigned seq = 1; seq <= BATCHES * BATCH; seq++) {
        if (at < count && runs[at].last_seq < seq)
            at++;
        assert_true(there[seq - 1] == (at < count && runs[at].first_seq <= seq));
    }
}

/* Lives, fails at operation n, loses its power, comes back. False when the fault no longer comes.
 */
static bool life_with(enum fault fault, unsigned n, uint64_t seed)
{
    struct promises promises = { .installation = 0 };
    struct hub_store store;
    faultvfs_format();
    faultvfs_plan(fault, n, seed);
    if (hub_store_open(&store, SPEC, true) == FAIL_OK)
        live(&store, &promises);
    bool struck = faultvfs_struck();
    faultvfs_power_off();
    hub_store_close(&store);
    faultvfs_power_on(seed * 7919 + n);
    assert_int_equal(hub_store_open(&store, SPEC, true), FAIL_OK);
    assert_whole(&store, &promises);
    /* The stick comes once more. */
    live(&store, &promises);
    assert_whole(&store, &promises);
    for (unsigned i = 0; i < BATCHES; i++)
        assert_true(promises.taken[i]);
    hub_store_close(&store);
    return struck;
}

static void every_operation(enum fault fault)
{
    unsigned n = 1;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (n = 1; n < OPERATIONS_MAX && life_with(fault, n, seed); n++)
            continue;
    assert_true(n > 60 && n < OPERATIONS_MAX);
    faultvfs_format();
}

static void test_failing_once(void **state)
{
    (void)state;
    every_operation(FAULT_ERROR);
}

static void test_full_disk(void **state)
{
    (void)state;
    every_operation(FAULT_FULL);
}

static void test_power_cut(void **state)
{
    (void)state;
    every_operation(FAULT_POWER);
}

static int set_up(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_NONE);
    faultvfs_register();
    must(sqlite3_vfs_register(sqlite3_vfs_find(FAULTVFS_NAME), 1) == SQLITE_OK);
    events = fixture_history(&home, &(struct history) { 1, BATCHES * BATCH, NULL, 1 });
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failing_once),
        cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_power_cut),
    };
    int failed = cmocka_run_group_tests(tests, set_up, NULL);
    arena_finish(&home);
    return failed;
}
