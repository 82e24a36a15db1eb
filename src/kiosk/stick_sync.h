/* The officer's sync in the running kiosk: sync/usb.h on a thread of its own, with its own
 * connections to ledger and views, so that lessons go on and are written meanwhile. */
#ifndef KIOSK_STICK_SYNC_H
#define KIOSK_STICK_SYNC_H

#include "base/clock.h"
#include "packs/packs.h"
#include "sync/usb.h"

struct stick_sync;

/* On the loop's thread. While it runs progress is set and the rest zero; at the end progress is
 * NULL, and the stick may have brought other keys. */
struct stick_answer {
    const struct usb_progress *progress;
    enum fail failed;
    const struct usb_report *report;
    const struct packs_waited *packs; /* what became of the packs it brought */
};
typedef void stick_told(void *self, const struct stick_answer *answer);

struct stick_sync_options {
    str data, boot_id; /* boot_id empty: the machine's */
    str kiosk_id;      /* from kiosk.yaml; may be empty */
    str hub_code;      /* taken when the kiosk has no hub yet; may be empty */
    struct report_about about;
    const struct packs *packs; /* its signers are asked anew */
    const struct kiosk_config *config;
    void (*wake)(void *context);
    void *context;
    stick_told *told;
    void *self;
};

struct stick_order {
    str stick;
    struct moment now;
    bool stands; /* a walk's clock: now is the time of everything in this round */
};

/* Everything borrowed must outlive it. */
void stick_sync_open(struct stick_sync **out, const struct stick_sync_options *options);
/* FAIL_BUSY: one is under way. FAIL_LIMIT: the path is too long. FAIL_IO: no thread. */
must_check enum fail stick_sync_start(struct stick_sync *sync, const struct stick_order *order);
/* Tells what is new, on the caller's thread; true when there was anything. */
bool stick_sync_deliver(struct stick_sync *sync);
/* Waits until nothing is under way. */
void stick_sync_drain(struct stick_sync *sync);
/* Lets a round that is under way come to its end. NULL is fine. */
void stick_sync_close(struct stick_sync *sync);

#endif
