#define LOG_MODULE "views"
#include "base/clock.h"
#include "base/log.h"
#include "store/views_private.h"
#include "wire/body.h"

/* One event being applied. */
struct applying {
    struct views *views;
    const struct event *event;
    struct event_body body;
};

static enum fail run(struct applying *a, enum views_statement which)
{
    return db_run(&a->views->db, a->views->statements[which], "follow an event");
}

static void bind_int(struct applying *a, enum views_statement which, int index, int64_t value)
{
    sqlite3_stmt *statement = a->views->statements[which];
    if (value == EVENT_INT_ABSENT)
        sqlite3_bind_null(statement, index);
    else
        sqlite3_bind_int64(statement, index, value);
}

static void bind_text(struct applying *a, enum views_statement which, int index, str text)
{
    db_bind_text(a->views->statements[which], index, text);
}

/* ---- sessions ---- */

static enum fail touch_session(struct applying *a)
{
    bind_text(a, VIEW_SESSION_TOUCH, 1, a->event->session);
    bind_text(a, VIEW_SESSION_TOUCH, 2, a->event->learner);
    bind_int(a, VIEW_SESSION_TOUCH, 3, (int64_t)a->event->seq);
    bind_int(a, VIEW_SESSION_TOUCH, 4, a->event->wall_ms);
    return run(a, VIEW_SESSION_TOUCH);
}

/* What the body says of the session itself. */
static enum fail take_session(struct applying *a)
{
    const struct event_body *body = &a->body;
    const str texts[] = { a->event->session, body->mode,  body->group, body->tags,
                          body->area,        body->trust, body->lang };
    for (int i = 0; i < 7; i++)
        bind_text(a, VIEW_SESSION_TAKE, i + 1, texts[i]);
    bind_int(a, VIEW_SESSION_TAKE, 8, body->assisted);
    return run(a, VIEW_SESSION_TAKE);
}

static enum fail start_session(struct applying *a)
{
    bind_text(a, VIEW_SESSION_START, 1, a->event->session);
    bind_int(a, VIEW_SESSION_START, 2, a->event->wall_ms);
    enum fail failed = run(a, VIEW_SESSION_START);
    return failed == FAIL_OK ? take_session(a) : failed;
}

static enum fail end_session(struct applying *a)
{
    bind_text(a, VIEW_SESSION_END, 1, a->event->session);
    bind_text(a, VIEW_SESSION_END, 2, a->body.reason);
    bind_int(a, VIEW_SESSION_END, 3, a->body.duration_ms);
    return run(a, VIEW_SESSION_END);
}

/* ---- completions and progress ---- */

static enum fail add_progress(struct applying *a)
{
    if (str_empty(a->event->learner))
        return FAIL_OK;
    bind_text(a, VIEW_PROGRESS_ADD, 1, a->event->learner);
    bind_text(a, VIEW_PROGRESS_ADD, 2, a->body.lesson);
    bind_int(a, VIEW_PROGRESS_ADD, 3, a->body.unaided == TRI_YES);
    return run(a, VIEW_PROGRESS_ADD);
}

static enum fail complete_lesson(struct applying *a)
{
    bind_int(a, VIEW_COMPLETION_ADD, 1, (int64_t)a->event->seq);
    bind_int(a, VIEW_COMPLETION_ADD, 2, a->event->wall_ms);
    bind_int(a, VIEW_COMPLETION_ADD, 3, a->event->clock_sure);
    bind_text(a, VIEW_COMPLETION_ADD, 4, a->event->session);
    bind_text(a, VIEW_COMPLETION_ADD, 5, a->event->learner);
    bind_text(a, VIEW_COMPLETION_ADD, 6, a->body.lesson);
    bind_int(a, VIEW_COMPLETION_ADD, 7, a->body.unaided == TRI_YES);
    enum fail failed = run(a, VIEW_COMPLETION_ADD);
    if (failed == FAIL_OK) {
        bind_text(a, VIEW_SESSION_COUNT, 1, a->event->session);
        failed = run(a, VIEW_SESSION_COUNT);
    }
    return failed == FAIL_OK ? add_progress(a) : failed;
}

/* Who takes a card at the end of a session keeps what was learnt in it before. */
static enum fail register_learner(struct applying *a)
{
    enum fail failed = take_session(a);
    if (failed != FAIL_OK || str_empty(a->event->learner) || str_empty(a->event->session))
        return failed;
    bind_text(a, VIEW_PROGRESS_ADOPT, 1, a->event->learner);
    bind_text(a, VIEW_PROGRESS_ADOPT, 2, a->event->session);
    return run(a, VIEW_PROGRESS_ADOPT);
}

static enum fail erase_learner(struct applying *a)
{
    static const enum views_statement steps[] = { VIEW_ERASE_PROGRESS, VIEW_ERASE_COMPLETIONS,
                                                  VIEW_ERASE_SESSIONS };
    enum fail failed = FAIL_OK;
    for (size_t i = 0; failed == FAIL_OK && i < sizeof steps / sizeof steps[0]; i++) {
        bind_text(a, steps[i], 1, a->event->learner);
        failed = run(a, steps[i]);
    }
    return failed;
}

