/* The voice and the small sounds: espeak-ng to memory on the worker thread, then one audio device.
 *
 * Text is spoken sentence by sentence, so that the disk's jobs get their turn in between; new
 * speech ends the old one at once. All sound goes through one queue, so two never overlap: a small
 * sound ends what is being said, and what is said after it waits for its end. Without an audio
 * device or voice data the kiosk is silent and says so once in the log. In a walk nothing is
 * opened: what would be said is kept for «spoken». */
#ifndef PLATFORM_VOICE_H
#define PLATFORM_VOICE_H

#include "base/fail.h"
#include "base/sound_file.h"
#include "base/span.h"
#include "platform/worker.h"

enum tone_sound { TONE_PRESS, TONE_SUCCESS, TONE_RETRY, TONE_CALL, TONE_SOUND_COUNT };

/* Steps of ui.md § Voice. */
#define VOICE_VOLUME_MAX 10   /* 0: silent */
#define VOICE_SPEED_COUNT 7   /* 50 75 100 125 150 175 200 % */
#define VOICE_SPEED_NORMAL 2  /* 100 % */
#define VOICE_DIALECT_COUNT 3 /* vi, vi-vn-x-central, vi-vn-x-south */

struct voice;

/* Where in a recording each word is heard: starts_out gets count frames of SOUND_FRAME_MS. Called
 * on the worker's thread: pure. */
typedef void voice_align(str text, const struct span *words, uint32_t count,
                         struct sound_levels levels, uint32_t *starts_out);

struct voice_options {
    struct worker *worker;
    const char *vietnamese; /* espeak-ng voice until voice_set names a dialect */
    voice_align *align;     /* NULL: no word of a recording is marked */
    bool silent;            /* walks and tests */
    void (*told)(void *context, bool available); /* on the loop's thread, once it is known */
    void *context;
};

/* Opening goes on on the worker; until then voice_available is false. In silent mode it is true. */
void voice_open(struct voice **out, const struct voice_options *options);
/* After the worker has ended. */
void voice_close(struct voice *voice);
bool voice_available(const struct voice *voice);
/* How the next sentence sounds; what was posted before keeps its own. Small sounds follow the
 * volume, but a call for help is always heard. A dialect that espeak-ng lacks leaves the one before
 * it, with one line in the log. */
void voice_set(struct voice *voice, int volume, int speed, int dialect);
/* The system says that the sound device is gone (WINDOW_SOUND_LOST): another one takes its place,
 * or `told` says that there is none. */
void voice_lost(struct voice *voice);
/* Says words in Vietnamese or English, ending what was being said. */
void voice_say(struct voice *voice, str words, bool english);
/* A page of which somebody has read a part aloud: the recording is heard instead of synthesis for
 * that part, in its place. A recording that cannot be played costs one line in the log, and the
 * voice says the part instead. */
struct voice_page {
    str words;
    bool english;
    str recording;            /* path */
    struct span recorded;     /* the bytes of words that it says */
    const struct span *spans; /* the words in them, as bytes of words, in order */
    uint32_t span_count;
};
/* Ends what was being said. Everything is copied. */
void voice_read(struct voice *voice, const struct voice_page *page);
void voice_hush(struct voice *voice);
bool voice_speaking(struct voice *voice);
/* Speech stands in the device's queue: the first samples of what was said last have been made. */
bool voice_sounding(struct voice *voice);
/* One of the small sounds, ending what is being said. */
void voice_sound(struct voice *voice, enum tone_sound sound);
/* Nobody is here: closes the device, which wakes the machine 40 times a second even for silence.
 * The next sound or sentence opens it again, on the worker. */
void voice_rest(struct voice *voice);

/* The word that is heard at this moment: bytes of the text given to voice_say last. */
struct voice_word {
    uint32_t from, to;
    int32_t next_ms; /* until the next word begins; -1: this is the last one known yet */
};
/* False: nothing is being said, or no word of it is heard yet. Never true in silent mode. */
bool voice_word(struct voice *voice, struct voice_word *out);
/* Silent mode: everything said since voice_forget, one text after the other, spaces between. */
str voice_said(const struct voice *voice);
/* Silent mode: file name of the recording that voice_read was given last since voice_forget; empty:
 * none, or something was said after it. */
str voice_recorded(const struct voice *voice);
void voice_forget(struct voice *voice);

#endif
