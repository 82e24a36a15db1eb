/* The runner: one learner going through one lesson, as a pure state machine.
 *
 * It holds no text and draws nothing: screens read it, the kiosk feeds it with what the learner did
 * and writes down what it answers. A lesson is a row of *units* («Bước i / n»): a page, a question,
 * a judged case and a call are one unit each, a practice phone is one unit for each of its tasks.
 *
 * Practice modes (ui.md, The practice phone): Xem plays by itself, Làm theo rings the target, Tự
 * làm shows nothing and offers a hint after two wrong taps. Only a whole practice in Tự làm counts
 * as unaided; «Xem mẫu» inside Tự làm makes it assisted.
 *
 * An assessment and a drill run one step after another, each alone (runner_start_step). */
#ifndef CORE_RUNNER_H
#define CORE_RUNNER_H

#include "core/lesson.h"

enum practice_mode { MODE_WATCH, MODE_FOLLOW, MODE_SELF, MODE_COUNT };
str practice_mode_name(enum practice_mode mode); /* «watch», «follow», «self» in the ledger */

/* Where inside the current step. */
enum phase {
    PHASE_READ,     /* a page; a question or case not yet answered; a call going on */
    PHASE_CHOOSE,   /* practice: choosing Xem / Làm theo / Tự làm */
    PHASE_PRACTISE, /* practice: on the phone */
    PHASE_AFTER,    /* practice: a mode is finished, what next? */
    PHASE_SIGNS,    /* case: marking signs */
    PHASE_ACTION,   /* case: choosing what to do */
    PHASE_ANSWERED, /* question, case or call: the answer is shown, «Tiếp tục» goes on */
    PHASE_DONE,     /* the lesson is finished */
    PHASE_COUNT
};

/* What the last input came to. */
enum outcome {
    OUTCOME_NONE,     /* nothing changed */
    OUTCOME_MOVED,    /* another page, phase or task */
    OUTCOME_RIGHT,    /* the right thing; the reply may be empty */
    OUTCOME_WRONG,    /* not the right thing: show the reply, kindly */
    OUTCOME_PARTIAL,  /* a digit taken, a sign marked */
    OUTCOME_REFUSED,  /* the keypad refused a digit: «Không nhập số thật…» */
    OUTCOME_FINISHED, /* the lesson is complete: write it down before «done» shows */
    OUTCOME_COUNT
};

struct runner {
    const struct lesson *lesson; /* NULL: no lesson open */
    uint16_t step;
    enum phase phase;

    /* practice */
    enum practice_mode mode;
    uint16_t task, action;
    uint8_t wrong_here; /* wrong taps at this action */
    bool hinted;        /* the ring shows at this action though the mode would not */
    bool mode_done[MODE_COUNT];
    bool self_shown;    /* «Xem mẫu» was used in this pass of Tự làm */
    uint8_t self_hints; /* hints in this pass of Tự làm */
    bool
        self_passed; /* a whole pass of Tự làm stood without help, at most RUNNER_HINTS_MAX hints */
    bool task_slipped; /* something was not right in this task */
    char typed[TYPED_DIGITS_MAX + 1];
    uint8_t typed_len;
    uint32_t ticked; /* check boxes and switches touched: bit by widget index on this screen */
    uint32_t filled; /* fields already typed: bit by widget index on the current screen */

    /* case and question */
    uint8_t stage;        /* case: 0 verdict, 1 signs, 2 what to do: what PHASE_ANSWERED answers */
    bool verdict_slipped; /* case: the verdict was not the right one */
    uint32_t marked;      /* signs, a bit each */
    uint32_t tried;       /* choices already tried at this question or action, a bit each */
    int answer;           /* last choice index or verdict; -1 before */
    bool answer_right;    /* whether the last answer was right */
    uint16_t line;        /* call: lines shown so far */

    /* the whole lesson */
    uint64_t units_right; /* a bit a unit: right at the first try */
    uint64_t units_seen;
    uint16_t wrong_total;
    uint16_t hint_total;
    bool assisted;     /* a volunteer who is signed in helped (ui.md, Always there) */
    bool self_missing; /* a practice was left without a passed Tự làm */
    uint64_t seed;     /* shuffles choices */
    bool single;       /* this step alone: of an assessment, or a case of a drill */
    bool exam;     /* nothing is told of right and wrong; the last answer before «Tiếp tục»
                    * counts; practices begin in Tự làm, places on the phone are shuffled */
    str reply;     /* what to show and say after the last input; empty: nothing */
    str reply_say; /* its spoken form where it differs */
};

