#define LOG_MODULE "packs"
#include "packs/packs.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/log.h"
#include "packs/parts.h"
#include "wire/codec.h"

#define STATE_BYTES 256u

size_t packs_signers(const struct kiosk_config *config, const struct identity *identity,
                     struct sign_public out[PACKS_SIGNERS_MAX])
{
    size_t count = 0;
    if (identity && identity->enrolled)
        out[count++] = identity->hub.hub_sign;
    for (unsigned i = 0; i < config->pack_key_count; i++)
        if (codec_hex_read(config->pack_keys[i], out[count].bytes, SEAL_PUBLIC_BYTES))
            count++;
    return count;
}

/* ---- the state file ---- */

str packs_home(arena *home, str data, str id)
{
    str installed = file_join(home, data, S(PACKS_INSTALLED));
    return file_join(home, installed, id);
}

str packs_version_folder(arena *home, str data, str id, uint64_t version)
{
    return arena_printf(home, "%.*s/%" PRIu64, STR_ARG(packs_home(home, data, id)), version);
}

static bool read_state_line(str *rest, const char *key, uint64_t *out)
{
    str line = str_cut(rest, '\n'), name = str_cut(&line, ':');
    return str_eq(name, str_of(key)) && str_to_u64(str_trim(line), out);
}

static bool parse_state(str text, struct pack_state *out)
{
    uint64_t trial;
    bool good = read_state_line(&text, "current", &out->current) &&
                read_state_line(&text, "previous", &out->previous) &&
                read_state_line(&text, "highest", &out->highest) &&
                read_state_line(&text, "trial", &trial) && trial <= PACKS_TRIAL_STARTS + 1 &&
                out->current <= out->highest && out->previous <= out->highest;
    out->trial = good ? (unsigned)trial : 0;
    return good;
}

enum fail packs_state(str data, str id, struct pack_state *out)
{
    arena scratch = { 0 };
    str text, path = file_join(&scratch, packs_home(&scratch, data, id), S("state"));
    *out = (struct pack_state) { 0 };
    enum fail failed = file_read(&scratch, path, STATE_BYTES, &text);
    if (failed == FAIL_OK && !parse_state(text, out)) {
        log_error("%.*s is damaged: the program's own pack «%.*s» is used", STR_ARG(path),
                  STR_ARG(id));
        *out = (struct pack_state) { 0 };
        failed = FAIL_CORRUPT;
    }
    arena_finish(&scratch);
    return failed;
}

enum fail packs_write_state(str data, str id, const struct pack_state *state)
{
    arena scratch = { 0 };
    str path = file_join(&scratch, packs_home(&scratch, data, id), S("state"));
    str text = arena_printf(
        &scratch, "current: %" PRIu64 "\nprevious: %" PRIu64 "\nhighest: %" PRIu64 "\ntrial: %u\n",
        state->current, state->previous, state->highest, state->trial);
    enum fail failed = file_write_durable(path, text, 0644);
    arena_finish(&scratch);
    return failed;
}

/* ---- folders ---- */

/* A pack has files and folders of files, nothing deeper. */
void packs_remove_folder(str folder)
{
    arena scratch = { 0 };
    const str *names, *inner;
    size_t count, inner_count;
    if (folder_list(&scratch, folder, PACKS_NAMES_MAX, &names, &count) != FAIL_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        str path = file_join(&scratch, folder, names[i]);
        if (unlink(path.ptr) == 0)
            continue;
        if (folder_list(&scratch, path, PACKS_NAMES_MAX, &inner, &inner_count) != FAIL_OK)
            continue;
        for (size_t k = 0; k < inner_count; k++)
            (void)unlink(file_join(&scratch, path, inner[k]).ptr);
        (void)rmdir(path.ptr);
    }
    (void)rmdir(arena_str(&scratch, folder).ptr);
    arena_finish(&scratch);
}

bool packs_read_name(str name, str *id_out, uint64_t *version_out)
{
    if (!str_ends(name, S(".tsp")))
        return false;
    str stem = str_slice(name, 0, name.len - 4);
    size_t dash = stem.len;
    while (dash > 0 && stem.ptr[dash - 1] != '-')
        dash--;
    if (dash < 2 || !str_to_u64(str_slice(stem, dash, stem.len), version_out))
        return false;
    *id_out = str_slice(stem, 0, dash - 1);
    return true;
}

enum fail packs_installed(str data, arena *home, const str **ids_out, size_t *count_out)
{
    arena scratch = { 0 };
    const str *names;
    size_t count, kept = 0;
    str folder = file_join(home, data, S(PACKS_INSTALLED));
    enum fail failed = folder_list(home, folder, PACKS_NAMES_MAX, &names, &count);
    str *ids = arena_new(home, str, count + 1);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        struct pack_state state;
        if (folder_is_real_below(&scratch, folder, names[i]) &&
            packs_state(data, names[i], &state) == FAIL_OK)
            ids[kept++] = names[i];
    }
    arena_finish(&scratch);
    *ids_out = ids;
    *count_out = failed == FAIL_OK ? kept : 0;
    return failed;
}

