/* The normaliser with the real lexicon: a table of cases, the map back, and all that the kiosk can
 * show; then every way to get the lexicon wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/must.h"
#include "base/utf8.h"
#include "content/document.h"
#include "content/lexicon.h"
#include "content/phrases.h"
#include "core/speak_numbers.h"
#include "speak_cases.h"

static arena home;
static struct problems problems;
static struct speak_lexicon lexicon;
static str assets;

static void fresh_problems(void)
{
    memset(&problems, 0, sizeof problems);
    problems.home = &home;
}

static struct spoken speak(str written)
{
    return speak_text(&home, &lexicon, LANG_VI, written);
}

/* Only letters, the pauses and what is between words: nothing that espeak would spell or count. */
static void check_plain(str written, str spoken)
{
    size_t len;
    for (size_t at = 0; at < spoken.len; at += len) {
        uint32_t code = utf8_decode(str_slice(spoken, at, spoken.len), &len);
        bool letter = (code | 0x20) >= 'a' && (code | 0x20) <= 'z' && code < 0x80;
        bool marked = code >= 0xc0 && code <= 0x1eff && code != 0xd7 && code != 0xf7;
        if (!letter && !marked && (code > 0x7f || !strchr(" \n,;:.!?'", (int)code)))
            fail_msg("«%.*s» is spoken «%.*s»", STR_ARG(written), STR_ARG(spoken));
    }
}

static bool is_covered(const struct spoken *spoken, size_t from, size_t to)
{
    for (uint32_t i = 0; i < spoken->count; i++)
        if (spoken->words[i].written_from < to && spoken->words[i].written_to > from)
            return true;
    return false;
}

static bool is_heard(str word)
{
    size_t len;
    for (size_t at = 0; at < word.len; at += len) {
        uint32_t code = utf8_decode(str_slice(word, at, word.len), &len);
        bool ascii = code < 0x80 && (((code | 0x20) >= 'a' && (code | 0x20) <= 'z') ||
                                     (code >= '0' && code <= '9'));
        if (ascii || (code >= 0xc0 && code <= 0x1eff && code != 0xd7 && code != 0xf7))
            return true;
    }
    return false;
}

/* In order, whole on both sides, and every written word with a letter or digit is somewhere. */
static void check_map(str written, const struct spoken *spoken)
{
    uint32_t said = 0, read = 0;
    for (uint32_t i = 0; i < spoken->count; i++) {
        const struct speak_word *word = &spoken->words[i];
        assert_true(word->spoken_from >= said && word->spoken_to > word->spoken_from);
        assert_true(word->written_from >= read && word->written_to > word->written_from);
        said = word->spoken_to;
        read = word->written_to;
        assert_true(utf8_valid(str_slice(written, word->written_from, word->written_to)));
        assert_true(utf8_valid(str_slice(spoken->text, word->spoken_from, word->spoken_to)));
    }
    assert_true(said <= spoken->text.len && read <= written.len);
    for (size_t at = 0; at < written.len;) {
        size_t to = at;
        while (to < written.len && written.ptr[to] != ' ' && written.ptr[to] != '\n')
            to++;
        if (is_heard(str_slice(written, at, to)) && !is_covered(spoken, at, to))
            fail_msg("«%.*s»: bytes from %zu are not heard", STR_ARG(written), at);
        at = to + 1;
    }
}

static void test_cases(void **state)
{
    (void)state;
    unsigned wrong = 0;
    assert_true(COUNT_OF(speak_cases) >= 200);
    for (size_t i = 0; i < COUNT_OF(speak_cases); i++) {
        struct spoken spoken = speak(speak_cases[i].written);
        check_plain(speak_cases[i].written, spoken.text);
        check_map(speak_cases[i].written, &spoken);
        if (str_eq(spoken.text, speak_cases[i].spoken))
            continue;
        wrong++;
        print_error("«%.*s» is spoken «%.*s», not «%.*s»\n", STR_ARG(speak_cases[i].written),
                    STR_ARG(spoken.text), STR_ARG(speak_cases[i].spoken));
    }
    assert_int_equal(wrong, 0);
}

/* What was spoken already needs nothing more. */
static void test_spoken_words_stay(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(speak_cases); i++) {
        str once = speak_cases[i].spoken;
        if (str_find(once, S("link")) >= 0 || str_find(once, S("app")) >= 0)
            continue;
        struct spoken twice = speak(once);
        if (!str_eq(twice.text, once))
            fail_msg("«%.*s» becomes «%.*s»", STR_ARG(once), STR_ARG(twice.text));
    }
}

static void expect_word(const struct spoken *spoken, str written, const char *heard,
                        const char *marked)
{
    ptrdiff_t at = str_find(spoken->text, str_of(heard));
    assert_true(at >= 0);
    struct speak_word word;
    assert_true(speak_find(spoken, (uint32_t)at, (uint32_t)((size_t)at + strlen(heard)), &word));
    str found = str_slice(written, word.written_from, word.written_to);
    if (!str_eq(found, str_of(marked)))
        fail_msg("«%s» marks «%.*s», not «%s»", heard, STR_ARG(found), marked);
}

