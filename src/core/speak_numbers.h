/* Numbers in Vietnamese words: «hai nghìn không trăm hai mươi sáu», «hai mươi mốt», «linh năm». */
#ifndef CORE_SPEAK_NUMBERS_H
#define CORE_SPEAK_NUMBERS_H

#include "base/buf.h"

/* Beyond 18 digits a number is read digit by digit. */
#define SPEAK_CARDINAL_DIGITS_MAX 18u

/* Appends, with a space before it when *out is not empty. */
void speak_put_cardinal(struct buf *out, uint64_t number);
/* The same of ASCII digits; other bytes are left out. */
void speak_put_number(struct buf *out, str digits);
/* «một một năm». */
void speak_put_digits(struct buf *out, str digits);
/* The value of a canonical roman numeral in capitals (XIV, not XIIII), 0 for anything else. */
unsigned speak_roman(str word);

#endif
