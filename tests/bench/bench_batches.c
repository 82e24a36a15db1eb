/* What making a batch costs beside zstd -3 alone over the same rows: at least half its speed,
 * and no larger.
 *
 * A full batch of 5,000 events: rows, packing, encryption, hash, signature. Once from events in
 * memory, once as sync does it: read from the ledger's file into the maker. libzstd is the same,
 * with its context kept and its output room ready, which is the fastest it can be used. The three
 * take turns and the medians are compared. */
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "bench/life.h"
#include "wire/batch.h"
#include "wire/row.h"

#define ROUNDS 101u
#define LIMIT 0.5
#define SIZE_LIMIT 1.03
#define LEVEL 3

struct bench {
    arena home, scratch;
    struct sign_keys sign;
    struct box_keys box;
    struct event *events;
    struct ledger *ledger;
    ZSTD_CCtx *zstd;
    str plain;
    char *room;
    size_t room_len, packed_len;
};

static double alone[ROUNDS], from_memory[ROUNDS], from_ledger[ROUNDS];

static void open_bench(struct bench *b, const char *folder)
{
    uint8_t seed[SEAL_SEED_BYTES] = { 7 };
    must(seal_start() == FAIL_OK);
    seal_sign_keys(seed, &b->sign);
    seal_box_keys(seed, &b->box);
    b->events = life_events(&b->home, 1, BATCH_EVENTS_MAX);
    struct ledger_options options = { .path = arena_printf(&b->home, "%s/ledger.db", folder),
                                      .boot_id = S("bench"),
                                      .version = S("bench") };
    must(ledger_open(&b->ledger, &options) == FAIL_OK);
    struct life life = life_from(1);
    life_fill(b->ledger, &life, BATCH_EVENTS_MAX);
    struct buf rows = buf_in(&b->home);
    for (uint32_t i = 0; i < BATCH_EVENTS_MAX; i++)
        row_write(&rows, &b->events[i], ROW_EXACT);
    b->plain = buf_view(&rows);
    b->room_len = ZSTD_compressBound(b->plain.len);
    b->room = malloc(b->room_len);
    b->zstd = ZSTD_createCCtx();
    must(b->room && b->zstd);
}

static double pack_alone(struct bench *b)
{
    int64_t start = clock_mono_us();
    size_t len =
        ZSTD_compressCCtx(b->zstd, b->room, b->room_len, b->plain.ptr, b->plain.len, LEVEL);
    int64_t took = clock_mono_us() - start;
    must(!ZSTD_isError(len));
    b->packed_len = len;
    return (double)took;
}

static bool add_event(void *self, const struct event *event)
{
    must(batch_add(self, event));
    return true;
}

static double make(struct bench *b, bool read, struct batch_header *header)
{
    struct batch_origin origin = { .kiosk = S("tram-mau"),
                                   .keys = &b->sign,
                                   .hub = &b->box.pub,
                                   .created_ms = LIFE_START_MS,
                                   .id = { 1, 2, 3, 4, 5, 6, 0x70, 8, 0x80 } };
    struct batch_maker maker;
    str file;
    arena_reset(&b->scratch);
    int64_t start = clock_mono_us();
    batch_begin(&maker, &b->scratch, &origin);
    if (read)
        must(ledger_read(b->ledger, 1, BATCH_EVENTS_MAX, add_event, &maker) == FAIL_OK);
    for (uint32_t i = 0; !read && i < BATCH_EVENTS_MAX; i++)
        must(batch_add(&maker, &b->events[i]));
    must(batch_finish(&maker, &file, header) == FAIL_OK);
    return (double)(clock_mono_us() - start);
}

int main(int argc, char **argv)
{
    static struct bench b;
    char folder[512];
    struct batch_header header = { 0 };
    log_set_level(LOG_LEVEL_ERROR);
    bench_folder(folder, sizeof folder, argc > 1 ? argv[1] : ".");
    open_bench(&b, folder);
    for (unsigned i = 0; i < ROUNDS; i++) {
        alone[i] = pack_alone(&b);
        from_ledger[i] = make(&b, true, &header);
        from_memory[i] = make(&b, false, &header);
    }
    must(header.plain_bytes == b.plain.len);
    double zstd = bench_median(alone, ROUNDS), memory = bench_median(from_memory, ROUNDS),
           ledger = bench_median(from_ledger, ROUNDS);
    bool good = bench_at_least("batch_making", zstd / memory, "x_zstd_3", LIMIT);
    good = bench_at_least("batch_making_with_reading", zstd / ledger, "x_zstd_3", LIMIT) && good;
    double size = (double)header.payload_bytes / (double)(b.packed_len + SEAL_OVERHEAD_BYTES);
    good = bench_at_most("batch_size", size, "x_zstd_3", SIZE_LIMIT) && good;
    printf("# median of %u: zstd -3 %.0f us, from events %.0f us, from the ledger %.0f us; %zu "
           "bytes of rows, %llu in the batch\n",
           ROUNDS, zstd, memory, ledger, b.plain.len, (unsigned long long)header.payload_bytes);
    ZSTD_freeCCtx(b.zstd);
    free(b.room);
    ledger_close(b.ledger);
    arena_finish(&b.scratch);
    arena_finish(&b.home);
    bench_remove(folder);
    return good ? 0 : 1;
}
