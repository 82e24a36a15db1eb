#define LOG_MODULE "packs"
#include "packs/payload.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/library.h"
#include "base/limits.h"
#include "base/must.h"
#include "wire/pack_file.h"
#include "wire/why.h"

static_assert(PACKS_WHY_BYTES == WHY_BYTES, "one room for sentences");

#define REFUSE(why, kind, ...) return why_refuse((why), LOG_MODULE, (kind), __VA_ARGS__)
#define PIECE_BYTES (64u * 1024u)

/* ---- libarchive, when it is needed ---- */

#define FUNCTIONS(X)                                                                               \
    X(archive_read_new)                                                                            \
    X(archive_read_free)                                                                           \
    X(archive_read_support_filter_zstd)                                                            \
    X(archive_read_support_format_tar)                                                             \
    X(archive_read_open)                                                                           \
    X(archive_read_next_header)                                                                    \
    X(archive_read_data)                                                                           \
    X(archive_write_new)                                                                           \
    X(archive_write_free)                                                                          \
    X(archive_write_add_filter_zstd)                                                               \
    X(archive_write_set_format_ustar)                                                              \
    X(archive_write_open_memory)                                                                   \
    X(archive_write_header)                                                                        \
    X(archive_write_data)                                                                          \
    X(archive_write_close)                                                                         \
    X(archive_entry_new)                                                                           \
    X(archive_entry_free)                                                                          \
    X(archive_entry_set_pathname)                                                                  \
    X(archive_entry_set_filetype)                                                                  \
    X(archive_entry_set_perm)                                                                      \
    X(archive_entry_set_size)                                                                      \
    X(archive_entry_pathname)                                                                      \
    X(archive_entry_filetype)                                                                      \
    X(archive_entry_hardlink)                                                                      \
    X(archive_entry_size_is_set)                                                                   \
    X(archive_entry_size)

static struct {
#define FUNCTION_MEMBER(name) __typeof__(&name) name;
    FUNCTIONS(FUNCTION_MEMBER)
    bool ready;
} lib;

static void load(void)
{
    void *handle = library_load("libarchive.so.13");
    bool all = true;
#define FUNCTION_FIND(name) all = library_find(handle, #name, &lib.name) && all;
    FUNCTIONS(FUNCTION_FIND)
    lib.ready = all;
}

static bool ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return lib.ready;
}

#define NEEDS_LIBRARY "packs need libarchive (Debian: libarchive13), which is not here"

/* ---- names ---- */

/* A pack's folders, what may stand in them and how large. */
static const struct {
    const char *folder;
    const char *ends[4];
    size_t bytes;
} homes[] = {
    { "lessons/", { ".yaml" }, LESSON_FILE_BYTES },
    { "phones/", { ".yaml" }, LESSON_FILE_BYTES },
    { "pictures/", { ".svg" }, PICTURE_FILE_BYTES },
    { "narration/", { ".opus", ".ogg", ".flac", ".wav" }, NARRATION_BYTES_MAX },
};

static bool is_plain_name(str name)
{
    if (str_empty(name) || name.len > PACK_NAME_BYTES || name.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '.' || c == '_' || c == '-'))
            return false;
    }
    return true;
}

size_t payload_bytes_max(str name)
{
    if (str_eq(name, S("pack.yaml")) || str_eq(name, S("assessment.yaml")))
        return LESSON_FILE_BYTES;
    for (size_t i = 0; i < COUNT_OF(homes); i++) {
        str folder = str_of(homes[i].folder);
        if (!str_starts(name, folder) || !is_plain_name(str_slice(name, folder.len, name.len)))
            continue;
        for (size_t k = 0; k < COUNT_OF(homes[i].ends) && homes[i].ends[k]; k++)
            if (str_ends(name, str_of(homes[i].ends[k])))
                return homes[i].bytes;
    }
    return 0;
}

/* ---- writing ---- */

static enum fail put_file(struct archive *a, const struct payload_file *file, str bytes)
{
    struct archive_entry *entry = lib.archive_entry_new();
    must(entry != NULL);
    char name[PACK_NAME_BYTES + 16];
    snprintf(name, sizeof name, "%.*s", STR_ARG(file->name));
    lib.archive_entry_set_pathname(entry, name);
    lib.archive_entry_set_filetype(entry, AE_IFREG);
    lib.archive_entry_set_perm(entry, 0644);
    lib.archive_entry_set_size(entry, (la_int64_t)bytes.len);
    bool good = lib.archive_write_header(a, entry) == ARCHIVE_OK &&
                lib.archive_write_data(a, bytes.ptr, bytes.len) == (la_ssize_t)bytes.len;
    lib.archive_entry_free(entry);
    return good ? FAIL_OK : FAIL_LIMIT;
}

struct writing {
    struct archive *archive;
    arena scratch; /* one file */
    uint64_t total;
    char *why;
};

