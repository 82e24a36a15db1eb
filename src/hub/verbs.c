#include "hub/verbs.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"
#include "hub/ingest.h"
#include "hub/runs.h"
#include "report/tally.h"
#include "wire/body.h"

enum exit_code refuse(const char *format, ...)
{
    va_list args;
    fputs("tramso-hub: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return EXIT_REFUSED;
}

static void print_json(json_t *root)
{
    json_dumpf(root, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(root);
}

static json_t *text_json(str text)
{
    json_t *value = json_stringn(text.ptr ? text.ptr : "", text.len);
    return value ? value : json_string("?"); /* a stick's file name need not be UTF-8 */
}

/* ---- init, enrol ---- */

static enum exit_code print_code(const struct command *command, struct hub *hub)
{
    str code;
    enum fail failed = hub_make_code(hub, command->home, &code);
    if (failed == FAIL_FORMAT)
        return refuse("the ward's id, name or address cannot stand in an enrolment code");
    if (failed != FAIL_OK)
        return EXIT_REFUSED; /* the storage has logged its sentence */
    if (command->json) {
        json_t *root = json_object();
        json_object_set_new(root, "code", text_json(code));
        json_object_set_new(root, "valid_minutes", json_integer(ENROL_VALID_MS / 60000));
        print_json(root);
    } else {
        printf("%.*s\n", STR_ARG(code));
        fprintf(stderr,
                "For one kiosk, within %d minutes: tramsoctl --data KIOSK_DATA enrol CODE\n",
                (int)(ENROL_VALID_MS / 60000));
    }
    return EXIT_DONE;
}

enum exit_code verb_init(const struct command *command)
{
    struct hub hub;
    struct hub_ward ward = command->ward;
    if (utf8_to_nfc(command->home, command->ward.name, &ward.name) != FAIL_OK || !ward.name.len ||
        ward.name.len > ENROL_WARD_NAME_MAX)
        return refuse("--ward-name must be valid text of at most %u bytes", ENROL_WARD_NAME_MAX);
    if (!id_kiosk_valid(ward.id))
        return refuse("--ward-id may hold only small letters a-z, digits and -, at most 32");
    if (ward.address.len > ENROL_ADDRESS_MAX ||
        (ward.address.len && !str_starts(ward.address, S("https://"))))
        return refuse("--address must begin with https:// and have at most %u letters",
                      ENROL_ADDRESS_MAX);
    if (hub_init(&hub, command->home, &command->place, &ward, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    enum exit_code code = print_code(command, &hub);
    hub_close(&hub);
    return code;
}

enum exit_code verb_enrol(const struct command *command)
{
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    enum exit_code code = print_code(command, &hub);
    hub_close(&hub);
    return code;
}

/* ---- ingest ---- */

static void print_ingest_json(const struct ingest_report *report, bool done)
{
    json_t *root = json_object(), *notes = json_array();
    json_object_set_new(root, "done", json_boolean(done));
    json_object_set_new(root, "enrolled", json_integer(report->enrolled));
    json_object_set_new(root, "batches", json_integer(report->batches));
    json_object_set_new(root, "known", json_integer(report->known));
    json_object_set_new(root, "events", json_integer((json_int_t)report->events));
    json_object_set_new(root, "quarantined", json_integer(report->quarantined));
    json_object_set_new(root, "forks", json_integer(report->forks));
    json_object_set_new(root, "receipts", json_integer(report->receipts));
    for (uint32_t i = 0; i < report->note_count && i < INGEST_NOTES_MAX; i++) {
        json_t *note = json_object();
        json_object_set_new(note, "file", text_json(str_of(report->notes[i].file)));
        json_object_set_new(note, "why", text_json(str_of(report->notes[i].why)));
        json_array_append_new(notes, note);
    }
    json_object_set_new(root, "notes", notes);
    print_json(root);
}

static void print_ingest_text(const struct ingest_report *report)
{
    printf("%u kiosk(s) enrolled, %u batch(es) with %" PRIu64 " new events, %u known already, "
           "%u quarantined, %u receipt(s) written\n",
           report->enrolled, report->batches, report->events, report->known, report->quarantined,
           report->receipts);
    for (uint32_t i = 0; i < report->note_count && i < INGEST_NOTES_MAX; i++)
        printf("%s: %s\n", report->notes[i].file, report->notes[i].why);
    if (report->note_count > INGEST_NOTES_MAX)
        printf("and %u more\n", report->note_count - INGEST_NOTES_MAX);
}

enum exit_code verb_ingest(const struct command *command)
{
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    struct ingest_report *report = arena_new(command->home, struct ingest_report, 1);
    /* Every refusal is in the report; the leaves' own lines would say it twice. */
    log_set_level(LOG_LEVEL_NONE);
    enum fail failed = ingest_stick(&hub, command->argument, report);
    log_set_level(LOG_LEVEL_WARN);
    hub_close(&hub);
    if (command->json)
        print_ingest_json(report, failed == FAIL_OK);
    else if (failed == FAIL_OK || report->note_count || report->batches)
        print_ingest_text(report);
    return failed == FAIL_OK ? EXIT_DONE : refuse("%s", report->why);
}

/* ---- kiosks ---- */

struct listing {
    struct hub *hub;
    arena *home;
    json_t *rows;
    struct hub_kiosk *kiosks;
    size_t count, cap;
};

static bool collect(void *self, const struct hub_kiosk *kiosk)
{
    struct listing *list = self;
    if (list->count == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 32;
        struct hub_kiosk *bigger = arena_new(list->home, struct hub_kiosk, list->cap);
        if (list->count)
            memcpy(bigger, list->kiosks, list->count * sizeof *bigger);
        list->kiosks = bigger;
    }
    list->kiosks[list->count++] = *kiosk;
    return true;
}

static json_t *time_json(arena *home, int64_t wall_ms)
{
    return wall_ms ? text_json(clock_rfc3339(home, wall_ms)) : json_null();
}

/* Numbers that no run holds below the highest one: events that are still on their way. */
static uint64_t missing(const struct receipt_range *runs, size_t count)
{
    uint64_t reached = 0, gaps = 0;
    for (size_t i = 0; i < count; i++) {
        if (runs[i].first_seq > reached + 1)
            gaps += runs[i].first_seq - reached - 1;
        if (runs[i].last_seq > reached)
            reached = runs[i].last_seq;
    }
    return gaps;
}

static enum fail list_kiosk(struct listing *list, const struct hub_kiosk *kiosk)
{
    struct hub_store *store = &list->hub->store;
    struct receipt_range *runs = arena_new(list->home, struct receipt_range, HUB_RUNS_MAX);
    size_t count;
    enum fail failed = store->ops->runs(store, kiosk->installation, runs, HUB_RUNS_MAX, &count);
    if (failed != FAIL_OK)
        return failed;
    uint64_t last_seq = 0;
    for (size_t i = 0; i < count; i++)
        if (runs[i].last_seq > last_seq)
            last_seq = runs[i].last_seq;
    json_t *row = json_object();
    json_object_set_new(row, "kiosk", text_json(str_of(kiosk->kiosk)));
    json_object_set_new(row, "key",
                        text_json(key_id_text(list->home, seal_key_id(kiosk->key.bytes))));
    json_object_set_new(row, "enrolled", time_json(list->home, kiosk->enrolled_ms));
    json_object_set_new(row, "last_ingest", time_json(list->home, kiosk->last_ingest_ms));
    json_object_set_new(row, "last_seq", json_integer((json_int_t)last_seq));
    json_object_set_new(row, "missing", json_integer((json_int_t)missing(runs, count)));
    json_object_set_new(row, "forked", json_boolean(runs_forked(runs, count)));
    json_array_append_new(list->rows, row);
    return FAIL_OK;
}

static bool add_quarantined(void *self, const struct hub_quarantine *entry)
{
    json_t *row = json_object();
    json_object_set_new(row, "file", text_json(entry->source));
    json_object_set_new(row, "why", text_json(entry->reason));
    json_array_append_new(self, row);
    return true;
}

static const char *member(const json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    return text ? text : "never";
}

static void print_kiosks(const json_t *kiosks, const json_t *quarantined)
{
    size_t i;
    json_t *row;
    if (json_array_size(kiosks) == 0)
        puts("no kiosk is enrolled yet; `tramso-hub enrol` prints a code for one");
    json_array_foreach(kiosks, i, row)
        printf("%s (key %s): last ingest %s, events up to %" JSON_INTEGER_FORMAT
               ", %" JSON_INTEGER_FORMAT " missing%s\n",
               member(row, "kiosk"), member(row, "key"), member(row, "last_ingest"),
               json_integer_value(json_object_get(row, "last_seq")),
               json_integer_value(json_object_get(row, "missing")),
               json_is_true(json_object_get(row, "forked")) ? ", MORE THAN ONE HISTORY" : "");
    json_array_foreach(quarantined, i, row)
        printf("quarantined %s: %s\n", member(row, "file"), member(row, "why"));
}

enum exit_code verb_kiosks(const struct command *command)
{
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    struct listing list = { .hub = &hub, .home = command->home, .rows = json_array() };
    json_t *root = json_object(), *quarantined = json_array();
    json_object_set_new(root, "kiosks", list.rows);
    json_object_set_new(root, "quarantined", quarantined);
    enum fail failed = hub.store.ops->kiosks(&hub.store, collect, &list);
    for (size_t i = 0; failed == FAIL_OK && i < list.count; i++)
        failed = list_kiosk(&list, &list.kiosks[i]);
    if (failed == FAIL_OK)
        failed = hub.store.ops->quarantined(&hub.store, add_quarantined, quarantined);
    hub_close(&hub);
    if (failed == FAIL_OK && !command->json)
        print_kiosks(list.rows, quarantined);
    if (failed == FAIL_OK && command->json)
        print_json(root);
    else
        json_decref(root);
    return failed == FAIL_OK ? EXIT_DONE : EXIT_REFUSED;
}

/* ---- report ---- */

struct counting {
    struct tally tally;
    arena scratch;
};

static bool count_event(void *self, const struct hub_event *row)
{
    struct counting *counting = self;
    struct event_body body;
    if (body_read(&counting->scratch, row->event->body, &body) != FAIL_OK)
        body = event_body_none();
    tally_add(&counting->tally, row->kiosk, row->event, &body);
    arena_reset(&counting->scratch);
    return true;
}

static bool count_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    struct counting *counting = self;
    tally_add_kiosk(&counting->tally, str_of(kiosk->kiosk));
    return true;
}

static bool read_period(const struct command *command, struct period *out)
{
    enum period_kind kind = command->period.len ? period_kind_find(command->period) : PERIOD_ALL;
    if (kind == PERIOD_KIND_COUNT)
        return false;
    if (command->date.len == 0) {
        *out = period_of(kind, command->now_ms);
        return true;
    }
    return period_parse(kind, command->date, out) == FAIL_OK;
}

enum exit_code verb_report(const struct command *command)
{
    struct period period;
    if (!read_period(command, &period)) {
        refuse("--period is day, week, month, quarter, half, year or all, with a --date like "
               "2026-11-22, 2026-11, 2026-Q4, 2026-H2 or 2026");
        return EXIT_USAGE;
    }
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    struct counting counting = { 0 };
    tally_init(&counting.tally, command->home, period);
    enum fail failed = hub.store.ops->kiosks(&hub.store, count_kiosk, &counting);
    if (failed == FAIL_OK)
        failed = hub.store.ops->events(&hub.store, count_event, &counting);
    hub_close(&hub);
    arena_finish(&counting.scratch);
    if (failed != FAIL_OK)
        return EXIT_REFUSED;
    tally_finish(&counting.tally);
    if (command->json)
        tally_print_json(&counting.tally, stdout);
    else
        tally_print_text(&counting.tally, stdout);
    return EXIT_DONE;
}
