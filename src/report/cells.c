#include "report/cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"
#include "report/figures.h"
#include "wire/row.h"

#define BUCKETS (TALLY_SESSIONS_MAX * 2)
#define NOT_THERE UINT32_MAX

/* One session that may still learn its group. */
struct waiting {
    char session[ROW_SESSION_BYTES_MAX];
    uint8_t session_len;
    size_t kiosk;
    uint32_t bucket, next; /* chain within the bucket */
    str group, area;       /* kept by texts */
    struct tally_cell sum;
    uint32_t *learners;
    size_t learner_count, learner_cap;
};

struct tally_sessions {
    uint32_t buckets[BUCKETS];
    struct waiting rows[TALLY_SESSIONS_MAX];
    uint32_t count, oldest;
    struct names texts;  /* groups and areas */
    struct names cells;  /* «group\x1farea», numbered as tally->cells */
    struct names people; /* a cell's and a learner's number */
};

void cells_init(struct tally *tally)
{
    tally->waiting = arena_new(tally->home, struct tally_sessions, 1);
    memset(tally->waiting->buckets, 0xff, sizeof tally->waiting->buckets);
}

/* ---- cells ---- */

static str keep(struct tally *tally, str text)
{
    struct names *texts = &tally->waiting->texts;
    /* More texts than there may be cells cannot all be groups and areas. */
    if (text.len == 0 || texts->count > 2 * TALLY_CELLS_MAX)
        return (str) { 0 };
    size_t at = names_add(texts, tally->home, text);
    return texts->items[at];
}

static size_t cell_of(struct tally *tally, str group, str area)
{
    arena scratch = { .block_bytes = 512 };
    str key = arena_printf(&scratch, "%.*s\x1f%.*s", STR_ARG(group), STR_ARG(area));
    struct names *cells = &tally->waiting->cells;
    size_t before = cells->count;
    size_t at = names_add(cells, tally->home, before < TALLY_CELLS_MAX ? key : S("\x1f"));
    arena_finish(&scratch);
    if (at < before)
        return at;
    if (tally->cell_count == tally->cell_cap) {
        size_t cap = tally->cell_cap ? tally->cell_cap * 2 : 32;
        struct tally_cell *bigger = arena_new(tally->home, struct tally_cell, cap);
        if (tally->cell_count)
            memcpy(bigger, tally->cells, tally->cell_count * sizeof *bigger);
        tally->cells = bigger;
        tally->cell_cap = cap;
    }
    bool known = before < TALLY_CELLS_MAX;
    tally->cells[tally->cell_count++] = (struct tally_cell) { .group = known ? group : (str) { 0 },
                                                              .area = known ? area : (str) { 0 } };
    return at;
}

static void add_up(struct tally_cell *cell, const struct tally_cell *more)
{
    cell->sessions += more->sessions;
    cell->completions += more->completions;
    cell->unaided += more->unaided;
    cell->passes += more->passes;
    cell->lesson_ms += more->lesson_ms;
}

/* A learner in a session's list, once more with this bit when an assessment was passed. */
#define PASSED 0x80000000u

static void meet(struct tally *tally, size_t cell, uint32_t learner)
{
    uint32_t pair[2] = { (uint32_t)cell, learner };
    struct names *people = &tally->waiting->people;
    size_t before = people->count;
    str key = { (const char *)pair, sizeof pair };
    if (names_add(people, tally->home, key) == before)
        *(learner & PASSED ? &tally->cells[cell].passed : &tally->cells[cell].people) += 1;
}

static bool is_nothing(const struct tally_cell *sum)
{
    return !sum->sessions && !sum->completions && !sum->passes && !sum->lesson_ms;
}

static void put_away(struct tally *tally, const struct waiting *row)
{
    if (is_nothing(&row->sum) && row->learner_count == 0)
        return; /* nothing of it is in the period */
    size_t cell = cell_of(tally, row->group, row->area);
    add_up(&tally->cells[cell], &row->sum);
    for (size_t i = 0; i < row->learner_count; i++)
        meet(tally, cell, row->learners[i]);
}

/* ---- sessions that wait ---- */

static void unlink_row(struct tally_sessions *w, uint32_t at)
{
    uint32_t *link = &w->buckets[w->rows[at].bucket];
    while (*link != at)
        link = &w->rows[*link].next;
    *link = w->rows[at].next;
}

static struct waiting *begin(struct tally *tally, const struct cells_entry *entry, uint32_t bucket)
{
    struct tally_sessions *w = tally->waiting;
    uint32_t at = w->count;
    if (w->count < TALLY_SESSIONS_MAX) {
        w->count++;
    } else {
        at = w->oldest;
        w->oldest = (w->oldest + 1) % TALLY_SESSIONS_MAX;
        put_away(tally, &w->rows[at]);
        unlink_row(w, at);
    }
    struct waiting *row = &w->rows[at];
    uint32_t *learners = row->learners;
    size_t learner_cap = row->learner_cap;
    *row = (struct waiting) { .session_len = (uint8_t)entry->session.len,
                              .kiosk = entry->kiosk,
                              .bucket = bucket,
                              .next = w->buckets[bucket],
                              .learners = learners,
                              .learner_cap = learner_cap };
    memcpy(row->session, entry->session.ptr, entry->session.len);
    w->buckets[bucket] = at;
    return row;
}

