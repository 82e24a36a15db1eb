#define LOG_MODULE "voice"
#include "platform/voice.h"

#include <SDL2/SDL.h>
#include <espeak-ng/speak_lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/library.h"
#include "base/log.h"
#include "base/must.h"
#include "platform/tone.h"
#include "platform/voice_parts.h"

#define SENTENCE_BYTES_MAX 1024u
#define LOSE_AGAIN_MS 10000
#define AMPLITUDE 80    /* at full volume: louder distorts */
#define TONE_RATE 22050 /* espeak-ng's own, so that one device serves both */
#define BUFFER_MS 60    /* of sound in one callback of espeak-ng */

static const char *const dialects[] = { "vi", "vi-vn-x-central", "vi-vn-x-south" };
static_assert(COUNT_OF(dialects) == VOICE_DIALECT_COUNT, "an espeak-ng voice for every dialect");

static const int speed_percents[] = { 50, 75, 100, 125, 150, 175, 200 };
static_assert(COUNT_OF(speed_percents) == VOICE_SPEED_COUNT, "a rate for every speed");

int voice_percent(int speed)
{
    return speed_percents[speed];
}

struct sentence {
    struct voice *voice;
    unsigned generation;
    struct manner manner;
    uint32_t from;  /* its first byte in the whole text */
    uint64_t start; /* its first sample in the queue */
    char words[SENTENCE_BYTES_MAX];
};

struct opening {
    struct voice *voice;
};

struct chime {
    struct voice *voice;
    enum tone_sound sound;
};

/* ---- on the worker's thread ---- */

/* The byte at which the n-th letter of valid text begins. */
static uint32_t byte_of_letter(const char *words, int n)
{
    const char *at = words;
    while (*at && n > 0) {
        at++;
        while (((unsigned char)*at & 0xc0) == 0x80)
            at++;
        n--;
    }
    return (uint32_t)(at - words);
}

/* espeak-ng counts letters from 1. Digits it spells out come with shifted places, so a place that
 * does not lie after the last one is left out: the mark rests on the number meanwhile. */
static void mark_word(struct voice *v, const struct sentence *s, const espeak_EVENT *event)
{
    if (event->text_position < 1 || v->mark_count == WORDS_MAX)
        return;
    uint32_t from = s->from + byte_of_letter(s->words, event->text_position - 1);
    uint32_t to = s->from + byte_of_letter(s->words, event->text_position - 1 + event->length);
    const struct mark *last = v->mark_count ? &v->marks[v->mark_count - 1] : NULL;
    if (to <= from || (last && from < last->to))
        return;
    uint64_t sample = s->start + (uint64_t)event->audio_position * (uint64_t)v->rate / 1000;
    v->marks[v->mark_count++] = (struct mark) { sample, from, to };
}

void voice_queue(struct voice *v, const int16_t *wave, size_t samples)
{
    if (!atomic_load(&v->device))
        return;
    SDL_QueueAudio(atomic_load(&v->device), wave, (Uint32)(samples * sizeof *wave));
    v->queued += samples;
}

/* Called by espeak-ng with each piece of sound; 1 stops it. */
static int take_sound(short *wave, int samples, espeak_EVENT *events)
{
    const struct sentence *s = events ? events->user_data : NULL;
    if (!s)
        return 0;
    struct voice *v = s->voice;
    pthread_mutex_lock(&v->lock);
    bool interrupted = atomic_load(&v->generation) != s->generation;
    for (; !interrupted && events->type != espeakEVENT_LIST_TERMINATED; events++)
        if (events->type == espeakEVENT_WORD)
            mark_word(v, s, events);
    if (!interrupted && wave && samples > 0) {
        voice_queue(v, wave, (size_t)samples);
        v->speech = true;
    }
    pthread_mutex_unlock(&v->lock);
    return interrupted;
}

static bool same_voice(const struct manner *a, const struct manner *b)
{
    return a->english == b->english &&
           (a->english || (a->vietnamese && strcmp(a->vietnamese, b->vietnamese) == 0));
}

/* False: the voice before stays. */
static bool take_voice(struct voice *v, const struct manner *manner)
{
    if (same_voice(&v->set, manner))
        return true;
    if (espeak_SetVoiceByName(manner->english ? "en" : manner->vietnamese) != EE_OK)
        return false;
    v->set.english = manner->english;
    v->set.vietnamese = manner->vietnamese;
    v->set.volume = v->set.speed = -1; /* a new voice may come with its own */
    return true;
}

