/* Grants as they come, and the same bytes signed, so that the box is reached. */
#include <stdint.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/grant.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sign_keys kiosk, hub;

static void read_input(str bytes)
{
    struct grant_expect expect = { S("tram-mau"), &kiosk, &hub.pub };
    struct grant grant;
    char why[GRANT_WHY_BYTES] = { 0 };
    enum fail failed = grant_read(bytes, &expect, &grant, why);
    must((failed == FAIL_OK) == (why[0] == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t seed[SEAL_SEED_BYTES] = { 5 }, copy[GRANT_BYTES];
    str header = { (const char *)data, size };
    arena home = { .block_bytes = 2048 };
    str user, password;
    log_set_level(LOG_LEVEL_NONE);
    seal_sign_keys(seed, &kiosk);
    seed[0] = 6;
    seal_sign_keys(seed, &hub);
    read_input(header);
    if (size == GRANT_BYTES - SEAL_SIGNATURE_BYTES) {
        memcpy(copy, data, size);
        memcpy(copy + 40, seal_key_id(kiosk.pub.bytes).bytes, SEAL_KEY_ID_BYTES);
        memcpy(copy + 48, seal_key_id(hub.pub.bytes).bytes, SEAL_KEY_ID_BYTES);
        seal_sign(&hub, (str) { (const char *)copy, size }, copy + size);
        read_input((str) { (const char *)copy, sizeof copy });
    }
    /* What reads as credentials is written as credentials that read the same. */
    if (grant_authorization_read(&home, header, &user, &password)) {
        str again_user, again_password;
        str again = grant_authorization(&home, user, password);
        must(again.len > 512 ||
             (grant_authorization_read(&home, again, &again_user, &again_password) &&
              str_eq(user, again_user) && str_eq(password, again_password)));
    }
    arena_finish(&home);
    return 0;
}
