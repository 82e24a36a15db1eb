#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http_fixture.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "sync/outbox.h"
#include "wire/codec.h"
#include "wire/receipt.h"

#define EXT "https://tramso.invalid/phuong-mau/xapi/ext/"

static const uint8_t http_secret[GRANT_SECRET_BYTES] = { 9, 8, 7 };
static const uint8_t ward_key[SEAL_KEY_BYTES] = { 4, 5, 6 };

void fake_init(struct fake *fake, struct place *place)
{
    *fake = (struct fake) { .place = place, .random = 1 };
}

void fake_enrol(struct fake *fake)
{
    struct place *p = fake->place;
    struct enrol_code code = { .hub = "hub-mau",
                               .address = "https://hub.example",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .hub_box = p->hub_box.pub,
                               .token = { 7 },
                               .expires_ms = p->stamp.now.wall_ms + ENROL_VALID_MS };
    str text;
    assert_int_equal(enrol_code_write(&p->home, &code, &p->hub_sign, &text), FAIL_OK);
    assert_int_equal(identity_set_hub(&p->identity, text), FAIL_OK);
}

/* ---- what the hub says ---- */

static void add_runs(const struct fake *fake, struct receipt *receipt)
{
    for (uint64_t seq = 1; seq < FAKE_EVENTS_MAX; seq++) {
        if (!fake->held[seq])
            continue;
        struct receipt_range *range = &receipt->ranges[receipt->range_count];
        if (!fake->held[seq - 1] && receipt->range_count == RECEIPT_RANGES_MAX)
            return;
        if (!fake->held[seq - 1]) {
            range->first_seq = seq;
            memcpy(range->first_hash, fake->hashes[seq], EVENT_HASH_BYTES);
            receipt->range_count++;
        }
        range = &receipt->ranges[receipt->range_count - 1];
        range->last_seq = seq;
        memcpy(range->last_hash, fake->hashes[seq], EVENT_HASH_BYTES);
    }
}

static str receipt_header(struct fake *fake, arena *home, enum fault fault)
{
    struct place *p = fake->place;
    struct receipt receipt = { .kiosk_key = p->identity.sign_id,
                               .hub_wall_ms = p->stamp.now.wall_ms + 5000 };
    memcpy(receipt.kiosk, p->identity.kiosk, sizeof receipt.kiosk);
    add_runs(fake, &receipt);
    struct sign_keys keys = p->hub_sign;
    if (fault == FAULT_STRANGER || fault == FAULT_OTHER_PAST) {
        struct ledger_end end;
        assert_int_equal(ledger_end(p->ledger, &end), FAIL_OK);
        receipt.range_count = 1;
        receipt.ranges[0] = (struct receipt_range) { .first_seq = 1, .last_seq = end.seq };
        assert_int_equal(ledger_hash_at(p->ledger, 1, receipt.ranges[0].first_hash), FAIL_OK);
        memcpy(receipt.ranges[0].last_hash, end.hash, EVENT_HASH_BYTES);
        receipt.ranges[0].last_hash[0] ^= fault == FAULT_OTHER_PAST;
    }
    if (fault == FAULT_STRANGER)
        seal_sign_keys((const uint8_t[SEAL_SEED_BYTES]) { 77 }, &keys);
    if (fault == FAULT_GARBAGE)
        return S("!!! this is no receipt");
    return receipt.range_count ? codec_base64(home, receipt_write(home, &receipt, &keys))
                               : (str) { 0 };
}

static void say(struct exchange_answer *answer, int status, str type, str body)
{
    answer->status = status;
    answer->content_type = type;
    answer->body = body;
}

static void answer_enrol(struct fake *fake, arena *home, const struct exchange_request *request,
                         struct exchange_answer *answer)
{
    struct place *p = fake->place;
    struct enrol_request asked;
    str bytes;
    assert_int_equal(enrol_request_read(request->body, &asked, NULL), FAIL_OK);
    if (fake->refuses_enrolment) {
        say(answer, 403, S("text/plain"), S("the code has expired\n"));
        return;
    }
    struct grant grant = { .hub_wall_ms = p->stamp.now.wall_ms };
    memcpy(grant.kiosk, asked.kiosk, sizeof grant.kiosk);
    memcpy(grant.http_secret, http_secret, sizeof http_secret);
    memcpy(grant.ward_key, ward_key, sizeof ward_key);
    assert_int_equal(grant_write(home, &grant, &asked.kiosk_sign, &p->hub_sign, &bytes), FAIL_OK);
    say(answer, 200, S("application/octet-stream"), bytes);
}

static bool is_among(const uint64_t *list, uint64_t seq)
{
    for (size_t i = 0; i < FAKE_BAD_MAX; i++)
        if (list[i] == seq)
            return true;
    return false;
}

