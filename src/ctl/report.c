/* report: the measured numbers, by the same query layer as the hub's. */
#include "ctl/ctl.h"

#include <stdio.h>

#include "core/period.h"
#include "report/count.h"
#include "report/xlsx.h"

/* The kiosk's name without making it any keys. */
static enum fail find_name(struct ctl *ctl, str *name)
{
    struct identity identity;
    enum fail failed = ctl_open_identity(ctl, false, &identity);
    if (failed == FAIL_OK)
        *name = arena_str(ctl->home, str_of(identity.kiosk));
    else if (failed == FAIL_MISSING)
        *name = ctl->config.kiosk_id.len ? ctl->config.kiosk_id : S("(no key yet)");
    identity_close(&identity);
    return failed == FAIL_MISSING ? FAIL_OK : failed;
}

static enum ctl_exit give(struct ctl *ctl, const struct tally *tally)
{
    if (ctl->json)
        tally_print_json(tally, stdout);
    else if (ctl->out.len == 0)
        tally_print_text(tally, stdout);
    if (ctl->out.len == 0)
        return CTL_DONE;
    struct report_about about = { .unit_name = ctl->config.unit_name,
                                  .ward_name = ctl->config.ward_name,
                                  .area_word = ctl->config.area_word,
                                  .made_ms = ctl->now.wall_ms };
    enum fail failed = report_write(tally, &about, ctl->out);
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s» could not be written: %.*s", STR_ARG(ctl->out),
                          STR_ARG(fail_en(failed)));
    return CTL_DONE;
}

static enum ctl_exit read_period(struct ctl *ctl, struct period *out)
{
    enum period_kind kind = ctl->period.len ? period_kind_find(ctl->period) : PERIOD_ALL;
    if (kind == PERIOD_KIND_COUNT)
        return ctl_misused("--period is day, week, month, quarter, half, year or all");
    *out = period_of(kind, ctl->now.wall_ms);
    if (ctl->date.len && period_parse(kind, ctl->date, out) != FAIL_OK)
        return ctl_misused("--date for a %.*s looks like 2026-11-22, 2026-11, 2026-Q4, 2026-H2 or "
                           "2026, not «%.*s»",
                           STR_ARG(period_kind_name(kind)), STR_ARG(ctl->date));
    if (ctl->out.len && !str_ends(ctl->out, S(".xlsx")) && !str_ends(ctl->out, S(".csv")))
        return ctl_misused("--out ends in .xlsx or .csv, not «%.*s»", STR_ARG(ctl->out));
    return CTL_DONE;
}

enum ctl_exit ctl_report(struct ctl *ctl)
{
    struct period period;
    enum ctl_exit exit = read_period(ctl, &period);
    if (exit != CTL_DONE)
        return exit;
    str kiosk = { 0 };
    struct ledger *ledger = NULL;
    if (find_name(ctl, &kiosk) != FAIL_OK || ctl_open_ledger(ctl, true, &ledger) != FAIL_OK)
        return CTL_REFUSED;
    struct tally tally;
    tally_init(&tally, ctl->home, period);
    tally_add_kiosk(&tally, kiosk);
    enum fail failed = count_ledger(ledger, kiosk, 1, (struct tally *const[]) { &tally }, 1);
    ledger_close(ledger);
    return failed == FAIL_OK ? give(ctl, &tally) : CTL_REFUSED;
}
