/* What is being read aloud, and where on the picture its words stand.
 *
 * The voice gets a page as one text and tells which bytes of it are heard; this finds the node they
 * came from, so that the word can be marked on the screen (ui.md § Voice). */
#ifndef KIOSK_READING_H
#define KIOSK_READING_H

#include "ui/speech.h"

#define READING_PARTS_MAX 64u

struct reading_part {
    uint32_t id;       /* of the node */
    uint32_t from, to; /* bytes of the whole text */
    bool shown;        /* its bytes are the bytes that the node shows */
};

struct reading {
    struct reading_part parts[READING_PARTS_MAX];
    uint32_t count;
};

/* Joins the list to one text in home, a line for each part. */
str reading_begin(struct reading *reading, const struct speech_list *list, arena *home);
/* What the picture now says by itself and the last one did not, in home; empty: nothing. */
str reading_news(const struct tree *last, const struct tree *now, arena *home);
/* Something else is being said: nothing on the picture is marked. */
void reading_end(struct reading *reading);
/* Marks the bytes [from, to) of the whole text in view; true when the mark moved. */
bool reading_mark(const struct reading *reading, uint32_t from, uint32_t to, struct view *view);
bool reading_unmark(struct view *view);

#endif
