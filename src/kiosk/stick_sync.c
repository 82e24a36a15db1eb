#define LOG_MODULE "stick"
#include "kiosk/stick_sync.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "content/config.h"
#include "kiosk/round.h"
#include "platform/worker.h"

struct stick_sync {
    struct stick_sync_options options;
    struct worker *worker; /* made at the first round: most days have none */
    bool busy;             /* the loop's own */
    /* the worker's own while busy */
    char stick[PATH_MAX];
    struct moment now;
    bool stands;
    struct usb_report report;
    struct packs_waited packs;
    enum fail failed;
    /* both threads' */
    pthread_mutex_t lock;
    struct usb_progress progress;
    bool moved;
};

/* ---- on the worker ---- */

static struct stamp stamp_now(void *self)
{
    const struct stick_sync *s = self;
    struct moment now = s->stands ? s->now : clock_now();
    return (struct stamp) { now, now.wall_ms >= CLOCK_PLAUSIBLE_MS };
}

static bool check_settings(void *self, str yaml, char *why)
{
    (void)self;
    return config_check_sentence(yaml, why, USB_WHY_BYTES);
}

static void on_progress(void *self, const struct usb_progress *progress)
{
    struct stick_sync *s = self;
    pthread_mutex_lock(&s->lock);
    s->progress = *progress;
    s->moved = true;
    pthread_mutex_unlock(&s->lock);
    s->options.wake(s->options.context);
}

/* What the stick has brought is tried and used at once; what cannot be used takes nothing away from
 * the round. */
static void install_packs(struct stick_sync *s, const struct usb_sync *sync)
{
    struct packs packs = *s->options.packs;
    struct stamp stamp = stamp_now(s);
    struct sign_public signers[PACKS_SIGNERS_MAX];
    packs.signers = signers;
    packs.signer_count = packs_signers(s->options.config, sync->identity, signers);
    if (packs_install_waiting(&packs, sync->ledger, &stamp, &s->packs) != FAIL_OK)
        log_warn("packs that wait could not all be installed; it will be tried again");
}

static enum fail open_and_run(struct stick_sync *s, arena *home)
{
    struct sign_public signers[PACKS_SIGNERS_MAX];
    struct kiosk_round round;
    struct round_options options = { .data = s->options.data,
                                     .boot_id = s->options.boot_id,
                                     .kiosk_id = s->options.kiosk_id,
                                     .hub_code = s->options.hub_code };
    enum fail failed = round_open_keys(&round, &options);
    if (failed == FAIL_OK)
        failed = round_open(&round, home, &options);
    struct usb_sync sync = { .stick = str_of(s->stick),
                             .ledger = round.ledger,
                             .views = round.views,
                             .identity = &round.identity,
                             .now = stamp_now,
                             .watch = on_progress,
                             .check = check_settings,
                             .self = s,
                             .pack_signers = signers,
                             .about = s->options.about };
    sync.pack_signer_count = packs_signers(s->options.config, NULL, signers);
    if (failed == FAIL_OK)
        failed = usb_sync_run(&sync, &s->report);
    if (failed == FAIL_OK)
        install_packs(s, &sync);
    round_close(&round);
    return failed;
}

static void run(void *payload)
{
    struct stick_sync *s = *(struct stick_sync **)payload;
    arena home = { 0 };
    memset(&s->report, 0, sizeof s->report);
    s->packs = (struct packs_waited) { 0 };
    s->failed = open_and_run(s, &home);
    if (s->failed != FAIL_OK && !s->report.why_vi[0]) {
        snprintf(s->report.why_vi, sizeof s->report.why_vi, "%.*s", STR_ARG(fail_vi(s->failed)));
        snprintf(s->report.why_en, sizeof s->report.why_en, "%.*s", STR_ARG(fail_en(s->failed)));
    }
    arena_finish(&home);
}

/* ---- on the loop ---- */

static void done(void *payload)
{
    struct stick_sync *s = *(struct stick_sync **)payload;
    s->busy = false;
    s->moved = false; /* the worker is at rest */
    struct stick_answer answer = { .failed = s->failed, .report = &s->report, .packs = &s->packs };
    s->options.told(s->options.self, &answer);
}

void stick_sync_open(struct stick_sync **out, const struct stick_sync_options *options)
{
    struct stick_sync *s = calloc(1, sizeof *s);
    must(s != NULL);
    s->options = *options;
    pthread_mutex_init(&s->lock, NULL);
    *out = s;
}

enum fail stick_sync_start(struct stick_sync *s, const struct stick_order *order)
{
    if (s->busy)
        return FAIL_BUSY;
    if (order->stick.len >= sizeof s->stick)
        return FAIL_LIMIT;
    if (!s->worker && worker_create(&s->worker, s->options.wake, s->options.context) != FAIL_OK) {
        log_error("the thread for sticks cannot be started");
        return FAIL_IO;
    }
    memcpy(s->stick, order->stick.ptr, order->stick.len);
    s->stick[order->stick.len] = 0;
    s->now = order->now;
    s->stands = order->stands;
    struct job job = { run, done, &s, sizeof s };
    enum fail failed = worker_post(s->worker, &job);
    s->busy = failed == FAIL_OK;
    return failed;
}

bool stick_sync_deliver(struct stick_sync *s)
{
    if (!s || !s->worker)
        return false;
    pthread_mutex_lock(&s->lock);
    bool moved = s->moved;
    struct usb_progress progress = s->progress;
    s->moved = false;
    pthread_mutex_unlock(&s->lock);
    if (moved) {
        struct stick_answer answer = { .progress = &progress };
        s->options.told(s->options.self, &answer);
    }
    return worker_deliver(s->worker) || moved;
}

void stick_sync_drain(struct stick_sync *s)
{
    if (s && s->worker)
        worker_drain(s->worker);
}

void stick_sync_close(struct stick_sync *s)
{
    if (!s)
        return;
    worker_destroy(s->worker);
    pthread_mutex_destroy(&s->lock);
    free(s);
}
