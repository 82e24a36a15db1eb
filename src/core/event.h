/* Events: the facts of the ledger (formats.md, Ledger). Written once, never changed.
 *
 * This is the event as a value; wire/body.h writes its body as JSON, store/ledger.h keeps it. Which
 * fields a type carries is one table in event.c; wire/ reads it, so that a new field is one line.
 */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include "base/str.h"

/* X(enum name, name in the ledger, whether it travels to the hub as a statement) */
#define EVENT_LIST(X)                                                                              \
    X(DEVICE_BOOTED, "device.booted", false)                                                       \
    X(CLOCK_SET, "clock.set", false)                                                               \
    X(SESSION_STARTED, "session.started", true)                                                    \
    X(SESSION_ENDED, "session.ended", true)                                                        \
    X(LESSON_STARTED, "lesson.started", true)                                                      \
    X(STEP_ANSWERED, "step.answered", true)                                                        \
    X(LESSON_COMPLETED, "lesson.completed", true)                                                  \
    X(ASSESSMENT_COMPLETED, "assessment.completed", true)                                          \
    X(CLASS_STARTED, "class.started", true)                                                        \
    X(CLASS_ATTENDED, "class.attended", true)                                                      \
    X(CLASS_ENDED, "class.ended", true)                                                            \
    X(LEARNER_REGISTERED, "learner.registered", true)                                              \
    X(LEARNER_CONSENTED, "learner.consented", true)                                                \
    X(LEARNER_ERASED, "learner.erased", true)                                                      \
    X(IDENTITY_CONFIRMED, "identity.confirmed", true)                                              \
    X(HELP_CALLED, "help.called", true)                                                            \
    X(PACK_INSTALLED, "pack.installed", false)                                                     \
    X(PACK_ROLLEDBACK, "pack.rolledback", false)                                                   \
    X(ADMIN_SIGNEDIN, "admin.signedin", false)                                                     \
    X(ADMIN_FAILED, "admin.failed", false)                                                         \
    X(BATCH_EXPORTED, "batch.exported", false)                                                     \
    X(RECEIPT_ACCEPTED, "receipt.accepted", false)                                                 \
    X(SETTINGS_CHANGED, "settings.changed", false)

enum event_type {
#define EVENT_ENUM(name, text, travels) EVENT_##name,
    EVENT_LIST(EVENT_ENUM)
#undef EVENT_ENUM
        EVENT_TYPE_COUNT
};

str event_type_name(enum event_type type);
/* EVENT_TYPE_COUNT when the name is unknown (a newer program wrote it). */
enum event_type event_type_find(str name);
/* Whether it becomes an xAPI statement. All events travel in batches. */
bool event_type_is_learning(enum event_type type);

/* Every field any body may have. Absent: empty str, EVENT_INT_ABSENT, TRI_UNSET. */
#define EVENT_INT_ABSENT INT64_MIN
enum tri { TRI_UNSET = -1, TRI_NO = 0, TRI_YES = 1 };

struct event_body {
    str lesson; /* code: L11 */
    str pack;   /* pack id */
    int64_t pack_version;
    str step;   /* «phone:3», «question:0» */
    str kind;   /* step kind, lesson kind, help reason … */
    str answer; /* choice index, verdict; never free text */
    str mode;   /* practice mode; session mode: self, guided, class */
    enum tri success;
    enum tri unaided;
    enum tri assisted;
    int64_t right; /* units right at the first try */
    int64_t total; /* units */
    int64_t hints;
    int64_t wrong;
    int64_t duration_ms;
    int64_t seed;
    str group;  /* ND HS CB DN */
    str tags;   /* comma-separated */
    str area;   /* tổ dân phố / thôn */
    str trust;  /* L0 … L3 */
    str lang;   /* vi, en */
    str reason; /* session end: finished, home, idle, power; quarantine reason */
    str batch;  /* batch id */
    str hub;    /* hub key id */
    int64_t first_seq;
    int64_t last_seq;
    int64_t count;
    str hash; /* chain hash, hex */
    int64_t hub_wall_ms;
    str via;     /* usb, http */
    str version; /* program version */
    str setting; /* settings.changed: key */
    str value;
    int64_t offset_ms; /* clock.set: new minus old */
    str profile;       /* assessment: whose (curriculum §8.2); its steps carry it too */
    int64_t rules;     /* assessment: version of its rules */
    str parts;         /* assessment: «A8/10 B3/3 C4/4 D3/4» */
    str weak;          /* assessment: skills to practise, «K04,K14» */
};

/* All fields absent. */
struct event_body event_body_none(void);

enum field_kind { FIELD_STR, FIELD_INT, FIELD_TRI };

struct event_field {
    str name; /* JSON member */
    enum field_kind kind;
    size_t offset; /* into struct event_body */
};

/* The table of all fields, in the order they are written. */
const struct event_field *event_fields(size_t *count_out);

#define EVENT_ID_BYTES 16u
#define EVENT_HASH_BYTES 32u

/* What the kiosk wants written down; ids, sequence, times and hashes are the ledger's. */
struct event_draft {
    enum event_type type;
    str session; /* UUID text or empty */
    str learner; /* pseudonymous key or empty */
    struct event_body body;
};

/* For handing a draft to another thread. Packing copies every text of it behind the first used
 * bytes of room (cap bytes) and leaves offsets in their place; returns the bytes used then, or
 * SIZE_MAX when it does not fit. Rebasing turns the offsets into slices of the room, wherever it
 * was copied to. */
size_t event_draft_pack(struct event_draft *draft, char *room, size_t used, size_t cap);
void event_draft_rebase(struct event_draft *draft, const char *room);

/* An event as it stands in the ledger. */
struct event {
    uint64_t seq;
    uint8_t id[EVENT_ID_BYTES]; /* UUIDv7 */
    uint64_t boot;
    int64_t mono_ms;
    int64_t wall_ms;
    bool clock_sure;
    enum event_type
        type; /* EVENT_TYPE_COUNT: a type this program does not know; type_name has it */
    str type_name;
    str session;
    str learner;
    str body; /* JSON text as written */
    uint8_t prev[EVENT_HASH_BYTES];
    uint8_t hash[EVENT_HASH_BYTES];
};

#endif
