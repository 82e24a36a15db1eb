/* Makes a pack file (.tsp) signed by a hub, with a payload of made-up bytes: what the pack tool
 * will do with real lessons. make_pack HUB_DATA PACK VERSION BYTES OUT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "store/keyfile.h"
#include "wire/pack_file.h"

int main(int argc, char **argv)
{
    arena home = { 0 };
    uint8_t seed[SEAL_SEED_BYTES];
    struct sign_keys hub;
    uint64_t version, size;
    if (argc != 6 || !str_to_u64(str_of(argv[3]), &version) ||
        !str_to_u64(str_of(argv[4]), &size) || size > PACK_FILE_PAYLOAD_MAX) {
        fputs("usage: make_pack HUB_DATA PACK VERSION BYTES OUT\n", stderr);
        return 2;
    }
    str key = file_join(&home, str_of(argv[1]), S("keys/hub-sign.key"));
    if (keyfile_read(key, seed) != FAIL_OK)
        return 1;
    seal_sign_keys(seed, &hub);
    struct pack_file pack = { .version = version,
                              .created_ms = clock_now().wall_ms,
                              .payload_bytes = size };
    snprintf(pack.pack, sizeof pack.pack, "%s", argv[2]);
    char *bytes = arena_alloc(&home, PACK_FILE_HEAD_BYTES + size);
    char *payload = bytes + PACK_FILE_HEAD_BYTES;
    for (uint64_t i = 0; i < size; i++)
        payload[i] = (char)(i * 31 + version);
    seal_hash((str) { payload, size }, pack.payload_hash);
    memcpy(bytes, pack_file_head_write(&home, &pack, &hub).ptr, PACK_FILE_HEAD_BYTES);
    str file = { bytes, PACK_FILE_HEAD_BYTES + size };
    enum fail failed = file_write_durable(str_of(argv[5]), file, 0644);
    seal_wipe(seed, sizeof seed);
    seal_wipe(&hub, sizeof hub);
    arena_finish(&home);
    return failed == FAIL_OK ? 0 : 1;
}
