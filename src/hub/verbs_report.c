/* What the hub holds, counted (report) and as it is (export). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "hub/answer_parts.h"
#include "hub/verbs.h"
#include "report/count.h"
#include "report/xlsx.h"
#include "wire/row.h"
#include "wire/statement.h"

/* ---- report ---- */

struct reading {
    struct hub_store *store;
    count_visit *visit;
    void *visit_self;
};

static bool pass_on(void *self, const struct hub_event *row)
{
    const struct reading *reading = self;
    struct count_event counted = { row->installation, row->kiosk, row->stored_ms, row->event };
    return reading->visit(reading->visit_self, &counted);
}

static enum fail read_events(void *self, count_visit *visit, void *visit_self)
{
    struct reading reading = { self, visit, visit_self };
    return reading.store->ops->events(reading.store, pass_on, &reading);
}

static bool add_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    tally_add_kiosk(self, str_of(kiosk->kiosk));
    return true;
}

static enum exit_code read_period(const struct command *command, struct period *out)
{
    enum period_kind kind = command->period.len ? period_kind_find(command->period) : PERIOD_ALL;
    bool good = kind != PERIOD_KIND_COUNT;
    if (good)
        *out = period_of(kind, command->now_ms);
    if (good && command->date.len)
        good = period_parse(kind, command->date, out) == FAIL_OK;
    if (!good)
        refuse("--period is day, week, month, quarter, half, year or all, with a --date like "
               "2026-11-22, 2026-11, 2026-Q4, 2026-H2 or 2026");
    else if (command->out.len && !str_ends(command->out, S(".xlsx")) &&
             !str_ends(command->out, S(".csv")))
        refuse("--out ends in .xlsx or .csv, not «%.*s»", STR_ARG(command->out));
    else
        return EXIT_DONE;
    return EXIT_USAGE;
}

static enum exit_code give(const struct command *command, const struct hub *hub,
                           const struct tally *tally)
{
    if (command->json)
        tally_print_json(tally, stdout);
    else if (command->out.len == 0)
        tally_print_text(tally, stdout);
    if (command->out.len == 0)
        return EXIT_DONE;
    struct report_about about = { .ward_name = hub->ward_name, .made_ms = command->now_ms };
    enum fail failed = report_write(tally, &about, command->out);
    if (failed != FAIL_OK)
        return refuse("«%.*s» could not be written: %.*s", STR_ARG(command->out),
                      STR_ARG(fail_en(failed)));
    return EXIT_DONE;
}

enum exit_code verb_report(const struct command *command)
{
    struct period period;
    enum exit_code code = read_period(command, &period);
    if (code != EXIT_DONE)
        return code;
    struct hub hub;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    struct tally tally;
    struct count_source source = { read_events, &hub.store };
    tally_init(&tally, command->home, period);
    enum fail failed = hub.store.ops->kiosks(&hub.store, add_kiosk, &tally);
    if (failed == FAIL_OK)
        failed = count_all(&source, (struct tally *const[]) { &tally }, 1, command->now_ms);
    hub_close(&hub);
    return failed == FAIL_OK ? give(command, &hub, &tally) : EXIT_REFUSED;
}

/* ---- export ---- */

/* Rows that are read, then written, because writing asks for their sessions. */
#define PAGE_ROWS 500u

struct exporting {
    const struct command *command;
    struct hub hub;
    bool statements;
    arena page; /* ends with each page */
    struct stored_row rows[PAGE_ROWS];
    size_t count;
    bool cut;         /* the page was ended here, not by the storage */
    int64_t place;    /* of the last row read */
    uint64_t written; /* lines */
};

static bool take_row(void *self, const struct hub_event *stored)
{
    struct exporting *e = self;
    e->rows[e->count++] = answer_copy_row(&e->page, stored);
    e->place = stored->place;
    e->cut = e->count == PAGE_ROWS || arena_used(&e->page) >= ANSWER_ROWS_BYTES_MAX;
    return !e->cut;
}

