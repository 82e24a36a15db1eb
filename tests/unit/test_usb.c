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

struct place {
    arena home;
    char folder[64];
    str data, stick;
    struct ledger *ledger;
    struct views *views;
    struct identity identity;
    struct sign_keys hub_sign;
    struct box_keys hub_box;
    struct stamp stamp;
    struct usb_report report;
    int kill_at; /* the watch call at which the stick is pulled; 0: never */
    int calls;
};

static struct stamp tick(void *self)
{
    struct place *p = self;
    p->stamp.now.wall_ms += 10;
    p->stamp.now.mono_ms += 10;
    return p->stamp;
}

static void pull(void *self, const struct usb_progress *progress)
{
    struct place *p = self;
    assert_true(progress->vi.len > 0 && progress->en.len > 0);
    if (p->kill_at && ++p->calls == p->kill_at)
        _exit(42);
}

static void open_place(struct place *p, const char *kiosk)
{
    struct ledger_options ledger = { .path = file_join(&p->home, p->data, S(LEDGER_FILE_NAME)),
                                     .boot_id = S("boot-1"),
                                     .version = S("test") };
    struct views_options views = { .path = file_join(&p->home, p->data, S(VIEWS_FILE_NAME)) };
    struct identity_options identity = { .folder = p->data, .kiosk_id = str_of(kiosk) };
    assert_int_equal(ledger_open(&p->ledger, &ledger), FAIL_OK);
    assert_int_equal(views_open(&p->views, &views), FAIL_OK);
    assert_int_equal(identity_open(&p->identity, &identity), FAIL_OK);
}

static void set_up_kiosk(struct place *p, const char *data, const char *kiosk)
{
    p->data = file_join(&p->home, str_of(p->folder), str_of(data));
    assert_int_equal(file_make_folder(p->data, true), FAIL_OK);
    p->stamp = (struct stamp) { { 1795312800000ll, 5000 }, true };
    open_place(p, kiosk);
}

static void close_kiosk(struct place *p)
{
    views_close(p->views);
    ledger_close(p->ledger);
    identity_close(&p->identity);
    p->views = NULL;
    p->ledger = NULL;
}

static void enrol(struct place *p)
{
    struct enrol_code code = { .hub = "hub-mau",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .hub_box = p->hub_box.pub,
                               .token = { 7 },
                               .expires_ms = p->stamp.now.wall_ms + ENROL_VALID_MS };
    str text;
    assert_int_equal(enrol_code_write(&p->home, &code, &p->hub_sign, &text), FAIL_OK);
    assert_int_equal(identity_set_hub(&p->identity, text), FAIL_OK);
}

