/* Fast hashing for tables, node ids and damage. Not for secrets or proof: wire/seal.h has those. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>
#include "base/str.h"

#define HASH_SEED 0xcbf29ce484222325ull

/* 64-bit FNV-1a of the bytes, going on from seed (HASH_SEED to start). */
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len);
uint64_t hash_str(uint64_t seed, str s);
/* Mixes one number in. */
uint64_t hash_u64(uint64_t seed, uint64_t value);

/* A small seeded generator (splitmix64), for shuffles and simulations; chance is always an
 * argument. */
uint64_t random_next(uint64_t *state);
/* A number in [0, bound); bound > 0. */
uint32_t random_below(uint64_t *state, uint32_t bound);

#endif
