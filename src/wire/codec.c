#include "wire/codec.h"

#include <string.h>

#include "base/must.h"

/* Two letters a byte: ids and hashes are half of a batch's rows. */
#define HEX_ROW(high)                                                                              \
    high "0" high "1" high "2" high "3" high "4" high "5" high "6" high "7" high "8" high "9" high \
         "a" high "b" high "c" high "d" high "e" high "f"
static const char hex_pairs[] = HEX_ROW("0") HEX_ROW("1") HEX_ROW("2") HEX_ROW("3") HEX_ROW("4")
    HEX_ROW("5") HEX_ROW("6") HEX_ROW("7") HEX_ROW("8") HEX_ROW("9") HEX_ROW("a") HEX_ROW("b")
        HEX_ROW("c") HEX_ROW("d") HEX_ROW("e") HEX_ROW("f");
static_assert(sizeof hex_pairs == 513, "all bytes");
static const char base64_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char base32_letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void codec_hex_into(const void *bytes, size_t len, char *out)
{
    const uint8_t *from = bytes;
    for (size_t i = 0; i < len; i++)
        memcpy(out + 2 * i, hex_pairs + 2u * from[i], 2);
    out[2 * len] = 0;
}

str codec_hex(arena *home, const void *bytes, size_t len)
{
    char *text = arena_alloc(home, CODEC_HEX_LEN(len) + 1);
    codec_hex_into(bytes, len, text);
    return (str) { text, CODEC_HEX_LEN(len) };
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool codec_hex_read(str text, void *out, size_t len)
{
    uint8_t *to = out;
    if (text.len != CODEC_HEX_LEN(len))
        return false;
    for (size_t i = 0; i < len; i++) {
        int high = hex_value(text.ptr[2 * i]);
        int low = hex_value(text.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        to[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* Both base32 and base64 are rows of bits cut into letters of `width` bits, most significant first,
 * the last one filled with zeros. */
static str letters_write(arena *home, str bytes, unsigned width, const char *alphabet)
{
    size_t count = (bytes.len * 8 + width - 1) / width;
    char *text = arena_alloc(home, count + 1);
    uint32_t bits = 0;
    unsigned have = 0;
    size_t at = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        bits = bits << 8 | (uint8_t)bytes.ptr[i];
        have += 8;
        for (; have >= width; have -= width)
            text[at++] = alphabet[bits >> (have - width) & ((1u << width) - 1)];
        bits &= (1u << have) - 1;
    }
    if (have)
        text[at++] = alphabet[bits << (width - have) & ((1u << width) - 1)];
    must(at == count);
    return (str) { text, count };
}

static enum fail letters_read(arena *home, str text, unsigned width, int (*value)(char), str *out)
{
    size_t len = text.len * width / 8;
    /* A length that no row of bytes gives: a whole letter would be filling. */
    if (text.len * width - len * 8 >= width)
        return FAIL_FORMAT;
    char *bytes = arena_alloc(home, len + 1);
    uint32_t bits = 0;
    unsigned have = 0;
    size_t at = 0;
    for (size_t i = 0; i < text.len; i++) {
        int v = value(text.ptr[i]);
        if (v < 0)
            return FAIL_FORMAT;
        bits = bits << width | (uint32_t)v;
        have += width;
        if (have >= 8) {
            have -= 8;
            bytes[at++] = (char)(bits >> have & 255);
        }
        bits &= (1u << have) - 1;
    }
    if (bits != 0)
        return FAIL_FORMAT;
    *out = (str) { bytes, len };
    return FAIL_OK;
}

static int base64_value(char c)
{
    const char *at = c ? strchr(base64_letters, c) : NULL;
    return at ? (int)(at - base64_letters) : -1;
}

static int base32_value(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    const char *at = c ? strchr(base32_letters, c) : NULL;
    return at ? (int)(at - base32_letters) : -1;
}

str codec_base64(arena *home, str bytes)
{
    return letters_write(home, bytes, 6, base64_letters);
}

enum fail codec_base64_read(arena *home, str text, str *out)
{
    return letters_read(home, text, 6, base64_value, out);
}

str codec_base32(arena *home, str bytes)
{
    return letters_write(home, bytes, 5, base32_letters);
}

enum fail codec_base32_read(arena *home, str text, str *out)
{
    return letters_read(home, text, 5, base32_value, out);
}
