/* The one query layer: the measured numbers of a period, counted from events.
 *
 * Kiosk and hub push their events through the same tally_add, so their numbers are equal by
 * construction wherever they hold the same events. It is a plain accumulation: any order, one pass,
 * memory by learners and lessons, not by events. Who calls it has made sure that no event comes
 * twice (the ledger by seq, the hub by id). What each number means stands in tally_definitions and
 * is printed with every report; lượt and người are never mixed (product.md, Words). */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include <stdio.h>

#include "base/arena.h"
#include "core/event.h"
#include "core/period.h"

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

/* How far the numbers reach: one row a kiosk, over everything it ever wrote, not the period alone.
 */
struct tally_kiosk {
    str kiosk;
    uint64_t events;
    uint64_t last_seq;
    int64_t last_wall_ms; /* of the event with the highest seq */
    bool last_sure;       /* whether the clock was to be trusted then */
};

struct tally_set; /* a growing hash table of strings */

struct tally {
    arena *home;
    struct period period;
    uint64_t sessions;  /* lượt */
    uint64_t people;    /* người */
    int64_t session_ms; /* session.ended, summed */
    uint64_t helps;     /* help.called */
    uint64_t unsure;    /* counted events whose clock was unsure */
    struct tally_counts all;
    struct tally_lesson *lessons;
    size_t lesson_count, lesson_cap;
    struct tally_kiosk *kiosks;
    size_t kiosk_count, kiosk_cap;
    struct tally_set *learners;
};

/* Starts empty; everything the tally keeps lives in home. */
void tally_init(struct tally *tally, arena *home, struct period period);
/* A kiosk that belongs to the report even when it has written nothing. */
void tally_add_kiosk(struct tally *tally, str kiosk);
/* Counts one event of a kiosk. Texts are copied where they are kept. */
void tally_add(struct tally *tally, str kiosk, const struct event *event,
               const struct event_body *body);
/* Sorts lessons and kiosks by name; call once after the last event. */
void tally_finish(struct tally *tally);

/* For people, in Vietnamese. */
void tally_print_text(const struct tally *tally, FILE *to);
/* The same as one JSON object on one line. Keys are English and stable. */
void tally_print_json(const struct tally *tally, FILE *to);

#endif
