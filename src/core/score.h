/* What a finished assessment comes to (curriculum §8.1): part by part, what went well, and the two
 * lessons to practise next. Pure; the texts belong to the screens. Never «phổ cập»: a result is
 * «đạt bài đánh giá của Trạm» or «cần luyện thêm». */
#ifndef CORE_SCORE_H
#define CORE_SCORE_H

#include "core/assessment.h"
#include "core/judge.h"
#include "core/progress.h"

struct practice_mark {
    bool passed; /* the whole of it in «Tự làm», and not skipped */
    uint8_t hints;
};

/* What was answered, by the draw's own order. */
struct answer_sheet {
    bool questions[EXAM_QUESTIONS_MAX];
    struct practice_mark practices[EXAM_PRACTICES_MAX];
    bool cases[EXAM_CASES_MAX]; /* verdict and action both */
};

struct part_score {
    uint16_t right, total;
    uint16_t pass; /* how many must be right */
};

#define SCORE_NEXT 2

struct score {
    struct part_score parts[PART_COUNT];
    bool passed;
    uint16_t right, total; /* over all parts */
    uint32_t well;         /* bit n-1: everything of skill K<n> was right */
    uint32_t weak;         /* bit n-1: something of skill K<n> was not */
    uint32_t missed;       /* bit v: enum critical that was missed */
    int next[SCORE_NEXT];  /* lessons to practise; -1 only where the catalogue has no more */
};

/* A part with fewer to ask than the rules say passes with the same share, rounded up. done: what
 * the learner has done by himself comes last among the lessons to practise. */
void score_assessment(const struct draw_from *from, const struct draw *draw,
                      const struct answer_sheet *sheet, const struct progress *done,
                      struct score *out);
bool score_part_passed(const struct part_score *part);
/* The same in one line for the ledger: «A8/10 B3/3 C4/4 D3/4». */
str score_line(arena *home, const struct score *score);
/* «K04,K14»; empty when none. */
str score_skills(arena *home, uint32_t skills);

/* Points of a judged case in the drill, 0–100: as judge_score_verdict, but where the rules say so
 * «Cần kiểm tra» and «Lừa đảo» both count in full. */
unsigned score_verdict(const struct exam_rules *rules, const struct judge *judge,
                       enum verdict answer);

#endif
