/* Groups by areas, counting with repaired times, and the report's files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "report/count.h"
#include "report/xlsx.h"
#include "wire/body.h"

#define MINUTE 60000ll

static arena home;

static int64_t november(int day, int hour)
{
    return clock_from_civil((struct civil) { .year = 2026, .month = 11, .day = day, .hour = hour });
}

/* ---- one event after the other ---- */

struct fact {
    enum event_type type;
    const char *session, *learner, *group, *area;
    int64_t duration_ms, wall_ms;
};

static void add(struct tally *tally, struct fact f)
{
    struct event event = { .seq = 1,
                           .type = f.type,
                           .session = str_of(f.session),
                           .learner = str_of(f.learner),
                           .wall_ms = f.wall_ms ? f.wall_ms : november(10, 9),
                           .clock_sure = true };
    struct event_body body = event_body_none();
    body.lesson = S("L01");
    body.group = str_of(f.group);
    body.area = str_of(f.area);
    if (f.duration_ms)
        body.duration_ms = f.duration_ms;
    tally_add(tally, S("tram-01"), &event, &body);
}

static struct tally begin(void)
{
    struct tally tally;
    tally_init(&tally, &home, period_of(PERIOD_MONTH, november(1, 0)));
    return tally;
}

static const struct tally_cell *cell(const struct tally *t, const char *group, const char *area)
{
    for (size_t i = 0; i < t->cell_count; i++)
        if (str_eq(t->cells[i].group, str_of(group)) && str_eq(t->cells[i].area, str_of(area)))
            return &t->cells[i];
    return NULL;
}

static void check_sums(const struct tally *t)
{
    uint64_t sessions = 0, completions = 0, unaided = 0, minutes = 0;
    int64_t ms = 0;
    for (size_t i = 0; i < t->cell_count; i++) {
        sessions += t->cells[i].sessions;
        completions += t->cells[i].completions;
        unaided += t->cells[i].unaided;
        minutes += t->cells[i].minutes;
        ms += t->cells[i].lesson_ms;
        assert_true(t->cells[i].people <= t->people);
    }
    assert_int_equal(sessions, t->sessions);
    assert_int_equal(completions, t->all.completions);
    assert_int_equal(unaided, t->all.unaided);
    assert_int_equal(ms, t->all.lesson_ms);
    assert_int_equal(minutes, (t->all.lesson_ms + 30000) / 60000);
}

static void test_group_told_late_counts_for_the_session(void **state)
{
    (void)state;
    struct tally t = begin();
    add(&t, (struct fact) { EVENT_SESSION_STARTED, .session = "s1", .learner = "a" });
    add(&t, (struct fact) { EVENT_LESSON_COMPLETED, .session = "s1", .learner = "a",
                            .duration_ms = 90000 });
    add(&t, (struct fact) { EVENT_SESSION_ENDED, .session = "s1", .group = "ND", .area = "Tổ 2" });
    add(&t, (struct fact) { EVENT_SESSION_STARTED, .session = "s2" });
    tally_finish(&t);
    check_sums(&t);
    const struct tally_cell *told = cell(&t, "ND", "Tổ 2"), *unknown = cell(&t, "", "");
    assert_non_null(told);
    assert_non_null(unknown);
    assert_int_equal(told->sessions, 1);
    assert_int_equal(told->people, 1);
    assert_int_equal(told->completions, 1);
    assert_int_equal(unknown->sessions, 1);
    assert_int_equal(unknown->people, 0);
    assert_int_equal(t.cell_count, 2);
}

/* Begun in October, told there; what happens in November still has its group. */
static void test_group_from_before_the_period(void **state)
{
    (void)state;
    struct tally t = begin();
    int64_t before = november(1, 0) - MINUTE;
    add(&t, (struct fact) { EVENT_SESSION_STARTED, .session = "s", .group = "CB", .area = "Tổ 1",
                            .wall_ms = before });
    add(&t, (struct fact) { EVENT_LESSON_COMPLETED, .session = "s", .duration_ms = MINUTE });
    add(&t, (struct fact) { EVENT_SESSION_STARTED, .session = "old", .group = "HS", .area = "Tổ 9",
                            .wall_ms = before });
    tally_finish(&t);
    check_sums(&t);
    assert_int_equal(t.sessions, 0);
    assert_int_equal(cell(&t, "CB", "Tổ 1")->completions, 1);
    assert_null(cell(&t, "HS", "Tổ 9")); /* nothing of it is in the period */
}

