/* Statements out: the parameters of GET, and one statement by its id. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/must.h"
#include "hub/answer_parts.h"
#include "hub/keys.h"
#include "wire/codec.h"
#include "wire/statement.h"

#define BOUNDARY "tramso-statements"

/* ---- bodies ---- */

void answer_statements_body(struct answering *a, str json, bool attachments)
{
    uint8_t hash[SEAL_HASH_BYTES];
    seal_hash(json, hash);
    a->out->etag = arena_printf(a->home, "\"%.*s\"", 40, codec_hex(a->home, hash, 20).ptr);
    str given = str_trim(a->request->if_none_match);
    if (given.len && str_eq(given, a->out->etag)) {
        a->out->status = 304;
        return;
    }
    answer_json(a, 200, json);
    if (!attachments)
        return;
    /* Part Three, 1.5.2: with attachments=true always as multipart; there are none to follow. */
    a->out->content_type = S("multipart/mixed; boundary=" BOUNDARY);
    a->out->body = arena_printf(a->home,
                                "--" BOUNDARY "\r\nContent-Type: application/json\r\n\r\n"
                                "%.*s\r\n--" BOUNDARY "--\r\n",
                                STR_ARG(json));
}

/* «Sun, 22 Nov 2026 02:00:00 GMT» (RFC 9110 §5.6.7). */
static str http_date(arena *home, int64_t wall_ms)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct civil c = clock_civil(wall_ms - VIETNAM_OFFSET_MS);
    return arena_printf(home, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", days + 3 * c.weekday,
                        c.day, months + 3 * (c.month - 1), c.year, c.hour, c.minute, c.second);
}

/* ---- one statement ---- */

static enum fail find_one(struct answering *a, const uint8_t id[EVENT_ID_BYTES], bool voided,
                          struct stored_row *row)
{
    bool is_voided = false;
    enum fail failed = answer_find_row(a, a->home, id, row);
    if (failed == FAIL_OK)
        failed = answer_is_voided(a, row, &is_voided);
    return failed == FAIL_OK && is_voided != voided ? FAIL_MISSING : failed;
}

static void answer_one(struct answering *a, str id_text, bool voided, const struct filter *filter)
{
    uint8_t id[EVENT_ID_BYTES];
    struct stored_row row;
    if (!id_parse(id_text, id)) {
        answer_say(a, 400, "%s must be a UUID of 36 letters",
                   voided ? "voidedStatementId" : "statementId");
        return;
    }
    enum fail failed = find_one(a, id, voided, &row);
    json_t *statement = NULL;
    if (failed == FAIL_OK)
        statement = answer_statement(a, answer_sessions(a, a->home), &row, &failed);
    if (failed == FAIL_MISSING) {
        answer_say(a, 404, "the hub holds no %sstatement with this id of this kiosk",
                   voided ? "voided " : "");
        return;
    }
    if (failed != FAIL_OK) {
        answer_store_failed(a, failed);
        return;
    }
    answer_shape(statement, filter->form);
    char *text = json_dumps(statement, JSON_COMPACT);
    must(text != NULL);
    a->out->last_modified = http_date(a->home, row.stored_ms);
    answer_statements_body(a, arena_str(a->home, str_of(text)), filter->attachments);
    free(text);
    json_decref(statement);
}

/* ---- parameters ---- */

static bool bad(struct answering *a, const char *name, const char *rule)
{
    answer_say(a, 400, "the parameter %s must be %s", name, rule);
    return false;
}

static bool take_flag(struct answering *a, const struct params *params, const char *name, bool *out)
{
    const str *text = answer_param(params, name);
    if (text && !str_eq(*text, S("true")) && !str_eq(*text, S("false")))
        return bad(a, name, "true or false");
    *out = text && str_eq(*text, S("true"));
    return true;
}

static bool take_time(struct answering *a, const struct params *params, const char *name,
                      int64_t *out)
{
    const str *text = answer_param(params, name);
    return !text || statement_time_read(*text, out) ||
           bad(a, name, "a time like 2026-11-22T09:00:00.000+07:00");
}

static bool take_iri(struct answering *a, const struct params *params, const char *name, str *out)
{
    const str *text = answer_param(params, name);
    if (text)
        *out = *text;
    return !text || statement_iri_valid(*text) || bad(a, name, "an absolute IRI");
}

static bool take_form(struct answering *a, const struct params *params, struct filter *out)
{
    static const struct {
        const char *name;
        enum answer_form form;
    } forms[] = { { "exact", FORM_EXACT }, { "ids", FORM_IDS }, { "canonical", FORM_CANONICAL } };
    const str *text = answer_param(params, "format");
    if (!text)
        return true;
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_eq(*text, str_of(forms[i].name))) {
            out->form = forms[i].form;
            return true;
        }
    return bad(a, "format", "ids, exact or canonical");
}

static bool take_limit(struct answering *a, const struct params *params, struct filter *out)
{
    const str *text = answer_param(params, "limit");
    uint64_t limit = 0;
    if (text && !str_to_u64(*text, &limit))
        return bad(a, "limit", "a whole number from 0");
    out->limit = limit == 0 || limit > ANSWER_PAGE_MAX ? ANSWER_PAGE_MAX : (size_t)limit;
    return true;
}

