/* A ward's hub: its keys, its storage, and what it does with a stick.
 *
 *   DATA/keys/hub-sign.key   signs receipts and enrolment codes
 *   DATA/keys/hub-box.key    opens batches; whoever has it can read them, so it is 0600
 *   DATA/keys/hub-http.key   what the kiosks' HTTP passwords are derived from
 *   DATA/keys/ward-card.key  the ward's key of learner cards, which kiosks get in their grants
 *   DATA/hub.db              what it holds, unless --store says otherwise
 *
 * Time is an argument: now_ms is the hub's clock, which a hub must keep right. */
#ifndef HUB_HUB_H
#define HUB_HUB_H

#include "hub/hub_store.h"

/* A code is typed in minutes, but the stick that answers it is carried: a request that was written
 * before its code expired is taken this long after. */
#define HUB_STICK_GRACE_MS (7ll * 24 * 3600 * 1000)
/* Overlapping and separate runs of one installation; more come only of a broken kiosk. */
#define HUB_RUNS_MAX 512u

struct hub {
    struct hub_store store;
    struct sign_keys sign;
    struct box_keys box;
    struct key_id sign_id;
    struct key_id box_id;
    char id[KIOSK_ID_MAX + 1]; /* «hub-» and letters of the key */
    str ward_id;
    str ward_name;
    str address;
    str data;                         /* the hub's folder */
    bool keys_ready;                  /* the two below were read (hub/keys.h) */
    uint8_t http_key[SEAL_KEY_BYTES]; /* kiosks' passwords are derived from it */
    uint8_t ward_key[SEAL_KEY_BYTES]; /* of learner cards */
    int64_t now_ms;
};

struct hub_place {
    str data;  /* the hub's folder */
    str store; /* «sqlite:FILE»; empty: DATA/hub.db */
};

struct hub_ward {
    str id; /* a–z 0–9 - */
    str name;
    str address; /* https://…, or empty: by stick only */
};

/* Makes the keys and the storage. FAIL_BUSY when there is a hub already (nothing is changed);
 * otherwise as hub_open. The hub is open afterwards. */
must_check enum fail hub_init(struct hub *hub, arena *home, const struct hub_place *place,
                              const struct hub_ward *ward, int64_t now_ms);
/* FAIL_MISSING when there is no hub; one sentence is logged. Texts live in home. */
must_check enum fail hub_open(struct hub *hub, arena *home, const struct hub_place *place,
                              int64_t now_ms);
/* Closes the storage and wipes the keys. */
void hub_close(struct hub *hub);

/* A fresh enrolment code for one kiosk, valid ENROL_VALID_MS. */
must_check enum fail hub_make_code(struct hub *hub, arena *home, str *code_out);

#endif
