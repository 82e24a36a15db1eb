/* Recorded touches: what `tramso --touches` writes, and what a test expects of them.
 *
 *     # Anything that does not begin with a word and a colon is a remark.
 *     # given: explore          «Sờ để nghe» is on
 *     # given: swipe            the page asks for a swipe, anywhere
 *     # given: hold             the page asks for a hold of key 5
 *     # screen: 400             another screen stands from this moment on
 *     # opens: next             acting on this control brings another screen at once
 *     # expects: 1290 acts next
 *     # expects: 1290 names next | 1290 reads words
 *     # expects: 1290 swipes up | 1290 holds glass | 1290 lets-go glass
 *     # expects: nothing
 *     panel 267857 476190
 *     1204 down 0 133928 420000
 *     1290 up 0 134200 419000
 *
 * Times in milliseconds, lengths in micrometres. A trace that is not exactly so is refused with the
 * line: a test must not pass because it read nothing. */
#ifndef SUPPORT_TRACE_H
#define SUPPORT_TRACE_H

#include "base/arena.h"
#include "base/fail.h"
#include "ui/input.h"

#define TRACE_TOUCHES_MAX 2048u
#define TRACE_EXPECTS_MAX 16u

enum trace_effect {
    TRACE_ACTS,
    TRACE_NAMES,
    TRACE_READS,
    TRACE_SWIPES,
    TRACE_HOLDS,
    TRACE_LETS_GO,
    TRACE_EFFECT_COUNT
};

struct trace_expect {
    int64_t at_ms;
    enum trace_effect effect;
    str id;
};

struct trace {
    int32_t panel_w_um, panel_h_um;
    struct touch touches[TRACE_TOUCHES_MAX]; /* at: micrometres */
    unsigned count;
    struct trace_expect expects[TRACE_EXPECTS_MAX];
    unsigned expect_count;
    bool expects_nothing;
    bool explore;
    enum gesture gesture;
    int64_t screen_ms; /* -1: the screen stays */
    str opens;         /* empty: nothing does */
    /* on refusal */
    unsigned line;
    const char *reason;
};

/* Texts borrow from text. strict: as a test's file, which must say what it expects; else any
 * recording. */
must_check enum fail trace_read(struct trace *trace, str text, bool strict);

#endif
