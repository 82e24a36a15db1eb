/* Folders that came from outside: listed in a fixed order, never through a symbolic link. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/arena.h"
#include "base/fail.h"

/* The names in a folder, without «.» and «..», in byte order. A folder that is not there has none.
 * At most max names are read (FAIL_LIMIT beyond). FAIL_DENIED, FAIL_IO. */
must_check enum fail folder_list(arena *home, str path, size_t max, const str **names_out,
                                 size_t *count_out);
/* Makes root/a/b/c one component after the other, refusing one that is a link or no folder
 * (FAIL_FORMAT); root itself must be there (FAIL_MISSING). The whole path goes to *path_out. */
must_check enum fail folder_make_below(arena *home, str root, str below, str *path_out);
/* Whether every component of below is a real folder (no link) under root. */
bool folder_is_real_below(arena *home, str root, str below);

/* A name as it may be shown: bytes that are no visible ASCII become «?», so that a file on a
 * stranger's stick cannot steer a terminal or break a text. */
str folder_name_shown(arena *home, str name);

#endif
