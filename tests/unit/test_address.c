/* Every text is written to «bác» and reworded for the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/must.h"
#include "core/address.h"

struct row {
    const char *bac, *co_chu, *ban, *em;
};

static const struct row rows[] = {
    { "Bác làm tốt lắm!", "Cô/chú làm tốt lắm!", "Bạn làm tốt lắm!", "Em làm tốt lắm!" },
    { "Hôm nay bác muốn học gì ạ?", "Hôm nay cô/chú muốn học gì ạ?", "Hôm nay bạn muốn học gì?",
      "Hôm nay em muốn học gì?" },
    { "Đúng rồi ạ. Bác giỏi quá.", "Đúng rồi ạ. Cô/chú giỏi quá.", "Đúng rồi. Bạn giỏi quá.",
      "Đúng rồi. Em giỏi quá." },
    { "**Bác** đọc “bác”, (bác) và bác", "**Cô/chú** đọc “cô/chú”, (cô/chú) và cô/chú",
      "**Bạn** đọc “bạn”, (bạn) và bạn", "**Em** đọc “em”, (em) và em" },
    { "TÊN BÁC", "TÊN CÔ/CHÚ", "TÊN BẠN", "TÊN EM" },
    { "Máy nhớ bác học đến đâu", "Máy nhớ cô/chú học đến đâu", "Máy nhớ bạn học đến đâu",
      "Máy nhớ em học đến đâu" },
    { "Đầu ngõ nhà bác tối ạ", "Đầu ngõ nhà cô/chú tối ạ", "Đầu ngõ nhà bạn tối",
      "Đầu ngõ nhà em tối" },
    { "Bác hỏi bác sĩ nhé ạ", "Cô/chú hỏi bác sĩ nhé ạ", "Bạn hỏi bác sĩ nhé",
      "Em hỏi bác sĩ nhé" },
};

static void test_rewording(void **state)
{
    (void)state;
    arena home = { 0 };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *wanted[] = { rows[i].bac, rows[i].co_chu, rows[i].ban, rows[i].em };
        for (int a = 0; a < ADDRESS_COUNT; a++) {
            str got = address_text(&home, (enum address)a, str_of(rows[i].bac));
            assert_int_equal(got.len, str_of(wanted[a]).len);
            assert_memory_equal(got.ptr, wanted[a], got.len);
        }
    }
    arena_finish(&home);
}

/* What is no address stays as it stands, and costs nothing. */
static void test_left_alone(void **state)
{
    (void)state;
    static const char *const texts[] = { "",
                                         "Bác sĩ dặn",
                                         "năm điều Bác Hồ dạy",
                                         "nhà bác học",
                                         "kiến thức uyên bác",
                                         "bà con cô bác",
                                         "chú bác trong nhà",
                                         "gọi cho một bác gái",
                                         "Bác trai ngồi đợi",
                                         "các bác",
                                         "bácx xbác Bácđ",
                                         "Mã nhận bằng SMS" };
    arena home = { 0 };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int a = 0; a < ADDRESS_COUNT; a++)
            assert_ptr_equal(address_text(&home, (enum address)a, str_of(texts[i])).ptr, texts[i]);
    arena_finish(&home);
}

/* «ạ» inside of a sentence is a word like others. */
static void test_softener_only_at_an_end(void **state)
{
    (void)state;
    arena home = { 0 };
    str text = S("Cháu nói ạ thật to");
    assert_ptr_equal(address_text(&home, ADDRESS_EM, text).ptr, text.ptr);
    str soft = address_text(&home, ADDRESS_EM, S("Vâng ạ, em nhớ ạ."));
    assert_true(str_eq(soft, S("Vâng, em nhớ.")));
    arena_finish(&home);
}

static void test_names_differ(void **state)
{
    (void)state;
    for (int a = 0; a < ADDRESS_COUNT; a++)
        for (int b = 0; b < a; b++)
            assert_false(str_eq(address_name((enum address)a), address_name((enum address)b)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rewording),
        cmocka_unit_test(test_left_alone),
        cmocka_unit_test(test_softener_only_at_an_end),
        cmocka_unit_test(test_names_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
