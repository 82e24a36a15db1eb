/* Letters for bytes, ids, bodies, rows and statements. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/must.h"
#include "wire/body.h"
#include "wire/chain.h"
#include "wire/codec.h"
#include "wire/row.h"
#include "wire/statement.h"
#include "wire_fixture.h"

static void test_codec_known(void **state)
{
    (void)state;
    arena home = { 0 };
    assert_true(str_eq(codec_hex(&home, "\x00\xff\x1a", 3), S("00ff1a")));
    assert_true(str_eq(codec_base64(&home, S("foobar")), S("Zm9vYmFy")));
    assert_true(str_eq(codec_base64(&home, S("foob")), S("Zm9vYg")));
    assert_true(str_eq(codec_base32(&home, S("foobar")), S("CSQPYRK1E8")));
    str bytes;
    assert_int_equal(codec_base32_read(&home, S("csqpyrkle8"), &bytes), FAIL_OK); /* l for 1 */
    assert_true(str_eq(bytes, S("foobar")));
    arena_finish(&home);
}

static void test_codec_round_trip(void **state)
{
    (void)state;
    arena home = { 0 };
    uint64_t random = 3;
    for (size_t len = 0; len < 70; len++) {
        char bytes[70], again[70];
        for (size_t i = 0; i < len; i++)
            bytes[i] = (char)random_next(&random);
        str in = { bytes, len }, out;
        assert_int_equal(codec_base32_read(&home, codec_base32(&home, in), &out), FAIL_OK);
        assert_true(str_eq(in, out));
        assert_int_equal(codec_base64_read(&home, codec_base64(&home, in), &out), FAIL_OK);
        assert_true(str_eq(in, out));
        assert_true(codec_hex_read(codec_hex(&home, bytes, len), again, len));
        assert_memory_equal(bytes, again, len);
    }
    arena_finish(&home);
}

static void test_codec_refuses(void **state)
{
    (void)state;
    arena home = { 0 };
    str out;
    uint8_t room[4];
    static const char *const bad32[] = { "A", "AAA", "U0", "A!", "01", "ZZ", "A A" };
    for (size_t i = 0; i < COUNT_OF(bad32); i++)
        assert_int_equal(codec_base32_read(&home, str_of(bad32[i]), &out), FAIL_FORMAT);
    static const char *const bad64[] = { "A", "AB", "A=", "Zm9vYg==", "+/", "Z\n" };
    for (size_t i = 0; i < COUNT_OF(bad64); i++)
        assert_int_equal(codec_base64_read(&home, str_of(bad64[i]), &out), FAIL_FORMAT);
    assert_false(codec_hex_read(S("0011"), room, 3));
    assert_false(codec_hex_read(S("00112g"), room, 3));
    arena_finish(&home);
}

