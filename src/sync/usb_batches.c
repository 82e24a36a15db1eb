#include "sync/usb_round.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "wire/batch.h"
#include "wire/codec.h"

static uint64_t in_holes(const struct outbox_cover *cover, uint64_t end)
{
    uint64_t sum = 0, at = 1, last_seq = 0;
    while ((at = outbox_next_hole(cover, at, end, &last_seq)) != 0) {
        sum += last_seq - at + 1;
        at = last_seq + 1;
    }
    return sum;
}

/* Whether a batch on the stick is what this ledger would put there. FAIL_CORRUPT: it is damaged or
 * of another history of this kiosk, so writing it anew is right. */
static enum fail check_existing(struct round *round, str bytes, struct batch_header *header,
                                char *why)
{
    enum fail failed = batch_verify(bytes, &round->sync->identity->sign.pub, header, why);
    if (failed != FAIL_OK)
        return failed;
    if (!key_id_eq(header->hub_key, round->sync->identity->hub_box_id)) {
        snprintf(why, BATCH_WHY_BYTES, "it is sealed to another hub and was left for it");
        return FAIL_FOREIGN;
    }
    uint8_t before[EVENT_HASH_BYTES], last[EVENT_HASH_BYTES];
    struct ledger *ledger = round->sync->ledger;
    failed = ledger_hash_at(ledger, header->first_seq - 1, before);
    if (failed == FAIL_OK)
        failed = ledger_hash_at(ledger, header->last_seq, last);
    if (failed != FAIL_OK && failed != FAIL_MISSING)
        return failed;
    if (failed == FAIL_OK && memcmp(before, header->before, sizeof before) == 0 &&
        memcmp(last, header->last, sizeof last) == 0)
        return FAIL_OK;
    /* Of a history that was cut off by a restored image: the hub still wants it, so it stays. */
    snprintf(why, BATCH_WHY_BYTES,
             "it holds an earlier history of this kiosk and was left for the "
             "hub");
    return FAIL_FOREIGN;
}

static enum fail look_at_file(struct round *round, str name, struct outbox_cover *cover)
{
    str path = file_join(&round->scratch, round->outbox, name), bytes;
    enum fail failed = file_read(&round->scratch, path, BATCH_FILE_BYTES_MAX, &bytes);
    if (failed == FAIL_IO)
        return round_stick_failed(round, failed);
    struct batch_header header;
    char why[BATCH_WHY_BYTES] = "it is no plain file of a batch's size";
    bool readable = failed == FAIL_OK;
    if (readable)
        failed = check_existing(round, bytes, &header, why);
    if (failed == FAIL_BUSY || failed == FAIL_IO)
        return round_ledger_failed(round, failed);
    if (failed != FAIL_OK) {
        round_ignore(round, S("outbox"), name, why);
        bool damaged = readable && (failed == FAIL_FORMAT || failed == FAIL_CORRUPT);
        failed = damaged ? stick_remove(path) : FAIL_OK;
        return failed == FAIL_OK ? FAIL_OK : round_stick_failed(round, failed);
    }
    if (round_is_delivered(round, header.first_seq, header.last_seq)) {
        failed = stick_remove(path);
        round->report->batches_removed += failed == FAIL_OK;
        return failed == FAIL_OK ? FAIL_OK : round_stick_failed(round, failed);
    }
    outbox_cover_add(cover, header.first_seq, header.last_seq);
    round->report->batches_kept++;
    return FAIL_OK;
}

static enum fail look_at_stick(struct round *round, struct outbox_cover *cover)
{
    const str *names;
    size_t count;
    enum fail failed = folder_list(&round->home, round->outbox, STICK_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        if (stick_name_ends(names[i], S(STICK_BATCH_END)))
            failed = look_at_file(round, names[i], cover);
        arena_reset(&round->scratch);
    }
    return failed;
}

/* ---- making one batch ---- */

struct making {
    struct batch_maker maker;
    bool full;
};

static bool add_event(void *self, const struct event *event)
{
    struct making *making = self;
    making->full = !batch_add(&making->maker, event);
    return !making->full;
}

