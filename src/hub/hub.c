#define LOG_MODULE "hub"
#include "hub/hub.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "hub/keys.h"
#include "store/keyfile.h"

static enum fail open_keys(struct hub *hub, arena *home, str data, bool make)
{
    uint8_t seed[SEAL_KEY_BYTES];
    str folder = file_join(home, data, S("keys"));
    str sign = file_join(home, folder, S("hub-sign.key"));
    str box = file_join(home, folder, S("hub-box.key"));
    enum fail failed = make ? file_make_folder(folder, true) : FAIL_OK;
    if (failed == FAIL_OK)
        failed = make ? keyfile_open(sign, chance_system(), seed, NULL) : keyfile_read(sign, seed);
    if (failed == FAIL_OK) {
        seal_sign_keys(seed, &hub->sign);
        failed = make ? keyfile_open(box, chance_system(), seed, NULL) : keyfile_read(box, seed);
    }
    if (failed == FAIL_OK)
        seal_box_keys(seed, &hub->box);
    seal_wipe(seed, sizeof seed);
    if (failed != FAIL_OK)
        return failed;
    hub->sign_id = seal_key_id(hub->sign.pub.bytes);
    hub->box_id = seal_key_id(hub->box.pub.bytes);
    snprintf(hub->id, sizeof hub->id, "hub-%.8s", key_id_text(home, hub->sign_id).ptr);
    return FAIL_OK;
}

static enum fail open_store(struct hub *hub, arena *home, const struct hub_place *place,
                            bool create)
{
    str spec = place->store.len ? place->store
                                : arena_printf(home, "sqlite:%.*s/hub.db", STR_ARG(place->data));
    return hub_store_open(&hub->store, spec, create);
}

static enum fail read_ward(struct hub *hub, arena *home)
{
    struct hub_store *store = &hub->store;
    enum fail failed = store->ops->setting_get(store, S("ward_id"), home, &hub->ward_id);
    if (failed == FAIL_OK)
        failed = store->ops->setting_get(store, S("ward_name"), home, &hub->ward_name);
    if (failed == FAIL_OK)
        failed = store->ops->setting_get(store, S("address"), home, &hub->address);
    return failed;
}

static enum fail write_ward(struct hub *hub, const struct hub_ward *ward)
{
    struct hub_store *store = &hub->store;
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return failed;
    failed = store->ops->setting_put(store, S("ward_name"), ward->name);
    if (failed == FAIL_OK)
        failed = store->ops->setting_put(store, S("address"), ward->address);
    if (failed == FAIL_OK)
        failed = store->ops->setting_put(store, S("ward_id"), ward->id);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK)
        store->ops->rollback(store);
    return failed;
}

enum fail hub_init(struct hub *hub, arena *home, const struct hub_place *place,
                   const struct hub_ward *ward, int64_t now_ms)
{
    memset(hub, 0, sizeof *hub);
    hub->now_ms = now_ms;
    enum fail failed = file_make_folder(place->data, true);
    if (failed != FAIL_OK) {
        log_error("the folder %.*s cannot be made: %.*s", STR_ARG(place->data),
                  STR_ARG(fail_en(failed)));
        return failed;
    }
    hub->data = arena_str(home, place->data);
    failed = open_keys(hub, home, place->data, true);
    if (failed == FAIL_OK)
        failed = hub_need_keys(hub);
    if (failed == FAIL_OK)
        failed = open_store(hub, home, place, true);
    if (failed == FAIL_OK) {
        failed = read_ward(hub, home);
        if (failed == FAIL_OK) {
            log_error("%.*s holds a hub already; `tramso-hub enrol` prints a fresh code",
                      STR_ARG(place->data));
            failed = FAIL_BUSY;
        } else if (failed == FAIL_MISSING) {
            failed = write_ward(hub, ward);
        }
    }
    if (failed == FAIL_OK)
        failed = read_ward(hub, home);
    if (failed != FAIL_OK)
        hub_close(hub);
    return failed;
}

enum fail hub_open(struct hub *hub, arena *home, const struct hub_place *place, int64_t now_ms)
{
    memset(hub, 0, sizeof *hub);
    hub->now_ms = now_ms;
    if (!file_exists(file_join(home, place->data, S("keys/hub-box.key")))) {
        log_error("there is no hub in %.*s; `tramso-hub init %.*s` makes one", STR_ARG(place->data),
                  STR_ARG(place->data));
        return FAIL_MISSING;
    }
    hub->data = arena_str(home, place->data);
    enum fail failed = open_keys(hub, home, place->data, false);
    if (failed == FAIL_OK)
        failed = open_store(hub, home, place, false);
    if (failed == FAIL_OK) {
        failed = read_ward(hub, home);
        if (failed == FAIL_MISSING)
            log_error("the hub in %.*s was not finished; run `tramso-hub init %.*s` again",
                      STR_ARG(place->data), STR_ARG(place->data));
    }
    if (failed != FAIL_OK)
        hub_close(hub);
    return failed;
}

void hub_close(struct hub *hub)
{
    if (!hub)
        return;
    hub_store_close(&hub->store);
    seal_wipe(&hub->sign, sizeof hub->sign);
    seal_wipe(&hub->box, sizeof hub->box);
    seal_wipe(hub->http_key, sizeof hub->http_key);
    seal_wipe(hub->ward_key, sizeof hub->ward_key);
    hub->keys_ready = false;
}

static void fill(char *out, size_t size, str text)
{
    snprintf(out, size, "%.*s", STR_ARG(text));
}

enum fail hub_make_code(struct hub *hub, arena *home, str *code_out)
{
    struct hub_token token = { .issued_ms = hub->now_ms,
                               .expires_ms = hub->now_ms + ENROL_VALID_MS };
    struct chance chance = chance_system();
    chance.fill(chance.self, token.token, sizeof token.token);
    struct enrol_code code = { .hub_box = hub->box.pub, .expires_ms = token.expires_ms };
    fill(code.hub, sizeof code.hub, str_of(hub->id));
    fill(code.address, sizeof code.address, hub->address);
    fill(code.ward_id, sizeof code.ward_id, hub->ward_id);
    fill(code.ward_name, sizeof code.ward_name, hub->ward_name);
    memcpy(code.token, token.token, sizeof code.token);
    enum fail failed = enrol_code_write(home, &code, &hub->sign, code_out);
    if (failed == FAIL_OK)
        failed = hub->store.ops->token_add(&hub->store, &token);
    seal_wipe(&code, sizeof code);
    seal_wipe(&token, sizeof token);
    return failed;
}
