/* kiosks and revoke: who is enrolled, how they are, and who may not any more. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "hub/keys.h"
#include "hub/runs.h"
#include "hub/verbs.h"

struct listing {
    struct hub *hub;
    arena *home;
    json_t *rows;
    struct hub_kiosk *kiosks;
    size_t count, cap;
};

static bool collect(void *self, const struct hub_kiosk *kiosk)
{
    struct listing *list = self;
    if (list->count == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 32;
        struct hub_kiosk *bigger = arena_new(list->home, struct hub_kiosk, list->cap);
        if (list->count)
            memcpy(bigger, list->kiosks, list->count * sizeof *bigger);
        list->kiosks = bigger;
    }
    list->kiosks[list->count++] = *kiosk;
    return true;
}

static json_t *time_json(arena *home, int64_t wall_ms)
{
    return wall_ms ? text_json(clock_rfc3339(home, wall_ms)) : json_null();
}

/* Numbers that no run holds below the highest one: events that are still on their way. */
static uint64_t missing(const struct receipt_range *runs, size_t count)
{
    uint64_t reached = 0, gaps = 0;
    for (size_t i = 0; i < count; i++) {
        if (runs[i].first_seq > reached + 1)
            gaps += runs[i].first_seq - reached - 1;
        if (runs[i].last_seq > reached)
            reached = runs[i].last_seq;
    }
    return gaps;
}

static json_t *row_of(const struct listing *list, const struct hub_kiosk *kiosk)
{
    json_t *row = json_object();
    json_object_set_new(row, "kiosk", text_json(str_of(kiosk->kiosk)));
    json_object_set_new(row, "key",
                        text_json(key_id_text(list->home, seal_key_id(kiosk->key.bytes))));
    json_object_set_new(row, "enrolled", time_json(list->home, kiosk->enrolled_ms));
    json_object_set_new(row, "last_ingest", time_json(list->home, kiosk->last_ingest_ms));
    json_object_set_new(row, "revoked", time_json(list->home, kiosk->revoked_ms));
    json_object_set_new(row, "clock_error_ms",
                        kiosk->clock_error_ms > 0 ? json_integer(kiosk->clock_error_ms)
                                                  : json_null());
    bool older = kiosk->clock_error_ms < 0 && kiosk->clock_error_ms != INT64_MIN;
    json_object_set_new(row, "newest_event_age_ms",
                        older ? json_integer(-kiosk->clock_error_ms) : json_null());
    json_object_set_new(row, "quarantined", json_integer((json_int_t)kiosk->quarantined));
    return row;
}

static enum fail list_kiosk(struct listing *list, const struct hub_kiosk *kiosk)
{
    struct hub_store *store = &list->hub->store;
    struct receipt_range *runs = arena_new(list->home, struct receipt_range, HUB_RUNS_MAX);
    size_t count;
    enum fail failed = store->ops->runs(store, kiosk->installation, runs, HUB_RUNS_MAX, &count);
    if (failed != FAIL_OK)
        return failed;
    uint64_t last_seq = 0;
    for (size_t i = 0; i < count; i++)
        if (runs[i].last_seq > last_seq)
            last_seq = runs[i].last_seq;
    json_t *row = row_of(list, kiosk);
    json_object_set_new(row, "last_seq", json_integer((json_int_t)last_seq));
    json_object_set_new(row, "missing", json_integer((json_int_t)missing(runs, count)));
    json_object_set_new(row, "forked", json_boolean(runs_forked(runs, count)));
    json_array_append_new(list->rows, row);
    return FAIL_OK;
}

static bool add_quarantined(void *self, const struct hub_quarantine *entry)
{
    json_t *row = json_object();
    json_object_set_new(row, "kiosk", text_json(entry->kiosk));
    json_object_set_new(row, "file", text_json(entry->source));
    json_object_set_new(row, "why", text_json(entry->reason));
    json_array_append_new(self, row);
    return true;
}

static const char *member(const json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    return text ? text : "never";
}

static int64_t number(const json_t *row, const char *name)
{
    return json_integer_value(json_object_get(row, name));
}

/* What is less may come of the way. */
#define CLOCK_SAID_MS 120000

/* A clock that is ahead shows by itself; one that is behind looks like events that waited. */
static void print_clock(const json_t *row)
{
    int64_t ahead_ms = number(row, "clock_error_ms"), age_ms = number(row, "newest_event_age_ms");
    if (ahead_ms > CLOCK_SAID_MS)
        printf(", clock %" PRId64 " s ahead", ahead_ms / 1000);
    if (age_ms > CLOCK_SAID_MS)
        printf(", its newest event was %" PRId64 " s old by its clock", age_ms / 1000);
}

