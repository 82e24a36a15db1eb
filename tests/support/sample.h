/* Which cells of ui.md § Sizes a picture of a lesson is looked at in.
 *
 * Some eighty lessons in every cell would take ten minutes, and their screens differ in words
 * alone. So what the words can break is looked at everywhere: each picture of each lesson at the
 * hardest cells (the smallest panel with the largest letters: lying, and upright or with «Hạ
 * thấp»), and in one of the other cells that its own name draws, always the same; all cells
 * together are drawn many times over. What differs from another picture by one text alone (a reply
 * to a wrong tap, the coach's words in «Tự làm») is laid out in the hardest cell. So every text of
 * every lesson is laid out where it has the least room, and what is narrower or lower elsewhere is
 * the screens' own, which the extremes show. The whole matrix is for one lesson of each kind, the
 * shortest, and for the extremes: of each kind of step the one with the longest text, and the phone
 * screens with the most words and parts.
 */
#ifndef SUPPORT_SAMPLE_H
#define SUPPORT_SAMPLE_H

#include "content/content.h"

struct sample {
    bool lessons[CATALOGUE_LESSONS_MAX]; /* whole */
    struct sample_extreme {
        int lesson;
        uint16_t step, task;
        size_t weight;
    } steps[STEP_KIND_COUNT], tasks[2]; /* phone tasks: longest text, most widgets */
};

/* A cell by its numbers: 0 is the hardest of panels (smallest) and sizes (largest). */
struct sample_cell {
    const char *scene;                                  /* the picture's name */
    unsigned panel, panels, size, sizes, shape, shapes; /* shapes 0 and 1 are upright */
};

/* The packs that one city has one of, each with its own lesson of the same code. */
#define SAMPLE_CITIES 3u
/* Opens what came with the program, of all seasons, as it is in the city of this number. Its own
 * pack is the last. */
enum fail sample_open(struct content *content, arena *home, str assets, unsigned city,
                      struct problems *problems);
/* Reads every lesson once. */
void sample_choose(struct sample *sample, const struct content *content);
/* Whether this place of a lesson is looked at in every cell. */
bool sample_whole(const struct sample *sample, int lesson, uint16_t step, uint16_t task);
/* Whether a picture that is not is looked at in this one. */
bool sample_cell(const struct sample_cell *cell);
/* Only the hardest, lying: there a text has the least room beside the bar of buttons. */
bool sample_hardest(const struct sample_cell *cell);
/* Only the one that its name draws. */
bool sample_drawn(const struct sample_cell *cell);

#endif