static int set_up(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    snprintf(p->folder, sizeof p->folder, "/tmp/tramso-usb-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    p->stick = file_join(&p->home, str_of(p->folder), S("stick"));
    assert_int_equal(file_make_folder(p->stick, false), FAIL_OK);
    uint8_t seed[SEAL_SEED_BYTES] = { 1 };
    seal_sign_keys(seed, &p->hub_sign);
    seed[0] = 2;
    seal_box_keys(seed, &p->hub_box);
    set_up_kiosk(p, "data", "tram-01");
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    close_kiosk(p);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", p->folder);
    int gone = system(command);
    arena_finish(&p->home);
    free(p);
    return gone;
}

/* count completions, 64 to a transaction */
static void complete(struct place *p, unsigned count)
{
    struct event_draft drafts[LEDGER_APPEND_MAX];
    arena scratch = { 0 };
    while (count) {
        unsigned now = count < LEDGER_APPEND_MAX ? count : LEDGER_APPEND_MAX;
        for (unsigned i = 0; i < now; i++) {
            drafts[i] = (struct event_draft) { .type = EVENT_LESSON_COMPLETED,
                                               .session = S("01890a5d-ac96-774b-bcce-b302099a8057"),
                                               .body = event_body_none() };
            drafts[i].body.lesson = S("L11");
        }
        struct ledger_write write = { drafts, now, tick(p) };
        assert_int_equal(ledger_append_all(p->ledger, &scratch, &write, NULL), FAIL_OK);
        count -= now;
    }
    arena_finish(&scratch);
}

static enum fail run_sync(struct place *p)
{
    struct usb_sync sync = { .stick = p->stick,
                             .ledger = p->ledger,
                             .views = p->views,
                             .identity = &p->identity,
                             .now = tick,
                             .watch = pull,
                             .self = p };
    return usb_sync_run(&sync, &p->report);
}

static uint64_t end_of(struct place *p)
{
    struct ledger_end end;
    assert_int_equal(ledger_end(p->ledger, &end), FAIL_OK);
    return end.seq;
}

static size_t list(struct place *p, const char *below, const str **names)
{
    size_t count;
    assert_int_equal(
        folder_list(&p->home, file_join(&p->home, p->stick, str_of(below)), 1000, names, &count),
        FAIL_OK);
    return count;
}

/* Opens every batch of a kiosk as the hub; gives how many different seqs they hold. */
static uint64_t open_batches(struct place *p, const char *below)
{
    const str *names;
    size_t count = list(p, below, &names);
    uint64_t events = 0;
    struct batch_keys keys = { &p->identity.sign.pub, &p->hub_box };
    for (size_t i = 0; i < count; i++) {
        str file;
        struct batch batch;
        str path = file_join(&p->home, file_join(&p->home, p->stick, str_of(below)), names[i]);
        assert_true(str_ends(names[i], S(STICK_BATCH_END)));
        assert_int_equal(file_read(&p->home, path, BATCH_FILE_BYTES_MAX, &file), FAIL_OK);
        assert_int_equal(batch_open(&p->home, file, &keys, &batch), FAIL_OK);
        events += batch.header.count;
    }
    return events;
}

#define OUTBOX STICK_OUTBOX "/tram-01"
#define RECEIPTS STICK_RECEIPTS "/tram-01"

/* What the hub would answer for first … last, signed by keys. */
static void put_receipt(struct place *p, const char *name, uint64_t first_seq, uint64_t last_seq,
                        const struct sign_keys *keys)
{
    static struct receipt receipt;
    memset(&receipt, 0, sizeof receipt);
    snprintf(receipt.kiosk, sizeof receipt.kiosk, "%s", p->identity.kiosk);
    receipt.kiosk_key = p->identity.sign_id;
    receipt.hub_wall_ms = p->stamp.now.wall_ms;
    receipt.range_count = 1;
    receipt.ranges[0].first_seq = first_seq;
    receipt.ranges[0].last_seq = last_seq;
    assert_int_equal(ledger_hash_at(p->ledger, first_seq, receipt.ranges[0].first_hash), FAIL_OK);
    assert_int_equal(ledger_hash_at(p->ledger, last_seq, receipt.ranges[0].last_hash), FAIL_OK);
    str bytes = receipt_write(&p->home, &receipt, keys);
    str folder;
    assert_int_equal(folder_make_below(&p->home, p->stick, S(RECEIPTS), &folder), FAIL_OK);
    assert_int_equal(file_write_durable(file_join(&p->home, folder, str_of(name)), bytes, 0644),
                     FAIL_OK);
}

static void flip_byte(str path, long at)
{
    FILE *file = fopen(path.ptr, "r+b");
    assert_non_null(file);
    fseek(file, at, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ 0x40, file);
    fclose(file);
}

static void test_without_a_hub_nothing_is_written(void **state)
{
    struct place *p = *state;
    complete(p, 3);
    assert_int_equal(run_sync(p), FAIL_MISSING);
    assert_non_null(strstr(p->report.why_en, "tramsoctl enrol"));
    assert_true(strlen(p->report.why_vi) > 0);
    const str *names;
    assert_int_equal(list(p, ".", &names), 0);
}

static void test_first_sync_then_again(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 10);
    uint64_t before = end_of(p);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_int_equal(p->report.events_written, before);
    assert_int_equal(p->report.learning_waiting, 10);
    assert_true(p->report.request_written);
    assert_int_equal(open_batches(p, OUTBOX), before);
    assert_int_equal(end_of(p), before + 1); /* batch.exported */
    const str *names;
    assert_int_equal(list(p, OUTBOX, &names), 1);
    str file = file_join(&p->home, file_join(&p->home, p->stick, S(OUTBOX)), names[0]);
    str first, second;
    assert_int_equal(file_read(&p->home, file, BATCH_FILE_BYTES_MAX, &first), FAIL_OK);

    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 0);
    assert_int_equal(p->report.batches_kept, 1);
    assert_false(p->report.request_written);
    assert_int_equal(end_of(p), before + 1);
    assert_int_equal(list(p, OUTBOX, &names), 1);
    assert_int_equal(file_read(&p->home, file, BATCH_FILE_BYTES_MAX, &second), FAIL_OK);
    assert_true(str_eq(first, second));
    assert_int_equal(list(p, STICK_LOGS, &names), 1);
}

