#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>

void must_fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "tramso: broken promise at %s:%d: %s\n", file, line, condition);
    abort();
}
