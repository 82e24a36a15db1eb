#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

static enum fail read_names(arena *home, DIR *dir, size_t max, str **names_out, size_t *count_out)
{
    size_t count = 0, cap = 0;
    str *names = NULL;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry)
            break;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (count == max)
            return FAIL_LIMIT;
        if (count == cap) {
            cap = cap ? cap * 2 : 64;
            str *bigger = arena_new(home, str, cap);
            if (count)
                memcpy(bigger, names, count * sizeof *bigger);
            names = bigger;
        }
        names[count++] = arena_str(home, str_of(entry->d_name));
    }
    *names_out = names;
    *count_out = count;
    return errno == 0 ? FAIL_OK : fail_from_errno(errno);
}

enum fail folder_list(arena *home, str path, size_t max, const str **names_out, size_t *count_out)
{
    str *names = NULL;
    *names_out = NULL;
    *count_out = 0;
    int fd = open(arena_str(home, path).ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT ? FAIL_OK : fail_from_errno(errno);
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return FAIL_IO;
    }
    enum fail failed = read_names(home, dir, max, &names, count_out);
    closedir(dir);
    if (failed != FAIL_OK) {
        *count_out = 0;
        return failed;
    }
    if (*count_out)
        qsort(names, *count_out, sizeof *names, by_bytes);
    *names_out = names;
    return FAIL_OK;
}

/* FAIL_OK a real folder, FAIL_MISSING, FAIL_FORMAT something else. */
static enum fail look(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return fail_from_errno(errno);
    return S_ISDIR(info.st_mode) ? FAIL_OK : FAIL_FORMAT;
}

enum fail folder_make_below(arena *home, str root, str below, str *path_out)
{
    struct stat info;
    str path = arena_str(home, root);
    if (stat(path.ptr, &info) != 0)
        return fail_from_errno(errno);
    if (!S_ISDIR(info.st_mode))
        return FAIL_MISSING;
    for (str rest = below; rest.ptr;) {
        path = file_join(home, path, str_cut(&rest, '/'));
        enum fail failed = look(path.ptr);
        if (failed == FAIL_MISSING)
            failed = mkdir(path.ptr, 0755) == 0 ? FAIL_OK : fail_from_errno(errno);
        if (failed != FAIL_OK)
            return failed;
    }
    *path_out = path;
    return FAIL_OK;
}

bool folder_is_real_below(arena *home, str root, str below)
{
    str path = root;
    for (str rest = below; rest.ptr;) {
        path = file_join(home, path, str_cut(&rest, '/'));
        if (look(path.ptr) != FAIL_OK)
            return false;
    }
    return true;
}

str folder_name_shown(arena *home, str name)
{
    char *shown = arena_alloc(home, name.len + 1);
    for (size_t i = 0; i < name.len; i++)
        shown[i] = name.ptr[i] > ' ' && name.ptr[i] < 0x7f ? name.ptr[i] : '?';
    return (str) { shown, name.len };
}
