/* A growing text in an arena: compose a whole thing, write it once. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
    arena *home;
    char *ptr;
    size_t len;
    size_t cap;
};

static inline struct buf buf_in(arena *home)
{
    return (struct buf) { .home = home };
}

void buf_put(struct buf *b, const void *bytes, size_t len);
/* Room for len more bytes after the end, for whoever writes them itself and then adds what it wrote
 * to b->len. Valid until the next put. */
char *buf_room(struct buf *b, size_t len);
void buf_str(struct buf *b, str s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What stands in it, with a zero byte after the end; valid until the next put. */
str buf_view(struct buf *b);

#endif
