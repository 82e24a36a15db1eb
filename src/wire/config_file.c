#include "wire/config_file.h"

#include <string.h>

#include "base/must.h"
#include "wire/bytes.h"
#include "wire/why.h"

static_assert(CONFIG_FILE_WHY_BYTES == WHY_BYTES, "one room for sentences");

#define REFUSE(why, kind, ...) return why_refuse((why), "settings", (kind), __VA_ARGS__)

#define HEAD_BYTES 72u

/* The last letter is the version of the form. */
static const char magic[8] = { 'T', 'R', 'A', 'M', 'S', 'O', 'C', '1' };

static bool kiosk_in_order(const char *kiosk)
{
    return kiosk[0] == 0 || id_kiosk_valid(str_of(kiosk));
}

str config_file_write(arena *home, struct config_file *config, const struct sign_keys *hub)
{
    must(config->yaml.len > 0 && config->yaml.len <= CONFIG_FILE_YAML_MAX);
    must(config->version > 0 && config->version <= INT64_MAX);
    must(kiosk_in_order(config->kiosk));
    config->hub_key = seal_key_id(hub->pub.bytes);
    size_t cap = HEAD_BYTES + config->yaml.len + SEAL_SIGNATURE_BYTES;
    struct byte_writer w = { arena_alloc(home, cap), 0, cap };
    bytes_put(&w, magic, sizeof magic);
    bytes_put_padded(&w, config->kiosk, KIOSK_ID_MAX);
    bytes_put(&w, config->hub_key.bytes, SEAL_KEY_ID_BYTES);
    bytes_put_number(&w, config->version, 8);
    bytes_put_number(&w, (uint64_t)config->created_ms, 8);
    bytes_put_number(&w, config->yaml.len, 4);
    bytes_put_number(&w, 0, 4);
    must(w.len == HEAD_BYTES);
    bytes_put(&w, config->yaml.ptr, config->yaml.len);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    seal_sign(hub, bytes_view(&w), signature);
    bytes_put(&w, signature, sizeof signature);
    return bytes_view(&w);
}

static enum fail check_form(str file, char *why)
{
    size_t same = sizeof magic - 1;
    if (file.len <= HEAD_BYTES + SEAL_SIGNATURE_BYTES || memcmp(file.ptr, magic, same) != 0)
        REFUSE(why, FAIL_FORMAT, "this is no settings file of Trạm Số");
    if (file.ptr[same] != magic[same])
        REFUSE(why, FAIL_VERSION, "the settings were made by a newer program");
    if (file.len > CONFIG_FILE_BYTES_MAX)
        REFUSE(why, FAIL_LIMIT, "the settings file is larger than %u bytes", CONFIG_FILE_BYTES_MAX);
    return FAIL_OK;
}

static enum fail take_head(str file, struct config_file *out, char *why)
{
    struct byte_reader r = { file, false };
    char skipped[sizeof magic];
    bytes_take(&r, skipped, sizeof skipped);
    bytes_take_padded(&r, out->kiosk, KIOSK_ID_MAX);
    bytes_take(&r, out->hub_key.bytes, SEAL_KEY_ID_BYTES);
    out->version = bytes_take_number(&r, 8);
    out->created_ms = (int64_t)bytes_take_number(&r, 8);
    uint64_t size = bytes_take_number(&r, 4), reserved = bytes_take_number(&r, 4);
    if (r.short_ || reserved != 0 || !kiosk_in_order(out->kiosk) || out->version == 0 ||
        out->version > INT64_MAX)
        REFUSE(why, FAIL_FORMAT, "the head of the settings file is malformed");
    if (size != file.len - HEAD_BYTES - SEAL_SIGNATURE_BYTES)
        REFUSE(why, FAIL_CORRUPT, "the settings file is %zu bytes long instead of %llu", file.len,
               (unsigned long long)size + HEAD_BYTES + SEAL_SIGNATURE_BYTES);
    out->yaml = str_slice(file, HEAD_BYTES, HEAD_BYTES + (size_t)size);
    return FAIL_OK;
}

static enum fail check_owner(str file, const struct config_file *config,
                             const struct config_file_expect *expect, char *why)
{
    if (!key_id_eq(config->hub_key, seal_key_id(expect->hub->bytes)))
        REFUSE(why, FAIL_FOREIGN, "the settings are from another hub");
    size_t end = file.len - SEAL_SIGNATURE_BYTES;
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    memcpy(signature, file.ptr + end, sizeof signature);
    if (!seal_verify(expect->hub, str_slice(file, 0, end), signature))
        REFUSE(why, FAIL_CORRUPT, "the signature of the settings does not hold");
    if (config->kiosk[0] && !str_eq(str_of(config->kiosk), expect->kiosk))
        REFUSE(why, FAIL_FOREIGN, "the settings are for another kiosk: %s", config->kiosk);
    return FAIL_OK;
}

enum fail config_file_read(str file, const struct config_file_expect *expect,
                           struct config_file *out, char *why)
{
    struct config_file config = { .version = 0 };
    enum fail failed = check_form(file, why);
    if (failed == FAIL_OK)
        failed = take_head(file, &config, why);
    if (failed == FAIL_OK)
        failed = check_owner(file, &config, expect, why);
    if (failed == FAIL_OK)
        *out = config;
    return failed;
}
