/* The assessment as values, and what one of them asks: drawn by a seed (curriculum §8).
 *
 * Four parts: A quick questions by the proportions of a profile's skills, B one question for each
 * critical area, C practices in «Tự làm», D judged cases. Everything an official rule could change
 * (marks, numbers, profiles, texts) is data that the content loader reads from assessment.yaml;
 * this is pure: the same seed, data, catalogue and previous draw always give the same draw, and the
 * result's event keeps the seed. core/score.h says how answers are marked. */
#ifndef CORE_ASSESSMENT_H
#define CORE_ASSESSMENT_H

#include "core/lesson.h"

enum exam_part { PART_QUICK, PART_CRITICAL, PART_PRACTICE, PART_CASES, PART_COUNT };
/* «A» … «D», as the curriculum and the ledger call them. */
char exam_part_letter(enum exam_part part);

/* What nobody may get wrong (part B). */
enum critical { CRITICAL_NONE, CRITICAL_OTP, CRITICAL_IMPERSONATION, CRITICAL_APP, CRITICAL_COUNT };
str critical_name(enum critical critical); /* «otp», «impersonation», «app» */

struct exam_item {
    str id;         /* «Q01» */
    unsigned skill; /* 0 … SKILL_COUNT - 1 */
    enum critical critical;
    struct question question;
    const str *not_for; /* ids of profiles that are not asked it */
    uint16_t not_for_count;
};

/* Some lessons of which the learner does a few: «L18 hoặc L19», «2 trong (L02, L09, L39, L36)». */
struct exam_pool {
    uint8_t choose;
    const str *codes;
    uint16_t code_count;
};

/* Whom an assessment is for (curriculum §8.2). */
struct exam_profile {
    str id;
    str icon, tone;
    struct text title; /* «Tôi bán hàng ở chợ» */
    struct text line;
    struct text after; /* what to do next in real life */
    bool grouped;      /* false: helpers, who are of any group */
    enum group group;
    uint32_t tags; /* bit i: the i-th of lesson_tag_name */
    enum address address;
    uint8_t weights[SKILL_COUNT]; /* share of part A; 0: not asked */
    uint32_t required;            /* bit n-1: skill K<n>; the others with a weight are to choose */
    const struct exam_pool *pools;
    uint16_t pool_count;
};

struct exam_rules {
    uint8_t quick_draw, quick_pass;
    str relearn[CRITICAL_COUNT]; /* code of the lesson to learn again after a miss; none at 0 */
    uint8_t hints_max;           /* a practice with more hints is not done alone */
    uint8_t cases_draw, cases_genuine, cases_pass;
    uint8_t drill_draw, drill_genuine;
    const str *check_full; /* codes of cases at which «Cần kiểm tra» counts in full */
    uint16_t check_full_count;
};

struct assessment {
    str pack;
    uint32_t pack_version;
    uint32_t version; /* of these rules: stands in every result */
    struct exam_rules rules;
    struct text skills[SKILL_COUNT]; /* what somebody who has it can do; vi empty: never named */
    const struct exam_item *items;
    const struct exam_profile *profiles;
    uint16_t item_count, profile_count;
};

/* Whether a question is for those of this profile. */
bool assessment_fits(const struct exam_item *item, const struct exam_profile *profile);

/* Where a judged case stands. */
struct exam_case {
    str code;
    uint16_t lesson; /* index in the catalogue */
    uint16_t step;
    bool genuine;
};

/* Maxima, held by the loader. */
#define EXAM_ITEMS_MAX 256u
#define EXAM_PROFILES_MAX 16u
#define EXAM_QUICK_MAX 20u
#define EXAM_QUESTIONS_MAX (EXAM_QUICK_MAX + CRITICAL_COUNT)
#define EXAM_PRACTICES_MAX 8u
#define EXAM_CASES_MAX 12u

struct draw {
    uint64_t seed;
    uint16_t questions[EXAM_QUESTIONS_MAX]; /* items: A and B mixed */
    uint16_t practices[EXAM_PRACTICES_MAX]; /* lessons in the catalogue */
    uint16_t cases[EXAM_CASES_MAX];         /* indices in draw_from.cases */
    uint16_t question_count, practice_count, case_count;
};

/* What is drawn from. */
struct draw_from {
    const struct assessment *assessment;
    const struct exam_profile *profile; /* a drill needs none */
    const struct catalogue *catalogue;
    const struct exam_case *cases;
    uint16_t case_count;
    const struct draw *previous; /* is not repeated where there is anything else; may be NULL */
};

/* Each skill gets its share of part A rounded down or up, as far as the bank has questions; among
 * the cases are at least the genuine ones that the rules ask for, and at least one that is not.
 * Cases come from lessons for the profile's group, if those suffice. */
void assessment_draw(const struct draw_from *from, uint64_t seed, struct draw *out);
/* Six cases to practise judging: cases alone. */
void assessment_drill(const struct draw_from *from, uint64_t seed, struct draw *out);
/* Whether every part has something to ask: only then is a profile offered. */
bool assessment_offers(const struct draw_from *from);
/* Lessons of a pool that a pack has and that have a practice phone; room for code_count. */
uint16_t assessment_pool(const struct exam_pool *pool, const struct catalogue *catalogue,
                         uint16_t *lessons_out);
/* Whether «Cần kiểm tra» counts in full at this case. */
bool assessment_checks_fully(const struct exam_rules *rules, str code);

#endif
