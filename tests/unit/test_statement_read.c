/* Incoming statements: the letter of xAPI 1.0.3, the ledger's rows, and what counts as the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/must.h"
#include "wire/chain.h"
#include "wire/statement.h"
#include "wire/statement_read.h"
#include "wire_fixture.h"

static arena home;

#define ACTOR "\"actor\":{\"mbox\":\"mailto:mau@example.org\"}"
#define VERB "\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/attempted\"}"
#define OBJECT "\"object\":{\"id\":\"http://example.org/a\"}"
#define WITH(more) "{" ACTOR "," VERB "," OBJECT "," more "}"
#define ID "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
#define SUB "\"objectType\":\"SubStatement\"," ACTOR "," VERB

static enum fail reading(const char *json, struct statement_list *list, char *why)
{
    struct statement_refusal refused;
    enum fail failed = statement_read_all(&home, str_of(json), 10, list, &refused);
    if (why)
        snprintf(why, STATEMENT_WHY_BYTES, "%s", refused.why);
    assert_true((failed == FAIL_OK) == (refused.why[0] == 0));
    return failed;
}

static const char *const good[] = {
    "{" ACTOR "," VERB "," OBJECT "}",
    "[]",
    "[{" ACTOR "," VERB "," OBJECT "}]",
    WITH("\"id\":\"" ID "\",\"version\":\"1.0.3\",\"timestamp\":\"2026-11-22T09:00:00+07:00\""),
    WITH("\"id\":\"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE\",\"version\":\"1.0\""),
    WITH("\"stored\":\"2026-11-22T02:00:00Z\",\"authority\":{\"mbox\":\"mailto:a@b.c\"}"),
    WITH("\"timestamp\":\"2024-02-29T23:59:60.123456Z\""),
    WITH("\"timestamp\":\"2026-11-22T09:00+0700\""),
    WITH("\"result\":{\"score\":{\"scaled\":-1,\"raw\":5,\"min\":0,\"max\":10},\"success\":true,"
         "\"completion\":false,\"response\":\"x\",\"duration\":\"P1DT2H3M4.5S\","
         "\"extensions\":{\"http://example.org/e\":null}}"),
    WITH("\"result\":{\"duration\":\"P4W\"}"),
    WITH("\"context\":{\"registration\":\"" ID "\",\"instructor\":{\"openid\":\"http://o.id/1\"},"
         "\"team\":{\"objectType\":\"Group\",\"mbox\":\"mailto:t@b.c\"},\"revision\":\"2\","
         "\"platform\":\"p\",\"language\":\"vi-VN\",\"statement\":{\"objectType\":\"StatementRef\","
         "\"id\":\"" ID "\"},\"contextActivities\":{\"parent\":{\"id\":\"http://example.org/p\"},"
         "\"other\":[{\"id\":\"urn:x:1\"}]},\"extensions\":{}}"),
    "{\"actor\":{\"objectType\":\"Group\",\"member\":[{\"mbox_sha1sum\":"
    "\"ebd31e95054c018b10727ccffd2ef2ec3a016ee9\"}]}," VERB "," OBJECT "}",
    "{\"actor\":{\"account\":{\"homePage\":\"http://example.org\",\"name\":\"c-1\"}}," VERB
    ",\"object\":{\"objectType\":\"Agent\",\"mbox\":\"mailto:b@example.org\"}}",
    "{" ACTOR "," VERB ",\"object\":{\"objectType\":\"StatementRef\",\"id\":\"" ID "\"}}",
    "{" ACTOR ",\"verb\":{\"id\":\"" STATEMENT_VERB_VOIDED "\",\"display\":{\"en-US\":\"voided\"}},"
    "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"" ID "\"}}",
    "{" ACTOR "," VERB ",\"object\":{" SUB "," OBJECT "}}",
    "{" ACTOR "," VERB ",\"object\":{\"id\":\"http://example.org/q\",\"definition\":{\"type\":"
    "\"http://adlnet.gov/expapi/activities/cmi.interaction\",\"interactionType\":\"choice\","
    "\"correctResponsesPattern\":[\"a[,]b\"],\"choices\":[{\"id\":\"a\",\"description\":{\"vi\":"
    "\"Một\"}},{\"id\":\"b\"}],\"name\":{\"vi\":\"Câu\"},\"moreInfo\":\"http://example.org/m\"}}}",
};

static void test_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct statement_list list;
        char why[STATEMENT_WHY_BYTES];
        if (reading(good[i], &list, why) != FAIL_OK)
            fail_msg("%s\n%s", good[i], why);
        for (size_t k = 0; k < list.count; k++) {
            /* What is kept reads well again and is the same. */
            struct statement_list again;
            assert_int_equal(reading(list.items[k].json.ptr, &again, why), FAIL_OK);
            assert_memory_equal(again.items[0].same, list.items[k].same, SEAL_HASH_BYTES);
            assert_true(str_find(list.items[k].json, S("\"stored\"")) < 0);
            assert_true(str_find(list.items[k].json, S("\"authority\"")) < 0);
        }
    }
}

