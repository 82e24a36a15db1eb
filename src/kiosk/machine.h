/* The inside of struct kiosk and what binds app and platform; only kiosk.c and machine.c include
 * it. */
#ifndef KIOSK_MACHINE_H
#define KIOSK_MACHINE_H

#include "content/lexicon.h"
#include "kiosk/journal.h"
#include "kiosk/kiosk.h"
#include "kiosk/net.h"
#include "kiosk/reading.h"
#include "kiosk/shelf.h"
#include "kiosk/stick.h"
#include "kiosk/stick_sync.h"
#include "kiosk/touches.h"
#include "platform/painter.h"
#include "platform/voice.h"

/* A scanner's letters come closer together than this; a person's do not. */
#define SCANNER_GAP_MS 100
#define SCANNED_BYTES_MAX 512u

struct kiosk {
    struct options options;
    struct kiosk_config config;
    struct phrases phrases;
    struct shelf shelf;
    struct sign_public signers[PACKS_SIGNERS_MAX]; /* the worker's while installing */
    bool installing;
    uint64_t waiting; /* packs_waiting_now when that was tried last */
    bool shelf_stale; /* a pack was installed: look again before the next learner */
    struct app app;

    struct window *window;
    struct pixels pixels;
    struct text *text;
    struct pictures *pictures;
    struct painter *painter;
    struct worker *worker;
    struct voice *voice;
    struct journal journal;
    struct stick *stick;
    struct stick_sync *stick_sync;
    char stick_vi[400], stick_en[400]; /* how the last sync ended */
    struct net *net;
    struct measure measure;
    double inches;

    /* one frame */
    arena frames[2];
    unsigned frame;
    struct tree tree;
    struct view view;
    struct input input;
    struct touches touches;
    struct damage damage;
    struct reading reading;
    struct speak_lexicon lexicon;
    arena spoken_home;
    struct spoken spoken; /* what the voice was given last, with the way back to what is written */
    bool said;            /* anything, since the last frame */
    uint32_t acted;       /* control activated by ear in this turn, 0: none */
    bool acted_selected;  /* as it was before */
    int64_t pulse_ms;     /* when the ring around a target moves on */
    arena pulse_home;     /* one step of it */
    int64_t follow_ms;    /* when to look again which word is heard */
    uint32_t pictures_shown; /* frames painted so far */

    /* a walk */
    bool walking;
    struct moment virtual_now;

    char scanned[SCANNED_BYTES_MAX];
    size_t scanned_len;
    int64_t scanned_ms;
    int64_t busy_ms; /* how long the last turn of the loop took */
    bool closed;
    bool tidied;
    int64_t tidy_ms;
    int64_t touched_ms; /* the touch that tidy_ms counts from */
};

struct measure machine_measure(struct kiosk *kiosk);
struct app_ports machine_ports(struct kiosk *kiosk);
str machine_find_picture(void *context, arena *home, str file);
/* Ledger and voice, once the first picture stands. */
void machine_start_worker(struct kiosk *kiosk, arena *home);
/* Begins to notice sticks, after machine_start_worker. */
void machine_start_stick(struct kiosk *kiosk);
/* The network way, after machine_start_worker. */
void machine_start_net(struct kiosk *kiosk);
/* Tells the app what is new of stick and sync; true when the sync had something to tell. */
bool machine_look_stick(struct kiosk *kiosk);
/* Between two learners: other lessons when packs or the season changed. True: they did. */
bool machine_turn_lessons(struct kiosk *kiosk);
/* Installs what waits in the data folder, on the worker; then the lessons turn. */
void machine_install_packs(struct kiosk *kiosk);
bool machine_has_icon(str name);
/* The kiosk's day, ISO; empty while the clock has surely lost its battery. */
str machine_today(const struct kiosk *kiosk, arena *home);
/* The app's port. */
enum fail machine_usb_sync(void *kiosk);
/* Describes, lays out, speaks, paints and presents when something changed; else nothing. */
void machine_frame(struct kiosk *kiosk);
/* Marks the word that is heard; returns the monotonic time to look again, INT64_MAX: nothing is
 * read. */
int64_t machine_follow_voice(struct kiosk *kiosk);
/* The soft ring around the next target breathes, unless motion is reduced: draws it as it is now
 * and returns the monotonic time to look again, INT64_MAX: there is none. */
int64_t machine_pulse(struct kiosk *kiosk);
/* Names the focused control aloud while the voice is on. */
void machine_name_focus(struct kiosk *kiosk);
/* «Sờ để nghe»: says what the finger is on, node by index in the tree on screen. */
void machine_name_touched(struct kiosk *kiosk, uint32_t node);
/* Ends the loop's wait, from any thread. */
void machine_wake(void *kiosk);

#endif
