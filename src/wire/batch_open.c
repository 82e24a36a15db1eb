#include "wire/batch.h"

#include <string.h>
#include <zstd.h>

#include "base/must.h"
#include "wire/batch_form.h"
#include "wire/bytes.h"
#include "wire/chain.h"
#include "wire/row.h"
#include "wire/why.h"

static_assert(BATCH_WHY_BYTES == WHY_BYTES, "one room for sentences");

#define REFUSE(why, kind, ...) return why_refuse((why), "batch", (kind), __VA_ARGS__)

/* ---- header ---- */

static enum fail check_magic(str file, char *why)
{
    size_t same = sizeof batch_magic - 1;
    if (file.len < BATCH_HEADER_BYTES || memcmp(file.ptr, batch_magic, same) != 0)
        REFUSE(why, FAIL_FORMAT, "this is no batch of Trạm Số");
    if (file.ptr[same] != batch_magic[same])
        REFUSE(why, FAIL_VERSION, "the batch was made by a newer program");
    return FAIL_OK;
}

static void take_header(struct byte_reader *r, struct batch_header *out)
{
    char magic[sizeof batch_magic];
    bytes_take(r, magic, sizeof magic);
    bytes_take_padded(r, out->kiosk, KIOSK_ID_MAX);
    bytes_take(r, out->kiosk_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_take(r, out->hub_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_take(r, out->id, EVENT_ID_BYTES);
    out->first_seq = bytes_take_number(r, 8);
    out->last_seq = bytes_take_number(r, 8);
    out->count = (uint32_t)bytes_take_number(r, 4);
    out->plain_bytes = (uint32_t)bytes_take_number(r, 4);
    bytes_take(r, out->before, EVENT_HASH_BYTES);
    bytes_take(r, out->last, EVENT_HASH_BYTES);
    out->created_ms = (int64_t)bytes_take_number(r, 8);
    out->payload_bytes = bytes_take_number(r, 8);
    bytes_take(r, out->payload_hash, SEAL_HASH_BYTES);
}

static enum fail check_numbers(const struct batch_header *header, char *why)
{
    if (header->first_seq == 0 || header->last_seq < header->first_seq ||
        header->last_seq > INT64_MAX || header->last_seq - header->first_seq + 1 != header->count)
        REFUSE(why, FAIL_FORMAT, "the batch's first, last and count do not fit each other");
    if (header->count > BATCH_EVENTS_MAX)
        REFUSE(why, FAIL_LIMIT, "the batch holds %u events, more than %u", header->count,
               BATCH_EVENTS_MAX);
    if (header->plain_bytes > BATCH_BYTES_MAX ||
        header->payload_bytes > BATCH_FILE_BYTES_MAX - BATCH_HEADER_BYTES)
        REFUSE(why, FAIL_LIMIT, "the batch is larger than %u bytes", BATCH_BYTES_MAX);
    if (header->plain_bytes == 0 || header->payload_bytes < SEAL_OVERHEAD_BYTES)
        REFUSE(why, FAIL_FORMAT, "the batch is empty");
    return FAIL_OK;
}

enum fail batch_read_header(str file, struct batch_header *out, char *why)
{
    enum fail failed = check_magic(file, why);
    if (failed != FAIL_OK)
        return failed;
    struct batch_header header = { 0 };
    struct byte_reader r = { str_slice(file, 0, BATCH_HEADER_BYTES), false };
    take_header(&r, &header);
    if (r.short_ || !id_kiosk_valid(str_of(header.kiosk)) || !id_is_v7(header.id))
        REFUSE(why, FAIL_FORMAT, "the batch's kiosk or batch id is not one");
    failed = check_numbers(&header, why);
    if (failed == FAIL_OK)
        *out = header;
    return failed;
}

/* ---- signature and payload ---- */

enum fail batch_verify(str file, const struct sign_public *kiosk, struct batch_header *out,
                       char *why)
{
    struct batch_header header;
    enum fail failed = batch_read_header(file, &header, why);
    if (failed != FAIL_OK)
        return failed;
    if (!key_id_eq(header.kiosk_key, seal_key_id(kiosk->bytes)))
        REFUSE(why, FAIL_FOREIGN, "the batch of %s is signed with another key than the one known",
               header.kiosk);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    memcpy(signature, file.ptr + BATCH_SIGNED_BYTES, sizeof signature);
    if (!seal_verify(kiosk, str_slice(file, 0, BATCH_SIGNED_BYTES), signature))
        REFUSE(why, FAIL_CORRUPT, "the signature of the batch of %s does not hold", header.kiosk);
    if (file.len - BATCH_HEADER_BYTES != header.payload_bytes)
        REFUSE(why, FAIL_CORRUPT, "the batch of %s is %zu bytes long instead of %llu", header.kiosk,
               file.len, (unsigned long long)(BATCH_HEADER_BYTES + header.payload_bytes));
    uint8_t hash[SEAL_HASH_BYTES];
    seal_hash(str_slice(file, BATCH_HEADER_BYTES, file.len), hash);
    if (memcmp(hash, header.payload_hash, sizeof hash) != 0)
        REFUSE(why, FAIL_CORRUPT, "the contents of the batch of %s were changed", header.kiosk);
    *out = header;
    return FAIL_OK;
}

/* Into a room of exactly what the header promises: a bomb has nowhere to go. */
static enum fail unpack(arena *home, str packed, const struct batch_header *header, str *out,
                        char *why)
{
    char *plain = arena_alloc(home, header->plain_bytes + 1u);
    size_t len = ZSTD_decompress(plain, header->plain_bytes, packed.ptr, packed.len);
    if (ZSTD_isError(len) || len != header->plain_bytes)
        REFUSE(why, FAIL_CORRUPT, "the batch of %s does not unpack to %u bytes", header->kiosk,
               header->plain_bytes);
    *out = (str) { plain, len };
    return FAIL_OK;
}

static enum fail decrypt(arena *home, str file, const struct batch_header *header,
                         const struct box_keys *hub, str *out, char *why)
{
    enum fail failed = seal_decrypt(home, hub, str_slice(file, BATCH_HEADER_BYTES, file.len),
                                    str_slice(file, 0, BATCH_BOUND_BYTES), out);
    if (failed != FAIL_OK)
        REFUSE(why, failed, "the batch of %s cannot be decrypted", header->kiosk);
    return FAIL_OK;
}

/* ---- events ---- */

static enum fail read_events(arena *home, str lines, struct batch *out)
{
    const struct batch_header *header = &out->header;
    const uint8_t *prev = header->before;
    out->events = arena_new(home, struct event, header->count);
    for (uint32_t i = 0; i < header->count; i++) {
        struct event *event = &out->events[i];
        unsigned long long seq = header->first_seq + i;
        if (lines.len == 0 || !memchr(lines.ptr, '\n', lines.len))
            REFUSE(out->why, FAIL_FORMAT, "the batch of %s ends before event %llu", header->kiosk,
                   seq);
        enum fail failed = row_read(home, str_cut(&lines, '\n'), event);
        if (failed != FAIL_OK || event->seq != seq)
            REFUSE(out->why, failed != FAIL_OK ? failed : FAIL_FORMAT,
                   "event %llu in the batch of %s is malformed", seq, header->kiosk);
        memcpy(event->prev, prev, EVENT_HASH_BYTES);
        if (!chain_holds(event))
            REFUSE(out->why, FAIL_CORRUPT, "the chain of %s breaks at event %llu", header->kiosk,
                   seq);
        prev = event->hash;
    }
    if (lines.len != 0)
        REFUSE(out->why, FAIL_FORMAT, "the batch of %s holds more lines than events",
               header->kiosk);
    if (memcmp(prev, header->last, EVENT_HASH_BYTES) != 0)
        REFUSE(out->why, FAIL_CORRUPT, "the batch of %s ends with another hash than it says",
               header->kiosk);
    return FAIL_OK;
}

enum fail batch_open(arena *home, str file, const struct batch_keys *keys, struct batch *out)
{
    *out = (struct batch) { 0 };
    struct batch opened = { 0 };
    enum fail failed = batch_read_header(file, &opened.header, opened.why);
    if (failed == FAIL_OK && !key_id_eq(opened.header.hub_key, seal_key_id(keys->hub->pub.bytes)))
        failed = why_refuse(opened.why, "batch", FAIL_FOREIGN,
                            "the batch of %s is sealed to another hub", opened.header.kiosk);
    if (failed == FAIL_OK)
        failed = batch_verify(file, keys->kiosk, &opened.header, opened.why);
    str packed = { 0 }, lines = { 0 };
    if (failed == FAIL_OK)
        failed = decrypt(home, file, &opened.header, keys->hub, &packed, opened.why);
    if (failed == FAIL_OK)
        failed = unpack(home, packed, &opened.header, &lines, opened.why);
    if (failed == FAIL_OK)
        failed = read_events(home, lines, &opened);
    if (failed == FAIL_OK)
        *out = opened;
    else
        memcpy(out->why, opened.why, sizeof out->why);
    return failed;
}
