/* Receipts: what the storage holds of each kiosk that uses this stick. */
#include "hub/ingest_parts.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "hub/receipts.h"
#include "wire/receipt.h"

/* Adds the batches of this stick that end where no run does, after the runs, so that a kiosk reads
 * the longer word first. */
static size_t add_held(const struct ingest *ingest, const struct hub_kiosk *kiosk,
                       struct receipt_range *ranges, size_t run_count)
{
    size_t count = run_count;
    for (size_t i = 0; i < ingest->held_count; i++) {
        const struct ingest_held *held = &ingest->held[i];
        bool said = held->installation != kiosk->installation;
        for (size_t r = 0; !said && r < run_count; r++)
            said = ranges[r].last_seq == held->range.last_seq &&
                   memcmp(ranges[r].last_hash, held->range.last_hash, EVENT_HASH_BYTES) == 0;
        if (!said)
            ranges[count++] = held->range;
    }
    return count;
}

static str receipt_path(struct ingest *ingest, const struct hub_kiosk *kiosk, str folder, size_t n)
{
    str hub_key = key_id_text(&ingest->scratch, ingest->hub->sign_id);
    str kiosk_key = key_id_text(&ingest->scratch, seal_key_id(kiosk->key.bytes));
    return arena_printf(&ingest->scratch, "%.*s/%.8s-%.8s-%zu" STICK_RECEIPT_END, STR_ARG(folder),
                        hub_key.ptr, kiosk_key.ptr, n + 1);
}

static enum fail write_if_changed(struct ingest *ingest, str path, str bytes)
{
    str before;
    if (file_read(&ingest->scratch, path, RECEIPT_BYTES_MAX, &before) == FAIL_OK &&
        str_eq(before, bytes))
        return FAIL_OK;
    enum fail failed = file_write_durable(path, bytes, 0644);
    str back;
    if (failed == FAIL_OK)
        failed = file_read(&ingest->scratch, path, RECEIPT_BYTES_MAX, &back);
    if (failed == FAIL_OK && !str_eq(back, bytes))
        failed = FAIL_IO;
    ingest->report->receipts += failed == FAIL_OK;
    return failed;
}

/* Receipts of histories that have grown together since. */
static enum fail remove_from(struct ingest *ingest, const struct hub_kiosk *kiosk, str folder,
                             size_t n)
{
    for (; n < HUB_RUNS_MAX + INGEST_HELD_MAX; n++) {
        str path = receipt_path(ingest, kiosk, folder, n);
        if (!file_exists(path))
            return FAIL_OK;
        if (unlink(path.ptr) != 0)
            return fail_from_errno(errno);
    }
    return FAIL_OK;
}

static enum fail write_receipts(struct ingest *ingest, const struct hub_kiosk *kiosk)
{
    struct receipt_range *runs =
        arena_new(&ingest->scratch, struct receipt_range, HUB_RUNS_MAX + INGEST_HELD_MAX);
    struct hub_store *store = &ingest->hub->store;
    size_t count;
    enum fail failed = store->ops->runs(store, kiosk->installation, runs, HUB_RUNS_MAX, &count);
    if (failed != FAIL_OK)
        return ingest_store_failed(ingest, failed);
    if (count == 0)
        return FAIL_OK;
    count = add_held(ingest, kiosk, runs, count);
    struct receipt *receipts = arena_new(&ingest->scratch, struct receipt, count);
    size_t used = receipts_deal(runs, count, receipts);
    str folder;
    failed = folder_make_below(&ingest->scratch, ingest->stick,
                               arena_printf(&ingest->scratch, STICK_RECEIPTS "/%s", kiosk->kiosk),
                               &folder);
    for (size_t i = 0; failed == FAIL_OK && i < used; i++) {
        str bytes = receipts_sign(ingest->hub, &ingest->scratch, kiosk, &receipts[i]);
        failed = write_if_changed(ingest, receipt_path(ingest, kiosk, folder, i), bytes);
    }
    if (failed == FAIL_OK)
        failed = remove_from(ingest, kiosk, folder, used);
    return failed == FAIL_OK ? FAIL_OK : ingest_stick_failed(ingest, failed);
}

bool ingest_uses_stick(struct ingest *ingest, const struct hub_kiosk *kiosk)
{
    str outbox = arena_printf(&ingest->scratch, STICK_OUTBOX "/%s", kiosk->kiosk);
    str receipts = arena_printf(&ingest->scratch, STICK_RECEIPTS "/%s", kiosk->kiosk);
    return folder_is_real_below(&ingest->scratch, ingest->stick, outbox) ||
           folder_is_real_below(&ingest->scratch, ingest->stick, receipts);
}

enum fail ingest_receipts(struct ingest *ingest)
{
    enum fail failed = ingest_load_kiosks(ingest); /* their last ingest has changed */
    for (size_t i = 0; failed == FAIL_OK && i < ingest->kiosk_count; i++) {
        if (ingest_uses_stick(ingest, &ingest->kiosks[i]))
            failed = write_receipts(ingest, &ingest->kiosks[i]);
        arena_reset(&ingest->scratch);
    }
    return failed;
}
