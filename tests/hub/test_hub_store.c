/* Every operation of the hub's storage, over SQLite and PostgreSQL by the same lines:
 * `test_hub_store sqlite`, `postgres.sh test_hub_store postgres`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "hub/runs.h"
#include "hub_fixture.h"
#include "wire/chain.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

static struct hub_store store;
static arena home;

static int set_up(void **state)
{
    (void)state;
    fixture_wipe();
    store = fixture_open();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hub_store_close(&store);
    arena_reset(&home);
    return 0;
}

static void reopen(void)
{
    hub_store_close(&store);
    assert_int_equal(hub_store_open(&store, fixture_spec(), false), FAIL_OK);
}

#define ok(call) assert_int_equal((call), FAIL_OK)

/* ---- settings, tokens ---- */

static void test_settings(void **state)
{
    (void)state;
    str value;
    assert_int_equal(store.ops->setting_get(&store, S("ward"), &home, &value), FAIL_MISSING);
    ok(store.ops->begin(&store));
    ok(store.ops->setting_put(&store, S("ward"), S("Phường Mẫu")));
    ok(store.ops->setting_put(&store, S("ward"), S("Phường Thử «'\"»")));
    ok(store.ops->setting_put(&store, S("address"), S("")));
    ok(store.ops->commit(&store));
    reopen();
    ok(store.ops->setting_get(&store, S("ward"), &home, &value));
    assert_true(str_eq(value, S("Phường Thử «'\"»")));
    ok(store.ops->setting_get(&store, S("address"), &home, &value));
    assert_int_equal(value.len, 0);
}

static bool count_token(void *self, const struct hub_token *token)
{
    unsigned *mask = self;
    assert_int_equal(token->expires_ms - token->issued_ms, 15);
    *mask |= 1u << token->token[0];
    return true;
}

static void test_tokens(void **state)
{
    (void)state;
    unsigned mask = 0;
    ok(store.ops->begin(&store));
    for (uint8_t i = 1; i <= 3; i++) {
        struct hub_token token = { .token = { i, 0, 255 },
                                   .issued_ms = NOW_MS,
                                   .expires_ms = NOW_MS + 15 };
        ok(store.ops->token_add(&store, &token));
    }
    struct hub_token second = { .token = { 2, 0, 255 } };
    ok(store.ops->token_spend(&store, &second));
    assert_int_equal(store.ops->token_spend(&store, &second), FAIL_MISSING);
    ok(store.ops->commit(&store));
    ok(store.ops->tokens(&store, count_token, &mask));
    assert_int_equal(mask, 1u << 1 | 1u << 3);
}

/* ---- kiosks ---- */

struct kiosk_list {
    struct hub_kiosk items[8];
    size_t count;
};

static bool add_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    struct kiosk_list *list = self;
    assert_true(list->count < COUNT_OF(list->items));
    list->items[list->count++] = *kiosk;
    return true;
}

static struct kiosk_list list_kiosks(void)
{
    struct kiosk_list list = { .count = 0 };
    ok(store.ops->kiosks(&store, add_kiosk, &list));
    return list;
}

static void test_kiosks(void **state)
{
    (void)state;
    int64_t b = fixture_enrol(&store, "tram-b", 2);
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    int64_t again = fixture_enrol(&store, "tram-a", 3);
    struct kiosk_list list = list_kiosks();
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].installation, a);
    assert_int_equal(list.items[1].installation, again);
    assert_int_equal(list.items[2].installation, b);
    assert_string_equal(list.items[2].kiosk, "tram-b");
    assert_int_equal(list.items[2].key.bytes[31], 2);
    assert_int_equal(list.items[2].enrolled_ms, NOW_MS);
    assert_int_equal(list.items[2].last_ingest_ms, 0);
    assert_int_equal(list.items[2].revoked_ms, 0);
    assert_true(list.items[2].clock_error_ms == INT64_MIN);
    assert_int_equal(list.items[2].quarantined, 0);
    /* One key is one installation. */
    struct hub_kiosk taken = list.items[0];
    snprintf(taken.kiosk, sizeof taken.kiosk, "tram-c");
    ok(store.ops->begin(&store));
    assert_int_not_equal(store.ops->kiosk_add(&store, &taken), FAIL_OK);
    store.ops->rollback(&store);
    assert_int_equal(list_kiosks().count, 3);
}

