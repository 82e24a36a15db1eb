/* Inside the layer: the state file and the folders. */
#ifndef PACKS_PARTS_H
#define PACKS_PARTS_H

#include "packs/packs.h"

/* More versions, packs or files than anyone has. */
#define PACKS_NAMES_MAX 2048u

/* DATA/packs/installed/<id>. */
str packs_home(arena *home, str data, str id);
must_check enum fail packs_write_state(str data, str id, const struct pack_state *state);
/* Held until it is closed; -1: it cannot be had. */
int packs_lock(str data);
/* A pack's folder and everything in it; what cannot be removed stays. */
void packs_remove_folder(str folder);
/* «<id>-<version>.tsp» → its parts. */
bool packs_read_name(str name, str *id_out, uint64_t *version_out);

#endif
