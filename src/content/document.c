#include "content/document.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

yaml_node_t *document_node(struct document *d, int node)
{
    return yaml_document_get_node(&d->yaml, node);
}

int document_root(struct document *d)
{
    return yaml_document_get_root_node(&d->yaml) ? 1 : 0;
}

static struct place place_of(str file, yaml_mark_t mark)
{
    return (struct place) { file, (unsigned)mark.line + 1, (unsigned)mark.column + 1 };
}

struct place document_place(struct document *d, int node)
{
    yaml_node_t *at = document_node(d, node);
    return at ? place_of(d->file, at->start_mark) : (struct place) { .file = d->file };
}

str document_scalar(struct document *d, int node)
{
    yaml_node_t *at = document_node(d, node);
    if (!at || at->type != YAML_SCALAR_NODE)
        return S("");
    return (str) { (const char *)at->data.scalar.value, at->data.scalar.length };
}

int document_find(struct document *d, int map, str key)
{
    yaml_node_t *at = document_node(d, map);
    if (!at || at->type != YAML_MAPPING_NODE)
        return 0;
    for (yaml_node_pair_t *p = at->data.mapping.pairs.start; p < at->data.mapping.pairs.top; p++) {
        if (str_eq(document_scalar(d, p->key), key))
            return p->value;
    }
    return 0;
}

enum fail document_read(arena *home, struct place cause, str path, str *bytes_out,
                        struct problems *problems)
{
    enum fail failed = file_read(home, path, LESSON_FILE_BYTES, bytes_out);
    if (failed == FAIL_FORMAT || failed == FAIL_DENIED || failed == FAIL_IO)
        problem_add(problems, cause, "%.*s cannot be read: it must be a plain file, no link",
                    STR_ARG(path));
    else if (failed == FAIL_LIMIT)
        problem_add(problems, cause, "%.*s is larger than %u KiB", STR_ARG(path),
                    LESSON_FILE_BYTES / 1024);
    else if (failed != FAIL_OK && failed != FAIL_MISSING)
        problem_add(problems, cause, "%.*s cannot be read: %.*s", STR_ARG(path),
                    STR_ARG(fail_en(failed)));
    return failed;
}

/* Bytes at the start of a text that are valid characters. */
static size_t valid_bytes(str text)
{
    size_t at = 0;
    while (at < text.len) {
        size_t len = 1;
        while (len <= 4 && !utf8_valid(str_slice(text, at, at + len)))
            len++;
        if (len > 4)
            break;
        at += len;
    }
    return at;
}

/* Line by line, so that the message can say where; a file from Windows ends its lines with CR LF.
 */
static bool check_utf8(str file, str bytes, struct problems *problems)
{
    unsigned line = 1;
    for (str rest = bytes; rest.ptr; line++) {
        str text = str_cut(&rest, '\n');
        if (text.len && text.ptr[text.len - 1] == '\r')
            text.len--;
        if (utf8_valid(text))
            continue;
        str good = str_slice(text, 0, valid_bytes(text));
        struct place at = { file, line, (unsigned)utf8_count(good) + 1 };
        bool control = (unsigned char)text.ptr[good.len] < 0x80;
        problem_add(problems, at,
                    control ? "a control character stands here: delete it"
                            : "these bytes are not UTF-8 text: save the file as UTF-8");
        return false;
    }
    return true;
}

static void report_grammar(str file, const yaml_parser_t *parser, struct problems *problems)
{
    const char *problem = parser->problem ? parser->problem : "it cannot be read";
    struct place at = place_of(file, parser->problem_mark);
    size_t began = parser->context_mark.line + 1;
    if (parser->context && began < at.line)
        problem_add(problems, at, "this is not valid YAML: %s %s from line %zu on", problem,
                    parser->context, began);
    else
        problem_add(problems, at, "this is not valid YAML: %s", problem);
}

/* A place in the bytes, moved forward to marks; a mark before it starts again from the line's
 * beginning or the file's. Nodes come nearly in order, so that the whole file is gone over once. */
struct cursor {
    str bytes;
    size_t line, column; /* in characters, as libyaml counts */
    size_t line_at, at;
};

static size_t cursor_move(struct cursor *c, yaml_mark_t mark)
{
    if (mark.line < c->line)
        *c = (struct cursor) { .bytes = c->bytes };
    for (; c->line < mark.line && c->at < c->bytes.len; c->at++) {
        bool ends = c->bytes.ptr[c->at] == '\n';
        c->line += ends;
        c->line_at = ends ? c->at + 1 : c->line_at;
        c->column = 0;
    }
    if (mark.column < c->column) {
        c->column = 0;
        c->at = c->line_at;
    }
    for (; c->column < mark.column && c->at < c->bytes.len; c->column++) {
        c->at++;
        while (c->at < c->bytes.len && ((unsigned char)c->bytes.ptr[c->at] & 0xc0) == 0x80)
            c->at++;
    }
    return c->at;
}

