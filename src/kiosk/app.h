/* The kiosk's memory and its only decisions: the model, the session, and what an intent does.
 *
 * It knows no SDL and no files: everything it needs from the machine is a port, everything it is
 * told (a touch, a tick, a scanned code, «it is written») is a call. So a walk, a test and a panel
 * run the same program. The promise it keeps: «done» is shown only after the ledger has said that
 * the completion is on the disk (product.md, promise 2). */
#ifndef KIOSK_APP_H
#define KIOSK_APP_H

#include "base/clock.h"
#include "content/config.h"
#include "content/content.h"
#include "core/event.h"
#include "core/review.h"
#include "kiosk/exam.h"
#include "screens/screen.h"
#include "wire/card.h"
#include "wire/id.h"

/* A touch is answered by a picture at once; only when the disk takes longer than this does the
 * learner see «đang lưu». */
#define SAVING_SHOWN_AFTER_MS 150
/* Xem shows one action in this time; a digit is quicker. */
#define PLAY_ACTION_MS 1600
#define PLAY_DIGIT_MS 600
/* A voice that does not come to an end must not stop Xem. */
#define PLAY_WAIT_VOICE_MS 12000

enum app_sound { SOUND_PRESS, SOUND_SUCCESS, SOUND_RETRY, SOUND_CALL, SOUND_COUNT };

/* What the machine does for the app. Each gets context first. */
struct app_ports {
    void *context;
    /* Appends the drafts durably, in order; answers later through app_written with the ticket.
     * Texts are borrowed only for the call. */
    void (*write)(void *context, const struct event_draft *drafts, size_t count, uint32_t ticket);
    void (*speak)(void *context, str words, enum lang lang); /* ends what was being said */
    void (*hush)(void *context);
    bool (*speaking)(void *context);
    void (*sound)(void *context, enum app_sound sound);
    void (*random)(void *context, void *out, size_t len);
    /* The learner card as a QR code in home; side 0 when it cannot be made. */
    struct qr_code (*card_code)(void *context, arena *home, const struct card *card);
    enum fail (*read_card)(void *context, str text, struct card *out);
    /* Begins the stick's round trip; answers later through app_usb_progress and app_usb_done. */
    enum fail (*usb_sync)(void *context);
};

struct app_session {
    char id[ID_TEXT_LEN + 1];
    int64_t started_mono_ms;
    bool card_known; /* card was scanned: events carry its key */
    struct card card;
};

struct app {
    struct model model;
    struct app_ports ports;
    const struct kiosk_config *config;
    const struct content *content;
    struct metrics first_metrics; /* text size and reach as the kiosk starts a session */
    void *states[SCREEN_COUNT];   /* each screen's own small memory */
    arena boot;                   /* states */
    arena lesson_home;            /* the open lesson and its done code */
    struct moment now;
    uint64_t seed; /* of --seed, or chance: shuffles choices */

    struct app_session session;
    struct review review; /* what this session and its card know of lessons */
    struct exam exam;
    int64_t touched_mono_ms;
    int64_t lesson_mono_ms; /* when the open lesson was started */
    int64_t play_mono_ms;   /* next step of Xem or «Xem mẫu»; 0: none */
    int64_t play_limit_ms;  /* at the latest, whatever the voice does */
    int64_t saving_mono_ms; /* when the completion was handed to the ledger */
    bool save_failed;
    uint32_t ticket;  /* of the completion on its way */
    uint32_t tickets; /* given out so far */

    bool in_trouble; /* app_trouble was called: nothing can be learned until a restart */

    bool changed;     /* describe again */
    bool navigated;   /* another screen or step: screen arena, new-screen deafness, read aloud */
    bool read_wanted; /* the loop reads the page once it is described */
};

/* Everything borrowed must outlive the app. */
void app_init(struct app *app, const struct app_ports *ports, const struct kiosk_config *config,
              const struct content *content);
void app_finish(struct app *app);
/* Other lessons from here on; only while no session is open. */
void app_lessons(struct app *app, const struct content *content);

/* A touched verb: the screen's act first, then what it asks for. Counts as a sign of life. */
void app_verb(struct app *app, struct verb verb);
/* A digit of the keyboard or keypad; 10 erases. */
void app_digit(struct app *app, int digit);
/* Esc: closes the overlay, leaves a lesson, goes home. */
void app_escape(struct app *app);
/* A code from the scanner. */
void app_scan(struct app *app, str text);
/* Any touch or key, even one that hits nothing. */
void app_touched(struct app *app);
/* Time has come to now. Cheap when nothing is due. */
void app_tick(struct app *app, struct moment now);
/* Monotonic time at which app_tick has something to do; INT64_MAX: nothing ever. */
int64_t app_next_ms(const struct app *app);
/* The ledger's answer to a write. */
void app_written(struct app *app, uint32_t ticket, enum fail failed);
/* A stick was plugged in or pulled. */
void app_stick(struct app *app, bool present);
/* What the officer's button does (INTENT_USB_SYNC): the words of it stand in model.stick. */
void app_usb_sync(struct app *app);
struct usb_words {
    str vi, en;
    uint64_t done, total;
};
void app_usb_progress(struct app *app, const struct usb_words *now);
/* How it ended; the texts are borrowed until the next sync. */
void app_usb_done(struct app *app, str vi, str en);
/* The screen a person would say they see: the overlay when there is one. */
enum screen_id app_screen(const struct app *app);
/* Shows the safe screen with one sentence. */
void app_notice(struct app *app, enum phrase sentence);
/* The same for what only a restart mends (no lessons, no ledger): the safe screen then stands where
 * attract would, so that nobody learns what cannot be written down. */
void app_trouble(struct app *app, enum phrase sentence);

#endif
