/* Collecting problems (content.h) while files are read: inside the layer only. */
#ifndef CONTENT_PROBLEM_H
#define CONTENT_PROBLEM_H

#include "content/content.h"

struct place {
    str file;
    unsigned line, column; /* from 1; 0: the whole file */
};

/* Adds a sentence for a place; one that stands there already is not repeated. */
void problem_add(struct problems *problems, struct place at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Brings the problems from index first on into the order of file, line and column. */
void problem_sort(struct problems *problems, unsigned first);

#endif
