#include "hub/receipts.h"

#include <string.h>

#include "hub/runs.h"

static bool fits_after(const struct receipt *receipt, const struct receipt_range *range)
{
    return receipt->range_count == 0 ||
           (receipt->range_count < RECEIPT_RANGES_MAX &&
            receipt->ranges[receipt->range_count - 1].last_seq + 1 < range->first_seq);
}

size_t receipts_deal(const struct receipt_range *ranges, size_t count, struct receipt *receipts)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (!fits_after(&receipts[at], &ranges[i]))
            at++;
        receipts[at].ranges[receipts[at].range_count++] = ranges[i];
        if (at + 1 > used)
            used = at + 1;
    }
    return used;
}

str receipts_sign(struct hub *hub, arena *home, const struct hub_kiosk *kiosk,
                  struct receipt *receipt)
{
    memcpy(receipt->kiosk, kiosk->kiosk, sizeof receipt->kiosk);
    receipt->kiosk_key = seal_key_id(kiosk->key.bytes);
    receipt->hub_wall_ms = kiosk->last_ingest_ms;
    return receipt_write(home, receipt, &hub->sign);
}

/* Puts a range into its place among the others; nothing happens when it touches one of them or
 * there is no room. */
static void put_between(struct receipt *receipt, const struct receipt_range *range)
{
    uint32_t at = 0;
    while (at < receipt->range_count && receipt->ranges[at].first_seq < range->first_seq)
        at++;
    bool room = receipt->range_count < RECEIPT_RANGES_MAX;
    bool after = at == 0 || receipt->ranges[at - 1].last_seq + 1 < range->first_seq;
    bool before = at == receipt->range_count || range->last_seq + 1 < receipt->ranges[at].first_seq;
    if (!room || !after || !before)
        return;
    memmove(&receipt->ranges[at + 1], &receipt->ranges[at],
            (receipt->range_count - at) * sizeof receipt->ranges[0]);
    receipt->ranges[at] = *range;
    receipt->range_count++;
}

/* What may be said of a stretch that the hub holds: the run that ends with it; in a single history
 * the run up to it; else, where nobody looks which run it is in, the stretch itself. */
static struct receipt_range say_sent(const struct receipt_range *sent,
                                     const struct receipt_range *runs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (runs[i].last_seq == sent->last_seq &&
            memcmp(runs[i].last_hash, sent->last_hash, EVENT_HASH_BYTES) == 0)
            return runs[i];
    struct receipt_range said = *sent;
    if (runs_forked(runs, count))
        return said;
    for (size_t i = 0; i < count; i++)
        if (runs[i].first_seq <= sent->first_seq && sent->last_seq <= runs[i].last_seq) {
            said.first_seq = runs[i].first_seq;
            memcpy(said.first_hash, runs[i].first_hash, EVENT_HASH_BYTES);
        }
    return said;
}

enum fail receipts_for(struct hub *hub, arena *home, const struct receipt_request *request,
                       str *bytes_out)
{
    struct receipt_range *runs = arena_new(home, struct receipt_range, HUB_RUNS_MAX);
    struct receipt receipt = { 0 };
    size_t count = 0;
    *bytes_out = (str) { 0 };
    enum fail failed =
        hub->store.ops->runs(&hub->store, request->kiosk->installation, runs, HUB_RUNS_MAX, &count);
    if (failed != FAIL_OK || count == 0)
        return failed;
    /* The newest of what was sent goes first: it is what the kiosk waits for. */
    for (size_t i = request->sent_count; i-- > 0;) {
        struct receipt_range said = say_sent(&request->sent[i], runs, count);
        put_between(&receipt, &said);
    }
    for (size_t i = 0; i < count; i++)
        put_between(&receipt, &runs[i]);
    *bytes_out = receipts_sign(hub, home, request->kiosk, &receipt);
    return FAIL_OK;
}
