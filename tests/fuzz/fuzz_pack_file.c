/* Heads of packs: refused with a sentence or read within their bounds, behind a right signature
 * too. */
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/pack_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sign_keys hub;

static void read_input(str head)
{
    struct pack_file pack;
    char why[PACK_FILE_WHY_BYTES] = { 0 };
    enum fail failed = pack_file_head_read(head, &hub.pub, &pack, why);
    must((failed == FAIL_OK) == (why[0] == 0));
    if (failed != FAIL_OK)
        return;
    must(pack.payload_bytes > 0 && pack.payload_bytes <= PACK_FILE_PAYLOAD_MAX);
    arena home = { .block_bytes = 4096 };
    must(str_eq(pack_file_head_write(&home, &pack, &hub), head));
    arena_finish(&home);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[SEAL_SEED_BYTES] = { 2 };
    log_set_level((enum log_level) - 1);
    seal_sign_keys(seed, &hub);
    read_input((str) { (const char *)data, size });
    if (size >= PACK_FILE_HEAD_BYTES) {
        uint8_t copy[PACK_FILE_HEAD_BYTES];
        size_t before = sizeof copy - SEAL_SIGNATURE_BYTES;
        struct key_id id = seal_key_id(hub.pub.bytes);
        memcpy(copy, data, sizeof copy);
        memcpy(copy + 40, id.bytes, sizeof id.bytes);
        seal_sign(&hub, (str) { (const char *)copy, before }, copy + before);
        read_input((str) { (const char *)copy, sizeof copy });
    }
    return 0;
}
