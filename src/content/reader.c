#include "content/reader.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"

#define KEY_BYTES_MAX 32u

static void __attribute__((format(printf, 3, 0)))
report(struct reader *r, struct place at, const char *format, va_list args)
{
    char sentence[400];
    vsnprintf(sentence, sizeof sentence, format, args);
    problem_add(r->problems, at, "%s", sentence);
    r->failed = true;
}

void reader_problem(struct reader *r, int node, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(r, document_place(r->document, node), format, args);
    va_end(args);
}

void reader_problem_at(struct reader *r, const void *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(r, reader_place(r, at), format, args);
    va_end(args);
}

void reader_address(struct reader *r)
{
    for (size_t i = 0; i < r->note_count && r->address != ADDRESS_BAC; i++) {
        const struct note *n = &r->notes[i];
        if (n->kind != NOTE_TEXT || n->voice == VOICE_NONE || n->voice == VOICE_PHONE)
            continue;
        struct text *text = n->text;
        text->vi = address_text(r->home, r->address, text->vi);
        text->say = address_text(r->home, r->address, text->say);
    }
}

bool reader_has(struct reader *r, int node, const char *name)
{
    return document_find(r->document, node, str_of(name)) != 0;
}

struct place reader_place(const struct reader *r, const void *at)
{
    for (size_t i = 0; i < r->note_count; i++) {
        if (r->notes[i].at == at)
            return r->notes[i].place;
    }
    return (struct place) { .file = r->document ? r->document->file : S("") };
}

/* A copy of a full array with twice the room. */
static void *grow(arena *home, const void *old, size_t size, size_t count, size_t *cap)
{
    *cap = *cap ? *cap * 2 : 128;
    void *wider = arena_alloc_array(home, size, *cap);
    if (count)
        memcpy(wider, old, size * count);
    return wider;
}

void reader_note(struct reader *r, const void *at, int node, enum note_kind kind, enum voice voice)
{
    if (r->note_count == r->note_cap)
        r->notes = grow(r->scratch, r->notes, sizeof *r->notes, r->note_count, &r->note_cap);
    r->notes[r->note_count++] = (struct note) {
        .at = at, .place = document_place(r->document, node), .kind = kind, .voice = voice
    };
}

void reader_push(struct reader *r, int node, const struct shape *shape, const struct key *key,
                 void *base)
{
    if (r->job_count == r->job_cap)
        r->jobs = grow(r->scratch, r->jobs, sizeof *r->jobs, r->job_count, &r->job_cap);
    r->jobs[r->job_count++] = (struct job) { node, key->limit, shape, base };
}

static unsigned smallest(unsigned a, unsigned b, unsigned c)
{
    unsigned least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance between two short names. */
static unsigned distance(str a, str b)
{
    unsigned row[KEY_BYTES_MAX + 1];
    for (unsigned j = 0; j <= b.len; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a.len; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= b.len; j++) {
            unsigned above = row[j];
            row[j] = smallest(above + 1, row[j - 1] + 1, diagonal + (a.ptr[i - 1] != b.ptr[j - 1]));
            diagonal = above;
        }
    }
    return row[b.len];
}

static void report_unknown(struct reader *r, int node, const struct shape *shape, str name)
{
    const char *nearest = NULL;
    unsigned best = 3;
    for (size_t i = 0; i < shape->key_count && name.len <= KEY_BYTES_MAX; i++) {
        unsigned far = distance(name, str_of(shape->keys[i].name));
        if (far < best && far < name.len) {
            best = far;
            nearest = shape->keys[i].name;
        }
    }
    if (nearest)
        reader_problem(r, node, "%s has no key “%.*s”; did you mean “%s”?", shape->what,
                       STR_ARG(name), nearest);
    else
        reader_problem(r, node, "%s has no key “%.*s”", shape->what,
                       STR_ARG(utf8_truncate(name, 40)));
}

static size_t find_key(const struct shape *shape, str name)
{
    size_t i = 0;
    while (i < shape->key_count && !str_eq(str_of(shape->keys[i].name), name))
        i++;
    return i;
}

