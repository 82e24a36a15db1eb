/* Settings files: whatever stands in one is refused with a sentence or read within its bounds. The
 * input is also put under a right signature, so that the reader is tried behind it too. */
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/config_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sign_keys hub;

static void read_input(str file)
{
    struct config_file_expect expect = { S("tram-mau"), &hub.pub };
    struct config_file config;
    char why[CONFIG_FILE_WHY_BYTES] = { 0 };
    enum fail failed = config_file_read(file, &expect, &config, why);
    must((failed == FAIL_OK) == (why[0] == 0));
    if (failed != FAIL_OK)
        return;
    must(config.yaml.len > 0 && config.yaml.len <= CONFIG_FILE_YAML_MAX);
    /* What was read is written as the same bytes. */
    arena home = { .block_bytes = 8192 };
    must(str_eq(config_file_write(&home, &config, &hub), file));
    arena_finish(&home);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[SEAL_SEED_BYTES] = { 2 };
    log_set_level((enum log_level) - 1);
    seal_sign_keys(seed, &hub);
    read_input((str) { (const char *)data, size });
    if (size >= 72 && size <= CONFIG_FILE_BYTES_MAX) {
        arena home = { .block_bytes = 8192 };
        uint8_t *copy = arena_alloc(&home, size + SEAL_SIGNATURE_BYTES);
        struct key_id id = seal_key_id(hub.pub.bytes);
        memcpy(copy, data, size);
        memcpy(copy + 40, id.bytes, sizeof id.bytes);
        seal_sign(&hub, (str) { (const char *)copy, size }, copy + size);
        read_input((str) { (const char *)copy, size + SEAL_SIGNATURE_BYTES });
        arena_finish(&home);
    }
    return 0;
}
