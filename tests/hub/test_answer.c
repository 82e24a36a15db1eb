/* The hub's HTTP behaviour: every status and rule, over both kinds of storage, without sockets. */
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
#include "base/log.h"
#include "base/must.h"
#include "hub/answer.h"
#include "hub/keys.h"
#include "hub_fixture.h"
#include "wire/body.h"
#include "wire/chain.h"
#include "wire/codec.h"
#include "wire/grant.h"
#include "wire/statement.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

#define KIOSK "tram-mau"
#define SESSION "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_A "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
#define ID_B "6690e6c9-3ef0-4ed3-8b37-7f3964730bef"
#define ACTOR "\"actor\":{\"mbox\":\"mailto:mau@example.org\"}"
#define VERB                                                                                       \
    "\"verb\":{\"id\":\"http://example.org/v\",\"display\":{\"en\":\"did\",\"vi\":\"làm\"}}"
#define OBJECT "\"object\":{\"id\":\"http://example.org/a\"}"

static struct {
    arena home; /* of one test */
    char folder[64];
    struct hub hub;
    struct sign_keys kiosk, other;
    str authorization, other_authorization;
    struct exchange_answer answer;
} at;

/* ---- asking ---- */

static int ask(const struct exchange_request *request)
{
    at.hub.now_ms += 1000;
    hub_answer(&at.hub, &at.home, request, &at.answer);
    if (at.answer.status >= 400) {
        /* One sentence, and nothing but text. */
        assert_true(at.answer.body.len > 10 && str_ends(at.answer.body, S("\n")));
        assert_true(str_starts(at.answer.content_type, S("text/plain")));
    }
    return at.answer.status;
}

static struct exchange_request request_of(enum exchange_method method, const char *path)
{
    return (struct exchange_request) { .method = method,
                                       .path = str_of(path),
                                       .authorization = at.authorization,
                                       .xapi_version = S("1.0.3"),
                                       .content_type = S("application/json") };
}

static int post(str body)
{
    struct exchange_request request = request_of(EXCHANGE_POST, "/xapi/statements");
    request.body = body;
    return ask(&request);
}

static int put(const char *id, const char *body)
{
    struct exchange_request request = request_of(EXCHANGE_PUT, "/xapi/statements");
    request.query = arena_printf(&at.home, "statementId=%s", id);
    request.body = str_of(body);
    return ask(&request);
}

static int get(const char *query)
{
    struct exchange_request request = request_of(EXCHANGE_GET, "/xapi/statements");
    request.query = str_of(query);
    return ask(&request);
}

static bool said(const char *text)
{
    return str_find(at.answer.body, str_of(text)) >= 0;
}

static json_t *body_json(void)
{
    json_error_t error;
    json_t *root = json_loadb(at.answer.body.ptr, at.answer.body.len, 0, &error);
    if (!root)
        fail_msg("%s: %.*s", error.text, STR_ARG(at.answer.body));
    return root;
}

/* How many statements a query gives. */
static size_t count(const char *query)
{
    if (get(query) != 200)
        fail_msg("%s: %d %.*s", query, at.answer.status, STR_ARG(at.answer.body));
    json_t *root = body_json();
    size_t found = json_array_size(json_object_get(root, "statements"));
    json_decref(root);
    return found;
}

static uint64_t stored_events(void)
{
    struct fixture_census census = fixture_count(&at.hub.store);
    assert_int_equal(census.twice, 0);
    arena_finish(&census.home);
    return census.count;
}

/* ---- a kiosk ---- */

static str request_for(struct sign_keys *keys, const char *kiosk)
{
    str text;
    struct enrol_code code;
    assert_int_equal(hub_make_code(&at.hub, &at.home, &text), FAIL_OK);
    assert_int_equal(enrol_code_read(text, &code), FAIL_OK);
    struct enrol_request request = { .hub_key = at.hub.sign_id, .created_ms = at.hub.now_ms };
    snprintf(request.kiosk, sizeof request.kiosk, "%s", kiosk);
    return enrol_request_write(&at.home, &request, keys, code.token);
}

