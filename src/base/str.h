/* Slices of text: a pointer and a length, passed by value, never owned.
 *
 * A str borrows: whoever made the bytes keeps them alive. Text that came through a border (content,
 * keyboard, codes, USB) is valid UTF-8 in NFC by then (utf8.h); inside the program no function
 * checks again. Literals are written S("…") so that a length is never counted by hand. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct str {
    const char *ptr;
    size_t len;
} str;

#define S(literal) ((str) { "" literal "", sizeof(literal) - 1 })
/* For static tables, where a compound literal is no constant. */
#define S_INIT(literal)                                                                            \
    {                                                                                              \
        "" literal "", sizeof(literal) - 1                                                         \
    }
/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

/* The slice of a zero-terminated string; NULL gives the empty slice. */
str str_of(const char *z);
bool str_eq(str a, str b);
/* Byte order, shorter first on a tie: <0, 0, >0. */
int str_cmp(str a, str b);
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
/* Bytes [from, to), clamped to the slice. */
str str_slice(str s, size_t from, size_t to);
/* Without ASCII white space at both ends. */
str str_trim(str s);
/* Offset of the first needle, or -1. */
ptrdiff_t str_find(str s, str needle);
/* Cuts *rest at the first sep: returns what stands before it, *rest keeps what follows; the last
 * piece leaves *rest with a NULL pointer, which ends a loop. */
str str_cut(str *rest, char sep);
/* A whole decimal number without sign or spaces; false on anything else or on overflow. */
bool str_to_u64(str s, uint64_t *out);
static inline bool str_empty(str s)
{
    return s.len == 0;
}

#endif
