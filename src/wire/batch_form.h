/* The fixed places of a batch's header, shared by its making and its opening. Private to wire. */
#ifndef WIRE_BATCH_FORM_H
#define WIRE_BATCH_FORM_H

#include "wire/batch.h"

/* The last letter is the version. */
static const char batch_magic[8] = { 'T', 'R', 'A', 'M', 'S', 'O', 'B', '1' };

/* The header's first bytes, which the encryption is bound to: a batch cannot be put under another
 * kiosk's name even by someone who signs it anew. */
#define BATCH_BOUND_BYTES 168u
/* What the signature covers. */
#define BATCH_SIGNED_BYTES (BATCH_HEADER_BYTES - SEAL_SIGNATURE_BYTES)
static_assert(BATCH_SIGNED_BYTES == BATCH_BOUND_BYTES + 8 + SEAL_HASH_BYTES, "the header's places");

/* zstd's own default: JSON Lines shrink to about a fifth, a full batch packs in under 50 ms. */
#define BATCH_ZSTD_LEVEL 3

#endif
