/* Walks: a script that uses the real program (src/README.md, Walks).
 *
 * One command a line; «#» starts a comment. Time is virtual: nothing waits for a real clock but the
 * disk. On failure the line, the reason and the screen as text go to stderr. walk.c's table has the
 * commands; of the voice there are «spoken "…"» (what was said, as it is written and as it is
 * heard; «spoken not "…"») and «narration NAME» (the recording that the page was read with; «none»:
 * the voice read all). */
#ifndef KIOSK_WALK_H
#define KIOSK_WALK_H

#include "base/str.h"

struct kiosk;

struct walk_options {
    str file;
    str shots;    /* folder for shot and dump; empty: they do nothing but check their line */
    bool verbose; /* each line to stdout at once when it has held, so that a killed walk tells how
                   * far it came */
};

/* Plays the whole script. 0: all of it held; 1: a line failed or could not be understood. */
int walk_run(struct kiosk *kiosk, const struct walk_options *options);

#endif
