#include "wire/receipt.h"

#include <string.h>

#include "base/must.h"
#include "wire/bytes.h"
#include "wire/why.h"

static_assert(RECEIPT_WHY_BYTES == WHY_BYTES, "one room for sentences");

#define REFUSE(why, kind, ...) return why_refuse((why), "receipt", (kind), __VA_ARGS__)

#define HEAD_BYTES 72u
#define RANGE_BYTES 80u

/* The last letter is the version. */
static const char magic[8] = { 'T', 'R', 'A', 'M', 'S', 'O', 'R', '1' };

/* Rising and with something missing between them: one set of events has one list of ranges. */
static bool ranges_in_order(const struct receipt *receipt)
{
    uint64_t before = 0;
    for (uint32_t i = 0; i < receipt->range_count; i++) {
        const struct receipt_range *range = &receipt->ranges[i];
        if (range->first_seq <= before + (i > 0) || range->last_seq < range->first_seq ||
            range->last_seq > INT64_MAX)
            return false;
        before = range->last_seq;
    }
    return true;
}

str receipt_write(arena *home, struct receipt *receipt, const struct sign_keys *hub)
{
    must(receipt->range_count <= RECEIPT_RANGES_MAX);
    must(ranges_in_order(receipt));
    must(id_kiosk_valid(str_of(receipt->kiosk)));
    receipt->hub_key = seal_key_id(hub->pub.bytes);
    struct byte_writer w = { arena_alloc(home, RECEIPT_BYTES_MAX), 0, RECEIPT_BYTES_MAX };
    bytes_put(&w, magic, sizeof magic);
    bytes_put_padded(&w, receipt->kiosk, KIOSK_ID_MAX);
    bytes_put(&w, receipt->kiosk_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put(&w, receipt->hub_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put_number(&w, (uint64_t)receipt->hub_wall_ms, 8);
    bytes_put_number(&w, receipt->range_count, 4);
    bytes_put_number(&w, 0, 4);
    must(w.len == HEAD_BYTES);
    for (uint32_t i = 0; i < receipt->range_count; i++) {
        const struct receipt_range *range = &receipt->ranges[i];
        bytes_put_number(&w, range->first_seq, 8);
        bytes_put_number(&w, range->last_seq, 8);
        bytes_put(&w, range->first_hash, EVENT_HASH_BYTES);
        bytes_put(&w, range->last_hash, EVENT_HASH_BYTES);
    }
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    seal_sign(hub, bytes_view(&w), signature);
    bytes_put(&w, signature, sizeof signature);
    return bytes_view(&w);
}

static enum fail check_form(str file, char *why)
{
    size_t same = sizeof magic - 1;
    if (file.len < HEAD_BYTES + SEAL_SIGNATURE_BYTES || memcmp(file.ptr, magic, same) != 0)
        REFUSE(why, FAIL_FORMAT, "this is no receipt of Trạm Số");
    if (file.ptr[same] != magic[same])
        REFUSE(why, FAIL_VERSION, "the receipt was made by a newer program");
    if (file.len > RECEIPT_BYTES_MAX)
        REFUSE(why, FAIL_LIMIT, "the receipt is larger than %u bytes", RECEIPT_BYTES_MAX);
    return FAIL_OK;
}

static enum fail take_head(struct byte_reader *r, struct receipt *out, char *why)
{
    char skipped[sizeof magic];
    bytes_take(r, skipped, sizeof skipped);
    bytes_take_padded(r, out->kiosk, KIOSK_ID_MAX);
    bytes_take(r, out->kiosk_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_take(r, out->hub_key.bytes, SEAL_KEY_ID_BYTES);
    out->hub_wall_ms = (int64_t)bytes_take_number(r, 8);
    out->range_count = (uint32_t)bytes_take_number(r, 4);
    uint64_t reserved = bytes_take_number(r, 4);
    if (r->short_ || reserved != 0 || !id_kiosk_valid(str_of(out->kiosk)))
        REFUSE(why, FAIL_FORMAT, "the receipt's head is malformed");
    if (out->range_count > RECEIPT_RANGES_MAX)
        REFUSE(why, FAIL_LIMIT, "the receipt has %u ranges, more than %u", out->range_count,
               RECEIPT_RANGES_MAX);
    return FAIL_OK;
}

static enum fail check_owner(const struct receipt *receipt, const struct receipt_expect *expect,
                             char *why)
{
    if (!str_eq(str_of(receipt->kiosk), expect->kiosk) ||
        !key_id_eq(receipt->kiosk_key, expect->kiosk_key))
        REFUSE(why, FAIL_FOREIGN, "the receipt is for another kiosk: %s", receipt->kiosk);
    if (!key_id_eq(receipt->hub_key, seal_key_id(expect->hub->bytes)))
        REFUSE(why, FAIL_FOREIGN, "the receipt is from another hub");
    return FAIL_OK;
}

static enum fail check_signature(str file, const struct receipt *receipt,
                                 const struct sign_public *hub, char *why)
{
    size_t signed_bytes = HEAD_BYTES + receipt->range_count * RANGE_BYTES;
    if (file.len != signed_bytes + SEAL_SIGNATURE_BYTES)
        REFUSE(why, FAIL_CORRUPT, "the receipt is %zu bytes long instead of %zu", file.len,
               signed_bytes + SEAL_SIGNATURE_BYTES);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    memcpy(signature, file.ptr + signed_bytes, sizeof signature);
    if (!seal_verify(hub, str_slice(file, 0, signed_bytes), signature))
        REFUSE(why, FAIL_CORRUPT, "the receipt's signature does not hold");
    return FAIL_OK;
}

static enum fail take_ranges(struct byte_reader *r, struct receipt *out, char *why)
{
    for (uint32_t i = 0; i < out->range_count; i++) {
        struct receipt_range *range = &out->ranges[i];
        range->first_seq = bytes_take_number(r, 8);
        range->last_seq = bytes_take_number(r, 8);
        bytes_take(r, range->first_hash, EVENT_HASH_BYTES);
        bytes_take(r, range->last_hash, EVENT_HASH_BYTES);
    }
    if (r->short_ || !ranges_in_order(out))
        REFUSE(why, FAIL_FORMAT, "the receipt's ranges are not in order");
    return FAIL_OK;
}

enum fail receipt_read(str file, const struct receipt_expect *expect, struct receipt *out,
                       char *why)
{
    struct receipt receipt = { 0 };
    struct byte_reader r = { file, false };
    enum fail failed = check_form(file, why);
    if (failed == FAIL_OK)
        failed = take_head(&r, &receipt, why);
    if (failed == FAIL_OK)
        failed = check_owner(&receipt, expect, why);
    if (failed == FAIL_OK)
        failed = check_signature(file, &receipt, expect->hub, why);
    if (failed == FAIL_OK)
        failed = take_ranges(&r, &receipt, why);
    if (failed == FAIL_OK)
        *out = receipt;
    return failed;
}
