#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int max_level = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&max_level, (int)level);
}

void log_write(enum log_level level, const char *module, const char *format, ...)
{
    static const char *const names[] = { "error", "warn", "info", "debug" };
    if ((int)level > atomic_load(&max_level))
        return;
    /* One call, so that lines of the worker and the loop never mix; stderr goes to the service
     * manager's journal, which keeps the time. */
    char line[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    fprintf(stderr, "%s %s: %s\n", names[level], module, line);
}
