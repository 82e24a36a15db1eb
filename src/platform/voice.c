#define LOG_MODULE "voice"
#include "platform/voice.h"

#include <SDL2/SDL.h>
#include <espeak-ng/speak_lib.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "platform/tone.h"

#define SAID_BYTES_MAX 16384u
#define SENTENCE_BYTES_MAX 1024u
#define AMPLITUDE 80

struct voice {
    struct voice_options options;
    atomic_bool available;
    atomic_uint generation; /* goes up with each interruption; older sentences are dropped */
    atomic_uint pending;    /* sentences posted and not yet synthesised */
    SDL_AudioDeviceID device;
    int rate;
    bool english; /* the voice that is set: the worker's own */
    char said[SAID_BYTES_MAX];
    size_t said_len;
};

struct sentence {
    struct voice *voice;
    unsigned generation;
    bool english;
    char words[SENTENCE_BYTES_MAX];
};

struct opening {
    struct voice *voice;
};

/* Called by espeak-ng on the worker's thread with each piece of sound. */
static int take_sound(short *wave, int samples, espeak_EVENT *events)
{
    const struct sentence *s = events ? events->user_data : NULL;
    if (!wave || samples <= 0 || !s)
        return 0;
    if (atomic_load(&s->voice->generation) != s->generation)
        return 1; /* interrupted: espeak stops */
    SDL_QueueAudio(s->voice->device, wave, (Uint32)samples * sizeof *wave);
    return 0;
}

static bool set_language(struct voice *v, bool english)
{
    if (espeak_SetVoiceByName(english ? "en" : v->options.vietnamese) != EE_OK)
        return false;
    v->english = english;
    return true;
}

static bool open_device(struct voice *v)
{
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        log_warn("there is no sound (%s); the kiosk goes on without a voice", SDL_GetError());
        return false;
    }
    SDL_AudioSpec want = { .freq = v->rate, .format = AUDIO_S16SYS, .channels = 1, .samples = 512 };
    v->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    if (v->device == 0) {
        log_warn("no audio device opens (%s); the kiosk goes on without a voice", SDL_GetError());
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return false;
    }
    SDL_PauseAudioDevice(v->device, 0);
    return true;
}

static void open_voice(void *payload)
{
    struct voice *v = ((struct opening *)payload)->voice;
    v->rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 60, NULL, espeakINITIALIZE_DONT_EXIT);
    if (v->rate <= 0) {
        log_warn("espeak-ng has no voice data; install espeak-ng-data. The kiosk goes on silently");
        return;
    }
    espeak_SetSynthCallback(take_sound);
    espeak_SetParameter(espeakVOLUME, AMPLITUDE, 0);
    if (!set_language(v, false)) {
        log_warn("espeak-ng lacks the voice %s; the kiosk goes on silently", v->options.vietnamese);
        return;
    }
    atomic_store(&v->available, open_device(v));
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
    if (v->device)
        SDL_CloseAudioDevice(v->device);
    if (v->rate > 0)
        espeak_Terminate();
    free(v);
}

bool voice_available(const struct voice *v)
{
    return atomic_load(&v->available);
}

static void speak(void *payload)
{
    struct sentence *s = payload;
    struct voice *v = s->voice;
    bool current = atomic_load(&v->generation) == s->generation;
    if (current && (s->english == v->english || set_language(v, s->english)))
        espeak_Synth(s->words, strlen(s->words) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL,
                     s);
    atomic_fetch_sub(&v->pending, 1);
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

static void post_sentence(struct voice *v, str words, bool english)
{
    struct sentence s = { .voice = v,
                          .generation = atomic_load(&v->generation),
                          .english = english };
    memcpy(s.words, words.ptr, words.len);
    struct job job = { speak, NULL, &s, sizeof s };
    atomic_fetch_add(&v->pending, 1);
    if (worker_post(v->options.worker, &job) != FAIL_OK)
        atomic_fetch_sub(&v->pending, 1);
}

static void remember(struct voice *v, str words)
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
        remember(v, words);
        return;
    }
    voice_hush(v);
    while (words.len) {
        str sentence = first_sentence(words);
        words = str_slice(words, sentence.len, words.len);
        sentence = str_trim(sentence);
        if (sentence.len)
            post_sentence(v, sentence, english);
    }
}

void voice_hush(struct voice *v)
{
    atomic_fetch_add(&v->generation, 1);
    if (v->device)
        SDL_ClearQueuedAudio(v->device);
}

bool voice_speaking(struct voice *v)
{
    return atomic_load(&v->pending) > 0 || (v->device && SDL_GetQueuedAudioSize(v->device) > 0);
}

void voice_sound(struct voice *v, enum tone_sound sound)
{
    if (!v->device || voice_speaking(v))
        return;
    int16_t wave[TONE_SAMPLES_MAX];
    size_t count = tone_make(sound, v->rate, wave);
    SDL_QueueAudio(v->device, wave, (Uint32)(count * sizeof *wave));
}

str voice_said(const struct voice *v)
{
    return (str) { v->said, v->said_len };
}

void voice_forget(struct voice *v)
{
    v->said_len = 0;
}
