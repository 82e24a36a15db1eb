/* Batches as they come from a stick. The keys are fixed; since no input of chance is ever signed
 * well, an input is also taken as the payload of a header that fits and is signed, which leads on
 * to the packing and the lines. */
#include <stdint.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/batch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sign_keys kiosk;
static struct box_keys hub;

static void open_input(arena *home, str file)
{
    struct batch_header header;
    struct batch batch;
    struct batch_keys keys = { &kiosk.pub, &hub };
    enum fail failed = batch_read_header(file, &header, NULL);
    enum fail opened = batch_open(home, file, &keys, &batch);
    must(failed == FAIL_OK || opened != FAIL_OK);
    must(opened != FAIL_OK || batch.events != NULL);
    must(opened == FAIL_OK || (batch.events == NULL && batch.why[0]));
}

static void put_number(uint8_t *at, uint64_t value, unsigned width)
{
    for (unsigned i = 0; i < width; i++)
        at[i] = (uint8_t)(value >> (8 * (width - 1 - i)));
}

/* One event, `payload` in place of what was packed; README.md has the places. */
static str forge(arena *home, str payload)
{
    uint8_t head[BATCH_HEADER_BYTES] = "TRAMSOB1tram-mau";
    struct key_id ids[2] = { seal_key_id(kiosk.pub.bytes), seal_key_id(hub.pub.bytes) };
    memcpy(head + 40, ids, sizeof ids);
    head[56 + 6] = 0x70;
    head[56 + 8] = 0x80;
    put_number(head + 72, 1, 8);
    put_number(head + 80, 1, 8);
    put_number(head + 88, 1, 4);
    put_number(head + 92, 400, 4);
    str sealed = seal_encrypt(home, &hub.pub, payload, (str) { (const char *)head, 168 });
    put_number(head + 168, sealed.len, 8);
    seal_hash(sealed, head + 176);
    seal_sign(&kiosk, (str) { (const char *)head, 208 }, head + 208);
    struct buf file = buf_in(home);
    buf_put(&file, head, sizeof head);
    buf_str(&file, sealed);
    return buf_view(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[SEAL_SEED_BYTES] = { 1 };
    log_set_level((enum log_level) - 1);
    seal_sign_keys(seed, &kiosk);
    seal_box_keys(seed, &hub);
    arena home = { .block_bytes = 65536 };
    str input = { (const char *)data, size };
    open_input(&home, input);
    if (size <= BATCH_BYTES_MAX)
        open_input(&home, forge(&home, input));
    arena_finish(&home);
    return 0;
}
