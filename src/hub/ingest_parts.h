/* The inside of one ingest: what its parts share. Not for other layers. */
#ifndef HUB_INGEST_PARTS_H
#define HUB_INGEST_PARTS_H

#include "hub/ingest.h"
#include "wire/stick.h"

#define INGEST_KIOSKS_MAX 4096u
/* One a batch on the stick that was held already; more than this come again with the next stick. */
#define INGEST_HELD_MAX 512u

/* A batch on this stick that the hub holds whole. A kiosk whose disk image was restored may end
 * inside what the hub holds, where no run ends; the receipt then names the batch itself. */
struct ingest_held {
    int64_t installation;
    struct receipt_range range;
};

struct ingest {
    struct hub *hub;
    struct ingest_report *report;
    str stick;
    arena home;    /* lives as long as the ingest */
    arena scratch; /* one file */
    struct hub_kiosk *kiosks;
    size_t kiosk_count;
    struct ingest_held *held;
    size_t held_count;
};

/* Notes a file that was left or quarantined. path: under TRAMSO/. */
void ingest_note(struct ingest *ingest, str path, const char *why);
/* Puts the sentence of a failure into the report; returns it. */
enum fail ingest_stick_failed(struct ingest *ingest, enum fail failed);
enum fail ingest_store_failed(struct ingest *ingest, enum fail failed);
/* Reads the list of enrolled kiosks anew. */
must_check enum fail ingest_load_kiosks(struct ingest *ingest);
/* An enrolled kiosk by its name and key; NULL when there is none. */
const struct hub_kiosk *ingest_find_kiosk(const struct ingest *ingest, str kiosk,
                                          struct key_id key);

must_check enum fail ingest_requests(struct ingest *ingest);
must_check enum fail ingest_batches(struct ingest *ingest);
must_check enum fail ingest_receipts(struct ingest *ingest);
/* For every enrolled kiosk of this stick, so that one without network gets the ward's card key. */
must_check enum fail ingest_grants(struct ingest *ingest);

/* A stick that has never been at a kiosk carries nothing for it. */
bool ingest_uses_stick(struct ingest *ingest, const struct hub_kiosk *kiosk);

#endif
