/* Receipts (.tsr): the hub's signed word which events of a kiosk it holds.
 *
 * A receipt names contiguous ranges and the chain hash at both ends of each. The kiosk marks events
 * delivered only where its own chain agrees (store/views.h, ledger_hash_at), so a receipt for a
 * restored disk image's other history proves nothing here. Receipts are cumulative: the newest says
 * all, an old one takes nothing away. */
#ifndef WIRE_RECEIPT_H
#define WIRE_RECEIPT_H

#include "core/event.h"
#include "wire/id.h"
#include "wire/seal.h"

/* Ranges only break where batches are missing; beyond this the hub names the first ones. */
#define RECEIPT_RANGES_MAX 64u
#define RECEIPT_BYTES_MAX (72u + RECEIPT_RANGES_MAX * 80u + SEAL_SIGNATURE_BYTES)
#define RECEIPT_WHY_BYTES 200u

struct receipt_range {
    uint64_t first_seq;
    uint64_t last_seq;
    uint8_t first_hash[EVENT_HASH_BYTES]; /* chain hash of first_seq */
    uint8_t last_hash[EVENT_HASH_BYTES];  /* chain hash of last_seq */
};

struct receipt {
    char kiosk[KIOSK_ID_MAX + 1];
    struct key_id kiosk_key; /* the installation: seq numbers are per key */
    struct key_id hub_key;   /* of the Ed25519 key that signs */
    int64_t hub_wall_ms;     /* the hub's clock when it took the newest batch */
    uint32_t range_count;
    struct receipt_range ranges[RECEIPT_RANGES_MAX]; /* rising, not touching */
};

/* Signs and writes; fills hub_key. The ranges are the hub's own and must be rising (must). */
str receipt_write(arena *home, struct receipt *receipt, const struct sign_keys *hub);
/* Checks form, bounds, that it is for this kiosk and key and signed by this hub. FAIL_FORMAT,
 * FAIL_VERSION, FAIL_LIMIT, FAIL_FOREIGN (another kiosk or hub), FAIL_CORRUPT (changed, cut). why
 * (RECEIPT_WHY_BYTES) gets the sentence that is logged; may be NULL. */
struct receipt_expect {
    str kiosk;
    struct key_id kiosk_key;
    const struct sign_public *hub;
};
must_check enum fail receipt_read(str file, const struct receipt_expect *expect,
                                  struct receipt *out, char *why);

#endif