/* ---- outbox ---- */

static bool range_valid(const struct event_body *body)
{
    return !str_empty(body->hub) && body->first_seq > 0 && body->last_seq >= body->first_seq &&
           body->last_seq < INT64_MAX;
}

static enum fail note_export(struct applying *a)
{
    if (!range_valid(&a->body))
        return FAIL_OK;
    bind_text(a, VIEW_HUB_EXPORT, 1, a->body.hub);
    bind_int(a, VIEW_HUB_EXPORT, 2, a->body.last_seq);
    bind_int(a, VIEW_HUB_EXPORT, 3, a->event->wall_ms);
    return run(a, VIEW_HUB_EXPORT);
}

/* Joins the new range with those it meets or touches. */
static enum fail add_delivered(struct applying *a)
{
    int64_t first = a->body.first_seq, last = a->body.last_seq;
    sqlite3_stmt *statement = a->views->statements[VIEW_DELIVERED_TOUCHING];
    bind_text(a, VIEW_DELIVERED_TOUCHING, 1, a->body.hub);
    bind_int(a, VIEW_DELIVERED_TOUCHING, 2, first);
    bind_int(a, VIEW_DELIVERED_TOUCHING, 3, last);
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW && sqlite3_column_type(statement, 0) == SQLITE_INTEGER) {
        int64_t least = sqlite3_column_int64(statement, 0);
        int64_t most = sqlite3_column_int64(statement, 1);
        first = least < first ? least : first;
        last = most > last ? most : last;
    }
    sqlite3_reset(statement);
    enum fail failed = db_result(&a->views->db, rc, "read what is delivered");
    static const enum views_statement steps[] = { VIEW_DELIVERED_CUT, VIEW_DELIVERED_ADD };
    for (size_t i = 0; failed == FAIL_OK && i < sizeof steps / sizeof steps[0]; i++) {
        bind_text(a, steps[i], 1, a->body.hub);
        bind_int(a, steps[i], 2, first);
        bind_int(a, steps[i], 3, last);
        failed = run(a, steps[i]);
    }
    return failed;
}

static enum fail note_receipt(struct applying *a)
{
    if (!range_valid(&a->body))
        return FAIL_OK;
    bind_text(a, VIEW_HUB_RECEIPT, 1, a->body.hub);
    bind_int(a, VIEW_HUB_RECEIPT, 2, a->event->wall_ms);
    bind_int(a, VIEW_HUB_RECEIPT, 3, a->body.hub_wall_ms);
    enum fail failed = run(a, VIEW_HUB_RECEIPT);
    if (failed == FAIL_OK)
        failed = add_delivered(a);
    if (failed != FAIL_OK)
        return failed;
    bind_text(a, VIEW_DATED_ADD, 1, a->body.hub);
    bind_int(a, VIEW_DATED_ADD, 2, CLOCK_PLAUSIBLE_MS); /* an earlier clock is no word at all */
    return run(a, VIEW_DATED_ADD);
}

/* ---- all events ---- */

static enum fail (*const handlers[EVENT_TYPE_COUNT])(struct applying *a) = {
    [EVENT_SESSION_STARTED] = start_session,       [EVENT_SESSION_ENDED] = end_session,
    [EVENT_CLASS_STARTED] = take_session,          [EVENT_LESSON_COMPLETED] = complete_lesson,
    [EVENT_LEARNER_REGISTERED] = register_learner, [EVENT_LEARNER_ERASED] = erase_learner,
    [EVENT_ASSESSMENT_COMPLETED] = take_session,   [EVENT_IDENTITY_CONFIRMED] = take_session,
    [EVENT_BATCH_EXPORTED] = note_export,          [EVENT_RECEIPT_ACCEPTED] = note_receipt,
};

static enum fail count_learning(struct applying *a)
{
    bind_int(a, VIEW_LEARNING_ADD, 1, (int64_t)a->event->seq);
    return run(a, VIEW_LEARNING_ADD);
}

enum fail views_apply(struct views *views, const struct event *event)
{
    struct applying a = { .views = views, .event = event };
    arena_reset(&views->scratch);
    if (body_read(&views->scratch, event->body, &a.body) != FAIL_OK) {
        /* It stands in the ledger and stays there; `db check` names it. Nothing waits for it. */
        log_warn("event %llu has a body that cannot be read", (unsigned long long)event->seq);
        a.body = event_body_none();
    }
    enum fail failed = FAIL_OK;
    if (!str_empty(event->session))
        failed = touch_session(&a);
    if (failed == FAIL_OK && event_type_is_learning(event->type))
        failed = count_learning(&a);
    if (failed == FAIL_OK && event->type < EVENT_TYPE_COUNT && handlers[event->type])
        failed = handlers[event->type](&a);
    return failed;
}
