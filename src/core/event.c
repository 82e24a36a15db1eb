#include "core/event.h"

#include <stddef.h>
#include <string.h>

#include "base/must.h"

static const struct {
    str name;
    bool travels;
} types[] = {
#define EVENT_ROW(name, text, travels) [EVENT_##name] = { S_INIT(text), travels },
    EVENT_LIST(EVENT_ROW)
#undef EVENT_ROW
};
static_assert(COUNT_OF(types) == EVENT_TYPE_COUNT, "a row for every event type");

str event_type_name(enum event_type type)
{
    must(type < EVENT_TYPE_COUNT);
    return types[type].name;
}

enum event_type event_type_find(str name)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(types[i].name, name))
            return (enum event_type)i;
    return EVENT_TYPE_COUNT;
}

bool event_type_is_learning(enum event_type type)
{
    return type < EVENT_TYPE_COUNT && types[type].travels;
}

#define FIELD(member, kind)                                                                        \
    {                                                                                              \
        S_INIT(#member), kind, offsetof(struct event_body, member)                                 \
    }

static const struct event_field fields[] = {
    FIELD(lesson, FIELD_STR),    FIELD(pack, FIELD_STR),        FIELD(pack_version, FIELD_INT),
    FIELD(step, FIELD_STR),      FIELD(kind, FIELD_STR),        FIELD(answer, FIELD_STR),
    FIELD(mode, FIELD_STR),      FIELD(success, FIELD_TRI),     FIELD(unaided, FIELD_TRI),
    FIELD(assisted, FIELD_TRI),  FIELD(right, FIELD_INT),       FIELD(total, FIELD_INT),
    FIELD(hints, FIELD_INT),     FIELD(wrong, FIELD_INT),       FIELD(duration_ms, FIELD_INT),
    FIELD(seed, FIELD_INT),      FIELD(group, FIELD_STR),       FIELD(tags, FIELD_STR),
    FIELD(area, FIELD_STR),      FIELD(trust, FIELD_STR),       FIELD(lang, FIELD_STR),
    FIELD(reason, FIELD_STR),    FIELD(batch, FIELD_STR),       FIELD(hub, FIELD_STR),
    FIELD(first_seq, FIELD_INT), FIELD(last_seq, FIELD_INT),    FIELD(count, FIELD_INT),
    FIELD(hash, FIELD_STR),      FIELD(hub_wall_ms, FIELD_INT), FIELD(via, FIELD_STR),
    FIELD(version, FIELD_STR),   FIELD(setting, FIELD_STR),     FIELD(value, FIELD_STR),
    FIELD(offset_ms, FIELD_INT), FIELD(profile, FIELD_STR),     FIELD(rules, FIELD_INT),
    FIELD(parts, FIELD_STR),     FIELD(weak, FIELD_STR),
};

const struct event_field *event_fields(size_t *count_out)
{
    *count_out = COUNT_OF(fields);
    return fields;
}

struct event_body event_body_none(void)
{
    struct event_body none = { .success = TRI_UNSET, .unaided = TRI_UNSET, .assisted = TRI_UNSET };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (fields[i].kind == FIELD_INT)
            *(int64_t *)((char *)&none + fields[i].offset) = EVENT_INT_ABSENT;
    return none;
}

/* All texts of a draft in turn; NULL after the last. */
static str *text_of(struct event_draft *draft, size_t *at)
{
    if (*at == 0) {
        ++*at;
        return &draft->session;
    }
    if (*at == 1) {
        ++*at;
        return &draft->learner;
    }
    while (*at - 2 < COUNT_OF(fields)) {
        const struct event_field *field = &fields[(*at)++ - 2];
        if (field->kind == FIELD_STR)
            return (str *)((char *)&draft->body + field->offset);
    }
    return NULL;
}

size_t event_draft_pack(struct event_draft *draft, char *room, size_t used, size_t cap)
{
    size_t at = 0;
    for (str *text = text_of(draft, &at); text; text = text_of(draft, &at)) {
        if (text->len > cap - used)
            return SIZE_MAX;
        if (text->len)
            memcpy(room + used, text->ptr, text->len);
        text->ptr = (const char *)(uintptr_t)used;
        used += text->len;
    }
    return used;
}

void event_draft_rebase(struct event_draft *draft, const char *room)
{
    size_t at = 0;
    for (str *text = text_of(draft, &at); text; text = text_of(draft, &at))
        text->ptr = text->len ? room + (uintptr_t)text->ptr : NULL;
}
