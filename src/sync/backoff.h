/* When to try again: 30 seconds after the first failure, twice as long after each further one, an
 * hour at most, each time somewhere in the upper half of that, so that a city's kiosks do not all
 * come back at once after a power cut. Pure: time and chance are arguments. */
#ifndef SYNC_BACKOFF_H
#define SYNC_BACKOFF_H

#include <stdbool.h>
#include <stdint.h>

#define BACKOFF_FIRST_MS (30ll * 1000)
#define BACKOFF_MOST_MS (3600ll * 1000)
/* A hub may ask for more patience, but no answer silences a kiosk for longer. */
#define BACKOFF_ASKED_MOST_MS (24ll * 3600 * 1000)

struct backoff {
    uint32_t failures; /* in a row */
    int64_t next_ms;   /* monotonic; not before; 0: at once */
};

/* asked_ms: what the hub asked for (Retry-After), 0: nothing. chance: 64 random bits. */
void backoff_failed(struct backoff *backoff, int64_t now_ms, int64_t asked_ms, uint64_t chance);
void backoff_succeeded(struct backoff *backoff);
bool backoff_allows(const struct backoff *backoff, int64_t now_ms);

#endif
