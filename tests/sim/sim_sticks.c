/* Kiosks, sticks and a hub in any order, with everything that happens to sticks. sim_sticks FIRST
 * COUNT
 *
 * Each seed plays some kiosks that are used, synced, pulled out in the middle of a sync, have their
 * disk image restored and their clocks set wrong, and sticks that are damaged, wiped, swapped for
 * old copies and carried to a hub that may be killed. At every step a kiosk's status must be true:
 * what it calls delivered, the hub holds. After a last healthy round the hub holds every event that
 * any kiosk's ledger has, none twice, none invented. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "hub/hub.h"
#include "hub/ingest.h"
#include "sync/usb.h"

#define KIOSKS 3
#define STICKS 3
#define STEPS 60
#define START_MS 1795312800000ll

/* A set of event ids: filled, sorted once, searched. */
struct ids {
    uint8_t (*items)[EVENT_ID_BYTES];
    size_t count, cap;
};

struct kiosk {
    char name[16];
    str data;
    struct ledger *ledger;
    struct views *views;
    struct identity identity;
    struct stamp stamp;
    unsigned boots;
    bool image; /* a disk image was kept */
};

struct world {
    arena home;
    char folder[64];
    uint64_t seed, random;
    struct hub_place place;
    struct kiosk kiosks[KIOSKS];
    struct ids ever; /* every event that any ledger was ever told to keep */
    int kill_at, calls;
    struct kiosk *syncing;
};

_Noreturn static void wrong(const struct world *w, const char *what)
{
    fprintf(stderr, "seed %" PRIu64 ": %s (kept: %s)\n", w->seed, what, w->folder);
    exit(1);
}

static uint32_t below(struct world *w, uint32_t bound)
{
    return random_below(&w->random, bound);
}

/* ---- sets ---- */

static void ids_add(struct ids *ids, const uint8_t id[EVENT_ID_BYTES])
{
    if (ids->count == ids->cap) {
        ids->cap = ids->cap ? ids->cap * 2 : 1024;
        ids->items = realloc(ids->items, ids->cap * sizeof *ids->items);
        if (!ids->items)
            abort();
    }
    memcpy(ids->items[ids->count++], id, EVENT_ID_BYTES);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, EVENT_ID_BYTES);
}

static void ids_sort(struct ids *ids)
{
    if (ids->count)
        qsort(ids->items, ids->count, EVENT_ID_BYTES, by_bytes);
}

static bool ids_has(const struct ids *ids, const uint8_t id[EVENT_ID_BYTES])
{
    return ids->count && bsearch(id, ids->items, ids->count, EVENT_ID_BYTES, by_bytes);
}

/* ---- kiosks ---- */

static struct stamp tick(void *self)
{
    struct world *w = self;
    struct stamp *stamp = &w->syncing->stamp;
    stamp->now.wall_ms += 500;
    stamp->now.mono_ms += 500;
    return *stamp;
}

static void watch(void *self, const struct usb_progress *progress)
{
    struct world *w = self;
    (void)progress;
    if (w->kill_at && ++w->calls == w->kill_at)
        _exit(42);
}

static void open_kiosk(struct world *w, struct kiosk *k, bool reboot)
{
    k->boots += reboot;
    struct ledger_options ledger = {
        .path = file_join(&w->home, k->data, S(LEDGER_FILE_NAME)),
        .boot_id = arena_printf(&w->home, "%s-%u", k->name, k->boots),
        .version = S("sim"),
    };
    struct views_options views = { .path = file_join(&w->home, k->data, S(VIEWS_FILE_NAME)) };
    struct identity_options identity = { .folder = k->data, .kiosk_id = str_of(k->name) };
    if (file_make_folder(k->data, true) != FAIL_OK || ledger_open(&k->ledger, &ledger) != FAIL_OK ||
        views_open(&k->views, &views) != FAIL_OK ||
        identity_open(&k->identity, &identity) != FAIL_OK)
        wrong(w, "a kiosk does not start");
}

static void close_kiosk(struct kiosk *k)
{
    views_close(k->views);
    ledger_close(k->ledger);
    identity_close(&k->identity);
    k->views = NULL;
    k->ledger = NULL;
}

static bool note_id(void *self, const struct event *event)
{
    ids_add(self, event->id);
    return true;
}