static struct waiting *row_of(struct tally *tally, const struct cells_entry *entry)
{
    struct tally_sessions *w = tally->waiting;
    uint64_t hash = hash_u64(hash_str(HASH_SEED, entry->session), entry->kiosk);
    uint32_t bucket = (uint32_t)(hash % BUCKETS);
    for (uint32_t at = w->buckets[bucket]; at != NOT_THERE; at = w->rows[at].next) {
        str session = { w->rows[at].session, w->rows[at].session_len };
        if (w->rows[at].kiosk == entry->kiosk && str_eq(session, entry->session))
            return &w->rows[at];
    }
    return begin(tally, entry, bucket);
}

static void remember(struct tally *tally, struct waiting *row, uint32_t learner)
{
    for (size_t i = row->learner_count; i-- > 0;)
        if (row->learners[i] == learner)
            return;
    if (row->learner_count == row->learner_cap) {
        size_t cap = row->learner_cap ? row->learner_cap * 2 : 2;
        uint32_t *bigger = arena_new(tally->home, uint32_t, cap);
        if (row->learner_count)
            memcpy(bigger, row->learners, row->learner_count * sizeof *bigger);
        row->learners = bigger;
        row->learner_cap = cap;
    }
    row->learners[row->learner_count++] = learner;
}

void cells_add(struct tally *tally, const struct cells_entry *entry)
{
    bool counts = !is_nothing(&entry->add) || entry->learner != CELLS_NOBODY;
    bool tells = entry->group.len || entry->area.len;
    if (!counts && !tells)
        return;
    str group = keep(tally, entry->group), area = keep(tally, entry->area);
    if (entry->session.len == 0 || entry->session.len > ROW_SESSION_BYTES_MAX) {
        struct waiting alone = { .group = group, .area = area, .sum = entry->add };
        uint32_t learner = (uint32_t)entry->learner, both[] = { learner, learner | PASSED };
        alone.learners = both;
        alone.learner_count = entry->learner == CELLS_NOBODY ? 0 : 1 + (entry->add.passes > 0);
        put_away(tally, &alone);
        return;
    }
    struct waiting *row = row_of(tally, entry);
    row->group = group.len ? group : row->group;
    row->area = area.len ? area : row->area;
    add_up(&row->sum, &entry->add);
    if (entry->learner == CELLS_NOBODY)
        return;
    remember(tally, row, (uint32_t)entry->learner);
    if (entry->add.passes)
        remember(tally, row, (uint32_t)entry->learner | PASSED);
}

/* ---- the end ---- */

/* «Tổ 2» before «Tổ 10»: runs of digits by their value. */
static int natural(str a, str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        size_t from_a = i, from_b = j;
        while (i < a.len && a.ptr[i] >= '0' && a.ptr[i] <= '9')
            i++;
        while (j < b.len && b.ptr[j] >= '0' && b.ptr[j] <= '9')
            j++;
        size_t digits_a = i - from_a, digits_b = j - from_b;
        if (digits_a && digits_b && digits_a != digits_b)
            return digits_a < digits_b ? -1 : 1;
        if (digits_a && digits_b) {
            int order = memcmp(a.ptr + from_a, b.ptr + from_b, digits_a);
            if (order)
                return order;
            continue;
        }
        i = from_a;
        j = from_b;
        if (a.ptr[i] != b.ptr[j])
            return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[j] ? -1 : 1;
        i++;
        j++;
    }
    return str_cmp(a, b);
}

/* What is not known comes last. */
static int by_cell(const void *left, const void *right)
{
    const struct tally_cell *a = left, *b = right;
    unsigned group_a = figures_group_place(a->group), group_b = figures_group_place(b->group);
    if (group_a != group_b)
        return group_a < group_b ? -1 : 1;
    int order = str_cmp(a->group, b->group);
    if (order == 0 && (a->area.len == 0) != (b->area.len == 0))
        return a->area.len ? -1 : 1;
    return order ? order : natural(a->area, b->area);
}

void cells_finish(struct tally *tally)
{
    struct tally_sessions *w = tally->waiting;
    for (uint32_t i = 0; i < w->count; i++)
        put_away(tally, &w->rows[(w->oldest + i) % TALLY_SESSIONS_MAX]);
    w->count = 0;
    if (tally->cell_count)
        qsort(tally->cells, tally->cell_count, sizeof *tally->cells, by_cell);
    int64_t sum_ms = 0;
    uint64_t told = 0;
    for (size_t i = 0; i < tally->cell_count; i++) {
        sum_ms += tally->cells[i].lesson_ms;
        tally->cells[i].minutes = figures_minutes(sum_ms) - told;
        told = figures_minutes(sum_ms);
    }
}
