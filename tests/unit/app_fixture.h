/* An app with fake ports: what it writes is kept, the test decides what the disk answers and when,
 * time is an argument. */
#ifndef UNIT_APP_FIXTURE_H
#define UNIT_APP_FIXTURE_H

#include "kiosk/app.h"

#define RECORDS_MAX 2048u
#define PENDING_MAX 64u
#define FIXTURE_WALL_MS 1795312800000ll /* 2026-11-22 09:00 in Vietnam */

/* One draft as it was handed to the disk. */
struct record {
    enum event_type type;
    char session[40], learner[24], lesson[16], step[16], kind[16], answer[16], mode[16], reason[16];
    char trust[8], group[4], profile[24], parts[40], weak[96];
    enum tri success, unaided;
    int64_t right, total, wrong, hints, duration_ms, seed;
    uint32_t ticket;
};

struct fixture {
    struct app app;
    arena home; /* phrases, catalogue: one fixture's life */
    struct kiosk_config config;
    struct content content;
    struct phrases phrases;
    struct moment now;

    struct record records[RECORDS_MAX];
    uint32_t record_count;
    uint32_t pending[PENDING_MAX]; /* tickets not yet answered, oldest first */
    uint32_t pending_count;
    bool full; /* the disk refuses at once, as a full worker does */

    char spoken[512]; /* the last text */
    unsigned said, hushed, sounds[SOUND_COUNT];
    bool speaking;
    enum fail card_answer; /* what the scanner's next code turns out to be */
    struct card card;
    struct card issued; /* the last card that became a code */
    uint64_t chance;
};

/* Opens the pack under assets/lessons and the phrases under words/ui; fails the test if it cannot.
 */
void fixture_open(struct fixture *f, const char *assets, const char *words, const char *pack);
void fixture_close(struct fixture *f);
/* The same kiosk switched off and on. */
void fixture_restart(struct fixture *f);

void fixture_verb(struct fixture *f, enum intent intent, int32_t arg);
void fixture_tap(struct fixture *f, const char *id);
void fixture_digits(struct fixture *f, const char *digits);
/* Lets time pass, ticking whenever the app asks for it, and holds it to its word: what it asks for
 * is always in the future. Returns the number of ticks. */
unsigned fixture_wait(struct fixture *f, int64_t ms);
/* The disk's answer to the oldest ticket. */
void fixture_answer(struct fixture *f, enum fail failed);
void fixture_scan(struct fixture *f, enum fail answer, uint8_t learner);
/* Opens a lesson by code. */
void fixture_lesson(struct fixture *f, const char *code);
/* How many drafts of this type were written. */
unsigned fixture_count(const struct fixture *f, enum event_type type);
/* The n-th last one (0: the last) of this type; fails the test when there is none. */
const struct record *fixture_last(const struct fixture *f, enum event_type type, unsigned n);

#endif
