/* A lesson as values: what the content loader makes and the runner plays.
 *
 * Everything is borrowed from the arena that the lesson was loaded into and never changes after
 * that. Kinds and their rules: curriculum §3.3. The practice phone's rules: curriculum «House rules
 * for the simulated phone». Maxima: base/limits.h; the loader has refused everything beyond them.
 */
#ifndef CORE_LESSON_H
#define CORE_LESSON_H

#include "base/arena.h"
#include "base/limits.h"
#include "base/str.h"
#include "core/address.h"

enum lang { LANG_VI, LANG_EN, LANG_COUNT };

/* One text for people. vi is never empty in a loaded lesson; an empty en falls back to vi; say is
 * the spoken form where it differs from what is written. **bold** and “target” are marked in the
 * text. The loader fills say and en_say for every text with ** marks, so that speaking needs no
 * memory. */
struct text {
    str vi;
    str en;
    str say;
    str en_say;
};

/* The text in a language, falling back to Vietnamese. */
str text_in(struct text t, enum lang lang);
/* The words for the voice: say in Vietnamese where there is one, else the text without its marks.
 */
str text_spoken(struct text t, enum lang lang);
/* A copy without the ** marks; s itself when it has none. */
str text_strip_marks(arena *home, str s);

enum lesson_kind { LESSON_LESSON, LESSON_PHONE, LESSON_SCAM, LESSON_MICRO, LESSON_KIND_COUNT };
str lesson_kind_name(enum lesson_kind kind);

/* A picture under assets/pictures with its text alternative. */
struct picture {
    str file;
    struct text alt;
};

/* Recordings of somebody reading a step's own words: names of files in the pack's folder narration,
 * one a language; empty: the voice speaks. */
struct narration {
    str files[LANG_COUNT];
};

struct page {
    struct narration narration; /* of title and body */
    struct picture picture;
    struct text title;
    struct text body;
};

struct choice {
    struct text label;
    struct text reply; /* what the kiosk answers, kindly */
    bool right;
};

struct question {
    struct narration narration; /* of the prompt */
    struct picture picture;     /* file may be empty */
    struct text prompt;
    const struct choice
        *choices; /* in the file's order; the screen shuffles by the session's seed */
    uint16_t choice_count;
    bool keep_order; /* the screen shows them in the file's order: the same boxes come again */
};

/* How a scam or a genuine thing reaches the learner (curriculum §7). */
enum channel {
    CHANNEL_CALL,
    CHANNEL_SMS,
    CHANNEL_CHAT,
    CHANNEL_PAPER,
    CHANNEL_VIDEO,
    CHANNEL_APP,
    CHANNEL_MARKET,
    CHANNEL_COUNT
};
str channel_name(enum channel channel);

enum verdict { VERDICT_REAL, VERDICT_SCAM, VERDICT_CHECK, VERDICT_COUNT };
str verdict_name(enum verdict verdict);

/* One judged case: verdict → signs → what to do. Signs and actions may be empty for a short case.
 */
struct judge {
    str code;                   /* C01 … C31 */
    struct narration narration; /* of its own prompt, the sender, when and the message */
    enum channel channel;
    struct text prompt; /* «Tin nhắn này là thật hay lừa đảo?» */
    struct text sender;
    struct text when;
    struct text message;
    bool offers[VERDICT_COUNT]; /* which answers stand on the screen; at least two */
    enum verdict right;
    struct text labels[VERDICT_COUNT];  /* what the answers are called in this case */
    struct text replies[VERDICT_COUNT]; /* the kind word for each answer that is offered */
    struct text signs_prompt;
    const struct choice *signs; /* several may be right; the learner marks some */
    uint16_t sign_count;
    struct text actions_prompt;
    const struct choice *actions; /* exactly one is right */
    uint16_t action_count;
};

/* A model call to listen to, line by line; the learner stops it where it becomes strange (L31). */
struct call_line {
    struct text text;
    bool suspicious;
    struct text reply; /* answers a stop at this line */
};

struct call {
    struct narration narration; /* of the prompt */
    struct text prompt;
    struct text caller;
    const struct call_line *lines;
    uint16_t line_count;
};

/* ---- the practice phone ---- */

