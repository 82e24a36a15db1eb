#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/must.h"

struct arena_block {
    struct arena_block *next;
    size_t size;
    size_t used;
    max_align_t bytes[];
};

static struct arena_block *block_new(size_t size)
{
    struct arena_block *block = malloc(sizeof *block + size);
    must(block != NULL);
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

/* The next block with room: one kept from before a reset, else a fresh one put in front of them. */
static struct arena_block *block_with_room(arena *a, size_t size)
{
    struct arena_block *block = a->current;
    if (block && block->size - block->used >= size)
        return block;
    if (block && block->next && block->next->size >= size)
        return block->next;
    size_t usual = a->block_bytes ? a->block_bytes : ARENA_BLOCK_BYTES;
    struct arena_block *fresh = block_new(size > usual ? size : usual);
    if (block) {
        fresh->next = block->next;
        block->next = fresh;
    } else {
        a->first = fresh;
    }
    return fresh;
}

void *arena_alloc(arena *a, size_t size)
{
    size_t align = _Alignof(max_align_t);
    must(size <= SIZE_MAX / 2);
    size = (size + align - 1) / align * align;
    struct arena_block *block = block_with_room(a, size);
    if (block != a->current) {
        block->used = 0;
        a->current = block;
    }
    void *piece = (char *)block->bytes + block->used;
    block->used += size;
    memset(piece, 0, size);
    return piece;
}

void *arena_alloc_array(arena *a, size_t size, size_t count)
{
    must(size == 0 || count <= SIZE_MAX / 2 / size);
    return arena_alloc(a, size * count);
}

str arena_str(arena *a, str s)
{
    char *copy = arena_alloc(a, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return (str) { copy, s.len };
}

str arena_printf(arena *a, const char *format, ...)
{
    must(format != NULL); /* gcc with its sanitizers doubts it */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    must(len >= 0);
    char *text = arena_alloc(a, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (str) { text, (size_t)len };
}

void arena_reset(arena *a)
{
    a->current = a->first;
    if (a->first)
        a->first->used = 0;
}

size_t arena_used(const arena *a)
{
    size_t used = 0;
    for (const struct arena_block *block = a->first; block; block = block->next) {
        used += block->used;
        if (block == a->current)
            break;
    }
    return used;
}

void arena_finish(arena *a)
{
    struct arena_block *block = a->first;
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    a->first = a->current = NULL;
}
