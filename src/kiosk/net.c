#define LOG_MODULE "net"
#include "kiosk/net.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "kiosk/round.h"
#include "platform/worker.h"
#include "sync/http_curl.h"
#include "sync/net_state.h"

#define ADDRESS_BYTES 256u
/* Below everything that paints, speaks or writes down. */
#define THREAD_NICENESS 10

/* One place that results go to. The worker's own while busy, else the loop's. */
struct route {
    bool used;
    int64_t due_ms; /* monotonic: not before */
    struct backoff backoff;
    struct http_report report;
};

struct net {
    struct net_options options;
    struct worker *worker; /* made at the first round */
    /* the loop's own */
    bool busy, up, session_was_open;
    bool wanted; /* a session has ended since the last round began */
    bool begun;  /* the first round's time is known */
    int64_t began_ms;
    struct route hub, lrs;
    char address[ADDRESS_BYTES]; /* a walk's; empty: the enrolment code's */
    char vi[HTTP_WHY_BYTES], en[HTTP_WHY_BYTES];
    /* the worker's own while busy */
    struct moment now;
    /* both threads' */
    atomic_bool stop;
};

/* ---- on the worker ---- */

static struct moment moment_of(const struct net *n)
{
    return n->options.walking ? n->now : clock_now();
}

static struct stamp stamp_now(void *self)
{
    struct moment now = moment_of(self);
    return (struct stamp) { now, now.wall_ms >= CLOCK_PLAUSIBLE_MS };
}

static bool asked_to_stop(void *self)
{
    return atomic_load(&((struct net *)self)->stop);
}

static uint64_t random_bits(void)
{
    uint64_t bits;
    struct chance chance = chance_system();
    chance.fill(chance.self, &bits, sizeof bits);
    return bits;
}

/* Not being enrolled is no failure: it is looked at again at the next check. */
static bool is_failure(enum http_trouble trouble)
{
    return trouble != HTTP_TROUBLE_NONE && trouble != HTTP_TROUBLE_NO_HUB &&
           trouble != HTTP_TROUBLE_NO_ADDRESS && trouble != HTTP_TROUBLE_STOPPED &&
           trouble != HTTP_TROUBLE_TAKEN;
}

/* Whether this round is for this way too; when it is, the next check is as far from it for both, so
 * that one round serves them. */
static bool take_turn(struct net *n, struct route *route)
{
    bool due = route->used && n->now.mono_ms >= route->due_ms;
    if (due)
        route->due_ms = n->now.mono_ms + (int64_t)n->options.network->check_minutes * 60000;
    return due;
}

/* After a failure its own back-off says when this way is looked at again. */
static void settle_way(struct net *n, struct route *route, str hub)
{
    struct moment now = moment_of(n);
    if (!is_failure(route->report.trouble)) {
        backoff_succeeded(&route->backoff);
        return;
    }
    backoff_failed(&route->backoff, now.mono_ms, route->report.retry_after_ms, random_bits());
    route->due_ms = route->backoff.next_ms;
    net_state_note_next(n->options.data, hub, now.wall_ms + route->due_ms - now.mono_ms);
}

static void run_way(struct net *n, struct http_sync *sync, struct route *route, str address)
{
    struct http_curl_options options = {
        .address = address, .ca_file = n->options.network->ca_file, .stop = asked_to_stop, .self = n
    };
    struct http_curl *curl = NULL;
    sync->port = (struct http_port) { 0 }; /* not the one of the way before */
    if (http_curl_open(&curl, &options) == FAIL_OK)
        sync->port = http_curl_port(curl);
    if (http_sync_run(sync, &route->report) != FAIL_OK)
        log_info("%s", route->report.why_en);
    http_curl_close(curl);
}

static void run_hub(struct net *n, struct http_sync *sync, arena *home)
{
    str hub = key_id_text(home, sync->identity->hub_sign_id);
    if (n->address[0] && sync->identity->enrolled)
        memcpy(sync->identity->hub.address, n->address, strlen(n->address) + 1);
    char address[ADDRESS_BYTES];
    snprintf(address, sizeof address, "%s", sync->identity->hub.address);
    run_way(n, sync, &n->hub, str_of(address));
    settle_way(n, &n->hub, hub);
}

static void run_lrs(struct net *n, struct http_sync *sync, arena *home)
{
    const struct network_config *network = n->options.network;
    struct http_lrs said = { .address = network->lrs_address, .user = network->lrs_user }, lrs;
    enum fail failed = http_lrs_read(&lrs, home, &said, network->lrs_secret_file);
    if (failed != FAIL_OK) {
        log_warn("%.*s: %.*s", STR_ARG(http_trouble_en(HTTP_TROUBLE_LRS_FORM)),
                 STR_ARG(fail_en(failed)));
        return;
    }
    sync->lrs = &lrs;
    run_way(n, sync, &n->lrs, lrs.address);
    seal_wipe((char *)(uintptr_t)lrs.secret.ptr, lrs.secret.len);
    settle_way(n, &n->lrs, http_lrs_name(home, lrs.address));
}

