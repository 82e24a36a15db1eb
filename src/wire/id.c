#include "wire/id.h"

#include <string.h>

#include "wire/codec.h"
#include "wire/stick.h"

void id_make(int64_t wall_ms, const uint8_t random[ID_RANDOM_BYTES], uint8_t out[EVENT_ID_BYTES])
{
    uint64_t ms = wall_ms < 0 || wall_ms >> 48 ? 0 : (uint64_t)wall_ms;
    for (unsigned i = 0; i < 6; i++)
        out[i] = (uint8_t)(ms >> (40 - 8 * i));
    memcpy(out + 6, random, ID_RANDOM_BYTES);
    out[6] = (uint8_t)(0x70 | (out[6] & 0x0f)); /* version 7 */
    out[8] = (uint8_t)(0x80 | (out[8] & 0x3f)); /* variant of RFC 9562 */
}

/* Bytes before which a dash stands. */
static bool dash_before(size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void id_to_text(const uint8_t id[EVENT_ID_BYTES], char out[ID_TEXT_LEN + 1])
{
    char hex[CODEC_HEX_LEN(EVENT_ID_BYTES) + 1];
    codec_hex_into(id, EVENT_ID_BYTES, hex);
    memcpy(out, hex, 8);
    memcpy(out + 9, hex + 8, 4);
    memcpy(out + 14, hex + 12, 4);
    memcpy(out + 19, hex + 16, 4);
    memcpy(out + 24, hex + 20, 12);
    out[8] = out[13] = out[18] = out[23] = '-';
    out[ID_TEXT_LEN] = 0;
}

str id_text(arena *home, const uint8_t id[EVENT_ID_BYTES])
{
    char *text = arena_alloc(home, ID_TEXT_LEN + 1);
    id_to_text(id, text);
    return (str) { text, ID_TEXT_LEN };
}

bool id_parse(str text, uint8_t out[EVENT_ID_BYTES])
{
    if (text.len != ID_TEXT_LEN)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < EVENT_ID_BYTES; i++) {
        if (dash_before(i) && text.ptr[at++] != '-')
            return false;
        if (!codec_hex_read(str_slice(text, at, at + 2), out + i, 1))
            return false;
        at += 2;
    }
    return true;
}

bool id_is_v7(const uint8_t id[EVENT_ID_BYTES])
{
    return id[6] >> 4 == 7 && id[8] >> 6 == 2;
}

bool id_kiosk_valid(str kiosk)
{
    if (kiosk.len == 0 || kiosk.len > KIOSK_ID_MAX)
        return false;
    for (size_t i = 0; i < kiosk.len; i++) {
        char c = kiosk.ptr[i];
        bool dash = c == '-' && i > 0 && i + 1 < kiosk.len;
        if (!dash && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return false;
    }
    return stick_name_fits(kiosk) && !str_eq(kiosk, S(STICK_CONFIG_ALL));
}
