/* Reading events, the same for every kind of storage. */
#define LOG_MODULE "hub-store"
#include "hub/store_sql.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/must.h"

enum fail sql_links(struct hub_store *store, int64_t installation, hub_visit_link *visit,
                    void *self)
{
    struct sql_query q = sql_query_of(store, SQL_LINKS);
    q.large = true;
    sql_int(&q, installation);
    while (sql_step(&q)) {
        struct hub_link link = { .seq = (uint64_t)sql_number(&q, 0) };
        sql_take(&q, 1, link.prev, sizeof link.prev);
        sql_take(&q, 2, link.hash, sizeof link.hash);
        if (q.failed != FAIL_OK || !visit(self, &link))
            break;
    }
    return sql_end(&q);
}

/* The rows of a query that selects SQL_EVENT_COLUMNS. */
static enum fail visit_rows(struct sql_query *q, hub_visit_stored *visit, void *self)
{
    q->large = true;
    while (sql_step(q)) {
        struct event event = { .seq = (uint64_t)sql_number(q, 5),
                               .boot = (uint64_t)sql_number(q, 6),
                               .mono_ms = sql_number(q, 7),
                               .wall_ms = sql_number(q, 8),
                               .clock_sure = sql_number(q, 9) != 0,
                               .type_name = sql_bytes(q, 10),
                               .session = sql_bytes(q, 11),
                               .learner = sql_bytes(q, 12),
                               .body = sql_bytes(q, 13) };
        event.type = event_type_find(event.type_name);
        sql_take(q, 4, event.id, sizeof event.id);
        sql_take(q, 14, event.prev, sizeof event.prev);
        sql_take(q, 15, event.hash, sizeof event.hash);
        struct hub_event row = { .place = sql_number(q, 0),
                                 .stored_ms = sql_number(q, 1),
                                 .installation = sql_number(q, 2),
                                 .kiosk = sql_bytes(q, 3),
                                 .event = &event };
        if (q->failed != FAIL_OK || !visit(self, &row))
            break;
    }
    return sql_end(q);
}

enum fail sql_events(struct hub_store *store, hub_visit_stored *visit, void *self)
{
    struct sql_query q = sql_query_of(store, SQL_EVENTS);
    return visit_rows(&q, visit, self);
}

/* ---- rows by place ---- */

struct condition {
    char text[1024];
    size_t len;
};

static void add(struct condition *where, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct condition *where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(where->text + where->len, sizeof where->text - where->len, format, args);
    va_end(args);
    must(len >= 0 && (size_t)len < sizeof where->text - where->len);
    where->len += (size_t)len;
}

/* How far since_ms and until_ms reach as places, so that reading begins and ends there instead of
 * passing by all that is older. */
struct bounds {
    int64_t first, last; /* 0: open */
    bool none;
};

static enum fail find_bound(struct hub_store *store, enum sql sql, int64_t ms, int64_t *place,
                            bool *none)
{
    struct sql_query q = sql_query_of(store, sql);
    sql_int(&q, ms);
    while (sql_step(&q))
        if (sql_is_null(&q, 0))
            *none = true;
        else
            *place = sql_number(&q, 0);
    return sql_end(&q);
}

static enum fail find_bounds(struct hub_store *store, const struct hub_query *query,
                             struct bounds *out)
{
    *out = (struct bounds) { 0 };
    enum fail failed = FAIL_OK;
    if (query->since_ms)
        failed = find_bound(store, SQL_FIRST_SINCE, query->since_ms, &out->first, &out->none);
    if (failed == FAIL_OK && query->until_ms && !out->none)
        failed = find_bound(store, SQL_LAST_UNTIL, query->until_ms, &out->last, &out->none);
    return failed;
}

static void add_number(struct sql_query *q, struct condition *where, const char *test,
                       int64_t value)
{
    sql_int(q, value);
    add(where, " AND e.%s$%zu", test, q->count);
}

static void add_text(struct sql_query *q, struct condition *where, const char *column, str value)
{
    if (str_empty(value))
        return;
    sql_text(q, value);
    /* The second half lets the database use an index that leaves the empty ones out. */
    add(where, " AND e.%s=$%zu AND e.%s<>''", column, q->count, column);
}

static void add_all(struct sql_query *q, struct condition *where, const struct hub_query *query,
                    const struct bounds *bounds)
{
    if (query->after_place)
        add_number(q, where, query->descending ? "place<" : "place>", query->after_place);
    if (query->since_ms) {
        add_number(q, where, "stored_ms>", query->since_ms);
        add_number(q, where, "place>=", bounds->first);
    }
    if (query->until_ms) {
        add_number(q, where, "stored_ms<=", query->until_ms);
        add_number(q, where, "place<=", bounds->last);
    }
    if (query->installation)
        add_number(q, where, "installation=", query->installation);
    add_text(q, where, "session", query->session);
    add_text(q, where, "learner", query->learner);
    add_text(q, where, "type", query->type);
    if (query->id) {
        sql_blob(q, query->id, EVENT_ID_BYTES);
        add(where, " AND e.id=$%zu", q->count);
    }
}

enum fail sql_stored(struct hub_store *store, const struct hub_query *query,
                     hub_visit_stored *visit, void *self)
{
    struct bounds bounds;
    enum fail failed = find_bounds(store, query, &bounds);
    if (failed != FAIL_OK || bounds.none)
        return failed;
    struct sql_query q = sql_query_of(store, SQL_OWN);
    struct condition where = { 0 };
    add(&where, "SELECT " SQL_EVENT_COLUMNS " FROM event e"
                " LEFT JOIN kiosk k ON k.installation=e.installation WHERE e.place>0");
    add_all(&q, &where, query, &bounds);
    add(&where, " ORDER BY e.place%s", query->descending ? " DESC" : "");
    q.text = where.text;
    return visit_rows(&q, visit, self);
}

enum fail sql_consistent(struct hub_store *store, int64_t *place_out, int64_t *stored_ms_out)
{
    *place_out = *stored_ms_out = 0;
    struct sql_query q = sql_query_of(store, SQL_CONSISTENT);
    while (sql_step(&q)) {
        *place_out = sql_number(&q, 0);
        *stored_ms_out = sql_number(&q, 1);
    }
    return sql_end(&q);
}

enum fail sql_stored_ms(struct hub_store *store, int64_t now_ms, int64_t *out)
{
    int64_t place, newest;
    enum fail failed = sql_consistent(store, &place, &newest);
    *out = place && newest > now_ms && newest - now_ms <= HUB_CLOCKS_APART_MS ? newest : now_ms;
    return failed;
}
