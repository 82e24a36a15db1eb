/* tramso's command line and the places it looks for things. */
#ifndef KIOSK_OPTIONS_H
#define KIOSK_OPTIONS_H

#include "base/arena.h"
#include "ui/geometry.h"

struct options {
    str config;           /* file; empty: none was found, defaults hold */
    str data;             /* folder of ledger and keys */
    str assets;           /* folder with lessons/, pictures/, ui/ */
    str walk;             /* script; empty: people use the kiosk */
    str shots;            /* folder for the walk's pictures */
    str usb;              /* folder that plays the stick; empty: mounts are watched */
    str pack;             /* folder of a pack that its writer looks at; empty: none */
    str lesson;           /* code of the lesson to begin with; empty: the idle screen */
    str touches;          /* file that every touch is recorded into; empty: none */
    struct extent window; /* 0×0: full screen */
    bool has_now;
    int64_t now_ms; /* wall time that a walk starts at */
    uint64_t seed;  /* 0: by chance */
    bool no_paint;  /* a walk makes no pictures, only their trees: five times as quick */
    bool verbose;   /* a walk tells each line that has run */
    bool help, version;
};

/* Reads argv and fills the defaults: assets and configuration beside the program's own source tree,
 * else in /usr/share/tramso and /etc/tramso; data in ~/.local/share/tramso. False: a sentence about
 * the wrong word was printed to stderr (exit code 2). */
bool options_read(struct options *options, arena *home, int argc, char **argv);
void options_print_help(void);

#endif
