/* Every screen's operations, each defined in the file of its name; only screen.c includes this. */
#ifndef SCREENS_OPS_H
#define SCREENS_OPS_H

#include "screens/screen.h"

#define SCREEN_OPS(name, lower) extern const struct screen_ops screen_##lower##_ops;
SCREEN_LIST(SCREEN_OPS)
#undef SCREEN_OPS

#endif
