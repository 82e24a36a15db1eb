#define LOG_MODULE "mounts"
#include "sync/mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/must.h"

/* «36 35 8:17 / /media/STICK rw,nosuid shared:1 - vfat /dev/sdb1 rw»: proc(5). */
enum { FIELD_ROOT = 3, FIELD_PATH = 4, FIELD_COUNT = 6 };

static bool is_stick_kind(str kind)
{
    static const str kinds[] = { S_INIT("vfat"),    S_INIT("msdos"), S_INIT("exfat"),
                                 S_INIT("ntfs"),    S_INIT("ntfs3"), S_INIT("fuseblk"),
                                 S_INIT("ext2"),    S_INIT("ext3"),  S_INIT("ext4"),
                                 S_INIT("hfsplus"), S_INIT("udf") };
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(kinds[i], kind))
            return true;
    return false;
}

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* Blanks and backslashes come as \040; false when one would end the text. */
static bool unescape(arena *home, str text, str *out)
{
    char *to = arena_alloc(home, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *at = text.ptr + i;
        char c = *at;
        if (c == '\\' && text.len - i > 3 && is_octal(at[1]) && is_octal(at[2]) &&
            is_octal(at[3]) && at[1] <= '3') {
            c = (char)((at[1] - '0') * 64 + (at[2] - '0') * 8 + (at[3] - '0'));
            i += 3;
        }
        if (c == 0)
            return false;
        to[len++] = c;
    }
    to[len] = 0;
    *out = (str) { to, len };
    return true;
}

static bool is_below(str path, str folder)
{
    while (folder.len > 0 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    if (folder.len == 0 || path.len < 2 || !str_starts(path, folder))
        return false;
    return path.len == folder.len || path.ptr[folder.len] == '/';
}

/* One line; false: it is no stick, or no such line. */
static bool read_line(arena *home, str line, str folder, struct mount *out)
{
    str fields[FIELD_COUNT], rest = line;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (!rest.ptr)
            return false;
        fields[i] = str_cut(&rest, ' ');
    }
    str word = { 0 };
    while (rest.ptr && !str_eq(word, S("-"))) /* optional fields end with a dash */
        word = str_cut(&rest, ' ');
    if (!str_eq(word, S("-")) || !rest.ptr)
        return false;
    str kind = str_cut(&rest, ' ');
    if (!rest.ptr)
        return false;
    str source = str_cut(&rest, ' ');
    struct mount mount;
    if (!str_eq(fields[FIELD_ROOT], S("/")) || !is_stick_kind(kind) ||
        !str_starts(source, S("/dev/")) || !unescape(home, fields[FIELD_PATH], &mount.path) ||
        !unescape(home, source, &mount.source) || !is_below(mount.path, folder))
        return false;
    mount.kind = arena_str(home, kind);
    *out = mount;
    return true;
}

bool mounts_find(arena *home, str mountinfo, str folder, struct mount *out)
{
    bool found = false;
    while (mountinfo.ptr) {
        str line = str_cut(&mountinfo, '\n');
        /* The kernel lists them in the order of mounting, so the last one is the newest. */
        found = read_line(home, line, folder, out) || found;
    }
    return found;
}

enum fail mounts_open(int *fd_out)
{
    *fd_out = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    if (*fd_out >= 0)
        return FAIL_OK;
    enum fail failed = fail_from_errno(errno);
    log_error("what is mounted cannot be seen (/proc/self/mountinfo): %.*s",
              STR_ARG(fail_en(failed)));
    return failed;
}

enum fail mounts_read(int fd, arena *home, str *out)
{
    char piece[4096];
    struct buf text = buf_in(home);
    if (lseek(fd, 0, SEEK_SET) != 0)
        return fail_from_errno(errno);
    while (text.len < MOUNTS_TEXT_MAX) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_from_errno(errno);
        if (n == 0) {
            *out = buf_view(&text);
            return FAIL_OK;
        }
        buf_put(&text, piece, (size_t)n);
    }
    return FAIL_LIMIT;
}

bool mounts_wait(int fd, int stop_fd)
{
    struct pollfd polled[] = { { .fd = fd, .events = POLLPRI },
                               { .fd = stop_fd, .events = POLLIN } };
    int n;
    do
        n = poll(polled, COUNT_OF(polled), -1);
    while (n < 0 && errno == EINTR);
    return n > 0 && !(polled[1].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) &&
           !(polled[0].revents & POLLNVAL);
}
