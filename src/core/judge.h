/* Scoring one judged case (curriculum §7): the verdict, the signs, what to do.
 *
 * «Cần kiểm tra» counts half for a scam and full where it is the answer. A case counts as right
 * when the verdict and the action are right (curriculum §8.1 D); signs teach and do not count. */
#ifndef CORE_JUDGE_H
#define CORE_JUDGE_H

#include "core/lesson.h"

/* 0, 50 or 100 for an answer to a case. */
unsigned judge_score_verdict(const struct judge *judge, enum verdict answer);
/* Right signs marked, out of judge_right_signs; marked is a bit a sign. */
unsigned judge_found_signs(const struct judge *judge, uint32_t marked);
unsigned judge_right_signs(const struct judge *judge);

#endif
