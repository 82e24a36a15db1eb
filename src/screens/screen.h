/* Screens: pure functions from the model to a tree.
 *
 * A screen reads a const struct model, describes nodes, and turns a touched verb into effects. It
 * never sees the ledger, the network or SDL. What it must remember between frames (the page of a
 * list) is its small state, zeroed on entry. */
#ifndef SCREENS_SCREEN_H
#define SCREENS_SCREEN_H

#include "core/lesson.h"
#include "core/phrase.h"
#include "core/progress.h"
#include "core/review.h"
#include "core/runner.h"
#include "core/score.h"
#include "screens/effects.h"
#include "screens/list.h"
#include "ui/tree.h"

/* What «done» shows: filled by the kiosk once the completion is in the ledger. */
struct done_model {
    int lesson;            /* index in the catalogue */
    uint16_t right, total; /* units */
    int64_t duration_ms;
    uint16_t learned; /* lessons done, with the card's */
    bool unaided;
    struct qr_code qr; /* the learner card; side 0: could not be made */
    int next;          /* index of the lesson to offer, -1: all done */
};

/* An assessment, or a drill of judged cases. */
enum exam_kind { EXAM_NONE, EXAM_TEST, EXAM_DRILL };

struct exam_model {
    const struct assessment *assessment; /* NULL: no pack has one, or nobody has asked yet */
    bool offered[EXAM_PROFILES_MAX];
    bool drills;                          /* there are cases to judge */
    enum exam_kind kind;                  /* under way, perhaps set aside */
    int profile;                          /* in assessment->profiles, -1: none chosen */
    uint16_t questions, practices, cases; /* of the draw */
    enum exam_part part;                  /* of the step at hand; questions: PART_QUICK */
    uint16_t at, of;                      /* «Câu at / of» in this part, at from 1 */
    uint16_t done, total;                 /* steps of the whole */
    struct score score;                   /* the finished assessment's */
    uint16_t points, acted;               /* drill: hundredths of verdicts; right actions */
    int next[SCORE_NEXT];                 /* drill: lessons of what was missed, -1: none */
};

#define REVIEWS_SHOWN 1

/* How tight it is. screen_describe tries these in turn, on this panel with these letters, and takes
 * the first at which nothing is squeezed; so a screen says what it gives up, never when. */
enum density {
    DENSITY_ROOMY,    /* as the pictures show it */
    DENSITY_SNUG,     /* smaller pictures and ornaments */
    DENSITY_PLAIN,    /* none; what stood side by side may stand in rows */
    DENSITY_PAGED,    /* smaller headings; what is long goes on over pages («Xem thêm») */
    DENSITY_TIGHTEST, /* only what is needed to go on */
    DENSITY_COUNT
};

enum card_state { CARD_WAITING, CARD_ACCEPTED, CARD_DAMAGED, CARD_OTHER_WARD };

/* The voice as a session may set it (ui.md § Voice): 11 volumes, 7 speeds, three dialects. */
#define VOLUME_MAX 10 /* 0: silent */
#define SPEED_COUNT 7 /* 50 … 200 % in equal steps; SPEED_NORMAL is 100 % */
#define SPEED_NORMAL 2
enum dialect { DIALECT_NORTH, DIALECT_CENTRAL, DIALECT_SOUTH, DIALECT_COUNT };

/* The stick and the officer's sync. */
struct stick_model {
    bool present;
    bool busy;            /* a sync is under way: the stick must stay in */
    struct text words;    /* what is being done, or how the last sync ended; empty: none yet */
    uint64_t done, total; /* of what is being done; total 0: not known */
};

struct model {
    /* the place */
    str ward_name;
    str help_name, help_phone, help_place;
    const struct phrases *phrases;
    const struct catalogue *catalogue;
    int lesson_of_day; /* index, -1: none */
    int64_t wall_ms;
    bool clock_sure;

    /* the session's settings, back to their first values when it ends */
    enum lang lang;
    int track;            /* the chosen one's index in the catalogue, -1: none */
    enum address address; /* the track's */
    enum theme_id theme;
    struct metrics metrics; /* «Bớt chuyển động» is metrics.calm */
    uint8_t voice_volume;   /* 0 … VOLUME_MAX */
    uint8_t voice_speed;    /* 0 … SPEED_COUNT - 1 */
    enum dialect voice_dialect;
    bool explore; /* «Sờ để nghe»: the first touch names, the second acts */
    bool voice_on;
    bool voice_available;
    enum density density; /* set by screen_describe, whatever the kiosk left in it */

    /* where we are */
    enum screen_id screen;
    enum screen_id overlay; /* IDLE, HELP, SIZE; SCREEN_COUNT: none */
    int topic;              /* index */
    bool on_track;          /* the lesson was opened from the track: × leads back to it */
    bool session_open;
    struct progress progress;
    enum card_state card;

    /* the lesson */
    struct runner runner; /* runner.lesson NULL: none open */
    int lesson;           /* index in the catalogue */
    bool saving;          /* the completion is on its way to the ledger */
    bool watching;        /* Xem, or one action of «Xem mẫu», plays by itself */
    struct done_model done;
    struct exam_model exam;                    /* runner.single: one of its steps is at hand */
    struct review_item reviews[REVIEWS_SHOWN]; /* what is due to be practised again */
    size_t review_count;

    /* trouble and time */
    enum phrase notice; /* what the notice screen says */
    int idle_left_s;    /* seconds of the idle warning */
    int idle_total_s;
    struct stick_model stick;
    bool help_called;
};

struct screen_ops {
    const char *name;
    bool overlay;      /* described over the current screen as a modal */
    bool in_lesson;    /* its header is the lesson's: ×, title, «Bước i / n» */
    size_t state_size; /* bytes, zeroed on entry */
    void (*describe)(const struct model *model, const void *state, struct ui *ui);
    /* «Hạ thấp»: what is only looked at and stands above the reach; describe then leaves it out.
     * NULL: the step's picture. */
    void (*above)(const struct model *model, struct ui *ui);
    /* NULL: the verb becomes an effect as it is. */
    void (*act)(const struct model *model, void *state, struct verb verb, struct effects *effects);
};

const struct screen_ops *screen_get(enum screen_id id);

/* State of a screen whose only memory is the page of a list; its act is screen_act_paged. */
struct paged_state {
    uint16_t page;
};
void screen_act_paged(const struct model *model, void *state, struct verb verb,
                      struct effects *effects);

/* Describes the whole picture: header, screen, bottom bar, overlay. states: one per screen. */
void screen_describe(const struct model *model, const void *const states[SCREEN_COUNT],
                     struct ui *ui);

/* A setting of the voice in words, as the panel shows it and the voice tells it. */
str settings_volume_words(const struct model *model, arena *home);
str settings_speed_words(const struct model *model);
str settings_dialect_words(const struct model *model, enum dialect dialect);

/* The phrase in the session's language, and a content text in it. */
str phrase_of(const struct model *model, enum phrase phrase);
str words_of(const struct model *model, struct text text);

#endif
