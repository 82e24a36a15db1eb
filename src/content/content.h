/* Content packs: from YAML files to lessons as values.
 *
 * assets/lessons/FORMAT.md is the format. Loading is strict: one wrong thing refuses the file, and
 * each problem becomes a diagnostic with file, line and column. Reading is in two steps so that the
 * first picture does not wait for all lessons: the catalogue reads only heads, a lesson is read
 * when it is opened. Nothing here follows a symbolic link or leaves the pack's folder. */
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

struct content {
    arena *home;     /* owns every text of the catalogue */
    str assets;      /* the assets folder */
    str pack_folder; /* assets/lessons/<pack> */
    str pack_id;
    uint32_t pack_version;
    struct catalogue catalogue;
    const str *files; /* by lesson: path under the pack's folder */
};

/* Reads pack.yaml and all heads under assets/lessons/<pack>. On failure *content holds an empty
 * catalogue that is safe to show. FAIL_MISSING: no such pack; FAIL_FORMAT: see problems. */
must_check enum fail content_open(struct content *content, arena *home, str assets, str pack,
                                  struct problems *problems);
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
 * or are too long, missing English, icons that the font lacks (icons: NULL skips), expired
 * review_by (today: ISO date, empty skips), real-looking numbers, words that claim official status.
 * FAIL_FORMAT when there is any problem. */
must_check enum fail content_check(const struct content *content, str today,
                                   bool (*has_icon)(str name), struct problems *problems);
/* The path of a picture: the pack's own first, then assets/pictures. Empty when it is missing. */
str content_picture_path(const struct content *content, arena *home, str file);
/* The path of a recording in the pack's narration folder. Empty when it is missing. */
str content_narration_path(const struct content *content, arena *home, str file);

#endif
