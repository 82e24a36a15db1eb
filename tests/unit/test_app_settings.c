/* What the settings panel changes: bounds, what is told, and that all of it ends with the session.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Before cmocka, whose macro fail() would eat «enum fail (*port)(…)». */
#include "app_fixture.h"

#include <cmocka.h>

#include "base/log.h"

static struct fixture f;
static const char *fixtures, *words;

static int set_up(void **state)
{
    (void)state;
    fixture_open(&f, fixtures, words, "tot");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static struct model *model(void)
{
    return &f.app.model;
}

static void test_volume_has_eleven_steps(void **state)
{
    (void)state;
    unsigned steps = 0;
    for (int i = 0; i < 20; i++)
        fixture_verb(&f, INTENT_VOLUME, -1);
    assert_int_equal(model()->voice_volume, 0);
    assert_string_equal(f.spoken, "Âm lượng: tắt tiếng");
    for (uint8_t last = UINT8_MAX; model()->voice_volume != last; steps++) {
        last = model()->voice_volume;
        fixture_verb(&f, INTENT_VOLUME, 1);
    }
    assert_int_equal(steps, 11);
    assert_string_equal(f.spoken, "Âm lượng: 10 trên 10");
    fixture_verb(&f, INTENT_VOLUME, 0);
    assert_int_equal(model()->voice_volume, VOLUME_MAX);
}

static void test_speed_has_seven_steps(void **state)
{
    (void)state;
    unsigned steps = 0;
    assert_int_equal(model()->voice_speed, SPEED_NORMAL);
    for (int i = 0; i < 20; i++)
        fixture_verb(&f, INTENT_SPEED, -1);
    assert_string_equal(f.spoken, "Đọc rất chậm");
    for (uint8_t last = UINT8_MAX; model()->voice_speed != last; steps++) {
        last = model()->voice_speed;
        fixture_verb(&f, INTENT_SPEED, 1);
    }
    assert_int_equal(steps, 7);
    assert_string_equal(f.spoken, "Đọc nhanh nhất");
}

static void test_only_dialects_that_exist(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_DIALECT, DIALECT_SOUTH);
    assert_string_equal(f.spoken, "Giọng Nam");
    fixture_verb(&f, INTENT_DIALECT, DIALECT_COUNT);
    fixture_verb(&f, INTENT_DIALECT, -1);
    assert_int_equal(model()->voice_dialect, DIALECT_SOUTH);
}

static void test_explore_needs_and_brings_the_voice(void **state)
{
    (void)state;
    fixture_verb(&f, INTENT_READ, 0);
    assert_false(model()->voice_on);
    fixture_verb(&f, INTENT_EXPLORE, 0);
    assert_true(model()->explore && model()->voice_on);
    fixture_verb(&f, INTENT_EXPLORE, 0);
    assert_false(model()->explore);
    unsigned said = f.said;
    model()->voice_available = false;
    fixture_verb(&f, INTENT_EXPLORE, 0);
    fixture_verb(&f, INTENT_VOLUME, 1);
    assert_false(model()->explore);
    assert_int_equal(f.said, said);
}

static void set(int which)
{
    static const struct {
        enum intent intent;
        int32_t arg;
    } changes[] = { { INTENT_VOLUME, 1 },
                    { INTENT_SPEED, 1 },
                    { INTENT_DIALECT, DIALECT_CENTRAL },
                    { INTENT_EXPLORE, 0 },
                    { INTENT_CALM, 0 } };
    fixture_verb(&f, changes[which].intent, changes[which].arg);
}

static void check_first(uint8_t volume)
{
    const struct model *m = model();
    assert_int_equal(m->voice_volume, volume);
    assert_int_equal(m->voice_speed, SPEED_NORMAL);
    assert_int_equal(m->voice_dialect, DIALECT_NORTH);
    assert_false(m->explore || m->metrics.calm);
}

static void test_each_goes_back_with_the_session(void **state)
{
    (void)state;
    uint8_t volume = model()->voice_volume;
    for (int which = 0; which < 5; which++) {
        fixture_verb(&f, INTENT_START, 0);
        set(which);
        fixture_verb(&f, INTENT_END, 0);
        check_first(volume);
    }
}

/* Somebody set it on the idle screen and went away. */
static void test_each_goes_back_without_a_session(void **state)
{
    (void)state;
    uint8_t volume = model()->voice_volume;
    for (int which = 0; which < 5; which++) {
        set(which);
        fixture_wait(&f, 301000);
        check_first(volume);
    }
    assert_int_equal(f.record_count, 0);
}

static void test_kiosk_yaml_gives_the_first_dialect(void **state)
{
    (void)state;
    f.config.voice = S("vi-vn-x-central");
    fixture_restart(&f);
    assert_int_equal(model()->voice_dialect, DIALECT_CENTRAL);
    fixture_verb(&f, INTENT_DIALECT, DIALECT_NORTH);
    fixture_wait(&f, 301000);
    assert_int_equal(model()->voice_dialect, DIALECT_CENTRAL);
}

static void test_settings_work_while_it_is_saved(void **state)
{
    (void)state;
    fixture_lesson(&f, "M02");
    fixture_verb(&f, INTENT_NEXT, 0);
    assert_true(model()->saving);
    fixture_verb(&f, INTENT_SPEED, 1);
    assert_int_equal(model()->voice_speed, SPEED_NORMAL + 1);
    assert_true(model()->saving);
}

int main(int argc, char **argv)
{
    assert_int_equal(argc, 3);
    fixtures = argv[1];
    words = argv[2];
    log_set_level(LOG_LEVEL_ERROR);
#define APP_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        APP_TEST(test_volume_has_eleven_steps),
        APP_TEST(test_speed_has_seven_steps),
        APP_TEST(test_only_dialects_that_exist),
        APP_TEST(test_explore_needs_and_brings_the_voice),
        APP_TEST(test_each_goes_back_with_the_session),
        APP_TEST(test_each_goes_back_without_a_session),
        APP_TEST(test_kiosk_yaml_gives_the_first_dialect),
        APP_TEST(test_settings_work_while_it_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
