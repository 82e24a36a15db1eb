/* Several hub processes on one storage: real processes, each with a handle of its own. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/must.h"
#include "hub_fixture.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

#define ok(call) assert_int_equal((call), FAIL_OK)

static int set_up(void **state)
{
    (void)state;
    fixture_wipe();
    return 0;
}

/* ---- processes: a number comes back from each ---- */

struct helper {
    pid_t pid;
    int from;
};

typedef uint64_t helper_work(void *self, unsigned number);

static struct helper start(helper_work *work, void *self, unsigned number)
{
    int ends[2];
    must(pipe(ends) == 0);
    pid_t pid = fork();
    must(pid >= 0);
    if (pid == 0) {
        uint64_t answer = work(self, number);
        _exit(write(ends[1], &answer, sizeof answer) == sizeof answer ? 0 : 1);
    }
    close(ends[1]);
    return (struct helper) { pid, ends[0] };
}

static uint64_t end(struct helper helper)
{
    uint64_t answer = 0;
    int status;
    bool there = read(helper.from, &answer, sizeof answer) == sizeof answer;
    close(helper.from);
    assert_int_equal(waitpid(helper.pid, &status, 0), helper.pid);
    assert_true(there && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return answer;
}

/* Takes a batch as often as the storage is busy. */
static uint32_t insist(struct hub_store *store, int64_t installation, struct event *events,
                       size_t count)
{
    uint32_t fresh = 0;
    enum fail failed = FAIL_BUSY;
    while (failed == FAIL_BUSY)
        failed = fixture_take(store, installation, events, count, &fresh);
    must(failed == FAIL_OK);
    return fresh;
}

/* ---- one kiosk, two hubs ---- */

#define EVENTS 3000u
#define BATCH 100u

struct one_kiosk {
    int64_t installation;
    struct event *events;
};

/* Each process brings everything, in an order and from an offset of its own. */
static uint64_t bring(void *self, unsigned number)
{
    const struct one_kiosk *kiosk = self;
    struct hub_store store = fixture_open();
    uint64_t random = number, fresh = 0;
    size_t order[EVENTS / BATCH + 1], count = 0;
    for (size_t at = 0; at < EVENTS; at += BATCH)
        order[count++] = at;
    for (size_t i = count - 1; number && i > 0; i--) {
        size_t k = random_below(&random, (uint32_t)i + 1), was = order[i];
        order[i] = order[k];
        order[k] = was;
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = order[i] + number * 37, len = at + BATCH > EVENTS ? EVENTS - at : BATCH;
        if (at < EVENTS)
            fresh += insist(&store, kiosk->installation, kiosk->events + at, len);
    }
    if (number)
        fresh += insist(&store, kiosk->installation, kiosk->events, BATCH);
    hub_store_close(&store);
    return fresh;
}

static void test_one_kiosk_two_hubs(void **state)
{
    (void)state;
    arena home = { 0 };
    struct hub_store store = fixture_open();
    struct one_kiosk kiosk = { fixture_enrol(&store, "tram-a", 1),
                               fixture_history(&home, &(struct history) { 1, EVENTS, NULL, 5 }) };
    struct helper helpers[3];
    for (unsigned i = 0; i < 3; i++)
        helpers[i] = start(bring, &kiosk, i);
    uint64_t fresh = 0;
    for (unsigned i = 0; i < 3; i++)
        fresh += end(helpers[i]);
    assert_int_equal(fresh, EVENTS); /* each event was new to exactly one */
    struct fixture_census census = fixture_count(&store);
    assert_int_equal(census.count, EVENTS);
    assert_int_equal(census.twice, 0);
    struct receipt_range run;
    size_t count;
    ok(store.ops->runs(&store, kiosk.installation, &run, 1, &count));
    assert_true(count == 1 && run.first_seq == 1 && run.last_seq == EVENTS);
    assert_memory_equal(run.first_hash, kiosk.events[0].hash, EVENT_HASH_BYTES);
    assert_memory_equal(run.last_hash, kiosk.events[EVENTS - 1].hash, EVENT_HASH_BYTES);
    hub_store_close(&store);
    arena_finish(&home);
}

/* ---- the same events from two installations at once ---- */

static uint64_t bring_as_own(void *self, unsigned number)
{
    struct one_kiosk *kiosks = self;
    struct hub_store store = fixture_open();
    uint64_t fresh = 0;
    for (size_t at = 0; at < 1000; at += 20) {
        enum hub_put puts[20];
        must(store.ops->begin(&store) == FAIL_OK);
        must(store.ops->events_put(&store, kiosks[number].installation, kiosks->events + at, 20,
                                   NOW_MS, puts) == FAIL_OK);
        must(store.ops->commit(&store) == FAIL_OK);
        for (unsigned i = 0; i < 20; i++)
            fresh += puts[i] == HUB_PUT_NEW;
    }
    hub_store_close(&store);
    return fresh;
}

static void test_one_id_two_installations(void **state)
{
    (void)state;
    arena home = { 0 };
    struct hub_store store = fixture_open();
    struct event *events = fixture_history(&home, &(struct history) { 1, 1000, NULL, 5 });
    struct one_kiosk kiosks[2] = { { fixture_enrol(&store, "tram-a", 1), events },
                                   { fixture_enrol(&store, "tram-b", 2), events } };
    struct helper a = start(bring_as_own, kiosks, 0), b = start(bring_as_own, kiosks, 1);
    assert_int_equal(end(a) + end(b), 1000);
    struct fixture_census census = fixture_count(&store);
    assert_int_equal(census.count, 1000);
    assert_int_equal(census.twice, 0);
    hub_store_close(&store);
    arena_finish(&home);
}

/* ---- whoever reads on from the last place misses nothing ---- */

#define WRITERS 3u
#define EACH 1500u

static uint64_t write_own(void *self, unsigned number)
{
    const int64_t *installations = self;
    arena home = { 0 };
    struct hub_store store = fixture_open();
    struct event *events = fixture_history(&home, &(struct history) { 1, EACH, NULL, number + 1 });
    uint64_t fresh = 0;
    for (size_t at = 0; at < EACH; at += 15)
        fresh += insist(&store, installations[number], events + at, 15);
    hub_store_close(&store);
    arena_finish(&home);
    return fresh;
}

struct tail {
    int64_t last;
    uint64_t count;
};

static bool follow(void *self, const struct hub_event *row)
{
    struct tail *tail = self;
    assert_true(row->place > tail->last);
    tail->last = row->place;
    tail->count++;
    return true;
}

static void test_reading_on_misses_nothing(void **state)
{
    (void)state;
    struct hub_store store = fixture_open();
    int64_t installations[WRITERS];
    struct helper helpers[WRITERS];
    for (unsigned i = 0; i < WRITERS; i++)
        installations[i] = fixture_enrol(&store, "tram-a", (uint8_t)(i + 1));
    for (unsigned i = 0; i < WRITERS; i++)
        helpers[i] = start(write_own, installations, i);
    struct tail tail = { 0 };
    unsigned rounds = 0;
    int64_t until_us = clock_mono_us() + 60000000;
    while (tail.count < WRITERS * EACH && clock_mono_us() < until_us) {
        int64_t place, stored_ms;
        ok(store.ops->consistent(&store, &place, &stored_ms));
        struct hub_query query = { .after_place = tail.last };
        uint64_t before = tail.count;
        ok(store.ops->stored(&store, &query, follow, &tail));
        assert_true(tail.last >= place);
        rounds += tail.count > before;
    }
    for (unsigned i = 0; i < WRITERS; i++)
        assert_int_equal(end(helpers[i]), EACH);
    assert_int_equal(tail.count, WRITERS * EACH);
    assert_true(rounds > 3);
    hub_store_close(&store);
}

/* ---- a hub that hangs, and one that dies, in the middle of a change ---- */

static uint64_t hang(void *self, unsigned number)
{
    const struct one_kiosk *kiosk = self;
    struct hub_store store = fixture_open();
    enum hub_put puts[50];
    must(store.ops->begin(&store) == FAIL_OK);
    must(store.ops->lock(&store, kiosk->installation) == FAIL_OK);
    must(store.ops->events_put(&store, kiosk->installation, kiosk->events, 50, NOW_MS, puts) ==
         FAIL_OK);
    must(write((int)number, "x", 1) == 1);
    pause();
    return 0;
}

static void test_one_hangs_and_dies(void **state)
{
    (void)state;
    arena home = { 0 };
    struct hub_store store = fixture_open();
    struct one_kiosk kiosk = { fixture_enrol(&store, "tram-a", 1),
                               fixture_history(&home, &(struct history) { 1, 100, NULL, 5 }) };
    int ready[2];
    char byte;
    must(pipe(ready) == 0);
    struct helper helper = start(hang, &kiosk, (unsigned)ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(fixture_count(&store).count, 0); /* readers do not wait */
    assert_int_equal(fixture_take(&store, kiosk.installation, kiosk.events, 100, NULL), FAIL_BUSY);
    kill(helper.pid, SIGKILL);
    waitpid(helper.pid, NULL, 0);
    close(helper.from);
    uint32_t fresh;
    ok(fixture_take(&store, kiosk.installation, kiosk.events, 100, &fresh));
    assert_int_equal(fresh, 100);
    assert_int_equal(fixture_count(&store).count, 100);
    close(ready[0]);
    close(ready[1]);
    hub_store_close(&store);
    arena_finish(&home);
}

/* ---- all make the storage at once ---- */

static uint64_t make(void *self, unsigned number)
{
    (void)self;
    struct hub_store store = fixture_open();
    char name[16];
    snprintf(name, sizeof name, "tram-%u", number);
    fixture_enrol(&store, name, (uint8_t)(number + 1));
    hub_store_close(&store);
    return 1;
}

static bool count_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    (void)kiosk;
    ++*(unsigned *)self;
    return true;
}

static void test_made_by_all_at_once(void **state)
{
    (void)state;
    struct helper helpers[5];
    for (unsigned i = 0; i < 5; i++)
        helpers[i] = start(make, NULL, i);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(end(helpers[i]), 1);
    struct hub_store store = fixture_open();
    unsigned count = 0;
    ok(store.ops->kiosks(&store, count_kiosk, &count));
    assert_int_equal(count, 5);
    hub_store_close(&store);
}

int main(int argc, char **argv)
{
    must(argc == 2);
    fixture_choose(argv[1]);
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_one_kiosk_two_hubs, set_up),
        cmocka_unit_test_setup(test_one_id_two_installations, set_up),
        cmocka_unit_test_setup(test_reading_on_misses_nothing, set_up),
        cmocka_unit_test_setup(test_one_hangs_and_dies, set_up),
        cmocka_unit_test_setup(test_made_by_all_at_once, set_up),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fixture_end();
    return failed;
}
