#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disk.h"
#include "sim.h"

struct hub *hub_process(struct world *w, unsigned which)
{
    if (!w->hub_open[which]) {
        if (hub_open(&w->hubs[which], &w->hub_homes[which], &w->place, w->true_ms) != FAIL_OK)
            sim_wrong(w, "the hub does not start");
        w->hub_open[which] = true;
    }
    w->hubs[which].now_ms = w->true_ms;
    return &w->hubs[which];
}

void hubs_close(struct world *w)
{
    for (unsigned i = 0; i < SIM_HUBS; i++) {
        if (w->hub_open[i])
            hub_close(&w->hubs[i]);
        arena_finish(&w->hub_homes[i]);
        w->hub_open[i] = false;
    }
}

/* ---- looking ---- */

static bool look_at(void *self, const struct hub_event *row)
{
    struct world *w = self;
    struct fact *fact = facts_find(&w->facts, row->event->id);
    if (!fact)
        sim_wrong(w, "the hub holds an event that no kiosk ever wrote");
    if (fact->held)
        sim_wrong(w, "the hub holds an event twice");
    if (!str_eq(row->kiosk, str_of(w->kiosks[fact->kiosk].name)) || row->event->seq != fact->seq ||
        row->event->type != fact->type)
        sim_wrong(w, "the hub holds an event as another than it was");
    /* Here no time passes while a hub works: what it puts next is a millisecond later. */
    int64_t latest = w->seen_ms + 1 > w->true_ms ? w->seen_ms + 1 : w->true_ms;
    if (row->stored_ms > latest || row->stored_ms < fact->true_ms)
        sim_wrong(w, "the hub took an event before it happened, or after now");
    if (row->stored_ms < w->seen_ms)
        sim_wrong(w, "the hub's times go back");
    const struct sim_kiosk *k = &w->kiosks[fact->kiosk];
    if (k->revoked && row->stored_ms > k->revoked_ms)
        sim_wrong(w, "the hub took an event of a kiosk that was revoked before");
    fact->held = true;
    w->held++;
    w->seen_place = row->place;
    w->seen_ms = row->stored_ms;
    return true;
}

void hub_look(struct world *w)
{
    struct hub *hub = hub_process(w, 0);
    struct hub_query query = { .after_place = w->seen_place };
    if (hub->store.ops->stored(&hub->store, &query, look_at, w) != FAIL_OK)
        sim_wrong(w, "the hub cannot be read");
}

/* ---- enrolling ---- */

void hub_give_code(struct world *w, struct sim_kiosk *k)
{
    str code;
    if (hub_make_code(hub_process(w, 0), &w->home, &code) != FAIL_OK ||
        identity_set_hub(&k->identity, code) != FAIL_OK)
        sim_wrong(w, "enrolment");
}

struct revoking {
    struct sim_kiosk *k;
    int64_t installation;
};

static bool find_installation(void *self, const struct hub_kiosk *kiosk)
{
    struct revoking *revoking = self;
    if (memcmp(&kiosk->key, &revoking->k->identity.sign.pub, sizeof kiosk->key) == 0)
        revoking->installation = kiosk->installation;
    return true;
}

void hub_revoke(struct world *w, struct sim_kiosk *k)
{
    struct hub *hub = hub_process(w, 1);
    struct hub_store *store = &hub->store;
    struct revoking revoking = { k, 0 };
    if (store->ops->kiosks(store, find_installation, &revoking) != FAIL_OK)
        sim_wrong(w, "the hub's kiosks cannot be read");
    if (!revoking.installation)
        return;
    hub_look(w);
    if (store->ops->begin(store) != FAIL_OK ||
        store->ops->kiosk_revoke(store, revoking.installation, w->true_ms) != FAIL_OK ||
        store->ops->commit(store) != FAIL_OK)
        sim_wrong(w, "a kiosk cannot be revoked");
    k->revoked = true;
    k->revoked_ms = w->seen_ms > w->true_ms ? w->seen_ms : w->true_ms;
}

/* ---- killed in the middle ---- */

static struct hub_store_ops dying;
static const struct hub_store_ops *living;
static int until_death;

static void step_to_death(void)
{
    if (--until_death <= 0)
        _exit(42);
}

static enum fail die_begin(struct hub_store *store)
{
    step_to_death();
    return living->begin(store);
}

static enum fail die_commit(struct hub_store *store)
{
    step_to_death();
    enum fail failed = living->commit(store);
    step_to_death();
    return failed;
}

