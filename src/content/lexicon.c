#include "content/lexicon.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/must.h"
#include "base/utf8.h"
#include "content/document.h"

struct reading {
    struct document document;
    arena *home;
    struct problems *problems;
};

static int by_written(const void *a, const void *b)
{
    return str_cmp(((const struct speak_entry *)a)->written,
                   ((const struct speak_entry *)b)->written);
}

/* Words and pauses: anything else would come to the voice as a riddle again. */
static bool is_speakable(str spoken)
{
    for (size_t i = 0; i < spoken.len; i++) {
        unsigned char c = (unsigned char)spoken.ptr[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (c < 0x80 && !letter && c != ' ' && c != ',')
            return false;
    }
    return true;
}

static bool read_entry(struct reading *r, const yaml_node_pair_t *pair, struct speak_entry *out)
{
    struct document *d = &r->document;
    str written = document_scalar(d, pair->key), spoken = document_scalar(d, pair->value);
    if (str_empty(written) || str_trim(written).len != written.len ||
        utf8_to_nfc(r->home, written, &out->written) != FAIL_OK ||
        out->written.len > SPEAK_WRITTEN_BYTES_MAX) {
        problem_add(r->problems, document_place(d, pair->key),
                    "a written word has 1 to %u bytes without spaces around it",
                    SPEAK_WRITTEN_BYTES_MAX);
        return false;
    }
    if (str_empty(str_trim(spoken)) || utf8_to_nfc(r->home, spoken, &out->spoken) != FAIL_OK ||
        !is_speakable(spoken)) {
        problem_add(r->problems, document_place(d, pair->value),
                    "\"%.*s\" must be spoken in words: letters, spaces and commas",
                    STR_ARG(written));
        return false;
    }
    return true;
}

/* Says once for each key where it stands again. */
static void find_doubles(struct reading *r, int map)
{
    struct document *d = &r->document;
    yaml_node_t *node = document_node(d, map);
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++) {
        str key = document_scalar(d, pair->key);
        if (document_find(d, map, key) != pair->value)
            problem_add(r->problems, document_place(d, pair->key), "\"%.*s\" stands here twice",
                        STR_ARG(key));
    }
}

static uint32_t drop_doubles(struct speak_entry *entries, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || !str_eq(entries[kept - 1].written, entries[i].written))
            entries[kept++] = entries[i];
    return kept;
}

static const struct speak_entry *read_table(struct reading *r, str name, uint32_t *count_out)
{
    struct document *d = &r->document;
    *count_out = 0;
    int map = document_find(d, document_root(d), name);
    yaml_node_t *node = map ? document_node(d, map) : NULL;
    if (!node || node->type != YAML_MAPPING_NODE) {
        problem_add(r->problems, document_place(d, map ? map : document_root(d)),
                    "a map called \"%.*s\" is missing", STR_ARG(name));
        return NULL;
    }
    size_t room = (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start);
    if (room > LEXICON_ENTRIES_MAX) {
        problem_add(r->problems, document_place(d, map), "\"%.*s\" has more than %u entries",
                    STR_ARG(name), LEXICON_ENTRIES_MAX);
        return NULL;
    }
    find_doubles(r, map);
    struct speak_entry *entries = arena_new(r->home, struct speak_entry, room + 1);
    uint32_t count = 0;
    for (size_t i = 0; i < room; i++)
        if (read_entry(r, &node->data.mapping.pairs.start[i], &entries[count]))
            count++;
    qsort(entries, count, sizeof entries[0], by_written);
    *count_out = drop_doubles(entries, count);
    return entries;
}

static void check_head(struct reading *r)
{
    struct document *d = &r->document;
    yaml_node_t *root = document_node(d, document_root(d));
    int format = document_find(d, document_root(d), S("format"));
    if (!str_eq(document_scalar(d, format), S("1")))
        problem_add(r->problems, document_place(d, format ? format : document_root(d)),
                    "the first line must be \"format: 1\"");
    if (!root || root->type != YAML_MAPPING_NODE)
        return;
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start;
         pair < root->data.mapping.pairs.top; pair++) {
        str key = document_scalar(d, pair->key);
        if (!str_eq(key, S("format")) && !str_eq(key, S("words")) && !str_eq(key, S("labels")))
            problem_add(r->problems, document_place(d, pair->key),
                        "\"%.*s\" is unknown here: format, words, labels", STR_ARG(key));
    }
}

enum fail lexicon_read(struct speak_lexicon *out, arena *home, str file, str bytes,
                       struct problems *problems)
{
    *out = (struct speak_lexicon) { 0 };
    struct reading r = { .home = home, .problems = problems };
    enum fail failed = document_open(&r.document, file, bytes, problems);
    if (failed != FAIL_OK)
        return failed;
    unsigned before = problems->total;
    check_head(&r);
    out->words = read_table(&r, S("words"), &out->word_count);
    out->labels = read_table(&r, S("labels"), &out->label_count);
    document_close(&r.document);
    return problems->total == before ? FAIL_OK : FAIL_FORMAT;
}

enum fail lexicon_load(struct speak_lexicon *out, arena *home, str assets,
                       struct problems *problems)
{
    *out = (struct speak_lexicon) { 0 };
    str path = file_join(home, assets, S("speech/vi.yaml")), bytes;
    struct place cause = { .file = path };
    enum fail failed = document_read(home, cause, path, &bytes, problems);
    if (failed == FAIL_MISSING)
        problem_add(problems, cause, "there is no such file");
    return failed == FAIL_OK ? lexicon_read(out, home, path, bytes, problems) : failed;
}