static void test_people_do_not_add_up_and_classes(void **state)
{
    (void)state;
    struct tally t = begin();
    add(&t, (struct fact) { EVENT_SESSION_STARTED, "s1", "a", "ND", "Tổ 1" });
    add(&t, (struct fact) { EVENT_SESSION_STARTED, "s2", "a", "ND", "Tổ 10" });
    add(&t, (struct fact) { EVENT_SESSION_STARTED, "s3", "a", "ND", "Tổ 1" });
    add(&t, (struct fact) { EVENT_SESSION_STARTED, "c", "", "ND", "Tổ 2" });
    add(&t, (struct fact) { EVENT_CLASS_ATTENDED, "c", "b", "HS", "Tổ 1" });
    add(&t, (struct fact) { EVENT_CLASS_ATTENDED, "c", "d", "", "" });
    tally_finish(&t);
    check_sums(&t);
    assert_int_equal(t.people, 3);
    assert_int_equal(cell(&t, "ND", "Tổ 1")->people, 1);
    assert_int_equal(cell(&t, "ND", "Tổ 10")->people, 1);
    assert_int_equal(cell(&t, "HS", "Tổ 1")->people, 1);
    assert_int_equal(cell(&t, "ND", "Tổ 2")->people, 1);
    assert_int_equal(cell(&t, "ND", "Tổ 2")->sessions, 1);
    /* In the order people count: 1, 2, 10; the four groups as decreed. */
    assert_true(str_eq(t.cells[0].area, S("Tổ 1")));
    assert_true(str_eq(t.cells[1].area, S("Tổ 2")));
    assert_true(str_eq(t.cells[2].area, S("Tổ 10")));
    assert_true(str_eq(t.cells[3].group, S("HS")));
}

/* More sessions at once than wait, more cells than there may be: sums stay. */
static void test_many(void **state)
{
    (void)state;
    struct tally t = begin();
    uint64_t random = 3;
    for (unsigned i = 0; i < 60000; i++) {
        char session[16], learner[16], area[16];
        snprintf(session, sizeof session, "s%u", random_below(&random, 9000));
        snprintf(learner, sizeof learner, "k%u", random_below(&random, 500));
        snprintf(area, sizeof area, "Tổ %u", random_below(&random, 6000));
        static const enum event_type types[] = { EVENT_SESSION_STARTED, EVENT_LESSON_COMPLETED,
                                                 EVENT_SESSION_ENDED, EVENT_STEP_ANSWERED };
        bool tells = random_below(&random, 3) == 0;
        add(&t, (struct fact) { types[random_below(&random, 4)], i % 50 ? session : "",
                                i % 3 ? learner : "", tells ? "ND" : "", tells ? area : "",
                                random_below(&random, 100000) });
    }
    tally_finish(&t);
    check_sums(&t);
    assert_true(t.cell_count <= TALLY_CELLS_MAX + 1);
    assert_int_equal(t.people, 500);
}

static void test_foreign_durations_are_cut(void **state)
{
    (void)state;
    struct tally t = begin();
    static const int64_t given[] = { INT64_MAX, INT64_MAX, -5, TALLY_DURATION_MAX_MS, 60000 };
    for (size_t i = 0; i < 5; i++)
        add(&t, (struct fact) { EVENT_LESSON_COMPLETED, .session = "s", .duration_ms = given[i] });
    add(&t, (struct fact) { EVENT_SESSION_ENDED, .session = "s", .duration_ms = INT64_MAX });
    add(&t, (struct fact) { EVENT_LESSON_COMPLETED, .session = "s" }); /* says nothing */
    tally_finish(&t);
    check_sums(&t);
    assert_int_equal(t.clamped, 4);
    assert_int_equal(t.all.lesson_ms, 3 * TALLY_DURATION_MAX_MS + 60000);
    assert_int_equal(t.session_ms, TALLY_DURATION_MAX_MS);
}