/* Every alias needs an anchor, so refusing anchors keeps the nodes a tree. libyaml gives a node's
 * start in characters; the byte there tells whether an anchor or a tag opens it. */
static bool check_plain(struct document *d, str bytes, struct problems *problems)
{
    struct cursor cursor = { .bytes = bytes };
    bool plain = true;
    int count = (int)(d->yaml.nodes.top - d->yaml.nodes.start);
    for (int node = 1; node <= count; node++) {
        yaml_mark_t mark = document_node(d, node)->start_mark;
        size_t at = cursor_move(&cursor, mark);
        if (at < bytes.len && (bytes.ptr[at] == '&' || bytes.ptr[at] == '!')) {
            problem_add(problems, place_of(d->file, mark),
                        "anchors (&), aliases (*) and tags (!) are not allowed: write it out");
            plain = false;
        }
    }
    return plain;
}

/* Whatever walks the nodes may then take some time for each. */
static bool check_count(struct document *d, struct problems *problems)
{
    size_t count = (size_t)(d->yaml.nodes.top - d->yaml.nodes.start);
    if (count <= YAML_NODES_MAX)
        return true;
    problem_add(problems, (struct place) { .file = d->file },
                "this file has %zu parts; %u is the most", count, YAML_NODES_MAX);
    return false;
}

/* In a tree every node but the root has one parent; an alias that check_plain could not see (behind
 * an exotic line separator) gives a node a second one. */
static bool check_tree(struct document *d, struct problems *problems)
{
    size_t count = (size_t)(d->yaml.nodes.top - d->yaml.nodes.start), parents = 0;
    for (int node = 1; node <= (int)count; node++) {
        const yaml_node_t *at = document_node(d, node);
        if (at->type == YAML_SEQUENCE_NODE)
            parents += (size_t)(at->data.sequence.items.top - at->data.sequence.items.start);
        else if (at->type == YAML_MAPPING_NODE)
            parents += 2 * (size_t)(at->data.mapping.pairs.top - at->data.mapping.pairs.start);
    }
    if (parents + 1 == count)
        return true;
    problem_add(problems, (struct place) { .file = d->file }, "aliases (*) are not allowed");
    return false;
}

static bool check_single(struct document *d, yaml_parser_t *parser, struct problems *problems)
{
    yaml_document_t next;
    if (!yaml_parser_load(parser, &next)) {
        report_grammar(d->file, parser, problems);
        return false;
    }
    yaml_node_t *root = yaml_document_get_root_node(&next);
    if (root)
        problem_add(problems, place_of(d->file, root->start_mark),
                    "a second document begins here: a file holds one");
    bool single = root == NULL;
    yaml_document_delete(&next);
    return single;
}

bool document_is_deep(str bytes)
{
    unsigned open = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.ptr[i];
        open += c == '[' || c == '{';
        open -= (c == ']' || c == '}') && open > 0;
        if (open > YAML_BRACKETS_MAX)
            return true;
    }
    return false;
}

enum fail document_open(struct document *d, str file, str bytes, struct problems *problems)
{
    *d = (struct document) { .file = file };
    if (str_starts(bytes, S("\xef\xbb\xbf")))
        bytes = str_slice(bytes, 3, bytes.len);
    if (!check_utf8(file, bytes, problems))
        return FAIL_FORMAT;
    if (document_is_deep(bytes)) {
        problem_add(problems, (struct place) { .file = file },
                    "more than %u brackets stand open in this file", YAML_BRACKETS_MAX);
        return FAIL_FORMAT;
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return FAIL_LIMIT;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    enum fail failed = FAIL_OK;
    if (!yaml_parser_load(&parser, &d->yaml)) {
        report_grammar(file, &parser, problems);
        failed = FAIL_FORMAT;
    } else {
        d->is_open = true;
        if (!document_root(d)) {
            problem_add(problems, (struct place) { .file = file }, "this file is empty");
            failed = FAIL_FORMAT;
        } else if (!check_count(d, problems) || !check_plain(d, bytes, problems) ||
                   !check_tree(d, problems) || !check_single(d, &parser, problems)) {
            failed = FAIL_FORMAT;
        }
    }
    yaml_parser_delete(&parser);
    if (failed != FAIL_OK)
        document_close(d);
    return failed;
}

void document_close(struct document *d)
{
    if (d->is_open)
        yaml_document_delete(&d->yaml);
    d->is_open = false;
}
