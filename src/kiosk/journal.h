/* The journal: the ledger and the kiosk's keys, on the worker thread.
 *
 * The loop hands drafts over and goes on; the worker appends them durably, one job after the other,
 * and the answer comes back as a message. Opening is the first job, so the first picture never
 * waits for the disk, and what is written meanwhile simply waits behind it. When the ledger cannot
 * be opened each later write answers with the same failure, and the kiosk says so on its safe
 * screen. */
#ifndef KIOSK_JOURNAL_H
#define KIOSK_JOURNAL_H

#include "base/clock.h"
#include "core/event.h"
#include "platform/worker.h"
#include "store/identity.h"
#include "store/ledger.h"

struct journal_options {
    str data;     /* the data folder; made where missing */
    str kiosk_id; /* from kiosk.yaml; may be empty */
    str boot_id;  /* a walk's own; empty: the machine's */
};

/* What comes back to the loop; ticket JOURNAL_OPENED for the opening. */
#define JOURNAL_OPENED UINT32_MAX
struct journal_answer {
    uint32_t ticket;
    enum fail failed;
};
typedef void journal_told(void *self, const struct journal_answer *answer);

struct journal {
    struct worker *worker;
    journal_told *told; /* called on the loop's thread */
    void *self;
    enum fail ready;          /* the loop's own: the answer to the opening, FAIL_BUSY before it */
    struct identity identity; /* the worker's until ready, then the loop's */
    /* the worker's own after journal_start */
    struct journal_options options;
    struct ledger *ledger;
    enum fail opened;
    arena home;
};

/* Posts the opening. Everything borrowed must outlive the journal. */
void journal_start(struct journal *journal, struct worker *worker, const struct moment *now);
struct journal_entry {
    const struct event_draft *drafts;
    size_t count;    /* 1 … 4 */
    uint32_t ticket; /* comes back with the answer */
    struct moment now;
};
/* Posts an append of all drafts in one transaction; texts are copied. */
void journal_write(struct journal *journal, const struct journal_entry *entry);
/* For a quiet moment: gives the write-ahead log back to the database, and looks whether another
 * program has changed the keys. */
void journal_tidy(struct journal *journal);
/* The kiosk's identity once it is open, else NULL; only after the answer JOURNAL_OPENED. */
const struct identity *journal_identity(const struct journal *journal);
/* A round by stick or network, or another program, may have changed the keys: reads them again on
 * the worker. The files alone are the truth: nobody hands a copy over, which may be an older one.
 */
void journal_refresh_identity(struct journal *journal);
/* After the worker has ended. */
void journal_finish(struct journal *journal);

#endif
