/* What the hub gives to kiosks: HTTP passwords derived from one key of its own, so that nothing
 * secret is stored for each of them, and the ward's key of learner cards. */
#include "hub/answer.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "hub/keys.h"
#include "store/keyfile.h"
#include "wire/codec.h"
#include "wire/grant.h"

enum fail hub_need_keys(struct hub *hub)
{
    if (hub->keys_ready)
        return FAIL_OK;
    arena scratch = { .block_bytes = 4096 };
    str folder = file_join(&scratch, hub->data, S("keys"));
    enum fail failed = keyfile_open(file_join(&scratch, folder, S("hub-http.key")), chance_system(),
                                    hub->http_key, NULL);
    if (failed == FAIL_OK)
        failed = keyfile_open(file_join(&scratch, folder, S("ward-card.key")), chance_system(),
                              hub->ward_key, NULL);
    arena_finish(&scratch);
    hub->keys_ready = failed == FAIL_OK;
    return failed;
}

void hub_http_secret(const struct hub *hub, const struct sign_public *kiosk,
                     uint8_t out[GRANT_SECRET_BYTES])
{
    static const char label[] = "tramso http ";
    char name[sizeof label - 1 + SEAL_PUBLIC_BYTES];
    memcpy(name, label, sizeof label - 1);
    memcpy(name + sizeof label - 1, kiosk->bytes, SEAL_PUBLIC_BYTES);
    seal_derive(hub->http_key, (str) { name, sizeof name }, out);
}

enum fail hub_grant(struct hub *hub, arena *home, const struct hub_kiosk *kiosk, str *bytes_out)
{
    enum fail failed = hub_need_keys(hub);
    if (failed != FAIL_OK)
        return failed;
    struct grant grant = { .hub_wall_ms = hub->now_ms };
    snprintf(grant.kiosk, sizeof grant.kiosk, "%s", kiosk->kiosk);
    hub_http_secret(hub, &kiosk->key, grant.http_secret);
    memcpy(grant.ward_key, hub->ward_key, sizeof grant.ward_key);
    failed = grant_write(home, &grant, &kiosk->key, &hub->sign, bytes_out);
    seal_wipe(&grant, sizeof grant);
    return failed;
}

/* ---- readers ---- */

#define READER_CHANCE_BYTES 16u

static str reader_setting(arena *home, str user)
{
    return arena_printf(home, "reader/%.*s", STR_ARG(user));
}

static enum fail put_setting(struct hub *hub, str name, str value)
{
    struct hub_store *store = &hub->store;
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return failed;
    failed = store->ops->setting_put(store, name, value);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK)
        store->ops->rollback(store);
    return failed;
}

enum fail hub_reader_secret(struct hub *hub, arena *home, str user, uint8_t out[GRANT_SECRET_BYTES])
{
    str chance;
    enum fail failed = id_kiosk_valid(user) ? hub_need_keys(hub) : FAIL_MISSING;
    if (failed == FAIL_OK)
        failed =
            hub->store.ops->setting_get(&hub->store, reader_setting(home, user), home, &chance);
    if (failed != FAIL_OK || chance.len == 0)
        return failed == FAIL_OK ? FAIL_MISSING : failed;
    seal_derive(hub->http_key,
                arena_printf(home, "tramso reader %.*s %.*s", STR_ARG(user), STR_ARG(chance)), out);
    return FAIL_OK;
}

enum fail hub_reader_add(struct hub *hub, arena *home, str user, str *password_out)
{
    uint8_t bytes[READER_CHANCE_BYTES], secret[GRANT_SECRET_BYTES];
    struct chance chance = chance_system();
    chance.fill(chance.self, bytes, sizeof bytes);
    enum fail failed =
        put_setting(hub, reader_setting(home, user), codec_hex(home, bytes, sizeof bytes));
    if (failed == FAIL_OK)
        failed = hub_reader_secret(hub, home, user, secret);
    if (failed == FAIL_OK)
        *password_out = grant_password(home, secret);
    seal_wipe(secret, sizeof secret);
    return failed;
}

enum fail hub_reader_drop(struct hub *hub, arena *home, str user)
{
    uint8_t secret[GRANT_SECRET_BYTES];
    enum fail failed = hub_reader_secret(hub, home, user, secret);
    seal_wipe(secret, sizeof secret);
    return failed == FAIL_OK ? put_setting(hub, reader_setting(home, user), S("")) : failed;
}
