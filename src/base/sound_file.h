/* A recorded sound file as numbers: opus, ogg, flac or wav by libsndfile.
 *
 * The library is loaded when the first file is opened, not when the program starts: most packs have
 * no recordings, and it brings five decoders with it. A file comes from whoever made the pack, so
 * everything is bounded: its bytes, its length, its channels and its rate (limits.h). Whatever it
 * holds becomes one channel of 16 bits at the file's own rate. */
#ifndef BASE_SOUND_FILE_H
#define BASE_SOUND_FILE_H

#include "base/fail.h"

#define SOUND_FRAME_MS 10 /* of one loudness */

/* How loud a sound is, 10 ms after 10 ms: 0 silence … 32767. */
struct sound_levels {
    const uint16_t *frames;
    uint32_t count;
};

struct sound_file {
    void *handle; /* libsndfile's */
    int rate;     /* samples a second */
    int channels;
    int64_t left; /* samples not read yet, as the file's head promises */
};

/* .opus .ogg .flac .wav, in small letters. */
bool sound_file_has_name(str name);
/* path: no link, a regular file. FAIL_MISSING: there is none; FAIL_LIMIT: bigger than
 * NARRATION_BYTES_MAX or longer than NARRATION_SECONDS_MAX; FAIL_FORMAT: it cannot be decoded;
 * FAIL_OFFLINE: libsndfile is not installed. Nothing is logged: the caller knows for whom. */
must_check enum fail sound_file_open(struct sound_file *out, str path);
/* The next samples, fewer than count only at the end. */
size_t sound_file_read(struct sound_file *file, int16_t *out, size_t count);
/* Whether all that the head promised could be read: false for a file that was cut or damaged. */
bool sound_file_whole(const struct sound_file *file);
void sound_file_close(struct sound_file *file);
/* Decodes all of it and throws it away, as a checker does; failures as of sound_file_open. */
must_check enum fail sound_file_check(str path);

#endif
