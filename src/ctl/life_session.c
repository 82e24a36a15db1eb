/* One visit: who, which lessons, how it goes, how it ends. */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"
#include "core/lesson.h"
#include "core/runner.h"
#include "ctl/life.h"

#define LESSONS_MAX 10u
#define STEP_TEXTS 24

/* What each group is taught (assets/lessons/…/pack.yaml, tracks), most wanted first. */
static const str wanted[LIFE_GROUPS][LESSONS_MAX] = {
    { S_INIT("L01"), S_INIT("L11"), S_INIT("L31"), S_INIT("L05"), S_INIT("L18"), S_INIT("L25"),
      S_INIT("L30"), S_INIT("L39"), S_INIT("L41"), S_INIT("L36") },
    { S_INIT("L04"), S_INIT("L32"), S_INIT("L35"), S_INIT("L42"), S_INIT("L05"), S_INIT("L34"),
      S_INIT("L38"), S_INIT("L40"), S_INIT("L43"), S_INIT("L31") },
    { S_INIT("L20"), S_INIT("L15"), S_INIT("L37"), S_INIT("L05"), S_INIT("L42"), S_INIT("L43"),
      S_INIT("L47"), S_INIT("L11"), S_INIT("L31"), S_INIT("L45") },
    { S_INIT("L25"), S_INIT("L26"), S_INIT("L10"), S_INIT("L14"), S_INIT("L31"), S_INIT("L27"),
      S_INIT("L34"), S_INIT("L37"), S_INIT("L28"), S_INIT("L04") },
};
static const str groups[LIFE_GROUPS] = { S_INIT("ND"), S_INIT("HS"), S_INIT("CB"), S_INIT("DN") };

static bool happens(struct life *life, double chance)
{
    return life_chance(life) < chance;
}

static struct event_draft draft_of(const struct life *life, enum event_type type)
{
    return (struct event_draft) { .type = type,
                                  .session = str_of(life->session),
                                  .learner = str_of(life->key),
                                  .body = event_body_none() };
}

/* ---- lessons ---- */

/* What is being learned, and how it has gone so far. */
struct lesson_run {
    struct learner *who;
    str code;
    enum lesson_kind kind;
    bool helped;
    int64_t units, right, wrong, hints, started_ms;
};

static enum lesson_kind kind_of(str code)
{
    if (code.ptr[0] == 'M')
        return LESSON_MICRO;
    /* L30 to L38 are about fraud. */
    return code.ptr[1] == '3' && code.ptr[2] != '9' ? LESSON_SCAM : LESSON_PHONE;
}

static void note_lesson(const struct lesson_run *run, struct event_draft *draft)
{
    draft->body.lesson = run->code;
    draft->body.pack = S("chung");
    draft->body.pack_version = 1;
    draft->body.kind = lesson_kind_name(run->kind);
}

static void call_help(struct life *life, struct lesson_run *run)
{
    struct event_draft draft = draft_of(life, EVENT_HELP_CALLED);
    note_lesson(run, &draft);
    run->helped = true;
    life_write(life, &draft);
}

/* One answered unit; wrong ones get rarer as skill grows. */
static bool answer(struct life *life, struct lesson_run *run, int64_t unit)
{
    static const enum step_kind kinds[] = { STEP_PHONE, STEP_QUESTION, STEP_JUDGE, STEP_CALL };
    static const str choices[] = { S_INIT("0"), S_INIT("1"), S_INIT("2"), S_INIT("3") };
    double slow = 1.8 - run->who->skill + (run->who->old ? 0.8 : 0);
    if (!life_pass(life, (int64_t)((double)life_between(life, 6000, 32000) * slow)))
        return false;
    bool right = happens(life, 0.5 + 0.48 * run->who->skill);
    char text[STEP_TEXTS];
    snprintf(text, sizeof text, "%lld", (long long)unit);
    struct event_draft draft = draft_of(life, EVENT_STEP_ANSWERED);
    note_lesson(run, &draft);
    enum step_kind kind = run->kind == LESSON_SCAM ? STEP_JUDGE : kinds[unit % 2];
    draft.body.kind = step_kind_name(kind);
    draft.body.step = str_of(text);
    draft.body.success = right ? TRI_YES : TRI_NO;
    if (kind == STEP_PHONE)
        draft.body.mode = practice_mode_name(run->who->skill < 0.4f ? MODE_FOLLOW : MODE_SELF);
    else
        draft.body.answer = choices[life_between(life, 0, 3)];
    run->right += right;
    run->wrong += right ? 0 : life_between(life, 1, 2);
    run->hints += !right && happens(life, 0.5);
    life_write(life, &draft);
    if (!right && happens(life, 0.12 * (1.0 - run->who->skill)))
        call_help(life, run);
    return true;
}

