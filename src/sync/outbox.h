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
/* What of the ledger need not be brought: delivered, set aside, whole on the stick. In any order,
 * overlapping as it likes. More than this comes only of a stick that was tampered with; what finds
 * no room is brought again. */
#define OUTBOX_COVER_MAX 512u
struct outbox_cover {
    struct seq_range ranges[OUTBOX_COVER_MAX];
    uint32_t count;
};
/* What accepted receipts cover. */
void outbox_cover_begin(struct outbox_cover *cover, const struct outbox_state *state);
void outbox_cover_add(struct outbox_cover *cover, uint64_t first_seq, uint64_t last_seq);
/* The first seq from at to end that nothing covers; *last_out is where that hole ends. 0: none. */
uint64_t outbox_next_hole(const struct outbox_cover *cover, uint64_t at, uint64_t end,
                          uint64_t *last_out);

/* A hole of nothing but sync's own notes (batch.exported, receipt.accepted, and a boot that only
 * they brought with them) waits for company: otherwise each round would find the notes of the last
 * one to carry, for ever. */
must_check enum fail outbox_worth_sending(struct ledger *ledger, uint64_t first_seq,
                                          uint64_t last_seq, bool *worth_out);

#endif