static void test_seen_and_revoked(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1), b = fixture_enrol(&store, "tram-b", 2);
    ok(store.ops->begin(&store));
    ok(store.ops->kiosk_seen(&store, a, NOW_MS, -2500));
    ok(store.ops->kiosk_seen(&store, a, NOW_MS + 5, INT64_MIN));
    ok(store.ops->kiosk_seen(&store, a, NOW_MS + 1, 77)); /* older: its clock says nothing new */
    ok(store.ops->kiosk_revoke(&store, b, NOW_MS + 9));
    ok(store.ops->kiosk_revoke(&store, b, NOW_MS + 99));
    assert_int_equal(store.ops->kiosk_revoke(&store, b + 1000, NOW_MS), FAIL_MISSING);
    ok(store.ops->commit(&store));
    struct kiosk_list list = list_kiosks();
    assert_int_equal(list.items[0].last_ingest_ms, NOW_MS + 5);
    assert_int_equal(list.items[0].clock_error_ms, -2500);
    assert_int_equal(list.items[0].revoked_ms, 0);
    assert_int_equal(list.items[1].revoked_ms, NOW_MS + 9);
    assert_int_equal(list.items[1].last_ingest_ms, 0);
}

static void test_lock(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    ok(store.ops->begin(&store));
    ok(store.ops->lock(&store, a));
    assert_int_equal(store.ops->lock(&store, a + 1000), FAIL_MISSING);
    ok(store.ops->commit(&store));
}

/* ---- putting ---- */

static void put(int64_t installation, const struct event *events, size_t count, int64_t now_ms,
                enum hub_put *puts)
{
    ok(store.ops->begin(&store));
    ok(store.ops->lock(&store, installation));
    ok(store.ops->events_put(&store, installation, events, count, now_ms, puts));
    ok(store.ops->commit(&store));
}

static void expect_puts(const enum hub_put *puts, size_t count, enum hub_put wanted)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(puts[i], wanted);
}

static void test_put_again(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 300, NULL, 1 });
    enum hub_put puts[300];
    put(a, events, 200, NOW_MS, puts);
    expect_puts(puts, 200, HUB_PUT_NEW);
    struct fixture_census first = fixture_count(&store);
    put(a, events, 200, NOW_MS + 5, puts);
    expect_puts(puts, 200, HUB_PUT_HAVE);
    assert_true(fixture_count(&store).sum == first.sum);
    put(a, events + 150, 150, NOW_MS + 6, puts);
    expect_puts(puts, 50, HUB_PUT_HAVE);
    expect_puts(puts + 50, 100, HUB_PUT_NEW);
    reopen();
    struct fixture_census all = fixture_count(&store);
    assert_int_equal(all.count, 300);
    assert_int_equal(all.twice, 0);
    put(a, events, 0, NOW_MS, puts);
}

struct row {
    int64_t place, stored_ms, installation;
    char kiosk[40];
    struct event event;
};

struct rows {
    struct row items[400];
    size_t count, stop;
};

static bool add_row(void *self, const struct hub_event *row)
{
    struct rows *rows = self;
    assert_true(rows->count < COUNT_OF(rows->items));
    struct row *to = &rows->items[rows->count++];
    *to = (struct row) { row->place, row->stored_ms, row->installation, "", *row->event };
    snprintf(to->kiosk, sizeof to->kiosk, "%.*s", STR_ARG(row->kiosk));
    to->event.type_name = arena_str(&home, row->event->type_name);
    to->event.session = arena_str(&home, row->event->session);
    to->event.learner = arena_str(&home, row->event->learner);
    to->event.body = arena_str(&home, row->event->body);
    return rows->count != rows->stop;
}

