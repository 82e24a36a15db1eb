/* The ledger's row that a statement of a kiosk carries (statement.c, put_event_extensions). */
#include <string.h>

#include "base/limits.h"
#include "base/must.h"
#include "base/utf8.h"
#include "wire/codec.h"
#include "wire/row.h"
#include "wire/statement_parts.h"

struct row {
    arena *home;
    const struct spot *spot; /* of context.extensions */
    str base;
    const char *missing; /* the first member that is not as it must be */
};

static json_t *extension(struct row *row, const char *name)
{
    str key = arena_printf(row->home, "%.*s/xapi/ext/%s", STR_ARG(row->base), name);
    return json_object_get(row->spot->json, key.ptr);
}

static void wrong(struct row *row, const char *name)
{
    if (!row->missing)
        row->missing = name;
}

static int64_t take_number(struct row *row, const char *name, int64_t min, int64_t max)
{
    const json_t *json = extension(row, name);
    if (!json_is_integer(json) || json_integer_value(json) < min || json_integer_value(json) > max)
        wrong(row, name);
    return json_integer_value(json);
}

static str take_text(struct row *row, const char *name, size_t min, size_t max)
{
    str text = statement_text_of(extension(row, name));
    if (text.len < min || text.len > max || !utf8_valid(text))
        wrong(row, name);
    return arena_str(row->home, text);
}

static void take_hash(struct row *row, const char *name, uint8_t out[EVENT_HASH_BYTES])
{
    if (!codec_hex_read(statement_text_of(extension(row, name)), out, EVENT_HASH_BYTES))
        wrong(row, name);
}

static void take_row(struct row *row, str registration, struct event *out)
{
    out->seq = (uint64_t)take_number(row, "seq", 1, INT64_MAX - 1);
    out->boot = (uint64_t)take_number(row, "boot", 1, INT64_MAX - 1);
    out->mono_ms = take_number(row, "mono-ms", 0, ROW_MONO_MAX_MS);
    out->wall_ms = take_number(row, "wall-ms", ROW_WALL_MIN_MS, ROW_WALL_MAX_MS);
    str clock = take_text(row, "clock", 4, 6);
    out->clock_sure = str_eq(clock, S("sure"));
    if (!out->clock_sure && !str_eq(clock, S("unsure")))
        wrong(row, "clock");
    out->type_name = take_text(row, "type", 1, ROW_TYPE_BYTES_MAX);
    out->type = event_type_find(out->type_name);
    out->session = registration.len ? arena_str(row->home, registration)
                                    : take_text(row, "session", 0, ROW_SESSION_BYTES_MAX);
    out->learner = take_text(row, "learner", 0, ROW_LEARNER_BYTES_MAX);
    out->body = take_text(row, "body-text", 1, EVENT_BODY_BYTES_MAX);
    take_hash(row, "prev", out->prev);
    take_hash(row, "hash", out->hash);
}

enum fail statement_row_read(arena *home, const struct spot *spot, struct statement *out)
{
    struct spot actor = spot_member(spot, "actor"), context = spot_member(spot, "context");
    struct spot extensions = spot_member(&context, "extensions");
    json_t *account = json_object_get(actor.json, "account");
    struct row row = { .home = home, .spot = &extensions };
    row.base = statement_text_of(json_object_get(account, "homePage"));
    if (row.base.len == 0 || !extension(&row, "hash"))
        return FAIL_MISSING;
    struct event event = { 0 };
    take_row(&row, statement_text_of(json_object_get(context.json, "registration")), &event);
    memcpy(event.id, out->id, sizeof event.id);
    str kiosk = statement_text_of(json_object_get(context.json, "platform"));
    if (row.missing) {
        struct spot member = spot_member(&extensions, row.missing);
        spot_refuse(&member, "is not as a ledger's row has it");
        return FAIL_FORMAT;
    }
    if (!out->has_id || !id_kiosk_valid(kiosk)) {
        spot_refuse(&context, "carries a ledger's row without an id or a kiosk");
        return FAIL_FORMAT;
    }
    if (!chain_holds(&event)) {
        spot_refuse(&extensions, "carries a ledger's row whose hash does not hold");
        return FAIL_CORRUPT;
    }
    out->kiosk = arena_str(home, kiosk);
    out->event = event;
    out->is_row = true;
    return FAIL_OK;
}
