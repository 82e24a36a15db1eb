#include "base/hash.h"

#include "base/must.h"

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++)
        seed = (seed ^ at[i]) * 0x100000001b3ull;
    return seed;
}

uint64_t hash_str(uint64_t seed, str s)
{
    return hash_u64(hash_bytes(seed, s.ptr, s.len), s.len);
}

uint64_t hash_u64(uint64_t seed, uint64_t value)
{
    uint64_t x = seed ^ (value + 0x9e3779b97f4a7c15ull + (seed << 6) + (seed >> 2));
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    return x ^ (x >> 27);
}

uint64_t random_next(uint64_t *state)
{
    uint64_t x = (*state += 0x9e3779b97f4a7c15ull);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

uint32_t random_below(uint64_t *state, uint32_t bound)
{
    must(bound > 0);
    return (uint32_t)(((random_next(state) >> 32) * bound) >> 32);
}
