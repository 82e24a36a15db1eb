/* xAPI 1.0.3, Part Two (Experience API Data): what a statement may hold, as tables of members. */
#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "wire/statement_parts.h"

typedef bool check_value(struct spot spot);

struct rule {
    const char *name;
    check_value *check;
    bool required;
};

bool spot_refuse(const struct spot *spot, const char *rule)
{
    snprintf(spot->why, STATEMENT_WHY_BYTES, "%s %s", spot->path, rule);
    return false;
}

struct spot spot_member(const struct spot *parent, const char *name)
{
    char shown[48];
    struct spot spot = { json_object_get(parent->json, name), parent->why, "" };
    statement_name_shown(name, shown, sizeof shown);
    snprintf(spot.path, sizeof spot.path, "%.76s.%s", parent->path, shown);
    return spot;
}

struct spot spot_item(const struct spot *parent, size_t index)
{
    struct spot spot = { json_array_get(parent->json, index), parent->why, "" };
    snprintf(spot.path, sizeof spot.path, "%.100s[%zu]", parent->path, index);
    return spot;
}

/* Every member has a rule, none is null, the required ones are there. Part Two, 2.2: members that
 * the text does not know, other spellings of them and null are refused. */
static bool check_members(struct spot spot, const struct rule *rules, size_t count)
{
    if (!json_is_object(spot.json))
        return spot_refuse(&spot, "must be an object");
    const char *name;
    json_t *value;
    json_object_foreach(spot.json, name, value)
    {
        struct spot member = spot_member(&spot, name);
        size_t at = 0;
        while (at < count && strcmp(rules[at].name, name) != 0)
            at++;
        if (at == count)
            return spot_refuse(&member, "is no member that xAPI 1.0.3 knows there");
        if (json_is_null(value))
            return spot_refuse(&member, "must not be null");
        if (!rules[at].check(member))
            return false;
    }
    for (size_t i = 0; i < count; i++)
        if (rules[i].required && !json_object_get(spot.json, rules[i].name)) {
            struct spot member = spot_member(&spot, rules[i].name);
            return spot_refuse(&member, "is missing");
        }
    return true;
}

#define CHECK_MEMBERS(spot, rules) check_members((spot), (rules), COUNT_OF(rules))

/* ---- single values ---- */

static bool check_text(struct spot spot)
{
    return json_is_string(spot.json) || spot_refuse(&spot, "must be a text");
}

static bool check_bool(struct spot spot)
{
    return json_is_boolean(spot.json) || spot_refuse(&spot, "must be true or false");
}

static bool check_number(struct spot spot)
{
    return json_is_number(spot.json) || spot_refuse(&spot, "must be a number");
}

static bool check_scaled(struct spot spot)
{
    double value = json_number_value(spot.json);
    return (json_is_number(spot.json) && value >= -1 && value <= 1) ||
           spot_refuse(&spot, "must be a number from -1 to 1");
}

static bool check_uuid(struct spot spot)
{
    uint8_t id[EVENT_ID_BYTES];
    return id_parse(statement_text_of(spot.json), id) ||
           spot_refuse(&spot, "must be a UUID of 36 letters");
}

static bool check_iri(struct spot spot)
{
    return statement_iri_valid(statement_text_of(spot.json)) ||
           spot_refuse(&spot, "must be an absolute IRI");
}

static bool check_time(struct spot spot)
{
    int64_t wall_ms;
    return statement_time_read(statement_text_of(spot.json), &wall_ms) ||
           spot_refuse(&spot, "must be a time like 2026-11-22T09:00:00.000+07:00 (ISO 8601)");
}

static bool check_duration(struct spot spot)
{
    return statement_duration_valid(statement_text_of(spot.json)) ||
           spot_refuse(&spot, "must be a duration like PT3M25.5S (ISO 8601)");
}

static bool check_language(struct spot spot)
{
    return statement_language_valid(statement_text_of(spot.json)) ||
           spot_refuse(&spot, "must be a language tag like vi or en-US (RFC 5646)");
}

static bool check_version(struct spot spot)
{
    str text = statement_text_of(spot.json);
    return str_eq(text, S("1.0")) || (str_starts(text, S("1.0.")) && text.len > 4) ||
           spot_refuse(&spot, "must be 1.0.x");
}

static bool check_attachments(struct spot spot)
{
    return spot_refuse(&spot, "cannot be taken: this hub keeps no attachments");
}

/* One of a list of words that ends with NULL. */
static bool one_of(str text, const char *const *words)
{
    for (; *words; words++)
        if (str_eq(text, str_of(*words)))
            return true;
    return false;
}

