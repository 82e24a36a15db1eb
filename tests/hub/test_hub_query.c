/* Stored queries against a plain reading of the same rows: every filter alone and together, both
 * directions, page by page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <libpq-fe.h>
#include <sqlite3.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/must.h"
#include "hub/store_sql.h"
#include "hub_fixture.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

#define ROWS_MAX 700u

struct row {
    int64_t place, stored_ms, installation;
    uint8_t id[EVENT_ID_BYTES];
    str session, learner, type;
};

struct rows {
    struct row items[ROWS_MAX];
    size_t count, stop;
};

static struct hub_store store;
static arena home;
static struct rows all;

static bool add_row(void *self, const struct hub_event *row)
{
    struct rows *rows = self;
    assert_true(rows->count < ROWS_MAX);
    struct row *to = &rows->items[rows->count++];
    *to = (struct row) { .place = row->place,
                         .stored_ms = row->stored_ms,
                         .installation = row->installation,
                         .session = arena_str(&home, row->event->session),
                         .learner = arena_str(&home, row->event->learner),
                         .type = arena_str(&home, row->event->type_name) };
    memcpy(to->id, row->event->id, sizeof to->id);
    return rows->count != rows->stop;
}

/* 20 batches of three kiosks, one millisecond and now and then a minute apart; foreign statements
 * in between. */
static void fill(void)
{
    arena texts = { 0 };
    int64_t now_ms = NOW_MS;
    uint64_t next[3] = { 1, 1, 1 };
    int64_t kiosks[3] = { fixture_enrol(&store, "tram-a", 1), fixture_enrol(&store, "tram-b", 2),
                          fixture_enrol(&store, "tram-c", 3) };
    for (unsigned i = 0; i < 20; i++) {
        unsigned k = i % 3;
        struct history history = { next[k], 30, NULL, 10 + k };
        struct event *events = fixture_history(&texts, &history);
        if (i % 5 == 4) {
            events[29].seq = 0;
            events[29].type_name = S("statement");
        }
        enum hub_put puts[30];
        now_ms += i % 4 ? 1 : 60000;
        must(store.ops->begin(&store) == FAIL_OK);
        must(store.ops->events_put(&store, kiosks[k], events, 30, now_ms, puts) == FAIL_OK);
        must(store.ops->commit(&store) == FAIL_OK);
        next[k] += 30;
    }
    arena_finish(&texts);
}

static int set_up(void **state)
{
    (void)state;
    fixture_wipe();
    store = fixture_open();
    fill();
    all = (struct rows) { .count = 0 };
    must(store.ops->stored(&store, &(struct hub_query) { 0 }, add_row, &all) == FAIL_OK);
    must(all.count == 600);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hub_store_close(&store);
    arena_finish(&home);
    return 0;
}

static bool fits(const struct row *row, const struct hub_query *q)
{
    if (q->after_place && q->descending && row->place >= q->after_place)
        return false;
    if (q->after_place && !q->descending && row->place <= q->after_place)
        return false;
    return (!q->since_ms || row->stored_ms > q->since_ms) &&
           (!q->until_ms || row->stored_ms <= q->until_ms) &&
           (!q->session.len || str_eq(row->session, q->session)) &&
           (!q->learner.len || str_eq(row->learner, q->learner)) &&
           (!q->type.len || str_eq(row->type, q->type)) &&
           (!q->id || memcmp(row->id, q->id, EVENT_ID_BYTES) == 0) &&
           (!q->installation || row->installation == q->installation);
}

static size_t expected(const struct hub_query *q, int64_t *places)
{
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const struct row *row = &all.items[q->descending ? all.count - 1 - i : i];
        if (fits(row, q))
            places[count++] = row->place;
    }
    return count;
}