static enum fail die_events_put(struct hub_store *store, int64_t installation,
                                const struct event *events, size_t count, int64_t now_ms,
                                enum hub_put *puts_out)
{
    step_to_death();
    enum fail failed = living->events_put(store, installation, events, count, now_ms, puts_out);
    step_to_death();
    return failed;
}

static enum fail die_runs_put(struct hub_store *store, int64_t installation,
                              const struct receipt_range *runs, size_t count)
{
    step_to_death();
    return living->runs_put(store, installation, runs, count);
}

/* In a child only: this process's hub dies at one of its next changes. */
static struct hub *hub_that_dies(struct world *w)
{
    struct hub *hub = hub_process(w, 0);
    living = hub->store.ops;
    dying = *living;
    dying.begin = die_begin;
    dying.commit = die_commit;
    dying.events_put = die_events_put;
    dying.runs_put = die_runs_put;
    hub->store.ops = &dying;
    return hub;
}

void hub_answer_and_die(struct world *w, const struct exchange_request *request)
{
    int after = 1 + (int)sim_below(w, 8);
    w->tried[SIM_TRIED_HUB_KILLED]++;
    pid_t child = sim_fork(w);
    if (child == 0) {
        arena home = { 0 };
        struct exchange_answer answer = { 0 };
        until_death = after;
        hub_answer(hub_that_dies(w), &home, request, &answer);
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

/* ---- sticks ---- */

/* A stick that no kiosk has seen, or that is bad, is no failure of the hub. */
static bool fine(const struct world *w, enum fail failed)
{
    bool stick = failed == FAIL_FORMAT;
    if (disk_refusals())
        stick |= failed == FAIL_FULL || failed == FAIL_DENIED || failed == FAIL_IO;
    return failed == FAIL_OK || failed == FAIL_MISSING || (!w->healthy && stick);
}

static void take(struct world *w, unsigned which, str stick)
{
    arena home = { 0 };
    struct ingest_report *report = arena_new(&home, struct ingest_report, 1);
    enum fail failed = ingest_stick(hub_process(w, which), stick, report);
    if (!fine(w, failed)) {
        fprintf(stderr, "%.*s: %s\n", STR_ARG(fail_name(failed)), report->why);
        sim_wrong(w, "the hub refuses a stick");
    }
    arena_finish(&home);
}

void hub_take_stick(struct world *w, str stick)
{
    uint32_t pick = w->healthy ? 99 : sim_below(w, 100);
    int after = 1 + (int)sim_below(w, 20);
    w->true_ms += 3600000;
    if (pick < 20) {
        w->tried[SIM_TRIED_HUB_KILLED]++;
        pid_t child = sim_fork(w);
        if (child == 0) {
            arena home = { 0 };
            struct ingest_report *report = arena_new(&home, struct ingest_report, 1);
            until_death = after;
            _exit(ingest_stick(hub_that_dies(w), stick, report) == FAIL_OK ? 0 : 1);
        }
        waitpid(child, NULL, 0);
    } else if (pick < 30) { /* at any moment, not only between two calls of the storage */
        useconds_t after_us = sim_below(w, 6000);
        w->tried[SIM_TRIED_HUB_KILLED]++;
        pid_t child = sim_fork(w);
        if (child == 0) {
            take(w, 0, stick);
            _exit(0);
        }
        usleep(after_us);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    } else if (pick < 45) {
        w->tried[SIM_TRIED_DISK]++;
        disk_trouble(stick.ptr, (enum disk_trouble)(DISK_FULL + sim_below(w, 3)),
                     sim_below(w, 300));
        take(w, sim_below(w, SIM_HUBS), stick);
        disk_trouble(NULL, DISK_FINE, 0);
    } else {
        take(w, sim_below(w, SIM_HUBS), stick);
    }
    hub_look(w);
}

static pid_t take_elsewhere(struct world *w, str stick)
{
    w->true_ms += 3600000;
    pid_t child = sim_fork(w);
    if (child == 0) {
        take(w, 1, stick);
        _exit(0);
    }
    return child;
}

static void wait_for(struct world *w, pid_t child)
{
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        sim_wrong(w, "of two processes that work at once, one fails");
    hub_look(w);
}

void hub_take_two(struct world *w, str one, str other)
{
    pid_t child = take_elsewhere(w, other);
    take(w, 0, one);
    wait_for(w, child);
}

void hub_take_beside(struct world *w, str stick, struct sim_kiosk *k)
{
    pid_t child = take_elsewhere(w, stick);
    w->crowded = true;
    net_visit(w, k);
    w->crowded = false;
    wait_for(w, child);
}
