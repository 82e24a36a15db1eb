/* Which stretches of the ledger are still to be brought. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/hash.h"
#include "sync/outbox.h"

#define END 60u

static void test_nothing_covered(void **state)
{
    (void)state;
    struct outbox_state outbox = { .range_count = 0 };
    struct outbox_cover cover;
    uint64_t last;
    outbox_cover_begin(&cover, &outbox);
    assert_int_equal(outbox_next_hole(&cover, 1, 9, &last), 1);
    assert_int_equal(last, 9);
    assert_int_equal(outbox_next_hole(&cover, 10, 9, &last), 0);
    assert_int_equal(outbox_next_hole(&cover, 1, 0, &last), 0); /* an empty ledger */
}

static void test_delivered_and_set_aside(void **state)
{
    (void)state;
    struct outbox_state outbox = { .range_count = 2, .ranges = { { 1, 4 }, { 8, 9 } } };
    struct outbox_cover cover;
    uint64_t last;
    outbox_cover_begin(&cover, &outbox);
    outbox_cover_add(&cover, 12, 12);
    outbox_cover_add(&cover, 5, 5);
    assert_int_equal(outbox_next_hole(&cover, 1, 20, &last), 6);
    assert_int_equal(last, 7);
    assert_int_equal(outbox_next_hole(&cover, 8, 20, &last), 10);
    assert_int_equal(last, 11);
    assert_int_equal(outbox_next_hole(&cover, 12, 20, &last), 13);
    assert_int_equal(last, 20);
    assert_int_equal(outbox_next_hole(&cover, 12, 12, &last), 0);
}

/* Any ranges, in any order and over each other: what the holes leave is what is covered. */
static void test_holes_are_what_is_not_covered(void **state)
{
    (void)state;
    uint64_t random = 5;
    for (int turn = 0; turn < 2000; turn++) {
        struct outbox_cover cover = { .count = 0 };
        bool covered[END + 2] = { false }, in_hole[END + 2] = { false };
        for (uint32_t i = random_below(&random, 12); i-- > 0;) {
            uint64_t first = 1 + random_below(&random, END), many = random_below(&random, 9);
            uint64_t end = first + many <= END ? first + many : END;
            outbox_cover_add(&cover, first, end);
            memset(covered + first, 1, end - first + 1);
        }
        uint64_t last = 0;
        for (uint64_t at = 1; (at = outbox_next_hole(&cover, at, END, &last)) != 0; at = last + 1) {
            assert_in_range(last, at, END);
            memset(in_hole + at, 1, last - at + 1);
        }
        for (uint64_t seq = 1; seq <= END; seq++)
            assert_true(covered[seq] != in_hole[seq]);
    }
}

static void test_too_many_ranges(void **state)
{
    (void)state;
    struct outbox_cover cover = { .count = 0 };
    uint64_t last;
    for (uint64_t i = 1; i <= OUTBOX_COVER_MAX + 10; i++)
        outbox_cover_add(&cover, 2 * i, 2 * i);
    assert_int_equal(cover.count, OUTBOX_COVER_MAX);
    assert_int_equal(outbox_next_hole(&cover, 2 * OUTBOX_COVER_MAX, 5000, &last),
                     2 * OUTBOX_COVER_MAX + 1);
    assert_int_equal(last, 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_covered),
        cmocka_unit_test(test_delivered_and_set_aside),
        cmocka_unit_test(test_holes_are_what_is_not_covered),
        cmocka_unit_test(test_too_many_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
