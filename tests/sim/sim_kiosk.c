#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/must.h"
#include "base/hash.h"
#include "sim.h"
#include "wire/body.h"

#define DAY_MS 86400000ll

struct stamp kiosk_tick(void *world)
{
    struct world *w = world;
    const struct sim_kiosk *k = w->syncing;
    w->true_ms += 7;
    return (struct stamp) { { w->true_ms + k->clock_error_ms, w->true_ms - k->boot_true_ms },
                            k->clock_sure };
}

void kiosk_open(struct world *w, struct sim_kiosk *k, bool reboot)
{
    k->boots += reboot;
    if (reboot) {
        w->true_ms += 30000;
        k->boot_true_ms = w->true_ms - 20000;
    }
    struct ledger_options ledger = {
        .path = file_join(&w->home, k->data, S(LEDGER_FILE_NAME)),
        .boot_id = arena_printf(&w->home, "%s-%u", k->name, k->boots),
        .version = S("sim"),
        .chance = sim_chance(w),
    };
    struct views_options views = { .path = file_join(&w->home, k->data, S(VIEWS_FILE_NAME)) };
    struct identity_options identity = { .folder = k->data,
                                         .kiosk_id = str_of(k->name),
                                         .chance = sim_chance(w) };
    if (file_make_folder(k->data, true) != FAIL_OK || ledger_open(&k->ledger, &ledger) != FAIL_OK ||
        views_open(&k->views, &views) != FAIL_OK ||
        identity_open(&k->identity, &identity) != FAIL_OK)
        sim_wrong(w, "a kiosk does not start");
}

void kiosk_close(struct sim_kiosk *k)
{
    views_close(k->views);
    ledger_close(k->ledger);
    identity_close(&k->identity);
    k->views = NULL;
    k->ledger = NULL;
}

/* ---- what people do ---- */

static void make_text(struct world *w, char out[ID_TEXT_LEN + 1])
{
    uint8_t id[EVENT_ID_BYTES], chance[ID_RANDOM_BYTES];
    for (size_t i = 0; i < sizeof chance; i++)
        chance[i] = (uint8_t)random_next(&w->random);
    id_make(w->true_ms, chance, id);
    id_to_text(id, out);
}

static void make_draft(struct world *w, struct event_draft *draft)
{
    static const enum event_type types[] = {
        EVENT_LESSON_STARTED,     EVENT_LESSON_COMPLETED,     EVENT_STEP_ANSWERED,
        EVENT_LESSON_COMPLETED,   EVENT_ASSESSMENT_COMPLETED, EVENT_HELP_CALLED,
        EVENT_IDENTITY_CONFIRMED, EVENT_SETTINGS_CHANGED,
    };
    static const str lessons[] = { S_INIT("L01"), S_INIT("L11"), S_INIT("L31"), S_INIT("M03") };
    static const str areas[] = { S_INIT("Tổ dân phố 1"), S_INIT("Thôn Đông \"Hạ\""), S_INIT("") };
    struct event_body *body = &draft->body;
    draft->type = types[sim_below(w, COUNT_OF(types))];
    *body = event_body_none();
    body->lesson = lessons[sim_below(w, 4)];
    body->pack = S("chung");
    body->pack_version = 1;
    body->step = S("phone:3");
    body->area = areas[sim_below(w, 3)];
    body->group = sim_below(w, 2) ? S("ND") : S("HS");
    body->duration_ms = sim_below(w, 300000);
    body->success = sim_below(w, 2) ? TRI_YES : TRI_NO;
    body->unaided = sim_below(w, 2) ? TRI_YES : TRI_NO;
    body->right = sim_below(w, 5);
    body->total = 5;
    if (draft->type == EVENT_SETTINGS_CHANGED) {
        body->setting = S("text-size");
        body->value = S("lớn");
    }
}

/* A session, or a piece of one that nothing ended: the power went. */
static void play_session(struct world *w, struct sim_kiosk *k)
{
    struct event_draft drafts[LEDGER_APPEND_MAX];
    char session[ID_TEXT_LEN + 1], learner[32] = "";
    arena scratch = { 0 };
    uint32_t most = w->scale->events;
    struct ledger_write write = { drafts, 1 + sim_below(w, most), { { 0, 0 }, false } };
    make_text(w, session);
    if (sim_below(w, 3) == 0)
        snprintf(learner, sizeof learner, "c-mau%u", sim_below(w, 40));
    for (size_t i = 0; i < write.count; i++) {
        make_draft(w, &drafts[i]);
        drafts[i].session = str_of(session);
        drafts[i].learner = str_of(learner);
    }
    drafts[0].type = EVENT_SESSION_STARTED;
    drafts[0].body.mode = S("self");
    if (write.count > 1 && sim_below(w, 8)) {
        drafts[write.count - 1].type = EVENT_SESSION_ENDED;
        drafts[write.count - 1].body.reason = S("finished");
    }
    write.stamp = kiosk_tick(w);
    if (ledger_append_all(k->ledger, &scratch, &write, NULL) != FAIL_OK)
        sim_wrong(w, "a kiosk cannot write down what happened");
    arena_finish(&scratch);
}

