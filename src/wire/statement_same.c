/* What makes two statements the same (xAPI 1.0.3, Part Two, 2.3.2): everything but what a Learning
 * Record Store may set, and but different spellings of one thing. */
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "wire/statement_parts.h"

static void lower_uuid(json_t *object, const char *name)
{
    uint8_t id[EVENT_ID_BYTES];
    char text[ID_TEXT_LEN + 1];
    if (!id_parse(statement_text_of(json_object_get(object, name)), id))
        return;
    id_to_text(id, text);
    json_object_set_new(object, name, json_string(text));
}

struct member {
    char *text;
    json_t *json;
};

static int by_text(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    return strcmp(x->text, y->text);
}

/* Puts a list into the order of its items' texts, for theirs says nothing. */
static void sort_list(json_t *list)
{
    size_t count = json_array_size(list);
    if (count < 2)
        return;
    struct member *members = calloc(count, sizeof *members);
    must(members != NULL);
    for (size_t i = 0; i < count; i++) {
        members[i].json = json_incref(json_array_get(list, i));
        members[i].text = json_dumps(members[i].json, JSON_SORT_KEYS | JSON_COMPACT);
        must(members[i].text != NULL);
    }
    qsort(members, count, sizeof *members, by_text);
    json_array_clear(list);
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, members[i].json);
        free(members[i].text);
    }
    free(members);
}

static void plain_agent(json_t *agent)
{
    if (json_is_object(agent) && !json_object_get(agent, "objectType"))
        json_object_set_new(agent, "objectType", json_string("Agent"));
}

static void plain_actor(json_t *actor)
{
    json_t *members = json_object_get(actor, "member");
    plain_agent(actor);
    for (size_t i = 0; i < json_array_size(members); i++)
        plain_agent(json_array_get(members, i));
    sort_list(members);
}

static void plain_activity(json_t *activity)
{
    json_object_del(activity, "definition");
    json_object_set_new(activity, "objectType", json_string("Activity"));
}

static void plain_activities(json_t *lists)
{
    static const char *const names[] = { "parent", "grouping", "category", "other" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        json_t *list = json_object_get(lists, names[i]);
        if (json_is_object(list)) {
            json_t *one = json_array();
            json_array_append(one, list);
            json_object_set_new(lists, names[i], one);
            list = one;
        }
        for (size_t k = 0; k < json_array_size(list); k++)
            plain_activity(json_array_get(list, k));
        sort_list(list);
    }
}

static void plain_object(json_t *object)
{
    str type = statement_text_of(json_object_get(object, "objectType"));
    if (type.len == 0 || str_eq(type, S("Activity")))
        plain_activity(object);
    else if (str_eq(type, S("StatementRef")))
        lower_uuid(object, "id");
    else if (!str_eq(type, S("SubStatement")))
        plain_actor(object);
}

static void plain_time(json_t *statement)
{
    int64_t wall_ms;
    json_t *time = json_object_get(statement, "timestamp");
    if (statement_time_read(statement_text_of(time), &wall_ms))
        json_object_set_new(statement, "timestamp", json_integer(wall_ms));
}

static void plain_parts(json_t *statement)
{
    json_t *context = json_object_get(statement, "context");
    plain_actor(json_object_get(statement, "actor"));
    json_object_del(json_object_get(statement, "verb"), "display");
    plain_object(json_object_get(statement, "object"));
    lower_uuid(context, "registration");
    lower_uuid(json_object_get(context, "statement"), "id");
    if (json_object_get(context, "instructor"))
        plain_actor(json_object_get(context, "instructor"));
    if (json_object_get(context, "team"))
        plain_actor(json_object_get(context, "team"));
    plain_activities(json_object_get(context, "contextActivities"));
    plain_time(statement);
}

/* 1.0 and 1 are one number: jansson writes a whole real with «.0». Returns the new length. */
static size_t plain_numbers(char *text)
{
    size_t to = 0;
    bool quoted = false;
    for (size_t i = 0; text[i]; i++) {
        if (quoted && text[i] == '\\') {
            text[to++] = text[i++];
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && text[i] == '.' && text[i + 1] == '0' &&
                   (!text[i + 2] || strchr(",]}", text[i + 2]))) {
            i++;
            continue;
        }
        text[to++] = text[i];
    }
    return to;
}

void statement_same_hash(json_t *root, uint8_t out[SEAL_HASH_BYTES])
{
    static const char *const assigned[] = { "id", "stored", "authority", "version" };
    json_t *copy = json_deep_copy(root);
    must(copy != NULL);
    for (size_t i = 0; i < COUNT_OF(assigned); i++)
        json_object_del(copy, assigned[i]);
    plain_parts(copy);
    json_t *object = json_object_get(copy, "object");
    if (str_eq(statement_text_of(json_object_get(object, "objectType")), S("SubStatement")))
        plain_parts(object);
    char *text = json_dumps(copy, JSON_SORT_KEYS | JSON_COMPACT);
    must(text != NULL);
    size_t len = plain_numbers(text);
    seal_hash((str) { text, len }, out);
    free(text);
    json_decref(copy);
}
