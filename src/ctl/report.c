/* report: the measured numbers, by the same query layer as the hub's. */
#include "ctl/ctl.h"

#include <stdio.h>

#include "core/period.h"
#include "report/tally.h"
#include "wire/body.h"

struct counting {
    struct tally tally;
    arena scratch;
    str kiosk;
};

static bool count_event(void *self, const struct event *event)
{
    struct counting *counting = self;
    struct event_body body;
    if (body_read(&counting->scratch, event->body, &body) != FAIL_OK)
        body = event_body_none();
    tally_add(&counting->tally, counting->kiosk, event, &body);
    arena_reset(&counting->scratch);
    return true;
}

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

enum ctl_exit ctl_report(struct ctl *ctl)
{
    enum period_kind kind = ctl->period.len ? period_kind_find(ctl->period) : PERIOD_ALL;
    if (kind == PERIOD_KIND_COUNT)
        return ctl_misused("--period is day, week, month, quarter, half, year or all");
    struct period period = period_of(kind, ctl->now.wall_ms);
    if (ctl->date.len && period_parse(kind, ctl->date, &period) != FAIL_OK)
        return ctl_misused("--date for a %.*s looks like 2026-11-22, 2026-11, 2026-Q4, 2026-H2 or "
                           "2026, not «%.*s»",
                           STR_ARG(period_kind_name(kind)), STR_ARG(ctl->date));
    struct ledger *ledger;
    struct counting counting = { 0 };
    if (find_name(ctl, &counting.kiosk) != FAIL_OK ||
        ctl_open_ledger(ctl, true, &ledger) != FAIL_OK)
        return CTL_REFUSED;
    tally_init(&counting.tally, ctl->home, period);
    tally_add_kiosk(&counting.tally, counting.kiosk);
    enum fail failed = ledger_read(ledger, 1, 0, count_event, &counting);
    ledger_close(ledger);
    arena_finish(&counting.scratch);
    if (failed != FAIL_OK)
        return CTL_REFUSED;
    tally_finish(&counting.tally);
    if (ctl->json)
        tally_print_json(&counting.tally, stdout);
    else
        tally_print_text(&counting.tally, stdout);
    return CTL_DONE;
}