static void test_the_heard_word_is_found(void **state)
{
    (void)state;
    str written = S("Bác học **15** phút, từ 08:30 ở CH Play: 22.000đ ạ.");
    struct spoken spoken = speak(written);
    expect_word(&spoken, written, "Bác", "Bác");
    expect_word(&spoken, written, "mười", "15");
    expect_word(&spoken, written, "lăm", "15");
    expect_word(&spoken, written, "phút", "phút");
    expect_word(&spoken, written, "giờ", "08:30");
    expect_word(&spoken, written, "pờ", "CH Play");
    expect_word(&spoken, written, "nghìn", "22.000đ");
    expect_word(&spoken, written, "ạ", "ạ");
    struct speak_word word;
    assert_false(
        speak_find(&spoken, (uint32_t)spoken.text.len, (uint32_t)spoken.text.len + 4, &word));
    struct spoken silent = speak(S(" · "));
    assert_int_equal(silent.count, 0);
    assert_false(speak_find(&silent, 0, 1, &word));
}

static void test_lines_stay(void **state)
{
    (void)state;
    assert_true(str_eq(speak(S("Một\nHai 2\n\nBa.")).text, S("Một\nHai hai\nBa.")));
    assert_true(str_eq(speak(S("")).text, S("")));
    assert_true(str_eq(speak(S("«»…·")).text, S("")));
}

static void test_english_passes(void **state)
{
    (void)state;
    static const struct speak_case cases[] = {
        { S_INIT("It opens at 08:30, call 115."), S_INIT("It opens at 08:30, call 115.") },
        { S_INIT("**Bold** words & more"), S_INIT("Bold words & more") },
        { S_INIT("Free · 3–5 minutes → go"), S_INIT("Free, 3–5 minutes, go") },
        { S_INIT("Line one\nline two"), S_INIT("Line one\nline two") },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct spoken spoken = speak_text(&home, &lexicon, LANG_EN, cases[i].written);
        check_map(cases[i].written, &spoken);
        if (!str_eq(spoken.text, cases[i].spoken))
            fail_msg("«%.*s»", STR_ARG(spoken.text));
    }
}

/* Without the file the voice still speaks: abbreviations by their letters. */
static void test_without_lexicon(void **state)
{
    (void)state;
    struct spoken spoken = speak_text(&home, NULL, LANG_VI, S("BHXH 15 phút vneid.gov.vn"));
    assert_true(str_eq(spoken.text, S("bê hát ích hát mười lăm phút vneid chấm gov chấm vê nờ")));
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        str words;
    } cases[] = {
        { 0, S_INIT("không") },
        { 1000000, S_INIT("một triệu") },
        { 1000001, S_INIT("một triệu không trăm linh một") },
        { 10000010, S_INIT("mười triệu không trăm mười") },
        { 21000, S_INIT("hai mươi mốt nghìn") },
        { 1000000000, S_INIT("một tỷ") },
        { 3000000000000, S_INIT("ba nghìn tỷ") },
        { 1000000000000005, S_INIT("một triệu tỷ không trăm linh năm") },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out = buf_in(&home);
        speak_put_cardinal(&out, cases[i].number);
        if (!str_eq(buf_view(&out), cases[i].words))
            fail_msg("%.*s", STR_ARG(buf_view(&out)));
    }
    struct buf out = buf_in(&home);
    speak_put_number(&out, S("1234567890123456789"));
    assert_true(str_starts(buf_view(&out), S("một hai ba bốn năm sáu")));
}

static void test_romans(void **state)
{
    (void)state;
    static const char *const units[] = {
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"
    };
    static const char *const tens[] = {
        "", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"
    };
    for (unsigned n = 1; n < 100; n++)
        assert_int_equal(speak_roman(arena_printf(&home, "%s%s", tens[n / 10], units[n % 10])), n);
    assert_int_equal(speak_roman(S("MMXXVI")), 2026);
    assert_int_equal(speak_roman(S("MCMXCIX")), 1999);
    static const char *const wrong[] = { "IIII", "VV", "IXI", "IIX", "XCX", "A", "", "IVI", "CMC" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(speak_roman(str_of(wrong[i])), 0);
}

static unsigned check_text(str written)
{
    struct spoken spoken = speak(written);
    check_plain(written, spoken.text);
    check_map(written, &spoken);
    return 1;
}

/* Every «vi:» and «say:» of a lesson, wherever it stands. */
static unsigned check_file(str folder, str name)
{
    struct document d;
    str bytes, path = file_join(&home, folder, name);
    unsigned texts = 0;
    fresh_problems();
    assert_int_equal(file_read(&home, path, 1u << 20, &bytes), FAIL_OK);
    assert_int_equal(document_open(&d, path, bytes, &problems), FAIL_OK);
    for (yaml_node_t *node = d.yaml.nodes.start; node < d.yaml.nodes.top; node++) {
        if (node->type != YAML_MAPPING_NODE)
            continue;
        for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
             pair < node->data.mapping.pairs.top; pair++) {
            str key = document_scalar(&d, pair->key), text = document_scalar(&d, pair->value);
            if ((str_eq(key, S("vi")) || str_eq(key, S("say"))) && text.len)
                texts += check_text(text);
        }
    }
    document_close(&d);
    return texts;
}

