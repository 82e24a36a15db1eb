#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/must.h"
#include "sim.h"

#define VISIT_MS 60000

/* ---- requests and receipts that come again ---- */

static void keep_request(struct world *w, const struct exchange_request *request)
{
    struct sim_replay *kept = &w->replays[sim_below(w, SIM_REPLAYS_MAX)];
    arena *home = &kept->home;
    arena_reset(home);
    kept->request = *request;
    kept->request.path = arena_str(home, request->path);
    kept->request.query = arena_str(home, request->query);
    kept->request.authorization = arena_str(home, request->authorization);
    kept->request.content_type = arena_str(home, request->content_type);
    kept->request.xapi_version = arena_str(home, request->xapi_version);
    kept->request.if_none_match = (str) { 0 };
    kept->request.body = arena_str(home, request->body);
}

static void keep_receipt(struct world *w, str receipt)
{
    if (receipt.len)
        w->receipts[sim_below(w, SIM_REPLAYS_MAX)] = arena_str(&w->old_receipts, receipt);
}

static void ask_hub(struct world *w, arena *home, const struct exchange_request *request,
                    struct exchange_answer *answer)
{
    *answer = (struct exchange_answer) { .status = 0 };
    hub_answer(hub_process(w, sim_below(w, SIM_HUBS)), home, request, answer);
    keep_receipt(w, answer->receipt);
    if (!w->child && !w->crowded && answer->status >= 500)
        sim_wrong(
            w, arena_printf(home, "the hub answers %d: %.*s", answer->status, STR_ARG(answer->body))
                   .ptr);
}

void net_replay(struct world *w)
{
    struct sim_replay *kept = &w->replays[sim_below(w, SIM_REPLAYS_MAX)];
    arena home = { 0 };
    struct exchange_answer answer;
    if (kept->request.path.len)
        ask_hub(w, &home, &kept->request, &answer);
    arena_finish(&home);
    hub_look(w);
}

/* ---- what stands between ---- */

static enum fail say(struct exchange_answer *answer, int status, str type, str body)
{
    *answer = (struct exchange_answer) { .status = status, .content_type = type, .body = body };
    return FAIL_OK;
}

static const str page = S_INIT("<html><head><title>Wi-Fi miễn phí</title></head><body>Đăng nhập "
                               "để dùng mạng</body></html>");
static const str html = S_INIT("text/html; charset=utf-8");
static const str json = S_INIT("application/json");

/* The hub takes the request; what comes back is not what it said. */
static enum fail spoil_answer(struct world *w, arena *home, const struct exchange_request *request,
                              struct exchange_answer *answer)
{
    ask_hub(w, home, request, answer);
    switch (sim_below(w, 7)) {
    case 0:
        return FAIL_CORRUPT;
    case 1:
        return FAIL_OFFLINE;
    case 2:
        return say(answer, 200, html, page);
    case 3: /* a proxy that cuts without saying so */
        answer->body = str_slice(answer->body, 0, answer->body.len / 2);
        answer->receipt = str_slice(answer->receipt, 0, answer->receipt.len / 2);
        return FAIL_OK;
    case 4: /* one that leaves out what it does not know */
        answer->receipt = (str) { 0 };
        return FAIL_OK;
    case 5: /* one that remembers what it should not */
        answer->receipt = w->receipts[sim_below(w, SIM_REPLAYS_MAX)];
        return FAIL_OK;
    default: /* one bit */
        if (answer->receipt.len) {
            char *receipt = (char *)(uintptr_t)arena_str(home, answer->receipt).ptr;
            receipt[sim_below(w, (uint32_t)answer->receipt.len)] ^= 1;
            answer->receipt.ptr = receipt;
        }
        return FAIL_OK;
    }
}

/* The request does not reach the hub, or not whole. */
static enum fail spoil_request(struct world *w, arena *home, const struct exchange_request *request,
                               struct exchange_answer *answer)
{
    struct exchange_request cut = *request;
    switch (sim_below(w, 11)) {
    case 0:
        return FAIL_OFFLINE;
    case 1:
        return FAIL_FOREIGN;
    case 2:
        return FAIL_LIMIT;
    case 3:
        return say(answer, 200, html, page);
    case 4:
        return say(answer, 302, html, (str) { 0 });
    case 5:
        return say(answer, 500 + (int)sim_below(w, 5), html, S("error"));
    case 6:
        say(answer, sim_below(w, 2) ? 503 : 429, json, S("busy"));
        answer->retry_after = S("60");
        return FAIL_OK;
    case 7: /* a stranger who says yes to everything */
        say(answer, 200, json, S("[]"));
        answer->receipt = w->receipts[sim_below(w, SIM_REPLAYS_MAX)];
        return FAIL_OK;
    case 8: /* a filter on the way says that this page is forbidden, or none */
        return say(answer, sim_below(w, 2) ? 403 : 404, html, page);
    case 9:
        return say(answer, 204, (str) { 0 }, (str) { 0 });
    default: /* cut on the way; the hub must take nothing of it */
        cut.body = str_slice(cut.body, 0, sim_below(w, (uint32_t)cut.body.len + 1));
        ask_hub(w, home, &cut, answer);
        return FAIL_OFFLINE;
    }
}

