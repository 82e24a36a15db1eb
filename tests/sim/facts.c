#include <stdlib.h>
#include <string.h>

#include "sim.h"

/* UUIDv7 ends in random bits. */
static size_t slot_of(const struct facts *facts, const uint8_t id[EVENT_ID_BYTES])
{
    uint64_t random;
    memcpy(&random, id + EVENT_ID_BYTES - sizeof random, sizeof random);
    size_t at = (size_t)random & (facts->slot_count - 1);
    while (facts->slots[at] &&
           memcmp(facts->items[facts->slots[at] - 1].id, id, EVENT_ID_BYTES) != 0)
        at = (at + 1) & (facts->slot_count - 1);
    return at;
}

static void grow(struct facts *facts)
{
    facts->cap = facts->cap ? facts->cap * 2 : 1024;
    facts->slot_count = facts->cap * 2;
    facts->items = realloc(facts->items, facts->cap * sizeof *facts->items);
    free(facts->slots);
    facts->slots = calloc(facts->slot_count, sizeof *facts->slots);
    if (!facts->items || !facts->slots)
        abort();
    for (size_t i = 0; i < facts->count; i++)
        facts->slots[slot_of(facts, facts->items[i].id)] = (uint32_t)i + 1;
}

struct fact *facts_find(const struct facts *facts, const uint8_t id[EVENT_ID_BYTES])
{
    if (!facts->count)
        return NULL;
    uint32_t at = facts->slots[slot_of(facts, id)];
    return at ? &facts->items[at - 1] : NULL;
}

struct fact *facts_add(struct facts *facts, const uint8_t id[EVENT_ID_BYTES], bool *fresh_out)
{
    struct fact *fact = facts_find(facts, id);
    *fresh_out = !fact;
    if (fact)
        return fact;
    if (facts->count == facts->cap)
        grow(facts);
    fact = &facts->items[facts->count++];
    *fact = (struct fact) { .seq = 0 };
    memcpy(fact->id, id, EVENT_ID_BYTES);
    facts->slots[slot_of(facts, id)] = (uint32_t)facts->count;
    return fact;
}

void facts_finish(struct facts *facts)
{
    free(facts->items);
    free(facts->slots);
    *facts = (struct facts) { .count = 0 };
}
