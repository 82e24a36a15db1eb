/* What a pack file holds: unpacked within its bounds and inside its folder, or refused with a
 * sentence. libarchive also reads an unpacked tar, so the corpus can hold both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/log.h"
#include "base/must.h"
#include "packs/payload.h"
#include "wire/seal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAMES_MAX 4096u

/* Every file must have a name that a pack may have, and its size within what that name may. */
static void check_file(arena *home, str folder, str name)
{
    struct stat info;
    must(lstat(file_join(home, folder, name).ptr, &info) == 0);
    must(S_ISREG(info.st_mode) && (size_t)info.st_size <= payload_bytes_max(name));
    must(unlink(file_join(home, folder, name).ptr) == 0);
}

static void check_folder(arena *home, str folder, str below)
{
    const str *names;
    size_t count;
    must(folder_list(home, file_join(home, folder, below), NAMES_MAX, &names, &count) == FAIL_OK);
    for (size_t i = 0; i < count; i++)
        check_file(home, folder, file_join(home, below, names[i]));
    must(rmdir(file_join(home, folder, below).ptr) == 0);
}

static void check_and_clear(arena *home, str folder)
{
    const str *names;
    size_t count;
    must(folder_list(home, folder, NAMES_MAX, &names, &count) == FAIL_OK);
    for (size_t i = 0; i < count; i++) {
        if (folder_is_real_below(home, folder, names[i]))
            check_folder(home, folder, names[i]);
        else
            check_file(home, folder, names[i]);
    }
}

/* In memory: every file is synced, which a disk takes its time for. */
#define IN_MEMORY "/dev/shm/tramso-fuzz-XXXXXX"
static char outer[sizeof IN_MEMORY];
static char inner[sizeof outer + 8];

static void remove_outer(void)
{
    (void)rmdir(outer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    log_set_level(LOG_LEVEL_NONE);
    if (!inner[0]) {
        snprintf(outer, sizeof outer, IN_MEMORY);
        if (!mkdtemp(outer)) {
            snprintf(outer, sizeof outer, "/tmp/tramso-fuzz-XXXXXX");
            must(mkdtemp(outer) != NULL);
        }
        must(atexit(remove_outer) == 0);
        snprintf(inner, sizeof inner, "%s/pack", outer);
    }
    must(mkdir(inner, 0755) == 0);
    int fd = memfd_create("payload", MFD_CLOEXEC);
    must(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
    uint8_t hash[SEAL_HASH_BYTES], whole[SEAL_HASH_BYTES];
    char why[PACKS_WHY_BYTES] = "";
    enum fail failed =
        payload_unpack((struct payload_source) { fd, size }, str_of(inner), hash, why);
    must((failed == FAIL_OK) == (why[0] == 0));
    seal_hash((str) { (const char *)data, size }, whole);
    must(failed != FAIL_OK || memcmp(hash, whole, sizeof hash) == 0);
    close(fd);
    arena home = { .block_bytes = 4096 };
    check_and_clear(&home, str_of(inner));
    must(rmdir(inner) == 0);
    /* Nothing beside the folder. */
    const str *names;
    size_t count;
    must(folder_list(&home, str_of(outer), NAMES_MAX, &names, &count) == FAIL_OK && count == 0);
    arena_finish(&home);
    return 0;
}
