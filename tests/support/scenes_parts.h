/* What the files of the scenes share; only they include it. */
#ifndef SUPPORT_SCENES_PARTS_H
#define SUPPORT_SCENES_PARTS_H

#include "support/scenes.h"

/* The model as a session begins. */
struct model scene_fresh(const struct scenes *s, enum lang lang);
/* The next scene needs this intent in reach. */
void scene_need(struct scenes *s, enum intent intent);
void scene_show(struct scenes *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A lesson in lesson_home, in place of the last; NULL: problems were printed. */
const struct lesson *scene_lesson(struct scenes *s, int index);
void scenes_visit_exam(struct scenes *s);

#endif
