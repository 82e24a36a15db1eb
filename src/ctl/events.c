/* events: the ledger, one event a line. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <stdio.h>

#include "wire/row.h"

struct listing {
    arena scratch;
    bool text;
    bool broken; /* stdout is closed: `events | head` */
};

static bool print_event(void *self, const struct event *event)
{
    struct listing *listing = self;
    struct buf line = buf_in(&listing->scratch);
    if (listing->text)
        buf_printf(&line, "%8" PRIu64 "  %s%c %-20.*s %.*s\n", event->seq,
                   clock_rfc3339(&listing->scratch, event->wall_ms).ptr,
                   event->clock_sure ? ' ' : '?', STR_ARG(event->type_name), STR_ARG(event->body));
    else
        row_write(&line, event, ROW_READABLE);
    str text = buf_view(&line);
    listing->broken = fwrite(text.ptr, 1, text.len, stdout) != text.len;
    arena_reset(&listing->scratch);
    return !listing->broken;
}

enum ctl_exit ctl_events(struct ctl *ctl)
{
    uint64_t since = 0;
    if (ctl->since.len && !str_to_u64(ctl->since, &since))
        return ctl_misused("--since wants a number, not «%.*s»", STR_ARG(ctl->since));
    struct listing listing = { .text = str_eq(ctl->format, S("text")) };
    if (ctl->format.len && !listing.text && !str_eq(ctl->format, S("jsonl")))
        return ctl_misused("--format is jsonl or text, not «%.*s»", STR_ARG(ctl->format));
    struct ledger *ledger;
    if (ctl_open_ledger(ctl, true, &ledger) != FAIL_OK)
        return CTL_REFUSED;
    enum fail failed = ledger_read(ledger, since ? since : 1, 0, print_event, &listing);
    ledger_close(ledger);
    arena_finish(&listing.scratch);
    if (failed == FAIL_OK && (listing.broken || fflush(stdout) != 0))
        return ctl_refuse("the events could not all be printed");
    return failed == FAIL_OK ? CTL_DONE : CTL_REFUSED;
}
