/* A ward for some weeks: kiosks, sticks, a network and a hub, with everything that goes wrong.
 *
 *   sim_world FIRST COUNT [--scale small|full] [--jobs N]
 *
 * Each seed plays kiosks that are used, synced by stick and by network, killed in the middle of
 * it, have their clocks lost and their disk images restored; sticks that are full, write-protected,
 * pulled, damaged and swapped for old copies; a network that loses, cuts, doubles, repeats and
 * forges; a hub of two processes that is killed in the middle of its transactions and may revoke a
 * kiosk. At every step each kiosk's status must be true. After a last healthy round the hub holds
 * every event that any kiosk's ledger has or that a whole batch ever carried, none twice, none
 * invented; repaired times hold the true ones, and reports count the same. A seed that fails prints
 * what was wrong and at which step, and keeps its folder. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/must.h"
#include "base/hash.h"
#include "base/log.h"
#include "disk.h"
#include "sim.h"

#define JOBS_MAX 16u

static const struct sim_scale scales[] = {
    { .kiosks = 5, .sticks = 3, .steps = 90, .events = 12, .rounds = 2 },
    { .kiosks = 20, .sticks = 6, .steps = 1600, .events = 60, .rounds = 4 },
};

_Noreturn void sim_wrong(const struct world *w, const char *what)
{
    fprintf(stderr, "seed %" PRIu64 ", step %u (%s)%s: %s (kept: %s)\n", w->seed, w->step,
            w->doing ? w->doing : "start", w->child ? " in a child" : "", what, w->folder);
    _exit(1);
}

uint32_t sim_below(struct world *w, uint32_t bound)
{
    return random_below(&w->random, bound);
}

static void fill_by_seed(void *self, void *bytes, size_t len)
{
    uint64_t *state = self;
    for (size_t i = 0; i < len; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)random_next(state);
}

struct chance sim_chance(struct world *w)
{
    return (struct chance) { fill_by_seed, &w->chance };
}

pid_t sim_fork(struct world *w)
{
    hubs_close(w);
    w->chance = hash_u64(w->chance, 1);
    pid_t child = fork();
    if (child == 0) {
        w->child = true;
        w->chance = hash_u64(w->chance, 2);
    }
    return child;
}

void sim_run_command(struct world *w, const char *command)
{
    if (system(command) != 0)
        sim_wrong(w, command);
}

void sim_replace_folder(struct world *w, str from, str to)
{
    arena home = { 0 };
    sim_run_command(w, arena_printf(&home, "rm -rf '%.*s' && cp -a '%.*s' '%.*s'", STR_ARG(to),
                                    STR_ARG(from), STR_ARG(to))
                           .ptr);
    arena_finish(&home);
}

/* ---- a seed ---- */

/* Memory where there is room: flushing to a disk a million times proves nothing here. */
static void make_folder(struct world *w)
{
    const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(w->folder, sizeof w->folder, "%s/tramso-sim-%" PRIu64 "-XXXXXX", base, w->seed);
    if (!mkdtemp(w->folder))
        sim_wrong(w, "mkdtemp");
}

static void start_kiosk(struct world *w, unsigned i)
{
    struct sim_kiosk *k = &w->kiosks[i];
    snprintf(k->name, sizeof k->name, "tram-%u", i + 1); /* «tram-1» begins «tram-10» */
    k->index = i;
    k->data = arena_printf(&w->home, "%s/%s", w->folder, k->name);
    k->way = (enum sim_way)sim_below(w, SIM_WAY_COUNT);
    k->clock_sure = true;
    k->always_sure = true;
    kiosk_open(w, k, true);
    hub_give_code(w, k);
}

/* The bad sticks are bad: a call that slipped past disk.c would make them good in silence. */
static void check_disk(struct world *w)
{
    static const struct {
        enum disk_trouble trouble;
        uint64_t left;
        enum fail fail;
    } expected[] = { { DISK_FULL, 3, FAIL_FULL },
                     { DISK_READ_ONLY, 0, FAIL_DENIED },
                     { DISK_PULLED, 2, FAIL_IO },
                     { DISK_PULLED, 100, FAIL_OK } };
    str file = arena_printf(&w->home, "%s/file", w->folder);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        disk_trouble(w->folder, expected[i].trouble, expected[i].left);
        if (file_write_durable(file, S("bytes"), 0644) != expected[i].fail)
            sim_wrong(w, "a bad stick is not as bad as it should be");
    }
    disk_trouble(NULL, DISK_FINE, 0);
}

/* Under support/postgres.sh each seed has a database of its own there. */
static str own_database(struct world *w, const char *uri)
{
    str text = str_of(uri);
    ptrdiff_t at = str_find(text, S("/postgres?"));
    if (at < 0)
        sim_wrong(w, "TRAMSO_PG_URI names no database «postgres»");
    str before = str_slice(text, 0, (size_t)at), after = str_slice(text, (size_t)at + 9, text.len);
    sim_run_command(w, arena_printf(&w->home,
                                    "psql -q '%s' -c 'DROP DATABASE IF EXISTS sim_%" PRIu64
                                    "' -c 'CREATE DATABASE sim_%" PRIu64 "' 2>/dev/null",
                                    uri, w->seed, w->seed)
                           .ptr);
    return arena_printf(&w->home, "%.*s/sim_%" PRIu64 "%.*s", STR_ARG(before), w->seed,
                        STR_ARG(after));
}

