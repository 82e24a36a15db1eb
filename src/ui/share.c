#include "ui/share.h"

static int32_t over_max(const struct share *s, int32_t size)
{
    return s->max > 0 && size > s->max ? s->max : size;
}

/* One round of flexible growth: true when a box hit a bound and the rest must be shared anew. */
static bool grow_round(struct share *items, uint32_t count, int32_t room)
{
    int64_t weights = 0;
    int32_t left = room;
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].kind != SIZE_GROW || items[i].settled)
            left -= items[i].got;
        else
            weights += items[i].weight > 0 ? items[i].weight : 1;
    }
    for (uint32_t i = 0; i < count && weights > 0; i++) {
        struct share *s = &items[i];
        if (s->kind != SIZE_GROW || s->settled)
            continue;
        int64_t weight = s->weight > 0 ? s->weight : 1;
        int32_t fair = left > 0 ? (int32_t)(left * weight / weights) : 0;
        int32_t bound = over_max(s, fair < s->least ? s->least : fair);
        s->got = fair;
        if (bound != fair) {
            s->got = bound;
            s->settled = true;
            return true;
        }
        left -= fair;
        weights -= weight;
    }
    return false;
}

enum giving { GIVE_TO_LEAST, GIVE_FLEXIBLE, GIVE_ALL };

static int32_t can_give(const struct share *s, enum giving stage)
{
    if (stage == GIVE_ALL)
        return s->got;
    if (s->kind == SIZE_FIXED)
        return 0;
    int32_t floor = stage == GIVE_TO_LEAST ? s->least : 0;
    return s->got > floor ? s->got - floor : 0;
}

/* Takes need from all in proportion to what they can give; returns what could not be taken. */
static int32_t take(struct share *items, uint32_t count, int32_t need, enum giving stage)
{
    int64_t slack = 0;
    for (uint32_t i = 0; i < count; i++)
        slack += can_give(&items[i], stage);
    int32_t short_of = slack < need ? need - (int32_t)slack : 0;
    int64_t left = need - short_of;
    for (uint32_t i = 0; i < count && slack > 0; i++) {
        int64_t give = can_give(&items[i], stage);
        int64_t part = (left * give + slack - 1) / slack;
        if (part > left)
            part = left;
        items[i].got -= (int32_t)part;
        left -= part;
        slack -= give;
    }
    return short_of;
}

void share_out(struct share *items, uint32_t count, int32_t room)
{
    int64_t base = 0;
    for (uint32_t i = 0; i < count; i++) {
        items[i].got = items[i].kind == SIZE_GROW ? items[i].least : items[i].want;
        items[i].settled = false;
        base += items[i].got;
    }
    while (base <= room && grow_round(items, count, room))
        continue;
    int64_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += items[i].got;
    int32_t need = sum > room ? (int32_t)(sum - room) : 0;
    for (int stage = GIVE_TO_LEAST; stage <= GIVE_ALL && need > 0; stage++)
        need = take(items, count, need, (enum giving)stage);
}
