/* Lifelike use of a kiosk, made up: what `tramsoctl simulate` writes down.
 *
 * Days with opening hours, market fairs and classes; people of the four groups who come back,
 * learn, go away in the middle and get better; power cuts, and mornings on which the clock is not
 * known. Everything follows from the options and the seed. No learner key can be a real one: the
 * letter U does not occur in those (wire/codec.h, base32). */
#ifndef CTL_LIFE_H
#define CTL_LIFE_H

#include "base/arena.h"
#include "core/event.h"
#include "store/ledger.h"
#include "wire/id.h"

#define LIFE_GROUPS 4u

struct life_options {
    uint64_t seed;
    uint32_t days;               /* 1 … 36500 */
    uint32_t learners;           /* with a card: 1 … 1000000 */
    unsigned share[LIFE_GROUPS]; /* of ND, HS, CB, DN; not all 0 */
    const str *areas;
    unsigned area_count; /* at least one */
    int64_t until_ms;    /* the last day is the one before this moment's day */
};

/* Where what happens goes; false ends the life. */
struct life_sink {
    bool (*boot)(void *self, const struct stamp *stamp); /* the machine has started */
    bool (*write)(void *self, const struct event_draft *draft, const struct stamp *stamp);
    void *self;
};

struct learner {
    uint8_t group;
    uint8_t area;
    bool english, old;
    float skill;    /* 0 … 1, grows with practice */
    uint16_t place; /* in the group's lessons */
};

struct life {
    const struct life_options *options;
    const struct life_sink *sink;
    uint64_t random;
    struct learner *learners;
    int64_t true_ms, boot_ms; /* when it really is, when the machine started */
    int64_t wrong_by_ms;      /* what the clock shows minus the truth */
    bool sure;
    int64_t clock_at_ms; /* when the clock will be set right; INT64_MAX: not on this day */
    bool stopped;        /* the sink said so */
    bool cut;            /* the power went in the middle of a session */
    int64_t cut_at_ms;   /* when it will */
    /* the session that is going on */
    char session[ID_TEXT_LEN + 1], key[24];
    bool in_class, guided;
    int64_t session_ms;
};

/* Lives all days. False when the sink ended it. */
bool life_run(struct life *life, const struct life_options *options, const struct life_sink *sink,
              arena *home);

/* ---- for life.c and life_session.c ---- */

/* A number in [0, 1). */
double life_chance(struct life *life);
/* A number in [least, most]. */
int64_t life_between(struct life *life, int64_t least, int64_t most);
/* Time goes on; false when the power went meanwhile. */
bool life_pass(struct life *life, int64_t ms);
void life_write(struct life *life, const struct event_draft *draft);
/* Whole visits, from session.started to its end; the power may cut them. */
void life_visit(struct life *life);
void life_class(struct life *life);

#endif
