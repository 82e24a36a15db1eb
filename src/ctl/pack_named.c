#include "ctl/pack_named.h"

#include <limits.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/places.h"

#define PACKS_MAX 256u

/* Cuts the last name off a path without a trailing slash. */
static str cut_last(str *path)
{
    size_t at = path->len;
    while (at > 0 && path->ptr[at - 1] != '/')
        at--;
    str last = str_slice(*path, at, path->len);
    *path = str_slice(*path, 0, at > 1 ? at - 1 : at);
    return last;
}

static bool is_pack(arena *home, str folder)
{
    return file_exists(file_join(home, folder, S("pack.yaml")));
}

static bool is_named(const struct packs_named *n, str id)
{
    for (size_t i = 0; i < n->count; i++)
        if (str_eq(n->places[i].id, id))
            return true;
    return false;
}

static enum ctl_exit add_pack(struct packs_named *n, str folder)
{
    str rest = folder, id = cut_last(&rest);
    if (is_named(n, id))
        return ctl_refuse("the pack «%.*s» is named twice", STR_ARG(id));
    if (n->count == CONTENT_PACKS_MAX)
        return ctl_refuse("%u packs are the most at one time", CONTENT_PACKS_MAX);
    n->places[n->count++] = (struct pack_place) { id, folder };
    return CTL_DONE;
}

/* A pack, or a folder that holds packs. */
static enum ctl_exit add_folder(struct packs_named *n, str word)
{
    arena *home = n->ctl->home;
    char real[PATH_MAX];
    if (!realpath(arena_str(home, word).ptr, real))
        return ctl_refuse("there is no pack folder «%.*s»", STR_ARG(word));
    str folder = arena_str(home, str_of(real));
    const str *names;
    size_t count = 0, before = n->count;
    if (is_pack(home, folder) || folder_list(home, folder, PACKS_MAX, &names, &count) != FAIL_OK)
        return add_pack(n, folder);
    enum ctl_exit exit = CTL_DONE;
    for (size_t i = 0; i < count && exit == CTL_DONE; i++)
        if (is_pack(home, file_join(home, folder, names[i])))
            exit = add_pack(n, file_join(home, folder, names[i]));
    if (exit == CTL_DONE && n->count == before)
        return add_pack(n, folder); /* refused below: it lacks pack.yaml */
    return exit;
}

/* Packs that the kiosk shows beside the named ones, in front of them. */
static void add_neighbours(struct packs_named *n, str lessons)
{
    const struct kiosk_config *config = &n->ctl->config;
    for (unsigned i = 0; i < config->pack_count && n->count < CONTENT_PACKS_MAX; i++) {
        str folder = file_join(n->ctl->home, lessons, config->packs[i]);
        if (is_named(n, config->packs[i]) || !is_pack(n->ctl->home, folder))
            continue;
        for (size_t k = n->count; k > n->first; k--)
            n->places[k] = n->places[k - 1];
        n->places[n->first++] = (struct pack_place) { config->packs[i], folder };
        n->count++;
    }
}

/* ASSETS of ASSETS/lessons/<pack>; a ward's own pack may lie anywhere: the program's assets then.
 */
static str assets_around(arena *home, str pack)
{
    str rest = pack;
    (void)cut_last(&rest);
    bool inside =
        str_eq(cut_last(&rest), S("lessons")) && file_exists(file_join(home, rest, S("pictures")));
    return inside ? rest : places_assets(home);
}

enum ctl_exit packs_named_find(struct ctl *ctl, const str *words, size_t word_count,
                               struct packs_named *n)
{
    *n = (struct packs_named) { .ctl = ctl };
    for (size_t i = 0; i < word_count; i++) {
        enum ctl_exit exit = add_folder(n, words[i]);
        if (exit != CTL_DONE)
            return exit;
    }
    n->assets = ctl->assets.len ? ctl->assets : assets_around(ctl->home, n->places[0].folder);
    add_neighbours(n, file_join(ctl->home, n->assets, S("lessons")));
    return CTL_DONE;
}

enum fail packs_named_open(const struct packs_named *n, size_t last, struct content *content,
                           struct problems *problems)
{
    struct pack_place places[CONTENT_PACKS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < n->count; i++)
        if (i != last)
            places[count++] = n->places[i];
    if (last < n->count)
        places[count++] = n->places[last];
    struct content_wanted wanted = {
        .assets = n->assets, .places = places, .place_count = count, .all_seasons = true
    };
    return content_open(content, n->ctl->home, &wanted, problems);
}
