/* A disk for tests: an SQLite VFS in memory whose writes and syncs fail on demand and whose power
 * can be cut.
 *
 * What was written but not synced is kept as a list. When the power comes back each of those writes
 * is there, is not, or is torn at 512 bytes, by a seed; what was synced is there. A sync that fails
 * may lose what it should have synced although reading still shows it, as Linux does. For one
 * connection a file and one thread. */
#ifndef SUPPORT_FAULTVFS_H
#define SUPPORT_FAULTVFS_H

#include <stdint.h>

#define FAULTVFS_NAME "fault"

enum fault {
    FAULT_NONE,
    FAULT_ERROR, /* the n-th write or sync fails once */
    FAULT_FULL,  /* the n-th write finds no space, and so do the 5 that follow */
    FAULT_POWER  /* from the n-th write or sync on nothing works */
};

/* Registers it, once a program. */
void faultvfs_register(void);
/* An empty disk without faults. No file may be open. */
void faultvfs_format(void);
/* Plans the fault for the n-th write or sync from now (1 is the next). */
void faultvfs_plan(enum fault fault, unsigned n, uint64_t seed);
/* Whether the planned fault has come. */
int faultvfs_struck(void);
/* Nothing works any more: close what is open, then faultvfs_power_on. */
void faultvfs_power_off(void);
/* Decides by the seed what became of unsynced writes; the disk works again. No file may be open. */
void faultvfs_power_on(uint64_t seed);

#endif
