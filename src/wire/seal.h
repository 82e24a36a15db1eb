/* The cryptography of Trạm Số, all of it libsodium, each primitive behind one name.
 *
 *   sign    Ed25519                       a kiosk's or a hub's word
 *   encrypt a fresh crypto_secretstream (XChaCha20-Poly1305) key in a crypto_box_seal
 *                                         only the hub reads a batch
 *   hash    BLAKE2b-256                   the chain and payloads
 *   mac     BLAKE2b-128 under a key       learner cards
 *
 * Secrets live in the caller's memory; who holds one wipes it (seal_wipe) and never logs it. Chance
 * comes from the system except where the caller passes bytes, so that tests repeat. */
#ifndef WIRE_SEAL_H
#define WIRE_SEAL_H

#include "base/arena.h"
#include "base/fail.h"

#define SEAL_PUBLIC_BYTES 32u
#define SEAL_SEED_BYTES 32u
#define SEAL_SIGNATURE_BYTES 64u
#define SEAL_HASH_BYTES 32u
#define SEAL_MAC_BYTES 16u
#define SEAL_KEY_BYTES 32u
#define SEAL_KEY_ID_BYTES 8u
/* What encryption adds: the sealed key (80), the stream's header (24), one tag (17). */
#define SEAL_OVERHEAD_BYTES (80u + 24u + 17u)

/* A public key: of a signer or of a box, never mixed up because the types differ. */
struct sign_public {
    uint8_t bytes[SEAL_PUBLIC_BYTES];
};
struct box_public {
    uint8_t bytes[SEAL_PUBLIC_BYTES];
};
struct sign_keys {
    struct sign_public pub;
    uint8_t secret[64];
};
struct box_keys {
    struct box_public pub;
    uint8_t secret[32];
};
struct key_id {
    uint8_t bytes[SEAL_KEY_ID_BYTES];
};

/* Where chance comes from: a function that fills bytes. */
struct chance {
    void (*fill)(void *self, void *bytes, size_t len);
    void *self;
};
/* The system's cryptographic generator. */
struct chance chance_system(void);

/* Readies libsodium; every function below does it itself, so a program need not. FAIL_IO when the
 * system has no source of chance. */
must_check enum fail seal_start(void);

/* Keys from a 32-byte seed, which is all that needs keeping. */
void seal_sign_keys(const uint8_t seed[SEAL_SEED_BYTES], struct sign_keys *out);
void seal_box_keys(const uint8_t seed[SEAL_SEED_BYTES], struct box_keys *out);
/* The first 8 bytes of BLAKE2b-256 of the public key: how headers name a key. */
struct key_id seal_key_id(const uint8_t pub[SEAL_PUBLIC_BYTES]);
bool key_id_eq(struct key_id a, struct key_id b);
/* 16 letters of hex. */
str key_id_text(arena *home, struct key_id id);

void seal_sign(const struct sign_keys *keys, str message,
               uint8_t signature_out[SEAL_SIGNATURE_BYTES]);
bool seal_verify(const struct sign_public *pub, str message,
                 const uint8_t signature[SEAL_SIGNATURE_BYTES]);

void seal_hash(str bytes, uint8_t out[SEAL_HASH_BYTES]);
/* The same hash of bytes that come in pieces. */
struct seal_hasher {
    _Alignas(64) uint8_t state[384];
};
void seal_hash_begin(struct seal_hasher *hasher);
void seal_hash_add(struct seal_hasher *hasher, str bytes);
void seal_hash_end(struct seal_hasher *hasher, uint8_t out[SEAL_HASH_BYTES]);
/* Keyed BLAKE2b with 16 bytes of result. */
void seal_mac(const uint8_t key[SEAL_KEY_BYTES], str bytes, uint8_t out[SEAL_MAC_BYTES]);
/* Keyed BLAKE2b with 32 bytes of result: one secret made from another and a name. */
void seal_derive(const uint8_t key[SEAL_KEY_BYTES], str name, uint8_t out[SEAL_KEY_BYTES]);
/* Compares without telling by its time where the difference is. */
bool seal_equal(const void *a, const void *b, size_t len);
void seal_wipe(void *bytes, size_t len);

/* plain for the holder of the box key only; bound is authenticated with it but not carried: opening
 * needs the same bytes. The result is SEAL_OVERHEAD_BYTES longer than plain. */
str seal_encrypt(arena *home, const struct box_public *to, str plain, str bound);
/* FAIL_FORMAT: too short to be one; FAIL_FOREIGN: sealed to another key; FAIL_CORRUPT: changed, cut
 * or bound to something else. */
must_check enum fail seal_decrypt(arena *home, const struct box_keys *keys, str sealed, str bound,
                                  str *plain_out);

/* What a box that only the holder of a signing key opens adds. */
#define SEAL_BOX_OVERHEAD_BYTES 48u
/* A few bytes for one signer, by the X25519 form of its key (crypto_box_seal); out has
 * SEAL_BOX_OVERHEAD_BYTES more. FAIL_FORMAT when the key is no point of the curve. */
must_check enum fail seal_box(const struct sign_public *to, str plain, uint8_t *out);
/* The other way; out has SEAL_BOX_OVERHEAD_BYTES less. FAIL_CORRUPT when it does not open. */
must_check enum fail seal_box_open(const struct sign_keys *keys, str box, uint8_t *out);

#endif
