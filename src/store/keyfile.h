/* Secret keys as files: 32 random bytes, mode 0600, made on first start, never logged.
 *
 * One key, one file of 64 hex letters and a line feed, in a folder of mode 0700. Used by the
 * kiosk's identity and by the hub. */
#ifndef STORE_KEYFILE_H
#define STORE_KEYFILE_H

#include "base/arena.h"
#include "base/fail.h"
#include "wire/seal.h"

/* Reads the key; makes one from chance where there is none. FAIL_CORRUPT when the file is no key,
 * FAIL_DENIED, FAIL_IO, FAIL_FULL; one sentence is logged. made_out (may be NULL): it is new. */
must_check enum fail keyfile_open(str path, struct chance chance, uint8_t out[SEAL_KEY_BYTES],
                                  bool *made_out);
/* Reads only; FAIL_MISSING where there is none. */
must_check enum fail keyfile_read(str path, uint8_t out[SEAL_KEY_BYTES]);
must_check enum fail keyfile_write(str path, const uint8_t key[SEAL_KEY_BYTES]);

#endif
