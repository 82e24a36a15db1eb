/* must(): an assertion that stays on in release builds.
 *
 * For what only a programming error can break. A crash is safe by design: the ledger is append-only
 * and the service manager starts the kiosk again. Never used on data that came from outside. */
#ifndef BASE_MUST_H
#define BASE_MUST_H

#include <assert.h>
#include <stddef.h>

#define must(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            must_fail(#condition, __FILE__, __LINE__);                                             \
    } while (0)

/* Prints one line to stderr and aborts. */
_Noreturn void must_fail(const char *condition, const char *file, int line);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
