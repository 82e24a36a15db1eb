/* The kiosk's side of the stick. The hub is played with its keys alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/log.h"
#include "sync/usb.h"
#include "wire/batch.h"
#include "wire/receipt.h"
#include "wire/stick.h"
#include "usb_fixture.h"

static void test_without_a_hub_nothing_is_written(void **state)
{
    struct place *p = *state;
    place_complete(p, 3);
    assert_int_equal(place_sync(p), FAIL_MISSING);
    assert_non_null(strstr(p->report.why_en, "tramsoctl enrol"));
    assert_true(strlen(p->report.why_vi) > 0);
    const str *names;
    assert_int_equal(place_list(p, ".", &names), 0);
}

static void test_first_sync_then_again(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 10);
    uint64_t before = place_end(p);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_int_equal(p->report.events_written, before);
    assert_int_equal(p->report.learning_waiting, 10);
    assert_true(p->report.request_written);
    assert_int_equal(place_batches(p, OUTBOX), before);
    assert_int_equal(place_end(p), before + 1); /* batch.exported */
    const str *names;
    assert_int_equal(place_list(p, OUTBOX, &names), 1);
    str file = file_join(&p->home, file_join(&p->home, p->stick, S(OUTBOX)), names[0]);
    str first, second;
    assert_int_equal(file_read(&p->home, file, BATCH_FILE_BYTES_MAX, &first), FAIL_OK);

    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 0);
    assert_int_equal(p->report.batches_kept, 1);
    assert_false(p->report.request_written);
    assert_int_equal(place_end(p), before + 1);
    assert_int_equal(place_list(p, OUTBOX, &names), 1);
    assert_int_equal(file_read(&p->home, file, BATCH_FILE_BYTES_MAX, &second), FAIL_OK);
    assert_true(str_eq(first, second));
    assert_int_equal(place_list(p, STICK_LOGS, &names), 1);
}

static void test_receipt_delivers_once(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 10);
    uint64_t sent = place_end(p);
    assert_int_equal(place_sync(p), FAIL_OK);
    place_receipt(p, "a.tsr", 1, sent, &p->hub_sign);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_taken, 1);
    assert_int_equal(p->report.events_delivered, sent);
    assert_int_equal(p->report.learning_waiting, 0);
    assert_int_equal(p->report.batches_removed, 1);
    assert_int_equal(p->report.batches_written, 0);
    uint64_t end = place_end(p);
    const str *names;
    assert_int_equal(place_list(p, OUTBOX, &names), 0);
    assert_int_equal(place_list(p, STICK_ENROL, &names), 0);
    /* The same receipt again, and an older one, prove nothing new. */
    place_receipt(p, "b.tsr", 1, 3, &p->hub_sign);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_read, 2);
    assert_int_equal(p->report.receipts_taken, 0);
    assert_int_equal(place_end(p), end);
    /* What is new goes out alone. */
    place_complete(p, 2);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_int_equal(p->report.events_written, end + 2 - sent);
    assert_int_equal(p->report.learning_waiting, 2);
}

static void test_receipt_with_a_hole(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 9);
    place_receipt(p, "a.tsr", 4, 6, &p->hub_sign);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_taken, 1);
    const str *names;
    assert_int_equal(place_list(p, OUTBOX, &names), 2);
    assert_true(str_starts(names[0], S("0000000001-0000000003")));
    assert_true(str_starts(names[1], S("0000000007-")));
}

static void test_bad_receipts_are_ignored(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 5);
    struct sign_keys other;
    uint8_t seed[SEAL_SEED_BYTES] = { 9 };
    seal_sign_keys(seed, &other);
    place_receipt(p, "foreign.tsr", 1, 5, &other);
    place_receipt(p, "flipped.tsr", 1, 5, &p->hub_sign);
    str folder = file_join(&p->home, p->stick, S(RECEIPTS));
    place_flip(file_join(&p->home, folder, S("flipped.tsr")), 90);
    assert_int_equal(file_write_durable(file_join(&p->home, folder, S("empty.tsr")), S(""), 0644),
                     FAIL_OK);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_read, 0);
    assert_int_equal(p->report.receipts_taken, 0);
    assert_int_equal(p->report.ignored_count, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_true(strlen(p->report.ignored[i].why) > 10);
    assert_int_equal(p->report.learning_waiting, 5);
    assert_int_equal(p->report.batches_written, 1);
}

/* The hub speaks of a history that this ledger does not have. */
static void test_receipt_of_another_history(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 5);
    place_receipt(p, "a.tsr", 1, 5, &p->hub_sign);
    place_close(p);
    unlink(file_join(&p->home, p->data, S(LEDGER_FILE_NAME)).ptr);
    unlink(file_join(&p->home, p->data, S(LEDGER_FILE_NAME "-wal")).ptr);
    unlink(file_join(&p->home, p->data, S(LEDGER_FILE_NAME "-shm")).ptr);
    place_open(p, "tram-01");
    place_complete(p, 5);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_taken, 0);
    assert_int_equal(p->report.ignored_count, 1);
    assert_non_null(strstr(p->report.ignored[0].why, "another history"));
    assert_int_equal(p->report.learning_waiting, 5);
    assert_int_equal(p->report.batches_written, 1);
}