static void use(struct world *w, struct kiosk *k)
{
    static const enum event_type types[] = { EVENT_SESSION_STARTED, EVENT_LESSON_STARTED,
                                             EVENT_LESSON_COMPLETED, EVENT_SESSION_ENDED };
    struct event_draft drafts[12];
    struct ledger_write write = { drafts, 1 + below(w, 12), { { 0, 0 }, false } };
    arena scratch = { 0 };
    w->syncing = k;
    for (size_t i = 0; i < write.count; i++) {
        drafts[i] = (struct event_draft) { .type = types[below(w, 4)],
                                           .session = S("01890a5d-ac96-774b-bcce-b302099a8057"),
                                           .body = event_body_none() };
        drafts[i].body.lesson = S("L11");
        drafts[i].body.duration_ms = below(w, 300000);
    }
    write.stamp = tick(w);
    if (ledger_append_all(k->ledger, &scratch, &write, NULL) != FAIL_OK)
        wrong(w, "a kiosk cannot write down what happened");
    arena_finish(&scratch);
}

static void set_clock(struct world *w, struct kiosk *k)
{
    static const int64_t walls[] = { 0, START_MS - 86400000, START_MS + 86400000, START_MS };
    uint32_t pick = below(w, 4);
    k->stamp.now.wall_ms = walls[pick] + below(w, 1000000);
    k->stamp.clock_sure = pick == 3;
}

/* Everything the ledger holds now is remembered before anything can take it away. */
static void remember(struct world *w, struct kiosk *k)
{
    if (ledger_read(k->ledger, 1, 0, note_id, &w->ever) != FAIL_OK)
        wrong(w, "a ledger cannot be read");
}

static void run_command(struct world *w, const char *command)
{
    if (system(command) != 0)
        wrong(w, command);
}

static void replace_folder(struct world *w, str from, str to)
{
    run_command(w, arena_printf(&w->home, "rm -rf '%.*s' && cp -a '%.*s' '%.*s'", STR_ARG(to),
                                STR_ARG(from), STR_ARG(to))
                       .ptr);
}

/* Puts a kept disk image back, or keeps one for later. */
static void handle_image(struct world *w, struct kiosk *k)
{
    str image = arena_printf(&w->home, "%.*s.image", STR_ARG(k->data));
    remember(w, k);
    close_kiosk(k);
    if (k->image)
        replace_folder(w, image, k->data);
    else
        replace_folder(w, k->data, image);
    k->image = true;
    open_kiosk(w, k, true);
    /* People go on using it, past the numbers of the history that is gone. */
    for (uint32_t uses = below(w, 6); uses > 0; uses--)
        use(w, k);
}

/* ---- the hub ---- */

struct hub_set {
    struct ids ids;
    uint64_t events;
};

static bool note_hub_id(void *self, const struct hub_event *row)
{
    struct hub_set *set = self;
    set->events++;
    ids_add(&set->ids, row->event->id);
    return true;
}

static void read_hub(struct world *w, struct hub_set *set)
{
    struct hub hub;
    arena home = { 0 };
    if (hub_open(&hub, &home, &w->place, START_MS) != FAIL_OK ||
        hub.store.ops->events(&hub.store, note_hub_id, set) != FAIL_OK)
        wrong(w, "the hub cannot be read");
    ids_sort(&set->ids);
    for (size_t i = 1; i < set->ids.count; i++)
        if (by_bytes(set->ids.items[i - 1], set->ids.items[i]) == 0)
            wrong(w, "the hub holds an event twice");
    hub_close(&hub);
    arena_finish(&home);
}

static int ingest(struct world *w, str stick)
{
    struct hub hub;
    arena home = { 0 };
    struct ingest_report *report = arena_new(&home, struct ingest_report, 1);
    if (hub_open(&hub, &home, &w->place, START_MS + 1000) != FAIL_OK)
        wrong(w, "the hub does not start");
    enum fail failed = ingest_stick(&hub, stick, report);
    bool fine = failed == FAIL_OK || failed == FAIL_MISSING; /* a stick that no kiosk has seen */
    hub_close(&hub);
    arena_finish(&home);
    return fine ? 0 : 1;
}

