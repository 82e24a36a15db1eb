#include "wire/enrol.h"

#include <string.h>

#include "base/must.h"
#include "base/utf8.h"
#include "wire/bytes.h"
#include "wire/codec.h"
#include "wire/why.h"

static_assert(ENROL_WHY_BYTES == WHY_BYTES, "one room for sentences");

#define REFUSE(why, kind, ...) return why_refuse((why), "enrol", (kind), __VA_ARGS__)

#define CODE_BYTES_MAX                                                                             \
    (4u + KIOSK_ID_MAX + ENROL_ADDRESS_MAX + ENROL_WARD_ID_MAX + ENROL_WARD_NAME_MAX +             \
     2u * SEAL_PUBLIC_BYTES + ENROL_TOKEN_BYTES + 8u + SEAL_SIGNATURE_BYTES)
static_assert(5 + CODEC_BASE32_LEN(CODE_BYTES_MAX) <= ENROL_TEXT_MAX, "the longest code");

static const char prefix[] = "TSE1:";
/* The last letter is the version. */
static const char magic[8] = { 'T', 'R', 'A', 'M', 'S', 'O', 'Q', '1' };
/* The request's bytes: what the MAC covers, and what the signature covers. */
#define REQUEST_MAC_AT 88u
#define REQUEST_SIGNED_BYTES (REQUEST_MAC_AT + SEAL_MAC_BYTES)
static_assert(ENROL_REQUEST_BYTES == REQUEST_SIGNED_BYTES + SEAL_SIGNATURE_BYTES, "a request");

/* ---- the code ---- */

static bool ward_id_valid(str id)
{
    if (id.len == 0 || id.len > ENROL_WARD_ID_MAX)
        return false;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!good)
            return false;
    }
    return true;
}

/* Only https, so that nobody's credentials ever travel in the open; printable ASCII. */
static bool address_valid(str address)
{
    if (str_empty(address))
        return true;
    if (!str_starts(address, S("https://")) || address.len == strlen("https://"))
        return false;
    for (size_t i = 0; i < address.len; i++)
        if (address.ptr[i] <= ' ' || address.ptr[i] > '~' || address.ptr[i] == '"')
            return false;
    return true;
}

static bool code_valid(const struct enrol_code *code)
{
    str name = str_of(code->ward_name);
    return id_kiosk_valid(str_of(code->hub)) && ward_id_valid(str_of(code->ward_id)) &&
           address_valid(str_of(code->address)) && utf8_valid(name) && str_find(name, S("\n")) < 0;
}

enum fail enrol_code_write(arena *home, struct enrol_code *code, const struct sign_keys *keys,
                           str *text_out)
{
    if (!code_valid(code))
        REFUSE(NULL, FAIL_FORMAT, "the hub's id, address or ward is not spelt as it must be");
    code->hub_sign = keys->pub;
    uint8_t room[CODE_BYTES_MAX], signature[SEAL_SIGNATURE_BYTES];
    struct byte_writer w = { room, 0, sizeof room };
    bytes_put_short(&w, code->hub);
    bytes_put_short(&w, code->address);
    bytes_put_short(&w, code->ward_id);
    bytes_put_short(&w, code->ward_name);
    bytes_put(&w, code->hub_sign.bytes, SEAL_PUBLIC_BYTES);
    bytes_put(&w, code->hub_box.bytes, SEAL_PUBLIC_BYTES);
    bytes_put(&w, code->token, ENROL_TOKEN_BYTES);
    bytes_put_number(&w, (uint64_t)code->expires_ms, 8);
    seal_sign(keys, bytes_view(&w), signature);
    bytes_put(&w, signature, sizeof signature);
    *text_out = arena_printf(home, "%s%.*s", prefix, STR_ARG(codec_base32(home, bytes_view(&w))));
    seal_wipe(room, sizeof room);
    return FAIL_OK;
}

static enum fail take_code(str bytes, struct enrol_code *out)
{
    struct enrol_code code = { 0 };
    struct byte_reader r = { bytes, false };
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    bytes_take_short(&r, code.hub, KIOSK_ID_MAX);
    bytes_take_short(&r, code.address, ENROL_ADDRESS_MAX);
    bytes_take_short(&r, code.ward_id, ENROL_WARD_ID_MAX);
    bytes_take_short(&r, code.ward_name, ENROL_WARD_NAME_MAX);
    bytes_take(&r, code.hub_sign.bytes, SEAL_PUBLIC_BYTES);
    bytes_take(&r, code.hub_box.bytes, SEAL_PUBLIC_BYTES);
    bytes_take(&r, code.token, ENROL_TOKEN_BYTES);
    code.expires_ms = (int64_t)bytes_take_number(&r, 8);
    bytes_take(&r, signature, sizeof signature);
    if (r.short_ || r.rest.len != 0)
        REFUSE(NULL, FAIL_CORRUPT, "the enrolment code is damaged: its length does not fit");
    if (!seal_verify(&code.hub_sign, str_slice(bytes, 0, bytes.len - sizeof signature), signature))
        REFUSE(NULL, FAIL_CORRUPT, "the enrolment code is damaged: its signature does not hold");
    if (!code_valid(&code))
        REFUSE(NULL, FAIL_FORMAT, "the enrolment code names a hub, address or ward that cannot be");
    *out = code;
    return FAIL_OK;
}

