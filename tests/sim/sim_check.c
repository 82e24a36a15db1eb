#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim.h"
#include "sync/net_state.h"
#include "wire/body.h"

/* A ledger as it stands, event by event, counted without the views. */
struct line {
    const struct fact *fact;
    bool delivered, learning, note;
    bool set_aside;
    uint8_t hash[EVENT_HASH_BYTES];
};

struct reading {
    struct world *w;
    const struct sim_kiosk *k;
    str hub;
    struct line *lines; /* by seq - 1 */
    size_t count, cap;
    arena scratch;
};

/* What an accepted receipt of this hub covers. */
static void mark_delivered(struct reading *reading, const struct event *event)
{
    struct event_body body;
    if (body_read(&reading->scratch, event->body, &body) != FAIL_OK)
        sim_wrong(reading->w, "a ledger holds a body that cannot be read");
    if (!str_eq(body.hub, reading->hub))
        return;
    for (int64_t seq = body.first_seq; seq <= body.last_seq; seq++)
        if (seq >= 1 && (size_t)seq <= reading->count)
            reading->lines[seq - 1].delivered = true;
    arena_reset(&reading->scratch);
}

static bool read_line(void *self, const struct event *event)
{
    struct reading *reading = self;
    if (reading->count == reading->cap) {
        reading->cap = reading->cap ? reading->cap * 2 : 256;
        reading->lines = realloc(reading->lines, reading->cap * sizeof *reading->lines);
        if (!reading->lines)
            abort();
    }
    struct line *line = &reading->lines[reading->count++];
    *line = (struct line) { .fact = facts_find(&reading->w->facts, event->id) };
    memcpy(line->hash, event->hash, sizeof line->hash);
    line->learning = event_type_is_learning(event->type);
    line->note = event->type == EVENT_BATCH_EXPORTED || event->type == EVENT_RECEIPT_ACCEPTED ||
                 event->type == EVENT_DEVICE_BOOTED;
    if (!line->fact)
        sim_wrong(reading->w, "an event was not noted"); /* the simulation's own mistake */
    if (event->type == EVENT_RECEIPT_ACCEPTED)
        mark_delivered(reading, event);
    return true;
}

static void read_ledger(struct world *w, const struct sim_kiosk *k, struct reading *reading)
{
    *reading = (struct reading) { .w = w, .k = k };
    reading->hub = key_id_text(&reading->scratch, k->identity.hub_sign_id);
    /* mark_delivered resets the scratch arena */
    reading->hub = arena_str(&w->home, reading->hub);
    if (ledger_read(k->ledger, 1, 0, read_line, reading) != FAIL_OK)
        sim_wrong(w, "a ledger cannot be read");
}

static void end_reading(struct reading *reading)
{
    free(reading->lines);
    arena_finish(&reading->scratch);
}

/* Each entry of the quarantine stands for an event that this hub was made to refuse. */
static void mark_set_aside(struct reading *reading)
{
    struct net_state *state = calloc(1, sizeof *state);
    net_state_load(reading->k->data, state);
    for (uint32_t i = 0; i < state->quarantined_count; i++) {
        const struct net_quarantined *entry = &state->quarantined[i];
        struct line *line = entry->seq >= 1 && entry->seq <= reading->count
                                ? &reading->lines[entry->seq - 1]
                                : NULL;
        if (!line || memcmp(line->hash, entry->hash, sizeof line->hash) != 0)
            continue; /* of a history that is gone */
        if (!line->fact->poison || !entry->why[0])
            sim_wrong(reading->w, "an event was set aside that nothing is wrong with");
        line->set_aside = true;
    }
    free(state);
}

void check_status(struct world *w, struct sim_kiosk *k)
{
    struct reading reading;
    struct outbox_state state;
    read_ledger(w, k, &reading);
    mark_set_aside(&reading);
    if (views_update(k->views, k->ledger, 0) != FAIL_OK ||
        views_outbox(k->views, reading.hub, &state) != FAIL_OK)
        sim_wrong(w, "a status cannot be read");
    uint64_t delivered = 0, learning = 0;
    for (size_t i = 0; i < reading.count; i++) {
        const struct line *line = &reading.lines[i];
        if (line->delivered && !line->fact->held)
            sim_wrong(w, "a kiosk calls delivered what the hub does not hold");
        delivered += line->delivered;
        learning += line->learning && !line->delivered;
    }
    if (state.ledger_seq != reading.count || state.delivered_count != delivered ||
        state.waiting_count != reading.count - delivered || state.waiting_learning != learning)
        sim_wrong(w, "a kiosk calls waiting another number than no receipt covers");
    end_reading(&reading);
}

void check_all_sent(struct world *w, struct sim_kiosk *k)
{
    struct reading reading;
    read_ledger(w, k, &reading);
    mark_set_aside(&reading);
    for (size_t i = 0; i < reading.count; i++) {
        const struct line *line = &reading.lines[i];
        if (line->learning && !line->delivered && !line->set_aside)
            sim_wrong(w, "a round that brought everything left events behind without a word");
    }
    end_reading(&reading);
}

/* ---- the end ---- */

/* The last notes of a sync wait for company and may stay behind; everything else must be there. */
static void check_ledger(struct world *w, struct sim_kiosk *k)
{
    struct reading reading;
    read_ledger(w, k, &reading);
    for (size_t i = 0; i < reading.count; i++) {
        const struct line *line = &reading.lines[i];
        if (!line->note && !line->fact->held) {
            fprintf(stderr, "%s seq %zu type %.*s\n", k->name, i + 1,
                    STR_ARG(event_type_name(line->fact->type)));
            sim_wrong(w, "the hub lacks an event of a ledger");
        }
        if (line->learning && !line->delivered)
            sim_wrong(w, "something still waits after the last round");
    }
    end_reading(&reading);
}

/* Everything is read anew: what was seen while it came must still be there. */
static void check_whole_hub(struct world *w)
{
    uint64_t held = w->held;
    for (size_t i = 0; i < w->facts.count; i++)
        w->facts.items[i].held = false;
    w->held = 0;
    w->seen_place = w->seen_ms = 0;
    hub_look(w);
    if (w->held != held)
        sim_wrong(w, "the hub lost an event that it held");
}

/* Whatever the hub could not take it names, with the reason. */
static bool check_quarantined(void *self, const struct hub_quarantine *entry)
{
    struct world *w = self;
    if (str_empty(entry->source) || str_empty(entry->reason) || entry->seen_ms > w->true_ms)
        sim_wrong(w, "the hub set a file aside without its name or a reason");
    return true;
}

void check_end(struct world *w)
{
    struct hub *hub = hub_process(w, 0);
    check_whole_hub(w);
    if (hub->store.ops->quarantined(&hub->store, check_quarantined, w) != FAIL_OK)
        sim_wrong(w, "the hub's quarantine list cannot be read");
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        if (!w->kiosks[i].revoked)
            check_ledger(w, &w->kiosks[i]);
    check_numbers(w);
}