static void test_receipt_delivers_once(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 10);
    uint64_t sent = end_of(p);
    assert_int_equal(run_sync(p), FAIL_OK);
    put_receipt(p, "a.tsr", 1, sent, &p->hub_sign);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_taken, 1);
    assert_int_equal(p->report.events_delivered, sent);
    assert_int_equal(p->report.learning_waiting, 0);
    assert_int_equal(p->report.batches_removed, 1);
    assert_int_equal(p->report.batches_written, 0);
    uint64_t end = end_of(p);
    const str *names;
    assert_int_equal(list(p, OUTBOX, &names), 0);
    assert_int_equal(list(p, STICK_ENROL, &names), 0);
    /* The same receipt again, and an older one, prove nothing new. */
    put_receipt(p, "b.tsr", 1, 3, &p->hub_sign);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_read, 2);
    assert_int_equal(p->report.receipts_taken, 0);
    assert_int_equal(end_of(p), end);
    /* What is new goes out alone. */
    complete(p, 2);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_int_equal(p->report.events_written, end + 2 - sent);
    assert_int_equal(p->report.learning_waiting, 2);
}

static void test_receipt_with_a_hole(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 9);
    put_receipt(p, "a.tsr", 4, 6, &p->hub_sign);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_taken, 1);
    const str *names;
    assert_int_equal(list(p, OUTBOX, &names), 2);
    assert_true(str_starts(names[0], S("0000000001-0000000003")));
    assert_true(str_starts(names[1], S("0000000007-")));
}

static void test_bad_receipts_are_ignored(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 5);
    struct sign_keys other;
    uint8_t seed[SEAL_SEED_BYTES] = { 9 };
    seal_sign_keys(seed, &other);
    put_receipt(p, "foreign.tsr", 1, 5, &other);
    put_receipt(p, "flipped.tsr", 1, 5, &p->hub_sign);
    str folder = file_join(&p->home, p->stick, S(RECEIPTS));
    flip_byte(file_join(&p->home, folder, S("flipped.tsr")), 90);
    assert_int_equal(file_write_durable(file_join(&p->home, folder, S("empty.tsr")), S(""), 0644),
                     FAIL_OK);
    assert_int_equal(run_sync(p), FAIL_OK);
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
    enrol(p);
    complete(p, 5);
    put_receipt(p, "a.tsr", 1, 5, &p->hub_sign);
    close_kiosk(p);
    unlink(file_join(&p->home, p->data, S(LEDGER_FILE_NAME)).ptr);
    unlink(file_join(&p->home, p->data, S(LEDGER_FILE_NAME "-wal")).ptr);
    unlink(file_join(&p->home, p->data, S(LEDGER_FILE_NAME "-shm")).ptr);
    open_place(p, "tram-01");
    complete(p, 5);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_taken, 0);
    assert_int_equal(p->report.ignored_count, 1);
    assert_non_null(strstr(p->report.ignored[0].why, "another history"));
    assert_int_equal(p->report.learning_waiting, 5);
    assert_int_equal(p->report.batches_written, 1);
}

