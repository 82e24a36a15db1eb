/* Time repair against made-up lives whose true times are known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/must.h"
#include "report/repair.h"

#define EVENTS_MAX 4000
#define MINUTE 60000ll
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define START_MS 1790000000000ll /* 2026-09-21 */

struct row {
    struct event event;
    int64_t true_ms, stored_ms, hub_wall_ms;
};

static struct row rows[EVENTS_MAX];
static struct repaired times[EVENTS_MAX];
static size_t count;

/* ---- a made-up kiosk ---- */

struct kiosk {
    uint64_t random;
    int64_t true_ms, boot_ms, wrong_by_ms;
    bool sure;
    uint64_t boot, seq;
    uint8_t head[EVENT_HASH_BYTES];
};

static int64_t between(struct kiosk *k, int64_t least, int64_t most)
{
    return least + (int64_t)(random_next(&k->random) % (uint64_t)(most - least + 1));
}

static bool one_in(struct kiosk *k, int64_t parts)
{
    return between(k, 1, parts) == 1;
}

static struct row *write_event(struct kiosk *k, enum event_type type)
{
    must(count < EVENTS_MAX);
    struct row *row = &rows[count++];
    *row = (struct row) { .true_ms = k->true_ms };
    struct event *e = &row->event;
    e->seq = ++k->seq;
    e->boot = k->boot;
    e->type = type;
    e->mono_ms = k->true_ms - k->boot_ms;
    e->wall_ms = k->true_ms + k->wrong_by_ms;
    e->clock_sure = k->sure;
    memcpy(e->prev, k->head, sizeof k->head);
    for (size_t i = 0; i < sizeof k->head; i++)
        k->head[i] = (uint8_t)random_next(&k->random);
    memcpy(e->hash, k->head, sizeof k->head);
    return row;
}

static void boot(struct kiosk *k, bool sure, int64_t wrong_by_ms)
{
    k->boot++;
    k->boot_ms = k->true_ms;
    k->true_ms += between(k, 1000, 60000);
    k->sure = sure;
    k->wrong_by_ms = wrong_by_ms;
    write_event(k, EVENT_DEVICE_BOOTED);
}

static struct kiosk new_kiosk(uint64_t seed)
{
    count = 0;
    return (struct kiosk) { .random = seed * 77 + 5, .true_ms = START_MS };
}

static void use(struct kiosk *k, int events)
{
    for (int i = 0; i < events; i++) {
        k->true_ms += between(k, 500, 20 * MINUTE);
        write_event(k, EVENT_STEP_ANSWERED);
    }
}

/* Rows in the hub's order: by seq, then as they came. */
static int by_seq(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->event.seq != y->event.seq)
        return x->event.seq < y->event.seq ? -1 : 1;
    return (x->stored_ms > y->stored_ms) - (x->stored_ms < y->stored_ms);
}

static void repair_all(int64_t until_ms)
{
    arena home = { 0 };
    struct repair *repair = repair_new(&home, until_ms);
    for (size_t i = 0; i < count; i++) {
        struct repair_input input = { &rows[i].event, rows[i].stored_ms, rows[i].hub_wall_ms };
        repair_learn(repair, &input);
    }
    repair_settle(repair);
    for (size_t i = 0; i < count; i++) {
        struct repair_input input = { &rows[i].event, rows[i].stored_ms, rows[i].hub_wall_ms };
        times[i] = repair_time(repair, &input);
    }
    arena_finish(&home);
}

static void show(size_t i)
{
    fprintf(stderr, "seq %llu boot %llu true %lld wall %lld sure %d: [%lld, %lld] best %lld\n",
            (unsigned long long)rows[i].event.seq, (unsigned long long)rows[i].event.boot,
            (long long)rows[i].true_ms, (long long)rows[i].event.wall_ms, rows[i].event.clock_sure,
            (long long)times[i].lo_ms, (long long)times[i].hi_ms, (long long)times[i].best_ms);
}

/* The promises: the interval holds the truth, the estimate stands in it, order stays. */
static void check_promises(bool one_history)
{
    for (size_t i = 0; i < count; i++) {
        const struct repaired *t = &times[i];
        if (t->lo_ms > rows[i].true_ms || t->hi_ms < rows[i].true_ms || t->best_ms < t->lo_ms ||
            t->best_ms > t->hi_ms)
            show(i);
        assert_true(t->lo_ms <= rows[i].true_ms && rows[i].true_ms <= t->hi_ms);
        assert_true(t->lo_ms <= t->best_ms && t->best_ms <= t->hi_ms);
        if (one_history && i > 0)
            assert_true(t->best_ms >= times[i - 1].best_ms);
    }
}

