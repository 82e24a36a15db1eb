/* When a kiosk tries again, as a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "sync/backoff.h"

static void test_backoff_table(void **state)
{
    (void)state;
    static const int64_t least[] = { 30, 60, 120, 240, 480, 960, 1800, 1800, 1800 };
    struct backoff low = { 0 }, high = { 0 };
    assert_true(backoff_allows(&low, 0));
    for (size_t i = 0; i < sizeof least / sizeof least[0]; i++) {
        backoff_failed(&low, 1000, 0, 0);
        assert_int_equal(low.next_ms, 1000 + least[i] * 1000);
        /* The remainder by half + 1 that is half. */
        backoff_failed(&high, 1000, 0, (uint64_t)least[i] * 1000);
        assert_int_equal(high.next_ms, 1000 + 2 * least[i] * 1000);
    }
    assert_false(backoff_allows(&low, low.next_ms - 1));
    assert_true(backoff_allows(&low, low.next_ms));
    backoff_failed(&low, 1000, 7200000, 0);
    assert_int_equal(low.next_ms, 1000 + 7200000);
    backoff_failed(&low, 1000, INT64_MAX, 0);
    assert_int_equal(low.next_ms, 1000 + BACKOFF_ASKED_MOST_MS);
    backoff_succeeded(&low);
    assert_true(backoff_allows(&low, 0));
    backoff_failed(&low, 0, 0, UINT64_MAX);
    assert_in_range(low.next_ms, 30000, 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_backoff_table) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
