#include "wire/statement.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/must.h"
#include "wire/body.h"
#include "wire/codec.h"
#include "wire/id.h"
#include "wire/json.h"
#include "wire/statement_parts.h"

/* What the statement is about. */
enum object {
    OBJECT_NONE,
    OBJECT_KIOSK,
    OBJECT_LESSON,
    OBJECT_STEP,
    OBJECT_ASSESSMENT,
    OBJECT_CLASS,
    OBJECT_LEARNER
};

/* xAPI 1.0.3 names verbs by IRI; these are the ADL vocabulary's and, for passed, failed, completed,
 * initialized and terminated, the ones cmi5 uses too. */
#define ADL_VERB(name) S_INIT("http://adlnet.gov/expapi/verbs/" name)
#define ADL_TYPE(name) S_INIT("http://adlnet.gov/expapi/activities/" name)

static const struct {
    str verb;
    enum object object;
} sayings[EVENT_TYPE_COUNT] = {
    [EVENT_SESSION_STARTED] = { ADL_VERB("initialized"), OBJECT_KIOSK },
    [EVENT_SESSION_ENDED] = { ADL_VERB("terminated"), OBJECT_KIOSK },
    [EVENT_LESSON_STARTED] = { ADL_VERB("attempted"), OBJECT_LESSON },
    [EVENT_STEP_ANSWERED] = { ADL_VERB("answered"), OBJECT_STEP },
    [EVENT_LESSON_COMPLETED] = { ADL_VERB("completed"), OBJECT_LESSON },
    [EVENT_ASSESSMENT_COMPLETED] = { ADL_VERB("completed"), OBJECT_ASSESSMENT },
    [EVENT_CLASS_STARTED] = { ADL_VERB("initialized"), OBJECT_CLASS },
    [EVENT_CLASS_ATTENDED] = { ADL_VERB("attended"), OBJECT_CLASS },
    [EVENT_CLASS_ENDED] = { ADL_VERB("terminated"), OBJECT_CLASS },
    [EVENT_LEARNER_REGISTERED] = { ADL_VERB("registered"), OBJECT_LEARNER },
    [EVENT_LEARNER_CONSENTED] = { ADL_VERB("preferred"), OBJECT_LEARNER },
    [EVENT_LEARNER_ERASED] = { ADL_VERB("exited"), OBJECT_LEARNER },
    [EVENT_IDENTITY_CONFIRMED] = { ADL_VERB("experienced"), OBJECT_LEARNER },
    [EVENT_HELP_CALLED] = { ADL_VERB("asked"), OBJECT_KIOSK },
};

static const struct {
    const char *path; /* after «base/xapi/» */
    str type;
} objects[] = {
    [OBJECT_KIOSK] = { "kiosk", S_INIT("") },
    [OBJECT_LESSON] = { "lesson", ADL_TYPE("lesson") },
    [OBJECT_STEP] = { "lesson", ADL_TYPE("interaction") },
    [OBJECT_ASSESSMENT] = { "assessment", ADL_TYPE("assessment") },
    [OBJECT_CLASS] = { "class", ADL_TYPE("meeting") },
    [OBJECT_LEARNER] = { "learner-record", S_INIT("") },
};

struct statement_context statement_context_of(str base, str kiosk)
{
    return (struct statement_context) { .base = base, .kiosk = kiosk, .assisted = TRI_UNSET };
}

static void take(str *into, str from)
{
    if (!str_empty(from))
        *into = from;
}

void statement_context_take(struct statement_context *context, const struct event_body *body)
{
    take(&context->group, body->group);
    take(&context->tags, body->tags);
    take(&context->area, body->area);
    take(&context->mode, body->mode);
    take(&context->trust, body->trust);
    take(&context->lang, body->lang);
    if (body->assisted != TRI_UNSET)
        context->assisted = body->assisted;
}

/* One path segment of an IRI: RFC 3986 unreserved letters stay, the rest is percent-encoded. */
static void put_segment(struct buf *to, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            buf_char(to, c);
        else
            buf_printf(to, "%%%02X", (unsigned)(unsigned char)c);
    }
}

