#include "platform/recording.h"

#include <SDL2/SDL.h>
#include <math.h>
#include <sonic.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/must.h"

#define BLOCK_MS 250
#define BLOCK_MAX (96000 * BLOCK_MS / 1000)
#define LEVELS_MAX ((NARRATION_SECONDS_MAX + 1) * 1000 / SOUND_FRAME_MS)
#define ROOM_LEVEL 130 /* of 32767, −48 dB: a quiet room under a voice */
#define KEPT_FRAMES 3  /* before the first loud one: a soft «h» begins there */

#define TAIL_MS 40 /* SDL's resampler keeps the last half of this to itself */

/* Half of a Butterworth low-pass of the fourth order: SDL's resampler lets everything above the
 * device's highest tone come back as a false lower one, and recordings are full of «s» and «x». */
struct half {
    double b0, b1, b2, a1, a2;
    double x1, x2, y1, y2;
};

struct recording {
    struct sound_file file;
    struct half halves[2];
    bool filtered;           /* its rate is above the device's */
    sonicStream sonic;       /* NULL at normal speed */
    SDL_AudioStream *stream; /* to the device's rate */
    bool heard;              /* something loud has come */
    bool ended;              /* the file has: what is in the stream is the rest */
    uint32_t level_count;
    uint16_t levels[LEVELS_MAX];
    int16_t block[BLOCK_MAX];
};

static struct half half_of(double cut, double rate, double q)
{
    double w = 2 * 3.14159265358979323846 * cut / rate, alpha = sin(w) / (2 * q);
    double a0 = 1 + alpha, b = (1 - cos(w)) / 2 / a0;
    return (struct half) {
        .b0 = b, .b1 = 2 * b, .b2 = b, .a1 = -2 * cos(w) / a0, .a2 = (1 - alpha) / a0
    };
}

static double pass(struct half *h, double x)
{
    double y = h->b0 * x + h->b1 * h->x1 + h->b2 * h->x2 - h->a1 * h->y1 - h->a2 * h->y2;
    h->x2 = h->x1;
    h->x1 = x;
    h->y2 = h->y1;
    h->y1 = y;
    return y;
}

static void filter(struct recording *r, int16_t *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double y = pass(&r->halves[1], pass(&r->halves[0], samples[i]));
        samples[i] = (int16_t)(y > 32767 ? 32767 : y < -32767 ? -32767 : y);
    }
}

static void prepare_filter(struct recording *r, int rate)
{
    r->filtered = r->file.rate > rate;
    r->halves[0] = half_of(rate * 0.36, r->file.rate, 0.5412);
    r->halves[1] = half_of(rate * 0.36, r->file.rate, 1.3066);
}

enum fail recording_open(struct recording **out, const struct recording_options *options)
{
    *out = NULL;
    struct recording *r = calloc(1, sizeof *r);
    must(r != NULL);
    enum fail failed = sound_file_open(&r->file, options->path);
    if (failed == FAIL_OK)
        prepare_filter(r, options->rate);
    if (failed == FAIL_OK && options->speed_percent != 100) {
        r->sonic = sonicCreateStream(r->file.rate, 1);
        if (r->sonic)
            sonicSetSpeed(r->sonic, (float)options->speed_percent / 100.0f);
        failed = r->sonic ? FAIL_OK : FAIL_FULL;
    }
    if (failed == FAIL_OK) {
        r->stream =
            SDL_NewAudioStream(AUDIO_S16SYS, 1, r->file.rate, AUDIO_S16SYS, 1, options->rate);
        failed = r->stream ? FAIL_OK : FAIL_FULL;
    }
    if (failed != FAIL_OK) {
        recording_close(r);
        return failed;
    }
    *out = r;
    return FAIL_OK;
}

/* ---- loudness ---- */

static uint16_t level_of(const int16_t *samples, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)samples[i] * samples[i];
    return (uint16_t)sqrt(sum / (double)count);
}

/* The first sample of the block to be heard; count: it is silent throughout. */
static size_t skip_silence(const struct recording *r, size_t count)
{
    size_t frame = (size_t)r->file.rate * SOUND_FRAME_MS / 1000, kept = KEPT_FRAMES * frame;
    for (size_t at = 0; at + frame <= count; at += frame)
        if (level_of(r->block + at, frame) > ROOM_LEVEL)
            return at > kept ? at - kept : 0;
    return count;
}

static void note_levels(struct recording *r, const int16_t *samples, size_t count)
{
    size_t frame = (size_t)r->file.rate * SOUND_FRAME_MS / 1000;
    for (size_t at = 0; at + frame <= count && r->level_count < LEVELS_MAX; at += frame)
        r->levels[r->level_count++] = level_of(samples + at, frame);
}

/* ---- the way through ---- */

static void to_stream(struct recording *r, const int16_t *samples, size_t count)
{
    if (count && SDL_AudioStreamPut(r->stream, samples, (int)(count * sizeof *samples)) != 0)
        r->ended = true;
}

static void from_sonic(struct recording *r)
{
    int count;
    while ((count = sonicReadShortFromStream(r->sonic, r->block, BLOCK_MAX)) > 0)
        to_stream(r, r->block, (size_t)count);
}

static void end_input(struct recording *r)
{
    r->ended = true;
    if (r->sonic) {
        sonicFlushStream(r->sonic);
        from_sonic(r);
    }
    memset(r->block, 0, sizeof r->block);
    to_stream(r, r->block, (size_t)r->file.rate * TAIL_MS / 1000);
    SDL_AudioStreamFlush(r->stream);
}

static void take_block(struct recording *r)
{
    /* Whole frames, so that loudness goes on from block to block without a gap. */
    size_t frame = (size_t)r->file.rate * SOUND_FRAME_MS / 1000;
    size_t want = frame * (BLOCK_MS / SOUND_FRAME_MS);
    size_t count = sound_file_read(&r->file, r->block, want);
    size_t from = r->heard ? 0 : skip_silence(r, count);
    r->heard = r->heard || from < count;
    if (from < count) {
        note_levels(r, r->block + from, count - from);
        if (r->filtered)
            filter(r, r->block + from, count - from);
        if (!r->sonic)
            to_stream(r, r->block + from, count - from);
        else if (sonicWriteShortToStream(r->sonic, r->block + from, (int)(count - from)))
            from_sonic(r);
    }
    if (count < want)
        end_input(r);
}

bool recording_next(struct recording *r, int16_t *out, size_t *count_out)
{
    if (!r->ended)
        take_block(r);
    int got = SDL_AudioStreamGet(r->stream, out, (int)(RECORDING_PIECE * sizeof *out));
    *count_out = got > 0 ? (size_t)got / sizeof *out : 0;
    return !r->ended || got > 0;
}

bool recording_is_silent(const struct recording *r)
{
    return !r->heard;
}

bool recording_is_whole(const struct recording *r)
{
    return sound_file_whole(&r->file);
}

struct sound_levels recording_levels(const struct recording *r)
{
    return (struct sound_levels) { r->levels, r->level_count };
}

void recording_close(struct recording *r)
{
    if (!r)
        return;
    sound_file_close(&r->file);
    if (r->sonic)
        sonicDestroyStream(r->sonic);
    if (r->stream)
        SDL_FreeAudioStream(r->stream);
    free(r);
}
