/* What waits, request by request; a statement that cannot be taken is found by halving. */
#define LOG_MODULE "net"
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "sync/http_round.h"
#include "sync/outbox.h"
#include "wire/codec.h"
#include "wire/id.h"

/* A hub that refuses more statements one by one in one round has another trouble than they. */
#define ASIDE_A_ROUND_MAX 16u

/* How far one hole has come. Counts are statements. */
struct hole {
    uint64_t at, last_seq;
    size_t window;         /* the next request holds at most so many */
    size_t suspects;       /* among so many of the next ones is one that was refused */
    uint64_t suspects_end; /* its last seq; 0: nothing is suspected */
};

/* ---- what waits ---- */

static_assert(VIEWS_RANGES_MAX + NET_QUARANTINE_MAX <= OUTBOX_COVER_MAX, "all that is aside fits");

/* The first seq from at on that is neither delivered nor set aside; 0: none. */
static uint64_t next_waiting(const struct http_round *round, uint64_t at, uint64_t *last_out)
{
    struct outbox_cover cover;
    const struct net_state *state = round->state;
    outbox_cover_begin(&cover, &round->outbox);
    for (uint32_t i = 0; i < state->quarantined_count; i++)
        if (str_eq(str_of(state->quarantined[i].hub), round->hub))
            outbox_cover_add(&cover, state->quarantined[i].seq, state->quarantined[i].seq);
    return outbox_next_hole(&cover, at, round->end, last_out);
}

/* ---- setting aside ---- */

static enum fail set_aside(struct http_round *round, uint64_t seq, int status, str why)
{
    struct net_quarantined entry = { .seq = seq, .status = status };
    enum fail failed = ledger_hash_at(round->sync->ledger, seq, entry.hash);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    entry.since_ms = round->sync->now(round->sync->self).now.wall_ms;
    snprintf(entry.hub, sizeof entry.hub, "%.*s", STR_ARG(round->hub));
    snprintf(entry.why, sizeof entry.why, "%.*s", STR_ARG(why));
    if (round->report->quarantined == ASIDE_A_ROUND_MAX ||
        net_state_count(round->state, round->hub) >= NET_QUARANTINE_HUB_MAX ||
        !net_state_add(round->state, &entry))
        return round_trouble(round, HTTP_TROUBLE_HUB_FAILED);
    round->report->quarantined++;
    log_warn("event %llu is set aside: status %d", (unsigned long long)seq, status);
    failed = net_state_save(round->data, round->state);
    return failed == FAIL_OK ? FAIL_OK : round_disk(round, failed);
}

static enum fail set_aside_answered(struct http_round *round, const struct parcel *parcel,
                                    const struct exchange_answer *answer)
{
    str why = answer_sentence(&round->scratch, answer);
    if (str_empty(why))
        why = answer->status == 409 ? S("another statement has this id there")
                                    : S("refused without a sentence");
    return set_aside(round, parcel->last_seq, answer->status, why);
}

/* ---- what was taken ---- */

/* A foreign store signs nothing: its list of ids is all there is to write down. */
static enum fail note_foreign(struct http_round *round, const struct parcel *parcel)
{
    const struct http_sync *sync = round->sync;
    uint8_t hash[EVENT_HASH_BYTES];
    enum fail failed = ledger_hash_at(sync->ledger, parcel->last_seq, hash);
    struct event_draft draft = { .type = EVENT_RECEIPT_ACCEPTED, .body = event_body_none() };
    draft.body.hub = round->hub;
    draft.body.first_seq = (int64_t)parcel->from_seq;
    draft.body.last_seq = (int64_t)parcel->last_seq;
    draft.body.hash = codec_hex(&round->scratch, hash, sizeof hash);
    draft.body.via = S("http");
    struct stamp stamp = sync->now(sync->self);
    uint64_t before = round->outbox.delivered_count;
    if (failed == FAIL_OK)
        failed = ledger_append(sync->ledger, &round->scratch, &draft, &stamp, NULL);
    if (failed == FAIL_OK)
        failed = outbox_refresh(sync->views, sync->ledger, round->hub, &round->outbox);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    round->report->receipts_taken++;
    round->report->events_delivered += round->outbox.delivered_count - before;
    return FAIL_OK;
}

static bool proven(const struct http_round *round, const struct parcel *parcel)
{
    return !round->sync->lrs &&
           outbox_delivered(&round->outbox, parcel->first_seq, parcel->last_seq);
}

/* The answer says that all was taken: is it so? */
static enum fail believe(struct http_round *round, const struct parcel *parcel,
                         const struct exchange_answer *answer)
{
    bool listed =
        answer->status == 200 &&
        answer_lists(answer->body, (const uint8_t(*)[EVENT_ID_BYTES])parcel->ids, parcel->count);
    if (!listed)
        return round_trouble(round, HTTP_TROUBLE_PORTAL);
    if (round->sync->lrs)
        return note_foreign(round, parcel);
    /* The receipt that came with it was lost or told of another history of this kiosk. */
    enum fail failed = round_ask_receipt(round);
    if (failed == FAIL_OK && !proven(round, parcel))
        failed = round_trouble(round, HTTP_TROUBLE_NO_PROOF);
    return failed;
}

