#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/icons.h"

static void icons_have_the_code_points_of_the_font(void **state)
{
    (void)state;
    uint32_t code = 0;
    assert_true(icon_find(S("home"), &code));
    assert_int_equal(code, 0xe88a);
    assert_true(icon_find(S("account_balance_wallet"), &code));
    assert_int_equal(code, 0xe850);
    assert_true(icon_find(S("10k"), &code)); /* first and last of the table */
    assert_int_equal(code, 0xe951);
    assert_true(icon_find(S("zoom_out_map"), &code));
    assert_int_equal(code, 0xe56b);
    assert_true(icon_find(S("badge"), NULL));
}

static void unknown_names_change_nothing(void **state)
{
    (void)state;
    uint32_t code = 7;
    assert_false(icon_find(S(""), &code));
    assert_false(icon_find(S("hom"), &code));
    assert_false(icon_find(S("homee"), &code));
    assert_false(icon_find(S("_10k"), &code));
    assert_false(icon_find(S("zzz"), &code));
    assert_int_equal(code, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(icons_have_the_code_points_of_the_font),
        cmocka_unit_test(unknown_names_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
