/* Rows as another program could write them, held to the same form read by a general JSON parser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/must.h"
#include "base/utf8.h"
#include "support/row_oracle.h"
#include "wire_fixture.h"

#define ID "\"01890a5d-ac96-774b-bcce-b302099a8057\""
#define HASH "\"00000000000000000000000000000000000000000000000000000000000000fF\""
#define FRONT "{\"seq\":1,\"id\":" ID ",\"boot\":1,\"mono\":0,\"wall\":5,\"sure\":true,"
#define BACK ",\"hash\":" HASH "}"

struct line_case {
    const char *line;
    bool good;
};

static void check(arena *home, str line, bool good)
{
    struct event event;
    bool taken = row_read(home, line, &event) == FAIL_OK;
    if (taken != good || !row_oracle_agrees(home, line))
        fail_msg("%s taken, %s the oracle: %.*s", taken ? "is" : "is not",
                 row_oracle_agrees(home, line) ? "as" : "unlike", STR_ARG(line));
}

static void test_forms(void **state)
{
    (void)state;
    static const struct line_case cases[] = {
        { FRONT "\"type\":\"a\",\"body\":\"{}\"" BACK, true },
        { " \t\r\n" FRONT " \"type\" : \"a\"\n,\t\"body\":\"{}\"" BACK " \t\r\n", true },
        { "{\"hash\":" HASH
          ",\"body\":\"{}\",\"type\":\"a\",\"sure\":false,\"wall\":-62135596800000,"
          "\"mono\":315360000000000,\"boot\":9223372036854775806,\"id\":" ID ",\"seq\":-0}",
          false },
        { "{\"hash\":" HASH
          ",\"body\":\"{}\",\"type\":\"a\",\"sure\":false,\"wall\":-62135596800000,"
          "\"mono\":-0,\"boot\":9223372036854775806,\"id\":" ID ",\"seq\":9}",
          true },
        { FRONT "\"\\u0074ype\":\"a\",\"body\":\"{}\"" BACK, true },
        { FRONT "\"type\":\"a\",\"t\\u0079pe\":\"a\",\"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\",\"type\":\"a\",\"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\",\"other\":1,\"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\",\"\":1,\"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\",\"seq\\u0000\":1,\"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"{}\",\"session\":\"\",\"learner\":\"\"" BACK, true },
        { FRONT "\"type\":\"a\",\"body\":\"{}\",\"session\":null" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\u1ea1 \\ud83d\\ude00 \\/\\n\\t\\\"\\\\\"" BACK, true },
        { FRONT "\"type\":\"a\",\"body\":\"\\b\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\u007f\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\u0000\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\ud83d\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\ud83dx\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\ude00\\ud83d\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\ud83d\\u0041\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\x41\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\\u00g1\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"a\tb\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\xc3\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\xc0\xaf\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\xed\xa0\x80\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"\xf4\x90\x80\x80\"" BACK, false },
        { FRONT "\"type\":\"Tổ chữ dài hơn tám byte\",\"body\":\"Đã đọc ạ\"" BACK, true },
        { FRONT "\"type\":\"a\",\"body\":\"{}\"" BACK ",", false },
        { FRONT "\"type\":\"a\",\"body\":\"{}\"" BACK "{}", false },
        { "[" FRONT "\"type\":\"a\",\"body\":\"{}\"" BACK "]", false },
        { "\xef\xbb\xbf" FRONT "\"type\":\"a\",\"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\",,\"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\" \"body\":\"{}\"" BACK, false },
        { FRONT "\"type\":\"a\",\"body\":\"{}", false },
        { FRONT "\"type\":\"a\",\"body\":\"{}\\", false },
        { FRONT "\"type\":\"a\",\"body\":\"{}\\u00", false },
        { "{}", false },
        { "{", false },
        { "", false },
        { "null", false },
        { "\"seq\"", false },
    };
    arena home = { 0 };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check(&home, str_of(cases[i].line), cases[i].good);
    check(&home, S(FRONT "\"type\":\"a\",\"body\":\"{}\"" BACK "\0"), false);
    arena_finish(&home);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct line_case cases[] = { { "1", true },
                                              { "9223372036854775806", true },
                                              { "9223372036854775807", false },
                                              { "9223372036854775808", false },
                                              { "18446744073709551617", false },
                                              { "99999999999999999999", false },
                                              { "01", false },
                                              { "+1", false },
                                              { "-", false },
                                              { "-1", false },
                                              { "1.0", false },
                                              { "1e2", false },
                                              { "1E0", false },
                                              { "\"1\"", false },
                                              { "1x", false },
                                              { "0x1", false },
                                              { "true", false },
                                              { "", false } };
    arena home = { 0 };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check(&home,
              arena_printf(&home,
                           "{\"id\":" ID ",\"boot\":1,\"mono\":0,\"wall\":5,\"sure\":true,"
                           "\"type\":\"a\",\"body\":\"{}\",\"seq\":%s" BACK,
                           cases[i].line),
              cases[i].good);
    static const char *const sures[] = { "True", "tru", "truee", "1", "null", "\"true\"" };
    for (size_t i = 0; i < COUNT_OF(sures); i++)
        check(&home,
              arena_printf(&home,
                           "{\"id\":" ID ",\"boot\":1,\"mono\":0,\"wall\":5,\"seq\":1,"
                           "\"type\":\"a\",\"body\":\"{}\",\"sure\":%s" BACK,
                           sures[i]),
              false);
    arena_finish(&home);
}

/* A text of each length around each maximum, plain and escaped. */
static void test_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t max;
    } texts[] = { { "type", ROW_TYPE_BYTES_MAX },
                  { "session", ROW_SESSION_BYTES_MAX },
                  { "learner", ROW_LEARNER_BYTES_MAX },
                  { "body", EVENT_BODY_BYTES_MAX } };
    static const char *const letters[] = { "x", "\\n", "\\\"" };
    arena home = { 0 };
    for (size_t i = 0; i < COUNT_OF(texts) * COUNT_OF(letters); i++) {
        size_t which = i / COUNT_OF(letters);
        for (size_t len = texts[which].max - 9; len < texts[which].max + 20; len++) {
            struct buf line = buf_in(&home);
            buf_printf(&line, FRONT "%s%s\"%s\":\"", which == 0 ? "" : "\"type\":\"a\",",
                       which == 3 ? "" : "\"body\":\"{}\",", texts[which].name);
            for (size_t k = 0; k < len; k++)
                buf_str(&line, str_of(letters[i % COUNT_OF(letters)]));
            buf_str(&line, S("\"" BACK));
            check(&home, buf_view(&line), len <= texts[which].max);
        }
        arena_reset(&home);
    }
    arena_finish(&home);
}

