/* Views: progress, sessions, outbox; made step by step and made anew are the same; and what check
 * finds when someone changed the files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "store/check.h"
#include "store_fixture.h"

#define HUB "00112233aabbccdd"

struct place {
    arena home;
    const char *folder;
    str ledger_path, views_path;
    struct ledger *ledger;
    struct views *views;
    int64_t ms;
};

static struct views *open_views(str path)
{
    struct views_options options = { .path = path };
    struct views *views = NULL;
    assert_int_equal(views_open(&views, &options), FAIL_OK);
    return views;
}

static int enter(void **state)
{
    static struct place place;
    place = (struct place) { .folder = fixture_folder() };
    place.ledger_path = fixture_path(&place.home, place.folder, LEDGER_FILE_NAME);
    place.views_path = fixture_path(&place.home, place.folder, VIEWS_FILE_NAME);
    place.ledger = fixture_ledger(place.ledger_path, "boot-a");
    place.views = open_views(place.views_path);
    *state = &place;
    return 0;
}

static int leave(void **state)
{
    struct place *place = *state;
    views_close(place->views);
    ledger_close(place->ledger);
    fixture_remove(place->folder);
    arena_finish(&place->home);
    return 0;
}

static uint64_t add(struct place *place, const struct event_draft *draft)
{
    struct event event;
    struct stamp stamp = fixture_stamp(place->ms += 1000);
    assert_int_equal(ledger_append(place->ledger, &place->home, draft, &stamp, &event), FAIL_OK);
    return event.seq;
}

static uint64_t complete(struct place *place, unsigned number, bool unaided, str learner)
{
    struct event_draft draft = fixture_completion(number, unaided);
    draft.learner = learner;
    return add(place, &draft);
}

static void update(struct place *place)
{
    assert_int_equal(views_update(place->views, place->ledger, 0), FAIL_OK);
}

static struct progress progress_of(struct place *place, str learner)
{
    struct progress progress;
    assert_int_equal(views_learner_progress(place->views, learner, &progress), FAIL_OK);
    return progress;
}

static void test_lesson_numbers(void **state)
{
    (void)state;
    assert_int_equal(views_lesson_number(S("L01")), 1);
    assert_int_equal(views_lesson_number(S("L47")), 47);
    assert_int_equal(views_lesson_number(S("L48")), 0);
    assert_int_equal(views_lesson_number(S("M01")), 64);
    assert_int_equal(views_lesson_number(S("M31")), 94);
    assert_int_equal(views_lesson_number(S("M00")), 0);
    assert_int_equal(views_lesson_number(S("X01")), 0);
    assert_int_equal(views_lesson_number(S("")), 0);
}

static void test_progress(void **state)
{
    struct place *place = *state;
    complete(place, 11, false, S("c-A"));
    complete(place, 11, true, S("c-A"));
    complete(place, 31, false, S("c-A"));
    complete(place, 1, true, S(""));
    update(place);
    struct progress a = progress_of(place, S("c-A"));
    assert_int_equal(progress_count(&a), 2);
    assert_true(progress_has_unaided(&a, 11));
    assert_false(progress_has_unaided(&a, 31));
    struct progress session;
    assert_int_equal(views_session_progress(place->views, S(FIXTURE_SESSION), &session), FAIL_OK);
    assert_int_equal(progress_count(&session), 3);
    struct progress nobody = progress_of(place, S("c-B"));
    assert_int_equal(progress_count(&nobody), 0);
    /* Who takes a card at the end keeps what was learnt without one. */
    struct event_draft registered = fixture_draft(EVENT_LEARNER_REGISTERED);
    registered.learner = S("c-B");
    add(place, &registered);
    update(place);
    struct progress adopted = progress_of(place, S("c-B"));
    assert_int_equal(progress_count(&adopted), 1);
    assert_true(progress_has_unaided(&adopted, 1));
    struct event_draft erased = fixture_draft(EVENT_LEARNER_ERASED);
    erased.learner = S("c-A");
    add(place, &erased);
    update(place);
    struct progress gone = progress_of(place, S("c-A"));
    assert_int_equal(progress_count(&gone), 0);
}

struct counted {
    uint64_t count, last;
};

static bool count_completion(void *self, const struct completion_row *row)
{
    struct counted *counted = self;
    assert_true(row->seq > counted->last);
    counted->count++;
    counted->last = row->seq;
    return true;
}

