/* What must hold between the parts of a lesson so that it can be played: the practice phone's
 * screens are there, every target stands on its screen, a typed number fits its field. */
#ifndef CONTENT_RULES_H
#define CONTENT_RULES_H

#include "content/shapes.h"

/* Adds the screens, the name and the tone of the phone that a step names (sim as read from its
 * file) and checks the tasks. Problems go to r at the places where the lesson was read. */
void rules_join_phone(struct reader *r, struct phone *step, const struct phone *sim);
/* Rules over a whole lesson. */
void rules_check_lesson(struct reader *r, const struct lesson *lesson);
/* Whether anything on the screen has this id; *field_out (may be NULL) is the field if it is one.
 */
bool rules_find_target(const struct phone_screen *screen, str id, const struct widget **field_out);

#endif
