#include "wire/json.h"

#include <string.h>

#include "wire/codec.h"

/* The longest escape is \u001f. */
#define ESCAPE_MAX 6u

/* Writes one character as it stands in a JSON text; gives back how many letters it took. */
static size_t escape(char c, char out[ESCAPE_MAX + 1])
{
    out[0] = '\\';
    switch (c) {
    case '"':
    case '\\':
        out[1] = c;
        return 2;
    case '\n':
        out[1] = 'n';
        return 2;
    case '\t':
        out[1] = 't';
        return 2;
    default:
        memcpy(out + 1, "u00", 3);
        codec_hex_into(&c, 1, out + 4);
        return ESCAPE_MAX;
    }
}

void json_put_text(struct buf *to, str text)
{
    /* A body is full of quotation marks: pieces are put together here first. */
    char room[512];
    size_t len = 0;
    room[len++] = '"';
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"' || c == '\\' || (unsigned char)c < 0x20)
            len += escape(c, room + len);
        else
            room[len++] = c;
        if (len > sizeof room - ESCAPE_MAX - 2) {
            buf_put(to, room, len);
            len = 0;
        }
    }
    room[len++] = '"';
    buf_put(to, room, len);
}