static void test_clash(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1), b = fixture_enrol(&store, "tram-b", 2);
    struct event *events = fixture_history(&home, &(struct history) { 1, 5, NULL, 1 });
    struct event *others = fixture_history(&home, &(struct history) { 1, 5, NULL, 2 });
    enum hub_put puts[8];
    put(a, events, 3, NOW_MS, puts);
    /* The same id with other content. */
    memcpy(others[1].id, events[1].id, sizeof others[1].id);
    chain_hash(&others[1], others[1].hash);
    put(a, others, 3, NOW_MS, puts);
    assert_int_equal(puts[0], HUB_PUT_NEW);
    assert_int_equal(puts[1], HUB_PUT_OTHER);
    assert_int_equal(puts[2], HUB_PUT_NEW);
    /* The very same event from another installation. */
    put(b, events, 5, NOW_MS, puts);
    expect_puts(puts, 3, HUB_PUT_OTHER);
    expect_puts(puts + 3, 2, HUB_PUT_NEW);
    static struct rows rows;
    rows = (struct rows) { .stop = 0 };
    struct hub_query query = { .id = events[1].id };
    ok(store.ops->stored(&store, &query, add_row, &rows));
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.items[0].installation, a);
    assert_memory_equal(rows.items[0].event.hash, events[1].hash, EVENT_HASH_BYTES);
    assert_int_equal(fixture_count(&store).count, 7);
}

static void test_twins_in_one_batch(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 6, NULL, 1 });
    enum hub_put puts[6];
    events[3] = events[0];
    memcpy(events[5].id, events[2].id, sizeof events[5].id);
    put(a, events, 6, NOW_MS, puts);
    enum hub_put wanted[] = { HUB_PUT_NEW,  HUB_PUT_NEW, HUB_PUT_NEW,
                              HUB_PUT_HAVE, HUB_PUT_NEW, HUB_PUT_OTHER };
    assert_memory_equal(puts, wanted, sizeof wanted);
    assert_int_equal(fixture_count(&store).count, 4);
}

static void assert_same_event(const struct event *a, const struct event *b)
{
    assert_true(a->seq == b->seq && a->boot == b->boot);
    assert_true(a->mono_ms == b->mono_ms && a->wall_ms == b->wall_ms);
    assert_int_equal(a->clock_sure, b->clock_sure);
    assert_int_equal(a->type, b->type);
    assert_true(str_eq(a->type_name, b->type_name));
    assert_true(str_eq(a->session, b->session));
    assert_true(str_eq(a->learner, b->learner));
    assert_true(str_eq(a->body, b->body));
    assert_memory_equal(a->id, b->id, sizeof a->id);
    assert_memory_equal(a->prev, b->prev, sizeof a->prev);
    assert_memory_equal(a->hash, b->hash, sizeof a->hash);
}

