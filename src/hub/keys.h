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

#endif
