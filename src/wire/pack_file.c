#include "wire/pack_file.h"

#include <string.h>

#include "base/must.h"
#include "wire/bytes.h"
#include "wire/why.h"

static_assert(PACK_FILE_WHY_BYTES == WHY_BYTES, "one room for sentences");

#define REFUSE(why, kind, ...) return why_refuse((why), "pack", (kind), __VA_ARGS__)

#define SIGNED_BYTES (PACK_FILE_HEAD_BYTES - SEAL_SIGNATURE_BYTES)

/* The last letter is the version of the form. */
static const char magic[8] = { 'T', 'R', 'A', 'M', 'S', 'O', 'P', '1' };

static bool in_order(const struct pack_file *pack)
{
    return id_kiosk_valid(str_of(pack->pack)) && pack->version > 0 && pack->version <= INT64_MAX &&
           pack->payload_bytes > 0;
}

str pack_file_head_write(arena *home, struct pack_file *pack, const struct sign_keys *signer)
{
    must(in_order(pack) && pack->payload_bytes <= PACK_FILE_PAYLOAD_MAX);
    pack->signer = seal_key_id(signer->pub.bytes);
    struct byte_writer w = { arena_alloc(home, PACK_FILE_HEAD_BYTES), 0, PACK_FILE_HEAD_BYTES };
    bytes_put(&w, magic, sizeof magic);
    bytes_put_padded(&w, pack->pack, KIOSK_ID_MAX);
    bytes_put(&w, pack->signer.bytes, SEAL_KEY_ID_BYTES);
    bytes_put_number(&w, pack->version, 8);
    bytes_put_number(&w, (uint64_t)pack->created_ms, 8);
    bytes_put_number(&w, pack->payload_bytes, 8);
    bytes_put(&w, pack->payload_hash, SEAL_HASH_BYTES);
    must(w.len == SIGNED_BYTES);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    seal_sign(signer, bytes_view(&w), signature);
    bytes_put(&w, signature, sizeof signature);
    return bytes_view(&w);
}

static void take_head(str head, struct pack_file *out)
{
    struct byte_reader r = { str_slice(head, sizeof magic, SIGNED_BYTES), false };
    bytes_take_padded(&r, out->pack, KIOSK_ID_MAX);
    bytes_take(&r, out->signer.bytes, SEAL_KEY_ID_BYTES);
    out->version = bytes_take_number(&r, 8);
    out->created_ms = (int64_t)bytes_take_number(&r, 8);
    out->payload_bytes = bytes_take_number(&r, 8);
    bytes_take(&r, out->payload_hash, SEAL_HASH_BYTES);
    if (r.short_)
        out->version = 0; /* something stood after the id's end */
}

enum fail pack_file_head_read(str head, const struct sign_public *signer, struct pack_file *out,
                              char *why)
{
    size_t same = sizeof magic - 1;
    if (head.len != PACK_FILE_HEAD_BYTES || memcmp(head.ptr, magic, same) != 0)
        REFUSE(why, FAIL_FORMAT, "this is no pack of Trạm Số");
    if (head.ptr[same] != magic[same])
        REFUSE(why, FAIL_VERSION, "the pack was made by a newer program");
    struct pack_file pack = { .version = 0 };
    take_head(head, &pack);
    if (!in_order(&pack))
        REFUSE(why, FAIL_FORMAT, "the pack's head is malformed");
    if (!key_id_eq(pack.signer, seal_key_id(signer->bytes)))
        REFUSE(why, FAIL_FOREIGN, "the pack is signed by a key that this kiosk does not trust");
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    memcpy(signature, head.ptr + SIGNED_BYTES, sizeof signature);
    if (!seal_verify(signer, str_slice(head, 0, SIGNED_BYTES), signature))
        REFUSE(why, FAIL_CORRUPT, "the pack's signature does not hold");
    if (pack.payload_bytes > PACK_FILE_PAYLOAD_MAX)
        REFUSE(why, FAIL_LIMIT, "the pack holds more than %u MiB",
               PACK_FILE_PAYLOAD_MAX / 1024 / 1024);
    *out = pack;
    return FAIL_OK;
}
