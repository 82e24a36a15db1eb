/* An assessment, or a drill of judged cases, from «Kiểm tra» to its result.
 *
 * It is a row of steps of several lessons, each played alone by the runner (runner_start_step):
 * questions of the bank, practices, cases. What was answered stays here when the learner takes a
 * break, and goes with the session. The result is shown only when the ledger has it, as with a
 * lesson. */
#ifndef KIOSK_EXAM_H
#define KIOSK_EXAM_H

#include "content/assessment.h"
#include "core/score.h"

struct exam {
    arena home; /* the assessment and the cases: until it is asked for anew */
    struct case_list cases;
    struct lesson questions; /* the drawn ones as the steps of one lesson */
    struct step steps[EXAM_QUESTIONS_MAX];
    struct draw draw;
    struct answer_sheet sheet;
    uint16_t position;     /* steps that are done */
    enum verdict verdict;  /* of the case at hand */
    int64_t active_ms;     /* breaks are no part of it */
    int64_t since_mono_ms; /* the step at hand is played since then; 0: a break */
    uint16_t hints;
    bool assisted;
    bool writing;         /* the result is on its way to the ledger, or could not be written */
    struct draw previous; /* the last one finished in this session, by previous_profile */
    int previous_profile; /* -1: nothing; a drill: EXAM_PROFILES_MAX */
    unsigned points, acted;
    int missed[SCORE_NEXT]; /* drill: lessons of cases that were missed */
};

#endif