static void complete(struct life *life, const struct lesson_run *run)
{
    struct event_draft draft = draft_of(life, EVENT_LESSON_COMPLETED);
    note_lesson(run, &draft);
    bool assisted = run->helped || life->guided || life->in_class;
    draft.body.success = TRI_YES;
    draft.body.assisted = assisted ? TRI_YES : TRI_NO;
    draft.body.unaided = !assisted && run->who->skill > 0.4f ? TRI_YES : TRI_NO;
    draft.body.right = run->right;
    draft.body.total = run->units;
    draft.body.hints = run->hints;
    draft.body.wrong = run->wrong;
    draft.body.duration_ms = life->true_ms - run->started_ms;
    life_write(life, &draft);
    run->who->skill += (0.97f - run->who->skill) * 0.06f;
    run->who->place = (uint16_t)((run->who->place + 1) % LESSONS_MAX);
}

enum ending { ENDING_GOES_ON, ENDING_HOME, ENDING_IDLE, ENDING_POWER };

static enum ending learn(struct life *life, struct learner *who, str code)
{
    struct lesson_run run = { .who = who, .code = code, .kind = kind_of(code) };
    run.started_ms = life->true_ms;
    run.units = run.kind == LESSON_MICRO ? 2 : life_between(life, 5, 10);
    struct event_draft draft = draft_of(life, EVENT_LESSON_STARTED);
    note_lesson(&run, &draft);
    life_write(life, &draft);
    for (int64_t unit = 0; unit < run.units; unit++) {
        if (!answer(life, &run, unit))
            return ENDING_POWER;
        if (!life->in_class && happens(life, 0.012 + 0.01 * (1 - who->skill)))
            return happens(life, 0.4) ? ENDING_IDLE : ENDING_HOME;
    }
    if (!life_pass(life, life_between(life, 3000, 15000)))
        return ENDING_POWER;
    complete(life, &run);
    return ENDING_GOES_ON;
}

/* Mostly the next one of the group's, now and then another or the minute of the day. */
static str next_lesson(struct life *life, const struct learner *who, char (*room)[8])
{
    if (happens(life, 0.15)) {
        struct civil today = clock_civil(life->true_ms);
        snprintf(*room, sizeof *room, "M%02d", today.day);
        return str_of(*room);
    }
    size_t at = happens(life, 0.2) ? (size_t)life_between(life, 0, LESSONS_MAX - 1) : who->place;
    return wanted[who->group][at];
}

/* ---- sessions ---- */

static void fill_who(const struct life *life, const struct learner *who, struct event_body *body)
{
    body->group = groups[who->group];
    body->area = life->options->areas[who->area];
    if (who->old)
        body->tags = S("cao-tuoi");
}

static void begin(struct life *life, const struct learner *who, bool told)
{
    uint8_t id[EVENT_ID_BYTES], chance[ID_RANDOM_BYTES];
    for (size_t i = 0; i < sizeof chance; i++)
        chance[i] = (uint8_t)random_next(&life->random);
    id_make(life->true_ms + life->wrong_by_ms, chance, id);
    id_to_text(id, life->session);
    life->session_ms = life->true_ms;
    struct event_draft draft = draft_of(life, EVENT_SESSION_STARTED);
    draft.body.mode = life->in_class ? S("class") : life->guided ? S("guided") : S("self");
    draft.body.trust = life->key[0] ? S("L1") : S("L0");
    draft.body.lang = who->english ? S("en") : S("vi");
    if (life->guided || life->in_class)
        draft.body.assisted = TRI_YES;
    if (told)
        fill_who(life, who, &draft.body);
    life_write(life, &draft);
}

