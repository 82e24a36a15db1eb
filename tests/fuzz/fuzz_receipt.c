/* Receipts as they come from a stick, and the same bytes signed, so that the ranges are reached. */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/must.h"
#include "wire/receipt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sign_keys hub;

static void read_input(str file)
{
    struct receipt_expect expect = { S("tram-mau"), { { 1 } }, &hub.pub };
    struct receipt receipt;
    char why[RECEIPT_WHY_BYTES] = { 0 };
    enum fail failed = receipt_read(file, &expect, &receipt, why);
    must((failed == FAIL_OK) == (why[0] == 0));
    if (failed != FAIL_OK)
        return;
    /* What was read is written as the same bytes. */
    arena home = { .block_bytes = 8192 };
    must(str_eq(receipt_write(&home, &receipt, &hub), file));
    arena_finish(&home);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[SEAL_SEED_BYTES] = { 2 };
    log_set_level((enum log_level) - 1);
    seal_sign_keys(seed, &hub);
    str input = { (const char *)data, size };
    read_input(input);
    if (size >= 72 && size <= RECEIPT_BYTES_MAX) {
        arena home = { .block_bytes = 8192 };
        uint8_t *copy = arena_alloc(&home, size + SEAL_SIGNATURE_BYTES);
        struct key_id id = seal_key_id(hub.pub.bytes);
        memcpy(copy, data, size);
        memcpy(copy + 48, id.bytes, sizeof id.bytes);
        seal_sign(&hub, (str) { (const char *)copy, size }, copy + size);
        read_input((str) { (const char *)copy, size + SEAL_SIGNATURE_BYTES });
        arena_finish(&home);
    }
    return 0;
}
