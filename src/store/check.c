#define LOG_MODULE "check"
#include "store/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "store/ledger_private.h"
#include "store/views_private.h"
#include "wire/body.h"
#include "wire/chain.h"
#include "wire/id.h"

static const struct {
    str vi, en;
} kinds[] = {
    [CHECK_DATABASE] = { S_INIT("Tệp cơ sở dữ liệu"), S_INIT("database") },
    [CHECK_GAP] = { S_INIT("Thiếu bản ghi"), S_INIT("gap") },
    [CHECK_CHAIN] = { S_INIT("Chuỗi băm"), S_INIT("chain") },
    [CHECK_ORDER] = { S_INIT("Thứ tự thời gian"), S_INIT("order") },
    [CHECK_FORM] = { S_INIT("Bản ghi sai dạng"), S_INIT("form") },
    [CHECK_VIEWS] = { S_INIT("Bảng tổng hợp"), S_INIT("views") },
};
static_assert(COUNT_OF(kinds) == CHECK_KIND_COUNT, "words for every kind");

str check_kind_vi(enum check_kind kind)
{
    must(kind < CHECK_KIND_COUNT);
    return kinds[kind].vi;
}

str check_kind_en(enum check_kind kind)
{
    must(kind < CHECK_KIND_COUNT);
    return kinds[kind].en;
}

static void report(struct check_result *out, enum check_kind kind, uint64_t seq, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));

static void report(struct check_result *out, enum check_kind kind, uint64_t seq, const char *format,
                   ...)
{
    if (out->problem_count < CHECK_PROBLEMS_MAX) {
        struct check_problem *problem = &out->problems[out->problem_count];
        problem->kind = kind;
        problem->seq = seq;
        va_list args;
        va_start(args, format);
        vsnprintf(problem->sentence, sizeof problem->sentence, format, args);
        va_end(args);
    }
    out->problem_count++;
}

/* ---- the database file ---- */

static enum fail check_database(struct db *db, const char *which, enum check_kind kind,
                                struct check_result *out)
{
    sqlite3_stmt *statement = NULL;
    enum fail failed = db_prepare(db, "PRAGMA integrity_check(5)", &statement);
    if (failed != FAIL_OK)
        return failed;
    int rc;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        str line = db_column_text(statement, 0);
        if (!str_eq(line, S("ok")))
            report(out, kind, 0, "the %s's file is damaged: %.*s", which, STR_ARG(line));
    }
    sqlite3_finalize(statement);
    return db_result(db, rc, "check its integrity");
}

/* ---- events ---- */

/* Where the walk over all events stands. */
struct walk {
    struct check_result *out;
    uint64_t seq; /* of the event before */
    uint64_t boot;
    int64_t mono_ms;
    uint8_t hash[EVENT_HASH_BYTES];
    arena scratch;
};

static void check_order(struct walk *w, const struct event *event)
{
    if (event->boot < w->boot)
        report(w->out, CHECK_ORDER, event->seq, "event %llu belongs to an earlier boot",
               (unsigned long long)event->seq);
    else if (event->boot == w->boot && event->mono_ms < w->mono_ms)
        report(w->out, CHECK_ORDER, event->seq,
               "event %llu is earlier than the one before it in the same boot",
               (unsigned long long)event->seq);
}

static void check_form(struct walk *w, const struct event *event)
{
    struct event_body body;
    arena_reset(&w->scratch);
    if (!id_is_v7(event->id))
        report(w->out, CHECK_FORM, event->seq, "event %llu has an id that is none",
               (unsigned long long)event->seq);
    if (body_read(&w->scratch, event->body, &body) != FAIL_OK)
        report(w->out, CHECK_FORM, event->seq, "event %llu has a body that cannot be read",
               (unsigned long long)event->seq);
}

static void check_event(struct walk *w, struct event *event, bool good)
{
    bool gap = event->seq != w->seq + 1;
    unsigned long long seq = event->seq;
    if (gap && event->seq > w->seq + 1)
        report(w->out, CHECK_GAP, w->seq + 1, "events %llu to %llu are missing",
               (unsigned long long)w->seq + 1, seq - 1);
    memcpy(event->prev, w->hash, sizeof event->prev);
    /* After a gap the hash before is not known, so only the gap is reported. */
    if (!good)
        report(w->out, CHECK_FORM, event->seq, "row %llu cannot be an event", seq);
    else if (!gap && !chain_holds(event))
        report(w->out, CHECK_CHAIN, event->seq,
               "event %llu, or the hash before it, is not what was written", seq);
    if (good) {
        check_order(w, event);
        check_form(w, event);
    }
    w->out->events++;
    w->out->boots += event->boot != w->boot;
    w->out->completions += event->type == EVENT_LESSON_COMPLETED;
    w->seq = event->seq;
    w->boot = event->boot;
    w->mono_ms = event->mono_ms;
    memcpy(w->hash, event->hash, sizeof w->hash);
}

