/* Traces of fingers: slip, tremor, palm, double tap, long press, a new screen under the finger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/must.h"
#include "support/fixed_measure.h"
#include "ui/input.h"

static arena home;
static struct tree tree;
static struct input input;

/* Two keys of 200×100 px at 100,100 and at 500,100; 4 px/mm, so 6 mm = 24 px, 5.4 mm = 22 px. */
static int set_up(void **state)
{
    (void)state;
    static struct ui ui;
    struct tree empty = fixed_tree(1000, 800);
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
    ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .pad = ALL(MM(25)), .gap = MM(50) });
    for (unsigned i = 0; i < 2; i++)
        ui_leaf(&ui, &(struct spec) { .id = i ? S("two") : S("one"),
                                      .label = S("phím"),
                                      .verb = { .code = 1 },
                                      .width = FIXED(MM(50)),
                                      .height = FIXED(MM(25)) });
    ui_close(&ui);
    tree = ui_finish(&ui);
    memset(&input, 0, sizeof input);
    return 0;
}

static struct input_result feed(enum touch_kind kind, int64_t at_ms, int32_t x, int32_t y)
{
    struct touch touch = { .kind = kind, .at = { x, y }, .at_ms = at_ms, .finger = 1 };
    return input_touch(&input, &tree, &touch);
}

static struct input_result feed_finger(int64_t finger, enum touch_kind kind, int64_t at_ms,
                                       int32_t x, int32_t y)
{
    struct touch touch = { .kind = kind, .at = { x, y }, .at_ms = at_ms, .finger = finger };
    return input_touch(&input, &tree, &touch);
}

/* Down and up at one place. */
static uint32_t tap(int64_t from_ms, int64_t to_ms, int32_t x, int32_t y)
{
    feed(TOUCH_DOWN, from_ms, x, y);
    return feed(TOUCH_UP, to_ms, x, y).activated;
}

static uint32_t id_one(void)
{
    return ui_id(S("one"));
}

static uint32_t id_two(void)
{
    return ui_id(S("two"));
}

static void test_tap_acts_on_release(void **state)
{
    (void)state;
    struct input_result r = feed(TOUCH_DOWN, 1000, 150, 150);
    assert_int_equal(r.activated, 0);
    assert_true(r.changed);
    assert_int_equal(input.pressed, id_one());
    r = feed(TOUCH_UP, 1080, 150, 150);
    assert_int_equal(r.activated, id_one());
    assert_int_equal(input.pressed, 0);
    assert_true(r.changed);
}

static void test_release_within_six_millimetres(void **state)
{
    (void)state;
    feed(TOUCH_DOWN, 1000, 150, 110);
    assert_int_equal(feed(TOUCH_UP, 1100, 150, 77).activated, id_one()); /* 23 px above */
    feed(TOUCH_DOWN, 2000, 150, 110);
    assert_int_equal(feed(TOUCH_UP, 2100, 150, 75).activated, 0); /* 25 px above */
}

static void test_small_slip_is_forgiven_anywhere(void **state)
{
    (void)state;
    feed(TOUCH_DOWN, 1000, 150, 80); /* 20 px beside: snapped to the key */
    assert_int_equal(feed(TOUCH_UP, 1100, 150, 60).activated, id_one());
}

static void test_slide_away_cancels_and_back_restores(void **state)
{
    (void)state;
    feed(TOUCH_DOWN, 1000, 150, 150);
    assert_true(feed(TOUCH_MOVE, 1100, 150, 400).changed);
    assert_int_equal(input.pressed, 0);
    assert_true(feed(TOUCH_MOVE, 1200, 150, 150).changed);
    assert_int_equal(input.pressed, id_one());
    feed(TOUCH_MOVE, 1300, 550, 150); /* onto the other key: still nothing of its business */
    assert_int_equal(input.pressed, 0);
    assert_int_equal(feed(TOUCH_UP, 1400, 550, 150).activated, 0);
}

static void test_tremor(void **state)
{
    (void)state;
    static const int32_t shakes[] = { 9, -12, 15, -14, 11, -8 };
    feed(TOUCH_DOWN, 1000, 105, 105);
    for (size_t i = 0; i < COUNT_OF(shakes); i++)
        feed(TOUCH_MOVE, 1010 + 10 * (int64_t)i, 105 + shakes[i], 105 - shakes[i]);
    assert_int_equal(feed(TOUCH_UP, 1090, 96, 98).activated, id_one());
}

