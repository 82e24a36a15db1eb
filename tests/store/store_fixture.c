#include "store_fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/must.h"

static void fill(void *self, void *bytes, size_t len)
{
    uint64_t *state = self;
    uint8_t *to = bytes;
    for (size_t i = 0; i < len; i++)
        to[i] = (uint8_t)random_next(state);
}

struct chance fixture_chance(void)
{
    static uint64_t state = 20261122;
    return (struct chance) { fill, &state };
}

struct stamp fixture_stamp(int64_t ms)
{
    return (struct stamp) { .now = { .wall_ms = FIXTURE_WALL_MS + ms, .mono_ms = 1000 + ms },
                            .clock_sure = true };
}

struct event_draft fixture_draft(enum event_type type)
{
    return (struct event_draft) { .type = type,
                                  .session = S(FIXTURE_SESSION),
                                  .body = event_body_none() };
}

struct event_draft fixture_completion(unsigned number, bool unaided)
{
    static char codes[100][4];
    struct event_draft draft = fixture_draft(EVENT_LESSON_COMPLETED);
    must(number < COUNT_OF(codes));
    snprintf(codes[number], sizeof codes[number], "L%02u", number);
    draft.body.lesson = str_of(codes[number]);
    draft.body.unaided = unaided ? TRI_YES : TRI_NO;
    draft.body.duration_ms = 240000;
    return draft;
}

const char *fixture_folder(void)
{
    static char names[64][64];
    static unsigned used;
    must(used < COUNT_OF(names));
    char *name = names[used++];
    snprintf(name, sizeof names[0], "/tmp/tramso-test-XXXXXX");
    must(mkdtemp(name) != NULL);
    return name;
}

str fixture_path(arena *home, const char *folder, const char *name)
{
    return file_join(home, str_of(folder), str_of(name));
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

void fixture_remove(const char *folder)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

struct ledger *fixture_ledger(str path, const char *boot_id)
{
    struct ledger_options options = {
        .path = path, .boot_id = str_of(boot_id), .version = S("test"), .chance = fixture_chance()
    };
    struct ledger *ledger = NULL;
    must(ledger_open(&ledger, &options) == FAIL_OK);
    return ledger;
}