/* 409 of one statement at a foreign store: with our id there, it is there. */
static enum fail ask_foreign(struct http_round *round, const struct parcel *parcel, bool *has_out)
{
    char id[ID_TEXT_LEN + 1];
    id_to_text(parcel->ids[0], id);
    struct exchange_request request = { .method = EXCHANGE_GET,
                                        .path = S("/statements"),
                                        .query =
                                            arena_printf(&round->scratch, "statementId=%s", id),
                                        .authorization = round->authorization };
    struct exchange_answer answer;
    struct answer_verdict verdict;
    enum fail failed = round_send(round, &request, false, &answer, &verdict);
    *has_out = false;
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    if (verdict.kind == ANSWER_STOP && answer.status != 404)
        return round_trouble(round, verdict.trouble);
    *has_out = verdict.kind == ANSWER_TAKEN && answer_has_id(answer.body, parcel->ids[0]);
    return FAIL_OK;
}

/* ---- one request ---- */

static void go_on(const struct http_round *round, struct hole *hole, const struct parcel *parcel)
{
    hole->at = parcel->next_seq;
    hole->suspects = hole->suspects > parcel->count ? hole->suspects - parcel->count : 0;
    if (hole->suspects == 0 || hole->at > hole->suspects_end) {
        hole->suspects = 0;
        hole->suspects_end = 0;
        hole->window = round->limit;
    } else {
        hole->window = hole->suspects == 1 ? 1 : hole->suspects / 2;
    }
}

static enum fail halve(struct http_round *round, struct hole *hole, const struct parcel *parcel,
                       const struct exchange_answer *answer)
{
    if (parcel->count > 1) {
        hole->suspects = parcel->count;
        hole->suspects_end = parcel->last_seq;
        hole->window = parcel->count / 2;
        return FAIL_OK;
    }
    bool has = false;
    enum fail failed = FAIL_OK;
    if (answer->status == 409 && round->sync->lrs)
        failed = ask_foreign(round, parcel, &has);
    else if (answer->status == 409)
        failed = round_ask_receipt(round);
    if (failed == FAIL_OK && has)
        failed = note_foreign(round, parcel);
    else if (failed == FAIL_OK && !proven(round, parcel))
        failed = set_aside_answered(round, parcel, answer);
    go_on(round, hole, parcel);
    return failed;
}

static enum fail make_smaller(struct http_round *round, struct hole *hole,
                              const struct parcel *parcel, const struct exchange_answer *answer)
{
    /* A proxy with a small limit is no reason to give up a statement: only the store says so. */
    if (parcel->count == 1)
        return str_starts(answer->xapi_version, S("1.0"))
                   ? halve(round, hole, parcel, answer)
                   : round_trouble(round, HTTP_TROUBLE_HUB_FAILED);
    round->limit = parcel->count / 2;
    if (hole->window > round->limit)
        hole->window = round->limit;
    return FAIL_OK;
}

static enum fail deliver(struct http_round *round, struct hole *hole, const struct parcel *parcel)
{
    struct exchange_request request = { .method = EXCHANGE_POST,
                                        .path = round->sync->lrs ? S("/statements")
                                                                 : S("/xapi/statements"),
                                        .authorization = round->authorization,
                                        .content_type = S("application/json"),
                                        .body = parcel->body };
    struct exchange_answer answer;
    struct answer_verdict verdict;
    enum fail failed = round_send(round, &request, true, &answer, &verdict);
    round->report->statements += parcel->count;
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    if (verdict.kind == ANSWER_TAKEN && !proven(round, parcel))
        failed = believe(round, parcel, &answer);
    else if (verdict.kind == ANSWER_STOP)
        failed = round_trouble(round, verdict.trouble);
    else if (verdict.kind == ANSWER_BAD && !proven(round, parcel))
        return halve(round, hole, parcel, &answer);
    else if (verdict.kind == ANSWER_LARGE && !proven(round, parcel))
        return make_smaller(round, hole, parcel, &answer);
    go_on(round, hole, parcel);
    return failed;
}

static enum fail send_next(struct http_round *round, struct hole *hole)
{
    struct parcel parcel;
    uint64_t end = hole->suspects_end ? hole->suspects_end : hole->last_seq;
    enum fail failed = parcel_pack(round, hole->at, end, hole->window, &parcel);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    if (parcel.unwritable) {
        hole->at = parcel.next_seq;
        return set_aside(round, parcel.next_seq - 1, 0, S("its body makes no statement"));
    }
    if (parcel.count == 0) {
        hole->at = end + 1;
        return FAIL_OK;
    }
    return deliver(round, hole, &parcel);
}

/* For a foreign store a hole without a learning event makes no request anyway. */
static enum fail fill_hole(struct http_round *round, uint64_t first_seq, uint64_t last_seq)
{
    bool worth = true;
    struct hole hole = { .at = first_seq, .last_seq = last_seq, .window = round->limit };
    enum fail failed = FAIL_OK;
    if (!round->sync->lrs)
        failed = outbox_worth_sending(round->sync->ledger, first_seq, last_seq, &worth);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    while (worth && failed == FAIL_OK && hole.at <= last_seq) {
        http_tell(round, HTTP_PHASE_SEND, hole.at - 1, round->end);
        failed = send_next(round, &hole);
        arena_reset(&round->scratch);
    }
    return failed;
}

enum fail round_send_waiting(struct http_round *round)
{
    enum fail failed = FAIL_OK;
    uint64_t last_seq = 0, at = 1;
    while (failed == FAIL_OK && (at = next_waiting(round, at, &last_seq)) != 0) {
        failed = fill_hole(round, at, last_seq);
        at = last_seq + 1;
    }
    return failed;
}
