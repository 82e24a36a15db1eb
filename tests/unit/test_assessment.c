#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "exam_fixture.h"

#define SEEDS 4000u

static void assert_all_differ(const uint16_t *items, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++)
        for (uint16_t j = 0; j < i; j++)
            assert_int_not_equal(items[i], items[j]);
}

static unsigned quick_of(const struct exam_fixture *f, const struct draw *d,
                         unsigned by_skill[SKILL_COUNT])
{
    unsigned count = 0;
    memset(by_skill, 0, SKILL_COUNT * sizeof *by_skill);
    for (uint16_t i = 0; i < d->question_count; i++) {
        const struct exam_item *item = &f->items[d->questions[i]];
        count += item->critical == CRITICAL_NONE;
        by_skill[item->skill] += item->critical == CRITICAL_NONE;
    }
    return count;
}

static void every_draw_is_as_the_rules_ask(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct draw d;
        assessment_draw(&f.from, seed, &d);
        unsigned by_skill[SKILL_COUNT], critical[CRITICAL_COUNT] = { 0 };
        assert_int_equal(d.question_count, 13);
        assert_all_differ(d.questions, d.question_count);
        assert_int_equal(quick_of(&f, &d, by_skill), 10);
        /* The weights are 8 × 2 and 8 × 1: of ten questions each skill gets 0.83 or 0.42, rounded.
         */
        for (unsigned skill = 0; skill < SKILL_COUNT; skill++)
            assert_true(by_skill[skill] <= (skill < 16));
        for (uint16_t i = 0; i < d.question_count; i++)
            critical[f.items[d.questions[i]].critical]++;
        for (int v = 1; v < CRITICAL_COUNT; v++)
            assert_int_equal(critical[v], 1);
        /* L99 stands in no pack: left out. */
        assert_int_equal(d.practice_count, 3);
        assert_all_differ(d.practices, d.practice_count);
        for (uint16_t i = 0; i < d.practice_count; i++)
            assert_int_equal(f.heads[d.practices[i]].kind, LESSON_PHONE);
        assert_int_equal(d.case_count, 4);
        assert_all_differ(d.cases, d.case_count);
        unsigned genuine = 0;
        for (uint16_t i = 0; i < d.case_count; i++) {
            genuine += f.cases[d.cases[i]].genuine;
            assert_int_not_equal(f.cases[d.cases[i]].lesson, 19); /* for pupils only */
        }
        assert_in_range(genuine, 1, 2);
    }
}

/* Primary pupils are not asked about fees. */
static void nobody_is_asked_what_is_not_for_them(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    const str others[] = { S("somebody-else"), f.from.profile->id }, else_only[] = { others[0] };
    /* Of the first skill one question, and one of the critical ones. */
    int barred = -1, critical = -1, free = -1;
    for (int i = 0; i < (int)f.from.assessment->item_count; i++) {
        struct exam_item *item = &f.items[i];
        if (barred < 0 && item->critical == CRITICAL_NONE && item->skill == 0)
            barred = i;
        else if (free < 0 && item->critical == CRITICAL_NONE && item->skill == 0)
            free = i;
        if (critical < 0 && item->critical == CRITICAL_OTP)
            critical = i;
    }
    assert_true(barred >= 0 && critical >= 0 && free >= 0);
    f.items[barred].not_for = f.items[critical].not_for = others;
    f.items[barred].not_for_count = f.items[critical].not_for_count = 2;
    f.items[free].not_for = else_only;
    f.items[free].not_for_count = 1;
    bool seen = false;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct draw d;
        assessment_draw(&f.from, seed, &d);
        assert_int_equal(d.question_count, 13);
        for (uint16_t i = 0; i < d.question_count; i++) {
            assert_int_not_equal(d.questions[i], barred);
            assert_int_not_equal(d.questions[i], critical);
            seen = seen || d.questions[i] == free;
        }
    }
    assert_true(seen);
}

static void shares_follow_the_weights(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    unsigned sums[SKILL_COUNT] = { 0 };
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct draw d;
        unsigned by_skill[SKILL_COUNT];
        assessment_draw(&f.from, seed, &d);
        quick_of(&f, &d, by_skill);
        for (unsigned skill = 0; skill < SKILL_COUNT; skill++)
            sums[skill] += by_skill[skill];
    }
    for (unsigned skill = 0; skill < 16; skill++) {
        unsigned expected = SEEDS * 10 * (skill < 8 ? 2 : 1) / 24;
        assert_in_range(sums[skill], expected * 9 / 10, expected * 11 / 10);
    }
}

