/* `db check`: whether everything that was ever written down is still there and still true.
 *
 * After kill -9 or a power cut this is the proof that nothing was lost: the chain's hash covers
 * every event, numbers have no gap, times do not run backwards inside a boot, and the views are
 * exactly what the events give. It reads only; it repairs nothing. */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "store/views.h"

/* More than that say no more; the count goes on. */
#define CHECK_PROBLEMS_MAX 20u
#define CHECK_SENTENCE_BYTES 200u

enum check_kind {
    CHECK_DATABASE, /* SQLite's own integrity_check */
    CHECK_GAP,      /* a number is missing */
    CHECK_CHAIN,    /* an event is not what was hashed */
    CHECK_ORDER,    /* boot numbers or monotonic times run backwards */
    CHECK_FORM,     /* an event that cannot be one: id, type, body */
    CHECK_VIEWS,    /* views are not what the events give: `db rebuild` helps */
    CHECK_KIND_COUNT
};

struct check_problem {
    enum check_kind kind;
    uint64_t seq;                        /* 0: no one event */
    char sentence[CHECK_SENTENCE_BYTES]; /* English */
};

struct check_result {
    uint64_t events;
    uint64_t last_seq;
    uint64_t boots;
    uint64_t completions;
    uint64_t views_seq; /* how far the views had come; behind the ledger is no problem */
    uint8_t last_hash[EVENT_HASH_BYTES];
    uint32_t problem_count; /* all of them; the first CHECK_PROBLEMS_MAX are kept */
    struct check_problem problems[CHECK_PROBLEMS_MAX];
};

/* «cơ sở dữ liệu», «chuỗi băm» …: for people; and the English word. */
str check_kind_vi(enum check_kind kind);
str check_kind_en(enum check_kind kind);

/* Checks the ledger and, unless NULL, the views. FAIL_OK also when problems were found: see
 * problem_count; another failure when it could not look at everything. */
must_check enum fail check_run(struct ledger *ledger, struct views *views,
                               struct check_result *out);

#endif
