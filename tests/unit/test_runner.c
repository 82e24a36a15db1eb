/* The runner: every kind of step, the three practice modes, and what counts as unaided. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "core/runner.h"

#define T(words)                                                                                   \
    {                                                                                              \
        .vi = S_INIT(words)                                                                        \
    }

static const struct page a_page = { .title = T("Một"), .body = T("Hai.") };
static const struct choice choices[] = {
    { .label = T("A"), .reply = T("chưa phải A") },
    { .label = T("B"), .reply = T("đúng rồi"), .right = true },
    { .label = T("C"), .reply = T("chưa phải C") },
};
static const struct question a_question = { .prompt = T("?"),
                                            .choices = choices,
                                            .choice_count = 3 };
static const struct choice signs[] = {
    { .label = T("đòi OTP"), .reply = T("OTP"), .right = true },
    { .label = T("chào hỏi"), .reply = T("chào là thường") },
    { .label = T("giục gấp"), .reply = T("giục"), .right = true },
};
static const struct judge a_case = {
    .code = S_INIT("C01"),
    .offers = { true, true, false },
    .right = VERDICT_SCAM,
    .replies = { T("chưa đúng"), T("giỏi lắm"), T("") },
    .signs = signs,
    .sign_count = 3,
    .actions = choices,
    .action_count = 3,
};
static const struct call_line lines[] = {
    { .text = T("A lô"), .reply = T("chưa có gì lạ") },
    { .text = T("Đọc mã OTP"), .reply = T("dừng đúng chỗ"), .suspicious = true },
    { .text = T("Nhanh lên"), .reply = T("dừng hơi muộn") },
};
static const struct call a_call = { .caller = T("Số lạ"), .lines = lines, .line_count = 3 };

static const struct widget home_widgets[] = {
    { .kind = WIDGET_BUTTON, .id = S_INIT("an-sinh") },
    { .kind = WIDGET_BUTTON, .id = S_INIT("vi") },
};
static const struct widget pin_widgets[] = {
    { .kind = WIDGET_FIELD, .id = S_INIT("ma"), .digits = 3 },
    { .kind = WIDGET_CHECK, .id = S_INIT("dong-y") },
};
static const struct phone_screen screens[] = {
    { .id = S_INIT("chu"), .widgets = home_widgets, .widget_count = 2 },
    { .id = S_INIT("pin"), .widgets = pin_widgets, .widget_count = 2 },
};
static const struct wrong_reply wrongs[] = {
    { S_INIT("*"), T("chỗ khác") },
    { S_INIT("vi"), T("đây là ví") },
};
static const struct phone_action open_it[] = {
    { .act = ACT_TAP,
      .target = S_INIT("an-sinh"),
      .hint = T("ô vàng"),
      .wrongs = wrongs,
      .wrong_count = 2 },
};
static const struct phone_action type_it[] = {
    { .act = ACT_TYPE,
      .target = S_INIT("ma"),
      .digits = S_INIT("135"),
      .wrongs = wrongs,
      .wrong_count = 2 },
    { .act = ACT_TAP, .target = S_INIT("dong-y"), .wrongs = wrongs, .wrong_count = 2 },
};
static const struct phone_task tasks[] = {
    { .screen = S_INIT("chu"), .actions = open_it, .action_count = 1 },
    { .screen = S_INIT("pin"), .actions = type_it, .action_count = 2 },
};
static const struct phone a_phone = {
    .screens = screens, .screen_count = 2, .tasks = tasks, .task_count = 2
};

static const struct step steps[] = {
    { .kind = STEP_PAGE, .page = &a_page },
    { .kind = STEP_PHONE, .phone = &a_phone },
    { .kind = STEP_JUDGE, .judge = &a_case },
    { .kind = STEP_CALL, .call = &a_call },
    { .kind = STEP_QUESTION, .question = &a_question },
};
static const struct lesson whole = { .steps = steps, .step_count = 5 };

static struct runner at_step(uint16_t step)
{
    struct runner r;
    static struct lesson part;
    part = (struct lesson) { .steps = steps + step, .step_count = 1 };
    runner_start(&r, &part, 7);
    return r;
}

static void practise(struct runner *r, enum practice_mode mode)
{
    assert_int_equal(runner_choose_mode(r, mode), OUTCOME_MOVED);
    assert_int_equal(runner_tap(r, S("an-sinh"), LANG_VI), OUTCOME_RIGHT);
    for (const char *digit = "135"; *digit; digit++)
        assert_true(runner_digit(r, *digit, LANG_VI) != OUTCOME_REFUSED);
    assert_int_equal(runner_tap(r, S("dong-y"), LANG_VI), OUTCOME_MOVED);
    assert_int_equal(r->phase, PHASE_AFTER);
}

static void a_whole_lesson_counts_its_units(void **state)
{
    (void)state;
    struct runner r;
    runner_start(&r, &whole, 7);
    assert_int_equal(runner_units(&r), 6); /* the phone counts its two tasks */
    assert_int_equal(runner_unit(&r), 1);
    assert_false(runner_can_back(&r));
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_CHOOSE);
    practise(&r, MODE_SELF);
    assert_int_equal(runner_unit(&r), 3);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(runner_verdict(&r, VERDICT_SCAM, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_SIGNS);
    assert_int_equal(runner_mark_sign(&r, 0), OUTCOME_PARTIAL);
    assert_int_equal(runner_mark_sign(&r, 2), OUTCOME_PARTIAL);
    assert_int_equal(runner_signs_done(&r, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_ACTION);
    assert_int_equal(runner_answer(&r, 1, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(runner_call_more(&r, LANG_VI), OUTCOME_MOVED);
    assert_int_equal(runner_call_stop(&r, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(runner_unit(&r), 6);
    assert_int_equal(runner_next(&r), OUTCOME_NONE); /* not answered yet */
    assert_int_equal(runner_answer(&r, 1, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
    assert_int_equal(r.phase, PHASE_DONE);
    assert_int_equal(runner_units_right(&r), 6);
    assert_true(runner_unaided(&r));
    assert_int_equal(r.wrong_total, 0);
}

static void a_wrong_choice_may_be_tried_again(void **state)
{
    (void)state;
    struct runner r = at_step(4);
    assert_int_equal(runner_answer(&r, 0, LANG_VI), OUTCOME_WRONG);
    assert_true(str_eq(r.reply, S("chưa phải A")));
    assert_int_equal(r.phase, PHASE_READ);
    assert_int_equal(runner_answer(&r, 9, LANG_VI), OUTCOME_NONE);
    assert_int_equal(runner_answer(&r, 1, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
    assert_int_equal(runner_units_right(&r), 0);
    assert_int_equal(r.wrong_total, 1);
}

static void watching_alone_opens_nothing(void **state)
{
    (void)state;
    struct runner r = at_step(1);
    assert_int_equal(runner_choose_mode(&r, MODE_WATCH), OUTCOME_MOVED);
    assert_int_equal(runner_tap(&r, S("an-sinh"), LANG_VI), OUTCOME_NONE);
    int plays = 0;
    while (r.phase == PHASE_PRACTISE && plays++ < 20)
        assert_true(runner_play(&r, LANG_VI) != OUTCOME_NONE);
    assert_int_equal(plays, 5); /* a tap, three digits, a tap */
    assert_int_equal(r.phase, PHASE_AFTER);
    assert_false(runner_can_next(&r));
    assert_int_equal(runner_units_right(&r), 0);
    practise(&r, MODE_FOLLOW);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
    assert_false(runner_unaided(&r)); /* followed, not done alone */
    assert_int_equal(runner_units_right(&r), 2);
}

static void the_keypad_takes_only_the_sample(void **state)
{
    (void)state;
    struct runner r = at_step(1);
    assert_int_equal(runner_choose_mode(&r, MODE_FOLLOW), OUTCOME_MOVED);
    assert_int_equal(runner_digit(&r, '1', LANG_VI), OUTCOME_NONE); /* nothing waits for digits */
    assert_int_equal(runner_tap(&r, S("an-sinh"), LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_digit(&r, '9', LANG_VI), OUTCOME_REFUSED);
    assert_int_equal(r.typed_len, 0);
    assert_int_equal(runner_digit(&r, '1', LANG_VI), OUTCOME_PARTIAL);
    assert_int_equal(runner_tap(&r, S("ma"), LANG_VI), OUTCOME_PARTIAL);
    assert_int_equal(runner_erase(&r), OUTCOME_PARTIAL);
    assert_int_equal(r.typed_len, 0);
    assert_int_equal(runner_erase(&r), OUTCOME_NONE);
    assert_int_equal(runner_digit(&r, '1', LANG_VI), OUTCOME_PARTIAL);
    assert_int_equal(runner_digit(&r, '3', LANG_VI), OUTCOME_PARTIAL);
    assert_int_equal(runner_digit(&r, '5', LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(r.filled, 1);
    assert_int_equal(runner_tap(&r, S("dong-y"), LANG_VI), OUTCOME_MOVED);
}

static void two_wrong_taps_bring_a_hint_in_self(void **state)
{
    (void)state;
    struct runner r = at_step(1);
    assert_int_equal(runner_choose_mode(&r, MODE_SELF), OUTCOME_MOVED);
    assert_false(runner_shows_ring(&r));
    assert_int_equal(runner_tap(&r, S("vi"), LANG_VI), OUTCOME_WRONG);
    assert_true(str_eq(r.reply, S("đây là ví")));
    assert_false(runner_shows_ring(&r));
    assert_int_equal(runner_tap(&r, S("dau-do"), LANG_VI), OUTCOME_WRONG);
    assert_true(str_eq(r.reply, S("chỗ khác")));
    assert_true(runner_shows_ring(&r));
    assert_int_equal(r.self_hints, 1);
    assert_int_equal(runner_hint(&r, LANG_VI), OUTCOME_PARTIAL);
    assert_int_equal(r.self_hints, 1); /* the ring already stood there */
    assert_true(str_eq(r.reply, S("ô vàng")));
}

static void a_shown_action_is_not_unaided(void **state)
{
    (void)state;
    struct runner r = at_step(1);
    assert_int_equal(runner_choose_mode(&r, MODE_SELF), OUTCOME_MOVED);
    assert_int_equal(runner_play(&r, LANG_VI), OUTCOME_RIGHT);
    while (r.phase == PHASE_PRACTISE)
        assert_true(runner_play(&r, LANG_VI) != OUTCOME_NONE);
    assert_false(r.self_passed);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
    assert_false(runner_unaided(&r));
    /* A later clean pass makes it good. */
    r = at_step(1);
    assert_int_equal(runner_choose_mode(&r, MODE_SELF), OUTCOME_MOVED);
    assert_int_equal(runner_play(&r, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_again(&r), OUTCOME_MOVED);
    practise(&r, MODE_SELF);
    assert_true(r.self_passed);
    assert_int_equal(runner_units_right(&r), 2);
}

static void a_case_needs_verdict_and_action(void **state)
{
    (void)state;
    struct runner r = at_step(2);
    assert_int_equal(runner_verdict(&r, VERDICT_CHECK, LANG_VI), OUTCOME_NONE); /* not offered */
    assert_int_equal(runner_verdict(&r, VERDICT_REAL, LANG_VI), OUTCOME_WRONG);
    assert_true(str_eq(r.reply, S("chưa đúng")));
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(runner_mark_sign(&r, 1), OUTCOME_PARTIAL);
    assert_int_equal(runner_signs_done(&r, LANG_VI), OUTCOME_PARTIAL);
    assert_true(str_eq(r.reply, S("OTP"))); /* the first sign that was missed */
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(runner_answer(&r, 1, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
    assert_int_equal(runner_units_right(&r), 0); /* the verdict was not right */
}

/* All the right signs and one that is none: the reply explains that one, so it is no praise. */
static void a_sign_too_many_is_no_praise(void **state)
{
    (void)state;
    struct runner r = at_step(2);
    assert_int_equal(runner_verdict(&r, VERDICT_SCAM, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    for (int sign = 0; sign < 3; sign++)
        assert_int_equal(runner_mark_sign(&r, sign), OUTCOME_PARTIAL);
    assert_int_equal(runner_signs_done(&r, LANG_VI), OUTCOME_PARTIAL);
    assert_false(r.answer_right);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_ACTION);
}

static void a_call_is_stopped_where_it_turns_strange(void **state)
{
    (void)state;
    struct runner r = at_step(3);
    assert_int_equal(runner_call_stop(&r, LANG_VI), OUTCOME_WRONG);
    assert_int_equal(r.phase, PHASE_READ);
    assert_int_equal(runner_call_more(&r, LANG_VI), OUTCOME_MOVED);
    assert_int_equal(r.reply.len, 0);
    assert_int_equal(runner_call_more(&r, LANG_VI), OUTCOME_MOVED);
    assert_int_equal(runner_call_more(&r, LANG_VI), OUTCOME_WRONG); /* heard to the end */
    assert_int_equal(r.phase, PHASE_ANSWERED);
}

static void order_is_a_permutation_and_repeats(void **state)
{
    (void)state;
    struct runner r = at_step(4);
    bool differs = false;
    uint8_t first[CHOICES_MAX], again[CHOICES_MAX];
    for (uint64_t seed = 0; seed < 40; seed++) {
        r.seed = seed;
        runner_order(&r, 4, first);
        runner_order(&r, 4, again);
        unsigned seen = 0;
        for (int i = 0; i < 4; i++) {
            assert_int_equal(first[i], again[i]);
            seen |= 1u << first[i];
            differs = differs || first[i] != i;
        }
        assert_int_equal(seen, 15);
    }
    assert_true(differs);
}

static void a_sorting_game_keeps_the_files_order(void **state)
{
    (void)state;
    const struct question boxes = { .choice_count = 4, .keep_order = true };
    const struct step step = { STEP_QUESTION, .question = &boxes };
    const struct lesson sorting = { .steps = &step, .step_count = 1 };
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct runner r;
        uint8_t order[CHOICES_MAX];
        runner_start(&r, &sorting, seed);
        runner_order(&r, 4, order);
        for (int i = 0; i < 4; i++)
            assert_int_equal(order[i], i);
    }
}

static void going_back_keeps_what_was_right(void **state)
{
    (void)state;
    struct runner r;
    runner_start(&r, &whole, 7);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    practise(&r, MODE_FOLLOW);
    assert_int_equal(runner_back(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_CHOOSE);
    assert_int_equal(runner_back(&r), OUTCOME_MOVED);
    assert_int_equal(runner_unit(&r), 1);
    assert_int_equal(runner_units_right(&r), 3);
    runner_close(&r);
    assert_null(runner_step(&r));
    assert_int_equal(runner_next(&r), OUTCOME_NONE);
    assert_int_equal(runner_tap(&r, S("x"), LANG_VI), OUTCOME_NONE);
}

/* ---- a step alone ---- */

static void an_exams_question_tells_nothing(void **state)
{
    (void)state;
    for (int last = 0; last < 3; last++) {
        struct runner r;
        runner_start_step(&r, &whole, 4, 7, true);
        assert_false(runner_can_next(&r));
        assert_int_equal(runner_answer(&r, 3, LANG_VI), OUTCOME_NONE);
        assert_int_equal(runner_answer(&r, (last + 1) % 3, LANG_VI), OUTCOME_PARTIAL);
        assert_int_equal(runner_answer(&r, last, LANG_VI), OUTCOME_PARTIAL);
        assert_int_equal(r.reply.len, 0);
        assert_int_equal(r.tried, 1u << last);
        assert_int_equal(r.answer_right, last == 1);
        assert_false(runner_can_back(&r));
        assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
        assert_int_equal(runner_answer(&r, 1, LANG_VI), OUTCOME_NONE);
        assert_int_equal(r.wrong_total, 0);
    }
}

static void an_exams_case_asks_verdict_and_action(void **state)
{
    (void)state;
    struct runner r;
    runner_start_step(&r, &whole, 2, 7, true);
    assert_int_equal(runner_verdict(&r, VERDICT_CHECK, LANG_VI), OUTCOME_NONE); /* not offered */
    assert_int_equal(runner_verdict(&r, VERDICT_REAL, LANG_VI), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_ACTION);
    assert_true(r.verdict_slipped);
    assert_int_equal(r.reply.len, 0);
    assert_true(runner_can_back(&r));
    assert_int_equal(runner_back(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_READ);
    assert_false(runner_can_back(&r));
    assert_int_equal(runner_verdict(&r, VERDICT_SCAM, LANG_VI), OUTCOME_MOVED);
    assert_false(r.verdict_slipped);
    assert_int_equal(runner_answer(&r, 0, LANG_VI), OUTCOME_PARTIAL);
    assert_int_equal(runner_answer(&r, 1, LANG_VI), OUTCOME_PARTIAL);
    assert_true(r.answer_right);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
}

static void an_exams_practice_is_done_alone(void **state)
{
    (void)state;
    struct runner r;
    runner_start_step(&r, &whole, 1, 7, true);
    assert_int_equal(r.phase, PHASE_PRACTISE);
    assert_int_equal(r.mode, MODE_SELF);
    assert_int_equal(runner_choose_mode(&r, MODE_FOLLOW), OUTCOME_NONE);
    assert_int_equal(runner_play(&r, LANG_VI), OUTCOME_NONE);
    assert_int_equal(runner_again(&r), OUTCOME_NONE);
    assert_int_equal(runner_back(&r), OUTCOME_NONE);
    assert_int_equal(runner_tap(&r, S("vi"), LANG_VI), OUTCOME_WRONG);
    assert_int_equal(r.self_hints, 0);
    assert_int_equal(runner_tap(&r, S("vi"), LANG_VI), OUTCOME_WRONG);
    assert_int_equal(r.self_hints, 1); /* after two wrong taps */
    assert_int_equal(runner_tap(&r, S("an-sinh"), LANG_VI), OUTCOME_RIGHT);
    for (const char *digit = "135"; *digit; digit++)
        assert_true(runner_digit(&r, *digit, LANG_VI) != OUTCOME_REFUSED);
    assert_int_equal(runner_tap(&r, S("dong-y"), LANG_VI), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_AFTER);
    assert_true(r.mode_done[MODE_SELF]);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
}

static void a_drills_case_is_told_and_ends_alone(void **state)
{
    (void)state;
    struct runner r;
    runner_start_step(&r, &whole, 2, 7, false);
    assert_int_equal(runner_verdict(&r, VERDICT_REAL, LANG_VI), OUTCOME_WRONG);
    assert_true(r.reply.len > 0);
    assert_false(runner_can_back(&r));
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_SIGNS);
    assert_int_equal(runner_signs_done(&r, LANG_VI), OUTCOME_PARTIAL);
    assert_int_equal(runner_next(&r), OUTCOME_MOVED);
    assert_int_equal(runner_answer(&r, 1, LANG_VI), OUTCOME_RIGHT);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED); /* not the lesson's next step */
}

/* ---- gestures ---- */

static const struct phone_action gestures[] = {
    { .act = ACT_SWIPE, .target = S_INIT("man-hinh"), .way = WAY_UP },
    { .act = ACT_HOLD, .target = S_INIT("vi"), .wrongs = wrongs, .wrong_count = 2 },
};
static const struct phone_task gesture_task = { .screen = S_INIT("chu"),
                                                .actions = gestures,
                                                .action_count = 2 };
static const struct phone gesture_phone = {
    .screens = screens, .screen_count = 2, .tasks = &gesture_task, .task_count = 1
};
static const struct step gesture_step = { .kind = STEP_PHONE, .phone = &gesture_phone };
static const struct lesson gesture_lesson = { .steps = &gesture_step, .step_count = 1 };

static void a_gesture_is_asked_for_and_done(void **state)
{
    (void)state;
    struct runner r;
    runner_start(&r, &gesture_lesson, 7);
    assert_int_equal(runner_swipe(&r, WAY_UP), OUTCOME_NONE); /* no mode chosen yet */
    (void)runner_choose_mode(&r, MODE_SELF);
    assert_int_equal(runner_hold(&r), OUTCOME_NONE); /* a swipe is asked for */
    assert_int_equal(runner_swipe(&r, WAY_DOWN), OUTCOME_WRONG);
    assert_true(str_empty(r.reply)); /* the kiosk has its own words */
    assert_int_equal(runner_swipe(&r, WAY_UP), OUTCOME_RIGHT);
    assert_int_equal(runner_tap(&r, S("vi"), LANG_VI), OUTCOME_WRONG); /* touched, not held */
    assert_true(str_eq(r.reply, S("đây là ví")));
    assert_int_equal(runner_hold(&r), OUTCOME_MOVED);
    assert_int_equal(r.phase, PHASE_AFTER);
    assert_int_equal(r.wrong_total, 2);
    assert_int_equal(runner_units_right(&r), 0);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
    assert_true(runner_unaided(&r));
}

/* Whoever cannot swipe or hold is neither helped nor wrong. */
static void a_gesture_done_by_the_kiosk_counts_as_right(void **state)
{
    (void)state;
    struct runner r;
    runner_start(&r, &gesture_lesson, 7);
    (void)runner_choose_mode(&r, MODE_WATCH);
    assert_int_equal(runner_gesture(&r), OUTCOME_NONE);
    (void)runner_choose_mode(&r, MODE_SELF);
    assert_int_equal(runner_gesture(&r), OUTCOME_RIGHT);
    assert_int_equal(runner_gesture(&r), OUTCOME_MOVED);
    assert_int_equal(runner_units_right(&r), 1);
    assert_int_equal(runner_next(&r), OUTCOME_FINISHED);
    assert_true(runner_unaided(&r));
    assert_int_equal(r.hint_total + r.wrong_total, 0);
}

static void places_are_shuffled_in_an_assessment(void **state)
{
    (void)state;
    static const struct item items[] = {
        { .id = S_INIT("a") }, { .id = S_INIT("b") }, { .id = S_INIT("c") }, { .id = S_INIT("d") }
    };
    const struct widget grid = { .kind = WIDGET_GRID, .items = items, .item_count = 4 };
    struct runner r;
    runner_start(&r, &gesture_lesson, 7);
    uint8_t order[PHONE_ITEMS_MAX], again[PHONE_ITEMS_MAX];
    runner_places(&r, &grid, order);
    for (uint8_t i = 0; i < 4; i++)
        assert_int_equal(order[i], i);
    unsigned moved = 0, seen = 0;
    runner_start_step(&r, &gesture_lesson, 0, 7, true);
    runner_places(&r, &grid, order);
    runner_places(&r, &grid, again);
    assert_memory_equal(order, again, 4);
    for (unsigned i = 0; i < 4; i++)
        seen |= 1u << order[i];
    assert_int_equal(seen, 15);
    for (r.seed = 1; r.seed < 20; r.seed++) {
        runner_places(&r, &grid, again);
        for (unsigned i = 0; i < 4; i++)
            moved += again[i] != i;
    }
    assert_true(moved > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exams_question_tells_nothing),
        cmocka_unit_test(an_exams_case_asks_verdict_and_action),
        cmocka_unit_test(an_exams_practice_is_done_alone),
        cmocka_unit_test(a_drills_case_is_told_and_ends_alone),
        cmocka_unit_test(a_whole_lesson_counts_its_units),
        cmocka_unit_test(a_wrong_choice_may_be_tried_again),
        cmocka_unit_test(watching_alone_opens_nothing),
        cmocka_unit_test(the_keypad_takes_only_the_sample),
        cmocka_unit_test(two_wrong_taps_bring_a_hint_in_self),
        cmocka_unit_test(a_shown_action_is_not_unaided),
        cmocka_unit_test(a_case_needs_verdict_and_action),
        cmocka_unit_test(a_sign_too_many_is_no_praise),
        cmocka_unit_test(a_call_is_stopped_where_it_turns_strange),
        cmocka_unit_test(order_is_a_permutation_and_repeats),
        cmocka_unit_test(a_sorting_game_keeps_the_files_order),
        cmocka_unit_test(going_back_keeps_what_was_right),
        cmocka_unit_test(a_gesture_is_asked_for_and_done),
        cmocka_unit_test(a_gesture_done_by_the_kiosk_counts_as_right),
        cmocka_unit_test(places_are_shuffled_in_an_assessment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
