/* Enrolment: how a kiosk and its hub come to know each other's keys (formats.md, Codes).
 *
 * The hub shows a code «TSE1:…» (or prints it as text): its address, its public keys, the ward and
 * a one-time token. The kiosk answers with a request, by stick or network: its id and its public
 * key, a MAC under the token that proves it has seen the code, signed by the key it names. The
 * token never travels back. The code is signed so that a damaged one is noticed; whose hub it is,
 * the officer knows who holds it in her hand. */
#ifndef WIRE_ENROL_H
#define WIRE_ENROL_H

#include "base/arena.h"
#include "base/fail.h"
#include "wire/id.h"
#include "wire/seal.h"

#define ENROL_TOKEN_BYTES 16u
#define ENROL_VALID_MS (15ll * 60 * 1000)
#define ENROL_ADDRESS_MAX 120u
#define ENROL_WARD_ID_MAX 64u
#define ENROL_WARD_NAME_MAX 96u /* bytes of UTF-8 */
#define ENROL_TEXT_MAX 800u
#define ENROL_REQUEST_BYTES 168u
#define ENROL_WHY_BYTES 200u

struct enrol_code {
    char hub[KIOSK_ID_MAX + 1];          /* hub id, spelt like a kiosk id */
    char address[ENROL_ADDRESS_MAX + 1]; /* https://…; empty: by stick only */
    char ward_id[ENROL_WARD_ID_MAX + 1]; /* a–z 0–9 - and dots */
    char ward_name[ENROL_WARD_NAME_MAX + 1];
    struct sign_public hub_sign;
    struct box_public hub_box;
    uint8_t token[ENROL_TOKEN_BYTES];
    int64_t expires_ms; /* by the hub's clock */
};

/* The code's text; signed by keys, whose public half is put into code->hub_sign. FAIL_FORMAT when a
 * member is not spelt as it must be. */
must_check enum fail enrol_code_write(arena *home, struct enrol_code *code,
                                      const struct sign_keys *keys, str *text_out);
/* FAIL_FORMAT: no such code; FAIL_VERSION: a later kind; FAIL_CORRUPT: damaged. Expiry is for the
 * caller, who knows whether its clock is sure; the hub judges it in any case. */
must_check enum fail enrol_code_read(str text, struct enrol_code *out);

struct enrol_request {
    char kiosk[KIOSK_ID_MAX + 1];
    struct sign_public kiosk_sign;
    struct key_id hub_key; /* of the hub's Ed25519 key it answers */
    int64_t created_ms;    /* by the kiosk's clock */
};

/* A request to the hub of code, signed by the kiosk; ENROL_REQUEST_BYTES. */
str enrol_request_write(arena *home, const struct enrol_request *request,
                        const struct sign_keys *kiosk, const uint8_t token[ENROL_TOKEN_BYTES]);
/* Form and signature, without a token: to see who asks. FAIL_FORMAT, FAIL_VERSION, FAIL_CORRUPT. */
must_check enum fail enrol_request_read(str file, struct enrol_request *out, char *why);
/* Whether a request that read well was made under this token. */
bool enrol_request_knows(str file, const uint8_t token[ENROL_TOKEN_BYTES]);

#endif