/* What a hub that cannot take one statement says, for as long as the network is not healthy. */
static bool refuse_poison(const struct world *w, arena *home, const struct sim_kiosk *k,
                          const struct exchange_request *request, struct exchange_answer *answer)
{
    for (size_t i = 0; i < w->facts.count; i++) {
        const struct fact *fact = &w->facts.items[i];
        if (!fact->poison || fact->kiosk != k->index)
            continue;
        str id = id_text(home, fact->id);
        if (str_find(request->body, id) < 0)
            continue;
        say(answer, 400, S("text/plain; charset=utf-8"),
            arena_printf(home, "statement %.*s: a verb this hub does not know", STR_ARG(id)));
        answer->xapi_version = S(EXCHANGE_XAPI_VERSION);
        return true;
    }
    return false;
}

static enum fail send_request(void *self, arena *home, const struct exchange_request *request,
                              struct exchange_answer *answer)
{
    struct world *w = self;
    w->true_ms += 200;
    *answer = (struct exchange_answer) { .status = 0 };
    if (w->kill_at && ++w->calls == w->kill_at)
        _exit(42);
    if (!w->child)
        kiosk_note(w, w->syncing);
    uint32_t pick = w->healthy ? 99 : sim_below(w, 100);
    if (pick < 40 && sim_below(w, 4) == 0)
        keep_request(w, request);
    w->tried[SIM_TRIED_LINE] += pick < 34;
    if (!w->healthy && request->method == EXCHANGE_POST &&
        refuse_poison(w, home, w->syncing, request, answer)) {
        w->tried[SIM_TRIED_POISON]++;
        return FAIL_OK;
    }
    if (w->proxy && request->method == EXCHANGE_POST)
        return say(answer, w->proxy, S("text/plain"), S("too many words"));
    if (pick < 12)
        return spoil_request(w, home, request, answer);
    if (pick < 24)
        return spoil_answer(w, home, request, answer);
    if (pick < 28 && !w->child) {
        hub_answer_and_die(w, request);
        return FAIL_CORRUPT;
    }
    if (pick < 34) /* it comes twice */
        ask_hub(w, home, request, answer);
    ask_hub(w, home, request, answer);
    if (w->kill_at && ++w->calls == w->kill_at)
        _exit(42);
    return FAIL_OK;
}

/* ---- visits ---- */

static enum fail run_round(struct world *w, struct sim_kiosk *k, struct http_report *report)
{
    struct http_sync sync = { .port = { send_request, w },
                              .ledger = k->ledger,
                              .views = k->views,
                              .identity = &k->identity,
                              .again = w->healthy,
                              .now = kiosk_tick,
                              .self = w };
    w->syncing = k;
    w->true_ms += 60000;
    return http_sync_run(&sync, report);
}

static void visit_and_die(struct world *w, struct sim_kiosk *k)
{
    int kill_at = 1 + (int)sim_below(w, 6);
    w->tried[SIM_TRIED_PULLED]++;
    kiosk_note(w, k);
    kiosk_close(k);
    pid_t child = sim_fork(w);
    if (child == 0) {
        struct http_report *report = arena_new(&w->home, struct http_report, 1);
        kiosk_open(w, k, false);
        w->kill_at = kill_at;
        _exit(run_round(w, k, report) == FAIL_OK ? 0 : 1);
    }
    waitpid(child, NULL, 0);
    w->true_ms += 2 * VISIT_MS;
    kiosk_open(w, k, false);
}

static void check_report(struct world *w, struct sim_kiosk *k, enum fail failed,
                         const struct http_report *report)
{
    struct outbox_state state;
    str hub = key_id_text(&w->home, k->identity.hub_sign_id);
    if (views_update(k->views, k->ledger, 0) != FAIL_OK ||
        views_outbox(k->views, hub, &state) != FAIL_OK)
        sim_wrong(w, "a status cannot be read");
    if (report->events_waiting != state.waiting_count ||
        report->learning_waiting != state.waiting_learning)
        sim_wrong(w, "the network's report says another number of waiting events than the status");
    bool told = report->trouble != HTTP_TROUBLE_NONE && report->why_vi[0] && report->why_en[0];
    if ((failed == FAIL_OK) == told)
        sim_wrong(w, "a round that failed does not say why, or one that did not does");
    if (w->healthy && failed != FAIL_OK && !k->revoked) {
        fprintf(stderr, "%s: %.*s, %s\n", k->name, STR_ARG(fail_name(failed)), report->why_en);
        sim_wrong(w, "a healthy network, and the round fails");
    }
    if (failed == FAIL_OK)
        check_all_sent(w, k);
    if (k->revoked && (failed == FAIL_OK || report->events_delivered))
        sim_wrong(w, "the hub serves a revoked kiosk");
}

void net_visit(struct world *w, struct sim_kiosk *k)
{
    static const int opinions[] = { 400, 403, 404, 409, 413, 422, 500 };
    bool opinion = !w->healthy && sim_below(w, 10) == 0;
    w->proxy = opinion ? opinions[sim_below(w, COUNT_OF(opinions))] : 0;
    if (!w->healthy && sim_below(w, 5) == 0) {
        visit_and_die(w, k);
    } else {
        struct http_report *report = calloc(1, sizeof *report);
        w->tried[SIM_TRIED_NET]++;
        enum fail failed = run_round(w, k, report);
        kiosk_note(w, k);
        check_report(w, k, failed, report);
        free(report);
    }
    kiosk_note(w, k);
    hub_look(w);
    check_status(w, k);
}