static void the_same_seed_gives_the_same_draw(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    struct draw a, b;
    unsigned same = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        assessment_draw(&f.from, seed, &a);
        assessment_draw(&f.from, seed, &b);
        assert_memory_equal(&a, &b, sizeof a);
        assessment_draw(&f.from, seed + 1, &b);
        same += memcmp(a.questions, b.questions, sizeof a.questions) == 0;
    }
    assert_int_equal(same, 0);
}

static bool asked(const struct draw *d, uint16_t item)
{
    for (uint16_t i = 0; i < d->question_count; i++)
        if (d->questions[i] == item)
            return true;
    return false;
}

static void a_retry_asks_anew(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct draw first, again;
        f.from.previous = NULL;
        assessment_draw(&f.from, seed, &first);
        f.from.previous = &first;
        assessment_draw(&f.from, seed + 1, &again);
        for (uint16_t i = 0; i < first.question_count; i++)
            assert_false(asked(&again, first.questions[i]));
        /* Twelve cases fit the group, so eight differ. */
        for (uint16_t i = 0; i < first.case_count; i++)
            for (uint16_t k = 0; k < again.case_count; k++)
                assert_int_not_equal(first.cases[i], again.cases[k]);
    }
}

static void a_small_bank_is_used_up(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    f.assessment.item_count = 4; /* three of K01, one of K02 */
    struct draw d;
    for (uint64_t seed = 0; seed < 100; seed++) {
        assessment_draw(&f.from, seed, &d);
        assert_int_equal(d.question_count, 4);
        assert_all_differ(d.questions, 4);
    }
    assert_false(assessment_offers(&f.from)); /* no critical question */
    f.assessment.item_count = FIXTURE_ITEMS;
    assert_true(assessment_offers(&f.from));
    f.from.case_count = 0;
    assert_false(assessment_offers(&f.from));
    f.from.case_count = FIXTURE_CASES;
    f.profile.pool_count = 0;
    assert_false(assessment_offers(&f.from));
    f.profile.pool_count = 2;
    memset(f.profile.weights, 0, sizeof f.profile.weights);
    assert_false(assessment_offers(&f.from));
}

static void a_drill_mixes_in_genuine_ones(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    f.from.profile = NULL;
    bool seen[FIXTURE_CASES] = { false };
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct draw d;
        assessment_drill(&f.from, seed, &d);
        unsigned genuine = 0;
        assert_int_equal(d.case_count, 6);
        assert_int_equal(d.question_count + d.practice_count, 0);
        assert_all_differ(d.cases, 6);
        for (uint16_t i = 0; i < 6; i++) {
            genuine += f.cases[d.cases[i]].genuine;
            seen[d.cases[i]] = true;
        }
        assert_in_range(genuine, 2, 3);
    }
    for (int i = 0; i < FIXTURE_CASES; i++)
        assert_true(seen[i]);
}

static void a_drill_takes_what_there_is(void **state)
{
    (void)state;
    struct exam_fixture f;
    exam_fixture_make(&f);
    f.from.profile = NULL;
    struct draw d;
    f.from.case_count = 5; /* genuine ones only */
    assessment_drill(&f.from, 7, &d);
    assert_int_equal(d.case_count, 5);
    f.from.cases = f.cases + 5;
    f.from.case_count = 3;
    assessment_drill(&f.from, 7, &d);
    assert_int_equal(d.case_count, 3);
    f.from.case_count = 0;
    assessment_drill(&f.from, 7, &d);
    assert_int_equal(d.case_count, 0);
}

static void names_are_the_ledgers(void **state)
{
    (void)state;
    assert_int_equal(exam_part_letter(PART_QUICK), 'A');
    assert_int_equal(exam_part_letter(PART_CASES), 'D');
    assert_true(str_eq(critical_name(CRITICAL_OTP), S("otp")));
    assert_true(str_eq(critical_name(CRITICAL_APP), S("app")));
    struct exam_fixture f;
    exam_fixture_make(&f);
    assert_true(assessment_checks_fully(&f.assessment.rules, S("C12")));
    assert_false(assessment_checks_fully(&f.assessment.rules, S("C13")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_draw_is_as_the_rules_ask),
        cmocka_unit_test(nobody_is_asked_what_is_not_for_them),
        cmocka_unit_test(shares_follow_the_weights),
        cmocka_unit_test(the_same_seed_gives_the_same_draw),
        cmocka_unit_test(a_retry_asks_anew),
        cmocka_unit_test(a_small_bank_is_used_up),
        cmocka_unit_test(a_drill_mixes_in_genuine_ones),
        cmocka_unit_test(a_drill_takes_what_there_is),
        cmocka_unit_test(names_are_the_ledgers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
