/* Text as written → the words that the voice is given, and back again.
 *
 * espeak reads «15 phút», «08:30», «OTP», «UBND» or a telephone number wrongly by itself, so
 * Vietnamese text is turned into plain words first (ui.md § Voice): numbers, dates, times, money,
 * numbers to call, codes, addresses, units, roman numerals, abbreviations. Pure: the lexicon comes
 * as an argument (content/lexicon.h reads assets/speech/vi.yaml).
 *
 * What is decided where the writing is ambiguous:
 * - 111 112 113 114 115 156 5656 are numbers to call, digit by digit, unless something counted
 *   follows («115 lượt») or a word such as «trang», «Điều», «khoảng» stands before. The voice adds
 *   no «số khẩn cấp»: it says what is shown, no more.
 * - six and more digits without grouping, or with a zero in front, are a code, digit by digit,
 *   unless money or something counted follows; covered digits («••••») are counted aloud.
 * - d/m is a date, «n / m» with spaces and «bước», «câu», «điểm» … are «n trên m», a small proper
 *   fraction with a noun after it is one («3/4 số hộ»).
 * - an address is read with every «chấm» and «gạch ngang», so that a false one is heard to be
 *   false; only the protocol («https://») and a slash at the end are silent.
 *
 * Invariants: the words of a map stand in order in both texts, never overlap and never are empty;
 * the spoken Vietnamese holds no digit and no sign other than , ; : . ! ? between the words. */
#ifndef CORE_SPEAK_H
#define CORE_SPEAK_H

#include "base/arena.h"
#include "core/lesson.h"

/* The longest `written`, in bytes: «Cổng Dịch vụ công quốc gia» has 33. */
#define SPEAK_WRITTEN_BYTES_MAX 40u

struct speak_entry {
    str written, spoken;
};

/* Both tables by str_cmp of `written`, each once. */
struct speak_lexicon {
    const struct speak_entry *words; /* as they stand in a text, capitals count: «VNeID» */
    uint32_t word_count;
    const struct speak_entry *labels; /* pieces of an address, small letters: «dichvucong» */
    uint32_t label_count;
};

/* Bytes [from, to) of the spoken text say bytes [from, to) of the written one. */
struct speak_word {
    uint32_t spoken_from, spoken_to;
    uint32_t written_from, written_to;
};

struct spoken {
    str text;
    const struct speak_word *words;
    uint32_t count;
};

/* The longest text; the longest page is a tenth of it. What stands beyond is not spoken. */
#define SPEAK_BYTES_MAX (256u * 1024u)

/* `written` is valid UTF-8 in NFC. The result lives in home and borrows nothing. lexicon may be
 * NULL. English passes almost unchanged: signs that only please the eye become pauses. */
struct spoken speak_text(arena *home, const struct speak_lexicon *lexicon, enum lang lang,
                         str written);
/* The written word that is heard while the voice says bytes [from, to): false when none is. */
bool speak_find(const struct spoken *spoken, uint32_t from, uint32_t to, struct speak_word *out);

#endif
