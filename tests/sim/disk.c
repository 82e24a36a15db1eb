#include "disk.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static struct {
    char folder[PATH_MAX];
    enum disk_trouble trouble;
    uint64_t left, refusals;
} disk;

void disk_trouble(const char *folder, enum disk_trouble trouble, uint64_t left)
{
    snprintf(disk.folder, sizeof disk.folder, "%s", folder ? folder : "");
    disk.trouble = folder ? trouble : DISK_FINE;
    disk.left = left;
    disk.refusals = 0;
}

uint64_t disk_refusals(void)
{
    return disk.refusals;
}

static bool concerns(const char *path)
{
    size_t len = strlen(disk.folder);
    return disk.trouble != DISK_FINE && strncmp(path, disk.folder, len) == 0 &&
           (path[len] == '/' || path[len] == 0);
}

static bool concerns_fd(int fd)
{
    char link[64], path[PATH_MAX];
    if (disk.trouble == DISK_FINE)
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    if (len < 0)
        return false;
    path[len] = 0;
    return concerns(path);
}

static bool refuse(int code)
{
    disk.refusals++;
    errno = code;
    return true;
}

/* Whether a call fails; writes: it would change the medium. */
static bool fails(bool writes)
{
    if (disk.trouble == DISK_PULLED) {
        if (disk.left == 0)
            return refuse(EIO);
        disk.left--;
    }
    return writes && disk.trouble == DISK_READ_ONLY && refuse(EROFS);
}

int __real_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? (mode_t)va_arg(list, unsigned) : 0;
    va_end(list);
    if (concerns(path) && fails((flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0))
        return -1;
    return __real_open64(path, flags, mode);
}

ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (concerns_fd(fd)) {
        if (fails(true))
            return -1;
        if (disk.trouble == DISK_FULL) {
            if (disk.left == 0 && refuse(ENOSPC))
                return -1;
            size = size < disk.left ? size : (size_t)disk.left;
            disk.left -= size;
        }
    }
    return __real_write(fd, bytes, size);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    return concerns_fd(fd) && fails(false) ? -1 : __real_fsync(fd);
}

int __real_syncfs(int fd);
int __wrap_syncfs(int fd);
int __wrap_syncfs(int fd)
{
    return concerns_fd(fd) && fails(false) ? -1 : __real_syncfs(fd);
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
    return concerns(to) && fails(true) ? -1 : __real_rename(from, to);
}

int __real_mkdir(const char *path, mode_t mode);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_mkdir(const char *path, mode_t mode)
{
    return concerns(path) && fails(true) ? -1 : __real_mkdir(path, mode);
}

int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int __wrap_unlink(const char *path)
{
    return concerns(path) && fails(true) ? -1 : __real_unlink(path);
}

int __real_statvfs64(const char *path, struct statvfs *info);
int __wrap_statvfs64(const char *path, struct statvfs *info);
int __wrap_statvfs64(const char *path, struct statvfs *info)
{
    if (concerns(path) && fails(false))
        return -1;
    int code = __real_statvfs64(path, info);
    /* What a full stick says is believed only sometimes: other programs write on it too. */
    if (code == 0 && concerns(path) && disk.trouble == DISK_FULL && disk.left % 2 == 0) {
        info->f_bavail = disk.left / (info->f_frsize ? info->f_frsize : 1);
        disk.refusals++;
    }
    return code;
}
