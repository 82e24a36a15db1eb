/* The insides of time repair, shared by repair.c (passes) and repair_settle.c (between them).
 * Private to report. */
#ifndef REPORT_REPAIR_PARTS_H
#define REPORT_REPAIR_PARTS_H

#include "report/repair.h"

/* Beyond every time there is, and far from overflow. */
#define REPAIR_OPEN (INT64_MAX / 8)
/* Sums of absurd counters stop here, long before that. */
#define REPAIR_FAR (REPAIR_OPEN / 8)
#define REPAIR_NONE SIZE_MAX
/* A clock that is stepped more often than this within one boot is one wide guess. */
#define REPAIR_SEGMENTS_MAX 8u
/* Offsets so near each other are one setting of the clock: two clocks are never read at once, and
 * daemons step by less. */
#define REPAIR_SEGMENT_MS 2000
/* Boots that are asked memory for at once: a season of a kiosk that is switched on daily. */
#define REPAIR_BLOCK 64u
/* Histories that are followed at the same time; a ward has one, a restored image makes two. */
#define REPAIR_BRANCHES_MAX 64u

/* Sure moments of one setting of the clock; the offset is wall minus mono. */
struct repair_segment {
    int64_t min, max, latest; /* offsets */
    uint64_t count;
    uint64_t order;  /* of its latest moment: the highest is the boot's last word */
    bool taken_back; /* a clock.set came after it */
};

/* A boot as one history saw it. Times of the boot's start: add an event's mono. */
struct repair_node {
    size_t parent; /* what was before it in its history; REPAIR_NONE: not known */
    int64_t parent_mono;
    size_t branch;
    uint8_t key[8]; /* of its first event's hash, to find it again in the second pass */
    uint64_t first_seq;
    int64_t first_mono, last_mono;
    int64_t lo, hi;                  /* all that is known; ±REPAIR_OPEN: nothing */
    int64_t hi_ledger;               /* from above, without the hub's storing times */
    struct repair_segment *segments; /* room for 1, 2, 4 … of them: most boots have one */
    uint8_t segment_count;
    bool believed;              /* its sure moments count */
    int64_t sure_min, sure_max; /* their hull */
    int64_t best;               /* of the boot's start; -REPAIR_OPEN: the event's own word */
    int64_t told_min, told_max; /* offsets at which a sure event is right as it stands */
};

/* A place in a history. */
struct repair_place {
    bool any;
    size_t node;
    uint64_t boot;
    int64_t mono;
    int64_t best_ms; /* second pass */
};

struct repair_branch {
    uint64_t seq;
    uint8_t head[EVENT_HASH_BYTES], before_head[EVENT_HASH_BYTES];
    struct repair_place at, before;
    size_t number;
};

struct repair {
    arena *home;
    int64_t until_ms;            /* REPAIR_OPEN: not known */
    struct repair_node **blocks; /* of REPAIR_BLOCK nodes, which stay where they are */
    size_t count, block_cap;
    struct repair_branch branches[REPAIR_BRANCHES_MAX];
    size_t branch_count, branches_ever;
    bool settled;
    size_t cursor; /* second pass: the node that should come next */
};

static inline struct repair_node *repair_node_at(const struct repair *repair, size_t at)
{
    return &repair->blocks[at / REPAIR_BLOCK][at % REPAIR_BLOCK];
}

/* What a long boot's counter may have gone wrong by. */
static inline int64_t repair_drift(const struct repair_node *node)
{
    return (node->last_mono - node->first_mono) / REPAIR_DRIFT_PART;
}

#endif