static bool print_line(str line)
{
    return fwrite(line.ptr, 1, line.len, stdout) == line.len;
}

/* The row as `tramsoctl events` shows it, after where it stands here. */
static bool print_event(struct exporting *e, const struct stored_row *at)
{
    struct buf line = buf_in(&e->page), row = buf_in(&e->page);
    row_write(&row, &at->event, ROW_READABLE);
    str text = buf_view(&row);
    buf_printf(&line, "{\"place\":%" PRId64 ",\"stored\":\"%.*s\",\"kiosk\":\"%.*s\",", at->place,
               STR_ARG(clock_rfc3339(&e->page, at->stored_ms)), STR_ARG(at->kiosk));
    buf_str(&line, str_slice(text, 1, text.len));
    return print_line(buf_view(&line));
}

static bool print_statement(struct session_cache *sessions, struct answering *asking,
                            const struct stored_row *row, enum fail *failed_out)
{
    json_t *statement = answer_statement(asking, sessions, row, failed_out);
    if (!statement)
        return false;
    char *text = json_dumps(statement, JSON_COMPACT);
    bool good = text && fputs(text, stdout) >= 0 && putchar('\n') != EOF;
    free(text);
    json_decref(statement);
    return good;
}

/* The ledger's bookkeeping is no statement for anybody but a hub. */
static bool is_exported(const struct exporting *e, const struct event *event)
{
    return !e->statements || event->seq == 0 || event_type_is_learning(event->type);
}

static enum fail print_page(struct exporting *e)
{
    enum fail failed = FAIL_OK;
    struct answering asking = { .hub = &e->hub, .home = &e->page };
    asking.base = statement_base(&e->page, e->hub.ward_id);
    struct session_cache *sessions = answer_sessions(&asking, &e->page);
    for (size_t i = 0; failed == FAIL_OK && i < e->count; i++) {
        const struct stored_row *row = &e->rows[i];
        if (!is_exported(e, &row->event))
            continue;
        bool good =
            e->statements ? print_statement(sessions, &asking, row, &failed) : print_event(e, row);
        if (!good && failed == FAIL_OK) {
            refuse("the output could not be written");
            failed = FAIL_IO;
        }
        e->written += good;
    }
    arena_finish(&e->page); /* what one page needs, the next one may not */
    return failed;
}

static enum fail export_all(struct exporting *e)
{
    enum fail failed;
    do {
        struct hub_query query = { .after_place = e->place };
        e->count = 0;
        e->cut = false;
        failed = e->hub.store.ops->stored(&e->hub.store, &query, take_row, e);
        if (failed == FAIL_OK)
            failed = print_page(e);
    } while (failed == FAIL_OK && e->cut);
    if (failed == FAIL_OK && fflush(stdout) != 0) {
        refuse("the output could not be written");
        failed = FAIL_IO;
    }
    return failed;
}

enum exit_code verb_export(const struct command *command)
{
    struct exporting *e = arena_new(command->home, struct exporting, 1);
    uint64_t since = 0;
    e->command = command;
    e->statements = command->format.len == 0 || str_eq(command->format, S("statements"));
    if (!e->statements && !str_eq(command->format, S("events"))) {
        refuse("--format is statements or events, not «%.*s»", STR_ARG(command->format));
        return EXIT_USAGE;
    }
    if (command->since.len && (!str_to_u64(command->since, &since) || since > INT64_MAX)) {
        refuse("--since is the place that an earlier export ended with, not «%.*s»",
               STR_ARG(command->since));
        return EXIT_USAGE;
    }
    e->place = (int64_t)since;
    if (hub_open(&e->hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    enum fail failed = export_all(e);
    hub_close(&e->hub);
    arena_finish(&e->page);
    if (failed != FAIL_OK)
        return EXIT_REFUSED;
    fprintf(stderr, "tramso-hub: %" PRIu64 " lines; the next ones: export --since %" PRId64 "\n",
            e->written, e->place);
    return EXIT_DONE;
}