static void test_every_column(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 4, NULL, 1 });
    events[1].body = S("{\"area\":\"Tổ 3 «Hoà Bình»\",\"answer\":\"'\\\"; DROP TABLE event; --\"}");
    events[1].wall_ms = -62135596800000; /* the year 1 */
    events[1].mono_ms = 315360000000000;
    events[2].seq = INT64_MAX;
    events[2].boot = INT64_MAX;
    events[2].type_name = S("weather.changed");
    events[2].type = EVENT_TYPE_COUNT;
    memset(events[2].hash, 0, sizeof events[2].hash);
    /* Another tool's statement. */
    events[3] = (struct event) { .type = EVENT_TYPE_COUNT,
                                 .type_name = S("statement"),
                                 .session = S("0189-reg"),
                                 .body = S("{\"verb\":{\"id\":\"http://example.org/đã\"}}") };
    memset(events[3].id, 0xee, sizeof events[3].id);
    memset(events[3].hash, 0x7f, sizeof events[3].hash);
    enum hub_put puts[4];
    put(a, events, 4, NOW_MS + 3, puts);
    expect_puts(puts, 4, HUB_PUT_NEW);
    static struct rows rows;
    rows = (struct rows) { .stop = 0 };
    ok(store.ops->stored(&store, &(struct hub_query) { 0 }, add_row, &rows));
    assert_int_equal(rows.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_same_event(&rows.items[i].event, &events[i]);
        assert_int_equal(rows.items[i].stored_ms, NOW_MS + 3);
        assert_int_equal(rows.items[i].installation, a);
        assert_string_equal(rows.items[i].kiosk, "tram-a");
        assert_true(i == 0 || rows.items[i].place > rows.items[i - 1].place);
    }
    rows.count = 0;
    ok(store.ops->events(&store, add_row, &rows));
    assert_int_equal(rows.count, 3); /* without the statement */
    assert_same_event(&rows.items[2].event, &events[2]);
}

/* ---- reading ---- */

static bool add_link(void *self, const struct hub_link *link)
{
    uint64_t *order = self;
    assert_true(link->seq >= order[0]);
    order[0] = link->seq;
    order[1]++;
    return true;
}

static void test_order_of_events_and_links(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1), b = fixture_enrol(&store, "tram-b", 2);
    struct event *of_a = fixture_history(&home, &(struct history) { 1, 150, NULL, 1 });
    struct event *of_b = fixture_history(&home, &(struct history) { 1, 100, NULL, 2 });
    struct event *fork = fixture_history(&home, &(struct history) { 91, 20, of_a[89].hash, 3 });
    enum hub_put puts[150];
    put(b, of_b, 100, NOW_MS, puts);
    put(a, of_a + 100, 50, NOW_MS, puts);
    put(a, fork, 20, NOW_MS, puts);
    put(a, of_a, 100, NOW_MS, puts);
    static struct rows rows;
    rows = (struct rows) { .stop = 0 };
    ok(store.ops->events(&store, add_row, &rows));
    assert_int_equal(rows.count, 270);
    for (size_t i = 1; i < rows.count; i++) {
        const struct row *x = &rows.items[i - 1], *y = &rows.items[i];
        assert_true(x->installation <= y->installation);
        if (x->installation == y->installation)
            assert_true(x->event.seq < y->event.seq ||
                        (x->event.seq == y->event.seq && x->place < y->place));
    }
    uint64_t links[2] = { 0 };
    ok(store.ops->links(&store, a, add_link, links));
    assert_int_equal(links[1], 170);
    rows = (struct rows) { .stop = 13 };
    ok(store.ops->events(&store, add_row, &rows));
    assert_int_equal(rows.count, 13);
}

/* Visitors may ask for other things. */
static bool ask_meanwhile(void *self, const struct hub_event *row)
{
    uint64_t *seen = self;
    uint64_t links[2] = { 0 };
    str value;
    if (seen[0]++ % 50 == 0) {
        ok(store.ops->links(&store, row->installation, add_link, links));
        assert_int_equal(links[1], 200);
        assert_int_equal(list_kiosks().count, 1);
        assert_int_equal(store.ops->setting_get(&store, S("x"), &home, &value), FAIL_MISSING);
    }
    seen[1] += row->event->seq;
    return true;
}

static void test_asking_while_reading(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 200, NULL, 1 });
    ok(fixture_take(&store, a, events, 200, NULL));
    uint64_t seen[2] = { 0 };
    ok(store.ops->events(&store, ask_meanwhile, seen));
    assert_int_equal(seen[0], 200);
    assert_int_equal(seen[1], 200 * 201 / 2);
    ok(store.ops->begin(&store)); /* and inside of a change */
    seen[0] = seen[1] = 0;
    ok(store.ops->stored(&store, &(struct hub_query) { 0 }, ask_meanwhile, seen));
    assert_int_equal(seen[0], 200);
    ok(store.ops->commit(&store));
}

