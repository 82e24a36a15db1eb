/* A piece of a text by its bytes, where pointers would tie two layers together. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdint.h>

/* Bytes [from, to). */
struct span {
    uint32_t from, to;
};

#endif
