#include "ui/order.h"

#include "base/must.h"

/* One open box of the walk; floats of a box come after its other children. */
struct order_frame {
    uint32_t node, next;
    bool floating; /* second round: the floats */
};

static bool is_float(const struct tree *tree, uint32_t i)
{
    return tree->nodes[i].spec.anchor != ANCHOR_NONE;
}

/* The next child of the frame's round, or the box's end when there is none. */
static uint32_t frame_next(const struct tree *tree, struct order_frame *frame)
{
    uint32_t end = tree->nodes[frame->node].end;
    for (;;) {
        while (frame->next < end) {
            uint32_t child = frame->next;
            frame->next = tree->nodes[child].end;
            if (tree->nodes[child].shown && is_float(tree, child) == frame->floating)
                return child;
        }
        if (frame->floating)
            return end;
        frame->floating = true;
        frame->next = frame->node + 1;
    }
}

struct order order_make(const struct tree *tree, arena *home)
{
    struct order order = { arena_new(home, struct order_step, (size_t)tree->count * 2), 0 };
    struct order_frame open[UI_DEPTH_MAX + 1];
    uint32_t depth = 0;
    if (tree->count == 0)
        return order;
    open[depth++] = (struct order_frame) { 0, 1, false };
    order.steps[order.count++] = (struct order_step) { 0, false };
    while (depth > 0) {
        struct order_frame *frame = &open[depth - 1];
        uint32_t child = frame_next(tree, frame);
        if (child == tree->nodes[frame->node].end) {
            order.steps[order.count++] = (struct order_step) { frame->node, true };
            depth--;
            continue;
        }
        must(depth <= UI_DEPTH_MAX);
        order.steps[order.count++] = (struct order_step) { child, false };
        open[depth++] = (struct order_frame) { child, child + 1, false };
    }
    return order;
}

uint32_t order_modal(const struct tree *tree)
{
    uint32_t top = 0;
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->spec.modal && node->shown && node->rank > tree->nodes[top].rank)
            top = i;
    }
    return top;
}

bool order_covered(const struct tree *tree, uint32_t node, struct point at)
{
    uint32_t rank = tree->nodes[node].rank;
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct node *over = &tree->nodes[i];
        bool lid = is_float(tree, i) && over->spec.fill != COLOR_NONE;
        if (lid && over->shown && over->rank > rank && !(node >= i && node < over->end) &&
            rect_has(over->clip, at))
            return true;
    }
    return false;
}

bool order_reachable(const struct tree *tree, uint32_t i)
{
    const struct node *node = &tree->nodes[i];
    if (!node->shown || node->spec.verb.code == 0 || node->spec.disabled || rect_empty(node->clip))
        return false;
    uint32_t modal = order_modal(tree);
    if (i < modal || i >= tree->nodes[modal].end)
        return false;
    struct point middle = { node->clip.x + node->clip.w / 2, node->clip.y + node->clip.h / 2 };
    return !order_covered(tree, i, middle);
}
