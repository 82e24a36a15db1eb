/* One line of a walk, taken apart. Pure, so that it is tested and fuzzed without a kiosk. */
#ifndef KIOSK_WALK_LINE_H
#define KIOSK_WALK_LINE_H

#include "base/arena.h"
#include "base/fail.h"

#define WALK_WORDS_MAX 6u

struct walk_word {
    str text; /* quotes taken off, \" and \\ resolved */
    bool quoted;
};

struct walk_line {
    struct walk_word words[WALK_WORDS_MAX];
    uint32_t count; /* 0: an empty line or a comment */
};

/* Splits at spaces; "…" keeps them. FAIL_FORMAT: an open quote, broken UTF-8; FAIL_LIMIT: too many
 * words. Texts come out in NFC and live in home. */
must_check enum fail walk_line_read(arena *home, str line, struct walk_line *out);
/* «300s», «1500ms», «5m»: milliseconds. */
must_check enum fail walk_duration(str text, int64_t *ms_out);
/* «1080x1920». */
must_check enum fail walk_size(str text, int *w_out, int *h_out);

#endif
