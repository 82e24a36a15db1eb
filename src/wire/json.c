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
    for (; end - from >= (ptrdiff_t)JSON_WORD; from += JSON_WORD) {
        if (json_plain_letters(from) < JSON_WORD) {
            at = put_letters(at, from, JSON_WORD);
            continue;
        }
        memcpy(at, from, JSON_WORD);
        at += JSON_WORD;
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
