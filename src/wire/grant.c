#include "wire/grant.h"

#include <string.h>
#include <strings.h>

#include "base/must.h"
#include "base/utf8.h"
#include "wire/bytes.h"
#include "wire/codec.h"
#include "wire/why.h"

static_assert(GRANT_WHY_BYTES == WHY_BYTES, "one room for sentences");

#define REFUSE(why, kind, ...) return why_refuse((why), "grant", (kind), __VA_ARGS__)

#define HEAD_BYTES 64u
#define SECRETS_BYTES (GRANT_SECRET_BYTES + SEAL_KEY_BYTES)
#define BOX_BYTES (SECRETS_BYTES + SEAL_BOX_OVERHEAD_BYTES)
static_assert(GRANT_BYTES == HEAD_BYTES + BOX_BYTES + SEAL_SIGNATURE_BYTES, "a grant");

/* The last letter is the version. */
static const char magic[8] = { 'T', 'R', 'A', 'M', 'S', 'O', 'G', '1' };

enum fail grant_write(arena *home, struct grant *grant, const struct sign_public *kiosk,
                      const struct sign_keys *hub, str *bytes_out)
{
    must(id_kiosk_valid(str_of(grant->kiosk)));
    uint8_t secrets[SECRETS_BYTES], box[BOX_BYTES], signature[SEAL_SIGNATURE_BYTES];
    memcpy(secrets, grant->http_secret, GRANT_SECRET_BYTES);
    memcpy(secrets + GRANT_SECRET_BYTES, grant->ward_key, SEAL_KEY_BYTES);
    enum fail failed = seal_box(kiosk, (str) { (const char *)secrets, sizeof secrets }, box);
    seal_wipe(secrets, sizeof secrets);
    if (failed != FAIL_OK)
        REFUSE(NULL, failed, "the key of %s is no key that a grant could be sealed to",
               grant->kiosk);
    grant->kiosk_key = seal_key_id(kiosk->bytes);
    grant->hub_key = seal_key_id(hub->pub.bytes);
    struct byte_writer w = { arena_alloc(home, GRANT_BYTES), 0, GRANT_BYTES };
    bytes_put(&w, magic, sizeof magic);
    bytes_put_padded(&w, grant->kiosk, KIOSK_ID_MAX);
    bytes_put(&w, grant->kiosk_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put(&w, grant->hub_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put_number(&w, (uint64_t)grant->hub_wall_ms, 8);
    must(w.len == HEAD_BYTES);
    bytes_put(&w, box, sizeof box);
    seal_sign(hub, bytes_view(&w), signature);
    bytes_put(&w, signature, sizeof signature);
    *bytes_out = bytes_view(&w);
    return FAIL_OK;
}

static enum fail check_form(str bytes, char *why)
{
    size_t same = sizeof magic - 1;
    if (bytes.len < sizeof magic || memcmp(bytes.ptr, magic, same) != 0)
        REFUSE(why, FAIL_FORMAT, "this is no grant of a hub");
    if (bytes.ptr[same] != magic[same])
        REFUSE(why, FAIL_VERSION, "the grant was made by a newer program");
    if (bytes.len != GRANT_BYTES)
        REFUSE(why, FAIL_CORRUPT, "the grant is %zu bytes long instead of %u", bytes.len,
               GRANT_BYTES);
    return FAIL_OK;
}

static enum fail check_owner(const struct grant *grant, const struct grant_expect *expect,
                             char *why)
{
    if (!id_kiosk_valid(str_of(grant->kiosk)))
        REFUSE(why, FAIL_FORMAT, "the grant names no kiosk");
    if (!key_id_eq(grant->hub_key, seal_key_id(expect->hub->bytes)))
        REFUSE(why, FAIL_FOREIGN, "the grant is of another hub");
    if (!str_eq(str_of(grant->kiosk), expect->kiosk) ||
        !key_id_eq(grant->kiosk_key, seal_key_id(expect->keys->pub.bytes)))
        REFUSE(why, FAIL_FOREIGN, "the grant is for another kiosk");
    return FAIL_OK;
}

enum fail grant_read(str bytes, const struct grant_expect *expect, struct grant *out, char *why)
{
    enum fail failed = check_form(bytes, why);
    if (failed != FAIL_OK)
        return failed;
    struct grant grant = { 0 };
    struct byte_reader r = { str_slice(bytes, sizeof magic, bytes.len), false };
    uint8_t box[BOX_BYTES], secrets[SECRETS_BYTES], signature[SEAL_SIGNATURE_BYTES];
    bytes_take_padded(&r, grant.kiosk, KIOSK_ID_MAX);
    bytes_take(&r, grant.kiosk_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_take(&r, grant.hub_key.bytes, SEAL_KEY_ID_BYTES);
    grant.hub_wall_ms = (int64_t)bytes_take_number(&r, 8);
    bytes_take(&r, box, sizeof box);
    bytes_take(&r, signature, sizeof signature);
    if (r.short_)
        REFUSE(why, FAIL_FORMAT, "the grant names no kiosk");
    failed = check_owner(&grant, expect, why);
    if (failed != FAIL_OK)
        return failed;
    if (!seal_verify(expect->hub, str_slice(bytes, 0, GRANT_BYTES - sizeof signature), signature))
        REFUSE(why, FAIL_CORRUPT, "the grant was changed: its signature does not hold");
    if (seal_box_open(expect->keys, (str) { (const char *)box, sizeof box }, secrets) != FAIL_OK)
        REFUSE(why, FAIL_CORRUPT, "the grant does not open with this kiosk's key");
    memcpy(grant.http_secret, secrets, GRANT_SECRET_BYTES);
    memcpy(grant.ward_key, secrets + GRANT_SECRET_BYTES, SEAL_KEY_BYTES);
    seal_wipe(secrets, sizeof secrets);
    *out = grant;
    seal_wipe(&grant, sizeof grant);
    return FAIL_OK;
}

bool grant_stands(str bytes, str kiosk, struct key_id kiosk_key, const struct sign_public *hub)
{
    if (bytes.len != GRANT_BYTES || memcmp(bytes.ptr, magic, sizeof magic) != 0)
        return false;
    char name[KIOSK_ID_MAX + 1];
    struct key_id key;
    struct byte_reader r = { str_slice(bytes, sizeof magic, bytes.len), false };
    bytes_take_padded(&r, name, KIOSK_ID_MAX);
    bytes_take(&r, key.bytes, SEAL_KEY_ID_BYTES);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    size_t end = GRANT_BYTES - sizeof signature;
    memcpy(signature, bytes.ptr + end, sizeof signature);
    return !r.short_ && str_eq(str_of(name), kiosk) && key_id_eq(key, kiosk_key) &&
           seal_verify(hub, str_slice(bytes, 0, end), signature);
}

/* ---- credentials ---- */

str grant_user(arena *home, str kiosk, struct key_id kiosk_key)
{
    return arena_printf(home, "%.*s.%.8s", STR_ARG(kiosk), key_id_text(home, kiosk_key).ptr);
}

str grant_password(arena *home, const uint8_t secret[GRANT_SECRET_BYTES])
{
    return codec_base64(home, (str) { (const char *)secret, GRANT_SECRET_BYTES });
}

/* The letters in which base64 (RFC 4648 §4) differs from base64url (§5). */
static void swap_letters(char *text, size_t len, const char from[2], const char to[2])
{
    for (size_t i = 0; i < len; i++)
        for (size_t k = 0; k < 2; k++)
            if (text[i] == from[k]) {
                text[i] = to[k];
                break;
            }
}

str grant_authorization(arena *home, str user, str password)
{
    str pair = arena_printf(home, "%.*s:%.*s", STR_ARG(user), STR_ARG(password));
    str letters = codec_base64(home, pair);
    str padding = str_slice(S("==="), 0, (4 - letters.len % 4) % 4);
    str value = arena_printf(home, "Basic %.*s%.*s", STR_ARG(letters), STR_ARG(padding));
    char *copy = arena_alloc(home, value.len + 1);
    memcpy(copy, value.ptr, value.len);
    swap_letters(copy + strlen("Basic "), letters.len, "-_", "+/");
    return (str) { copy, value.len };
}

bool grant_authorization_read(arena *home, str header, str *user_out, str *password_out)
{
    static const size_t scheme = sizeof "Basic " - 1;
    if (header.len < scheme || header.len > 512 || strncasecmp(header.ptr, "Basic ", scheme) != 0)
        return false;
    str letters = str_trim(str_slice(header, scheme, header.len));
    if (letters.len % 4 != 0 || letters.len == 0)
        return false;
    for (int i = 0; i < 2 && str_ends(letters, S("=")); i++)
        letters.len--;
    char *copy = arena_alloc(home, letters.len + 1);
    memcpy(copy, letters.ptr, letters.len);
    for (size_t i = 0; i < letters.len; i++)
        if (copy[i] == '-' || copy[i] == '_')
            return false;
    swap_letters(copy, letters.len, "+/", "-_");
    str pair;
    if (codec_base64_read(home, (str) { copy, letters.len }, &pair) != FAIL_OK ||
        !utf8_valid(pair) || str_find(pair, S(":")) < 0)
        return false;
    *user_out = str_cut(&pair, ':');
    *password_out = pair;
    return true;
}
