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

struct answer_fixture at;

/* ---- asking ---- */

int ask(const struct exchange_request *request)
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

struct exchange_request request_of(enum exchange_method method, const char *path)
{
    return (struct exchange_request) { .method = method,
                                       .path = str_of(path),
                                       .authorization = at.authorization,
                                       .xapi_version = S("1.0.3"),
                                       .content_type = S("application/json") };
}

int post(str body)
{
    struct exchange_request request = request_of(EXCHANGE_POST, "/xapi/statements");
    request.body = body;
    return ask(&request);
}

int put(const char *id, const char *body)
{
    struct exchange_request request = request_of(EXCHANGE_PUT, "/xapi/statements");
    request.query = arena_printf(&at.home, "statementId=%s", id);
    request.body = str_of(body);
    return ask(&request);
}

int get(const char *query)
{
    struct exchange_request request = request_of(EXCHANGE_GET, "/xapi/statements");
    request.query = str_of(query);
    return ask(&request);
}

bool said(const char *text)
{
    return str_find(at.answer.body, str_of(text)) >= 0;
}

json_t *body_json(void)
{
    json_error_t error;
    json_t *root = json_loadb(at.answer.body.ptr, at.answer.body.len, 0, &error);
    if (!root)
        fail_msg("%s: %.*s", error.text, STR_ARG(at.answer.body));
    return root;
}

/* How many statements a query gives. */
size_t count(const char *query)
{
    if (get(query) != 200)
        fail_msg("%s: %d %.*s", query, at.answer.status, STR_ARG(at.answer.body));
    json_t *root = body_json();
    size_t found = json_array_size(json_object_get(root, "statements"));
    json_decref(root);
    return found;
}

uint64_t stored_events(void)
{
    struct fixture_census census = fixture_count(&at.hub.store);
    assert_int_equal(census.twice, 0);
    arena_finish(&census.home);
    return census.count;
}

/* ---- a kiosk ---- */

str request_for(struct sign_keys *keys, const char *kiosk)
{
    str text;
    struct enrol_code code;
    assert_int_equal(hub_make_code(&at.hub, &at.home, &text), FAIL_OK);
    assert_int_equal(enrol_code_read(text, &code), FAIL_OK);
    struct enrol_request request = { .hub_key = at.hub.sign_id, .created_ms = at.hub.now_ms };
    snprintf(request.kiosk, sizeof request.kiosk, "%s", kiosk);
    return enrol_request_write(&at.home, &request, keys, code.token);
}

int send_enrol(str bytes)
{
    struct exchange_request request = { .method = EXCHANGE_POST,
                                        .path = S("/tramso/enrol"),
                                        .body = bytes };
    return ask(&request);
}

str enrol(struct sign_keys *keys, const char *kiosk)
{
    struct grant grant;
    struct grant_expect expect = { str_of(kiosk), keys, &at.hub.sign.pub };
    assert_int_equal(send_enrol(request_for(keys, kiosk)), 200);
    assert_int_equal(grant_read(at.answer.body, &expect, &grant, NULL), FAIL_OK);
    assert_memory_equal(grant.ward_key, at.hub.ward_key, SEAL_KEY_BYTES);
    str user = grant_user(&at.home, str_of(kiosk), grant.kiosk_key);
    return grant_authorization(&at.home, user, grant_password(&at.home, grant.http_secret));
}

int answer_set_up(void **state)
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

int answer_tear_down(void **state)
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

struct event *ledger(uint64_t first, size_t many, const uint8_t *before, uint64_t salt)
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

str statements_of(const struct event *events, size_t many)
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

struct receipt receipt_said(void)
{
    struct receipt receipt;
    str bytes;
    struct receipt_expect expect = { S(KIOSK), seal_key_id(at.kiosk.pub.bytes), &at.hub.sign.pub };
    assert_true(at.answer.receipt.len > 0);
    assert_int_equal(codec_base64_read(&at.home, at.answer.receipt, &bytes), FAIL_OK);
    assert_int_equal(receipt_read(bytes, &expect, &receipt, NULL), FAIL_OK);
    return receipt;
}

void assert_range(const struct receipt *receipt, uint32_t i, const struct event *first,
                  const struct event *last)
{
    assert_true(receipt->range_count > i);
    assert_int_equal(receipt->ranges[i].first_seq, first->seq);
    assert_int_equal(receipt->ranges[i].last_seq, last->seq);
    assert_memory_equal(receipt->ranges[i].first_hash, first->hash, EVENT_HASH_BYTES);
    assert_memory_equal(receipt->ranges[i].last_hash, last->hash, EVENT_HASH_BYTES);
}
