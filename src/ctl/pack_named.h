/* Packs as the shell names them: a folder, several, or the folder that holds them. */
#ifndef CTL_PACK_NAMED_H
#define CTL_PACK_NAMED_H

#include "content/content.h"
#include "ctl/ctl.h"

/* Packs before first were not named and are only there to be referred to: what the kiosk shows
 * beside them (kiosk.yaml, packs), for topics and phones. */
struct packs_named {
    struct ctl *ctl;
    str assets; /* --assets, else those that the first pack lies in, else the program's */
    struct pack_place places[CONTENT_PACKS_MAX];
    size_t first, count;
};

/* word_count: at least one. Refuses with its sentence. */
must_check enum ctl_exit packs_named_find(struct ctl *ctl, const str *words, size_t word_count,
                                          struct packs_named *out);
/* All of them as one catalogue, in every season. The one at last comes last, so that none of its
 * lessons is replaced; last = count: as they stand. */
must_check enum fail packs_named_open(const struct packs_named *n, size_t last,
                                      struct content *content, struct problems *problems);

#endif
