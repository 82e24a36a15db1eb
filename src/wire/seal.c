#define LOG_MODULE "seal"
#include "wire/seal.h"

#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/codec.h"

static_assert(SEAL_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519 public key");
static_assert(SEAL_PUBLIC_BYTES == crypto_box_PUBLICKEYBYTES, "X25519 public key");
static_assert(SEAL_SEED_BYTES == crypto_sign_SEEDBYTES, "Ed25519 seed");
static_assert(SEAL_SEED_BYTES == crypto_box_SEEDBYTES, "X25519 seed");
static_assert(SEAL_SIGNATURE_BYTES == crypto_sign_BYTES, "Ed25519 signature");
static_assert(sizeof((struct sign_keys *)0)->secret == crypto_sign_SECRETKEYBYTES, "Ed25519");
static_assert(sizeof((struct box_keys *)0)->secret == crypto_box_SECRETKEYBYTES, "X25519");

static_assert(SEAL_BOX_OVERHEAD_BYTES == crypto_box_SEALBYTES, "what a sealed box adds");

#define STREAM_KEY_BYTES crypto_secretstream_xchacha20poly1305_KEYBYTES
#define STREAM_HEADER_BYTES crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define STREAM_TAG_BYTES crypto_secretstream_xchacha20poly1305_ABYTES
#define SEALED_KEY_BYTES (STREAM_KEY_BYTES + crypto_box_SEALBYTES)
static_assert(SEAL_OVERHEAD_BYTES == SEALED_KEY_BYTES + STREAM_HEADER_BYTES + STREAM_TAG_BYTES,
              "what encryption adds");

enum fail seal_start(void)
{
    if (sodium_init() >= 0)
        return FAIL_OK;
    log_error("libsodium could not start: the system gives no random numbers");
    return FAIL_IO;
}

/* sodium_init is cheap and safe to repeat; a machine without chance cannot go on. */
static void ready(void)
{
    must(sodium_init() >= 0);
}

static void fill_from_system(void *self, void *bytes, size_t len)
{
    (void)self;
    ready();
    randombytes_buf(bytes, len);
}

struct chance chance_system(void)
{
    return (struct chance) { fill_from_system, NULL };
}

static const uint8_t *bytes_of(str s)
{
    return (const uint8_t *)s.ptr;
}

void seal_sign_keys(const uint8_t seed[SEAL_SEED_BYTES], struct sign_keys *out)
{
    ready();
    must(crypto_sign_seed_keypair(out->pub.bytes, out->secret, seed) == 0);
}

void seal_box_keys(const uint8_t seed[SEAL_SEED_BYTES], struct box_keys *out)
{
    ready();
    must(crypto_box_seed_keypair(out->pub.bytes, out->secret, seed) == 0);
}

struct key_id seal_key_id(const uint8_t pub[SEAL_PUBLIC_BYTES])
{
    uint8_t hash[SEAL_HASH_BYTES];
    struct key_id id;
    seal_hash((str) { (const char *)pub, SEAL_PUBLIC_BYTES }, hash);
    memcpy(id.bytes, hash, sizeof id.bytes);
    return id;
}

bool key_id_eq(struct key_id a, struct key_id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

str key_id_text(arena *home, struct key_id id)
{
    return codec_hex(home, id.bytes, sizeof id.bytes);
}

void seal_sign(const struct sign_keys *keys, str message,
               uint8_t signature_out[SEAL_SIGNATURE_BYTES])
{
    ready();
    must(crypto_sign_detached(signature_out, NULL, bytes_of(message), message.len, keys->secret) ==
         0);
}

bool seal_verify(const struct sign_public *pub, str message,
                 const uint8_t signature[SEAL_SIGNATURE_BYTES])
{
    ready();
    return crypto_sign_verify_detached(signature, bytes_of(message), message.len, pub->bytes) == 0;
}

void seal_hash(str bytes, uint8_t out[SEAL_HASH_BYTES])
{
    must(crypto_generichash(out, SEAL_HASH_BYTES, bytes_of(bytes), bytes.len, NULL, 0) == 0);
}

static_assert(sizeof(struct seal_hasher) == sizeof(crypto_generichash_state), "room for BLAKE2b");

static crypto_generichash_state *state_of(struct seal_hasher *hasher)
{
    return (crypto_generichash_state *)(void *)hasher->state;
}

void seal_hash_begin(struct seal_hasher *hasher)
{
    must(crypto_generichash_init(state_of(hasher), NULL, 0, SEAL_HASH_BYTES) == 0);
}

void seal_hash_add(struct seal_hasher *hasher, str bytes)
{
    must(crypto_generichash_update(state_of(hasher), bytes_of(bytes), bytes.len) == 0);
}

void seal_hash_end(struct seal_hasher *hasher, uint8_t out[SEAL_HASH_BYTES])
{
    must(crypto_generichash_final(state_of(hasher), out, SEAL_HASH_BYTES) == 0);
}

void seal_mac(const uint8_t key[SEAL_KEY_BYTES], str bytes, uint8_t out[SEAL_MAC_BYTES])
{
    must(crypto_generichash(out, SEAL_MAC_BYTES, bytes_of(bytes), bytes.len, key, SEAL_KEY_BYTES) ==
         0);
}

void seal_derive(const uint8_t key[SEAL_KEY_BYTES], str name, uint8_t out[SEAL_KEY_BYTES])
{
    must(crypto_generichash(out, SEAL_KEY_BYTES, bytes_of(name), name.len, key, SEAL_KEY_BYTES) ==
         0);
}

bool seal_equal(const void *a, const void *b, size_t len)
{
    return sodium_memcmp(a, b, len) == 0;
}

void seal_wipe(void *bytes, size_t len)
{
    sodium_memzero(bytes, len);
}

str seal_encrypt(arena *home, const struct box_public *to, str plain, str bound)
{
    ready();
    uint8_t key[STREAM_KEY_BYTES];
    crypto_secretstream_xchacha20poly1305_state stream;
    size_t len = plain.len + SEAL_OVERHEAD_BYTES;
    uint8_t *out = arena_alloc(home, len);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    must(crypto_box_seal(out, key, sizeof key, to->bytes) == 0);
    must(crypto_secretstream_xchacha20poly1305_init_push(&stream, out + SEALED_KEY_BYTES, key) ==
         0);
    must(crypto_secretstream_xchacha20poly1305_push(
             &stream, out + SEALED_KEY_BYTES + STREAM_HEADER_BYTES, NULL, bytes_of(plain),
             plain.len, bytes_of(bound), bound.len,
             crypto_secretstream_xchacha20poly1305_TAG_FINAL) == 0);
    sodium_memzero(key, sizeof key);
    sodium_memzero(&stream, sizeof stream);
    return (str) { (const char *)out, len };
}

/* One message with the final tag: anything cut, added or bound differently does not open. */
static enum fail stream_open(const uint8_t *key, str stream_bytes, str bound, uint8_t *plain)
{
    const uint8_t *from = bytes_of(stream_bytes);
    crypto_secretstream_xchacha20poly1305_state stream;
    unsigned char tag = 0;
    int failed = crypto_secretstream_xchacha20poly1305_init_pull(&stream, from, key);
    if (failed == 0)
        failed = crypto_secretstream_xchacha20poly1305_pull(
            &stream, plain, NULL, &tag, from + STREAM_HEADER_BYTES,
            stream_bytes.len - STREAM_HEADER_BYTES, bytes_of(bound), bound.len);
    sodium_memzero(&stream, sizeof stream);
    if (failed != 0 || tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        return FAIL_CORRUPT;
    return FAIL_OK;
}

enum fail seal_decrypt(arena *home, const struct box_keys *keys, str sealed, str bound,
                       str *plain_out)
{
    ready();
    if (sealed.len < SEAL_OVERHEAD_BYTES)
        return FAIL_FORMAT;
    uint8_t key[STREAM_KEY_BYTES];
    if (crypto_box_seal_open(key, bytes_of(sealed), SEALED_KEY_BYTES, keys->pub.bytes,
                             keys->secret) != 0)
        return FAIL_FOREIGN;
    size_t len = sealed.len - SEAL_OVERHEAD_BYTES;
    uint8_t *plain = arena_alloc(home, len + 1);
    enum fail failed =
        stream_open(key, str_slice(sealed, SEALED_KEY_BYTES, sealed.len), bound, plain);
    sodium_memzero(key, sizeof key);
    if (failed == FAIL_OK)
        *plain_out = (str) { (const char *)plain, len };
    return failed;
}

enum fail seal_box(const struct sign_public *to, str plain, uint8_t *out)
{
    ready();
    uint8_t curve[crypto_box_PUBLICKEYBYTES];
    if (crypto_sign_ed25519_pk_to_curve25519(curve, to->bytes) != 0 ||
        crypto_box_seal(out, bytes_of(plain), plain.len, curve) != 0)
        return FAIL_FORMAT;
    return FAIL_OK;
}

enum fail seal_box_open(const struct sign_keys *keys, str box, uint8_t *out)
{
    ready();
    uint8_t pub[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    if (box.len < SEAL_BOX_OVERHEAD_BYTES ||
        crypto_sign_ed25519_pk_to_curve25519(pub, keys->pub.bytes) != 0 ||
        crypto_sign_ed25519_sk_to_curve25519(secret, keys->secret) != 0)
        return FAIL_CORRUPT;
    int failed = crypto_box_seal_open(out, bytes_of(box), box.len, pub, secret);
    sodium_memzero(secret, sizeof secret);
    return failed == 0 ? FAIL_OK : FAIL_CORRUPT;
}
