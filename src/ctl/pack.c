/* pack check: everything that is wrong with packs. */
#include "ctl/pack.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/places.h"
#include "content/assessment.h"
#include "ctl/pack_named.h"
#include "ui/icons.h"

bool pack_has_icon(str name)
{
    return icon_find(name, NULL);
}

static struct problems *new_problems(struct ctl *ctl)
{
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    return problems;
}

/* ---- the check ---- */

static json_t *json_of(str s)
{
    return json_stringn(s.ptr, s.len);
}

static void print_json(json_t *value)
{
    json_dumpf(value, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(value);
}

static void print_problems(const struct ctl *ctl, const struct problems *problems)
{
    if (!ctl->json) {
        problems_print(problems, stdout);
        return;
    }
    json_t *rows = json_array();
    for (unsigned i = 0; i < problems->count; i++) {
        const struct problem *at = &problems->items[i];
        json_t *row = json_object();
        json_object_set_new(row, "file", json_of(at->file));
        json_object_set_new(row, "line", json_integer(at->line));
        json_object_set_new(row, "column", json_integer(at->column));
        json_object_set_new(row, "sentence", json_of(at->sentence));
        json_array_append_new(rows, row);
    }
    print_json(rows);
}

/* «theo» is no folder of «theo-mua/pack.yaml». */
static bool stands_in(str file, str folder)
{
    return str_starts(file, folder) && (file.len == folder.len || file.ptr[folder.len] == '/');
}

/* What is wrong with a pack that was not named is not asked. */
static void keep_named(const struct packs_named *n, struct problems *problems)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < problems->count; i++)
        for (size_t k = n->first; k < n->count; k++)
            if (stands_in(problems->items[i].file, n->places[k].folder)) {
                problems->items[kept++] = problems->items[i];
                break;
            }
    problems->total -= problems->count - kept;
    problems->count = kept;
}

static const char *name_of(struct ctl *ctl, const struct packs_named *n)
{
    str names = n->places[n->first].id;
    for (size_t i = n->first + 1; i < n->count; i++)
        names = arena_printf(ctl->home, "%.*s, %.*s", STR_ARG(names), STR_ARG(n->places[i].id));
    return arena_str(ctl->home, names).ptr;
}

static str today_of(struct ctl *ctl)
{
    struct civil today = clock_civil(ctl->now.wall_ms);
    return arena_printf(ctl->home, "%04d-%02d-%02d", today.year, today.month, today.day);
}

/* Opens and checks; *content is whole when it is done. levels: by pack of *content. */
static enum ctl_exit run_check(struct packs_named *n, struct content *content,
                               struct reading_level *levels)
{
    struct ctl *ctl = n->ctl;
    struct problems *problems = new_problems(ctl);
    enum fail failed = packs_named_open(n, n->count, content, problems);
    bool whole = content->pack_count == n->count;
    keep_named(n, problems);
    struct content_check what = { .today = today_of(ctl),
                                  .has_icon = pack_has_icon,
                                  .first = whole ? (unsigned)n->first : 0,
                                  .levels = levels };
    if (whole)
        failed = content_check(content, &what, problems);
    if (problems->total) {
        print_problems(ctl, problems);
        return ctl_refuse("%s: %u problem(s)", name_of(ctl, n), problems->total);
    }
    if (failed != FAIL_OK || !whole)
        return ctl_refuse("%s cannot be read: %.*s", name_of(ctl, n), STR_ARG(fail_en(failed)));
    return CTL_DONE;
}

enum ctl_exit pack_open_checked(struct ctl *ctl, str folder, struct content *content)
{
    struct packs_named named;
    enum ctl_exit exit = packs_named_find(ctl, &folder, 1, &named);
    struct reading_level levels[CONTENT_PACKS_MAX] = { 0 };
    if (exit == CTL_DONE)
        exit = run_check(&named, content, levels);
    if (exit != CTL_DONE)
        return exit;
    /* Alone from here on: its own lessons and no other's. */
    enum fail failed = packs_named_open(&named, named.first, content, new_problems(ctl));
    return failed == FAIL_OK ? CTL_DONE : CTL_REFUSED;
}

