/* Which stick is in: what the system has mounted under the ward's folder (kiosk.yaml, usb_folder).
 *
 * Linux tells it in /proc/self/mountinfo and wakes who polls that file whenever it changes
 * (proc(5)), so nothing runs while nothing happens. Only what looks like a stick counts: a whole
 * file system of a kind that sticks have, from a device, never «/». Nobody mounts anything here:
 * that is the system's business (noexec, nodev, nosuid). */
#ifndef SYNC_MOUNTS_H
#define SYNC_MOUNTS_H

#include "base/arena.h"
#include "base/fail.h"

/* Any system has fewer mounts than fill this. */
#define MOUNTS_TEXT_MAX (1024u * 1024u)

struct mount {
    str path;   /* where it is mounted, without the escapes */
    str source; /* /dev/sdb1 */
    str kind;   /* vfat, exfat … */
};

/* The newest stick at or below folder in a text of mountinfo's form; false: there is none. Lines
 * that are not understood are passed over. Texts live in home. */
bool mounts_find(arena *home, str mountinfo, str folder, struct mount *out);

/* Opens what mounts_read and mounts_wait take; the caller closes it. */
must_check enum fail mounts_open(int *fd_out);
/* The whole text as it is now. */
must_check enum fail mounts_read(int fd, arena *home, str *out);
/* Waits until the mounts have changed (true) or stop_fd can be read (false). */
bool mounts_wait(int fd, int stop_fd);

#endif