static enum fail open_and_run(struct net *n, arena *home)
{
    struct kiosk_round round;
    struct round_options options = { .data = n->options.data,
                                     .boot_id = n->options.boot_id,
                                     .kiosk_id = n->options.kiosk_id,
                                     .hub_code = n->options.hub_code };
    bool hub_turn = take_turn(n, &n->hub), lrs_turn = take_turn(n, &n->lrs);
    enum fail failed = round_open_keys(&round, &options);
    if (hub_turn && !round.identity.enrolled)
        n->hub.report = (struct http_report) { .trouble = HTTP_TROUBLE_NO_HUB };
    hub_turn = hub_turn && round.identity.enrolled;
    /* Most kiosks of most days have nowhere to send to: then nothing else is opened. */
    bool any = failed == FAIL_OK && (hub_turn || lrs_turn);
    if (any)
        failed = round_open(&round, home, &options);
    struct http_sync sync = { .ledger = round.ledger,
                              .views = round.views,
                              .identity = &round.identity,
                              .now = stamp_now,
                              .stop = asked_to_stop,
                              .self = n };
    if (any && failed == FAIL_OK && hub_turn)
        run_hub(n, &sync, home);
    if (any && failed == FAIL_OK && lrs_turn && !asked_to_stop(n))
        run_lrs(n, &sync, home);
    round_close(&round);
    return failed;
}

static void run(void *payload)
{
    struct net *n = *(struct net **)payload;
    arena home = { .block_bytes = 8192 };
    (void)setpriority(PRIO_PROCESS, 0, THREAD_NICENESS); /* of this thread, on Linux */
    if (open_and_run(n, &home) != FAIL_OK)
        n->hub.report.trouble = HTTP_TROUBLE_LEDGER; /* the leaf has logged it */
    arena_finish(&home);
}

/* ---- on the loop ---- */

static void done(void *payload)
{
    struct net *n = *(struct net **)payload;
    const struct http_report *report = &n->hub.report;
    n->busy = false;
    bool good = report->trouble == HTTP_TROUBLE_NONE;
    str vi = good ? S("Máy chủ đã nhận kết quả.") : http_trouble_vi(report->trouble);
    str en = good ? S("the hub has taken the results") : http_trouble_en(report->trouble);
    snprintf(n->vi, sizeof n->vi, "%.*s", STR_ARG(vi));
    snprintf(n->en, sizeof n->en, "%.*s", STR_ARG(en));
    struct net_answer answer = { report };
    n->options.told(n->options.self, &answer);
}

void net_open(struct net **out, const struct net_options *options)
{
    struct net *n = calloc(1, sizeof *n);
    must(n != NULL);
    n->options = *options;
    n->up = !options->walking && options->network->sync;
    n->hub.used = true;
    n->lrs.used = options->network->lrs_address.len > 0;
    n->hub.report = (struct http_report) { .trouble = HTTP_TROUBLE_NO_HUB };
    atomic_init(&n->stop, false);
    *out = n;
}

static void start(struct net *n, struct moment now)
{
    n->began_ms = now.mono_ms;
    n->wanted = false;
    n->now = now;
    if (!n->worker && worker_create(&n->worker, n->options.wake, n->options.context) != FAIL_OK) {
        log_error("the thread for the network cannot be started; results go by stick");
        n->up = false;
        return;
    }
    struct job job = { run, done, &n, sizeof n };
    n->busy = worker_post(n->worker, &job) == FAIL_OK;
}

static int64_t due_ms(const struct net *n)
{
    return n->lrs.used && n->lrs.due_ms < n->hub.due_ms ? n->lrs.due_ms : n->hub.due_ms;
}

/* After a failure the back-off's time holds, whoever comes and goes. */
static void hurry(struct route *route, int64_t soon_ms)
{
    if (route->backoff.failures == 0 && soon_ms < route->due_ms)
        route->due_ms = soon_ms;
}

void net_tick(struct net *n, struct moment now, bool session_open)
{
    if (!n->up)
        return;
    if (!n->begun)
        n->hub.due_ms = n->lrs.due_ms =
            now.mono_ms + NET_FIRST_MS + (int64_t)(random_bits() % NET_FIRST_MS);
    n->begun = true;
    n->wanted = n->wanted || (n->session_was_open && !session_open);
    n->session_was_open = session_open;
    if (n->busy)
        return;
    if (n->wanted) {
        int64_t soon_ms = now.mono_ms + NET_SOON_MS;
        int64_t apart_ms = n->began_ms ? n->began_ms + NET_BETWEEN_MS : 0;
        soon_ms = soon_ms > apart_ms ? soon_ms : apart_ms;
        hurry(&n->hub, soon_ms);
        hurry(&n->lrs, soon_ms);
    }
    if (now.mono_ms >= due_ms(n))
        start(n, now);
}

int64_t net_next_ms(const struct net *n)
{
    return !n || n->busy || !n->up || !n->begun ? INT64_MAX : due_ms(n);
}

bool net_deliver(struct net *n)
{
    return n && n->worker && worker_deliver(n->worker);
}

void net_drain(struct net *n)
{
    if (n && n->worker)
        worker_drain(n->worker);
}

/* The kiosk is going: nobody is there to be told. */
static void net_ignore(void *self, const struct net_answer *answer)
{
    (void)self;
    (void)answer;
}

void net_close(struct net *n)
{
    if (!n)
        return;
    atomic_store(&n->stop, true);
    n->options.told = net_ignore;
    worker_destroy(n->worker);
    free(n);
}

/* ---- for walks ---- */

bool net_up(struct net *n, str address)
{
    bool own = !str_eq(address, S("hub"));
    if (own && (!http_address_valid(address) || address.len > ENROL_ADDRESS_MAX))
        return false;
    memset(n->address, 0, sizeof n->address);
    if (own)
        memcpy(n->address, address.ptr, address.len);
    n->up = true;
    n->begun = true;
    n->hub.due_ms = n->lrs.due_ms = 0;
    n->hub.backoff = n->lrs.backoff = (struct backoff) { 0 };
    return true;
}

void net_down(struct net *n)
{
    n->up = false;
}

str net_words(const struct net *n, bool english)
{
    return str_of(english ? n->en : n->vi);
}
