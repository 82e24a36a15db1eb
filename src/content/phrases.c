#define LOG_MODULE "phrases"
#include "content/phrases.h"

#include "base/file.h"
#include "base/must.h"
#include "base/utf8.h"
#include "content/document.h"

static const str files[] = { [LANG_VI] = S_INIT("ui/vi.yaml"), [LANG_EN] = S_INIT("ui/en.yaml") };
static_assert(COUNT_OF(files) == LANG_COUNT, "a file for every language");

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
    struct place cause = { .file = file };
    str path = file_join(r->home, assets, file), bytes;
    enum fail failed = document_read(r->home, cause, path, &bytes, r->problems);
    if (failed == FAIL_MISSING)
        problem_add(r->problems, cause, "there is no such file");
    if (failed == FAIL_OK)
        failed = document_open(&r->document, file, bytes, r->problems);
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
        enum fail failed = load_language(&r, assets, files[lang]);
        if (failed != FAIL_OK)
            worst = failed;
    }
    return worst;
}
