/* The ward's workbook on the stick says what the whole ledger says, whatever the clock has been. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "core/period.h"
#include "report/count.h"
#include "usb_fixture.h"
#include "wire/stick.h"

#define DAY_MS (24ll * 3600 * 1000)
#define VISITS_A_DAY 75u
#define REPORTS STICK_REPORTS "/tram-01"

/* 9 o'clock of a day in Vietnam. */
static int64_t at(int year, int month, int day)
{
    struct civil civil = { .year = year, .month = month, .day = day, .hour = 9 };
    return clock_from_civil(civil);
}

/* The machine is switched on, and its clock says wall_ms. */
static void boot(struct place *p, const char *name, int64_t wall_ms)
{
    struct ledger_options ledger = { .path = file_join(&p->home, p->data, S(LEDGER_FILE_NAME)),
                                     .boot_id = str_of(name),
                                     .version = S("test") };
    ledger_close(p->ledger);
    assert_int_equal(ledger_open(&p->ledger, &ledger), FAIL_OK);
    p->stamp.now = (struct moment) { wall_ms, 1000 };
}

static void come(struct place *p, arena *scratch, unsigned number)
{
    char session[40];
    snprintf(session, sizeof session, "01890a5d-ac96-774b-bcce-%012u", number);
    struct event_draft drafts[2] = { { .type = EVENT_SESSION_STARTED, .session = str_of(session) },
                                     { .type = EVENT_LESSON_COMPLETED,
                                       .session = str_of(session) } };
    drafts[0].body = drafts[1].body = event_body_none();
    drafts[0].body.group = S("ND");
    drafts[1].body.lesson = S("L11");
    p->stamp.now.wall_ms += 60000;
    p->stamp.now.mono_ms += 60000;
    struct ledger_write write = { drafts, 2, place_tick(p) };
    assert_int_equal(ledger_append_all(p->ledger, scratch, &write, NULL), FAIL_OK);
    arena_reset(scratch);
}

static void live(struct place *p, unsigned days)
{
    static unsigned number;
    arena scratch = { 0 };
    for (unsigned day = 0; day < days; day++) {
        struct moment morning = p->stamp.now;
        for (unsigned i = 0; i < VISITS_A_DAY; i++)
            come(p, &scratch, number++);
        p->stamp.now = (struct moment) { morning.wall_ms + DAY_MS, morning.mono_ms + DAY_MS };
    }
    arena_finish(&scratch);
}

/* The hub signs for all there is, by its own clock. */
static void deliver(struct place *p, int64_t hub_ms)
{
    struct moment own = p->stamp.now;
    p->stamp.now.wall_ms = hub_ms;
    place_receipt(p, "0123abcd-4567cdef-1.tsr", 1, place_end(p), &p->hub_sign);
    p->stamp.now = own;
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.receipts_taken, 1);
}

/* The month's file on the stick is the one that counting the whole ledger gives. Its visits. */
static uint64_t assert_month(struct place *p, int year, int month)
{
    struct tally tally;
    struct ledger_end end;
    char name[32];
    str wanted, found;
    assert_int_equal(ledger_end(p->ledger, &end), FAIL_OK);
    tally_init(&tally, &p->home, period_of(PERIOD_MONTH, at(year, month, 2)));
    tally_add_kiosk(&tally, S("tram-01"));
    assert_int_equal(
        count_ledger(p->ledger, S("tram-01"), 1, (struct tally *const[]) { &tally }, 1), FAIL_OK);
    struct report_about about = { .ward_name = S("Phường Mẫu"), .made_ms = end.wall_ms };
    assert_int_equal(report_xlsx(&p->home, &tally, &about, &wanted), FAIL_OK);
    snprintf(name, sizeof name, "%04d-%02d" STICK_REPORT_END, year, month);
    str path = file_join(&p->home, file_join(&p->home, p->stick, S(REPORTS)), str_of(name));
    assert_int_equal(file_read(&p->home, path, 1u << 20, &found), FAIL_OK);
    assert_true(str_eq(found, wanted));
    return tally.sessions;
}

