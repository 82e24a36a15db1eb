#define LOG_MODULE "hub"
#include "hub/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "hub/hub.h"

struct runs {
    struct receipt_range items[HUB_RUNS_MAX];
    size_t count;
};

/* Finding runs again walks the links by seq: open runs are those that reach the seq before. */
struct walk {
    struct runs done;   /* runs that nothing continued */
    struct runs before; /* ends at seq - 1 */
    struct runs now;    /* ends at seq */
    bool continued[HUB_RUNS_MAX];
    uint64_t seq;
    bool full;
};

static void runs_add(struct walk *walk, struct runs *runs, const struct receipt_range *range)
{
    if (runs->count == HUB_RUNS_MAX)
        walk->full = true;
    else
        runs->items[runs->count++] = *range;
}

/* The seq goes up: what was not continued is done, what ends at the old seq may be continued. */
static void walk_step(struct walk *walk, uint64_t seq)
{
    for (size_t i = 0; i < walk->before.count; i++)
        if (!walk->continued[i])
            runs_add(walk, &walk->done, &walk->before.items[i]);
    walk->before = walk->now;
    walk->now.count = 0;
    memset(walk->continued, 0, sizeof walk->continued);
    if (seq != walk->seq + 1) {
        for (size_t i = 0; i < walk->before.count; i++)
            runs_add(walk, &walk->done, &walk->before.items[i]);
        walk->before.count = 0;
    }
    walk->seq = seq;
}

static bool take_link(void *self, const struct hub_link *link)
{
    struct walk *walk = self;
    if (link->seq != walk->seq)
        walk_step(walk, link->seq);
    struct receipt_range range = { .first_seq = link->seq };
    memcpy(range.first_hash, link->hash, sizeof range.first_hash);
    for (size_t i = 0; i < walk->before.count; i++)
        if (memcmp(walk->before.items[i].last_hash, link->prev, EVENT_HASH_BYTES) == 0) {
            range = walk->before.items[i];
            walk->continued[i] = true;
            break;
        }
    range.last_seq = link->seq;
    memcpy(range.last_hash, link->hash, sizeof range.last_hash);
    runs_add(walk, &walk->now, &range);
    return !walk->full;
}

static int by_seq(const void *a, const void *b)
{
    const struct receipt_range *x = a, *y = b;
    if (x->first_seq != y->first_seq)
        return x->first_seq < y->first_seq ? -1 : 1;
    if (x->last_seq != y->last_seq)
        return x->last_seq < y->last_seq ? -1 : 1;
    return memcmp(x->last_hash, y->last_hash, EVENT_HASH_BYTES);
}

static enum fail find_again(struct hub_store *store, int64_t installation, struct runs *out)
{
    struct walk *walk = calloc(1, sizeof *walk);
    if (!walk)
        return FAIL_IO;
    enum fail failed = store->ops->links(store, installation, take_link, walk);
    if (failed == FAIL_OK) {
        walk_step(walk, walk->seq + 2); /* closes what is open */
        failed = walk->full ? FAIL_LIMIT : FAIL_OK;
    }
    if (failed == FAIL_LIMIT)
        log_error("a kiosk has more than %u histories or gaps", HUB_RUNS_MAX);
    *out = walk->done;
    free(walk);
    return failed;
}

bool runs_forked(const struct receipt_range *runs, size_t count)
{
    uint64_t reached = 0;
    for (size_t i = 0; i < count; i++) {
        if (runs[i].first_seq <= reached)
            return true;
        reached = runs[i].last_seq;
    }
    return false;
}

/* The ordinary cases: the batch touches no run, or exactly goes on with the only one it touches. */
static bool extend(struct runs *runs, const struct batch *batch)
{
    const struct batch_header *header = &batch->header;
    struct receipt_range *touched = NULL;
    for (size_t i = 0; i < runs->count; i++) {
        struct receipt_range *run = &runs->items[i];
        if (run->first_seq > header->last_seq + 1 || run->last_seq + 1 < header->first_seq)
            continue;
        if (touched)
            return false;
        touched = run;
    }
    if (touched && (touched->last_seq + 1 != header->first_seq ||
                    memcmp(touched->last_hash, header->before, EVENT_HASH_BYTES) != 0))
        return false;
    if (!touched) {
        if (runs->count == HUB_RUNS_MAX)
            return false;
        touched = &runs->items[runs->count++];
        touched->first_seq = header->first_seq;
        memcpy(touched->first_hash, batch->events[0].hash, EVENT_HASH_BYTES);
    }
    touched->last_seq = header->last_seq;
    memcpy(touched->last_hash, header->last, EVENT_HASH_BYTES);
    return true;
}

enum fail runs_take(struct hub_store *store, int64_t installation, const struct batch *batch,
                    uint32_t new_events, bool *forked_out)
{
    struct runs runs;
    *forked_out = false;
    enum fail failed = store->ops->runs(store, installation, runs.items, HUB_RUNS_MAX, &runs.count);
    if (failed != FAIL_OK)
        return failed;
    if (new_events == 0) {
        *forked_out = runs_forked(runs.items, runs.count);
        return FAIL_OK;
    }
    if (!extend(&runs, batch))
        failed = find_again(store, installation, &runs);
    if (failed != FAIL_OK)
        return failed;
    qsort(runs.items, runs.count, sizeof runs.items[0], by_seq);
    *forked_out = runs_forked(runs.items, runs.count);
    return store->ops->runs_put(store, installation, runs.items, runs.count);
}
