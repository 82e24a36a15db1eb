#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "support/fixed_measure.h"
#include "ui/wrap.h"

/* TEXT_BODY at 4 px/mm: 5.2 mm capitals, em 29 px, letters 14 px, lines 44 px. */
#define LETTER 14

static arena home;
static struct tree empty;

static struct node wrap(struct spec spec, int32_t width_px)
{
    struct wrap_tools tools = { &home, &fixed_measure, &empty.metrics };
    struct node node = { .spec = spec };
    struct shape shape;
    if (spec.style == TEXT_SMALL)
        node.spec.style = TEXT_BODY;
    wrap_shape(&tools, &node.spec, &shape);
    wrap_lines(&tools, &shape, width_px, &node);
    return node;
}

static void expect_lines(const struct node *node, const char *const *lines, size_t count)
{
    assert_int_equal(node->line_count, count);
    for (size_t i = 0; i < count; i++) {
        str is = str_slice(node->plain, node->lines[i].from, node->lines[i].to);
        if (!str_eq(is, str_of(lines[i])))
            fail_msg("line %zu is «%.*s», not «%s»", i, STR_ARG(is), lines[i]);
    }
}

#define EXPECT_LINES(node, ...)                                                                    \
    do {                                                                                           \
        const char *const lines_[] = { __VA_ARGS__ };                                              \
        expect_lines((node), lines_, COUNT_OF(lines_));                                            \
    } while (0)

static void test_breaks_at_spaces(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("Hôm nay bác muốn học gì ạ?") }, 11 * LETTER);
    EXPECT_LINES(&node, "Hôm nay bác", "muốn học", "gì ạ?");
    assert_int_equal(node.lines[0].w, 11 * LETTER);
    assert_int_equal(node.lines[2].w, 5 * LETTER);
    assert_false(node.cut);
}

static void test_exact_fit_stays_on_one_line(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("Đọc to") }, 6 * LETTER);
    EXPECT_LINES(&node, "Đọc to");
    node = wrap((struct spec) { .text = S("Đọc to") }, 6 * LETTER - 1);
    EXPECT_LINES(&node, "Đọc", "to");
}

static void test_line_feeds_and_blank_lines(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("một\n\nhai ba") }, 100 * LETTER);
    EXPECT_LINES(&node, "một", "", "hai ba");
    node = wrap((struct spec) { .text = S("") }, 100);
    assert_int_equal(node.line_count, 0);
}

static void test_hyphens_zero_width_and_addresses(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("an-toan-so") }, 8 * LETTER);
    EXPECT_LINES(&node, "an-toan-", "so");
    node = wrap((struct spec) { .text = S("một\u200bhai") }, 4 * LETTER);
    EXPECT_LINES(&node, "một", "hai");
    node = wrap((struct spec) { .text = S("http://vietbank-xacthuc.top/a") }, 16 * LETTER);
    EXPECT_LINES(&node, "http://vietbank-", "xacthuc.top/a");
    node = wrap((struct spec) { .text = S("giá 1.204.000 đ") }, 9 * LETTER);
    EXPECT_LINES(&node, "giá", "1.204.000", "đ");
}

static void test_long_word_breaks_between_letters(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("Nghiêngngả ơi") }, 4 * LETTER);
    EXPECT_LINES(&node, "Nghi", "êngn", "gả", "ơi");
    node = wrap((struct spec) { .text = S("aa") }, 1); /* narrower than a letter: still one each */
    EXPECT_LINES(&node, "a", "a");
    /* a letter keeps its combining marks */
    node = wrap((struct spec) { .text = S("xe\u0302\u0301y") }, 2 * LETTER);
    EXPECT_LINES(&node, "xe\u0302\u0301", "y");
}

static void test_marks(void **state)
{
    (void)state;
    struct spec spec = { .text = S("Bác chạm **thật nhẹ** vào “Gửi”"),
                         .marks = true,
                         .color = COLOR_INK,
                         .accent = COLOR_LOTUS };
    struct node node = wrap(spec, 200 * LETTER);
    EXPECT_LINES(&node, "Bác chạm thật nhẹ vào “Gửi”");
    assert_int_equal(node.run_count, 4);
    assert_int_equal(node.runs[0].face, FACE_REGULAR);
    assert_int_equal(node.runs[1].face, FACE_BOLD);
    assert_int_equal(node.runs[1].x, 9 * LETTER);
    assert_int_equal(node.runs[1].color, COLOR_INK);
    assert_int_equal(node.runs[3].color, COLOR_LOTUS);
    assert_true(str_eq(str_slice(node.plain, node.runs[3].from, node.runs[3].to), S("“Gửi”")));
}

