/* Putting events into PostgreSQL: one statement looks all ids up, one inserts what is new. */
#define LOG_MODULE "hub-postgres"
#include "hub/store_postgres.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/must.h"

const char *const postgres_texts[] = {
    [POSTGRES_LOCK_KIOSK - SQL_COUNT] =
        "SELECT installation FROM kiosk WHERE installation=$1 FOR UPDATE",
    [POSTGRES_LOCK_WRITING - SQL_COUNT] = "SELECT pg_advisory_xact_lock(1414746191)",
    [POSTGRES_FIND - SQL_COUNT] =
        "SELECT u.n,e.installation,e.hash FROM unnest($1) WITH ORDINALITY u(id,n)"
        " JOIN event e ON e.id=u.id",
    /* The sequence gives places in the order of n. */
    [POSTGRES_PUT - SQL_COUNT] =
        "INSERT INTO event(stored_ms,installation,id,seq,boot,mono_ms,wall_ms,clock_sure,type,"
        "session,learner,body,prev,hash) SELECT $1,$2,u.id,u.seq,u.boot,u.mono,u.wall,u.sure,"
        "u.type,u.session,u.learner,u.body,u.prev,u.hash FROM unnest($3,$4,$5,$6,$7,$8,$9,$10,$11,"
        "$12,$13,$14) WITH ORDINALITY u(id,seq,boot,mono,wall,sure,type,session,learner,body,prev,"
        "hash,n) ORDER BY u.n",
};
static_assert(COUNT_OF(postgres_texts) == POSTGRES_COUNT - SQL_COUNT, "a text for every statement");

/* ---- arrays in binary: PostgreSQL's array_recv ---- */

static void put_u32(struct buf *b, size_t value)
{
    must(value <= INT32_MAX);
    uint8_t bytes[4] = { (uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8),
                         (uint8_t)value };
    buf_put(b, bytes, sizeof bytes);
}

static struct buf array_begin(arena *home, Oid element, size_t count)
{
    struct buf b = buf_in(home);
    put_u32(&b, count ? 1 : 0); /* dimensions */
    put_u32(&b, 0);             /* no nulls */
    put_u32(&b, element);
    if (count) {
        put_u32(&b, count);
        put_u32(&b, 1); /* counted from */
    }
    return b;
}

static void array_put(struct buf *b, const void *bytes, size_t len)
{
    put_u32(b, len);
    buf_put(b, bytes, len);
}

static struct postgres_param array_end(struct buf *b, Oid type)
{
    return (struct postgres_param) { .type = type, .bytes = b->ptr, .len = b->len };
}

/* Which of the batch's events go in. */
struct chosen {
    const struct event *events;
    const size_t *which;
    size_t count;
};

static struct postgres_param array_of_blobs(arena *home, const struct chosen *chosen, size_t offset,
                                            size_t len)
{
    struct buf b = array_begin(home, POSTGRES_BYTEA, chosen->count);
    for (size_t i = 0; i < chosen->count; i++)
        array_put(&b, (const char *)&chosen->events[chosen->which[i]] + offset, len);
    return array_end(&b, POSTGRES_BYTEA_ARRAY);
}

static struct postgres_param array_of_texts(arena *home, const struct chosen *chosen, size_t offset)
{
    struct buf b = array_begin(home, POSTGRES_TEXT, chosen->count);
    for (size_t i = 0; i < chosen->count; i++) {
        str text;
        memcpy(&text, (const char *)&chosen->events[chosen->which[i]] + offset, sizeof text);
        array_put(&b, text.ptr ? text.ptr : "", text.len);
    }
    return array_end(&b, POSTGRES_TEXT_ARRAY);
}

static struct postgres_param array_of_numbers(arena *home, const struct chosen *chosen,
                                              size_t offset)
{
    struct buf b = array_begin(home, POSTGRES_INT8, chosen->count);
    for (size_t i = 0; i < chosen->count; i++) {
        int64_t number;
        uint8_t bytes[8];
        memcpy(&number, (const char *)&chosen->events[chosen->which[i]] + offset, sizeof number);
        postgres_put_int8(bytes, number);
        array_put(&b, bytes, sizeof bytes);
    }
    return array_end(&b, POSTGRES_INT8_ARRAY);
}

static struct postgres_param array_of_sure(arena *home, const struct chosen *chosen)
{
    struct buf b = array_begin(home, POSTGRES_INT8, chosen->count);
    for (size_t i = 0; i < chosen->count; i++) {
        uint8_t bytes[8];
        postgres_put_int8(bytes, chosen->events[chosen->which[i]].clock_sure);
        array_put(&b, bytes, sizeof bytes);
    }
    return array_end(&b, POSTGRES_INT8_ARRAY);
}

static struct postgres_param number_of(arena *home, int64_t value)
{
    uint8_t *bytes = arena_alloc(home, 8);
    postgres_put_int8(bytes, value);
    return (struct postgres_param) { .type = POSTGRES_INT8, .bytes = bytes, .len = 8 };
}

/* ---- the batch ---- */

struct put {
    struct hub_store *store;
    arena *home;
    int64_t installation;
    const struct event *events;
    size_t count;
    enum hub_put *puts;
};