static void test_sessions(void **state)
{
    struct place *place = *state;
    struct event_draft started = fixture_draft(EVENT_SESSION_STARTED);
    started.body.mode = S("self");
    started.body.group = S("ND");
    started.body.tags = S("cao-tuoi,tieu-thuong");
    started.body.area = S("Tổ 5");
    started.body.trust = S("L0");
    started.body.lang = S("vi");
    uint64_t first = add(place, &started);
    uint64_t done = complete(place, 11, true, S(""));
    struct event_draft ended = fixture_draft(EVENT_SESSION_ENDED);
    ended.body.reason = S("finished");
    ended.body.duration_ms = 301000;
    uint64_t last = add(place, &ended);
    update(place);
    struct session_row row;
    assert_int_equal(views_session(place->views, &place->home, S(FIXTURE_SESSION), &row), FAIL_OK);
    assert_int_equal(row.first_seq, first);
    assert_int_equal(row.last_seq, last);
    assert_int_equal(row.completions, 1);
    assert_int_equal(row.duration_ms, 301000);
    assert_int_equal(row.assisted, TRI_UNSET);
    assert_true(str_eq(row.group, S("ND")));
    assert_true(str_eq(row.area, S("Tổ 5")));
    assert_true(str_eq(row.reason, S("finished")));
    assert_int_equal(views_session(place->views, &place->home, S("nowhere"), &row), FAIL_MISSING);
    struct counted counted = { 0 };
    assert_int_equal(views_completions(place->views, 0, count_completion, &counted), FAIL_OK);
    assert_int_equal(counted.count, 1);
    assert_int_equal(counted.last, done);
    counted = (struct counted) { .last = done };
    assert_int_equal(views_completions(place->views, done, count_completion, &counted), FAIL_OK);
    assert_int_equal(counted.count, 0);
}

static void receive(struct place *place, int64_t first, int64_t last)
{
    struct event_draft draft = { .type = EVENT_RECEIPT_ACCEPTED, .body = event_body_none() };
    draft.body.hub = S(HUB);
    draft.body.first_seq = first;
    draft.body.last_seq = last;
    draft.body.hub_wall_ms = 1000 + last;
    add(place, &draft);
    update(place);
}

static struct outbox_state outbox(struct place *place)
{
    struct outbox_state state;
    assert_int_equal(views_outbox(place->views, S(HUB), &state), FAIL_OK);
    return state;
}

static void test_outbox(void **state)
{
    struct place *place = *state;
    for (unsigned i = 0; i < 29; i++)
        complete(place, 1 + i, true, S("")); /* 1 is device.booted: 2 … 30 */
    update(place);
    struct outbox_state s = outbox(place);
    assert_int_equal(s.ledger_seq, 30);
    assert_int_equal(s.waiting_count, 30);
    assert_int_equal(s.waiting_learning, 29);
    assert_true(s.last_receipt_ms == EVENT_INT_ABSENT);
    receive(place, 11, 15); /* itself is event 31 */
    s = outbox(place);
    assert_int_equal(s.delivered_to, 0);
    assert_int_equal(s.delivered_count, 5);
    assert_int_equal(s.waiting_count, 26);
    assert_int_equal(s.waiting_learning, 24);
    receive(place, 20, 25);
    receive(place, 1, 10); /* touches 11 … 15 */
    s = outbox(place);
    assert_int_equal(s.range_count, 2);
    assert_int_equal(s.delivered_to, 15);
    assert_int_equal(s.ranges[1].first_seq, 20);
    receive(place, 12, 30); /* covers the gap and more; also an old receipt again */
    receive(place, 1, 10);
    s = outbox(place);
    assert_int_equal(s.range_count, 1);
    assert_int_equal(s.delivered_to, 30);
    assert_int_equal(s.waiting_learning, 0);
    assert_int_equal(s.waiting_count, 5); /* the receipts' own events */
    assert_int_equal(s.hub_wall_ms, 1010);
    struct event_draft exported = { .type = EVENT_BATCH_EXPORTED, .body = event_body_none() };
    exported.body.hub = S(HUB);
    exported.body.first_seq = 31;
    exported.body.last_seq = 35;
    add(place, &exported);
    update(place);
    s = outbox(place);
    assert_int_equal(s.exported_to, 35);
    assert_true(s.last_export_ms > FIXTURE_WALL_MS);
}

