/* Views: what follows from the ledger, kept ready for screens and the outbox.
 *
 * A second SQLite file beside the ledger, so that an append never waits for it and damage to it
 * costs nothing: it can be thrown away and made again from the events at any time (views_rebuild),
 * and both ways give the same rows. A high-water mark says up to which event it goes and what the
 * chain's hash was there; when the ledger disagrees (a restored disk image), the views are made
 * anew by themselves. Reports are not made from views but counted from events (report/tally.h). */
#ifndef STORE_VIEWS_H
#define STORE_VIEWS_H

#include "core/progress.h"
#include "store/ledger.h"

#define VIEWS_FILE_NAME "views.db"

struct views;

struct views_options {
    str path;        /* «DATA/views.db» */
    bool read_only;  /* no update, no rebuild */
    const char *vfs; /* for tests */
};

/* Opens or creates; a damaged or older file is thrown away and made again empty. FAIL_DENIED,
 * FAIL_BUSY, FAIL_FULL, FAIL_IO, FAIL_MISSING (read_only and not there). */
must_check enum fail views_open(struct views **out, const struct views_options *options);
void views_close(struct views *views);

/* Follows the ledger from the mark to its end, at most max_events (0: all). Costs by what is new.
 */
must_check enum fail views_update(struct views *views, struct ledger *ledger, uint64_t max_events);
/* Forgets everything and follows the whole ledger. */
must_check enum fail views_rebuild(struct views *views, struct ledger *ledger);

struct views_mark {
    uint64_t seq;
    uint8_t hash[EVENT_HASH_BYTES];
};
must_check enum fail views_mark(struct views *views, struct views_mark *out);
/* A hash over all rows in order: equal for equal views, however they were made. */
must_check enum fail views_digest(struct views *views, uint8_t out[SEAL_HASH_BYTES]);

/* ---- progress ---- */

/* The number of a lesson on the learner card (core/lesson.h, lesson_head.number): L01→1 … L47→47,
 * M01→64 … M31→94; 0 for other codes, which a card cannot carry. */
uint16_t views_lesson_number(str code);

/* What a learner key has completed; empty progress for an unknown one. */
must_check enum fail views_learner_progress(struct views *views, str learner, struct progress *out);
/* The same for one session, for a learner who takes a card at its end. */
must_check enum fail views_session_progress(struct views *views, str session, struct progress *out);

/* ---- sessions and completions ---- */

struct session_row {
    str session;
    str learner;
    str mode, group, tags, area, trust, lang;
    enum tri assisted;
    str reason; /* empty while it is going on, or when the power went */
    uint64_t first_seq;
    uint64_t last_seq;   /* the newest event of the session seen so far */
    int64_t started_ms;  /* wall */
    int64_t duration_ms; /* session.ended's, else EVENT_INT_ABSENT */
    uint64_t completions;
};
/* One session, texts in home. FAIL_MISSING when the ledger never heard of it. */
must_check enum fail views_session(struct views *views, arena *home, str session,
                                   struct session_row *out);

struct completion_row {
    uint64_t seq;
    int64_t wall_ms;
    bool clock_sure;
    str session, learner, lesson;
    bool unaided;
};
typedef bool views_visit_completion(void *self, const struct completion_row *row);
/* Completions after seq, rising; texts live until visit returns. */
must_check enum fail views_completions(struct views *views, uint64_t after_seq,
                                       views_visit_completion *visit, void *self);

/* ---- outbox ---- */

#define VIEWS_RANGES_MAX 64u

struct seq_range {
    uint64_t first_seq;
    uint64_t last_seq;
};

/* What one hub holds, by its accepted receipts, and what waits. */
struct outbox_state {
    uint64_t ledger_seq;       /* the mark */
    uint64_t delivered_to;     /* 1 … this are delivered without a gap; 0 none */
    uint64_t delivered_count;  /* all ranges together */
    uint64_t waiting_count;    /* ledger_seq - delivered_count */
    uint64_t waiting_learning; /* of them learning events: what a person would count */
    uint64_t exported_to;      /* highest seq ever put into a batch for it */
    int64_t last_export_ms;    /* wall; EVENT_INT_ABSENT never */
    int64_t last_receipt_ms;   /* wall of the kiosk; EVENT_INT_ABSENT never */
    int64_t hub_wall_ms;       /* the hub's clock in that receipt; EVENT_INT_ABSENT never */
    uint32_t range_count;
    struct seq_range ranges[VIEWS_RANGES_MAX]; /* rising, not touching */
};
/* hub: its key id as text, as it stands in batch.exported and receipt.accepted. These events carry
 *   batch.exported    batch, hub, first_seq, last_seq, count, via
 *   receipt.accepted  hub, first_seq, last_seq, hash (chain hash of last_seq), hub_wall_ms, via
 * one receipt.accepted for each range that the kiosk's own chain agrees with and that is news. */
must_check enum fail views_outbox(struct views *views, str hub, struct outbox_state *out);
/* Up to which event everything surely happened before a moment of the hub's clock, whatever the
 * kiosk's own clock said: by then the hub had signed for all of it without a gap. 0: nothing is
 * known. */
must_check enum fail views_delivered_before(struct views *views, str hub, int64_t hub_wall_ms,
                                            uint64_t *seq_out);

#endif