/* ---- by chance ---- */

static void put_spaces(struct buf *line, uint64_t *random)
{
    for (uint32_t n = random_below(random, 3); n > 0; n--)
        buf_char(line, " \t\r"[random_below(random, 3)]);
}

static uint32_t letter(uint64_t *random)
{
    static const uint32_t borders[] = { '"',    '\\',   '/',     '\n',    '\t',    0x7e,
                                        0x80,   0x7ff,  0x800,   0xd7ff,  0xe000,  0xfffd,
                                        0xffff, 0x1ea1, 0x1f600, 0x10000, 0x10ffff };
    if (random_below(random, 3))
        return 0x20 + random_below(random, 0x5f);
    return borders[random_below(random, (uint32_t)COUNT_OF(borders))];
}

/* Each letter in one of the ways that JSON allows. */
static void put_letter(struct buf *line, uint32_t code, uint64_t *random)
{
    bool must_escape = code == '"' || code == '\\' || code < 0x20;
    uint32_t way = random_below(random, 4);
    if (must_escape && way != 0) {
        buf_printf(line, "\\%c", code == '\n' ? 'n' : code == '\t' ? 't' : (char)code);
    } else if (way == 0 && code >= 0x10000) {
        buf_printf(line, "\\u%04x\\u%04X", 0xd800 + ((code - 0x10000) >> 10),
                   0xdc00 + ((code - 0x10000) & 0x3ff));
    } else if (way == 0) {
        buf_printf(line, random_below(random, 2) ? "\\u%04x" : "\\u%04X", code);
    } else {
        char bytes[4];
        buf_put(line, bytes, utf8_encode(code, bytes));
    }
}

