/* Reports and times at the end of a seed: what the hub's own query layer makes of what it holds. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/count.h"
#include "report/repair.h"
#include "sim.h"
#include "wire/body.h"

/* ---- times ---- */

struct timing {
    struct world *w;
    arena home, scratch;
    struct repair *repair[SIM_KIOSKS_MAX];
    bool second; /* the second pass */
    uint64_t repaired;
};

static void check_time(struct timing *timing, const struct fact *fact, const struct repaired *time)
{
    struct world *w = timing->w;
    timing->repaired += time->repaired;
    if (time->lo_ms <= fact->true_ms && fact->true_ms <= time->hi_ms &&
        time->lo_ms <= time->best_ms && time->best_ms <= time->hi_ms)
        return;
    fprintf(stderr,
            "%s seq %" PRIu64 " truly %" PRId64 ", between %" PRId64 " and %" PRId64
            ", best %" PRId64 "\n",
            w->kiosks[fact->kiosk].name, fact->seq, fact->true_ms, time->lo_ms, time->hi_ms,
            time->best_ms);
    sim_wrong(w, "a repaired time's interval does not hold the true time");
}

static bool time_row(void *self, const struct hub_event *row)
{
    struct timing *timing = self;
    struct world *w = timing->w;
    const struct fact *fact = facts_find(&w->facts, row->event->id);
    struct event_body body;
    if (!fact || body_read(&timing->scratch, row->event->body, &body) != FAIL_OK)
        sim_wrong(w, "the hub's row cannot be read");
    const struct sim_kiosk *k = &w->kiosks[fact->kiosk];
    bool ours = row->event->type == EVENT_RECEIPT_ACCEPTED &&
                body.hub_wall_ms != EVENT_INT_ABSENT &&
                str_eq(body.hub, key_id_text(&timing->scratch, k->identity.hub_sign_id));
    struct repair_input input = { row->event, row->stored_ms, ours ? body.hub_wall_ms : 0 };
    if (!timing->second) {
        repair_learn(timing->repair[k->index], &input);
    } else {
        struct repaired time = repair_time(timing->repair[k->index], &input);
        check_time(timing, fact, &time);
    }
    arena_reset(&timing->scratch);
    return true;
}

static void check_times(struct world *w)
{
    struct timing *timing = calloc(1, sizeof *timing);
    struct hub *hub = hub_process(w, 1);
    timing->w = w;
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        timing->repair[i] = repair_new(&timing->home, w->true_ms);
    if (hub->store.ops->events(&hub->store, time_row, timing) != FAIL_OK)
        sim_wrong(w, "the hub cannot be read");
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        repair_settle(timing->repair[i]);
    timing->second = true;
    if (hub->store.ops->events(&hub->store, time_row, timing) != FAIL_OK)
        sim_wrong(w, "the hub cannot be read");
    w->repaired += timing->repaired;
    arena_finish(&timing->scratch);
    arena_finish(&timing->home);
    free(timing);
}

/* ---- reports ---- */

/* One kiosk's events, from itself or from the hub. */
struct counted {
    struct world *w;
    struct sim_kiosk *k;
    count_visit *visit;
    void *visit_self;
};

static bool pass_own(void *self, const struct event *event)
{
    struct counted *counted = self;
    struct count_event count = { 1, str_of(counted->k->name), 0, event };
    return counted->visit(counted->visit_self, &count);
}

static enum fail read_own(void *self, count_visit *visit, void *visit_self)
{
    struct counted *counted = self;
    counted->visit = visit;
    counted->visit_self = visit_self;
    return ledger_read(counted->k->ledger, 1, 0, pass_own, counted);
}

static bool pass_held(void *self, const struct hub_event *row)
{
    struct counted *counted = self;
    struct count_event count = { row->installation, row->kiosk, row->stored_ms, row->event };
    return !str_eq(row->kiosk, str_of(counted->k->name)) ||
           counted->visit(counted->visit_self, &count);
}

static enum fail read_held(void *self, count_visit *visit, void *visit_self)
{
    struct counted *counted = self;
    struct hub *hub = hub_process(counted->w, 1);
    counted->visit = visit;
    counted->visit_self = visit_self;
    return hub->store.ops->events(&hub->store, pass_held, counted);
}

static bool same_counts(const struct tally_counts *a, const struct tally_counts *b)
{
    return a->started == b->started && a->completions == b->completions &&
           a->unaided == b->unaided && a->lesson_ms == b->lesson_ms;
}

static bool same_cell(const struct tally_cell *a, const struct tally_cell *b)
{
    return str_eq(a->group, b->group) && str_eq(a->area, b->area) && a->sessions == b->sessions &&
           a->people == b->people && a->completions == b->completions && a->minutes == b->minutes &&
           a->passes == b->passes && a->passed == b->passed;
}

static bool same_tally(const struct tally *a, const struct tally *b)
{
    bool same = a->sessions == b->sessions && a->people == b->people &&
                a->session_ms == b->session_ms && a->helps == b->helps &&
                a->assessments == b->assessments && a->passes == b->passes &&
                a->passed == b->passed && same_counts(&a->all, &b->all) &&
                a->lesson_count == b->lesson_count && a->cell_count == b->cell_count;
    for (size_t i = 0; same && i < a->lesson_count; i++)
        same = str_eq(a->lessons[i].lesson, b->lessons[i].lesson) &&
               same_counts(&a->lessons[i].counts, &b->lessons[i].counts);
    for (size_t i = 0; same && i < a->cell_count; i++)
        same = same_cell(&a->cells[i], &b->cells[i]);
    return same;
}

static void compare(struct world *w, struct sim_kiosk *k, struct period period)
{
    arena home = { 0 };
    struct counted counted = { .w = w, .k = k };
    struct count_source at_kiosk = { read_own, &counted }, at_hub = { read_held, &counted };
    struct tally own, held;
    tally_init(&own, &home, period);
    tally_init(&held, &home, period);
    if (count_all(&at_kiosk, (struct tally *const[]) { &own }, 1, 0) != FAIL_OK ||
        count_all(&at_hub, (struct tally *const[]) { &held }, 1, w->true_ms) != FAIL_OK)
        sim_wrong(w, "a report cannot be counted");
    if (!same_tally(&own, &held)) {
        fprintf(stderr,
                "%s: %" PRIu64 " and %" PRIu64 " sessions, %" PRIu64 " and %" PRIu64
                " completions, %" PRId64 " and %" PRId64 " ms\n",
                k->name, own.sessions, held.sessions, own.all.completions, held.all.completions,
                own.all.lesson_ms, held.all.lesson_ms);
        sim_wrong(w, "kiosk and hub count differently");
    }
    arena_finish(&home);
}

void check_numbers(struct world *w)
{
    const struct period always = { .from_ms = 0, .to_ms = INT64_MAX };
    int64_t middle_ms = SIM_START_MS + (w->true_ms - SIM_START_MS) / 2;
    struct period half = { .from_ms = SIM_START_MS, .to_ms = middle_ms };
    check_times(w);
    for (unsigned i = 0; i < w->scale->kiosks; i++) {
        struct sim_kiosk *k = &w->kiosks[i];
        /* The hub has a restored kiosk's other history too, and of a revoked one not all. */
        if (k->revoked || k->restored)
            continue;
        compare(w, k, always);
        if (k->always_sure)
            compare(w, k, half);
    }
}
