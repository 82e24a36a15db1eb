/* Whole files, in and out, with the durability that «saved» promises. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/fail.h"

/* Reads a whole regular file of at most max bytes into home; FAIL_LIMIT beyond, FAIL_MISSING when
 * it is not there. Never follows a symbolic link at the last component. */
must_check enum fail file_read(arena *home, str path, size_t max, str *out);
/* Writes path through a temporary neighbour: write, fsync, rename, fsync of the folder. After
 * FAIL_OK the bytes survive a power cut; after anything else the old file is still whole. mode:
 * 0600, 0644. */
must_check enum fail file_write_durable(str path, str bytes, unsigned mode);
/* Writes everything, however many calls it takes; FAIL_FULL, FAIL_IO … */
must_check enum fail file_write_all(int fd, str bytes);
/* Puts a whole, synced file into another name's place in the same folder and syncs the folder:
 * after FAIL_OK a power cut leaves the new one there; after anything else one of the two. */
must_check enum fail file_rename_durable(str from, str to);
/* Makes a folder and its parents (0755, or 0700 where private). */
must_check enum fail file_make_folder(str path, bool private_folder);
bool file_exists(str path);
/* folder + "/" + name. */
str file_join(arena *home, str folder, str name);

#endif
