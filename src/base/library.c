#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

void *library_load(const char *file)
{
    return dlopen(file, RTLD_NOW | RTLD_LOCAL);
}

/* POSIX lets an object pointer hold a function's address; C does not say it plainly. */
bool library_find(void *library, const char *name, void *function_out)
{
    void *found = library ? dlsym(library, name) : NULL;
    memcpy(function_out, &found, sizeof found);
    return found != NULL;
}
