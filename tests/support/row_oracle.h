/* A row read with a general JSON parser: slow, and plainly what src/wire/README.md says. Tests and
 * fuzzing hold row_read to it. */
#ifndef SUPPORT_ROW_ORACLE_H
#define SUPPORT_ROW_ORACLE_H

#include "wire/row.h"

bool row_oracle(arena *home, str line, struct event *out);
/* Whether both say the same about a line; what they read is equal member by member. */
bool row_oracle_agrees(arena *home, str line);

#endif
