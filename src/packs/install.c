/* Installing: verified, unpacked, tried, and only then switched to. */
#define LOG_MODULE "packs"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/must.h"
#include "packs/packs.h"
#include "packs/parts.h"
#include "store/ledger.h"
#include "wire/pack_file.h"
#include "wire/why.h"

#define PIECE_BYTES (64u * 1024u)
/* What must stay free, so that lessons can still be written down (as in sync/usb_packs.c). */
#define DATA_MARGIN_BYTES (64u * 1024u * 1024u)

struct installing {
    const struct packs *packs;
    struct packs_result *result;
    arena scratch;
    int fd, lock;
    struct pack_file head;
    str id;
    struct pack_state state; /* before */
    str half;                /* where it is unpacked */
};

#define REFUSE(in, kind, ...) return why_refuse((in)->result->why, LOG_MODULE, (kind), __VA_ARGS__)

/* ---- the file ---- */

static enum fail read_head(struct installing *in)
{
    char bytes[PACK_FILE_HEAD_BYTES];
    ssize_t n = pread(in->fd, bytes, sizeof bytes, 0);
    if (n < 0)
        REFUSE(in, FAIL_IO, "the pack cannot be read");
    if (in->packs->signer_count == 0)
        REFUSE(in, FAIL_FOREIGN,
               "this kiosk trusts nobody's packs yet: enrol it, or name pack_keys in kiosk.yaml");
    enum fail failed = FAIL_FOREIGN;
    for (size_t i = 0; i < in->packs->signer_count && failed == FAIL_FOREIGN; i++)
        failed = pack_file_head_read((str) { bytes, (size_t)n }, &in->packs->signers[i], &in->head,
                                     in->result->why);
    return failed;
}

