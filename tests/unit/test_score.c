#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "exam_fixture.h"

#include "base/hash.h"

struct sitting {
    struct exam_fixture f;
    struct draw draw;
    struct answer_sheet sheet;
    struct progress done;
    struct score score;
};

/* Everything right. */
static void sit(struct sitting *s, uint64_t seed)
{
    memset(s, 0, sizeof *s);
    exam_fixture_make(&s->f);
    assessment_draw(&s->f.from, seed, &s->draw);
    memset(s->sheet.questions, true, sizeof s->sheet.questions);
    memset(s->sheet.cases, true, sizeof s->sheet.cases);
    for (uint16_t i = 0; i < EXAM_PRACTICES_MAX; i++)
        s->sheet.practices[i].passed = true;
}

static bool marked(struct sitting *s)
{
    score_assessment(&s->f.from, &s->draw, &s->sheet, &s->done, &s->score);
    return s->score.passed;
}

/* The place of the n-th question that is (not) critical. */
static uint16_t place(const struct sitting *s, bool critical, unsigned n)
{
    for (uint16_t i = 0; i < s->draw.question_count; i++)
        if ((s->f.items[s->draw.questions[i]].critical != CRITICAL_NONE) == critical && n-- == 0)
            return i;
    fail();
    return 0;
}

static void all_right_passes(void **state)
{
    (void)state;
    struct sitting s;
    sit(&s, 3);
    assert_true(marked(&s));
    assert_int_equal(s.score.right, 20);
    assert_int_equal(s.score.total, 20);
    assert_int_equal(s.score.weak, 0);
    assert_int_not_equal(s.score.well, 0);
    assert_int_equal(s.score.missed, 0);
    arena home = { 0 };
    str line = score_line(&home, &s.score);
    assert_true(str_eq(line, S("A10/10 B3/3 C3/3 D4/4")));
    arena_finish(&home);
}

static void two_quick_ones_may_be_missed(void **state)
{
    (void)state;
    struct sitting s;
    sit(&s, 4);
    s.sheet.questions[place(&s, false, 0)] = false;
    s.sheet.questions[place(&s, false, 1)] = false;
    assert_true(marked(&s));
    s.sheet.questions[place(&s, false, 2)] = false;
    assert_false(marked(&s));
    assert_false(score_part_passed(&s.score.parts[PART_QUICK]));
    assert_true(score_part_passed(&s.score.parts[PART_CRITICAL]));
}

static void no_critical_one_may_be_missed(void **state)
{
    (void)state;
    struct sitting s;
    for (unsigned n = 0; n < 3; n++) {
        sit(&s, 5);
        uint16_t at = place(&s, true, n);
        enum critical critical = s.f.items[s.draw.questions[at]].critical;
        s.sheet.questions[at] = false;
        assert_false(marked(&s));
        assert_int_equal(s.score.missed, 1u << critical);
        str code = s.f.assessment.rules.relearn[critical];
        assert_int_equal(s.score.next[0], catalogue_find(&s.f.catalogue, code));
    }
}

static void practices_are_done_with_few_hints(void **state)
{
    (void)state;
    struct sitting s;
    sit(&s, 6);
    s.sheet.practices[1].hints = 2;
    assert_true(marked(&s));
    s.sheet.practices[1].hints = 3;
    assert_false(marked(&s));
    assert_int_equal(s.score.next[0], s.draw.practices[1]);
    s.sheet.practices[1] = (struct practice_mark) { .passed = false };
    assert_false(marked(&s));
}

static void one_case_may_be_missed(void **state)
{
    (void)state;
    struct sitting s;
    sit(&s, 7);
    s.sheet.cases[2] = false;
    assert_true(marked(&s));
    s.sheet.cases[0] = false;
    assert_false(marked(&s));
}

static void smaller_parts_ask_for_the_same_share(void **state)
{
    (void)state;
    struct sitting s;
    sit(&s, 8);
    s.f.from.case_count = 2;
    assessment_draw(&s.f.from, 8, &s.draw);
    assert_int_equal(s.draw.case_count, 2);
    s.sheet.cases[0] = false; /* 3 of 4 is 2 of 2 */
    assert_false(marked(&s));
}

