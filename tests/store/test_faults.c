/* Every write and every sync of a ledger's life fails once, finds the disk full, or is the moment
 * of a power cut: after each of them the ledger opens again, its chain holds, and every append that
 * said FAIL_OK is there, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "store/check.h"
#include "store_fixture.h"
#include "tests/support/faultvfs.h"

#define APPENDS 14u
#define PATH "/tmp/tramso-fault-ledger.db"
#define SEEDS 4u
/* More than the operations of one life; the loop ends when the fault does not come any more. */
#define OPERATIONS_MAX 2000u

/* What the ledger has promised. */
struct promises {
    uint64_t seq[APPENDS * 3];
    uint8_t hash[APPENDS * 3][EVENT_HASH_BYTES];
    size_t count;
};

static enum fail open_fault(struct ledger **out, unsigned boot)
{
    struct ledger_options options = { .path = S(PATH),
                                      .boot_id = boot ? S("second") : S("first"),
                                      .version = S("test"),
                                      .chance = fixture_chance(),
                                      .vfs = FAULTVFS_NAME };
    return ledger_open(out, &options);
}

static void append_some(struct ledger *ledger, unsigned i, struct promises *promises)
{
    arena home = { .block_bytes = 16384 };
    struct event_draft drafts[3] = { fixture_draft(EVENT_LESSON_STARTED),
                                     fixture_completion(i, true),
                                     fixture_draft(EVENT_SESSION_ENDED) };
    struct event events[3];
    struct ledger_write write = { .drafts = drafts,
                                  .count = 1 + i % 3,
                                  .stamp = fixture_stamp(i * 1000) };
    if (ledger_append_all(ledger, &home, &write, events) == FAIL_OK) {
        for (size_t k = 0; k < write.count; k++) {
            promises->seq[promises->count] = events[k].seq;
            memcpy(promises->hash[promises->count++], events[k].hash, EVENT_HASH_BYTES);
        }
    }
    arena_finish(&home);
}

/* One life of the ledger: opened, written, tidied so that the log is used from its start again. */
static struct ledger *live(struct promises *promises)
{
    struct ledger *ledger = NULL;
    if (open_fault(&ledger, 0) != FAIL_OK)
        return NULL;
    for (unsigned i = 0; i < APPENDS; i++) {
        append_some(ledger, i, promises);
        if (i % 5 == 4 && ledger_tidy(ledger) != FAIL_OK)
            continue; /* an untidied ledger goes on */
    }
    return ledger;
}

static void assert_all_there(struct ledger *ledger, const struct promises *promises)
{
    for (size_t i = 0; i < promises->count; i++) {
        uint8_t hash[EVENT_HASH_BYTES];
        assert_int_equal(ledger_hash_at(ledger, promises->seq[i], hash), FAIL_OK);
        assert_memory_equal(hash, promises->hash[i], EVENT_HASH_BYTES);
    }
    static struct check_result result;
    assert_int_equal(check_run(ledger, NULL, &result), FAIL_OK);
    if (result.problem_count)
        fail_msg("%s", result.problems[0].sentence);
    assert_true(result.events >= promises->count);
}

/* Lives, fails at operation n, loses its power, comes back. False when the fault no longer comes.
 */
static bool life_with(enum fault fault, unsigned n, uint64_t seed)
{
    struct promises promises = { .count = 0 };
    faultvfs_format();
    faultvfs_plan(fault, n, seed);
    struct ledger *ledger = live(&promises);
    bool struck = faultvfs_struck();
    faultvfs_power_off();
    ledger_close(ledger);
    faultvfs_power_on(seed * 7919 + n);
    assert_int_equal(open_fault(&ledger, 1), FAIL_OK);
    assert_all_there(ledger, &promises);
    append_some(ledger, APPENDS - 1, &promises);
    assert_all_there(ledger, &promises);
    if (!struck)
        assert_true(promises.count > APPENDS);
    ledger_close(ledger);
    return struck;
}

static void every_operation(enum fault fault)
{
    unsigned n = 1;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (n = 1; n < OPERATIONS_MAX && life_with(fault, n, seed); n++)
            continue;
    assert_true(n > 40 && n < OPERATIONS_MAX);
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

/* After a failed append the same ledger goes on without being opened again. */
static void test_goes_on_after_full(void **state)
{
    (void)state;
    struct promises promises = { .count = 0 };
    struct ledger *ledger = NULL;
    faultvfs_format();
    assert_int_equal(open_fault(&ledger, 0), FAIL_OK);
    append_some(ledger, 0, &promises);
    faultvfs_plan(FAULT_FULL, 1, 1);
    size_t before = promises.count;
    append_some(ledger, 1, &promises);
    assert_int_equal(promises.count, before);
    for (unsigned i = 0; i < 8; i++)
        append_some(ledger, 2 + i, &promises);
    assert_true(promises.count > before);
    assert_all_there(ledger, &promises);
    ledger_close(ledger);
    faultvfs_format();
}

static int set_up(void **state)
{
    (void)state;
    log_set_level((enum log_level) - 1);
    faultvfs_register();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failing_once),
        cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_power_cut),
        cmocka_unit_test(test_goes_on_after_full),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
