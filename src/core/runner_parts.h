/* What the runner's files share among themselves; nobody else includes it. */
#ifndef CORE_RUNNER_PARTS_H
#define CORE_RUNNER_PARTS_H

#include "core/runner.h"

/* The current unit has been seen; right counts only the first time. */
void runner_mark_unit(struct runner *r, bool right);
/* Sets or clears what is shown and said after an input. */
void runner_say(struct runner *r, struct text reply, enum lang lang);
void runner_hush(struct runner *r);

#endif
