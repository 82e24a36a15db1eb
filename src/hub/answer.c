#include "hub/answer_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/utf8.h"
#include "wire/codec.h"
#include "wire/statement.h"

/* ---- saying ---- */

void answer_say(struct answering *a, int status, const char *format, ...)
{
    va_list args;
    char text[1024];
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    a->out->status = status;
    a->out->content_type = S("text/plain; charset=utf-8");
    a->out->body = arena_printf(a->home, "%s%s\n", text, len < (int)sizeof text ? "" : " …");
}

void answer_store_failed(struct answering *a, enum fail failed)
{
    answer_say(a, 503, "the hub's own storage could not be used (%.*s); nothing was kept",
               STR_ARG(fail_en(failed)));
    a->out->retry_after = failed == FAIL_BUSY ? S("5") : S("60");
}

void answer_json(struct answering *a, int status, str body)
{
    a->out->status = status;
    a->out->content_type = S("application/json");
    a->out->body = body;
}

void answer_give_receipt(struct answering *a, str receipt)
{
    if (receipt.len)
        a->out->receipt = codec_base64(a->home, receipt);
}

/* ---- the query ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool decode(arena *home, str text, str *out)
{
    char *to = arena_alloc(home, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i] == '+' ? ' ' : text.ptr[i];
        if (c == '%') {
            int high = i + 2 < text.len ? hex_digit(text.ptr[i + 1]) : -1;
            int low = i + 2 < text.len ? hex_digit(text.ptr[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        }
        to[len++] = c;
    }
    *out = (str) { to, len };
    return utf8_valid(*out);
}

static bool take_param(struct answering *a, str pair, const char *const *allowed,
                       struct params *out)
{
    struct param param;
    str name = str_cut(&pair, '=');
    if (!decode(a->home, name, &param.name) || !decode(a->home, pair, &param.value)) {
        answer_say(a, 400, "the query is not well encoded");
        return false;
    }
    size_t at = 0;
    while (allowed[at] && !str_eq(param.name, str_of(allowed[at])))
        at++;
    if (!allowed[at]) {
        answer_say(a, 400, "the parameter «%.*s» is not known here",
                   STR_ARG(utf8_truncate(param.name, 40)));
        return false;
    }
    if (answer_param(out, allowed[at]) || out->count == ANSWER_PARAMS_MAX) {
        answer_say(a, 400, "the parameter «%s» stands twice", allowed[at]);
        return false;
    }
    out->items[out->count++] = param;
    return true;
}

bool answer_params(struct answering *a, const char *const *allowed, struct params *out)
{
    str rest = a->request->query;
    out->count = 0;
    while (rest.ptr && rest.len) {
        str pair = str_cut(&rest, '&');
        if (pair.len && !take_param(a, pair, allowed, out))
            return false;
    }
    return true;
}

const str *answer_param(const struct params *params, const char *name)
{
    for (size_t i = 0; i < params->count; i++)
        if (str_eq(params->items[i].name, str_of(name)))
            return &params->items[i].value;
    return NULL;
}

/* ---- the routes ---- */

typedef void handler(struct answering *a);

/* The other xAPI resources (State, Agents, Activities, their profiles) are rows to come. */
static const struct route {
    str path;
    bool open;      /* without credentials */
    bool versioned; /* asks for X-Experience-API-Version */
    bool xapi;      /* answers with it */
    handler *on[EXCHANGE_METHOD_COUNT];
    bool readable[EXCHANGE_METHOD_COUNT]; /* with a reader's credentials */
} routes[] = {
    { S_INIT("/xapi/about"),
      true,
      false,
      true,
      { [EXCHANGE_GET] = answer_about, [EXCHANGE_HEAD] = answer_about } },
    { S_INIT("/xapi/statements"),
      false,
      true,
      true,
      { [EXCHANGE_GET] = answer_get,
        [EXCHANGE_HEAD] = answer_get,
        [EXCHANGE_POST] = answer_post,
        [EXCHANGE_PUT] = answer_put },
      { [EXCHANGE_GET] = true, [EXCHANGE_HEAD] = true } },
    { S_INIT("/tramso/enrol"), true, false, false, { [EXCHANGE_POST] = answer_enrol } },
    { S_INIT("/tramso/receipt"), false, false, false, { [EXCHANGE_GET] = answer_receipt } },
};