static size_t check_rows(const struct hub_query *query)
{
    static struct rows rows;
    static int64_t places[ROWS_MAX];
    rows.count = rows.stop = 0;
    assert_int_equal(store.ops->stored(&store, query, add_row, &rows), FAIL_OK);
    size_t count = expected(query, places);
    assert_int_equal(rows.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(rows.items[i].place, places[i]);
    return count;
}

/* Bounds leave nothing out, and where nothing but times is asked for nothing else in. */
static size_t check(const struct hub_query *query)
{
    static int64_t places[ROWS_MAX];
    struct hub_query bounded = *query,
                     times = { .since_ms = query->since_ms, .until_ms = query->until_ms };
    size_t count = check_rows(query), within = expected(&times, places);
    assert_int_equal(store.ops->bounds(&store, &times, &bounded.first_place, &bounded.last_place),
                     FAIL_OK);
    if (within == 0)
        assert_true(bounded.first_place > bounded.last_place);
    if (within && query->since_ms)
        assert_int_equal(bounded.first_place, places[0]);
    if (within && query->until_ms)
        assert_int_equal(bounded.last_place, places[within - 1]);
    assert_int_equal(store.ops->bounds(&store, query, &bounded.first_place, &bounded.last_place),
                     FAIL_OK);
    if (bounded.first_place <= bounded.last_place)
        assert_int_equal(check_rows(&bounded), count);
    else
        assert_int_equal(count, 0);
    return count;
}

static void test_places_rise(void **state)
{
    (void)state;
    for (size_t i = 1; i < all.count; i++)
        assert_true(all.items[i].place > all.items[i - 1].place &&
                    all.items[i].stored_ms >= all.items[i - 1].stored_ms);
}

/* The bits of which say what a query asks for. */
enum {
    BY_PLACE = 1,
    BY_SINCE = 2,
    BY_UNTIL = 4,
    BY_SESSION = 8,
    BY_LEARNER = 16,
    BY_TYPE = 32,
    BY_ID = 64,
    BY_KIOSK = 128,
    DESCENDING = 256,
    COMBINATIONS = 512
};

static struct hub_query query_of(unsigned bits, uint64_t *random)
{
    const struct row *row = &all.items[random_below(random, (uint32_t)all.count)];
    const struct row *other = &all.items[random_below(random, (uint32_t)all.count)];
    struct hub_query q = { .descending = bits & DESCENDING };
    if (bits & BY_PLACE)
        q.after_place = other->place;
    if (bits & BY_SINCE)
        q.since_ms = row->stored_ms - (int64_t)random_below(random, 120000);
    if (bits & BY_UNTIL)
        q.until_ms = row->stored_ms + (int64_t)random_below(random, 3);
    if (bits & BY_SESSION)
        q.session = row->session;
    if (bits & BY_LEARNER)
        q.learner = row->learner;
    if (bits & BY_TYPE)
        q.type = row->type;
    if (bits & BY_ID)
        q.id = row->id;
    if (bits & BY_KIOSK)
        q.installation = row->installation;
    return q;
}

static void test_all_filters(void **state)
{
    (void)state;
    uint64_t random = 4;
    size_t found = 0;
    for (unsigned bits = 0; bits < COMBINATIONS; bits++)
        for (unsigned round = 0; round < 4; round++) {
            struct hub_query q = query_of(bits, &random);
            found += check(&q) > 0;
        }
    assert_true(found > COMBINATIONS);
}

static void test_edges(void **state)
{
    (void)state;
    int64_t first = all.items[0].stored_ms, last = all.items[all.count - 1].stored_ms;
    assert_int_equal(check(&(struct hub_query) { .since_ms = last }), 0);
    assert_int_equal(check(&(struct hub_query) { .since_ms = first - 1 }), 600);
    assert_int_equal(check(&(struct hub_query) { .until_ms = first - 1 }), 0);
    assert_int_equal(check(&(struct hub_query) { .until_ms = last }), 600);
    assert_int_equal(check(&(struct hub_query) { .since_ms = last + 5, .until_ms = first - 5 }), 0);
    assert_int_equal(check(&(struct hub_query) { .type = S("statement") }), 4);
    assert_int_equal(check(&(struct hub_query) { .session = S("no-such") }), 0);
    assert_int_equal(check(&(struct hub_query) { .type = S("' OR 1=1 --") }), 0);
    assert_int_equal(check(&(struct hub_query) { .installation = INT64_MAX }), 0);
    uint8_t nobody[EVENT_ID_BYTES] = { 0 };
    assert_int_equal(check(&(struct hub_query) { .id = nobody }), 0);
}

/* Pages of 7, each asked for behind the last place: together the whole, in order, nothing twice. */
static void test_paging(void **state)
{
    (void)state;
    static struct rows page;
    for (unsigned way = 0; way < 4; way++) {
        struct hub_query q = { .descending = way & 1 };
        if (way & 2)
            q.type = S("step.answered");
        static int64_t places[ROWS_MAX];
        size_t count = expected(&q, places), seen = 0;
        do {
            page.count = 0;
            page.stop = 7;
            assert_int_equal(store.ops->stored(&store, &q, add_row, &page), FAIL_OK);
            for (size_t i = 0; i < page.count; i++, seen++)
                assert_true(seen < count && page.items[i].place == places[seen]);
            if (page.count)
                q.after_place = page.items[page.count - 1].place;
        } while (page.count == 7);
        assert_int_equal(seen, count);
    }
}

static bool take_new(void *self, const struct hub_event *row)
{
    uint64_t *seen = self;
    assert_int_equal(row->event->seq, ++*seen);
    return true;
}

/* Whoever asks by time, from the last time he was told, sees each row once. */
static void test_polling_by_time(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-e", 5), place, told, start;
    struct event *events = fixture_history(&home, &(struct history) { 1, 40, NULL, 78 });
    enum hub_put puts[2];
    uint64_t seen = 0;
    must(store.ops->consistent(&store, &place, &told) == FAIL_OK);
    start = told;
    for (unsigned i = 0; i < 20; i++) {
        /* Two hubs, one of them three seconds behind; half of it within one millisecond. */
        int64_t now_ms = start + (i < 10 ? 0 : i) - (i % 2 ? 3000 : 0), before = told;
        must(store.ops->begin(&store) == FAIL_OK);
        must(store.ops->events_put(&store, a, events + 2 * i, 2, now_ms, puts) == FAIL_OK);
        must(store.ops->commit(&store) == FAIL_OK);
        struct hub_query query = { .since_ms = told };
        assert_int_equal(store.ops->stored(&store, &query, take_new, &seen), FAIL_OK);
        assert_int_equal(seen, 2 * i + 2);
        assert_int_equal(store.ops->consistent(&store, &place, &told), FAIL_OK);
        assert_true(told > before);
    }
    assert_true(told < start + 100); /* not far from the clock */
}

static bool count_row(void *self, const struct hub_event *row)
{
    uint64_t *counts = self;
    counts[(row->event->seq - 1) / 5000]++;
    return true;
}

/* The second batch came under a clock that was an hour
 * ahead, and was put right before the third. */
static void test_many_rows(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-d", 4), start = NOW_MS + 86400000;
    struct event *events = fixture_history(&home, &(struct history) { 1, 15000, NULL, 77 });
    static const int64_t minutes[3] = { 0, 60, 1 };
    static enum hub_put puts[5000];
    for (unsigned i = 0; i < 3; i++) {
        must(store.ops->begin(&store) == FAIL_OK);
        must(store.ops->events_put(&store, a, events + i * 5000, 5000, start + minutes[i] * 60000,
                                   puts) == FAIL_OK);
        must(store.ops->commit(&store) == FAIL_OK);
    }
    static const struct {
        int64_t since, until; /* minutes */
        uint64_t wanted[3];
    } cases[] = {
        { -1, 99, { 5000, 5000, 5000 } }, { 0, 99, { 0, 5000, 5000 } },
        { 1, 99, { 0, 5000, 0 } },        { 60, 99, { 0, 0, 0 } },
        { -1, 0, { 5000, 0, 0 } },        { -1, 30, { 5000, 0, 5000 } },
        { -1, 60, { 5000, 5000, 5000 } }, { 0, 30, { 0, 0, 5000 } },
        { 30, 60, { 0, 5000, 0 } },
    };
    for (size_t i = 0; i < COUNT_OF(cases) * 2; i++) {
        uint64_t counts[3] = { 0 };
        struct hub_query q = { .installation = a,
                               .descending = i & 1,
                               .since_ms = start + cases[i / 2].since * 60000,
                               .until_ms = start + cases[i / 2].until * 60000 };
        assert_int_equal(store.ops->bounds(&store, &q, &q.first_place, &q.last_place), FAIL_OK);
        assert_int_equal(store.ops->stored(&store, &q, count_row, counts), FAIL_OK);
        assert_memory_equal(counts, cases[i / 2].wanted, sizeof counts);
    }
}

/* ---- how the databases find rows ---- */

static void plan_sqlite(const char *text, struct buf *out)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    str spec = fixture_spec();
    must(sqlite3_open(spec.ptr + strlen("sqlite:"), &db) == SQLITE_OK);
    char *asked = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", text);
    must(sqlite3_prepare_v2(db, asked, -1, &stmt, NULL) == SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        buf_printf(out, "%s; ", (const char *)sqlite3_column_text(stmt, 3));
    sqlite3_finalize(stmt);
    sqlite3_free(asked);
    sqlite3_close(db);
}

static void plan_postgres(const char *text, const char *values, struct buf *out)
{
    PGconn *db = PQconnectdb(fixture_spec().ptr);
    PQclear(PQexec(db, "SET enable_sort=off; SET enable_seqscan=off; SET enable_bitmapscan=off;"
                       "SET plan_cache_mode=force_generic_plan"));
    PQclear(PQexec(db, arena_printf(&home, "PREPARE asked AS %s", text).ptr));
    PGresult *result = PQexec(db, arena_printf(&home, "EXPLAIN EXECUTE asked(%s)", values).ptr);
    must(PQresultStatus(result) == PGRES_TUPLES_OK);
    for (int i = 0; i < PQntuples(result); i++)
        buf_printf(out, "%s; ", PQgetvalue(result, i, 0));
    PQclear(result);
    PQfinish(db);
}

/* What every request asks must not cost by how much is stored. */
static void test_plans(void **state)
{
    (void)state;
    static const struct {
        enum sql sql;
        const char *values, *index;
    } cases[] = { { SQL_SINCE, "1", "event_by_stored" },
                  { SQL_UNTIL, "1", "event_by_stored" },
                  { SQL_VOIDED, "'x', 1", "event_by_learner" } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf plan = buf_in(&home);
        if (fixture_is_postgres())
            plan_postgres(sql_texts[cases[i].sql], cases[i].values, &plan);
        else
            plan_sqlite(sql_texts[cases[i].sql], &plan);
        if (str_find(buf_view(&plan), str_of(cases[i].index)) < 0 ||
            str_find(buf_view(&plan), S("Seq Scan")) >= 0 ||
            str_find(buf_view(&plan), S("SCAN ")) >= 0)
            fail_msg("%s: %.*s", sql_texts[cases[i].sql], (int)plan.len, buf_view(&plan).ptr);
    }
}

int main(int argc, char **argv)
{
    must(argc == 2);
    fixture_choose(argv[1]);
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_rise),     cmocka_unit_test(test_all_filters),
        cmocka_unit_test(test_edges),           cmocka_unit_test(test_paging),
        cmocka_unit_test(test_polling_by_time), cmocka_unit_test(test_plans),
        cmocka_unit_test(test_many_rows),
    };
    int failed = cmocka_run_group_tests(tests, set_up, tear_down);
    fixture_end();
    return failed;
}
