#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/hash.h"
#include "core/review.h"

#define DAY (24ll * 3600 * 1000)
#define NOON 1795327200000ll /* 2026-11-22, in the middle of Vietnam's day */

static const struct lesson_head heads[] = { { .number = 1 }, { .number = 2 }, { .number = 3 } };
static const struct catalogue catalogue = { .lessons = heads, .lesson_count = 3 };

static void note(struct review *r, uint16_t number, unsigned right, bool unaided, int64_t at)
{
    struct review_result result = { number, (uint16_t)right, 10, unaided, at, true };
    review_note(r, &result);
}

static size_t due(const struct review *r, int64_t at, struct review_item out[3])
{
    return review_due(r, &catalogue, (struct review_now) { at, true }, out, 3);
}

static void intervals_grow_with_success(void **state)
{
    (void)state;
    struct review r = { .done = 0 };
    struct review_item items[3];
    int64_t at = NOON;
    for (unsigned i = 0; i < REVIEW_STEPS + 2; i++) {
        note(&r, 1, 10, true, at);
        unsigned days = review_days[i < REVIEW_STEPS ? i : REVIEW_STEPS - 1];
        assert_int_equal(due(&r, at + (days - 1) * DAY, items), 0);
        assert_int_equal(due(&r, at + days * DAY, items), 1);
        assert_int_equal(items[0].lesson, 0);
        assert_int_equal(items[0].reason, REVIEW_DUE);
        at += days * DAY;
    }
}

static void a_slip_comes_again_today(void **state)
{
    (void)state;
    struct review r = { .done = 0 };
    struct review_item items[3];
    for (int i = 0; i < 4; i++)
        note(&r, 2, 10, true, NOON);
    note(&r, 2, 7, true, NOON);
    assert_int_equal(r.lessons[2].step, 2);
    assert_int_equal(due(&r, NOON, items), 1);
    assert_int_equal(items[0].reason, REVIEW_SLIPPED);
    note(&r, 2, 9, true, NOON);
    assert_int_equal(due(&r, NOON, items), 0);
    assert_int_equal(due(&r, NOON + 7 * DAY, items), 1);
}

static void help_does_not_climb(void **state)
{
    (void)state;
    struct review r = { .done = 0 };
    struct review_item items[3];
    note(&r, 1, 10, false, NOON);
    note(&r, 1, 10, false, NOON);
    assert_int_equal(r.lessons[1].step, 1);
    assert_int_equal(due(&r, NOON + DAY, items), 1);
    assert_int_equal(items[0].reason, REVIEW_HELPED);
}

static void slips_come_first_then_what_is_latest(void **state)
{
    (void)state;
    struct review r = { .done = 0 };
    struct review_item items[3];
    note(&r, 1, 10, true, NOON);
    note(&r, 2, 10, true, NOON - 3 * DAY);
    note(&r, 3, 2, true, NOON);
    assert_int_equal(due(&r, NOON + DAY, items), 3);
    assert_int_equal(items[0].lesson, 2);
    assert_int_equal(items[1].lesson, 1);
    assert_int_equal(items[2].lesson, 0);
    assert_int_equal(review_due(&r, &catalogue, (struct review_now) { NOON + DAY, true }, items, 1),
                     1);
    assert_int_equal(items[0].lesson, 2);
}

static void an_unsure_clock_orders_only(void **state)
{
    (void)state;
    struct review r = { .done = 0 };
    struct review_item items[3];
    note(&r, 1, 10, true, NOON);
    note(&r, 2, 1, true, NOON);
    note(&r, 3, 2, true, NOON);
    struct review_now now = { NOON + 400 * DAY, false };
    assert_int_equal(review_due(&r, &catalogue, now, items, 3), 2);
    assert_int_equal(items[0].lesson, 1); /* longest ago */
    assert_int_equal(items[1].lesson, 2);
}

static void a_card_tells_the_latest_day(void **state)
{
    (void)state;
    struct review r = { .done = 0 };
    struct review_item items[3];
    struct progress progress = { 0 };
    progress_set(&progress, 1, true);
    progress_set(&progress, 2, false);
    review_note_card(&r, &progress, NOON, true);
    assert_int_equal(due(&r, NOON, items), 0);
    assert_int_equal(due(&r, NOON + DAY, items), 1);
    assert_int_equal(items[0].lesson, 1);
    assert_int_equal(items[0].reason, REVIEW_HELPED);
    assert_int_equal(due(&r, NOON + 3 * DAY, items), 2);
    note(&r, 1, 10, true, NOON + DAY);
    review_note_card(&r, &progress, NOON, true); /* knows less than this session */
    assert_int_equal(r.lessons[1].last_ms, NOON + DAY);
}

static void days_are_the_calendars(void **state)
{
    (void)state;
    struct review r = { .done = 0 };
    struct review_item items[3];
    int64_t evening = NOON + 8 * 3600 * 1000, morning = NOON + 20 * 3600 * 1000;
    note(&r, 1, 10, true, evening);
    assert_int_equal(due(&r, morning, items), 1);
}

static void whatever_happens_the_order_holds(void **state)
{
    (void)state;
    uint64_t chance = 11;
    for (int round = 0; round < 3000; round++) {
        struct review r = { .done = 0 };
        for (unsigned i = random_below(&chance, 12); i > 0; i--) {
            struct review_result result = { (uint16_t)(1 + random_below(&chance, 3)),
                                            (uint16_t)random_below(&chance, 11),
                                            10,
                                            random_below(&chance, 2) == 0,
                                            NOON - (int64_t)random_below(&chance, 60) * DAY,
                                            random_below(&chance, 4) != 0 };
            review_note(&r, &result);
        }
        struct review_now now = { NOON, random_below(&chance, 4) != 0 };
        struct review_item all[3], first[1];
        size_t count = review_due(&r, &catalogue, now, all, 3);
        for (size_t i = 0; i < count; i++) {
            const struct review_record *at = &r.lessons[heads[all[i].lesson].number];
            assert_true(at->times > 0 && at->step <= REVIEW_STEPS);
            assert_int_equal(at->slipped, all[i].reason == REVIEW_SLIPPED);
            assert_true(i == 0 || all[i].reason != REVIEW_SLIPPED ||
                        all[i - 1].reason == REVIEW_SLIPPED);
        }
        if (count)
            assert_int_equal(review_due(&r, &catalogue, now, first, 1), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_grow_with_success),
        cmocka_unit_test(a_slip_comes_again_today),
        cmocka_unit_test(help_does_not_climb),
        cmocka_unit_test(slips_come_first_then_what_is_latest),
        cmocka_unit_test(an_unsure_clock_orders_only),
        cmocka_unit_test(a_card_tells_the_latest_day),
        cmocka_unit_test(days_are_the_calendars),
        cmocka_unit_test(whatever_happens_the_order_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
