/* What reaches the learner of a judged case, in the look of its channel: a message or notice on a
 * phone, a call with its green head, a chat bubble, a sheet of paper, a scene at the market.
 *
 * Paper and the market are no phones and get no frame; the band stands above all of them, so that a
 * photograph of the screen is never taken for the thing itself. */
#ifndef SCREENS_MESSAGE_H
#define SCREENS_MESSAGE_H

#include "screens/screen.h"

/* The whole thing, as high as it needs. */
void message_card(const struct model *model, struct ui *ui, const struct judge *judge);
/* The same as children of a paged column: where it is tightest, a sentence at a time. */
void message_rows(const struct model *model, struct ui *ui, const struct judge *judge);

#endif
