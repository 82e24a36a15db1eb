/* The hub's HTTP behaviour: what goes out, by id and by query. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/must.h"
#include "hub/answer.h"
#include "hub/keys.h"
#include "answer_fixture.h"
#include "hub_fixture.h"
#include "wire/body.h"
#include "wire/chain.h"
#include "wire/codec.h"
#include "wire/grant.h"
#include "wire/statement.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

static void put_rows(int64_t installation, const struct event *events, size_t many)
{
    struct hub_store *store = &at.hub.store;
    enum hub_put *puts = arena_new(&at.home, enum hub_put, many);
    must(store->ops->begin(store) == FAIL_OK);
    must(store->ops->events_put(store, installation, events, many, at.hub.now_ms, puts) == FAIL_OK);
    must(store->ops->commit(store) == FAIL_OK);
}

static void test_get_one(void **state)
{
    (void)state;
    assert_int_equal(put(ID_A, "{" ACTOR "," VERB "," OBJECT "}"), 204);
    assert_int_equal(get("statementId=" ID_A), 200);
    json_t *root = body_json();
    assert_string_equal(json_string_value(json_object_get(root, "id")), ID_A);
    assert_string_equal(json_string_value(json_object_get(root, "version")), "1.0.0");
    assert_non_null(json_object_get(root, "stored"));
    assert_non_null(json_object_get(root, "timestamp"));
    json_t *account = json_object_get(json_object_get(root, "authority"), "account");
    assert_string_equal(json_string_value(json_object_get(account, "name")), KIOSK);
    json_decref(root);
    assert_true(str_starts(at.answer.last_modified, S("Sun, 22 Nov 2026 00:00:0")));
    assert_true(str_ends(at.answer.last_modified, S(" GMT")));
    str etag = at.answer.etag;
    struct exchange_request request = request_of(EXCHANGE_GET, "/xapi/statements");
    request.query = S("statementId=" ID_A);
    request.if_none_match = etag;
    assert_int_equal(ask(&request), 304);
    assert_int_equal(get("statementId=" ID_A "&format=ids"), 200);
    assert_false(said("display"));
    assert_int_equal(get("statementId=" ID_A "&format=canonical"), 200);
    assert_true(said("làm") && !said("did"));
    assert_int_equal(get("statementId=" ID_A "&attachments=true"), 200);
    assert_true(str_starts(at.answer.content_type, S("multipart/mixed; boundary=")));
    assert_int_equal(get("statementId=" ID_B), 404);
    request.if_none_match = S("");
    request.authorization = at.other_authorization;
    assert_int_equal(ask(&request), 404); /* a kiosk sees its own */
}

static void test_voiding(void **state)
{
    (void)state;
    static const char voiding[] =
        "{" ACTOR ",\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/voided\"},\"object\":{"
        "\"objectType\":\"StatementRef\",\"id\":\"" ID_A "\"}}";
    assert_int_equal(put(ID_B, voiding), 204); /* before what it voids: that may come */
    assert_int_equal(put(ID_A, "{" ACTOR "," VERB "," OBJECT "}"), 204);
    assert_int_equal(get("statementId=" ID_A), 404);
    assert_int_equal(get("voidedStatementId=" ID_A), 200);
    assert_int_equal(get("voidedStatementId=" ID_B), 404);
    assert_int_equal(get("statementId=" ID_B), 200);
    assert_int_equal(count(""), 1);
    /* The condition is met by what the voiding statement speaks of. */
    assert_int_equal(count("activity=http://example.org/a"), 1);
    assert_int_equal(count("activity=http://example.org/b"), 0);
    /* A statement that voids cannot be voided. */
    assert_int_equal(
        post(S("{" ACTOR ",\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/voided\"},\"object\":{"
               "\"objectType\":\"StatementRef\",\"id\":\"" ID_B "\"}}")),
        200);
    assert_int_equal(get("statementId=" ID_B), 200);
}

/* Refuses what could only be answered by reading the whole storage. */
static const struct hub_store_ops *real_ops;

static enum fail stored_by_index(struct hub_store *store, const struct hub_query *query,
                                 hub_visit_stored *visit, void *self)
{
    if (query->type.len && !query->id && !query->session.len && !query->learner.len)
        fail_msg("every row is read for those of the type %.*s", STR_ARG(query->type));
    return real_ops->stored(store, query, visit, self);
}

