#include "wire/row.h"

#include <jansson.h>
#include <string.h>

#include "base/limits.h"
#include "base/must.h"
#include "base/utf8.h"
#include "wire/codec.h"
#include "wire/id.h"
#include "wire/json.h"

/* A line is put together by hand in one piece of room: a batch has thousands of them, and making
 * one should cost little beside packing it. */

/* All of a line but its texts: names, numbers, id and hashes. */
#define LINE_FRAME_MAX 512u

static char *add(char *at, str text)
{
    memcpy(at, text.ptr, text.len);
    return at + text.len;
}

static char *add_number(char *at, int64_t value)
{
    char digits[20];
    size_t first = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--first] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        *at++ = '-';
    return add(at, (str) { digits + first, sizeof digits - first });
}

static char *add_hash(char *at, const uint8_t hash[EVENT_HASH_BYTES])
{
    codec_hex_into(hash, EVENT_HASH_BYTES, at);
    return at + CODEC_HEX_LEN(EVENT_HASH_BYTES);
}

static char *add_text(char *at, str name, str text)
{
    return str_empty(text) ? at : json_text_into(add(at, name), text);
}

static char *add_head(char *at, const struct event *event)
{
    at = add(at, S("{\"seq\":"));
    at = add_number(at, (int64_t)event->seq);
    at = add(at, S(",\"id\":\""));
    id_to_text(event->id, at);
    at = add(at + ID_TEXT_LEN, S("\",\"boot\":"));
    at = add_number(at, (int64_t)event->boot);
    at = add(at, S(",\"mono\":"));
    at = add_number(at, event->mono_ms);
    at = add(at, S(",\"wall\":"));
    at = add_number(at, event->wall_ms);
    return add(at, event->clock_sure ? S(",\"sure\":true") : S(",\"sure\":false"));
}

static size_t room_for(const struct event *event)
{
    size_t texts = event->type_name.len + event->session.len + event->learner.len + event->body.len;
    return LINE_FRAME_MAX + 6 * texts;
}

void row_write(struct buf *out, const struct event *event, enum row_form form)
{
    char *start = buf_room(out, room_for(event));
    char *at = add_head(start, event);
    at = add_text(at, S(",\"type\":"), event->type_name);
    at = add_text(at, S(",\"session\":"), event->session);
    at = add_text(at, S(",\"learner\":"), event->learner);
    at = add(at, S(",\"body\":"));
    if (form == ROW_EXACT) {
        at = json_text_into(at, event->body);
    } else {
        at = add(at, event->body);
        at = add(at, S(",\"prev\":\""));
        at = add_hash(at, event->prev);
        *at++ = '"';
    }
    at = add(at, S(",\"hash\":\""));
    at = add_hash(at, event->hash);
    at = add(at, S("\"}\n"));
    out->len += (size_t)(at - start);
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
