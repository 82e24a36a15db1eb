#include "report/count.h"

#include <string.h>

#include "report/repair.h"
#include "wire/body.h"

struct installation {
    int64_t number;
    struct repair *repair;
};

struct counting {
    struct tally *const *tallies;
    size_t tally_count;
    int64_t now_ms;
    arena home; /* what repair keeps: ends with the counting */
    arena scratch;
    struct installation *all;
    size_t count, cap;
    size_t at; /* the one that was read last */
};

static struct installation *add(struct counting *c, int64_t number)
{
    if (c->count == c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 16;
        struct installation *bigger = arena_new(&c->home, struct installation, cap);
        if (c->count)
            memcpy(bigger, c->all, c->count * sizeof *bigger);
        c->all = bigger;
        c->cap = cap;
    }
    c->all[c->count] = (struct installation) { number, repair_new(&c->home, c->now_ms) };
    return &c->all[c->count++];
}

/* They come in stretches, so this looks further once a kiosk. NULL: it was not there. */
static struct installation *find(struct counting *c, int64_t number)
{
    for (size_t i = 0; i < c->count; i++) {
        size_t at = (c->at + i) % c->count;
        if (c->all[at].number == number) {
            c->at = at;
            return &c->all[at];
        }
    }
    return NULL;
}

static struct event_body body_of(struct counting *c, const struct event *event)
{
    struct event_body body;
    if (body_read(&c->scratch, event->body, &body) != FAIL_OK)
        body = event_body_none();
    return body;
}

/* A foreign Learning Record Store's clock is nobody's word. */
static int64_t receipt_time(const struct event *event, const struct event_body *body)
{
    if (event->type != EVENT_RECEIPT_ACCEPTED || str_starts(body->hub, S("lrs-")))
        return 0;
    return body->hub_wall_ms == EVENT_INT_ABSENT ? 0 : body->hub_wall_ms;
}

static bool learn(void *self, const struct count_event *it)
{
    struct counting *c = self;
    struct installation *at = find(c, it->installation);
    if (!at)
        at = add(c, it->installation);
    struct repair_input input = { .event = it->event, .stored_ms = it->stored_ms };
    if (it->event->type == EVENT_RECEIPT_ACCEPTED) {
        struct event_body body = body_of(c, it->event);
        input.hub_wall_ms = receipt_time(it->event, &body);
        arena_reset(&c->scratch);
    }
    repair_learn(at->repair, &input);
    return true;
}

static bool tell(void *self, const struct count_event *it)
{
    struct counting *c = self;
    struct installation *at = find(c, it->installation);
    struct event_body body = body_of(c, it->event);
    struct repair_input input = { .event = it->event, .stored_ms = it->stored_ms };
    struct repaired when = { .best_ms = it->event->wall_ms, .repaired = !it->event->clock_sure };
    if (at)
        when = repair_time(at->repair, &input);
    struct tally_event counted = { it->kiosk, it->event, &body, when.best_ms, when.repaired };
    for (size_t i = 0; i < c->tally_count; i++)
        tally_add_at(c->tallies[i], &counted);
    arena_reset(&c->scratch);
    return true;
}

enum fail count_all(const struct count_source *source, struct tally *const tallies[], size_t count,
                    int64_t now_ms)
{
    struct counting c = { .tallies = tallies, .tally_count = count, .now_ms = now_ms };
    enum fail failed = source->read(source->self, learn, &c);
    for (size_t i = 0; i < c.count; i++)
        repair_settle(c.all[i].repair);
    c.at = 0;
    if (failed == FAIL_OK)
        failed = source->read(source->self, tell, &c);
    for (size_t i = 0; i < count; i++)
        tally_finish(tallies[i]);
    arena_finish(&c.scratch);
    arena_finish(&c.home);
    return failed;
}

/* ---- a kiosk's own ledger ---- */

struct reading {
    struct ledger *ledger;
    str kiosk;
    uint64_t first_seq;
    count_visit *visit;
    void *visit_self;
};

static bool pass_on(void *self, const struct event *event)
{
    const struct reading *reading = self;
    struct count_event counted = { .kiosk = reading->kiosk, .event = event };
    return reading->visit(reading->visit_self, &counted);
}

static enum fail read_ledger(void *self, count_visit *visit, void *visit_self)
{
    struct reading *reading = self;
    reading->visit = visit;
    reading->visit_self = visit_self;
    return ledger_read(reading->ledger, reading->first_seq, 0, pass_on, reading);
}

enum fail count_ledger(struct ledger *ledger, str kiosk, uint64_t first_seq,
                       struct tally *const tallies[], size_t count)
{
    struct reading reading = { .ledger = ledger, .kiosk = kiosk, .first_seq = first_seq };
    struct count_source source = { read_ledger, &reading };
    return count_all(&source, tallies, count, 0);
}