static bool check_language_map(struct spot spot)
{
    if (!json_is_object(spot.json))
        return spot_refuse(&spot, "must be an object of languages and texts");
    const char *name;
    json_t *value;
    json_object_foreach(spot.json, name, value)
    {
        struct spot member = spot_member(&spot, name);
        if (!statement_language_valid(str_of(name)))
            return spot_refuse(&member, "is named by no language tag (RFC 5646)");
        if (!json_is_string(value))
            return spot_refuse(&member, "must be a text");
    }
    return true;
}

/* Only their names have a rule; the values may be anything, null too. */
static bool check_extensions(struct spot spot)
{
    if (!json_is_object(spot.json))
        return spot_refuse(&spot, "must be an object");
    const char *name;
    json_t *value;
    json_object_foreach(spot.json, name, value)
    {
        struct spot member = spot_member(&spot, name);
        if (!statement_iri_valid(str_of(name)))
            return spot_refuse(&member, "must be named by an absolute IRI");
    }
    return true;
}

/* ---- actors ---- */

static bool check_mail(struct spot spot)
{
    return statement_mail_valid(statement_text_of(spot.json)) ||
           spot_refuse(&spot, "must be mailto: and an address");
}

static bool check_sha1(struct spot spot)
{
    str text = statement_text_of(spot.json);
    bool good = text.len == 40;
    for (size_t i = 0; good && i < text.len; i++)
        good = strchr("0123456789abcdefABCDEF", text.ptr[i]) != NULL;
    return good || spot_refuse(&spot, "must be 40 hexadecimal letters");
}

static bool check_account(struct spot spot)
{
    static const struct rule rules[] = { { "homePage", check_iri, true },
                                         { "name", check_text, true } };
    return CHECK_MEMBERS(spot, rules);
}

static const char *const identifiers[] = { "mbox", "mbox_sha1sum", "openid", "account" };

static size_t count_identifiers(const json_t *actor)
{
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(identifiers); i++)
        count += json_object_get(actor, identifiers[i]) != NULL;
    return count;
}

static bool check_agent(struct spot spot)
{
    static const struct rule rules[] = {
        { "objectType", check_text, false }, { "name", check_text, false },
        { "mbox", check_mail, false },       { "mbox_sha1sum", check_sha1, false },
        { "openid", check_iri, false },      { "account", check_account, false },
    };
    if (!CHECK_MEMBERS(spot, rules))
        return false;
    json_t *type = json_object_get(spot.json, "objectType");
    if (type && !str_eq(statement_text_of(type), S("Agent")))
        return spot_refuse(&spot, "must be an Agent");
    return count_identifiers(spot.json) == 1 ||
           spot_refuse(&spot, "must have exactly one of mbox, mbox_sha1sum, openid and account");
}

static bool check_agents(struct spot spot)
{
    if (!json_is_array(spot.json))
        return spot_refuse(&spot, "must be a list of Agents");
    for (size_t i = 0; i < json_array_size(spot.json); i++)
        if (!check_agent(spot_item(&spot, i)))
            return false;
    return true;
}

static bool check_group(struct spot spot)
{
    static const struct rule rules[] = {
        { "objectType", check_text, true }, { "name", check_text, false },
        { "mbox", check_mail, false },      { "mbox_sha1sum", check_sha1, false },
        { "openid", check_iri, false },     { "account", check_account, false },
        { "member", check_agents, false },
    };
    if (!CHECK_MEMBERS(spot, rules))
        return false;
    size_t count = count_identifiers(spot.json);
    if (count > 1)
        return spot_refuse(&spot,
                           "must have at most one of mbox, mbox_sha1sum, openid and account");
    return count == 1 || json_array_size(json_object_get(spot.json, "member")) > 0 ||
           spot_refuse(&spot, "names nobody: a Group needs an identifier or members");
}

static bool is_type(const json_t *json, const char *type)
{
    return str_eq(statement_text_of(json_object_get(json, "objectType")), str_of(type));
}

static bool check_actor(struct spot spot)
{
    return is_type(spot.json, "Group") ? check_group(spot) : check_agent(spot);
}

static bool check_team(struct spot spot)
{
    return is_type(spot.json, "Group") ? check_group(spot) : spot_refuse(&spot, "must be a Group");
}

/* Part Two, 2.4.9: an Agent, or with 3-legged OAuth a Group of two Agents. */
static bool check_authority(struct spot spot)
{
    if (!check_actor(spot))
        return false;
    return !is_type(spot.json, "Group") ||
           (json_array_size(json_object_get(spot.json, "member")) == 2 &&
            count_identifiers(spot.json) == 0) ||
           spot_refuse(&spot, "must be an Agent, or a Group of exactly two");
}

