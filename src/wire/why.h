/* Refusing input: the sentence is logged once and kept for whoever lists what was refused. Private
 * to wire. */
#ifndef WIRE_WHY_H
#define WIRE_WHY_H

#include "base/fail.h"

/* Room for one sentence; batch.h, receipt.h and enrol.h name the same number. */
#define WHY_BYTES 200u

/* Formats the sentence into why (WHY_BYTES; may be NULL), logs it under module, gives back kind. */
must_check enum fail why_refuse(char *why, const char *module, enum fail kind, const char *format,
                                ...) __attribute__((format(printf, 4, 5)));

#endif