static enum fail add_file(struct writing *w, const struct payload_file *file)
{
    str bytes;
    size_t most = payload_bytes_max(file->name);
    must(most > 0);
    enum fail failed = file_read(&w->scratch, file->path, most, &bytes);
    if (failed == FAIL_LIMIT)
        REFUSE(w->why, FAIL_LIMIT, "%.*s is larger than %zu KiB", STR_ARG(file->name), most / 1024);
    if (failed != FAIL_OK)
        REFUSE(w->why, failed, "%.*s cannot be read: %.*s", STR_ARG(file->name),
               STR_ARG(fail_en(failed)));
    w->total += bytes.len;
    if (w->total > PACK_UNPACKED_BYTES_MAX)
        REFUSE(w->why, FAIL_LIMIT, "the pack holds more than %u MiB",
               PACK_UNPACKED_BYTES_MAX / 1024 / 1024);
    failed = put_file(w->archive, file, bytes);
    arena_reset(&w->scratch);
    if (failed != FAIL_OK)
        REFUSE(w->why, failed, "%.*s does not fit into the pack any more", STR_ARG(file->name));
    return FAIL_OK;
}

enum fail payload_pack(arena *home, const struct payload_file *files, size_t count, str *bytes_out,
                       char *why)
{
    if (!ready())
        REFUSE(why, FAIL_OFFLINE, NEEDS_LIBRARY);
    if (count > PACK_FILES_MAX)
        REFUSE(why, FAIL_LIMIT, "the pack has %zu files; %u is the most", count, PACK_FILES_MAX);
    char *room = arena_alloc(home, PACK_FILE_PAYLOAD_MAX);
    size_t used = 0;
    struct writing w = { .archive = lib.archive_write_new(), .why = why };
    must(w.archive != NULL);
    enum fail failed = FAIL_OK;
    if (lib.archive_write_add_filter_zstd(w.archive) != ARCHIVE_OK ||
        lib.archive_write_set_format_ustar(w.archive) != ARCHIVE_OK ||
        lib.archive_write_open_memory(w.archive, room, PACK_FILE_PAYLOAD_MAX, &used) != ARCHIVE_OK)
        failed = why_refuse(why, LOG_MODULE, FAIL_OFFLINE, "this libarchive writes no zstd");
    for (size_t i = 0; failed == FAIL_OK && i < count; i++)
        failed = add_file(&w, &files[i]);
    if (failed == FAIL_OK && lib.archive_write_close(w.archive) != ARCHIVE_OK)
        failed = why_refuse(why, LOG_MODULE, FAIL_LIMIT, "the packed lessons exceed %u MiB",
                            PACK_FILE_PAYLOAD_MAX / 1024 / 1024);
    (void)lib.archive_write_free(w.archive);
    arena_finish(&w.scratch);
    *bytes_out = (str) { room, used };
    return failed;
}

/* ---- reading ---- */

struct reading {
    struct payload_source from;
    struct seal_hasher *hasher; /* wants more alignment than an arena gives */
    struct archive *archive;
    int folder;
    unsigned files;
    uint64_t total;
    bool torn; /* the file could not be read to its end */
    char *why;
    char piece[PIECE_BYTES];
    char data[PIECE_BYTES];
};

static la_ssize_t feed(struct archive *a, void *self, const void **bytes_out)
{
    (void)a;
    struct reading *r = self;
    size_t most = r->from.bytes < sizeof r->piece ? (size_t)r->from.bytes : sizeof r->piece;
    ssize_t n = 0;
    if (most > 0)
        do
            n = read(r->from.fd, r->piece, most);
        while (n < 0 && errno == EINTR);
    r->torn = r->torn || n < 0 || (most > 0 && n == 0);
    if (n <= 0)
        return n < 0 ? -1 : 0;
    seal_hash_add(r->hasher, (str) { r->piece, (size_t)n });
    r->from.bytes -= (uint64_t)n;
    *bytes_out = r->piece;
    return n;
}

/* The data of one file, never more than it may be, whatever its header says. */
static enum fail copy_data(struct reading *r, int fd, str name, size_t most)
{
    uint64_t done = 0;
    for (;;) {
        la_ssize_t n = lib.archive_read_data(r->archive, r->data, sizeof r->data);
        if (n < 0)
            REFUSE(r->why, FAIL_FORMAT, "the packed file %.*s cannot be read", STR_ARG(name));
        if (n == 0)
            return FAIL_OK;
        done += (uint64_t)n;
        r->total += (uint64_t)n;
        if (done > most)
            REFUSE(r->why, FAIL_LIMIT, "%.*s unpacks to more than %zu KiB", STR_ARG(name),
                   most / 1024);
        if (r->total > PACK_UNPACKED_BYTES_MAX)
            REFUSE(r->why, FAIL_LIMIT, "the pack unpacks to more than %u MiB",
                   PACK_UNPACKED_BYTES_MAX / 1024 / 1024);
        enum fail failed = file_write_all(fd, (str) { r->data, (size_t)n });
        if (failed != FAIL_OK)
            REFUSE(r->why, failed, "%.*s could not be kept: %.*s", STR_ARG(name),
                   STR_ARG(fail_en(failed)));
    }
}