static void test_damaged_batch_is_written_again(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 5);
    uint64_t sent = end_of(p);
    assert_int_equal(run_sync(p), FAIL_OK);
    const str *names;
    assert_int_equal(list(p, OUTBOX, &names), 1);
    str path = file_join(&p->home, file_join(&p->home, p->stick, S(OUTBOX)), names[0]);
    flip_byte(path, BATCH_HEADER_BYTES + 20);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.ignored_count, 1);
    assert_int_equal(p->report.batches_written, 1);
    assert_true(open_batches(p, OUTBOX) >= sent);
    assert_int_equal(list(p, OUTBOX, &names), 1);
    path = file_join(&p->home, file_join(&p->home, p->stick, S(OUTBOX)), names[0]);
    assert_int_equal(truncate(path.ptr, 100), 0);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_true(open_batches(p, OUTBOX) >= sent);
    assert_int_equal(list(p, OUTBOX, &names), 1);
}

static void test_long_ledger_goes_in_pieces(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 5100);
    uint64_t sent = end_of(p);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 2);
    assert_int_equal(open_batches(p, OUTBOX), sent);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_kept, 2);
    assert_int_equal(p->report.batches_written, 0);
}

/* The process ends at each step it reports; whatever the stick looks like then, the next sync makes
 * it whole and no half-written file stays. */
static void test_pulled_at_every_step(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 6);
    int at = 1, status = 0;
    for (;; at++) {
        close_kiosk(p);
        pid_t child = fork();
        if (child == 0) {
            open_place(p, "tram-01");
            p->kill_at = at;
            _exit(run_sync(p) == FAIL_OK ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        open_place(p, "tram-01");
        if (WEXITSTATUS(status) != 42)
            break;
        complete(p, 1);
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(at > 3);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 0);
    assert_true(open_batches(p, OUTBOX) >= (uint64_t)(6 + at - 1));
    assert_int_equal(p->report.learning_waiting, 6 + at - 1);
}

static void test_half_written_files_are_swept(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 2);
    str folder;
    assert_int_equal(folder_make_below(&p->home, p->stick, S(OUTBOX), &folder), FAIL_OK);
    str half = file_join(&p->home, folder, S("0000000001-0000000009.tsb.tmp"));
    assert_int_equal(file_write_durable(half, S("half"), 0644), FAIL_OK);
    assert_int_equal(folder_make_below(&p->home, p->stick, S(STICK_OUTBOX "/tram-02"), &folder),
                     FAIL_OK);
    str others = file_join(&p->home, folder, S("x.tsb.tmp"));
    assert_int_equal(file_write_durable(others, S("half"), 0644), FAIL_OK);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.swept, 1);
    assert_false(file_exists(half));
    assert_true(file_exists(others));
}

static void test_sticks_that_cannot_be_used(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 2);
    uint64_t end = end_of(p);
    str stick = p->stick;
    p->stick = file_join(&p->home, stick, S("nowhere"));
    assert_int_equal(run_sync(p), FAIL_MISSING);
    assert_true(strlen(p->report.why_en) > 10);
    p->stick = stick;
    /* A link where the folder should be leads nowhere. */
    str elsewhere = file_join(&p->home, str_of(p->folder), S("elsewhere"));
    assert_int_equal(file_make_folder(elsewhere, false), FAIL_OK);
    assert_int_equal(symlink(elsewhere.ptr, file_join(&p->home, stick, S(STICK_ROOT)).ptr), 0);
    assert_int_equal(run_sync(p), FAIL_FORMAT);
    assert_true(strlen(p->report.why_vi) > 10);
    const str *names;
    size_t count;
    assert_int_equal(folder_list(&p->home, elsewhere, 10, &names, &count), FAIL_OK);
    assert_int_equal(count, 0);
    assert_int_equal(end_of(p), end);
}

static void test_two_kiosks_share_a_stick(void **state)
{
    struct place *p = *state;
    enrol(p);
    complete(p, 3);
    assert_int_equal(run_sync(p), FAIL_OK);
    close_kiosk(p);
    set_up_kiosk(p, "data-2", "tram-02");
    enrol(p);
    complete(p, 4);
    assert_int_equal(run_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 1);
    assert_int_equal(p->report.ignored_count, 0);
    const str *names;
    assert_int_equal(list(p, OUTBOX, &names), 1);
    assert_int_equal(list(p, STICK_OUTBOX "/tram-02", &names), 1);
    assert_int_equal(list(p, STICK_ENROL, &names), 2);
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
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