static unsigned bounds_asked;

static enum fail count_bounds(struct hub_store *store, const struct hub_query *query,
                              int64_t *first_out, int64_t *last_out)
{
    bounds_asked++;
    return real_ops->bounds(store, query, first_out, last_out);
}

/* A page of several chunks looks for the places of its times once. */
static void test_times_once(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 3; i++)
        put_rows(1, ledger(1 + i * 150, 150, NULL, 1), 150);
    struct hub_store_ops watching = *at.hub.store.ops;
    real_ops = at.hub.store.ops;
    watching.bounds = count_bounds;
    at.hub.store.ops = &watching;
    bounds_asked = 0;
    assert_int_equal(count("since=2026-11-22T00:00:00Z&verb=http://adlnet.gov/expapi/verbs/answered"
                           "&until=2099-01-01T00:00:00Z&limit=500"),
                     90);
    assert_int_equal(bounds_asked, 1);
    assert_int_equal(count("since=2026-11-22T00:00:00Z&until=2099-01-01T00:00:00Z&limit=450"), 450);
    assert_int_equal(bounds_asked, 2);
    at.hub.store.ops = real_ops;
}

static void test_voiding_reads_no_table(void **state)
{
    struct hub_store_ops watching = *at.hub.store.ops;
    real_ops = at.hub.store.ops;
    watching.stored = stored_by_index;
    at.hub.store.ops = &watching;
    test_voiding(state);
    at.hub.store.ops = real_ops;
}

/* Another kiosk's word about a statement changes nothing, for nobody. */
static void test_voiding_of_others(void **state)
{
    (void)state;
    static const char voiding[] =
        "{" ACTOR ",\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/voided\"},\"object\":{"
        "\"objectType\":\"StatementRef\",\"id\":\"" ID_A "\"}}";
    str password, mine = at.authorization, user = S("reader-tinh");
    must(hub_reader_add(&at.hub, &at.home, user, &password) == FAIL_OK);
    str reader = grant_authorization(&at.home, user, password);
    assert_int_equal(put(ID_A, "{" ACTOR "," VERB "," OBJECT "}"), 204);
    at.authorization = at.other_authorization;
    assert_int_equal(put(ID_B, voiding), 204);
    str asking[] = { mine, reader };
    for (size_t i = 0; i < COUNT_OF(asking); i++) {
        at.authorization = asking[i];
        assert_int_equal(get("statementId=" ID_A), 200);
        assert_int_equal(get("voidedStatementId=" ID_A), 404);
        assert_int_equal(count(""), i + 1);
    }
    at.authorization = mine;
    assert_int_equal(post(str_of(voiding)), 200);
    at.authorization = reader;
    assert_int_equal(get("statementId=" ID_A), 404);
    assert_int_equal(get("voidedStatementId=" ID_A), 200);
    assert_int_equal(count(""), 2);
}

static void test_filters(void **state)
{
    (void)state;
    struct event *events = ledger(1, 20, NULL, 1);
    assert_int_equal(post(statements_of(events, 20)), 200);
    int64_t between = at.hub.now_ms + 500;
    assert_int_equal(
        post(
            S("{\"actor\":{\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:m@b.c\"}]}," VERB
              ",\"object\":{\"objectType\":\"SubStatement\"," ACTOR "," VERB "," OBJECT "},"
              "\"context\":{\"registration\":\"" ID_A "\",\"instructor\":{\"mbox\":"
              "\"mailto:i@b.c\"},\"contextActivities\":{\"parent\":{\"id\":\"urn:p\"}}}}")),
        200);
    assert_int_equal(count(""), 21);
    assert_int_equal(count("limit=0"), 21);
    assert_int_equal(count("verb=http://adlnet.gov/expapi/verbs/attempted"), 4);
    assert_int_equal(count("verb=http%3A%2F%2Fexample.org%2Fv"), 1);
    assert_int_equal(count("registration=" SESSION), 20);
    assert_int_equal(count("registration=01890A5D-AC96-774B-BCCE-B302099A8057"), 20);
    assert_int_equal(count("registration=" ID_A), 1);
    assert_int_equal(count("activity=urn:p"), 0);
    assert_int_equal(count("activity=urn:p&related_activities=true"), 1);
    assert_int_equal(count("activity=http://example.org/a&related_activities=true"), 1);
    assert_int_equal(count("agent={\"mbox\":\"mailto:m@b.c\"}"), 1);
    assert_int_equal(count("agent={\"mbox\":\"mailto:i@b.c\"}"), 0);
    assert_int_equal(count("agent={\"mbox\":\"mailto:i@b.c\"}&related_agents=true"), 1);
    assert_int_equal(count("agent={\"mbox\":\"mailto:mau@example.org\"}&related_agents=true"), 1);
    str base = statement_base(&at.home, S("phuong-mau"));
    str agent = arena_printf(&at.home,
                             "agent={\"account\":{\"homePage\":\"%.*s\",\"name\":\"" KIOSK
                             "\"}}&related_agents=true",
                             STR_ARG(base));
    assert_int_equal(count(agent.ptr), 21); /* the authority */
    str since = clock_rfc3339(&at.home, between);
    str query = arena_printf(&at.home, "since=%.*s%%2B07:00", 23, since.ptr);
    assert_int_equal(count(query.ptr), 1);
    query = arena_printf(&at.home, "until=%.*s%%2B07:00", 23, since.ptr);
    assert_int_equal(count(query.ptr), 20);
}

