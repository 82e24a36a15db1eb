#define LOG_MODULE "shelf"
#include "kiosk/shelf.h"

#include <stdio.h>
#include <unistd.h>

#include "base/log.h"

const struct content *shelf_content(const struct shelf *shelf)
{
    return &shelf->contents[shelf->now];
}

static void let_go(struct shelf *shelf, unsigned slot)
{
    for (unsigned i = 0; i < shelf->hold_count[slot]; i++)
        close(shelf->holds[slot][i]);
    shelf->hold_count[slot] = 0;
}

static void hold(struct shelf *shelf, unsigned slot, const struct pack_place *places, size_t count)
{
    for (size_t i = 0; i < count && i < CONTENT_PACKS_MAX; i++) {
        int fd = packs_hold(&places[i]);
        if (fd >= 0)
            shelf->holds[slot][shelf->hold_count[slot]++] = fd;
    }
}

static void note_back(struct shelf *shelf, const struct packs_result *result)
{
    if (shelf->back_count < SHELF_BACK_MAX)
        shelf->back[shelf->back_count++] = *result;
}

/* Reads into one of the two; each pass that finds an installed pack of no use takes it back and
 * reads again. */
static enum fail read_into(struct shelf *shelf, unsigned slot, str day, size_t *place_count_out,
                           const struct pack_place **places_out)
{
    arena *home = &shelf->homes[slot];
    struct content *content = &shelf->contents[slot];
    for (;;) {
        let_go(shelf, slot);
        arena_finish(home);
        *home = (arena) { 0 };
        struct problems *problems = arena_new(home, struct problems, 1);
        problems->home = home;
        if (packs_places(&shelf->packs, home, places_out, place_count_out) != FAIL_OK)
            log_warn("what is installed cannot be listed");
        hold(shelf, slot, *places_out, *place_count_out);
        struct content_wanted wanted = { .assets = arena_str(home, shelf->packs.assets),
                                         .places = *places_out,
                                         .place_count = *place_count_out,
                                         .today = arena_str(home, day),
                                         .all_seasons = !str_empty(shelf->packs.own) };
        enum fail failed = content_open(content, home, &wanted, problems);
        struct packs_result back;
        if (packs_take_back(&shelf->packs, *places_out, *place_count_out, content, &back)) {
            note_back(shelf, &back);
            continue;
        }
        if (problems->total > 0)
            problems_print(problems, stderr);
        else if (failed != FAIL_OK)
            log_error("there are no lessons under %.*s", STR_ARG(shelf->packs.assets));
        return failed;
    }
}

enum fail shelf_open(struct shelf *shelf, const struct packs *packs, str day)
{
    struct packs_result back;
    *shelf = (struct shelf) { .packs = *packs };
    if (packs_start(packs, &back))
        note_back(shelf, &back);
    enum fail failed = read_into(shelf, 0, day, &shelf->place_count, &shelf->places);
    snprintf(shelf->day, sizeof shelf->day, "%.*s", STR_ARG(day));
    return failed;
}

void shelf_close(struct shelf *shelf)
{
    for (unsigned slot = 0; slot < 2; slot++) {
        let_go(shelf, slot);
        arena_finish(&shelf->homes[slot]);
    }
}

/* Whether the same folders would be read. */
static bool same_places(const struct shelf *shelf)
{
    arena scratch = { 0 };
    const struct pack_place *places;
    size_t count;
    bool same = packs_places(&shelf->packs, &scratch, &places, &count) != FAIL_OK ||
                count == shelf->place_count;
    for (size_t i = 0; same && i < shelf->place_count && i < count; i++)
        same = str_eq(places[i].folder, shelf->places[i].folder);
    arena_finish(&scratch);
    return same;
}

bool shelf_turn(struct shelf *shelf, str day)
{
    bool new_day = !str_eq(day, str_of(shelf->day));
    bool season = new_day && content_season_turns(shelf_content(shelf), day);
    snprintf(shelf->day, sizeof shelf->day, "%.*s", STR_ARG(day));
    if (!season && same_places(shelf))
        return false;
    const struct pack_place *places;
    size_t count;
    unsigned other = shelf->now ^ 1u;
    if (read_into(shelf, other, day, &count, &places) != FAIL_OK) {
        log_error("the new lessons cannot be read: the ones before are shown");
        return false;
    }
    shelf->now = other;
    shelf->places = places;
    shelf->place_count = count;
    log_info("the lessons are read anew: %u", shelf_content(shelf)->catalogue.lesson_count);
    return true;
}
