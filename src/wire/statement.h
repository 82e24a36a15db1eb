/* Learning events as xAPI 1.0.3 statements (formats.md, What travels), so that any Learning Record
 * Store can take them. The statement is derived: the event stays the truth.
 *
 * The statement's id is the event's id. Nothing in it names a person: the actor is an account of
 * the ward's id base whose name is the learner's pseudonym or the session. */
#ifndef WIRE_STATEMENT_H
#define WIRE_STATEMENT_H

#include "base/arena.h"
#include "base/fail.h"
#include "core/event.h"

/* What the event itself does not say: whose kiosk, and what its session was. Borrowed texts. */
struct statement_context {
    str base;          /* the ward's id base, an IRI without a slash at the end */
    str kiosk;         /* kiosk id */
    str group;         /* ND HS CB DN */
    str tags;          /* comma-separated */
    str area;          /* tổ dân phố / thôn */
    str mode;          /* self, guided, class */
    str trust;         /* L0 … L3 */
    str lang;          /* vi, en */
    enum tri assisted; /* the whole session was helped; TRI_UNSET when not known */
};

/* A context of a kiosk before its session is known. */
struct statement_context statement_context_of(str base, str kiosk);
/* Takes over what a session.started (or later) body says of the session; empty members change
 * nothing. The texts must outlive the context. */
void statement_context_take(struct statement_context *context, const struct event_body *body);
/* The id base of a ward that has not set one: «https://tramso.invalid/<ward>». */
str statement_base(arena *home, str ward);

/* FAIL_MISSING when the event's type never becomes a statement (event_type_is_learning),
 * FAIL_FORMAT when its body cannot be read. The text is one JSON object without line feeds. */
must_check enum fail statement_write(arena *home, const struct event *event,
                                     const struct statement_context *context, str *json_out);

/* Any event as a statement, for a hub of ours (by network it gets what a stick would
 * carry): learning events as statement_write, everything else (the ledger's bookkeeping, types and
 * bodies this program cannot read) as «logged» by the kiosk. Always succeeds. */
str statement_write_row(arena *home, const struct event *event,
                        const struct statement_context *context);

/* Whether the statement of an event of this type can have the verb (an IRI); false only when it
 * surely has another. */
bool statement_may_say(enum event_type type, str verb);

/* «PT3M25.5S» (ISO 8601); below zero counts as zero. */
str statement_duration(arena *home, int64_t duration_ms);

#endif