static const char *type_name(const yaml_node_t *node)
{
    if (node->type == YAML_SEQUENCE_NODE)
        return "a list";
    return node->type == YAML_MAPPING_NODE ? "a group of keys" : "a single value";
}

static void read_pair(struct reader *r, const struct job *job, yaml_node_pair_t pair,
                      uint64_t *seen)
{
    const yaml_node_t *name = document_node(r->document, pair.key);
    if (name->type != YAML_SCALAR_NODE) {
        reader_problem(r, pair.key, "a key is a word, not %s", type_name(name));
        return;
    }
    size_t at = find_key(job->shape, document_scalar(r->document, pair.key));
    if (at == job->shape->key_count) {
        report_unknown(r, pair.key, job->shape, document_scalar(r->document, pair.key));
        return;
    }
    const struct key *key = &job->shape->keys[at];
    if (*seen >> at & 1) {
        reader_problem(r, pair.key, "the key “%s” stands here twice", key->name);
        return;
    }
    *seen |= (uint64_t)1 << at;
    r->limit = key->limit ? key->limit : job->limit;
    key->read(r, pair.value, key, job->base);
}

static void read_mapping(struct reader *r, struct job job)
{
    const yaml_node_t *node = document_node(r->document, job.node);
    if (node->type != YAML_MAPPING_NODE) {
        reader_problem(r, job.node, "%s is a group of keys, but this is %s", job.shape->what,
                       type_name(node));
        return;
    }
    reader_note(r, job.base, job.node, NOTE_VALUE, VOICE_NONE);
    must(job.shape->key_count <= 64);
    uint64_t seen = 0;
    for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top;
         p++)
        read_pair(r, &job, *p, &seen);
    for (size_t i = 0; i < job.shape->key_count; i++) {
        if (job.shape->keys[i].required && !(seen >> i & 1))
            reader_problem(r, job.node, "%s lacks the key “%s”", job.shape->what,
                           job.shape->keys[i].name);
    }
}

static enum fail check_format(struct reader *r)
{
    int root = document_root(r->document);
    int node = document_find(r->document, root, S("format"));
    uint64_t format = 0;
    if (!node) {
        reader_problem(r, root, "the key “format” is missing: begin with “format: %u”",
                       CONTENT_FORMAT);
        return FAIL_FORMAT;
    }
    if (!str_to_u64(document_scalar(r->document, node), &format)) {
        reader_problem(r, node, "“format” is a number: write “format: %u”", CONTENT_FORMAT);
        return FAIL_FORMAT;
    }
    if (format == CONTENT_FORMAT)
        return FAIL_OK;
    reader_problem(r, node, "this file is in format %llu and this program reads format %u: %s",
                   (unsigned long long)format, CONTENT_FORMAT,
                   format > CONTENT_FORMAT ? "update the program" : "write the file anew");
    return FAIL_VERSION;
}

enum fail reader_run(struct reader *r, struct document *d, const struct shape *shape, void *base)
{
    static const struct key whole = { .name = "" };
    r->document = d;
    r->job_count = 0;
    bool failed_before = r->failed;
    r->failed = false;
    enum fail failed = check_format(r);
    if (failed == FAIL_OK) {
        reader_push(r, document_root(d), shape, &whole, base);
        for (size_t next = 0; next < r->job_count; next++)
            read_mapping(r, r->jobs[next]);
        /* Backwards, so that a rule finds everything inside its mapping finished. Rules may rely on
         * values only when every one of them could be read. */
        bool whole_read = !r->failed;
        for (size_t i = r->job_count; whole_read && i-- > 0;) {
            if (r->jobs[i].shape->finish)
                r->jobs[i].shape->finish(r, r->jobs[i].node, r->jobs[i].base);
        }
    }
    if (failed == FAIL_OK && r->failed)
        failed = FAIL_FORMAT;
    r->failed = failed_before || failed != FAIL_OK;
    return failed;
}
