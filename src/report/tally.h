/* The one query layer: the measured numbers of a period, counted from events.
 *
 * Kiosk and hub push their events through the same pass (count.h), so their numbers are equal by
 * construction wherever they hold the same events. It is a plain accumulation: one pass, memory by
 * learners, lessons and cells, not by events. Who calls it has made sure that no event comes twice
 * (the ledger by seq, the hub by id). What each number means stands in figures.c and is printed
 * with every report; lượt and người are never mixed (product.md, Words).
 *
 * Group and area are a session's: its events name them when they become known, at the start or
 * later, and all of the session counts there. So a session's numbers wait until it is over, which
 * is when TALLY_SESSIONS_MAX newer ones have begun. The cells' lượt, completions and minutes add up
 * to the totals; their người do not, for one person may come with two groups or areas. */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include <stdio.h>

#include "base/arena.h"
#include "core/event.h"
#include "core/period.h"
#include "report/names.h"

/* No session and no lesson is longer than a day; a longer one is a broken or foreign number. */
#define TALLY_DURATION_MAX_MS (24ll * 3600 * 1000)
/* Sessions of all kiosks whose group may still become known. */
#define TALLY_SESSIONS_MAX 4096u
/* Four groups by 96 areas, of several wards; what goes beyond counts as not known. */
#define TALLY_CELLS_MAX 4096u

/* What is counted, for a lesson or for everything. */
struct tally_counts {
    uint64_t started;     /* lesson.started */
    uint64_t completions; /* lesson.completed */
    uint64_t unaided;     /* of them by nobody's help, in «Tự làm» */
    int64_t lesson_ms;    /* their duration, summed */
};

struct tally_lesson {
    str lesson;
    struct tally_counts counts;
};

/* One group in one area; both empty where not known. */
struct tally_cell {
    str group, area;
    uint64_t sessions; /* lượt */
    uint64_t people;   /* người: distinct in this cell */
    uint64_t completions;
    uint64_t unaided;
    uint64_t passes; /* assessment.completed with success: lượt */
    uint64_t passed; /* người: distinct in this cell among them */
    int64_t lesson_ms;
    uint64_t minutes; /* of lesson_ms, rounded so that the cells add up to the total */
};

/* How far the numbers reach: one row a kiosk, over everything it ever wrote, not the period alone.
 */
struct tally_kiosk {
    str kiosk;
    uint64_t events;
    uint64_t last_seq;
    int64_t last_wall_ms; /* of the event with the highest seq */
    bool last_sure;       /* whether the clock was to be trusted then */
};

struct tally_sessions; /* sessions whose group may still become known */

struct tally {
    arena *home;
    struct period period;
    uint64_t sessions;    /* lượt */
    uint64_t people;      /* người */
    int64_t session_ms;   /* session.ended, summed */
    uint64_t helps;       /* help.called */
    uint64_t assessments; /* assessment.completed */
    uint64_t passes;      /* of them with success */
    uint64_t passed;      /* người among them */
    uint64_t unsure;      /* counted events whose clock was unsure */
    uint64_t repaired;    /* counted events whose time is an estimate */
    uint64_t clamped;     /* durations that cannot be and were cut to what can */
    struct tally_counts all;
    struct tally_lesson *lessons;
    size_t lesson_count, lesson_cap;
    struct tally_cell *cells;
    size_t cell_count, cell_cap;
    struct tally_kiosk *kiosks;
    size_t kiosk_count, kiosk_cap;
    struct names learners;
    struct names passers; /* learners who passed an assessment */
    struct tally_sessions *waiting;
};

/* Starts empty; everything the tally keeps lives in home. */
void tally_init(struct tally *tally, arena *home, struct period period);
/* A kiosk that belongs to the report even when it has written nothing. */
void tally_add_kiosk(struct tally *tally, str kiosk);

struct tally_event {
    str kiosk;
    const struct event *event;
    const struct event_body *body;
    int64_t at_ms; /* when it happened, as best known */
    bool repaired; /* at_ms is an estimate (repair.h) */
};
/* Counts one event. Texts are copied where they are kept. */
void tally_add_at(struct tally *tally, const struct tally_event *it);
/* The same at the time the event itself says. */
void tally_add(struct tally *tally, str kiosk, const struct event *event,
               const struct event_body *body);
/* Sorts lessons, cells and kiosks by name; call once after the last event. */
void tally_finish(struct tally *tally);

/* For people, in Vietnamese. */
void tally_print_text(const struct tally *tally, FILE *to);
/* The same as one JSON object on one line. Keys are English and stable. */
void tally_print_json(const struct tally *tally, FILE *to);

#endif
