/* net sync and net status: the network way, by hand. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

#include "base/log.h"
#include "sync/http_curl.h"
#include "sync/status.h"

/* Everything one of the two verbs opens. */
struct opened {
    struct ctl *ctl;
    struct identity identity;
    struct ledger *ledger;
    struct views *views;
};

static enum ctl_exit open_all(struct opened *o, struct ctl *ctl, bool read_only)
{
    *o = (struct opened) { .ctl = ctl };
    /* Looks first, so that a mistyped --data makes no kiosk out of nothing. */
    enum fail failed = ctl_open_ledger(ctl, true, &o->ledger);
    if (failed == FAIL_OK && !read_only) {
        ledger_close(o->ledger);
        o->ledger = NULL;
        failed = ctl_open_ledger(ctl, false, &o->ledger);
    }
    if (failed == FAIL_OK)
        failed = ctl_open_identity(ctl, !read_only, &o->identity);
    struct views_options options = { .path = ctl_path(ctl, S(VIEWS_FILE_NAME)) };
    if (failed == FAIL_OK)
        failed = views_open(&o->views, &options);
    return failed == FAIL_OK ? CTL_DONE : CTL_REFUSED;
}

static void close_all(struct opened *o)
{
    views_close(o->views);
    ledger_close(o->ledger);
    identity_close(&o->identity);
}

/* ---- one round ---- */

static struct stamp stamp_now(void *self)
{
    return ctl_stamp(((struct opened *)self)->ctl);
}

static void show_progress(void *self, const struct http_progress *progress)
{
    (void)self;
    if (progress->phase == HTTP_PHASE_SEND)
        fprintf(stderr, "%.*s: %" PRIu64 " of %" PRIu64 "\n", STR_ARG(progress->en), progress->done,
                progress->total);
    else
        fprintf(stderr, "%.*s\n", STR_ARG(progress->en));
}

static enum fail run_round(struct opened *o, const struct http_lrs *lrs, struct http_report *report)
{
    struct http_curl_options options = { .address =
                                             lrs ? lrs->address : str_of(o->identity.hub.address),
                                         .ca_file = o->ctl->config.network.ca_file };
    struct http_curl *curl = NULL;
    struct http_sync sync = { .ledger = o->ledger,
                              .views = o->views,
                              .identity = &o->identity,
                              .lrs = lrs,
                              .again = true,
                              .now = stamp_now,
                              .watch = o->ctl->json ? NULL : show_progress,
                              .self = o };
    if (http_curl_open(&curl, &options) == FAIL_OK) /* else the round itself says so */
        sync.port = http_curl_port(curl);
    enum fail failed = http_sync_run(&sync, report);
    http_curl_close(curl);
    return failed;
}

static json_t *report_json(const struct http_report *r)
{
    json_t *to = json_object();
    json_object_set_new(to, "done", json_boolean(r->trouble == HTTP_TROUBLE_NONE));
    json_object_set_new(to, "granted", json_boolean(r->granted));
    json_object_set_new(to, "requests", json_integer(r->requests));
    json_object_set_new(to, "statements", json_integer((json_int_t)r->statements));
    json_object_set_new(to, "receipts_taken", json_integer(r->receipts_taken));
    json_object_set_new(to, "receipts_refused", json_integer(r->receipts_refused));
    json_object_set_new(to, "events_delivered", json_integer((json_int_t)r->events_delivered));
    json_object_set_new(to, "events_waiting", json_integer((json_int_t)r->events_waiting));
    json_object_set_new(to, "learning_waiting", json_integer((json_int_t)r->learning_waiting));
    json_object_set_new(to, "quarantined", json_integer(r->quarantined));
    json_object_set_new(to, "status", json_integer(r->status));
    json_object_set_new(to, "trouble", json_string(http_trouble_name(r->trouble).ptr));
    json_object_set_new(to, "why_vi", json_string(r->why_vi));
    json_object_set_new(to, "why_en", json_string(r->why_en));
    return to;
}

