/* What a sync of 100 new events costs with a ledger of ten thousand events and with one of a
 * million: the same, within a fifth.
 *
 * Two kiosks of one hub in the same folder, used at the same pace, about a hundred events a day,
 * until the same day, so that the months in the ward's workbook hold as many with both. (A sync
 * without a workbook, of a kiosk without a ward's name, is measured as well.) Over the whole
 * history the hub has signed for each week, their views are up to date and everything is delivered.
 * In each round both get 100 events and then a whole round with the stick, turn by turn, after
 * which the hub's receipt for all of it is put there for the next round. Medians. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/must.h"
#include "bench/life.h"
#include "sync/receipts.h"
#include "sync/usb.h"
#include "wire/receipt.h"
#include "wire/stick.h"

#define ROUNDS 25u
#define WARM_UP 3u
#define NEW_EVENTS 100u
#define SMALL 10000u
#define LARGE 1000000u
#define PACE_MS (30u * 60u * 1000u)
#define WEEK_EVENTS 672u /* at that pace */
#define LIMIT 1.2

struct kiosk {
    arena home;
    str data, stick;
    struct ledger *ledger;
    struct views *views;
    struct identity identity;
    struct life life;
    double ms[ROUNDS];
};

struct bench {
    arena home;
    char folder[512];
    struct sign_keys hub_sign;
    struct box_keys hub_box;
    struct kiosk small, large;
};

static struct stamp now(void *self)
{
    struct kiosk *k = self;
    k->life.stamp.now.wall_ms++;
    k->life.stamp.now.mono_ms++;
    return k->life.stamp;
}

static void enrol(struct bench *b, struct kiosk *k)
{
    struct enrol_code code = { .hub = "hub-mau",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .hub_box = b->hub_box.pub,
                               .token = { 7 },
                               .expires_ms = LIFE_START_MS };
    str text;
    must(enrol_code_write(&k->home, &code, &b->hub_sign, &text) == FAIL_OK);
    must(identity_set_hub(&k->identity, text) == FAIL_OK);
}

/* The hub has everything that the ledger has, and signs for it. */
static str sign_receipt(const struct bench *b, const struct kiosk *k, arena *home)
{
    struct receipt receipt = { .kiosk_key = k->identity.sign_id,
                               .hub_wall_ms = k->life.stamp.now.wall_ms,
                               .range_count = 1 };
    struct receipt_range *range = &receipt.ranges[0];
    struct ledger_end end;
    must(ledger_end(k->ledger, &end) == FAIL_OK);
    memcpy(receipt.kiosk, k->identity.kiosk, sizeof receipt.kiosk);
    range->first_seq = 1;
    range->last_seq = end.seq;
    must(ledger_hash_at(k->ledger, 1, range->first_hash) == FAIL_OK);
    memcpy(range->last_hash, end.hash, sizeof range->last_hash);
    return receipt_write(home, &receipt, &b->hub_sign);
}

static void take_receipt(struct bench *b, struct kiosk *k)
{
    arena scratch = { 0 };
    struct outbox_state state;
    struct receipts receipts = { .ledger = k->ledger,
                                 .views = k->views,
                                 .identity = &k->identity,
                                 .hub = key_id_text(&scratch, k->identity.hub_sign_id),
                                 .via = S("usb"),
                                 .now = now,
                                 .now_self = k,
                                 .scratch = &scratch,
                                 .state = &state,
                                 .hub_wall_ms = EVENT_INT_ABSENT };
    must(outbox_refresh(k->views, k->ledger, receipts.hub, &state) == FAIL_OK);
    must(receipts_take(&receipts, sign_receipt(b, k, &scratch)) == FAIL_OK && receipts.taken == 1);
    arena_finish(&scratch);
}

static void put_receipt(const struct bench *b, const struct kiosk *k)
{
    arena scratch = { 0 };
    str file = sign_receipt(b, k, &scratch);
    str folder;
    str below = arena_printf(&scratch, STICK_RECEIPTS "/%s", k->identity.kiosk);
    must(folder_make_below(&scratch, k->stick, below, &folder) == FAIL_OK);
    str path = arena_printf(&scratch, "%.*s/%.8s-%.8s-1" STICK_RECEIPT_END, STR_ARG(folder),
                            key_id_text(&scratch, k->identity.hub_sign_id).ptr,
                            key_id_text(&scratch, k->identity.sign_id).ptr);
    must(file_write_durable(path, file, 0644) == FAIL_OK);
    arena_finish(&scratch);
}

/* As a kiosk lives: week by week, and once a week comes the hub's receipt for all of it. */
static void live(struct bench *b, struct kiosk *k, uint64_t events)
{
    struct ledger_end end;
    must(ledger_end(k->ledger, &end) == FAIL_OK);
    while (end.seq < events) {
        uint64_t left = events - end.seq;
        life_fill(k->ledger, &k->life, end.seq + (left < WEEK_EVENTS ? left : WEEK_EVENTS));
        take_receipt(b, k);
        must(ledger_end(k->ledger, &end) == FAIL_OK);
    }
}

