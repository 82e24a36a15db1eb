#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/judge.h"

static void checking_is_half_right_for_a_scam_only(void **state)
{
    (void)state;
    static const unsigned scores[VERDICT_COUNT][VERDICT_COUNT] = {
        [VERDICT_REAL] = { [VERDICT_REAL] = 100 },
        [VERDICT_SCAM] = { [VERDICT_SCAM] = 100, [VERDICT_CHECK] = 50 },
        [VERDICT_CHECK] = { [VERDICT_CHECK] = 100 },
    };
    for (int right = 0; right < VERDICT_COUNT; right++) {
        struct judge judge = { .right = (enum verdict)right };
        for (int answer = 0; answer < VERDICT_COUNT; answer++)
            assert_int_equal(judge_score_verdict(&judge, (enum verdict)answer),
                             scores[right][answer]);
    }
}

static void only_right_signs_count(void **state)
{
    (void)state;
    struct choice signs[] = { { .right = true }, { .right = false }, { .right = true } };
    struct judge judge = { .signs = signs, .sign_count = 3 };
    assert_int_equal(judge_right_signs(&judge), 2);
    assert_int_equal(judge_found_signs(&judge, 0), 0);
    assert_int_equal(judge_found_signs(&judge, 1u << 1), 0);
    assert_int_equal(judge_found_signs(&judge, 1u << 0 | 1u << 1), 1);
    assert_int_equal(judge_found_signs(&judge, 1u << 0 | 1u << 2 | 1u << 7), 2);
    struct judge bare = { 0 };
    assert_int_equal(judge_right_signs(&bare), 0);
    assert_int_equal(judge_found_signs(&bare, UINT32_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checking_is_half_right_for_a_scam_only),
        cmocka_unit_test(only_right_signs_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
