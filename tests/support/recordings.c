#include "support/recordings.h"

#include <math.h>
#include <sndfile.h>
#include <string.h>

#define RATE 16000
#define PITCH 150 /* a person's */

static int format_of(const char *path)
{
    const char *end = strrchr(path, '.');
    if (strcmp(end, ".opus") == 0)
        return SF_FORMAT_OGG | SF_FORMAT_OPUS;
    if (strcmp(end, ".ogg") == 0)
        return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    return (strcmp(end, ".flac") == 0 ? SF_FORMAT_FLAC : SF_FORMAT_WAV) | SF_FORMAT_PCM_16;
}

static short buzz(size_t n)
{
    double t = 6.283185307179586 * PITCH * (double)n / RATE, sum = 0;
    for (int harmonic = 1; harmonic <= 6; harmonic++)
        sum += sin(t * harmonic) / harmonic;
    return (short)(sum * 8000);
}

bool recording_make(const char *path, const unsigned *ms, size_t count)
{
    SF_INFO info = { .samplerate = RATE, .channels = 1, .format = format_of(path) };
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    size_t n = 0;
    bool good = file != NULL;
    for (size_t i = 0; good && i < count; i++)
        for (size_t end = n + (size_t)ms[i] * RATE / 1000; good && n < end; n++) {
            short sample = i % 2 ? buzz(n) : (short)0;
            good = sf_write_short(file, &sample, 1) == 1;
        }
    return file && sf_close(file) == 0 && good;
}

bool recording_make_tone(const char *path, int hz, unsigned ms)
{
    SF_INFO info = { .samplerate = 48000, .channels = 1, .format = format_of(path) };
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    bool good = file != NULL;
    for (size_t n = 0; good && n < 48u * ms; n++) {
        short sample = (short)(8000 * sin(6.283185307179586 * hz * (double)n / 48000));
        good = sf_write_short(file, &sample, 1) == 1;
    }
    return file && sf_close(file) == 0 && good;
}
