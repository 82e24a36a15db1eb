/* Packs: streamed from the stick into the data folder, where the pack tool will find them. */
#include "sync/usb_round.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "wire/pack_file.h"

#define PIECE_BYTES (256u * 1024u)
/* What a pack must leave free, so that lessons can still be written down. */
#define DATA_MARGIN_BYTES (64u * 1024u * 1024u)
#define PACKS_KEPT_MAX 256u

struct copying {
    struct round *round;
    str name; /* on the stick */
    struct pack_file pack;
    str folder; /* of the data */
    str path;   /* there; path.tmp until it is whole */
    int from, to;
    char *piece;
};

/* Whose trouble a failure is: of the stick it ends the round, of the pack or the kiosk's own disk
 * it is one sentence and the round goes on. */
static enum fail leave(struct copying *c, const char *why)
{
    round_ignore_plain(c->round, S("packs"), c->name, why);
    return FAIL_OK;
}

/* The stem «<pack>-<version>» of a kept file; false when it is none. */
static bool read_kept(str name, str pack, uint64_t *version_out)
{
    str end = S(STICK_PACK_END);
    if (!str_ends(name, end) || !str_starts(name, pack) || name.len <= pack.len + 1 + end.len)
        return false;
    return name.ptr[pack.len] == '-' &&
           str_to_u64(str_slice(name, pack.len + 1, name.len - end.len), version_out);
}

/* The highest version of the pack that is kept already; 0: none. */
static enum fail find_newest(struct copying *c, uint64_t *newest_out)
{
    const str *names;
    size_t count;
    enum fail failed = folder_list(&c->round->scratch, c->folder, PACKS_KEPT_MAX, &names, &count);
    *newest_out = 0;
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        uint64_t version;
        if (read_kept(names[i], str_of(c->pack.pack), &version) && version > *newest_out)
            *newest_out = version;
    }
    return failed;
}

/* What the pack replaces. A file that cannot be removed does no harm. */
static void remove_older(struct copying *c)
{
    const str *names;
    size_t count;
    arena *home = &c->round->scratch;
    if (folder_list(home, c->folder, PACKS_KEPT_MAX, &names, &count) != FAIL_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        uint64_t version;
        if (read_kept(names[i], str_of(c->pack.pack), &version) && version < c->pack.version)
            (void)unlink(file_join(home, c->folder, names[i]).ptr);
    }
}

static bool read_piece(int fd, char *into, size_t size, size_t *len_out)
{
    ssize_t n;
    do
        n = read(fd, into, size);
    while (n < 0 && errno == EINTR);
    *len_out = n > 0 ? (size_t)n : 0;
    return n >= 0;
}

/* Reads fd to its end, hashing what follows the head; to ≥ 0: writes everything there. FAIL_MISSING
 * when the reading failed (the stick is gone), the disk's failures otherwise, FAIL_CORRUPT. */
static enum fail stream(struct copying *c, int fd, int to)
{
    struct seal_hasher hasher;
    uint64_t done = 0, total = c->pack.payload_bytes + PACK_FILE_HEAD_BYTES;
    seal_hash_begin(&hasher);
    enum fail failed = FAIL_OK;
    while (failed == FAIL_OK && done < total) {
        /* The first piece is the head alone, which has been checked. */
        uint64_t left = total - done;
        size_t most = done == 0 ? PACK_FILE_HEAD_BYTES : left < PIECE_BYTES ? left : PIECE_BYTES;
        size_t len;
        if (!read_piece(fd, c->piece, most, &len))
            return FAIL_MISSING;
        if (len == 0 || (done == 0 && len < most))
            return FAIL_CORRUPT;
        if (done > 0)
            seal_hash_add(&hasher, (str) { c->piece, len });
        done += len;
        if (to >= 0) {
            failed = file_write_all(to, (str) { c->piece, len });
            round_tell(c->round, USB_PHASE_PACKS, done, total);
        }
    }
    uint8_t hash[SEAL_HASH_BYTES];
    seal_hash_end(&hasher, hash);
    if (failed == FAIL_OK && memcmp(hash, c->pack.payload_hash, sizeof hash) != 0)
        failed = FAIL_CORRUPT;
    return failed;
}

static enum fail finish_copy(struct copying *c, str temporary)
{
    if (fsync(c->to) != 0)
        return FAIL_IO;
    (void)posix_fadvise(c->to, 0, 0, POSIX_FADV_DONTNEED);
    if (lseek(c->to, 0, SEEK_SET) != 0 || stream(c, c->to, -1) != FAIL_OK)
        return FAIL_IO;
    return file_rename_durable(temporary, c->path);
}

