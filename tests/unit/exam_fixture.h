/* A made-up assessment and catalogue for the tests of drawing and marking. */
#ifndef UNIT_EXAM_FIXTURE_H
#define UNIT_EXAM_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "core/score.h"

#define FIXTURE_LESSONS 24
#define FIXTURE_CASES 16
#define FIXTURE_ITEMS 70

struct exam_fixture {
    struct lesson_head heads[FIXTURE_LESSONS];
    char codes[FIXTURE_LESSONS][4];
    struct catalogue catalogue;
    struct exam_case cases[FIXTURE_CASES];
    char case_codes[FIXTURE_CASES][4];
    struct exam_item items[FIXTURE_ITEMS];
    struct exam_pool pools[2];
    struct exam_profile profile;
    struct assessment assessment;
    struct draw_from from;
};

static const str fixture_must[] = { S_INIT("L01"), S_INIT("L99") };
static const str fixture_any[] = { S_INIT("L02"), S_INIT("L03"), S_INIT("L04") };
static const str fixture_full[] = { S_INIT("C12") };

/* Lesson i (from 0) has the code L<i+1> and the skill K<i+1>; cases stand in lessons L17–L20, the
 * first five are genuine. Skills K01–K20 have three questions each, then six critical ones and K21.
 */
static inline void exam_fixture_make(struct exam_fixture *f)
{
    memset(f, 0, sizeof *f);
    for (int i = 0; i < FIXTURE_LESSONS; i++) {
        snprintf(f->codes[i], sizeof f->codes[i], "L%02u", (unsigned)(i + 1) % 100);
        f->heads[i] = (struct lesson_head) { .code = str_of(f->codes[i]),
                                             .slug = str_of(f->codes[i]),
                                             .number = (uint16_t)(i + 1),
                                             .kind = i < 12 ? LESSON_PHONE : LESSON_SCAM,
                                             .groups = i == 19 ? 1u << GROUP_HS : 31u,
                                             .skills = 1u << (i % (int)SKILL_COUNT) };
    }
    f->catalogue = (struct catalogue) { .lessons = f->heads, .lesson_count = FIXTURE_LESSONS };
    for (int i = 0; i < FIXTURE_CASES; i++) {
        snprintf(f->case_codes[i], sizeof f->case_codes[i], "C%02u", (unsigned)(i + 1) % 100);
        f->cases[i] = (struct exam_case) { .code = str_of(f->case_codes[i]),
                                           .lesson = (uint16_t)(16 + i % 4),
                                           .genuine = i < 5 };
    }
    for (int i = 0; i < FIXTURE_ITEMS; i++) {
        struct exam_item *item = &f->items[i];
        item->skill = (unsigned)(i < 60 ? i / 3 : i < 66 ? 3 : 20);
        item->critical = i >= 60 && i < 66 ? (enum critical)(1 + (i - 60) % 3) : CRITICAL_NONE;
    }
    f->pools[0] = (struct exam_pool) { .choose = 1, .codes = fixture_must, .code_count = 2 };
    f->pools[1] = (struct exam_pool) { .choose = 2, .codes = fixture_any, .code_count = 3 };
    f->profile = (struct exam_profile) {
        .id = S("nguoi-dan"), .grouped = true, .group = GROUP_ND, .pools = f->pools, .pool_count = 2
    };
    for (int skill = 0; skill < 16; skill++)
        f->profile.weights[skill] = skill < 8 ? 2 : 1;
    f->profile.required = 0xff;
    f->assessment = (struct assessment) {
        .version = 1,
        .rules = { .quick_draw = 10,
                   .quick_pass = 8,
                   .relearn = { [CRITICAL_OTP] = S("L05"),
                                [CRITICAL_IMPERSONATION] = S("L17"),
                                [CRITICAL_APP] = S("L18") },
                   .hints_max = 2,
                   .cases_draw = 4,
                   .cases_genuine = 1,
                   .cases_pass = 3,
                   .drill_draw = 6,
                   .drill_genuine = 2,
                   .check_full = fixture_full,
                   .check_full_count = 1 },
        .items = f->items,
        .item_count = FIXTURE_ITEMS,
        .profiles = &f->profile,
        .profile_count = 1,
    };
    f->from = (struct draw_from) { .assessment = &f->assessment,
                                   .profile = &f->profile,
                                   .catalogue = &f->catalogue,
                                   .cases = f->cases,
                                   .case_count = FIXTURE_CASES };
}

#endif
