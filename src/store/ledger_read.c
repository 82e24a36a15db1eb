#define LOG_MODULE "ledger"
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "store/ledger_private.h"

bool ledger_take_row(sqlite3_stmt *statement, struct event *out)
{
    int64_t seq = sqlite3_column_int64(statement, 0);
    int64_t boot = sqlite3_column_int64(statement, 2);
    out->seq = (uint64_t)seq;
    out->boot = (uint64_t)boot;
    out->mono_ms = sqlite3_column_int64(statement, 3);
    out->wall_ms = sqlite3_column_int64(statement, 4);
    out->clock_sure = sqlite3_column_int(statement, 5) != 0;
    out->type_name = db_column_text(statement, 6);
    out->type = event_type_find(out->type_name);
    out->session = db_column_text(statement, 7);
    out->learner = db_column_text(statement, 8);
    out->body = db_column_text(statement, 9);
    return seq > 0 && boot > 0 && !str_empty(out->type_name) &&
           out->body.len <= EVENT_BODY_BYTES_MAX &&
           db_column_blob(statement, 1, out->id, EVENT_ID_BYTES) &&
           db_column_blob(statement, 10, out->hash, EVENT_HASH_BYTES);
}

enum fail ledger_note(struct ledger *ledger, enum fail failed)
{
    if (failed == FAIL_CORRUPT && !ledger->damaged) {
        ledger->damaged = true;
        log_error("%s: the ledger is damaged; nothing more is written to it", ledger->db.path);
    }
    return failed;
}

enum fail ledger_end(struct ledger *ledger, struct ledger_end *out)
{
    sqlite3_stmt *statement = ledger->statements[STATEMENT_END];
    struct event event = { 0 };
    int rc = sqlite3_step(statement);
    bool good = rc != SQLITE_ROW || ledger_take_row(statement, &event);
    sqlite3_reset(statement);
    enum fail failed = db_result(&ledger->db, good ? rc : SQLITE_CORRUPT, "read its end");
    *out = (struct ledger_end) { .seq = event.seq,
                                 .boot = event.boot,
                                 .mono_ms = event.mono_ms,
                                 .wall_ms = event.wall_ms,
                                 .clock_sure = event.clock_sure };
    memcpy(out->hash, event.hash, sizeof out->hash);
    return ledger_note(ledger, failed);
}

enum fail ledger_hash_at(struct ledger *ledger, uint64_t seq, uint8_t out[EVENT_HASH_BYTES])
{
    memset(out, 0, EVENT_HASH_BYTES);
    if (seq == 0)
        return FAIL_OK;
    if (seq > INT64_MAX)
        return FAIL_MISSING;
    sqlite3_stmt *statement = ledger->statements[STATEMENT_HASH_AT];
    sqlite3_bind_int64(statement, 1, (int64_t)seq);
    int rc = sqlite3_step(statement);
    bool good = rc != SQLITE_ROW || db_column_blob(statement, 0, out, EVENT_HASH_BYTES);
    sqlite3_reset(statement);
    if (rc == SQLITE_DONE)
        return FAIL_MISSING;
    return ledger_note(ledger, db_result(&ledger->db, good ? rc : SQLITE_CORRUPT, "read a hash"));
}

/* Steps through the bound statement; *event keeps seq and hash of the event before. */
static enum fail visit_rows(struct ledger *ledger, sqlite3_stmt *statement, struct event *event,
                            ledger_visit *visit, void *self)
{
    for (;;) {
        int rc = sqlite3_step(statement);
        if (rc != SQLITE_ROW)
            return db_result(&ledger->db, rc, "read events");
        uint64_t expected = event->seq + 1;
        memcpy(event->prev, event->hash, EVENT_HASH_BYTES);
        if (!ledger_take_row(statement, event) || event->seq != expected) {
            log_error("%s: event %llu is missing or cannot be read", ledger->db.path,
                      (unsigned long long)expected);
            return FAIL_CORRUPT;
        }
        if (!visit(self, event))
            return FAIL_OK;
    }
}

enum fail ledger_read(struct ledger *ledger, uint64_t first_seq, uint64_t last_seq,
                      ledger_visit *visit, void *self)
{
    if (first_seq == 0)
        first_seq = 1;
    if (last_seq == 0 || last_seq > INT64_MAX)
        last_seq = INT64_MAX;
    struct event event = { .seq = first_seq - 1 };
    enum fail failed = ledger_hash_at(ledger, first_seq - 1, event.hash);
    if (failed == FAIL_MISSING) {
        /* Beyond the end there is nothing to read; within it an event is gone. */
        struct ledger_end end;
        failed = ledger_end(ledger, &end);
        if (failed == FAIL_OK && first_seq <= end.seq)
            failed = FAIL_CORRUPT;
        return ledger_note(ledger, failed);
    }
    if (failed != FAIL_OK || first_seq > last_seq)
        return failed;
    /* Its own statement, so that a visitor may read the same ledger. */
    sqlite3_stmt *statement = ledger->statements[STATEMENT_READ];
    sqlite3_stmt *own = NULL;
    if (sqlite3_stmt_busy(statement)) {
        failed = db_prepare(&ledger->db, sqlite3_sql(statement), &own);
        statement = own;
    }
    if (failed == FAIL_OK) {
        sqlite3_bind_int64(statement, 1, (int64_t)first_seq);
        sqlite3_bind_int64(statement, 2, (int64_t)last_seq);
        failed = visit_rows(ledger, statement, &event, visit, self);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(own);
    return ledger_note(ledger, failed);
}