static enum fail check_events(struct ledger *ledger, struct check_result *out)
{
    struct walk w = { .out = out };
    sqlite3_stmt *statement = NULL;
    enum fail failed =
        db_prepare(&ledger->db, "SELECT " LEDGER_COLUMNS " FROM event ORDER BY seq", &statement);
    if (failed != FAIL_OK)
        return failed;
    int rc;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        struct event event = { 0 };
        bool good = ledger_take_row(statement, &event);
        check_event(&w, &event, good);
    }
    failed = db_result(&ledger->db, rc, "read all events");
    sqlite3_finalize(statement);
    arena_finish(&w.scratch);
    out->last_seq = w.seq;
    memcpy(out->last_hash, w.hash, sizeof out->last_hash);
    return failed;
}

/* ---- views ---- */

/* What the views hold at one moment, while another program may go on updating them. */
struct snapshot {
    struct views_mark mark;
    uint8_t digest[SEAL_HASH_BYTES];
};

static enum fail take_snapshot(struct views *views, struct snapshot *out)
{
    enum fail failed = db_exec(&views->db, "BEGIN");
    if (failed == FAIL_OK)
        failed = views_mark(views, &out->mark);
    if (failed == FAIL_OK)
        failed = views_digest(views, out->digest);
    if (failed == FAIL_OK)
        failed = db_exec(&views->db, "COMMIT");
    if (failed != FAIL_OK)
        db_rollback(&views->db);
    return failed;
}

/* Makes the views a second time, in memory, as far as the first had come. */
static enum fail digest_anew(struct ledger *ledger, uint64_t seq, struct snapshot *out)
{
    struct views *again = NULL;
    struct views_options options = { .path = S(":memory:") };
    enum fail failed = views_open(&again, &options);
    if (failed == FAIL_OK && seq > 0)
        failed = views_update(again, ledger, seq);
    if (failed == FAIL_OK)
        failed = take_snapshot(again, out);
    views_close(again);
    return failed;
}

static enum fail check_views(struct ledger *ledger, const struct snapshot *had,
                             struct check_result *out)
{
    struct snapshot anew = { 0 };
    out->views_seq = had->mark.seq;
    if (had->mark.seq > out->last_seq) {
        report(out, CHECK_VIEWS, had->mark.seq, "the views know more events than the ledger has");
        return FAIL_OK;
    }
    /* A chain that does not hold has been reported; what follows from it says nothing more. */
    if (out->problem_count > 0 || had->mark.seq == 0)
        return FAIL_OK;
    enum fail failed = digest_anew(ledger, had->mark.seq, &anew);
    if (failed == FAIL_OK && memcmp(&anew, had, sizeof anew) != 0)
        report(out, CHECK_VIEWS, 0, "the views are not what the events give");
    return failed;
}

/* ---- all ---- */

static enum fail check_ledger(struct ledger *ledger, struct check_result *out)
{
    enum fail failed = check_database(&ledger->db, "ledger", CHECK_DATABASE, out);
    if (failed == FAIL_OK)
        failed = check_events(ledger, out);
    if (failed != FAIL_CORRUPT)
        return failed;
    report(out, CHECK_DATABASE, out->last_seq, "the ledger cannot be read beyond event %llu",
           (unsigned long long)out->last_seq);
    return FAIL_OK;
}

enum fail check_run(struct ledger *ledger, struct views *views, struct check_result *out)
{
    *out = (struct check_result) { 0 };
    struct snapshot had = { 0 };
    bool views_good = views != NULL;
    enum fail failed = FAIL_OK;
    /* The views first: the ledger is always further on. */
    if (views)
        failed = check_database(&views->db, "views", CHECK_VIEWS, out);
    if (failed == FAIL_OK && views)
        failed = take_snapshot(views, &had);
    if (failed == FAIL_CORRUPT) {
        report(out, CHECK_VIEWS, 0, "the views' file is damaged");
        views_good = false;
        failed = FAIL_OK;
    }
    if (failed == FAIL_OK)
        failed = db_exec(&ledger->db, "BEGIN");
    if (failed == FAIL_OK)
        failed = check_ledger(ledger, out);
    if (failed == FAIL_OK && views_good)
        failed = check_views(ledger, &had, out);
    db_rollback(&ledger->db);
    return failed;
}
