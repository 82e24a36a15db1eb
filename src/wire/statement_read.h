/* Statements that come in: xAPI 1.0.3 (Part Two, Statements), checked to the letter, and the
 * ledger's rows that some of them carry.
 *
 * All or nothing: one bad statement refuses the whole body, with one sentence that names the path
 * of the member at fault. Attachments are not taken. A statement of a kiosk of ours
 * (statement_write_row) carries its ledger's row: the row is put together again and its hash
 * checked, so that the hub stores the very event. */
#ifndef WIRE_STATEMENT_READ_H
#define WIRE_STATEMENT_READ_H

#include "wire/chain.h"
#include "wire/id.h"

#define STATEMENT_WHY_BYTES 240u
#define STATEMENT_VERB_VOIDED "http://adlnet.gov/expapi/verbs/voided"

struct statement {
    uint8_t id[EVENT_ID_BYTES];
    bool has_id; /* else the reader may give it one */
    /* The statement as it came, on one line, without «stored» and «authority», which are the
     * hub's to say. Empty with is_row, and so is same: the row says all. */
    str json;
    /* Hash of what makes two statements the same (Part Two, 2.3.2, Statement Immutability): what a
     * Learning Record Store may add or change does not count, nor do verb names, activity
     * definitions, the order of members, the case of UUIDs and the spelling of a time. */
    uint8_t same[SEAL_HASH_BYTES];
    str registration; /* in small letters, or empty */
    bool voids;
    uint8_t voided[EVENT_ID_BYTES]; /* when it voids */
    bool is_row;                    /* event is the ledger's row, its hash holds */
    str kiosk;                      /* with is_row: context.platform */
    struct event event;
};

struct statement_list {
    struct statement *items;
    size_t count;
    bool single; /* the body was one statement, not a list */
};

struct statement_refusal {
    ptrdiff_t index;               /* in the list; -1: the body as a whole */
    char id[ID_TEXT_LEN + 1];      /* of the statement; empty when it names none */
    char why[STATEMENT_WHY_BYTES]; /* «statements[3].actor.mbox must …» */
};

/* body: one statement or a list of at most max. Texts live in home. FAIL_FORMAT, FAIL_LIMIT (more
 * than max), FAIL_VERSION (a version that is not 1.0.x), FAIL_CORRUPT (a row whose hash does not
 * hold), FAIL_FOREIGN (two statements of one list with one id); refused is filled then. Nothing is
 * logged: the sentence is the answer. */
must_check enum fail statement_read_all(arena *home, str body, size_t max,
                                        struct statement_list *out,
                                        struct statement_refusal *refused);

/* An Agent or identified Group as JSON, as queries name one; why (STATEMENT_WHY_BYTES) says what is
 * wrong. */
bool statement_agent_valid(str json, char *why);
/* ISO 8601 as xAPI asks: a date, a time and a zone («Z», «+07», «+0700», «+07:00», never -00:00);
 * milliseconds since 1970 UTC. */
bool statement_time_read(str text, int64_t *wall_ms_out);
/* ISO 8601 duration, by form only. */
bool statement_duration_valid(str text);
/* An absolute IRI, by form only: a scheme, then letters an IRI may have. */
bool statement_iri_valid(str text);

#endif
