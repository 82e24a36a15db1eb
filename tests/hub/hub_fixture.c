#include "hub_fixture.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/must.h"
#include "hub/runs.h"
#include "wire/chain.h"

static struct {
    bool postgres;
    char folder[64];
    char spec[512];
} chosen;

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

static void remove_folder(void)
{
    if (chosen.folder[0])
        nftw(chosen.folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    chosen.folder[0] = 0;
}

void fixture_choose(const char *kind)
{
    chosen.postgres = strcmp(kind, "postgres") == 0;
    must(chosen.postgres || strcmp(kind, "sqlite") == 0);
}

bool fixture_is_postgres(void)
{
    return chosen.postgres;
}

long fixture_ask(const char *text)
{
    must(chosen.postgres);
    PGconn *db = PQconnectdb(chosen.spec);
    PQclear(PQexec(db, "SET client_min_messages=error"));
    PGresult *result = PQexec(db, text);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        fprintf(stderr, "%s: %s", text, PQerrorMessage(db));
    must(status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK);
    long value = PQntuples(result) ? strtol(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    PQfinish(db);
    return value;
}

void fixture_wipe(void)
{
    if (chosen.postgres) {
        const char *uri = getenv("TRAMSO_PG_URI");
        must(uri != NULL);
        snprintf(chosen.spec, sizeof chosen.spec, "%s", uri);
        fixture_ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        return;
    }
    remove_folder();
    snprintf(chosen.folder, sizeof chosen.folder, "/tmp/tramso-hub-XXXXXX");
    must(mkdtemp(chosen.folder) != NULL);
    snprintf(chosen.spec, sizeof chosen.spec, "sqlite:%s/hub.db", chosen.folder);
}

str fixture_spec(void)
{
    return str_of(chosen.spec);
}

struct hub_store fixture_open(void)
{
    struct hub_store store;
    must(hub_store_open(&store, fixture_spec(), true) == FAIL_OK);
    return store;
}

void fixture_end(void)
{
    remove_folder();
}

int64_t fixture_enrol(struct hub_store *store, const char *name, uint8_t key)
{
    struct hub_kiosk kiosk = { .enrolled_ms = NOW_MS };
    snprintf(kiosk.kiosk, sizeof kiosk.kiosk, "%s", name);
    memset(kiosk.key.bytes, key, sizeof kiosk.key.bytes);
    must(store->ops->begin(store) == FAIL_OK);
    must(store->ops->kiosk_add(store, &kiosk) == FAIL_OK);
    must(store->ops->commit(store) == FAIL_OK);
    return kiosk.installation;
}

struct event *fixture_history(arena *home, const struct history *history)
{
    static const char *const types[] = { "session.started", "lesson.started", "step.answered",
                                         "lesson.completed", "session.ended" };
    struct event *events = arena_new(home, struct event, history->count);
    for (size_t i = 0; i < history->count; i++) {
        struct event *e = &events[i];
        e->seq = history->first + i;
        uint8_t random[ID_RANDOM_BYTES];
        for (unsigned k = 0; k < ID_RANDOM_BYTES; k++)
            random[k] = (uint8_t)(hash_u64(hash_u64(HASH_SEED, history->salt), e->seq) >> k * 5);
        id_make(NOW_MS + (int64_t)e->seq * 1000, random, e->id);
        e->boot = 1 + e->seq / 100;
        e->mono_ms = (int64_t)(e->seq % 100) * 1000;
        e->wall_ms = NOW_MS + (int64_t)e->seq * 1000;
        e->clock_sure = e->seq % 3 != 0;
        e->type_name = str_of(types[e->seq % COUNT_OF(types)]);
        e->type = event_type_find(e->type_name);
        if (e->seq % 7)
            e->session = arena_printf(home, "s-%llu-%llu", (unsigned long long)history->salt,
                                      (unsigned long long)e->seq / 10);
        if (e->seq % 2)
            e->learner = arena_printf(home, "c-%llu", (unsigned long long)e->seq % 5);
        e->body = arena_printf(home, "{\"lesson\":\"L%02llu\",\"answer\":\"%llu\"}",
                               (unsigned long long)e->seq % 40, (unsigned long long)history->salt);
        if (i)
            memcpy(e->prev, events[i - 1].hash, sizeof e->prev);
        else if (history->before)
            memcpy(e->prev, history->before, sizeof e->prev);
        chain_hash(e, e->hash);
    }
    return events;
}

struct batch fixture_batch(struct event *events, size_t count)
{
    struct batch batch = { .events = events };
    batch.header.first_seq = events[0].seq;
    batch.header.last_seq = events[count - 1].seq;
    batch.header.count = (uint32_t)count;
    memcpy(batch.header.before, events[0].prev, EVENT_HASH_BYTES);
    memcpy(batch.header.last, events[count - 1].hash, EVENT_HASH_BYTES);
    return batch;
}

static enum fail put_and_run(struct hub_store *store, int64_t installation, struct event *events,
                             size_t count, uint32_t *new_out)
{
    arena home = { 0 };
    enum hub_put *puts = arena_new(&home, enum hub_put, count);
    enum fail failed = store->ops->lock(store, installation);
    if (failed == FAIL_OK)
        failed = store->ops->events_put(store, installation, events, count, NOW_MS, puts);
    *new_out = 0;
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        *new_out += puts[i] == HUB_PUT_NEW;
        if (puts[i] == HUB_PUT_OTHER)
            failed = FAIL_FORMAT;
    }
    struct batch batch = fixture_batch(events, count);
    bool forked;
    if (failed == FAIL_OK)
        failed = runs_take(store, installation, &batch, *new_out, &forked);
    arena_finish(&home);
    return failed;
}

enum fail fixture_take(struct hub_store *store, int64_t installation, struct event *events,
                       size_t count, uint32_t *new_out)
{
    uint32_t ignored;
    enum fail failed = store->ops->begin(store);
    if (failed == FAIL_OK)
        failed = put_and_run(store, installation, events, count, new_out ? new_out : &ignored);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK)
        store->ops->rollback(store);
    return failed;
}

static bool census_take(void *self, const struct hub_event *row)
{
    struct fixture_census *census = self;
    if (census->count % 1024 == 0) {
        uint8_t(*bigger)[EVENT_ID_BYTES] =
            arena_alloc_array(&census->home, EVENT_ID_BYTES, census->count + 1024);
        if (census->count)
            memcpy(bigger, census->ids, census->count * EVENT_ID_BYTES);
        census->ids = bigger;
    }
    memcpy(census->ids[census->count++], row->event->id, EVENT_ID_BYTES);
    census->sum = hash_bytes(census->sum, row->event->id, EVENT_ID_BYTES);
    return true;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, EVENT_ID_BYTES);
}

struct fixture_census fixture_count(struct hub_store *store)
{
    struct fixture_census census = { .sum = HASH_SEED };
    must(store->ops->events(store, census_take, &census) == FAIL_OK);
    if (census.count)
        qsort(census.ids, census.count, EVENT_ID_BYTES, by_bytes);
    for (uint64_t i = 1; i < census.count; i++)
        census.twice += by_bytes(census.ids[i - 1], census.ids[i]) == 0;
    arena_finish(&census.home);
    census.ids = NULL;
    return census;
}