static uint64_t seq_of(const json_t *statement)
{
    const json_t *extensions = json_object_get(json_object_get(statement, "context"), "extensions");
    return (uint64_t)json_integer_value(json_object_get(extensions, EXT "seq"));
}

static void keep(struct fake *fake, const json_t *statement)
{
    const json_t *extensions = json_object_get(json_object_get(statement, "context"), "extensions");
    uint64_t seq = seq_of(statement);
    assert_in_range(seq, 1, FAKE_EVENTS_MAX - 1);
    const char *hash = json_string_value(json_object_get(extensions, EXT "hash"));
    const char *id = json_string_value(json_object_get(statement, "id"));
    assert_true(codec_hex_read(str_of(hash), fake->hashes[seq], EVENT_HASH_BYTES));
    assert_true(id_parse(str_of(id), fake->ids[seq]));
    fake->held[seq] = true;
}

static bool refuse_all(struct fake *fake, const json_t *list, struct exchange_answer *answer)
{
    size_t i, count = json_array_size(list);
    json_t *item;
    bool bad = fake->refuses_all, clash = false;
    json_array_foreach(list, i, item)
    {
        bad = bad || is_among(fake->bad, seq_of(item));
        clash = clash || is_among(fake->clashes, seq_of(item));
    }
    if (fake->most && count > fake->most)
        say(answer, 413, S("text/plain"), S("too many\n"));
    else if (bad)
        say(answer, 400, S("text/plain; charset=utf-8"), S("a statement is refused: its verb\n"));
    else if (clash)
        say(answer, 409, S("text/plain; charset=utf-8"), S("the id is taken\n"));
    return answer->status >= 400;
}

static void answer_post(struct fake *fake, arena *home, const struct exchange_request *request,
                        bool lie, struct exchange_answer *answer)
{
    json_error_t error;
    json_t *list = json_loadb(request->body.ptr, request->body.len, 0, &error), *item;
    assert_true(json_is_array(list));
    assert_true(request->body.len <= EXCHANGE_BODY_BYTES_MAX);
    size_t i, count = json_array_size(list);
    assert_in_range(count, 1, EXCHANGE_STATEMENTS_MAX);
    fake->largest = count > fake->largest ? count : fake->largest;
    answer->xapi_version = S("1.0.3");
    if (lie || !refuse_all(fake, list, answer)) {
        struct buf body = buf_in(home);
        json_array_foreach(list, i, item)
        {
            if (!lie)
                keep(fake, item);
            buf_printf(&body, "%s\"%s\"", i ? "," : "[",
                       json_string_value(json_object_get(item, "id")));
        }
        buf_char(&body, ']');
        say(answer, 200, S("application/json"), buf_view(&body));
    }
    json_decref(list);
}

static void answer_id(struct fake *fake, arena *home, const struct exchange_request *request,
                      struct exchange_answer *answer)
{
    uint8_t id[EVENT_ID_BYTES];
    str asked = str_slice(request->query, strlen("statementId="), request->query.len);
    assert_true(id_parse(asked, id));
    for (uint64_t seq = 1; seq < FAKE_EVENTS_MAX; seq++)
        if (fake->held[seq] && memcmp(fake->ids[seq], id, sizeof id) == 0) {
            say(answer, 200, S("application/json"),
                arena_printf(home, "{\"id\":\"%.*s\"}", STR_ARG(asked)));
            return;
        }
    say(answer, 404, S("text/plain"), S("no\n"));
}

/* ---- the way there and back ---- */

static void work(struct fake *fake, arena *home, const struct exchange_request *request,
                 enum fault fault, struct exchange_answer *answer)
{
    bool lie = fault == FAULT_LIE || fault == FAULT_LIE_STALE || fault == FAULT_STRANGER ||
               fault == FAULT_OTHER_PAST;
    if (str_eq(request->path, S("/tramso/enrol"))) {
        answer_enrol(fake, home, request, answer);
        return;
    }
    str wanted = grant_authorization(
        home, grant_user(home, str_of(fake->place->identity.kiosk), fake->place->identity.sign_id),
        grant_password(home, http_secret));
    if (fake->revoked || (!fake->lrs && !str_eq(request->authorization, wanted))) {
        say(answer, fake->revoked ? 403 : 401, S("text/plain"), S("no\n"));
        return;
    }
    if (str_eq(request->path, S("/tramso/receipt")))
        answer->status = 204;
    else if (request->method == EXCHANGE_GET)
        answer_id(fake, home, request, answer);
    else
        answer_post(fake, home, request, lie, answer);
    if (!fake->lrs && fault != FAULT_LIE && fault != FAULT_NO_RECEIPT)
        answer->receipt = receipt_header(fake, home, fault);
}