static void carry_to_hub(struct world *w, str stick, bool kill_it)
{
    if (!kill_it) {
        if (ingest(w, stick) != 0)
            wrong(w, "the hub refuses a stick");
        return;
    }
    useconds_t after_us = below(w, 4000);
    pid_t child = fork();
    if (child == 0)
        _exit(ingest(w, stick));
    usleep(after_us);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* ---- sticks ---- */

static str stick_path(struct world *w, unsigned stick)
{
    return arena_printf(&w->home, "%s/stick-%u", w->folder, stick);
}

/* What a kiosk calls delivered, the hub must hold. */
struct delivered {
    const struct ids *held;
    uint64_t missing;
};

static bool check_held(void *self, const struct event *event)
{
    struct delivered *delivered = self;
    delivered->missing += !ids_has(delivered->held, event->id);
    return true;
}

static void check_status(struct world *w, struct kiosk *k)
{
    struct hub_set set = { 0 };
    struct outbox_state state;
    read_hub(w, &set);
    struct delivered delivered = { .held = &set.ids };
    str hub = key_id_text(&w->home, k->identity.hub_sign_id);
    if (views_update(k->views, k->ledger, 0) != FAIL_OK ||
        views_outbox(k->views, hub, &state) != FAIL_OK)
        wrong(w, "a status cannot be read");
    for (uint32_t i = 0; i < state.range_count; i++)
        if (ledger_read(k->ledger, state.ranges[i].first_seq, state.ranges[i].last_seq, check_held,
                        &delivered) != FAIL_OK)
            wrong(w, "a ledger cannot be read");
    if (delivered.missing)
        wrong(w, "a kiosk calls delivered what the hub does not hold");
    free(set.ids.items);
}

static enum fail run_sync(struct world *w, struct kiosk *k, str stick, struct usb_report *report)
{
    struct usb_sync sync = { .stick = stick,
                             .ledger = k->ledger,
                             .views = k->views,
                             .identity = &k->identity,
                             .now = tick,
                             .watch = watch,
                             .self = w };
    w->syncing = k;
    return usb_sync_run(&sync, report);
}

static void sync_kiosk(struct world *w, struct kiosk *k, str stick, bool pulled)
{
    static struct usb_report report;
    if (!pulled) {
        if (run_sync(w, k, stick, &report) != FAIL_OK)
            wrong(w, report.why_en);
        check_status(w, k);
        return;
    }
    int kill_at = 1 + (int)below(w, 9);
    remember(w, k);
    close_kiosk(k);
    pid_t child = fork();
    if (child == 0) {
        open_kiosk(w, k, false);
        w->kill_at = kill_at;
        _exit(run_sync(w, k, stick, &report) == FAIL_OK ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    open_kiosk(w, k, false);
    k->stamp.now.mono_ms += 60000; /* as much as the child can have used */
    k->stamp.now.wall_ms += 60000;
}

/* Changes, cuts or removes one file somewhere on the stick. */
static void damage(struct world *w, str stick)
{
    char command[512], path[256] = "";
    snprintf(command, sizeof command, "find '%s' -type f | sort", stick.ptr);
    FILE *list = popen(command, "r");
    char line[256];
    uint32_t seen = 0;
    while (list && fgets(line, sizeof line, list))
        if (below(w, ++seen) == 0)
            snprintf(path, sizeof path, "%.*s", (int)strcspn(line, "\n"), line);
    pclose(list);
    if (!path[0])
        return;
    uint32_t how = below(w, 3), at = below(w, 400);
    if (how == 0) {
        unlink(path);
    } else if (how == 1) {
        if (truncate(path, at) != 0)
            wrong(w, "truncate");
    } else {
        FILE *file = fopen(path, "r+b");
        fseek(file, (long)at, SEEK_SET);
        fputc((int)below(w, 256), file);
        fclose(file);
    }
}

/* An old copy of the stick comes back, or one is made. */
static void swap_for_copy(struct world *w, str stick)
{
    str copy = arena_printf(&w->home, "%.*s.copy", STR_ARG(stick));
    if (file_exists(copy))
        replace_folder(w, copy, stick);
    else
        replace_folder(w, stick, copy);
}

/* ---- a seed ---- */

static void start(struct world *w)
{
    arena *home = &w->home;
    snprintf(w->folder, sizeof w->folder, "/tmp/tramso-sim-XXXXXX");
    if (!mkdtemp(w->folder))
        wrong(w, "mkdtemp");
    w->place.data = arena_printf(home, "%s/hub", w->folder);
    struct hub_ward ward = { S("phuong-mau"), S("Phường Mẫu"), S("") };
    struct hub hub;
    if (hub_init(&hub, home, &w->place, &ward, START_MS) != FAIL_OK)
        wrong(w, "hub_init");
    for (unsigned i = 0; i < KIOSKS; i++) {
        struct kiosk *k = &w->kiosks[i];
        str code;
        snprintf(k->name, sizeof k->name, "tram-%02u", i + 1);
        k->data = arena_printf(home, "%s/%s", w->folder, k->name);
        k->stamp = (struct stamp) { { START_MS, 1000 }, true };
        open_kiosk(w, k, true);
        if (hub_make_code(&hub, home, &code) != FAIL_OK ||
            identity_set_hub(&k->identity, code) != FAIL_OK)
            wrong(w, "enrolment");
    }
    hub_close(&hub);
    for (unsigned i = 0; i < STICKS; i++)
        if (file_make_folder(stick_path(w, i), false) != FAIL_OK)
            wrong(w, "a stick");
}

static void step(struct world *w)
{
    struct kiosk *k = &w->kiosks[below(w, KIOSKS)];
    str stick = stick_path(w, below(w, STICKS));
    uint32_t pick = below(w, 100);
    if (pick < 40)
        use(w, k);
    else if (pick < 65)
        sync_kiosk(w, k, stick, below(w, 4) == 0);
    else if (pick < 82)
        carry_to_hub(w, stick, below(w, 4) == 0);
    else if (pick < 88)
        damage(w, stick);
    else if (pick < 91)
        swap_for_copy(w, stick);
    else if (pick < 93)
        set_clock(w, k);
    else
        handle_image(w, k);
}

/* The last notes of a sync wait for company and may stay behind; everything else must be there. */
static bool check_final(void *self, const struct event *event)
{
    struct delivered *delivered = self;
    bool note = event->type == EVENT_BATCH_EXPORTED || event->type == EVENT_RECEIPT_ACCEPTED ||
                event->type == EVENT_DEVICE_BOOTED;
    delivered->missing += !note && !ids_has(delivered->held, event->id);
    return true;
}

static void finish(struct world *w)
{
    static struct usb_report report;
    str stick = arena_printf(&w->home, "%s/last", w->folder);
    if (file_make_folder(stick, false) != FAIL_OK)
        wrong(w, "the last stick");
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < KIOSKS; i++)
            sync_kiosk(w, &w->kiosks[i], stick, false);
        carry_to_hub(w, stick, false);
    }
    struct hub_set set = { 0 };
    read_hub(w, &set);
    struct delivered delivered = { .held = &set.ids };
    for (size_t i = 0; i < KIOSKS; i++) {
        struct kiosk *k = &w->kiosks[i];
        if (run_sync(w, k, stick, &report) != FAIL_OK || report.learning_waiting)
            wrong(w, "something still waits after the last round");
        remember(w, k);
        if (ledger_read(k->ledger, 1, 0, check_final, &delivered) != FAIL_OK || delivered.missing)
            wrong(w, "the hub lacks events of a ledger");
        close_kiosk(k);
    }
    ids_sort(&w->ever);
    for (size_t i = 0; i < set.ids.count; i++)
        if (!ids_has(&w->ever, set.ids.items[i]))
            wrong(w, "the hub holds an event that no kiosk ever wrote");
    free(set.ids.items);
}

static void play(uint64_t seed)
{
    struct world *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->seed = seed;
    w->random = seed * 0x9e3779b97f4a7c15ull + 1;
    start(w);
    for (int i = 0; i < STEPS; i++)
        step(w);
    finish(w);
    run_command(w, arena_printf(&w->home, "rm -rf '%s'", w->folder).ptr);
    free(w->ever.items);
    arena_finish(&w->home);
    free(w);
}

int main(int argc, char **argv)
{
    uint64_t first = 1, count = 1;
    if (argc != 3 || !str_to_u64(str_of(argv[1]), &first) || !str_to_u64(str_of(argv[2]), &count)) {
        fputs("sim_sticks FIRST COUNT\n", stderr);
        return 2;
    }
    log_set_level(LOG_LEVEL_NONE);
    for (uint64_t seed = first; seed < first + count; seed++)
        play(seed);
    printf("%" PRIu64 " seeds: the hub held the union, once, at the end of each\n", count);
    return 0;
}
