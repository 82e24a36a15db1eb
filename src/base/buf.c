#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/must.h"

static void buf_reserve(struct buf *b, size_t more)
{
    size_t need = b->len + more + 1;
    if (need <= b->cap)
        return;
    size_t cap = b->cap ? b->cap * 2 : 256;
    while (cap < need)
        cap *= 2;
    char *bigger = arena_alloc(b->home, cap);
    if (b->len)
        memcpy(bigger, b->ptr, b->len);
    b->ptr = bigger;
    b->cap = cap;
}

void buf_put(struct buf *b, const void *bytes, size_t len)
{
    if (len == 0)
        return;
    buf_reserve(b, len);
    memcpy(b->ptr + b->len, bytes, len);
    b->len += len;
}

char *buf_room(struct buf *b, size_t len)
{
    buf_reserve(b, len);
    return b->ptr + b->len;
}

void buf_str(struct buf *b, str s)
{
    buf_put(b, s.ptr, s.len);
}

void buf_char(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    must(format != NULL); /* gcc with its sanitizers doubts it */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    must(len >= 0);
    buf_reserve(b, (size_t)len);
    vsnprintf(b->ptr + b->len, (size_t)len + 1, format, again);
    va_end(again);
    b->len += (size_t)len;
}

str buf_view(struct buf *b)
{
    buf_reserve(b, 0);
    b->ptr[b->len] = 0;
    return (str) { b->ptr, b->len };
}