/* What is refused, and the place that the sentence names. */
static const struct {
    const char *json, *where;
} bad[] = {
    { "", "no JSON" },
    { "\"text\"", "no JSON" },
    { "{" ACTOR "," ACTOR "," VERB "," OBJECT "}", "no JSON" },
    { "[1]", "statements[0] must be an object" },
    { "{}", "statement.actor is missing" },
    { "{" ACTOR "," OBJECT "}", "statement.verb is missing" },
    { "{" ACTOR "," VERB "}", "statement.object is missing" },
    { WITH("\"extra\":1"), "statement.extra" },
    { WITH("\"Result\":{}"), "statement.Result" },
    { WITH("\"result\":null"), "statement.result must not be null" },
    { WITH("\"id\":\"6690e6c9\""), "statement.id" },
    { WITH("\"id\":5"), "statement.id" },
    { WITH("\"version\":\"0.9.5\""), "statement.version" },
    { WITH("\"version\":\"1.1.0\""), "statement.version" },
    { WITH("\"attachments\":[]"), "statement.attachments" },
    { WITH("\"timestamp\":\"2026-11-22\""), "statement.timestamp" },
    { WITH("\"timestamp\":\"2026-11-22T09:00:00-00:00\""), "statement.timestamp" },
    { WITH("\"timestamp\":\"2026-02-30T09:00:00Z\""), "statement.timestamp" },
    { WITH("\"timestamp\":\"2026-11-22T09:00:00\""), "statement.timestamp" },
    { WITH("\"authority\":{\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b.c\"}]}"),
      "statement.authority" },
    { "{\"actor\":{}," VERB "," OBJECT "}", "statement.actor must have exactly one" },
    { "{\"actor\":{\"name\":\"x\"}," VERB "," OBJECT "}", "statement.actor must have exactly one" },
    { "{\"actor\":{\"mbox\":\"mailto:a@b.c\",\"openid\":\"http://o.id\"}," VERB "," OBJECT "}",
      "exactly one" },
    { "{\"actor\":{\"mbox\":\"a@b.c\"}," VERB "," OBJECT "}", "statement.actor.mbox" },
    { "{\"actor\":{\"mbox\":\"mailto:a\"}," VERB "," OBJECT "}", "statement.actor.mbox" },
    { "{\"actor\":{\"mbox_sha1sum\":\"12\"}," VERB "," OBJECT "}", "mbox_sha1sum" },
    { "{\"actor\":{\"openid\":\"o.id\"}," VERB "," OBJECT "}", "statement.actor.openid" },
    { "{\"actor\":{\"account\":{\"homePage\":\"http://e.org\"}}," VERB "," OBJECT "}",
      "statement.actor.account.name is missing" },
    { "{\"actor\":{\"account\":{\"homePage\":\"e\",\"name\":\"n\"}}," VERB "," OBJECT "}",
      "account.homePage" },
    { "{\"actor\":{\"objectType\":\"agent\",\"mbox\":\"mailto:a@b.c\"}," VERB "," OBJECT "}",
      "statement.actor must be an Agent" },
    { "{\"actor\":{\"objectType\":\"Group\"}," VERB "," OBJECT "}", "names nobody" },
    { "{\"actor\":{\"objectType\":\"Group\",\"member\":[]}," VERB "," OBJECT "}", "names nobody" },
    { "{\"actor\":{\"objectType\":\"Group\",\"member\":[{\"objectType\":\"Group\",\"member\":[]}]}"
      "," VERB "," OBJECT "}",
      "statement.actor.member[0]" },
    { "{" ACTOR ",\"verb\":{}," OBJECT "}", "statement.verb.id is missing" },
    { "{" ACTOR ",\"verb\":{\"id\":\"attempted\"}," OBJECT "}", "statement.verb.id" },
    { "{" ACTOR ",\"verb\":{\"id\":\"urn:x\",\"display\":{\"a_b\":\"x\"}}," OBJECT "}",
      "statement.verb.display.a_b" },
    { "{" ACTOR ",\"verb\":{\"id\":\"urn:x\",\"display\":{\"vi\":1}}," OBJECT "}",
      "statement.verb.display.vi" },
    { "{" ACTOR "," VERB ",\"object\":{\"objectType\":\"Thing\",\"id\":\"urn:x\"}}",
      "statement.object.objectType" },
    { "{" ACTOR "," VERB ",\"object\":{\"id\":\"has space:\"}}", "statement.object.id" },
    { "{" ACTOR "," VERB ",\"object\":{\"id\":\"urn:x\",\"definition\":{\"type\":\"t\"}}}",
      "statement.object.definition.type" },
    { "{" ACTOR "," VERB ",\"object\":{\"id\":\"urn:x\",\"definition\":{\"interactionType\":"
      "\"guess\"}}}",
      "interactionType" },
    { "{" ACTOR "," VERB ",\"object\":{\"id\":\"urn:x\",\"definition\":{\"choices\":[]}}}",
      "without its interactionType" },
    { "{" ACTOR "," VERB ",\"object\":{\"id\":\"urn:x\",\"definition\":{\"interactionType\":"
      "\"choice\",\"choices\":[{\"id\":\"a\"},{\"id\":\"a\"}]}}}",
      "choices[1]" },
    { "{" ACTOR "," VERB ",\"object\":{\"objectType\":\"StatementRef\",\"id\":\"x\"}}",
      "statement.object.id" },
    { "{" ACTOR "," VERB ",\"object\":{" SUB ",\"object\":{" SUB "," OBJECT "}}}",
      "statement.object.object must not be a SubStatement" },
    { "{" ACTOR "," VERB ",\"object\":{" SUB "," OBJECT ",\"id\":\"" ID "\"}}",
      "statement.object.id" },
    { "{" ACTOR "," VERB ",\"object\":{" SUB "}}", "statement.object.object is missing" },
    { "{" ACTOR ",\"verb\":{\"id\":\"" STATEMENT_VERB_VOIDED "\"}," OBJECT "}",
      "must be a StatementRef" },
    { WITH("\"result\":{\"score\":{\"scaled\":1.01}}"), "score.scaled" },
    { WITH("\"result\":{\"score\":{\"raw\":11,\"max\":10}}"), "raw" },
    { WITH("\"result\":{\"score\":{\"min\":5,\"max\":5}}"), "min below" },
    { WITH("\"result\":{\"score\":{\"raw\":\"1\"}}"), "score.raw" },
    { WITH("\"result\":{\"success\":\"true\"}"), "result.success" },
    { WITH("\"result\":{\"duration\":\"3 min\"}"), "result.duration" },
    { WITH("\"result\":{\"duration\":\"P\"}"), "result.duration" },
    { WITH("\"result\":{\"duration\":\"PT\"}"), "result.duration" },
    { WITH("\"result\":{\"duration\":\"PT1.5M3S\"}"), "result.duration" },
    { WITH("\"result\":{\"duration\":\"P1W2D\"}"), "result.duration" },
    { WITH("\"result\":{\"extensions\":{\"key\":1}}"), "result.extensions.key" },
    { WITH("\"context\":{\"registration\":\"1\"}"), "context.registration" },
    { WITH("\"context\":{\"team\":{\"mbox\":\"mailto:a@b.c\"}}"), "context.team" },
    { WITH("\"context\":{\"language\":\"tiếng\"}"), "context.language" },
    { WITH("\"context\":{\"contextActivities\":{\"mother\":[]}}"), "contextActivities.mother" },
    { WITH("\"context\":{\"contextActivities\":{\"parent\":[\"x\"]}}"), "parent[0]" },
    { WITH("\"context\":{\"statement\":{\"id\":\"" ID "\"}}"), "context.statement.objectType" },
    { "{" ACTOR "," VERB ",\"object\":{\"objectType\":\"Agent\",\"mbox\":\"mailto:a@b.c\"},"
      "\"context\":{\"platform\":\"p\"}}",
      "no platform" },
    { "{" ACTOR "," VERB ",\"object\":{\"objectType\":\"Agent\",\"mbox\":\"mailto:a@b.c\"},"
      "\"context\":{\"revision\":\"1\"}}",
      "no revision" },
    { "[{" ACTOR "," VERB "," OBJECT ",\"id\":\"" ID "\"},{" ACTOR "," VERB "," OBJECT
      ",\"id\":\"" ID "\"}]",
      "statements[1]" },
    { "[1,2,3,4,5,6,7,8,9,10,11]", "at most 10" },
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct statement_list list;
        char why[STATEMENT_WHY_BYTES];
        if (reading(bad[i].json, &list, why) == FAIL_OK)
            fail_msg("taken: %s", bad[i].json);
        if (!strstr(why, bad[i].where))
            fail_msg("%s\n%s\ndoes not name %s", bad[i].json, why, bad[i].where);
    }
}

