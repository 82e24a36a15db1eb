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

/* Half of a row is hex of hashes, in which the longer searches of higher levels find nothing worth
 * having: rows shrink to less than a fifth, a tenth smaller than with zstd's default level 3, in
 * half its time (tests/bench/bench_batches.c). */
#define BATCH_ZSTD_LEVEL 1

#endif
