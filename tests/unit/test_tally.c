#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/hash.h"
#include "report/tally.h"

static arena home;

struct fact {
    enum event_type type;
    const char *learner;
    const char *lesson;
    enum tri unaided;
    int64_t duration_ms;
    int64_t wall_ms;
    bool unsure;
};

static int64_t in_november(int day, int hour)
{
    return clock_from_civil((struct civil) { .year = 2026, .month = 11, .day = day, .hour = hour });
}

static void add(struct tally *tally, const char *kiosk, uint64_t seq, struct fact f)
{
    struct event event = { .seq = seq,
                           .wall_ms = f.wall_ms ? f.wall_ms : in_november(22, 9),
                           .clock_sure = !f.unsure,
                           .type = f.type,
                           .learner = str_of(f.learner) };
    struct event_body body = event_body_none();
    body.lesson = str_of(f.lesson);
    body.unaided = f.unaided;
    if (f.duration_ms)
        body.duration_ms = f.duration_ms;
    tally_add(tally, str_of(kiosk), &event, &body);
}

static struct tally november(void)
{
    struct tally tally;
    tally_init(&tally, &home, period_of(PERIOD_MONTH, in_november(1, 0)));
    return tally;
}

static void test_counts_by_definition(void **state)
{
    (void)state;
    struct tally t = november();
    add(&t, "tram-01", 1, (struct fact) { .type = EVENT_DEVICE_BOOTED });
    add(&t, "tram-01", 2, (struct fact) { .type = EVENT_SESSION_STARTED });
    add(&t, "tram-01", 3, (struct fact) { .type = EVENT_LESSON_STARTED, .lesson = "L11" });
    add(&t, "tram-01", 4,
        (struct fact) { .type = EVENT_LESSON_COMPLETED,
                        .lesson = "L11",
                        .unaided = TRI_YES,
                        .duration_ms = 240000 });
    add(&t, "tram-01", 5,
        (struct fact) { .type = EVENT_LESSON_COMPLETED,
                        .lesson = "L01",
                        .learner = "k1",
                        .unaided = TRI_NO,
                        .duration_ms = 60000 });
    add(&t, "tram-01", 6, (struct fact) { .type = EVENT_LESSON_COMPLETED, .lesson = "L11" });
    add(&t, "tram-01", 7, (struct fact) { .type = EVENT_HELP_CALLED, .unsure = true });
    add(&t, "tram-01", 8, (struct fact) { .type = EVENT_SESSION_ENDED, .duration_ms = 600000 });
    tally_finish(&t);
    assert_int_equal(t.sessions, 1);
    assert_int_equal(t.people, 1);
    assert_int_equal(t.all.started, 1);
    assert_int_equal(t.all.completions, 3);
    assert_int_equal(t.all.unaided, 1);
    assert_int_equal(t.all.lesson_ms, 300000);
    assert_int_equal(t.session_ms, 600000);
    assert_int_equal(t.helps, 1);
    assert_int_equal(t.unsure, 1);
    assert_int_equal(t.lesson_count, 2);
    assert_true(str_eq(t.lessons[0].lesson, S("L01")));
    assert_int_equal(t.lessons[1].counts.completions, 2);
    assert_int_equal(t.kiosk_count, 1);
    assert_int_equal(t.kiosks[0].events, 8);
    assert_int_equal(t.kiosks[0].last_seq, 8);
}

static void test_only_the_period_counts(void **state)
{
    (void)state;
    struct tally t = november();
    struct fact done = { .type = EVENT_LESSON_COMPLETED, .lesson = "L11" };
    int64_t edges[] = { t.period.from_ms - 1, t.period.from_ms, t.period.to_ms - 1,
                        t.period.to_ms };
    for (size_t i = 0; i < 4; i++) {
        done.wall_ms = edges[i];
        add(&t, "tram-01", i + 1, done);
    }
    tally_finish(&t);
    assert_int_equal(t.all.completions, 2);
    assert_int_equal(t.kiosks[0].events, 4);
    assert_int_equal(t.kiosks[0].last_wall_ms, edges[3]);
}

struct sat {
    const char *session, *learner, *group;
    enum tri success;
};

static void sit(struct tally *tally, const char *kiosk, uint64_t seq, struct sat sat)
{
    struct event event = { .seq = seq,
                           .wall_ms = in_november(22, 9),
                           .clock_sure = true,
                           .type = EVENT_ASSESSMENT_COMPLETED,
                           .session = str_of(sat.session),
                           .learner = str_of(sat.learner) };
    struct event_body body = event_body_none();
    body.success = sat.success;
    body.group = str_of(sat.group);
    tally_add(tally, str_of(kiosk), &event, &body);
}

