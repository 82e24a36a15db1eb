/* Statements in: POST and PUT, each one transaction. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "hub/answer_parts.h"
#include "hub/runs.h"

struct taking {
    struct answering *a;
    struct statement_list list;
    struct event *events;
    enum hub_put *puts;
    struct event *rows; /* the ledger's, by seq */
    bool *fresh;        /* beside rows */
    size_t row_count;
    struct receipt_range *sent;
    size_t sent_count;
    size_t clashes;
    size_t new_count, new_rows;
    str receipt; /* signed, not sent before all is stored */
};

static bool is_json(str content_type)
{
    str media = str_trim(str_cut(&content_type, ';'));
    return media.len == strlen("application/json") &&
           strncasecmp(media.ptr, "application/json", media.len) == 0;
}

static void say_refused(struct answering *a, const struct statement_refusal *refused)
{
    if (refused->index < 0)
        answer_say(a, 400, "%s", refused->why);
    else
        answer_say(a, 400, "statement %td (id %s) is refused: %s", refused->index,
                   refused->id[0] ? refused->id : "none", refused->why);
}

/* Reads the body. False: an answer was said. */
static bool read_body(struct answering *a, struct statement_list *list)
{
    struct statement_refusal refused;
    if (!is_json(a->request->content_type)) {
        answer_say(a, 400, "the Content-Type must be application/json (attachments are not taken)");
        return false;
    }
    enum fail failed =
        statement_read_all(a->home, a->request->body, EXCHANGE_STATEMENTS_MAX, list, &refused);
    if (failed == FAIL_LIMIT)
        answer_say(a, 413, "%s", refused.why);
    else if (failed != FAIL_OK)
        say_refused(a, &refused);
    return failed == FAIL_OK;
}

/* A statement of another tool as a row: see hub_store.h. */
static struct event other_row(struct answering *a, const struct statement *statement)
{
    struct event event = { .wall_ms = a->hub->now_ms,
                           .type = EVENT_TYPE_COUNT,
                           .type_name = S(HUB_STATEMENT),
                           .session = statement->registration,
                           .learner = S(""),
                           .body = statement->json };
    memcpy(event.id, statement->id, sizeof event.id);
    memcpy(event.hash, statement->same, sizeof event.hash);
    if (statement->voids) {
        event.type_name = S(HUB_VOIDING);
        event.learner = id_text(a->home, statement->voided);
    }
    return event;
}

static bool make_rows(struct taking *t)
{
    struct answering *a = t->a;
    struct chance chance = chance_system();
    t->events = arena_new(a->home, struct event, t->list.count + 1);
    t->puts = arena_new(a->home, enum hub_put, t->list.count + 1);
    for (size_t i = 0; i < t->list.count; i++) {
        struct statement *statement = &t->list.items[i];
        if (!statement->has_id) {
            uint8_t random[ID_RANDOM_BYTES];
            chance.fill(chance.self, random, sizeof random);
            id_make(a->hub->now_ms, random, statement->id);
        }
        t->events[i] = statement->is_row ? statement->event : other_row(a, statement);
        if (statement->is_row && !str_eq(statement->kiosk, str_of(a->kiosk.kiosk))) {
            answer_say(a, 400, "statement %zu (id %s) is refused: its row is not of the kiosk %s",
                       i, id_text(a->home, statement->id).ptr, a->kiosk.kiosk);
            return false;
        }
    }
    return true;
}

/* ---- runs ---- */

static int by_seq(const void *x, const void *y)
{
    const struct event *const *a = x, *const *b = y;
    return (*a)->seq < (*b)->seq ? -1 : (*a)->seq > (*b)->seq;
}

