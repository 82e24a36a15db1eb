/* Functions of libraries that are loaded when they are first needed, not linked: most kiosks of
 * most days need none of them, and a missing one takes away one feature, not the program. */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stdbool.h>

/* NULL when it is not there. It stays loaded until the program ends. */
void *library_load(const char *file);
/* Puts the function's address into the function pointer that function_out points to, NULL where
 * the library is NULL or has no such function; then false. */
bool library_find(void *library, const char *name, void *function_out);

#endif
