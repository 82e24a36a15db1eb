#define LOG_MODULE "journal"
#include "kiosk/journal.h"

#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"

/* The most that one job carries: a completion and what happened with it. */
#define DRAFTS_MAX 4u
#define TEXTS_BYTES_MAX 2048u

struct opening {
    struct journal *journal;
    struct moment now;
    enum fail failed;
};

struct writing {
    struct journal *journal;
    struct moment now;
    uint32_t ticket;
    enum fail failed;
    uint32_t count;
    struct event_draft drafts[DRAFTS_MAX];
    size_t texts_len;
    char texts[TEXTS_BYTES_MAX]; /* what the drafts' slices point into, as offsets until it runs */
};
static_assert(sizeof(struct writing) <= WORKER_PAYLOAD_BYTES, "a write fits a worker's slot");

struct refreshing {
    struct journal *journal;
    enum fail failed;
    struct identity identity;
};
static_assert(sizeof(struct refreshing) <= WORKER_PAYLOAD_BYTES, "an identity fits its slot");

static enum fail open_all(struct journal *j, struct moment now)
{
    arena_reset(&j->home);
    struct identity_options who = { .folder = j->options.data, .kiosk_id = j->options.kiosk_id };
    enum fail failed = identity_open(&j->identity, &who);
    if (failed != FAIL_OK)
        return failed;
    str boot = j->options.boot_id;
    struct ledger_options options = {
        .path = file_join(&j->home, j->options.data, S(LEDGER_FILE_NAME)),
        .boot_id = str_empty(boot) ? ledger_boot_id(&j->home) : boot,
        .version = S(TRAMSO_VERSION),
    };
    failed = ledger_open(&j->ledger, &options);
    if (failed != FAIL_OK)
        return failed;
    struct stamp stamp = { now, now.wall_ms >= CLOCK_PLAUSIBLE_MS };
    return ledger_boot(j->ledger, &j->home, &stamp, NULL);
}

static void run_open(void *payload)
{
    struct opening *o = payload;
    o->failed = o->journal->opened = open_all(o->journal, o->now);
}

static void done_open(void *payload)
{
    struct opening *o = payload;
    o->journal->ready = o->failed;
    struct journal_answer answer = { JOURNAL_OPENED, o->failed };
    o->journal->told(o->journal->self, &answer);
}

static void answer_full(struct journal *j, uint32_t ticket)
{
    log_error("an event could not be written: the worker has no room for it");
    struct journal_answer answer = { ticket, FAIL_FULL };
    j->told(j->self, &answer);
}

void journal_start(struct journal *j, struct worker *worker, const struct moment *now)
{
    j->worker = worker;
    j->opened = j->ready = FAIL_BUSY;
    struct opening opening = { .journal = j, .now = *now };
    struct job job = { run_open, done_open, &opening, sizeof opening };
    if (worker_post(worker, &job) != FAIL_OK)
        answer_full(j, JOURNAL_OPENED);
}

static void run_write(void *payload)
{
    struct writing *w = payload;
    struct journal *j = w->journal;
    w->failed = j->opened;
    if (j->opened != FAIL_OK)
        return;
    /* The slot is where it stays: now the offsets can become slices. */
    for (uint32_t i = 0; i < w->count; i++)
        event_draft_rebase(&w->drafts[i], w->texts);
    struct ledger_write write = { w->drafts,
                                  w->count,
                                  { w->now, w->now.wall_ms >= CLOCK_PLAUSIBLE_MS } };
    arena_reset(&j->home);
    w->failed = ledger_append_all(j->ledger, &j->home, &write, NULL);
}

static void done_write(void *payload)
{
    struct writing *w = payload;
    struct journal_answer answer = { w->ticket, w->failed };
    w->journal->told(w->journal->self, &answer);
}

void journal_write(struct journal *j, const struct journal_entry *entry)
{
    struct writing w = { .journal = j, .now = entry->now, .ticket = entry->ticket };
    must(entry->count > 0 && entry->count <= DRAFTS_MAX);
    for (size_t i = 0; i < entry->count; i++) {
        w.drafts[i] = entry->drafts[i];
        size_t took = event_draft_pack(&w.drafts[i], w.texts, w.texts_len, TEXTS_BYTES_MAX);
        if (took == SIZE_MAX) {
            log_error("an event is larger than any that can be written");
            struct journal_answer answer = { entry->ticket, FAIL_LIMIT };
            j->told(j->self, &answer);
            return;
        }
        w.texts_len = took;
    }
    w.count = (uint32_t)entry->count;
    struct job job = { run_write, done_write, &w, sizeof w };
    if (worker_post(j->worker, &job) != FAIL_OK)
        answer_full(j, entry->ticket);
}

/* ---- the identity ---- */

static void run_refresh(void *payload)
{
    struct refreshing *r = payload;
    const struct journal *j = r->journal;
    struct identity_options who = { .folder = j->options.data, .kiosk_id = j->options.kiosk_id };
    r->failed = j->opened == FAIL_OK ? identity_open(&r->identity, &who) : j->opened;
}

/* What cannot be read now leaves what is there. */
static void done_refresh(void *payload)
{
    struct refreshing *r = payload;
    if (r->failed == FAIL_OK)
        r->journal->identity = r->identity;
    identity_close(&r->identity); /* its secrets are not kept twice */
}

void journal_refresh_identity(struct journal *j)
{
    struct refreshing refreshing = { .journal = j };
    struct job job = { run_refresh, done_refresh, &refreshing, sizeof refreshing };
    if (j->ready == FAIL_OK && worker_post(j->worker, &job) != FAIL_OK)
        log_warn("no room for reading the keys again; it will be tried after the next sync");
}

/* ---- a quiet moment ---- */

static void run_tidy(void *payload)
{
    struct journal *j = *(struct journal **)payload;
    if (j->opened == FAIL_OK && ledger_tidy(j->ledger) != FAIL_OK)
        log_warn("the ledger's log could not be tidied; it will be tried again");
}

void journal_tidy(struct journal *j)
{
    struct job job = { run_tidy, NULL, &j, sizeof j };
    if (worker_post(j->worker, &job) != FAIL_OK)
        log_warn("no room for tidying; it will be tried again");
    journal_refresh_identity(j);
}

const struct identity *journal_identity(const struct journal *j)
{
    return j->ready == FAIL_OK ? &j->identity : NULL;
}

void journal_finish(struct journal *j)
{
    ledger_close(j->ledger);
    identity_close(&j->identity);
    arena_finish(&j->home);
}