static void test_marks_over_two_lines(void **state)
{
    (void)state;
    struct spec spec = { .text = S("hãy **làm ngay** đi"), .marks = true };
    struct node node = wrap(spec, 8 * LETTER);
    EXPECT_LINES(&node, "hãy làm", "ngay đi");
    assert_int_equal(node.lines[0].run_count, 2);
    assert_int_equal(node.lines[1].run_count, 2);
    assert_int_equal(node.runs[node.lines[1].first_run].face, FACE_BOLD);
    assert_int_equal(node.runs[node.lines[1].first_run].x, 0);
}

static void test_without_marks_stars_stay(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("**“a”**") }, 100 * LETTER);
    EXPECT_LINES(&node, "**“a”**");
}

static void test_max_lines_says_cut(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("một hai ba"), .max_lines = 2 }, 4 * LETTER);
    EXPECT_LINES(&node, "một", "hai");
    assert_true(node.cut);
    node = wrap((struct spec) { .text = S("một hai"), .max_lines = 2 }, 4 * LETTER);
    assert_false(node.cut);
}

static void test_no_lonely_last_word(void **state)
{
    (void)state;
    struct spec spec = { .text = S("Hôm nay bác muốn học gì ạ?"), .style = TEXT_HEADING };
    struct node node = wrap(spec, 25 * 22); /* em 46 px: letters 23 px */
    EXPECT_LINES(&node, "Hôm nay bác", "muốn học gì ạ?");
    spec.style = TEXT_BODY;
    node = wrap(spec, 24 * LETTER);
    EXPECT_LINES(&node, "Hôm nay bác muốn học", "gì ạ?");
    /* Not for the price of another line, nor of a lonely word above; a long last word may stand. */
    spec.text = S("Tương phản ạ");
    node = wrap(spec, 10 * LETTER);
    EXPECT_LINES(&node, "Tương phản", "ạ");
    spec.text = S("Bác mở trang ngân hàng thật");
    node = wrap(spec, 12 * LETTER);
    EXPECT_LINES(&node, "Bác mở trang", "ngân hàng", "thật");
    spec.text = S("một hai\nba bốn năm sáu");
    node = wrap(spec, 11 * LETTER);
    EXPECT_LINES(&node, "một hai", "ba bốn", "năm sáu");
}

static void test_heading_parts_at_a_pause(void **state)
{
    (void)state;
    struct spec spec = { .text = S("Có người gọi gia hạn thẻ, bác làm gì?"),
                         .style = TEXT_HEADING };
    struct node node = wrap(spec, 30 * 22); /* em 46 px: letters 23 px */
    EXPECT_LINES(&node, "Có người gọi gia hạn thẻ,", "bác làm gì?");
    spec.text = S("Mất máy, việc đầu tiên bác làm là gì ạ?"); /* a part too short */
    node = wrap(spec, 36 * 22);
    EXPECT_LINES(&node, "Mất máy, việc đầu", "tiên bác làm là gì ạ?");
    spec.style = TEXT_BODY; /* not in a paragraph */
    spec.text = S("Có người gọi gia hạn thẻ, bác làm gì?");
    node = wrap(spec, 30 * LETTER);
    EXPECT_LINES(&node, "Có người gọi gia hạn thẻ, bác", "làm gì?");
}

static void test_number_stays_whole(void **state)
{
    (void)state;
    struct node node = wrap((struct spec) { .text = S("gọi số 1900 0368 ạ") }, 12 * LETTER);
    EXPECT_LINES(&node, "gọi số", "1900 0368 ạ");
}

/* Ẵ needs 1.05 em above the baseline, g 0.22 em below it. */
static void test_accents_fit_the_line(void **state)
{
    (void)state;
    for (unsigned style = 0; style < TEXT_STYLE_COUNT; style++) {
        struct wrap_tools tools = { &home, &fixed_measure, &empty.metrics };
        struct spec spec = { .text = S("ẴỄ"), .style = (enum text_style)style };
        struct shape shape;
        wrap_shape(&tools, &spec, &shape);
        assert_true(shape.ascent_px * 100 >= shape.em_px * 105);
        assert_true((shape.line_px - shape.ascent_px) * 100 >= shape.em_px * 22);
    }
}

static int set_up(void **state)
{
    (void)state;
    empty = fixed_tree(1080, 1920);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_breaks_at_spaces),
        cmocka_unit_test(test_exact_fit_stays_on_one_line),
        cmocka_unit_test(test_line_feeds_and_blank_lines),
        cmocka_unit_test(test_hyphens_zero_width_and_addresses),
        cmocka_unit_test(test_long_word_breaks_between_letters),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_marks_over_two_lines),
        cmocka_unit_test(test_without_marks_stars_stay),
        cmocka_unit_test(test_max_lines_says_cut),
        cmocka_unit_test(test_no_lonely_last_word),
        cmocka_unit_test(test_heading_parts_at_a_pause),
        cmocka_unit_test(test_number_stays_whole),
        cmocka_unit_test(test_accents_fit_the_line),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