static int send_enrol(str bytes)
{
    struct exchange_request request = { .method = EXCHANGE_POST,
                                        .path = S("/tramso/enrol"),
                                        .body = bytes };
    return ask(&request);
}

static str enrol(struct sign_keys *keys, const char *kiosk)
{
    struct grant grant;
    struct grant_expect expect = { str_of(kiosk), keys, &at.hub.sign.pub };
    assert_int_equal(send_enrol(request_for(keys, kiosk)), 200);
    assert_int_equal(grant_read(at.answer.body, &expect, &grant, NULL), FAIL_OK);
    assert_memory_equal(grant.ward_key, at.hub.ward_key, SEAL_KEY_BYTES);
    str user = grant_user(&at.home, str_of(kiosk), grant.kiosk_key);
    return grant_authorization(&at.home, user, grant_password(&at.home, grant.http_secret));
}

static int set_up(void **state)
{
    (void)state;
    uint8_t seed[SEAL_SEED_BYTES] = { 1 };
    fixture_wipe();
    memset(&at, 0, sizeof at);
    snprintf(at.folder, sizeof at.folder, "/tmp/tramso-answer-XXXXXX");
    must(mkdtemp(at.folder) != NULL);
    struct hub_place place = { str_of(at.folder), fixture_spec() };
    struct hub_ward ward = { S("phuong-mau"), S("Phường Mẫu"), S("") };
    must(hub_init(&at.hub, &at.home, &place, &ward, NOW_MS) == FAIL_OK);
    seal_sign_keys(seed, &at.kiosk);
    seed[0] = 2;
    seal_sign_keys(seed, &at.other);
    at.authorization = enrol(&at.kiosk, KIOSK);
    at.other_authorization = enrol(&at.other, "tram-hai");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hub_close(&at.hub);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", at.folder);
    must(system(command) == 0);
    arena_finish(&at.home);
    return 0;
}

/* ---- a ledger ---- */

static struct event *ledger(uint64_t first, size_t many, const uint8_t *before, uint64_t salt)
{
    struct history history = { first, many, before, salt };
    struct event *events = fixture_history(&at.home, &history);
    for (size_t i = 0; i < many; i++) {
        events[i].session = S(SESSION);
        events[i].type = event_type_find(events[i].type_name);
        memcpy(events[i].prev,
               i        ? events[i - 1].hash
               : before ? before
                        : events[0].prev,
               EVENT_HASH_BYTES);
        chain_hash(&events[i], events[i].hash);
    }
    return events;
}

static str statements_of(const struct event *events, size_t many)
{
    struct statement_context context =
        statement_context_of(statement_base(&at.home, S("phuong-mau")), S(KIOSK));
    struct buf body = buf_in(&at.home);
    buf_char(&body, '[');
    for (size_t i = 0; i < many; i++) {
        buf_str(&body, i ? S(",") : S(""));
        buf_str(&body, statement_write_row(&at.home, &events[i], &context));
    }
    buf_char(&body, ']');
    return buf_view(&body);
}

static struct receipt receipt_said(void)
{
    struct receipt receipt;
    str bytes;
    struct receipt_expect expect = { S(KIOSK), seal_key_id(at.kiosk.pub.bytes), &at.hub.sign.pub };
    assert_true(at.answer.receipt.len > 0);
    assert_int_equal(codec_base64_read(&at.home, at.answer.receipt, &bytes), FAIL_OK);
    assert_int_equal(receipt_read(bytes, &expect, &receipt, NULL), FAIL_OK);
    return receipt;
}

static void assert_range(const struct receipt *receipt, uint32_t i, const struct event *first,
                         const struct event *last)
{
    assert_true(receipt->range_count > i);
    assert_int_equal(receipt->ranges[i].first_seq, first->seq);
    assert_int_equal(receipt->ranges[i].last_seq, last->seq);
    assert_memory_equal(receipt->ranges[i].first_hash, first->hash, EVENT_HASH_BYTES);
    assert_memory_equal(receipt->ranges[i].last_hash, last->hash, EVENT_HASH_BYTES);
}

