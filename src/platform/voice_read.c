/* Recordings in the voice's queue: decoded piece by piece on the worker, so that other jobs get
 * their turn in between and an interruption is heard at once. */
#define LOG_MODULE "voice"
#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/must.h"
#include "platform/recording.h"
#include "platform/voice_parts.h"

/* Two seconds of sound, 10 ms of work: the longest recording then takes a third of the worker's
 * places, even if the loop is too busy to free one, and the ledger's jobs always find theirs. */
#define PIECES_A_TURN 8

/* One page under way; owns its texts. */
struct play {
    struct voice *voice;
    struct saying saying;
    arena home;
    struct voice_page page;
    struct recording *recording; /* NULL: not opened yet */
    bool failed;                 /* it cannot be opened */
    uint64_t first, given;       /* samples in the queue before it, and of it so far */
};

static bool interrupted(const struct play *p)
{
    return atomic_load(&p->voice->generation) != p->saying.generation;
}

/* ---- on the worker's thread ---- */

static void open_recording(struct play *p)
{
    struct voice *v = p->voice;
    struct recording_options options = { p->page.recording, v->rate,
                                         voice_percent(p->saying.manner.speed) };
    enum fail failed = recording_open(&p->recording, &options);
    p->failed = failed != FAIL_OK;
    if (failed == FAIL_OFFLINE)
        log_warn("recordings cannot be played: install the package libsndfile1");
    else if (p->failed)
        log_warn("the recording %.*s cannot be played (%.*s); the voice reads instead",
                 STR_ARG(p->page.recording), STR_ARG(fail_en(failed)));
}

static void queue_piece(struct play *p, int16_t *wave, size_t count)
{
    struct voice *v = p->voice;
    for (size_t i = 0; i < count; i++)
        wave[i] = (int16_t)(wave[i] * p->saying.manner.volume / VOICE_VOLUME_MAX);
    pthread_mutex_lock(&v->lock);
    if (count && !interrupted(p)) {
        if (p->given == 0)
            p->first = v->queued;
        voice_queue(v, wave, count);
        v->speech = true;
        p->given += count;
    }
    pthread_mutex_unlock(&v->lock);
}

/* Decodes and queues one piece; false: there is no more to come. */
static bool play_piece(struct play *p)
{
    int16_t wave[RECORDING_PIECE];
    size_t count;
    if (interrupted(p) || !voice_wake(p->voice))
        return false;
    if (!p->recording)
        open_recording(p);
    if (p->failed)
        return false;
    bool more = recording_next(p->recording, wave, &count);
    queue_piece(p, wave, count);
    return more;
}

static void mark_words(struct play *p)
{
    struct voice *v = p->voice;
    struct sound_levels levels = recording_levels(p->recording);
    uint32_t count = p->page.span_count;
    if (!v->options.align || count == 0 || levels.count == 0)
        return;
    uint32_t *starts = arena_new(&p->home, uint32_t, count);
    v->options.align(p->page.words, p->page.spans, count, levels, starts);
    pthread_mutex_lock(&v->lock);
    for (uint32_t i = 0; i < count && v->mark_count < WORDS_MAX && !interrupted(p); i++)
        v->marks[v->mark_count++] =
            (struct mark) { p->first + (uint64_t)starts[i] * p->given / levels.count,
                            p->page.spans[i].from, p->page.spans[i].to };
    pthread_mutex_unlock(&v->lock);
}

/* It broke off while it was decoded, of which little has been heard yet: nobody must miss the rest,
 * so the page begins anew. */
static void take_back(struct play *p)
{
    struct voice *v = p->voice;
    log_warn("the recording %.*s is damaged; the voice reads instead", STR_ARG(p->page.recording));
    pthread_mutex_lock(&v->lock);
    if (!interrupted(p)) {
        SDL_ClearQueuedAudio(atomic_load(&v->device));
        v->queued = 0;
        v->mark_count = 0;
    }
    pthread_mutex_unlock(&v->lock);
}

/* What the recording has not said is left to the voice. */
static void finish(struct play *p)
{
    struct span rest = { p->page.recorded.to, (uint32_t)p->page.words.len };
    if (p->failed || (p->recording && recording_is_silent(p->recording))) {
        if (!p->failed)
            log_warn("nothing is heard in %.*s; the voice reads instead",
                     STR_ARG(p->page.recording));
        rest.from = p->page.recorded.from;
    } else if (p->recording && !recording_is_whole(p->recording)) {
        take_back(p);
        rest.from = 0;
    } else if (p->recording) {
        mark_words(p);
    }
    voice_post_words(p->voice, p->page.words, rest, &p->saying);
}

static void drop(struct play *p)
{
    atomic_fetch_sub(&p->voice->pending, 1);
    recording_close(p->recording);
    arena home = p->home;
    free(p);
    arena_finish(&home);
}

static void play(void *payload)
{
    struct play *p = *(struct play **)payload;
    struct job next = { play, NULL, &p, sizeof p };
    for (unsigned pieces = 1; play_piece(p); pieces++) {
        /* To the queue's end; with no place there the others are waiting for this one anyway. */
        if (pieces % PIECES_A_TURN == 0 && worker_post(p->voice->options.worker, &next) == FAIL_OK)
            return;
    }
    if (!interrupted(p))
        finish(p);
    drop(p);
}

/* ---- on the loop's thread ---- */

static struct play *make_play(struct voice *v, const struct voice_page *page)
{
    struct play *p = calloc(1, sizeof *p);
    must(p != NULL);
    p->voice = v;
    p->home.block_bytes = 4096;
    p->page = *page;
    p->page.words = arena_str(&p->home, page->words);
    p->page.recording = arena_str(&p->home, page->recording);
    struct span *spans = arena_new(&p->home, struct span, page->span_count + 1);
    if (page->span_count)
        memcpy(spans, page->spans, page->span_count * sizeof *spans);
    p->page.spans = spans;
    return p;
}

static void remember(struct voice *v, const struct voice_page *page)
{
    str rest = page->recording, name = rest;
    while (rest.ptr)
        name = str_cut(&rest, '/');
    voice_remember(v, page->words);
    v->recorded_len = name.len < RECORDED_BYTES_MAX ? name.len : 0;
    memcpy(v->recorded, name.ptr, v->recorded_len);
}

void voice_read(struct voice *v, const struct voice_page *page)
{
    must(page->recorded.from <= page->recorded.to && page->recorded.to <= page->words.len);
    if (str_empty(page->words) || !voice_available(v))
        return;
    if (v->options.silent) {
        remember(v, page);
        return;
    }
    struct play *p = make_play(v, page);
    struct job job = { play, NULL, &p, sizeof p };
    p->saying = voice_begin(v, page->english);
    voice_post_words(v, p->page.words, (struct span) { 0, page->recorded.from }, &p->saying);
    atomic_fetch_add(&v->pending, 1);
    if (worker_post(v->options.worker, &job) != FAIL_OK)
        drop(p);
}

str voice_recorded(const struct voice *v)
{
    return (str) { v->recorded, v->recorded_len };
}
