#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/must.h"
#include "core/lesson.h"
#include "core/progress.h"

#define assert_str(actual, expected) assert_true(str_eq((actual), S(expected)))

static void text_falls_back_to_vietnamese(void **state)
{
    (void)state;
    struct text both = { .vi = S("Chào"), .en = S("Hello") };
    struct text one = { .vi = S("Chào") };
    assert_str(text_in(both, LANG_VI), "Chào");
    assert_str(text_in(both, LANG_EN), "Hello");
    assert_str(text_in(one, LANG_EN), "Chào");
}

static void voice_takes_the_spoken_form(void **state)
{
    (void)state;
    struct text t = { .vi = S("Mở **VNeID**"),
                      .en = S("Open **VNeID**"),
                      .say = S("Mở vi-en-ai-đi") };
    assert_str(text_spoken(t, LANG_VI), "Mở vi-en-ai-đi");
    assert_str(text_spoken(t, LANG_EN), "Open **VNeID**");
    t.en_say = S("Open VNeID");
    assert_str(text_spoken(t, LANG_EN), "Open VNeID");
    t.en = S("");
    assert_str(text_spoken(t, LANG_EN), "Mở vi-en-ai-đi");
    t.say = S("");
    assert_str(text_spoken(t, LANG_VI), "Mở **VNeID**");
}

static void marks_are_stripped(void **state)
{
    (void)state;
    arena home = { 0 };
    str plain = S("không có dấu * nào");
    assert_ptr_equal(text_strip_marks(&home, plain).ptr, plain.ptr);
    assert_str(text_strip_marks(&home, S("**Đậm** và **nữa**")), "Đậm và nữa");
    assert_str(text_strip_marks(&home, S("****")), "");
    assert_str(text_strip_marks(&home, S("a**b*")), "ab*");
    arena_finish(&home);
}

static void every_kind_has_its_own_name(void **state)
{
    (void)state;
    assert_str(lesson_kind_name(LESSON_PHONE), "phone");
    assert_str(channel_name(CHANNEL_MARKET), "market");
    assert_str(verdict_name(VERDICT_CHECK), "check");
    assert_str(step_kind_name(STEP_QUESTION), "question");
    for (int i = 0; i < WIDGET_KIND_COUNT; i++) {
        for (int j = 0; j < i; j++)
            assert_false(str_eq(widget_kind_name((enum widget_kind)i),
                                widget_kind_name((enum widget_kind)j)));
    }
}

static void screens_are_found_by_id(void **state)
{
    (void)state;
    struct phone_screen screens[] = { { .id = S("mot") }, { .id = S("hai") } };
    struct phone phone = { .screens = screens, .screen_count = 2 };
    assert_ptr_equal(phone_find_screen(&phone, S("hai")), &screens[1]);
    assert_null(phone_find_screen(&phone, S("ba")));
}

static const struct lesson_head heads[] = {
    { .code = S_INIT("L01"), .slug = S_INIT("lam-quen"), .topic = S_INIT("a"), .number = 1 },
    { .code = S_INIT("L02"), .slug = S_INIT("cham"), .topic = S_INIT("b"), .number = 2 },
    { .code = S_INIT("L03"), .slug = S_INIT("mang"), .topic = S_INIT("a"), .number = 3 },
    { .code = S_INIT("M05"),
      .slug = S_INIT("otp"),
      .topic = S_INIT("a"),
      .number = 68,
      .day = 5,
      .kind = LESSON_MICRO },
    { .code = S_INIT("M09"),
      .slug = S_INIT("chu"),
      .topic = S_INIT("b"),
      .number = 72,
      .day = 9,
      .kind = LESSON_MICRO },
};
static const struct catalogue small = { .lessons = heads, .lesson_count = COUNT_OF(heads) };

static void catalogue_finds_and_counts(void **state)
{
    (void)state;
    assert_int_equal(catalogue_find(&small, S("L02")), 1);
    assert_int_equal(catalogue_find(&small, S("otp")), 3);
    assert_int_equal(catalogue_find(&small, S("L99")), -1);
    assert_int_equal(catalogue_count_topic(&small, S("a")), 3);
    assert_int_equal(catalogue_count_topic(&small, S("c")), 0);
}

static void a_whole_month_goes_by_day(void **state)
{
    (void)state;
    struct lesson_head month[31];
    for (uint16_t day = 1; day <= 31; day++) /* in any order */
        month[day * 7 % 31] = (struct lesson_head) { .kind = LESSON_MICRO, .day = day };
    struct catalogue all = { .lessons = month, .lesson_count = 31 };
    for (int day = 1; day <= 31; day++)
        assert_int_equal(month[catalogue_of_day(&all, day)].day, day);
}

static void every_day_has_a_lesson(void **state)
{
    (void)state;
    assert_int_equal(catalogue_of_day(&small, 5), 3);
    assert_int_equal(catalogue_of_day(&small, 9), 4);
    assert_int_equal(catalogue_of_day(&small, 7), 3); /* the nearest earlier one */
    assert_int_equal(catalogue_of_day(&small, 31), 4);
    assert_int_equal(catalogue_of_day(&small, 1), 4); /* before the first: the month's last */
    struct catalogue none = { .lessons = heads, .lesson_count = 3 };
    assert_int_equal(catalogue_of_day(&none, 5), -1);
}

static void the_next_lesson_stays_in_the_topic(void **state)
{
    (void)state;
    struct progress done = { 0 };
    progress_set(&done, 1, false);
    assert_int_equal(catalogue_next(&small, 0, &done), 2);
    progress_set(&done, 3, false);
    assert_int_equal(catalogue_next(&small, 0, &done), 3);
    progress_set(&done, 68, false);
    assert_int_equal(catalogue_next(&small, 0, &done), 1); /* the topic is done: any other */
    assert_int_equal(catalogue_next(&small, 4, &done), 1);
    assert_int_equal(catalogue_next(&small, -1, &done), 1);
    progress_set(&done, 2, false);
    progress_set(&done, 72, false);
    assert_int_equal(catalogue_next(&small, 0, &done), -1);
    struct catalogue empty = { 0 };
    assert_int_equal(catalogue_next(&empty, -1, &done), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_falls_back_to_vietnamese),
        cmocka_unit_test(voice_takes_the_spoken_form),
        cmocka_unit_test(marks_are_stripped),
        cmocka_unit_test(every_kind_has_its_own_name),
        cmocka_unit_test(screens_are_found_by_id),
        cmocka_unit_test(catalogue_finds_and_counts),
        cmocka_unit_test(every_day_has_a_lesson),
        cmocka_unit_test(a_whole_month_goes_by_day),
        cmocka_unit_test(the_next_lesson_stays_in_the_topic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
