/* assessment.yaml: the bank of questions, the rules and the profiles of the assessment
 * (assets/lessons/FORMAT.md, «assessment.yaml»), and where the judged cases stand.
 *
 * The last pack that brings the file counts, so that a ward may follow the official rules in a pack
 * of its own. It is read when somebody asks for the assessment, not at the start. */
#ifndef CONTENT_ASSESSMENT_H
#define CONTENT_ASSESSMENT_H

#include "content/content.h"
#include "core/assessment.h"

#define ASSESSMENT_FILE "assessment.yaml"

/* Into home, with every text reworded for the address. FAIL_MISSING: no pack that is shown has one;
 * FAIL_FORMAT and others: see problems. */
must_check enum fail content_assessment(const struct content *content, enum address address,
                                        arena *home, const struct assessment **out,
                                        struct problems *problems);

/* Every judged case of the catalogue's lessons, in its order; codes live in home. Of two with the
 * same code the first counts. Lessons that cannot be read are passed over. Reads only the files
 * that speak of a case: some milliseconds, so the caller keeps the answer. */
struct case_list {
    const struct exam_case *items;
    uint16_t count;
};
struct case_list content_cases(const struct content *content, arena *home);

/* What is no mistake but should be known, one English sentence each: lessons that the assessment
 * names and no pack here has (a draw goes on without them) or that have no practice phone, profiles
 * that cannot be offered because of it. The count, at most max. */
size_t content_assessment_notes(const struct content *content, arena *home, str *sentences_out,
                                size_t max);

#endif
