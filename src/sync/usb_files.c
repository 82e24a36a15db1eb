#include "sync/usb_round.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"

/* Room for names, FAT clusters of up to 64 KiB and the readiness line. */
#define STICK_MARGIN_BYTES (256u * 1024u)

enum fail stick_sweep(struct round *round, str folder, str prefix)
{
    const str *names;
    size_t count;
    enum fail failed = folder_list(&round->scratch, folder, STICK_NAMES_MAX, &names, &count);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        if (!str_starts(names[i], prefix) || !str_ends(names[i], S(STICK_HALF_END)))
            continue;
        failed = stick_remove(file_join(&round->scratch, folder, names[i]));
        round->report->swept += failed == FAIL_OK;
    }
    return failed;
}

enum fail stick_has_room(struct round *round, uint64_t bytes)
{
    struct statvfs info;
    if (statvfs(arena_str(&round->scratch, round->sync->stick).ptr, &info) != 0)
        return fail_from_errno(errno);
    uint64_t free_bytes = (uint64_t)info.f_bavail * info.f_frsize;
    return free_bytes >= bytes + STICK_MARGIN_BYTES ? FAIL_OK : FAIL_FULL;
}

/* Lets the kernel forget the pages, so that the next read asks the medium. */
static void forget_pages(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return;
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

enum fail stick_put(struct round *round, str path, str bytes)
{
    enum fail failed = stick_has_room(round, bytes.len);
    return failed == FAIL_OK ? file_write_durable(path, bytes, 0644) : failed;
}

enum fail stick_verify(struct round *round, str path, str bytes)
{
    forget_pages(path.ptr);
    str back;
    enum fail failed = file_read(&round->scratch, path, bytes.len, &back);
    return failed == FAIL_OK && str_eq(back, bytes) ? FAIL_OK : FAIL_IO;
}

enum fail stick_write(struct round *round, str path, str bytes)
{
    enum fail failed = stick_put(round, path, bytes);
    return failed == FAIL_OK ? stick_verify(round, path, bytes) : failed;
}

enum fail stick_list(struct round *round, str below, str *folder_out, const str **names_out,
                     size_t *count_out)
{
    str stick = round->sync->stick;
    *folder_out = file_join(&round->home, stick, below);
    *count_out = 0;
    if (!folder_is_real_below(&round->home, stick, below))
        return FAIL_OK;
    return folder_list(&round->home, *folder_out, STICK_NAMES_MAX, names_out, count_out);
}

enum fail stick_remove(str path)
{
    return unlink(path.ptr) == 0 || errno == ENOENT ? FAIL_OK : fail_from_errno(errno);
}

enum fail stick_flush(struct round *round)
{
    int fd = open(arena_str(&round->scratch, round->sync->stick).ptr,
                  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail_from_errno(errno);
    enum fail failed = syncfs(fd) == 0 ? FAIL_OK : fail_from_errno(errno);
    close(fd);
    return failed;
}
