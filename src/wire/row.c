#include "wire/row.h"

#include <string.h>

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
