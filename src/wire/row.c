#include "wire/row.h"

#include <jansson.h>
#include <string.h>

#include "base/limits.h"
#include "base/must.h"
#include "base/utf8.h"
#include "wire/codec.h"
#include "wire/id.h"
#include "wire/json.h"

/* Numbers and hashes are put together here and not by printf: a batch has thousands of lines, and
 * making one should cost no more than packing it. */
struct line {
    char text[512]; /* all but the texts of an event: names, numbers, id, hashes */
    size_t len;
};

static void add(struct line *to, str text)
{
    must(text.len <= sizeof to->text - to->len);
    memcpy(to->text + to->len, text.ptr, text.len);
    to->len += text.len;
}

static void add_number(struct line *to, int64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        add(to, S("-"));
    add(to, (str) { digits + at, sizeof digits - at });
}

static void add_hash(struct line *to, const uint8_t hash[EVENT_HASH_BYTES])
{
    char hex[CODEC_HEX_LEN(EVENT_HASH_BYTES) + 1];
    codec_hex_into(hash, EVENT_HASH_BYTES, hex);
    add(to, (str) { hex, CODEC_HEX_LEN(EVENT_HASH_BYTES) });
}

static void put_line(struct buf *out, struct line *line)
{
    buf_put(out, line->text, line->len);
    line->len = 0;
}

static void put_head(struct buf *out, const struct event *event)
{
    struct line line = { .len = 0 };
    char id[ID_TEXT_LEN + 1];
    id_to_text(event->id, id);
    add(&line, S("{\"seq\":"));
    add_number(&line, (int64_t)event->seq);
    add(&line, S(",\"id\":\""));
    add(&line, (str) { id, ID_TEXT_LEN });
    add(&line, S("\",\"boot\":"));
    add_number(&line, (int64_t)event->boot);
    add(&line, S(",\"mono\":"));
    add_number(&line, event->mono_ms);
    add(&line, S(",\"wall\":"));
    add_number(&line, event->wall_ms);
    add(&line, event->clock_sure ? S(",\"sure\":true") : S(",\"sure\":false"));
    put_line(out, &line);
}

static void put_text(struct buf *out, str name, str text)
{
    if (str_empty(text))
        return;
    buf_str(out, name);
    json_put_text(out, text);
}

void row_write(struct buf *out, const struct event *event, enum row_form form)
{
    struct line line = { .len = 0 };
    put_head(out, event);
    put_text(out, S(",\"type\":"), event->type_name);
    put_text(out, S(",\"session\":"), event->session);
    put_text(out, S(",\"learner\":"), event->learner);
    buf_str(out, S(",\"body\":"));
    if (form == ROW_EXACT) {
        json_put_text(out, event->body);
    } else {
        buf_str(out, event->body);
        add(&line, S(",\"prev\":\""));
        add_hash(&line, event->prev);
        add(&line, S("\""));
    }
    add(&line, S(",\"hash\":\""));
    add_hash(&line, event->hash);
    add(&line, S("\"}\n"));
    put_line(out, &line);
}

/* ---- reading ---- */

static enum fail take_text(arena *home, const json_t *root, const char *name, size_t max, str *out)
{
    const json_t *value = json_object_get(root, name);
    *out = (str) { "", 0 };
    if (!value)
        return FAIL_OK;
    if (!json_is_string(value))
        return FAIL_FORMAT;
    str text = { json_string_value(value), json_string_length(value) };
    if (text.len > max)
        return FAIL_LIMIT;
    if (!utf8_valid(text))
        return FAIL_FORMAT;
    *out = arena_str(home, text);
    return FAIL_OK;
}

static bool take_number(const json_t *root, const char *name, const int64_t range[2], int64_t *out)
{
    const json_t *value = json_object_get(root, name);
    if (!json_is_integer(value) || json_integer_value(value) < range[0] ||
        json_integer_value(value) > range[1])
        return false;
    *out = json_integer_value(value);
    return true;
}

static bool take_numbers(const json_t *root, struct event *out)
{
    static const int64_t counts[] = { 1, INT64_MAX - 1 };
    static const int64_t monos[] = { 0, ROW_MONO_MAX_MS };
    static const int64_t walls[] = { ROW_WALL_MIN_MS, ROW_WALL_MAX_MS };
    int64_t seq = 0, boot = 0;
    const json_t *sure = json_object_get(root, "sure");
    if (!take_number(root, "seq", counts, &seq) || !take_number(root, "boot", counts, &boot) ||
        !take_number(root, "mono", monos, &out->mono_ms) ||
        !take_number(root, "wall", walls, &out->wall_ms) || !json_is_boolean(sure))
        return false;
    out->seq = (uint64_t)seq;
    out->boot = (uint64_t)boot;
    out->clock_sure = json_is_true(sure);
    return true;
}

static bool take_bytes(arena *home, const json_t *root, struct event *out)
{
    str id, hash;
    return take_text(home, root, "id", ID_TEXT_LEN, &id) == FAIL_OK && id_parse(id, out->id) &&
           take_text(home, root, "hash", CODEC_HEX_LEN(EVENT_HASH_BYTES), &hash) == FAIL_OK &&
           codec_hex_read(hash, out->hash, EVENT_HASH_BYTES);
}

static enum fail take_texts(arena *home, const json_t *root, struct event *out)
{
    enum fail failed = take_text(home, root, "type", ROW_TYPE_BYTES_MAX, &out->type_name);
    if (failed == FAIL_OK)
        failed = take_text(home, root, "session", ROW_SESSION_BYTES_MAX, &out->session);
    if (failed == FAIL_OK)
        failed = take_text(home, root, "learner", ROW_LEARNER_BYTES_MAX, &out->learner);
    if (failed == FAIL_OK)
        failed = take_text(home, root, "body", EVENT_BODY_BYTES_MAX, &out->body);
    if (failed == FAIL_OK && (str_empty(out->type_name) || str_empty(out->body)))
        failed = FAIL_FORMAT;
    out->type = event_type_find(out->type_name);
    return failed;
}

enum fail row_read(arena *home, str line, struct event *out)
{
    if (line.len > ROW_LINE_BYTES_MAX)
        return FAIL_LIMIT;
    json_error_t error;
    json_t *root = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &error);
    struct event event = { 0 };
    enum fail failed = FAIL_FORMAT;
    if (json_is_object(root) && take_numbers(root, &event) && take_bytes(home, root, &event))
        failed = take_texts(home, root, &event);
    json_decref(root);
    if (failed == FAIL_OK)
        *out = event;
    return failed;
}
