#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool to_zero(str path, char out[PATH_MAX])
{
    if (path.len == 0 || path.len >= PATH_MAX)
        return false;
    memcpy(out, path.ptr, path.len);
    out[path.len] = 0;
    return true;
}

static enum fail read_all(int fd, char *into, size_t size)
{
    size_t have = 0;
    while (have < size) {
        ssize_t n = read(fd, into + have, size - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FAIL_IO;
        have += (size_t)n;
    }
    return FAIL_OK;
}

enum fail file_read(arena *home, str path, size_t max, str *out)
{
    char name[PATH_MAX];
    if (!to_zero(path, name))
        return FAIL_MISSING;
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return fail_from_errno(errno);
    enum fail failed = FAIL_OK;
    struct stat info;
    if (fstat(fd, &info) != 0)
        failed = FAIL_IO;
    else if (!S_ISREG(info.st_mode))
        failed = FAIL_FORMAT;
    else if ((uint64_t)info.st_size > max)
        failed = FAIL_LIMIT;
    if (failed == FAIL_OK) {
        char *bytes = arena_alloc(home, (size_t)info.st_size + 1);
        failed = read_all(fd, bytes, (size_t)info.st_size);
        *out = (str) { bytes, (size_t)info.st_size };
    }
    close(fd);
    return failed;
}

enum fail file_write_all(int fd, str bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_from_errno(errno);
        bytes = str_slice(bytes, (size_t)n, bytes.len);
    }
    return FAIL_OK;
}

static enum fail write_synced(int fd, str bytes)
{
    enum fail failed = file_write_all(fd, bytes);
    if (failed == FAIL_OK && fsync(fd) != 0)
        failed = fail_from_errno(errno);
    return failed;
}

static enum fail sync_folder_of(const char *name)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", name);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail_from_errno(errno);
    /* Some stick file systems cannot sync a folder; they say EINVAL and have nothing to sync. */
    enum fail failed = fsync(fd) == 0 || errno == EINVAL ? FAIL_OK : fail_from_errno(errno);
    close(fd);
    return failed;
}

enum fail file_rename_durable(str from, str to)
{
    char old_name[PATH_MAX], new_name[PATH_MAX];
    if (!to_zero(from, old_name) || !to_zero(to, new_name))
        return FAIL_MISSING;
    if (rename(old_name, new_name) != 0)
        return fail_from_errno(errno);
    return sync_folder_of(new_name);
}

enum fail file_write_durable(str path, str bytes, unsigned mode)
{
    char name[PATH_MAX], temporary[PATH_MAX];
    if (!to_zero(path, name))
        return FAIL_MISSING;
    if (snprintf(temporary, sizeof temporary, "%s.tmp", name) >= (int)sizeof temporary)
        return FAIL_LIMIT;
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (fd < 0)
        return fail_from_errno(errno);
    enum fail failed = write_synced(fd, bytes);
    if (close(fd) != 0 && failed == FAIL_OK)
        failed = FAIL_IO;
    if (failed == FAIL_OK)
        failed = file_rename_durable(str_of(temporary), path);
    if (failed != FAIL_OK)
        unlink(temporary); /* where it is not there any more it was only the folder's sync */
    return failed;
}

enum fail file_make_folder(str path, bool private_folder)
{
    char name[PATH_MAX];
    if (!to_zero(path, name))
        return FAIL_MISSING;
    mode_t mode = private_folder ? 0700 : 0755;
    for (char *at = name + 1; *at; at++) {
        if (*at != '/')
            continue;
        *at = 0;
        if (mkdir(name, 0755) != 0 && errno != EEXIST)
            return fail_from_errno(errno);
        *at = '/';
    }
    if (mkdir(name, mode) != 0 && errno != EEXIST)
        return fail_from_errno(errno);
    struct stat info;
    return stat(name, &info) == 0 && S_ISDIR(info.st_mode) ? FAIL_OK : FAIL_IO;
}

bool file_exists(str path)
{
    char name[PATH_MAX];
    return to_zero(path, name) && access(name, F_OK) == 0;
}

str file_join(arena *home, str folder, str name)
{
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    return arena_printf(home, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}