/* Hints a pass of Tự làm may need and still count as unaided (curriculum §8.1 C). */
#define RUNNER_HINTS_MAX 2u

/* Starts a lesson from its first step; the lesson must outlive the runner. */
void runner_start(struct runner *r, const struct lesson *lesson, uint64_t seed);
/* One step of it alone. An exam's question answers OUTCOME_PARTIAL however it was answered; a case
 * goes from the verdict straight to what to do. */
void runner_start_step(struct runner *r, const struct lesson *lesson, uint16_t step, uint64_t seed,
                       bool exam);
void runner_close(struct runner *r);

const struct step *runner_step(const struct runner *r);
/* «Bước i / n»: i from 1. */
uint16_t runner_unit(const struct runner *r);
uint16_t runner_units(const struct runner *r);
uint16_t runner_units_right(const struct runner *r);
/* Whether the lesson, now finished, counts as unaided (product.md, Words). */
bool runner_unaided(const struct runner *r);

/* «Tiếp tục» and «Lùi». Next on an unanswered question does nothing. */
enum outcome runner_next(struct runner *r);
enum outcome runner_back(struct runner *r);
bool runner_can_back(const struct runner *r);
bool runner_can_next(const struct runner *r);

/* Practice. */
enum outcome runner_choose_mode(struct runner *r, enum practice_mode mode);
const struct phone_screen *runner_phone_screen(const struct runner *r);
const struct phone_task *runner_phone_task(const struct runner *r);
const struct phone_action *runner_phone_action(const struct runner *r); /* NULL outside practice */
/* Whether the ring stands around the target now. */
bool runner_shows_ring(const struct runner *r);
enum outcome runner_tap(struct runner *r, str id, enum lang lang);
/* One digit from the practice keypad or the keyboard. Digits other than the sample are refused. */
enum outcome runner_digit(struct runner *r, char digit, enum lang lang);
enum outcome runner_erase(struct runner *r);
/* A swipe that began on the target, a hold of it. OUTCOME_NONE unless the action at hand is of that
 * kind; OUTCOME_WRONG: the other way. */
enum outcome runner_swipe(struct runner *r, enum way way);
enum outcome runner_hold(struct runner *r);
/* «Vuốt giúp tôi», «Giữ giúp tôi»: the kiosk does the gesture. It counts as done by the learner,
 * and the pass stays unaided: it is the way for who cannot swipe or hold (trembling hands, keypad,
 * the screen reader), where knowing what to do and asking for it is all that can be shown. */
enum outcome runner_gesture(struct runner *r);
/* «Gợi ý»: rings the target once. «Làm lại»: the practice from its first task in the same mode. */
enum outcome runner_hint(struct runner *r, enum lang lang);
enum outcome runner_again(struct runner *r);
/* Xem plays itself: does the next action as if the learner had. */
enum outcome runner_play(struct runner *r, enum lang lang);

/* Question: the index in the file's order. Case: verdict, then signs, then action. */
enum outcome runner_answer(struct runner *r, int choice, enum lang lang);
enum outcome runner_verdict(struct runner *r, enum verdict verdict, enum lang lang);
enum outcome runner_mark_sign(struct runner *r, int sign);
enum outcome runner_signs_done(struct runner *r, enum lang lang);
/* Call: show one more line; stop at the line that is shown. */
enum outcome runner_call_more(struct runner *r, enum lang lang);
enum outcome runner_call_stop(struct runner *r, enum lang lang);

/* The order in which to show count choices: order_out[i] is an index in the file's order. The same
 * seed and step always give the same order; a question with keep_order gives the file's. */
void runner_order(const struct runner *r, uint16_t count, uint8_t order_out[CHOICES_MAX]);

/* The same for the places of a grid's or list's items on the phone: the file's, but in an
 * assessment, where a place learned by heart would tell nothing. The widget always gets the same.
 */
void runner_places(const struct runner *r, const struct widget *widget,
                   uint8_t order_out[PHONE_ITEMS_MAX]);

#endif
