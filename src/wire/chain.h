/* The hash chain of a ledger: each event's hash covers its own bytes and the hash before it.
 *
 * The bytes that are hashed (README.md, Chain) do not depend on JSON or on the database, so a
 * kiosk, a hub and any other program come to the same 32 bytes. Before the first event stand 32
 * zero bytes. */
#ifndef WIRE_CHAIN_H
#define WIRE_CHAIN_H

#include "base/must.h"
#include "core/event.h"
#include "wire/seal.h"

static_assert(EVENT_HASH_BYTES == SEAL_HASH_BYTES, "the chain hash is the seal's hash");

/* The hash of an event from all its members except hash itself (prev included). */
void chain_hash(const struct event *event, uint8_t out[EVENT_HASH_BYTES]);
/* Whether event->hash is what its members give. */
bool chain_holds(const struct event *event);

#endif