/* ---- what is used ---- */

int packs_hold(const struct pack_place *place)
{
    arena scratch = { .block_bytes = 512 };
    int fd = open(arena_str(&scratch, place->folder).ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    arena_finish(&scratch);
    if (fd >= 0 && flock(fd, LOCK_SH) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static struct pack_place choose(const struct packs *packs, arena *home, str id)
{
    str own = arena_printf(home, "%.*s/lessons/%.*s", STR_ARG(packs->assets), STR_ARG(id));
    struct pack_place place = { .id = id, .folder = own };
    struct pack_state state;
    if (packs_state(packs->data, id, &state) != FAIL_OK || state.current == 0)
        return place;
    str folder = packs_version_folder(home, packs->data, id, state.current);
    if (!file_exists(folder))
        log_error("%.*s is gone: the program's own pack «%.*s» is used", STR_ARG(folder),
                  STR_ARG(id));
    else if (content_pack_version(own) < state.current)
        place.folder = folder;
    return place;
}

static bool among(const str *ids, size_t count, str id)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(ids[i], id))
            return true;
    return false;
}

/* Takes the place of its id, or comes last; where no place is free it takes the last one's. */
static size_t place_own(str folder, struct pack_place *places, size_t count)
{
    size_t from = folder.len, at = 0;
    while (from > 0 && folder.ptr[from - 1] != '/')
        from--;
    str id = str_slice(folder, from, folder.len);
    while (at < count && !str_eq(places[at].id, id))
        at++;
    at = at < CONTENT_PACKS_MAX ? at : CONTENT_PACKS_MAX - 1;
    places[at] = (struct pack_place) { id, folder };
    return at < count ? count : count + 1;
}

enum fail packs_places(const struct packs *packs, arena *home, const struct pack_place **places_out,
                       size_t *count_out)
{
    const str *wanted = packs->wanted;
    size_t wanted_count = packs->wanted_count;
    const str *ids;
    size_t id_count, count = 0;
    enum fail failed = packs_installed(packs->data, home, &ids, &id_count);
    struct pack_place *places = arena_new(home, struct pack_place, wanted_count + id_count + 2);
    for (size_t i = 0; i < wanted_count && count < CONTENT_PACKS_MAX; i++)
        places[count++] = choose(packs, home, wanted[i]);
    for (size_t i = 0; i < id_count; i++) {
        if (among(wanted, wanted_count, ids[i]))
            continue;
        /* One that was rolled back to the program's own, which nobody asked for, is out of use. */
        struct pack_place place = choose(packs, home, ids[i]);
        if (!packs_is_installed(packs, &place))
            continue;
        if (count < CONTENT_PACKS_MAX)
            places[count++] = place;
        else
            log_warn("pack «%.*s» is not shown: %u packs are the most", STR_ARG(ids[i]),
                     CONTENT_PACKS_MAX);
    }
    if (!str_empty(packs->own))
        count = place_own(packs->own, places, count);
    *places_out = places;
    *count_out = count;
    return failed;
}

bool packs_is_installed(const struct packs *packs, const struct pack_place *place)
{
    arena scratch = { .block_bytes = 512 };
    bool below = str_starts(place->folder, file_join(&scratch, packs->data, S(PACKS_INSTALLED)));
    arena_finish(&scratch);
    return below;
}

/* ---- trial ---- */

static void name_result(struct packs_result *result, str id)
{
    *result = (struct packs_result) { 0 };
    snprintf(result->pack, sizeof result->pack, "%.*s", STR_ARG(id));
}

/* The kiosk, its stick and a shell may come at the same time. */
int packs_lock(str data)
{
    arena scratch = { 0 };
    str folder = file_join(&scratch, data, S(PACKS_INSTALLED));
    int fd = -1;
    if (file_make_folder(folder, false) == FAIL_OK)
        fd = open(file_join(&scratch, folder, S("lock")).ptr,
                  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    arena_finish(&scratch);
    if (fd >= 0 && flock(fd, LOCK_EX) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static enum fail take_back(const struct packs *packs, str id, struct packs_result *result)
{
    struct pack_state state;
    enum fail failed = packs_state(packs->data, id, &state);
    if (failed == FAIL_OK && state.current == 0)
        failed = FAIL_MISSING;
    if (failed != FAIL_OK) {
        snprintf(result->why, sizeof result->why, "there is no installed pack «%.*s» to take back",
                 STR_ARG(id));
        return failed;
    }
    result->before = state.current;
    result->version = state.previous;
    state = (struct pack_state) { .current = state.previous, .highest = state.highest };
    failed = packs_write_state(packs->data, id, &state);
    if (failed != FAIL_OK)
        snprintf(result->why, sizeof result->why, "the kiosk's data folder cannot be written");
    return failed;
}

enum fail packs_rollback(const struct packs *packs, str id, struct packs_result *result)
{
    name_result(result, id);
    int lock = packs_lock(packs->data);
    if (lock < 0) {
        snprintf(result->why, sizeof result->why, "the kiosk's data folder cannot be written");
        return FAIL_DENIED;
    }
    enum fail failed = take_back(packs, id, result);
    close(lock);
    return failed;
}

static bool on_trial(const struct packs *packs, str id, struct pack_state *out)
{
    return packs_state(packs->data, id, out) == FAIL_OK && out->trial != 0;
}

/* Counts one more start, or takes back; the lock is held. */
static bool try_start(const struct packs *packs, str id, struct packs_result *result)
{
    struct pack_state state;
    if (!on_trial(packs, id, &state))
        return false;
    if (state.trial <= PACKS_TRIAL_STARTS) {
        state.trial++;
        if (packs_write_state(packs->data, id, &state) != FAIL_OK)
            log_warn("the trial of pack «%.*s» cannot be noted", STR_ARG(id));
        return false;
    }
    log_error("pack «%.*s» version %" PRIu64 " did not come to rest in %u starts: taken back",
              STR_ARG(id), state.current, PACKS_TRIAL_STARTS);
    return take_back(packs, id, result) == FAIL_OK;
}

static bool start_one(const struct packs *packs, str id, struct packs_result *result)
{
    struct pack_state state;
    name_result(result, id);
    if (!on_trial(packs, id, &state))
        return false;
    int lock = packs_lock(packs->data);
    bool back = lock >= 0 && try_start(packs, id, result);
    if (lock >= 0)
        close(lock);
    else
        log_warn("the trial of pack «%.*s» cannot be noted", STR_ARG(id));
    return back;
}

bool packs_start(const struct packs *packs, struct packs_result *result)
{
    arena scratch = { 0 };
    const str *ids;
    size_t count;
    bool back = false;
    if (packs_installed(packs->data, &scratch, &ids, &count) != FAIL_OK)
        log_warn("the installed packs cannot be listed");
    for (size_t i = 0; i < count; i++) {
        struct packs_result one;
        if (start_one(packs, ids[i], &one)) {
            *result = one;
            back = true;
        }
    }
    arena_finish(&scratch);
    return back;
}

struct packs_used packs_used_by(const struct content *content)
{
    struct packs_used used = { .count = content->pack_count };
    for (unsigned i = 0; i < content->pack_count; i++) {
        const struct content_pack *pack = &content->packs[i];
        snprintf(used.ids[i], sizeof used.ids[i], "%.*s", STR_ARG(pack->id));
        used.versions[i] = pack->version;
    }
    return used;
}

/* A stick may be installing the next version: read again under the lock. */
static void prove_one(const struct packs *packs, str id, uint64_t version)
{
    struct pack_state state;
    if (!on_trial(packs, id, &state) || state.current != version)
        return;
    int lock = packs_lock(packs->data);
    bool proven = lock >= 0 && on_trial(packs, id, &state) && state.current == version;
    state.trial = 0;
    if (lock < 0 || (proven && packs_write_state(packs->data, id, &state) != FAIL_OK))
        log_warn("that pack «%.*s» is proven cannot be noted", STR_ARG(id));
    if (lock >= 0)
        close(lock);
}

void packs_prove(const struct packs *packs, const struct packs_used *used)
{
    for (unsigned i = 0; i < used->count; i++)
        prove_one(packs, str_of(used->ids[i]), used->versions[i]);
}

static bool is_read(const struct content *content, str id)
{
    for (unsigned i = 0; i < content->pack_count; i++)
        if (str_eq(content->packs[i].id, id))
            return true;
    return false;
}

bool packs_take_back(const struct packs *packs, const struct pack_place *places, size_t place_count,
                     const struct content *content, struct packs_result *result)
{
    /* Without the first pack none is read: that says nothing about the others. */
    size_t judged = content->pack_count > 0 ? place_count : 1;
    for (size_t i = 0; i < place_count && i < judged; i++) {
        if (!packs_is_installed(packs, &places[i]) || is_read(content, places[i].id))
            continue;
        log_error("pack «%.*s» in %.*s cannot be used: taken back", STR_ARG(places[i].id),
                  STR_ARG(places[i].folder));
        if (packs_rollback(packs, places[i].id, result) == FAIL_OK)
            return true;
    }
    return false;
}

/* ---- the ledger's words ---- */

static struct event_draft draft(enum event_type type, const struct packs_result *result)
{
    struct event_draft out = { .type = type, .body = event_body_none() };
    out.body.pack = str_of(result->pack);
    out.body.pack_version = (int64_t)result->version;
    return out;
}

struct event_draft packs_event_installed(const struct packs_result *result, str via)
{
    struct event_draft out = draft(EVENT_PACK_INSTALLED, result);
    out.body.via = via;
    out.body.count = result->lessons;
    return out;
}

struct event_draft packs_event_rolledback(const struct packs_result *result, str reason)
{
    struct event_draft out = draft(EVENT_PACK_ROLLEDBACK, result);
    out.body.reason = reason;
    return out;
}
