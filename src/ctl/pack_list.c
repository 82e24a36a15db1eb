/* pack list: the packs that there are, the program's own and the installed ones, and which of them
 * the kiosk shows. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/must.h"
#include "ctl/pack.h"

#define PACKS_MAX 256u

struct listing {
    struct ctl *ctl;
    struct packs packs;
    const struct pack_place *used; /* by the kiosk */
    size_t used_count;
    json_t *rows;
};

static bool is_used(const struct listing *l, str folder)
{
    for (size_t i = 0; i < l->used_count; i++)
        if (str_eq(l->used[i].folder, folder))
            return true;
    return false;
}

static void add_seasons(json_t *row, const struct content_pack *pack)
{
    json_t *seasons = json_array();
    for (uint16_t i = 0; i < pack->season_count; i++)
        json_array_append_new(seasons, json_sprintf("%.*s…%.*s", STR_ARG(pack->seasons[i].from),
                                                    STR_ARG(pack->seasons[i].to)));
    json_object_set_new(row, "seasons", seasons);
}

/* What it holds, read behind the packs that the kiosk shows, as it would be. */
static void describe(struct listing *l, json_t *row, const struct pack_place *place)
{
    struct problems *problems = arena_new(l->ctl->home, struct problems, 1);
    problems->home = l->ctl->home;
    struct pack_place places[CONTENT_PACKS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < l->used_count && count + 1 < CONTENT_PACKS_MAX; i++)
        if (!str_eq(l->used[i].id, place->id))
            places[count++] = l->used[i];
    places[count++] = *place;
    struct content content;
    struct content_wanted wanted = {
        .assets = l->packs.assets, .places = places, .place_count = count, .all_seasons = true
    };
    bool good = content_open(&content, l->ctl->home, &wanted, problems) == FAIL_OK &&
                str_eq(content.packs[content.pack_count - 1].id, place->id);
    json_object_set_new(row, "good", json_boolean(good));
    if (!good)
        return;
    unsigned at = content.pack_count - 1, lessons = 0;
    for (uint16_t i = 0; i < content.catalogue.lesson_count; i++)
        lessons += content.pack_of[i] == at;
    const struct content_pack *pack = &content.packs[at];
    json_object_set_new(row, "title", json_stringn(pack->title.vi.ptr, pack->title.vi.len));
    json_object_set_new(row, "version", json_integer(pack->version));
    json_object_set_new(row, "lessons", json_integer(lessons));
    json_object_set_new(row, "weak_facts", json_integer(content_weak_facts(&content, at)));
    add_seasons(row, pack);
}

static void add_row(struct listing *l, str id, str folder, bool installed)
{
    json_t *row = json_object();
    struct pack_place place = { id, folder };
    json_object_set_new(row, "pack", json_stringn(id.ptr, id.len));
    json_object_set_new(row, "source", json_string(installed ? "installed" : "program"));
    json_object_set_new(row, "in_use", json_boolean(is_used(l, folder)));
    describe(l, row, &place);
    json_array_append_new(l->rows, row);
}

static enum ctl_exit add_shipped(struct listing *l)
{
    arena *home = l->ctl->home;
    str folder = file_join(home, l->packs.assets, S("lessons"));
    const str *names;
    size_t count;
    if (!file_exists(folder))
        return ctl_refuse("there is no folder «%.*s»: name the assets with --assets",
                          STR_ARG(folder));
    enum fail failed = folder_list(home, folder, PACKS_MAX, &names, &count);
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s» cannot be read: %.*s", STR_ARG(folder), STR_ARG(fail_en(failed)));
    for (size_t i = 0; i < count; i++)
        if (folder_is_real_below(home, folder, names[i]))
            add_row(l, names[i], content_place(home, l->packs.assets, names[i]).folder, false);
    return CTL_DONE;
}

static enum ctl_exit add_installed(struct listing *l)
{
    arena *home = l->ctl->home;
    const str *ids;
    size_t count;
    if (packs_installed(l->packs.data, home, &ids, &count) != FAIL_OK)
        return ctl_refuse("what is installed in «%.*s» cannot be read", STR_ARG(l->packs.data));
    for (size_t i = 0; i < count; i++) {
        struct pack_state state;
        if (packs_state(l->packs.data, ids[i], &state) != FAIL_OK)
            continue;
        const uint64_t versions[] = { state.current, state.previous };
        for (size_t k = 0; k < COUNT_OF(versions); k++)
            if (versions[k])
                add_row(l, ids[i], packs_version_folder(home, l->packs.data, ids[i], versions[k]),
                        true);
    }
    return CTL_DONE;
}

static void print_row(const json_t *row)
{
    const char *pack = json_string_value(json_object_get(row, "pack"));
    if (!json_is_true(json_object_get(row, "good"))) {
        printf("  %s cannot be used: see `tramsoctl pack check`\n", pack);
        return;
    }
    json_t *seasons = json_object_get(row, "seasons"), *season;
    size_t at;
    printf("%s %s version %" JSON_INTEGER_FORMAT " (%s), %" JSON_INTEGER_FORMAT
           " lessons, %" JSON_INTEGER_FORMAT " facts to be looked into: %s",
           json_is_true(json_object_get(row, "in_use")) ? "*" : " ", pack,
           json_integer_value(json_object_get(row, "version")),
           json_string_value(json_object_get(row, "source")),
           json_integer_value(json_object_get(row, "lessons")),
           json_integer_value(json_object_get(row, "weak_facts")),
           json_string_value(json_object_get(row, "title")));
    json_array_foreach(seasons, at, season) printf("; %s", json_string_value(season));
    putchar('\n');
}

enum ctl_exit ctl_pack_list(struct ctl *ctl)
{
    struct listing l = { .ctl = ctl, .packs = pack_trust(ctl), .rows = json_array() };
    if (packs_places(&l.packs, ctl->home, &l.used, &l.used_count) != FAIL_OK)
        l.used_count = 0;
    enum ctl_exit exit = add_shipped(&l);
    if (exit == CTL_DONE)
        exit = add_installed(&l);
    const json_t *row;
    size_t at;
    if (exit == CTL_DONE && ctl->json) {
        json_dumpf(l.rows, stdout, JSON_COMPACT);
        putchar('\n');
    } else if (exit == CTL_DONE) {
        json_array_foreach(l.rows, at, row) print_row(row);
    }
    json_decref(l.rows);
    return exit;
}