static void properties_of_any_answers(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 5000; seed++) {
        struct sitting s;
        sit(&s, seed);
        uint64_t chance = seed;
        unsigned wrong = 0, critical_wrong = 0, cases_wrong = 0, practices_wrong = 0;
        for (uint16_t i = 0; i < s.draw.question_count; i++) {
            bool critical = s.f.items[s.draw.questions[i]].critical != CRITICAL_NONE;
            s.sheet.questions[i] = random_below(&chance, 8) != 0;
            *(critical ? &critical_wrong : &wrong) += !s.sheet.questions[i];
        }
        for (uint16_t i = 0; i < s.draw.case_count; i++) {
            s.sheet.cases[i] = random_below(&chance, 8) != 0;
            cases_wrong += !s.sheet.cases[i];
        }
        for (uint16_t i = 0; i < s.draw.practice_count; i++) {
            s.sheet.practices[i].passed = random_below(&chance, 8) != 0;
            s.sheet.practices[i].hints = (uint8_t)random_below(&chance, 4);
            practices_wrong += !s.sheet.practices[i].passed || s.sheet.practices[i].hints > 2;
        }
        for (uint16_t number = 1; number <= FIXTURE_LESSONS; number++)
            if (random_below(&chance, 2))
                progress_set(&s.done, number, random_below(&chance, 2));
        bool passed = marked(&s);
        assert_int_equal(passed,
                         wrong <= 2 && !critical_wrong && cases_wrong <= 1 && !practices_wrong);
        unsigned all = wrong + critical_wrong + cases_wrong + practices_wrong;
        assert_int_equal(s.score.total - s.score.right, all);
        assert_int_equal(s.score.well & s.score.weak, 0);
        assert_int_equal(s.score.weak == 0, all == 0);
        /* Exactly two lessons, never the same. */
        for (int i = 0; i < SCORE_NEXT; i++)
            assert_in_range(s.score.next[i], 0, FIXTURE_LESSONS - 1);
        assert_int_not_equal(s.score.next[0], s.score.next[1]);
        if (critical_wrong) {
            bool first = false;
            for (int v = 1; v < CRITICAL_COUNT; v++)
                first |= (s.score.missed >> v & 1) &&
                         catalogue_find(&s.f.catalogue, s.f.assessment.rules.relearn[v]) ==
                             s.score.next[0];
            assert_true(first);
        } else if (all) {
            assert_true(s.f.heads[s.score.next[0]].skills & s.score.weak);
        }
        /* One more right answer never turns a pass into something else. */
        if (passed) {
            memset(s.sheet.questions, true, sizeof s.sheet.questions);
            assert_true(marked(&s));
        }
    }
}

static void a_missing_lesson_is_not_offered(void **state)
{
    (void)state;
    struct sitting s;
    sit(&s, 9);
    for (int v = 1; v < CRITICAL_COUNT; v++)
        s.f.assessment.rules.relearn[v] = S("L98");
    s.sheet.questions[place(&s, true, 0)] = false;
    marked(&s);
    assert_in_range(s.score.next[0], 0, FIXTURE_LESSONS - 1);
    s.f.catalogue.lesson_count = 1;
    s.draw.practice_count = s.draw.case_count = 0;
    marked(&s);
    assert_int_equal(s.score.next[0], 0);
    assert_int_equal(s.score.next[1], -1);
}

static void checking_counts_half_or_in_full(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    struct judge scam = { .code = S("C01"), .right = VERDICT_SCAM };
    assert_int_equal(score_verdict(&f.assessment.rules, &scam, VERDICT_CHECK), 50);
    assert_int_equal(score_verdict(&f.assessment.rules, &scam, VERDICT_SCAM), 100);
    assert_int_equal(score_verdict(&f.assessment.rules, &scam, VERDICT_REAL), 0);
    struct judge market = { .code = S("C12"), .right = VERDICT_CHECK };
    assert_int_equal(score_verdict(&f.assessment.rules, &market, VERDICT_CHECK), 100);
    assert_int_equal(score_verdict(&f.assessment.rules, &market, VERDICT_SCAM), 100);
    assert_int_equal(score_verdict(&f.assessment.rules, &market, VERDICT_REAL), 0);
    struct judge real = { .code = S("C07"), .right = VERDICT_REAL };
    assert_int_equal(score_verdict(&f.assessment.rules, &real, VERDICT_CHECK), 0);
}

static void skills_are_listed_by_their_codes(void **state)
{
    (void)state;
    arena home = { 0 };
    assert_true(str_eq(score_skills(&home, 1u << 3 | 1u << 13), S("K04,K14")));
    assert_true(str_empty(score_skills(&home, 0)));
    arena_finish(&home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_right_passes),
        cmocka_unit_test(two_quick_ones_may_be_missed),
        cmocka_unit_test(no_critical_one_may_be_missed),
        cmocka_unit_test(practices_are_done_with_few_hints),
        cmocka_unit_test(one_case_may_be_missed),
        cmocka_unit_test(smaller_parts_ask_for_the_same_share),
        cmocka_unit_test(properties_of_any_answers),
        cmocka_unit_test(a_missing_lesson_is_not_offered),
        cmocka_unit_test(checking_counts_half_or_in_full),
        cmocka_unit_test(skills_are_listed_by_their_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