static void test_consistent_and_clocks(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 5, NULL, 1 });
    enum hub_put puts[5];
    int64_t place = 1, stored_ms = 1, before;
    ok(store.ops->consistent(&store, &place, &stored_ms));
    assert_true(place == 0 && stored_ms == 0);
    put(a, events, 1, NOW_MS, puts);
    ok(store.ops->consistent(&store, &before, &stored_ms));
    assert_true(before > 0 && stored_ms == NOW_MS);
    /* Another hub's clock is a little behind, or in the same millisecond: after what is there. */
    put(a, events + 1, 1, NOW_MS - 2000, puts);
    ok(store.ops->consistent(&store, &place, &stored_ms));
    assert_true(place > before && stored_ms == NOW_MS + 1);
    put(a, events + 2, 1, NOW_MS + 1, puts);
    ok(store.ops->consistent(&store, &place, &stored_ms));
    assert_true(stored_ms == NOW_MS + 2);
    /* A clock that was hours ahead was put right. */
    put(a, events + 3, 1, NOW_MS + 36000000, puts);
    put(a, events + 4, 1, NOW_MS + 1000, puts);
    ok(store.ops->consistent(&store, &place, &stored_ms));
    assert_true(stored_ms == NOW_MS + 1000);
}

/* ---- runs ---- */

static void expect_runs(int64_t installation, const uint64_t (*wanted)[2], size_t count)
{
    struct receipt_range runs[8];
    size_t there;
    ok(store.ops->runs(&store, installation, runs, COUNT_OF(runs), &there));
    assert_int_equal(there, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(runs[i].first_seq, wanted[i][0]);
        assert_int_equal(runs[i].last_seq, wanted[i][1]);
    }
}

static void test_runs_out_of_order(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 90, NULL, 1 });
    ok(fixture_take(&store, a, events, 30, NULL));
    ok(fixture_take(&store, a, events + 60, 30, NULL));
    expect_runs(a, (const uint64_t[][2]) { { 1, 30 }, { 61, 90 } }, 2);
    ok(fixture_take(&store, a, events + 20, 45, NULL));
    expect_runs(a, (const uint64_t[][2]) { { 1, 90 } }, 1);
    struct receipt_range run;
    size_t count;
    ok(store.ops->runs(&store, a, &run, 1, &count));
    assert_memory_equal(run.first_hash, events[0].hash, EVENT_HASH_BYTES);
    assert_memory_equal(run.last_hash, events[89].hash, EVENT_HASH_BYTES);
    struct event *fork = fixture_history(&home, &(struct history) { 41, 10, events[39].hash, 9 });
    ok(fixture_take(&store, a, fork, 10, NULL));
    struct receipt_range runs[4];
    ok(store.ops->runs(&store, a, runs, 4, &count));
    assert_int_equal(count, 2);
    assert_true(runs_forked(runs, count));
    assert_int_equal(store.ops->runs(&store, a, runs, 1, &count), FAIL_LIMIT);
}

/* ---- quarantine ---- */

struct entries {
    unsigned count;
    char text[256];
};

static bool add_entry(void *self, const struct hub_quarantine *entry)
{
    struct entries *entries = self;
    entries->count++;
    snprintf(entries->text, sizeof entries->text, "%.*s|%.*s|%.*s|%lld", STR_ARG(entry->kiosk),
             STR_ARG(entry->source), STR_ARG(entry->reason), (long long)entry->seen_ms);
    return true;
}

