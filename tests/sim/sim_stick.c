#include <ctype.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/must.h"
#include "base/folder.h"
#include "disk.h"
#include "sim.h"
#include "wire/batch.h"
#include "wire/stick.h"

/* No sync, however long, takes more of true time than this. */
#define VISIT_MS 60000

str stick_path(struct world *w, unsigned stick)
{
    return arena_printf(&w->home, "%s/stick-%u", w->folder, stick);
}

/* ---- visits ---- */

static void watch(void *self, const struct usb_progress *progress)
{
    struct world *w = self;
    (void)progress;
    if (w->kill_at && ++w->calls == w->kill_at)
        _exit(42);
}

static enum fail run_sync(struct world *w, struct sim_kiosk *k, str stick,
                          struct usb_report *report)
{
    struct usb_sync sync = { .stick = stick,
                             .ledger = k->ledger,
                             .views = k->views,
                             .identity = &k->identity,
                             .now = kiosk_tick,
                             .watch = watch,
                             .self = w };
    w->syncing = k;
    w->true_ms += 60000;
    return usb_sync_run(&sync, report);
}

/* The program is killed, or the power cut, at some step. */
static void visit_and_die(struct world *w, struct sim_kiosk *k, str stick)
{
    int kill_at = 1 + (int)sim_below(w, 9);
    w->tried[SIM_TRIED_PULLED]++;
    kiosk_note(w, k);
    kiosk_close(k);
    pid_t child = sim_fork(w);
    if (child == 0) {
        struct usb_report *report = arena_new(&w->home, struct usb_report, 1);
        kiosk_open(w, k, false);
        w->kill_at = kill_at;
        _exit(run_sync(w, k, stick, report) == FAIL_OK ? 0 : 1);
    }
    waitpid(child, NULL, 0);
    w->true_ms += 2 * VISIT_MS;
    kiosk_open(w, k, false);
}

/* The report's numbers are the ledger's. */
static void check_report(struct world *w, struct sim_kiosk *k, const struct usb_report *report)
{
    struct outbox_state state;
    str hub = key_id_text(&w->home, k->identity.hub_sign_id);
    if (views_update(k->views, k->ledger, 0) != FAIL_OK ||
        views_outbox(k->views, hub, &state) != FAIL_OK)
        sim_wrong(w, "a status cannot be read");
    if (report->events_waiting != state.waiting_count ||
        report->learning_waiting != state.waiting_learning)
        sim_wrong(w, "the stick's report says another number of waiting events than the status");
}

void stick_visit(struct world *w, struct sim_kiosk *k, str stick)
{
    uint32_t pick = w->healthy ? 99 : sim_below(w, 100);
    if (pick < 20) {
        visit_and_die(w, k, stick);
    } else {
        struct usb_report *report = calloc(1, sizeof *report);
        bool bad = pick < 40;
        w->tried[SIM_TRIED_STICK]++;
        w->tried[SIM_TRIED_DISK] += bad;
        if (bad)
            disk_trouble(stick.ptr, (enum disk_trouble)(DISK_FULL + sim_below(w, 3)),
                         sim_below(w, 60) * (sim_below(w, 2) ? 1 : 200));
        enum fail failed = run_sync(w, k, stick, report);
        if (failed != FAIL_OK && (!disk_refusals() || !report->why_vi[0] || !report->why_en[0])) {
            fprintf(stderr, "%.*s: %s\n", STR_ARG(fail_name(failed)), report->why_en);
            sim_wrong(w, "a sync ends without a reason, or for none");
        }
        disk_trouble(NULL, DISK_FINE, 0);
        if (failed == FAIL_OK)
            check_report(w, k, report);
        free(report);
    }
    kiosk_note(w, k);
    hub_look(w);
    check_status(w, k);
    stick_check_names(w, stick);
}

/* ---- what happens to sticks ---- */

/* Any file below the folder. */
static str pick_file(struct world *w, str stick)
{
    char command[256], line[512];
    str path = { 0 };
    uint32_t seen = 0;
    snprintf(command, sizeof command, "find '%s' -type f | sort", stick.ptr);
    FILE *list = popen(command, "r");
    while (list && fgets(line, sizeof line, list))
        if (sim_below(w, ++seen) == 0)
            path = arena_printf(&w->home, "%.*s", (int)strcspn(line, "\n"), line);
    pclose(list);
    return path;
}

/* Flips one bit in the first of its bytes, or anywhere in them. */
static void flip_bit(struct world *w, str path)
{
    FILE *file = fopen(path.ptr, "r+b");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        sim_wrong(w, "a file on the stick cannot be damaged");
    long size = ftell(file);
    if (size > 0) {
        long at = (long)sim_below(w, sim_below(w, 2) && size > 400 ? 400 : (uint32_t)size);
        fseek(file, at, SEEK_SET);
        int byte = fgetc(file);
        fseek(file, at, SEEK_SET);
        fputc(byte ^ 1 << sim_below(w, 8), file);
    }
    fclose(file);
}

