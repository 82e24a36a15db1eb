/* Packs of lessons on one kiosk: installed, tried, switched, rolled back.
 *
 *   DATA/packs/<id>-<version>.tsp                 what a stick brought (sync/usb_packs.c)
 *   DATA/packs/installed/<id>/<version>/          unpacked: the one in use and the one before it
 *   DATA/packs/installed/<id>/state               which of them is in use; written in one stroke
 *   ASSETS/lessons/<id>/                          what the program itself brings
 *
 * Of the same id the higher version is used. A version number is used once: what was installed and
 * rolled back does not come back by itself, a mended pack needs a higher number. Installing
 * verifies, unpacks beside what is in use, reads every lesson, and only then writes the state: a
 * power cut at any moment leaves either the old pack or the new one, whole. Nobody's open session
 * notices: the folders of both stay.
 *
 * A new pack is on trial until a kiosk that used it has come to rest or has ended in order: when
 * three starts in a row did neither, the next start goes back to the one before (packs_start). */
#ifndef PACKS_PACKS_H
#define PACKS_PACKS_H

#include "content/config.h"
#include "core/event.h"
#include "packs/payload.h"
#include "store/identity.h"

#define PACKS_FOLDER "packs"
#define PACKS_INSTALLED "packs/installed"
/* Starts without a rest after which a new pack is taken back. */
#define PACKS_TRIAL_STARTS 3u

struct packs {
    str data, assets;
    const struct sign_public *signers; /* whose packs are taken: the hub's key first */
    size_t signer_count;
    const str *wanted; /* kiosk.yaml's packs, in order */
    size_t wanted_count;
    bool (*has_icon)(str name);
    str own; /* a folder that its writer looks at: in place of the pack of its id, in any season */
};

struct pack_state {
    uint64_t current;  /* 0: the program's own */
    uint64_t previous; /* 0: the program's own, or none */
    uint64_t highest;  /* ever installed */
    unsigned trial;    /* 0: proven; else starts so far, plus one */
};

struct packs_result {
    char pack[64 + 1];
    uint64_t version; /* in use now; 0: the program's own */
    uint64_t before;
    uint16_t lessons;          /* of the new pack */
    bool unchanged;            /* this very version is in use already */
    char why[PACKS_WHY_BYTES]; /* the sentence of a refusal */
};

/* Whose packs a kiosk takes: its hub's, and those of kiosk.yaml's pack_keys. identity: NULL while
 * there is none. Returns how many. */
#define PACKS_SIGNERS_MAX (1u + CONFIG_PACK_KEYS_MAX)
size_t packs_signers(const struct kiosk_config *config, const struct identity *identity,
                     struct sign_public out[PACKS_SIGNERS_MAX]);

/* FAIL_MISSING: none of this id was ever installed. FAIL_CORRUPT is logged and treated by the
 * others as none: the program's own pack is used. */
must_check enum fail packs_state(str data, str id, struct pack_state *out);

/* DATA/packs/installed/<id>/<version>. */
str packs_version_folder(arena *home, str data, str id, uint64_t version);

/* Installs a pack file; of several programs one at a time. Whatever it returns but FAIL_OK changed
 * nothing, and result->why says why: FAIL_FORMAT, FAIL_FOREIGN, FAIL_CORRUPT, FAIL_VERSION (not
 * newer), FAIL_LIMIT (of files, or of packs), FAIL_FULL, FAIL_OFFLINE (no libarchive), the disk's.
 */
must_check enum fail packs_install(const struct packs *packs, str file,
                                   struct packs_result *result);
/* Goes back to the one before. FAIL_MISSING: there is none. */
must_check enum fail packs_rollback(const struct packs *packs, str id, struct packs_result *result);

/* Files in DATA/packs that are newer than what was ever installed, the newest version first. */
must_check enum fail packs_waiting(const struct packs *packs, arena *home, const str **files_out,
                                   size_t *count_out);
/* A number for what waits: another one when anything else waits. 0: nothing. */
uint64_t packs_waiting_now(const struct packs *packs);
/* Ids of all installed packs, in byte order. */
must_check enum fail packs_installed(str data, arena *home, const str **ids_out, size_t *count_out);
/* Where the lessons are: for each wanted id the newer of the program's own and the installed one,
 * then what else was installed; at most CONTENT_PACKS_MAX, later ones are logged. */
must_check enum fail packs_places(const struct packs *packs, arena *home,
                                  const struct pack_place **places_out, size_t *count_out);
/* A descriptor that keeps the folder from being removed while somebody reads from it; -1: none. The
 * caller closes it. */
int packs_hold(const struct pack_place *place);
/* Whether a place is an installed one, and so could be rolled back. */
bool packs_is_installed(const struct packs *packs, const struct pack_place *place);

/* After the lessons were read: the first installed pack that could not be used and was taken back,
 * told in *result; then read them again. False: all is well. */
bool packs_take_back(const struct packs *packs, const struct pack_place *places, size_t place_count,
                     const struct content *content, struct packs_result *result);
/* Before the lessons are read: counts the start of whatever is on trial and takes back what has
 * failed too often. *result tells of the last one taken back; false: none. */
bool packs_start(const struct packs *packs, struct packs_result *result);
/* What a kiosk reads its lessons from, to be handed to another thread. */
struct packs_used {
    char ids[CONTENT_PACKS_MAX][64 + 1];
    uint64_t versions[CONTENT_PACKS_MAX];
    unsigned count;
};
struct packs_used packs_used_by(const struct content *content);
/* The kiosk that used these has come to rest or ends in order: those of them that are on trial are
 * proven. One that was installed meanwhile and that nobody has read yet is not. */
void packs_prove(const struct packs *packs, const struct packs_used *used);

struct packs_waited {
    unsigned installed, refused;
    char why[PACKS_WHY_BYTES]; /* the last refusal's */
};
/* Installs what waits, of each pack the newest that can be used, and writes it into the ledger; a
 * file that is refused stays. The ledger's failures. */
struct ledger;
struct stamp;
must_check enum fail packs_install_waiting(const struct packs *packs, struct ledger *ledger,
                                           const struct stamp *stamp, struct packs_waited *out);

/* What the ledger is told. via: «usb», «ctl»; reason: why it was rolled back. Borrows result. */
struct event_draft packs_event_installed(const struct packs_result *result, str via);
struct event_draft packs_event_rolledback(const struct packs_result *result, str reason);

#endif
