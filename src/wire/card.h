/* The learner card «TS1:…»: how far a learner is, without a name or number, as a small QR code.
 *
 * Random learner id (80 bits), issue day, progress, and a 128-bit MAC under the ward's key; any
 * kiosk of the ward checks it without a network. All letters are in the alphanumeric set of QR
 * codes. The progress is written as a list or as a bitmap, whichever is shorter, and only that form
 * is read back, so one state has one code. At level Q eight lessons fit QR version 4, all 47
 * version 5. */
#ifndef WIRE_CARD_H
#define WIRE_CARD_H

#include "base/arena.h"
#include "base/fail.h"
#include "core/progress.h"
#include "wire/seal.h"

#define CARD_LEARNER_BYTES 10u
#define CARD_TEXT_MAX 104u /* 61 bytes at most */
/* Issue days count from 2025-01-01, local time. */
#define CARD_DAY_ZERO_MS 1735664400000ll

struct card {
    uint8_t learner[CARD_LEARNER_BYTES];
    uint16_t issue_day;
    struct progress progress;
};

/* The day of a wall time, 0 before CARD_DAY_ZERO_MS. */
uint16_t card_day(int64_t wall_ms);
/* The learner key that stands in events: «c-» and 16 letters of base32. */
str card_learner_key(arena *home, const uint8_t learner[CARD_LEARNER_BYTES]);
/* The id behind such a key; false when it is another kind of key. */
bool card_learner_of_key(str key, uint8_t out[CARD_LEARNER_BYTES]);

/* «TS1:…», a zero byte after it. */
str card_encode(arena *home, const struct card *card, const uint8_t ward_key[SEAL_KEY_BYTES]);
/* FAIL_FORMAT: no learner card; FAIL_VERSION: a later kind («TS2:»); FAIL_FOREIGN: changed, or of
 * another ward, which a MAC cannot tell apart. White space around it is ignored. Quiet in the log:
 * anyone may hold anything before the scanner. */
must_check enum fail card_decode(str text, const uint8_t ward_key[SEAL_KEY_BYTES],
                                 struct card *out);

#endif
