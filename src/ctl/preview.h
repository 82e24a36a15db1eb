/* What the files of pack preview share. */
#ifndef CTL_PREVIEW_H
#define CTL_PREVIEW_H

#include "ctl/pack_walk.h"

struct preview {
    struct ctl *ctl;
    str tramso; /* the kiosk's program */
    str work;   /* a folder that is gone afterwards */
    struct packs_named named;
    struct pack_place pack; /* the one that is looked at */
    struct content content;
    unsigned runs;
};

/* word: the pack's folder. On failure too, preview_end when work is not empty. */
enum ctl_exit preview_begin(struct ctl *ctl, str word, struct preview *preview);
void preview_end(struct preview *preview);
/* The kiosk with the pack, in a process of its own; then its end: false when it failed. */
enum ctl_exit preview_start(struct preview *preview, const char *const more[], size_t more_count,
                            int *pid_out);
bool preview_wait(int pid);
/* Contact sheets of all lessons of the packs that the verb names, in the folder --all. */
enum ctl_exit preview_sheets(struct ctl *ctl);

#endif