/* ---- one thing at a time ---- */

static void test_sure_times_stand(void **state)
{
    (void)state;
    struct kiosk k = new_kiosk(1);
    boot(&k, true, 0);
    use(&k, 20);
    repair_all(0);
    check_promises(true);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(times[i].best_ms, rows[i].event.wall_ms);
        assert_false(times[i].repaired);
    }
}

/* The clock is set at noon: the morning's events are known as well. */
static void test_one_sure_moment_repairs_its_boot(void **state)
{
    (void)state;
    struct kiosk k = new_kiosk(2);
    boot(&k, false, -k.true_ms);
    use(&k, 20);
    k.sure = true;
    k.wrong_by_ms = 0;
    write_event(&k, EVENT_CLOCK_SET);
    use(&k, 5);
    repair_all(0);
    check_promises(true);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(times[i].best_ms, rows[i].true_ms);
        assert_int_equal(times[i].repaired, !rows[i].event.clock_sure);
    }
}

/* A boot that never knew the time lies between its neighbours. */
static void test_unsure_boot_between_sure_ones(void **state)
{
    (void)state;
    struct kiosk k = new_kiosk(3);
    boot(&k, true, 0);
    use(&k, 5);
    int64_t last_ms = k.true_ms;
    k.true_ms += 14 * HOUR;
    boot(&k, false, -k.true_ms);
    size_t first = count - 1;
    use(&k, 5);
    size_t end = count;
    k.true_ms += 14 * HOUR;
    boot(&k, true, 0);
    repair_all(0);
    check_promises(true);
    for (size_t i = first; i < end; i++) {
        assert_true(times[i].repaired);
        assert_true(times[i].best_ms > last_ms && times[i].best_ms < k.true_ms);
        assert_true(times[i].hi_ms - times[i].lo_ms < 30 * HOUR);
        /* What passed between two events of one boot is known exactly. */
        if (i > first)
            assert_int_equal(times[i].best_ms - times[i - 1].best_ms,
                             rows[i].true_ms - rows[i - 1].true_ms);
    }
}

/* No clock ever: receipts say «not before», storing says «not after». */
static void test_receipts_and_storing_times(void **state)
{
    (void)state;
    struct kiosk k = new_kiosk(4);
    size_t stored = 0;
    for (int week = 0; week < 8; week++) {
        boot(&k, false, -k.true_ms);
        use(&k, 10);
        for (; stored < count; stored++)
            rows[stored].stored_ms = k.true_ms + HOUR;
        k.true_ms += HOUR;
        write_event(&k, EVENT_RECEIPT_ACCEPTED)->hub_wall_ms = k.true_ms - MINUTE;
        k.true_ms += 6 * DAY;
    }
    repair_all(0);
    check_promises(true);
    for (size_t i = 0; i < count; i++)
        if (rows[i].stored_ms && rows[i].event.boot > 1)
            assert_true(times[i].hi_ms - times[i].lo_ms < 8 * DAY);
}

/* «Sure» in 2099 is impossible once the hub has stored it, or later boots know better. */
static void test_lying_clocks(void **state)
{
    (void)state;
    for (int hub = 0; hub < 2; hub++) {
        struct kiosk k = new_kiosk(5);
        boot(&k, true, 0);
        use(&k, 10);
        k.true_ms += DAY;
        boot(&k, true, 72ll * 365 * DAY); /* 2099 */
        use(&k, 3);
        k.true_ms += DAY;
        boot(&k, true, -500 * DAY); /* the day the system was built */
        use(&k, 3);
        k.true_ms += DAY;
        boot(&k, true, 0);
        use(&k, 10);
        for (size_t i = 0; hub && i < count; i++)
            rows[i].stored_ms = k.true_ms + HOUR;
        repair_all(0);
        check_promises(true);
        assert_true(times[12].repaired && times[15].repaired);
        assert_false(times[3].repaired || times[count - 1].repaired);
    }
}