static void sort_rows(struct taking *t)
{
    arena *home = t->a->home;
    const struct event **order = arena_new(home, const struct event *, t->list.count + 1);
    t->rows = arena_new(home, struct event, t->list.count + 1);
    t->fresh = arena_new(home, bool, t->list.count + 1);
    for (size_t i = 0; i < t->list.count; i++)
        if (t->list.items[i].is_row)
            order[t->row_count++] = &t->events[i];
    qsort(order, t->row_count, sizeof *order, by_seq);
    for (size_t i = 0; i < t->row_count; i++) {
        t->rows[i] = *order[i];
        t->fresh[i] = t->puts[order[i] - t->events] == HUB_PUT_NEW;
        t->new_rows += t->fresh[i];
    }
}

/* The end of the chained stretch that begins at from. */
static size_t stretch_end(const struct taking *t, size_t from)
{
    size_t to = from + 1;
    while (to < t->row_count && t->rows[to].seq == t->rows[to - 1].seq + 1 &&
           memcmp(t->rows[to].prev, t->rows[to - 1].hash, EVENT_HASH_BYTES) == 0)
        to++;
    return to;
}

/* A stretch is to the runs what a batch of a stick is. */
static enum fail take_stretch(struct taking *t, size_t from, size_t to)
{
    struct batch batch = { .events = &t->rows[from] };
    struct receipt_range *sent = &t->sent[t->sent_count++];
    uint32_t fresh = 0;
    bool forked;
    batch.header.first_seq = sent->first_seq = t->rows[from].seq;
    batch.header.last_seq = sent->last_seq = t->rows[to - 1].seq;
    batch.header.count = (uint32_t)(to - from);
    memcpy(sent->first_hash, t->rows[from].hash, EVENT_HASH_BYTES);
    memcpy(sent->last_hash, t->rows[to - 1].hash, EVENT_HASH_BYTES);
    memcpy(batch.header.before, t->rows[from].prev, EVENT_HASH_BYTES);
    memcpy(batch.header.last, t->rows[to - 1].hash, EVENT_HASH_BYTES);
    for (size_t i = from; i < to; i++)
        fresh += t->fresh[i];
    return runs_take(&t->a->hub->store, t->a->kiosk.installation, &batch, fresh, &forked);
}

static enum fail take_runs(struct taking *t)
{
    struct answering *a = t->a;
    enum fail failed = FAIL_OK;
    sort_rows(t);
    t->sent = arena_new(a->home, struct receipt_range, t->row_count + 1);
    for (size_t i = 0; failed == FAIL_OK && i < t->row_count;) {
        size_t to = stretch_end(t, i);
        failed = take_stretch(t, i, to);
        i = to;
    }
    if (failed != FAIL_OK || t->new_rows == 0)
        return failed;
    /* No clock travels with a request: what was never in the future says nothing about being
     * behind. */
    a->kiosk.clock_error_ms = t->rows[t->row_count - 1].wall_ms - a->hub->now_ms;
    a->kiosk.last_ingest_ms = a->hub->now_ms;
    return a->hub->store.ops->kiosk_seen(&a->hub->store, a->kiosk.installation, a->hub->now_ms,
                                         a->kiosk.clock_error_ms);
}

/* ---- the transaction ---- */

static enum fail put_all(struct taking *t)
{
    struct hub_store *store = &t->a->hub->store;
    int64_t installation = t->a->kiosk.installation;
    enum fail failed = store->ops->lock(store, installation);
    if (failed == FAIL_OK && t->list.count)
        failed = store->ops->events_put(store, installation, t->events, t->list.count,
                                        t->a->hub->now_ms, t->puts);
    if (failed != FAIL_OK)
        return failed;
    for (size_t i = 0; i < t->list.count; i++) {
        t->clashes += t->puts[i] == HUB_PUT_OTHER;
        t->new_count += t->puts[i] == HUB_PUT_NEW;
    }
    return t->clashes ? FAIL_OK : take_runs(t);
}

/* Made before the commit: after it nothing may fail any more, because the answer would be untrue.
 */
