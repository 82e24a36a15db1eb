/* The statements of one request, made from the ledger. */
#include <string.h>

#include "base/buf.h"
#include "base/must.h"
#include "sync/http_round.h"
#include "wire/body.h"

struct packing {
    struct http_round *round;
    struct parcel *parcel;
    size_t most;
    struct buf body;
    enum fail failed;
};

/* ---- the session's words ---- */

static void hear(struct session_words *words, const struct event *event)
{
    struct event_body body;
    if (str_eq(event->session, str_of(words->session)) &&
        body_read(&words->home, event->body, &body) == FAIL_OK)
        statement_context_take(&words->context, &body);
    words->seq = event->seq;
}

static bool hear_earlier(void *self, const struct event *event)
{
    hear(self, event);
    return true;
}

/* Begins anew with another session, or when an event is to be told again. */
static enum fail begin_session(struct http_round *round, const struct event *event)
{
    struct session_words *words = &round->words;
    struct session_row row;
    arena_reset(&words->home);
    words->context = statement_context_of(round->base, str_of(round->sync->identity->kiosk));
    words->seq = event->seq - 1;
    memcpy(words->session, event->session.ptr, event->session.len);
    words->session[event->session.len] = 0;
    enum fail failed = views_session(round->sync->views, &words->home, event->session, &row);
    if (failed == FAIL_OK && row.first_seq < event->seq)
        words->seq = row.first_seq - 1;
    return failed == FAIL_MISSING ? FAIL_OK : failed;
}

static enum fail hear_session(struct http_round *round, const struct event *event)
{
    struct session_words *words = &round->words;
    enum fail failed = FAIL_OK;
    bool fits = event->session.len > 0 && event->session.len < sizeof words->session;
    if (!fits) {
        words->context = statement_context_of(round->base, str_of(round->sync->identity->kiosk));
        words->session[0] = 0;
        return FAIL_OK;
    }
    if (!str_eq(event->session, str_of(words->session)) || event->seq <= words->seq)
        failed = begin_session(round, event);
    if (failed == FAIL_OK && words->seq + 1 < event->seq)
        failed =
            ledger_read(round->sync->ledger, words->seq + 1, event->seq - 1, hear_earlier, words);
    hear(words, event);
    return failed;
}

/* ---- packing ---- */

static bool add_text(struct packing *p, const struct event *event, str text)
{
    struct parcel *parcel = p->parcel;
    if (p->body.len + text.len + 2 > EXCHANGE_BODY_BYTES_MAX && parcel->count > 0)
        return false;
    buf_char(&p->body, parcel->count ? ',' : '[');
    buf_str(&p->body, text);
    memcpy(parcel->ids[parcel->count++], event->id, EVENT_ID_BYTES);
    if (parcel->first_seq == 0)
        parcel->first_seq = event->seq;
    parcel->last_seq = event->seq;
    parcel->next_seq = event->seq + 1;
    return parcel->count < p->most;
}

static bool add_event(void *self, const struct event *event)
{
    struct packing *p = self;
    struct http_round *round = p->round;
    bool foreign = round->sync->lrs != NULL;
    if (foreign && !event_type_is_learning(event->type))
        return true;
    p->failed = hear_session(round, event);
    if (p->failed != FAIL_OK)
        return false;
    arena_reset(&round->line);
    str text;
    if (!foreign) {
        text = statement_write_row(&round->line, event, &round->words.context);
    } else if (statement_write(&round->line, event, &round->words.context, &text) != FAIL_OK) {
        /* Alone: what came before it is sent first. */
        p->parcel->unwritable = p->parcel->count == 0;
        if (p->parcel->unwritable)
            p->parcel->next_seq = event->seq + 1;
        return false;
    }
    return add_text(p, event, text);
}

enum fail parcel_pack(struct http_round *round, uint64_t first_seq, uint64_t last_seq, size_t most,
                      struct parcel *out)
{
    must(most > 0 && most <= EXCHANGE_STATEMENTS_MAX);
    *out = (struct parcel) { .from_seq = first_seq, .next_seq = first_seq };
    out->ids = arena_alloc_array(&round->scratch, sizeof *out->ids, EXCHANGE_STATEMENTS_MAX);
    struct packing packing = { round, out, most, buf_in(&round->scratch), FAIL_OK };
    enum fail failed = ledger_read(round->sync->ledger, first_seq, last_seq, add_event, &packing);
    if (failed == FAIL_OK)
        failed = packing.failed;
    if (out->count)
        buf_char(&packing.body, ']');
    out->body = buf_view(&packing.body);
    return failed;
}
