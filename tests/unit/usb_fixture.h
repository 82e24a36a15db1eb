/* A kiosk with its data and a stick in a temporary folder; the hub is played with its keys alone.
 */
#ifndef USB_FIXTURE_H
#define USB_FIXTURE_H

#include "sync/usb.h"

/* The process that kill_at ends has this and the phase as its code. */
#define PLACE_ENDED 100

struct place {
    arena home;
    char folder[64];
    str data, stick;
    struct ledger *ledger;
    struct views *views;
    struct identity identity;
    struct sign_keys hub_sign;
    struct box_keys hub_box;
    struct stamp stamp;
    struct usb_report report;
    int kill_at; /* the watch call at which the process ends; 0: never */
    int calls;
    int kill_phase; /* ends it at the kill_at-th telling of this phase only; 0: of any */
};

#define OUTBOX STICK_OUTBOX "/tram-01"
#define RECEIPTS STICK_RECEIPTS "/tram-01"

struct stamp place_tick(void *self);
void place_watch(void *self, const struct usb_progress *progress);
void place_open(struct place *p, const char *kiosk);
void place_kiosk(struct place *p, const char *data, const char *kiosk);
void place_close(struct place *p);
void place_enrol(struct place *p);
int place_set_up(void **state);
int place_tear_down(void **state);
void place_complete(struct place *p, unsigned count);
enum fail place_sync(struct place *p);
uint64_t place_end(struct place *p);
size_t place_list(struct place *p, const char *below, const str **names);
uint64_t place_batches(struct place *p, const char *below);
void place_receipt(struct place *p, const char *name, uint64_t first_seq, uint64_t last_seq,
                   const struct sign_keys *keys);
void place_flip(str path, long at);

#endif
