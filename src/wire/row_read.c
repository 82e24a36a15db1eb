/* Reading a row: a parser for just this form, because a hub reads thousands of them in each batch.
 *
 * One pass over the line. Texts without escapes stay where they are; the others are put into the
 * arena. tests/support/row_oracle.c reads the same form with a general JSON parser, and tests and
 * fuzzing hold the two together. */
#include "wire/row.h"

#include <string.h>

#include "base/limits.h"
#include "base/must.h"
#include "base/utf8.h"
#include "wire/codec.h"
#include "wire/id.h"
#include "wire/json.h"

enum member {
    MEMBER_SEQ,
    MEMBER_ID,
    MEMBER_BOOT,
    MEMBER_MONO,
    MEMBER_WALL,
    MEMBER_SURE,
    MEMBER_TYPE,
    MEMBER_SESSION,
    MEMBER_LEARNER,
    MEMBER_BODY,
    MEMBER_HASH,
    MEMBER_COUNT
};

static const str member_names[MEMBER_COUNT] = {
    S_INIT("seq"),     S_INIT("id"),   S_INIT("boot"), S_INIT("mono"),
    S_INIT("wall"),    S_INIT("sure"), S_INIT("type"), S_INIT("session"),
    S_INIT("learner"), S_INIT("body"), S_INIT("hash"),
};

/* Session and learner may be left out. */
#define MEMBERS_OPTIONAL (1u << MEMBER_SESSION | 1u << MEMBER_LEARNER)
#define MEMBERS_ALL ((1u << MEMBER_COUNT) - 1)

struct reader {
    const char *at;
    const char *end;
    arena *home;
    unsigned seen;
    /* A text being unescaped: whole words are stored, and then a letter, before the limit is seen.
     */
    char room[EVENT_BODY_BYTES_MAX + 2 * JSON_WORD];
};

/* ---- tokens ---- */

static void skip_space(struct reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r'))
        r->at++;
}

/* The next letter that is no white space, which must be this one. */
static bool take(struct reader *r, char c)
{
    skip_space(r);
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static bool take_literal(struct reader *r, str literal)
{
    if ((size_t)(r->end - r->at) < literal.len || memcmp(r->at, literal.ptr, literal.len) != 0)
        return false;
    r->at += literal.len;
    return true;
}

static bool take_four_hex(struct reader *r, uint32_t *code)
{
    uint8_t bytes[2];
    if (r->end - r->at < 4 || !codec_hex_read((str) { r->at, 4 }, bytes, sizeof bytes))
        return false;
    *code = (uint32_t)(bytes[0] << 8 | bytes[1]);
    r->at += 4;
    return true;
}

/* What stands after \u: a letter, or two halves of one. */
static bool take_unicode(struct reader *r, uint32_t *code)
{
    uint32_t low;
    if (!take_four_hex(r, code) || *code == 0)
        return false;
    if (*code < 0xd800 || *code > 0xdfff)
        return true;
    if (*code > 0xdbff || !take_literal(r, S("\\u")) || !take_four_hex(r, &low) || low < 0xdc00 ||
        low > 0xdfff)
        return false;
    *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

/* What stands after a \; adds it to the room, which has space for the longest letter. */
static bool take_escape(struct reader *r, size_t *len)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t code;
    if (r->at == r->end)
        return false;
    char c = *r->at++;
    if (c == 'u') {
        if (!take_unicode(r, &code))
            return false;
        *len += utf8_encode(code, r->room + *len);
        return true;
    }
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return false;
    r->room[(*len)++] = to[found - from];
    return true;
}

/* The text up to its closing quotation mark, unescaped: where it stands in the line when it has no
 * escapes, otherwise in the reader's room until the next text. Control characters are for the
 * caller to find. FAIL_LIMIT when it is longer than any text of ours. */
static enum fail take_text(struct reader *r, str *out)
{
    size_t len = 0;
    if (!take(r, '"'))
        return FAIL_FORMAT;
    const char *start = r->at;
    while (r->at < r->end) {
        if (len > EVENT_BODY_BYTES_MAX)
            return FAIL_LIMIT;
        if (r->end - r->at >= (ptrdiff_t)JSON_WORD) {
            size_t plain = json_plain_letters(r->at);
            memcpy(r->room + len, r->at, JSON_WORD);
            r->at += plain;
            len += plain;
            if (plain == JSON_WORD)
                continue;
        }
        char c = *r->at++;
        if (c == '"') {
            bool same = (size_t)(r->at - 1 - start) == len;
            *out = (str) { same ? start : r->room, len };
            return FAIL_OK;
        }
        if ((unsigned char)c < 0x20 || (c == '\\' && !take_escape(r, &len)))
            return FAIL_FORMAT;
        if (c != '\\')
            r->room[len++] = c;
    }
    return FAIL_FORMAT;
}

/* A whole number as JSON writes it. */
static bool take_number(struct reader *r, int64_t least, int64_t most, int64_t *out)
{
    skip_space(r);
    bool negative = r->at < r->end && *r->at == '-';
    r->at += negative;
    const char *first = r->at;
    uint64_t value = 0;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
        if (r->at - first == 19) /* more digits than any bound has */
            return false;
        value = value * 10 + (uint64_t)(*r->at - '0');
    }
    if (r->at == first || (*first == '0' && r->at - first > 1) || value > INT64_MAX)
        return false;
    *out = negative ? -(int64_t)value : (int64_t)value;
    return *out >= least && *out <= most;
}

