/* Which stick is in, noticed by a thread that sleeps until the system mounts or unmounts something
 * (sync/mounts.h). In a walk, and with --usb, a folder plays the stick and nothing is watched. */
#ifndef KIOSK_STICK_H
#define KIOSK_STICK_H

#include "base/arena.h"
#include "base/fail.h"

struct stick;

struct stick_options {
    str folder; /* where sticks are mounted (kiosk.yaml, usb_folder); empty: nothing is watched */
    void (*wake)(void *context); /* from the watching thread, when a stick came or went */
    void *context;
};

/* Without a thread or mountinfo no stick will ever be noticed: one sentence is logged. */
void stick_open(struct stick **out, const struct stick_options *options);
/* A folder plays the stick; empty: it is pulled. */
void stick_play(struct stick *stick, str folder);
bool stick_is_in(struct stick *stick);
/* Where the stick is, in home; empty: none is in. */
str stick_path(struct stick *stick, arena *home);
/* NULL is fine. */
void stick_close(struct stick *stick);

#endif
