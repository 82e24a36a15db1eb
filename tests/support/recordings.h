/* Recordings for tests, written by libsndfile: nobody's voice, a buzz with a voice's pitch. */
#ifndef TESTS_RECORDINGS_H
#define TESTS_RECORDINGS_H

#include <stdbool.h>
#include <stddef.h>

/* Silence and buzz in turn, ms[0] of silence first; the name's end says the format (.opus .ogg
 * .flac .wav). 16000 samples a second, one channel. False: it could not be written. */
bool recording_make(const char *path, const unsigned *ms, size_t count);
/* One plain tone at 48000 samples a second, amplitude 8000. */
bool recording_make_tone(const char *path, int hz, unsigned ms);

#endif
