#define LOG_MODULE "identity"
#include "store/identity.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "wire/codec.h"

#define KIOSK_KEY "keys/kiosk.key"
#define HUB_CODE "keys/hub.code"
#define HUB_GRANT "keys/hub.grant"
/* Six letters of 32: one kiosk in a billion; a city has some thousands. */
#define GENERATED_LETTERS 6u

static const char *const ward_files[] = { "keys/ward.key", "keys/ward-1.key", "keys/ward-2.key",
                                          "keys/ward-3.key" };
static_assert(COUNT_OF(ward_files) == IDENTITY_WARD_KEYS_MAX, "a file for every ward key");

static str path_of(const struct identity *identity, arena *home, const char *name)
{
    return file_join(home, str_of(identity->folder), str_of(name));
}

/* «tram-» and letters of the public key's hash, so that the name needs no keeping. */
static void name_kiosk(struct identity *out, arena *home, str configured)
{
    if (!str_empty(configured)) {
        memcpy(out->kiosk, configured.ptr, configured.len);
        return;
    }
    str letters = codec_base32(home, (str) { (const char *)out->sign_id.bytes, 5 });
    int len =
        snprintf(out->kiosk, sizeof out->kiosk, "tram-%.*s", (int)GENERATED_LETTERS, letters.ptr);
    for (int i = 0; i < len; i++)
        if (out->kiosk[i] >= 'A' && out->kiosk[i] <= 'Z')
            out->kiosk[i] = (char)(out->kiosk[i] - 'A' + 'a');
    must(id_kiosk_valid(str_of(out->kiosk)));
}

static enum fail open_sign(struct identity *out, arena *home, struct chance chance)
{
    uint8_t seed[SEAL_SEED_BYTES];
    bool made = false;
    enum fail failed = keyfile_open(path_of(out, home, KIOSK_KEY), chance, seed, &made);
    if (failed != FAIL_OK)
        return failed;
    seal_sign_keys(seed, &out->sign);
    seal_wipe(seed, sizeof seed);
    out->sign_id = seal_key_id(out->sign.pub.bytes);
    if (made)
        log_info("made this kiosk's key %.*s", STR_ARG(key_id_text(home, out->sign_id)));
    return FAIL_OK;
}

static enum fail open_wards(struct identity *out, arena *home, struct chance chance)
{
    enum fail failed =
        keyfile_open(path_of(out, home, ward_files[0]), chance, out->ward_keys[0], NULL);
    out->ward_key_count = 1;
    for (size_t i = 1; failed == FAIL_OK && i < COUNT_OF(ward_files); i++) {
        uint8_t *key = out->ward_keys[out->ward_key_count];
        failed = keyfile_read(path_of(out, home, ward_files[i]), key);
        if (failed == FAIL_OK)
            out->ward_key_count++;
        else if (failed == FAIL_MISSING)
            failed = FAIL_OK;
    }
    return failed;
}

static void take_hub(struct identity *identity, const struct enrol_code *code)
{
    /* Another hub's password would tell it to a stranger. */
    seal_wipe(identity->http_secret, sizeof identity->http_secret);
    identity->granted = false;
    identity->hub = *code;
    identity->enrolled = true;
    identity->hub_sign_id = seal_key_id(code->hub_sign.bytes);
    identity->hub_box_id = seal_key_id(code->hub_box.bytes);
}

static enum fail open_hub(struct identity *out, arena *home)
{
    str text = { 0 };
    struct enrol_code code;
    enum fail failed = file_read(home, path_of(out, home, HUB_CODE), ENROL_TEXT_MAX + 1, &text);
    if (failed == FAIL_MISSING)
        return FAIL_OK;
    if (failed == FAIL_OK)
        failed = enrol_code_read(text, &code);
    /* A kiosk without its hub still teaches; the officer gives the code again. */
    if (failed != FAIL_OK)
        log_warn("the hub's enrolment code that was kept cannot be read: %.*s",
                 STR_ARG(fail_en(failed)));
    else
        take_hub(out, &code);
    return FAIL_OK;
}

static enum fail read_grant(const struct identity *identity, str bytes, struct grant *out,
                            char *why)
{
    struct grant_expect expect = { str_of(identity->kiosk), &identity->sign,
                                   &identity->hub.hub_sign };
    return grant_read(bytes, &expect, out, why);
}

/* A grant of the hub before, or a damaged one, is no trouble: the hub gives it again. */
static void open_grant(struct identity *out, arena *home)
{
    str bytes = { 0 };
    if (!out->enrolled ||
        file_read(home, path_of(out, home, HUB_GRANT), GRANT_BYTES, &bytes) != FAIL_OK)
        return;
    struct grant grant;
    if (read_grant(out, bytes, &grant, NULL) == FAIL_OK) {
        memcpy(out->http_secret, grant.http_secret, sizeof out->http_secret);
        out->granted = true;
    }
    seal_wipe(&grant, sizeof grant);
}

static enum fail make_folders(const struct identity *out, arena *home)
{
    enum fail failed = file_make_folder(str_of(out->folder), false);
    if (failed == FAIL_OK)
        failed = file_make_folder(path_of(out, home, "keys"), true);
    if (failed != FAIL_OK)
        log_error("%s: the data folder cannot be made or written in: %.*s", out->folder,
                  STR_ARG(fail_en(failed)));
    return failed;
}

