/* The tables of assessment.yaml, inside the layer. */
#ifndef CONTENT_ASSESSMENT_SHAPES_H
#define CONTENT_ASSESSMENT_SHAPES_H

#include "content/shapes.h"
#include "core/assessment.h"

/* As it is written. */
struct assessment_file {
    struct assessment assessment;
    struct text after; /* of profiles that have none of their own */
    uint8_t weight_required, weight_optional;
    struct profile_file *profiles;
    uint16_t profile_count;
};
struct profile_file {
    struct exam_profile profile;
    uint32_t groups, optional;    /* the group as a set of one; skills to choose */
    uint8_t weights[SKILL_COUNT]; /* those that are written */
};

extern const struct shape assessment_shape; /* struct assessment_file */

/* Reads folder/assessment.yaml. FAIL_MISSING, without a problem, when there is none. */
must_check enum fail assessment_read(struct reader *r, str folder, struct assessment_file *out);

#endif