static void start(struct world *w)
{
    struct hub_ward ward = { S("phuong-mau"), S("Phường Mẫu"), S("https://hub.example") };
    make_folder(w);
    check_disk(w);
    w->place.data = arena_printf(&w->home, "%s/hub", w->folder);
    const char *postgres = getenv("TRAMSO_PG_URI");
    if (postgres)
        w->place.store = own_database(w, postgres);
    if (hub_init(&w->hubs[0], &w->hub_homes[0], &w->place, &ward, w->true_ms) != FAIL_OK)
        sim_wrong(w, "hub_init");
    w->hub_open[0] = true;
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        start_kiosk(w, i);
    for (unsigned i = 0; i < w->scale->sticks; i++)
        if (file_make_folder(stick_path(w, i), false) != FAIL_OK)
            sim_wrong(w, "a stick");
}

static bool visit(struct world *w, struct sim_kiosk *k, str stick)
{
    bool net = k->way == SIM_BY_NET || (k->way == SIM_BY_BOTH && sim_below(w, 2));
    /* Codes are good for minutes: whoever has no grant yet is now and then given a fresh one. */
    if (!w->healthy && !k->identity.granted && sim_below(w, 3) == 0) {
        w->doing = "code";
        hub_give_code(w, k);
    }
    w->doing = net ? "network" : "stick";
    if (net)
        net_visit(w, k);
    else
        stick_visit(w, k, stick);
    return net;
}

static void revoke_one(struct world *w, struct sim_kiosk *k)
{
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        if (w->kiosks[i].revoked)
            return;
    hub_revoke(w, k);
}

static void step(struct world *w)
{
    struct sim_kiosk *k = &w->kiosks[sim_below(w, w->scale->kiosks)];
    uint32_t at = sim_below(w, w->scale->sticks);
    str stick = stick_path(w, at);
    uint32_t pick = sim_below(w, 200);
    w->syncing = k;
    if (pick < 70) {
        w->doing = "use";
        kiosk_use(w, k);
    } else if (pick < 125) {
        visit(w, k, stick);
    } else if (pick < 150) {
        w->doing = "stick at the hub";
        hub_take_stick(w, stick);
    } else if (pick < 155) {
        w->doing = "two at the hub";
        if (k->way == SIM_BY_STICK || sim_below(w, 2))
            hub_take_two(w, stick, stick_path(w, (at + 1) % w->scale->sticks));
        else
            hub_take_beside(w, stick, k);
    } else if (pick < 165) {
        w->doing = "damage";
        stick_damage_one(w, stick);
    } else if (pick < 170) {
        w->doing = "old stick";
        stick_swap(w, stick);
    } else if (pick < 178) {
        w->doing = "clock";
        kiosk_change_clock(w, k);
    } else if (pick < 190) {
        w->doing = "disk image"; /* some boxes are unlucky again and again */
        kiosk_change_disk(w, &w->kiosks[sim_below(w, 1 + w->scale->kiosks / 3)]);
    } else if (pick < 192 && w->step * 2 > w->scale->steps) {
        w->doing = "revoking";
        revoke_one(w, k);
    } else {
        w->doing = "old request";
        net_replay(w);
    }
}

/* Three rounds in which nothing goes wrong: batches out, receipts in, and the notes of both. */
static void heal(struct world *w)
{
    str last = arena_printf(&w->home, "%s/last", w->folder);
    w->healthy = true;
    w->doing = "last rounds";
    if (file_make_folder(last, false) != FAIL_OK)
        sim_wrong(w, "the last stick");
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        kiosk_put_clock_right(w, &w->kiosks[i]);
    for (unsigned round = 0; round < 3; round++) {
        for (unsigned i = 0; i < w->scale->kiosks; i++) {
            if (round == 0 && !w->kiosks[i].revoked)
                hub_give_code(w, &w->kiosks[i]);
            visit(w, &w->kiosks[i], last);
        }
        hub_take_stick(w, last);
    }
    /* Whatever still lies on an old stick is taken too, now that all are enrolled. */
    for (unsigned i = 0; i < w->scale->sticks; i++) {
        hub_take_stick(w, stick_path(w, i));
        stick_check_held(w, stick_path(w, i));
    }
    stick_check_held(w, last);
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        visit(w, &w->kiosks[i], last);
}

static void finish(struct world *w)
{
    heal(w);
    w->doing = "the end";
    check_end(w);
    for (unsigned i = 0; i < w->scale->kiosks; i++)
        kiosk_close(&w->kiosks[i]);
    hubs_close(w);
    sim_run_command(w, arena_printf(&w->home, "rm -rf '%s'", w->folder).ptr);
    for (unsigned i = 0; i < SIM_REPLAYS_MAX; i++)
        arena_finish(&w->replays[i].home);
    arena_finish(&w->old_receipts);
    arena_finish(&w->home);
}

