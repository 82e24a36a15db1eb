/* Every phrase the program itself says or shows, by key; the words are in
 * assets/ui/<language>.yaml.
 *
 * The key's YAML name is its enum name in lower case with «-» for «_»: START_BUTTON → start-button.
 * A missing or unknown key refuses the file, and a test holds both files against this list. Phrases
 * may hold {0} and {1}, filled by phrase_fill. */
#ifndef CORE_PHRASE_H
#define CORE_PHRASE_H

#include "base/arena.h"
#include "base/str.h"
#include "core/lesson.h"

#define PHRASE_LIST(X)                                                                             \
    X(APP_NAME)                                                                                    \
    X(WEEKDAY_0)                                                                                   \
    X(WEEKDAY_1)                                                                                   \
    X(WEEKDAY_2)                                                                                   \
    X(WEEKDAY_3)                                                                                   \
    X(WEEKDAY_4)                                                                                   \
    X(WEEKDAY_5)                                                                                   \
    X(WEEKDAY_6)                                                                                   \
    X(CLOCK_UNSURE)                                                                                \
    X(BAR_HOME)                                                                                    \
    X(BAR_LANGUAGE)                                                                                \
    X(BAR_READ)                                                                                    \
    X(BAR_SIZE)                                                                                    \
    X(BAR_CONTRAST)                                                                                \
    X(BAR_REACH)                                                                                   \
    X(REACH_LANDSCAPE)                                                                             \
    X(BAR_HELP)                                                                                    \
    X(ATTRACT_TITLE)                                                                               \
    X(ATTRACT_LINE)                                                                                \
    X(ATTRACT_ALT)                                                                                 \
    X(ATTRACT_TOUCH)                                                                               \
    X(START_BUTTON)                                                                                \
    X(MINUTE_LABEL)                                                                                \
    X(HOME_TITLE)                                                                                  \
    X(HOME_CHECK)                                                                                  \
    X(HOME_CARD)                                                                                   \
    X(TRACK_LABEL)                                                                                 \
    X(TRACK_CHOOSE)                                                                                \
    X(TRACK_PLACE)                                                                                 \
    X(TRACKS_TITLE)                                                                                \
    X(TRACK_LINE)                                                                                  \
    X(TRACK_DONE)                                                                                  \
    X(TRACK_OTHER)                                                                                 \
    X(COUNT_LESSONS)                                                                               \
    X(MORE)                                                                                        \
    X(MINUTES)                                                                                     \
    X(TOPIC_TITLE)                                                                                 \
    X(TOPIC_DONE)                                                                                  \
    X(TOPIC_DONE_SELF)                                                                             \
    X(KIND_LESSON)                                                                                 \
    X(KIND_PHONE)                                                                                  \
    X(KIND_SCAM)                                                                                   \
    X(KIND_MICRO)                                                                                  \
    X(STEP_OF)                                                                                     \
    X(STEP_OF_SAY)                                                                                 \
    X(LEAVE)                                                                                       \
    X(LISTEN_AGAIN)                                                                                \
    X(BACK)                                                                                        \
    X(NEXT)                                                                                        \
    X(FINISH)                                                                                      \
    X(QUESTION_CALM)                                                                               \
    X(QUESTION_TRY_AGAIN)                                                                          \
    X(SIM_BAND)                                                                                    \
    X(MODE_TITLE)                                                                                  \
    X(MODE_WATCH)                                                                                  \
    X(MODE_WATCH_LINE)                                                                             \
    X(MODE_FOLLOW)                                                                                 \
    X(MODE_FOLLOW_LINE)                                                                            \
    X(MODE_SELF)                                                                                   \
    X(MODE_SELF_LINE)                                                                              \
    X(MODE_RECOMMENDED)                                                                            \
    X(AFTER_WATCH)                                                                                 \
    X(AFTER_FOLLOW)                                                                                \
    X(AFTER_SELF)                                                                                  \
    X(PRACTICE_HINT)                                                                               \
    X(PRACTICE_SHOW)                                                                               \
    X(PRACTICE_AGAIN)                                                                              \
    X(PRACTICE_WATCHING)                                                                           \
    X(PRACTICE_SITUATION)                                                                          \
    X(PRACTICE_SELF_COACH)                                                                         \
    X(PRACTICE_STOP_WATCH)                                                                         \
    X(PRACTICE_SAMPLE)                                                                             \
    X(GESTURE_SWIPE)                                                                               \
    X(GESTURE_HOLD)                                                                                \
    X(SWIPE_UP)                                                                                    \
    X(SWIPE_DOWN)                                                                                  \
    X(SWIPE_LEFT)                                                                                  \
    X(SWIPE_RIGHT)                                                                                 \
    X(SWIPE_LONGER)                                                                                \
    X(SWIPE_THERE)                                                                                 \
    X(HOLD_LONGER)                                                                                 \
    X(SWITCH_ON)                                                                                   \
    X(SWITCH_OFF)                                                                                  \
    X(SLIDER_SAY)                                                                                  \
    X(SIM_MAY_DIFFER)                                                                              \
    X(KEY_ERASE)                                                                                   \
    X(KEYPAD_REFUSED)                                                                              \
    X(TYPED_SAY)                                                                                   \
    X(JUDGE_ASK_CALL)                                                                              \
    X(JUDGE_ASK_SMS)                                                                               \
    X(JUDGE_ASK_CHAT)                                                                              \
    X(JUDGE_ASK_PAPER)                                                                             \
    X(JUDGE_ASK_VIDEO)                                                                             \
    X(JUDGE_ASK_APP)                                                                               \
    X(JUDGE_ASK_MARKET)                                                                            \
    X(JUDGE_REAL_SMS)                                                                              \
    X(JUDGE_REAL)                                                                                  \
    X(JUDGE_SCAM)                                                                                  \
    X(JUDGE_CHECK)                                                                                 \
    X(JUDGE_CALM)                                                                                  \
    X(JUDGE_SIGNS)                                                                                 \
    X(JUDGE_SIGNS_LINE)                                                                            \
    X(JUDGE_ACTION)                                                                                \
    X(CALL_MORE)                                                                                   \
    X(CALL_STOP)                                                                                   \
    X(DONE_PRAISE)                                                                                 \
    X(DONE_LESSON)                                                                                 \
    X(DONE_STEPS)                                                                                  \
    X(DONE_TIME)                                                                                   \
    X(DONE_LEARNED)                                                                                \
    X(DONE_MINUTES)                                                                                \
    X(DONE_UNDER_MINUTE)                                                                           \
    X(DONE_QR_TITLE)                                                                               \
    X(DONE_QR_TEXT)                                                                                \
    X(DONE_QR_ALT)                                                                                 \
    X(DONE_QR_PRIVATE)                                                                             \
    X(DONE_END)                                                                                    \
    X(DONE_NEXT)                                                                                   \
    X(DONE_NEXT_LINE)                                                                              \
    X(DONE_ALL)                                                                                    \
    X(DONE_RESULT)                                                                                 \
    X(DONE_SELF)                                                                                   \
    X(DONE_ASSISTED)                                                                               \
    X(SAVING)                                                                                      \
    X(NOT_SAVED_TITLE)                                                                             \
    X(NOT_SAVED)                                                                                   \
    X(TRY_AGAIN)                                                                                   \
    X(IDLE_TITLE)                                                                                  \
    X(IDLE_LINE)                                                                                   \
    X(IDLE_STAY)                                                                                   \
    X(IDLE_END)                                                                                    \
    X(HELP_TITLE)                                                                                  \
    X(HELP_LINE)                                                                                   \
    X(HELP_CALL)                                                                                   \
    X(HELP_WHERE)                                                                                  \
    X(HELP_CLOSE)                                                                                  \
    X(CHECK_TITLE)                                                                                 \
    X(CHECK_LINE)                                                                                  \
    X(EXAM_TITLE)                                                                                  \
    X(EXAM_START_TITLE)                                                                            \
    X(EXAM_START_QUESTIONS)                                                                        \
    X(EXAM_START_PRACTICES)                                                                        \
    X(EXAM_START_CASES)                                                                            \
    X(EXAM_START_TIME)                                                                             \
    X(EXAM_START_READ)                                                                             \
    X(EXAM_BEGIN)                                                                                  \
    X(EXAM_OTHER)                                                                                  \
    X(EXAM_QUESTION_OF)                                                                            \
    X(EXAM_QUESTION_OF_SAY)                                                                        \
    X(EXAM_PRACTICE_OF)                                                                            \
    X(EXAM_PRACTICE_OF_SAY)                                                                        \
    X(EXAM_CASE_OF)                                                                                \
    X(EXAM_CASE_OF_SAY)                                                                            \
    X(EXAM_NOTED)                                                                                  \
    X(EXAM_PRACTICE_NOTED)                                                                         \
    X(EXAM_SKIP)                                                                                   \
    X(EXAM_LEAVE)                                                                                  \
    X(EXAM_LEAVE_TITLE)                                                                            \
    X(EXAM_LEAVE_LINE)                                                                             \
    X(EXAM_STAY)                                                                                   \
    X(EXAM_PAUSE)                                                                                  \
    X(CHECK_CHOOSE)                                                                                \
    X(CHECK_RESUME)                                                                                \
    X(CHECK_RESUME_LINE)                                                                           \
    X(RESULT_PASSED)                                                                               \
    X(RESULT_MORE)                                                                                 \
    X(RESULT_CAN)                                                                                  \
    X(RESULT_TRIED)                                                                                \
    X(RESULT_NEXT)                                                                                 \
    X(RESULT_AFTER)                                                                                \
    X(RESULT_AGAIN)                                                                                \
    X(DRILL_TITLE)                                                                                 \
    X(DRILL_LINE)                                                                                  \
    X(DRILL_DONE)                                                                                  \
    X(DRILL_VERDICTS)                                                                              \
    X(DRILL_ACTIONS)                                                                               \
    X(DRILL_GOOD)                                                                                  \
    X(DRILL_MORE)                                                                                  \
    X(DRILL_AGAIN)                                                                                 \
    X(REVIEW_SLIPPED)                                                                              \
    X(REVIEW_DUE)                                                                                  \
    X(REVIEW_HELPED)                                                                               \
    X(REVIEW_LINE)                                                                                 \
    X(CARD_TITLE)                                                                                  \
    X(CARD_LINE)                                                                                   \
    X(CARD_OK)                                                                                     \
    X(CARD_BAD)                                                                                    \
    X(CARD_FOREIGN)                                                                                \
    X(CARD_NO_SCANNER)                                                                             \
    X(SIZE_TITLE)                                                                                  \
    X(SIZE_NORMAL)                                                                                 \
    X(SIZE_LARGE)                                                                                  \
    X(SIZE_LARGEST)                                                                                \
    X(SIZE_SAMPLE)                                                                                 \
    X(LANGUAGE_TITLE)                                                                              \
    X(LANGUAGE_VI)                                                                                 \
    X(LANGUAGE_EN)                                                                                 \
    X(CLOSE)                                                                                       \
    X(VOICE_NONE)                                                                                  \
    X(VOLUME_VALUE)                                                                                \
    X(VOLUME_SILENT)                                                                               \
    X(VOLUME_DOWN)                                                                                 \
    X(VOLUME_UP)                                                                                   \
    X(SPEED_0)                                                                                     \
    X(SPEED_1)                                                                                     \
    X(SPEED_2)                                                                                     \
    X(SPEED_3)                                                                                     \
    X(SPEED_4)                                                                                     \
    X(SPEED_5)                                                                                     \
    X(SPEED_6)                                                                                     \
    X(SPEED_DOWN)                                                                                  \
    X(SPEED_UP)                                                                                    \
    X(DIALECT_0)                                                                                   \
    X(DIALECT_1)                                                                                   \
    X(DIALECT_2)                                                                                   \
    X(EXPLORE)                                                                                     \
    X(EXPLORE_ON_SAY)                                                                              \
    X(EXPLORE_OFF_SAY)                                                                             \
    X(READ_OFF_SAY)                                                                                \
    X(GOODBYE_SAY)                                                                                 \
    X(CHOICE_RIGHT_SAY)                                                                            \
    X(CHOICE_TRIED_SAY)                                                                            \
    X(CALM)                                                                                        \
    X(NOTICE_TITLE)                                                                                \
    X(NOTICE_CONTENT)                                                                              \
    X(NOTICE_LESSON)                                                                               \
    X(NOTICE_STORE)                                                                                \
    X(NOTICE_HOME)

enum phrase {
#define PHRASE_ENUM(name) PHRASE_##name,
    PHRASE_LIST(PHRASE_ENUM)
#undef PHRASE_ENUM
        PHRASE_COUNT
};

struct phrases {
    str words[LANG_COUNT][PHRASE_COUNT];        /* as the files have them */
    str addressed[ADDRESS_COUNT][PHRASE_COUNT]; /* the Vietnamese ones, reworded */
};

/* «start-button» for PHRASE_START_BUTTON, in static memory. */
str phrase_key(enum phrase phrase);
/* The words with {0} and {1} filled in. */
str phrase_fill(arena *home, str words, str zero, str one);

#endif