enum fail enrol_code_read(str text, struct enrol_code *out)
{
    text = str_trim(text);
    size_t len = strlen(prefix);
    if (text.len >= len && str_starts(text, S("TSE")) && text.ptr[3] >= '2' && text.ptr[3] <= '9' &&
        text.ptr[4] == ':')
        REFUSE(NULL, FAIL_VERSION, "the enrolment code was made by a newer program");
    if (!str_starts(text, str_of(prefix)) || text.len > ENROL_TEXT_MAX)
        REFUSE(NULL, FAIL_FORMAT, "this is no enrolment code");
    arena scratch = { .block_bytes = 1024 };
    str bytes = { 0 };
    enum fail failed = FAIL_CORRUPT;
    if (codec_base32_read(&scratch, str_slice(text, len, text.len), &bytes) == FAIL_OK)
        failed = take_code(bytes, out);
    else
        failed = why_refuse(NULL, "enrol", FAIL_CORRUPT,
                            "the enrolment code is damaged: a letter is wrong");
    arena_finish(&scratch);
    return failed;
}

/* ---- the request ---- */

/* The MAC's key is the token's hash, for the token is shorter than a key. */
static void request_mac(str covered, const uint8_t token[ENROL_TOKEN_BYTES],
                        uint8_t out[SEAL_MAC_BYTES])
{
    uint8_t key[SEAL_HASH_BYTES];
    static_assert(sizeof key == SEAL_KEY_BYTES, "a hash is as long as a key");
    seal_hash((str) { (const char *)token, ENROL_TOKEN_BYTES }, key);
    seal_mac(key, covered, out);
    seal_wipe(key, sizeof key);
}

str enrol_request_write(arena *home, const struct enrol_request *request,
                        const struct sign_keys *kiosk, const uint8_t token[ENROL_TOKEN_BYTES])
{
    must(id_kiosk_valid(str_of(request->kiosk)));
    struct byte_writer w = { arena_alloc(home, ENROL_REQUEST_BYTES), 0, ENROL_REQUEST_BYTES };
    uint8_t mac[SEAL_MAC_BYTES], signature[SEAL_SIGNATURE_BYTES];
    bytes_put(&w, magic, sizeof magic);
    bytes_put_padded(&w, request->kiosk, KIOSK_ID_MAX);
    bytes_put(&w, kiosk->pub.bytes, SEAL_PUBLIC_BYTES);
    bytes_put(&w, request->hub_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put_number(&w, (uint64_t)request->created_ms, 8);
    must(w.len == REQUEST_MAC_AT);
    request_mac(bytes_view(&w), token, mac);
    bytes_put(&w, mac, sizeof mac);
    seal_sign(kiosk, bytes_view(&w), signature);
    bytes_put(&w, signature, sizeof signature);
    return bytes_view(&w);
}

enum fail enrol_request_read(str file, struct enrol_request *out, char *why)
{
    size_t same = sizeof magic - 1;
    if (file.len < sizeof magic || memcmp(file.ptr, magic, same) != 0)
        REFUSE(why, FAIL_FORMAT, "this is no enrolment request");
    if (file.ptr[same] != magic[same])
        REFUSE(why, FAIL_VERSION, "the enrolment request was made by a newer program");
    if (file.len != ENROL_REQUEST_BYTES)
        REFUSE(why, FAIL_CORRUPT, "the enrolment request is %zu bytes long instead of %u", file.len,
               ENROL_REQUEST_BYTES);
    struct enrol_request request = { 0 };
    struct byte_reader r = { str_slice(file, sizeof magic, file.len), false };
    uint8_t mac[SEAL_MAC_BYTES], signature[SEAL_SIGNATURE_BYTES];
    bytes_take_padded(&r, request.kiosk, KIOSK_ID_MAX);
    bytes_take(&r, request.kiosk_sign.bytes, SEAL_PUBLIC_BYTES);
    bytes_take(&r, request.hub_key.bytes, SEAL_KEY_ID_BYTES);
    request.created_ms = (int64_t)bytes_take_number(&r, 8);
    bytes_take(&r, mac, sizeof mac);
    bytes_take(&r, signature, sizeof signature);
    if (r.short_ || !id_kiosk_valid(str_of(request.kiosk)))
        REFUSE(why, FAIL_FORMAT, "the enrolment request names no kiosk");
    if (!seal_verify(&request.kiosk_sign, str_slice(file, 0, REQUEST_SIGNED_BYTES), signature))
        REFUSE(why, FAIL_CORRUPT, "the signature of the enrolment request of %s does not hold",
               request.kiosk);
    *out = request;
    return FAIL_OK;
}

bool enrol_request_knows(str file, const uint8_t token[ENROL_TOKEN_BYTES])
{
    if (file.len != ENROL_REQUEST_BYTES)
        return false;
    uint8_t mac[SEAL_MAC_BYTES];
    request_mac(str_slice(file, 0, REQUEST_MAC_AT), token, mac);
    return seal_equal(mac, file.ptr + REQUEST_MAC_AT, sizeof mac);
}
