#include "wire/json.h"

#include <string.h>

#include "wire/codec.h"

static char *put_control(char *at, char c)
{
    *at++ = '\\';
    if (c == '\n' || c == '\t') {
        *at++ = c == '\n' ? 'n' : 't';
        return at;
    }
    memcpy(at, "u00", 3);
    codec_hex_into(&c, 1, at + 3);
    return at + 5;
}

/* Whether eight letters can stand as they are. A zero byte is found by the borrow that subtracting
 * one gives it, so a letter after a found one may be taken for another; that only costs time. */
static bool eight_plain(const char *letters)
{
    const uint64_t ones = 0x0101010101010101ull;
    uint64_t word;
    memcpy(&word, letters, sizeof word);
    uint64_t quotes = word ^ ones * '"', strokes = word ^ ones * '\\';
    uint64_t found = ((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) |
                     ((strokes - ones) & ~strokes);
    return (found & ones * 0x80) == 0;
}

/* Without a branch for what is no control character: a body is full of quotation marks at no
 * foreseeable place. */
static char *put_letters(char *at, const char *letters, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = letters[i];
        if ((unsigned char)c < 0x20) {
            at = put_control(at, c);
            continue;
        }
        *at = '\\';
        at += (c == '"') | (c == '\\');
        *at++ = c;
    }
    return at;
}

char *json_text_into(char *at, str text)
{
    const char *from = text.len ? text.ptr : "", *end = from + text.len;
    *at++ = '"';
    for (; end - from >= 8; from += 8) {
        if (!eight_plain(from)) {
            at = put_letters(at, from, 8);
            continue;
        }
        memcpy(at, from, 8);
        at += 8;
    }
    at = put_letters(at, from, (size_t)(end - from));
    *at++ = '"';
    return at;
}

void json_put_text(struct buf *to, str text)
{
    char *room = buf_room(to, JSON_TEXT_MAX(text.len));
    to->len += (size_t)(json_text_into(room, text) - room);
}
