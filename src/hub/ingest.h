/* What the hub does with a stick: enrolment requests, then batches, then receipts.
 *
 * Each batch is one transaction: all of its events or none. What cannot be taken is quarantined
 * with its reason and never stops the rest; the hub takes each event once by its id, so the same
 * stick again changes nothing. Receipts are written last, from what the storage then holds. */
#ifndef HUB_INGEST_H
#define HUB_INGEST_H

#include "hub/hub.h"

#define INGEST_NOTES_MAX 64u
#define INGEST_NAME_BYTES 96u
#define INGEST_WHY_BYTES 240u

struct ingest_note {
    char file[INGEST_NAME_BYTES]; /* under TRAMSO/ */
    char why[INGEST_WHY_BYTES];   /* one English sentence */
};

struct ingest_report {
    uint32_t enrolled; /* kiosks that were not known before */
    uint32_t batches;  /* that brought something new */
    uint32_t known;    /* that the hub held already */
    uint32_t quarantined;
    uint32_t forks;      /* batches of kiosks with more than one history */
    uint64_t events;     /* new ones */
    uint32_t receipts;   /* written or changed */
    uint32_t grants;     /* written */
    uint32_t note_count; /* all; the first INGEST_NOTES_MAX are kept */
    struct ingest_note notes[INGEST_NOTES_MAX];
    char why[INGEST_WHY_BYTES]; /* after a failure: one English sentence */
};

/* FAIL_MISSING (no TRAMSO folder there), FAIL_DENIED, FAIL_FULL, FAIL_IO (the stick), or the
 * storage's failures. What was taken until then stays taken. */
must_check enum fail ingest_stick(struct hub *hub, str stick, struct ingest_report *report);

/* Only the last step: receipts and grants for the kiosks that use this stick. Takes nothing. */
must_check enum fail ingest_stick_receipts(struct hub *hub, str stick,
                                           struct ingest_report *report);

#endif
