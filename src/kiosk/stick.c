#define LOG_MODULE "stick"
#include "kiosk/stick.h"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "sync/mounts.h"

struct stick {
    pthread_mutex_t lock;
    char path[PATH_MAX]; /* empty: none */
    struct stick_options options;
    char folder[PATH_MAX]; /* the thread's own copy of options.folder */
    pthread_t thread;
    bool watching;
    int mounts, stop[2];
};

static bool put_path(struct stick *s, str path)
{
    path = path.len < sizeof s->path ? path : (str) { 0 };
    pthread_mutex_lock(&s->lock);
    bool changed = !str_eq(str_of(s->path), path);
    memcpy(s->path, path.ptr ? path.ptr : "", path.len);
    s->path[path.len] = 0;
    pthread_mutex_unlock(&s->lock);
    return changed;
}

static void *watch(void *self)
{
    struct stick *s = self;
    arena home = { 0 };
    do {
        str text;
        struct mount mount = { { 0 } };
        arena_reset(&home);
        if (mounts_read(s->mounts, &home, &text) == FAIL_OK)
            (void)mounts_find(&home, text, str_of(s->folder), &mount);
        if (put_path(s, mount.path))
            s->options.wake(s->options.context);
    } while (mounts_wait(s->mounts, s->stop[0]));
    arena_finish(&home);
    return NULL;
}

static bool start(struct stick *s)
{
    if (mounts_open(&s->mounts) != FAIL_OK)
        return false; /* it has said so */
    if (pipe2(s->stop, O_CLOEXEC) == 0) {
        if (pthread_create(&s->thread, NULL, watch, s) == 0)
            return true;
        close(s->stop[0]);
        close(s->stop[1]);
    }
    close(s->mounts);
    log_error("the thread that notices sticks cannot be started");
    return false;
}

void stick_open(struct stick **out, const struct stick_options *options)
{
    struct stick *s = calloc(1, sizeof *s);
    must(s != NULL);
    s->options = *options;
    pthread_mutex_init(&s->lock, NULL);
    if (options->folder.len > 0 && options->folder.len < sizeof s->folder) {
        memcpy(s->folder, options->folder.ptr, options->folder.len);
        s->watching = start(s);
    }
    *out = s;
}

void stick_play(struct stick *s, str folder)
{
    (void)put_path(s, folder);
}

bool stick_is_in(struct stick *s)
{
    if (!s)
        return false;
    pthread_mutex_lock(&s->lock);
    bool in = s->path[0] != 0;
    pthread_mutex_unlock(&s->lock);
    return in;
}

str stick_path(struct stick *s, arena *home)
{
    if (!s)
        return (str) { 0 };
    pthread_mutex_lock(&s->lock);
    str path = arena_str(home, str_of(s->path));
    pthread_mutex_unlock(&s->lock);
    return path;
}

void stick_close(struct stick *s)
{
    if (!s)
        return;
    if (s->watching) {
        while (write(s->stop[1], "x", 1) < 0)
            ; /* interrupted: again */
        pthread_join(s->thread, NULL);
        close(s->stop[0]);
        close(s->stop[1]);
        close(s->mounts);
    }
    pthread_mutex_destroy(&s->lock);
    free(s);
}