/* Both sides of a jump claim to be sure: the interval holds both, the estimate takes the latest. */
static void test_clock_jumps_within_a_boot(void **state)
{
    (void)state;
    struct kiosk k = new_kiosk(6);
    boot(&k, true, 3 * HOUR);
    use(&k, 10);
    k.wrong_by_ms = 0;
    use(&k, 2);
    repair_all(0);
    check_promises(true);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(times[i].best_ms, rows[i].true_ms);
    /* With a clock.set the earlier word is taken back. */
    k = new_kiosk(6);
    boot(&k, true, 3 * HOUR);
    use(&k, 10);
    k.wrong_by_ms = 0;
    write_event(&k, EVENT_CLOCK_SET);
    repair_all(0);
    check_promises(true);
    assert_true(times[0].repaired);
    assert_true(times[0].hi_ms - times[0].lo_ms < 5 * MINUTE);
}

static void test_nothing_known(void **state)
{
    (void)state;
    struct kiosk k = new_kiosk(7);
    boot(&k, false, -k.true_ms);
    use(&k, 5);
    repair_all(0);
    check_promises(true);
    for (size_t i = 0; i < count; i++)
        assert_true(times[i].repaired);
    repair_all(k.true_ms + DAY);
    check_promises(true);
}

/* Absurd times must not overflow anything. */
static void test_extremes(void **state)
{
    (void)state;
    static const int64_t walls[] = { -62135596800000ll, 0, 253402214399999ll, START_MS };
    static const int64_t monos[] = { 0, 315360000000000ll, 5, 1 };
    struct kiosk k = new_kiosk(8);
    for (int i = 0; i < 64; i++) {
        struct row *row = write_event(&k, i % 3 ? EVENT_HELP_CALLED : EVENT_CLOCK_SET);
        row->event.boot = (uint64_t)(1 + i / 7);
        row->event.wall_ms = walls[i % 4];
        row->event.mono_ms = monos[(i / 4) % 4];
        row->event.clock_sure = i % 2;
        row->stored_ms = i % 5 ? INT64_MAX : INT64_MIN;
        row->hub_wall_ms = i % 6 ? INT64_MIN : INT64_MAX;
    }
    repair_all(INT64_MAX);
    for (size_t i = 0; i < count; i++)
        assert_true(times[i].lo_ms <= times[i].best_ms && times[i].best_ms <= times[i].hi_ms);
}

/* ---- whole lives ---- */

/* A morning: sure, unsure until somebody sets it, never known, or claiming nonsense. */
static void morning(struct kiosk *k, bool lies)
{
    switch (between(k, 0, lies ? 9 : 7)) {
    case 0:
    case 1:
        boot(k, false, -k->true_ms);
        break;
    case 8:
        boot(k, true, between(k, 2000, 20000) * DAY);
        break;
    case 9:
        boot(k, true, between(k, -600, -550) * DAY);
        break;
    default:
        boot(k, true, between(k, -20000, 20000));
    }
}

static void set_clock(struct kiosk *k)
{
    k->sure = true;
    k->wrong_by_ms = between(k, -20000, 20000);
    write_event(k, EVENT_CLOCK_SET);
}

static void sync_stick(struct kiosk *k, size_t *stored)
{
    int64_t hub_ms = k->true_ms + between(k, 0, HOUR);
    for (; *stored < count; (*stored)++)
        if (!one_in(k, 20)) /* some batches were lost on the way; they stay unknown */
            rows[*stored].stored_ms = hub_ms;
    k->true_ms = hub_ms + between(k, 0, 3 * DAY);
    write_event(k, EVENT_RECEIPT_ACCEPTED)->hub_wall_ms = hub_ms;
}

static void live(struct kiosk *k, int days, bool lies)
{
    size_t stored = 0;
    for (int day = 0; day < days; day++) {
        k->true_ms += between(k, 10 * MINUTE, 30 * HOUR);
        morning(k, lies);
        use(k, (int)between(k, 0, 12));
        if (!k->sure && one_in(k, 2))
            set_clock(k);
        use(k, (int)between(k, 0, 6));
        if (one_in(k, 6))
            sync_stick(k, &stored);
    }
}

static void test_lives_at_the_hub(void **state)
{
    (void)state;
    size_t all = 0, narrow = 0, wrong = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct kiosk k = new_kiosk(seed);
        live(&k, 40, false);
        repair_all(one_in(&k, 2) ? k.true_ms + HOUR : 0);
        check_promises(true);
        for (size_t i = 0; i < count; i++, all++) {
            int64_t off = times[i].best_ms - rows[i].true_ms;
            narrow += times[i].hi_ms - times[i].lo_ms < 10 * MINUTE;
            wrong += off < -DAY || off > DAY;
        }
    }
    /* An interval that holds the truth is only worth something when it is narrow. */
    assert_true(narrow * 100 >= all * 85);
    assert_true(wrong * 100 <= all * 3);
}

