#define LOG_MODULE "phrases"
#include "content/phrases.h"

#include "base/file.h"
#include "base/must.h"
#include "base/utf8.h"
#include "content/document.h"

static const str files[] = { [LANG_VI] = S_INIT("ui/vi.yaml"), [LANG_EN] = S_INIT("ui/en.yaml") };
static_assert(COUNT_OF(files) == LANG_COUNT, "a file for every language");

/* What the safe screen, its bar and «Gọi giúp» say when the phrases themselves cannot be read: a
 * citizen never meets a key. Every other phrase shows only with lessons, so with its file. */
static const struct {
    enum phrase phrase;
    str words;
} safe_words[] = {
    { PHRASE_APP_NAME, S_INIT("Trạm Số") },
    { PHRASE_WEEKDAY_0, S_INIT("Chủ nhật") },
    { PHRASE_WEEKDAY_1, S_INIT("Thứ hai") },
    { PHRASE_WEEKDAY_2, S_INIT("Thứ ba") },
    { PHRASE_WEEKDAY_3, S_INIT("Thứ tư") },
    { PHRASE_WEEKDAY_4, S_INIT("Thứ năm") },
    { PHRASE_WEEKDAY_5, S_INIT("Thứ sáu") },
    { PHRASE_WEEKDAY_6, S_INIT("Thứ bảy") },
    { PHRASE_CLOCK_UNSURE, S_INIT("Giờ chưa chắc đúng") },
    { PHRASE_BAR_HOME, S_INIT("Trang đầu") },
    { PHRASE_BAR_LANGUAGE, S_INIT("Tiếng Việt") },
    { PHRASE_BAR_READ, S_INIT("Đọc to") },
    { PHRASE_BAR_SIZE, S_INIT("Chữ to") },
    { PHRASE_BAR_CONTRAST, S_INIT("Tương phản") },
    { PHRASE_BAR_REACH, S_INIT("Hạ thấp") },
    { PHRASE_BAR_HELP, S_INIT("Gọi giúp") },
    { PHRASE_HELP_TITLE, S_INIT("Bác cần người giúp ạ?") },
    { PHRASE_HELP_LINE, S_INIT("Bác nhờ người trực gần máy, hoặc gọi theo số dưới đây.") },
    { PHRASE_HELP_CALL, S_INIT("Gọi") },
    { PHRASE_HELP_WHERE, S_INIT("Ở đâu") },
    { PHRASE_HELP_CLOSE, S_INIT("Đóng") },
    { PHRASE_SIZE_TITLE, S_INIT("Chữ to nhỏ theo ý bác") },
    { PHRASE_SIZE_NORMAL, S_INIT("Chữ vừa") },
    { PHRASE_SIZE_LARGE, S_INIT("Chữ to") },
    { PHRASE_SIZE_LARGEST, S_INIT("Chữ rất to") },
    { PHRASE_SIZE_SAMPLE, S_INIT("Bác chọn cỡ nào đọc thoải mái nhất ạ.") },
    { PHRASE_LANGUAGE_TITLE, S_INIT("Ngôn ngữ") },
    { PHRASE_LANGUAGE_VI, S_INIT("Tiếng Việt") },
    { PHRASE_LANGUAGE_EN, S_INIT("English") },
    { PHRASE_CLOSE, S_INIT("Xong") },
    { PHRASE_VOICE_NONE, S_INIT("Máy này chưa có tiếng, nên chưa đọc to được ạ.") },
    { PHRASE_NOTICE_TITLE, S_INIT("Máy cần người giúp một chút") },
    { PHRASE_NOTICE_CONTENT, S_INIT("Máy chưa mở được các bài học. Bác gọi người trực giúp ạ.") },
    { PHRASE_NOTICE_STORE, S_INIT("Máy chưa ghi được kết quả. Bác gọi người trực giúp ạ.") },
    { PHRASE_NOTICE_HOME, S_INIT("Về trang đầu") },
};

struct reading {
    struct document document;
    arena *home;
    struct problems *problems;
    str *words; /* by phrase */
    bool seen[PHRASE_COUNT];
};

static int find_key(str key)
{
    for (int i = 0; i < PHRASE_COUNT; i++)
        if (str_eq(phrase_key((enum phrase)i), key))
            return i;
    return -1;
}

static void read_pair(struct reading *r, const yaml_node_pair_t *pair)
{
    struct document *d = &r->document;
    str key = document_scalar(d, pair->key);
    int phrase = find_key(key);
    if (phrase < 0) {
        problem_add(r->problems, document_place(d, pair->key),
                    "the program has no phrase called \"%.*s\"", STR_ARG(key));
        return;
    }
    if (r->seen[phrase]) {
        problem_add(r->problems, document_place(d, pair->key), "\"%.*s\" stands here twice",
                    STR_ARG(key));
        return;
    }
    str text = document_scalar(d, pair->value);
    str nfc;
    if (str_empty(text) || utf8_to_nfc(r->home, text, &nfc) != FAIL_OK) {
        problem_add(r->problems, document_place(d, pair->value),
                    "the phrase \"%.*s\" is empty or no text", STR_ARG(key));
        return;
    }
    r->seen[phrase] = true;
    r->words[phrase] = nfc;
}

static void read_words(struct reading *r)
{
    struct document *d = &r->document;
    int map = document_find(d, document_root(d), S("phrases"));
    yaml_node_t *node = map ? document_node(d, map) : NULL;
    if (!node || node->type != YAML_MAPPING_NODE) {
        problem_add(r->problems, document_place(d, document_root(d)),
                    "a map called \"phrases\" is missing");
        return;
    }
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++)
        read_pair(r, pair);
    for (int i = 0; i < PHRASE_COUNT; i++)
        if (!r->seen[i])
            problem_add(r->problems, document_place(d, map), "the phrase \"%.*s\" is missing",
                        STR_ARG(phrase_key((enum phrase)i)));
}

static enum fail load_language(struct reading *r, str assets, str file)
{
    str path = file_join(r->home, assets, file), bytes;
    struct place cause = { .file = path };
    enum fail failed = document_read(r->home, cause, path, &bytes, r->problems);
    if (failed == FAIL_MISSING)
        problem_add(r->problems, cause, "there is no such file");
    if (failed == FAIL_OK)
        failed = document_open(&r->document, path, bytes, r->problems);
    if (failed != FAIL_OK)
        return failed;
    unsigned before = r->problems->total;
    read_words(r);
    document_close(&r->document);
    return r->problems->total == before ? FAIL_OK : FAIL_FORMAT;
}

enum fail phrases_load(struct phrases *out, arena *home, str assets, struct problems *problems)
{
    enum fail worst = FAIL_OK;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct reading r = { .home = home, .problems = problems, .words = out->words[lang] };
        for (int i = 0; i < PHRASE_COUNT; i++)
            r.words[i] = phrase_key((enum phrase)i);
        for (size_t i = 0; i < COUNT_OF(safe_words); i++)
            r.words[safe_words[i].phrase] = safe_words[i].words;
        enum fail failed = load_language(&r, assets, files[lang]);
        if (failed != FAIL_OK)
            worst = failed;
    }
    for (int address = 0; address < ADDRESS_COUNT; address++)
        for (int i = 0; i < PHRASE_COUNT; i++)
            out->addressed[address][i] =
                address_text(home, (enum address)address, out->words[LANG_VI][i]);
    return worst;
}