static str allowed_methods(arena *home, const struct route *route)
{
    static const char *const names[EXCHANGE_METHOD_COUNT] = {
        [EXCHANGE_GET] = "GET",
        [EXCHANGE_HEAD] = "HEAD",
        [EXCHANGE_POST] = "POST",
        [EXCHANGE_PUT] = "PUT",
    };
    str list = { 0 };
    for (size_t i = 0; i < EXCHANGE_METHOD_COUNT; i++)
        if (route->on[i])
            list = arena_printf(home, "%.*s%s%s", STR_ARG(list), list.len ? ", " : "", names[i]);
    return list;
}

/* Part Three, 3.3: without the header a request is of xAPI 0.9. */
static bool check_version(struct answering *a)
{
    str version = str_trim(a->request->xapi_version);
    if (str_eq(version, S("1.0")) || (str_starts(version, S("1.0.")) && version.len > 4))
        return true;
    answer_say(a, 400, "the header X-Experience-API-Version %s; this hub speaks 1.0.3",
               version.len ? "names a version that is not 1.0.x" : "is missing");
    return false;
}

/* X-Experience-API-Consistent-Through: whatever was stored until then can be asked for, and what
 * comes now is stored later. The first row of all may be stored by a hub whose clock is behind. */
static bool say_consistent(struct answering *a)
{
    int64_t place, stored_ms;
    enum fail failed = a->hub->store.ops->consistent(&a->hub->store, &place, &stored_ms);
    if (failed != FAIL_OK) {
        answer_store_failed(a, failed);
        return false;
    }
    a->out->consistent_through =
        clock_rfc3339(a->home, place ? stored_ms : a->hub->now_ms - HUB_CLOCKS_APART_MS - 1);
    return true;
}

static void run_route(struct answering *a, const struct route *route)
{
    if (route->xapi)
        a->out->xapi_version = S(EXCHANGE_XAPI_VERSION);
    if (!route->on[a->request->method]) {
        a->out->allow = allowed_methods(a->home, route);
        answer_say(a, 405, "this address takes %.*s only", STR_ARG(a->out->allow));
        return;
    }
    if (a->request->body.len > EXCHANGE_BODY_BYTES_MAX) {
        answer_say(a, 413, "the request is larger than %u bytes", EXCHANGE_BODY_BYTES_MAX);
        return;
    }
    if (!route->open && !answer_authenticate(a))
        return;
    if (a->reader && !route->readable[a->request->method]) {
        answer_say(a, 403, "a reader's credentials may only read statements");
        return;
    }
    if (route->xapi && !say_consistent(a))
        return;
    if (route->versioned && !check_version(a))
        return;
    route->on[a->request->method](a);
}

void hub_answer(struct hub *hub, arena *home, const struct exchange_request *request,
                struct exchange_answer *answer)
{
    *answer = (struct exchange_answer) { .status = 500 };
    struct answering a = { .hub = hub, .home = home, .request = request, .out = answer };
    a.base = statement_base(home, hub->ward_id);
    must(request->method < EXCHANGE_METHOD_COUNT);
    for (size_t i = 0; i < COUNT_OF(routes); i++)
        if (str_eq(request->path, routes[i].path)) {
            run_route(&a, &routes[i]);
            return;
        }
    answer_say(&a, 404, "there is nothing at this address");
}

/* ---- small answers ---- */

void answer_about(struct answering *a)
{
    static const char *const none[] = { NULL };
    struct params params;
    if (!answer_params(a, none, &params))
        return;
    answer_json(a, 200,
                S("{\"version\":[\"1.0.0\",\"1.0.1\",\"1.0.2\",\"1.0.3\"],"
                  "\"extensions\":{\"https://tramso.invalid/xapi/about/hub\":\"" TRAMSO_VERSION
                  "\"}}"));
}

void answer_receipt(struct answering *a)
{
    static const char *const none[] = { NULL };
    struct params params;
    str receipt;
    struct receipt_request request = { .kiosk = &a->kiosk };
    if (!answer_params(a, none, &params))
        return;
    enum fail failed = receipts_for(a->hub, a->home, &request, &receipt);
    if (failed != FAIL_OK) {
        answer_store_failed(a, failed);
        return;
    }
    a->out->status = 204;
    answer_give_receipt(a, receipt);
}
