#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/progress.h"

static void a_lesson_once_done_stays_done(void **state)
{
    (void)state;
    struct progress p = { 0 };
    assert_false(progress_has(&p, 11));
    progress_set(&p, 11, true);
    progress_set(&p, 11, false); /* repeating it with help takes nothing away */
    assert_true(progress_has(&p, 11));
    assert_true(progress_has_unaided(&p, 11));
    assert_false(progress_has(&p, 10));
    assert_false(progress_has(&p, 12));
    assert_int_equal(progress_count(&p), 1);
}

static void aided_is_not_unaided(void **state)
{
    (void)state;
    struct progress p = { 0 };
    progress_set(&p, 0, false);
    progress_set(&p, PROGRESS_LESSONS_MAX - 1, false);
    assert_true(progress_has(&p, 0));
    assert_true(progress_has(&p, PROGRESS_LESSONS_MAX - 1));
    assert_false(progress_has_unaided(&p, 0));
    assert_int_equal(progress_count(&p), 2);
}

static void numbers_beyond_the_card_are_never_done(void **state)
{
    (void)state;
    struct progress p;
    for (size_t i = 0; i < sizeof p.done; i++)
        p.done[i] = p.unaided[i] = 0xff;
    assert_false(progress_has(&p, PROGRESS_LESSONS_MAX));
    assert_false(progress_has_unaided(&p, UINT16_MAX));
    assert_int_equal(progress_count(&p), PROGRESS_LESSONS_MAX);
}

static void merging_is_a_union(void **state)
{
    (void)state;
    struct progress a = { 0 }, b = { 0 };
    progress_set(&a, 1, true);
    progress_set(&a, 2, false);
    progress_set(&b, 2, true);
    progress_set(&b, 94, false);
    progress_merge(&a, &b);
    assert_int_equal(progress_count(&a), 3);
    assert_true(progress_has_unaided(&a, 1));
    assert_true(progress_has_unaided(&a, 2));
    assert_false(progress_has_unaided(&a, 94));
    struct progress odd = { .unaided = { 0x08 } };
    progress_merge(&a, &odd);
    assert_true(progress_has(&a, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lesson_once_done_stays_done),
        cmocka_unit_test(aided_is_not_unaided),
        cmocka_unit_test(numbers_beyond_the_card_are_never_done),
        cmocka_unit_test(merging_is_a_union),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
