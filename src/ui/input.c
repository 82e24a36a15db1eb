#include "ui/input.h"

#include "ui/hit.h"
#include "ui/order.h"
#include "ui/speech.h"

static int64_t square(int64_t n)
{
    return n * n;
}

static int64_t distance2(struct point a, struct point b)
{
    return square((int64_t)a.x - b.x) + square((int64_t)a.y - b.y);
}

static bool slipped_little(const struct input *input, const struct tree *tree, struct point at)
{
    int32_t slip = metrics_px(&tree->metrics, INPUT_SLIP_UM);
    return distance2(input->down_at, at) <= square(slip);
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

/* ---- gestures ---- */

/* Farther from where it came down than any touch. */
static bool swipe_begun(const struct input *input, const struct tree *tree)
{
    int32_t begun = metrics_px(&tree->metrics, INPUT_SWIPE_BEGUN_UM);
    return input->watched == GESTURE_SWIPE && distance2(input->down_at, input->far) > square(begun);
}

/* The area that asks for a gesture here; under a panel it asks for none. */
static const struct node *asking_area(const struct tree *tree, struct point at)
{
    for (uint32_t i = order_modal(tree); i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->shown && node->spec.gesture != GESTURE_NONE && rect_has(node->clip, at))
            return node;
    }
    return NULL;
}

static void watch(struct input *input, const struct tree *tree, struct point at)
{
    const struct node *area = asking_area(tree, at);
    input->watched = area ? area->spec.gesture : GESTURE_NONE;
    input->far = at;
    input->begun_there = area && area->spec.gesture_on == 0;
    const struct node *on = area ? tree_find(tree, area->spec.gesture_on) : NULL;
    if (on)
        input->begun_there =
            rect_has(rect_grow(on->clip, metrics_px(&tree->metrics, INPUT_BEGIN_GROW_UM)), at);
    /* A hold elsewhere is a long press, and that is a tap; the ear hears a part's name first. */
    bool named = !input->explore || !on || input->explored == on->id;
    if (input->watched == GESTURE_HOLD && !(input->begun_there && named))
        input->watched = GESTURE_NONE;
}

static void follow(struct input *input, struct point at)
{
    if (distance2(input->down_at, at) > distance2(input->down_at, input->far))
        input->far = at;
}

static enum swipe swipe_of(const struct input *input, const struct tree *tree)
{
    int64_t dx = input->far.x - input->down_at.x, dy = input->far.y - input->down_at.y;
    int64_t wide = dx < 0 ? -dx : dx, high = dy < 0 ? -dy : dy;
    int64_t more = wide > high ? wide : high, less = wide > high ? high : wide;
    /* Up to 40° from straight. */
    if (more < metrics_px(&tree->metrics, INPUT_SWIPE_UM) || less * 100 > more * 84)
        return SWIPE_UNCLEAR;
    if (wide > high)
        return dx < 0 ? SWIPE_LEFT : SWIPE_RIGHT;
    return dy < 0 ? SWIPE_UP : SWIPE_DOWN;
}

static bool hold_strayed(const struct input *input, const struct tree *tree)
{
    int32_t most = metrics_px(&tree->metrics, INPUT_HOLD_UM);
    return distance2(input->down_at, input->far) > square(most);
}

/* It is done as soon as it is long enough: the finger may still be down. */
static void finish_hold(struct input *input, const struct tree *tree, int64_t now_ms,
                        struct input_result *result)
{
    if (input->watched != GESTURE_HOLD || input->spent || !input->down)
        return;
    if (hold_strayed(input, tree))
        input->watched = GESTURE_NONE;
    else if (now_ms - input->down_ms >= INPUT_HOLD_MS) {
        input->spent = true;
        input->pressed = 0;
        result->gesture = GESTURE_HOLD;
        result->begun_there = true;
    }
}

/* What comes up far from where it came down, where a swipe is asked for. */
static bool finish_swipe(struct input *input, const struct tree *tree, struct input_result *result)
{
    if (!swipe_begun(input, tree))
        return false;
    result->gesture = GESTURE_SWIPE;
    result->swipe = swipe_of(input, tree);
    result->begun_there = input->begun_there;
    /* One that is too short so far may go on after a break. */
    input->spent = result->swipe != SWIPE_UNCLEAR;
    return true;
}

/* ---- touches ---- */

static uint32_t pressed_at(const struct input *input, const struct tree *tree, struct point at)
{
    bool shows = input->target != 0 && !input->spent && means_target(input, tree, at) &&
                 !swipe_begun(input, tree);
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
    if (!input->lifted || touch->at_ms - input->lifted_ms > INPUT_BREAK_MS)
        return false;
    int32_t reach = input->watched == GESTURE_SWIPE ? INPUT_SWIPE_BREAK_UM : INPUT_SLIP_UM;
    return distance2(input->lifted_at, touch->at) <= square(metrics_px(&tree->metrics, reach));
}

