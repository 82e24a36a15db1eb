#include "ui/input.h"

#include "ui/hit.h"
#include "ui/order.h"
#include "ui/speech.h"

static bool is_near(const struct tree *tree, struct point from, struct point at)
{
    int64_t dx = at.x - from.x, dy = at.y - from.y;
    int64_t slip = metrics_px(&tree->metrics, INPUT_SLIP_UM);
    return dx * dx + dy * dy <= slip * slip;
}

static bool slipped_little(const struct input *input, const struct tree *tree, struct point at)
{
    return is_near(tree, input->down_at, at);
}

/* Whether a release at this point would still mean the target. */
static bool means_target(const struct input *input, const struct tree *tree, struct point at)
{
    const struct node *node = tree_find(tree, input->target);
    if (!node || !order_reachable(tree, (uint32_t)(node - tree->nodes)))
        return false;
    int32_t grow = metrics_px(&tree->metrics, INPUT_GROW_UM);
    return rect_has(rect_grow(node->clip, grow), at) || slipped_little(input, tree, at);
}

static uint32_t pressed_at(const struct input *input, const struct tree *tree, struct point at)
{
    bool shows = input->target != 0 && !input->spent && means_target(input, tree, at);
    return shows ? input->target : 0;
}

static bool is_deaf(const struct input *input, uint32_t id, int64_t now_ms)
{
    if (input->screen_any && now_ms - input->screen_ms < INPUT_SCREEN_DEAF_MS)
        return true;
    return input->acted_any && input->acted == id && now_ms - input->acted_ms < INPUT_SAME_DEAF_MS;
}

/* Exploring, words under the finger come before a control beside it. */
static bool means_words(const struct input *input, const struct tree *tree, const struct node *node,
                        struct point at)
{
    return input->explore && node && !rect_has(node->clip, at) && speech_at(tree, at) != 0;
}

/* Drivers give the finger another number after a break. */
static bool goes_on(const struct input *input, const struct tree *tree, const struct touch *touch)
{
    return input->lifted && touch->at_ms - input->lifted_ms <= INPUT_BREAK_MS &&
           is_near(tree, input->lifted_at, touch->at);
}

/* A hand that rests where nothing is must not take the panel away from the finger that means it. */
static bool rests(const struct input *input)
{
    return input->target == 0 && !input->on_control && !input->spent;
}

static void finger_down(struct input *input, const struct tree *tree, const struct touch *touch)
{
    if (input->down && !(rests(input) && hit_test(tree, touch->at)))
        return;
    input->down = true;
    input->finger = touch->finger;
    if (goes_on(input, tree, touch)) {
        input->pressed = pressed_at(input, tree, touch->at);
        return;
    }
    input->spent = input->lifted = false;
    input->down_ms = touch->at_ms;
    input->down_at = touch->at;
    const struct node *node = hit_test(tree, touch->at);
    if (means_words(input, tree, node, touch->at))
        node = NULL;
    input->on_control = node != NULL;
    input->target = node && !is_deaf(input, node->id, touch->at_ms) ? node->id : 0;
    input->pressed = input->target;
}

/* Plain words, or a control that does nothing yet. */
static uint32_t words_meant(const struct input *input, const struct tree *tree,
                            const struct touch *touch)
{
    bool new_screen = input->screen_any && input->screen_ms >= input->down_ms;
    if (!input->explore || input->on_control || new_screen ||
        !slipped_little(input, tree, touch->at))
        return 0;
    return speech_at(tree, input->down_at);
}

static void finger_up(struct input *input, const struct tree *tree, const struct touch *touch,
                      struct input_result *result)
{
    bool brush = touch->at_ms - input->down_ms < INPUT_BRUSH_MS;
    bool meant = input->target != 0 && !brush && means_target(input, tree, touch->at);
    input->down = false;
    input->pressed = 0;
    input->lifted = true;
    input->lifted_ms = touch->at_ms;
    input->lifted_at = touch->at;
    if (input->spent)
        return;
    if (!meant) {
        result->read = brush ? 0 : words_meant(input, tree, touch);
        input->explored = result->read ? 0 : input->explored;
        input->spent = result->read != 0;
        return;
    }
    input->spent = true;
    input->acted_any = true;
    input->acted = input->target;
    input->acted_ms = touch->at_ms;
    if (input->explore && input->explored != input->target) {
        input->explored = input->target;
        result->named = input->target;
        return;
    }
    input->explored = 0;
    result->activated = input->target;
}

struct input_result input_touch(struct input *input, const struct tree *tree,
                                const struct touch *touch)
{
    struct input_result result = { 0 };
    uint32_t before = input->pressed;
    bool ours = input->down && touch->finger == input->finger;
    switch (touch->kind) {
    case TOUCH_DOWN:
        finger_down(input, tree, touch);
        break;
    case TOUCH_MOVE:
        if (ours)
            input->pressed = pressed_at(input, tree, touch->at);
        break;
    case TOUCH_UP:
        if (ours)
            finger_up(input, tree, touch, &result);
        break;
    case TOUCH_LOST:
        if (ours) {
            input->down = input->lifted = false;
            input->pressed = 0;
        }
        break;
    }
    result.changed = input->pressed != before;
    return result;
}

void input_screen_changed(struct input *input, int64_t now_ms)
{
    input->target = 0;
    input->pressed = 0;
    input->explored = 0;
    input->screen_any = true;
    input->screen_ms = now_ms;
}
