/* simulate: a ledger full of made-up, lifelike use. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "ctl/life.h"

#define TEXTS_BYTES_MAX 2048u
#define DAYS_MAX 36500u
#define LEARNERS_MAX 1000000u

struct simulation {
    struct ledger_options options;
    struct ledger *ledger;
    uint64_t seed, random; /* for event ids */
    uint64_t boots, events;
    arena scratch;
    size_t count; /* what waits for one append */
    struct event_draft drafts[LEDGER_APPEND_MAX];
    struct stamp stamps[LEDGER_APPEND_MAX];
    char texts[LEDGER_APPEND_MAX][TEXTS_BYTES_MAX];
    char boot_id[64];
};

static void fill_random(void *self, void *bytes, size_t len)
{
    struct simulation *s = self;
    for (size_t i = 0; i < len; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)random_next(&s->random);
}

static bool flush(struct simulation *s)
{
    if (s->count == 0)
        return true;
    struct ledger_write write = { .drafts = s->drafts, .count = s->count, .stamps = s->stamps };
    enum fail failed = ledger_append_all(s->ledger, &s->scratch, &write, NULL);
    arena_reset(&s->scratch);
    s->events += s->count;
    s->count = 0;
    return failed == FAIL_OK;
}

/* A boot has an id of its own, which belongs to an opening of the ledger. */
static bool on_boot(void *self, const struct stamp *stamp)
{
    struct simulation *s = self;
    if (!flush(s))
        return false;
    ledger_close(s->ledger);
    s->ledger = NULL;
    s->boots++;
    s->events++;
    snprintf(s->boot_id, sizeof s->boot_id, "mau-%" PRIu64 "-%" PRIu64, s->seed, s->boots);
    s->options.boot_id = str_of(s->boot_id);
    enum fail failed = ledger_open(&s->ledger, &s->options);
    if (failed == FAIL_OK)
        failed = ledger_boot(s->ledger, &s->scratch, stamp, NULL);
    return failed == FAIL_OK;
}

static bool on_write(void *self, const struct event_draft *draft, const struct stamp *stamp)
{
    struct simulation *s = self;
    struct event_draft *at = &s->drafts[s->count];
    *at = *draft;
    if (event_draft_pack(at, s->texts[s->count], 0, TEXTS_BYTES_MAX) == SIZE_MAX)
        return false;
    event_draft_rebase(at, s->texts[s->count]);
    s->stamps[s->count++] = *stamp;
    return s->count < LEDGER_APPEND_MAX || flush(s);
}

/* ---- options ---- */

static bool read_number(str text, uint64_t least, uint64_t most, uint64_t *out)
{
    return text.len == 0 || (str_to_u64(text, out) && *out >= least && *out <= most);
}

/* «ND=60,HS=20»; a group that is not named has none. */
static bool read_groups(str text, unsigned share[LIFE_GROUPS])
{
    static const str names[LIFE_GROUPS] = { S_INIT("ND"), S_INIT("HS"), S_INIT("CB"),
                                            S_INIT("DN") };
    uint64_t sum = 0;
    memset(share, 0, LIFE_GROUPS * sizeof *share);
    while (text.ptr) {
        str number = str_cut(&text, ','), name = str_cut(&number, '=');
        uint64_t value = 0;
        size_t at = 0;
        while (at < LIFE_GROUPS && !str_eq(names[at], name))
            at++;
        if (at == LIFE_GROUPS || !str_to_u64(number, &value) || value > 1000)
            return false;
        share[at] = (unsigned)value;
        sum += value;
    }
    return sum > 0;
}