/* ---- all seeds ---- */

struct sums {
    uint64_t seeds, events, held, repaired, tried[SIM_TRIED_COUNT];
};

static void play(uint64_t seed, const struct sim_scale *scale, struct sums *sums)
{
    struct world *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->seed = seed;
    /* The generator adds a constant each time: seeds one apart must not be its neighbours. */
    w->random = hash_u64(HASH_SEED, seed);
    w->random = random_next(&w->random);
    w->chance = random_next(&w->random);
    w->scale = scale;
    w->true_ms = SIM_START_MS;
    start(w);
    for (w->step = 1; w->step <= scale->steps; w->step++)
        step(w);
    finish(w);
    sums->seeds++;
    sums->events += w->facts.count;
    sums->held += w->held;
    sums->repaired += w->repaired;
    for (unsigned i = 0; i < COUNT_OF(w->tried); i++)
        sums->tried[i] += w->tried[i];
    facts_finish(&w->facts);
    free(w);
}

static void add_sums(struct sums *to, const struct sums *more)
{
    to->seeds += more->seeds;
    to->events += more->events;
    to->held += more->held;
    to->repaired += more->repaired;
    for (unsigned i = 0; i < COUNT_OF(to->tried); i++)
        to->tried[i] += more->tried[i];
}

struct orders {
    uint64_t first, count, jobs;
    const struct sim_scale *scale;
};

/* One of several processes; its sums go through the pipe. */
static void work(const struct orders *orders, uint64_t job, int to)
{
    struct sums sums = { 0 };
    for (uint64_t i = job; i < orders->count; i += orders->jobs)
        play(orders->first + i, orders->scale, &sums);
    if (write(to, &sums, sizeof sums) != (ssize_t)sizeof sums)
        _exit(1);
}

static bool play_all(const struct orders *orders, struct sums *sums)
{
    int ends[2], status;
    bool good = pipe(ends) == 0;
    for (uint64_t job = 0; good && job < orders->jobs; job++)
        if (fork() == 0) {
            work(orders, job, ends[1]);
            exit(0);
        }
    for (uint64_t job = 0; good && job < orders->jobs; job++)
        good = wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    for (uint64_t job = 0; good && job < orders->jobs; job++) {
        struct sums more;
        good = read(ends[0], &more, sizeof more) == (ssize_t)sizeof more;
        if (good)
            add_sums(sums, &more);
    }
    return good;
}

static void tell(const struct sums *sums)
{
    static const char *const names[SIM_TRIED_COUNT] = {
        [SIM_TRIED_STICK] = "stick visits",        [SIM_TRIED_NET] = "network visits",
        [SIM_TRIED_PULLED] = "programs killed",    [SIM_TRIED_DISK] = "bad sticks",
        [SIM_TRIED_LINE] = "line faults",          [SIM_TRIED_HUB_KILLED] = "hubs killed",
        [SIM_TRIED_IMAGE] = "disk images",         [SIM_TRIED_CLOCK] = "clock changes",
        [SIM_TRIED_POISON] = "statements refused",
    };
    printf("%" PRIu64 " seeds, %" PRIu64 " events: the hub held the union of %" PRIu64
           " once, at the end of each\n",
           sums->seeds, sums->events, sums->held);
    for (unsigned i = 0; i < COUNT_OF(names); i++)
        printf("%s %" PRIu64 ", ", names[i], sums->tried[i]);
    printf("times repaired %" PRIu64 "\n", sums->repaired);
}

static bool read_orders(int argc, char **argv, struct orders *orders)
{
    *orders = (struct orders) { .jobs = 1, .scale = &scales[0] };
    bool good = argc >= 3 && str_to_u64(str_of(argv[1]), &orders->first) &&
                str_to_u64(str_of(argv[2]), &orders->count);
    for (int i = 3; good && i < argc; i += 2) {
        if (i + 1 == argc)
            good = false;
        else if (strcmp(argv[i], "--scale") == 0 && strcmp(argv[i + 1], "full") == 0)
            orders->scale = &scales[1];
        else if (strcmp(argv[i], "--scale") == 0)
            good = strcmp(argv[i + 1], "small") == 0;
        else
            good = strcmp(argv[i], "--jobs") == 0 &&
                   str_to_u64(str_of(argv[i + 1]), &orders->jobs) && orders->jobs >= 1 &&
                   orders->jobs <= JOBS_MAX;
    }
    return good;
}

int main(int argc, char **argv)
{
    struct orders orders;
    struct sums sums = { 0 };
    if (!read_orders(argc, argv, &orders)) {
        fputs("sim_world FIRST COUNT [--scale small|full] [--jobs N]\n", stderr);
        return 2;
    }
    log_set_level(LOG_LEVEL_NONE);
    if (!play_all(&orders, &sums))
        return 1;
    tell(&sums);
    return 0;
}