static enum fail open_file(struct installing *in, str file)
{
    struct stat info;
    in->fd =
        open(arena_str(&in->scratch, file).ptr, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (in->fd < 0)
        REFUSE(in, errno == ELOOP ? FAIL_FORMAT : fail_from_errno(errno),
               errno == ENOENT ? "there is no such file" : "it is no plain file");
    if (fstat(in->fd, &info) != 0 || !S_ISREG(info.st_mode))
        REFUSE(in, FAIL_FORMAT, "it is no plain file");
    enum fail failed = read_head(in);
    if (failed != FAIL_OK)
        return failed;
    if ((uint64_t)info.st_size != in->head.payload_bytes + PACK_FILE_HEAD_BYTES)
        REFUSE(in, FAIL_CORRUPT, "it is cut short or has something after its end");
    in->id = str_of(in->head.pack);
    snprintf(in->result->pack, sizeof in->result->pack, "%s", in->head.pack);
    return FAIL_OK;
}

/* Before anything of it is unpacked. */
static enum fail check_hash(struct installing *in)
{
    struct seal_hasher hasher;
    uint8_t hash[SEAL_HASH_BYTES];
    char *piece = arena_alloc(&in->scratch, PIECE_BYTES);
    seal_hash_begin(&hasher);
    for (off_t at = PACK_FILE_HEAD_BYTES;;) {
        ssize_t n = pread(in->fd, piece, PIECE_BYTES, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            REFUSE(in, FAIL_IO, "the pack cannot be read");
        if (n == 0)
            break;
        seal_hash_add(&hasher, (str) { piece, (size_t)n });
        at += n;
    }
    seal_hash_end(&hasher, hash);
    if (memcmp(hash, in->head.payload_hash, sizeof hash) != 0)
        REFUSE(in, FAIL_CORRUPT, "its lessons are damaged");
    return FAIL_OK;
}

static enum fail check_version(struct installing *in)
{
    enum fail failed = packs_state(in->packs->data, in->id, &in->state);
    if (failed != FAIL_OK && failed != FAIL_MISSING && failed != FAIL_CORRUPT)
        REFUSE(in, failed, "the kiosk's data folder cannot be read");
    uint64_t version = in->head.version;
    in->result->version = version;
    in->result->before = in->state.current;
    if (version == in->state.current) {
        in->result->unchanged = true;
        return FAIL_OK;
    }
    if (version <= in->state.highest)
        REFUSE(in, FAIL_VERSION,
               "version %" PRIu64 " is not newer than version %" PRIu64
               ", which was installed here: give it a higher number",
               version, in->state.highest);
    str own = arena_printf(&in->scratch, "%.*s/lessons/%.*s", STR_ARG(in->packs->assets),
                           STR_ARG(in->id));
    uint64_t shipped = content_pack_version(own);
    if (version <= shipped)
        REFUSE(in, FAIL_VERSION,
               "version %" PRIu64 " is not newer than version %" PRIu64
               ", which the program itself brings",
               version, shipped);
    return FAIL_OK;
}

/* One more pack than a kiosk shows would be installed for nobody. */
static enum fail check_room(struct installing *in)
{
    const struct pack_place *places;
    size_t count;
    enum fail failed = packs_places(in->packs, &in->scratch, &places, &count);
    if (failed != FAIL_OK)
        REFUSE(in, failed, "the kiosk's data folder cannot be read");
    for (size_t i = 0; i < count; i++)
        if (str_eq(places[i].id, in->id))
            return FAIL_OK;
    if (count >= CONTENT_PACKS_MAX)
        REFUSE(in, FAIL_LIMIT,
               "this kiosk shows %u packs already, which is the most: roll one back first",
               CONTENT_PACKS_MAX);
    return FAIL_OK;
}

/* ---- unpacking ---- */

static enum fail sync_folder(str path)
{
    int fd = open(path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return synced ? FAIL_OK : FAIL_IO;
}

static enum fail make_half(struct installing *in)
{
    struct statvfs info;
    str home = packs_home(&in->scratch, in->packs->data, in->id);
    if (file_make_folder(home, false) != FAIL_OK || statvfs(home.ptr, &info) != 0)
        REFUSE(in, FAIL_DENIED, "the kiosk's data folder could not take it");
    if ((uint64_t)info.f_bavail * info.f_frsize < in->head.payload_bytes + DATA_MARGIN_BYTES)
        REFUSE(in, FAIL_FULL, "the kiosk's disk has no room for it");
    in->half = arena_printf(&in->scratch, "%.*s/new", STR_ARG(home));
    packs_remove_folder(in->half);
    if (mkdir(in->half.ptr, 0755) != 0)
        REFUSE(in, fail_from_errno(errno), "the kiosk's data folder could not take it");
    return FAIL_OK;
}

static enum fail unpack(struct installing *in)
{
    uint8_t hash[SEAL_HASH_BYTES];
    static const char *const inner[] = { "lessons", "phones", "pictures", "narration" };
    if (lseek(in->fd, PACK_FILE_HEAD_BYTES, SEEK_SET) < 0)
        REFUSE(in, FAIL_IO, "the pack cannot be read");
    struct payload_source from = { in->fd, in->head.payload_bytes };
    enum fail failed = payload_unpack(from, in->half, hash, in->result->why);
    if (failed != FAIL_OK)
        return failed;
    if (memcmp(hash, in->head.payload_hash, sizeof hash) != 0)
        REFUSE(in, FAIL_CORRUPT, "its lessons changed while they were read");
    for (size_t i = 0; i < COUNT_OF(inner); i++) {
        str folder = file_join(&in->scratch, in->half, str_of(inner[i]));
        if (file_exists(folder) && sync_folder(folder) != FAIL_OK)
            REFUSE(in, FAIL_IO, "the kiosk's disk could not keep it; try again");
    }
    if (sync_folder(in->half) != FAIL_OK)
        REFUSE(in, FAIL_IO, "the kiosk's disk could not keep it; try again");
    return FAIL_OK;
}

/* ---- the self-test ---- */

static enum fail told(struct installing *in, const struct problems *problems)
{
    if (problems->count == 0)
        REFUSE(in, FAIL_FORMAT, "its lessons cannot be read");
    const struct problem *first = &problems->items[0];
    str name = first->file;
    if (str_starts(name, in->half))
        name = str_slice(name, in->half.len + 1, name.len);
    REFUSE(in, FAIL_FORMAT, "its lessons are not in order: %.*s:%u: %.*s", STR_ARG(name),
           first->line, STR_ARG(first->sentence));
}

/* The packs that it will stand behind: their topics and phones may be referred to. */
static size_t places_before(struct installing *in, struct pack_place *places)
{
    const struct pack_place *all;
    size_t count, kept = 0;
    const struct packs *packs = in->packs;
    if (packs_places(packs, &in->scratch, &all, &count) != FAIL_OK)
        return 0;
    bool first = count > 0 && str_eq(all[0].id, in->id);
    for (size_t i = 0; !first && i < count && kept + 1 < CONTENT_PACKS_MAX; i++)
        if (!str_eq(all[i].id, in->id))
            places[kept++] = all[i];
    return kept;
}

/* What is wrong with the packs beside it is not its fault. */
static void keep_own(const struct installing *in, struct problems *problems)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < problems->count; i++)
        if (str_starts(problems->items[i].file, in->half))
            problems->items[kept++] = problems->items[i];
    problems->count = problems->total = kept;
}

static bool has_pack(const struct content *content, str id, unsigned *index_out)
{
    for (*index_out = 0; *index_out < content->pack_count; ++*index_out)
        if (str_eq(content->packs[*index_out].id, id))
            return true;
    return false;
}

/* Everything that the kiosk would do with it, before it is used. */
static enum fail try_lessons(struct installing *in)
{
    struct problems *problems = arena_new(&in->scratch, struct problems, 1);
    problems->home = &in->scratch;
    struct content content;
    struct pack_place places[CONTENT_PACKS_MAX];
    size_t before = places_before(in, places);
    places[before] = (struct pack_place) { .id = in->id, .folder = in->half };
    struct content_wanted wanted = { .assets = in->packs->assets,
                                     .places = places,
                                     .place_count = before + 1,
                                     .all_seasons = true };
    struct content_check what = { .has_icon = in->packs->has_icon };
    enum fail failed = content_open(&content, &in->scratch, &wanted, problems);
    keep_own(in, problems);
    if (failed == FAIL_OK && !has_pack(&content, in->id, &what.first))
        failed = FAIL_FORMAT;
    if (failed == FAIL_OK && problems->total == 0)
        failed = content_check(&content, &what, problems);
    if (failed != FAIL_OK || problems->total)
        return told(in, problems);
    for (uint16_t i = 0; i < content.catalogue.lesson_count; i++)
        in->result->lessons = (uint16_t)(in->result->lessons + (content.pack_of[i] == what.first));
    return FAIL_OK;
}

static enum fail check_head(struct installing *in)
{
    uint64_t version = content_pack_version(in->half);
    if (version != in->head.version)
        REFUSE(in, FAIL_FORMAT,
               "its pack.yaml says version %" PRIu64 ", its head %" PRIu64 ": build it again",
               version, in->head.version);
    return FAIL_OK;
}

/* ---- switching ---- */

/* Somebody may still be learning from it; then the next installing removes it. */
static void remove_unheld(str folder)
{
    int fd = open(folder.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        packs_remove_folder(folder);
    if (fd >= 0)
        close(fd);
}

static void remove_unused(const struct installing *in, const struct pack_state *state)
{
    arena scratch = { 0 };
    const str *names;
    size_t count;
    str home = packs_home(&scratch, in->packs->data, in->id);
    if (folder_list(&scratch, home, PACKS_NAMES_MAX, &names, &count) != FAIL_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t version;
        if (str_to_u64(names[i], &version) && version != state->current &&
            version != state->previous)
            remove_unheld(file_join(&scratch, home, names[i]));
    }
    arena_finish(&scratch);
}

static enum fail switch_to(struct installing *in)
{
    uint64_t version = in->head.version;
    str folder = packs_version_folder(&in->scratch, in->packs->data, in->id, version);
    /* Left by a power cut between the folder's name and the state. */
    packs_remove_folder(folder);
    enum fail failed = file_rename_durable(in->half, folder);
    if (failed != FAIL_OK)
        REFUSE(in, failed, "the kiosk's disk could not keep it; try again");
    struct pack_state next = {
        .current = version, .previous = in->state.current, .highest = version, .trial = 1
    };
    failed = packs_write_state(in->packs->data, in->id, &next);
    if (failed != FAIL_OK) {
        packs_remove_folder(folder);
        REFUSE(in, failed, "the kiosk's disk could not keep it; try again");
    }
    remove_unused(in, &next);
    return FAIL_OK;
}

static enum fail install(struct installing *in)
{
    enum fail failed = make_half(in);
    if (failed == FAIL_OK)
        failed = unpack(in);
    if (failed == FAIL_OK)
        failed = check_head(in);
    if (failed == FAIL_OK)
        failed = try_lessons(in);
    if (failed == FAIL_OK)
        failed = switch_to(in);
    if (failed != FAIL_OK && in->half.len)
        packs_remove_folder(in->half);
    return failed;
}

static enum fail open_locked(struct installing *in, str file)
{
    enum fail failed = open_file(in, file);
    if (failed != FAIL_OK)
        return failed;
    in->lock = packs_lock(in->packs->data);
    if (in->lock < 0)
        REFUSE(in, FAIL_DENIED, "the kiosk's data folder could not take it");
    return FAIL_OK;
}

enum fail packs_install(const struct packs *packs, str file, struct packs_result *result)
{
    *result = (struct packs_result) { 0 };
    struct installing in = { .packs = packs, .result = result, .fd = -1, .lock = -1 };
    enum fail failed = open_locked(&in, file);
    if (failed == FAIL_OK)
        failed = check_version(&in);
    if (failed == FAIL_OK && !result->unchanged)
        failed = check_room(&in);
    if (failed == FAIL_OK && !result->unchanged)
        failed = check_hash(&in);
    if (failed == FAIL_OK && !result->unchanged)
        failed = install(&in);
    if (in.fd >= 0)
        close(in.fd);
    if (in.lock >= 0)
        close(in.lock);
    arena_finish(&in.scratch);
    if (failed == FAIL_OK && !result->unchanged)
        log_info("pack «%s» version %" PRIu64 " is installed: %u lessons", result->pack,
                 result->version, result->lessons);
    return failed;
}

/* ---- what waits ---- */

struct waiting_file {
    str path, id;
    uint64_t version;
};

static int by_version(const void *a, const void *b)
{
    uint64_t x = ((const struct waiting_file *)a)->version;
    uint64_t y = ((const struct waiting_file *)b)->version;
    return (x < y) - (x > y);
}

enum fail packs_waiting(const struct packs *packs, arena *home, const str **files_out,
                        size_t *count_out)
{
    const str *names;
    size_t count, kept = 0;
    str folder = file_join(home, packs->data, S(PACKS_FOLDER));
    enum fail failed = folder_list(home, folder, PACKS_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        count = 0;
    struct waiting_file *files = arena_new(home, struct waiting_file, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct waiting_file *file = &files[kept];
        struct pack_state state;
        if (!packs_read_name(names[i], &file->id, &file->version))
            continue;
        enum fail none = packs_state(packs->data, file->id, &state);
        if (none == FAIL_OK && file->version <= state.highest)
            continue;
        file->path = file_join(home, folder, names[i]);
        kept++;
    }
    if (kept)
        qsort(files, kept, sizeof *files, by_version);
    str *paths = arena_new(home, str, kept + 1);
    for (size_t i = 0; i < kept; i++)
        paths[i] = files[i].path;
    *files_out = paths;
    *count_out = kept;
    return failed;
}

uint64_t packs_waiting_now(const struct packs *packs)
{
    arena scratch = { 0 };
    const str *files;
    size_t count;
    uint64_t hash = 0;
    if (packs_waiting(packs, &scratch, &files, &count) != FAIL_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        hash = hash_str(hash ? hash : HASH_SEED, files[i]);
    arena_finish(&scratch);
    return hash;
}

static bool is_newer(const struct packs *packs, str file)
{
    str id, name = file;
    uint64_t version;
    struct pack_state state;
    while (str_find(name, S("/")) >= 0)
        (void)str_cut(&name, '/');
    return packs_read_name(name, &id, &version) &&
           (packs_state(packs->data, id, &state) != FAIL_OK || version > state.highest);
}

enum fail packs_install_waiting(const struct packs *packs, struct ledger *ledger,
                                const struct stamp *stamp, struct packs_waited *out)
{
    arena scratch = { 0 };
    const str *files;
    size_t count;
    *out = (struct packs_waited) { 0 };
    enum fail failed = packs_waiting(packs, &scratch, &files, &count);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        struct packs_result result;
        if (!is_newer(packs, files[i]))
            continue; /* a newer one of the same pack was just installed */
        if (packs_install(packs, files[i], &result) != FAIL_OK) {
            out->refused++;
            snprintf(out->why, sizeof out->why, "%s", result.why);
            continue;
        }
        if (result.unchanged)
            continue;
        struct event_draft draft = packs_event_installed(&result, S("usb"));
        failed = ledger_append(ledger, &scratch, &draft, stamp, NULL);
        out->installed++;
    }
    arena_finish(&scratch);
    return failed;
}
