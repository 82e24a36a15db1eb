/* The forms in which a query may ask for statements: format=ids keeps what identifies, canonical
 * keeps one language of each name. */
#include <string.h>

#include "base/must.h"
#include "hub/answer_parts.h"

/* Removes every member that is not named. */
static void keep_only(json_t *object, const char *const *names)
{
    const char *name;
    json_t *value;
    void *next;
    json_object_foreach_safe(object, next, name, value)
    {
        size_t at = 0;
        while (names[at] && strcmp(names[at], name) != 0)
            at++;
        if (!names[at])
            json_object_del(object, name);
    }
}

static bool has_identifier(const json_t *actor)
{
    return json_object_get(actor, "mbox") || json_object_get(actor, "mbox_sha1sum") ||
           json_object_get(actor, "openid") || json_object_get(actor, "account");
}

static void ids_actor(json_t *actor)
{
    static const char *const known[] = { "objectType", "mbox",    "mbox_sha1sum",
                                         "openid",     "account", NULL };
    static const char *const anonymous[] = { "objectType", "member", NULL };
    json_t *members = json_object_get(actor, "member");
    if (!has_identifier(actor))
        for (size_t i = 0; i < json_array_size(members); i++)
            keep_only(json_array_get(members, i), known);
    keep_only(actor, has_identifier(actor) ? known : anonymous);
}

/* vi, else en, else whichever stands first. */
static void one_language(json_t *map)
{
    static const char *const liked[] = { "vi", "vi-VN", "en", "en-US" };
    const char *kept = json_object_iter_key(json_object_iter(map));
    if (!kept)
        return;
    for (size_t i = COUNT_OF(liked); i-- > 0;)
        if (json_object_get(map, liked[i]))
            kept = liked[i];
    json_t *text = json_incref(json_object_get(map, kept));
    char name[72];
    size_t len = strlen(kept);
    must(len < sizeof name);
    memcpy(name, kept, len + 1);
    json_object_clear(map);
    json_object_set_new(map, name, text);
}

static void shape_activity(json_t *activity, enum answer_form form)
{
    static const char *const ids[] = { "objectType", "id", NULL };
    static const char *const lists[] = { "choices", "scale", "source", "target", "steps" };
    if (form == FORM_IDS) {
        keep_only(activity, ids);
        return;
    }
    json_t *definition = json_object_get(activity, "definition");
    one_language(json_object_get(definition, "name"));
    one_language(json_object_get(definition, "description"));
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        json_t *list = json_object_get(definition, lists[i]);
        for (size_t k = 0; k < json_array_size(list); k++)
            one_language(json_object_get(json_array_get(list, k), "description"));
    }
}

static void shape_actor(json_t *actor, enum answer_form form)
{
    if (actor && form == FORM_IDS)
        ids_actor(actor);
}

static const char *type_of(json_t *object)
{
    const char *type = json_string_value(json_object_get(object, "objectType"));
    return type ? type : "Activity";
}

static void shape_context(json_t *context, enum answer_form form)
{
    static const char *const names[] = { "parent", "grouping", "category", "other" };
    json_t *lists = json_object_get(context, "contextActivities");
    shape_actor(json_object_get(context, "instructor"), form);
    shape_actor(json_object_get(context, "team"), form);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        json_t *list = json_object_get(lists, names[i]);
        if (json_is_object(list))
            shape_activity(list, form);
        for (size_t k = 0; k < json_array_size(list); k++)
            shape_activity(json_array_get(list, k), form);
    }
}

static void shape_parts(json_t *statement, enum answer_form form)
{
    static const char *const ids[] = { "id", NULL };
    json_t *verb = json_object_get(statement, "verb");
    json_t *object = json_object_get(statement, "object");
    shape_actor(json_object_get(statement, "actor"), form);
    shape_actor(json_object_get(statement, "authority"), form);
    shape_context(json_object_get(statement, "context"), form);
    if (form == FORM_IDS)
        keep_only(verb, ids);
    else
        one_language(json_object_get(verb, "display"));
    if (strcmp(type_of(object), "Activity") == 0)
        shape_activity(object, form);
    else if (strcmp(type_of(object), "Agent") == 0 || strcmp(type_of(object), "Group") == 0)
        shape_actor(object, form);
}

void answer_shape(json_t *statement, enum answer_form form)
{
    json_t *object = json_object_get(statement, "object");
    if (form == FORM_EXACT)
        return;
    shape_parts(statement, form);
    if (strcmp(type_of(object), "SubStatement") == 0)
        shape_parts(object, form);
}
