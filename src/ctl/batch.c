/* batch inspect, batch open: what is in a .tsb file. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

#include "base/file.h"
#include "base/log.h"
#include "store/keyfile.h"
#include "wire/batch.h"
#include "wire/codec.h"
#include "wire/row.h"

static enum ctl_exit read_batch(struct ctl *ctl, str *file, struct batch_header *header)
{
    enum fail failed = file_read(ctl->home, ctl->word, BATCH_FILE_BYTES_MAX, file);
    if (failed == FAIL_MISSING)
        return ctl_refuse("there is no file «%.*s»", STR_ARG(ctl->word));
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s» cannot be read: %.*s", STR_ARG(ctl->word),
                          STR_ARG(fail_en(failed)));
    char why[BATCH_WHY_BYTES] = "";
    log_set_level(LOG_LEVEL_NONE);
    failed = batch_read_header(*file, header, why);
    log_set_level(LOG_LEVEL_WARN);
    return failed == FAIL_OK ? CTL_DONE : ctl_refuse("«%.*s»: %s", STR_ARG(ctl->word), why);
}

/* The public key that the header names: from --kiosk-key, else this kiosk's own. */
static bool find_kiosk_key(struct ctl *ctl, struct key_id wanted, struct sign_public *out)
{
    if (ctl->kiosk_key.len)
        return codec_hex_read(ctl->kiosk_key, out->bytes, sizeof out->bytes) &&
               key_id_eq(seal_key_id(out->bytes), wanted);
    struct identity identity;
    bool found =
        ctl_open_identity(ctl, false, &identity) == FAIL_OK && key_id_eq(identity.sign_id, wanted);
    *out = identity.sign.pub;
    identity_close(&identity);
    return found;
}

static json_t *describe(struct ctl *ctl, const struct batch_header *header, const char *signature)
{
    char id[ID_TEXT_LEN + 1];
    id_to_text(header->id, id);
    json_t *root = json_object();
    json_object_set_new(root, "kiosk", json_string(header->kiosk));
    json_object_set_new(root, "kiosk_key",
                        json_string(key_id_text(ctl->home, header->kiosk_key).ptr));
    json_object_set_new(root, "hub_key", json_string(key_id_text(ctl->home, header->hub_key).ptr));
    json_object_set_new(root, "batch", json_string(id));
    json_object_set_new(root, "first_seq", json_integer((json_int_t)header->first_seq));
    json_object_set_new(root, "last_seq", json_integer((json_int_t)header->last_seq));
    json_object_set_new(root, "count", json_integer(header->count));
    json_object_set_new(root, "created",
                        json_string(clock_rfc3339(ctl->home, header->created_ms).ptr));
    json_object_set_new(root, "payload_bytes", json_integer((json_int_t)header->payload_bytes));
    json_object_set_new(root, "plain_bytes", json_integer(header->plain_bytes));
    json_object_set_new(
        root, "before",
        json_string(codec_hex(ctl->home, header->before, sizeof header->before).ptr));
    json_object_set_new(root, "last",
                        json_string(codec_hex(ctl->home, header->last, sizeof header->last).ptr));
    json_object_set_new(root, "signature", json_string(signature));
    return root;
}

static void print(json_t *root, bool as_json)
{
    const char *name;
    json_t *value;
    if (as_json) {
        json_dumpf(root, stdout, JSON_COMPACT);
        putchar('\n');
    } else {
        json_object_foreach(root, name, value) if (json_is_string(value))
            printf("%-13s %s\n", name, json_string_value(value));
        else printf("%-13s %" JSON_INTEGER_FORMAT "\n", name, json_integer_value(value));
    }
    json_decref(root);
}

enum ctl_exit ctl_batch_inspect(struct ctl *ctl)
{
    str file;
    struct batch_header header;
    enum ctl_exit exit = read_batch(ctl, &file, &header);
    if (exit != CTL_DONE)
        return exit;
    struct sign_public key;
    char why[BATCH_WHY_BYTES] = "";
    const char *signature = "not checked: give --kiosk-key, or --data of the kiosk that made it";
    if (find_kiosk_key(ctl, header.kiosk_key, &key)) {
        log_set_level(LOG_LEVEL_NONE);
        enum fail failed = batch_verify(file, &key, &header, why);
        log_set_level(LOG_LEVEL_WARN);
        if (failed != FAIL_OK)
            return ctl_refuse("«%.*s»: %s", STR_ARG(ctl->word), why);
        signature = "good";
    }
    print(describe(ctl, &header, signature), ctl->json);
    return CTL_DONE;
}

enum ctl_exit ctl_batch_open(struct ctl *ctl)
{
    if (!ctl->key.len)
        return ctl_misused("batch open wants --key FILE, the hub's keys/hub-box.key");
    str file;
    struct batch_header header;
    enum ctl_exit exit = read_batch(ctl, &file, &header);
    if (exit != CTL_DONE)
        return exit;
    uint8_t seed[SEAL_KEY_BYTES];
    struct box_keys box;
    struct sign_public kiosk;
    if (!find_kiosk_key(ctl, header.kiosk_key, &kiosk))
        return ctl_refuse("the batch is signed by key %s: give --kiosk-key HEX, or --data of that "
                          "kiosk",
                          key_id_text(ctl->home, header.kiosk_key).ptr);
    if (!file_exists(ctl->key))
        return ctl_refuse("there is no key file «%.*s»", STR_ARG(ctl->key));
    if (keyfile_read(ctl->key, seed) != FAIL_OK)
        return CTL_REFUSED;
    seal_box_keys(seed, &box);
    struct batch batch;
    struct batch_keys keys = { &kiosk, &box };
    log_set_level(LOG_LEVEL_NONE);
    enum fail failed = batch_open(ctl->home, file, &keys, &batch);
    log_set_level(LOG_LEVEL_WARN);
    seal_wipe(seed, sizeof seed);
    seal_wipe(&box, sizeof box);
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s»: %s", STR_ARG(ctl->word), batch.why);
    struct buf lines = buf_in(ctl->home);
    for (uint32_t i = 0; i < batch.header.count; i++)
        row_write(&lines, &batch.events[i], ROW_READABLE);
    fwrite(lines.ptr, 1, lines.len, stdout);
    return CTL_DONE;
}
