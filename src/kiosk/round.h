/* What a round by stick or network works on: the kiosk's keys as the files have them now, and its
 * own connections to ledger and views, so that nothing a citizen does waits for it. All of it
 * belongs to the round's thread. */
#ifndef KIOSK_ROUND_H
#define KIOSK_ROUND_H

#include "store/identity.h"
#include "store/ledger.h"
#include "store/views.h"

struct round_options {
    str data, boot_id; /* boot_id empty: the machine's */
    str kiosk_id;      /* from kiosk.yaml; may be empty */
    str hub_code;      /* taken when the kiosk has no hub yet; may be empty */
};

struct kiosk_round {
    struct identity identity;
    struct ledger *ledger;
    struct views *views;
};

/* The keys alone, which tell whether there is anywhere to go to. Whatever it returns, round_close
 * ends it. The failures are those of identity_open; a code that cannot be taken is only logged. */
must_check enum fail round_open_keys(struct kiosk_round *round,
                                     const struct round_options *options);
/* The rest, after round_open_keys. The failures are those of ledger_open and views_open. */
must_check enum fail round_open(struct kiosk_round *round, arena *home,
                                const struct round_options *options);
/* Closes what is open and wipes the keys. */
void round_close(struct kiosk_round *round);

#endif