static void print_report(const struct http_report *r, str who)
{
    if (r->granted)
        printf("%.*s enrolled this kiosk\n", STR_ARG(who));
    printf("%" PRIu64 " statement(s) sent in %u request(s); %.*s holds %" PRIu64 " more events\n",
           r->statements, r->requests, STR_ARG(who), r->events_delivered);
    if (r->quarantined)
        printf("%u statement(s) set aside: see `tramsoctl net status`\n", r->quarantined);
    printf("%" PRIu64 " learning event(s) wait for %.*s\n", r->learning_waiting, STR_ARG(who));
}

static enum ctl_exit tell_round(str who, enum fail failed, const struct http_report *report,
                                json_t *rounds)
{
    if (rounds)
        json_array_append_new(rounds, report_json(report));
    else if (failed == FAIL_OK)
        print_report(report, who);
    return failed == FAIL_OK ? CTL_DONE : ctl_refuse("%s", report->why_en);
}

static enum ctl_exit run_lrs(struct opened *o, json_t *rounds)
{
    const struct network_config *network = &o->ctl->config.network;
    struct http_lrs said = { .address = network->lrs_address, .user = network->lrs_user }, lrs;
    enum fail failed = http_lrs_read(&lrs, o->ctl->home, &said, network->lrs_secret_file);
    if (failed != FAIL_OK)
        return ctl_refuse("%.*s: %.*s", STR_ARG(http_trouble_en(HTTP_TROUBLE_LRS_FORM)),
                          STR_ARG(fail_en(failed)));
    struct http_report report;
    failed = run_round(o, &lrs, &report);
    seal_wipe((char *)(uintptr_t)lrs.secret.ptr, lrs.secret.len);
    return tell_round(S("the other store"), failed, &report, rounds);
}