/* ---- verbs and objects ---- */

static bool check_verb(struct spot spot)
{
    static const struct rule rules[] = { { "id", check_iri, true },
                                         { "display", check_language_map, false } };
    return CHECK_MEMBERS(spot, rules);
}

static bool check_interaction(struct spot spot)
{
    static const char *const kinds[] = { "true-false", "choice",      "fill-in",    "long-fill-in",
                                         "matching",   "performance", "sequencing", "likert",
                                         "numeric",    "other",       NULL };
    return one_of(statement_text_of(spot.json), kinds) ||
           spot_refuse(&spot, "is no interaction type");
}

static bool check_texts(struct spot spot)
{
    if (!json_is_array(spot.json))
        return spot_refuse(&spot, "must be a list of texts");
    for (size_t i = 0; i < json_array_size(spot.json); i++)
        if (!check_text(spot_item(&spot, i)))
            return false;
    return true;
}

static bool check_component(struct spot spot)
{
    static const struct rule rules[] = { { "id", check_text, true },
                                         { "description", check_language_map, false } };
    return CHECK_MEMBERS(spot, rules);
}

/* Part Two, 2.4.4.1: within one list the ids must differ. */
static bool check_components(struct spot spot)
{
    if (!json_is_array(spot.json))
        return spot_refuse(&spot, "must be a list");
    for (size_t i = 0; i < json_array_size(spot.json); i++) {
        struct spot item = spot_item(&spot, i);
        if (!check_component(item))
            return false;
        str id = statement_text_of(json_object_get(item.json, "id"));
        for (size_t k = 0; k < i; k++)
            if (str_eq(id, statement_text_of(json_object_get(json_array_get(spot.json, k), "id"))))
                return spot_refuse(&item, "has the id of another in its list");
    }
    return true;
}

static bool check_definition(struct spot spot)
{
    static const struct rule rules[] = {
        { "name", check_language_map, false },
        { "description", check_language_map, false },
        { "type", check_iri, false },
        { "moreInfo", check_iri, false },
        { "extensions", check_extensions, false },
        { "interactionType", check_interaction, false },
        { "correctResponsesPattern", check_texts, false },
        { "choices", check_components, false },
        { "scale", check_components, false },
        { "source", check_components, false },
        { "target", check_components, false },
        { "steps", check_components, false },
    };
    if (!CHECK_MEMBERS(spot, rules))
        return false;
    for (size_t i = 6; i < COUNT_OF(rules); i++)
        if (json_object_get(spot.json, rules[i].name) &&
            !json_object_get(spot.json, "interactionType"))
            return spot_refuse(&spot, "describes an interaction without its interactionType");
    return true;
}

static bool check_activity(struct spot spot)
{
    static const struct rule rules[] = { { "objectType", check_text, false },
                                         { "id", check_iri, true },
                                         { "definition", check_definition, false } };
    if (!CHECK_MEMBERS(spot, rules))
        return false;
    return !json_object_get(spot.json, "objectType") || is_type(spot.json, "Activity") ||
           spot_refuse(&spot, "must be an Activity");
}

static bool check_reference(struct spot spot)
{
    static const struct rule rules[] = { { "objectType", check_text, true },
                                         { "id", check_uuid, true } };
    if (!CHECK_MEMBERS(spot, rules))
        return false;
    return is_type(spot.json, "StatementRef") || spot_refuse(&spot, "must be a StatementRef");
}

/* A SubStatement's own members are looked at by the caller, for nothing here calls itself. */
static bool check_object(struct spot spot)
{
    if (!json_is_object(spot.json))
        return spot_refuse(&spot, "must be an object");
    json_t *type = json_object_get(spot.json, "objectType");
    if (!type || is_type(spot.json, "Activity"))
        return check_activity(spot);
    if (is_type(spot.json, "Agent"))
        return check_agent(spot);
    if (is_type(spot.json, "Group"))
        return check_group(spot);
    if (is_type(spot.json, "StatementRef"))
        return check_reference(spot);
    struct spot member = spot_member(&spot, "objectType");
    return is_type(spot.json, "SubStatement") ||
           spot_refuse(&member, "must be Activity, Agent, Group, StatementRef or SubStatement");
}

static bool check_inner_object(struct spot spot)
{
    if (is_type(spot.json, "SubStatement"))
        return spot_refuse(&spot, "must not be a SubStatement within a SubStatement");
    return check_object(spot);
}

/* ---- result and context ---- */

