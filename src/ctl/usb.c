/* usb sync: exactly what the officer's button does. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "ctl/pack.h"
#include "sync/usb.h"

/* What the ports are given. */
struct sync_view {
    struct ctl *ctl;
    bool bar, told;
    enum usb_phase phase; /* told last */
};

static struct stamp stamp_now(void *self)
{
    return ctl_stamp(((struct sync_view *)self)->ctl);
}

static bool check_settings(void *self, str yaml, char *why)
{
    (void)self;
    return config_check_sentence(yaml, why, USB_WHY_BYTES);
}

/* ---- progress ---- */

#define BAR_LETTERS 30u

/* «1.234/5.000 events», or nothing where nothing is counted. */
static void format_counts(const struct usb_progress *p, char *out, size_t size)
{
    static const char *const units[] = { [USB_UNIT_NONE] = "",
                                         [USB_UNIT_FILES] = "files",
                                         [USB_UNIT_EVENTS] = "events",
                                         [USB_UNIT_BYTES] = "KiB" };
    uint64_t part = p->unit == USB_UNIT_BYTES ? 1024 : 1;
    out[0] = 0;
    if (p->unit != USB_UNIT_NONE && p->total)
        snprintf(out, size, " (%" PRIu64 "/%" PRIu64 " %s)", (p->done + part - 1) / part,
                 (p->total + part - 1) / part, units[p->unit]);
}

static void show_bar(const struct usb_progress *p)
{
    char bar[BAR_LETTERS + 1], counts[64];
    uint64_t filled = p->phase == USB_PHASE_DONE ? BAR_LETTERS : 0;
    if (p->total)
        filled = p->done >= p->total ? BAR_LETTERS : p->done * BAR_LETTERS / p->total;
    for (size_t i = 0; i < BAR_LETTERS; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR_LETTERS] = 0;
    format_counts(p, counts, sizeof counts);
    fprintf(stderr, "\r[%s] %.*s%s\033[K%s", bar, STR_ARG(p->en), counts,
            p->phase == USB_PHASE_DONE ? "\n" : "");
}

/* Each step once, where no bar can be drawn. */
static void show_line(struct sync_view *view, const struct usb_progress *p)
{
    if (view->told && view->phase == p->phase)
        return;
    printf("%.*s\n", STR_ARG(p->en));
    fflush(stdout);
}

/* One object a line, before the report's. */
static void show_json(const struct usb_progress *p)
{
    static const char *const units[] = { [USB_UNIT_NONE] = "",
                                         [USB_UNIT_FILES] = "file",
                                         [USB_UNIT_EVENTS] = "event",
                                         [USB_UNIT_BYTES] = "byte" };
    printf("{\"phase\":\"%.*s\",\"unit\":\"%s\",\"done\":%" PRIu64 ",\"total\":%" PRIu64 "}\n",
           STR_ARG(p->name), units[p->unit], p->done, p->total);
    fflush(stdout);
}

static void show_progress(void *self, const struct usb_progress *p)
{
    struct sync_view *view = self;
    if (view->ctl->json)
        show_json(p);
    else if (view->bar)
        show_bar(p);
    else
        show_line(view, p);
    view->told = true;
    view->phase = p->phase;
}

/* ---- the report ---- */

static void print_json(const struct usb_report *r, const struct packs_waited *packs, bool done)
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
    json_object_set_new(root, "grant_taken", json_boolean(r->grant_taken));
    json_object_set_new(root, "settings_version", json_integer((json_int_t)r->settings_version));
    json_object_set_new(root, "packs_received", json_integer(r->packs_received));
    json_object_set_new(root, "packs_installed", json_integer(packs->installed));
    json_object_set_new(root, "packs_refused", json_integer(packs->refused));
    json_object_set_new(root, "report_written", json_boolean(r->report_written));
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

static void print_text(const struct usb_report *r, const struct packs_waited *packs)
{
    printf("%u receipt(s) taken: %" PRIu64 " more events are at the hub\n", r->receipts_taken,
           r->events_delivered);
    printf("%u batch(es) written with %" PRIu64 " events, %u kept, %u delivered and removed\n",
           r->batches_written, r->events_written, r->batches_kept, r->batches_removed);
    if (r->request_written)
        puts("the stick asks the hub to enrol this kiosk");
    if (r->grant_taken)
        puts("the hub's keys for this kiosk were taken");
    if (r->settings_version)
        printf("settings of version %" PRIu64 " were taken; they count from the next start\n",
               r->settings_version);
    if (r->packs_received)
        printf("%u pack(s) of lessons received\n", r->packs_received);
    if (packs->installed)
        printf("%u pack(s) of lessons installed\n", packs->installed);
    if (packs->refused)
        printf("%u pack(s) of lessons not installed: %s\n", packs->refused, packs->why);
    if (r->swept)
        printf("%u half-written file(s) swept\n", r->swept);
    for (uint32_t i = 0; i < r->ignored_count && i < USB_IGNORED_MAX; i++)
        printf("ignored %s: %s\n", r->ignored[i].file, r->ignored[i].why);
    printf("%" PRIu64 " learning event(s) wait for the hub's receipt\n", r->learning_waiting);
}

static enum ctl_exit run_sync(struct ctl *ctl, struct identity *identity, struct usb_report *report)
{
    struct sync_view view = { .ctl = ctl, .bar = isatty(STDERR_FILENO) };
    struct sign_public signers[PACKS_SIGNERS_MAX];
    struct packs_waited waited = { 0 };
    struct usb_sync sync = { .stick = ctl->word,
                             .identity = identity,
                             .now = stamp_now,
                             .watch = show_progress,
                             .check = check_settings,
                             .self = &view,
                             .pack_signers = signers,
                             .pack_signer_count = packs_signers(&ctl->config, NULL, signers),
                             .about = { .unit_name = ctl->config.unit_name,
                                        .ward_name = ctl->config.ward_name,
                                        .area_word = ctl->config.area_word } };
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
    struct packs packs = pack_trust(ctl);
    struct stamp stamp = ctl_stamp(ctl);
    if (failed == FAIL_OK)
        failed = packs_install_waiting(&packs, sync.ledger, &stamp, &waited);
    log_set_level(LOG_LEVEL_WARN);
    if (failed != FAIL_OK && view.bar && !ctl->json && view.told)
        fputc('\n', stderr);
    views_close(sync.views);
    ledger_close(sync.ledger);
    if (ctl->json)
        print_json(report, &waited, failed == FAIL_OK);
    else if (failed == FAIL_OK)
        print_text(report, &waited);
    return failed == FAIL_OK
               ? CTL_DONE
               : ctl_refuse("%s", report->why_en[0] ? report->why_en : fail_en(failed).ptr);
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
