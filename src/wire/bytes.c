#include "wire/bytes.h"

#include <string.h>

#include "base/must.h"

void bytes_put(struct byte_writer *w, const void *from, size_t len)
{
    must(len <= w->cap - w->len);
    if (len)
        memcpy(w->ptr + w->len, from, len);
    w->len += len;
}

void bytes_put_number(struct byte_writer *w, uint64_t value, unsigned width)
{
    uint8_t bytes[8];
    must(width <= sizeof bytes);
    must(width == 8 || value >> (8 * width) == 0);
    for (unsigned i = 0; i < width; i++)
        bytes[i] = (uint8_t)(value >> (8 * (width - 1 - i)));
    bytes_put(w, bytes, width);
}

void bytes_put_padded(struct byte_writer *w, const char *text, size_t width)
{
    size_t len = strlen(text);
    must(len <= width && width <= w->cap - w->len);
    memset(w->ptr + w->len, 0, width);
    memcpy(w->ptr + w->len, text, len);
    w->len += width;
}

void bytes_put_short(struct byte_writer *w, const char *text)
{
    size_t len = strlen(text);
    must(len <= 255);
    bytes_put_number(w, len, 1);
    bytes_put(w, text, len);
}

str bytes_view(const struct byte_writer *w)
{
    return (str) { (const char *)w->ptr, w->len };
}

void bytes_take(struct byte_reader *r, void *to, size_t len)
{
    if (r->short_ || len > r->rest.len) {
        r->short_ = true;
        memset(to, 0, len);
        return;
    }
    if (len)
        memcpy(to, r->rest.ptr, len);
    r->rest = str_slice(r->rest, len, r->rest.len);
}

uint64_t bytes_take_number(struct byte_reader *r, unsigned width)
{
    uint8_t bytes[8];
    uint64_t value = 0;
    must(width <= sizeof bytes);
    bytes_take(r, bytes, width);
    for (unsigned i = 0; i < width; i++)
        value = value << 8 | bytes[i];
    return value;
}

void bytes_take_padded(struct byte_reader *r, char *out, size_t width)
{
    bytes_take(r, out, width);
    out[width] = 0;
    for (size_t i = strlen(out); i < width; i++)
        if (out[i] != 0)
            r->short_ = true;
}

void bytes_take_short(struct byte_reader *r, char *out, size_t max)
{
    size_t len = (size_t)bytes_take_number(r, 1);
    if (len > max)
        r->short_ = true;
    else
        bytes_take(r, out, len);
    out[r->short_ ? 0 : len] = 0;
    if (!r->short_ && strlen(out) != len)
        r->short_ = true;
}