static enum fail make_home(struct reading *r, str name)
{
    char folder[16];
    int slash = (int)str_find(name, S("/"));
    if (slash < 0)
        return FAIL_OK;
    snprintf(folder, sizeof folder, "%.*s", slash, name.ptr);
    if (mkdirat(r->folder, folder, 0755) != 0 && errno != EEXIST)
        REFUSE(r->why, fail_from_errno(errno), "the folder %s could not be made", folder);
    return FAIL_OK;
}

static enum fail take_file(struct reading *r, const char *name, size_t most)
{
    enum fail failed = make_home(r, str_of(name));
    if (failed != FAIL_OK)
        return failed;
    int fd = openat(r->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        REFUSE(r->why, errno == EEXIST ? FAIL_FORMAT : fail_from_errno(errno),
               errno == EEXIST ? "%s stands in the pack twice" : "%s could not be kept", name);
    failed = copy_data(r, fd, str_of(name), most);
    if (failed == FAIL_OK && fsync(fd) != 0)
        failed = why_refuse(r->why, LOG_MODULE, FAIL_IO, "%s could not be kept", name);
    close(fd);
    return failed;
}

static enum fail take_entry(struct reading *r, struct archive_entry *entry)
{
    const char *path = lib.archive_entry_pathname(entry);
    size_t most = path ? payload_bytes_max(str_of(path)) : 0;
    if (most == 0) {
        arena scratch = { 0 };
        str shown = path ? folder_name_shown(&scratch, str_of(path)) : S("?");
        enum fail failed = why_refuse(r->why, LOG_MODULE, FAIL_FORMAT,
                                      "a pack may not hold a file «%.80s»", shown.ptr);
        arena_finish(&scratch);
        return failed;
    }
    if (lib.archive_entry_filetype(entry) != AE_IFREG || lib.archive_entry_hardlink(entry))
        REFUSE(r->why, FAIL_FORMAT, "%s is no plain file", path);
    if (++r->files > PACK_FILES_MAX)
        REFUSE(r->why, FAIL_LIMIT, "the pack has more than %u files", PACK_FILES_MAX);
    if (lib.archive_entry_size_is_set(entry) && lib.archive_entry_size(entry) > (la_int64_t)most)
        REFUSE(r->why, FAIL_LIMIT, "%s unpacks to more than %zu KiB", path, most / 1024);
    return take_file(r, path, most);
}

static enum fail read_entries(struct reading *r)
{
    for (;;) {
        struct archive_entry *entry;
        int got = lib.archive_read_next_header(r->archive, &entry);
        if (got == ARCHIVE_EOF)
            return FAIL_OK;
        if (got != ARCHIVE_OK)
            REFUSE(r->why, r->torn ? FAIL_IO : FAIL_FORMAT,
                   r->torn ? "the pack could not be read to its end"
                           : "what is packed is no archive of lessons");
        enum fail failed = take_entry(r, entry);
        if (failed != FAIL_OK)
            return failed;
    }
}

/* What follows the archive's end is read too: the hash is of everything. */
static enum fail read_rest(struct reading *r)
{
    const void *bytes;
    la_ssize_t n;
    do
        n = feed(r->archive, r, &bytes);
    while (n > 0);
    if (n < 0 || r->torn)
        REFUSE(r->why, FAIL_IO, "the pack could not be read to its end");
    return FAIL_OK;
}

static enum fail unpack(struct reading *r)
{
    r->archive = lib.archive_read_new();
    must(r->archive != NULL);
    enum fail failed = FAIL_OK;
    if (lib.archive_read_support_filter_zstd(r->archive) != ARCHIVE_OK ||
        lib.archive_read_support_format_tar(r->archive) != ARCHIVE_OK)
        failed = why_refuse(r->why, LOG_MODULE, FAIL_OFFLINE, "this libarchive reads no zstd");
    else if (lib.archive_read_open(r->archive, r, NULL, feed, NULL) != ARCHIVE_OK)
        failed =
            why_refuse(r->why, LOG_MODULE, FAIL_FORMAT, "what is packed is no archive of lessons");
    if (failed == FAIL_OK)
        failed = read_entries(r);
    if (failed == FAIL_OK)
        failed = read_rest(r);
    (void)lib.archive_read_free(r->archive);
    return failed;
}

enum fail payload_unpack(struct payload_source from, str folder, uint8_t *hash_out, char *why)
{
    if (!ready())
        REFUSE(why, FAIL_OFFLINE, NEEDS_LIBRARY);
    arena scratch = { 0 };
    struct reading *r = arena_new(&scratch, struct reading, 1);
    r->from = from;
    r->why = why;
    struct seal_hasher hasher;
    seal_hash_begin(&hasher);
    r->hasher = &hasher;
    r->folder = open(arena_str(&scratch, folder).ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum fail failed = r->folder < 0 ? fail_from_errno(errno) : unpack(r);
    if (r->folder < 0)
        failed = why_refuse(why, LOG_MODULE, failed, "the kiosk's data folder cannot be used");
    else
        close(r->folder);
    seal_hash_end(&hasher, hash_out);
    arena_finish(&scratch);
    return failed;
}
