/* Between the passes: what is known of each boot spreads along its history, and lying clocks are
 * found out. */
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "report/repair_parts.h"

/* ---- bounds along the histories ---- */

static int64_t bounded(int64_t value)
{
    return value > REPAIR_FAR ? REPAIR_FAR : value < -REPAIR_FAR ? -REPAIR_FAR : value;
}

static void pull_lo(struct repair *repair, struct repair_node *node)
{
    if (node->parent == REPAIR_NONE)
        return;
    const struct repair_node *parent = repair_node_at(repair, node->parent);
    if (parent->lo == -REPAIR_OPEN)
        return;
    int64_t lo = parent->lo + node->parent_mono - repair_drift(parent) - node->first_mono;
    if (lo > node->lo)
        node->lo = bounded(lo);
}

static void lower(int64_t *hi, int64_t child_hi, int64_t shift)
{
    if (child_hi < REPAIR_OPEN && child_hi + shift < *hi)
        *hi = bounded(child_hi + shift);
}

static void push_hi(struct repair *repair, const struct repair_node *node)
{
    if (node->parent == REPAIR_NONE)
        return;
    struct repair_node *parent = repair_node_at(repair, node->parent);
    int64_t shift =
        node->first_mono - node->parent_mono + repair_drift(parent) + repair_drift(node);
    lower(&parent->hi, node->hi, shift);
    lower(&parent->hi_ledger, node->hi_ledger, shift);
}

/* ---- which sure moments to believe ---- */

/* Sets the hull of what stands against nothing certain; false: nothing is left. */
static bool gather(struct repair_node *node)
{
    const struct repair_segment *kept[REPAIR_SEGMENTS_MAX];
    size_t count = 0, later = 0;
    int64_t error = REPAIR_SURE_ERROR_MS + repair_drift(node);
    for (size_t i = 0; i < node->segment_count; i++) {
        const struct repair_segment *s = &node->segments[i];
        if (s->max + error < node->lo || s->min - error > node->hi)
            continue;
        kept[count++] = s;
        later += !s->taken_back;
    }
    const struct repair_segment *latest = NULL;
    node->sure_min = REPAIR_OPEN;
    node->sure_max = -REPAIR_OPEN;
    for (size_t i = 0; i < count; i++) {
        if (later && kept[i]->taken_back)
            continue;
        node->sure_min = kept[i]->min < node->sure_min ? kept[i]->min : node->sure_min;
        node->sure_max = kept[i]->max > node->sure_max ? kept[i]->max : node->sure_max;
        if (!latest || kept[i]->order > latest->order)
            latest = kept[i];
    }
    if (!latest)
        return false;
    node->best = latest->latest;
    node->told_min = latest->min - REPAIR_SEGMENT_MS;
    node->told_max = latest->max + REPAIR_SEGMENT_MS;
    return true;
}

struct candidate {
    size_t node;
    int64_t start, end; /* it cannot have begun later, nor ended earlier */
    uint64_t weight;    /* sure moments */
    uint64_t total;     /* of the best chain that ends here */
    size_t before;      /* in that chain; REPAIR_NONE: the first */
};

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* How many of the sorted values are ≤ limit. */
static size_t rank_of(const int64_t *values, size_t count, int64_t limit)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values[middle] <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A tree over ranks (Fenwick) that holds the best chain's end up to each. */
static size_t tree_best(const size_t *tree, const struct candidate *all, size_t rank)
{
    size_t best = REPAIR_NONE;
    for (; rank > 0; rank &= rank - 1)
        if (tree[rank] && (best == REPAIR_NONE || all[tree[rank] - 1].total > all[best].total))
            best = tree[rank] - 1;
    return best;
}

static void tree_put(size_t *tree, const struct candidate *all, size_t count, size_t at,
                     size_t rank)
{
    for (; rank <= count; rank += rank & (~rank + 1))
        if (!tree[rank] || all[at].total >= all[tree[rank] - 1].total)
            tree[rank] = at + 1;
}

/* Time only goes on: the chain of boots in order with the most sure moments is believed. */
static void believe(struct repair *repair, struct candidate *all, size_t count, arena *scratch)
{
    int64_t *ends = arena_new(scratch, int64_t, count);
    size_t *tree = arena_new(scratch, size_t, count + 1);
    for (size_t i = 0; i < count; i++)
        ends[i] = all[i].end;
    qsort(ends, count, sizeof *ends, by_value);
    size_t top = REPAIR_NONE;
    for (size_t i = 0; i < count; i++) {
        const struct repair_node *node = repair_node_at(repair, all[i].node);
        int64_t error = 2 * REPAIR_SURE_ERROR_MS + repair_drift(node);
        size_t before = tree_best(tree, all, rank_of(ends, count, all[i].start + error));
        all[i].before = before;
        all[i].total = all[i].weight + (before == REPAIR_NONE ? 0 : all[before].total);
        tree_put(tree, all, count, i, rank_of(ends, count, all[i].end));
        if (top == REPAIR_NONE || all[i].total >= all[top].total)
            top = i;
    }
    for (; top != REPAIR_NONE; top = all[top].before)
        repair_node_at(repair, all[top].node)->believed = true;
}

