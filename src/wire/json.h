/* Writing JSON text by hand where order and exact form matter. Private to wire. */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include <string.h>

#include "base/buf.h"

/* The text in quotation marks, escaped as RFC 8259 asks and no more. Valid UTF-8 is trusted. */
void json_put_text(struct buf *to, str text);
/* The same into room for JSON_TEXT_MAX(text.len) bytes; gives back where it ends. */
char *json_text_into(char *at, str text);
/* Each letter may become \u001f, after which a zero byte is written. */
#define JSON_TEXT_MAX(len) ((len)*6u + 3u)

/* How many of the eight letters at hand stand for themselves in a JSON text: those before the first
 * quotation mark, backslash or control character. A zero byte is found by the borrow that
 * subtracting one gives it; on a big-endian machine that may count too few, which only costs time.
 */
#define JSON_WORD 8u
static inline size_t json_plain_letters(const char *letters)
{
    const uint64_t ones = 0x0101010101010101ull;
    uint64_t word;
    memcpy(&word, letters, sizeof word);
    uint64_t quotes = word ^ ones * '"', strokes = word ^ ones * '\\';
    uint64_t found = ((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) |
                     ((strokes - ones) & ~strokes);
    found &= ones * 0x80;
    if (found == 0)
        return JSON_WORD;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(found) / 8;
#else
    return (size_t)__builtin_clzll(found) / 8;
#endif
}

#endif
