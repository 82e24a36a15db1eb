#include "wire/body.h"

#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "wire/json.h"

static enum fail write_field(struct buf *to, const struct event_field *field, const void *at)
{
    char mark = to->len > 1 ? ',' : '{';
    switch (field->kind) {
    case FIELD_STR: {
        str text = *(const str *)at;
        if (str_empty(text))
            return FAIL_OK;
        if (!utf8_valid(text))
            return FAIL_FORMAT;
        buf_printf(to, "%c\"%.*s\":", mark, STR_ARG(field->name));
        json_put_text(to, text);
        return FAIL_OK;
    }
    case FIELD_INT: {
        int64_t number = *(const int64_t *)at;
        if (number != EVENT_INT_ABSENT)
            buf_printf(to, "%c\"%.*s\":%lld", mark, STR_ARG(field->name), (long long)number);
        return FAIL_OK;
    }
    case FIELD_TRI: {
        enum tri value = *(const enum tri *)at;
        if (value != TRI_UNSET)
            buf_printf(to, "%c\"%.*s\":%s", mark, STR_ARG(field->name),
                       value == TRI_YES ? "true" : "false");
        return FAIL_OK;
    }
    }
    return FAIL_FORMAT;
}

enum fail body_write(arena *home, const struct event_body *body, str *json_out)
{
    struct buf text = buf_in(home);
    size_t count = 0;
    const struct event_field *fields = event_fields(&count);
    for (size_t i = 0; i < count; i++) {
        enum fail failed = write_field(&text, &fields[i], (const char *)body + fields[i].offset);
        if (failed != FAIL_OK)
            return failed;
    }
    buf_str(&text, text.len ? S("}") : S("{}"));
    if (text.len > EVENT_BODY_BYTES_MAX)
        return FAIL_LIMIT;
    *json_out = buf_view(&text);
    return FAIL_OK;
}

static enum fail read_field(arena *home, const struct event_field *field, const json_t *value,
                            void *to)
{
    switch (field->kind) {
    case FIELD_STR: {
        if (!json_is_string(value))
            return FAIL_FORMAT;
        str text = { json_string_value(value), json_string_length(value) };
        if (!utf8_valid(text))
            return FAIL_FORMAT;
        *(str *)to = arena_str(home, text);
        return FAIL_OK;
    }
    case FIELD_INT:
        if (!json_is_integer(value) || json_integer_value(value) == EVENT_INT_ABSENT)
            return FAIL_FORMAT;
        *(int64_t *)to = json_integer_value(value);
        return FAIL_OK;
    case FIELD_TRI:
        if (!json_is_boolean(value))
            return FAIL_FORMAT;
        *(enum tri *)to = json_is_true(value) ? TRI_YES : TRI_NO;
        return FAIL_OK;
    }
    return FAIL_FORMAT;
}

/* How many objects and lists stand in one another. Right for whatever is JSON. */
static size_t nesting(str json)
{
    size_t depth = 0, deepest = 0;
    bool in_text = false;
    for (size_t i = 0; i < json.len; i++) {
        char c = json.ptr[i];
        if (c == '"')
            in_text = !in_text;
        else if (in_text)
            i += c == '\\';
        else if ((c == '{' || c == '[') && ++depth > deepest)
            deepest = depth;
        else if ((c == '}' || c == ']') && depth > 0)
            depth--;
    }
    return deepest;
}

enum fail body_read(arena *home, str json, struct event_body *out)
{
    if (json.len > EVENT_BODY_BYTES_MAX)
        return FAIL_LIMIT;
    /* jansson passes by a zero byte behind a number. */
    if (json.len == 0 || memchr(json.ptr, 0, json.len) || nesting(json) > EVENT_BODY_DEPTH_MAX)
        return FAIL_FORMAT;
    json_error_t error;
    json_t *root = json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(root)) {
        json_decref(root);
        return FAIL_FORMAT;
    }
    struct event_body body = event_body_none();
    enum fail failed = FAIL_OK;
    size_t count = 0;
    const struct event_field *fields = event_fields(&count);
    for (size_t i = 0; i < count && failed == FAIL_OK; i++) {
        /* Names in the table are literals, so they end in a zero byte. */
        const json_t *value = json_object_get(root, fields[i].name.ptr);
        if (value)
            failed = read_field(home, &fields[i], value, (char *)&body + fields[i].offset);
    }
    json_decref(root);
    if (failed == FAIL_OK)
        *out = body;
    return failed;
}