static struct candidate candidate_of(const struct repair *repair, size_t at)
{
    const struct repair_node *node = repair_node_at(repair, at);
    struct candidate out = { .node = at,
                             .start = node->sure_max + node->first_mono,
                             .end = node->sure_min + node->last_mono };
    for (size_t i = 0; i < node->segment_count; i++)
        out.weight += node->segments[i].count;
    return out;
}

static void use_sure(struct repair_node *node)
{
    int64_t error = REPAIR_SURE_ERROR_MS + repair_drift(node);
    int64_t lo = node->sure_min - error, hi = node->sure_max + error;
    node->lo = lo > node->lo ? lo : node->lo;
    node->hi = hi < node->hi ? hi : node->hi;
    node->hi_ledger = hi;
}

/* One history's own boots, order[0 … count). */
static void settle_branch(struct repair *repair, const size_t *order, size_t count, arena *scratch)
{
    struct candidate *all = arena_new(scratch, struct candidate, count);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct repair_node *node = repair_node_at(repair, order[i]);
        pull_lo(repair, node);
        if (gather(node))
            all[found++] = candidate_of(repair, order[i]);
    }
    believe(repair, all, found, scratch);
    for (size_t i = 0; i < count; i++) {
        struct repair_node *node = repair_node_at(repair, order[i]);
        if (node->believed)
            use_sure(node);
        pull_lo(repair, node);
    }
}

/* ---- the best estimate ---- */

static int64_t guess(const struct repair_node *node)
{
    bool from_below = node->lo > -REPAIR_OPEN, from_above = node->hi_ledger < REPAIR_OPEN;
    if (from_below && from_above)
        return node->lo + (node->hi_ledger - node->lo) / 2;
    if (from_below)
        return node->lo;
    if (from_above)
        return node->hi_ledger;
    return node->hi < REPAIR_OPEN ? node->hi : -REPAIR_OPEN;
}

static void finish_node(struct repair_node *node)
{
    /* Two certainties against each other: the truth is with one of them. */
    if (node->lo > -REPAIR_OPEN && node->hi < node->lo) {
        int64_t hi = node->lo;
        node->lo = node->hi;
        node->hi = hi;
    }
    if (!node->believed)
        node->best = guess(node);
}

/* Histories one after the other, each in its order; the one that another left comes before it. */
static size_t *order_nodes(const struct repair *repair, arena *scratch, size_t **starts_out)
{
    size_t *order = arena_new(scratch, size_t, repair->count + 1);
    size_t *starts = arena_new(scratch, size_t, repair->branches_ever + 1);
    size_t *next = arena_new(scratch, size_t, repair->branches_ever + 1);
    for (size_t i = 0; i < repair->count; i++)
        starts[repair_node_at(repair, i)->branch + 1]++;
    for (size_t i = 0; i < repair->branches_ever; i++)
        starts[i + 1] += starts[i];
    memcpy(next, starts, (repair->branches_ever + 1) * sizeof *next);
    for (size_t i = 0; i < repair->count; i++)
        order[next[repair_node_at(repair, i)->branch]++] = i;
    *starts_out = starts;
    return order;
}

void repair_settle(struct repair *repair)
{
    must(!repair->settled);
    arena scratch = { 0 };
    size_t *starts, *order = order_nodes(repair, &scratch, &starts);
    for (size_t i = repair->count; i-- > 0;)
        push_hi(repair, repair_node_at(repair, order[i]));
    for (size_t i = 0; i < repair->branches_ever; i++)
        settle_branch(repair, order + starts[i], starts[i + 1] - starts[i], &scratch);
    for (size_t i = repair->count; i-- > 0;)
        push_hi(repair, repair_node_at(repair, order[i]));
    for (size_t i = 0; i < repair->count; i++)
        finish_node(repair_node_at(repair, i));
    arena_finish(&scratch);
    /* The second pass walks the same way from the start. */
    repair->settled = true;
    repair->branch_count = repair->branches_ever = repair->cursor = 0;
    memset(repair->branches, 0, sizeof repair->branches);
}
