/* Packs between machine and shelf: who installs, and when the lessons turn. */
#define LOG_MODULE "machine"
#include <stdio.h>

#include "base/log.h"
#include "kiosk/machine.h"
#include "ui/icons.h"

bool machine_has_icon(str name)
{
    return icon_find(name, NULL);
}

str machine_today(const struct kiosk *k, arena *home)
{
    struct moment now = k->walking ? k->virtual_now : clock_now();
    struct civil day = clock_civil(now.wall_ms);
    if (now.wall_ms < CLOCK_PLAUSIBLE_MS)
        return S("");
    return arena_printf(home, "%04d-%02d-%02d", day.year, day.month, day.day);
}

/* ---- the lessons turn ---- */

/* What was taken back stands in the ledger as soon as that is open. */
static void write_back(struct kiosk *k)
{
    if (k->journal.ready != FAIL_OK)
        return;
    for (unsigned i = 0; i < k->shelf.back_count; i++) {
        struct event_draft draft = packs_event_rolledback(&k->shelf.back[i], S("unusable"));
        struct journal_entry entry = { &draft, 1, 0, k->app.now };
        journal_write(&k->journal, &entry);
    }
    k->shelf.back_count = 0;
}

bool machine_turn_lessons(struct kiosk *k)
{
    write_back(k);
    if (k->app.model.session_open || k->app.model.runner.lesson)
        return false;
    arena home = { .block_bytes = 256 };
    str day = machine_today(k, &home);
    bool look = k->shelf_stale || !str_eq(day, str_of(k->shelf.day));
    bool turned = look && shelf_turn(&k->shelf, day);
    k->shelf_stale = false;
    arena_finish(&home);
    if (turned)
        app_lessons(&k->app, shelf_content(&k->shelf));
    return turned;
}

/* ---- installing, on the worker ---- */

struct installing {
    struct kiosk *kiosk;
    struct packs packs;
    struct packs_used used; /* by who has come to rest now */
    struct stamp stamp;
    uint64_t waiting; /* what waited last time: a refused file is not tried again and again */
};

static void run_install(void *payload)
{
    struct installing *in = payload;
    struct journal *j = &in->kiosk->journal;
    if (j->opened != FAIL_OK)
        return;
    packs_prove(&in->packs, &in->used);
    uint64_t before = in->waiting;
    in->waiting = packs_waiting_now(&in->packs);
    if (in->waiting == before)
        return;
    struct packs_waited waited; /* what was refused is in the log */
    enum fail failed = packs_install_waiting(&in->packs, j->ledger, &in->stamp, &waited);
    if (failed != FAIL_OK)
        log_warn("packs that wait could not all be installed; it will be tried again");
    in->waiting = failed == FAIL_OK ? packs_waiting_now(&in->packs) : 0;
}

static void done_install(void *payload)
{
    const struct installing *in = payload;
    in->kiosk->installing = false;
    in->kiosk->waiting = in->waiting;
    /* Also what a shell has installed meanwhile. */
    in->kiosk->shelf_stale = true;
}

void machine_install_packs(struct kiosk *k)
{
    const struct identity *identity = journal_identity(&k->journal);
    if (k->installing || !identity)
        return;
    struct installing in = { .kiosk = k,
                             .packs = k->shelf.packs,
                             .used = packs_used_by(shelf_content(&k->shelf)),
                             .waiting = k->waiting,
                             .stamp = { k->app.now, k->app.now.wall_ms >= CLOCK_PLAUSIBLE_MS } };
    in.packs.signers = k->signers;
    in.packs.signer_count = packs_signers(&k->config, identity, k->signers);
    struct job job = { run_install, done_install, &in, sizeof in };
    k->installing = worker_post(k->worker, &job) == FAIL_OK;
}
