#define LOG_MODULE "ledger"
#include "store/ledger.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "base/utf8.h"
#include "store/ledger_private.h"
#include "wire/body.h"
#include "wire/chain.h"
#include "wire/id.h"
#include "wire/row.h"

static enum fail refuse(const struct ledger *ledger, enum fail kind, const char *sentence)
{
    log_error("%s: %s", ledger->db.path, sentence);
    return kind;
}

/* ---- from a draft to an event ---- */

static enum fail check_texts(const struct ledger *ledger, const struct event_draft *draft)
{
    must(draft->type < EVENT_TYPE_COUNT);
    if (draft->session.len > ROW_SESSION_BYTES_MAX || draft->learner.len > ROW_LEARNER_BYTES_MAX)
        return refuse(ledger, FAIL_LIMIT, "a session's or learner's key is too long");
    if (!utf8_valid(draft->session) || !utf8_valid(draft->learner))
        return refuse(ledger, FAIL_FORMAT, "a session's or learner's key is no valid text");
    return FAIL_OK;
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

/* Follows end: number, chain, and a monotonic time that does not run backwards inside a boot, for
 * two programs' readings may reach the lock the other way round. */
static void number_event(struct ledger *ledger, const struct ledger_end *end,
                         const struct stamp *stamp, struct event *event)
{
    uint8_t random[ID_RANDOM_BYTES];
    ledger->chance.fill(ledger->chance.self, random, sizeof random);
    id_make(stamp->now.wall_ms, random, event->id);
    event->seq = end->seq + 1;
    event->boot = ledger->boot;
    event->mono_ms = clamp(stamp->now.mono_ms, 0, ROW_MONO_MAX_MS);
    if (event->boot == end->boot && event->mono_ms < end->mono_ms)
        event->mono_ms = end->mono_ms;
    event->wall_ms = clamp(stamp->now.wall_ms, ROW_WALL_MIN_MS, ROW_WALL_MAX_MS);
    event->clock_sure = stamp->clock_sure;
    memcpy(event->prev, end->hash, sizeof event->prev);
    chain_hash(event, event->hash);
}

static void move_end(struct ledger_end *end, const struct event *event)
{
    end->seq = event->seq;
    end->boot = event->boot;
    end->mono_ms = event->mono_ms;
    end->wall_ms = event->wall_ms;
    end->clock_sure = event->clock_sure;
    memcpy(end->hash, event->hash, sizeof end->hash);
}

static enum fail insert(struct ledger *ledger, const struct event *event)
{
    sqlite3_stmt *statement = ledger->statements[STATEMENT_INSERT];
    sqlite3_bind_int64(statement, 1, (int64_t)event->seq);
    sqlite3_bind_blob(statement, 2, event->id, EVENT_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, (int64_t)event->boot);
    sqlite3_bind_int64(statement, 4, event->mono_ms);
    sqlite3_bind_int64(statement, 5, event->wall_ms);
    sqlite3_bind_int(statement, 6, event->clock_sure);
    db_bind_text(statement, 7, event->type_name);
    db_bind_text(statement, 8, event->session);
    db_bind_text(statement, 9, event->learner);
    db_bind_text(statement, 10, event->body);
    sqlite3_bind_blob(statement, 11, event->hash, EVENT_HASH_BYTES, SQLITE_STATIC);
    return db_run(&ledger->db, statement, "append an event");
}

static enum fail append_one(struct ledger *ledger, arena *home, const struct event_draft *draft,
                            const struct stamp *stamp, struct ledger_end *end, struct event *out)
{
    *out = (struct event) { .type = draft->type, .type_name = event_type_name(draft->type) };
    enum fail failed = check_texts(ledger, draft);
    if (failed == FAIL_OK)
        failed = body_write(home, &draft->body, &out->body);
    if (failed != FAIL_OK)
        return failed;
    out->session = arena_str(home, draft->session);
    out->learner = arena_str(home, draft->learner);
    number_event(ledger, end, stamp, out);
    failed = insert(ledger, out);
    if (failed == FAIL_OK)
        move_end(end, out);
    return failed;
}

/* ---- boots ---- */

/* Sets ledger->boot; *new_out when the machine has booted since the last event. */
static enum fail find_boot(struct ledger *ledger, const struct ledger_end *end, bool *new_out)
{
    *new_out = false;
    if (ledger->boot != 0 && ledger->boot == end->boot)
        return FAIL_OK;
    sqlite3_stmt *statement = ledger->statements[STATEMENT_BOOT_LAST];
    int rc = sqlite3_step(statement);
    uint64_t number = end->boot;
    bool same = false;
    if (rc == SQLITE_ROW) {
        uint64_t last = (uint64_t)sqlite3_column_int64(statement, 0);
        same = str_eq(db_column_text(statement, 1), str_of(ledger->boot_id)) && last == end->boot;
        number = last > number ? last : number;
    }
    sqlite3_reset(statement);
    ledger->boot = same ? number : number + 1;
    *new_out = !same;
    return db_result(&ledger->db, rc, "read its boots");
}

static enum fail insert_boot(struct ledger *ledger)
{
    sqlite3_stmt *statement = ledger->statements[STATEMENT_BOOT_INSERT];
    sqlite3_bind_int64(statement, 1, (int64_t)ledger->boot);
    db_bind_text(statement, 2, str_of(ledger->boot_id));
    return db_run(&ledger->db, statement, "note a boot");
}

static struct event_draft booted(const struct ledger *ledger)
{
    struct event_draft draft = { .type = EVENT_DEVICE_BOOTED, .body = event_body_none() };
    draft.body.version = str_of(ledger->version);
    draft.body.value = str_of(ledger->boot_id);
    return draft;
}

/* ---- the transaction ---- */

static const struct stamp *stamp_of(const struct ledger_write *write, size_t at)
{
    return write->stamps ? &write->stamps[at] : &write->stamp;
}

/* Within BEGIN IMMEDIATE, where the end cannot move any more. */
static enum fail append_within(struct ledger *ledger, arena *home, const struct ledger_write *write,
                               struct event *events_out)
{
    struct ledger_end end;
    struct event event;
    bool is_new = false;
    enum fail failed = ledger_end(ledger, &end);
    if (failed == FAIL_OK)
        failed = find_boot(ledger, &end, &is_new);
    if (failed == FAIL_OK && is_new)
        failed = insert_boot(ledger);
    bool booting = write->count == 1 && write->drafts[0].type == EVENT_DEVICE_BOOTED;
    if (failed == FAIL_OK && is_new && !booting) {
        struct event_draft draft = booted(ledger);
        failed = append_one(ledger, home, &draft, stamp_of(write, 0), &end, &event);
    }
    for (size_t i = 0; failed == FAIL_OK && i < write->count; i++) {
        failed = append_one(ledger, home, &write->drafts[i], stamp_of(write, i), &end, &event);
        if (failed == FAIL_OK && events_out)
            events_out[i] = event;
    }
    return failed;
}

static enum fail check_writable(const struct ledger *ledger)
{
    if (ledger->damaged)
        return refuse(ledger, FAIL_CORRUPT, "nothing was written: the ledger is damaged");
    if (ledger->read_only)
        return refuse(ledger, FAIL_DENIED, "nothing was written: the ledger is open for reading");
    return FAIL_OK;
}

enum fail ledger_append_all(struct ledger *ledger, arena *home, const struct ledger_write *write,
                            struct event *events_out)
{
    must(write->count > 0 && write->count <= LEDGER_APPEND_MAX);
    enum fail failed = check_writable(ledger);
    if (failed != FAIL_OK)
        return failed;
    failed = db_run(&ledger->db, ledger->statements[STATEMENT_BEGIN], "begin an append");
    if (failed == FAIL_OK)
        failed = append_within(ledger, home, write, events_out);
    if (failed == FAIL_OK)
        failed = db_run(&ledger->db, ledger->statements[STATEMENT_COMMIT], "commit an append");
    if (failed != FAIL_OK) {
        db_rollback(&ledger->db);
        /* A number that was given within the transaction is not taken. */
        ledger->boot = 0;
        return ledger_note(ledger, failed);
    }
    if (ledger->wal_frames > LEDGER_WAL_FRAMES_MAX && ledger_tidy(ledger) != FAIL_OK)
        log_warn("%s: the write-ahead log could not be read back", ledger->db.path);
    return FAIL_OK;
}

enum fail ledger_append(struct ledger *ledger, arena *home, const struct event_draft *draft,
                        const struct stamp *stamp, struct event *event_out)
{
    struct ledger_write write = { .drafts = draft, .count = 1, .stamp = *stamp };
    return ledger_append_all(ledger, home, &write, event_out);
}

enum fail ledger_boot(struct ledger *ledger, arena *home, const struct stamp *stamp,
                      struct event *event_out)
{
    struct event_draft draft = booted(ledger);
    return ledger_append(ledger, home, &draft, stamp, event_out);
}

enum fail ledger_tidy(struct ledger *ledger)
{
    if (ledger->read_only || ledger->damaged)
        return FAIL_OK;
    int rc =
        sqlite3_wal_checkpoint_v2(ledger->db.handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    /* Somebody reads or writes just now: another time. */
    if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        return FAIL_OK;
    return ledger_note(ledger, db_result(&ledger->db, rc, "read the write-ahead log back"));
}

/* SQLite has no call that syncs what earlier checkpoints wrote unsynced. */
static enum fail sync_file(const struct ledger *ledger)
{
    int fd = open(ledger->db.path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good ? FAIL_OK : refuse(ledger, FAIL_IO, "the disk does not take it");
}

enum fail ledger_sync(struct ledger *ledger)
{
    enum fail failed = db_exec(&ledger->db, "PRAGMA synchronous=FULL");
    if (failed != FAIL_OK)
        return failed;
    int rc =
        sqlite3_wal_checkpoint_v2(ledger->db.handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    failed = ledger_note(ledger, db_result(&ledger->db, rc, "bring everything to the disk"));
    return failed == FAIL_OK ? sync_file(ledger) : failed;
}
