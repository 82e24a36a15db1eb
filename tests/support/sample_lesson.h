/* A practice in C with every kind of widget, in words as long as real ones: for tests that are
 * about the practice phone and not about a lesson of the pack.
 *
 * Tasks: tile, notice, passcode, list row, long number, field filled by a tap, box, button, a call,
 * a message with a dialog over it. */
#ifndef SUPPORT_SAMPLE_LESSON_H
#define SUPPORT_SAMPLE_LESSON_H

#include "core/lesson.h"

/* One step: the practice. Static memory. */
const struct lesson *sample_lesson(void);

/* Where things are, for tests that go straight there. */
#define SAMPLE_TASK_HOME 0
#define SAMPLE_TASK_PASSCODE 2
#define SAMPLE_TASK_FORM 4
#define SAMPLE_TASK_CALL 6
#define SAMPLE_TASK_DIALOG 7
#define SAMPLE_TASKS 8

#endif
