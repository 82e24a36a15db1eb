/* One YAML file as libyaml's tree of nodes, after everything that has nothing to do with its
 * meaning: size, kind of file, UTF-8, grammar, a single document, no anchors, aliases or tags. */
#ifndef CONTENT_DOCUMENT_H
#define CONTENT_DOCUMENT_H

#include <yaml.h>

#include "content/problem.h"

struct document {
    yaml_document_t yaml;
    bool is_open;
    str file; /* as problems name it */
};

/* Reads a regular file of at most LESSON_FILE_BYTES into home. Failures become problems at cause
 * (the place that named the file), except that FAIL_MISSING is left to the caller. */
must_check enum fail document_read(arena *home, struct place cause, str path, str *bytes_out,
                                   struct problems *problems);
/* Whether more brackets stand open at one place than YAML_BRACKETS_MAX: libyaml's time for each
 * grows with their depth, so that a file of «[» alone would take a minute. */
bool document_is_deep(str bytes);
/* Parses bytes; file is borrowed. On failure nothing has to be closed. */
must_check enum fail document_open(struct document *d, str file, str bytes,
                                   struct problems *problems);
void document_close(struct document *d);

yaml_node_t *document_node(struct document *d, int node);
int document_root(struct document *d);
struct place document_place(struct document *d, int node);
/* The bytes of a scalar; empty for the other kinds. */
str document_scalar(struct document *d, int node);
/* The node under a key of a mapping, or 0. */
int document_find(struct document *d, int map, str key);

#endif