static void end(struct life *life, const struct learner *who, str reason, bool told)
{
    struct event_draft draft = draft_of(life, EVENT_SESSION_ENDED);
    draft.body.reason = reason;
    draft.body.duration_ms = life->true_ms - life->session_ms;
    draft.body.trust = life->key[0] ? S("L1") : S("L0");
    if (told)
        fill_who(life, who, &draft.body);
    life_write(life, &draft);
}

static struct learner *pick_learner(struct life *life, bool card)
{
    uint32_t all = life->options->learners;
    uint32_t at = card ? (uint32_t)life_between(life, 0, (int64_t)all - 1) : all;
    life->key[0] = 0;
    if (card)
        snprintf(life->key, sizeof life->key, "c-MAU%013u", at);
    struct learner *who = &life->learners[at];
    if (!card) {
        /* Somebody else each time, like one of those with a card. */
        *who = life->learners[life_between(life, 0, (int64_t)all - 1)];
        who->place = 0;
    }
    return who;
}

void life_visit(struct life *life)
{
    static const str reasons[] = { [ENDING_GOES_ON] = S_INIT("finished"),
                                   [ENDING_HOME] = S_INIT("home"),
                                   [ENDING_IDLE] = S_INIT("idle") };
    bool card = happens(life, 0.5);
    struct learner *who = pick_learner(life, card);
    life->in_class = false;
    life->guided = happens(life, who->old ? 0.3 : 0.12);
    /* A card's holder has said it once; others say it at the start, at the end or never. */
    bool at_start = card || happens(life, 0.35), at_end = !at_start && happens(life, 0.3);
    begin(life, who, at_start);
    enum ending ending = ENDING_GOES_ON;
    int64_t lessons = happens(life, 0.06) ? 0 : life_between(life, 1, 3);
    bool on = life_pass(life, life_between(life, 4000, 40000));
    for (int64_t i = 0; on && ending == ENDING_GOES_ON && i < lessons; i++) {
        char room[8];
        ending = learn(life, who, next_lesson(life, who, &room));
        on = !life->cut && !life->stopped;
    }
    if (on && ending == ENDING_IDLE)
        on = life_pass(life, 345000); /* kiosk.yaml: idle_seconds and warn_seconds */
    if (on && ending != ENDING_POWER)
        end(life, who, reasons[ending], at_end);
}

/* A volunteer's class: one session, everybody's card at the door, one lesson together. */
void life_class(struct life *life)
{
    struct learner *who = pick_learner(life, true);
    life->key[0] = 0;
    life->in_class = true;
    life->guided = false;
    int64_t seats = life_between(life, 8, 25);
    begin(life, who, true);
    struct event_draft draft = draft_of(life, EVENT_CLASS_STARTED);
    life_write(life, &draft);
    bool on = true;
    for (int64_t i = 0; on && i < seats; i++) {
        struct learner *other = pick_learner(life, true);
        draft = draft_of(life, EVENT_CLASS_ATTENDED);
        fill_who(life, other, &draft.body);
        life_write(life, &draft);
        life->key[0] = 0;
        on = life_pass(life, life_between(life, 4000, 20000));
    }
    char room[8];
    for (int64_t i = 0; on && i < 2; i++)
        on = learn(life, who, next_lesson(life, who, &room)) == ENDING_GOES_ON;
    if (!on || life->cut)
        return;
    draft = draft_of(life, EVENT_CLASS_ENDED);
    draft.body.count = seats;
    draft.body.duration_ms = life->true_ms - life->session_ms;
    life_write(life, &draft);
    end(life, who, S("finished"), false);
}
