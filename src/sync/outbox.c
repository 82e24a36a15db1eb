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

void outbox_cover_begin(struct outbox_cover *cover, const struct outbox_state *state)
{
    cover->count = 0;
    for (uint32_t i = 0; i < state->range_count; i++)
        outbox_cover_add(cover, state->ranges[i].first_seq, state->ranges[i].last_seq);
}

void outbox_cover_add(struct outbox_cover *cover, uint64_t first_seq, uint64_t last_seq)
{
    if (cover->count < OUTBOX_COVER_MAX)
        cover->ranges[cover->count++] = (struct seq_range) { first_seq, last_seq };
}

uint64_t outbox_next_hole(const struct outbox_cover *cover, uint64_t at, uint64_t end,
                          uint64_t *last_out)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t i = 0; i < cover->count; i++)
            if (at >= cover->ranges[i].first_seq && at <= cover->ranges[i].last_seq) {
                at = cover->ranges[i].last_seq + 1;
                moved = true;
            }
    }
    *last_out = end;
    for (uint32_t i = 0; i < cover->count; i++)
        if (cover->ranges[i].first_seq > at && cover->ranges[i].first_seq <= *last_out)
            *last_out = cover->ranges[i].first_seq - 1;
    return at <= end ? at : 0;
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