static void put_text(struct buf *line, struct buf *meant, size_t max, uint64_t *random)
{
    buf_char(line, '"');
    for (uint32_t n = random_below(random, 40); n > 0; n--) {
        char bytes[4];
        uint32_t code = letter(random);
        size_t len = utf8_encode(code, bytes);
        if (meant->len + len > max)
            break;
        buf_put(meant, bytes, len);
        put_letter(line, code, random);
    }
    buf_char(line, '"');
}

struct chance_row {
    struct buf line;
    struct buf texts[4];
};

static void put_member(struct chance_row *row, unsigned member, uint64_t *random)
{
    static const char *const simple[] = { "\"seq\":7",     "\"id\":" ID, "\"boot\":3",
                                          "\"mono\":12",   "\"wall\":9", "\"sure\" : false",
                                          "\"hash\":" HASH };
    static const char *const names[] = { "type", "session", "learner", "body" };
    static const size_t most[] = { ROW_TYPE_BYTES_MAX, ROW_SESSION_BYTES_MAX, ROW_LEARNER_BYTES_MAX,
                                   EVENT_BODY_BYTES_MAX };
    if (member < COUNT_OF(simple)) {
        buf_str(&row->line, str_of(simple[member]));
        return;
    }
    member -= (unsigned)COUNT_OF(simple);
    buf_printf(&row->line, "\"%s\"", names[member]);
    put_spaces(&row->line, random);
    buf_char(&row->line, ':');
    put_spaces(&row->line, random);
    put_text(&row->line, &row->texts[member], most[member], random);
}

static struct chance_row make_row(arena *home, uint64_t *random)
{
    struct chance_row row = { .line = buf_in(home) };
    unsigned order[11];
    for (unsigned i = 0; i < COUNT_OF(order); i++) {
        unsigned j = random_below(random, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (size_t i = 0; i < COUNT_OF(row.texts); i++)
        row.texts[i] = buf_in(home);
    for (unsigned i = 0; i < COUNT_OF(order); i++) {
        buf_char(&row.line, i ? ',' : '{');
        put_spaces(&row.line, random);
        put_member(&row, order[i], random);
        put_spaces(&row.line, random);
    }
    buf_char(&row.line, '}');
    return row;
}

/* Whatever way a row is written, what was meant is read. */
static void test_every_way(void **state)
{
    (void)state;
    arena home = { 0 };
    uint64_t random = 20;
    for (int i = 0; i < 4000; i++) {
        struct chance_row row = make_row(&home, &random);
        str line = buf_view(&row.line);
        struct event event;
        bool whole = row.texts[0].len && row.texts[3].len;
        check(&home, line, whole);
        if (whole && row_read(&home, line, &event) == FAIL_OK) {
            assert_true(str_eq(event.type_name, buf_view(&row.texts[0])));
            assert_true(str_eq(event.session, buf_view(&row.texts[1])));
            assert_true(str_eq(event.learner, buf_view(&row.texts[2])));
            assert_true(str_eq(event.body, buf_view(&row.texts[3])));
        }
        arena_reset(&home);
    }
    arena_finish(&home);
}

/* Rows with a few bytes changed, left out or doubled: both readers say the same. The line stands in
 * its own piece of memory, so that the sanitizer sees a step beyond its end. */
static void test_damaged(void **state)
{
    (void)state;
    static const char bytes[] = "\"\\{}[],:0123456789-+.eEtrufalsn \t\n\x01\x7f\xc3\xa0\xed\xf4";
    arena home = { 0 };
    uint64_t random = 30;
    for (int i = 0; i < 20000; i++) {
        struct chance_row row = make_row(&home, &random);
        size_t whole = row.line.len;
        size_t len = random_below(&random, 4) ? whole : random_below(&random, (uint32_t)whole);
        for (uint32_t n = 1 + random_below(&random, 3); n > 0; n--)
            row.line.ptr[random_below(&random, (uint32_t)whole)] =
                bytes[random_below(&random, sizeof bytes)];
        char *exact = malloc(len + (len == 0));
        must(exact != NULL);
        memcpy(exact, row.line.ptr, len);
        assert_true(row_oracle_agrees(&home, (str) { exact, len }));
        free(exact);
        arena_reset(&home);
    }
    arena_finish(&home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),   cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_lengths), cmocka_unit_test(test_every_way),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
