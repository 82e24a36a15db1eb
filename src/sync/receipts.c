#include "sync/receipts.h"

#include <stdio.h>
#include <string.h>

#include "wire/codec.h"
#include "wire/receipt.h"

static void ignore(struct receipts *r, const char *why)
{
    r->refused++;
    if (r->ignored)
        r->ignored(r->ignored_self, why);
}

/* FAIL_FOREIGN: this kiosk's own history is another one (a restored disk image). */
static enum fail agrees(struct receipts *r, const struct receipt_range *range)
{
    uint8_t first[EVENT_HASH_BYTES], last[EVENT_HASH_BYTES];
    enum fail failed = ledger_hash_at(r->ledger, range->first_seq, first);
    if (failed == FAIL_OK)
        failed = ledger_hash_at(r->ledger, range->last_seq, last);
    if (failed != FAIL_OK)
        return failed == FAIL_MISSING ? FAIL_FOREIGN : failed;
    bool same = memcmp(first, range->first_hash, sizeof first) == 0 &&
                memcmp(last, range->last_hash, sizeof last) == 0;
    return same ? FAIL_OK : FAIL_FOREIGN;
}

static enum fail write_down(struct receipts *r, const struct receipt_range *range,
                            int64_t hub_wall_ms)
{
    struct event_draft draft = { .type = EVENT_RECEIPT_ACCEPTED, .body = event_body_none() };
    draft.body.hub = r->hub;
    draft.body.first_seq = (int64_t)range->first_seq;
    draft.body.last_seq = (int64_t)range->last_seq;
    draft.body.hash = codec_hex(r->scratch, range->last_hash, sizeof range->last_hash);
    draft.body.hub_wall_ms = hub_wall_ms;
    draft.body.via = r->via;
    struct stamp stamp = r->now(r->now_self);
    enum fail failed = ledger_append(r->ledger, r->scratch, &draft, &stamp, NULL);
    if (failed != FAIL_OK)
        return failed;
    uint64_t before = r->state->delivered_count;
    failed = outbox_refresh(r->views, r->ledger, r->hub, r->state);
    r->taken++;
    r->delivered += r->state->delivered_count - before;
    return failed;
}

static enum fail take_ranges(struct receipts *r, const struct receipt *receipt)
{
    for (uint32_t i = 0; i < receipt->range_count; i++) {
        const struct receipt_range *range = &receipt->ranges[i];
        if (outbox_delivered(r->state, range->first_seq, range->last_seq))
            continue;
        enum fail failed = agrees(r, range);
        if (failed == FAIL_FOREIGN) {
            char why[RECEIPTS_WHY_BYTES];
            snprintf(why, sizeof why,
                     "the hub's events %llu to %llu are another history than this kiosk's "
                     "(a restored disk image?); nothing was marked delivered",
                     (unsigned long long)range->first_seq, (unsigned long long)range->last_seq);
            ignore(r, why);
            continue;
        }
        if (failed == FAIL_OK)
            failed = write_down(r, range, receipt->hub_wall_ms);
        if (failed != FAIL_OK)
            return failed;
    }
    return FAIL_OK;
}

enum fail receipts_take(struct receipts *r, str bytes)
{
    struct receipt receipt;
    char why[RECEIPT_WHY_BYTES] = "";
    struct receipt_expect expect = { str_of(r->identity->kiosk), r->identity->sign_id,
                                     &r->identity->hub.hub_sign };
    if (receipt_read(bytes, &expect, &receipt, why) != FAIL_OK) {
        ignore(r, why);
        return FAIL_OK;
    }
    r->read++;
    if (r->hub_wall_ms == EVENT_INT_ABSENT || receipt.hub_wall_ms > r->hub_wall_ms)
        r->hub_wall_ms = receipt.hub_wall_ms;
    return take_ranges(r, &receipt);
}