static void test_ids(void **state)
{
    (void)state;
    uint8_t random[ID_RANDOM_BYTES], id[EVENT_ID_BYTES], again[EVENT_ID_BYTES];
    char text[ID_TEXT_LEN + 1];
    memset(random, 0xff, sizeof random);
    id_make(0x017f22e279b0, random, id);
    id_to_text(id, text);
    assert_string_equal(text, "017f22e2-79b0-7fff-bfff-ffffffffffff");
    assert_true(id_is_v7(id));
    assert_true(id_parse(str_of(text), again));
    assert_memory_equal(id, again, sizeof id);
    assert_false(id_parse(S("017f22e2-79b0-7fff-bfff-fffffffffff"), again));
    assert_false(id_parse(S("017f22e2079b0-7fff-bfff-ffffffffffff"), again));
    assert_false(id_parse(S("017f22e2-79b0-7fff-bfff-ffffffffffgf"), again));
    id_make(-5, random, id);
    assert_true(id_is_v7(id));
    assert_int_equal(id[0] | id[5], 0);
    assert_true(id_kiosk_valid(S("tram-1")));
    static const char *const bad[] = { "",    "-a",   "a-",
                                       "A",   "a b",  "a/b",
                                       "a.b", "trạm", "123456789012345678901234567890123" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(id_kiosk_valid(str_of(bad[i])));
}

/* Every field of the table goes out and comes back. */
static void test_body_every_field(void **state)
{
    (void)state;
    arena home = { 0 };
    struct event_body body = event_body_none(), again;
    size_t count = 0;
    const struct event_field *fields = event_fields(&count);
    for (size_t i = 0; i < count; i++) {
        void *at = (char *)&body + fields[i].offset;
        if (fields[i].kind == FIELD_STR)
            *(str *)at = arena_printf(&home, "chữ %zu \"\\\n", i);
        else if (fields[i].kind == FIELD_INT)
            *(int64_t *)at = i % 2 ? INT64_MAX - (int64_t)i : -(int64_t)i;
        else
            *(enum tri *)at = i % 2 ? TRI_YES : TRI_NO;
    }
    str json, json_again;
    assert_int_equal(body_write(&home, &body, &json), FAIL_OK);
    assert_int_equal(body_read(&home, json, &again), FAIL_OK);
    assert_int_equal(body_write(&home, &again, &json_again), FAIL_OK);
    assert_true(str_eq(json, json_again));
    assert_true(str_eq(again.value, body.value));
    assert_int_equal(again.offset_ms, body.offset_ms);
    struct event_body none = event_body_none();
    assert_int_equal(body_write(&home, &none, &json), FAIL_OK);
    assert_true(str_eq(json, S("{}")));
    arena_finish(&home);
}

static void test_body_reads_and_refuses(void **state)
{
    (void)state;
    arena home = { 0 };
    struct event_body body;
    assert_int_equal(body_read(&home, S(" {\"later\":{\"a\":[1]}, \"lesson\":\"L11\"} "), &body),
                     FAIL_OK);
    assert_true(str_eq(body.lesson, S("L11")));
    assert_true(body.right == EVENT_INT_ABSENT);
    static const char *const bad[] = {
        "",
        "[]",
        "{",
        "{\"lesson\":11}",
        "{\"right\":\"1\"}",
        "{\"right\":1.5}",
        "{}{}",
        "null",
        "{\"success\":1}",
        "{\"lesson\":\"a\\u0001\"}",
        "{\"right\":99999999999999999999}",
        "{\"lesson\":\"a\",\"lesson\":\"b\"}",
        "{\"lesson\":\"\xff\"}",
        "{\"right\":-9223372036854775808}",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(body_read(&home, str_of(bad[i]), &body), FAIL_FORMAT);
    char *deep = arena_alloc(&home, EVENT_BODY_BYTES_MAX + 2);
    memset(deep, '[', EVENT_BODY_BYTES_MAX + 1);
    assert_int_equal(body_read(&home, (str) { deep, EVENT_BODY_BYTES_MAX }, &body), FAIL_FORMAT);
    assert_int_equal(body_read(&home, (str) { deep, EVENT_BODY_BYTES_MAX + 1 }, &body), FAIL_LIMIT);
    arena_finish(&home);
}

static void test_row_round_trip(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    struct event *events = fixture_events(&f.home, 1, 12);
    for (unsigned i = 0; i < 12; i++) {
        struct buf line = buf_in(&f.home);
        row_write(&line, &events[i], ROW_EXACT);
        str text = buf_view(&line);
        assert_true(str_ends(text, S("\n")));
        struct event again;
        assert_int_equal(row_read(&f.home, str_slice(text, 0, text.len - 1), &again), FAIL_OK);
        memcpy(again.prev, events[i].prev, sizeof again.prev);
        assert_true(chain_holds(&again));
        assert_true(str_eq(again.body, events[i].body));
        assert_int_equal(again.type, events[i].type);
        struct buf readable = buf_in(&f.home);
        row_write(&readable, &events[i], ROW_READABLE);
        json_error_t error;
        json_t *root = json_loadb(readable.ptr, readable.len, 0, &error);
        assert_true(json_is_object(json_object_get(root, "body")));
        assert_true(json_is_string(json_object_get(root, "prev")));
        json_decref(root);
    }
    fixture_close(&f);
}

static void test_row_refuses(void **state)
{
    (void)state;
    arena home = { 0 };
    struct event event;
    static const char good[] = "{\"seq\":1,\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\","
                               "\"boot\":1,\"mono\":0,\"wall\":5,"
                               "\"sure\":true,\"type\":\"a\",\"body\":\"{}\",\"hash\":\"%064d\"}";
    static const char *const changes[][2] = {
        { "\"seq\":1", "\"seq\":0" },
        { "\"seq\":1", "\"seq\":1.5" },
        { "\"boot\":1", "\"boot\":-1" },
        { "\"mono\":0", "\"mono\":-1" },
        { "\"wall\":5", "\"wall\":9223372036854775807" },
        { "\"wall\":5", "\"wall\":-9223372036854775807" },
        { "true", "1" },
        { "\"a\"", "\"\"" },
        { "\"{}\"", "{}" },
        { "\"{}\"", "\"\"" },
        { "\"id\":\"0", "\"id\":\"g" },
        { "\"hash\"", "\"hush\"" },
    };
    char line[400], bad[400];
    snprintf(line, sizeof line, good, 0);
    assert_int_equal(row_read(&home, str_of(line), &event), FAIL_OK);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        const char *at = strstr(line, changes[i][0]);
        assert_non_null(at);
        snprintf(bad, sizeof bad, "%.*s%s%s", (int)(at - line), line, changes[i][1],
                 at + strlen(changes[i][0]));
        assert_int_equal(row_read(&home, str_of(bad), &event), FAIL_FORMAT);
    }
    arena_finish(&home);
}

/* The hash depends on every member. */
static void test_chain_covers_everything(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    struct event good = *fixture_events(&f.home, 3, 1);
    assert_true(chain_holds(&good));
    struct event bad[10];
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        bad[i] = good;
    bad[0].seq++;
    bad[1].id[15] ^= 1;
    bad[2].boot++;
    bad[3].mono_ms++;
    bad[4].wall_ms--;
    bad[5].clock_sure = !bad[5].clock_sure;
    bad[6].type_name = S("session.startee");
    bad[7].prev[0] ^= 1;
    bad[8].body = S("{}");
    /* The border between two texts cannot be moved. */
    bad[9].session = str_slice(good.session, 0, good.session.len - 1);
    bad[9].learner = str_slice(good.session, good.session.len - 1, good.session.len);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(chain_holds(&bad[i]));
    fixture_close(&f);
}

/* The bytes of README.md, Chain, put together by hand. */
static void test_chain_is_as_written_down(void **state)
{
    (void)state;
    struct event event = { .seq = 1,
                           .id = { 1 },
                           .boot = 2,
                           .mono_ms = 3,
                           .wall_ms = 4,
                           .clock_sure = true,
                           .type_name = S("a"),
                           .session = S("b"),
                           .learner = S(""),
                           .body = S("{}") };
    uint8_t bytes[128] = "TSEVENT1";
    bytes[40 + 7] = 1;
    bytes[48] = 1;
    bytes[64 + 7] = 2;
    bytes[72 + 7] = 3;
    bytes[80 + 7] = 4;
    bytes[88] = 1;
    memcpy(bytes + 89, "\0\0\0\1a\0\0\0\1b\0\0\0\0\0\0\0\2{}", 20);
    uint8_t expected[32], got[32];
    seal_hash((str) { (const char *)bytes, 109 }, expected);
    chain_hash(&event, got);
    assert_memory_equal(expected, got, 32);
}

/* ---- statements ---- */

static json_t *statement_of(arena *home, enum event_type type, const struct event_body *body,
                            const struct statement_context *context)
{
    struct event event = *fixture_events(home, 5, 1);
    str text;
    event.type = type;
    event.type_name = event_type_name(type);
    assert_int_equal(body_write(home, body, &event.body), FAIL_OK);
    assert_int_equal(statement_write(home, &event, context, &text), FAIL_OK);
    assert_true(str_find(text, S("\n")) < 0);
    json_error_t error;
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s: %s", error.text, text.ptr);
    return root;
}

static const char *text_at(json_t *root, const char *a, const char *b, const char *c)
{
    json_t *at = json_object_get(root, a);
    at = b ? json_object_get(at, b) : at;
    return json_string_value(c ? json_object_get(at, c) : at);
}

static void test_statement(void **state)
{
    (void)state;
    arena home = { 0 };
    struct statement_context context =
        statement_context_of(statement_base(&home, S("phuong-mau")), S(FIXTURE_KIOSK));
    struct event_body session = event_body_none();
    session.group = S("ND");
    session.area = S("Tổ 5");
    session.lang = S("vi");
    session.mode = S("self");
    statement_context_take(&context, &session);
    struct event_body body = event_body_none();
    body.lesson = S("L11");
    body.pack = S("chung mẫu");
    body.pack_version = 3;
    body.right = 7;
    body.total = 8;
    body.duration_ms = 205500;
    body.assisted = TRI_NO;
    json_t *root = statement_of(&home, EVENT_LESSON_COMPLETED, &body, &context);
    assert_string_equal(text_at(root, "version", NULL, NULL), "1.0.3");
    assert_string_equal(text_at(root, "verb", "id", NULL),
                        "http://adlnet.gov/expapi/verbs/completed");
    assert_string_equal(text_at(root, "object", "id", NULL),
                        "https://tramso.invalid/phuong-mau/xapi/lesson/chung%20m%E1%BA%ABu@3/L11");
    assert_string_equal(text_at(root, "actor", "account", "name"), FIXTURE_SESSION);
    assert_string_equal(text_at(root, "actor", "account", "homePage"),
                        "https://tramso.invalid/phuong-mau");
    assert_string_equal(text_at(root, "result", "duration", NULL), "PT3M25.500S");
    assert_string_equal(text_at(root, "context", "registration", NULL), FIXTURE_SESSION);
    assert_string_equal(text_at(root, "context", "platform", NULL), FIXTURE_KIOSK);
    json_t *score = json_object_get(json_object_get(root, "result"), "score");
    assert_true(json_real_value(json_object_get(score, "scaled")) == 0.875);
    json_t *ext = json_object_get(json_object_get(root, "context"), "extensions");
    assert_string_equal(
        json_string_value(json_object_get(ext, "https://tramso.invalid/phuong-mau/xapi/ext/group")),
        "ND");
    assert_int_equal(
        json_integer_value(json_object_get(ext, "https://tramso.invalid/phuong-mau/xapi/ext/seq")),
        5);
    json_decref(root);
    arena_finish(&home);
}

/* Every learning type gives a statement, every other one refuses. */
static void test_statement_every_type(void **state)
{
    (void)state;
    arena home = { 0 };
    struct statement_context context =
        statement_context_of(statement_base(&home, S("mau")), S(FIXTURE_KIOSK));
    struct event event = *fixture_events(&home, 5, 1);
    for (unsigned type = 0; type <= EVENT_TYPE_COUNT; type++) {
        struct event_body body = event_body_none();
        str text;
        event.type = (enum event_type)type;
        if (event_type_is_learning(event.type))
            json_decref(statement_of(&home, event.type, &body, &context));
        else
            assert_int_equal(statement_write(&home, &event, &context, &text), FAIL_MISSING);
    }
    struct event_body failed = event_body_none();
    failed.success = TRI_NO;
    json_t *root = statement_of(&home, EVENT_ASSESSMENT_COMPLETED, &failed, &context);
    assert_string_equal(text_at(root, "verb", "id", NULL), "http://adlnet.gov/expapi/verbs/failed");
    json_decref(root);
    event.type = EVENT_STEP_ANSWERED;
    str text;
    static const int64_t walls[] = { ROW_WALL_MIN_MS, -1, 0, ROW_WALL_MAX_MS };
    for (size_t i = 0; i < COUNT_OF(walls); i++) {
        event.wall_ms = walls[i];
        assert_int_equal(statement_write(&home, &event, &context, &text), FAIL_OK);
        json_error_t error;
        json_t *early = json_loadb(text.ptr, text.len, 0, &error);
        assert_int_equal(strlen(text_at(early, "timestamp", NULL, NULL)), 29);
        json_decref(early);
    }
    event.body = S("[]");
    assert_int_equal(statement_write(&home, &event, &context, &text), FAIL_FORMAT);
    arena_finish(&home);
}

static void test_statement_of_an_assessment(void **state)
{
    (void)state;
    arena home = { 0 };
    struct statement_context context =
        statement_context_of(statement_base(&home, S("mau")), S(FIXTURE_KIOSK));
    struct event_body body = event_body_none();
    body.pack = S("chung");
    body.pack_version = 2;
    body.profile = S("nguoi-moi");
    body.rules = 1;
    body.parts = S("A9/10 B3/3 C1/2 D3/4");
    body.weak = S("K04,K14");
    body.right = 16;
    body.total = 19;
    body.success = TRI_YES;
    json_t *root = statement_of(&home, EVENT_ASSESSMENT_COMPLETED, &body, &context);
    assert_string_equal(text_at(root, "verb", "id", NULL), "http://adlnet.gov/expapi/verbs/passed");
    assert_string_equal(text_at(root, "object", "id", NULL),
                        "https://tramso.invalid/mau/xapi/assessment/chung@2/nguoi-moi");
    json_t *score = json_object_get(json_object_get(root, "result"), "score");
    assert_true(json_real_value(json_object_get(score, "scaled")) > 0.842 &&
                json_real_value(json_object_get(score, "scaled")) < 0.8422);
    json_decref(root);
    struct event_body step = event_body_none();
    step.pack = S("chung");
    step.pack_version = 2;
    step.profile = S("nguoi-moi");
    step.step = S("Q07");
    root = statement_of(&home, EVENT_STEP_ANSWERED, &step, &context);
    assert_string_equal(text_at(root, "object", "id", NULL),
                        "https://tramso.invalid/mau/xapi/assessment/chung@2/nguoi-moi/Q07");
    json_decref(root);
    step.lesson = S("L09");
    step.step = S("4");
    root = statement_of(&home, EVENT_STEP_ANSWERED, &step, &context);
    assert_string_equal(text_at(root, "object", "id", NULL),
                        "https://tramso.invalid/mau/xapi/lesson/chung@2/L09/4");
    json_decref(root);
    arena_finish(&home);
}

static void test_durations(void **state)
{
    (void)state;
    arena home = { 0 };
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {
        { 0, "PT0S" },       { -9, "PT0S" },      { 999, "PT0.999S" },         { 60000, "PT1M" },
        { 61000, "PT1M1S" }, { 3600000, "PT1H" }, { 3661001, "PT1H1M1.001S" }, { 90000000, "PT25H" }
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_true(str_eq(statement_duration(&home, cases[i].ms), str_of(cases[i].text)));
    arena_finish(&home);
}

static int quiet(void **state)
{
    (void)state;
    log_set_level((enum log_level) - 1);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codec_known),
        cmocka_unit_test(test_codec_round_trip),
        cmocka_unit_test(test_codec_refuses),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_body_every_field),
        cmocka_unit_test(test_body_reads_and_refuses),
        cmocka_unit_test(test_row_round_trip),
        cmocka_unit_test(test_row_refuses),
        cmocka_unit_test(test_chain_covers_everything),
        cmocka_unit_test(test_chain_is_as_written_down),
        cmocka_unit_test(test_statement),
        cmocka_unit_test(test_statement_every_type),
        cmocka_unit_test(test_statement_of_an_assessment),
        cmocka_unit_test(test_durations),
    };
    return cmocka_run_group_tests(tests, quiet, NULL);
}
