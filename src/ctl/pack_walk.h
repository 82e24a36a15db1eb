/* What pack walk and pack preview share. */
#ifndef CTL_PACK_WALK_H
#define CTL_PACK_WALK_H

#include "ctl/pack_named.h"
#include "ctl/walk_text.h"

struct pack_walk {
    struct buf *out;
    struct walk_text options;
};

enum ctl_exit pack_walk_mode(const struct ctl *ctl, enum practice_mode *out);
/* The pack folder that is the verb's first word, with what the kiosk shows beside it. */
enum ctl_exit pack_walk_open(struct ctl *ctl, struct packs_named *named, struct content *content);
enum ctl_exit pack_walk_lesson(struct ctl *ctl, const struct content *content, int index,
                               const struct pack_walk *walk);

#endif
