/* The measure that test_screens is linked with. */
#ifndef TESTS_UI_MEASURE_H
#define TESTS_UI_MEASURE_H

#include "ui/tree.h"

/* False: there is none on this machine, and why was printed. */
bool measure_open(struct measure *out);
void measure_close(void);

#endif