/* What is stored after a hub has said how far its answer goes, comes with «since» that time. */
static void test_consistent_through(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(get(""), 200);
        str told = at.answer.consistent_through;
        at.hub.now_ms -= i % 2 ? 3000 : 1000; /* in the same millisecond; a clock that is behind */
        assert_int_equal(post(S("{" ACTOR "," VERB "," OBJECT "}")), 200);
        str query = arena_printf(&at.home, "since=%.*s%%2B07:00", 23, told.ptr);
        assert_int_equal(count(query.ptr), 1);
    }
}

static void test_bad_queries(void **state)
{
    (void)state;
    static const char *const bad[] = { "x=1",
                                       "statementid=" ID_A,
                                       "statementId=1",
                                       "statementId=" ID_A "&voidedStatementId=" ID_A,
                                       "statementId=" ID_A "&limit=1",
                                       "agent=x",
                                       "agent=%7B%7D",
                                       "verb=did",
                                       "activity=a",
                                       "registration=1",
                                       "related_agents=1",
                                       "related_activities=TRUE",
                                       "since=yesterday",
                                       "until=2026-13-01T00:00:00Z",
                                       "limit=-1",
                                       "limit=x",
                                       "format=short",
                                       "attachments=yes",
                                       "ascending=1",
                                       "limit=1&limit=2",
                                       "verb=%zz",
                                       "verb=%ff",
                                       "more=12.00000000000000000000000000000000",
                                       "more=" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (get(bad[i]) != 400)
            fail_msg("%s: %d", bad[i], at.answer.status);
}

static void test_pages(void **state)
{
    (void)state;
    struct event *events = ledger(1, 40, NULL, 1);
    assert_int_equal(post(statements_of(events, 30)), 200);
    str query = S("limit=2&verb=http://adlnet.gov/expapi/verbs/attempted");
    size_t seen = 0;
    const char *before = "zzzz";
    unsigned pages = 0;
    for (unsigned page = 0; query.len && page < 20; page++, pages++) {
        assert_int_equal(get(query.ptr), 200);
        json_t *root = body_json();
        json_t *list = json_object_get(root, "statements");
        assert_true(json_array_size(list) <= 2);
        for (size_t i = 0; i < json_array_size(list); i++, seen++) {
            const char *id = json_string_value(json_object_get(json_array_get(list, i), "id"));
            assert_true(strcmp(id, before) < 0);
            before = arena_str(&at.home, str_of(id)).ptr;
        }
        str more = arena_str(&at.home, str_of(json_string_value(json_object_get(root, "more"))));
        assert_true(more.len == 0 || str_starts(more, S("/xapi/statements?")));
        query = str_slice(more, strlen("/xapi/statements?"), more.len);
        json_decref(root);
        if (page == 0)
            assert_int_equal(post(statements_of(events + 30, 10)), 200);
        if (query.len) {
            /* The last letter of its proof, and the query it belongs to. */
            str changed = arena_str(&at.home, query);
            char *last = (char *)(uintptr_t)changed.ptr + changed.len - 1;
            *last = *last == '0' ? '1' : '0';
            assert_int_equal(get(changed.ptr), 400);
            changed = arena_str(&at.home, query);
            ((char *)(uintptr_t)changed.ptr)[6] = '8';
            assert_int_equal(get(changed.ptr), 400);
        }
    }
    assert_int_equal(seen, 6);
    assert_int_equal(pages, 3);
    assert_int_equal(count("limit=3&ascending=true"), 3);
    json_t *root = body_json();
    const char *id = json_string_value(
        json_object_get(json_array_get(json_object_get(root, "statements"), 0), "id"));
    assert_string_equal(id, id_text(&at.home, events[0].id).ptr);
    json_decref(root);
}

/* The link leads on, whatever letters are in the query's values. */
static void test_more_in_values(void **state)
{
    (void)state;
    static const char *const queries[] = { "limit=2", "verb=http://ex.org/anymore=1&limit=2",
                                           "limit=2&verb=http://ex.org/anymore=1",
                                           "verb=http://ex.org/anymore%3D1&limit=2" };
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(
            post(S("{" ACTOR ",\"verb\":{\"id\":\"http://ex.org/anymore=1\"}," OBJECT "}")), 200);
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        assert_int_equal(count(queries[i]), 2);
        json_t *root = body_json();
        str more = arena_str(&at.home, str_of(json_string_value(json_object_get(root, "more"))));
        json_decref(root);
        assert_true(more.len > 0);
        assert_int_equal(count(more.ptr + strlen("/xapi/statements?")), 1);
        /* Another name of the parameter is not what the hub gave. */
        str odd = arena_printf(&at.home, "%s&mor%%65=1.0", queries[i]);
        assert_int_equal(get(odd.ptr), 400);
    }
}

