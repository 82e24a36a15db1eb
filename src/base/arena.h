/* Arenas: memory that ends together.
 *
 * Four lives share the program: boot (until exit), screen (until navigation), and two frame arenas
 * that are swapped so that the last tree is still there to compare with. An arena hands out zeroed
 * memory, never takes a single piece back, and keeps its blocks over a reset so that a steady frame
 * asks the system for nothing. Running out of memory aborts (must.h). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include "base/str.h"

struct arena_block;

typedef struct arena {
    struct arena_block *first;   /* kept over resets */
    struct arena_block *current; /* where the next piece comes from */
    size_t block_bytes;          /* size of a fresh block; 0 means ARENA_BLOCK_BYTES */
} arena;

/* size zeroed bytes aligned for any type. A zeroed arena is ready to use. */
void *arena_alloc(arena *a, size_t size);
/* count elements of a type, zeroed. */
#define arena_new(a, type, count) ((type *)arena_alloc_array((a), sizeof(type), (size_t)(count)))
void *arena_alloc_array(arena *a, size_t size, size_t count);
/* A copy of s, followed by a zero byte that the length does not count. */
str arena_str(arena *a, str s);
/* Formatted text, followed by a zero byte. */
str arena_printf(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Everything handed out is void; the blocks stay. */
void arena_reset(arena *a);
/* Bytes handed out since the last reset. */
size_t arena_used(const arena *a);
void arena_finish(arena *a);

#endif
