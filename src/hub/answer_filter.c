/* Which statements a query asks for (xAPI 1.0.3, Part Three, 2.1.3). */
#include <string.h>
#include <strings.h>

#include "base/must.h"
#include "hub/answer_parts.h"
#include "wire/statement.h"

static str text_of(const json_t *json)
{
    return json_is_string(json) ? (str) { json_string_value(json), json_string_length(json) }
                                : (str) { "", 0 };
}

/* ---- rows ---- */

static bool actor_may_match(const struct answering *a, const struct filter *filter,
                            const struct hub_event *stored)
{
    const struct event *event = stored->event;
    json_t *account = json_object_get(filter->agent, "account");
    /* Beyond the actor there is the authority, which is the kiosk. */
    if (filter->related_agents)
        return true;
    if (!account || !str_eq(text_of(json_object_get(account, "homePage")), a->base))
        return false;
    str name = event->learner.len   ? event->learner
               : event->session.len ? event->session
                                    : stored->kiosk;
    return str_eq(text_of(json_object_get(account, "name")), name);
}

bool filter_may_match(const struct answering *a, const struct filter *filter,
                      const struct hub_event *stored)
{
    const struct event *event = stored->event;
    if (event->seq == 0)
        return true;
    if (filter->registration.len &&
        (event->session.len != filter->registration.len ||
         strncasecmp(event->session.ptr, filter->registration.ptr, event->session.len) != 0))
        return false;
    if (filter->verb.len && !statement_may_say(event->type, filter->verb))
        return false;
    return !filter->agent || actor_may_match(a, filter, stored);
}

/* ---- agents ---- */

static bool same_agent(json_t *a, json_t *b)
{
    static const char *const names[] = { "mbox", "mbox_sha1sum", "openid" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str x = text_of(json_object_get(a, names[i]));
        if (x.len && str_eq(x, text_of(json_object_get(b, names[i]))))
            return true;
    }
    json_t *x = json_object_get(a, "account"), *y = json_object_get(b, "account");
    return x && y && json_equal(x, y);
}

static bool is_agent(json_t *asked, json_t *actor)
{
    json_t *members = json_object_get(actor, "member");
    if (same_agent(asked, actor))
        return true;
    for (size_t i = 0; i < json_array_size(members); i++)
        if (same_agent(asked, json_array_get(members, i)))
            return true;
    return false;
}

static bool agent_in(json_t *asked, json_t *statement, bool related)
{
    json_t *context = json_object_get(statement, "context");
    if (is_agent(asked, json_object_get(statement, "actor")) ||
        is_agent(asked, json_object_get(statement, "object")))
        return true;
    return related && (is_agent(asked, json_object_get(statement, "authority")) ||
                       is_agent(asked, json_object_get(context, "instructor")) ||
                       is_agent(asked, json_object_get(context, "team")));
}

/* ---- activities ---- */

static bool is_activity(str asked, json_t *object)
{
    json_t *type = json_object_get(object, "objectType");
    return (!type || str_eq(text_of(type), S("Activity"))) &&
           str_eq(asked, text_of(json_object_get(object, "id")));
}

static bool activity_in(str asked, json_t *statement, bool related)
{
    static const char *const names[] = { "parent", "grouping", "category", "other" };
    if (is_activity(asked, json_object_get(statement, "object")))
        return true;
    json_t *lists = json_object_get(json_object_get(statement, "context"), "contextActivities");
    for (size_t i = 0; related && i < COUNT_OF(names); i++) {
        json_t *list = json_object_get(lists, names[i]);
        if (json_is_object(list) && is_activity(asked, list))
            return true;
        for (size_t k = 0; k < json_array_size(list); k++)
            if (is_activity(asked, json_array_get(list, k)))
                return true;
    }
    return false;
}

/* ---- the whole ---- */

static json_t *sub_statement(json_t *statement)
{
    json_t *object = json_object_get(statement, "object");
    bool sub = str_eq(text_of(json_object_get(object, "objectType")), S("SubStatement"));
    return sub ? object : NULL;
}

static bool registration_fits(const struct filter *filter, json_t *statement)
{
    str given = text_of(json_object_get(json_object_get(statement, "context"), "registration"));
    return !filter->registration.len ||
           (given.len == filter->registration.len &&
            strncasecmp(given.ptr, filter->registration.ptr, given.len) == 0);
}

bool filter_matches(const struct filter *filter, json_t *statement)
{
    json_t *sub = sub_statement(statement);
    str verb = text_of(json_object_get(json_object_get(statement, "verb"), "id"));
    if (!registration_fits(filter, statement) || (filter->verb.len && !str_eq(verb, filter->verb)))
        return false;
    if (filter->agent && !agent_in(filter->agent, statement, filter->related_agents) &&
        !(filter->related_agents && sub && agent_in(filter->agent, sub, true)))
        return false;
    return !filter->activity.len ||
           activity_in(filter->activity, statement, filter->related_activities) ||
           (filter->related_activities && sub && activity_in(filter->activity, sub, true));
}