static void test_derived(void **state)
{
    (void)state;
    struct event *events = ledger(1, 3, NULL, 1);
    struct event_body body = event_body_none();
    body.group = S("HS");
    body.area = S("Tổ 5");
    must(body_write(&at.home, &body, &events[0].body) == FAIL_OK);
    for (size_t i = 0; i < 3; i++) {
        if (i)
            memcpy(events[i].prev, events[i - 1].hash, EVENT_HASH_BYTES);
        chain_hash(&events[i], events[i].hash);
    }
    struct statement_context context =
        statement_context_of(statement_base(&at.home, S("phuong-mau")), S(KIOSK));
    statement_context_take(&context, &body);
    str sent = statement_write_row(&at.home, &events[2], &context);
    struct event backwards[] = { events[2], events[1], events[0] };
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(post(statements_of(&backwards[i], 1)), 200);
    str query = arena_printf(&at.home, "statementId=%s", id_text(&at.home, events[2].id).ptr);
    assert_int_equal(get(query.ptr), 200);
    json_error_t error;
    json_t *want = json_loadb(sent.ptr, sent.len, 0, &error), *got = body_json();
    json_object_del(got, "stored");
    json_object_del(got, "authority");
    assert_true(json_equal(want, got));
    json_decref(want);
    json_decref(got);
    /* And it can be sent again. */
    assert_int_equal(get(query.ptr), 200);
    assert_int_equal(post(at.answer.body), 200);
    assert_int_equal(stored_events(), 3);
}

/* An object of so many objects and lists in one another. */
static str deep_body(size_t depth)
{
    struct buf body = buf_in(&at.home);
    buf_str(&body, S("{\"a\":"));
    for (size_t i = 1; i < depth; i++)
        buf_char(&body, '[');
    for (size_t i = 1; i < depth; i++)
        buf_char(&body, ']');
    if (depth == 1)
        buf_char(&body, '1');
    buf_char(&body, '}');
    return buf_view(&body);
}

