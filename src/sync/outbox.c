#include "sync/outbox.h"

enum fail outbox_refresh(struct views *views, struct ledger *ledger, str hub,
                         struct outbox_state *state_out)
{
    enum fail failed = views_update(views, ledger, 0);
    return failed == FAIL_OK ? views_outbox(views, hub, state_out) : failed;
}

bool outbox_delivered(const struct outbox_state *state, uint64_t first_seq, uint64_t last_seq)
{
    for (uint32_t i = 0; i < state->range_count; i++)
        if (first_seq >= state->ranges[i].first_seq && last_seq <= state->ranges[i].last_seq)
            return true;
    return false;
}

struct worth {
    bool found;
    bool booted; /* the event before was device.booted */
};

static bool see_worth(void *self, const struct event *event)
{
    struct worth *worth = self;
    bool note = event->type == EVENT_BATCH_EXPORTED || event->type == EVENT_RECEIPT_ACCEPTED;
    bool boots = event->type == EVENT_DEVICE_BOOTED;
    /* A boot that only a sync's own note brought with it is part of the note. */
    worth->found = !note && (!boots || worth->booted);
    worth->booted = boots;
    return !worth->found;
}

enum fail outbox_worth_sending(struct ledger *ledger, uint64_t first_seq, uint64_t last_seq,
                               bool *worth_out)
{
    struct worth worth = { false, false };
    enum fail failed = ledger_read(ledger, first_seq, last_seq, see_worth, &worth);
    *worth_out = worth.found || worth.booted;
    return failed;
}
