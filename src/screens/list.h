/* Every screen once: X(enum name, name in walks). Generates the enum, the table of operations and
 * the test that each one is walked in both orientations. */
#ifndef SCREENS_LIST_H
#define SCREENS_LIST_H

#define SCREEN_LIST(X)                                                                             \
    X(ATTRACT, attract)                                                                            \
    X(HOME, home)                                                                                  \
    X(TOPIC, topic)                                                                                \
    X(TRACKS, tracks)                                                                              \
    X(TRACK, track)                                                                                \
    X(LESSON, lesson)                                                                              \
    X(QUESTION, question)                                                                          \
    X(JUDGE, judge)                                                                                \
    X(CALL, call)                                                                                  \
    X(PRACTICE, practice)                                                                          \
    X(DONE, done)                                                                                  \
    X(CARD, card)                                                                                  \
    X(CHECK, check)                                                                                \
    X(EXAM_START, exam_start)                                                                      \
    X(RESULT, result)                                                                              \
    X(DRILL, drill)                                                                                \
    X(NOTICE, notice)                                                                              \
    X(IDLE, idle)                                                                                  \
    X(EXAM_LEAVE, exam_leave)                                                                      \
    X(HELP, help)                                                                                  \
    X(SIZE, size)

enum screen_id {
#define SCREEN_ENUM(name, lower) SCREEN_##name,
    SCREEN_LIST(SCREEN_ENUM)
#undef SCREEN_ENUM
        SCREEN_COUNT
};

#endif
