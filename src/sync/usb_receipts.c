#include "sync/usb_round.h"

#include "base/file.h"
#include "base/folder.h"
#include "sync/receipts.h"
#include "wire/receipt.h"

struct taking {
    struct round *round;
    str name; /* of the file */
};

static void ignore_file(void *self, const char *why)
{
    const struct taking *taking = self;
    round_ignore(taking->round, S("receipts"), taking->name, why);
}

static enum fail take_bytes(struct round *round, str name, str bytes)
{
    const struct usb_sync *sync = round->sync;
    struct taking taking = { round, name };
    struct receipts receipts = { .ledger = sync->ledger,
                                 .views = sync->views,
                                 .identity = sync->identity,
                                 .hub = round->hub,
                                 .via = S("usb"),
                                 .now = sync->now,
                                 .now_self = sync->self,
                                 .ignored = ignore_file,
                                 .ignored_self = &taking,
                                 .scratch = &round->scratch,
                                 .state = &round->state,
                                 .hub_wall_ms = EVENT_INT_ABSENT };
    enum fail failed = receipts_take(&receipts, bytes);
    round->report->receipts_read += receipts.read;
    round->report->receipts_taken += receipts.taken;
    round->report->events_delivered += receipts.delivered;
    return failed == FAIL_OK ? FAIL_OK : round_ledger_failed(round, failed);
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
    return take_bytes(round, name, bytes);
}

enum fail round_take_receipts(struct round *round)
{
    const str *names;
    size_t count;
    round_tell(round, USB_PHASE_RECEIPTS, 0, 0);
    enum fail failed = folder_list(&round->home, round->receipts, STICK_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        round_tell(round, USB_PHASE_RECEIPTS, i + 1, count);
        if (stick_name_ends(names[i], S(STICK_RECEIPT_END)))
            failed = take_file(round, names[i]);
        arena_reset(&round->scratch);
    }
    return failed;
}
