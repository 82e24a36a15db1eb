/* The payload of a pack file (wire/pack_file.h): one zstd frame of a tar archive, by libarchive.
 *
 * Writing gives the same bytes for the same files, so that whoever builds a pack again can compare.
 * Reading trusts nothing, also not a signed pack: only the names that a pack may have
 * (assets/lessons/FORMAT.md), only plain files, each once, each and all of bounded size, never
 * outside the folder. libarchive is loaded when the first pack comes: most days none does. */
#ifndef PACKS_PAYLOAD_H
#define PACKS_PAYLOAD_H

#include "base/arena.h"
#include "base/fail.h"

/* Room for one sentence about what was refused. */
#define PACKS_WHY_BYTES 200u

struct payload_file {
    str name; /* in the pack: «lessons/L01-….yaml» */
    str path; /* on the disk */
};

/* Whether a pack may hold a file of this name, and how large it may be; 0: no. */
size_t payload_bytes_max(str name);

/* files in the order of their names. FAIL_LIMIT: too many or too large; FAIL_OFFLINE: there is no
 * libarchive; the disk's failures. why gets the sentence. */
must_check enum fail payload_pack(arena *home, const struct payload_file *files, size_t count,
                                  str *bytes_out, char *why);
/* Reads bytes from fd's place on and writes the files below folder, which must be empty; each is
 * synced. What it leaves after a failure is the caller's to remove. hash_out: of the bytes that
 * were read. FAIL_FORMAT, FAIL_LIMIT, FAIL_OFFLINE, the disk's failures. */
struct payload_source {
    int fd;
    uint64_t bytes;
};
must_check enum fail payload_unpack(struct payload_source from, str folder, uint8_t *hash_out,
                                    char *why);

#endif