/* ---- the officer's list ---- */

struct weak_list {
    struct ctl *ctl;
    str pack;
    json_t *rows; /* NULL: printed */
    str lesson;   /* the last one printed */
    unsigned count;
};

static void show_weak(void *context, const struct lesson_head *head, str tag, str fact)
{
    struct weak_list *list = context;
    if (!str_eq(head->pack, list->pack))
        return;
    list->count++;
    if (list->rows) {
        json_t *row = json_object();
        json_object_set_new(row, "pack", json_of(head->pack));
        json_object_set_new(row, "lesson", json_of(head->code));
        json_object_set_new(row, "title", json_of(head->title.vi));
        json_object_set_new(row, "tag", json_of(tag));
        json_object_set_new(row, "fact", json_of(fact));
        json_array_append_new(list->rows, row);
        return;
    }
    if (!str_eq(list->lesson, head->code))
        printf("\n%.*s  %.*s\n", STR_ARG(head->code), STR_ARG(head->title.vi));
    list->lesson = arena_str(list->ctl->home, head->code);
    printf("  - %.*s (%s)\n", STR_ARG(fact),
           str_eq(tag, S("M")) ? "chưa có nguồn" : "chỉ có một nguồn yếu");
}

static enum ctl_exit list_weak(struct packs_named *n)
{
    struct ctl *ctl = n->ctl;
    struct weak_list list = { .ctl = ctl, .rows = ctl->json ? json_array() : NULL };
    for (size_t i = n->first; i < n->count; i++) {
        struct content content;
        struct problems *problems = new_problems(ctl);
        list.pack = n->places[i].id;
        list.lesson = S("");
        if (packs_named_open(n, i, &content, problems) != FAIL_OK)
            return ctl_refuse("«%.*s» cannot be read: see `tramsoctl pack check`",
                              STR_ARG(list.pack));
        unsigned before = list.count;
        if (!ctl->json)
            printf("%sCần kiểm tra tại địa phương: gói %.*s\n", i > n->first ? "\n" : "",
                   STR_ARG(list.pack));
        if (content_each_weak(&content, show_weak, &list, problems) != FAIL_OK)
            return ctl_refuse("«%.*s» cannot be read: see `tramsoctl pack check`",
                              STR_ARG(list.pack));
        if (!ctl->json && list.count == before)
            puts("\n  Không có điều nào.");
    }
    if (ctl->json)
        print_json(list.rows);
    return CTL_DONE;
}

static void tell_levels(const struct packs_named *n, const struct content *content,
                        const struct reading_level *levels)
{
    for (unsigned i = (unsigned)n->first; i < content->pack_count; i++) {
        const struct reading_level *at = &levels[i];
        printf("pack %.*s version %u: %u lessons in order; %.1f syllables a sentence, %u the most;"
               " %u facts to be looked into\n",
               STR_ARG(content->packs[i].id), content->packs[i].version, at->lessons,
               at->sentences ? (double)at->syllables / at->sentences : 0.0, at->longest, at->weak);
    }
}

#define NOTES_MAX 64u

/* What is no mistake but should be known of the assessment. */
static void tell_notes(struct ctl *ctl, const struct content *content)
{
    str notes[NOTES_MAX];
    size_t count = content_assessment_notes(content, ctl->home, notes, NOTES_MAX);
    for (size_t i = 0; i < count; i++)
        printf("note: %.*s\n", STR_ARG(notes[i]));
}

enum ctl_exit ctl_pack_check(struct ctl *ctl)
{
    struct packs_named named;
    struct content content;
    struct reading_level levels[CONTENT_PACKS_MAX] = { 0 };
    enum ctl_exit exit = packs_named_find(ctl, ctl->words, ctl->word_count, &named);
    if (exit != CTL_DONE)
        return exit;
    if (ctl->weak)
        return list_weak(&named);
    exit = run_check(&named, &content, levels);
    if (exit == CTL_DONE && ctl->json)
        puts("[]");
    else if (exit == CTL_DONE)
        tell_levels(&named, &content, levels);
    if (exit == CTL_DONE && !ctl->json)
        tell_notes(ctl, &content);
    return exit;
}