static void print_kiosk(const json_t *row)
{
    printf("%s (key %s): last seen %s, events up to %" PRId64 ", %" PRId64 " missing",
           member(row, "kiosk"), member(row, "key"), member(row, "last_ingest"),
           number(row, "last_seq"), number(row, "missing"));
    print_clock(row);
    if (number(row, "quarantined"))
        printf(", %" PRId64 " quarantined", number(row, "quarantined"));
    if (json_is_true(json_object_get(row, "forked")))
        printf(", MORE THAN ONE HISTORY");
    if (json_is_string(json_object_get(row, "revoked")))
        printf(", REVOKED %s", member(row, "revoked"));
    putchar('\n');
}

static void print_kiosks(const json_t *kiosks, const json_t *quarantined)
{
    size_t i;
    json_t *row;
    if (json_array_size(kiosks) == 0)
        puts("no kiosk is enrolled yet; `tramso-hub enrol` prints a code for one");
    json_array_foreach(kiosks, i, row) print_kiosk(row);
    json_array_foreach(quarantined, i, row)
        printf("quarantined %s: %s\n", member(row, "file"), member(row, "why"));
}

enum exit_code verb_kiosks(const struct command *command)
{
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    struct listing list = { .hub = &hub, .home = command->home, .rows = json_array() };
    json_t *root = json_object(), *quarantined = json_array();
    json_object_set_new(root, "kiosks", list.rows);
    json_object_set_new(root, "quarantined", quarantined);
    enum fail failed = hub.store.ops->kiosks(&hub.store, collect, &list);
    for (size_t i = 0; failed == FAIL_OK && i < list.count; i++)
        failed = list_kiosk(&list, &list.kiosks[i]);
    if (failed == FAIL_OK)
        failed = hub.store.ops->quarantined(&hub.store, add_quarantined, quarantined);
    hub_close(&hub);
    if (failed == FAIL_OK && !command->json)
        print_kiosks(list.rows, quarantined);
    if (failed == FAIL_OK && command->json)
        print_json(root);
    else
        json_decref(root);
    return failed == FAIL_OK ? EXIT_DONE : EXIT_REFUSED;
}

/* ---- revoke ---- */

/* By name, or by name and key («tram-1.0a1b2c3d») where a name has had more than one key. */
static bool is_named(arena *home, const struct hub_kiosk *kiosk, str asked)
{
    str name = str_of(kiosk->kiosk);
    str key = key_id_text(home, seal_key_id(kiosk->key.bytes));
    return str_eq(asked, name) ||
           str_eq(asked, arena_printf(home, "%.*s.%.8s", STR_ARG(name), key.ptr));
}

static enum fail revoke(struct hub *hub, const struct hub_kiosk *kiosk)
{
    struct hub_store *store = &hub->store;
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return failed;
    failed = store->ops->kiosk_revoke(store, kiosk->installation, hub->now_ms);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK)
        store->ops->rollback(store);
    return failed;
}

static enum exit_code revoke_reader(const struct command *command)
{
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    enum fail failed = hub_reader_drop(&hub, command->home, command->argument);
    hub_close(&hub);
    if (failed == FAIL_MISSING)
        return refuse("there is no reader %.*s", STR_ARG(command->argument));
    if (failed != FAIL_OK)
        return EXIT_REFUSED;
    printf("%.*s may not read any more\n", STR_ARG(command->argument));
    return EXIT_DONE;
}

enum exit_code verb_reader(const struct command *command)
{
    struct hub hub;
    str password;
    str user = arena_printf(command->home, HUB_READER_PREFIX "%.*s", STR_ARG(command->argument));
    if (!id_kiosk_valid(user))
        return refuse("a reader's name may hold only small letters a-z, digits and -, at most %zu",
                      KIOSK_ID_MAX - strlen(HUB_READER_PREFIX));
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    enum fail failed = hub_reader_add(&hub, command->home, user, &password);
    hub_close(&hub);
    if (failed != FAIL_OK)
        return EXIT_REFUSED;
    printf("%.*s:%.*s\n", STR_ARG(user), STR_ARG(password));
    return EXIT_DONE;
}

enum exit_code verb_revoke(const struct command *command)
{
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    struct listing list = { .hub = &hub, .home = command->home };
    const struct hub_kiosk *found = NULL;
    size_t hits = 0;
    enum fail failed = hub.store.ops->kiosks(&hub.store, collect, &list);
    for (size_t i = 0; i < list.count; i++)
        if (is_named(command->home, &list.kiosks[i], command->argument)) {
            found = &list.kiosks[i];
            hits++;
        }
    if (failed == FAIL_OK && hits == 1)
        failed = revoke(&hub, found);
    hub_close(&hub);
    if (failed != FAIL_OK)
        return EXIT_REFUSED;
    if (hits == 0 && str_starts(command->argument, S(HUB_READER_PREFIX)))
        return revoke_reader(command);
    if (hits == 0)
        return refuse("no kiosk %.*s is enrolled here", STR_ARG(command->argument));
    if (hits > 1)
        return refuse("%.*s has had more than one key; name one of them like NAME.KEY (8 letters "
                      "of the key that `kiosks` shows)",
                      STR_ARG(command->argument));
    printf("%s may not send any more; what it sent stays\n", found->kiosk);
    return EXIT_DONE;
}
