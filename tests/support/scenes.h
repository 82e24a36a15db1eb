/* Every picture the kiosk can show: each screen in each of its states, over the real lessons.
 *
 * The states are reached as a learner reaches them, through core/runner, so a lesson that is added
 * to the pack is looked at without a line here. */
#ifndef SUPPORT_SCENES_H
#define SUPPORT_SCENES_H

#include "content/assessment.h"
#include "content/content.h"
#include "content/phrases.h"
#include "screens/screen.h"
#include "support/sample.h"

#define SCENE_NEEDS_MAX 8

struct scene {
    char name[64];
    const struct model *model;
    bool whole; /* looked at in every cell (support/sample.h) */
    bool once;  /* in the hardest alone: the same picture in other words */
    /* Intents that must be reachable without turning a page. */
    enum intent needs[SCENE_NEEDS_MAX];
    unsigned need_count;
    /* The control that the practice waits for; empty: none. */
    str target;
};

typedef void scene_visit(void *context, const struct scene *scene);

struct scenes {
    struct content content;
    struct content cities[SAMPLE_CITIES]; /* the first is content */
    struct phrases phrases;
    const struct assessment *assessment;
    struct case_list cases;
    struct sample sample;
    arena home, lesson_home;
    struct qr_code qr;
    struct model model;
    struct scene scene;
    enum {
        SCENES_EVERYWHERE,
        SCENES_BY_LESSON,
        SCENES_SAMPLED,
        SCENES_ONCE
    } looked; /* support/sample.h */
    scene_visit *visit;
    void *context;
};

/* Reads the packs that came with the program and the phrases; false: problems were printed. */
bool scenes_open(struct scenes *s, str assets);
void scenes_close(struct scenes *s);
/* Calls visit for every scene in this language. The scene lives only for the call. */
void scenes_visit(struct scenes *s, enum lang lang, scene_visit *visit, void *context);

#endif