static void take_manner(struct voice *v, const struct manner *manner)
{
    if (!take_voice(v, manner)) {
        log_warn("espeak-ng lacks the voice %s", manner->english ? "en" : manner->vietnamese);
        v->set.english = manner->english; /* said once, not with each sentence */
        v->set.vietnamese = manner->vietnamese;
    }
    if (v->set.volume != manner->volume)
        espeak_SetParameter(espeakVOLUME, AMPLITUDE * manner->volume / VOICE_VOLUME_MAX, 0);
    if (v->set.speed != manner->speed)
        espeak_SetParameter(espeakRATE, espeakRATE_NORMAL * speed_percents[manner->speed] / 100, 0);
    v->set.volume = manner->volume;
    v->set.speed = manner->speed;
}

/* ALSA's library writes a dozen lines of its own to stderr when there is no sound card; ours is
 * one. */
static void no_alsa_message(const char *file, int line, const char *function, int err,
                            const char *format, ...)
{
    (void)file;
    (void)line;
    (void)function;
    (void)err;
    (void)format;
}

static void quiet_alsa(void)
{
    typedef void message(const char *, int, const char *, int, const char *, ...);
    int (*set_handler)(message * handler) = NULL;
    if (library_find(library_load("libasound.so.2"), "snd_lib_error_set_handler", &set_handler))
        set_handler(no_alsa_message);
}

static bool open_device(struct voice *v, int rate)
{
    quiet_alsa();
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        log_warn("there is no sound (%s); the kiosk goes on without a voice", SDL_GetError());
        return false;
    }
    SDL_AudioSpec want = { .freq = rate, .format = AUDIO_S16SYS, .channels = 1, .samples = 512 };
    SDL_AudioDeviceID device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    if (device == 0) {
        log_warn("no audio device opens (%s); the kiosk goes on without a voice", SDL_GetError());
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return false;
    }
    SDL_PauseAudioDevice(device, 0);
    v->rate = rate;
    atomic_store(&v->device, device);
    atomic_store(&v->sounds, true);
    return true;
}

