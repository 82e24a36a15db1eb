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

/* NULL of an empty set leaves what is there. */
static enum fail find_place(struct hub_store *store, enum sql sql, int64_t ms, int64_t *place_out)
{
    struct sql_query q = sql_query_of(store, sql);
    sql_int(&q, ms);
    while (sql_step(&q))
        if (!sql_is_null(&q, 0))
            *place_out = sql_number(&q, 0);
    return sql_end(&q);
}

enum fail sql_bounds(struct hub_store *store, const struct hub_query *query, int64_t *first_out,
                     int64_t *last_out)
{
    enum fail failed = FAIL_OK;
    /* Where an earlier page has come to is inside already. */
    bool since = query->since_ms && (query->descending || !query->after_place);
    bool until = query->until_ms && (!query->descending || !query->after_place);
    *first_out = since ? INT64_MAX : 1;
    *last_out = until ? 0 : INT64_MAX - 1;
    if (since)
        failed = find_place(store, SQL_SINCE, query->since_ms, first_out);
    if (failed == FAIL_OK && until)
        failed = find_place(store, SQL_UNTIL, query->until_ms, last_out);
    return failed;
}

static void add_number(struct sql_query *q, struct condition *where, const char *test,
                       int64_t value)
{
    sql_int(q, value);
    add(where, " AND %s$%zu", test, q->count);
}

static void add_text(struct sql_query *q, struct condition *where, const char *column, str value)
{
    if (str_empty(value))
        return;
    sql_text(q, value);
    /* The second half lets the database use an index that leaves the empty ones out. */
    add(where, " AND e.%s=$%zu AND e.%s<>''", column, q->count, column);
}

static void add_all(struct sql_query *q, struct condition *where, const struct hub_query *query)
{
    /* The plus keeps both databases from another index and a sort. */
    if (query->since_ms)
        add_number(q, where, "+e.stored_ms>", query->since_ms);
    if (query->until_ms)
        add_number(q, where, "+e.stored_ms<=", query->until_ms);
    if (query->installation)
        add_number(q, where, "+e.installation=", query->installation);
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
    int64_t first = query->first_place ? query->first_place : 1;
    int64_t last = query->last_place ? query->last_place : INT64_MAX - 1;
    if (query->after_place && query->descending && query->after_place <= last)
        last = query->after_place - 1;
    if (query->after_place && !query->descending && query->after_place >= first)
        first = query->after_place < INT64_MAX ? query->after_place + 1 : INT64_MAX;
    if (first > last)
        return FAIL_OK;
    struct sql_query q = sql_query_of(store, SQL_OWN);
    struct condition where = { 0 };
    add(&where, "SELECT " SQL_EVENT_COLUMNS " FROM event e"
                " LEFT JOIN kiosk k ON k.installation=e.installation"
                " WHERE e.place>=$1 AND e.place<=$2");
    sql_int(&q, first);
    sql_int(&q, last);
    add_all(&q, &where, query);
    add(&where, " ORDER BY e.place%s", query->descending ? " DESC" : "");
    q.text = where.text;
    return visit_rows(&q, visit, self);
}

enum fail sql_voided(struct hub_store *store, int64_t installation,
                     const uint8_t id[EVENT_ID_BYTES], bool *out)
{
    char text[ID_TEXT_LEN + 1];
    struct sql_query q = sql_query_of(store, SQL_VOIDED);
    id_to_text(id, text);
    sql_text(&q, str_of(text));
    sql_int(&q, installation);
    *out = sql_step(&q);
    return sql_end(&q);
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
    bool near = place && newest >= now_ms && newest - now_ms <= HUB_CLOCKS_APART_MS;
    *out = near ? newest + 1 : now_ms;
    return failed;
}
