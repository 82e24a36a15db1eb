/* Batches: opened, proven, and stored event by event in one transaction. */
#include "hub/ingest_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "hub/runs.h"
#include "wire/batch.h"

/* The kiosk in whose folder a file lies: outbox/<kiosk>/<file>. */
static str folder_kiosk(str path)
{
    (void)str_cut(&path, '/');
    return str_cut(&path, '/');
}

/* Keeps a file's name and the reason why it could not be taken; what is no file of ours may be
 * huge, so it stands under the hash of its name. */
static enum fail quarantine(struct ingest *ingest, str path, str file, const char *why)
{
    struct hub_store *store = &ingest->hub->store;
    struct hub_quarantine entry = { .kiosk = folder_kiosk(path),
                                    .source = path,
                                    .reason = str_of(why),
                                    .seen_ms = ingest->hub->now_ms };
    seal_hash(file.len ? file : path, entry.hash);
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return ingest_store_failed(ingest, failed);
    failed = store->ops->quarantine_put(store, &entry);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK) {
        store->ops->rollback(store);
        return ingest_store_failed(ingest, failed);
    }
    ingest->report->quarantined++;
    ingest_note(ingest, path, why);
    return FAIL_OK;
}

struct outcome {
    uint32_t new_events;
    bool forked;
    uint64_t clash; /* seq of an event whose id is taken; 0: none */
};

static enum fail put_events(struct ingest *ingest, const struct hub_kiosk *kiosk,
                            const struct batch *batch, struct outcome *outcome)
{
    struct hub_store *store = &ingest->hub->store;
    uint32_t count = batch->header.count;
    enum hub_put *puts = arena_new(&ingest->scratch, enum hub_put, count);
    enum fail failed = store->ops->lock(store, kiosk->installation);
    if (failed == FAIL_OK)
        failed = store->ops->events_put(store, kiosk->installation, batch->events, count,
                                        ingest->hub->now_ms, puts);
    for (uint32_t i = 0; failed == FAIL_OK && i < count; i++) {
        outcome->new_events += puts[i] == HUB_PUT_NEW;
        if (puts[i] == HUB_PUT_OTHER) {
            outcome->clash = batch->events[i].seq;
            return failed;
        }
    }
    if (failed == FAIL_OK)
        failed =
            runs_take(store, kiosk->installation, batch, outcome->new_events, &outcome->forked);
    /* A stick was carried for days: how far the kiosk's clock is off does not show. */
    if (failed == FAIL_OK && outcome->new_events)
        failed = store->ops->kiosk_seen(store, kiosk->installation, ingest->hub->now_ms, INT64_MIN);
    return failed;
}

static enum fail store_batch(struct ingest *ingest, const struct hub_kiosk *kiosk,
                             const struct batch *batch, str file, struct outcome *outcome)
{
    struct hub_store *store = &ingest->hub->store;
    uint8_t hash[SEAL_HASH_BYTES];
    seal_hash(file, hash);
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return ingest_store_failed(ingest, failed);
    failed = put_events(ingest, kiosk, batch, outcome);
    if (failed == FAIL_OK)
        failed = store->ops->quarantine_drop(store, hash);
    if (failed == FAIL_OK && !outcome->clash)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK || outcome->clash)
        store->ops->rollback(store);
    return failed == FAIL_OK ? FAIL_OK : ingest_store_failed(ingest, failed);
}

static void note_held(struct ingest *ingest, const struct hub_kiosk *kiosk,
                      const struct batch *batch)
{
    if (!ingest->held)
        ingest->held = arena_new(&ingest->home, struct ingest_held, INGEST_HELD_MAX);
    if (ingest->held_count == INGEST_HELD_MAX)
        return;
    struct ingest_held *held = &ingest->held[ingest->held_count++];
    held->installation = kiosk->installation;
    held->range.first_seq = batch->header.first_seq;
    held->range.last_seq = batch->header.last_seq;
    memcpy(held->range.first_hash, batch->events[0].hash, EVENT_HASH_BYTES);
    memcpy(held->range.last_hash, batch->header.last, EVENT_HASH_BYTES);
}