static enum fail make_receipt(struct taking *t)
{
    struct answering *a = t->a;
    struct receipt_request request = { &a->kiosk, t->sent, t->sent_count };
    return receipts_for(a->hub, a->home, &request, &t->receipt);
}

static void say_clashes(struct taking *t)
{
    struct buf text = buf_in(t->a->home);
    buf_printf(&text, "nothing was stored: the hub holds other content under %zu of these ids:",
               t->clashes);
    for (size_t i = 0; i < t->list.count; i++)
        if (t->puts[i] == HUB_PUT_OTHER)
            buf_printf(&text, " %s", id_text(t->a->home, t->events[i].id).ptr);
    buf_char(&text, '\n');
    answer_say(t->a, 409, "%s", "");
    t->a->out->body = buf_view(&text);
}

/* All or nothing. False: an answer was said. */
static bool store_all(struct taking *t)
{
    struct hub_store *store = &t->a->hub->store;
    enum fail failed = store->ops->begin(store);
    if (failed == FAIL_OK) {
        failed = put_all(t);
        if (failed == FAIL_OK && !t->clashes)
            failed = make_receipt(t);
        if (failed == FAIL_OK && !t->clashes)
            failed = store->ops->commit(store);
        if (failed != FAIL_OK || t->clashes)
            store->ops->rollback(store);
    }
    if (failed != FAIL_OK)
        answer_store_failed(t->a, failed);
    else if (t->clashes)
        say_clashes(t);
    else
        answer_give_receipt(t->a, t->receipt);
    return failed == FAIL_OK && !t->clashes;
}

void answer_post(struct answering *a)
{
    static const char *const none[] = { NULL };
    struct params params;
    struct taking t = { .a = a };
    if (!answer_params(a, none, &params) || !read_body(a, &t.list) || !make_rows(&t) ||
        !store_all(&t))
        return;
    struct buf ids = buf_in(a->home);
    buf_char(&ids, '[');
    for (size_t i = 0; i < t.list.count; i++)
        buf_printf(&ids, "%s\"%s\"", i ? "," : "", id_text(a->home, t.events[i].id).ptr);
    buf_char(&ids, ']');
    answer_json(a, 200, buf_view(&ids));
}

/* «*» asks that nothing stands there yet (RFC 9110 §13.1.2). */
static bool precondition_holds(struct answering *a, const uint8_t id[EVENT_ID_BYTES])
{
    struct stored_row row;
    if (!str_eq(str_trim(a->request->if_none_match), S("*")))
        return true;
    enum fail failed = answer_find_row(a, a->home, id, &row);
    if (failed == FAIL_MISSING)
        return true;
    if (failed == FAIL_OK)
        answer_say(a, 412, "the hub holds a statement with this id already");
    else
        answer_store_failed(a, failed);
    return false;
}

static bool take_put_id(struct answering *a, const struct params *params, struct taking *t)
{
    const str *text = answer_param(params, "statementId");
    uint8_t id[EVENT_ID_BYTES];
    if (!text || !id_parse(*text, id)) {
        answer_say(a, 400,
                   text ? "statementId must be a UUID of 36 letters"
                        : "the parameter statementId is missing");
        return false;
    }
    struct statement *statement = &t->list.items[0];
    if (!t->list.single) {
        answer_say(a, 400, "the body must be one statement, not a list");
        return false;
    }
    if (statement->has_id && memcmp(statement->id, id, sizeof id) != 0) {
        answer_say(a, 400, "the statement's id is not the statementId of the address");
        return false;
    }
    memcpy(statement->id, id, sizeof id);
    statement->has_id = true;
    return precondition_holds(a, id);
}

void answer_put(struct answering *a)
{
    static const char *const names[] = { "statementId", NULL };
    struct params params;
    struct taking t = { .a = a };
    if (!answer_params(a, names, &params) || !read_body(a, &t.list) ||
        !take_put_id(a, &params, &t) || !make_rows(&t) || !store_all(&t))
        return;
    a->out->status = 204;
}