static void test_quarantine(void **state)
{
    (void)state;
    fixture_enrol(&store, "tram-a", 1);
    struct hub_quarantine entry = { .kiosk = S("tram-a"),
                                    .source = S("outbox/tram-a/1.tsb"),
                                    .reason = S("it was cut"),
                                    .hash = { 1, 2, 3 },
                                    .seen_ms = 5 };
    ok(store.ops->begin(&store));
    ok(store.ops->quarantine_put(&store, &entry));
    entry.reason = S("it was changed");
    entry.seen_ms = 9;
    ok(store.ops->quarantine_put(&store, &entry));
    entry.kiosk = S("");
    entry.hash[0] = 9;
    ok(store.ops->quarantine_put(&store, &entry));
    ok(store.ops->commit(&store));
    assert_int_equal(list_kiosks().items[0].quarantined, 1);
    ok(store.ops->begin(&store));
    ok(store.ops->quarantine_drop(&store, entry.hash));
    ok(store.ops->commit(&store));
    struct entries entries = { 0 };
    ok(store.ops->quarantined(&store, add_entry, &entries));
    assert_int_equal(entries.count, 1);
    assert_string_equal(entries.text, "tram-a|outbox/tram-a/1.tsb|it was changed|5");
}

/* ---- all or nothing ---- */

static void test_rollback(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 100, NULL, 1 });
    enum hub_put puts[100];
    struct receipt_range run = { .first_seq = 1, .last_seq = 100 };
    for (unsigned way = 0; way < 2; way++) {
        ok(store.ops->begin(&store));
        ok(store.ops->lock(&store, a));
        ok(store.ops->events_put(&store, a, events, 100, NOW_MS, puts));
        ok(store.ops->runs_put(&store, a, &run, 1));
        ok(store.ops->kiosk_seen(&store, a, NOW_MS, 1));
        ok(store.ops->setting_put(&store, S("x"), S("y")));
        if (way == 0)
            store.ops->rollback(&store);
        else
            reopen(); /* closed in the middle */
        str value;
        assert_int_equal(fixture_count(&store).count, 0);
        expect_runs(a, NULL, 0);
        assert_int_equal(list_kiosks().items[0].last_ingest_ms, 0);
        assert_int_equal(store.ops->setting_get(&store, S("x"), &home, &value), FAIL_MISSING);
    }
    store.ops->rollback(&store); /* without a change: nothing */
    ok(fixture_take(&store, a, events, 100, NULL));
    /* A batch with a clash leaves nothing behind. */
    struct event *next = fixture_history(&home, &(struct history) { 101, 50, events[99].hash, 1 });
    memcpy(next[49].id, events[0].id, sizeof next[49].id);
    assert_int_equal(fixture_take(&store, a, next, 50, NULL), FAIL_FORMAT);
    assert_int_equal(fixture_count(&store).count, 100);
    expect_runs(a, (const uint64_t[][2]) { { 1, 100 } }, 1);
}

static void test_large_batch(void **state)
{
    (void)state;
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 5000, NULL, 1 });
    uint32_t fresh;
    ok(fixture_take(&store, a, events, 5000, &fresh));
    assert_int_equal(fresh, 5000);
    ok(fixture_take(&store, a, events, 5000, &fresh));
    assert_int_equal(fresh, 0);
    struct fixture_census census = fixture_count(&store);
    assert_int_equal(census.count, 5000);
    assert_int_equal(census.twice, 0);
}

#define each(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(int argc, char **argv)
{
    must(argc == 2);
    fixture_choose(argv[1]);
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        each(test_settings),
        each(test_tokens),
        each(test_kiosks),
        each(test_seen_and_revoked),
        each(test_lock),
        each(test_put_again),
        each(test_clash),
        each(test_twins_in_one_batch),
        each(test_every_column),
        each(test_order_of_events_and_links),
        each(test_asking_while_reading),
        each(test_consistent_and_clocks),
        each(test_runs_out_of_order),
        each(test_quarantine),
        each(test_rollback),
        each(test_large_batch),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    fixture_end();
    return failed;
}
