#include "core/review.h"

#include "base/must.h"

#define DAY_MS (24ll * 3600 * 1000)

const uint16_t review_days[REVIEW_STEPS] = { 1, 3, 7, 16, 35 };

static bool went_well(const struct review_result *result)
{
    return (uint32_t)result->right * 100 >= (uint32_t)result->total * REVIEW_GOOD_PERCENT;
}

void review_note(struct review *review, const struct review_result *result)
{
    must(result->number < PROGRESS_LESSONS_MAX);
    struct review_record *r = &review->lessons[result->number];
    r->times++;
    r->slipped = !went_well(result);
    r->unaided = result->unaided;
    if (r->slipped)
        r->step = (uint8_t)(r->step > 2 ? r->step - 2 : 0);
    else if (result->unaided || r->step == 0)
        r->step = (uint8_t)(r->step + (r->step < REVIEW_STEPS));
    r->last_ms = result->at_ms;
    r->sure = result->sure;
    r->order = ++review->done;
}

void review_note_card(struct review *review, const struct progress *progress, int64_t day_ms,
                      bool sure)
{
    for (uint16_t number = 0; number < PROGRESS_LESSONS_MAX; number++) {
        struct review_record *r = &review->lessons[number];
        if (!progress_has(progress, number) || r->times)
            continue;
        bool unaided = progress_has_unaided(progress, number);
        *r = (struct review_record) { .times = 1,
                                      .step = unaided ? 2 : 1,
                                      .unaided = unaided,
                                      .sure = sure,
                                      .order = 0,
                                      .last_ms = day_ms };
    }
}

/* Days of Vietnam's calendar, since somebody comes in the morning one day and at night another. */
static int64_t day_of(int64_t ms)
{
    int64_t local = ms + VIETNAM_OFFSET_MS;
    return local >= 0 ? local / DAY_MS : (local - DAY_MS + 1) / DAY_MS;
}

/* Days since it should have come again; below 0: not yet. */
static int64_t overdue(const struct review_record *r, struct review_now now)
{
    int64_t since = day_of(now.at_ms) - day_of(r->last_ms);
    return since - (r->step ? review_days[r->step - 1] : 0);
}

static bool is_due(const struct review_record *r, struct review_now now, enum review_reason *reason)
{
    if (r->times == 0)
        return false;
    *reason = r->slipped ? REVIEW_SLIPPED : r->unaided ? REVIEW_DUE : REVIEW_HELPED;
    if (r->slipped)
        return true;
    return now.sure && r->sure && overdue(r, now) >= 0;
}

/* Slips first; then what is over its time by the largest part of its interval; then what was
 * longest ago. */
static bool comes_before(const struct review_record *a, const struct review_record *b,
                         struct review_now now)
{
    if (a->slipped != b->slipped)
        return a->slipped;
    if (now.sure && a->sure && b->sure && !a->slipped) {
        int64_t late_a = overdue(a, now) * (b->step ? review_days[b->step - 1] : 1);
        int64_t late_b = overdue(b, now) * (a->step ? review_days[a->step - 1] : 1);
        if (late_a != late_b)
            return late_a > late_b;
    }
    return a->step != b->step ? a->step < b->step : a->order < b->order;
}

size_t review_due(const struct review *review, const struct catalogue *catalogue,
                  struct review_now now, struct review_item *out, size_t max)
{
    size_t count = 0;
    for (uint16_t i = 0; i < catalogue->lesson_count; i++) {
        const struct review_record *r = &review->lessons[catalogue->lessons[i].number];
        enum review_reason reason;
        if (!is_due(r, now, &reason))
            continue;
        size_t at = count < max ? count : max;
        while (
            at > 0 &&
            comes_before(r, &review->lessons[catalogue->lessons[out[at - 1].lesson].number], now)) {
            if (at < max)
                out[at] = out[at - 1];
            at--;
        }
        if (at == max)
            continue;
        out[at] = (struct review_item) { i, reason };
        count += count < max;
    }
    return count;
}