static void test_damaged_batch_is_written_again(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 5);
    uint64_t sent = place_end(p);
    assert_int_equal(place_sync(p), FAIL_OK);
    const str *names;
    assert_int_equal(place_list(p, OUTBOX, &names), 1);
    str path = file_join(&p->home, file_join(&p->home, p->stick, S(OUTBOX)), names[0]);
    place_flip(path, BATCH_HEADER_BYTES + 20);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.ignored_count, 1);
    assert_int_equal(p->report.batches_written, 1);
    assert_true(place_batches(p, OUTBOX) >= sent);
    assert_int_equal(place_list(p, OUTBOX, &names), 1);
    path = file_join(&p->home, file_join(&p->home, p->stick, S(OUTBOX)), names[0]);
    assert_int_equal(truncate(path.ptr, 100), 0);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_true(place_batches(p, OUTBOX) >= sent);
    assert_int_equal(place_list(p, OUTBOX, &names), 1);
}

static void test_long_ledger_goes_in_pieces(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 5100);
    uint64_t sent = place_end(p);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 2);
    assert_int_equal(place_batches(p, OUTBOX), sent);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_kept, 2);
    assert_int_equal(p->report.batches_written, 0);
}

/* The process ends at each step it reports; whatever the stick looks like then, the next sync makes
 * it whole and no half-written file stays. */
static void test_pulled_at_every_step(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 6);
    int at = 1, status = 0;
    for (;; at++) {
        place_close(p);
        pid_t child = fork();
        if (child == 0) {
            place_open(p, "tram-01");
            p->kill_at = at;
            _exit(place_sync(p) == FAIL_OK ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        place_open(p, "tram-01");
        if (WEXITSTATUS(status) < PLACE_ENDED)
            break;
        place_complete(p, 1);
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(at > 3);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 0);
    assert_true(place_batches(p, OUTBOX) >= (uint64_t)(6 + at - 1));
    assert_int_equal(p->report.learning_waiting, 6 + at - 1);
}

static void test_half_written_files_are_swept(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 2);
    str folder;
    assert_int_equal(folder_make_below(&p->home, p->stick, S(OUTBOX), &folder), FAIL_OK);
    str half = file_join(&p->home, folder, S("0000000001-0000000009.tsb.tmp"));
    assert_int_equal(file_write_durable(half, S("half"), 0644), FAIL_OK);
    assert_int_equal(folder_make_below(&p->home, p->stick, S(STICK_OUTBOX "/tram-02"), &folder),
                     FAIL_OK);
    str others = file_join(&p->home, folder, S("x.tsb.tmp"));
    assert_int_equal(file_write_durable(others, S("half"), 0644), FAIL_OK);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.swept, 1);
    assert_false(file_exists(half));
    assert_true(file_exists(others));
}

static void test_sticks_that_cannot_be_used(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 2);
    uint64_t end = place_end(p);
    str stick = p->stick;
    p->stick = file_join(&p->home, stick, S("nowhere"));
    assert_int_equal(place_sync(p), FAIL_MISSING);
    assert_true(strlen(p->report.why_en) > 10);
    p->stick = stick;
    /* A link where the folder should be leads nowhere. */
    str elsewhere = file_join(&p->home, str_of(p->folder), S("elsewhere"));
    assert_int_equal(file_make_folder(elsewhere, false), FAIL_OK);
    assert_int_equal(symlink(elsewhere.ptr, file_join(&p->home, stick, S(STICK_ROOT)).ptr), 0);
    assert_int_equal(place_sync(p), FAIL_FORMAT);
    assert_true(strlen(p->report.why_vi) > 10);
    const str *names;
    size_t count;
    assert_int_equal(folder_list(&p->home, elsewhere, 10, &names, &count), FAIL_OK);
    assert_int_equal(count, 0);
    assert_int_equal(place_end(p), end);
}

static void test_two_kiosks_share_a_stick(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 3);
    assert_int_equal(place_sync(p), FAIL_OK);
    place_close(p);
    place_kiosk(p, "data-2", "tram-02");
    place_enrol(p);
    place_complete(p, 4);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_int_equal(p->report.ignored_count, 0);
    const str *names;
    assert_int_equal(place_list(p, OUTBOX, &names), 1);
    assert_int_equal(place_list(p, STICK_OUTBOX "/tram-02", &names), 1);
    assert_int_equal(place_list(p, STICK_ENROL, &names), 2);
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_without_a_hub_nothing_is_written),
        TEST(test_first_sync_then_again),
        TEST(test_receipt_delivers_once),
        TEST(test_receipt_with_a_hole),
        TEST(test_bad_receipts_are_ignored),
        TEST(test_receipt_of_another_history),
        TEST(test_damaged_batch_is_written_again),
        TEST(test_long_ledger_goes_in_pieces),
        TEST(test_pulled_at_every_step),
        TEST(test_half_written_files_are_swept),
        TEST(test_sticks_that_cannot_be_used),
        TEST(test_two_kiosks_share_a_stick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
