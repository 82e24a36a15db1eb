#include "report/repair.h"

#include <string.h>

#include "base/clock.h"
#include "base/must.h"
#include "report/repair_parts.h"
#include "wire/row.h"

/* What a hub's clock may say; anything else is no word at all. */
static bool is_time(int64_t wall_ms)
{
    return wall_ms >= CLOCK_PLAUSIBLE_MS && wall_ms <= ROW_WALL_MAX_MS;
}

struct repair *repair_new(arena *home, int64_t until_ms)
{
    struct repair *repair = arena_new(home, struct repair, 1);
    repair->home = home;
    repair->until_ms = is_time(until_ms) ? until_ms : REPAIR_OPEN;
    return repair;
}

/* ---- which history an event belongs to ---- */

static bool same_hash(const uint8_t a[EVENT_HASH_BYTES], const uint8_t b[EVENT_HASH_BYTES])
{
    return memcmp(a, b, EVENT_HASH_BYTES) == 0;
}

/* Beyond the maximum the one that ended longest ago is let go. */
static struct repair_branch *add_branch(struct repair *repair)
{
    struct repair_branch *branch = &repair->branches[0];
    if (repair->branch_count < REPAIR_BRANCHES_MAX)
        branch = &repair->branches[repair->branch_count++];
    else
        for (size_t i = 1; i < REPAIR_BRANCHES_MAX; i++)
            if (repair->branches[i].seq < branch->seq)
                branch = &repair->branches[i];
    *branch = (struct repair_branch) { .number = repair->branches_ever++ };
    return branch;
}

/* An event that another history has under the same number: this one leaves just before it. */
static struct repair_branch *fork_branch(struct repair *repair, const struct event *event)
{
    for (size_t i = 0; i < repair->branch_count; i++) {
        const struct repair_branch *other = &repair->branches[i];
        if (other->seq != event->seq || !same_hash(other->before_head, event->prev))
            continue;
        struct repair_place before = other->before;
        struct repair_branch *branch = add_branch(repair);
        branch->at = before;
        branch->at.boot = 0; /* even the same boot number is another machine's now */
        return branch;
    }
    return NULL;
}

static struct repair_branch *find_branch(struct repair *repair, const struct event *event)
{
    for (size_t i = 0; i < repair->branch_count; i++)
        if (repair->branches[i].seq + 1 == event->seq &&
            same_hash(repair->branches[i].head, event->prev))
            return &repair->branches[i];
    struct repair_branch *fork = fork_branch(repair, event);
    if (fork)
        return fork;
    /* Events that have not arrived yet: with one history it can only be this one. */
    if (repair->branches_ever == 1 && repair->branches[0].seq + 1 < event->seq)
        return &repair->branches[0];
    return add_branch(repair);
}

/* ---- boots ---- */

static size_t add_node(struct repair *repair, const struct repair_branch *branch,
                       const struct event *event)
{
    size_t block = repair->count / REPAIR_BLOCK;
    if (block == repair->block_cap) {
        size_t cap = block ? block * 2 : 4;
        struct repair_node **bigger = arena_new(repair->home, struct repair_node *, cap);
        if (block)
            memcpy(bigger, repair->blocks, block * sizeof *bigger);
        repair->blocks = bigger;
        repair->block_cap = cap;
    }
    if (repair->count % REPAIR_BLOCK == 0)
        repair->blocks[block] = arena_new(repair->home, struct repair_node, REPAIR_BLOCK);
    struct repair_node *node = repair_node_at(repair, repair->count);
    *node = (struct repair_node) { .parent = branch->at.any ? branch->at.node : REPAIR_NONE,
                                   .parent_mono = branch->at.mono,
                                   .branch = branch->number,
                                   .first_seq = event->seq,
                                   .first_mono = event->mono_ms,
                                   .last_mono = event->mono_ms,
                                   .lo = -REPAIR_OPEN,
                                   .hi = REPAIR_OPEN,
                                   .hi_ledger = REPAIR_OPEN };
    memcpy(node->key, event->hash, sizeof node->key);
    return repair->count++;
}

static bool is_node(const struct repair_node *node, const struct event *event)
{
    return node->first_seq == event->seq && memcmp(node->key, event->hash, sizeof node->key) == 0;
}

/* Usually the next one; events that came between the passes shift nothing. */
static size_t find_node(struct repair *repair, const struct event *event)
{
    for (size_t i = 0; i < repair->count; i++) {
        size_t at = (repair->cursor + i) % repair->count;
        if (is_node(repair_node_at(repair, at), event)) {
            repair->cursor = at + 1;
            return at;
        }
    }
    return REPAIR_NONE;
}

/* Moves the event's history on to it and gives its boot, REPAIR_NONE for one never learnt. */
static size_t step(struct repair *repair, const struct event *event,
                   struct repair_branch **branch_out)
{
    struct repair_branch *branch = find_branch(repair, event);
    bool goes_on = branch->at.any && branch->at.boot == event->boot && event->boot != 0 &&
                   event->mono_ms >= branch->at.mono;
    size_t node = branch->at.node;
    if (!goes_on)
        node = repair->settled ? find_node(repair, event) : add_node(repair, branch, event);
    branch->before = branch->at;
    memcpy(branch->before_head, event->prev, EVENT_HASH_BYTES);
    memcpy(branch->head, event->hash, EVENT_HASH_BYTES);
    branch->seq = event->seq;
    int64_t best_ms = branch->at.any ? branch->at.best_ms : -REPAIR_OPEN;
    branch->at = (struct repair_place) { true, node, event->boot, event->mono_ms, best_ms };
    *branch_out = branch;
    return node;
}