static void sign_for(struct place *place, int64_t first, int64_t last, int64_t hub_ms)
{
    struct event_draft draft = { .type = EVENT_RECEIPT_ACCEPTED, .body = event_body_none() };
    draft.body.hub = S(HUB);
    draft.body.first_seq = first;
    draft.body.last_seq = last;
    draft.body.hub_wall_ms = hub_ms;
    add(place, &draft);
    update(place);
}

static uint64_t delivered_before(struct place *place, int64_t hub_ms)
{
    uint64_t seq = 77;
    assert_int_equal(views_delivered_before(place->views, S(HUB), hub_ms, &seq), FAIL_OK);
    return seq;
}

/* What was surely over by a moment of the hub's clock. */
static void test_delivered_before(void **state)
{
    struct place *place = *state;
    const int64_t t = FIXTURE_WALL_MS;
    for (unsigned i = 0; i < 99; i++)
        complete(place, 1 + i % 47, true, S(""));
    assert_int_equal(delivered_before(place, INT64_MAX), 0);
    sign_for(place, 1, 10, 5000); /* a clock that was never set */
    assert_int_equal(delivered_before(place, INT64_MAX), 0);
    sign_for(place, 11, 20, t);
    sign_for(place, 5, 20, t + 1); /* no news: it stays as old as it is */
    sign_for(place, 31, 40, t + 9);
    sign_for(place, 21, 25, EVENT_INT_ABSENT);
    assert_int_equal(delivered_before(place, t), 0);
    assert_int_equal(delivered_before(place, t + 1), 20);
    assert_int_equal(delivered_before(place, t + 9), 20);
    assert_int_equal(delivered_before(place, t + 10), 25);
    sign_for(place, 26, 30, t + 4); /* an older receipt: what lies behind the gap is not so old */
    assert_int_equal(delivered_before(place, t + 9), 20);
    assert_int_equal(delivered_before(place, t + 10), 40);
    uint64_t seq;
    assert_int_equal(views_delivered_before(place->views, S("another hub"), t + 99, &seq), FAIL_OK);
    assert_int_equal(seq, 0);
    uint8_t step_by_step[SEAL_HASH_BYTES], anew[SEAL_HASH_BYTES];
    assert_int_equal(views_digest(place->views, step_by_step), FAIL_OK);
    assert_int_equal(views_rebuild(place->views, place->ledger), FAIL_OK);
    assert_int_equal(views_digest(place->views, anew), FAIL_OK);
    assert_memory_equal(step_by_step, anew, sizeof anew);
}

/* ---- the same however made ---- */

static void add_anything(struct place *place, uint64_t *random)
{
    static const char *const learners[] = { "", "c-A", "c-B", "c-C" };
    struct event_draft draft =
        fixture_completion(1 + random_below(random, 47), random_below(random, 2) == 0);
    draft.type = (enum event_type)random_below(random, EVENT_TYPE_COUNT);
    draft.learner = str_of(learners[random_below(random, 4)]);
    if (random_below(random, 3) == 0)
        draft.session = S("01890a5d-ac96-774b-bcce-000000000002");
    draft.body.hub = S(HUB);
    draft.body.first_seq = 1 + random_below(random, 50);
    draft.body.last_seq = draft.body.first_seq + random_below(random, 9);
    draft.body.group = random_below(random, 2) ? S("HS") : S("");
    add(place, &draft);
}

static void test_rebuild_is_equal(void **state)
{
    struct place *place = *state;
    uint64_t random = 7;
    uint8_t step_by_step[SEAL_HASH_BYTES], anew[SEAL_HASH_BYTES];
    for (unsigned i = 0; i < 400; i++) {
        add_anything(place, &random);
        if (random_below(&random, 7) == 0)
            assert_int_equal(views_update(place->views, place->ledger, random_below(&random, 9)),
                             FAIL_OK);
    }
    update(place);
    assert_int_equal(views_digest(place->views, step_by_step), FAIL_OK);
    assert_int_equal(views_rebuild(place->views, place->ledger), FAIL_OK);
    assert_int_equal(views_digest(place->views, anew), FAIL_OK);
    assert_memory_equal(step_by_step, anew, sizeof anew);
    static struct check_result result;
    assert_int_equal(check_run(place->ledger, place->views, &result), FAIL_OK);
    assert_int_equal(result.problem_count, 0);
    assert_int_equal(result.views_seq, result.last_seq);
}