str statement_base(arena *home, str ward)
{
    struct buf base = buf_in(home);
    buf_str(&base, S("https://tramso.invalid/"));
    put_segment(&base, ward);
    return buf_view(&base);
}

str statement_duration(arena *home, int64_t duration_ms)
{
    int64_t ms = duration_ms < 0 ? 0 : duration_ms;
    struct buf text = buf_in(home);
    buf_str(&text, S("PT"));
    if (ms >= 3600000)
        buf_printf(&text, "%lldH", (long long)(ms / 3600000));
    if (ms / 60000 % 60)
        buf_printf(&text, "%lldM", (long long)(ms / 60000 % 60));
    int64_t rest = ms % 60000;
    if (rest % 1000)
        buf_printf(&text, "%lld.%03lldS", (long long)(rest / 1000), (long long)(rest % 1000));
    else if (rest || ms < 60000)
        buf_printf(&text, "%lldS", (long long)(rest / 1000));
    return buf_view(&text);
}

/* Everything one statement is made from. */
struct making {
    struct buf out;
    const struct event *event;
    const struct event_body *body;
    const struct statement_context *context;
    bool logged; /* bookkeeping: whatever the body says, only the row counts */
    bool extension_before;
};

static void put_actor(struct making *m)
{
    str name = m->event->learner;
    if (str_empty(name))
        name = m->event->session;
    if (str_empty(name))
        name = m->context->kiosk;
    buf_str(&m->out, S(",\"actor\":{\"objectType\":\"Agent\",\"account\":{\"homePage\":"));
    json_put_text(&m->out, m->context->base);
    buf_str(&m->out, S(",\"name\":"));
    json_put_text(&m->out, name);
    buf_str(&m->out, S("}}"));
}

static void put_logged_verb(struct making *m)
{
    buf_str(&m->out, S(",\"verb\":{\"id\":"));
    json_put_text(&m->out,
                  arena_printf(m->out.home, "%.*s/xapi/verb/logged", STR_ARG(m->context->base)));
    buf_str(&m->out, S(",\"display\":{\"en\":\"logged\"}}"));
}

static void put_verb(struct making *m)
{
    if (m->logged) {
        put_logged_verb(m);
        return;
    }
    str verb = sayings[m->event->type].verb;
    if (m->event->type == EVENT_ASSESSMENT_COMPLETED && m->body->success != TRI_UNSET)
        verb = m->body->success == TRI_YES ? S("http://adlnet.gov/expapi/verbs/passed")
                                           : S("http://adlnet.gov/expapi/verbs/failed");
    str name = verb;
    while (str_find(name, S("/")) >= 0)
        name = str_slice(name, (size_t)str_find(name, S("/")) + 1, name.len);
    buf_printf(&m->out, ",\"verb\":{\"id\":\"%.*s\",\"display\":{\"en\":\"%.*s\"}}", STR_ARG(verb),
               STR_ARG(name));
}

static void put_object_path(struct making *m, struct buf *iri, enum object object)
{
    if (object == OBJECT_CLASS || object == OBJECT_KIOSK) {
        put_segment(iri, object == OBJECT_CLASS ? m->event->session : m->context->kiosk);
        return;
    }
    if (object == OBJECT_LEARNER)
        return;
    put_segment(iri, str_empty(m->body->pack) ? S("-") : m->body->pack);
    if (m->body->pack_version != EVENT_INT_ABSENT)
        buf_printf(iri, "@%lld", (long long)m->body->pack_version);
    buf_char(iri, '/');
    str about = m->body->lesson;
    if (object == OBJECT_ASSESSMENT || str_empty(about))
        about = str_empty(m->body->profile) ? about : m->body->profile;
    put_segment(iri, str_empty(about) ? S("-") : about);
    if (object == OBJECT_STEP) {
        buf_char(iri, '/');
        put_segment(iri, m->body->step);
    }
}