enum widget_kind {
    WIDGET_HERO,    /* coloured card: small line (label), large line (value), box below (note) */
    WIDGET_HEADING, /* label */
    WIDGET_TEXT,    /* label as a paragraph */
    WIDGET_NOTICE,  /* tinted card with icon and label; may be tapped when it has an id */
    WIDGET_GRID,    /* items as tiles with an icon above the label */
    WIDGET_LIST,    /* items as rows: icon, label, note, chevron */
    WIDGET_FIELD,   /* label above a box; value shows what was typed */
    WIDGET_CHECK,   /* a box to tick with label */
    WIDGET_BUTTON,  /* label */
    WIDGET_MESSAGE, /* a bubble: label is the text, note the sender; primary: my own, on the right
                     */
    WIDGET_RESULT,  /* large icon, label, note */
    WIDGET_SPACE,   /* takes the room that is left */
    WIDGET_PICTURE, /* a drawing, label below it */
    WIDGET_SWITCH,  /* a setting that is on or off: label, note */
    WIDGET_SLIDER,  /* a bar whose knob stands at step at of of: label */
    WIDGET_KIND_COUNT
};
str widget_kind_name(enum widget_kind kind);

enum widget_style { STYLE_PLAIN, STYLE_PRIMARY, STYLE_DANGER, STYLE_OK, STYLE_COUNT };

struct item {
    str id;
    str icon; /* name in the Material Icons set */
    struct text label;
    struct text note;
};

struct widget {
    enum widget_kind kind;
    enum widget_style style;
    str id;
    str icon;
    struct text label;
    struct text value;
    struct text note;
    uint8_t columns; /* grid: 2–4 */
    uint8_t digits;  /* field: how many digits it takes; 0 = filled by tapping, not by typing */
    bool secret;     /* field: shows dots */
    bool on;         /* switch: how it stands before it is touched */
    uint8_t at, of;  /* slider: 1 ≤ at ≤ of */
    struct picture picture;
    const struct item *items;
    uint16_t item_count;
};

/* A box over the screen: title, text, buttons (items). Empty title: none. */
struct dialog {
    str icon;
    struct text title;
    struct text text;
    const struct item *buttons; /* the first is the primary one */
    uint16_t button_count;
};

struct phone_screen {
    str id;
    struct text title; /* header bar; empty: no bar (a home screen with a hero) */
    str back;          /* id of the back arrow in the bar; empty: none */
    const struct widget *widgets;
    uint16_t widget_count;
    const struct item *tabs;
    uint16_t tab_count;
    str active_tab;
    struct dialog dialog;
};

/* Swiping and holding are asked for only where a lesson teaches them; the kiosk itself never needs
 * them and offers a button that does them (ui.md § Touch: nothing needs them). */
enum phone_act { ACT_TAP, ACT_TYPE, ACT_SWIPE, ACT_HOLD, ACT_COUNT };
enum way { WAY_UP, WAY_DOWN, WAY_LEFT, WAY_RIGHT, WAY_COUNT };

/* The target of a swipe or hold anywhere on the glass; no part of a screen may be called so. */
#define PHONE_GLASS S("man-hinh")

struct wrong_reply {
    str id; /* «*» answers every other tap */
    struct text reply;
};

/* One thing the learner does: tap, swipe or hold an id, or type the sample digits into a field. */
struct phone_action {
    enum phone_act act;
    str target;   /* widget or item id; swipe and hold: or PHONE_GLASS */
    enum way way; /* ACT_SWIPE */
    str digits;  /* ACT_TYPE: the sample number that the keypad accepts; nothing else is accepted */
    bool unmask; /* ACT_TYPE: digits are told to the learner in the coach card */
    struct text coach; /* «Bác chạm vào “An sinh xã hội”» */
    struct text hint;  /* second line, and what «Gợi ý» says */
    const struct wrong_reply *wrongs;
    uint16_t wrong_count;
};

/* One step of a walkthrough: a screen and the actions on it (one row of the curriculum's tables).
 */
struct phone_task {
    str screen; /* phone_screen.id */
    const struct phone_action *actions;
    uint16_t action_count;
    bool situation; /* «tình huống»: something breaks in, shown with a different coach colour */
};

struct phone {
    str sim;                    /* «vneid@2.2.6» */
    struct text app;            /* «VNeID (mô phỏng)» */
    str tone;                   /* theme tone of the app's accent: lotus, sky, ok … */
    struct text scene;          /* one sentence before the practice: what we are going to do */
    struct narration narration; /* of the scene */
    const struct phone_screen *screens;
    uint16_t screen_count;
    const struct phone_task *tasks;
    uint16_t task_count;
};

/* The screen with this id, or NULL. */
const struct phone_screen *phone_find_screen(const struct phone *phone, str id);
/* What touching id instead of the action's target is answered: its own reply, else the one for «*».
 */
struct text phone_wrong_reply(const struct phone_action *action, str id);