/* ---- tests ---- */

static void test_routes(void **state)
{
    (void)state;
    struct exchange_request request = { .method = EXCHANGE_GET, .path = S("/xapi/about") };
    assert_int_equal(ask(&request), 200);
    assert_true(said("\"1.0.3\""));
    assert_true(str_eq(at.answer.xapi_version, S("1.0.3")));
    request.method = EXCHANGE_POST;
    assert_int_equal(ask(&request), 405);
    assert_true(str_eq(at.answer.allow, S("GET, HEAD")));
    request = request_of(EXCHANGE_OTHER, "/xapi/statements");
    assert_int_equal(ask(&request), 405);
    assert_true(str_eq(at.answer.allow, S("GET, HEAD, POST, PUT")));
    static const char *const nothing[] = { "", "/", "/xapi", "/xapi/statements/", "/../etc" };
    for (size_t i = 0; i < COUNT_OF(nothing); i++) {
        request = request_of(EXCHANGE_GET, nothing[i]);
        assert_int_equal(ask(&request), 404);
    }
    request = request_of(EXCHANGE_POST, "/xapi/statements");
    request.body = (str) { "", EXCHANGE_BODY_BYTES_MAX + 1 };
    assert_int_equal(ask(&request), 413);
}

static void test_credentials(void **state)
{
    (void)state;
    str user, password;
    must(grant_authorization_read(&at.home, at.authorization, &user, &password));
    str other = fixture_spec(); /* any text */
    str wrong[] = { S(""),
                    S("Basic"),
                    S("Bearer x"),
                    grant_authorization(&at.home, user, S("")),
                    grant_authorization(&at.home, user, other),
                    grant_authorization(&at.home, S(KIOSK), password),
                    grant_authorization(&at.home, S("tram-ba.00000000"), password),
                    grant_authorization(&at.home, user, str_slice(password, 0, 42)) };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct exchange_request request = request_of(EXCHANGE_POST, "/xapi/statements");
        request.authorization = wrong[i];
        request.body = S("{" ACTOR "," VERB "," OBJECT "}");
        assert_int_equal(ask(&request), 401);
        assert_true(str_starts(at.answer.challenge, S("Basic ")));
        assert_int_equal(at.answer.receipt.len, 0);
    }
    assert_int_equal(count(""), 0);
    struct hub_store *store = &at.hub.store;
    must(store->ops->begin(store) == FAIL_OK);
    must(store->ops->kiosk_revoke(store, 1, NOW_MS) == FAIL_OK);
    must(store->ops->commit(store) == FAIL_OK);
    assert_int_equal(get(""), 403);
    assert_int_equal(post(S("[]")), 403);
}