static enum fail spoil(enum fault fault, struct exchange_answer *answer)
{
    static const struct {
        enum fail fail;
        int status;
        str type, body, retry_after, version;
    } spoilt[FAULT_COUNT] = {
        [FAULT_OFFLINE] = { .fail = FAIL_OFFLINE },
        [FAULT_CERTIFICATE] = { .fail = FAIL_FOREIGN },
        [FAULT_NO_LIBRARY] = { .fail = FAIL_IO },
        [FAULT_CUT] = { .fail = FAIL_CORRUPT },
        [FAULT_TOO_LARGE] = { .fail = FAIL_LIMIT },
        [FAULT_PORTAL] = { .status = 200,
                           .type = S_INIT("text/html; charset=utf-8"),
                           .body = S_INIT("<html>Xin đăng nhập Wi-Fi</html>") },
        [FAULT_PORTAL_JSON] = { .status = 200,
                                .type = S_INIT("application/json"),
                                .body = S_INIT("{\"login\":true}") },
        [FAULT_NOTHING] = { .status = 204 },
        [FAULT_REDIRECT] = { .status = 302 },
        [FAULT_WRONG_TYPE] = { .status = 200, .type = S_INIT("Text/HTML"), .body = S_INIT("[]") },
        [FAULT_401] = { .status = 401, .type = S_INIT("text/plain") },
        [FAULT_403] = { .status = 403, .type = S_INIT("text/plain") },
        [FAULT_413] = { .status = 413 },
        [FAULT_429] = { .status = 429, .retry_after = S_INIT("90") },
        [FAULT_503] = { .status = 503, .retry_after = S_INIT("Sun, 22 Nov 2026 05:30:36 GMT") },
        [FAULT_500] = { .status = 500, .type = S_INIT("text/plain") },
        [FAULT_400_HTML] = { .status = 400, .type = S_INIT("text/html") },
    };
    if (spoilt[fault].fail == FAIL_OK && spoilt[fault].status == 0)
        return FAIL_OK;
    *answer = (struct exchange_answer) { .status = spoilt[fault].status,
                                         .content_type = spoilt[fault].type,
                                         .body = spoilt[fault].body,
                                         .retry_after = spoilt[fault].retry_after };
    return spoilt[fault].fail;
}

static enum fail fake_send(void *self, arena *home, const struct exchange_request *request,
                           struct exchange_answer *answer)
{
    struct fake *fake = self;
    *answer = (struct exchange_answer) { 0 };
    fake->requests++;
    fake->posts += request->method == EXCHANGE_POST && !str_eq(request->path, S("/tramso/enrol"));
    enum fault fault = fake->pick ? fake->pick(fake, request) : FAULT_NONE;
    bool reached = fault == FAULT_NONE || fault == FAULT_CUT || fault == FAULT_TOO_LARGE ||
                   (fault >= FAULT_LIE && fault <= FAULT_WRONG_TYPE);
    if (reached)
        work(fake, home, request, fault, answer);
    if (fake->kill_at && fake->requests == fake->kill_at)
        _exit(42);
    return spoil(fault, answer);
}

static enum fail run(struct fake *fake, const struct http_lrs *lrs, bool again)
{
    struct place *p = fake->place;
    struct http_sync sync = { .port = { fake_send, fake },
                              .ledger = p->ledger,
                              .views = p->views,
                              .identity = &p->identity,
                              .lrs = lrs,
                              .again = again,
                              .now = place_tick,
                              .self = p };
    return http_sync_run(&sync, &fake->report);
}

enum fail fake_sync(struct fake *fake, bool again)
{
    return run(fake, NULL, again);
}

enum fail fake_sync_lrs(struct fake *fake)
{
    struct http_lrs lrs = { S("https://lrs.example/xapi"), S("tram"), S("mat-khau-mau") };
    return run(fake, &lrs, false);
}

/* ---- looking ---- */

str fake_hub_name(struct fake *fake)
{
    return key_id_text(&fake->place->home, fake->place->identity.hub_sign_id);
}

uint64_t fake_delivered(struct fake *fake, str hub)
{
    struct outbox_state state;
    struct place *p = fake->place;
    assert_int_equal(outbox_refresh(p->views, p->ledger, hub, &state), FAIL_OK);
    return state.delivered_count;
}

void fake_check_truth(struct fake *fake)
{
    struct outbox_state state;
    struct place *p = fake->place;
    assert_int_equal(outbox_refresh(p->views, p->ledger, fake_hub_name(fake), &state), FAIL_OK);
    for (uint32_t i = 0; i < state.range_count; i++)
        for (uint64_t seq = state.ranges[i].first_seq; seq <= state.ranges[i].last_seq; seq++) {
            uint8_t hash[EVENT_HASH_BYTES];
            assert_int_equal(ledger_hash_at(p->ledger, seq, hash), FAIL_OK);
            assert_true(fake->held[seq]);
            assert_memory_equal(hash, fake->hashes[seq], sizeof hash);
        }
}