static void test_brush_of_a_palm(void **state)
{
    (void)state;
    assert_int_equal(tap(1000, 1049, 150, 150), 0);
    assert_int_equal(tap(1200, 1249, 150, 150), 0); /* a break of 151 ms: another one */
    assert_int_equal(tap(1400, 1450, 150, 150), id_one());
}

static void test_long_press_is_a_tap(void **state)
{
    (void)state;
    assert_int_equal(tap(1000, 9000, 150, 150), id_one());
}

static void test_double_tap_acts_once(void **state)
{
    (void)state;
    assert_int_equal(tap(1000, 1100, 150, 150), id_one());
    assert_int_equal(tap(1200, 1300, 150, 150), 0);
    assert_int_equal(tap(1599, 1650, 150, 150), 0);
    assert_int_equal(tap(1731, 1800, 150, 150), id_one());
}

/* Contacts of 120 ms with breaks of 40 ms: one press of 1.4 s, though the control is deaf for less.
 */
static void test_breaks_are_one_press(void **state)
{
    (void)state;
    for (int64_t i = 0; i < 9; i++)
        assert_int_equal(tap(1000 + 160 * i, 1120 + 160 * i, 150, 150), i == 0 ? id_one() : 0);
    assert_int_equal(input.pressed, 0);
    assert_int_equal(tap(2401 + 80, 2600, 150, 150), id_one());
}

static void test_short_contacts_with_breaks_are_no_brush(void **state)
{
    (void)state;
    assert_int_equal(tap(1000, 1030, 150, 150), 0);
    assert_int_equal(tap(1055, 1085, 150, 150), id_one());
    assert_int_equal(tap(2000, 2030, 150, 150), 0);
    assert_int_equal(tap(2050, 2080, 173, 150), 0); /* 23 px beside: another hand */
}

/* The press acted, the screen changed and is no longer deaf, the finger still shakes. */
static void test_breaks_never_act_on_the_next_screen(void **state)
{
    (void)state;
    assert_int_equal(tap(1000, 1100, 150, 150), id_one());
    input_screen_changed(&input, 1110);
    for (int64_t i = 1; i < 9; i++)
        assert_int_equal(tap(1000 + 140 * i, 1100 + 140 * i, 150, 150), 0);
}

static void test_other_control_is_not_deaf(void **state)
{
    (void)state;
    assert_int_equal(tap(1000, 1100, 150, 150), id_one());
    assert_int_equal(tap(1150, 1250, 550, 150), id_two());
}

static void test_new_screen_is_deaf(void **state)
{
    (void)state;
    feed(TOUCH_DOWN, 900, 150, 150);
    input_screen_changed(&input, 1000);
    assert_int_equal(input.pressed, 0);
    assert_int_equal(feed(TOUCH_UP, 1400, 150, 150).activated, 0); /* began on the old screen */
    input_screen_changed(&input, 2000);
    assert_int_equal(tap(2299, 2400, 150, 150), 0);
    assert_int_equal(tap(2501, 2600, 150, 150), id_one());
}

static void test_first_finger_wins(void **state)
{
    (void)state;
    feed_finger(1, TOUCH_DOWN, 1000, 150, 150);
    feed_finger(2, TOUCH_DOWN, 1010, 550, 150);
    assert_int_equal(input.pressed, id_one());
    assert_int_equal(feed_finger(2, TOUCH_UP, 1100, 550, 150).activated, 0);
    assert_int_equal(feed_finger(1, TOUCH_UP, 1200, 150, 150).activated, id_one());
    feed_finger(2, TOUCH_DOWN, 1300, 550, 150);
    assert_int_equal(feed_finger(2, TOUCH_UP, 1400, 550, 150).activated, id_two());
}

static void test_lost_touch_does_nothing(void **state)
{
    (void)state;
    feed(TOUCH_DOWN, 1000, 150, 150);
    assert_true(feed(TOUCH_LOST, 1100, 150, 150).changed);
    assert_int_equal(feed(TOUCH_UP, 1200, 150, 150).activated, 0);
}