/* ---- steps ---- */

enum step_kind { STEP_PAGE, STEP_PHONE, STEP_JUDGE, STEP_CALL, STEP_QUESTION, STEP_KIND_COUNT };
str step_kind_name(enum step_kind kind);

struct step {
    enum step_kind kind;
    union {
        const struct page *page;
        const struct phone *phone;
        const struct judge *judge;
        const struct call *call;
        const struct question *question;
    };
};

/* Texts that a step's narration reads, one after the other. */
#define NARRATED_TEXTS_MAX 4u
struct narrated {
    str file; /* empty: there is no recording in this language */
    struct text texts[NARRATED_TEXTS_MAX];
    uint16_t count; /* texts that are not empty */
};
struct narrated step_narrated(const struct step *step, enum lang lang);

/* For whom a lesson is: the four groups of the ward's reports and those who help. */
enum group { GROUP_ND, GROUP_HS, GROUP_CB, GROUP_DN, GROUP_HT, GROUP_COUNT };
str group_name(enum group group); /* «ND» */

/* Skills K01–K22 (curriculum §3.2) and seed topics T1–T21 (§1.2). */
#define SKILL_COUNT 22u
#define SEED_TOPIC_COUNT 21u

/* What the catalogue knows of a lesson without its steps. */
struct lesson_head {
    str code; /* «L11», «M03» */
    str slug; /* «vneid-an-sinh» */
    str pack;
    uint32_t pack_version;
    uint16_t number; /* bit in the learner card's progress: L01→1 … L47→47, M01→64 … M31→94 */
    uint16_t day; /* one-minute lessons: day of the month, else 0 */
    enum lesson_kind kind;
    str topic;
    str icon;
    uint16_t minutes;
    uint32_t groups; /* bit g: enum group */
    uint32_t skills; /* bit n-1: skill K<n> */
    uint32_t covers; /* bit n-1: seed topic T<n>; none only in one-minute lessons */
    uint32_t tags;   /* bit i: the i-th of lesson_tag_name */
    struct text title;
    struct text summary; /* one line under the title in lists */
    str verified_on;     /* ISO dates: curriculum, «Rule proposed for the content pack» */
    str review_by;
    uint16_t
        weak_facts; /* facts tagged [M] or [WEAK]: shown to the officer, never to the citizen */
};

/* The place on the learner card: L01–L63 → 1–63, M01–M31 → 64–94; 0 for anything else. */
uint16_t lesson_number_of(str code);

/* Finer than groups: «cao-tuoi», «tieu-thuong» … (curriculum §3.1). */
#define LESSON_TAG_COUNT 15u
str lesson_tag_name(unsigned tag);

struct lesson {
    struct lesson_head head;
    const struct step *steps;
    uint16_t step_count;
};

struct topic {
    str id;
    str icon;
    str tone; /* lotus, sky, amber, ok, violet, teal, leaf */
    struct text title;
};

/* A learning track («lộ trình», curriculum §4): lessons of any topic in the order to learn them. */
struct track {
    str id;
    str icon;
    str tone;
    struct text title;
    enum address address;
    const uint16_t *lessons; /* indices in the catalogue */
    uint16_t lesson_count;   /* at least one */
    uint16_t absent;         /* lessons that the track names and no pack here has */
};

struct catalogue {
    const struct topic *topics;
    uint16_t topic_count;
    const struct lesson_head *lessons;
    uint16_t lesson_count;
    const struct track *tracks;
    uint16_t track_count;
};

/* Lessons of a topic, one-minute lessons included. */
uint16_t catalogue_count_topic(const struct catalogue *catalogue, str topic);
/* By code or slug; -1 when there is none. */
int catalogue_find(const struct catalogue *catalogue, str code_or_slug);
/* The one-minute lesson for a day of the month (1–31), else the nearest earlier one, else the last
 * of the month (a small pack still shows one every day); -1 without any: curriculum §6. */
int catalogue_of_day(const struct catalogue *catalogue, int day);
/* The lesson to offer after this one: next of its topic not yet done, else any not yet done; -1. */
struct progress;
int catalogue_next(const struct catalogue *catalogue, int after, const struct progress *done);
/* The track's first lesson not yet done after this one, going around; -1 when all are. after may
 * be a lesson of no track, or -1: then from the start. */
int track_next(const struct track *track, const struct catalogue *catalogue, int after,
               const struct progress *done);
/* Its lessons that are done. */
uint16_t track_done(const struct track *track, const struct catalogue *catalogue,
                    const struct progress *done);

#endif
