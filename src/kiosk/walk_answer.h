/* «answer right»: what a walk does at the step at hand, whatever was drawn or shuffled. */
#ifndef KIOSK_WALK_ANSWER_H
#define KIOSK_WALK_ANSWER_H

#include "core/runner.h"

#define ANSWER_LINES_MAX 400u /* inputs of a step */
#define ANSWER_STEPS_MAX 60u  /* steps of an assessment */

/* The next line of a walk that plays this step: «tap #choice-2». right: as the lesson declares it;
 * else a choice that is not right, and a practice is skipped. Empty when the step is over or is one
 * that has no answer. */
str walk_answer_line(arena *home, const struct runner *runner, bool right);

#endif
