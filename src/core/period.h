/* Reporting periods: the day, week, month, quarter, half-year and year of a date in Vietnam.
 *
 * A period is half-open [from_ms, to_ms) in wall milliseconds. Days begin at 00:00 UTC+7 (clock.h);
 * weeks begin on Monday (ISO 8601, and how wards report). Nothing here asks for the time. */
#ifndef CORE_PERIOD_H
#define CORE_PERIOD_H

#include "base/fail.h"
#include "base/str.h"

enum period_kind {
    PERIOD_DAY,
    PERIOD_WEEK,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF,
    PERIOD_YEAR,
    PERIOD_ALL, /* everything there is */
    PERIOD_KIND_COUNT
};

struct period {
    enum period_kind kind;
    int64_t from_ms;
    int64_t to_ms;
};

/* «day», «week» …; PERIOD_KIND_COUNT for a name that does not exist. */
str period_kind_name(enum period_kind kind);
enum period_kind period_kind_find(str name);
/* The period of this kind that holds the moment. */
struct period period_of(enum period_kind kind, int64_t wall_ms);
/* The same from a date as people type it: «2026», «2026-11», «2026-11-22», and «2026-Q4»,
 * «2026-H2». It must say at least as much as the kind needs (a week needs a day). FAIL_FORMAT
 * otherwise. */
must_check enum fail period_parse(enum period_kind kind, str date, struct period *out);
static inline bool period_holds(struct period period, int64_t wall_ms)
{
    return wall_ms >= period.from_ms && wall_ms < period.to_ms;
}

#endif