/* Lượt are all that passed, người the cards among them, once in each group and once in all. */
static void test_passed_assessments(void **state)
{
    (void)state;
    struct tally t = november();
    sit(&t, "tram-01", 1, (struct sat) { "s1", "k1", "ND", TRI_YES });
    sit(&t, "tram-01", 2, (struct sat) { "s1", "k1", "ND", TRI_YES });
    sit(&t, "tram-01", 3, (struct sat) { "s2", "", "ND", TRI_YES });
    sit(&t, "tram-01", 4, (struct sat) { "s3", "k2", "ND", TRI_NO });
    sit(&t, "tram-02", 1, (struct sat) { "s4", "k1", "HS", TRI_YES });
    sit(&t, "tram-02", 2, (struct sat) { "", "k3", "HS", TRI_YES });
    tally_finish(&t);
    assert_int_equal(t.assessments, 6);
    assert_int_equal(t.passes, 5);
    assert_int_equal(t.passed, 2);
    assert_int_equal(t.people, 3);
    assert_int_equal(t.cell_count, 2);
    assert_true(str_eq(t.cells[0].group, S("ND")));
    assert_int_equal(t.cells[0].passes, 3);
    assert_int_equal(t.cells[0].passed, 1);
    assert_int_equal(t.cells[0].people, 2);
    assert_int_equal(t.cells[1].passes, 2);
    assert_int_equal(t.cells[1].passed, 2);
    assert_int_equal(t.all.completions, 0);
}

/* The same learner at two kiosks is one person, and lượt are not people. */
static void test_people_across_kiosks(void **state)
{
    (void)state;
    struct tally t = november();
    char key[16];
    for (uint64_t i = 0; i < 3000; i++) {
        snprintf(key, sizeof key, "k%u", (unsigned)(i % 700));
        add(&t, i % 2 ? "tram-01" : "tram-02", i,
            (struct fact) { .type = EVENT_SESSION_STARTED, .learner = key });
    }
    add(&t, "tram-01", 9999, (struct fact) { .type = EVENT_SESSION_STARTED });
    tally_add_kiosk(&t, S("tram-00"));
    tally_finish(&t);
    assert_int_equal(t.people, 700);
    assert_int_equal(t.sessions, 3001);
    assert_int_equal(t.kiosk_count, 3);
    assert_true(str_eq(t.kiosks[0].kiosk, S("tram-00")));
    assert_int_equal(t.kiosks[0].events, 0);
}

static void test_order_does_not_matter(void **state)
{
    (void)state;
    enum { N = 500 };
    static struct fact facts[N];
    static const char *const lessons[] = { "L01", "L11", "L31", "M03" };
    static const char *const learners[] = { "", "a", "b", "c" };
    uint64_t seed = 7;
    for (size_t i = 0; i < N; i++)
        facts[i] = (struct fact) { .type = random_below(&seed, 2) ? EVENT_LESSON_COMPLETED
                                                                  : EVENT_SESSION_STARTED,
                                   .lesson = lessons[random_below(&seed, 4)],
                                   .learner = learners[random_below(&seed, 4)],
                                   .unaided = random_below(&seed, 2) ? TRI_YES : TRI_NO,
                                   .duration_ms = random_below(&seed, 100000) };
    struct tally forward = november(), backward = november();
    for (size_t i = 0; i < N; i++) {
        add(&forward, "tram-01", i + 1, facts[i]);
        add(&backward, "tram-01", N - i, facts[N - 1 - i]);
    }
    tally_finish(&forward);
    tally_finish(&backward);
    char *a = NULL, *b = NULL;
    size_t a_len, b_len;
    FILE *to_a = open_memstream(&a, &a_len), *to_b = open_memstream(&b, &b_len);
    tally_print_json(&forward, to_a);
    tally_print_json(&backward, to_b);
    fclose(to_a);
    fclose(to_b);
    assert_string_equal(a, b);
    free(a);
    free(b);
}

static void test_json_says_numbers_definitions_coverage(void **state)
{
    (void)state;
    struct tally t = november();
    add(&t, "tram-01", 1,
        (struct fact) { .type = EVENT_LESSON_COMPLETED, .lesson = "L\"1", .duration_ms = 90000 });
    tally_finish(&t);
    char *text = NULL;
    size_t len;
    FILE *to = open_memstream(&text, &len);
    tally_print_json(&t, to);
    fclose(to);
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    json_t *measured = json_object_get(root, "measured");
    assert_int_equal(json_integer_value(json_object_get(measured, "completions")), 1);
    assert_int_equal(json_integer_value(json_object_get(measured, "lesson_minutes")), 2);
    const char *key;
    json_t *value;
    json_object_foreach(measured, key, value) assert_true(
        json_string_length(json_object_get(json_object_get(root, "definitions"), key)) > 10);
    json_t *row = json_array_get(json_object_get(root, "coverage"), 0);
    assert_string_equal(json_string_value(json_object_get(row, "kiosk")), "tram-01");
    assert_string_equal(json_string_value(json_object_get(row, "until")),
                        "2026-11-22T09:00:00.000+07:00");
    assert_string_equal(json_string_value(json_object_get(json_object_get(root, "period"), "from")),
                        "2026-11-01T00:00:00.000+07:00");
    json_decref(root);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_by_definition),
        cmocka_unit_test(test_passed_assessments),
        cmocka_unit_test(test_only_the_period_counts),
        cmocka_unit_test(test_people_across_kiosks),
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_json_says_numbers_definitions_coverage),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    return failed;
}