enum fail identity_open(struct identity *out, const struct identity_options *options)
{
    *out = (struct identity) { 0 };
    if (!str_empty(options->kiosk_id) && !id_kiosk_valid(options->kiosk_id)) {
        log_error("the configured kiosk id must be 1 to %u letters a-z, 0-9 and -", KIOSK_ID_MAX);
        return FAIL_FORMAT;
    }
    if (options->folder.len >= sizeof out->folder) {
        log_error("the data folder's path is too long");
        return FAIL_LIMIT;
    }
    memcpy(out->folder, options->folder.ptr, options->folder.len);
    struct chance chance = options->chance.fill ? options->chance : chance_system();
    arena home = { .block_bytes = 4096 };
    enum fail failed = seal_start();
    if (failed == FAIL_OK)
        failed = make_folders(out, &home);
    if (failed == FAIL_OK)
        failed = open_sign(out, &home, chance);
    if (failed == FAIL_OK)
        failed = open_wards(out, &home, chance);
    if (failed == FAIL_OK)
        failed = open_hub(out, &home);
    if (failed == FAIL_OK) {
        name_kiosk(out, &home, options->kiosk_id);
        open_grant(out, &home);
    } else {
        identity_close(out);
    }
    arena_finish(&home);
    return failed;
}

void identity_close(struct identity *identity)
{
    if (identity)
        seal_wipe(identity, sizeof *identity);
}

enum fail identity_set_hub(struct identity *identity, str code_text)
{
    struct enrol_code code;
    enum fail failed = enrol_code_read(code_text, &code);
    if (failed != FAIL_OK)
        return failed;
    arena home = { .block_bytes = 4096 };
    failed = file_write_durable(path_of(identity, &home, HUB_CODE), str_trim(code_text), 0600);
    arena_finish(&home);
    if (failed == FAIL_OK)
        take_hub(identity, &code);
    return failed;
}

enum fail identity_request(const struct identity *identity, arena *home, int64_t wall_ms,
                           str *request_out)
{
    if (!identity->enrolled)
        return FAIL_MISSING;
    struct enrol_request request = { .hub_key = identity->hub_sign_id, .created_ms = wall_ms };
    memcpy(request.kiosk, identity->kiosk, sizeof request.kiosk);
    *request_out = enrol_request_write(home, &request, &identity->sign, identity->hub.token);
    return FAIL_OK;
}

/* Oldest first, so that a power cut between two files leaves a key twice but never loses one. */
static enum fail keep_older(const struct identity *identity, arena *home, uint32_t count)
{
    enum fail failed = FAIL_OK;
    for (uint32_t i = count; failed == FAIL_OK && i > 0; i--)
        failed = keyfile_write(path_of(identity, home, ward_files[i]), identity->ward_keys[i - 1]);
    return failed;
}

enum fail identity_set_ward_key(struct identity *identity, const uint8_t key[SEAL_KEY_BYTES])
{
    if (seal_equal(identity->ward_keys[0], key, SEAL_KEY_BYTES))
        return FAIL_OK;
    uint32_t older = identity->ward_key_count < IDENTITY_WARD_KEYS_MAX ? identity->ward_key_count
                                                                       : IDENTITY_WARD_KEYS_MAX - 1;
    arena home = { .block_bytes = 4096 };
    enum fail failed = keep_older(identity, &home, older);
    if (failed == FAIL_OK)
        failed = keyfile_write(path_of(identity, &home, ward_files[0]), key);
    arena_finish(&home);
    if (failed != FAIL_OK)
        return failed;
    memmove(identity->ward_keys[1], identity->ward_keys[0], older * SEAL_KEY_BYTES);
    memcpy(identity->ward_keys[0], key, SEAL_KEY_BYTES);
    identity->ward_key_count = older + 1;
    return FAIL_OK;
}

enum fail identity_take_grant(struct identity *identity, str bytes, char *why)
{
    if (!identity->enrolled)
        return FAIL_MISSING;
    struct grant grant;
    enum fail failed = read_grant(identity, bytes, &grant, why);
    bool news = failed == FAIL_OK &&
                !(identity->granted && seal_equal(identity->http_secret, grant.http_secret,
                                                  sizeof identity->http_secret));
    /* The ward's key first: after a power cut between the two the hub is only asked again. */
    if (failed == FAIL_OK)
        failed = identity_set_ward_key(identity, grant.ward_key);
    if (failed == FAIL_OK && news) {
        arena home = { .block_bytes = 1024 };
        failed = file_write_durable(path_of(identity, &home, HUB_GRANT), bytes, 0600);
        arena_finish(&home);
    }
    if (failed == FAIL_OK) {
        memcpy(identity->http_secret, grant.http_secret, sizeof identity->http_secret);
        identity->granted = true;
    }
    seal_wipe(&grant, sizeof grant);
    return failed;
}

enum fail identity_authorization(const struct identity *identity, arena *home, str *header_out)
{
    if (!identity->granted)
        return FAIL_MISSING;
    str user = grant_user(home, str_of(identity->kiosk), identity->sign_id);
    str password = grant_password(home, identity->http_secret);
    *header_out = grant_authorization(home, user, password);
    seal_wipe((char *)(uintptr_t)password.ptr, password.len);
    return FAIL_OK;
}

str identity_issue_card(const struct identity *identity, arena *home, const struct card *card)
{
    must(identity->ward_key_count > 0);
    return card_encode(home, card, identity->ward_keys[0]);
}

enum fail identity_read_card(const struct identity *identity, str text, struct card *out)
{
    enum fail failed = FAIL_FOREIGN;
    for (uint32_t i = 0; failed == FAIL_FOREIGN && i < identity->ward_key_count; i++)
        failed = card_decode(text, identity->ward_keys[i], out);
    return failed;
}
