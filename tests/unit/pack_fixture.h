/* A copy of tests/fixtures/packs in a temporary folder, so that a test can break one thing in it.
 */
#ifndef TESTS_PACK_FIXTURE_H
#define TESTS_PACK_FIXTURE_H

#include "content/content.h"

struct fixture {
    str source;      /* tests/fixtures/packs */
    char assets[64]; /* the copy */
    arena home;
};

void fixture_make(struct fixture *f, const char *source);
/* The file (under lessons/tot) with the first find replaced; an empty find replaces everything. */
void fixture_edit(struct fixture *f, const char *file, str find, str replace);
/* The file as it was. */
void fixture_restore(struct fixture *f, const char *file);
/* Opens the pack, reads each lesson, checks: stops at the first failure, which it returns. */
enum fail fixture_run(struct fixture *f, struct problems *problems);
/* «file:line:column: sentence» with paths relative to the pack. */
str fixture_line(struct fixture *f, const struct problem *problem);
void fixture_drop(struct fixture *f);

#endif
