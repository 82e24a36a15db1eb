#include "content/problem.h"

#include <stdarg.h>

#include "base/utf8.h"

static bool is_known(const struct problems *problems, const struct problem *p)
{
    for (unsigned i = 0; i < problems->count; i++) {
        const struct problem *other = &problems->items[i];
        if (other->line == p->line && other->column == p->column && str_eq(other->file, p->file) &&
            str_eq(other->sentence, p->sentence))
            return true;
    }
    return false;
}

/* What a file says may stand in a sentence: no control characters reach a terminal, and a sentence
 * that is cut off ends with a whole letter. */
static str make_printable(char *sentence)
{
    for (char *c = sentence; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    }
    str s = str_of(sentence);
    while (!utf8_valid(s))
        s.len--;
    return s;
}

void problem_add(struct problems *problems, struct place at, const char *format, ...)
{
    char sentence[400];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    struct problem p = { at.file, at.line, at.column, make_printable(sentence) };
    if (is_known(problems, &p))
        return;
    problems->total++;
    if (problems->count == CONTENT_PROBLEMS_MAX)
        return;
    p.file = arena_str(problems->home, p.file);
    p.sentence = arena_str(problems->home, p.sentence);
    problems->items[problems->count++] = p;
}

static bool stands_before(const struct problem *a, const struct problem *b)
{
    int order = str_cmp(a->file, b->file);
    if (order != 0)
        return order < 0;
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

void problem_sort(struct problems *problems, unsigned first)
{
    for (unsigned i = first + 1; i < problems->count; i++) {
        struct problem moving = problems->items[i];
        unsigned at = i;
        for (; at > first && stands_before(&moving, &problems->items[at - 1]); at--)
            problems->items[at] = problems->items[at - 1];
        problems->items[at] = moving;
    }
}

void problems_print(const struct problems *problems, FILE *to)
{
    for (unsigned i = 0; i < problems->count; i++) {
        const struct problem *p = &problems->items[i];
        fprintf(to, "%.*s:", STR_ARG(p->file));
        if (p->line)
            fprintf(to, "%u:%u:", p->line, p->column);
        fprintf(to, " %.*s\n", STR_ARG(p->sentence));
    }
    if (problems->total > problems->count)
        fprintf(to, "and %u more problems\n", problems->total - problems->count);
}
