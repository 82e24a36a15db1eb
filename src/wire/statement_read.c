#include "wire/statement_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "wire/statement_parts.h"

static str dump(arena *home, json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT);
    must(text != NULL);
    str copy = arena_str(home, str_of(text));
    free(text);
    return copy;
}

static str small_letters(arena *home, str uuid)
{
    uint8_t id[EVENT_ID_BYTES];
    return id_parse(uuid, id) ? id_text(home, id) : (str) { "", 0 };
}

static void take_voiding(json_t *root, struct statement *out)
{
    str verb = statement_text_of(json_object_get(json_object_get(root, "verb"), "id"));
    json_t *object = json_object_get(root, "object");
    out->voids = str_eq(verb, S(STATEMENT_VERB_VOIDED));
    if (out->voids)
        must(id_parse(statement_text_of(json_object_get(object, "id")), out->voided));
}

static enum fail read_one(arena *home, const struct spot *spot, struct statement *out)
{
    json_t *root = spot->json;
    str version = statement_text_of(json_object_get(root, "version"));
    if (!statement_check(*spot))
        return version.len && !str_starts(version, S("1.0")) ? FAIL_VERSION : FAIL_FORMAT;
    out->has_id = id_parse(statement_text_of(json_object_get(root, "id")), out->id);
    json_t *context = json_object_get(root, "context");
    out->registration =
        small_letters(home, statement_text_of(json_object_get(context, "registration")));
    take_voiding(root, out);
    enum fail failed = statement_row_read(home, spot, out);
    if (failed != FAIL_MISSING)
        return failed;
    statement_same_hash(root, out->same);
    json_object_del(root, "stored");
    json_object_del(root, "authority");
    out->json = dump(home, root);
    return FAIL_OK;
}

static bool twice(const struct statement_list *list, size_t at)
{
    if (!list->items[at].has_id)
        return false;
    for (size_t i = 0; i < at; i++)
        if (list->items[i].has_id &&
            memcmp(list->items[i].id, list->items[at].id, EVENT_ID_BYTES) == 0)
            return true;
    return false;
}

static enum fail read_item(arena *home, json_t *json, struct statement_list *list, size_t at,
                           struct statement_refusal *refused)
{
    struct spot spot = { json, refused->why, "" };
    if (list->single)
        snprintf(spot.path, sizeof spot.path, "statement");
    else
        snprintf(spot.path, sizeof spot.path, "statements[%zu]", at);
    refused->index = (ptrdiff_t)at;
    refused->id[0] = 0;
    uint8_t id[EVENT_ID_BYTES];
    if (id_parse(statement_text_of(json_object_get(json, "id")), id))
        id_to_text(id, refused->id);
    enum fail failed = read_one(home, &spot, &list->items[at]);
    if (failed == FAIL_OK && twice(list, at)) {
        spot_refuse(&spot, "has the id of another statement in the same list");
        failed = FAIL_FOREIGN;
    }
    return failed;
}

static enum fail read_list(arena *home, json_t *root, size_t max, struct statement_list *out,
                           struct statement_refusal *refused)
{
    struct statement_list list = { .single = json_is_object(root), .count = 1 };
    if (!list.single)
        list.count = json_array_size(root);
    if (list.count > max) {
        snprintf(refused->why, sizeof refused->why,
                 "the list has %zu statements; at most %zu are taken at once", list.count, max);
        return FAIL_LIMIT;
    }
    list.items = arena_new(home, struct statement, list.count + 1);
    enum fail failed = FAIL_OK;
    for (size_t i = 0; failed == FAIL_OK && i < list.count; i++)
        failed = read_item(home, list.single ? root : json_array_get(root, i), &list, i, refused);
    if (failed == FAIL_OK)
        *out = list;
    return failed;
}

/* jansson's sentence may quote the input. */
static void say_no_json(const json_error_t *error, struct statement_refusal *refused)
{
    int at = snprintf(refused->why, sizeof refused->why,
                      "the body is no JSON (line %d): ", error->line > 0 ? error->line : 1);
    for (size_t i = 0; error->text[i] && (size_t)at + 1 < sizeof refused->why; i++)
        refused->why[at++] = error->text[i] >= ' ' && error->text[i] < 0x7f ? error->text[i] : '?';
    refused->why[at] = 0;
}

enum fail statement_read_all(arena *home, str body, size_t max, struct statement_list *out,
                             struct statement_refusal *refused)
{
    json_error_t error = { 0 };
    *refused = (struct statement_refusal) { .index = -1 };
    json_t *root = json_loadb(body.ptr ? body.ptr : "", body.len, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        say_no_json(&error, refused);
        return FAIL_FORMAT;
    }
    enum fail failed = read_list(home, root, max, out, refused);
    json_decref(root);
    if (failed == FAIL_OK)
        *refused = (struct statement_refusal) { .index = -1 };
    return failed;
}
