#include "sync/usb_round.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "wire/codec.h"
#include "wire/receipt.h"

/* FAIL_FOREIGN: this kiosk's own history is another one (a restored disk image). */
static enum fail agrees(struct round *round, const struct receipt_range *range)
{
    uint8_t first[EVENT_HASH_BYTES], last[EVENT_HASH_BYTES];
    struct ledger *ledger = round->sync->ledger;
    enum fail failed = ledger_hash_at(ledger, range->first_seq, first);
    if (failed == FAIL_OK)
        failed = ledger_hash_at(ledger, range->last_seq, last);
    if (failed != FAIL_OK)
        return failed == FAIL_MISSING ? FAIL_FOREIGN : failed;
    bool same = memcmp(first, range->first_hash, sizeof first) == 0 &&
                memcmp(last, range->last_hash, sizeof last) == 0;
    return same ? FAIL_OK : FAIL_FOREIGN;
}

static enum fail write_down(struct round *round, const struct receipt_range *range,
                            int64_t hub_wall_ms)
{
    struct event_draft draft = { .type = EVENT_RECEIPT_ACCEPTED, .body = event_body_none() };
    draft.body.hub = round->hub;
    draft.body.first_seq = (int64_t)range->first_seq;
    draft.body.last_seq = (int64_t)range->last_seq;
    draft.body.hash = codec_hex(&round->scratch, range->last_hash, sizeof range->last_hash);
    draft.body.hub_wall_ms = hub_wall_ms;
    draft.body.via = S("usb");
    struct stamp stamp = round->sync->now(round->sync->self);
    enum fail failed = ledger_append(round->sync->ledger, &round->scratch, &draft, &stamp, NULL);
    if (failed != FAIL_OK)
        return failed;
    uint64_t before = round->state.delivered_count;
    failed = round_refresh(round);
    round->report->receipts_taken++;
    round->report->events_delivered += round->state.delivered_count - before;
    return failed;
}

static enum fail take_ranges(struct round *round, str name, const struct receipt *receipt)
{
    for (uint32_t i = 0; i < receipt->range_count; i++) {
        const struct receipt_range *range = &receipt->ranges[i];
        if (round_is_delivered(round, range->first_seq, range->last_seq))
            continue;
        enum fail failed = agrees(round, range);
        if (failed == FAIL_FOREIGN) {
            char why[USB_WHY_BYTES];
            snprintf(why, sizeof why,
                     "the hub's events %llu to %llu are another history than this kiosk's "
                     "(a restored disk image?); nothing was marked delivered",
                     (unsigned long long)range->first_seq, (unsigned long long)range->last_seq);
            round_ignore(round, S("receipts"), name, why);
            continue;
        }
        if (failed == FAIL_OK)
            failed = write_down(round, range, receipt->hub_wall_ms);
        if (failed != FAIL_OK)
            return round_ledger_failed(round, failed);
    }
    return FAIL_OK;
}

static enum fail take_file(struct round *round, str name)
{
    str bytes;
    enum fail failed = file_read(&round->scratch, file_join(&round->scratch, round->receipts, name),
                                 RECEIPT_BYTES_MAX, &bytes);
    if (failed == FAIL_IO)
        return round_stick_failed(round, failed);
    if (failed != FAIL_OK) {
        round_ignore(round, S("receipts"), name, fail_en(failed).ptr);
        return FAIL_OK;
    }
    struct receipt receipt;
    char why[RECEIPT_WHY_BYTES] = "";
    const struct identity *self = round->sync->identity;
    struct receipt_expect expect = { round->kiosk, self->sign_id, &self->hub.hub_sign };
    failed = receipt_read(bytes, &expect, &receipt, why);
    if (failed != FAIL_OK) {
        round_ignore(round, S("receipts"), name, why);
        return FAIL_OK;
    }
    round->report->receipts_read++;
    return take_ranges(round, name, &receipt);
}

enum fail round_take_receipts(struct round *round)
{
    const str *names;
    size_t count;
    enum fail failed = folder_list(&round->home, round->receipts, STICK_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        round_tell(round, USB_PHASE_RECEIPTS, i, count);
        if (str_ends(names[i], S(STICK_RECEIPT_END)))
            failed = take_file(round, names[i]);
        arena_reset(&round->scratch);
    }
    return failed;
}
