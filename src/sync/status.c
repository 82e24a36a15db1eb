#include "sync/status.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void take_entries(struct sync_status *out, const struct net_state *state)
{
    for (uint32_t i = 0; i < state->quarantined_count; i++) {
        const struct net_quarantined *entry = &state->quarantined[i];
        if (strcmp(entry->hub, out->hub) == 0 && out->quarantined_count < NET_QUARANTINE_HUB_MAX &&
            !outbox_delivered(&out->outbox, entry->seq, entry->seq))
            out->quarantined[out->quarantined_count++] = *entry;
    }
}

enum fail sync_status_read(struct sync_status *out, struct ledger *ledger, struct views *views,
                           const struct identity *identity, str lrs)
{
    *out = (struct sync_status) { .foreign = !str_empty(lrs),
                                  .enrolled = identity->enrolled,
                                  .granted = identity->granted,
                                  .by_network = identity->hub.address[0] != 0 };
    arena home = { .block_bytes = 16384 };
    struct net_state *state = arena_new(&home, struct net_state, 1);
    str hub = str_empty(lrs) ? key_id_text(&home, identity->hub_sign_id) : lrs;
    snprintf(out->hub, sizeof out->hub, "%.*s", STR_ARG(hub));
    net_state_load(str_of(identity->folder), state);
    const struct net_target *last = net_state_find(state, hub);
    if (last)
        out->last = *last;
    enum fail failed = outbox_refresh(views, ledger, hub, &out->outbox);
    if (failed == FAIL_DENIED) /* open for reading: as far as they had come */
        failed = views_outbox(views, hub, &out->outbox);
    if (failed == FAIL_OK)
        take_entries(out, state);
    arena_finish(&home);
    return failed;
}

/* Nobody need reach a hub that holds everything. */
static bool holds_all(const struct sync_status *status)
{
    return status->outbox.waiting_learning == 0 && status->outbox.delivered_count > 0;
}

static enum http_trouble trouble_of(const struct sync_status *status)
{
    enum http_trouble last = status->last.trouble;
    if (last == HTTP_TROUBLE_OFFLINE && holds_all(status))
        last = HTTP_TROUBLE_NONE;
    if (status->foreign)
        return last;
    if (!status->enrolled)
        return HTTP_TROUBLE_NO_HUB;
    return status->by_network ? last : HTTP_TROUBLE_NO_ADDRESS;
}

str sync_status_vi(arena *home, const struct sync_status *status)
{
    enum http_trouble trouble = trouble_of(status);
    uint64_t waiting = status->outbox.waiting_learning;
    if (trouble != HTTP_TROUBLE_NONE)
        return http_trouble_vi(trouble);
    if (status->last.hub[0] == 0)
        return S("Chưa gửi qua mạng lần nào.");
    if (waiting == 0)
        return S("Máy chủ đã nhận đủ kết quả.");
    return arena_printf(home, "Còn %" PRIu64 " kết quả chờ gửi.", waiting);
}

str sync_status_en(arena *home, const struct sync_status *status)
{
    enum http_trouble trouble = trouble_of(status);
    uint64_t waiting = status->outbox.waiting_learning;
    if (trouble != HTTP_TROUBLE_NONE)
        return http_trouble_en(trouble);
    if (status->last.hub[0] == 0)
        return S("no round by network yet");
    if (waiting == 0)
        return S("the hub holds every result");
    return arena_printf(home, "%" PRIu64 " result(s) wait for the next round", waiting);
}