static enum fail note_export(struct round *round, const struct batch_header *header)
{
    char id[ID_TEXT_LEN + 1];
    id_to_text(header->id, id);
    struct event_draft draft = { .type = EVENT_BATCH_EXPORTED, .body = event_body_none() };
    draft.body.batch = str_of(id);
    draft.body.hub = round->hub;
    draft.body.first_seq = (int64_t)header->first_seq;
    draft.body.last_seq = (int64_t)header->last_seq;
    draft.body.count = (int64_t)header->count;
    draft.body.via = S("usb");
    struct stamp stamp = round->sync->now(round->sync->self);
    return ledger_append(round->sync->ledger, &round->scratch, &draft, &stamp, NULL);
}

static enum fail make_batch(struct round *round, uint64_t first_seq, uint64_t last_seq, str *file,
                            struct batch_header *header)
{
    const struct identity *self = round->sync->identity;
    struct batch_origin origin = { .kiosk = round->kiosk,
                                   .keys = &self->sign,
                                   .hub = &self->hub.hub_box };
    origin.created_ms = round->sync->now(round->sync->self).now.wall_ms;
    uint8_t random[ID_RANDOM_BYTES];
    struct chance chance = chance_system();
    chance.fill(chance.self, random, sizeof random);
    id_make(origin.created_ms, random, origin.id);
    struct making making = { .full = false };
    batch_begin(&making.maker, &round->scratch, &origin);
    enum fail failed = ledger_read(round->sync->ledger, first_seq, last_seq, add_event, &making);
    return failed == FAIL_OK ? batch_finish(&making.maker, file, header) : failed;
}

/* A batch of another history or hub may stand under the plain name and is still wanted there. */
static str batch_path(struct round *round, const struct batch_header *header)
{
    str stem = arena_printf(&round->scratch, "%.*s/%010" PRIu64 "-%010" PRIu64,
                            STR_ARG(round->outbox), header->first_seq, header->last_seq);
    str path = arena_printf(&round->scratch, "%.*s" STICK_BATCH_END, STR_ARG(stem));
    if (!file_exists(path))
        return path;
    str id = codec_hex(&round->scratch, header->id + EVENT_ID_BYTES - 4, 4);
    return arena_printf(&round->scratch, "%.*s-%.*s" STICK_BATCH_END, STR_ARG(stem), STR_ARG(id));
}

/* Writes the first batch of a hole; *next_out is where the hole goes on. */
static enum fail write_one(struct round *round, uint64_t first_seq, uint64_t last_seq,
                           uint64_t *next_out)
{
    str file;
    struct batch_header header;
    enum fail failed = make_batch(round, first_seq, last_seq, &file, &header);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    str path = batch_path(round, &header);
    failed = stick_put(round, path, file);
    if (failed == FAIL_OK) {
        round_tell(round, USB_PHASE_READBACK, 0, file.len);
        failed = stick_verify(round, path, file);
        round_tell(round, USB_PHASE_READBACK, file.len, file.len);
    }
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    failed = note_export(round, &header);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    round->report->batches_written++;
    round->report->events_written += header.count;
    *next_out = header.last_seq + 1;
    return FAIL_OK;
}

static enum fail fill_hole(struct round *round, uint64_t first_seq, uint64_t last_seq,
                           uint64_t total)
{
    bool worth;
    enum fail failed = outbox_worth_sending(round->sync->ledger, first_seq, last_seq, &worth);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    while (worth && failed == FAIL_OK && first_seq <= last_seq) {
        round_tell(round, USB_PHASE_BATCHES, round->report->events_written, total);
        failed = write_one(round, first_seq, last_seq, &first_seq);
        round_tell(round, USB_PHASE_BATCHES, round->report->events_written, total);
        arena_reset(&round->scratch);
    }
    return failed;
}

enum fail round_write_batches(struct round *round)
{
    struct outbox_cover cover;
    outbox_cover_begin(&cover, &round->state);
    enum fail failed = look_at_stick(round, &cover);
    uint64_t end = round->state.ledger_seq, last_seq = 0, at = 1;
    uint64_t total = in_holes(&cover, end);
    while (failed == FAIL_OK && (at = outbox_next_hole(&cover, at, end, &last_seq)) != 0) {
        failed = fill_hole(round, at, last_seq, total);
        at = last_seq + 1;
    }
    return failed;
}