void kiosk_use(struct world *w, struct sim_kiosk *k)
{
    w->syncing = k;
    for (uint32_t i = 1 + sim_below(w, w->scale->rounds); i > 0; i--) {
        w->true_ms += 60000 + sim_below(w, 1200000);
        play_session(w, k);
    }
    kiosk_note(w, k);
}

struct noting {
    struct world *w;
    struct sim_kiosk *k;
};

static bool note_fact(void *self, const struct event *event)
{
    struct noting *noting = self;
    bool fresh;
    struct fact *fact = facts_add(&noting->w->facts, event->id, &fresh);
    if (fresh) {
        fact->true_ms = noting->k->boot_true_ms + event->mono_ms;
        fact->seq = event->seq;
        fact->kiosk = (uint16_t)noting->k->index;
        fact->type = event->type;
        fact->poison = event_type_is_learning(event->type) && sim_below(noting->w, 150) == 0;
    }
    noting->k->noted = event->seq;
    return true;
}

void kiosk_note(struct world *w, struct sim_kiosk *k)
{
    struct noting noting = { w, k };
    if (ledger_read(k->ledger, k->noted + 1, 0, note_fact, &noting) != FAIL_OK)
        sim_wrong(w, "a ledger cannot be read");
}

/* ---- clocks ---- */

static void note_clock(struct world *w, struct sim_kiosk *k, int64_t offset_ms)
{
    arena scratch = { 0 };
    struct event_draft draft = { .type = EVENT_CLOCK_SET, .body = event_body_none() };
    draft.body.offset_ms = offset_ms;
    w->syncing = k;
    struct stamp stamp = kiosk_tick(w);
    if (ledger_append(k->ledger, &scratch, &draft, &stamp, NULL) != FAIL_OK)
        sim_wrong(w, "a kiosk cannot write down that its clock was set");
    arena_finish(&scratch);
    kiosk_note(w, k);
}

void kiosk_put_clock_right(struct world *w, struct sim_kiosk *k)
{
    int64_t offset_ms = -k->clock_error_ms;
    if (k->clock_sure && offset_ms == 0)
        return;
    k->clock_error_ms = 0;
    k->clock_sure = true;
    note_clock(w, k, offset_ms);
}

static void reboot(struct world *w, struct sim_kiosk *k)
{
    kiosk_note(w, k);
    kiosk_close(k);
    w->true_ms += sim_below(w, 40000000);
    kiosk_open(w, k, true);
}

void kiosk_change_clock(struct world *w, struct sim_kiosk *k)
{
    uint32_t pick = sim_below(w, 6);
    w->tried[SIM_TRIED_CLOCK]++;
    if (pick < 2) {
        kiosk_put_clock_right(w, k);
        return;
    }
    if (pick == 2) { /* plain power cut with a good battery */
        reboot(w, k);
        return;
    }
    k->always_sure = false;
    k->clock_sure = false;
    if (pick == 3) {
        reboot(w, k);
        k->clock_error_ms = 20000 - w->true_ms; /* 1970 */
        return;
    }
    int64_t before = k->clock_error_ms;
    if (pick == 5) { /* somebody sets 2099 by hand: it looks sure, and only the hub knows better */
        k->clock_error_ms = 73ll * 365 * DAY_MS;
        k->clock_sure = true;
        note_clock(w, k, k->clock_error_ms - before);
        return;
    }
    k->clock_error_ms = ((int64_t)sim_below(w, 4000) - 2000) * DAY_MS / 4;
    note_clock(w, k, k->clock_error_ms - before);
}

/* ---- disk images ---- */

void kiosk_change_disk(struct world *w, struct sim_kiosk *k)
{
    str image = arena_printf(&w->home, "%.*s.image", STR_ARG(k->data));
    w->tried[SIM_TRIED_IMAGE]++;
    kiosk_note(w, k);
    kiosk_close(k);
    if (k->image) {
        sim_replace_folder(w, image, k->data);
        k->restored = true;
        k->noted = 0;
    } else {
        sim_replace_folder(w, k->data, image);
    }
    k->image = true;
    kiosk_open(w, k, true);
    /* Its old events are facts; those that come now have this boot's time. */
    kiosk_note(w, k);
    /* People go on using it, past the numbers of the history that is gone. */
    for (uint32_t uses = sim_below(w, 6); uses > 0; uses--)
        kiosk_use(w, k);
}