static void hash_of(const char *json, uint8_t out[SEAL_HASH_BYTES])
{
    struct statement_list list;
    char why[STATEMENT_WHY_BYTES];
    if (reading(json, &list, why) != FAIL_OK)
        fail_msg("%s\n%s", json, why);
    memcpy(out, list.items[0].same, SEAL_HASH_BYTES);
}

static void test_same(void **state)
{
    (void)state;
    static const char plain[] =
        WITH("\"timestamp\":\"2026-11-22T09:00:00+07:00\",\"result\":{\"score\":{\"raw\":1}}");
    static const char *const alike[] = {
        WITH("\"result\":{\"score\":{\"raw\":1.0}},\"timestamp\":\"2026-11-22T02:00:00.000Z\""),
        WITH("\"timestamp\":\"2026-11-22T09:00:00+07:00\",\"result\":{\"score\":{\"raw\":1}},"
             "\"version\":\"1.0.0\",\"stored\":\"2026-11-23T00:00:00Z\",\"id\":\"" ID "\","
             "\"authority\":{\"mbox\":\"mailto:x@y.z\"}"),
        "{\"actor\":{\"objectType\":\"Agent\",\"mbox\":\"mailto:mau@example.org\"},"
        "\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/"
        "attempted\",\"display\":{\"vi\":\"thử\"}},"
        "\"object\":{\"objectType\":\"Activity\",\"id\":\"http://example.org/a\",\"definition\":"
        "{\"name\":{\"vi\":\"A\"}}},\"timestamp\":\"2026-11-22T09:00:00+07:00\","
        "\"result\":{\"score\":{\"raw\":1}}}",
    };
    static const char *const other[] = {
        WITH("\"timestamp\":\"2026-11-22T09:00:01+07:00\",\"result\":{\"score\":{\"raw\":1}}"),
        WITH("\"timestamp\":\"2026-11-22T09:00:00+07:00\",\"result\":{\"score\":{\"raw\":2}}"),
        WITH("\"timestamp\":\"2026-11-22T09:00:00+07:00\""),
        "{" ACTOR ",\"verb\":{\"id\":\"urn:other\"}," OBJECT "}",
    };
    uint8_t want[SEAL_HASH_BYTES], got[SEAL_HASH_BYTES];
    hash_of(plain, want);
    for (size_t i = 0; i < COUNT_OF(alike); i++) {
        hash_of(alike[i], got);
        assert_memory_equal(got, want, sizeof want);
    }
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        hash_of(other[i], got);
        assert_memory_not_equal(got, want, sizeof want);
    }
    /* The order of a Group's members and one Activity in place of a list say nothing. */
    hash_of(
        "{\"actor\":{\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b.c\"},{\"mbox\":"
        "\"mailto:d@b.c\"}]}," VERB "," OBJECT
        ",\"context\":{\"contextActivities\":{\"parent\":{\"id\":\"urn:p\"}}}}",
        want);
    hash_of(
        "{\"actor\":{\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:d@b.c\"},{\"mbox\":"
        "\"mailto:a@b.c\"}]}," VERB "," OBJECT
        ",\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"urn:p\"}]}}}",
        got);
    assert_memory_equal(got, want, sizeof want);
}

