#include "ui/focus.h"

#include "base/must.h"
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

/* The nearest control in a direction, or UINT32_MAX. */
static uint32_t arrow_nearest(const struct tree *tree, uint32_t from, enum focus_step step)
{
    uint32_t best = UINT32_MAX;
    int64_t best_cost = INT64_MAX;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (i == from || tree->nodes[i].spec.verb.code == 0)
            continue;
        int64_t cost = arrow_cost(tree->nodes[from].clip, tree->nodes[i].clip, step);
        if (cost >= 0 && cost < best_cost && order_reachable(tree, i)) {
            best = i;
            best_cost = cost;
        }
    }
    return best;
}

/* Left, up and down: the nearest that way, else back or on in reading order. */
static uint32_t arrow_plain(const struct tree *tree, uint32_t from, enum focus_step step)
{
    uint32_t best = arrow_nearest(tree, from, step);
    return best != UINT32_MAX ? best : ring_step(tree, from, step == FOCUS_DOWN);
}

/* Whether left, up and down alone lead from one control to another. */
static bool arrows_lead(const struct tree *tree, uint32_t from, uint32_t to)
{
    static const enum focus_step steps[] = { FOCUS_LEFT, FOCUS_UP, FOCUS_DOWN };
    uint16_t queue[UI_NODES_MAX];
    bool known[UI_NODES_MAX] = { false };
    uint32_t count = 0;
    queue[count++] = (uint16_t)from;
    known[from] = true;
    for (uint32_t k = 0; k < count; k++) {
        for (unsigned s = 0; s < COUNT_OF(steps); s++) {
            uint32_t next = arrow_plain(tree, queue[k], steps[s]);
            if (next == to)
                return true;
            if (next != UINT32_MAX && !known[next]) {
                known[next] = true;
                queue[count++] = (uint16_t)next;
            }
        }
    }
    return false;
}

/* Right goes to what stands on the right, unless the next control in reading order could not be
 * reached by the other arrows: then right is the way to it. So going right and looking around
 * always comes through the whole picture, however it is laid out. */
static uint32_t arrow_right(const struct tree *tree, uint32_t from)
{
    uint32_t next = ring_step(tree, from, true), best = arrow_nearest(tree, from, FOCUS_RIGHT);
    if (next == UINT32_MAX || best == UINT32_MAX || best == next)
        return next;
    return arrows_lead(tree, from, next) ? best : next;
}

static uint32_t arrow_step(const struct tree *tree, uint32_t from, enum focus_step step)
{
    return step == FOCUS_RIGHT ? arrow_right(tree, from) : arrow_plain(tree, from, step);
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