static bool check_score(struct spot spot)
{
    static const struct rule rules[] = { { "scaled", check_scaled, false },
                                         { "raw", check_number, false },
                                         { "min", check_number, false },
                                         { "max", check_number, false } };
    if (!CHECK_MEMBERS(spot, rules))
        return false;
    json_t *raw = json_object_get(spot.json, "raw");
    json_t *min = json_object_get(spot.json, "min");
    json_t *max = json_object_get(spot.json, "max");
    if (min && max && json_number_value(min) >= json_number_value(max))
        return spot_refuse(&spot, "must have a min below its max");
    if (raw && ((min && json_number_value(raw) < json_number_value(min)) ||
                (max && json_number_value(raw) > json_number_value(max))))
        return spot_refuse(&spot, "must have a raw between its min and max");
    return true;
}

static bool check_result(struct spot spot)
{
    static const struct rule rules[] = {
        { "score", check_score, false },       { "success", check_bool, false },
        { "completion", check_bool, false },   { "response", check_text, false },
        { "duration", check_duration, false }, { "extensions", check_extensions, false },
    };
    return CHECK_MEMBERS(spot, rules);
}

/* One Activity where a list should stand is allowed (Part Two, 2.4.6.2). */
static bool check_activities(struct spot spot)
{
    if (!json_is_array(spot.json))
        return check_activity(spot);
    for (size_t i = 0; i < json_array_size(spot.json); i++)
        if (!check_activity(spot_item(&spot, i)))
            return false;
    return true;
}

static bool check_context_activities(struct spot spot)
{
    static const struct rule rules[] = { { "parent", check_activities, false },
                                         { "grouping", check_activities, false },
                                         { "category", check_activities, false },
                                         { "other", check_activities, false } };
    return CHECK_MEMBERS(spot, rules);
}

static bool check_context(struct spot spot)
{
    static const struct rule rules[] = {
        { "registration", check_uuid, false },
        { "instructor", check_actor, false },
        { "team", check_team, false },
        { "contextActivities", check_context_activities, false },
        { "revision", check_text, false },
        { "platform", check_text, false },
        { "language", check_language, false },
        { "statement", check_reference, false },
        { "extensions", check_extensions, false },
    };
    return CHECK_MEMBERS(spot, rules);
}

/* ---- the whole ---- */

static bool check_together(struct spot spot)
{
    json_t *object = json_object_get(spot.json, "object");
    json_t *context = json_object_get(spot.json, "context");
    str verb = statement_text_of(json_object_get(json_object_get(spot.json, "verb"), "id"));
    bool activity = !json_object_get(object, "objectType") || is_type(object, "Activity");
    struct spot at = spot_member(&spot, "context");
    if (!activity && json_object_get(context, "revision"))
        return spot_refuse(&at, "must have no revision where the object is no Activity");
    if (!activity && json_object_get(context, "platform"))
        return spot_refuse(&at, "must have no platform where the object is no Activity");
    at = spot_member(&spot, "object");
    return !str_eq(verb, S(STATEMENT_VERB_VOIDED)) || is_type(object, "StatementRef") ||
           spot_refuse(&at, "must be a StatementRef, for the verb voids a statement");
}

static bool check_sub_statement(struct spot spot)
{
    static const struct rule rules[] = {
        { "objectType", check_text, true }, { "actor", check_actor, true },
        { "verb", check_verb, true },       { "object", check_inner_object, true },
        { "result", check_result, false },  { "context", check_context, false },
        { "timestamp", check_time, false }, { "attachments", check_attachments, false },
    };
    return CHECK_MEMBERS(spot, rules) && check_together(spot);
}

bool statement_check(struct spot spot)
{
    static const struct rule rules[] = {
        { "id", check_uuid, false },
        { "actor", check_actor, true },
        { "verb", check_verb, true },
        { "object", check_object, true },
        { "result", check_result, false },
        { "context", check_context, false },
        { "timestamp", check_time, false },
        { "stored", check_time, false },
        { "authority", check_authority, false },
        { "version", check_version, false },
        { "attachments", check_attachments, false },
    };
    if (!CHECK_MEMBERS(spot, rules) || !check_together(spot))
        return false;
    struct spot object = spot_member(&spot, "object");
    return !is_type(object.json, "SubStatement") || check_sub_statement(object);
}

bool statement_agent_valid(str json, char *why)
{
    json_error_t error;
    json_t *root = json_loadb(json.ptr ? json.ptr : "", json.len, JSON_REJECT_DUPLICATES, &error);
    struct spot spot = { root, why, "agent" };
    bool good = root ? check_actor(spot) : spot_refuse(&spot, "is no JSON object");
    if (good && count_identifiers(root) != 1)
        good = spot_refuse(&spot, "must have one of mbox, mbox_sha1sum, openid and account");
    json_decref(root);
    return good;
}
