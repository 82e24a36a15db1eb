/* The kiosk as one running thing: window, painter, worker, voice, the app, and the loop around
 * them.
 *
 * One frame: wait → drain input and messages → act → describe → lay out → speak, damage → paint →
 * present. Nothing runs while nothing happens. A walk uses the same functions with a clock of its
 * own. */
#ifndef KIOSK_KIOSK_H
#define KIOSK_KIOSK_H

#include "kiosk/app.h"
#include "kiosk/options.h"
#include "platform/window.h"
#include "ui/input.h"

struct kiosk;

/* Reads settings, phrases and lessons, opens the window and paints the first picture. On failure
 * one sentence stands on stderr and nothing has to be closed. home must outlive the kiosk. */
must_check enum fail kiosk_open(struct kiosk **out, arena *home, const struct options *options);
void kiosk_close(struct kiosk *kiosk);

/* Serves people until the window is closed or a signal ends it. */
void kiosk_run(struct kiosk *kiosk);

/* ---- for walks, tests and benchmarks ---- */

/* Finishes all that is under way: the worker's jobs, messages, the picture. */
void kiosk_settle(struct kiosk *kiosk);
/* Lets virtual time pass, stopping at each moment at which something is due. */
void kiosk_advance(struct kiosk *kiosk, int64_t ms);
/* As if the lesson's card had been touched; by code or slug. False: there is none. */
bool kiosk_open_lesson(struct kiosk *kiosk, str code);
/* The picture as it stands, and what writes labels beside it. */
const struct pixels *kiosk_pixels(const struct kiosk *kiosk);
struct text *kiosk_text(const struct kiosk *kiosk);
void kiosk_touch(struct kiosk *kiosk, enum touch_kind kind, struct point at);
void kiosk_key(struct kiosk *kiosk, enum key key);
void kiosk_scan(struct kiosk *kiosk, str text);
must_check enum fail kiosk_resize(struct kiosk *kiosk, struct extent size);
void kiosk_set_panel(struct kiosk *kiosk, double inches);
must_check enum fail kiosk_shot(struct kiosk *kiosk, str file);
const struct tree *kiosk_tree(const struct kiosk *kiosk);
str kiosk_screen_name(const struct kiosk *kiosk);
/* The step at hand, for walks that play what was drawn by chance. */
const struct runner *kiosk_runner(const struct kiosk *kiosk);
/* A folder plays the stick; false: there is no such folder. */
bool kiosk_usb_in(struct kiosk *kiosk, str folder);
void kiosk_usb_out(struct kiosk *kiosk);
/* What the officer's button will do. */
void kiosk_usb_sync(struct kiosk *kiosk);
/* What the kiosk says about it, in its language; empty: nothing yet. */
str kiosk_usb_words(const struct kiosk *kiosk);
/* There is a network, and the hub at address («hub»: where it says itself); false: no address. */
bool kiosk_net_up(struct kiosk *kiosk, str address);
void kiosk_net_down(struct kiosk *kiosk);
/* How the last round by network ended, in the kiosk's language; empty: there was none. */
str kiosk_net_words(const struct kiosk *kiosk);
/* All that the voice was given since kiosk_forget_spoken, in one text. */
str kiosk_spoken(const struct kiosk *kiosk);
/* The recording that the last page was read with, by its file name; empty: the voice alone read it.
 */
str kiosk_narration(const struct kiosk *kiosk);
void kiosk_forget_spoken(struct kiosk *kiosk);

#endif
