/* Lists of choices: of a question, of a case's signs and of what to do. */
#ifndef SCREENS_CHOICES_H
#define SCREENS_CHOICES_H

#include "screens/screen.h"

/* One of several, shuffled; what was tried is marked, and the right one once it was found. */
void choices_one(const struct model *model, struct ui *ui, const struct choice *choices,
                 uint16_t count);
/* Several to mark; shown: the answer is told, so right ones are marked as such. */
void choices_marked(const struct model *model, struct ui *ui, const struct choice *choices,
                    uint16_t count);
/* The same as children of a paged column, which may part them. */
void choices_rows(const struct model *model, struct ui *ui, const struct choice *choices,
                  uint16_t count);
void choices_marked_rows(const struct model *model, struct ui *ui, const struct choice *choices,
                         uint16_t count);

#endif
