/* What the benchmarks of batches, hub and sync share: lifelike events without end, a ledger full
 * of them, medians, and the line «name value unit limit verdict». */
#ifndef BENCH_LIFE_H
#define BENCH_LIFE_H

#include "core/event.h"
#include "store/ledger.h"
#include "wire/id.h"

#define LIFE_START_MS 1795312800000ll

/* Sessions of one to three lessons with answered questions, as people leave them. All follows from
 * random. */
struct life {
    uint64_t random;
    uint32_t pace_ms; /* from one event to the next, at most; life_from: 40 s, a busy kiosk */
    struct stamp stamp;
    unsigned at, end; /* place within the session */
    char session[ID_TEXT_LEN + 1], learner[24], answer[16], step[16];
    str lesson;
};

struct life life_from(uint64_t seed);
/* The next thing that happens; its texts live until the call after. life->stamp says when. */
struct event_draft life_next(struct life *life);
/* count events of installation `seed`, from seq 1, with ids and chain; texts in home. */
struct event *life_events(arena *home, uint64_t seed, size_t count);
/* Appends until the ledger ends at count events or just beyond. */
void life_fill(struct ledger *ledger, struct life *life, uint64_t count);

/* Sorts them. */
double bench_median(double *values, size_t count);
/* At least limit is good; prints the line and gives the verdict back. */
bool bench_at_least(const char *name, double value, const char *unit, double limit);
bool bench_at_most(const char *name, double value, const char *unit, double limit);
/* A fresh folder below another one; ends the program when there is none. */
void bench_folder(char *room, size_t size, const char *below);
void bench_remove(const char *folder);

#endif
