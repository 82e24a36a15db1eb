/* Grants (.tsg): what a hub hands to one kiosk that it has enrolled, by network or by stick.
 *
 * Two secrets, in a box that only the kiosk's key opens, signed by the hub: the password of the
 * kiosk's HTTP requests and the ward's key of learner cards. A hub makes the same secrets again
 * whenever it is asked, so a lost grant costs nothing; an old one stays good until the kiosk is
 * revoked. Whoever holds a grant as values wipes it (seal_wipe) and never logs it. README.md has
 * the bytes. */
#ifndef WIRE_GRANT_H
#define WIRE_GRANT_H

#include "wire/id.h"
#include "wire/seal.h"

#define GRANT_SECRET_BYTES 32u
#define GRANT_BYTES 240u
#define GRANT_WHY_BYTES 200u
/* «<kiosk id>.<first 8 letters of the key id>» */
#define GRANT_USER_MAX (KIOSK_ID_MAX + 1u + 8u)

struct grant {
    char kiosk[KIOSK_ID_MAX + 1];
    struct key_id kiosk_key;
    struct key_id hub_key; /* of the Ed25519 key that signs */
    int64_t hub_wall_ms;
    uint8_t http_secret[GRANT_SECRET_BYTES];
    uint8_t ward_key[SEAL_KEY_BYTES];
};

/* Seals and signs; fills kiosk_key and hub_key. GRANT_BYTES, other ones each time, for the box has
 * a fresh key. FAIL_FORMAT when the kiosk's key is no point of the curve. */
must_check enum fail grant_write(arena *home, struct grant *grant, const struct sign_public *kiosk,
                                 const struct sign_keys *hub, str *bytes_out);

struct grant_expect {
    str kiosk;
    const struct sign_keys *keys; /* the kiosk's own */
    const struct sign_public *hub;
};
/* FAIL_FORMAT, FAIL_VERSION, FAIL_FOREIGN (another kiosk or hub), FAIL_CORRUPT (changed, cut); one
 * sentence is logged and stands in why (GRANT_WHY_BYTES; may be NULL). */
must_check enum fail grant_read(str bytes, const struct grant_expect *expect, struct grant *out,
                                char *why);

/* Whether bytes are a whole grant of this hub for this installation, as anyone can see who has no
 * key of it: a hub need not write it again. */
bool grant_stands(str bytes, str kiosk, struct key_id kiosk_key, const struct sign_public *hub);

/* The name a kiosk gives in its HTTP requests. */
str grant_user(arena *home, str kiosk, struct key_id kiosk_key);
/* Its password: base64url of the secret, without padding. */
str grant_password(arena *home, const uint8_t secret[GRANT_SECRET_BYTES]);
/* The header's value: «Basic …» (RFC 7617). */
str grant_authorization(arena *home, str user, str password);
/* The other way; false when it is no such header. */
bool grant_authorization_read(arena *home, str header, str *user_out, str *password_out);

#endif
