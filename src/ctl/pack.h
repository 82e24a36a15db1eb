/* What the pack verbs share. */
#ifndef CTL_PACK_H
#define CTL_PACK_H

#include "content/content.h"
#include "ctl/ctl.h"
#include "packs/packs.h"

/* A pack's folder, read and checked as `pack check` does; its problems are printed. */
must_check enum ctl_exit pack_open_checked(struct ctl *ctl, str folder, struct content *content);
bool pack_has_icon(str name);
/* Whose packs this kiosk takes: its hub's and those of kiosk.yaml's pack_keys. */
struct packs pack_trust(struct ctl *ctl);

#endif
