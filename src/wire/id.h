/* Names of things: events, sessions and batches are UUIDv7 (RFC 9562 §5.7), kiosks are short words.
 *
 * A UUIDv7 carries the wall clock it was made under, which may be wrong, so nothing orders by it;
 * its 74 random bits make it unique even when a restored disk image writes old numbers again. */
#ifndef WIRE_ID_H
#define WIRE_ID_H

#include "base/arena.h"
#include "core/event.h"

#define ID_RANDOM_BYTES 10u
#define ID_TEXT_LEN 36u
/* A kiosk id is also a folder name on FAT and a field of fixed width in batches. */
#define KIOSK_ID_MAX 32u

/* wall_ms below zero or beyond 48 bits counts as zero. */
void id_make(int64_t wall_ms, const uint8_t random[ID_RANDOM_BYTES], uint8_t out[EVENT_ID_BYTES]);
/* «01890a5d-ac96-774b-bcce-b302099a8057»; the array ends in a zero byte. */
void id_to_text(const uint8_t id[EVENT_ID_BYTES], char out[ID_TEXT_LEN + 1]);
str id_text(arena *home, const uint8_t id[EVENT_ID_BYTES]);
/* Any UUID in the usual form of 36 letters, either case; false on anything else. */
bool id_parse(str text, uint8_t out[EVENT_ID_BYTES]);
/* Whether it is of version 7 and of the RFC's variant. */
bool id_is_v7(const uint8_t id[EVENT_ID_BYTES]);
/* a–z 0–9 and - (not first, not last), 1–32 letters, and no name that FAT keeps for devices (con,
 * com1 …) nor «tat-ca», because it is a folder on the stick. */
bool id_kiosk_valid(str kiosk);

#endif
