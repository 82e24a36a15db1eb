/* Time repair: when things happened on a kiosk whose clock was wrong (product.md, promise 8).
 *
 * The monotonic counter is always right within a boot, so all of a boot's events stand on one
 * unknown: the moment of the boot. What is known of it:
 *   sure moments   events whose clock was marked sure give it directly, ± REPAIR_SURE_ERROR_MS
 *   from below     no event is before the one before it in its chain, none before the hub time in
 *                  an accepted receipt before it, none before 2025
 *   from above     no event is after the one after it, none after the hub stored it, none after
 *                  now
 * Every event gets an interval that these give and a best estimate inside. The best estimate does
 * not lean on when the hub stored things unless it must, so that kiosk and hub come to the same
 * numbers from the same ledger.
 *
 * A clock can be marked sure and lie (2099, or the day the system was built). A sure moment that
 * the hub's times exclude is not believed; a clock.set takes back what its boot said before; where
 * sure moments of boots exclude each other, the largest set that fits together is believed; where
 * the clock jumped within a boot and nothing tells which is right, the interval holds all of them
 * and the best estimate is the latest.
 *
 * Pure: two passes over the same events of one installation by rising seq, the first to learn, the
 * second to ask. Memory by boots, not by events. Two histories of a restored disk image (the same
 * seq, another hash) are told apart by their hashes and repaired each along its own chain; a piece
 * that cannot be tied to one history stands alone. */
#ifndef REPORT_REPAIR_H
#define REPORT_REPAIR_H

#include "base/arena.h"
#include "core/event.h"

/* A clock that a person set by hand from another one. */
#define REPAIR_SURE_ERROR_MS 60000
/* How much a cheap quartz goes wrong: one part in so many (100 ppm). */
#define REPAIR_DRIFT_PART 10000
/* No event of this program is older: CLOCK_PLAUSIBLE_MS (base/clock.h). */

struct repair_input {
    const struct event *event;
    int64_t stored_ms;   /* the hub's clock when it took it; 0: not known */
    int64_t hub_wall_ms; /* receipt.accepted of our hub: its hub_wall_ms; 0: none */
};

struct repaired {
    int64_t lo_ms, hi_ms; /* it happened between them, both included */
    int64_t best_ms; /* lo_ms ≤ best_ms ≤ hi_ms; never before the chain's event before it */
    bool repaired;   /* best_ms is not simply what a sure clock said */
};

struct repair;

/* until_ms: everything has happened by then; 0: not known. All memory is home's. */
struct repair *repair_new(arena *home, int64_t until_ms);
/* First pass. */
void repair_learn(struct repair *repair, const struct repair_input *input);
/* Between the passes. */
void repair_settle(struct repair *repair);
/* Second pass, in the same order. An event that was not there in the first keeps the time it says,
 * as far as order allows. */
struct repaired repair_time(struct repair *repair, const struct repair_input *input);

#endif