/* Whatever a kiosk's bodies hold, its rows can be stored and come out as statements. */
static void test_odd_bodies(void **state)
{
    (void)state;
    static const size_t depths[] = { 1, EVENT_BODY_DEPTH_MAX, EVENT_BODY_DEPTH_MAX + 1, 2045,
                                     2046 };
    struct event *events = ledger(1, 6, NULL, 1);
    for (size_t i = 0; i < 6; i++) {
        events[i].body = i < 5 ? deep_body(depths[i]) : (str) { "{\"right\":1\0}", 12 };
        if (i)
            memcpy(events[i].prev, events[i - 1].hash, EVENT_HASH_BYTES);
        chain_hash(&events[i], events[i].hash);
    }
    /* A zero byte is nothing that comes through the wire; here it is only read. */
    struct statement_context context = statement_context_of(S("https://x.invalid"), S(KIOSK));
    assert_true(str_find(statement_write_row(&at.home, &events[5], &context), S("verb/logged")) >
                0);
    put_rows(1, events, 5);
    for (size_t i = 0; i < 5; i++) {
        str query = arena_printf(&at.home, "statementId=%s", id_text(&at.home, events[i].id).ptr);
        assert_int_equal(get(query.ptr), 200);
        assert_int_equal(said("verb/logged"), depths[i] > EVENT_BODY_DEPTH_MAX);
        assert_int_equal(said("xapi/ext/body\""), depths[i] <= EVENT_BODY_DEPTH_MAX);
    }
    assert_int_equal(count(""), 5);
    assert_int_equal(post(statements_of(events, 5)), 200);
    assert_int_equal(stored_events(), 5);
}

/* A row that the storage has damaged is said to be so, and the hub goes on. */
static void test_damaged_row(void **state)
{
    (void)state;
    struct event *events = ledger(1, 1, NULL, 1);
    events[0].seq = 0;
    events[0].type_name = S("statement");
    events[0].body = S("{\"actor\":");
    put_rows(1, events, 1);
    assert_int_equal(get(""), 503);
    assert_int_equal(put(ID_A, "{" ACTOR "," VERB "," OBJECT "}"), 204);
    assert_int_equal(get("statementId=" ID_A), 200);
}

static void test_reader(void **state)
{
    (void)state;
    struct event *events = ledger(1, 3, NULL, 1);
    str password, second, user = S("reader-tinh");
    assert_int_equal(post(statements_of(events, 3)), 200);
    struct exchange_request request = request_of(EXCHANGE_POST, "/xapi/statements");
    request.authorization = at.other_authorization;
    request.body = S("{" ACTOR "," VERB "," OBJECT "}");
    assert_int_equal(ask(&request), 200);
    str first = at.authorization;
    at.authorization = grant_authorization(&at.home, user, S("x"));
    assert_int_equal(get(""), 401);
    assert_int_equal(hub_reader_add(&at.hub, &at.home, user, &password), FAIL_OK);
    assert_int_equal(get(""), 401);
    at.authorization = grant_authorization(&at.home, user, password);
    assert_int_equal(count(""), 4);
    assert_true(said("\"name\":\"" KIOSK "\"") && said("\"name\":\"tram-hai\""));
    str query = arena_printf(&at.home, "statementId=%s", id_text(&at.home, events[1].id).ptr);
    assert_int_equal(get(query.ptr), 200);
    str as_reader = at.answer.body;
    assert_int_equal(post(S("[]")), 403);
    assert_int_equal(put(ID_A, "{" ACTOR "," VERB "," OBJECT "}"), 403);
    request = request_of(EXCHANGE_GET, "/tramso/receipt");
    assert_int_equal(ask(&request), 403);
    assert_int_equal(hub_reader_add(&at.hub, &at.home, user, &second), FAIL_OK);
    assert_int_equal(get(""), 401);
    at.authorization = grant_authorization(&at.home, user, second);
    assert_int_equal(get(""), 200);
    assert_int_equal(hub_reader_drop(&at.hub, &at.home, user), FAIL_OK);
    assert_int_equal(hub_reader_drop(&at.hub, &at.home, user), FAIL_MISSING);
    assert_int_equal(get(""), 401);
    at.authorization = first;
    assert_int_equal(get(query.ptr), 200);
    assert_true(str_eq(at.answer.body, as_reader));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, answer_set_up, answer_tear_down)
        TEST(test_get_one),
        TEST(test_voiding),
        TEST(test_voiding_reads_no_table),
        TEST(test_voiding_of_others),
        TEST(test_filters),
        TEST(test_times_once),
        TEST(test_consistent_through),
        TEST(test_bad_queries),
        TEST(test_pages),
        TEST(test_more_in_values),
        TEST(test_derived),
        TEST(test_reader),
        TEST(test_odd_bodies),
        TEST(test_damaged_row),
    };
    must(argc == 2);
    log_set_level(LOG_LEVEL_NONE);
    fixture_choose(argv[1]);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fixture_end();
    return failed;
}
