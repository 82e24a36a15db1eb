#include "ui/hit.h"

#include "ui/order.h"

static int64_t distance_squared(struct rect r, struct point at)
{
    int64_t dx = at.x < r.x ? r.x - at.x : at.x >= r.x + r.w ? at.x - (r.x + r.w - 1) : 0;
    int64_t dy = at.y < r.y ? r.y - at.y : at.y >= r.y + r.h ? at.y - (r.y + r.h - 1) : 0;
    return dx * dx + dy * dy;
}

static const struct node *nearest(const struct tree *tree, struct point at)
{
    const struct node *best = NULL;
    int64_t reach = metrics_px(&tree->metrics, HIT_SNAP_UM);
    int64_t best_distance = reach * reach + 1;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->spec.verb.code == 0)
            continue;
        int64_t distance = distance_squared(node->clip, at);
        if (distance < best_distance && order_reachable(tree, i) && !order_covered(tree, i, at)) {
            best = node;
            best_distance = distance;
        }
    }
    return best;
}

const struct node *hit_test(const struct tree *tree, struct point at)
{
    uint32_t top = UINT32_MAX;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        bool acts = node->spec.verb.code != 0 && (node->spec.disabled || order_reachable(tree, i));
        if (!acts || !node->shown || !rect_has(node->clip, at))
            continue;
        if (top == UINT32_MAX || node->rank > tree->nodes[top].rank)
            top = i;
    }
    if (top == UINT32_MAX || order_covered(tree, top, at))
        return nearest(tree, at);
    return tree->nodes[top].spec.disabled ? NULL : &tree->nodes[top];
}
