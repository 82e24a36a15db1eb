/* The ward's workbooks on the stick: this month and the one before, aggregates only. */
#include "sync/usb_round.h"

#include <stdio.h>

#include "base/file.h"
#include "base/folder.h"
#include "core/period.h"
#include "report/count.h"
#include "report/repair.h"

#define REPORT_BYTES_MAX (4u * 1024u * 1024u)
#define MONTHS 2u /* the one before, then this one */

/* What the hub had signed for before the months began needs no counting, so that a long ledger
 * costs no more than its last months. The kiosk's own clock has no say in it, for it may have been
 * wrong at any time, and a session that reaches into the months is read from its beginning. */
static enum fail find_start(struct round *round, int64_t from_ms, uint64_t *seq_out)
{
    int64_t surely_ms = from_ms - REPAIR_SURE_ERROR_MS - TALLY_DURATION_MAX_MS;
    enum fail failed = views_delivered_before(round->sync->views, round->hub, surely_ms, seq_out);
    ++*seq_out;
    return failed;
}

/* Both months in one counting, as `tramsoctl report` counts one. */
static enum fail count_months(struct round *round, const struct period months[MONTHS],
                              struct tally tallies[MONTHS], const struct ledger_end *end)
{
    struct tally *all[MONTHS];
    uint64_t first_seq;
    for (size_t i = 0; i < MONTHS; i++) {
        all[i] = &tallies[i];
        tally_init(all[i], &round->scratch, months[i]);
        tally_add_kiosk(all[i], round->kiosk);
    }
    enum fail failed = find_start(round, months[0].from_ms, &first_seq);
    if (failed == FAIL_OK)
        failed = count_ledger(round->sync->ledger, round->kiosk, first_seq, all, MONTHS);
    /* How far the report reaches is said over everything, and a chain has no gaps. */
    for (size_t i = 0; failed == FAIL_OK && i < MONTHS; i++)
        if (all[i]->kiosk_count == 1)
            all[i]->kiosks[0].events = end->seq;
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

static enum fail write_months(struct round *round, str folder, const struct period months[MONTHS])
{
    struct ledger_end end;
    struct tally tallies[MONTHS];
    enum fail failed = ledger_end(round->sync->ledger, &end);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    failed = count_months(round, months, tallies, &end);
    for (size_t i = 0; failed == FAIL_OK && i < MONTHS; i++) {
        /* Stamped with the newest event, so that the same numbers are the same file. */
        if (i + 1 == MONTHS || tallies[i].sessions > 0)
            failed = put_workbook(round, folder, &tallies[i], end.wall_ms);
        round_tell(round, USB_PHASE_REPORT, i + 1, MONTHS);
    }
    arena_reset(&round->scratch);
    return failed;
}

/* Which month it is must be known: a clock that is behind what the hub has said already is wrong,
 * however sure it seems. */
static bool month_is_known(struct round *round, const struct stamp *stamp)
{
    int64_t hub_ms = round->state.hub_wall_ms;
    bool behind = hub_ms != EVENT_INT_ABSENT && hub_ms > stamp->now.wall_ms + REPAIR_SURE_ERROR_MS;
    if (stamp->clock_sure && behind)
        round_ignore(round, S("BAO-CAO"), S("*.xlsx"),
                     "the kiosk's clock is behind the hub's: no report is written under a wrong "
                     "month; set the clock");
    return stamp->clock_sure && !behind;
}

enum fail round_write_report(struct round *round)
{
    round_tell(round, USB_PHASE_REPORT, 0, MONTHS);
    struct stamp stamp = round->sync->now(round->sync->self);
    /* A kiosk without a ward has nobody to report to. */
    if (round->sync->about.ward_name.len == 0 || !month_is_known(round, &stamp))
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
    struct period months[MONTHS];
    months[1] = period_of(PERIOD_MONTH, stamp.now.wall_ms);
    months[0] = period_of(PERIOD_MONTH, months[1].from_ms - 1);
    return write_months(round, folder, months);
}