struct by_id {
    const struct event *event;
    size_t at;
};

static int compare_ids(const void *a, const void *b)
{
    const struct by_id *x = a, *y = b;
    int order = memcmp(x->event->id, y->event->id, EVENT_ID_BYTES);
    if (order)
        return order;
    return x->at < y->at ? -1 : 1;
}

static enum hub_put compare(const uint8_t *hash, const uint8_t *other)
{
    return memcmp(hash, other, EVENT_HASH_BYTES) == 0 ? HUB_PUT_HAVE : HUB_PUT_OTHER;
}

/* An id that comes twice in one batch is put once. */
static void mark_twins(const struct put *put)
{
    struct by_id *sorted = arena_new(put->home, struct by_id, put->count);
    for (size_t i = 0; i < put->count; i++) {
        sorted[i] = (struct by_id) { &put->events[i], i };
        put->puts[i] = HUB_PUT_NEW;
    }
    qsort(sorted, put->count, sizeof *sorted, compare_ids);
    size_t first = 0;
    for (size_t i = 1; i < put->count; i++)
        if (memcmp(sorted[i].event->id, sorted[first].event->id, EVENT_ID_BYTES) == 0)
            put->puts[sorted[i].at] = compare(sorted[i].event->hash, sorted[first].event->hash);
        else
            first = i;
}

/* What the database holds of these ids, under whichever installation. */
static enum fail mark_stored(const struct put *put, const size_t *all)
{
    struct chosen chosen = { put->events, all, put->count };
    struct postgres_param ids =
        array_of_blobs(put->home, &chosen, offsetof(struct event, id), EVENT_ID_BYTES);
    PGresult *result;
    enum fail failed = postgres_query(postgres_own(put->store), POSTGRES_FIND, &ids, 1, &result);
    for (int row = 0; failed == FAIL_OK && row < PQntuples(result); row++) {
        int64_t n = postgres_int8(result, row, 0);
        if (n < 1 || (uint64_t)n > put->count || PQgetlength(result, row, 2) != EVENT_HASH_BYTES) {
            failed = FAIL_CORRUPT;
            break;
        }
        enum hub_put mark =
            compare((const uint8_t *)PQgetvalue(result, row, 2), put->events[n - 1].hash);
        if (postgres_int8(result, row, 1) != put->installation)
            mark = HUB_PUT_OTHER;
        put->puts[n - 1] = mark;
    }
    PQclear(result);
    return failed;
}

static enum fail insert(const struct put *put, const struct chosen *chosen, int64_t stored_ms)
{
    arena *home = put->home;
    struct postgres_param params[] = {
        number_of(home, stored_ms),
        number_of(home, put->installation),
        array_of_blobs(home, chosen, offsetof(struct event, id), EVENT_ID_BYTES),
        array_of_numbers(home, chosen, offsetof(struct event, seq)),
        array_of_numbers(home, chosen, offsetof(struct event, boot)),
        array_of_numbers(home, chosen, offsetof(struct event, mono_ms)),
        array_of_numbers(home, chosen, offsetof(struct event, wall_ms)),
        array_of_sure(home, chosen),
        array_of_texts(home, chosen, offsetof(struct event, type_name)),
        array_of_texts(home, chosen, offsetof(struct event, session)),
        array_of_texts(home, chosen, offsetof(struct event, learner)),
        array_of_texts(home, chosen, offsetof(struct event, body)),
        array_of_blobs(home, chosen, offsetof(struct event, prev), EVENT_HASH_BYTES),
        array_of_blobs(home, chosen, offsetof(struct event, hash), EVENT_HASH_BYTES),
    };
    PGresult *result;
    enum fail failed =
        postgres_query(postgres_own(put->store), POSTGRES_PUT, params, COUNT_OF(params), &result);
    PQclear(result);
    return failed;
}

static enum fail put_all(const struct put *put, int64_t now_ms)
{
    size_t *which = arena_new(put->home, size_t, put->count);
    for (size_t i = 0; i < put->count; i++)
        which[i] = i;
    mark_twins(put);
    int64_t stored_ms;
    enum fail failed = mark_stored(put, which);
    if (failed == FAIL_OK)
        failed = sql_stored_ms(put->store, now_ms, &stored_ms);
    if (failed != FAIL_OK)
        return failed;
    struct chosen chosen = { put->events, which, 0 };
    for (size_t i = 0; i < put->count; i++)
        if (put->puts[i] == HUB_PUT_NEW)
            which[chosen.count++] = i;
    return chosen.count ? insert(put, &chosen, stored_ms) : FAIL_OK;
}

enum fail postgres_events_put(struct hub_store *store, int64_t installation,
                              const struct event *events, size_t count, int64_t now_ms,
                              enum hub_put *puts_out)
{
    if (count == 0)
        return FAIL_OK;
    PGresult *result;
    enum fail failed = postgres_query(postgres_own(store), POSTGRES_LOCK_WRITING, NULL, 0, &result);
    PQclear(result);
    if (failed != FAIL_OK)
        return failed;
    arena home = { 0 };
    struct put put = { store, &home, installation, events, count, puts_out };
    failed = put_all(&put, now_ms);
    arena_finish(&home);
    return failed;
}