static void test_versions(void **state)
{
    (void)state;
    static const struct {
        const char *version;
        int status;
    } cases[] = { { "1.0.3", 200 }, { "1.0", 200 }, { "1.0.0", 200 }, { "1.0.9", 200 },
                  { "", 400 },      { "1", 400 },   { "0.95", 400 },  { "1.1.0", 400 },
                  { "2.0.0", 400 }, { "1.0.", 400 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct exchange_request request = request_of(EXCHANGE_GET, "/xapi/statements");
        request.xapi_version = str_of(cases[i].version);
        assert_int_equal(ask(&request), cases[i].status);
        assert_true(str_eq(at.answer.xapi_version, S("1.0.3")));
        assert_true(at.answer.consistent_through.len > 20);
    }
}

static void test_enrol(void **state)
{
    (void)state;
    struct sign_keys third;
    uint8_t seed[SEAL_SEED_BYTES] = { 3 };
    seal_sign_keys(seed, &third);
    str bytes = request_for(&third, "tram-ba");
    str changed = arena_str(&at.home, bytes);
    ((char *)(uintptr_t)changed.ptr)[100] ^= 1;
    assert_int_equal(send_enrol(S("hello")), 400);
    assert_int_equal(send_enrol(changed), 403);
    at.hub.now_ms += HUB_STICK_GRACE_MS + ENROL_VALID_MS;
    assert_int_equal(send_enrol(bytes), 403);
    assert_true(said("expired"));
    at.hub.now_ms -= HUB_STICK_GRACE_MS + ENROL_VALID_MS;
    assert_int_equal(send_enrol(bytes), 200);
    assert_int_equal(at.answer.body.len, GRANT_BYTES);
    assert_int_equal(send_enrol(bytes), 200); /* its grant was lost on the way */
    seed[0] = 4;
    seal_sign_keys(seed, &third);
    str second = request_for(&third, "tram-bon");
    assert_int_equal(send_enrol(second), 200);
}

static void test_rows(void **state)
{
    (void)state;
    struct event *events = ledger(1, 30, NULL, 1);
    struct exchange_request request = request_of(EXCHANGE_GET, "/tramso/receipt");
    assert_int_equal(ask(&request), 204);
    assert_int_equal(at.answer.receipt.len, 0);
    assert_int_equal(post(statements_of(events, 10)), 200);
    struct receipt receipt = receipt_said();
    assert_range(&receipt, 0, &events[0], &events[9]);
    assert_int_equal(receipt.hub_wall_ms, at.hub.now_ms);
    /* Again changes nothing; a gap shows; filling it joins. */
    assert_int_equal(post(statements_of(events, 10)), 200);
    assert_int_equal(stored_events(), 10);
    assert_int_equal(post(statements_of(events + 20, 10)), 200);
    receipt = receipt_said();
    assert_int_equal(receipt.range_count, 2);
    assert_range(&receipt, 1, &events[20], &events[29]);
    assert_int_equal(post(statements_of(events + 5, 20)), 200);
    /* What was sent ends inside a run: the run is said up to there, for a restored kiosk. */
    receipt = receipt_said();
    assert_range(&receipt, 0, &events[0], &events[24]);
    assert_int_equal(ask(&request), 204);
    receipt = receipt_said();
    assert_int_equal(receipt.range_count, 1);
    assert_range(&receipt, 0, &events[0], &events[29]);
    assert_int_equal(stored_events(), 30);
    /* Another history from 11 on. */
    struct event *fork = ledger(11, 5, events[9].hash, 2);
    assert_int_equal(post(statements_of(fork, 5)), 200);
    receipt = receipt_said();
    assert_true(receipt.ranges[0].last_seq == 15 &&
                memcmp(receipt.ranges[0].last_hash, fork[4].hash, EVENT_HASH_BYTES) == 0);
    assert_int_equal(stored_events(), 35);
}

static void test_row_refused(void **state)
{
    (void)state;
    struct event *events = ledger(1, 6, NULL, 1);
    /* A changed row: its place and id are named, and nothing of the request is kept. */
    struct event *copy = arena_new(&at.home, struct event, 6);
    memcpy(copy, events, 6 * sizeof *copy);
    copy[3].mono_ms++;
    assert_int_equal(post(statements_of(copy, 6)), 400);
    assert_true(said("statement 3") && said(id_text(&at.home, copy[3].id).ptr));
    assert_true(said("hash does not hold"));
    assert_int_equal(at.answer.receipt.len, 0);
    assert_int_equal(stored_events(), 0);
    /* Another kiosk's row. */
    struct exchange_request request = request_of(EXCHANGE_POST, "/xapi/statements");
    request.authorization = at.other_authorization;
    request.body = statements_of(events, 2);
    assert_int_equal(ask(&request), 400);
    assert_true(said("not of the kiosk tram-hai"));
    /* The same id with other content: 409 with the id, and nothing kept. */
    assert_int_equal(post(statements_of(events, 3)), 200);
    copy[1] = events[1];
    copy[1].mono_ms += 5;
    chain_hash(&copy[1], copy[1].hash);
    copy[4] = events[4];
    struct event pair[] = { copy[4], copy[1] };
    assert_int_equal(post(statements_of(pair, 2)), 409);
    assert_true(said(id_text(&at.home, copy[1].id).ptr));
    assert_false(said(id_text(&at.home, copy[4].id).ptr));
    assert_int_equal(stored_events(), 3);
}

static void test_post_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "",
                                       "{",
                                       "<html>",
                                       "[1]",
                                       "{}",
                                       "[{\"id\":\"" ID_A "\"}]",
                                       "{" ACTOR "," VERB "," OBJECT ",\"attachments\":[]}" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(post(str_of(bad[i])), 400);
    assert_int_equal(post(S("[{" ACTOR "," VERB "," OBJECT "},{\"id\":\"" ID_A "\"}]")), 400);
    assert_true(said("statement 1 (id " ID_A ")") && said("statements[1].actor is missing"));
    struct exchange_request request = request_of(EXCHANGE_POST, "/xapi/statements");
    request.body = S("{" ACTOR "," VERB "," OBJECT "}");
    static const char *const types[] = { "", "text/plain", "multipart/mixed; boundary=x",
                                         "application/jsonx" };
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        request.content_type = str_of(types[i]);
        assert_int_equal(ask(&request), 400);
    }
    request.content_type = S("Application/JSON; charset=utf-8");
    request.query = S("x=1");
    assert_int_equal(ask(&request), 400);
    assert_int_equal(count(""), 0);
    request.query = S("");
    assert_int_equal(ask(&request), 200);
    assert_int_equal(count(""), 1);
    struct buf many = buf_in(&at.home);
    for (unsigned i = 0; i <= EXCHANGE_STATEMENTS_MAX; i++)
        buf_str(&many, i ? S(",{}") : S("[{}"));
    buf_char(&many, ']');
    assert_int_equal(post(buf_view(&many)), 413);
    assert_int_equal(post(S("[]")), 200);
}

