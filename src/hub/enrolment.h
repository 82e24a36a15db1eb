/* Taking up enrolment requests, whichever way they come. */
#ifndef HUB_ENROLMENT_H
#define HUB_ENROLMENT_H

#include "hub/hub.h"

enum enrolment {
    ENROLMENT_NEW,     /* the kiosk is enrolled now */
    ENROLMENT_KNOWN,   /* its key was enrolled before */
    ENROLMENT_REVOKED, /* it was, and may not any more */
    ENROLMENT_FOREIGN, /* it asks another hub */
    ENROLMENT_REFUSED, /* no request, damaged, no open code, or an expired one */
};

struct enrolment_outcome {
    enum enrolment what;
    struct hub_kiosk kiosk;    /* with NEW, KNOWN and REVOKED */
    char why[ENROL_WHY_BYTES]; /* one English sentence, but with NEW and KNOWN */
};

/* The storage's failures. */
must_check enum fail enrolment_take(struct hub *hub, str file, struct enrolment_outcome *out);

#endif
