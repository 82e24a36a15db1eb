/* How the kiosk speaks to people, as rules that can be checked: short sentences (curriculum §5), no
 * blame and no claim of official status (§5, §8), no number that could be a real person's (§3.3).
 */
#ifndef CONTENT_WORDING_H
#define CONTENT_WORDING_H

#include "base/str.h"

/* Words of the longest sentence; *count_out gets the number of sentences, *words_out all words. */
size_t wording_longest(str text, size_t *count_out, size_t *words_out);
/* A forbidden word in a Vietnamese text with its reason, or NULL. */
struct wording_ban {
    const char *word, *reason;
    const char *unless_after; /* fine behind this word, or NULL */
};
const struct wording_ban *wording_find_ban(str text);
/* The first number of nine or more digits (spaces and dots inside do not hide it) that is no
 * sample; empty when there is none. */
str wording_find_number(str text);
/* Whether a Vietnamese text stands for itself in English too: an address, a number, a sender in
 * capitals, the sample person's name. */
bool wording_is_name(str text);

#endif
