/* Fingers to activations: a pure state machine.
 *
 * Rules (ui.md § Touch, for hands that tremble): a control activates on release inside it grown by
 * 6 mm; a slip of up to 5.4 mm from where the finger came down is forgiven wherever it ends; a
 * contact under 50 ms is a brush and ignored; a long press is a tap; the same control is deaf for
 * 500 ms after it acted and a new screen for its first 300 ms; the first finger wins and others are
 * not seen until it has left, unless it rests where there is no control. A shaking finger breaks
 * its contact: what comes down again within 80 ms at the same place is the same press, which acts
 * once, however long it goes on.
 *
 * A swipe or a hold is seen only on an area that asks for it (spec.gesture), while it does. A swipe
 * is a contact that ends 15 mm or more from where it began, at its farthest, and mostly in one of
 * four directions; its place between is nothing (8 mm and less: a touch like any other). Old hands
 * swipe slowly and come back a little: neither speed nor the way back matters, and a contact that
 * breaks and goes on nearby is still the same swipe. A hold is 600 ms within 10 mm, seen while the
 * finger is still down; a touch there acts only once it cannot go on as one any more.
 *
 * With «Sờ để nghe» the first tap on a control only names it and the
 * second acts; a tap on anything else that has words reads them.
 *
 * Time comes with each event (monotonic milliseconds); nothing here has a clock. */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include "ui/tree.h"

#define INPUT_GROW_UM MM(6)
#define INPUT_SLIP_UM MM(5.4)
#define INPUT_BRUSH_MS 50
#define INPUT_SAME_DEAF_MS 500
#define INPUT_SCREEN_DEAF_MS 300
#define INPUT_BREAK_MS 80
#define INPUT_SWIPE_UM MM(15)
#define INPUT_SWIPE_BEGUN_UM MM(8)
#define INPUT_SWIPE_BREAK_UM MM(20) /* a moving finger comes down elsewhere after a break */
#define INPUT_BEGIN_GROW_UM MM(12)  /* around the node where a gesture is to begin */
#define INPUT_HOLD_MS 600
#define INPUT_HOLD_UM MM(10)

enum touch_kind { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP, TOUCH_LOST /* the system took it away */ };

struct touch {
    enum touch_kind kind;
    struct point at;
    int64_t at_ms;
    int64_t finger;
};

/* The directions stand in the order of core's enum way. */
enum swipe { SWIPE_UP, SWIPE_DOWN, SWIPE_LEFT, SWIPE_RIGHT, SWIPE_UNCLEAR /* short or slanting */ };

struct input {
    bool explore;      /* «Sờ để nghe» is on */
    uint32_t pressed;  /* id that shows the pressed look; 0: none. For view.pressed */
    uint32_t explored; /* id that was named and acts on the next tap */
    /* its own */
    bool down;
    int64_t finger, down_ms;
    struct point down_at;
    uint32_t target;      /* id the finger came down on; 0: none or deaf */
    bool on_control;      /* even a deaf one */
    enum gesture watched; /* by this press */
    bool begun_there;     /* on the node where the gesture is to begin */
    struct point far;     /* of this press, from where it came down */
    bool waits;           /* a touch that may still become a hold */
    bool spent;           /* this press has done what it does */
    bool lifted;          /* it may still go on after a break */
    int64_t lifted_ms;
    struct point lifted_at;
    uint32_t acted;
    int64_t acted_ms, screen_ms;
    bool acted_any, screen_any;
};

struct input_result {
    uint32_t activated;   /* id of the control that acts now; 0: none */
    uint32_t named;       /* id to be spoken instead (explore by touch) */
    uint32_t read;        /* node (index in this tree) of words to be read so; 0: none */
    enum gesture gesture; /* done now */
    enum swipe swipe;     /* of a swipe */
    bool begun_there;     /* on the node where it was to begin */
    bool let_go;          /* of a hold: too soon, on the bare area */
    bool changed;         /* pressed is another one than before: describe anew */
};

/* A zeroed struct input is ready. The tree is the one on screen. */
struct input_result input_touch(struct input *input, const struct tree *tree,
                                const struct touch *touch);
/* The clock alone: a hold is long enough, a touch will not become one. Call it at input_due_ms. */
struct input_result input_tick(struct input *input, const struct tree *tree, int64_t now_ms);
/* INT64_MAX: nothing waits for the clock. */
int64_t input_due_ms(const struct input *input);
/* A new screen stands: the finger that is down belongs to the old one. */
void input_screen_changed(struct input *input, int64_t now_ms);

#endif
