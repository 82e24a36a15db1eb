/* Content packs: from YAML files to lessons as values.
 *
 * assets/lessons/FORMAT.md is the format. Loading is strict: one wrong thing refuses the file, and
 * each problem becomes a diagnostic with file, line and column. Reading is in two steps so that the
 * first picture does not wait for all lessons: the catalogue reads only heads, a lesson is read
 * when it is opened. Nothing here follows a symbolic link or leaves the pack's folder. A lesson's
 * pictures and recordings are looked for in its own pack first, then pictures in assets/pictures;
 * its phone in its own pack first, then in the others. */
#ifndef CONTENT_CONTENT_H
#define CONTENT_CONTENT_H

#include <stdio.h>

#include "base/arena.h"
#include "base/fail.h"
#include "core/lesson.h"

/* Problems found, at most CONTENT_PROBLEMS_MAX; later ones are only counted. */
#define CONTENT_PROBLEMS_MAX 64u

struct problem {
    str file;
    unsigned line, column; /* from 1; 0: the whole file */
    str sentence;          /* English, one clear sentence */
};

struct problems {
    arena *home;
    struct problem items[CONTENT_PROBLEMS_MAX];
    unsigned count;
    unsigned total;
};

/* «file:line:column: sentence», one a line. */
void problems_print(const struct problems *problems, FILE *to);

/* Packs shown together: the common one, the season's, the place's own. */
#define CONTENT_PACKS_MAX 8u
#define PACK_SEASONS_MAX 8u

/* Where a pack lies: the folder with its pack.yaml, which must say the same id. */
struct pack_place {
    str id;
    str folder;
};

/* When a pack's lessons are shown: ISO dates, both days included. */
struct season {
    str from, to;
};

/* A pack that could be read. */
struct content_pack {
    str id;
    uint32_t version;
    str folder;
    struct text title;
    const struct season *seasons; /* none: all the year */
    uint16_t season_count;
    bool shown; /* its season is now, or it has none */
};

struct content {
    arena *home; /* owns every text of the catalogue */
    str assets;  /* the assets folder */
    struct content_pack packs[CONTENT_PACKS_MAX];
    unsigned pack_count;
    struct catalogue catalogue;
    const str *files;       /* by lesson: path under its pack's folder */
    const uint8_t *pack_of; /* by lesson: index in packs */
    enum fail left_out; /* why the first thing was left out (see problems); FAIL_OK: all is there */
};

struct content_wanted {
    str assets;
    const struct pack_place *places; /* a later pack may add to the earlier ones */
    size_t place_count;
    str today;        /* ISO, the place's own day; empty: not known, so no pack with a season */
    bool all_seasons; /* for checking */
};

/* The place of a pack that came with the program: assets/lessons/<id>. */
struct pack_place content_place(arena *home, str assets, str id);

/* Reads every pack.yaml and the heads of all lessons that are shown.
 *
 * Topics, tracks and lessons of a later pack are put behind the earlier ones' (a lesson where its
 * code belongs); one with an id or code that is there already takes that one's place: the ward's
 * own words count. A lesson that cannot be used, or a whole later pack, is left out with a problem,
 * and the rest stands. On failure *content holds an empty catalogue that is safe to show:
 * FAIL_MISSING: the first pack is not there; others: it or all of its lessons cannot be used. */
must_check enum fail content_open(struct content *content, arena *home,
                                  const struct content_wanted *wanted, struct problems *problems);
/* The same with a single pack that came with the program. */
must_check enum fail content_open_pack(struct content *content, arena *home, str assets, str pack,
                                       struct problems *problems);
/* Whether other packs would be shown on this day. */
bool content_season_turns(const struct content *content, str today);
/* Which lesson, and to whom it speaks. */
struct lesson_wanted {
    int index; /* in the catalogue */
    enum address address;
};

/* Reads one lesson whole into home. */
must_check enum fail content_lesson(const struct content *content, struct lesson_wanted wanted,
                                    arena *home, const struct lesson **out,
                                    struct problems *problems);
/* Reads everything and checks what only the whole shows: lengths, sentences over 14 words, screens
 * that no task reaches, ids that do not exist, missing pictures, recordings that cannot be decoded
 * or are too long, missing English, icons that the font lacks, expired review_by, real-looking
 * numbers, words that claim official status, a case that two lessons have,
 * a shared phone's screen that nobody uses. */
struct content_check {
    str today;                    /* ISO date; empty skips what it is for */
    bool (*has_icon)(str name);   /* NULL skips */
    unsigned first;               /* packs before this one are only there to be referred to */
    struct reading_level *levels; /* by pack; NULL: not asked for */
};
/* What the kiosk itself says in a pack's lessons; in Vietnamese a word of the count is a syllable.
 */
struct reading_level {
    unsigned lessons, sentences, syllables, longest;
    unsigned weak; /* facts tagged M or WEAK */
};
/* FAIL_FORMAT when there is any problem. */
must_check enum fail content_check(const struct content *content, const struct content_check *what,
                                   struct problems *problems);
/* A name of a picture as a loaded lesson has it («chung.svg», or «pack@version/own.svg» for one
 * that its pack brings) as a path; empty when it is missing. */
str content_picture_path(const struct content *content, arena *home, str name);
/* The same for a recording («pack@version/L01-1.opus»). */
str content_narration_path(const struct content *content, arena *home, str name);

/* The version that a folder's pack.yaml states; 0: it cannot be read. */
uint32_t content_pack_version(str folder);

/* Facts tagged M or WEAK in the lessons of one pack that are shown: the officer looks into them. */
unsigned content_weak_facts(const struct content *content, unsigned pack);
/* Each of them with the lesson's head; the texts are gone after the call. */
typedef void content_weak_fn(void *context, const struct lesson_head *head, str tag, str fact);
must_check enum fail content_each_weak(const struct content *content, content_weak_fn *visit,
                                       void *context, struct problems *problems);

#endif
