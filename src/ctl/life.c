/* Days: when the kiosk is on, what its clock knows, who comes how often. */
#include "ctl/life.h"

#include <string.h>

#include "base/hash.h"

#define MINUTE_MS 60000ll
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

double life_chance(struct life *life)
{
    return (double)(random_next(&life->random) >> 11) / 9007199254740992.0;
}

int64_t life_between(struct life *life, int64_t least, int64_t most)
{
    return least + (int64_t)(random_next(&life->random) % (uint64_t)(most - least + 1));
}

static struct stamp stamp_of(const struct life *life)
{
    struct stamp stamp = { .clock_sure = life->sure };
    stamp.now.wall_ms = life->true_ms + life->wrong_by_ms;
    stamp.now.mono_ms = life->true_ms - life->boot_ms;
    return stamp;
}

void life_write(struct life *life, const struct event_draft *draft)
{
    struct stamp stamp = stamp_of(life);
    if (!life->stopped)
        life->stopped = !life->sink->write(life->sink->self, draft, &stamp);
}

static void set_clock(struct life *life)
{
    struct event_draft draft = { .type = EVENT_CLOCK_SET, .body = event_body_none() };
    draft.body.offset_ms = -life->wrong_by_ms;
    life->wrong_by_ms = 0;
    life->sure = true;
    life->clock_at_ms = INT64_MAX;
    life_write(life, &draft);
}

bool life_pass(struct life *life, int64_t ms)
{
    life->true_ms += ms;
    if (life->true_ms >= life->cut_at_ms)
        life->cut = true;
    if (!life->cut && life->true_ms >= life->clock_at_ms)
        set_clock(life);
    return !life->cut && !life->stopped;
}

/* Without network or battery the clock begins at 1970; somebody or something may set it later. */
static void boot(struct life *life, double unsure)
{
    life->boot_ms = life->true_ms;
    life->true_ms += life_between(life, 15000, 40000);
    life->cut = false;
    life->cut_at_ms = life->clock_at_ms = INT64_MAX;
    life->sure = life_chance(life) >= unsure;
    life->wrong_by_ms = life->sure ? 0 : -life->boot_ms;
    if (!life->sure && life_chance(life) < 0.75)
        life->clock_at_ms = life->true_ms + life_between(life, 2 * MINUTE_MS, 5 * HOUR_MS);
    struct stamp stamp = stamp_of(life);
    if (!life->stopped)
        life->stopped = !life->sink->boot(life->sink->self, &stamp);
}

struct hours {
    int64_t opens_ms, closes_ms; /* both the day's start: closed */
    double crowd;                /* times the usual number of people */
};

static bool is_holiday(const struct civil *day)
{
    return (day->month == 1 && day->day == 1) || (day->month == 4 && day->day == 30) ||
           (day->month == 5 && day->day == 1) || (day->month == 9 && day->day <= 2);
}

/* Offices keep 7:30–17:00, Saturdays the morning; on a fair the kiosk stands on the market. */
static struct hours hours_of(struct life *life, int64_t day_ms)
{
    struct civil day = clock_civil(day_ms);
    struct hours hours = { day_ms + 7 * HOUR_MS + 30 * MINUTE_MS, day_ms + 17 * HOUR_MS, 1 };
    bool fair = day.weekday == 0 && day.day <= 7; /* the first Sunday of the month */
    bool ill = life_chance(life) < 0.02;          /* the one with the key is away */
    if (is_holiday(&day) || ill || (day.weekday == 0 && !fair))
        return (struct hours) { day_ms, day_ms, 0 };
    if (day.weekday == 6)
        hours.closes_ms = day_ms + 11 * HOUR_MS + 30 * MINUTE_MS;
    if (day.weekday == 6)
        hours.crowd = 0.7;
    if (fair)
        hours.crowd = 3;
    if (day.weekday == 1)
        hours.crowd = 1.4; /* paperwork of the weekend */
    return hours;
}

