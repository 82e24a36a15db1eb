/* The inside of one usb_sync_run: what its parts share. Not for other layers. */
#ifndef SYNC_USB_ROUND_H
#define SYNC_USB_ROUND_H

#include "sync/outbox.h"
#include "sync/usb.h"
#include "wire/stick.h"

struct round {
    const struct usb_sync *sync;
    struct usb_report *report;
    arena home;    /* what lives as long as the round */
    arena scratch; /* one file, one batch */
    str kiosk;
    str hub;    /* the hub's key id as text, as events name it */
    str outbox; /* folders on the stick */
    str receipts;
    struct outbox_state state;
};

/* Tells the watcher. */
void round_tell(const struct round *round, enum usb_phase phase, uint64_t done, uint64_t total);
/* Puts the sentences for a failure of the stick, or of the ledger, into the report; returns failed.
 */
enum fail round_stick_failed(struct round *round, enum fail failed);
enum fail round_ledger_failed(struct round *round, enum fail failed);
/* Notes a file that was left alone: TRAMSO/folder/kiosk/name, or for _plain TRAMSO/folder/name. */
void round_ignore(struct round *round, str folder, str name, const char *why);
void round_ignore_plain(struct round *round, str folder, str name, const char *why);
/* Follows the ledger and reads the outbox anew. */
must_check enum fail round_refresh(struct round *round);

/* Whether accepted receipts cover first_seq … last_seq whole. */
bool round_is_delivered(const struct round *round, uint64_t first_seq, uint64_t last_seq);

/* Reads the hub's receipts and writes down what they prove. */
must_check enum fail round_take_receipts(struct round *round);
/* Keeps newer packs for the pack tool. What is wrong with one never stops the round. */
must_check enum fail round_take_packs(struct round *round);
/* Takes the hub's grant and the newest settings. */
must_check enum fail round_take_config(struct round *round);
/* This month's numbers for the ward. Without room for them the round goes on. */
must_check enum fail round_write_report(struct round *round);
/* Keeps, removes and writes batches until every range that waits stands on the stick. */
must_check enum fail round_write_batches(struct round *round);

/* ---- files on the stick ---- */

/* The names in a folder of the stick under TRAMSO that is shared by all; none where it is not there
 * or no real folder. folder_out: its path. */
must_check enum fail stick_list(struct round *round, str below, str *folder_out,
                                const str **names_out, size_t *count_out);
/* Removes half-written files of a folder whose names start with prefix. */
must_check enum fail stick_sweep(struct round *round, str folder, str prefix);
/* FAIL_FULL when fewer than bytes and a margin are free. */
must_check enum fail stick_has_room(struct round *round, uint64_t bytes);
/* Writes durably; stick_verify then reads the bytes back from the medium: FAIL_IO when they differ.
 */
must_check enum fail stick_put(struct round *round, str path, str bytes);
must_check enum fail stick_verify(struct round *round, str path, str bytes);
/* Both. */
must_check enum fail stick_write(struct round *round, str path, str bytes);
must_check enum fail stick_remove(str path);
/* Everything on the stick's file system is on the medium after it. */
must_check enum fail stick_flush(struct round *round);

#endif
