#include "hub/verbs.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/utf8.h"
#include "hub/code_picture.h"
#include "hub/ingest.h"
#include "hub/runs.h"

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

void print_json(json_t *root)
{
    json_dumpf(root, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(root);
}

json_t *text_json(str text)
{
    json_t *value = json_stringn(text.ptr ? text.ptr : "", text.len);
    return value ? value : json_string("?"); /* a stick's file name need not be UTF-8 */
}

/* ---- init, enrol ---- */

/* The file holds a one-time secret for a quarter of an hour, so it is its owner's only. */
static enum exit_code write_png(const struct command *command, str code)
{
    str png;
    enum fail failed = code_picture_png(command->home, code, &png);
    if (failed == FAIL_LIMIT)
        return refuse("the code is too long for a picture: shorten the ward's name or the address");
    if (failed == FAIL_OK)
        failed = file_write_durable(command->png, png, 0600);
    return failed == FAIL_OK ? EXIT_DONE
                             : refuse("%.*s cannot be written: %.*s", STR_ARG(command->png),
                                      STR_ARG(fail_en(failed)));
}

static enum exit_code print_code_text(const struct command *command, str code)
{
    str lines;
    if (command->qr) {
        if (code_picture_terminal(command->home, code, &lines) != FAIL_OK)
            return refuse("the code is too long for a picture: shorten the ward's name or the "
                          "address");
        fwrite(lines.ptr, 1, lines.len, stdout);
    }
    printf("%.*s\n", STR_ARG(code));
    fprintf(stderr, "For one kiosk, within %d minutes: tramsoctl --data KIOSK_DATA enrol CODE\n",
            (int)(ENROL_VALID_MS / 60000));
    return EXIT_DONE;
}

static enum exit_code print_code(const struct command *command, struct hub *hub)
{
    str code;
    enum fail failed = hub_make_code(hub, command->home, &code);
    if (failed == FAIL_FORMAT)
        return refuse("the ward's id, name or address cannot stand in an enrolment code");
    if (failed != FAIL_OK)
        return EXIT_REFUSED; /* the storage has logged its sentence */
    enum exit_code done = command->png.len ? write_png(command, code) : EXIT_DONE;
    if (done != EXIT_DONE)
        return done;
    if (!command->json)
        return print_code_text(command, code);
    json_t *root = json_object();
    json_object_set_new(root, "code", text_json(code));
    json_object_set_new(root, "valid_minutes", json_integer(ENROL_VALID_MS / 60000));
    print_json(root);
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
    json_object_set_new(root, "grants", json_integer(report->grants));
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

static enum exit_code use_stick(const struct command *command,
                                enum fail (*use)(struct hub *hub, str stick,
                                                 struct ingest_report *report))
{
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    struct ingest_report *report = arena_new(command->home, struct ingest_report, 1);
    /* Every refusal is in the report; the leaves' own lines would say it twice. */
    log_set_level(LOG_LEVEL_NONE);
    enum fail failed = use(&hub, command->argument, report);
    log_set_level(LOG_LEVEL_WARN);
    hub_close(&hub);
    if (command->json)
        print_ingest_json(report, failed == FAIL_OK);
    else if (failed == FAIL_OK || report->note_count || report->batches)
        print_ingest_text(report);
    return failed == FAIL_OK ? EXIT_DONE : refuse("%s", report->why);
}

enum exit_code verb_ingest(const struct command *command)
{
    return use_stick(command, ingest_stick);
}

enum exit_code verb_receipts(const struct command *command)
{
    return use_stick(command, ingest_stick_receipts);
}
