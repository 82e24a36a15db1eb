/* Intents: what a touch asks for. A node's verb.code is one of these; most screens simply let the
 * verb become an effect, and the kiosk (kiosk/effects.h) is the only one that carries effects out.
 */
#ifndef SCREENS_EFFECTS_H
#define SCREENS_EFFECTS_H

#include "base/must.h"
#include "ui/tree.h"

enum intent {
    INTENT_NONE,
    /* the bottom bar, everywhere */
    INTENT_HOME,
    INTENT_READ,     /* «Đọc to»: toggles reading aloud */
    INTENT_SIZE,     /* «Chữ to»: opens the size panel */
    INTENT_CONTRAST, /* «Tương phản»: next theme */
    INTENT_REACH,    /* «Hạ thấp» */
    INTENT_HELP,     /* «Gọi giúp» */
    INTENT_LANGUAGE, /* attract only: next language */
    INTENT_CLOSE,    /* closes the overlay on top */
    INTENT_SET_SIZE, /* arg: enum text_size */
    INTENT_SET_LANG, /* arg: enum lang */
    INTENT_VOLUME,   /* arg: +1 louder, -1 softer */
    INTENT_SPEED,    /* arg: +1 faster, -1 slower */
    INTENT_DIALECT,  /* arg: enum dialect */
    INTENT_EXPLORE,  /* «Sờ để nghe» */
    INTENT_CALM,     /* «Bớt chuyển động» */
    /* walking around */
    INTENT_START,     /* attract → home: opens a session */
    INTENT_TOPIC,     /* arg: topic index */
    INTENT_TRACKS,    /* «Lộ trình học»: which one */
    INTENT_TRACK,     /* arg: track index */
    INTENT_LESSON,    /* arg: lesson index in the catalogue */
    INTENT_CARD,      /* «Tôi có thẻ học» */
    INTENT_CHECK,     /* «Kiểm tra» */
    INTENT_PROFILE,   /* arg: profile index: what the assessment is made of */
    INTENT_EXAM,      /* «Bắt đầu»: the assessment of the profile */
    INTENT_RESUME,    /* «Làm tiếp bài đang dở» */
    INTENT_PAUSE,     /* «Nghỉ, về trang đầu» */
    INTENT_DRILL,     /* «Tập phân xử» */
    INTENT_LEAVE,     /* × of a lesson: back to its topic */
    INTENT_STAY,      /* «Tôi học tiếp» */
    INTENT_END,       /* «Kết thúc»: ends the session */
    INTENT_RETRY,     /* write the completion again */
    INTENT_READ_PAGE, /* «Nghe lại» */
    INTENT_USB_SYNC,  /* the officer's button: the stick's round trip */
    /* inside a lesson: they go to core/runner */
    INTENT_NEXT,
    INTENT_BACK,
    INTENT_MODE,            /* arg: enum practice_mode */
    INTENT_TAP,             /* text: id on the practice phone */
    INTENT_DIGIT,           /* arg: 0–9, 10 erases */
    INTENT_SWIPE,           /* arg: enum way; WAY_COUNT: too short or slanting */
    INTENT_SWIPE_ELSEWHERE, /* arg the same: a swipe that began beside its place */
    INTENT_HOLD,            /* arg 1: let go too soon */
    INTENT_GESTURE,         /* «Vuốt giúp tôi», «Giữ giúp tôi» */
    INTENT_HINT,
    INTENT_SKIP, /* «Bỏ qua»: a practice of an assessment */
    INTENT_SHOW, /* «Xem mẫu»: the kiosk plays this one action */
    INTENT_AGAIN,
    INTENT_ANSWER,  /* arg: choice index in the file's order */
    INTENT_VERDICT, /* arg: enum verdict */
    INTENT_SIGN,    /* arg: sign index */
    INTENT_SIGNS_DONE,
    INTENT_CALL_MORE,
    INTENT_CALL_STOP,
    /* a screen's own: handled by its act, never seen by the kiosk */
    INTENT_LOCAL_PAGE, /* «Xem thêm» */
    INTENT_COUNT
};

#define EFFECTS_MAX 8u

struct effects {
    struct verb items[EFFECTS_MAX];
    uint32_t count;
};

static inline void effects_add(struct effects *effects, struct verb verb)
{
    must(effects->count < EFFECTS_MAX);
    effects->items[effects->count++] = verb;
}

static inline struct verb verb_of(enum intent intent, int32_t arg)
{
    return (struct verb) { .code = (uint16_t)intent, .arg = arg };
}

#endif
