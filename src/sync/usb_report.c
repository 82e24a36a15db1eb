/* The ward's workbooks on the stick: this month and the one before, aggregates only. */
#include "sync/usb_round.h"

#include <stdio.h>

#include "base/file.h"
#include "base/folder.h"
#include "core/period.h"
#include "report/count.h"
#include "wire/id.h"

#define REPORT_BYTES_MAX (4u * 1024u * 1024u)
/* How far back before a month its first event is looked for: a clock may have been wrong by days
 * when it was believed. */
#define EARLIER_MS (7ll * 24 * 3600 * 1000)
#define FIRST_STEP 1024u
#define LAST_STEP 64u

struct reading {
    struct round *round;
    uint64_t first_seq;
    count_visit *visit;
    void *visit_self;
};

static bool pass_on(void *self, const struct event *event)
{
    const struct reading *reading = self;
    struct count_event counted = { .kiosk = reading->round->kiosk, .event = event };
    return reading->visit(reading->visit_self, &counted);
}

static enum fail read_from(void *self, count_visit *visit, void *visit_self)
{
    struct reading *reading = self;
    reading->visit = visit;
    reading->visit_self = visit_self;
    return ledger_read(reading->round->sync->ledger, reading->first_seq, 0, pass_on, reading);
}

struct looking {
    bool sure;
    int64_t wall_ms;
};

static bool look(void *self, const struct event *event)
{
    *(struct looking *)self = (struct looking) { event->clock_sure, event->wall_ms };
    return false;
}

/* Whether the event is surely before a time. */
static enum fail is_earlier(struct round *round, uint64_t seq, int64_t wall_ms, bool *earlier_out)
{
    struct looking at = { false, 0 };
    enum fail failed = ledger_read(round->sync->ledger, seq, seq, look, &at);
    *earlier_out = at.sure && at.wall_ms < wall_ms;
    return failed;
}

/* Steps back from the end, twice as far each time, to an event that is surely earlier, and then
 * halves what was stepped over, so that a long ledger costs no more than its last weeks. */
static enum fail find_start(struct round *round, int64_t wall_ms, uint64_t end, uint64_t *seq_out)
{
    enum fail failed = FAIL_OK;
    uint64_t near = 0, far = FIRST_STEP;
    bool earlier = false;
    *seq_out = 1;
    while (failed == FAIL_OK && !earlier && far < end) {
        failed = is_earlier(round, end - far, wall_ms, &earlier);
        near = earlier ? near : far;
        far = earlier ? far : far * 2;
    }
    while (failed == FAIL_OK && earlier && far - near > LAST_STEP) {
        bool nearer;
        uint64_t middle = near + (far - near) / 2;
        failed = is_earlier(round, end - middle, wall_ms, &nearer);
        near = nearer ? near : middle;
        far = nearer ? middle : far;
    }
    if (earlier)
        *seq_out = end - far;
    return failed;
}

static enum fail count_month(struct round *round, struct period month, const struct ledger_end *end,
                             struct tally *tally)
{
    struct reading reading = { .round = round };
    struct count_source source = { read_from, &reading };
    enum fail failed = find_start(round, month.from_ms - EARLIER_MS, end->seq, &reading.first_seq);
    tally_init(tally, &round->scratch, month);
    tally_add_kiosk(tally, round->kiosk);
    if (failed == FAIL_OK)
        failed = count_all(&source, tally, 0); /* as `tramsoctl report` */
    /* How far the report reaches is said over everything, and a chain has no gaps. */
    if (failed == FAIL_OK && tally->kiosk_count == 1)
        tally->kiosks[0].events = end->seq;
    return failed == FAIL_OK ? FAIL_OK : round_ledger_failed(round, failed);
}

/* Without room for it the stick has done its duty all the same. */
static enum fail put_workbook(struct round *round, str folder, const struct tally *tally,
                              int64_t made_ms)
{
    struct report_about about = round->sync->about;
    struct civil month = clock_civil(tally->period.from_ms);
    str name = arena_printf(&round->scratch, "%04d-%02d" STICK_REPORT_END, month.year, month.month);
    str path = file_join(&round->scratch, folder, name), bytes, before;
    about.made_ms = made_ms;
    enum fail failed = report_xlsx(&round->scratch, tally, &about, &bytes);
    if (failed == FAIL_OK &&
        (file_read(&round->scratch, path, REPORT_BYTES_MAX, &before) != FAIL_OK ||
         !str_eq(before, bytes)))
        failed = stick_write(round, path, bytes);
    if (failed == FAIL_IO)
        return round_stick_failed(round, failed);
    if (failed != FAIL_OK)
        round_ignore(round, S("BAO-CAO"), name, "the report could not be written: no room");
    else
        round->report->report_written = true;
    return FAIL_OK;
}

static enum fail write_month(struct round *round, str folder, struct period month, bool if_any)
{
    struct ledger_end end;
    struct tally tally;
    enum fail failed = ledger_end(round->sync->ledger, &end);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    failed = count_month(round, month, &end, &tally);
    /* Stamped with the newest event, so that the same numbers are the same file. */
    if (failed == FAIL_OK && (!if_any || tally.sessions > 0))
        failed = put_workbook(round, folder, &tally, end.wall_ms);
    arena_reset(&round->scratch);
    return failed;
}

enum fail round_write_report(struct round *round)
{
    round_tell(round, USB_PHASE_REPORT, 0, 2);
    struct stamp stamp = round->sync->now(round->sync->self);
    /* Which month it is must be known; and a kiosk without a ward has nobody to report to. */
    if (!stamp.clock_sure || round->sync->about.ward_name.len == 0)
        return FAIL_OK;
    str folder;
    str below = arena_printf(&round->home, STICK_REPORTS "/%.*s", STR_ARG(round->kiosk));
    enum fail failed = folder_make_below(&round->home, round->sync->stick, below, &folder);
    if (failed == FAIL_OK)
        failed = stick_sweep(round, folder, (str) { 0 });
    if (failed == FAIL_FULL)
        return FAIL_OK;
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    struct period month = period_of(PERIOD_MONTH, stamp.now.wall_ms);
    failed = write_month(round, folder, period_of(PERIOD_MONTH, month.from_ms - 1), true);
    round_tell(round, USB_PHASE_REPORT, 1, 2);
    if (failed == FAIL_OK)
        failed = write_month(round, folder, month, false);
    round_tell(round, USB_PHASE_REPORT, 2, 2);
    return failed;
}
