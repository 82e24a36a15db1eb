/* Batches (.tsb): one contiguous run of a ledger, signed by the kiosk, readable by one hub only.
 *
 * The header is clear and of fixed size, so that a stick can be sorted without any secret;
 * README.md has its bytes. A batch is whole or refused: opening checks, in this order, form and
 * bounds, the hub's key id, the signature, the payload's hash, the encryption, the unpacked size,
 * every line, and the hash chain from before the first to the last event. Nothing unchecked is ever
 * handed out. */
#ifndef WIRE_BATCH_H
#define WIRE_BATCH_H

#include "base/buf.h"
#include "base/limits.h"
#include "core/event.h"
#include "wire/id.h"
#include "wire/seal.h"

#define BATCH_HEADER_BYTES 272u
/* zstd may grow what it cannot pack by a little. */
#define BATCH_FILE_BYTES_MAX                                                                       \
    (BATCH_HEADER_BYTES + SEAL_OVERHEAD_BYTES + BATCH_BYTES_MAX + BATCH_BYTES_MAX / 128u)
#define BATCH_WHY_BYTES 200u

struct batch_header {
    char kiosk[KIOSK_ID_MAX + 1];
    struct key_id kiosk_key; /* of the Ed25519 key that signs */
    struct key_id hub_key;   /* of the box key it is sealed to */
    uint8_t id[EVENT_ID_BYTES];
    uint64_t first_seq;
    uint64_t last_seq;
    uint32_t count;                   /* last_seq - first_seq + 1 */
    uint32_t plain_bytes;             /* of the JSON Lines */
    uint8_t before[EVENT_HASH_BYTES]; /* chain hash before first_seq */
    uint8_t last[EVENT_HASH_BYTES];   /* chain hash of last_seq */
    int64_t created_ms;
    uint64_t payload_bytes;
    uint8_t payload_hash[SEAL_HASH_BYTES];
};

/* ---- making ---- */

struct batch_origin {
    str kiosk;
    const struct sign_keys *keys;
    const struct box_public *hub;
    int64_t created_ms;
    uint8_t id[EVENT_ID_BYTES]; /* id_make() */
};

/* A batch being filled. Its insides are the maker's own. */
struct batch_maker {
    arena *home;
    struct batch_origin origin;
    struct buf lines;
    struct batch_header header;
};

/* origin's pointers must outlive the maker. */
void batch_begin(struct batch_maker *maker, arena *home, const struct batch_origin *origin);
/* Adds the next event; false when it does not fit any more (nothing was added: finish, begin the
 * next batch with it). Events must come without gaps, which is the ledger's promise (must). */
bool batch_add(struct batch_maker *maker, const struct event *event);
/* Packs, encrypts, signs. FAIL_MISSING when no event was added. header_out may be NULL. */
must_check enum fail batch_finish(struct batch_maker *maker, str *file_out,
                                  struct batch_header *header_out);

/* ---- opening ---- */

struct batch {
    struct batch_header header;
    struct event *events; /* header.count, seq rising by one, prev and hash filled and proven */
    char why[BATCH_WHY_BYTES]; /* after a failure: one English sentence, for the quarantine list */
};

struct batch_keys {
    const struct sign_public *kiosk; /* of the kiosk the header names */
    const struct box_keys *hub;
};

/* Form and bounds of the header alone; the signature is not checked, so this only sorts files. file
 * may be just the first BATCH_HEADER_BYTES; a short text is FAIL_FORMAT. why (BATCH_WHY_BYTES) may
 * be NULL. FAIL_FORMAT no batch or impossible numbers, FAIL_VERSION made by a newer program,
 * FAIL_LIMIT. */
must_check enum fail batch_read_header(str file, struct batch_header *out, char *why);
/* Header, length, signature and payload hash, for the kiosk reading back its own stick.
 * FAIL_FOREIGN when another key signed, FAIL_CORRUPT when it was changed or cut. */
must_check enum fail batch_verify(str file, const struct sign_public *kiosk,
                                  struct batch_header *out, char *why);
/* All of it. FAIL_FORMAT, FAIL_VERSION, FAIL_LIMIT, FAIL_FOREIGN (another hub or kiosk),
 * FAIL_CORRUPT; one sentence is logged and stands in out->why. The events live in home. */
must_check enum fail batch_open(arena *home, str file, const struct batch_keys *keys,
                                struct batch *out);

#endif
