#define LOG_MODULE "batch"
#include "wire/batch.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/batch_form.h"
#include "wire/bytes.h"
#include "wire/row.h"

void batch_begin(struct batch_maker *maker, arena *home, const struct batch_origin *origin)
{
    must(id_kiosk_valid(origin->kiosk));
    *maker = (struct batch_maker) { .home = home, .origin = *origin, .lines = buf_in(home) };
    memcpy(maker->header.kiosk, origin->kiosk.ptr, origin->kiosk.len);
    memcpy(maker->header.id, origin->id, sizeof maker->header.id);
    maker->header.created_ms = origin->created_ms;
    maker->header.kiosk_key = seal_key_id(origin->keys->pub.bytes);
    maker->header.hub_key = seal_key_id(origin->hub->bytes);
}

bool batch_add(struct batch_maker *maker, const struct event *event)
{
    struct batch_header *header = &maker->header;
    must(event->seq > 0);
    must(header->count == 0 || event->seq == header->last_seq + 1);
    if (header->count == BATCH_EVENTS_MAX)
        return false;
    size_t before = maker->lines.len;
    row_write(&maker->lines, event, ROW_EXACT);
    if (maker->lines.len > BATCH_BYTES_MAX) {
        maker->lines.len = before;
        return false;
    }
    if (header->count == 0) {
        header->first_seq = event->seq;
        memcpy(header->before, event->prev, sizeof header->before);
    }
    header->last_seq = event->seq;
    memcpy(header->last, event->hash, sizeof header->last);
    header->count++;
    return true;
}

/* The bound of zstd is much larger than what it comes to; memory that malloc gives costs nothing
 * where it is not written to. */
static str pack_and_encrypt(struct batch_maker *maker, str bound)
{
    str plain = buf_view(&maker->lines);
    size_t room = ZSTD_compressBound(plain.len);
    char *packed = malloc(room);
    must(packed != NULL);
    size_t len = ZSTD_compress(packed, room, plain.ptr, plain.len, BATCH_ZSTD_LEVEL);
    must(!ZSTD_isError(len));
    str payload = seal_encrypt(maker->home, maker->origin.hub, (str) { packed, len }, bound);
    free(packed);
    return payload;
}

/* All of the header but the payload's size and hash, which encryption binds to the payload. */
static void put_identity(struct byte_writer *w, const struct batch_header *header)
{
    bytes_put(w, batch_magic, sizeof batch_magic);
    bytes_put_padded(w, header->kiosk, KIOSK_ID_MAX);
    bytes_put(w, header->kiosk_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put(w, header->hub_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put(w, header->id, EVENT_ID_BYTES);
    bytes_put_number(w, header->first_seq, 8);
    bytes_put_number(w, header->last_seq, 8);
    bytes_put_number(w, header->count, 4);
    bytes_put_number(w, header->plain_bytes, 4);
    bytes_put(w, header->before, EVENT_HASH_BYTES);
    bytes_put(w, header->last, EVENT_HASH_BYTES);
    bytes_put_number(w, (uint64_t)header->created_ms, 8);
    must(w->len == BATCH_BOUND_BYTES);
}

enum fail batch_finish(struct batch_maker *maker, str *file_out, struct batch_header *header_out)
{
    struct batch_header *header = &maker->header;
    if (header->count == 0)
        return FAIL_MISSING;
    uint8_t head[BATCH_HEADER_BYTES];
    struct byte_writer w = { head, 0, sizeof head };
    header->plain_bytes = (uint32_t)maker->lines.len;
    put_identity(&w, header);
    str payload = pack_and_encrypt(maker, bytes_view(&w));
    header->payload_bytes = payload.len;
    seal_hash(payload, header->payload_hash);
    bytes_put_number(&w, header->payload_bytes, 8);
    bytes_put(&w, header->payload_hash, SEAL_HASH_BYTES);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    seal_sign(maker->origin.keys, bytes_view(&w), signature);
    bytes_put(&w, signature, sizeof signature);
    must(w.len == BATCH_HEADER_BYTES);
    struct buf file = buf_in(maker->home);
    buf_put(&file, head, sizeof head);
    buf_str(&file, payload);
    if (file.len > BATCH_FILE_BYTES_MAX) {
        log_error("batch %llu-%llu would be too large", (unsigned long long)header->first_seq,
                  (unsigned long long)header->last_seq);
        return FAIL_LIMIT;
    }
    *file_out = buf_view(&file);
    if (header_out)
        *header_out = *header;
    return FAIL_OK;
}