static void test_other_past(void **state)
{
    struct place *place = *state;
    complete(place, 1, true, S("c-A"));
    complete(place, 2, true, S("c-A"));
    update(place);
    /* The disk image from before is put back, and other things happen. */
    ledger_close(place->ledger);
    str other = fixture_path(&place->home, place->folder, "restored.db");
    place->ledger = fixture_ledger(other, "boot-b");
    complete(place, 3, true, S("c-A"));
    update(place);
    struct progress progress = progress_of(place, S("c-A"));
    assert_int_equal(progress_count(&progress), 1);
    assert_true(progress_has(&progress, 3));
}

static void test_damaged_views_are_made_anew(void **state)
{
    struct place *place = *state;
    complete(place, 4, true, S("c-A"));
    update(place);
    views_close(place->views);
    str junk = S("no database at all, but long enough to be mistaken for one by a hasty reader");
    assert_int_equal(file_write_durable(place->views_path, junk, 0644), FAIL_OK);
    place->views = open_views(place->views_path);
    update(place);
    struct progress progress = progress_of(place, S("c-A"));
    assert_true(progress_has(&progress, 4));
}

/* ---- check ---- */

static void sql_at(str path, const char *sql)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path.ptr, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
}

static void fill(struct place *place)
{
    for (unsigned i = 1; i < 12; i++)
        complete(place, i, true, S("c-A"));
    update(place);
}

/* Whether check names a problem of this kind at this event. */
static bool finds(struct place *place, enum check_kind kind, uint64_t seq)
{
    static struct check_result result;
    assert_int_equal(check_run(place->ledger, place->views, &result), FAIL_OK);
    for (uint32_t i = 0; i < result.problem_count && i < CHECK_PROBLEMS_MAX; i++)
        if (result.problems[i].kind == kind && result.problems[i].seq == seq)
            return strlen(result.problems[i].sentence) > 10;
    return false;
}

static void test_check_finds_changes(void **state)
{
    struct place *place = *state;
    static struct check_result result;
    fill(place);
    assert_int_equal(check_run(place->ledger, place->views, &result), FAIL_OK);
    assert_int_equal(result.problem_count, 0);
    assert_int_equal(result.events, 12);
    assert_int_equal(result.completions, 11);
    assert_int_equal(result.boots, 1);
    sql_at(place->ledger_path, "DROP TRIGGER event_stays; DROP TRIGGER event_remains;"
                               "UPDATE event SET body='{\"lesson\":\"L09\"}' WHERE seq=5");
    assert_true(finds(place, CHECK_CHAIN, 5));
    sql_at(place->ledger_path, "DELETE FROM event WHERE seq IN (7,8)");
    assert_true(finds(place, CHECK_GAP, 7));
    sql_at(place->ledger_path, "UPDATE event SET mono=1 WHERE seq=10");
    assert_true(finds(place, CHECK_ORDER, 10));
    sql_at(place->ledger_path, "UPDATE event SET hash=x'00' WHERE seq=11");
    assert_true(finds(place, CHECK_FORM, 11));
}

static void test_check_finds_wrong_views(void **state)
{
    struct place *place = *state;
    fill(place);
    sql_at(place->views_path, "DELETE FROM completion WHERE seq=3");
    assert_true(finds(place, CHECK_VIEWS, 0));
    assert_int_equal(views_rebuild(place->views, place->ledger), FAIL_OK);
    assert_false(finds(place, CHECK_VIEWS, 0));
}

static int quiet(void **state)
{
    (void)state;
    log_set_level((enum log_level) - 1);
    return 0;
}

#define AT_PLACE(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lesson_numbers),
        AT_PLACE(test_progress),
        AT_PLACE(test_sessions),
        AT_PLACE(test_outbox),
        AT_PLACE(test_delivered_before),
        AT_PLACE(test_rebuild_is_equal),
        AT_PLACE(test_other_past),
        AT_PLACE(test_damaged_views_are_made_anew),
        AT_PLACE(test_check_finds_changes),
        AT_PLACE(test_check_finds_wrong_views),
    };
    return cmocka_run_group_tests(tests, quiet, NULL);
}
