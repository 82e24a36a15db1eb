#define LOG_MODULE "touches"
#include "kiosk/touches.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

static long long um_of(const struct metrics *m, int32_t px)
{
    return m->px_per_m ? (long long)px * 1000000 / m->px_per_m : 0;
}

enum fail touches_open(struct touches *t, str path, const struct metrics *m, int64_t now_ms)
{
    arena home = { .block_bytes = 256 };
    const char *name = arena_str(&home, path).ptr;
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    t->file = fd >= 0 ? fdopen(fd, "w") : NULL;
    t->began_ms = now_ms;
    if (t->file)
        fprintf(t->file, "panel %lld %lld\n", um_of(m, m->panel.w), um_of(m, m->panel.h));
    else if (errno == EEXIST)
        log_error("%s exists already: touches are recorded into a new file", name);
    else
        log_error("touches cannot be recorded into %s: %s", name, strerror(errno));
    if (!t->file && fd >= 0)
        close(fd);
    arena_finish(&home);
    return t->file ? FAIL_OK : FAIL_DENIED;
}

void touches_note(struct touches *t, const struct metrics *m, const struct touch *touch)
{
    static const char *const kinds[] = {
        [TOUCH_DOWN] = "down", [TOUCH_MOVE] = "move", [TOUCH_UP] = "up", [TOUCH_LOST] = "lost"
    };
    if (!t->file)
        return;
    fprintf(t->file, "%lld %s %lld %lld %lld\n", (long long)(touch->at_ms - t->began_ms),
            kinds[touch->kind], (long long)touch->finger, um_of(m, touch->at.x),
            um_of(m, touch->at.y));
    /* A line at a time: whoever ends the kiosk hard has all touches until then. */
    if (fflush(t->file) == 0)
        return;
    log_error("touches are no longer recorded: %s", strerror(errno));
    touches_close(t);
}

void touches_close(struct touches *t)
{
    if (t->file && fclose(t->file) != 0)
        log_error("the last touches were not recorded: %s", strerror(errno));
    t->file = NULL;
}
