#include "measure.h"
#include "support/fixed_measure.h"

bool measure_open(struct measure *out)
{
    *out = fixed_measure;
    return true;
}

void measure_close(void)
{
}
