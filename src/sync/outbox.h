/* What is still to be brought to one hub, by stick or network: the questions both ways ask. */
#ifndef SYNC_OUTBOX_H
#define SYNC_OUTBOX_H

#include "store/ledger.h"
#include "store/views.h"

/* Follows the ledger and reads the hub's outbox anew. hub: as events name it. */
must_check enum fail outbox_refresh(struct views *views, struct ledger *ledger, str hub,
                                    struct outbox_state *state_out);
/* Whether accepted receipts cover first_seq … last_seq whole. */
bool outbox_delivered(const struct outbox_state *state, uint64_t first_seq, uint64_t last_seq);
/* A hole of nothing but sync's own notes (batch.exported, receipt.accepted, and a boot that only
 * they brought with them) waits for company: otherwise each round would find the notes of the last
 * one to carry, for ever. */
must_check enum fail outbox_worth_sending(struct ledger *ledger, uint64_t first_seq,
                                          uint64_t last_seq, bool *worth_out);

#endif
