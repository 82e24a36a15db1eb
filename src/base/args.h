/* Command lines: options in any place, the rest in order.
 *
 * «--name value», «--name=value», «--flag»; «--» ends the options. Every program states its options
 * as one table, so that a misspelt one is named and never silently taken as a file. */
#ifndef BASE_ARGS_H
#define BASE_ARGS_H

#include "base/str.h"

#define ARGS_WORDS_MAX 24u

struct arg_option {
    const char *name; /* without the dashes */
    str *text;        /* takes a value; or NULL */
    bool *flag;       /* takes none; or NULL */
    unsigned mask;    /* whose option it is: the programs' own business */
};

struct args {
    str words[ARGS_WORDS_MAX]; /* what is no option */
    size_t word_count;
    unsigned used;      /* the masks of the given options, or-ed */
    str unknown;        /* on failure: the word that is wrong … */
    const char *reason; /* … and why: «needs a value» */
};

/* Reads argv[1…argc). Texts borrow argv. False: see unknown and reason. */
bool args_read(struct args *args, int argc, char *const *argv, const struct arg_option *options,
               size_t count);

#endif
