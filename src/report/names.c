#include "report/names.h"

#include <string.h>

#include "base/hash.h"
#include "base/must.h"

static uint32_t *find(const struct names *names, str name)
{
    size_t at = (size_t)hash_str(HASH_SEED, name) & (names->slot_cap - 1);
    while (names->slots[at] && !str_eq(names->items[names->slots[at] - 1], name))
        at = (at + 1) & (names->slot_cap - 1);
    return &names->slots[at];
}

static void grow_slots(struct names *names, arena *home)
{
    names->slot_cap = names->slot_cap ? names->slot_cap * 2 : 64;
    must(names->slot_cap < UINT32_MAX);
    names->slots = arena_new(home, uint32_t, names->slot_cap);
    for (size_t i = 0; i < names->count; i++)
        *find(names, names->items[i]) = (uint32_t)i + 1;
}

static void grow_items(struct names *names, arena *home)
{
    size_t cap = names->item_cap ? names->item_cap * 2 : 32;
    str *bigger = arena_new(home, str, cap);
    if (names->count)
        memcpy(bigger, names->items, names->count * sizeof *bigger);
    names->items = bigger;
    names->item_cap = cap;
}

size_t names_add(struct names *names, arena *home, str name)
{
    if (names->count * 2 >= names->slot_cap)
        grow_slots(names, home);
    uint32_t *slot = find(names, name);
    if (*slot)
        return *slot - 1;
    if (names->count == names->item_cap)
        grow_items(names, home);
    names->items[names->count] = arena_str(home, name);
    *slot = (uint32_t)++names->count;
    return names->count - 1;
}
