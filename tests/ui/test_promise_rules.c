/* The checks themselves: each rule finds the picture that breaks it, and a good one passes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "support/fixed_measure.h"
#include "support/promises.h"

static arena home;
static struct ui ui;
static struct promise_report report;

static void begin_in(enum theme_id theme)
{
    struct tree empty = fixed_tree(1000, 800);
    empty.theme = theme_get(theme);
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
}

static void begin(void)
{
    begin_in(THEME_LIGHT);
}

static void key(const char *id, int32_t w_um, int32_t h_um)
{
    ui_leaf(&ui, &(struct spec) { .role = ROLE_BUTTON,
                                  .id = str_of(id),
                                  .label = str_of(id),
                                  .verb = { .code = 1 },
                                  .width = FIXED(w_um),
                                  .height = FIXED(h_um) });
}

static void words(const char *text, enum color color)
{
    ui_leaf(&ui, &(struct spec) { .content = CONTENT_TEXT,
                                  .text = str_of(text),
                                  .style = TEXT_BODY,
                                  .color = color,
                                  .width = GROW(1) });
}

static void check(void)
{
    static const struct promise_place place = { "a scene", "a cell" };
    struct tree tree = ui_finish(&ui);
    memset(&report, 0, sizeof report);
    promise_check(&report, &place, &tree, &home);
    promise_check_colors(&report, &place, &tree);
}

static void expect(const char *rule)
{
    check();
    for (unsigned i = 0; i < report.count; i++)
        if (strcmp(report.breaches[i].rule, rule) == 0)
            return;
    promise_print(&report);
    fail_msg("nothing was said of «%s»", rule);
}

static void test_a_good_picture(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .gap = MM(5), .width = GROW(1), .cross = ALIGN_STRETCH });
    words("Bác chọn một bài nhé.", COLOR_INK);
    key("một", MM(40), MM(25));
    key("hai", MM(40), MM(25));
    ui_close(&ui);
    check();
    assert_int_equal(promise_print(&report), 0);
    assert_int_equal(report.trees, 1);
}

static void test_words(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .width = FIXED(MM(40)), .height = FIXED(MM(8)) });
    words("Bác chọn một bài nhé, bài nào cũng được ạ.", COLOR_INK);
    key("một", MM(40), MM(25));
    ui_close(&ui);
    expect("cut");
    begin();
    key("một", MM(40), MM(25));
    ui_open(&ui, &(struct spec) { .width = FIXED(MM(12)) });
    words("nghiêng", COLOR_INK);
    ui_close(&ui);
    expect("broken");
    begin();
    key("một", MM(40), MM(25));
    ui_open(&ui, &(struct spec) { .width = FIXED(MM(60)), .height = FIXED(MM(20)), .clip = true });
    ui_open(&ui, &(struct spec) { .anchor = ANCHOR_TOP_LEFT, .shift = { MM(40), 0 } });
    words("Bác chọn", COLOR_INK);
    ui_close(&ui);
    ui_close(&ui);
    expect("outside");
}

static void test_targets(void **state)
{
    (void)state;
    begin();
    key("một", MM(12), MM(25));
    expect("target");
    begin();
    ui_open(&ui, &(struct spec) { .gap = MM(4) });
    key("một", MM(40), MM(25));
    key("hai", MM(40), MM(25));
    ui_close(&ui);
    expect("gap");
    begin();
    ui_open(&ui, &(struct spec) { .gap = MM(0.5) });
    key("phone-một", MM(40), MM(25));
    key("phone-hai", MM(40), MM(25));
    ui_close(&ui);
    expect("gap");
    begin();
    ui_open(&ui, &(struct spec) { .role = ROLE_BUTTON,
                                  .id = S("ngoài"),
                                  .label = S("ngoài"),
                                  .verb = { .code = 1 } });
    key("trong", MM(40), MM(25));
    ui_close(&ui);
    expect("nested");
}

static void test_overlap(void **state)
{
    (void)state;
    begin();
    key("một", MM(40), MM(25));
    ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .anchor = ANCHOR_TOP_LEFT });
    ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .width = FIXED(MM(40)) });
    words("Một", COLOR_INK);
    ui_close(&ui);
    ui_close(&ui);
    check();
    assert_int_equal(report.count, 0); /* a float covers by design */
    begin();
    key("một", MM(40), MM(25));
    words("Một", COLOR_INK);
    struct tree tree = ui_finish(&ui);
    /* As a layout that forgets to move on would do. */
    tree.nodes[2].box.y = tree.nodes[2].clip.y = 0;
    memset(&report, 0, sizeof report);
    promise_check(&report, &(struct promise_place) { "a scene", "a cell" }, &tree, &home);
    assert_int_equal(report.count, 1);
    assert_string_equal(report.breaches[0].rule, "overlap");
}

static void test_names_and_voice(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 2; i++) {
        ui_leaf(&ui, &(struct spec) { .role = ROLE_BUTTON,
                                      .id = i ? S("hai") : S("một"),
                                      .label = S("Tiếp tục"),
                                      .verb = { .code = 1 },
                                      .width = FIXED(MM(40)),
                                      .height = FIXED(MM(25)) });
        ui_leaf(&ui, &(struct spec) { .height = FIXED(MM(5)) });
    }
    expect("name");
    begin();
    ui_open(&ui, &(struct spec) { .role = ROLE_BUTTON,
                                  .id = S("một"),
                                  .label = S("Một"),
                                  .verb = { .code = 1 },
                                  .width = FIXED(MM(60)) });
    words("Một", COLOR_INK);
    words("có thêm lời", COLOR_INK);
    ui_close(&ui);
    expect("voice");
    begin();
    words("Không có gì để chạm", COLOR_INK);
    expect("focus");
}

static void test_colors(void **state)
{
    (void)state;
    begin();
    key("một", MM(40), MM(25));
    words("Nhạt quá", COLOR_LINE);
    expect("contrast");
    /* What is strong enough for the light theme must be stronger in high contrast. */
    begin_in(THEME_CONTRAST_LIGHT);
    key("một", MM(40), MM(25));
    words("Cam", COLOR_SUN);
    expect("contrast");
}

static int close_home(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_picture),  cmocka_unit_test(test_words),
        cmocka_unit_test(test_targets),         cmocka_unit_test(test_overlap),
        cmocka_unit_test(test_names_and_voice), cmocka_unit_test(test_colors),
    };
    return cmocka_run_group_tests(tests, NULL, close_home);
}