/* ---- rows ---- */

static str row_of(struct event *event)
{
    struct statement_context context =
        statement_context_of(statement_base(&home, S("phuong-mau")), S(FIXTURE_KIOSK));
    context.lang = S("not a language tag");
    chain_hash(event, event->hash);
    return statement_write_row(&home, event, &context);
}

static void same_event(const struct event *a, const struct event *b)
{
    assert_int_equal(a->seq, b->seq);
    assert_memory_equal(a->id, b->id, EVENT_ID_BYTES);
    assert_int_equal(a->boot, b->boot);
    assert_int_equal(a->mono_ms, b->mono_ms);
    assert_int_equal(a->wall_ms, b->wall_ms);
    assert_int_equal(a->clock_sure, b->clock_sure);
    assert_true(str_eq(a->type_name, b->type_name) && str_eq(a->session, b->session));
    assert_true(str_eq(a->learner, b->learner) && str_eq(a->body, b->body));
    assert_memory_equal(a->prev, b->prev, EVENT_HASH_BYTES);
    assert_memory_equal(a->hash, b->hash, EVENT_HASH_BYTES);
}

static void assert_row(struct event *event)
{
    struct statement_list list;
    char why[STATEMENT_WHY_BYTES];
    str text = row_of(event);
    if (reading(text.ptr, &list, why) != FAIL_OK)
        fail_msg("%s\n%s", text.ptr, why);
    assert_true(list.items[0].is_row);
    assert_true(str_eq(list.items[0].kiosk, S(FIXTURE_KIOSK)));
    same_event(&list.items[0].event, event);
}