static enum fail take_batch(struct ingest *ingest, const struct hub_kiosk *kiosk, str path,
                            str file)
{
    struct batch batch;
    struct batch_keys keys = { .kiosk = &kiosk->key, .hub = &ingest->hub->box };
    if (batch_open(&ingest->scratch, file, &keys, &batch) != FAIL_OK)
        return quarantine(ingest, path, file, batch.why);
    struct outcome outcome = { 0 };
    enum fail failed = store_batch(ingest, kiosk, &batch, file, &outcome);
    if (failed != FAIL_OK)
        return failed;
    char why[INGEST_WHY_BYTES];
    if (outcome.clash) {
        snprintf(why, sizeof why,
                 "its event %llu has an id that the hub holds with other content or from another "
                 "kiosk",
                 (unsigned long long)outcome.clash);
        return quarantine(ingest, path, file, why);
    }
    if (outcome.new_events == 0)
        note_held(ingest, kiosk, &batch);
    ingest->report->batches += outcome.new_events > 0;
    ingest->report->known += outcome.new_events == 0;
    ingest->report->events += outcome.new_events;
    if (outcome.forked && outcome.new_events) {
        ingest->report->forks++;
        ingest_note(ingest, path,
                    "kiosk has more than one history (a restored disk image?); all of them are "
                    "kept and counted");
    }
    return FAIL_OK;
}

static enum fail take_file(struct ingest *ingest, str path, str file)
{
    struct batch_header header;
    char why[INGEST_WHY_BYTES] = "";
    if (batch_read_header(file, &header, why) != FAIL_OK)
        return quarantine(ingest, path, file, why);
    if (!key_id_eq(header.hub_key, ingest->hub->box_id)) {
        ingest_note(ingest, path, "it is sealed to another hub and was left for it");
        return FAIL_OK;
    }
    const struct hub_kiosk *kiosk =
        ingest_find_kiosk(ingest, str_of(header.kiosk), header.kiosk_key);
    if (kiosk && kiosk->revoked_ms)
        return quarantine(ingest, path, file, "the key that signed it was revoked at this hub");
    if (kiosk)
        return take_batch(ingest, kiosk, path, file);
    snprintf(why, sizeof why, "kiosk %s with key %s is not enrolled at this hub", header.kiosk,
             key_id_text(&ingest->scratch, header.kiosk_key).ptr);
    return quarantine(ingest, path, file, why);
}

static enum fail take_folder(struct ingest *ingest, str kiosk)
{
    str below = file_join(&ingest->home, S(STICK_OUTBOX), kiosk);
    if (!folder_is_real_below(&ingest->home, ingest->stick, below))
        return FAIL_OK;
    str folder = file_join(&ingest->home, ingest->stick, below);
    const str *names;
    size_t count;
    enum fail failed = folder_list(&ingest->home, folder, STICK_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return ingest_stick_failed(ingest, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        if (!str_ends(names[i], S(STICK_BATCH_END)))
            continue;
        str path =
            arena_printf(&ingest->scratch, "outbox/%.*s/%.*s", STR_ARG(kiosk), STR_ARG(names[i]));
        str file = { 0 };
        failed = file_read(&ingest->scratch, file_join(&ingest->scratch, folder, names[i]),
                           BATCH_FILE_BYTES_MAX, &file);
        if (failed == FAIL_IO)
            return ingest_stick_failed(ingest, failed);
        failed = failed == FAIL_OK ? take_file(ingest, path, file)
                                   : quarantine(ingest, path, (str) { 0 },
                                                failed == FAIL_LIMIT ? "it is larger than any batch"
                                                                     : "it is no plain file");
        arena_reset(&ingest->scratch);
    }
    return failed;
}

enum fail ingest_batches(struct ingest *ingest)
{
    if (!folder_is_real_below(&ingest->home, ingest->stick, S(STICK_OUTBOX)))
        return FAIL_OK;
    const str *names;
    size_t count;
    enum fail failed =
        folder_list(&ingest->home, file_join(&ingest->home, ingest->stick, S(STICK_OUTBOX)),
                    STICK_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return ingest_stick_failed(ingest, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++)
        if (id_kiosk_valid(names[i]))
            failed = take_folder(ingest, names[i]);
    return failed;
}
