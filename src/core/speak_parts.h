/* Inside the normaliser only (speak.h): the state of one text, and its rules.
 *
 * speak.c walks over the text; at the start of each token it asks the rules in a fixed order. A
 * rule that knows the token emits words and moves `at` behind it; else it returns false and has
 * changed nothing. */
#ifndef CORE_SPEAK_PARTS_H
#define CORE_SPEAK_PARTS_H

#include "base/buf.h"
#include "core/speak.h"

#define SPEAK_CUE_BYTES 24u

struct speaker {
    arena *home;
    const struct speak_lexicon *lexicon; /* never NULL */
    str text;
    size_t at;
    struct buf out;
    struct speak_word *words;
    uint32_t count;
    char pause;                /* waits for the next word: , ; : . ! ? or 0 */
    bool soft;                 /* the pause is ours and falls away at the end */
    bool line;                 /* a line ends before the next word */
    bool after_number;         /* a number or its unit stands just before */
    char cue[SPEAK_CUE_BYTES]; /* the word before in small letters; empty when none bears on it */
};

/* speak.c */
void speak_emit(struct speaker *s, size_t to, str spoken);
void speak_pause(struct speaker *s, char mark, bool soft);
bool speak_cue_is(const struct speaker *s, const char *const *list, size_t count);
/* The entry of a table, or NULL. */
const str *speak_look_up(const struct speak_entry *entries, uint32_t count, str written);
/* The longest entry of `words` at `at` that ends where a word ends. */
const str *speak_longest(const struct speaker *s, size_t *end_out);

/* Rules. */
bool speak_address(struct speaker *s);
bool speak_figure(struct speaker *s);
bool speak_word(struct speaker *s);
bool speak_sign(struct speaker *s);
/* speak_calendar.c, asked by speak_figure. */
bool speak_date(struct speaker *s);
bool speak_time(struct speaker *s);
bool speak_slashed(struct speaker *s);
/* speak_codes.c, asked by speak_figure. */
bool speak_masked(struct speaker *s);
bool speak_phone(struct speaker *s);
bool speak_document(struct speaker *s);
bool speak_is_service(str digits);
/* speak_daily.c: the first asked before other words, the others by speak_figure. */
bool speak_weekday(struct speaker *s);
bool speak_mixed(struct speaker *s);
bool speak_plate(struct speaker *s);
bool speak_account(struct speaker *s);
/* A word in capitals, one or more letters: as a word, or letter by letter. */
void speak_capitals(const struct speaker *s, struct buf *out, str word);
/* speak_units.c: the unit that stands at `at`; spaced: a space stood before it. */
const char *speak_unit(str text, size_t at, bool spaced, size_t *end_out);
bool speak_is_money(str text, size_t at);
/* Whether a word stands at `at`, after at most one space, that can be counted. */
bool speak_is_counted(str text, size_t at);

/* speak_letters.c: text, byte by byte or letter by letter. */
unsigned char speak_byte(str text, size_t at); /* 0 beyond the end */
uint32_t speak_code(str text, size_t at, size_t *len_out);
bool speak_is_digit(unsigned char c);
bool speak_is_letter(uint32_t code);
bool speak_is_upper(uint32_t code);
uint32_t speak_lower(uint32_t code);
bool speak_is_space(uint32_t code);
/* Whether a letter or digit stands at `at`. */
bool speak_in_word(str text, size_t at);
size_t speak_letters_end(str text, size_t at);
size_t speak_digits_end(str text, size_t at);
bool speak_is_capitals(str word);
/* Whether it can be read as a Vietnamese syllable. */
bool speak_is_syllable(str word);
void speak_put_lower(struct buf *out, str word);
/* By the names of its letters, «bê hát». */
void speak_put_spelt(struct buf *out, str word);
void speak_put_word(struct buf *out, str word); /* with a space before it */

#endif