/* ---- first pass ---- */

static struct repair_segment *segment_for(arena *home, struct repair_node *node, int64_t offset)
{
    for (size_t i = node->segment_count; i-- > 0;)
        if (offset >= node->segments[i].max - REPAIR_SEGMENT_MS &&
            offset <= node->segments[i].min + REPAIR_SEGMENT_MS)
            return &node->segments[i];
    if (node->segment_count == REPAIR_SEGMENTS_MAX)
        return &node->segments[REPAIR_SEGMENTS_MAX - 1];
    size_t used = node->segment_count;
    if ((used & (used - 1)) == 0) { /* 0, 1, 2, 4: full */
        struct repair_segment *bigger = arena_new(home, struct repair_segment, used ? used * 2 : 1);
        if (used)
            memcpy(bigger, node->segments, used * sizeof *bigger);
        node->segments = bigger;
    }
    struct repair_segment *segment = &node->segments[node->segment_count++];
    *segment = (struct repair_segment) { .min = offset, .max = offset };
    return segment;
}

static void learn_sure(arena *home, struct repair_node *node, const struct event *event)
{
    int64_t offset = event->wall_ms - event->mono_ms;
    struct repair_segment *segment = segment_for(home, node, offset);
    segment->min = offset < segment->min ? offset : segment->min;
    segment->max = offset > segment->max ? offset : segment->max;
    segment->latest = offset;
    segment->count++;
    segment->order = event->seq;
    segment->taken_back = false;
}

void repair_learn(struct repair *repair, const struct repair_input *input)
{
    must(!repair->settled);
    const struct event *event = input->event;
    struct repair_branch *branch;
    size_t at = step(repair, event, &branch);
    struct repair_node *node = repair_node_at(repair, at);
    node->last_mono = event->mono_ms;
    int64_t until = repair->until_ms;
    if (is_time(input->stored_ms) && input->stored_ms < until)
        until = input->stored_ms;
    int64_t hi = until == REPAIR_OPEN ? until : until + REPAIR_SURE_ERROR_MS - event->mono_ms;
    node->hi = hi < node->hi ? hi : node->hi;
    if (is_time(input->hub_wall_ms)) {
        int64_t lo = input->hub_wall_ms - REPAIR_SURE_ERROR_MS - event->mono_ms;
        node->lo = lo > node->lo ? lo : node->lo;
    }
    if (event->type == EVENT_CLOCK_SET)
        for (size_t i = 0; i < node->segment_count; i++)
            node->segments[i].taken_back = true;
    if (event->clock_sure && event->wall_ms >= CLOCK_PLAUSIBLE_MS)
        learn_sure(repair->home, node, event);
}

/* ---- second pass ---- */

static int64_t at_least(int64_t value, int64_t least)
{
    return value < least ? least : value;
}

/* What the boot tells of this moment, before order is looked at. */
static struct repaired from_node(const struct repair *repair, const struct repair_node *node,
                                 const struct event *event)
{
    int64_t drift = repair_drift(node), mono = event->mono_ms;
    struct repaired out = { .lo_ms = CLOCK_PLAUSIBLE_MS, .hi_ms = REPAIR_OPEN };
    if (node->lo > -REPAIR_OPEN)
        out.lo_ms = at_least(node->lo + mono - drift, CLOCK_PLAUSIBLE_MS);
    if (node->hi < REPAIR_OPEN)
        out.hi_ms = node->hi + mono + drift;
    else if (repair->until_ms < REPAIR_OPEN)
        out.hi_ms = repair->until_ms + REPAIR_SURE_ERROR_MS;
    int64_t offset = event->wall_ms - mono;
    bool told =
        event->clock_sure && node->believed && offset >= node->told_min && offset <= node->told_max;
    bool own = told || node->best == -REPAIR_OPEN;
    out.best_ms = own ? event->wall_ms : node->best + mono;
    return out;
}

struct repaired repair_time(struct repair *repair, const struct repair_input *input)
{
    must(repair->settled);
    const struct event *event = input->event;
    struct repair_branch *branch;
    size_t at = step(repair, event, &branch);
    struct repaired out = { CLOCK_PLAUSIBLE_MS, REPAIR_OPEN, event->wall_ms, false };
    if (at != REPAIR_NONE)
        out = from_node(repair, repair_node_at(repair, at), event);
    if (out.hi_ms < out.lo_ms)
        out.hi_ms = out.lo_ms;
    if (out.best_ms > out.hi_ms)
        out.best_ms = out.hi_ms;
    out.best_ms = at_least(at_least(out.best_ms, out.lo_ms), branch->at.best_ms);
    out.hi_ms = at_least(out.hi_ms, out.best_ms);
    branch->at.best_ms = out.best_ms;
    int64_t off = out.best_ms - event->wall_ms;
    out.repaired = !event->clock_sure || off > REPAIR_SURE_ERROR_MS || off < -REPAIR_SURE_ERROR_MS;
    return out;
}
