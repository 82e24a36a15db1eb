#include "tests/support/faultvfs.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"

#define FILES_MAX 8
#define NAME_MAX_BYTES 200
#define SHM_REGIONS_MAX 16
#define TORN_BYTES 512
#define FULL_TIMES 6

struct content {
    unsigned char *ptr;
    size_t len, cap;
};

/* A write, or a truncation where bytes is NULL. */
struct pending {
    unsigned char *bytes;
    size_t at, len;
};

struct disk_file {
    char name[NAME_MAX_BYTES];
    bool used;
    struct content seen;  /* what programs read */
    struct content saved; /* what survives */
    struct pending *pending;
    size_t pending_count, pending_cap;
    void *shm[SHM_REGIONS_MAX];
    int shm_bytes[SHM_REGIONS_MAX];
    int persist_wal;
};

struct open_file {
    sqlite3_file base;
    struct disk_file *file;
};

static struct {
    struct disk_file files[FILES_MAX];
    enum fault fault;
    unsigned countdown;
    unsigned full_left;
    bool struck;
    bool off;
    uint64_t random;
} disk;

/* ---- contents ---- */

static void content_resize(struct content *c, size_t len)
{
    if (len > c->cap) {
        size_t cap = len * 2;
        c->ptr = realloc(c->ptr, cap);
        must(c->ptr != NULL);
        memset(c->ptr + c->cap, 0, cap - c->cap);
        c->cap = cap;
    }
    if (len < c->len)
        memset(c->ptr + len, 0, c->len - len);
    c->len = len;
}

static void content_write(struct content *c, const void *bytes, size_t at, size_t len)
{
    if (at + len > c->len)
        content_resize(c, at + len);
    memcpy(c->ptr + at, bytes, len);
}

static void add_pending(struct disk_file *file, const void *bytes, size_t at, size_t len)
{
    if (file->pending_count == file->pending_cap) {
        file->pending_cap = file->pending_cap ? file->pending_cap * 2 : 16;
        file->pending = realloc(file->pending, file->pending_cap * sizeof *file->pending);
        must(file->pending != NULL);
    }
    struct pending *p = &file->pending[file->pending_count++];
    *p = (struct pending) { .at = at, .len = len };
    if (bytes) {
        p->bytes = malloc(len);
        must(p->bytes != NULL);
        memcpy(p->bytes, bytes, len);
    }
}

static void apply(struct disk_file *file, const struct pending *p)
{
    if (p->bytes)
        content_write(&file->saved, p->bytes, p->at, p->len);
    else
        content_resize(&file->saved, p->at);
}

static void apply_torn(struct disk_file *file, const struct pending *p)
{
    for (size_t from = 0; p->bytes && from < p->len; from += TORN_BYTES) {
        size_t len = p->len - from < TORN_BYTES ? p->len - from : TORN_BYTES;
        if (random_below(&disk.random, 2))
            content_write(&file->saved, p->bytes + from, p->at + from, len);
    }
}

static void clear_pending(struct disk_file *file)
{
    for (size_t i = 0; i < file->pending_count; i++)
        free(file->pending[i].bytes);
    file->pending_count = 0;
}

/* What becomes of writes that were never, or not successfully, synced. */
static void settle(struct disk_file *file)
{
    for (size_t i = 0; i < file->pending_count; i++) {
        uint32_t fate = random_below(&disk.random, 4);
        if (fate == 0 || fate == 1)
            apply(file, &file->pending[i]);
        else if (fate == 2)
            apply_torn(file, &file->pending[i]);
    }
    clear_pending(file);
}

static void forget_shm(struct disk_file *file)
{
    for (int i = 0; i < SHM_REGIONS_MAX; i++) {
        free(file->shm[i]);
        file->shm[i] = NULL;
    }
}

static void forget_file(struct disk_file *file)
{
    clear_pending(file);
    forget_shm(file);
    free(file->pending);
    free(file->seen.ptr);
    free(file->saved.ptr);
    *file = (struct disk_file) { 0 };
}

static struct disk_file *find_file(const char *name)
{
    for (int i = 0; i < FILES_MAX; i++)
        if (disk.files[i].used && strcmp(disk.files[i].name, name) == 0)
            return &disk.files[i];
    return NULL;
}

