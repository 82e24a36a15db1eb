#include "report/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "report/cells.h"

void tally_init(struct tally *tally, arena *home, struct period period)
{
    *tally = (struct tally) { .home = home, .period = period };
    cells_init(tally);
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

static size_t kiosk_row(struct tally *tally, str kiosk)
{
    for (size_t i = tally->kiosk_count; i-- > 0;)
        if (str_eq(tally->kiosks[i].kiosk, kiosk))
            return i;
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
    return tally->kiosk_count - 1;
}

void tally_add_kiosk(struct tally *tally, str kiosk)
{
    (void)kiosk_row(tally, kiosk);
}

static void cover(struct tally *tally, size_t kiosk, const struct tally_event *it)
{
    struct tally_kiosk *row = &tally->kiosks[kiosk];
    row->events++;
    if (it->event->seq < row->last_seq)
        return;
    row->last_seq = it->event->seq;
    row->last_wall_ms = it->at_ms;
    row->last_sure = it->event->clock_sure;
}

/* What came from elsewhere may be any number; a sum must not suffer from one. */
static int64_t duration(struct tally *tally, int64_t ms)
{
    if (ms == EVENT_INT_ABSENT)
        return 0;
    tally->clamped += ms < 0 || ms > TALLY_DURATION_MAX_MS;
    return ms < 0 ? 0 : ms > TALLY_DURATION_MAX_MS ? TALLY_DURATION_MAX_MS : ms;
}

static void add_lesson(struct tally *tally, const struct tally_event *it, struct tally_cell *add)
{
    struct tally_counts *both[] = { &tally->all, lesson_counts(tally, it->body->lesson) };
    if (it->event->type == EVENT_LESSON_COMPLETED) {
        add->completions = 1;
        add->unaided = it->body->unaided == TRI_YES;
        add->lesson_ms = duration(tally, it->body->duration_ms);
    }
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        both[i]->started += it->event->type == EVENT_LESSON_STARTED;
        both[i]->completions += add->completions;
        both[i]->unaided += add->unaided;
        both[i]->lesson_ms += add->lesson_ms;
    }
}

static void add_assessment(struct tally *tally, const struct tally_event *it,
                           struct cells_entry *entry)
{
    tally->assessments++;
    if (it->body->success != TRI_YES)
        return;
    tally->passes += entry->add.passes = 1;
    if (it->event->learner.len)
        (void)names_add(&tally->passers, tally->home, it->event->learner);
    tally->passed = tally->passers.count;
}

static void count(struct tally *tally, const struct tally_event *it, struct cells_entry *entry)
{
    const struct event *event = it->event;
    tally->unsure += !event->clock_sure;
    tally->repaired += it->repaired;
    if (event->learner.len) {
        entry->learner = names_add(&tally->learners, tally->home, event->learner);
        tally->people = tally->learners.count;
    }
    if (event->type == EVENT_SESSION_STARTED)
        tally->sessions += entry->add.sessions = 1;
    else if (event->type == EVENT_SESSION_ENDED)
        tally->session_ms += duration(tally, it->body->duration_ms);
    else if (event->type == EVENT_HELP_CALLED)
        tally->helps++;
    else if (event->type == EVENT_ASSESSMENT_COMPLETED)
        add_assessment(tally, it, entry);
    else if (event->type == EVENT_LESSON_STARTED || event->type == EVENT_LESSON_COMPLETED)
        add_lesson(tally, it, &entry->add);
}

void tally_add_at(struct tally *tally, const struct tally_event *it)
{
    size_t kiosk = kiosk_row(tally, it->kiosk);
    cover(tally, kiosk, it);
    if (!event_type_is_learning(it->event->type))
        return;
    struct cells_entry entry = { .kiosk = kiosk,
                                 .session = it->event->session,
                                 .group = it->body->group,
                                 .area = it->body->area,
                                 .learner = CELLS_NOBODY };
    /* In a class each one's own group counts, not the class's. */
    if (it->event->type == EVENT_CLASS_ATTENDED && (entry.group.len || entry.area.len))
        entry.session = (str) { 0 };
    if (period_holds(tally->period, it->at_ms))
        count(tally, it, &entry);
    cells_add(tally, &entry);
}

void tally_add(struct tally *tally, str kiosk, const struct event *event,
               const struct event_body *body)
{
    struct tally_event it = { kiosk, event, body, event->wall_ms, false };
    tally_add_at(tally, &it);
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
    cells_finish(tally);
}
