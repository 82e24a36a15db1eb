/* UTF-8 at the borders: checked and brought to NFC once, trusted inside. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/fail.h"

/* Valid UTF-8 without control characters other than line feed and tab. */
bool utf8_valid(str s);
/* Copies s into home in NFC (composed Vietnamese letters). FAIL_FORMAT when it is not valid. */
must_check enum fail utf8_to_nfc(arena *home, str s, str *out);
/* Code points in valid text. */
size_t utf8_count(str s);
/* Decodes the code point at the start of valid, non-empty text; *len_out gets its bytes. */
uint32_t utf8_decode(str s, size_t *len_out);
/* The longest prefix of at most max code points that does not split a letter from its marks. */
str utf8_truncate(str s, size_t max);
/* Words, by white space. */
size_t utf8_words(str s);
/* Writes one code point, returns its bytes (1–4). */
size_t utf8_encode(uint32_t code, char out[4]);

#endif