static void test_explore_names_first(void **state)
{
    (void)state;
    input.explore = true;
    feed(TOUCH_DOWN, 1000, 150, 150);
    struct input_result r = feed(TOUCH_UP, 1100, 150, 150);
    assert_int_equal(r.activated, 0);
    assert_int_equal(r.named, id_one());
    feed(TOUCH_DOWN, 2000, 550, 150);
    assert_int_equal(feed(TOUCH_UP, 2100, 550, 150).named, id_two());
    feed(TOUCH_DOWN, 3000, 550, 150);
    assert_int_equal(feed(TOUCH_UP, 3100, 550, 150).activated, id_two());
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

/* A key with its word, and below it, nearer than a finger is snapped, a sentence and a dead key. */
static void make_page(void)
{
    static struct ui ui;
    struct tree empty = fixed_tree(1000, 800);
    ui_begin(&ui, &home, &fixed_measure, &empty);
    ui_open(&ui, &(struct spec) { .pad = ALL(MM(25)), .gap = MM(2) });
    ui_leaf(&ui, &(struct spec) { .id = S("one"),
                                  .label = S("phím"),
                                  .verb = { .code = 1 },
                                  .width = FIXED(MM(50)),
                                  .height = FIXED(MM(25)) });
    ui_leaf(&ui,
            &(struct spec) { .content = CONTENT_TEXT, .text = S("Chào bác."), .width = GROW(1) });
    ui_leaf(&ui, &(struct spec) { .id = S("dead"),
                                  .label = S("phím"),
                                  .verb = { .code = 1 },
                                  .disabled = true,
                                  .width = FIXED(MM(50)),
                                  .height = FIXED(MM(25)) });
    ui_close(&ui);
    tree = ui_finish(&ui);
}

static uint32_t touch_words(int64_t from_ms, int64_t to_ms, uint32_t node)
{
    struct rect box = tree.nodes[node].box;
    feed(TOUCH_DOWN, from_ms, box.x + 10, box.y + 2);
    struct input_result result = feed(TOUCH_UP, to_ms, box.x + 10, box.y + 2);
    assert_int_equal(result.activated, 0);
    assert_int_equal(result.named, 0);
    return result.read;
}

static void test_explore_reads_words_and_dead_controls(void **state)
{
    (void)state;
    make_page();
    const uint32_t key = 2, words = 3, dead = 4;
    assert_true(str_eq(tree.nodes[words].plain, S("Chào bác.")));
    assert_int_equal(touch_words(1000, 1100, dead), 0);
    input.explore = true;
    assert_int_equal(touch_words(2000, 2100, words), words);
    assert_int_equal(touch_words(3000, 3100, dead), dead);
    assert_int_equal(touch_words(4000, 4020, words), 0); /* a brush */
    /* Words in between: the key is named anew. */
    struct rect box = tree.nodes[key].box;
    feed(TOUCH_DOWN, 5000, box.x + 10, box.y + 10);
    assert_int_equal(feed(TOUCH_UP, 5100, box.x + 10, box.y + 10).named, id_one());
    assert_int_equal(touch_words(6000, 6100, words), words);
    assert_int_equal(tap(7000, 7100, box.x + 10, box.y + 10), 0);
    assert_int_equal(tap(8000, 8100, box.x + 10, box.y + 10), id_one());
    /* The page changes under the finger. */
    box = tree.nodes[words].box;
    feed(TOUCH_DOWN, 9000, box.x + 10, box.y + 2);
    input_screen_changed(&input, 9050);
    assert_int_equal(feed(TOUCH_UP, 9100, box.x + 10, box.y + 2).read, 0);
}

/* The page asks for it: on all of it, or on a key. */
static void ask(enum gesture gesture, uint32_t on)
{
    tree.nodes[0].spec.gesture = gesture;
    tree.nodes[0].spec.gesture_on = on;
}

static void test_swipe_begins_where_it_is_asked_for(void **state)
{
    (void)state;
    ask(GESTURE_SWIPE, id_one());
    feed(TOUCH_DOWN, 1000, 150, 150);
    feed(TOUCH_MOVE, 1100, 150, 190);
    assert_int_equal(input.pressed, 0); /* no touch any more */
    struct input_result r = feed(TOUCH_UP, 1200, 150, 230);
    assert_int_equal(r.gesture, GESTURE_SWIPE);
    assert_int_equal(r.swipe, SWIPE_DOWN);
    assert_true(r.begun_there);
    assert_int_equal(r.activated, 0);
    feed(TOUCH_DOWN, 2000, 600, 150);
    r = feed(TOUCH_UP, 2200, 500, 150);
    assert_int_equal(r.swipe, SWIPE_LEFT);
    assert_false(r.begun_there);
}

static void test_swipe_is_nothing_under_a_new_screen(void **state)
{
    (void)state;
    ask(GESTURE_SWIPE, 0);
    feed(TOUCH_DOWN, 1000, 150, 500);
    input_screen_changed(&input, 1100);
    assert_int_equal(feed(TOUCH_UP, 1200, 150, 300).gesture, GESTURE_NONE);
    feed(TOUCH_DOWN, 1300, 150, 500); /* deaf still */
    assert_int_equal(feed(TOUCH_UP, 1500, 150, 300).gesture, GESTURE_NONE);
    feed(TOUCH_DOWN, 1600, 150, 500);
    assert_int_equal(feed(TOUCH_UP, 1700, 150, 300).swipe, SWIPE_UP);
}

static void test_hold_waits_for_the_clock(void **state)
{
    (void)state;
    assert_int_equal(input_due_ms(&input), INT64_MAX);
    ask(GESTURE_HOLD, id_one());
    feed(TOUCH_DOWN, 1000, 150, 150);
    assert_int_equal(input_due_ms(&input), 1000 + INPUT_HOLD_MS);
    assert_int_equal(input_tick(&input, &tree, 1599).gesture, GESTURE_NONE);
    assert_int_equal(input_tick(&input, &tree, 1600).gesture, GESTURE_HOLD);
    assert_int_equal(input_due_ms(&input), INT64_MAX);
    assert_int_equal(feed(TOUCH_UP, 2500, 150, 150).activated, 0);
    /* Too short: it acts as a touch, when it cannot go on. */
    feed(TOUCH_DOWN, 4000, 150, 150);
    assert_int_equal(feed(TOUCH_UP, 4200, 150, 150).activated, 0);
    assert_int_equal(input_due_ms(&input), 4200 + INPUT_BREAK_MS + 1);
    assert_int_equal(input_tick(&input, &tree, 4281).activated, id_one());
    assert_int_equal(input_due_ms(&input), INT64_MAX);
    /* Lost, or the screen changed: nothing waits. */
    feed(TOUCH_DOWN, 6000, 150, 150);
    feed(TOUCH_LOST, 6100, 150, 150);
    assert_int_equal(input_due_ms(&input), INT64_MAX);
    feed(TOUCH_DOWN, 7000, 150, 150);
    feed(TOUCH_UP, 7100, 150, 150);
    input_screen_changed(&input, 7150);
    assert_int_equal(input_due_ms(&input), INT64_MAX);
}

/* The ear hears what it is before a hold does it. */
static void test_hold_exploring(void **state)
{
    (void)state;
    ask(GESTURE_HOLD, id_one());
    input.explore = true;
    feed(TOUCH_DOWN, 1000, 150, 150);
    assert_int_equal(input_tick(&input, &tree, 1700).gesture, GESTURE_NONE);
    assert_int_equal(feed(TOUCH_UP, 1800, 150, 150).named, id_one());
    feed(TOUCH_DOWN, 3000, 150, 150);
    assert_int_equal(input_tick(&input, &tree, 3600).gesture, GESTURE_HOLD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_tap_acts_on_release, set_up),
        cmocka_unit_test_setup(test_release_within_six_millimetres, set_up),
        cmocka_unit_test_setup(test_small_slip_is_forgiven_anywhere, set_up),
        cmocka_unit_test_setup(test_slide_away_cancels_and_back_restores, set_up),
        cmocka_unit_test_setup(test_tremor, set_up),
        cmocka_unit_test_setup(test_brush_of_a_palm, set_up),
        cmocka_unit_test_setup(test_long_press_is_a_tap, set_up),
        cmocka_unit_test_setup(test_double_tap_acts_once, set_up),
        cmocka_unit_test_setup(test_breaks_are_one_press, set_up),
        cmocka_unit_test_setup(test_short_contacts_with_breaks_are_no_brush, set_up),
        cmocka_unit_test_setup(test_breaks_never_act_on_the_next_screen, set_up),
        cmocka_unit_test_setup(test_other_control_is_not_deaf, set_up),
        cmocka_unit_test_setup(test_new_screen_is_deaf, set_up),
        cmocka_unit_test_setup(test_first_finger_wins, set_up),
        cmocka_unit_test_setup(test_lost_touch_does_nothing, set_up),
        cmocka_unit_test_setup(test_explore_names_first, set_up),
        cmocka_unit_test_setup(test_explore_reads_words_and_dead_controls, set_up),
        cmocka_unit_test_setup(test_swipe_begins_where_it_is_asked_for, set_up),
        cmocka_unit_test_setup(test_swipe_is_nothing_under_a_new_screen, set_up),
        cmocka_unit_test_setup(test_hold_waits_for_the_clock, set_up),
        cmocka_unit_test_setup(test_hold_exploring, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
