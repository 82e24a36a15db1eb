#include "base/sound_file.h"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sndfile.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/library.h"
#include "base/limits.h"
#include "base/must.h"

#define CHANNELS_MAX 2
#define RATE_LEAST 8000
#define RATE_MAX 96000
#define BLOCK 1024

/* ---- libsndfile, when it is needed ---- */

static struct {
    SNDFILE *(*open_fd)(int fd, int mode, SF_INFO *info, int close_desc);
    sf_count_t (*read)(SNDFILE *handle, float *out, sf_count_t frames);
    int (*close)(SNDFILE *handle);
    bool ready;
} library;

static void load(void)
{
    void *handle = library_load("libsndfile.so.1");
    library.ready = library_find(handle, "sf_open_fd", &library.open_fd) &&
                    library_find(handle, "sf_readf_float", &library.read) &&
                    library_find(handle, "sf_close", &library.close);
}

static bool library_ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return library.ready;
}

/* ---- files ---- */

bool sound_file_has_name(str name)
{
    return str_ends(name, S(".opus")) || str_ends(name, S(".ogg")) || str_ends(name, S(".flac")) ||
           str_ends(name, S(".wav"));
}

static enum fail open_bytes(str path, int *fd_out)
{
    char name[PATH_MAX];
    struct stat info;
    if (path.len >= sizeof name)
        return FAIL_LIMIT;
    snprintf(name, sizeof name, "%.*s", STR_ARG(path));
    /* Not blocking: a pipe of that name must not stop the kiosk. */
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return FAIL_MISSING;
    bool regular = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    if (!regular || info.st_size > NARRATION_BYTES_MAX) {
        close(fd);
        return regular ? FAIL_LIMIT : FAIL_MISSING;
    }
    *fd_out = fd;
    return FAIL_OK;
}

static enum fail check_head(const SF_INFO *info)
{
    int kind = info->format & SF_FORMAT_TYPEMASK;
    bool known = kind == SF_FORMAT_OGG || kind == SF_FORMAT_FLAC || kind == SF_FORMAT_WAV ||
                 kind == SF_FORMAT_WAVEX;
    if (!known || info->channels < 1 || info->channels > CHANNELS_MAX ||
        info->samplerate < RATE_LEAST || info->samplerate > RATE_MAX || info->frames < 1)
        return FAIL_FORMAT;
    return info->frames / info->samplerate >= NARRATION_SECONDS_MAX ? FAIL_LIMIT : FAIL_OK;
}

enum fail sound_file_open(struct sound_file *out, str path)
{
    *out = (struct sound_file) { 0 };
    int fd = -1;
    enum fail failed = open_bytes(path, &fd);
    if (failed != FAIL_OK)
        return failed;
    if (!library_ready()) {
        close(fd);
        return FAIL_OFFLINE;
    }
    SF_INFO info = { 0 };
    SNDFILE *handle = library.open_fd(fd, SFM_READ, &info, SF_TRUE);
    if (!handle)
        return FAIL_FORMAT; /* libsndfile has closed fd */
    failed = check_head(&info);
    if (failed != FAIL_OK) {
        library.close(handle);
        return failed;
    }
    *out = (struct sound_file) { handle, info.samplerate, info.channels, info.frames };
    return FAIL_OK;
}

static int16_t sample_of(const float *at, int channels)
{
    float sum = 0;
    for (int i = 0; i < channels; i++)
        sum += at[i];
    sum = sum / (float)channels * 32767.0f;
    if (!(sum > -32767.0f)) /* a broken float too */
        return -32767;
    return (int16_t)(sum > 32767.0f ? 32767.0f : sum);
}

size_t sound_file_read(struct sound_file *file, int16_t *out, size_t count)
{
    float block[BLOCK * CHANNELS_MAX];
    size_t done = 0;
    while (done < count && file->left > 0) {
        size_t want = count - done < BLOCK ? count - done : BLOCK;
        want = (int64_t)want < file->left ? want : (size_t)file->left;
        sf_count_t got = library.read(file->handle, block, (sf_count_t)want);
        if (got <= 0)
            break;
        for (sf_count_t i = 0; i < got; i++)
            out[done++] = sample_of(block + i * file->channels, file->channels);
        file->left -= got;
    }
    return done;
}

bool sound_file_whole(const struct sound_file *file)
{
    return file->left == 0;
}

void sound_file_close(struct sound_file *file)
{
    if (file->handle)
        library.close(file->handle);
    *file = (struct sound_file) { 0 };
}

enum fail sound_file_check(str path)
{
    struct sound_file file;
    int16_t samples[BLOCK];
    enum fail failed = sound_file_open(&file, path);
    if (failed != FAIL_OK)
        return failed;
    while (sound_file_read(&file, samples, BLOCK) == BLOCK)
        continue;
    failed = sound_file_whole(&file) ? FAIL_OK : FAIL_FORMAT;
    sound_file_close(&file);
    return failed;
}
