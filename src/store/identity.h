/* Who this kiosk is: its keys, its ward's card keys, and the hub it is enrolled with.
 *
 *   DATA/keys/kiosk.key  the seed of its Ed25519 key       made on first start
 *   DATA/keys/ward.key   the key of learner cards           made on first start
 *   DATA/keys/ward-1.key … ward-3.key                       earlier card keys, still accepted
 *   DATA/keys/hub.code   the enrolment code it was given    (holds the one-time token)
 *   DATA/keys/hub.grant  what that hub granted              (sealed to the kiosk's key)
 *
 * The folder is 0700, the files 0600; nothing of them is ever logged. A kiosk begins with a card
 * key of its own; when the hub later gives the ward's key (identity_set_ward_key) the old one stays
 * accepted, so that no card in anyone's hand is lost. */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include "store/keyfile.h"
#include "wire/card.h"
#include "wire/enrol.h"
#include "wire/grant.h"

#define IDENTITY_WARD_KEYS_MAX 4u

struct identity {
    char kiosk[KIOSK_ID_MAX +
               1]; /* from the configuration, else «tram-» and six letters of the key */
    struct sign_keys sign;
    struct key_id sign_id;
    uint8_t ward_keys[IDENTITY_WARD_KEYS_MAX][SEAL_KEY_BYTES]; /* the first one is used to issue */
    uint32_t ward_key_count;
    bool enrolled;         /* hub is valid: it has an enrolment code of a hub */
    struct enrol_code hub; /* the token is there too: answers the request, then no one's business */
    struct key_id hub_sign_id;
    struct key_id hub_box_id;
    bool granted; /* http_secret is valid: that hub has granted its password */
    uint8_t http_secret[GRANT_SECRET_BYTES];
    char folder[512]; /* the data folder */
};

struct identity_options {
    str folder;   /* the data folder; made where missing */
    str kiosk_id; /* from the configuration; empty: made from the key. Not valid: FAIL_FORMAT */
    struct chance chance; /* zeroed: the system's */
};

/* FAIL_CORRUPT when a key file is damaged: a new key would be another kiosk, so nothing is made in
 * its place. FAIL_DENIED, FAIL_IO, FAIL_FULL, FAIL_LIMIT (path too long); one sentence is logged.
 */
must_check enum fail identity_open(struct identity *out, const struct identity_options *options);
/* Wipes the secrets from memory. */
void identity_close(struct identity *identity);

/* Keeps a hub's enrolment code, which was read well; a kiosk has one hub at a time. */
must_check enum fail identity_set_hub(struct identity *identity, str code_text);
/* The enrolment request that answers the kept code. FAIL_MISSING without one. */
must_check enum fail identity_request(const struct identity *identity, arena *home, int64_t wall_ms,
                                      str *request_out);
/* Takes what the hub granted, by network or by stick: keeps it and issues cards under the ward's
 * key from now on. One that is there already changes nothing. FAIL_MISSING without a hub,
 * grant_read's failures (why gets its sentence, GRANT_WHY_BYTES, may be NULL), the disk's. */
must_check enum fail identity_take_grant(struct identity *identity, str bytes, char *why);
/* The value of the Authorization header. FAIL_MISSING without a grant. Whoever asks wipes it. */
must_check enum fail identity_authorization(const struct identity *identity, arena *home,
                                            str *header_out);
/* Issues cards under this key from now on; earlier keys go on being accepted. */
must_check enum fail identity_set_ward_key(struct identity *identity,
                                           const uint8_t key[SEAL_KEY_BYTES]);

/* card_encode and card_decode under the ward's keys. */
str identity_issue_card(const struct identity *identity, arena *home, const struct card *card);
must_check enum fail identity_read_card(const struct identity *identity, str text,
                                        struct card *out);

#endif