static struct disk_file *make_file(const char *name)
{
    must(strlen(name) < NAME_MAX_BYTES);
    for (int i = 0; i < FILES_MAX; i++) {
        if (disk.files[i].used)
            continue;
        disk.files[i].used = true;
        memcpy(disk.files[i].name, name, strlen(name) + 1);
        return &disk.files[i];
    }
    must(false);
    return NULL;
}

/* ---- faults ---- */

/* SQLITE_OK, or what this write or sync comes to. */
static int strike(int error)
{
    if (disk.off)
        return error;
    if (disk.full_left > 0 && --disk.full_left > 0)
        return SQLITE_FULL;
    if (disk.fault == FAULT_NONE || disk.countdown == 0 || --disk.countdown > 0)
        return SQLITE_OK;
    disk.struck = true;
    if (disk.fault == FAULT_POWER)
        disk.off = true;
    if (disk.fault != FAULT_FULL)
        return error;
    disk.full_left = FULL_TIMES;
    return SQLITE_FULL;
}

/* ---- SQLite's file methods ---- */

static struct disk_file *file_of(sqlite3_file *handle)
{
    return ((struct open_file *)(void *)handle)->file;
}

static int on_close(sqlite3_file *handle)
{
    (void)handle;
    return SQLITE_OK;
}

static int on_read(sqlite3_file *handle, void *to, int amount, sqlite3_int64 at)
{
    const struct content *seen = &file_of(handle)->seen;
    size_t from = (size_t)at, want = (size_t)amount;
    if (disk.off)
        return SQLITE_IOERR_READ;
    size_t have = from >= seen->len ? 0 : seen->len - from;
    size_t len = have < want ? have : want;
    memset(to, 0, want);
    if (len)
        memcpy(to, seen->ptr + from, len);
    return len == want ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int on_write(sqlite3_file *handle, const void *bytes, int amount, sqlite3_int64 at)
{
    struct disk_file *file = file_of(handle);
    int rc = strike(SQLITE_IOERR_WRITE);
    if (rc != SQLITE_OK)
        return rc;
    content_write(&file->seen, bytes, (size_t)at, (size_t)amount);
    add_pending(file, bytes, (size_t)at, (size_t)amount);
    return SQLITE_OK;
}

static int on_truncate(sqlite3_file *handle, sqlite3_int64 size)
{
    struct disk_file *file = file_of(handle);
    if (disk.off)
        return SQLITE_IOERR_TRUNCATE;
    content_resize(&file->seen, (size_t)size);
    add_pending(file, NULL, (size_t)size, 0);
    return SQLITE_OK;
}

static int on_sync(sqlite3_file *handle, int flags)
{
    struct disk_file *file = file_of(handle);
    (void)flags;
    int rc = strike(SQLITE_IOERR_FSYNC);
    if (rc == SQLITE_FULL)
        rc = SQLITE_IOERR_FSYNC;
    if (rc != SQLITE_OK) {
        /* The kernel forgets what it could not write and says so only once. */
        if (!disk.off)
            settle(file);
        return rc;
    }
    for (size_t i = 0; i < file->pending_count; i++)
        apply(file, &file->pending[i]);
    clear_pending(file);
    return SQLITE_OK;
}

static int on_size(sqlite3_file *handle, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)file_of(handle)->seen.len;
    return SQLITE_OK;
}

static int on_lock(sqlite3_file *handle, int level)
{
    (void)handle;
    (void)level;
    return SQLITE_OK;
}

static int on_check_lock(sqlite3_file *handle, int *out)
{
    (void)handle;
    *out = 0;
    return SQLITE_OK;
}

static int on_control(sqlite3_file *handle, int op, void *arg)
{
    struct disk_file *file = file_of(handle);
    if (op != SQLITE_FCNTL_PERSIST_WAL)
        return SQLITE_NOTFOUND;
    if (*(int *)arg < 0)
        *(int *)arg = file->persist_wal;
    else
        file->persist_wal = *(int *)arg;
    return SQLITE_OK;
}

static int on_sector_size(sqlite3_file *handle)
{
    (void)handle;
    return 4096;
}