static enum ctl_exit run_all(struct opened *o)
{
    json_t *rounds = o->ctl->json ? json_array() : NULL;
    struct http_report report;
    bool has_lrs = o->ctl->config.network.lrs_address.len > 0;
    enum ctl_exit exit = CTL_DONE;
    /* The report carries the one sentence; the leaves' lines would say it twice. */
    log_set_level(LOG_LEVEL_NONE);
    if (o->identity.enrolled || !has_lrs) {
        enum fail failed = run_round(o, NULL, &report);
        exit = tell_round(S("the hub"), failed, &report, rounds);
    }
    if (has_lrs) {
        enum ctl_exit lrs = run_lrs(o, rounds);
        exit = exit == CTL_DONE ? lrs : exit;
    }
    log_set_level(LOG_LEVEL_WARN);
    if (rounds) {
        json_dumpf(rounds, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(rounds);
    }
    return exit;
}

enum ctl_exit ctl_net_sync(struct ctl *ctl)
{
    struct opened o;
    enum ctl_exit exit = open_all(&o, ctl, false);
    if (exit == CTL_DONE && !o.identity.enrolled && ctl->config.hub_code.len)
        exit = ctl_take_code(ctl, &o.identity, ctl->config.hub_code);
    if (exit == CTL_DONE)
        exit = run_all(&o);
    close_all(&o);
    return exit;
}

/* ---- the status ---- */

static void put_time(json_t *to, const char *name, int64_t wall_ms, arena *home)
{
    bool known = wall_ms != EVENT_INT_ABSENT && wall_ms != 0;
    json_object_set_new(to, name,
                        known ? json_string(clock_rfc3339(home, wall_ms).ptr) : json_null());
}

static json_t *entries_json(const struct sync_status *s, arena *home)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < s->quarantined_count; i++) {
        json_t *row = json_object();
        json_object_set_new(row, "seq", json_integer((json_int_t)s->quarantined[i].seq));
        json_object_set_new(row, "status", json_integer(s->quarantined[i].status));
        json_object_set_new(row, "why", json_string(s->quarantined[i].why));
        put_time(row, "since", s->quarantined[i].since_ms, home);
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *status_json(const struct sync_status *s, arena *home)
{
    json_t *to = json_object();
    json_object_set_new(to, "hub", json_string(s->hub));
    json_object_set_new(to, "enrolled", json_boolean(s->enrolled));
    json_object_set_new(to, "granted", json_boolean(s->granted));
    json_object_set_new(to, "by_network", json_boolean(s->by_network));
    json_object_set_new(to, "events_waiting", json_integer((json_int_t)s->outbox.waiting_count));
    json_object_set_new(to, "learning_waiting",
                        json_integer((json_int_t)s->outbox.waiting_learning));
    json_object_set_new(to, "delivered", json_integer((json_int_t)s->outbox.delivered_count));
    bool tried = s->last.hub[0] != 0;
    put_time(to, "last_try", tried ? s->last.tried_ms : 0, home);
    put_time(to, "last_success", tried ? s->last.success_ms : 0, home);
    put_time(to, "hub_time", tried ? s->last.hub_wall_ms : 0, home);
    put_time(to, "next_try", s->last.next_ms, home);
    json_object_set_new(to, "failures", json_integer(s->last.failures));
    json_object_set_new(to, "trouble", json_string(http_trouble_name(s->last.trouble).ptr));
    json_object_set_new(to, "status", json_integer(s->last.status));
    json_object_set_new(to, "vi", json_string(sync_status_vi(home, s).ptr));
    json_object_set_new(to, "en", json_string(sync_status_en(home, s).ptr));
    json_object_set_new(to, "quarantined", entries_json(s, home));
    return to;
}

static void print_time(const char *words, int64_t wall_ms, arena *home)
{
    if (wall_ms != EVENT_INT_ABSENT && wall_ms != 0)
        printf("%s %.*s\n", words, STR_ARG(clock_rfc3339(home, wall_ms)));
}

static void print_status(const struct sync_status *s, arena *home)
{
    printf("%.*s\n", STR_ARG(sync_status_en(home, s)));
    printf("%" PRIu64 " learning event(s) wait, %" PRIu64 " of all events\n",
           s->outbox.waiting_learning, s->outbox.waiting_count);
    if (s->last.hub[0]) {
        print_time("last try", s->last.tried_ms, home);
        print_time("last success", s->last.success_ms, home);
        print_time("the hub's clock in its newest receipt", s->last.hub_wall_ms, home);
        print_time("not before", s->last.next_ms, home);
    }
    for (uint32_t i = 0; i < s->quarantined_count; i++)
        printf("set aside: event %" PRIu64 " (status %d): %s\n", s->quarantined[i].seq,
               s->quarantined[i].status, s->quarantined[i].why);
}

static enum ctl_exit show(struct opened *o, str lrs, json_t *list)
{
    struct sync_status *status = arena_new(o->ctl->home, struct sync_status, 1);
    if (sync_status_read(status, o->ledger, o->views, &o->identity, lrs) != FAIL_OK)
        return CTL_REFUSED;
    if (list)
        json_array_append_new(list, status_json(status, o->ctl->home));
    else
        print_status(status, o->ctl->home);
    return CTL_DONE;
}

enum ctl_exit ctl_net_status(struct ctl *ctl)
{
    struct opened o;
    json_t *list = ctl->json ? json_array() : NULL;
    enum ctl_exit exit = open_all(&o, ctl, true);
    if (exit == CTL_DONE)
        exit = show(&o, (str) { 0 }, list);
    str lrs = ctl->config.network.lrs_address;
    if (exit == CTL_DONE && lrs.len) {
        if (!list)
            printf("\n%.*s\n", STR_ARG(lrs));
        exit = show(&o, http_lrs_name(ctl->home, lrs), list);
    }
    if (list && exit == CTL_DONE) {
        json_dumpf(list, stdout, JSON_COMPACT);
        putchar('\n');
    }
    json_decref(list);
    close_all(&o);
    return exit;
}
