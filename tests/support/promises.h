/* What ui.md § Sizes promises of every picture, checked on a laid-out tree.
 *
 * Nothing here knows a screen: the tree is the only truth about a picture. A broken promise is
 * noted once for each scene and rule with the first place where it happens; the rest is counted. */
#ifndef SUPPORT_PROMISES_H
#define SUPPORT_PROMISES_H

#include "ui/tree.h"

#define PROMISE_BREACHES_MAX 4096u

struct promise_breach {
    char scene[64], rule[24];
    char first[256]; /* where it happened first, and what */
    unsigned times;
};

struct promise_report {
    struct promise_breach breaches[PROMISE_BREACHES_MAX];
    unsigned count;
    unsigned long trees; /* looked at */
    bool loud;           /* every single breach is printed too */
};

struct promise_place {
    const char *scene; /* «L11 follow 3.1» */
    const char *cell;  /* «15.6″ portrait reach, largest, en» */
};

/* Geometry, targets, gaps, focus, speech. home is scratch. */
void promise_check(struct promise_report *report, const struct promise_place *place,
                   const struct tree *tree, arena *home);
/* Contrast of every shown text and icon on what it stands on: depends on the theme alone. */
void promise_check_colors(struct promise_report *report, const struct promise_place *place,
                          const struct tree *tree);
void promise_note(struct promise_report *report, const struct promise_place *place,
                  const char *rule, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Prints what was broken; returns how much. */
unsigned promise_print(const struct promise_report *report);

#endif