/* As the kiosk sees itself: nothing of when the hub stored things. The best estimates are the same
 * wherever the hub's storing excludes nothing. */
static void test_kiosk_and_hub_agree(void **state)
{
    (void)state;
    static int64_t at_hub[EVENTS_MAX], hub_hi[EVENTS_MAX];
    size_t same = 0, all = 0;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct kiosk k = new_kiosk(seed);
        live(&k, 40, false);
        repair_all(0);
        for (size_t i = 0; i < count; i++) {
            at_hub[i] = times[i].best_ms;
            hub_hi[i] = times[i].hi_ms;
            rows[i].stored_ms = 0;
        }
        repair_all(0);
        check_promises(true);
        for (size_t i = 0; i < count; i++, all++) {
            same += at_hub[i] == times[i].best_ms;
            /* Where they differ, storing has shown more. */
            if (at_hub[i] != times[i].best_ms)
                assert_true(rows[i].event.clock_sure == false && hub_hi[i] <= times[i].hi_ms);
        }
    }
    assert_true(same * 100 >= all * 98);
}

/* Clocks that claim to be sure and are years off, against the hub's storing times. */
static void test_lives_with_lies(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct kiosk k = new_kiosk(seed);
        boot(&k, true, 0);
        use(&k, 60); /* the truth has more witnesses */
        live(&k, 40, true);
        k.true_ms += DAY;
        boot(&k, true, 0);
        use(&k, 60);
        for (size_t i = 0; i < count; i++)
            if (rows[i].stored_ms == 0)
                rows[i].stored_ms = k.true_ms + HOUR;
        repair_all(0);
        check_promises(true);
    }
}

/* A disk image put back: two histories with the same numbers, each along its own chain. */
static void test_forks(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct kiosk k = new_kiosk(seed);
        live(&k, 10, false);
        struct kiosk image = k;
        live(&k, 10, false);
        for (size_t i = 0; i < count; i++)
            rows[i].stored_ms = k.true_ms + HOUR;
        size_t before = count;
        image.random += 12345;
        image.true_ms = k.true_ms + DAY;
        live(&image, 10, false);
        for (size_t i = before; i < count; i++)
            rows[i].stored_ms = image.true_ms + HOUR;
        qsort(rows, count, sizeof *rows, by_seq);
        repair_all(0);
        check_promises(false);
    }
}

/* Batches that never came: what is there is still true. */
static void test_gaps(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct kiosk k = new_kiosk(seed);
        live(&k, 30, false);
        size_t kept = 0;
        bool keep = true;
        for (size_t i = 0; i < count; i++) {
            if (one_in(&k, 40))
                keep = !keep;
            if (keep)
                rows[kept++] = rows[i];
        }
        count = kept;
        repair_all(0);
        check_promises(true);
    }
}

/* Events that came between the passes get some time and disturb nobody. */
static void test_more_in_the_second_pass(void **state)
{
    (void)state;
    struct kiosk k = new_kiosk(9);
    live(&k, 20, false);
    arena home = { 0 };
    struct repair *repair = repair_new(&home, 0);
    size_t learnt = count;
    for (size_t i = 0; i < learnt; i++)
        repair_learn(repair, &(struct repair_input) { &rows[i].event, 0, rows[i].hub_wall_ms });
    repair_settle(repair);
    live(&k, 3, false);
    int64_t last_ms = 0;
    for (size_t i = 0; i < count; i++) {
        struct repaired t =
            repair_time(repair, &(struct repair_input) { &rows[i].event, 0, rows[i].hub_wall_ms });
        assert_true(t.best_ms >= last_ms && t.lo_ms <= t.best_ms && t.best_ms <= t.hi_ms);
        last_ms = t.best_ms;
    }
    arena_finish(&home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sure_times_stand),
        cmocka_unit_test(test_one_sure_moment_repairs_its_boot),
        cmocka_unit_test(test_unsure_boot_between_sure_ones),
        cmocka_unit_test(test_receipts_and_storing_times),
        cmocka_unit_test(test_lying_clocks),
        cmocka_unit_test(test_clock_jumps_within_a_boot),
        cmocka_unit_test(test_nothing_known),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_lives_at_the_hub),
        cmocka_unit_test(test_kiosk_and_hub_agree),
        cmocka_unit_test(test_lives_with_lies),
        cmocka_unit_test(test_forks),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_more_in_the_second_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