void stick_damage_one(struct world *w, str stick)
{
    str path = pick_file(w, stick), other;
    if (str_empty(path))
        return;
    switch (sim_below(w, 6)) {
    case 0:
        unlink(path.ptr);
        break;
    case 1:
        if (truncate(path.ptr, sim_below(w, 500)) != 0)
            sim_wrong(w, "truncate");
        break;
    case 2: /* one file under another's name */
        other = pick_file(w, stick);
        sim_run_command(w, arena_printf(&w->home, "[ '%s' -ef '%s' ] || cp '%s' '%s'", path.ptr,
                                        other.ptr, path.ptr, other.ptr)
                               .ptr);
        break;
    case 3: /* half-written by a program that died */
        sim_run_command(w, arena_printf(&w->home, "cp '%s' '%s.tmp'", path.ptr, path.ptr).ptr);
        break;
    case 4: /* a PC's own rubbish beside it */
        sim_run_command(w, arena_printf(&w->home,
                                        "d='%s'; d=\"${d%%/*}\"; echo x >\"$d/Bản sao của (1).tsb\""
                                        "; echo x >\"$d/desktop.ini\"",
                                        path.ptr)
                               .ptr);
        break;
    default:
        flip_bit(w, path);
    }
}

void stick_swap(struct world *w, str stick)
{
    str copy = arena_printf(&w->home, "%.*s.copy", STR_ARG(stick));
    if (file_exists(copy))
        sim_replace_folder(w, copy, stick);
    else
        sim_replace_folder(w, stick, copy);
}

/* ---- names ---- */

static bool reserved(const char *name)
{
    static const char *const words[] = { "con", "prn", "aux", "nul" };
    size_t stem = strcspn(name, ".");
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (stem == 3 && strncasecmp(name, words[i], 3) == 0)
            return true;
    return stem == 4 && (strncasecmp(name, "com", 3) == 0 || strncasecmp(name, "lpt", 3) == 0) &&
           isdigit((unsigned char)name[3]);
}

/* What FAT32 and exFAT, and Windows on top of them, take as one name. */
static bool allowed(const char *name)
{
    size_t len = strlen(name);
    if (len == 0 || len > 255 || name[len - 1] == '.' || name[len - 1] == ' ' || reserved(name))
        return false;
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f || strchr("\"*/:<>?\\|", *at))
            return false;
    return true;
}

static void check_folder(struct world *w, const char *path)
{
    struct dirent **names;
    int count = scandir(path, &names, NULL, NULL);
    for (int i = 0; i < count; i++) {
        const char *name = names[i]->d_name;
        bool dots = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (!dots && !allowed(name))
            sim_wrong(w, "a name stands on the stick that FAT does not take");
        for (int j = 0; j < i; j++)
            if (strcasecmp(name, names[j]->d_name) == 0)
                sim_wrong(w, "two names on the stick are one on FAT");
    }
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(count >= 0 ? names : NULL);
}

void stick_check_names(struct world *w, str stick)
{
    char command[256], line[512];
    snprintf(command, sizeof command, "find '%s' -type d", stick.ptr);
    FILE *list = popen(command, "r");
    while (list && fgets(line, sizeof line, list)) {
        line[strcspn(line, "\n")] = 0;
        check_folder(w, line);
    }
    pclose(list);
}

/* ---- what it carried ---- */

struct carried {
    struct world *w;
    const struct hub *hub;
    arena scratch;
};

static const struct sim_kiosk *whose(const struct world *w, const struct batch_header *header)
{
    for (unsigned i = 0; i < w->scale->kiosks; i++) {
        const struct sim_kiosk *k = &w->kiosks[i];
        if (strcmp(k->name, header->kiosk) == 0 &&
            key_id_eq(seal_key_id(k->identity.sign.pub.bytes), header->kiosk_key))
            return k;
    }
    return NULL;
}

static void check_batch(struct carried *carried, str path)
{
    struct world *w = carried->w;
    str file;
    struct batch_header header;
    struct batch batch;
    if (file_read(&carried->scratch, path, BATCH_FILE_BYTES_MAX, &file) != FAIL_OK ||
        batch_read_header(file, &header, NULL) != FAIL_OK)
        return;
    const struct sim_kiosk *k = whose(w, &header);
    if (!k || k->revoked)
        return;
    struct batch_keys keys = { &k->identity.sign.pub, &carried->hub->box };
    if (batch_open(&carried->scratch, file, &keys, &batch) != FAIL_OK)
        return;
    for (uint32_t i = 0; i < batch.header.count; i++) {
        const struct fact *fact = facts_find(&w->facts, batch.events[i].id);
        if (!fact)
            sim_wrong(w, "a stick holds an event that no ledger ever had");
        if (!fact->held) {
            fprintf(stderr, "%.*s seq %" PRIu64 "\n", STR_ARG(path), batch.events[i].seq);
            sim_wrong(w, "a whole batch was carried to the hub and it lacks events of it");
        }
    }
}

void stick_check_held(struct world *w, str stick)
{
    char command[256], line[512];
    struct carried carried = { w, hub_process(w, 0), { 0 } };
    snprintf(command, sizeof command, "find '%s/" STICK_OUTBOX "' -name '*.tsb' 2>/dev/null | sort",
             stick.ptr);
    FILE *list = popen(command, "r");
    while (list && fgets(line, sizeof line, list)) {
        line[strcspn(line, "\n")] = 0;
        check_batch(&carried, str_of(line));
        arena_reset(&carried.scratch);
    }
    pclose(list);
    arena_finish(&carried.scratch);
}
