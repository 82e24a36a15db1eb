#include "wire/why.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/log.h"

enum fail why_refuse(char *why, const char *module, enum fail kind, const char *format, ...)
{
    char sentence[WHY_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    log_write(LOG_LEVEL_WARN, module, "%s", sentence);
    if (why)
        snprintf(why, WHY_BYTES, "%s", sentence);
    return kind;
}
