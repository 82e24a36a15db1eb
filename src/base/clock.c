#include "base/clock.h"

#include <stdio.h>
#include <time.h>

struct moment clock_now(void)
{
    struct timespec wall, mono;
    clock_gettime(CLOCK_REALTIME, &wall);
    /* BOOTTIME goes on while the machine sleeps. */
    clock_gettime(CLOCK_BOOTTIME, &mono);
    return (struct moment) { (int64_t)wall.tv_sec * 1000 + wall.tv_nsec / 1000000,
                             (int64_t)mono.tv_sec * 1000 + mono.tv_nsec / 1000000 };
}

int64_t clock_mono_us(void)
{
    struct timespec mono;
    clock_gettime(CLOCK_MONOTONIC, &mono);
    return (int64_t)mono.tv_sec * 1000000 + mono.tv_nsec / 1000;
}

/* Days since 1970-01-01 of a proleptic Gregorian date (H. Hinnant, «chrono-compatible low-level
 * date algorithms», public domain). */
static int64_t days_from_date(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_from_days(int64_t days, struct civil *out)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;
    out->day = (int)(of_year - (153 * m + 2) / 5 + 1);
    out->month = (int)(m < 10 ? m + 3 : m - 9);
    out->year = (int)(y + era * 400 + (out->month <= 2));
}

struct civil clock_civil(int64_t wall_ms)
{
    int64_t local = wall_ms + VIETNAM_OFFSET_MS;
    int64_t day_ms = 86400000;
    int64_t days = local >= 0 ? local / day_ms : -((-local + day_ms - 1) / day_ms);
    int64_t rest = (local - days * day_ms) / 1000;
    struct civil c = { .hour = (int)(rest / 3600),
                       .minute = (int)(rest / 60 % 60),
                       .second = (int)(rest % 60),
                       .weekday = (int)(((days % 7) + 11) % 7) };
    date_from_days(days, &c);
    return c;
}

int64_t clock_from_civil(struct civil local)
{
    int64_t days = days_from_date(local.year, local.month, local.day);
    return ((days * 24 + local.hour) * 60 + local.minute) * 60000 + (int64_t)local.second * 1000 -
           VIETNAM_OFFSET_MS;
}

str clock_rfc3339(arena *home, int64_t wall_ms)
{
    struct civil c = clock_civil(wall_ms);
    int milli = (int)(((wall_ms % 1000) + 1000) % 1000);
    return arena_printf(home, "%04d-%02d-%02dT%02d:%02d:%02d.%03d+07:00", c.year, c.month, c.day,
                        c.hour, c.minute, c.second, milli);
}

static bool parse_zone(const char *zone, int64_t *offset_ms_out)
{
    int hours = 0, minutes = 0, used = 0;
    char sign = 0;
    if (zone[0] == 'Z' && zone[1] == 0) {
        *offset_ms_out = 0;
        return true;
    }
    if (sscanf(zone, "%c%2d:%2d%n", &sign, &hours, &minutes, &used) != 3 || zone[used] != 0)
        return false;
    if ((sign != '+' && sign != '-') || hours > 23 || minutes > 59)
        return false;
    *offset_ms_out = (int64_t)(hours * 60 + minutes) * 60000 * (sign == '-' ? -1 : 1);
    return true;
}

enum fail clock_parse(str text, int64_t *wall_ms_out)
{
    char copy[40];
    if (text.len < 17 || text.len >= sizeof copy)
        return FAIL_FORMAT;
    snprintf(copy, sizeof copy, "%.*s", STR_ARG(text));
    struct civil c = { 0 };
    int used = 0;
    if (sscanf(copy, "%4d-%2d-%2dT%2d:%2d%n", &c.year, &c.month, &c.day, &c.hour, &c.minute,
               &used) != 5)
        return FAIL_FORMAT;
    const char *rest = copy + used;
    int milli = 0, more = 0;
    if (sscanf(rest, ":%2d%n", &c.second, &more) == 1)
        rest += more;
    if (sscanf(rest, ".%3d%n", &milli, &more) == 1)
        rest += more;
    int64_t offset_ms = 0;
    bool in_range = c.year >= 1970 && c.year <= 9999 && c.month >= 1 && c.month <= 12 &&
                    c.day >= 1 && c.day <= 31 && c.hour >= 0 && c.hour <= 23 && c.minute >= 0 &&
                    c.minute <= 59 && c.second >= 0 && c.second <= 60 && milli >= 0;
    if (!in_range || !parse_zone(rest, &offset_ms))
        return FAIL_FORMAT;
    *wall_ms_out = clock_from_civil(c) + VIETNAM_OFFSET_MS - offset_ms + milli;
    return FAIL_OK;
}
