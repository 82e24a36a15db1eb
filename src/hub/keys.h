/* The hub's secrets for its kiosks (keys.c). Not for other layers; hub_grant is in answer.h. */
#ifndef HUB_KEYS_H
#define HUB_KEYS_H

#include "hub/hub.h"
#include "wire/grant.h"

/* Reads hub-http.key and ward-card.key, or makes them in a hub that is older than they. Failures as
 * keyfile_open. */
must_check enum fail hub_need_keys(struct hub *hub);
/* A kiosk's HTTP secret; hub_need_keys has said yes. */
void hub_http_secret(const struct hub *hub, const struct sign_public *kiosk,
                     uint8_t out[GRANT_SECRET_BYTES]);

/* Readers: other tools that may read all statements and write nothing. Their name begins with this
 * and goes on like a kiosk's. */
#define HUB_READER_PREFIX "reader-"
/* A new password for the reader; an older one is good no more. */
must_check enum fail hub_reader_add(struct hub *hub, arena *home, str user, str *password_out);
/* FAIL_MISSING when there is no such reader. */
must_check enum fail hub_reader_drop(struct hub *hub, arena *home, str user);
must_check enum fail hub_reader_secret(struct hub *hub, arena *home, str user,
                                       uint8_t out[GRANT_SECRET_BYTES]);

#endif