static enum fail copy(struct copying *c)
{
    str temporary = arena_printf(&c->round->scratch, "%.*s" STICK_HALF_END, STR_ARG(c->path));
    c->to = open(temporary.ptr, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (c->to < 0)
        return leave(c, "the kiosk's data folder could not take it");
    enum fail failed = lseek(c->from, 0, SEEK_SET) == 0 ? stream(c, c->from, c->to) : FAIL_MISSING;
    bool gone = failed == FAIL_MISSING;
    if (failed == FAIL_OK)
        failed = finish_copy(c, temporary);
    close(c->to);
    if (failed != FAIL_OK) {
        unlink(temporary.ptr);
        if (gone)
            return round_stick_failed(c->round, FAIL_IO);
        return leave(c, failed == FAIL_CORRUPT ? "its lessons are damaged on the way"
                        : failed == FAIL_FULL
                            ? "the kiosk's disk has no room for it"
                            : "the kiosk's own disk could not keep it; try again");
    }
    c->round->report->packs_received++;
    remove_older(c);
    return FAIL_OK;
}

static bool has_room(struct copying *c)
{
    struct statvfs info;
    uint64_t need = c->pack.payload_bytes + PACK_FILE_HEAD_BYTES + DATA_MARGIN_BYTES;
    return statvfs(c->folder.ptr, &info) == 0 && (uint64_t)info.f_bavail * info.f_frsize >= need;
}

/* Signed by the hub, or by one of the keys of kiosk.yaml. */
static enum fail read_signed_head(struct copying *c, str head, char *why)
{
    const struct usb_sync *sync = c->round->sync;
    enum fail failed = pack_file_head_read(head, &sync->identity->hub.hub_sign, &c->pack, why);
    for (size_t i = 0; i < sync->pack_signer_count && failed == FAIL_FOREIGN; i++)
        failed = pack_file_head_read(head, &sync->pack_signers[i], &c->pack, why);
    return failed;
}

static enum fail take_open(struct copying *c)
{
    struct stat info;
    char why[PACK_FILE_WHY_BYTES] = "";
    size_t len;
    if (fstat(c->from, &info) != 0 || !read_piece(c->from, c->piece, PACK_FILE_HEAD_BYTES, &len))
        return round_stick_failed(c->round, FAIL_IO);
    if (!S_ISREG(info.st_mode))
        return leave(c, "it is no plain file");
    if (read_signed_head(c, (str) { c->piece, len }, why) != FAIL_OK)
        return leave(c, why);
    if ((uint64_t)info.st_size != c->pack.payload_bytes + PACK_FILE_HEAD_BYTES)
        return leave(c, "it is cut short or has something after its end");
    uint64_t newest;
    if (find_newest(c, &newest) != FAIL_OK)
        return leave(c, "the kiosk's data folder cannot be read");
    if (newest >= c->pack.version)
        return FAIL_OK; /* had before */
    if (!has_room(c))
        return leave(c, "the kiosk's disk has no room for it");
    c->path = arena_printf(&c->round->scratch, "%.*s/%s-%" PRIu64 STICK_PACK_END,
                           STR_ARG(c->folder), c->pack.pack, c->pack.version);
    return copy(c);
}

static enum fail take_file(struct round *round, str stick_folder, str folder, str name)
{
    struct copying c = { .round = round, .name = name, .folder = folder };
    str path = file_join(&round->scratch, stick_folder, name);
    c.from = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (c.from < 0)
        return errno == EIO || errno == ENODEV ? round_stick_failed(round, FAIL_IO)
                                               : leave(&c, "it is no plain file");
    c.piece = arena_alloc(&round->scratch, PIECE_BYTES);
    enum fail failed = take_open(&c);
    close(c.from);
    return failed;
}

enum fail round_take_packs(struct round *round)
{
    str stick_folder;
    const str *names;
    size_t count;
    round_tell(round, USB_PHASE_PACKS, 0, 0);
    enum fail failed = stick_list(round, S(STICK_PACKS), &stick_folder, &names, &count);
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    str folder =
        file_join(&round->home, str_of(round->sync->identity->folder), S(USB_PACKS_FOLDER));
    bool made = false;
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        if (!stick_name_ends(names[i], S(STICK_PACK_END)))
            continue;
        if (!made && file_make_folder(folder, true) != FAIL_OK) {
            round_ignore_plain(round, S("packs"), names[i],
                               "the kiosk's data folder could not take it");
            return FAIL_OK;
        }
        if (!made && stick_sweep(round, folder, (str) { 0 }) != FAIL_OK)
            return FAIL_OK; /* tried again at the next sync */
        made = true;
        failed = take_file(round, stick_folder, folder, names[i]);
        arena_reset(&round->scratch);
    }
    return failed;
}