static enum ctl_exit read_options(struct ctl *ctl, struct life_options *out)
{
    static const str made_up[] = { S_INIT("Tổ mẫu 1"), S_INIT("Tổ mẫu 2"), S_INIT("Tổ mẫu 3"),
                                   S_INIT("Tổ mẫu 4"), S_INIT("Tổ mẫu 5"), S_INIT("Tổ mẫu 6") };
    uint64_t days = 365, learners = 600;
    *out = (struct life_options) { .seed = 1,
                                   .areas = made_up,
                                   .area_count = sizeof made_up / sizeof *made_up,
                                   .until_ms = ctl->now.wall_ms };
    if (ctl->config.area_count) {
        out->areas = ctl->config.areas;
        out->area_count = ctl->config.area_count;
    }
    if (!read_number(ctl->days, 1, DAYS_MAX, &days))
        return ctl_misused("--days is a number from 1 to %u", DAYS_MAX);
    if (!read_number(ctl->learners, 1, LEARNERS_MAX, &learners))
        return ctl_misused("--learners is a number from 1 to %u", LEARNERS_MAX);
    if (!read_number(ctl->seed, 0, UINT64_MAX, &out->seed))
        return ctl_misused("--seed is a number");
    str groups = ctl->groups.len ? ctl->groups : S("ND=60,HS=15,CB=10,DN=15");
    if (!read_groups(groups, out->share))
        return ctl_misused("--groups looks like ND=60,HS=15,CB=10,DN=15");
    if (ctl->now.wall_ms - (int64_t)days * 86400000 < CLOCK_PLAUSIBLE_MS)
        return ctl_misused("so many days before --now is before 2025, when no clock can be sure");
    out->days = (uint32_t)days;
    out->learners = (uint32_t)learners;
    return CTL_DONE;
}

/* ---- the ledger ---- */

/* Only an empty ledger is filled, unless the user says so. *fresh_out: it was not there. */
static enum ctl_exit prepare(struct ctl *ctl, struct simulation *s, bool *fresh_out)
{
    if (file_make_folder(ctl->data, true) != FAIL_OK)
        return CTL_REFUSED;
    s->options.path = ctl_path(ctl, S(LEDGER_FILE_NAME));
    s->options.version = S(TRAMSO_VERSION);
    s->options.chance = (struct chance) { fill_random, s };
    *fresh_out = !file_exists(s->options.path);
    if (*fresh_out)
        return CTL_DONE;
    struct ledger_options look = s->options;
    struct ledger_end end;
    look.read_only = true;
    enum fail failed = ledger_open(&s->ledger, &look);
    if (failed == FAIL_OK)
        failed = ledger_end(s->ledger, &end);
    ledger_close(s->ledger);
    s->ledger = NULL;
    if (failed != FAIL_OK)
        return CTL_REFUSED;
    if (end.seq > 0 && !ctl->into_existing)
        return ctl_refuse("«%.*s» holds events already; made-up ones are only written to an empty "
                          "ledger, or with --into-existing",
                          STR_ARG(s->options.path));
    return CTL_DONE;
}

static void say(const struct ctl *ctl, const struct simulation *s)
{
    if (ctl->json)
        printf("{\"events\":%" PRIu64 ",\"boots\":%" PRIu64 "}\n", s->events, s->boots);
    else
        printf("%" PRIu64 " made-up events over %" PRIu64 " boots\n", s->events, s->boots);
}

enum ctl_exit ctl_simulate(struct ctl *ctl)
{
    struct life_options options;
    struct simulation *s = arena_new(ctl->home, struct simulation, 1);
    bool fresh;
    enum ctl_exit exit = read_options(ctl, &options);
    if (exit == CTL_DONE)
        exit = prepare(ctl, s, &fresh);
    if (exit != CTL_DONE)
        return exit;
    s->seed = options.seed;
    s->random = options.seed ^ 0x7472616d736f2121ull;
    s->options.unsynced = fresh;
    struct life life;
    struct life_sink sink = { on_boot, on_write, s };
    bool good = life_run(&life, &options, &sink, ctl->home) && flush(s) &&
                (!s->ledger || ledger_sync(s->ledger) == FAIL_OK);
    ledger_close(s->ledger);
    arena_finish(&s->scratch);
    if (!good)
        return CTL_REFUSED;
    say(ctl, s);
    return CTL_DONE;
}
