/* The tree as text and as speech: dumps, finding by label, reading order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "support/fixed_measure.h"
#include "ui/dump.h"
#include "ui/speech.h"
#include "ui/widgets.h"

static arena home;
static struct ui ui;

static void assert_str(str is, str should)
{
    if (!str_eq(is, should))
        fail_msg("«%.*s» is not «%.*s»", STR_ARG(is), STR_ARG(should));
}

static void begin(void)
{
    struct tree empty = fixed_tree(1080, 1920);
    ui_begin(&ui, &home, &fixed_measure, &empty);
}

static void button(str id, str label)
{
    widget_button(&ui, &(struct button) { .id = id, .label = label, .verb = { .code = 1 } });
}

static struct tree page(void)
{
    begin();
    ui_text(&ui, TEXT_HEADING, COLOR_INK, S("Ngân hàng"));
    ui_leaf(&ui, &(struct spec) { .content = CONTENT_TEXT,
                                  .text = S("Bác **đừng** bấm"),
                                  .say = S("Bác đừng bấm nhé"),
                                  .marks = true });
    ui_leaf(&ui, &(struct spec) { .role = ROLE_IMAGE,
                                  .content = CONTENT_PICTURE,
                                  .text = S("a.svg"),
                                  .label = S("Điện thoại có tin lạ"),
                                  .width = FIXED(MM(50)) });
    button(S("next"), S("Tiếp tục"));
    button(S("back"), S("Lùi"));
    ui_open(&ui, &(struct spec) { .role = ROLE_GROUP, .hidden_from_voice = true });
    button(S("home"), S("Trang đầu"));
    ui_close(&ui);
    return ui_finish(&ui);
}

static void test_text_dump(void **state)
{
    (void)state;
    struct tree tree = page();
    str text = dump_text(&tree, &home);
    assert_true(str_find(text, S("  [đề mục] Ngân hàng\n")) >= 0);
    assert_true(str_find(text, S("  Bác đừng bấm\n")) >= 0);
    assert_true(str_find(text, S("  [nút] Tiếp tục  #next\n")) >= 0);
    assert_true(str_find(text, S("    [nút] Trang đầu  #home\n")) >= 0);
    /* a label is not repeated by the text inside its button */
    str after = str_slice(text, (size_t)str_find(text, S("Tiếp tục")) + 1, text.len);
    assert_int_equal(str_find(after, S("Tiếp tục")), -1);
}

static void test_json_dump(void **state)
{
    (void)state;
    begin();
    ui_leaf(&ui, &(struct spec) { .role = ROLE_BUTTON,
                                  .id = S("q"),
                                  .label = S("nói \"vâng\"\\\n"),
                                  .verb = { .code = 1 },
                                  .selected = true,
                                  .width = FIXED(MM(10)),
                                  .height = FIXED(MM(5)) });
    struct tree tree = ui_finish(&ui);
    assert_str(dump_json(&tree, &home),
               S("[\n{\"role\":\"none\",\"id\":\"\",\"label\":\"\",\"depth\":0,"
                 "\"box\":[0,0,1080,1920],\"text\":\"\",\"state\":[]},\n"
                 "{\"role\":\"button\",\"id\":\"q\",\"label\":\"nói \\\"vâng\\\"\\\\\\u000a\","
                 "\"depth\":1,\"box\":[0,0,40,20],\"text\":\"\",\"state\":[\"selected\"]}\n]\n"));
}

static void test_find_by_label(void **state)
{
    (void)state;
    begin();
    button(S("a"), S("Học"));
    button(S("b"), S("Học tiếp"));
    button(S("c"), S("Xem mẫu"));
    button(S("d"), S("Xem thêm"));
    button(S("e"), S("Xem thêm nữa"));
    widget_button(&ui,
                  &(struct button) {
                      .id = S("f"), .label = S("Khóa"), .verb = { .code = 1 }, .disabled = true });
    struct tree tree = ui_finish(&ui);
    const struct node *node;
    assert_int_equal(tree_find_label(&tree, S("Học"), &node), FOUND_ONE); /* exact wins */
    assert_str(node->spec.id, S("a"));
    assert_int_equal(tree_find_label(&tree, S("Học t"), &node), FOUND_ONE);
    assert_str(node->spec.id, S("b"));
    assert_int_equal(tree_find_label(&tree, S("Xem"), &node), FOUND_MANY);
    assert_null(node);
    assert_int_equal(tree_find_label(&tree, S("Xem thêm"), &node), FOUND_ONE);
    assert_str(node->spec.id, S("d"));
    assert_int_equal(tree_find_label(&tree, S("học"), &node), FOUND_NONE);
    assert_int_equal(tree_find_label(&tree, S("Khóa"), &node), FOUND_NONE);
    assert_int_equal(tree_find_label(&tree, S(""), &node), FOUND_NONE);
    assert_int_equal(tree_find_label(&tree, S("#c"), &node), FOUND_ONE);
    assert_str(node->spec.id, S("c"));
    assert_int_equal(tree_find_label(&tree, S("#f"), &node), FOUND_NONE);
}

static void test_shows(void **state)
{
    (void)state;
    begin();
    ui_open(&ui, &(struct spec) { .width = FIXED(MM(20)) });
    ui_leaf(&ui, &(struct spec) { .content = CONTENT_TEXT,
                                  .text = S("Bác **đừng bấm** vào đường liên kết"),
                                  .marks = true });
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    assert_true(tree.nodes[2].line_count > 3);
    assert_true(tree_shows(&tree, S("đừng bấm vào đường liên kết")));
    assert_false(tree_shows(&tree, S("**đừng")));
    assert_false(tree_shows(&tree, S("Đừng")));
}

