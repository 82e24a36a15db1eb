/* What the voice's files share among themselves; only they include it. */
#ifndef PLATFORM_VOICE_PARTS_H
#define PLATFORM_VOICE_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "platform/voice.h"

#define SAID_BYTES_MAX 16384u
#define RECORDED_BYTES_MAX 128u
#define WORDS_MAX 1024u /* the fullest page has about 200 */

/* How a sentence is said. */
struct manner {
    const char *vietnamese; /* espeak-ng's name, not owned */
    bool english;
    int volume, speed;
};

struct mark {
    uint64_t sample; /* of the queue, since it was last cleared */
    uint32_t from, to;
};

struct voice {
    struct voice_options options;
    atomic_bool available;
    atomic_bool lost;       /* the loop is to be told that there is no sound any more */
    uint64_t replaced_ms;   /* when a lost device was replaced last: the worker's own */
    atomic_bool sounds;     /* a device has been opened: it may rest, but it is there */
    atomic_uint device;     /* SDL_AudioDeviceID; 0: none, not yet, or at rest */
    atomic_uint generation; /* goes up with each interruption; older sentences are dropped */
    atomic_uint pending;    /* sentences posted and not yet synthesised */
    int rate;               /* of the device; set before device is */
    struct manner set;      /* what espeak-ng was told last: the worker's own */
    struct manner wanted;   /* of the next sentence: the loop's own; english is each sentence's */
    atomic_int volume;      /* of small sounds, which the worker may make too */

    pthread_mutex_t lock; /* the queue and what is known of it: */
    bool speech;          /* there is speech in the queue, not only small sounds */
    uint64_t queued;      /* samples since it was last cleared */
    struct mark marks[WORDS_MAX];
    uint32_t mark_count;

    char said[SAID_BYTES_MAX];
    size_t said_len;
    char recorded[RECORDED_BYTES_MAX]; /* silent mode: the recording that was read last */
    size_t recorded_len;
};

/* What sentences that belong together share. */
struct saying {
    unsigned generation;
    struct manner manner;
};

/* voice.c, on the worker's thread; voice_queue under the lock */
void voice_queue(struct voice *voice, const int16_t *wave, size_t samples);
bool voice_wake(struct voice *voice);
/* On either thread: posts the sentences of words[part], marked by their places in words. */
void voice_post_words(struct voice *voice, str words, struct span part,
                      const struct saying *saying);
/* On the loop's thread: ends what is being said. */
struct saying voice_begin(struct voice *voice, bool english);
void voice_remember(struct voice *voice, str words);
int voice_percent(int speed);

#endif
