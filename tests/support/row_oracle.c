#include "support/row_oracle.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "wire/codec.h"
#include "wire/id.h"

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

/* No other members than these. */
static bool all_known(json_t *root)
{
    static const char names[] = " seq id boot mono wall sure type session learner body hash ";
    const char *name;
    json_t *value;
    json_object_foreach(root, name, value)
    {
        char spaced[16];
        if (strlen(name) > 8 || strchr(name, ' '))
            return false;
        snprintf(spaced, sizeof spaced, " %s ", name);
        if (!strstr(names, spaced))
            return false;
    }
    return true;
}

bool row_oracle(arena *home, str line, struct event *out)
{
    if (line.len == 0 || line.len > ROW_LINE_BYTES_MAX)
        return false;
    /* Jansson overlooks a zero byte after a number. */
    if (memchr(line.ptr, 0, line.len))
        return false;
    json_error_t error;
    json_t *root = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES, &error);
    struct event event = { 0 };
    enum fail failed = FAIL_FORMAT;
    if (json_is_object(root) && all_known(root) && take_numbers(root, &event) &&
        take_bytes(home, root, &event))
        failed = take_texts(home, root, &event);
    json_decref(root);
    if (failed == FAIL_OK)
        *out = event;
    return failed == FAIL_OK;
}

static bool same_event(const struct event *a, const struct event *b)
{
    return a->seq == b->seq && a->boot == b->boot && a->mono_ms == b->mono_ms &&
           a->wall_ms == b->wall_ms && a->clock_sure == b->clock_sure && a->type == b->type &&
           str_eq(a->type_name, b->type_name) && str_eq(a->session, b->session) &&
           str_eq(a->learner, b->learner) && str_eq(a->body, b->body) &&
           memcmp(a->id, b->id, sizeof a->id) == 0 &&
           memcmp(a->hash, b->hash, sizeof a->hash) == 0 &&
           memcmp(a->prev, b->prev, sizeof a->prev) == 0;
}

bool row_oracle_agrees(arena *home, str line)
{
    struct event fast, slow;
    bool taken = row_oracle(home, line, &slow);
    enum fail failed = row_read(home, line, &fast);
    return taken ? failed == FAIL_OK && same_event(&fast, &slow)
                 : failed == FAIL_FORMAT || failed == FAIL_LIMIT;
}