/* ---- counting a store ---- */

#define STORE_MAX 64

struct store {
    struct count_event rows[STORE_MAX];
    struct event events[STORE_MAX];
    size_t count;
    unsigned readings;
    enum fail fails;
};

static enum fail read_store(void *self, count_visit *visit, void *visit_self)
{
    struct store *store = self;
    store->readings++;
    for (size_t i = 0; i < store->count; i++)
        if (!visit(visit_self, &store->rows[i]))
            break;
    return store->fails;
}

/* mono says how long after the boot; the clock shows 1970 until it is sure. */
static void keep(struct store *store, enum event_type type, int64_t mono_ms, int64_t sure_wall_ms)
{
    struct event_body body = event_body_none();
    body.lesson = S("L11");
    body.duration_ms = MINUTE;
    struct event *e = &store->events[store->count];
    *e = (struct event) { .seq = store->count + 1,
                          .boot = 1,
                          .mono_ms = mono_ms,
                          .wall_ms = sure_wall_ms ? sure_wall_ms : mono_ms,
                          .clock_sure = sure_wall_ms != 0,
                          .type = type,
                          .type_name = event_type_name(type) };
    e->hash[0] = (uint8_t)e->seq;
    if (store->count)
        memcpy(e->prev, store->events[store->count - 1].hash, EVENT_HASH_BYTES);
    assert_int_equal(body_write(&home, &body, &e->body), FAIL_OK);
    store->rows[store->count++] = (struct count_event) { 7, S("tram-01"), 0, e };
}

static void test_periods_go_by_repaired_times(void **state)
{
    (void)state;
    struct store *store = arena_new(&home, struct store, 1);
    int64_t boot_ms = november(30, 23); /* the month ends an hour later */
    keep(store, EVENT_LESSON_COMPLETED, 30 * MINUTE, 0);
    keep(store, EVENT_LESSON_COMPLETED, 59 * MINUTE, 0);
    keep(store, EVENT_LESSON_COMPLETED, 61 * MINUTE, 0);
    keep(store, EVENT_HELP_CALLED, 70 * MINUTE, boot_ms + 70 * MINUTE);
    struct tally t = begin();
    struct count_source source = { read_store, store };
    assert_int_equal(count_all(&source, (struct tally *const[]) { &t }, 1, 0), FAIL_OK);
    assert_int_equal(store->readings, 2);
    assert_int_equal(t.all.completions, 2);
    assert_int_equal(t.unsure, 2);
    assert_int_equal(t.repaired, 2);
    assert_int_equal(t.helps, 0);
    assert_int_equal(t.kiosks[0].events, 4);
    assert_int_equal(t.kiosks[0].last_wall_ms, boot_ms + 70 * MINUTE);
    check_sums(&t);
}

/* Several periods of one reading are what each would be alone. */
static void test_periods_are_counted_together(void **state)
{
    (void)state;
    struct store *store = arena_new(&home, struct store, 1);
    int64_t boot_ms = november(30, 23);
    keep(store, EVENT_LESSON_COMPLETED, 30 * MINUTE, 0);
    keep(store, EVENT_LESSON_COMPLETED, 61 * MINUTE, 0);
    keep(store, EVENT_HELP_CALLED, 70 * MINUTE, boot_ms + 70 * MINUTE);
    struct tally before = begin(), after;
    tally_init(&after, &home, period_of(PERIOD_MONTH, boot_ms + 70 * MINUTE));
    struct count_source source = { read_store, store };
    assert_int_equal(count_all(&source, (struct tally *const[]) { &before, &after }, 2, 0),
                     FAIL_OK);
    assert_int_equal(store->readings, 2);
    assert_int_equal(before.all.completions, 1);
    assert_int_equal(before.helps, 0);
    assert_int_equal(after.all.completions, 1);
    assert_int_equal(after.helps, 1);
    check_sums(&before);
    check_sums(&after);
}

