/* Learner cards as a scanner gives them, and the bytes with a good MAC, so that the forms of
 * progress are reached: what reads well is written as the same text. */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/must.h"
#include "wire/card.h"
#include "wire/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t ward_key[SEAL_KEY_BYTES] = { 3 };

static void read_input(arena *home, str text, bool canonical)
{
    struct card card;
    if (card_decode(text, ward_key, &card) == FAIL_OK && canonical)
        must(str_eq(card_encode(home, &card, ward_key), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena home = { .block_bytes = 8192 };
    read_input(&home, (str) { (const char *)data, size }, false);
    if (size <= 64) {
        struct buf covered = buf_in(&home), bytes = buf_in(&home);
        uint8_t mac[SEAL_MAC_BYTES];
        buf_str(&covered, S("TS1:"));
        buf_put(&covered, data, size);
        seal_mac(ward_key, buf_view(&covered), mac);
        buf_put(&bytes, data, size);
        buf_put(&bytes, mac, sizeof mac);
        str letters = codec_base32(&home, buf_view(&bytes));
        read_input(&home, arena_printf(&home, "TS1:%.*s", STR_ARG(letters)), true);
    }
    arena_finish(&home);
    return 0;
}
