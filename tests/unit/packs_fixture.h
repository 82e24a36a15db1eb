/* A kiosk with the pack «tot» version 1 of its own, a ward that signs, and packs to be installed:
 * good ones and whatever else a test puts together. */
#ifndef UNIT_PACKS_FIXTURE_H
#define UNIT_PACKS_FIXTURE_H

#include <sys/stat.h>

#include "pack_fixture.h"
#include "packs/packs.h"

extern const char *packs_source; /* tests/fixtures/packs */

struct kiosk {
    struct fixture pack; /* assets with the pack «tot» version 1 */
    struct sign_keys ward, other;
    struct sign_public signer;
    struct packs packs;
    str wanted[1];
    char data[64];
    arena home;
};

struct entry {
    const char *name;
    mode_t type;
    const char *link; /* of a link */
    str bytes;
    uint64_t zeros; /* that many zero bytes instead */
};

/* For cmocka: *state is a struct kiosk. */
int open_kiosk(void **state);
int close_kiosk(void **state);

str make_payload(struct kiosk *k, const struct entry *entries, size_t count);
str sign_as(struct kiosk *k, const struct sign_keys *signer, const char *id, uint64_t version,
            str payload);
/* Into the data folder; its path. */
str write_file(struct kiosk *k, const char *name, str bytes);
str read_fixture(struct kiosk *k, const char *name);
str replaced(struct kiosk *k, str text, str find, str replace);

#define GOOD_FILES 5
/* The fixture's pack with another version number. */
void good_entries(struct kiosk *k, uint64_t version, struct entry out[GOOD_FILES]);
str good_pack(struct kiosk *k, uint64_t version);
/* Where the one pack that is shown lies. */
str place_of(struct kiosk *k);

#endif