static bool take_agent(struct answering *a, const struct params *params, struct filter *out)
{
    char why[STATEMENT_WHY_BYTES];
    json_error_t error;
    const str *text = answer_param(params, "agent");
    if (!text)
        return true;
    if (!statement_agent_valid(*text, why)) {
        answer_say(a, 400, "the parameter agent is refused: %s", why);
        return false;
    }
    out->agent = json_loadb(text->ptr, text->len, JSON_REJECT_DUPLICATES, &error);
    return out->agent != NULL;
}

static bool take_registration(struct answering *a, const struct params *params, struct filter *out)
{
    const str *text = answer_param(params, "registration");
    uint8_t id[EVENT_ID_BYTES];
    if (!text)
        return true;
    if (!id_parse(*text, id))
        return bad(a, "registration", "a UUID of 36 letters");
    out->registration = id_text(a->home, id);
    return true;
}

/* ---- more: where the next page begins, signed with the query it belongs to ---- */

static str more_mac(struct answering *a, int64_t place, str query)
{
    uint8_t key[SEAL_KEY_BYTES], mac[SEAL_MAC_BYTES];
    seal_derive(a->hub->http_key, S("tramso more"), key);
    seal_mac(key,
             arena_printf(a->home, "%lld %lld %.*s", (long long)place,
                          (long long)a->kiosk.installation, STR_ARG(query)),
             mac);
    seal_wipe(key, sizeof key);
    return codec_hex(a->home, mac, sizeof mac);
}

str answer_more(struct answering *a, int64_t place, str query)
{
    return arena_printf(a->home, "/xapi/statements?%.*s%smore=%llx.%.*s", STR_ARG(query),
                        query.len ? "&" : "", (unsigned long long)place,
                        STR_ARG(more_mac(a, place, query)));
}

/* The query that answer_more put `more` behind: a value may hold those letters too. */
static str before_more(str query)
{
    str mark = S("&more=");
    for (size_t at = query.len; at-- > 0;)
        if (str_starts(str_slice(query, at, query.len), mark))
            return str_slice(query, 0, at);
    return (str) { query.ptr, 0 };
}

static bool take_more(struct answering *a, const struct params *params, struct filter *out)
{
    const str *text = answer_param(params, "more");
    out->query = a->request->query;
    if (!text)
        return true;
    out->query = before_more(a->request->query);
    str mac = *text, hex = str_cut(&mac, '.');
    unsigned long long place = 0;
    for (size_t i = 0; i < hex.len && i < 16; i++) {
        const char *digit = strchr("0123456789abcdef", hex.ptr[i]);
        if (!digit)
            return bad(a, "more", "what the hub gave before");
        place = place << 4 | (unsigned long long)(digit - "0123456789abcdef");
    }
    out->after_place = (int64_t)place;
    str good = more_mac(a, out->after_place, out->query);
    return (mac.len == good.len && seal_equal(mac.ptr, good.ptr, good.len)) ||
           bad(a, "more", "what the hub gave before");
}

static bool take_filter(struct answering *a, const struct params *params, struct filter *out)
{
    return take_agent(a, params, out) && take_iri(a, params, "verb", &out->verb) &&
           take_iri(a, params, "activity", &out->activity) && take_registration(a, params, out) &&
           take_flag(a, params, "related_agents", &out->related_agents) &&
           take_flag(a, params, "related_activities", &out->related_activities) &&
           take_time(a, params, "since", &out->since_ms) &&
           take_time(a, params, "until", &out->until_ms) && take_limit(a, params, out) &&
           take_flag(a, params, "ascending", &out->ascending) && take_more(a, params, out);
}

/* Part Three, 2.1.3: an id stands alone but for attachments and format. */
static bool id_alone(struct answering *a, const struct params *params)
{
    for (size_t i = 0; i < params->count; i++) {
        str name = params->items[i].name;
        if (!str_eq(name, S("attachments")) && !str_eq(name, S("format")) &&
            !str_ends(name, S("tatementId"))) {
            answer_say(a, 400, "the parameter %.*s cannot stand beside an id", STR_ARG(name));
            return false;
        }
    }
    if (answer_param(params, "statementId") && answer_param(params, "voidedStatementId")) {
        answer_say(a, 400, "statementId and voidedStatementId cannot both be asked for");
        return false;
    }
    return true;
}

void answer_get(struct answering *a)
{
    static const char *const names[] = {
        "statementId",        "voidedStatementId", "agent", "verb",  "activity", "registration",
        "related_activities", "related_agents",    "since", "until", "limit",    "format",
        "attachments",        "ascending",         "more",  NULL
    };
    struct params params;
    struct filter filter = { .limit = ANSWER_PAGE_MAX };
    if (!answer_params(a, names, &params) || !take_form(a, &params, &filter) ||
        !take_flag(a, &params, "attachments", &filter.attachments))
        return;
    const str *id = answer_param(&params, "statementId");
    const str *voided = answer_param(&params, "voidedStatementId");
    if (id || voided) {
        if (id_alone(a, &params))
            answer_one(a, id ? *id : *voided, voided != NULL, &filter);
        return;
    }
    if (take_filter(a, &params, &filter))
        answer_list(a, &filter);
    json_decref(filter.agent);
}