/* Taken away under the lock, so that the loop never asks a device that is being closed. */
static void close_device(struct voice *v)
{
    pthread_mutex_lock(&v->lock);
    SDL_AudioDeviceID device = atomic_exchange(&v->device, 0);
    v->queued = 0;
    v->mark_count = 0;
    v->speech = false;
    pthread_mutex_unlock(&v->lock);
    if (device == 0)
        return;
    SDL_CloseAudioDevice(device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

/* Opens it again after a rest. One that was pulled out meanwhile leaves the kiosk silent, which the
 * loop is told when the job is delivered (tell_loss). */
bool voice_wake(struct voice *v)
{
    if (atomic_load(&v->device))
        return true;
    if (!atomic_load(&v->sounds))
        return false;
    bool good = open_device(v, v->rate);
    if (!good) {
        atomic_store(&v->sounds, false);
        atomic_store(&v->available, false);
        atomic_store(&v->lost, true);
    }
    return good;
}

/* The device is gone. Whatever else is there takes its place; one that goes again at once (a loose
 * plug) is given up. */
static void replace_device(void *payload)
{
    struct voice *v = ((struct opening *)payload)->voice;
    uint64_t now = SDL_GetTicks64();
    bool again = v->replaced_ms && now - v->replaced_ms < LOSE_AGAIN_MS;
    v->replaced_ms = now;
    close_device(v);
    if (!again && voice_wake(v)) {
        log_warn("the sound device went away; another one plays on");
        return;
    }
    if (again)
        log_warn("the sound device goes away again and again; the kiosk goes on without a voice");
    atomic_store(&v->sounds, false);
    atomic_store(&v->available, false);
    atomic_store(&v->lost, true);
}

/* espeak-ng is one for the whole process and is never ended: espeak_Terminate can wait for its own
 * thread for ever (seen with 1.51, the second time). Its memory goes with the process. */
static int start_synthesis(void)
{
    static int rate;
    if (rate <= 0)
        rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, NULL,
                                 espeakINITIALIZE_DONT_EXIT);
    return rate;
}

static bool open_synthesis(struct voice *v)
{
    int rate = start_synthesis();
    if (rate <= 0) {
        log_warn("espeak-ng has no voice data; install espeak-ng-data. The kiosk does not speak");
        return false;
    }
    espeak_SetSynthCallback(take_sound);
    struct manner first = { .vietnamese = v->options.vietnamese };
    if (!take_voice(v, &first)) {
        log_warn("espeak-ng lacks the voice %s; the kiosk does not speak", v->options.vietnamese);
        return false;
    }
    if (rate == v->rate)
        return true;
    close_device(v);
    return open_device(v, rate);
}

/* The device first: without one nothing of espeak-ng has to be in memory. */
static void open_voice(void *payload)
{
    struct voice *v = ((struct opening *)payload)->voice;
    atomic_store(&v->available, open_device(v, TONE_RATE) && open_synthesis(v));
}

static void speak(void *payload)
{
    struct sentence *s = payload;
    struct voice *v = s->voice;
    bool heard = voice_wake(v);
    pthread_mutex_lock(&v->lock);
    s->start = v->queued;
    pthread_mutex_unlock(&v->lock);
    bool current = heard && atomic_load(&v->generation) == s->generation;
    if (current) {
        take_manner(v, &s->manner);
        espeak_Synth(s->words, strlen(s->words) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL,
                     s);
    }
    atomic_fetch_sub(&v->pending, 1);
}

/* ---- on the loop's thread ---- */

/* Every job begins with the voice that posted it. */
static void tell_loss(void *payload)
{
    struct voice *v = ((struct opening *)payload)->voice;
    if (atomic_exchange(&v->lost, false) && v->options.told)
        v->options.told(v->options.context, false);
}

void voice_lost(struct voice *v)
{
    if (!v || v->options.silent)
        return;
    struct opening self = { v };
    struct job job = { replace_device, tell_loss, &self, sizeof self };
    if (worker_post(v->options.worker, &job) != FAIL_OK)
        log_warn("the lost sound device is not replaced: the worker is full");
}

static void opened(void *payload)
{
    struct voice *v = ((struct opening *)payload)->voice;
    if (v->options.told)
        v->options.told(v->options.context, atomic_load(&v->available));
}

void voice_open(struct voice **out, const struct voice_options *options)
{
    struct voice *v = calloc(1, sizeof *v);
    must(v != NULL);
    v->options = *options;
    v->wanted = (struct manner) { .vietnamese = options->vietnamese,
                                  .volume = VOICE_VOLUME_MAX,
                                  .speed = VOICE_SPEED_NORMAL };
    atomic_store(&v->volume, VOICE_VOLUME_MAX);
    pthread_mutex_init(&v->lock, NULL);
    atomic_store(&v->available, options->silent);
    *out = v;
    if (options->silent)
        return;
    struct opening opening = { v };
    struct job job = { open_voice, opened, &opening, sizeof opening };
    if (worker_post(options->worker, &job) != FAIL_OK)
        log_warn("the voice could not be opened: the worker is full");
}

void voice_close(struct voice *v)
{
    if (!v)
        return;
    close_device(v);
    pthread_mutex_destroy(&v->lock);
    free(v);
}

bool voice_available(const struct voice *v)
{
    return atomic_load(&v->available);
}

void voice_set(struct voice *v, int volume, int speed, int dialect)
{
    must(volume >= 0 && volume <= VOICE_VOLUME_MAX);
    must(speed >= 0 && speed < VOICE_SPEED_COUNT);
    must(dialect >= 0 && dialect < VOICE_DIALECT_COUNT);
    v->wanted =
        (struct manner) { .vietnamese = dialects[dialect], .volume = volume, .speed = speed };
    atomic_store(&v->volume, volume);
}

/* Up to and with the first end of a sentence, at most SENTENCE_BYTES_MAX - 1 bytes. */
static str first_sentence(str words)
{
    size_t at = 0;
    while (at < words.len && at < SENTENCE_BYTES_MAX - 1) {
        char c = words.ptr[at++];
        bool stop = c == '.' || c == '!' || c == '?' || c == '\n';
        if (stop && (at == words.len || words.ptr[at] == ' ' || words.ptr[at] == '\n'))
            break;
    }
    /* Never in the middle of a letter. */
    while (at < words.len && at > 1 && ((unsigned char)words.ptr[at] & 0xc0) == 0x80)
        at--;
    return str_slice(words, 0, at);
}

static void post_sentence(struct voice *v, str words, uint32_t from, const struct saying *saying)
{
    struct sentence s = {
        .voice = v, .generation = saying->generation, .manner = saying->manner, .from = from
    };
    memcpy(s.words, words.ptr, words.len);
    struct job job = { speak, tell_loss, &s, sizeof s };
    atomic_fetch_add(&v->pending, 1);
    if (worker_post(v->options.worker, &job) != FAIL_OK)
        atomic_fetch_sub(&v->pending, 1);
}

void voice_post_words(struct voice *v, str words, struct span part, const struct saying *saying)
{
    str rest = str_slice(words, part.from, part.to);
    while (rest.len) {
        str sentence = first_sentence(rest);
        rest = str_slice(rest, sentence.len, rest.len);
        sentence = str_trim(sentence);
        if (sentence.len)
            post_sentence(v, sentence, (uint32_t)(sentence.ptr - words.ptr), saying);
    }
}

struct saying voice_begin(struct voice *v, bool english)
{
    voice_hush(v);
    struct saying saying = { atomic_load(&v->generation), v->wanted };
    saying.manner.english = english;
    return saying;
}

void voice_remember(struct voice *v, str words)
{
    if (v->said_len + words.len + 1 >= SAID_BYTES_MAX)
        return;
    if (v->said_len)
        v->said[v->said_len++] = ' ';
    memcpy(v->said + v->said_len, words.ptr, words.len);
    v->said_len += words.len;
}

void voice_say(struct voice *v, str words, bool english)
{
    if (str_empty(words) || !voice_available(v))
        return;
    if (v->options.silent) {
        voice_remember(v, words);
        v->recorded_len = 0;
        return;
    }
    struct saying saying = voice_begin(v, english);
    voice_post_words(v, words, (struct span) { 0, (uint32_t)words.len }, &saying);
}

void voice_hush(struct voice *v)
{
    pthread_mutex_lock(&v->lock);
    atomic_fetch_add(&v->generation, 1);
    v->mark_count = 0;
    /* Small sounds alone play to their end: a click must be heard although it hushes. */
    if (v->speech) {
        SDL_ClearQueuedAudio(atomic_load(&v->device));
        v->queued = 0;
        v->speech = false;
    }
    pthread_mutex_unlock(&v->lock);
}

static uint64_t samples_left(const struct voice *v)
{
    SDL_AudioDeviceID device = atomic_load(&v->device);
    return device ? SDL_GetQueuedAudioSize(device) / sizeof(int16_t) : 0;
}

bool voice_speaking(struct voice *v)
{
    pthread_mutex_lock(&v->lock);
    bool speech = v->speech && samples_left(v) > 0;
    pthread_mutex_unlock(&v->lock);
    return speech || atomic_load(&v->pending) > 0;
}

bool voice_sounding(struct voice *v)
{
    pthread_mutex_lock(&v->lock);
    bool sounding = v->speech;
    pthread_mutex_unlock(&v->lock);
    return sounding;
}

bool voice_word(struct voice *v, struct voice_word *out)
{
    pthread_mutex_lock(&v->lock);
    uint64_t left = samples_left(v), heard = left < v->queued ? v->queued - left : 0;
    uint32_t next = 0;
    while (next < v->mark_count && v->marks[next].sample <= heard)
        next++;
    bool any = next > 0 && v->speech && left > 0;
    if (any) {
        const struct mark *mark = &v->marks[next - 1];
        *out = (struct voice_word) { mark->from, mark->to, -1 };
        if (next < v->mark_count)
            out->next_ms = (int32_t)((v->marks[next].sample - heard) * 1000 / (uint64_t)v->rate);
    }
    pthread_mutex_unlock(&v->lock);
    return any;
}

static void chime(struct voice *v, enum tone_sound sound)
{
    int16_t wave[TONE_SAMPLES_MAX];
    size_t count = tone_make(sound, v->rate, wave);
    int volume = sound == TONE_CALL ? VOICE_VOLUME_MAX : atomic_load(&v->volume);
    for (size_t i = 0; i < count; i++)
        wave[i] = (int16_t)(wave[i] * volume / VOICE_VOLUME_MAX);
    pthread_mutex_lock(&v->lock);
    /* Quick taps must not pile up clicks. */
    if (sound != TONE_PRESS || samples_left(v) == 0)
        voice_queue(v, wave, count);
    pthread_mutex_unlock(&v->lock);
}

static void chime_after_rest(void *payload)
{
    struct chime *c = payload;
    if (voice_wake(c->voice))
        chime(c->voice, c->sound);
}

void voice_sound(struct voice *v, enum tone_sound sound)
{
    if (!v || !atomic_load(&v->sounds))
        return;
    voice_hush(v);
    if (atomic_load(&v->device)) {
        chime(v, sound);
        return;
    }
    struct chime c = { v, sound };
    struct job job = { chime_after_rest, tell_loss, &c, sizeof c };
    if (worker_post(v->options.worker, &job) != FAIL_OK)
        log_warn("a sound was left out: the worker is full");
}

static void rest(void *payload)
{
    close_device(((struct opening *)payload)->voice);
}

void voice_rest(struct voice *v)
{
    if (!v || v->options.silent)
        return;
    struct opening self = { v };
    struct job job = { rest, NULL, &self, sizeof self };
    if (worker_post(v->options.worker, &job) != FAIL_OK)
        log_warn("the sound does not rest yet: the worker is full");
}

str voice_said(const struct voice *v)
{
    return (str) { v->said, v->said_len };
}

void voice_forget(struct voice *v)
{
    v->said_len = v->recorded_len = 0;
}
