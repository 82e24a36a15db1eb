/* A pack of lessons by stick (.tsp): a signed head of fixed size, then the packed lessons.
 *
 * The head says how large the payload is and what its hash is, so that the payload is read as a
 * stream, never whole in memory, and whoever has checked the head knows how much may follow.
 * Payload: one zstd frame of a tar archive. It is not looked into here: a kiosk that takes a pack
 * from a stick keeps the file whole, and unpacking and installing it comes with the pack tool
 * (`tramsoctl pack install`). */
#ifndef WIRE_PACK_FILE_H
#define WIRE_PACK_FILE_H

#include "base/arena.h"
#include "base/fail.h"
#include "wire/id.h"
#include "wire/seal.h"

#define PACK_FILE_HEAD_BYTES 168u
/* Recordings of a whole curriculum take some 40 MB. */
#define PACK_FILE_PAYLOAD_MAX (64u * 1024u * 1024u)
#define PACK_FILE_WHY_BYTES 200u

struct pack_file {
    char pack[KIOSK_ID_MAX + 1]; /* the pack's id, spelt like a kiosk id */
    struct key_id signer;        /* of the Ed25519 key that signs: the hub's, for now */
    uint64_t version;            /* 1 … INT64_MAX; higher is newer */
    int64_t created_ms;
    uint64_t payload_bytes; /* 1 … PACK_FILE_PAYLOAD_MAX */
    uint8_t payload_hash[SEAL_HASH_BYTES];
};

/* The head, signed; fills signer. What does not fit the bounds above is a fault (must). */
str pack_file_head_write(arena *home, struct pack_file *pack, const struct sign_keys *signer);
/* The first PACK_FILE_HEAD_BYTES of a file. FAIL_FORMAT, FAIL_VERSION, FAIL_LIMIT, FAIL_FOREIGN
 * (signed by another key), FAIL_CORRUPT. why (PACK_FILE_WHY_BYTES) gets the sentence that is
 * logged; may be NULL. */
must_check enum fail pack_file_head_read(str head, const struct sign_public *signer,
                                         struct pack_file *out, char *why);

#endif