static int on_characteristics(sqlite3_file *handle)
{
    (void)handle;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int on_shm_map(sqlite3_file *handle, int region, int size, int extend, void volatile **out)
{
    struct disk_file *file = file_of(handle);
    must(region < SHM_REGIONS_MAX);
    if (!file->shm[region] && extend) {
        file->shm[region] = calloc(1, (size_t)size);
        must(file->shm[region] != NULL);
        file->shm_bytes[region] = size;
    }
    *out = file->shm[region];
    return SQLITE_OK;
}

static int on_shm_lock(sqlite3_file *handle, int offset, int n, int flags)
{
    (void)handle;
    (void)offset;
    (void)n;
    (void)flags;
    return SQLITE_OK;
}

static void on_shm_barrier(sqlite3_file *handle)
{
    (void)handle;
}

static int on_shm_unmap(sqlite3_file *handle, int delete_it)
{
    /* The only connection goes; memory that is shared goes with it, as at a process's end. */
    (void)delete_it;
    forget_shm(file_of(handle));
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_size,
    .xLock = on_lock,
    .xUnlock = on_lock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector_size,
    .xDeviceCharacteristics = on_characteristics,
    .xShmMap = on_shm_map,
    .xShmLock = on_shm_lock,
    .xShmBarrier = on_shm_barrier,
    .xShmUnmap = on_shm_unmap,
};

/* ---- SQLite's disk methods ---- */

static int on_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *handle, int flags,
                   int *flags_out)
{
    struct open_file *open = (struct open_file *)(void *)handle;
    (void)vfs;
    open->base.pMethods = NULL;
    must(name != NULL);
    open->file = find_file(name);
    if (disk.off || (!open->file && !(flags & SQLITE_OPEN_CREATE)))
        return SQLITE_CANTOPEN;
    if (!open->file)
        open->file = make_file(name);
    open->base.pMethods = &methods;
    if (flags_out)
        *flags_out = flags;
    return SQLITE_OK;
}

static int on_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    struct disk_file *file = find_file(name);
    (void)vfs;
    (void)sync_folder;
    if (disk.off)
        return SQLITE_IOERR_DELETE;
    if (!file)
        return SQLITE_IOERR_DELETE_NOENT;
    forget_file(file);
    return SQLITE_OK;
}

static int on_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    const struct disk_file *file = find_file(name);
    (void)vfs;
    *out = file && (flags != SQLITE_ACCESS_EXISTS || file->seen.len > 0);
    return SQLITE_OK;
}

static int on_full_path(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
    (void)vfs;
    sqlite3_snprintf(room, out, "%s", name);
    return SQLITE_OK;
}

void faultvfs_register(void)
{
    static sqlite3_vfs vfs;
    const sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    must(usual != NULL);
    vfs = *usual;
    vfs.pNext = NULL;
    vfs.zName = FAULTVFS_NAME;
    vfs.szOsFile = (int)sizeof(struct open_file);
    vfs.xOpen = on_open;
    vfs.xDelete = on_delete;
    vfs.xAccess = on_access;
    vfs.xFullPathname = on_full_path;
    must(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

/* ---- the tests' side ---- */

void faultvfs_format(void)
{
    for (int i = 0; i < FILES_MAX; i++)
        if (disk.files[i].used)
            forget_file(&disk.files[i]);
    memset(&disk, 0, sizeof disk);
}

void faultvfs_plan(enum fault fault, unsigned n, uint64_t seed)
{
    disk.fault = fault;
    disk.countdown = n;
    disk.struck = false;
    disk.random = seed;
}

int faultvfs_struck(void)
{
    return disk.struck;
}

void faultvfs_power_off(void)
{
    disk.off = true;
}

void faultvfs_power_on(uint64_t seed)
{
    disk.random = seed;
    for (int i = 0; i < FILES_MAX; i++) {
        struct disk_file *file = &disk.files[i];
        if (!file->used)
            continue;
        settle(file);
        forget_shm(file);
        content_resize(&file->seen, 0);
        if (file->saved.len)
            content_write(&file->seen, file->saved.ptr, 0, file->saved.len);
    }
    disk.fault = FAULT_NONE;
    disk.full_left = 0;
    disk.off = false;
}