/* How long so many events take. */
static int64_t duration_of(const struct life *life, uint64_t events)
{
    struct life trial = *life;
    for (uint64_t i = 0; i < events; i++)
        (void)life_next(&trial);
    return trial.stamp.now.wall_ms - life->stamp.now.wall_ms;
}

/* end_ms: when its history is to end, 0: whenever it does. */
static void open_kiosk(struct bench *b, struct kiosk *k, const char *name, uint64_t events,
                       int64_t end_ms)
{
    k->data = arena_printf(&k->home, "%s/%s", b->folder, name);
    k->stick = arena_printf(&k->home, "%s/stick-%s", b->folder, name);
    k->life = life_from(events);
    k->life.pace_ms = PACE_MS;
    must(file_make_folder(k->data, false) == FAIL_OK);
    must(file_make_folder(k->stick, false) == FAIL_OK);
    struct identity_options who = { .folder = k->data, .kiosk_id = str_of(name) };
    must(identity_open(&k->identity, &who) == FAIL_OK);
    enrol(b, k);
    struct ledger_options ledger = { .path = file_join(&k->home, k->data, S(LEDGER_FILE_NAME)),
                                     .boot_id = S("bench"),
                                     .version = S("bench") };
    must(ledger_open(&k->ledger, &ledger) == FAIL_OK);
    struct views_options views = { .path = file_join(&k->home, k->data, S(VIEWS_FILE_NAME)) };
    must(views_open(&k->views, &views) == FAIL_OK);
    if (end_ms)
        k->life.stamp.now.wall_ms = end_ms - duration_of(&k->life, events);
    int64_t start = clock_mono_us();
    live(b, k, events);
    printf("# %llu events: %.1f s to live them, week by week, with views and receipts\n",
           (unsigned long long)events, (double)(clock_mono_us() - start) / 1e6);
    fflush(stdout);
}

static double sync_round(struct bench *b, struct kiosk *k, bool workbook)
{
    static struct usb_report report;
    struct usb_sync sync = { .stick = k->stick,
                             .ledger = k->ledger,
                             .views = k->views,
                             .identity = &k->identity,
                             .now = now,
                             .self = k };
    if (workbook)
        sync.about = (struct report_about) { .unit_name = S("UBND Phường Mẫu"),
                                             .ward_name = S("Phường Mẫu") };
    struct ledger_end end;
    must(ledger_end(k->ledger, &end) == FAIL_OK);
    life_fill(k->ledger, &k->life, end.seq + NEW_EVENTS);
    int64_t start = clock_mono_us();
    enum fail failed = usb_sync_run(&sync, &report);
    double ms = (double)(clock_mono_us() - start) / 1000;
    if (failed != FAIL_OK)
        fprintf(stderr, "bench_sync: %s\n", report.why_en);
    must(failed == FAIL_OK && report.batches_written == 1);
    must(report.events_written < 2 * NEW_EVENTS && report.report_written == workbook);
    put_receipt(b, k);
    return ms;
}

static void close_kiosk(struct kiosk *k)
{
    views_close(k->views);
    ledger_close(k->ledger);
    identity_close(&k->identity);
    arena_finish(&k->home);
}

static bool compare(struct bench *b, const char *name, bool workbook)
{
    for (unsigned i = 0; i < WARM_UP + ROUNDS; i++) {
        struct kiosk *first = i % 2 ? &b->small : &b->large;
        struct kiosk *second = i % 2 ? &b->large : &b->small;
        unsigned at = i < WARM_UP ? 0 : i - WARM_UP;
        first->ms[at] = sync_round(b, first, workbook);
        second->ms[at] = sync_round(b, second, workbook);
    }
    double small = bench_median(b->small.ms, ROUNDS), large = bench_median(b->large.ms, ROUNDS);
    bool good = bench_at_most(name, large / small, "x_small_ledger", LIMIT);
    printf("# median of %u: %u events %.1f ms, %u events %.1f ms\n", ROUNDS, SMALL, small, LARGE,
           large);
    return good;
}

int main(int argc, char **argv)
{
    static struct bench b;
    uint8_t seed[SEAL_SEED_BYTES] = { 9 };
    log_set_level(LOG_LEVEL_ERROR);
    must(seal_start() == FAIL_OK);
    bench_folder(b.folder, sizeof b.folder, argc > 1 ? argv[1] : ".");
    seal_sign_keys(seed, &b.hub_sign);
    seal_box_keys(seed, &b.hub_box);
    open_kiosk(&b, &b.large, "tram-lon", LARGE, 0);
    open_kiosk(&b, &b.small, "tram-nho", SMALL, b.large.life.stamp.now.wall_ms);
    put_receipt(&b, &b.small);
    put_receipt(&b, &b.large);
    bool good = compare(&b, "sync_of_100_events", false);
    good = compare(&b, "sync_of_100_events_with_workbook", true) && good;
    close_kiosk(&b.small);
    close_kiosk(&b.large);
    bench_remove(b.folder);
    return good ? 0 : 1;
}
