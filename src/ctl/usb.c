/* usb sync: exactly what the officer's button does. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "sync/usb.h"

static struct stamp stamp_now(void *self)
{
    return ctl_stamp(self);
}

/* A bar on a terminal; nothing where nobody looks. */
static void show_progress(void *self, const struct usb_progress *progress)
{
    (void)self;
    char bar[31];
    uint64_t filled = progress->phase == USB_PHASE_DONE ? 30 : 0;
    if (progress->total)
        filled = progress->done >= progress->total ? 30 : progress->done * 30 / progress->total;
    for (size_t i = 0; i < 30; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[30] = 0;
    fprintf(stderr, "\r[%s] %.*s\033[K%s", bar, STR_ARG(progress->en),
            progress->phase == USB_PHASE_DONE ? "\n" : "");
}

static void print_json(const struct usb_report *r, bool done)
{
    json_t *root = json_object(), *ignored = json_array();
    json_object_set_new(root, "done", json_boolean(done));
    json_object_set_new(root, "receipts_taken", json_integer(r->receipts_taken));
    json_object_set_new(root, "events_delivered", json_integer((json_int_t)r->events_delivered));
    json_object_set_new(root, "batches_written", json_integer(r->batches_written));
    json_object_set_new(root, "batches_kept", json_integer(r->batches_kept));
    json_object_set_new(root, "batches_removed", json_integer(r->batches_removed));
    json_object_set_new(root, "events_written", json_integer((json_int_t)r->events_written));
    json_object_set_new(root, "learning_waiting", json_integer((json_int_t)r->learning_waiting));
    json_object_set_new(root, "events_waiting", json_integer((json_int_t)r->events_waiting));
    json_object_set_new(root, "swept", json_integer(r->swept));
    json_object_set_new(root, "request_written", json_boolean(r->request_written));
    for (uint32_t i = 0; i < r->ignored_count && i < USB_IGNORED_MAX; i++) {
        json_t *row = json_object(), *name = json_string(r->ignored[i].file);
        json_object_set_new(row, "file", name ? name : json_string("?"));
        json_object_set_new(row, "why", json_string(r->ignored[i].why));
        json_array_append_new(ignored, row);
    }
    json_object_set_new(root, "ignored", ignored);
    json_dumpf(root, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(root);
}

static void print_text(const struct usb_report *r)
{
    printf("%u receipt(s) taken: %" PRIu64 " more events are at the hub\n", r->receipts_taken,
           r->events_delivered);
    printf("%u batch(es) written with %" PRIu64 " events, %u kept, %u delivered and removed\n",
           r->batches_written, r->events_written, r->batches_kept, r->batches_removed);
    if (r->request_written)
        puts("the stick asks the hub to enrol this kiosk");
    if (r->swept)
        printf("%u half-written file(s) swept\n", r->swept);
    for (uint32_t i = 0; i < r->ignored_count && i < USB_IGNORED_MAX; i++)
        printf("ignored %s: %s\n", r->ignored[i].file, r->ignored[i].why);
    printf("%" PRIu64 " learning event(s) wait for the hub's receipt\n", r->learning_waiting);
}

static enum ctl_exit run_sync(struct ctl *ctl, struct identity *identity, struct usb_report *report)
{
    struct usb_sync sync = { .stick = ctl->word,
                             .identity = identity,
                             .now = stamp_now,
                             .watch = !ctl->json && isatty(STDERR_FILENO) ? show_progress : NULL,
                             .self = ctl };
    enum fail failed = ctl_open_ledger(ctl, false, &sync.ledger);
    struct views_options options = { .path = ctl_path(ctl, S(VIEWS_FILE_NAME)) };
    if (failed == FAIL_OK)
        failed = views_open(&sync.views, &options);
    if (failed != FAIL_OK) {
        ledger_close(sync.ledger);
        return CTL_REFUSED;
    }
    /* The report carries the one sentence; the leaves' lines would say it twice. */
    log_set_level(LOG_LEVEL_NONE);
    failed = usb_sync_run(&sync, report);
    log_set_level(LOG_LEVEL_WARN);
    views_close(sync.views);
    ledger_close(sync.ledger);
    if (ctl->json)
        print_json(report, failed == FAIL_OK);
    else if (failed == FAIL_OK)
        print_text(report);
    return failed == FAIL_OK ? CTL_DONE : ctl_refuse("%s", report->why_en);
}

enum ctl_exit ctl_usb_sync(struct ctl *ctl)
{
    struct identity identity = { 0 };
    struct ledger *ledger;
    /* Looks first, so that a mistyped --data makes no kiosk out of nothing. */
    if (ctl_open_ledger(ctl, true, &ledger) != FAIL_OK)
        return CTL_REFUSED;
    ledger_close(ledger);
    if (ctl_open_identity(ctl, true, &identity) != FAIL_OK)
        return CTL_REFUSED;
    enum ctl_exit exit = CTL_DONE;
    if (!identity.enrolled && ctl->config.hub_code.len)
        exit = ctl_take_code(ctl, &identity, ctl->config.hub_code);
    struct usb_report *report = arena_new(ctl->home, struct usb_report, 1);
    if (exit == CTL_DONE)
        exit = run_sync(ctl, &identity, report);
    identity_close(&identity);
    return exit;
}
