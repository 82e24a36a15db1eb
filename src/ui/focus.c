#include "ui/focus.h"

#include "ui/order.h"

/* The reachable control before or after position `from` in reading order, going around. */
static uint32_t ring_step(const struct tree *tree, uint32_t from, bool forward)
{
    for (uint32_t k = 1; k <= tree->count; k++) {
        uint32_t i = forward ? (from + k) % tree->count : (from + tree->count - k) % tree->count;
        if (order_reachable(tree, i))
            return i;
    }
    return UINT32_MAX;
}

static struct point middle(struct rect r)
{
    return (struct point) { r.x + r.w / 2, r.y + r.h / 2 };
}

static int32_t gap_between(int32_t a, int32_t a_len, int32_t b, int32_t b_len)
{
    if (a + a_len <= b)
        return b - a - a_len;
    return b + b_len <= a ? a - b - b_len : 0;
}

/* How far `to` lies in the direction from `from`; negative when it does not. What stands beside the
 * way costs more than what stands on it. */
static int64_t arrow_cost(struct rect from, struct rect to, enum focus_step step)
{
    struct point a = middle(from), b = middle(to);
    bool level = step == FOCUS_LEFT || step == FOCUS_RIGHT;
    int32_t ahead = level ? b.x - a.x : b.y - a.y;
    if (step == FOCUS_LEFT || step == FOCUS_UP)
        ahead = -ahead;
    int32_t aside =
        level ? gap_between(from.y, from.h, to.y, to.h) : gap_between(from.x, from.w, to.x, to.w);
    int32_t off = level ? b.y - a.y : b.x - a.x;
    /* Sideways means in the same row; the next row is what «down» is for. */
    if (ahead <= 0 || (level && aside > 0))
        return -1;
    return (int64_t)ahead * 4 + (int64_t)aside * 16 + (off < 0 ? -off : off);
}

static uint32_t arrow_step(const struct tree *tree, uint32_t from, enum focus_step step)
{
    uint32_t best = UINT32_MAX;
    int64_t best_cost = INT64_MAX;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (i == from || tree->nodes[i].spec.verb.code == 0 || !order_reachable(tree, i))
            continue;
        int64_t cost = arrow_cost(tree->nodes[from].clip, tree->nodes[i].clip, step);
        if (cost >= 0 && cost < best_cost) {
            best = i;
            best_cost = cost;
        }
    }
    if (best != UINT32_MAX)
        return best;
    return ring_step(tree, from, step == FOCUS_RIGHT || step == FOCUS_DOWN);
}

static uint32_t index_of(const struct tree *tree, uint32_t id)
{
    const struct node *node = tree_find(tree, id);
    uint32_t i = node ? (uint32_t)(node - tree->nodes) : UINT32_MAX;
    return node && order_reachable(tree, i) ? i : UINT32_MAX;
}

uint32_t focus_step(const struct tree *tree, uint32_t from, enum focus_step step)
{
    if (tree->count == 0)
        return 0;
    bool forward =
        step != FOCUS_LAST && step != FOCUS_PREVIOUS && step != FOCUS_LEFT && step != FOCUS_UP;
    uint32_t at = index_of(tree, from), to;
    if (at == UINT32_MAX || step == FOCUS_FIRST || step == FOCUS_LAST)
        to = ring_step(tree, forward ? tree->count - 1 : 0, forward);
    else if (step == FOCUS_NEXT || step == FOCUS_PREVIOUS)
        to = ring_step(tree, at, forward);
    else
        to = arrow_step(tree, at, step);
    return to == UINT32_MAX ? 0 : tree->nodes[to].id;
}

uint32_t focus_keep(const struct tree *tree, uint32_t from)
{
    return index_of(tree, from) != UINT32_MAX ? from : focus_step(tree, 0, FOCUS_FIRST);
}
