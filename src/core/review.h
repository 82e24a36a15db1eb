/* Spaced review: what to practise again, and why. Pure.
 *
 * Each lesson that was finished has a step on a ladder of intervals: 1, 3, 7, 16, 35 days. A lesson
 * that went well climbs one step, one with slips falls two and comes again today; one done with
 * help stays where it is. Days need a clock: while it is unsure, only the order is used (lowest
 * step first, longest ago first), and nothing but today's slips is called due. */
#ifndef CORE_REVIEW_H
#define CORE_REVIEW_H

#include "base/clock.h"
#include "core/lesson.h"
#include "core/progress.h"

#define REVIEW_STEPS 5u
extern const uint16_t review_days[REVIEW_STEPS];

/* One lesson's history; times 0: never done. */
struct review_record {
    uint16_t times;
    uint8_t step;    /* 0 … REVIEW_STEPS: the interval is review_days[step - 1]; 0: again today */
    bool slipped;    /* the last time was not good */
    bool unaided;    /* the last time was done alone */
    bool sure;       /* last_ms comes from a clock that was right */
    uint32_t order;  /* rising with every completion: what came before what */
    int64_t last_ms; /* wall time */
};

struct review {
    struct review_record lessons[PROGRESS_LESSONS_MAX]; /* by lesson_head.number */
    uint32_t done;                                      /* completions noted */
};

/* How a lesson went. */
struct review_result {
    uint16_t number;
    uint16_t right, total; /* units at the first try; total 0 counts as all right */
    bool unaided;
    int64_t at_ms;
    bool sure; /* the clock is right */
};
/* So many of 100 units must be right at the first try for a lesson to climb. */
#define REVIEW_GOOD_PERCENT 80u
void review_note(struct review *review, const struct review_result *result);
/* A learner card tells what was done, and the day it was made: then at the latest. */
void review_note_card(struct review *review, const struct progress *progress, int64_t day_ms,
                      bool sure);

enum review_reason { REVIEW_SLIPPED, REVIEW_DUE, REVIEW_HELPED, REVIEW_REASON_COUNT };
struct review_item {
    int lesson; /* index in the catalogue */
    enum review_reason reason;
};
struct review_now {
    int64_t at_ms;
    bool sure;
};
/* What is due, most urgent first, at most max; the count. */
size_t review_due(const struct review *review, const struct catalogue *catalogue,
                  struct review_now now, struct review_item *out, size_t max);

#endif