/* Forty days, then a week in which the clock stood in the past and was believed, then some days. */
static void live_with_a_lost_battery(struct place *p)
{
    boot(p, "boot-2", at(2025, 6, 2));
    live(p, 8);
    boot(p, "boot-3", at(2026, 11, 12));
    live(p, 4);
}

static void test_a_wrong_boot_hides_no_day(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    boot(p, "boot-1", at(2026, 10, 2));
    live(p, 40);
    live_with_a_lost_battery(p);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_true(p->report.report_written);
    assert_true(assert_month(p, 2026, 11) > 13 * VISITS_A_DAY);
    assert_int_equal(assert_month(p, 2026, 10), 30 * VISITS_A_DAY);
}

/* The same where the hub has signed for every week: only what it had before the months is left out,
 * and a boot whose clock is in the past is in the months all the same. */
static void test_what_the_hub_had_is_not_read(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    boot(p, "boot-1", at(2026, 8, 1));
    for (unsigned week = 0; week < 15; week++) {
        live(p, 7);
        deliver(p, p->stamp.now.wall_ms);
    }
    uint64_t before;
    str hub = key_id_text(&p->home, p->identity.hub_sign_id);
    assert_int_equal(views_delivered_before(p->views, hub, at(2026, 10, 1), &before), FAIL_OK);
    assert_in_range(before, 7 * 2 * VISITS_A_DAY, place_end(p) - 4 * 7 * 2 * VISITS_A_DAY);
    boot(p, "boot-2", at(2025, 6, 2));
    live(p, 3);
    deliver(p, at(2026, 11, 18));
    boot(p, "boot-3", at(2026, 11, 18));
    live(p, 4);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_true(p->report.report_written);
    assert_int_equal(assert_month(p, 2026, 11), 20 * VISITS_A_DAY);
    assert_int_equal(assert_month(p, 2026, 10), 31 * VISITS_A_DAY);
}

/* A session that the hub had half of when the month began still counts with its group. */
static void test_a_session_over_the_months_edge(void **state)
{
    struct place *p = *state;
    arena scratch = { 0 };
    place_enrol(p);
    boot(p, "boot-1", at(2026, 9, 30) + 14 * 3600000ll); /* 23:00 */
    struct event_draft draft = { .type = EVENT_SESSION_STARTED,
                                 .session = S("01890a5d-ac96-774b-bcce-b302099a8057"),
                                 .body = event_body_none() };
    draft.body.group = S("HS");
    struct stamp stamp = place_tick(p);
    assert_int_equal(ledger_append(p->ledger, &scratch, &draft, &stamp, NULL), FAIL_OK);
    deliver(p, p->stamp.now.wall_ms + 1000);
    p->stamp.now.wall_ms += 2 * 3600000;
    p->stamp.now.mono_ms += 2 * 3600000;
    draft.type = EVENT_LESSON_COMPLETED;
    draft.body = event_body_none();
    draft.body.lesson = S("L11");
    stamp = place_tick(p);
    assert_int_equal(ledger_append(p->ledger, &scratch, &draft, &stamp, NULL), FAIL_OK);
    assert_int_equal(place_sync(p), FAIL_OK);
    (void)assert_month(p, 2026, 10);
    arena_finish(&scratch);
}

/* A battery that is just now lost makes no workbook of a month that is long over. */
static void test_a_clock_behind_the_hub_writes_nothing(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    boot(p, "boot-1", at(2026, 11, 2));
    live(p, 2);
    deliver(p, at(2026, 11, 20));
    boot(p, "boot-2", at(2025, 6, 2));
    live(p, 1);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_false(p->report.report_written);
    assert_int_equal(p->report.ignored_count, 1);
    assert_non_null(strstr(p->report.ignored[0].why, "behind the hub's"));
    const str *names;
    for (size_t i = place_list(p, REPORTS, &names); i-- > 0;)
        assert_true(str_starts(names[i], S("2026-11")));
    /* A minute is no trouble: two clocks that people set. */
    boot(p, "boot-3", at(2026, 11, 20) - 50000);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_true(p->report.report_written);
    assert_int_equal(p->report.ignored_count, 0);
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_wrong_boot_hides_no_day),
        TEST(test_what_the_hub_had_is_not_read),
        TEST(test_a_session_over_the_months_edge),
        TEST(test_a_clock_behind_the_hub_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
