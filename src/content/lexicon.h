/* assets/speech/vi.yaml → how words that no Vietnamese voice knows are spoken (core/speak.h).
 *
 *     format: 1
 *     words:                     # as they stand in a text; capitals count
 *       OTP: ô tê pê
 *       CH Play: xê hát pờ lây
 *     labels:                    # pieces of an address, small letters
 *       dichvucong: dịch vụ công
 *
 * Texts are brought to NFC; the spoken side holds neither digits nor capitals' riddles, only words.
 */
#ifndef CONTENT_LEXICON_H
#define CONTENT_LEXICON_H

#include "content/content.h"
#include "core/speak.h"

/* Many times what is there; a table is looked through for every word of a page. */
#define LEXICON_ENTRIES_MAX 2000u

/* Reads <assets>/speech/vi.yaml into home. On failure *out holds the entries that are right, so
 * that the voice still speaks. FAIL_MISSING when there is no such file. */
must_check enum fail lexicon_load(struct speak_lexicon *out, arena *home, str assets,
                                  struct problems *problems);
/* The same from bytes that stand in `file` (as problems name it). */
must_check enum fail lexicon_read(struct speak_lexicon *out, arena *home, str file, str bytes,
                                  struct problems *problems);

#endif
