#include "core/period.h"

#include "base/clock.h"
#include "base/must.h"

#define DAY_MS 86400000ll

static const str names[] = {
    [PERIOD_DAY] = S_INIT("day"),     [PERIOD_WEEK] = S_INIT("week"),
    [PERIOD_MONTH] = S_INIT("month"), [PERIOD_QUARTER] = S_INIT("quarter"),
    [PERIOD_HALF] = S_INIT("half"),   [PERIOD_YEAR] = S_INIT("year"),
    [PERIOD_ALL] = S_INIT("all"),
};
static_assert(COUNT_OF(names) == PERIOD_KIND_COUNT, "a name for every period");

/* How many months a kind spans; 0: it is counted in days. */
static const int months[] = {
    [PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_HALF] = 6,
    [PERIOD_YEAR] = 12, [PERIOD_ALL] = 0,
};
static_assert(COUNT_OF(months) == PERIOD_KIND_COUNT, "a span for every period");

str period_kind_name(enum period_kind kind)
{
    must(kind < PERIOD_KIND_COUNT);
    return names[kind];
}

enum period_kind period_kind_find(str name)
{
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(names[i], name))
            return (enum period_kind)i;
    return PERIOD_KIND_COUNT;
}

static struct period of_months(enum period_kind kind, struct civil at)
{
    int span = months[kind];
    struct civil from = { .year = at.year, .month = (at.month - 1) / span * span + 1, .day = 1 };
    struct civil to = from;
    to.month += span;
    if (to.month > 12) {
        to.month -= 12;
        to.year++;
    }
    return (struct period) { kind, clock_from_civil(from), clock_from_civil(to) };
}

struct period period_of(enum period_kind kind, int64_t wall_ms)
{
    must(kind < PERIOD_KIND_COUNT);
    if (kind == PERIOD_ALL)
        return (struct period) { kind, INT64_MIN, INT64_MAX };
    struct civil at = clock_civil(wall_ms);
    if (months[kind])
        return of_months(kind, at);
    struct civil day = { .year = at.year, .month = at.month, .day = at.day };
    int64_t from_ms = clock_from_civil(day);
    if (kind == PERIOD_DAY)
        return (struct period) { kind, from_ms, from_ms + DAY_MS };
    from_ms -= (at.weekday + 6) % 7 * DAY_MS;
    return (struct period) { kind, from_ms, from_ms + 7 * DAY_MS };
}

static int days_of_month(int year, int month)
{
    struct civil first = { .year = year, .month = month, .day = 1 };
    struct period whole = of_months(PERIOD_MONTH, first);
    return (int)((whole.to_ms - whole.from_ms) / DAY_MS);
}

/* A number of exactly so many digits. */
static bool read_digits(str s, size_t digits, int *out)
{
    uint64_t value;
    if (s.len != digits || !str_to_u64(s, &value))
        return false;
    *out = (int)value;
    return true;
}

enum fail period_parse(enum period_kind kind, str date, struct period *out)
{
    str rest = date;
    str year = str_cut(&rest, '-'), month = str_cut(&rest, '-'), day = rest;
    struct civil at = { .month = 1, .day = 1 };
    int part = 0;
    if (!read_digits(year, 4, &at.year) || at.year < 1970)
        return FAIL_FORMAT;
    bool needs_month = kind != PERIOD_YEAR && kind != PERIOD_ALL;
    bool needs_day = kind == PERIOD_DAY || kind == PERIOD_WEEK;
    if (str_starts(month, S("Q")) && kind == PERIOD_QUARTER && day.ptr == NULL &&
        read_digits(str_slice(month, 1, month.len), 1, &part) && part >= 1 && part <= 4)
        at.month = part * 3 - 2;
    else if (str_starts(month, S("H")) && kind == PERIOD_HALF && day.ptr == NULL &&
             read_digits(str_slice(month, 1, month.len), 1, &part) && part >= 1 && part <= 2)
        at.month = part * 6 - 5;
    else if (month.ptr == NULL ? needs_month
                               : !read_digits(month, 2, &at.month) || at.month < 1 || at.month > 12)
        return FAIL_FORMAT;
    if (day.ptr == NULL ? needs_day
                        : !read_digits(day, 2, &at.day) || at.day < 1 ||
                              at.day > days_of_month(at.year, at.month))
        return FAIL_FORMAT;
    *out = period_of(kind, clock_from_civil(at));
    return FAIL_OK;
}
