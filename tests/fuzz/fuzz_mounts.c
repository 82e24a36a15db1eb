/* What /proc/self/mountinfo might say: a stick is found with a path below the folder, or none. */
#include <string.h>

#include "base/must.h"
#include "sync/mounts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena home = { .block_bytes = 4096 };
    struct mount mount;
    if (mounts_find(&home, (str) { (const char *)data, size }, S("/media"), &mount)) {
        must(str_starts(mount.path, S("/media")));
        must(memchr(mount.path.ptr, 0, mount.path.len) == NULL);
        must(mount.path.ptr[mount.path.len] == 0);
        must(str_starts(mount.source, S("/dev/")));
    }
    arena_finish(&home);
    return 0;
}
