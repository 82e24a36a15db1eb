/* Fills a ledger with lifelike sessions, for tests: fill_ledger DATA SESSIONS SEED [START]
 *
 * Each session starts, opens one to three lessons, completes most of them, now and then calls for
 * help, and ends. Everything follows from the seed. Prints «completions N sessions N events N». */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "store/ledger.h"
#include "wire/id.h"

struct filling {
    struct ledger *ledger;
    arena scratch;
    uint64_t random;
    struct stamp stamp;
    uint64_t completions, events;
};

static const str lessons[] = { S_INIT("L01"), S_INIT("L11"), S_INIT("L31"), S_INIT("M03") };

static void later(struct filling *f, uint32_t ms)
{
    f->stamp.now.wall_ms += ms;
    f->stamp.now.mono_ms += ms;
}

static bool append(struct filling *f, struct event_draft draft)
{
    enum fail failed = ledger_append(f->ledger, &f->scratch, &draft, &f->stamp, NULL);
    f->events += failed == FAIL_OK;
    later(f, 1000);
    return failed == FAIL_OK;
}

static bool play_lesson(struct filling *f, struct event_draft base)
{
    str lesson = lessons[random_below(&f->random, 4)];
    struct event_draft draft = base;
    draft.type = EVENT_LESSON_STARTED;
    draft.body.lesson = lesson;
    draft.body.pack = S("chung");
    draft.body.pack_version = 1;
    if (!append(f, draft))
        return false;
    uint32_t duration_ms = 60000 + random_below(&f->random, 240000);
    later(f, duration_ms);
    if (random_below(&f->random, 5) == 0)
        return true; /* walked away */
    draft.type = EVENT_LESSON_COMPLETED;
    draft.body.duration_ms = duration_ms;
    draft.body.success = TRI_YES;
    draft.body.unaided = random_below(&f->random, 2) ? TRI_YES : TRI_NO;
    draft.body.mode = S("self");
    f->completions++;
    return append(f, draft);
}

static bool play_session(struct filling *f)
{
    uint8_t id[EVENT_ID_BYTES], chance[ID_RANDOM_BYTES];
    for (size_t i = 0; i < sizeof chance; i++)
        chance[i] = (uint8_t)random_next(&f->random);
    id_make(f->stamp.now.wall_ms, chance, id);
    struct event_draft base = { .type = EVENT_SESSION_STARTED, .body = event_body_none() };
    char session[ID_TEXT_LEN + 1], learner[32] = "";
    id_to_text(id, session);
    if (random_below(&f->random, 3) == 0)
        snprintf(learner, sizeof learner, "c-mau%011u", random_below(&f->random, 40));
    base.session = str_of(session);
    base.learner = str_of(learner);
    struct event_draft draft = base;
    draft.body.mode = S("self");
    draft.body.lang = S("vi");
    int64_t started_ms = f->stamp.now.wall_ms;
    bool good = append(f, draft);
    for (uint32_t i = random_below(&f->random, 3); good && i < 3; i++)
        good = play_lesson(f, base);
    draft = base;
    draft.type = EVENT_HELP_CALLED;
    if (good && random_below(&f->random, 6) == 0)
        good = append(f, draft);
    draft.type = EVENT_SESSION_ENDED;
    draft.body.reason = S("finished");
    draft.body.duration_ms = f->stamp.now.wall_ms - started_ms;
    return good && append(f, draft);
}

int main(int argc, char **argv)
{
    uint64_t sessions = 0;
    struct filling f = { .stamp = { .now = { .wall_ms = 1795312800000ll, .mono_ms = 1000 },
                                    .clock_sure = true } };
    if (argc < 4 || argc > 5 || !str_to_u64(str_of(argv[2]), &sessions) ||
        !str_to_u64(str_of(argv[3]), &f.random) ||
        (argc == 5 && clock_parse(str_of(argv[4]), &f.stamp.now.wall_ms) != FAIL_OK)) {
        fputs("fill_ledger DATA SESSIONS SEED [START]\n", stderr);
        return 2;
    }
    arena home = { 0 };
    struct ledger_options options = { .path =
                                          file_join(&home, str_of(argv[1]), S(LEDGER_FILE_NAME)),
                                      .boot_id = arena_printf(&home, "fill-%s", argv[3]),
                                      .version = S("test") };
    log_set_level(LOG_LEVEL_ERROR);
    bool good = file_make_folder(str_of(argv[1]), true) == FAIL_OK &&
                ledger_open(&f.ledger, &options) == FAIL_OK;
    for (uint64_t i = 0; good && i < sessions; i++) {
        good = play_session(&f);
        arena_reset(&f.scratch);
        later(&f, 60000);
    }
    ledger_close(f.ledger);
    arena_finish(&f.scratch);
    arena_finish(&home);
    printf("completions %" PRIu64 " sessions %" PRIu64 " events %" PRIu64 "\n", f.completions,
           sessions, f.events);
    return good ? 0 : 1;
}
