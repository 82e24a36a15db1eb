#define LOG_MODULE "views"
#include <sodium.h>
#include <string.h>

#include "base/must.h"
#include "store/views_private.h"

/* ---- progress ---- */

#define NUMBER_OF_M01 64u
#define LESSONS_L 47u
#define LESSONS_M 31u

uint16_t views_lesson_number(str code)
{
    uint64_t number = 0;
    if (code.len != 3 || !str_to_u64(str_slice(code, 1, 3), &number) || number == 0)
        return 0;
    if (code.ptr[0] == 'L' && number <= LESSONS_L)
        return (uint16_t)number;
    if (code.ptr[0] == 'M' && number <= LESSONS_M)
        return (uint16_t)(NUMBER_OF_M01 - 1 + number);
    return 0;
}

/* Rows of (lesson, unaided). */
static enum fail read_progress(struct views *views, enum views_statement which, str who,
                               struct progress *out)
{
    sqlite3_stmt *statement = views->statements[which];
    *out = (struct progress) { 0 };
    db_bind_text(statement, 1, who);
    int rc;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        uint16_t number = views_lesson_number(db_column_text(statement, 0));
        if (number)
            progress_set(out, number, sqlite3_column_int(statement, 1) != 0);
    }
    sqlite3_reset(statement);
    return db_result(&views->db, rc, "read progress");
}

enum fail views_learner_progress(struct views *views, str learner, struct progress *out)
{
    return read_progress(views, VIEW_PROGRESS_OF_LEARNER, learner, out);
}

enum fail views_session_progress(struct views *views, str session, struct progress *out)
{
    return read_progress(views, VIEW_COMPLETION_OF_SESSION, session, out);
}

/* ---- sessions and completions ---- */

static str copy_text(arena *home, sqlite3_stmt *statement, int column)
{
    return arena_str(home, db_column_text(statement, column));
}

static int64_t int_or_absent(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? EVENT_INT_ABSENT
               : sqlite3_column_int64(statement, column);
}

enum fail views_session(struct views *views, arena *home, str session, struct session_row *out)
{
    sqlite3_stmt *statement = views->statements[VIEW_SESSION_GET];
    db_bind_text(statement, 1, session);
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW) {
        str *const texts[] = { &out->learner, &out->mode,  &out->group, &out->tags,
                               &out->area,    &out->trust, &out->lang };
        out->session = arena_str(home, session);
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            *texts[i] = copy_text(home, statement, (int)i);
        int assisted = sqlite3_column_int(statement, 7);
        out->assisted = assisted < 0 ? TRI_UNSET : assisted ? TRI_YES : TRI_NO;
        out->reason = copy_text(home, statement, 8);
        out->first_seq = (uint64_t)sqlite3_column_int64(statement, 9);
        out->last_seq = (uint64_t)sqlite3_column_int64(statement, 10);
        out->started_ms = sqlite3_column_int64(statement, 11);
        out->duration_ms = int_or_absent(statement, 12);
        out->completions = (uint64_t)sqlite3_column_int64(statement, 13);
    }
    sqlite3_reset(statement);
    return rc == SQLITE_DONE ? FAIL_MISSING : db_result(&views->db, rc, "read a session");
}

enum fail views_completions(struct views *views, uint64_t after_seq, views_visit_completion *visit,
                            void *self)
{
    sqlite3_stmt *statement = views->statements[VIEW_COMPLETION_READ];
    sqlite3_bind_int64(statement, 1, after_seq > INT64_MAX ? INT64_MAX : (int64_t)after_seq);
    int rc;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
        struct completion_row row = {
            .seq = (uint64_t)sqlite3_column_int64(statement, 0),
            .wall_ms = sqlite3_column_int64(statement, 1),
            .clock_sure = sqlite3_column_int(statement, 2) != 0,
            .session = db_column_text(statement, 3),
            .learner = db_column_text(statement, 4),
            .lesson = db_column_text(statement, 5),
            .unaided = sqlite3_column_int(statement, 6) != 0,
        };
        if (!visit(self, &row))
            break;
    }
    sqlite3_reset(statement);
    return db_result(&views->db, rc, "read completions");
}

/* ---- outbox ---- */

static enum fail learning_up_to(struct views *views, uint64_t seq, uint64_t *out)
{
    sqlite3_stmt *statement = views->statements[VIEW_LEARNING_UP_TO];
    sqlite3_bind_int64(statement, 1, (int64_t)seq);
    int rc = sqlite3_step(statement);
    *out = rc == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return db_result(&views->db, rc, "count learning events");
}

static enum fail learning_in(struct views *views, const struct seq_range *range, uint64_t *out)
{
    uint64_t before = 0;
    enum fail failed = learning_up_to(views, range->first_seq - 1, &before);
    if (failed == FAIL_OK)
        failed = learning_up_to(views, range->last_seq, out);
    *out -= before;
    return failed;
}