/* A hand that rests where nothing is must not take the panel away from the finger that means it. */
static bool rests(const struct input *input)
{
    return input->target == 0 && !input->on_control && !input->spent &&
           input->watched == GESTURE_NONE;
}

static void press_begins(struct input *input, const struct tree *tree, const struct touch *touch)
{
    input->spent = input->lifted = input->waits = false;
    input->down_ms = touch->at_ms;
    input->down_at = touch->at;
    const struct node *node = hit_test(tree, touch->at);
    if (means_words(input, tree, node, touch->at))
        node = NULL;
    input->on_control = node != NULL;
    input->target = node && !is_deaf(input, node->id, touch->at_ms) ? node->id : 0;
    input->watched = GESTURE_NONE;
    if (!is_deaf(input, 0, touch->at_ms))
        watch(input, tree, touch->at);
    input->pressed = input->target;
}

static void finger_down(struct input *input, const struct tree *tree, const struct touch *touch)
{
    bool means = hit_test(tree, touch->at) || asking_area(tree, touch->at);
    if (input->down && !(rests(input) && means))
        return;
    input->down = true;
    input->finger = touch->finger;
    if (goes_on(input, tree, touch)) {
        input->waits = false;
        follow(input, touch->at);
        input->pressed = pressed_at(input, tree, touch->at);
        return;
    }
    press_begins(input, tree, touch);
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

/* The touch acts, or names what it would do. */
static void act(struct input *input, int64_t now_ms, struct input_result *result)
{
    input->spent = true;
    input->acted_any = true;
    input->acted = input->target;
    input->acted_ms = now_ms;
    if (input->explore && input->explored != input->target) {
        input->explored = input->target;
        result->named = input->target;
        return;
    }
    input->explored = 0;
    result->activated = input->target;
}

static void touch_ends(struct input *input, const struct tree *tree, const struct touch *touch,
                       struct input_result *result)
{
    bool brush = touch->at_ms - input->down_ms < INPUT_BRUSH_MS;
    if (input->target != 0 && !brush && means_target(input, tree, touch->at)) {
        input->waits = input->watched == GESTURE_HOLD;
        if (!input->waits)
            act(input, touch->at_ms, result);
        return;
    }
    input->waits = !brush && input->watched == GESTURE_HOLD && !input->on_control;
    result->read = brush ? 0 : words_meant(input, tree, touch);
    input->explored = result->read ? 0 : input->explored;
    input->spent = result->read != 0;
}

static void finger_up(struct input *input, const struct tree *tree, const struct touch *touch,
                      struct input_result *result)
{
    follow(input, touch->at);
    finish_hold(input, tree, touch->at_ms, result);
    input->down = false;
    input->pressed = 0;
    input->lifted = true;
    input->lifted_ms = touch->at_ms;
    input->lifted_at = touch->at;
    if (!input->spent && !finish_swipe(input, tree, result))
        touch_ends(input, tree, touch, result);
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
        if (!ours)
            break;
        follow(input, touch->at);
        input->pressed = pressed_at(input, tree, touch->at);
        finish_hold(input, tree, touch->at_ms, &result);
        break;
    case TOUCH_UP:
        if (ours)
            finger_up(input, tree, touch, &result);
        break;
    case TOUCH_LOST:
        if (ours) {
            input->down = input->lifted = input->waits = false;
            input->pressed = 0;
        }
        break;
    }
    result.changed = input->pressed != before;
    return result;
}

/* A touch that waited and has not gone on. */
static void finish_waiting(struct input *input, const struct tree *tree, int64_t now_ms,
                           struct input_result *result)
{
    if (!input->waits || now_ms - input->lifted_ms <= INPUT_BREAK_MS)
        return;
    input->waits = false;
    if (input->target == 0) {
        result->gesture = GESTURE_HOLD;
        result->let_go = true;
    } else if (means_target(input, tree, input->lifted_at)) {
        act(input, now_ms, result);
    }
}

struct input_result input_tick(struct input *input, const struct tree *tree, int64_t now_ms)
{
    struct input_result result = { 0 };
    uint32_t before = input->pressed;
    finish_hold(input, tree, now_ms, &result);
    finish_waiting(input, tree, now_ms, &result);
    result.changed = input->pressed != before;
    return result;
}

int64_t input_due_ms(const struct input *input)
{
    if (input->waits)
        return input->lifted_ms + INPUT_BREAK_MS + 1;
    bool holds = input->down && input->watched == GESTURE_HOLD && !input->spent;
    return holds ? input->down_ms + INPUT_HOLD_MS : INT64_MAX;
}

void input_screen_changed(struct input *input, int64_t now_ms)
{
    input->watched = GESTURE_NONE;
    input->waits = false;
    input->target = 0;
    input->pressed = 0;
    input->explored = 0;
    input->screen_any = true;
    input->screen_ms = now_ms;
}