static void test_reading_order(void **state)
{
    (void)state;
    struct tree tree = page();
    struct speech_list list = speech_page(&tree, &home);
    static const char *const order[] = { "Ngân hàng", "Bác đừng bấm nhé", "Điện thoại có tin lạ",
                                         "Tiếp tục", "Lùi" };
    assert_int_equal(list.count, COUNT_OF(order));
    for (size_t i = 0; i < COUNT_OF(order); i++)
        assert_str(list.items[i].text, str_of(order[i]));
    assert_true(list.items[0].follows_plain);
    assert_false(list.items[1].follows_plain);
    assert_true(list.items[3].follows_plain);
    assert_int_equal(list.items[3].id, ui_id(S("next")));
    assert_int_not_equal(list.items[0].id, 0);
}

static void test_modal_silences_the_rest(void **state)
{
    (void)state;
    begin();
    ui_text(&ui, TEXT_BODY, COLOR_INK, S("sau lưng"));
    ui_open(&ui, &(struct spec) { .role = ROLE_DIALOG, .modal = true, .anchor = ANCHOR_CENTER });
    ui_text(&ui, TEXT_BODY, COLOR_INK, S("Bác còn học tiếp không ạ?"));
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    struct speech_list list = speech_page(&tree, &home);
    assert_int_equal(list.count, 1);
    assert_str(list.items[0].text, S("Bác còn học tiếp không ạ?"));
}

static void test_spoken_names(void **state)
{
    (void)state;
    begin();
    uint32_t toggle = ui_leaf(&ui, &(struct spec) { .role = ROLE_TOGGLE,
                                                    .id = S("big"),
                                                    .label = S("Chữ to"),
                                                    .verb = { .code = 1 },
                                                    .selected = true });
    uint32_t key = ui_leaf(&ui, &(struct spec) { .role = ROLE_KEY,
                                                 .id = S("key-1"),
                                                 .label = S("1"),
                                                 .say = S("số một"),
                                                 .verb = { .code = 1 },
                                                 .disabled = true });
    struct tree tree = ui_finish(&ui);
    assert_str(speech_name(&tree, toggle, SPEECH_NAME, &home), S("Chữ to"));
    assert_str(speech_name(&tree, toggle, SPEECH_FULL, &home), S("Chữ to, nút bật tắt, đang bật"));
    assert_str(speech_name(&tree, key, SPEECH_FULL, &home), S("số một, phím, chưa bấm được"));
    assert_str(speech_name(&tree, toggle, SPEECH_FULL_EN, &home), S("Chữ to, toggle, on"));
    assert_str(speech_name(&tree, key, SPEECH_FULL_EN, &home), S("số một, key, not available yet"));
}

static struct tree with_status(str text)
{
    begin();
    if (text.len)
        widget_banner(&ui, S("kind-words"), TONE_OK, S("check"), text, S(""));
    ui_text(&ui, TEXT_BODY, COLOR_INK, S("trang"));
    return ui_finish(&ui);
}

static void test_status_speaks_when_it_changes(void **state)
{
    (void)state;
    struct tree none = with_status(S("")), one = with_status(S("**Đúng** rồi ạ"));
    struct tree other = with_status(S("Bác thử lại nhé"));
    struct speech_list list = speech_changes(&none, &one, &home);
    assert_int_equal(list.count, 1);
    assert_str(list.items[0].text, S("Đúng rồi ạ"));
    assert_int_equal(speech_changes(&one, &one, &home).count, 0);
    assert_int_equal(speech_changes(&one, &other, &home).count, 1);
    assert_int_equal(speech_changes(NULL, &one, &home).count, 1);
    assert_int_equal(speech_changes(&one, &none, &home).count, 0);
}

/* The words stand on the page, and a dialog over it or not, with words of its own. */
static struct tree under_dialog(str page, str dialog)
{
    begin();
    widget_banner(&ui, S("kind-words"), TONE_OK, S("check"), page, S(""));
    if (dialog.len) {
        ui_open(&ui, &(struct spec) { .role = ROLE_DIALOG,
                                      .id = S("dialog"),
                                      .modal = true,
                                      .anchor = ANCHOR_CENTER,
                                      .fill = COLOR_CARD });
        widget_banner(&ui, S("in-dialog"), TONE_SUN, S("info"), dialog, S(""));
        ui_close(&ui);
    }
    return ui_finish(&ui);
}

static void test_status_behind_a_dialog_is_silent(void **state)
{
    (void)state;
    struct tree page = under_dialog(S("Đúng rồi ạ"), S(""));
    struct tree over = under_dialog(S("Đúng rồi ạ"), S("Còn 45 giây"));
    struct tree later = under_dialog(S("Bác thử lại nhé"), S("Còn 30 giây"));
    struct speech_list list = speech_changes(&page, &over, &home);
    assert_int_equal(list.count, 1);
    assert_str(list.items[0].text, S("Còn 45 giây"));
    list = speech_changes(&over, &later, &home);
    assert_int_equal(list.count, 1); /* what changed behind it is covered */
    assert_str(list.items[0].text, S("Còn 30 giây"));
    assert_int_equal(speech_changes(&over, &page, &home).count, 0); /* it only comes back */
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
        cmocka_unit_test(test_text_dump),
        cmocka_unit_test(test_json_dump),
        cmocka_unit_test(test_find_by_label),
        cmocka_unit_test(test_shows),
        cmocka_unit_test(test_reading_order),
        cmocka_unit_test(test_modal_silences_the_rest),
        cmocka_unit_test(test_spoken_names),
        cmocka_unit_test(test_status_speaks_when_it_changes),
        cmocka_unit_test(test_status_behind_a_dialog_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
