/* A recording on its way to the loudspeaker: decoded in pieces, at the session's speed with the
 * reader's own pitch, at the device's rate.
 *
 * Silence at its beginning is left out, so that it is heard at once. While it is decoded its
 * loudness is noted, from the first sample that is heard on; words are found by it
 * (voice_options.align). One thread only: the worker's. */
#ifndef PLATFORM_RECORDING_H
#define PLATFORM_RECORDING_H

#include "base/sound_file.h"

/* Samples of one piece at the device's rate, at most: a quarter of a second at half speed fits. */
#define RECORDING_PIECE 16384u

struct recording;

struct recording_options {
    str path;
    int rate;          /* the device's, samples a second */
    int speed_percent; /* 50 … 200 */
};

/* Failures as of sound_file_open; FAIL_FULL: no memory for it. */
must_check enum fail recording_open(struct recording **out,
                                    const struct recording_options *options);
/* The next samples, at most RECORDING_PIECE; false at the end. A true may come with none. */
bool recording_next(struct recording *recording, int16_t *out, size_t *count_out);
/* Nothing louder than a room's noise has come yet. */
bool recording_is_silent(const struct recording *recording);
/* False: the file was cut off or damaged on the way. */
bool recording_is_whole(const struct recording *recording);
/* Of all that was decoded so far, at normal speed. */
struct sound_levels recording_levels(const struct recording *recording);
/* NULL is fine. */
void recording_close(struct recording *recording);

#endif