static enum fail read_hub(struct views *views, str hub, struct outbox_state *out)
{
    sqlite3_stmt *statement = views->statements[VIEW_HUB_GET];
    db_bind_text(statement, 1, hub);
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW) {
        out->exported_to = (uint64_t)sqlite3_column_int64(statement, 0);
        out->last_export_ms = int_or_absent(statement, 1);
        out->last_receipt_ms = int_or_absent(statement, 2);
        out->hub_wall_ms = int_or_absent(statement, 3);
    }
    sqlite3_reset(statement);
    return db_result(&views->db, rc, "read a hub's state");
}

/* Every range counts, also those beyond the room in out->ranges. A range beyond the mark would be a
 * receipt for another past; only what the ledger has is counted. */
static enum fail read_delivered(struct views *views, str hub, struct outbox_state *out)
{
    sqlite3_stmt *statement = views->statements[VIEW_DELIVERED_READ];
    enum fail failed = FAIL_OK;
    db_bind_text(statement, 1, hub);
    int rc;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW && failed == FAIL_OK) {
        struct seq_range range = { (uint64_t)sqlite3_column_int64(statement, 0),
                                   (uint64_t)sqlite3_column_int64(statement, 1) };
        if (range.first_seq > out->ledger_seq)
            continue;
        if (range.last_seq > out->ledger_seq)
            range.last_seq = out->ledger_seq;
        uint64_t learning = 0;
        failed = learning_in(views, &range, &learning);
        out->waiting_learning -= learning;
        out->delivered_count += range.last_seq - range.first_seq + 1;
        if (range.first_seq == 1)
            out->delivered_to = range.last_seq;
        if (out->range_count < VIEWS_RANGES_MAX)
            out->ranges[out->range_count++] = range;
    }
    sqlite3_reset(statement);
    return failed == FAIL_OK ? db_result(&views->db, rc, "read what is delivered") : failed;
}

enum fail views_outbox(struct views *views, str hub, struct outbox_state *out)
{
    *out = (struct outbox_state) { .last_export_ms = EVENT_INT_ABSENT,
                                   .last_receipt_ms = EVENT_INT_ABSENT,
                                   .hub_wall_ms = EVENT_INT_ABSENT };
    struct views_mark mark;
    enum fail failed = views_mark(views, &mark);
    out->ledger_seq = mark.seq;
    if (failed == FAIL_OK)
        failed = learning_up_to(views, mark.seq, &out->waiting_learning);
    if (failed == FAIL_OK)
        failed = read_hub(views, hub, out);
    if (failed == FAIL_OK)
        failed = read_delivered(views, hub, out);
    out->waiting_count = out->ledger_seq - out->delivered_count;
    return failed;
}

enum fail views_delivered_before(struct views *views, str hub, int64_t hub_wall_ms,
                                 uint64_t *seq_out)
{
    sqlite3_stmt *statement = views->statements[VIEW_DATED_BEFORE];
    db_bind_text(statement, 1, hub);
    sqlite3_bind_int64(statement, 2, hub_wall_ms);
    int rc = sqlite3_step(statement);
    *seq_out = rc == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return db_result(&views->db, rc, "read when a hub had what");
}

/* ---- digest ---- */

static void digest_row(crypto_generichash_state *state, sqlite3_stmt *statement)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        int type = sqlite3_column_type(statement, i);
        /* The blob of a number is its decimal text, of NULL nothing. */
        const unsigned char *bytes = sqlite3_column_blob(statement, i);
        int head[2] = { type, sqlite3_column_bytes(statement, i) };
        crypto_generichash_update(state, (const unsigned char *)head, sizeof head);
        if (bytes)
            crypto_generichash_update(state, bytes, (unsigned long long)head[1]);
    }
}

static enum fail digest_table(struct views *views, const char *text,
                              crypto_generichash_state *state)
{
    sqlite3_stmt *statement = NULL;
    enum fail failed = db_prepare(&views->db, text, &statement);
    if (failed != FAIL_OK)
        return failed;
    int rc;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
        digest_row(state, statement);
    sqlite3_finalize(statement);
    crypto_generichash_update(state, (const unsigned char *)text, strlen(text));
    return db_result(&views->db, rc, "read its tables");
}

enum fail views_digest(struct views *views, uint8_t out[SEAL_HASH_BYTES])
{
    static const char *const texts[] = {
#define SELECT(table, order) "SELECT * FROM " #table " ORDER BY " order,
        VIEWS_TABLES(SELECT)
#undef SELECT
    };
    crypto_generichash_state state;
    must(crypto_generichash_init(&state, NULL, 0, SEAL_HASH_BYTES) == 0);
    enum fail failed = FAIL_OK;
    for (size_t i = 0; failed == FAIL_OK && i < COUNT_OF(texts); i++)
        failed = digest_table(views, texts[i], &state);
    must(crypto_generichash_final(&state, out, SEAL_HASH_BYTES) == 0);
    return failed;
}