static void test_a_source_that_fails(void **state)
{
    (void)state;
    struct store *store = arena_new(&home, struct store, 1);
    store->fails = FAIL_CORRUPT;
    struct tally t = begin();
    struct count_source source = { read_store, store };
    assert_int_equal(count_all(&source, (struct tally *const[]) { &t }, 1, 0), FAIL_CORRUPT);
    assert_int_equal(store->readings, 1);
}

/* ---- files ---- */

static struct tally some(void)
{
    struct tally t = begin();
    add(&t, (struct fact) { EVENT_SESSION_STARTED, "s1", "c-MAU1", "ND", "=1+1\"x" });
    add(&t, (struct fact) { EVENT_LESSON_COMPLETED, "s1", "c-MAU1", "", "", 100000 });
    tally_add_kiosk(&t, S("tram-00"));
    tally_finish(&t);
    return t;
}

static const struct report_about about = { .unit_name = S_INIT("UBND Phường Mẫu"),
                                           .ward_name = S_INIT("Phường Mẫu"),
                                           .area_word = S_INIT("Thôn"),
                                           .made_ms = 1795312800000ll };

static void test_csv(void **state)
{
    (void)state;
    struct tally t = some();
    str csv = report_csv(&home, &t, &about);
    assert_true(str_starts(csv, S("\xef\xbb\xbf\"Tổng hợp\"\r\n")));
    assert_true(str_find(csv, S("\"Nhóm\",\"Thôn\",")) > 0);
    assert_true(str_find(csv, S("\"Người dân\",\"'=1+1\"\"x\",1,1,1,0,2,0,0\r\n")) > 0);
    assert_true(str_find(csv, S("\"tram-00\",0,0,\"chưa có số liệu\",\"\"\r\n")) > 0);
    assert_true(str_find(csv, S("c-MAU1")) < 0);
    assert_true(str_find(csv, S("UBND Phường Mẫu")) > 0);
}

static void test_xlsx_is_the_same_again(void **state)
{
    (void)state;
    struct tally t = some();
    str first, again;
    assert_int_equal(report_xlsx(&home, &t, &about, &first), FAIL_OK);
    assert_int_equal(report_xlsx(&home, &t, &about, &again), FAIL_OK);
    assert_true(first.len > 4000 && str_starts(first, S("PK\x03\x04")));
    assert_true(str_eq(first, again));
}

static void test_files_are_written_whole(void **state)
{
    (void)state;
    char folder[] = "/tmp/tramso-report-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct tally t = some();
    str book = file_join(&home, str_of(folder), S("a.xlsx")), bytes, made;
    assert_int_equal(report_write(&t, &about, book), FAIL_OK);
    assert_int_equal(report_xlsx(&home, &t, &about, &made), FAIL_OK);
    assert_int_equal(file_read(&home, book, 1u << 20, &bytes), FAIL_OK);
    assert_true(str_eq(bytes, made));
    str list = file_join(&home, str_of(folder), S("a.csv"));
    assert_int_equal(report_write(&t, &about, list), FAIL_OK);
    str other = file_join(&home, str_of(folder), S("a.pdf"));
    assert_int_equal(report_write(&t, &about, other), FAIL_FORMAT);
    assert_false(file_exists(other));
    assert_true(report_write(&t, &about, S("/nowhere/at/all/a.xlsx")) != FAIL_OK);
    unlink(book.ptr);
    unlink(list.ptr);
    assert_int_equal(rmdir(folder), 0); /* no temporary neighbour is left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_group_told_late_counts_for_the_session),
        cmocka_unit_test(test_group_from_before_the_period),
        cmocka_unit_test(test_people_do_not_add_up_and_classes),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_foreign_durations_are_cut),
        cmocka_unit_test(test_periods_go_by_repaired_times),
        cmocka_unit_test(test_periods_are_counted_together),
        cmocka_unit_test(test_a_source_that_fails),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_xlsx_is_the_same_again),
        cmocka_unit_test(test_files_are_written_whole),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    return failed;
}
