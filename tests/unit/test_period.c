#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/clock.h"
#include "core/period.h"

static int64_t at(int year, int month, int day, int hour)
{
    return clock_from_civil(
        (struct civil) { .year = year, .month = month, .day = day, .hour = hour });
}

static void assert_span(struct period period, int64_t from_ms, int64_t to_ms)
{
    assert_int_equal(period.from_ms, from_ms);
    assert_int_equal(period.to_ms, to_ms);
}

static void test_periods_of_a_moment(void **state)
{
    (void)state;
    int64_t moment = at(2026, 11, 22, 9); /* a Sunday */
    assert_span(period_of(PERIOD_DAY, moment), at(2026, 11, 22, 0), at(2026, 11, 23, 0));
    assert_span(period_of(PERIOD_WEEK, moment), at(2026, 11, 16, 0), at(2026, 11, 23, 0));
    assert_span(period_of(PERIOD_MONTH, moment), at(2026, 11, 1, 0), at(2026, 12, 1, 0));
    assert_span(period_of(PERIOD_QUARTER, moment), at(2026, 10, 1, 0), at(2027, 1, 1, 0));
    assert_span(period_of(PERIOD_HALF, moment), at(2026, 7, 1, 0), at(2027, 1, 1, 0));
    assert_span(period_of(PERIOD_YEAR, moment), at(2026, 1, 1, 0), at(2027, 1, 1, 0));
    assert_true(period_holds(period_of(PERIOD_ALL, moment), 0));
}

static void test_days_begin_in_vietnam(void **state)
{
    (void)state;
    /* 23:59:59.999 on the last of January in Vietnam is 16:59 UTC. */
    int64_t last = at(2027, 2, 1, 0) - 1;
    assert_true(period_holds(period_of(PERIOD_MONTH, at(2027, 1, 5, 0)), last));
    assert_false(period_holds(period_of(PERIOD_MONTH, at(2027, 1, 5, 0)), last + 1));
    assert_span(period_of(PERIOD_WEEK, at(2026, 11, 16, 0)), at(2026, 11, 16, 0),
                at(2026, 11, 23, 0));
}

/* Every moment lies in exactly one period of each kind, and neighbours meet. */
static void test_periods_tile_the_years(void **state)
{
    (void)state;
    for (enum period_kind kind = PERIOD_DAY; kind < PERIOD_ALL; kind++) {
        struct period period = period_of(kind, at(2023, 12, 31, 12));
        while (period.from_ms < at(2030, 1, 1, 0)) {
            struct period next = period_of(kind, period.to_ms);
            assert_int_equal(next.from_ms, period.to_ms);
            assert_span(period_of(kind, next.to_ms - 1), next.from_ms, next.to_ms);
            period = next;
        }
    }
}

static void test_parse(void **state)
{
    (void)state;
    struct period p;
    assert_int_equal(period_parse(PERIOD_MONTH, S("2026-11"), &p), FAIL_OK);
    assert_span(p, at(2026, 11, 1, 0), at(2026, 12, 1, 0));
    assert_int_equal(period_parse(PERIOD_MONTH, S("2026-11-22"), &p), FAIL_OK);
    assert_span(p, at(2026, 11, 1, 0), at(2026, 12, 1, 0));
    assert_int_equal(period_parse(PERIOD_QUARTER, S("2026-Q4"), &p), FAIL_OK);
    assert_span(p, at(2026, 10, 1, 0), at(2027, 1, 1, 0));
    assert_int_equal(period_parse(PERIOD_HALF, S("2026-H1"), &p), FAIL_OK);
    assert_span(p, at(2026, 1, 1, 0), at(2026, 7, 1, 0));
    assert_int_equal(period_parse(PERIOD_YEAR, S("2026"), &p), FAIL_OK);
    assert_int_equal(period_parse(PERIOD_DAY, S("2028-02-29"), &p), FAIL_OK);
}

static void test_parse_refuses(void **state)
{
    (void)state;
    static const struct {
        enum period_kind kind;
        str date;
    } bad[] = {
        { PERIOD_DAY, S_INIT("2026-11") },       { PERIOD_WEEK, S_INIT("2026") },
        { PERIOD_MONTH, S_INIT("2026") },        { PERIOD_MONTH, S_INIT("2026-13") },
        { PERIOD_MONTH, S_INIT("2026-1") },      { PERIOD_DAY, S_INIT("2026-02-29") },
        { PERIOD_MONTH, S_INIT("2026-Q4") },     { PERIOD_QUARTER, S_INIT("2026-Q5") },
        { PERIOD_HALF, S_INIT("2026-H0") },      { PERIOD_YEAR, S_INIT("") },
        { PERIOD_DAY, S_INIT("2026-11-22-01") }, { PERIOD_YEAR, S_INIT("1969") },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct period p;
        assert_int_equal(period_parse(bad[i].kind, bad[i].date, &p), FAIL_FORMAT);
    }
}

static void test_names(void **state)
{
    (void)state;
    for (enum period_kind kind = PERIOD_DAY; kind < PERIOD_KIND_COUNT; kind++)
        assert_int_equal(period_kind_find(period_kind_name(kind)), kind);
    assert_int_equal(period_kind_find(S("decade")), PERIOD_KIND_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_periods_of_a_moment),    cmocka_unit_test(test_days_begin_in_vietnam),
        cmocka_unit_test(test_periods_tile_the_years), cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_refuses),          cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