static void test_put(void **state)
{
    (void)state;
    static const char plain[] = "{" ACTOR "," VERB "," OBJECT "}";
    assert_int_equal(put(ID_A, plain), 204);
    assert_int_equal(put(ID_A, plain), 204);
    assert_int_equal(put(ID_A, "{" ACTOR ",\"verb\":{\"id\":\"urn:o\"}," OBJECT "}"), 409);
    assert_true(said(ID_A));
    assert_int_equal(put(ID_A, "{\"id\":\"" ID_B "\"," ACTOR "," VERB "," OBJECT "}"), 400);
    assert_int_equal(put("x", plain), 400);
    assert_int_equal(put(ID_B, "[{" ACTOR "," VERB "," OBJECT "}]"), 400);
    struct exchange_request request = request_of(EXCHANGE_PUT, "/xapi/statements");
    request.body = str_of(plain);
    assert_int_equal(ask(&request), 400);
    request.query = S("statementId=" ID_A);
    request.if_none_match = S("*");
    assert_int_equal(ask(&request), 412);
    request.query = S("statementId=" ID_B);
    assert_int_equal(ask(&request), 204);
    assert_int_equal(count(""), 2);
    /* Another kiosk: the id is taken. */
    request.if_none_match = S("");
    request.authorization = at.other_authorization;
    request.body = S("{" ACTOR ",\"verb\":{\"id\":\"urn:o\"}," OBJECT "}");
    assert_int_equal(ask(&request), 409);
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

/* Pages join without a hole or a repetition, while statements arrive; their addresses are ours. */
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

/* A reader reads all kiosks and writes nothing, until it is revoked. */
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

/* What comes out of a row is what went in, context and all. */
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

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(test_routes),  TEST(test_credentials), TEST(test_versions), TEST(test_enrol),
        TEST(test_rows),    TEST(test_row_refused), TEST(test_put),      TEST(test_post_refused),
        TEST(test_get_one), TEST(test_voiding),     TEST(test_filters),  TEST(test_bad_queries),
        TEST(test_pages),   TEST(test_derived),     TEST(test_reader),
    };
    must(argc == 2);
    log_set_level(LOG_LEVEL_NONE);
    fixture_choose(argv[1]);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fixture_end();
    return failed;
}