/* ---- members ---- */

static bool take_count(struct reader *r, uint64_t *out)
{
    int64_t value;
    if (!take_number(r, 1, INT64_MAX - 1, &value))
        return false;
    *out = (uint64_t)value;
    return true;
}

static bool take_sure(struct reader *r, bool *out)
{
    skip_space(r);
    *out = take_literal(r, S("true"));
    return *out || take_literal(r, S("false"));
}

static bool take_id(struct reader *r, uint8_t out[EVENT_ID_BYTES])
{
    str text;
    return take_text(r, &text) == FAIL_OK && id_parse(text, out);
}

static bool take_hash(struct reader *r, uint8_t out[EVENT_HASH_BYTES])
{
    str text;
    return take_text(r, &text) == FAIL_OK && codec_hex_read(text, out, EVENT_HASH_BYTES);
}

static enum fail take_words(struct reader *r, size_t max, str *out)
{
    enum fail failed = take_text(r, out);
    if (failed != FAIL_OK)
        return failed;
    if (out->len > max)
        return FAIL_LIMIT;
    if (!utf8_valid(*out))
        return FAIL_FORMAT;
    if (out->ptr == r->room)
        *out = arena_str(r->home, *out);
    return FAIL_OK;
}

static enum fail format_unless(bool good)
{
    return good ? FAIL_OK : FAIL_FORMAT;
}

static enum fail take_value(struct reader *r, enum member member, struct event *event)
{
    switch (member) {
    case MEMBER_SEQ:
        return format_unless(take_count(r, &event->seq));
    case MEMBER_ID:
        return format_unless(take_id(r, event->id));
    case MEMBER_BOOT:
        return format_unless(take_count(r, &event->boot));
    case MEMBER_MONO:
        return format_unless(take_number(r, 0, ROW_MONO_MAX_MS, &event->mono_ms));
    case MEMBER_WALL:
        return format_unless(take_number(r, ROW_WALL_MIN_MS, ROW_WALL_MAX_MS, &event->wall_ms));
    case MEMBER_SURE:
        return format_unless(take_sure(r, &event->clock_sure));
    case MEMBER_TYPE:
        return take_words(r, ROW_TYPE_BYTES_MAX, &event->type_name);
    case MEMBER_SESSION:
        return take_words(r, ROW_SESSION_BYTES_MAX, &event->session);
    case MEMBER_LEARNER:
        return take_words(r, ROW_LEARNER_BYTES_MAX, &event->learner);
    case MEMBER_BODY:
        return take_words(r, EVENT_BODY_BYTES_MAX, &event->body);
    case MEMBER_HASH:
        return format_unless(take_hash(r, event->hash));
    case MEMBER_COUNT:
        break;
    }
    return FAIL_FORMAT;
}

/* MEMBER_COUNT for a name that is none. Rows are mostly in our own order, so the search begins
 * behind the member before. */
static enum member find_member(str name, unsigned from)
{
    for (unsigned i = 0; i < MEMBER_COUNT; i++) {
        unsigned member = (from + i) % MEMBER_COUNT;
        if (str_eq(member_names[member], name))
            return (enum member)member;
    }
    return MEMBER_COUNT;
}

static enum fail take_members(struct reader *r, struct event *event)
{
    unsigned next = 0;
    if (!take(r, '{'))
        return FAIL_FORMAT;
    do {
        str name;
        enum fail failed = take_text(r, &name);
        if (failed != FAIL_OK)
            return failed;
        enum member member = find_member(name, next);
        if (member == MEMBER_COUNT || (r->seen & 1u << member) || !take(r, ':'))
            return FAIL_FORMAT;
        failed = take_value(r, member, event);
        if (failed != FAIL_OK)
            return failed;
        r->seen |= 1u << member;
        next = member + 1;
    } while (take(r, ','));
    return format_unless(take(r, '}'));
}

enum fail row_read(arena *home, str line, struct event *out)
{
    if (line.len > ROW_LINE_BYTES_MAX)
        return FAIL_LIMIT;
    if (line.len == 0)
        return FAIL_FORMAT;
    struct reader r = { .home = home, .at = line.ptr, .end = line.ptr + line.len };
    struct event event = { .session = S(""), .learner = S("") };
    enum fail failed = take_members(&r, &event);
    if (failed != FAIL_OK)
        return failed;
    skip_space(&r);
    if (r.at != r.end || (r.seen | MEMBERS_OPTIONAL) != MEMBERS_ALL || str_empty(event.type_name) ||
        str_empty(event.body))
        return FAIL_FORMAT;
    event.type = event_type_find(event.type_name);
    *out = event;
    return FAIL_OK;
}
