/* The hub's HTTP behaviour: who may ask, and what comes in; over both kinds of storage, without
 * sockets. */
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
#include "answer_fixture.h"
#include "hub_fixture.h"
#include "wire/body.h"
#include "wire/chain.h"
#include "wire/codec.h"
#include "wire/grant.h"
#include "wire/statement.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

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

/* ---- storage that fails when a receipt is made ---- */

static struct {
    const struct hub_store_ops *real;
    struct hub_store_ops broken;
    unsigned asked, good; /* reading the runs goes well so often */
} failing;

static enum fail runs_fail(struct hub_store *store, int64_t installation, struct receipt_range *out,
                           size_t max, size_t *count_out)
{
    if (failing.asked++ >= failing.good)
        return FAIL_BUSY;
    return failing.real->runs(store, installation, out, max, count_out);
}

static void fail_after(unsigned good)
{
    failing.real = failing.real ? failing.real : at.hub.store.ops;
    failing.broken = *failing.real;
    failing.broken.runs = runs_fail;
    failing.asked = 0;
    failing.good = good;
    at.hub.store.ops = &failing.broken;
}

/* «Nothing was kept» is true, whenever the storage fails: a kiosk that hears it sends again. */
static void test_receipt_fails(void **state)
{
    (void)state;
    struct event *events = ledger(1, 5, NULL, 1);
    unsigned good = 0, refused = 0;
    failing.real = NULL;
    do {
        fail_after(good++);
        int status = post(statements_of(events, 5));
        at.hub.store.ops = failing.real;
        if (status == 200)
            break;
        assert_int_equal(status, 503);
        assert_int_equal(at.answer.receipt.len, 0);
        assert_int_equal(stored_events(), 0);
        refused++;
    } while (good < 9);
    assert_true(refused >= 2); /* when the run is made, and when it is said */
    assert_int_equal(at.answer.status, 200);
    struct receipt receipt = receipt_said();
    assert_range(&receipt, 0, &events[0], &events[4]);
    assert_int_equal(stored_events(), 5);
    /* The same for one statement. */
    fail_after(0);
    assert_int_equal(put(ID_A, "{" ACTOR "," VERB "," OBJECT "}"), 503);
    at.hub.store.ops = failing.real;
    assert_int_equal(get("statementId=" ID_A), 404);
    assert_int_equal(put(ID_A, "{" ACTOR "," VERB "," OBJECT "}"), 204);
    assert_true(at.answer.receipt.len > 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, answer_set_up, answer_tear_down)
        TEST(test_routes),       TEST(test_credentials), TEST(test_versions),
        TEST(test_enrol),        TEST(test_rows),        TEST(test_row_refused),
        TEST(test_post_refused), TEST(test_put),         TEST(test_receipt_fails),
    };
    must(argc == 2);
    log_set_level(LOG_LEVEL_NONE);
    fixture_choose(argv[1]);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fixture_end();
    return failed;
}