static void put_object(struct making *m)
{
    enum object object = m->logged ? OBJECT_KIOSK : sayings[m->event->type].object;
    struct buf iri = buf_in(m->out.home);
    buf_str(&iri, m->context->base);
    /* A question of the bank stands in no lesson. */
    bool of_bank = object == OBJECT_STEP && str_empty(m->body->lesson) && m->body->profile.len;
    buf_printf(&iri, "/xapi/%s/", objects[of_bank ? OBJECT_ASSESSMENT : object].path);
    put_object_path(m, &iri, object);
    buf_str(&m->out, S(",\"object\":{\"objectType\":\"Activity\",\"id\":"));
    json_put_text(&m->out, buf_view(&iri));
    if (!str_empty(objects[object].type))
        buf_printf(&m->out, ",\"definition\":{\"type\":\"%.*s\"}", STR_ARG(objects[object].type));
    buf_char(&m->out, '}');
}

/* Joins members with commas of an object. */
static void put_member(struct buf *to, const char *name)
{
    buf_printf(to, "%s\"%s\":", to->len ? "," : "", name);
}

static void put_score(struct buf *to, const struct event_body *body)
{
    if (body->right == EVENT_INT_ABSENT || body->total == EVENT_INT_ABSENT || body->total <= 0 ||
        body->right < 0 || body->right > body->total)
        return;
    put_member(to, "score");
    buf_printf(to, "{\"scaled\":%.4f,\"raw\":%lld,\"min\":0,\"max\":%lld}",
               (double)body->right / (double)body->total, (long long)body->right,
               (long long)body->total);
}

static void put_result(struct making *m)
{
    struct buf result = buf_in(m->out.home);
    if (m->logged)
        return;
    if (m->body->success != TRI_UNSET) {
        put_member(&result, "success");
        buf_str(&result, m->body->success == TRI_YES ? S("true") : S("false"));
    }
    if (m->event->type == EVENT_LESSON_COMPLETED || m->event->type == EVENT_ASSESSMENT_COMPLETED) {
        put_member(&result, "completion");
        buf_str(&result, S("true"));
    }
    put_score(&result, m->body);
    if (m->body->duration_ms != EVENT_INT_ABSENT) {
        put_member(&result, "duration");
        json_put_text(&result, statement_duration(m->out.home, m->body->duration_ms));
    }
    if (!str_empty(m->body->answer)) {
        put_member(&result, "response");
        json_put_text(&result, m->body->answer);
    }
    if (result.len == 0)
        return;
    buf_str(&m->out, S(",\"result\":{"));
    buf_str(&m->out, buf_view(&result));
    buf_char(&m->out, '}');
}

/* Starts one extension: an IRI of the ward's id base. */
static void put_extension(struct making *m, const char *name)
{
    struct buf iri = buf_in(m->out.home);
    buf_str(&iri, m->context->base);
    buf_printf(&iri, "/xapi/ext/%s", name);
    if (m->extension_before)
        buf_char(&m->out, ',');
    m->extension_before = true;
    json_put_text(&m->out, buf_view(&iri));
    buf_char(&m->out, ':');
}

static void put_text_extension(struct making *m, const char *name, str text)
{
    if (str_empty(text))
        return;
    put_extension(m, name);
    json_put_text(&m->out, text);
}

/* The event itself, so that a hub that only gets statements can still write the ledger's row. */
static void put_event_extensions(struct making *m)
{
    const struct event *event = m->event;
    put_text_extension(m, "clock", event->clock_sure ? S("sure") : S("unsure"));
    put_text_extension(m, "type", event->type_name);
    put_text_extension(m, "learner", event->learner);
    put_extension(m, "seq");
    buf_printf(&m->out, "%llu", (unsigned long long)event->seq);
    put_extension(m, "boot");
    buf_printf(&m->out, "%llu", (unsigned long long)event->boot);
    put_extension(m, "mono-ms");
    buf_printf(&m->out, "%lld", (long long)event->mono_ms);
    put_extension(m, "wall-ms");
    buf_printf(&m->out, "%lld", (long long)event->wall_ms);
    uint8_t session[EVENT_ID_BYTES];
    if (!id_parse(event->session, session))
        put_text_extension(m, "session", event->session);
    put_text_extension(m, "prev", codec_hex(m->out.home, event->prev, EVENT_HASH_BYTES));
    put_text_extension(m, "hash", codec_hex(m->out.home, event->hash, EVENT_HASH_BYTES));
    /* The hash is over the exact text; the object is for whoever reads statements. */
    put_text_extension(m, "body-text", event->body);
    if (m->logged)
        return;
    put_extension(m, "body");
    /* It was read as JSON, where a control character can only be white space between tokens. */
    for (size_t i = 0; i < event->body.len; i++)
        buf_char(&m->out, (unsigned char)event->body.ptr[i] < 0x20 ? ' ' : event->body.ptr[i]);
}

