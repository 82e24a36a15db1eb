/* A page of statements by query (xAPI 1.0.3, Part Three, 2.1.3).
 *
 * Pages go by place, so a page that was begun stays the same when statements arrive meanwhile. A
 * request looks at a bounded number of rows; where they are used up before the page is full, `more`
 * goes on behind them. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/must.h"
#include "hub/answer_parts.h"

#define CHUNK_ROWS 256u
#define SCAN_ROWS_MAX 200000u /* looked at in one request: about a second */
#define MADE_ROWS_MAX 10000u  /* of them made into statements: the same */
/* One statement more may be 1 MiB. */
#define PAGE_BYTES_MAX (EXCHANGE_ANSWER_BYTES_MAX - 1100u * 1024u)
#define REFERENCES_MAX 8u /* a statement about a statement about … */

struct page {
    struct answering *a;
    const struct filter *filter;
    arena scratch; /* one chunk */
    struct stored_row *rows;
    size_t row_count;
    bool cut;                /* the chunk was ended here, not by the storage */
    int64_t after;           /* the last row that was looked at */
    int64_t lowest, highest; /* places of the filter's times */
    size_t scanned, made;
    struct buf body;
    size_t count;
    int64_t last_place; /* of the page's last statement */
    bool more;
};

/* ---- one chunk of rows ---- */

static bool take_row(void *self, const struct hub_event *stored)
{
    struct page *page = self;
    page->after = stored->place;
    page->scanned++;
    if (filter_may_match(page->a, page->filter, stored))
        page->rows[page->row_count++] = answer_copy_row(&page->scratch, stored);
    page->cut = page->row_count == CHUNK_ROWS || page->scanned >= SCAN_ROWS_MAX ||
                arena_used(&page->scratch) >= ANSWER_ROWS_BYTES_MAX;
    return !page->cut;
}

static struct hub_query query_of(const struct page *page)
{
    const struct filter *filter = page->filter;
    return (struct hub_query) { .after_place = page->after,
                                .descending = !filter->ascending,
                                .since_ms = filter->since_ms,
                                .until_ms = filter->until_ms,
                                .first_place = page->lowest,
                                .last_place = page->highest,
                                .installation = page->a->kiosk.installation };
}

/* Looks at the index of times once; they may reach from anywhere to anywhere. */
static enum fail find_bounds(struct page *page)
{
    struct hub_store *store = &page->a->hub->store;
    struct hub_query query = query_of(page);
    return store->ops->bounds(store, &query, &page->lowest, &page->highest);
}

/* done_out: the storage has no more rows. */
static enum fail read_chunk(struct page *page, bool *done_out)
{
    struct hub_store *store = &page->a->hub->store;
    struct hub_query query = query_of(page);
    arena_finish(&page->scratch); /* what one chunk needs, the next one may not */
    page->rows = arena_new(&page->scratch, struct stored_row, CHUNK_ROWS);
    page->row_count = 0;
    page->cut = false;
    enum fail failed = store->ops->stored(store, &query, take_row, page);
    *done_out = !page->cut;
    return failed;
}

/* ---- matching ---- */

static bool reference_of(json_t *statement, uint8_t id[EVENT_ID_BYTES])
{
    json_t *object = json_object_get(statement, "object");
    const char *type = json_string_value(json_object_get(object, "objectType"));
    const char *text = json_string_value(json_object_get(object, "id"));
    return type && text && strcmp(type, "StatementRef") == 0 && id_parse(str_of(text), id);
}

/* Part Three, 2.1.3: a statement about another meets the condition that the other one meets. */
static enum fail matches(struct page *page, struct session_cache *sessions, json_t *statement,
                         bool *out)
{
    json_t *at = json_incref(statement);
    enum fail failed = FAIL_OK;
    uint8_t id[EVENT_ID_BYTES];
    *out = filter_matches(page->filter, at);
    for (unsigned i = 0; !*out && i < REFERENCES_MAX && reference_of(at, id); i++) {
        struct stored_row row;
        failed = answer_find_row(page->a, &page->scratch, id, &row);
        if (failed != FAIL_OK)
            break;
        json_decref(at);
        at = answer_statement(page->a, sessions, &row, &failed);
        if (!at)
            return failed;
        *out = filter_matches(page->filter, at);
    }
    json_decref(at);
    return failed == FAIL_MISSING ? FAIL_OK : failed;
}

static void add(struct page *page, json_t *statement, int64_t place)
{
    answer_shape(statement, page->filter->form);
    char *text = json_dumps(statement, JSON_COMPACT);
    must(text != NULL);
    if (page->count)
        buf_char(&page->body, ',');
    buf_str(&page->body, str_of(text));
    free(text);
    page->count++;
    page->last_place = place;
}

/* Whether the row's statement belongs into the list. Asked about voiding last: it costs most. */
static enum fail is_asked_for(struct page *page, struct session_cache *sessions,
                              const struct stored_row *row, json_t *statement, bool *out)
{
    bool voided;
    enum fail failed = matches(page, sessions, statement, out);
    if (failed != FAIL_OK || !*out)
        return failed;
    failed = answer_is_voided(page->a, row, &voided);
    *out = !voided;
    return failed;
}

/* Takes one row; stops the page when it is full and this row would be the next. */
static enum fail take_statement(struct page *page, struct session_cache *sessions,
                                const struct stored_row *row)
{
    enum fail failed;
    bool hit;
    page->made++;
    json_t *statement = answer_statement(page->a, sessions, row, &failed);
    if (!statement)
        return failed;
    failed = is_asked_for(page, sessions, row, statement, &hit);
    if (failed == FAIL_OK && hit) {
        page->more = page->count == page->filter->limit || page->body.len > PAGE_BYTES_MAX;
        if (!page->more)
            add(page, statement, row->place);
    }
    json_decref(statement);
    return failed;
}

static enum fail fill(struct page *page)
{
    enum fail failed = FAIL_OK;
    bool done = false;
    while (failed == FAIL_OK && !done && !page->more) {
        failed = read_chunk(page, &done);
        struct session_cache *sessions = answer_sessions(page->a, &page->scratch);
        for (size_t i = 0; failed == FAIL_OK && i < page->row_count && !page->more; i++)
            failed = take_statement(page, sessions, &page->rows[i]);
        if (!done && !page->more &&
            (page->scanned >= SCAN_ROWS_MAX || page->made >= MADE_ROWS_MAX)) {
            page->more = true;
            page->last_place = page->after;
        }
    }
    return failed;
}

void answer_list(struct answering *a, const struct filter *filter)
{
    struct page page = { .a = a, .filter = filter, .after = filter->after_place };
    page.body = buf_in(a->home);
    buf_str(&page.body, S("{\"statements\":["));
    enum fail failed = find_bounds(&page);
    if (failed == FAIL_OK && page.lowest <= page.highest)
        failed = fill(&page);
    arena_finish(&page.scratch);
    if (failed != FAIL_OK) {
        answer_store_failed(a, failed);
        return;
    }
    buf_printf(&page.body, "],\"more\":\"%.*s\"}",
               STR_ARG(page.more ? answer_more(a, page.last_place, filter->query) : S("")));
    answer_statements_body(a, buf_view(&page.body), filter->attachments);
}