/* Visits come in the morning and the afternoon, hardly at noon. */
static int64_t pause_before_next(struct life *life, const struct hours *hours, double visits)
{
    double open = (double)(hours->closes_ms - hours->opens_ms);
    double mean = open / visits - 4.0 * (double)MINUTE_MS;
    struct civil now = clock_civil(life->true_ms);
    if (now.hour == 11 || now.hour == 12)
        mean = mean * 3 + 6.0 * (double)MINUTE_MS;
    if (mean < 20000)
        mean = 20000;
    return (int64_t)(mean * (0.2 + 1.6 * life_chance(life)));
}

static void after_cut(struct life *life)
{
    life->true_ms += life_between(life, 3 * MINUTE_MS, 45 * MINUTE_MS);
    boot(life, 0.5);
}

static void live_day(struct life *life, int64_t day_ms)
{
    struct hours hours = hours_of(life, day_ms);
    if (hours.opens_ms == hours.closes_ms)
        return;
    /* Each card comes six times a year, and as many people again without one. */
    double visits = hours.crowd * life->options->learners * 12.0 / 300.0;
    struct civil day = clock_civil(day_ms);
    bool class_day = day.weekday == 2 || day.weekday == 4;
    life->true_ms = hours.opens_ms - life_between(life, 2 * MINUTE_MS, 15 * MINUTE_MS);
    boot(life, 0.1);
    if (life_chance(life) < 0.03)
        life->cut_at_ms = life_between(life, hours.opens_ms, hours.closes_ms);
    while (!life->stopped) {
        bool on = life_pass(life, pause_before_next(life, &hours, visits + 0.5));
        if (life->true_ms >= hours.closes_ms)
            break;
        if (!on)
            after_cut(life);
        else if (class_day && life->true_ms >= day_ms + 14 * HOUR_MS)
            class_day = (life_class(life), false);
        else
            life_visit(life);
        if (life->cut && life->true_ms < hours.closes_ms)
            after_cut(life);
    }
}

/* ---- people ---- */

static uint8_t pick_group(struct life *life)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < LIFE_GROUPS; i++)
        sum += life->options->share[i];
    unsigned at = (unsigned)life_between(life, 0, (int64_t)sum - 1);
    uint8_t group = 0;
    while (at >= life->options->share[group])
        at -= life->options->share[group++];
    return group;
}

/* What people begin with, by group: ND learn it here, HS have it. */
static struct learner make_learner(struct life *life)
{
    static const double skills[LIFE_GROUPS] = { 0.25, 0.7, 0.55, 0.45 };
    struct learner who = { .group = pick_group(life) };
    who.area = (uint8_t)life_between(life, 0, (int64_t)life->options->area_count - 1);
    who.english = life_chance(life) < 0.02;
    who.old = who.group == 0 && life_chance(life) < 0.45;
    double skill = skills[who.group] - (who.old ? 0.12 : 0) + 0.3 * (life_chance(life) - 0.5);
    who.skill = (float)(skill < 0.05 ? 0.05 : skill);
    return who;
}

bool life_run(struct life *life, const struct life_options *options, const struct life_sink *sink,
              arena *home)
{
    *life = (struct life) { .options = options, .sink = sink, .cut_at_ms = INT64_MAX };
    life->random = options->seed * 0x9e3779b97f4a7c15ull + 1;
    /* One more: whoever comes without a card is made anew in that place. */
    life->learners = arena_new(home, struct learner, (size_t)options->learners + 1);
    for (uint32_t i = 0; i <= options->learners; i++)
        life->learners[i] = make_learner(life);
    struct civil today = clock_civil(options->until_ms);
    today.hour = today.minute = today.second = 0;
    int64_t end_ms = clock_from_civil(today);
    for (uint32_t i = options->days; i > 0 && !life->stopped; i--) {
        life->learners[options->learners] = make_learner(life);
        live_day(life, end_ms - (int64_t)i * DAY_MS);
    }
    return !life->stopped;
}
