#include "report/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"

/* Open addressing, at most half full, capacity a power of two. */
struct tally_set {
    str *slots;
    size_t cap;
    size_t count;
};

static str *set_slot(const struct tally_set *set, str key)
{
    size_t at = (size_t)hash_str(HASH_SEED, key) & (set->cap - 1);
    while (set->slots[at].ptr && !str_eq(set->slots[at], key))
        at = (at + 1) & (set->cap - 1);
    return &set->slots[at];
}

static void set_grow(struct tally_set *set, arena *home)
{
    struct tally_set bigger = { .cap = set->cap ? set->cap * 2 : 64, .count = set->count };
    bigger.slots = arena_new(home, str, bigger.cap);
    for (size_t i = 0; i < set->cap; i++)
        if (set->slots[i].ptr)
            *set_slot(&bigger, set->slots[i]) = set->slots[i];
    *set = bigger;
}

/* True when the key was not there before. */
static bool set_add(struct tally_set *set, arena *home, str key)
{
    if (set->count * 2 >= set->cap)
        set_grow(set, home);
    str *slot = set_slot(set, key);
    if (slot->ptr)
        return false;
    *slot = arena_str(home, key);
    set->count++;
    return true;
}

void tally_init(struct tally *tally, arena *home, struct period period)
{
    *tally = (struct tally) { .home = home, .period = period };
    tally->learners = arena_new(home, struct tally_set, 1);
}

/* There are under 130 lessons, so looking through them beats hashing; the last one found is the
 * likeliest next one. */
static struct tally_counts *lesson_counts(struct tally *tally, str lesson)
{
    for (size_t i = tally->lesson_count; i-- > 0;)
        if (str_eq(tally->lessons[i].lesson, lesson))
            return &tally->lessons[i].counts;
    if (tally->lesson_count == tally->lesson_cap) {
        size_t cap = tally->lesson_cap ? tally->lesson_cap * 2 : 64;
        struct tally_lesson *bigger = arena_new(tally->home, struct tally_lesson, cap);
        if (tally->lesson_count)
            memcpy(bigger, tally->lessons, tally->lesson_count * sizeof *bigger);
        tally->lessons = bigger;
        tally->lesson_cap = cap;
    }
    struct tally_lesson *row = &tally->lessons[tally->lesson_count++];
    row->lesson = arena_str(tally->home, lesson);
    return &row->counts;
}

static struct tally_kiosk *kiosk_row(struct tally *tally, str kiosk)
{
    for (size_t i = tally->kiosk_count; i-- > 0;)
        if (str_eq(tally->kiosks[i].kiosk, kiosk))
            return &tally->kiosks[i];
    if (tally->kiosk_count == tally->kiosk_cap) {
        size_t cap = tally->kiosk_cap ? tally->kiosk_cap * 2 : 16;
        struct tally_kiosk *bigger = arena_new(tally->home, struct tally_kiosk, cap);
        if (tally->kiosk_count)
            memcpy(bigger, tally->kiosks, tally->kiosk_count * sizeof *bigger);
        tally->kiosks = bigger;
        tally->kiosk_cap = cap;
    }
    struct tally_kiosk *row = &tally->kiosks[tally->kiosk_count++];
    row->kiosk = arena_str(tally->home, kiosk);
    return row;
}

void tally_add_kiosk(struct tally *tally, str kiosk)
{
    (void)kiosk_row(tally, kiosk);
}

static void cover(struct tally *tally, str kiosk, const struct event *event)
{
    struct tally_kiosk *row = kiosk_row(tally, kiosk);
    row->events++;
    if (event->seq < row->last_seq)
        return;
    row->last_seq = event->seq;
    row->last_wall_ms = event->wall_ms;
    row->last_sure = event->clock_sure;
}

static int64_t present(int64_t value)
{
    return value == EVENT_INT_ABSENT || value < 0 ? 0 : value;
}

static void add_lesson(struct tally *tally, const struct event *event,
                       const struct event_body *body)
{
    struct tally_counts *both[] = { &tally->all, lesson_counts(tally, body->lesson) };
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        if (event->type == EVENT_LESSON_STARTED) {
            both[i]->started++;
            continue;
        }
        both[i]->completions++;
        both[i]->unaided += body->unaided == TRI_YES;
        both[i]->lesson_ms += present(body->duration_ms);
    }
}

void tally_add(struct tally *tally, str kiosk, const struct event *event,
               const struct event_body *body)
{
    cover(tally, kiosk, event);
    if (!event_type_is_learning(event->type) || !period_holds(tally->period, event->wall_ms))
        return;
    tally->unsure += !event->clock_sure;
    if (event->learner.len && set_add(tally->learners, tally->home, event->learner))
        tally->people++;
    if (event->type == EVENT_SESSION_STARTED)
        tally->sessions++;
    else if (event->type == EVENT_SESSION_ENDED)
        tally->session_ms += present(body->duration_ms);
    else if (event->type == EVENT_HELP_CALLED)
        tally->helps++;
    else if (event->type == EVENT_LESSON_STARTED || event->type == EVENT_LESSON_COMPLETED)
        add_lesson(tally, event, body);
}

static int by_lesson(const void *a, const void *b)
{
    return str_cmp(((const struct tally_lesson *)a)->lesson,
                   ((const struct tally_lesson *)b)->lesson);
}

static int by_kiosk(const void *a, const void *b)
{
    return str_cmp(((const struct tally_kiosk *)a)->kiosk, ((const struct tally_kiosk *)b)->kiosk);
}

void tally_finish(struct tally *tally)
{
    if (tally->lesson_count)
        qsort(tally->lessons, tally->lesson_count, sizeof *tally->lessons, by_lesson);
    if (tally->kiosk_count)
        qsort(tally->kiosks, tally->kiosk_count, sizeof *tally->kiosks, by_kiosk);
}