static void test_all_lessons(void **state)
{
    (void)state;
    static const char *const files[] = { "lessons", "phones" };
    unsigned texts = 0;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        str folder = file_join(&home, assets, arena_printf(&home, "lessons/chung/%s", files[i]));
        const str *names;
        size_t count;
        assert_int_equal(folder_list(&home, folder, 200, &names, &count), FAIL_OK);
        for (size_t k = 0; k < count; k++)
            if (str_ends(names[k], S(".yaml")))
                texts += check_file(folder, names[k]);
    }
    texts += check_file(assets, S("lessons/chung/pack.yaml"));
    assert_true(texts > 300);
}

static void test_all_phrases(void **state)
{
    (void)state;
    static struct phrases phrases;
    fresh_problems();
    assert_int_equal(phrases_load(&phrases, &home, assets, &problems), FAIL_OK);
    for (int i = 0; i < PHRASE_COUNT; i++) {
        str words = phrases.words[LANG_VI][i];
        check_text(words);
        check_text(phrase_fill(&home, words, S("15"), S("08:30")));
    }
}

static void test_lexicon_problems(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line, column;
        const char *part;
    } cases[] = {
        { "format: 1\nwords: {A: a}\n", 1, 1, "a map called \"labels\" is missing" },
        { "format: 2\nwords: {A: a}\nlabels: {}\n", 1, 9, "format: 1" },
        { "format: 1\nwords:\n  A: a\n  B: b\n  A: c\nlabels: {}\n", 5, 3,
          "\"A\" stands here twice" },
        { "format: 1\nwords:\n  A: a 1\nlabels: {}\n", 3, 6, "must be spoken in words" },
        { "format: 1\nwords:\n  A: \"\"\nlabels: {}\n", 3, 6, "must be spoken in words" },
        { "format: 1\nwords:\n  A: [b]\nlabels: {}\n", 3, 6, "must be spoken in words" },
        { "format: 1\nwords:\n  \" A\": a\nlabels: {}\n", 3, 3, "without spaces around" },
        { "format: 1\nwords: none\nlabels: {}\n", 2, 8, "a map called \"words\" is missing" },
        { "format: 1\nwords: {A: a}\nlabels: {}\nmore: 1\n", 4, 1, "\"more\" is unknown here" },
        { "format: 1\nwords: {A: a\n", 3, 1, "" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct speak_lexicon out;
        fresh_problems();
        enum fail failed =
            lexicon_read(&out, &home, S("vi.yaml"), str_of(cases[i].text), &problems);
        assert_int_not_equal(failed, FAIL_OK);
        assert_int_equal(problems.total, 1);
        const struct problem *p = &problems.items[0];
        if (p->line != cases[i].line || p->column != cases[i].column ||
            str_find(p->sentence, str_of(cases[i].part)) < 0)
            fail_msg("case %zu: %u:%u %.*s", i, p->line, p->column, STR_ARG(p->sentence));
    }
    struct speak_lexicon none;
    fresh_problems();
    assert_int_equal(lexicon_load(&none, &home, S("/nowhere"), &problems), FAIL_MISSING);
    assert_int_equal(none.word_count + none.label_count, 0);
}

static void test_right_entries_survive(void **state)
{
    (void)state;
    struct speak_lexicon out;
    fresh_problems();
    assert_int_equal(
        lexicon_read(&out, &home, S("vi.yaml"),
                     S("format: 1\nwords:\n  B: bờ\n  A: 1\n  A B: a bê\nlabels: {}\n"), &problems),
        FAIL_FORMAT);
    assert_int_equal(out.word_count, 2);
    assert_true(str_eq(speak_text(&home, &out, LANG_VI, S("A B, B.")).text, S("a bê, bờ.")));
}

static int set_up(void **state)
{
    (void)state;
    fresh_problems();
    enum fail failed = lexicon_load(&lexicon, &home, assets, &problems);
    problems_print(&problems, stderr);
    return failed != FAIL_OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_reset(&home);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 1;
    assets = str_of(argv[1]);
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(test_cases),
        CASE(test_spoken_words_stay),
        CASE(test_the_heard_word_is_found),
        CASE(test_lines_stay),
        CASE(test_english_passes),
        CASE(test_without_lexicon),
        CASE(test_numbers),
        CASE(test_romans),
        CASE(test_all_lessons),
        CASE(test_all_phrases),
        CASE(test_lexicon_problems),
        CASE(test_right_entries_survive),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    return failed;
}