/* Every type, an unknown one, odd bodies, sessions and times: whatever a ledger can hold. */
static void test_rows(void **state)
{
    (void)state;
    static const char *const bodies[] = { "{}",
                                          "{ \"lesson\" :\n\t\"L11\", \"answer\":\"\\u0001\" }",
                                          "{\"lesson\":5}", "no json at all",
                                          "{\"right\":1,\"total\":2,\"lang\":\"??\"}" };
    static const char *const sessions[] = { "", FIXTURE_SESSION, "no uuid",
                                            "01890A5D-AC96-774B-BCCE-B302099A8057" };
    static const int64_t walls[] = { FIXTURE_WALL_MS, 0, 1, -62135596800000ll, 253402214399999ll };
    for (unsigned type = 0; type <= EVENT_TYPE_COUNT; type++)
        for (size_t i = 0; i < 5; i++) {
            struct event event = *fixture_events(&home, 7, 1);
            event.type = (enum event_type)type;
            event.type_name =
                type < EVENT_TYPE_COUNT ? event_type_name(event.type) : S("later.thing");
            event.body = str_of(bodies[i]);
            event.session = str_of(sessions[i % 4]);
            event.wall_ms = walls[i];
            event.prev[3] = (uint8_t)type;
            assert_row(&event);
        }
}

/* Whatever of the row is changed, its hash does not hold or its form is refused. */
static void test_row_changed(void **state)
{
    (void)state;
    static const char *const names[] = { "seq",  "boot", "mono-ms", "wall-ms", "clock",
                                         "type", "prev", "learner", "hash",    "body-text" };
    struct event event = *fixture_events(&home, 7, 1);
    event.learner = S("c-0123456789ABCDEF");
    str text = row_of(&event);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str key = arena_printf(&home, "/ext/%s\":", names[i]);
        ptrdiff_t at = str_find(text, key);
        assert_true(at > 0);
        size_t value = (size_t)at + key.len + (text.ptr[(size_t)at + key.len] == '"');
        char old = text.ptr[value];
        str changed = fixture_tamper(&home, text, value, old == '2' ? '3' : '2');
        struct statement_list list;
        char why[STATEMENT_WHY_BYTES];
        assert_int_not_equal(reading(arena_str(&home, changed).ptr, &list, why), FAIL_OK);
        str renamed = fixture_tamper(&home, text, (size_t)at + 5, '_');
        enum fail failed = reading(arena_str(&home, renamed).ptr, &list, why);
        /* Without its hash it is a statement as any other. */
        if (strcmp(names[i], "hash") == 0)
            assert_true(failed == FAIL_OK && !list.items[0].is_row);
        else
            assert_int_not_equal(failed, FAIL_OK);
    }
}

static void test_agent(void **state)
{
    (void)state;
    char why[STATEMENT_WHY_BYTES];
    assert_true(statement_agent_valid(S("{\"mbox\":\"mailto:a@b.c\"}"), why));
    assert_true(
        statement_agent_valid(S("{\"objectType\":\"Group\",\"mbox\":\"mailto:a@b.c\"}"), why));
    assert_false(statement_agent_valid(S(""), why));
    assert_false(statement_agent_valid(S("{\"name\":\"x\"}"), why));
    assert_false(statement_agent_valid(
        S("{\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b.c\"}]}"), why));
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_good, tear_down),
        cmocka_unit_test_teardown(test_bad, tear_down),
        cmocka_unit_test_teardown(test_same, tear_down),
        cmocka_unit_test_teardown(test_rows, tear_down),
        cmocka_unit_test_teardown(test_row_changed, tear_down),
        cmocka_unit_test_teardown(test_agent, tear_down),
    };
    log_set_level(LOG_LEVEL_NONE);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
