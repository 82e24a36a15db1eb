/* Time as values. Nothing below the programs asks the system for the time: it is an argument.
 *
 * Wall time is milliseconds since 1970 UTC and may be wrong on a box without a battery; monotonic
 * time is milliseconds since the boot and is always right. Vietnam has one zone, UTC+7, no summer
 * time, so local time is a plain addition (RFC 9557 names it Asia/Ho_Chi_Minh). */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/arena.h"
#include "base/fail.h"

#define VIETNAM_OFFSET_MS (7ll * 3600 * 1000)

struct moment {
    int64_t wall_ms;
    int64_t mono_ms;
};

struct civil {
    int year, month, day; /* month and day from 1 */
    int hour, minute, second;
    int weekday; /* 0 = Sunday */
};

/* The system's clocks. Only the programs' own main loops call it. */
struct moment clock_now(void);
/* Microseconds for benchmarks, monotonic. */
int64_t clock_mono_us(void);
/* Local Vietnamese calendar time. */
struct civil clock_civil(int64_t wall_ms);
int64_t clock_from_civil(struct civil local);
/* «2026-11-22T09:00:00.000+07:00» (RFC 3339). */
str clock_rfc3339(arena *home, int64_t wall_ms);
/* Parses RFC 3339 with seconds optional («2026-11-22T09:00+07:00») and «Z». */
must_check enum fail clock_parse(str text, int64_t *wall_ms_out);
/* Before this (2025-01-01) a clock has surely lost its battery. */
#define CLOCK_PLAUSIBLE_MS 1735664400000ll

#endif
