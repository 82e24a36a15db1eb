/* Keys and a small ledger in memory for the tests of wire. */
#ifndef WIRE_FIXTURE_H
#define WIRE_FIXTURE_H

#include "core/event.h"
#include "wire/batch.h"

#define FIXTURE_KIOSK "tram-mau"
#define FIXTURE_SESSION "01890a5d-ac96-774b-bcce-b302099a8057"
#define FIXTURE_WALL_MS 1795305600000ll

struct fixture {
    arena home;
    struct sign_keys kiosk, hub, stranger;
    struct box_keys box, other_box;
};

void fixture_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture);
/* count events from first, chained; texts in home. */
struct event *fixture_events(arena *home, uint64_t first, unsigned count);
/* A sealed batch of them. */
str fixture_batch(struct fixture *fixture, const struct event *events, unsigned count,
                  struct batch_header *header_out);
/* text with the byte at `at` changed, in home. */
str fixture_tamper(arena *home, str text, size_t at, uint8_t with);

#endif
