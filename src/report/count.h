/* Counting a store of events: time repair, then the tallies, in two readings.
 *
 * Kiosk and hub both count with this and nothing else, each with a source of its own. */
#ifndef REPORT_COUNT_H
#define REPORT_COUNT_H

#include "base/fail.h"
#include "report/tally.h"
#include "store/ledger.h"

struct count_event {
    int64_t installation; /* a kiosk's name and key; a kiosk's own ledger: any number */
    str kiosk;
    int64_t stored_ms; /* the hub's clock when it came; 0: at the kiosk itself */
    const struct event *event;
};
typedef bool count_visit(void *self, const struct count_event *event);
typedef enum fail count_read(void *self, count_visit *visit, void *visit_self);

/* read gives every event: by installation (each in one stretch), rising seq, and of the same seq in
 * a fixed order. It is called twice; what came in between is counted with the times it says. */
struct count_source {
    count_read *read;
    void *self;
};

/* Fills tallies that were begun (tally_init, tally_add_kiosk), one a period, and finishes them; how
 * many they are costs no further reading. now_ms: a clock that is surely right and that nothing
 * happened after, the hub's; 0: not known. The failure is the source's. */
must_check enum fail count_all(const struct count_source *source, struct tally *const tallies[],
                               size_t count, int64_t now_ms);
/* The same for a kiosk's own ledger from first_seq on, whose clock may be the very one that is
 * wrong. */
must_check enum fail count_ledger(struct ledger *ledger, str kiosk, uint64_t first_seq,
                                  struct tally *const tallies[], size_t count);

#endif
