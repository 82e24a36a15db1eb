#include "bench/life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"
#include "wire/body.h"
#include "wire/chain.h"

#define EVENTS_PER_LESSON 6u

static const str lessons[] = { S_INIT("L01"), S_INIT("L11"), S_INIT("L31"), S_INIT("M03") };
static const str groups[] = { S_INIT("ND"), S_INIT("HS"), S_INIT("CB"), S_INIT("DN") };
static const str areas[] = { S_INIT("Tổ 1"), S_INIT("Tổ 2"), S_INIT("Tổ 5") };

struct life life_from(uint64_t seed)
{
    return (struct life) { .random = seed * 0x9e3779b97f4a7c15ull + 1,
                           .pace_ms = 40000,
                           .stamp = { .now = { LIFE_START_MS, 1000 }, .clock_sure = true } };
}

static void fill_random(struct life *life, uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        bytes[i] = (uint8_t)random_next(&life->random);
}

static struct event_draft begin_session(struct life *life)
{
    uint8_t id[EVENT_ID_BYTES], random[ID_RANDOM_BYTES];
    fill_random(life, random, sizeof random);
    id_make(life->stamp.now.wall_ms, random, id);
    id_to_text(id, life->session);
    life->learner[0] = 0;
    if (random_below(&life->random, 3) == 0)
        snprintf(life->learner, sizeof life->learner, "c-MAU%013u",
                 random_below(&life->random, 4000));
    life->at = 1;
    life->end = 1 + EVENTS_PER_LESSON * (1 + random_below(&life->random, 3));
    struct event_draft draft = { .type = EVENT_SESSION_STARTED,
                                 .session = str_of(life->session),
                                 .learner = str_of(life->learner),
                                 .body = event_body_none() };
    draft.body.mode = S("self");
    draft.body.group = groups[random_below(&life->random, 4)];
    draft.body.area = areas[random_below(&life->random, 3)];
    draft.body.lang = S("vi");
    return draft;
}

static void fill_completion(struct life *life, struct event_body *body)
{
    body->success = TRI_YES;
    body->unaided = random_below(&life->random, 2) ? TRI_YES : TRI_NO;
    body->assisted = TRI_NO;
    body->right = random_below(&life->random, 9);
    body->total = 8;
    body->hints = random_below(&life->random, 3);
    body->wrong = 8 - body->right;
    body->duration_ms = 60000 + random_below(&life->random, 240000);
}

static struct event_draft in_lesson(struct life *life)
{
    unsigned place = (life->at - 1) % EVENTS_PER_LESSON;
    if (place == 0)
        life->lesson = lessons[random_below(&life->random, 4)];
    struct event_draft draft = { .type = EVENT_STEP_ANSWERED,
                                 .session = str_of(life->session),
                                 .learner = str_of(life->learner),
                                 .body = event_body_none() };
    draft.body.lesson = life->lesson;
    draft.body.pack = S("chung");
    draft.body.pack_version = 1;
    if (place == 0) {
        draft.type = EVENT_LESSON_STARTED;
    } else if (place == EVENTS_PER_LESSON - 1) {
        draft.type = EVENT_LESSON_COMPLETED;
        fill_completion(life, &draft.body);
    } else {
        snprintf(life->step, sizeof life->step, "question:%u", place);
        snprintf(life->answer, sizeof life->answer, "%u", random_below(&life->random, 4));
        draft.body.step = str_of(life->step);
        draft.body.answer = str_of(life->answer);
        draft.body.success = random_below(&life->random, 4) ? TRI_YES : TRI_NO;
    }
    return draft;
}

struct event_draft life_next(struct life *life)
{
    uint32_t pause_ms = 900 + random_below(&life->random, life->pace_ms);
    life->stamp.now.wall_ms += pause_ms;
    life->stamp.now.mono_ms += pause_ms;
    if (life->at == 0)
        return begin_session(life);
    if (life->at < life->end) {
        struct event_draft draft = in_lesson(life);
        life->at++;
        return draft;
    }
    struct event_draft draft = { .type = EVENT_SESSION_ENDED,
                                 .session = str_of(life->session),
                                 .learner = str_of(life->learner),
                                 .body = event_body_none() };
    draft.body.reason = S("finished");
    draft.body.duration_ms = 60000 + random_below(&life->random, 600000);
    life->at = 0;
    return draft;
}

struct event *life_events(arena *home, uint64_t seed, size_t count)
{
    struct life life = life_from(seed);
    struct event *events = arena_new(home, struct event, count);
    uint8_t prev[EVENT_HASH_BYTES] = { 0 };
    for (size_t i = 0; i < count; i++) {
        struct event *event = &events[i];
        struct event_draft draft = life_next(&life);
        uint8_t random[ID_RANDOM_BYTES];
        fill_random(&life, random, sizeof random);
        event->seq = i + 1;
        event->boot = 1 + i / 700;
        event->mono_ms = life.stamp.now.mono_ms;
        event->wall_ms = life.stamp.now.wall_ms;
        event->clock_sure = true;
        event->type = draft.type;
        event->type_name = event_type_name(draft.type);
        event->session = arena_str(home, draft.session);
        event->learner = arena_str(home, draft.learner);
        must(body_write(home, &draft.body, &event->body) == FAIL_OK);
        id_make(event->wall_ms, random, event->id);
        memcpy(event->prev, prev, sizeof prev);
        chain_hash(event, event->hash);
        memcpy(prev, event->hash, sizeof prev);
    }
    return events;
}

void life_fill(struct ledger *ledger, struct life *life, uint64_t count)
{
    static char texts[LEDGER_APPEND_MAX][4096];
    struct event_draft drafts[LEDGER_APPEND_MAX];
    arena scratch = { 0 };
    struct ledger_end end;
    must(ledger_end(ledger, &end) == FAIL_OK);
    while (end.seq < count) {
        uint64_t left = count - end.seq;
        size_t many = left < LEDGER_APPEND_MAX ? (size_t)left : LEDGER_APPEND_MAX;
        for (size_t i = 0; i < many; i++) {
            drafts[i] = life_next(life);
            must(event_draft_pack(&drafts[i], texts[i], 0, sizeof texts[i]) != SIZE_MAX);
            event_draft_rebase(&drafts[i], texts[i]);
        }
        struct ledger_write write = { .drafts = drafts, .count = many, .stamp = life->stamp };
        must(ledger_append_all(ledger, &scratch, &write, NULL) == FAIL_OK);
        must(ledger_end(ledger, &end) == FAIL_OK);
        arena_reset(&scratch);
    }
    arena_finish(&scratch);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return (values[count / 2] + values[(count - 1) / 2]) / 2;
}

static bool print_line(const char *name, double value, const char *unit, double limit, bool good)
{
    printf("%s %.2f %s %.2f %s\n", name, value, unit, limit, good ? "ok" : "FAILED");
    fflush(stdout);
    return good;
}

bool bench_at_least(const char *name, double value, const char *unit, double limit)
{
    return print_line(name, value, unit, limit, value >= limit);
}

bool bench_at_most(const char *name, double value, const char *unit, double limit)
{
    return print_line(name, value, unit, limit, value <= limit);
}

void bench_folder(char *room, size_t size, const char *below)
{
    snprintf(room, size, "%s/tramso-bench-XXXXXX", below);
    if (!mkdtemp(room)) {
        fprintf(stderr, "no folder can be made below %s\n", below);
        exit(1);
    }
}

void bench_remove(const char *folder)
{
    char command[700];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    must(system(command) == 0);
}
