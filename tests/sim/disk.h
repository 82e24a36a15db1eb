/* A medium that misbehaves: below one folder, the system calls that write (file.c, folder.c, the
 * stick's own) answer as a full, a write-protected or a pulled stick would. Linked by --wrap, so
 * SQLite's own files and everything outside the folder are untouched. */
#ifndef SIM_DISK_H
#define SIM_DISK_H

#include <stdint.h>

enum disk_trouble {
    DISK_FINE,
    DISK_FULL,      /* after some more bytes */
    DISK_READ_ONLY, /* mounted so */
    DISK_PULLED     /* after some more calls every one fails */
};

/* folder: an absolute path; NULL ends the trouble. left: bytes for DISK_FULL, calls for
 * DISK_PULLED. */
void disk_trouble(const char *folder, enum disk_trouble trouble, uint64_t left);
/* How often a call was made to fail since disk_trouble. */
uint64_t disk_refusals(void);

#endif
