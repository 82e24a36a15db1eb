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

#include "usb_fixture.h"

#include "base/file.h"
#include "base/folder.h"
#include "base/log.h"
#include "sync/usb.h"
#include "wire/batch.h"
#include "wire/receipt.h"
#include "wire/stick.h"

struct stamp place_tick(void *self)
{
    struct place *p = self;
    p->stamp.now.wall_ms += 10;
    p->stamp.now.mono_ms += 10;
    return p->stamp;
}

void place_watch(void *self, const struct usb_progress *progress)
{
    struct place *p = self;
    assert_true(progress->vi.len > 0 && progress->en.len > 0);
    bool counts = p->kill_phase == 0 || p->kill_phase == (int)progress->phase;
    if (p->kill_at && counts && ++p->calls == p->kill_at)
        _exit(PLACE_ENDED + (int)progress->phase);
}

/* The real checker reads YAML (content/config.h); here one word is wrong. */
static bool check(void *self, str yaml, char *why)
{
    (void)self;
    if (!str_starts(yaml, S("bad")))
        return true;
    snprintf(why, USB_WHY_BYTES, "line 1: there is no setting called «bad»");
    return false;
}

void place_open(struct place *p, const char *kiosk)
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

void place_kiosk(struct place *p, const char *data, const char *kiosk)
{
    p->data = file_join(&p->home, str_of(p->folder), str_of(data));
    assert_int_equal(file_make_folder(p->data, true), FAIL_OK);
    p->stamp = (struct stamp) { { 1795312800000ll, 5000 }, true };
    place_open(p, kiosk);
}

void place_close(struct place *p)
{
    views_close(p->views);
    ledger_close(p->ledger);
    identity_close(&p->identity);
    p->views = NULL;
    p->ledger = NULL;
}

void place_enrol(struct place *p)
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

int place_set_up(void **state)
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
    place_kiosk(p, "data", "tram-01");
    *state = p;
    return 0;
}

int place_tear_down(void **state)
{
    struct place *p = *state;
    place_close(p);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", p->folder);
    int gone = system(command);
    arena_finish(&p->home);
    free(p);
    return gone;
}

/* count completions, 64 to a transaction */
void place_complete(struct place *p, unsigned count)
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
        struct ledger_write write = { drafts, now, place_tick(p) };
        assert_int_equal(ledger_append_all(p->ledger, &scratch, &write, NULL), FAIL_OK);
        count -= now;
    }
    arena_finish(&scratch);
}

enum fail place_sync(struct place *p)
{
    struct usb_sync sync = { .stick = p->stick,
                             .ledger = p->ledger,
                             .views = p->views,
                             .identity = &p->identity,
                             .now = place_tick,
                             .watch = place_watch,
                             .check = check,
                             .about = { .ward_name = S("Phường Mẫu") },
                             .self = p };
    return usb_sync_run(&sync, &p->report);
}

uint64_t place_end(struct place *p)
{
    struct ledger_end end;
    assert_int_equal(ledger_end(p->ledger, &end), FAIL_OK);
    return end.seq;
}

size_t place_list(struct place *p, const char *below, const str **names)
{
    size_t count;
    assert_int_equal(
        folder_list(&p->home, file_join(&p->home, p->stick, str_of(below)), 1000, names, &count),
        FAIL_OK);
    return count;
}

/* Opens every batch of a kiosk as the hub; gives how many different seqs they hold. */
uint64_t place_batches(struct place *p, const char *below)
{
    const str *names;
    size_t count = place_list(p, below, &names);
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

/* What the hub would answer for first … last, signed by keys. */
void place_receipt(struct place *p, const char *name, uint64_t first_seq, uint64_t last_seq,
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

void place_flip(str path, long at)
{
    FILE *file = fopen(path.ptr, "r+b");
    assert_non_null(file);
    fseek(file, at, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ 0x40, file);
    fclose(file);
}
