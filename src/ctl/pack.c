/* pack check, pack list: the lessons as files. */
#include "ctl/ctl.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/places.h"
#include "content/content.h"
#include "ui/icons.h"

#define PACKS_MAX 256u

static bool has_icon(str name)
{
    return icon_find(name, NULL);
}

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

static enum ctl_exit report_problems(const struct ctl *ctl, const struct problems *problems,
                                     str pack)
{
    if (ctl->json) {
        json_t *rows = json_array();
        for (unsigned i = 0; i < problems->count; i++) {
            const struct problem *at = &problems->items[i];
            json_t *row = json_object();
            json_object_set_new(row, "file", json_stringn(at->file.ptr, at->file.len));
            json_object_set_new(row, "line", json_integer(at->line));
            json_object_set_new(row, "column", json_integer(at->column));
            json_object_set_new(row, "sentence", json_stringn(at->sentence.ptr, at->sentence.len));
            json_array_append_new(rows, row);
        }
        json_dumpf(rows, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(rows);
    } else {
        problems_print(problems, stdout);
    }
    return ctl_refuse("pack %.*s has %u problem(s)", STR_ARG(pack), problems->total);
}

enum ctl_exit ctl_pack_check(struct ctl *ctl)
{
    char real[PATH_MAX];
    if (!realpath(arena_str(ctl->home, ctl->word).ptr, real))
        return ctl_refuse("there is no pack folder «%.*s»", STR_ARG(ctl->word));
    str rest = str_of(real);
    str pack = cut_last(&rest);
    (void)cut_last(&rest); /* «lessons» */
    str assets = ctl->assets.len ? ctl->assets : rest;
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    struct content content;
    enum fail failed = content_open(&content, ctl->home, assets, pack, problems);
    struct civil today = clock_civil(ctl->now.wall_ms);
    str date = arena_printf(ctl->home, "%04d-%02d-%02d", today.year, today.month, today.day);
    if (failed == FAIL_OK)
        failed = content_check(&content, date, has_icon, problems);
    if (problems->total)
        return report_problems(ctl, problems, pack);
    if (failed != FAIL_OK)
        return ctl_refuse("pack «%.*s» cannot be read: %.*s", STR_ARG(ctl->word),
                          STR_ARG(fail_en(failed)));
    if (ctl->json)
        puts("[]");
    else
        printf("pack %.*s version %u: %u lessons in order\n", STR_ARG(content.pack_id),
               content.pack_version, content.catalogue.lesson_count);
    return CTL_DONE;
}

static json_t *describe(struct ctl *ctl, str assets, str pack)
{
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    struct content content;
    enum fail failed = content_open(&content, ctl->home, assets, pack, problems);
    json_t *row = json_object();
    json_object_set_new(row, "pack", json_stringn(pack.ptr, pack.len));
    json_object_set_new(row, "good", json_boolean(failed == FAIL_OK));
    if (failed == FAIL_OK) {
        json_object_set_new(row, "version", json_integer(content.pack_version));
        json_object_set_new(row, "lessons", json_integer(content.catalogue.lesson_count));
    }
    return row;
}

enum ctl_exit ctl_pack_list(struct ctl *ctl)
{
    str assets = ctl->assets.len ? ctl->assets : places_assets(ctl->home);
    str folder = file_join(ctl->home, assets, S("lessons"));
    if (!file_exists(folder))
        return ctl_refuse("there is no folder «%.*s»: name the assets with --assets",
                          STR_ARG(folder));
    const str *names;
    size_t count;
    enum fail failed = folder_list(ctl->home, folder, PACKS_MAX, &names, &count);
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s» cannot be read: %.*s", STR_ARG(folder), STR_ARG(fail_en(failed)));
    json_t *rows = json_array(), *row;
    for (size_t i = 0; i < count; i++)
        if (folder_is_real_below(ctl->home, folder, names[i]))
            json_array_append_new(rows, describe(ctl, assets, names[i]));
    size_t at;
    if (ctl->json) {
        json_dumpf(rows, stdout, JSON_COMPACT);
        putchar('\n');
    } else {
        json_array_foreach(rows, at, row)
        {
            if (json_is_true(json_object_get(row, "good")))
                printf("%s version %" JSON_INTEGER_FORMAT ", %" JSON_INTEGER_FORMAT " lessons\n",
                       json_string_value(json_object_get(row, "pack")),
                       json_integer_value(json_object_get(row, "version")),
                       json_integer_value(json_object_get(row, "lessons")));
            else
                printf("%s cannot be used: see `tramsoctl pack check`\n",
                       json_string_value(json_object_get(row, "pack")));
        }
    }
    json_decref(rows);
    return CTL_DONE;
}