static void put_context(struct making *m)
{
    const struct statement_context *context = m->context;
    uint8_t registration[EVENT_ID_BYTES];
    buf_str(&m->out, S(",\"context\":{\"platform\":"));
    json_put_text(&m->out, context->kiosk);
    if (id_parse(m->event->session, registration)) {
        buf_str(&m->out, S(",\"registration\":"));
        json_put_text(&m->out, m->event->session);
    }
    /* A statement must be taken by any store, whatever a body says. */
    if (statement_language_valid(context->lang)) {
        buf_str(&m->out, S(",\"language\":"));
        json_put_text(&m->out, context->lang);
    }
    if (m->body->pack_version != EVENT_INT_ABSENT)
        buf_printf(&m->out, ",\"revision\":\"%lld\"", (long long)m->body->pack_version);
    buf_str(&m->out, S(",\"extensions\":{"));
    put_text_extension(m, "group", context->group);
    put_text_extension(m, "tags", context->tags);
    put_text_extension(m, "area", context->area);
    put_text_extension(m, "mode", context->mode);
    put_text_extension(m, "trust", context->trust);
    enum tri assisted = m->body->assisted != TRI_UNSET ? m->body->assisted : context->assisted;
    if (assisted != TRI_UNSET) {
        put_extension(m, "assisted");
        buf_str(&m->out, assisted == TRI_YES ? S("true") : S("false"));
    }
    put_event_extensions(m);
    buf_str(&m->out, S("}}"));
}

static str write_statement(struct making *m)
{
    arena *home = m->out.home;
    char id[ID_TEXT_LEN + 1];
    id_to_text(m->event->id, id);
    buf_printf(&m->out, "{\"id\":\"%s\"", id);
    put_actor(m);
    put_verb(m);
    put_object(m);
    put_result(m);
    put_context(m);
    buf_str(&m->out, S(",\"timestamp\":"));
    json_put_text(&m->out, clock_rfc3339(home, m->event->wall_ms));
    buf_str(&m->out, S(",\"version\":\"1.0.3\"}"));
    return buf_view(&m->out);
}

enum fail statement_write(arena *home, const struct event *event,
                          const struct statement_context *context, str *json_out)
{
    if (!event_type_is_learning(event->type))
        return FAIL_MISSING;
    must(sayings[event->type].object != OBJECT_NONE);
    struct event_body body;
    enum fail failed = body_read(home, event->body, &body);
    if (failed != FAIL_OK)
        return FAIL_FORMAT;
    struct making m = { buf_in(home), event, &body, context, false, false };
    *json_out = write_statement(&m);
    return FAIL_OK;
}

str statement_write_row(arena *home, const struct event *event,
                        const struct statement_context *context)
{
    str json;
    if (statement_write(home, event, context, &json) == FAIL_OK)
        return json;
    struct event_body body = event_body_none();
    struct making m = { buf_in(home), event, &body, context, true, false };
    return write_statement(&m);
}

bool statement_may_say(enum event_type type, str verb)
{
    if (str_ends(verb, S("/xapi/verb/logged")))
        return true;
    if (!event_type_is_learning(type))
        return false;
    return type == EVENT_ASSESSMENT_COMPLETED || str_eq(sayings[type].verb, verb);
}
