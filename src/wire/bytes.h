/* Numbers and texts at fixed places in a row of bytes, most significant byte first.
 *
 * Private to wire: every binary form (README.md) is written and read through these two cursors, so
 * that no form can read past its end. A reader that ran out stays `short_` and gives zeros. */
#ifndef WIRE_BYTES_H
#define WIRE_BYTES_H

#include "base/str.h"

struct byte_writer {
    uint8_t *ptr;
    size_t len;
    size_t cap;
};

void bytes_put(struct byte_writer *w, const void *from, size_t len);
/* The low `width` bytes of value. */
void bytes_put_number(struct byte_writer *w, uint64_t value, unsigned width);
/* The text, zeros after it up to width. */
void bytes_put_padded(struct byte_writer *w, const char *text, size_t width);
/* One byte of length, then the text. */
void bytes_put_short(struct byte_writer *w, const char *text);
str bytes_view(const struct byte_writer *w);

struct byte_reader {
    str rest;
    bool short_;
};

void bytes_take(struct byte_reader *r, void *to, size_t len);
uint64_t bytes_take_number(struct byte_reader *r, unsigned width);
/* Fills out[width + 1]; short_ when something stands after the first zero. */
void bytes_take_padded(struct byte_reader *r, char *out, size_t width);
/* Fills out[max + 1]; short_ when it is longer than max or holds a zero byte. */
void bytes_take_short(struct byte_reader *r, char *out, size_t max);

#endif
