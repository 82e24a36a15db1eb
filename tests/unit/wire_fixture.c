#include "wire_fixture.h"

#include <string.h>

#include "base/must.h"
#include "wire/body.h"
#include "wire/chain.h"

static void sign_keys(uint8_t number, struct sign_keys *out)
{
    uint8_t seed[SEAL_SEED_BYTES] = { number };
    seal_sign_keys(seed, out);
}

void fixture_open(struct fixture *fixture)
{
    uint8_t seed[SEAL_SEED_BYTES] = { 10 };
    *fixture = (struct fixture) { 0 };
    sign_keys(1, &fixture->kiosk);
    sign_keys(2, &fixture->hub);
    sign_keys(3, &fixture->stranger);
    seal_box_keys(seed, &fixture->box);
    seed[0] = 11;
    seal_box_keys(seed, &fixture->other_box);
}

void fixture_close(struct fixture *fixture)
{
    arena_finish(&fixture->home);
}

struct event *fixture_events(arena *home, uint64_t first, unsigned count)
{
    struct event *events = arena_new(home, struct event, count);
    uint8_t prev[EVENT_HASH_BYTES] = { 0 };
    for (unsigned i = 0; i < count; i++) {
        struct event *event = &events[i];
        struct event_body body = event_body_none();
        uint8_t random[ID_RANDOM_BYTES] = { (uint8_t)i, (uint8_t)(i >> 8), 7 };
        event->type = i % 3 ? EVENT_LESSON_COMPLETED : EVENT_SESSION_STARTED;
        event->type_name = event_type_name(event->type);
        event->seq = first + i;
        event->boot = 1 + i / 100;
        event->mono_ms = i * 10;
        event->wall_ms = FIXTURE_WALL_MS + i * 10;
        event->clock_sure = i % 5 != 0;
        event->session = S(FIXTURE_SESSION);
        event->learner = i % 2 ? S("c-0123456789ABCDEF") : S("");
        body.lesson = i % 3 ? S("L11") : S("");
        body.area = S("Tổ 5 \"Mẫu\"\\\t");
        body.right = i;
        must(body_write(home, &body, &event->body) == FAIL_OK);
        id_make(event->wall_ms, random, event->id);
        memcpy(event->prev, prev, sizeof prev);
        chain_hash(event, event->hash);
        memcpy(prev, event->hash, sizeof prev);
    }
    return events;
}

str fixture_batch(struct fixture *fixture, const struct event *events, unsigned count,
                  struct batch_header *header_out)
{
    struct batch_origin origin = { .kiosk = S(FIXTURE_KIOSK),
                                   .keys = &fixture->kiosk,
                                   .hub = &fixture->box.pub,
                                   .created_ms = FIXTURE_WALL_MS };
    uint8_t random[ID_RANDOM_BYTES] = { 99 };
    id_make(FIXTURE_WALL_MS, random, origin.id);
    struct batch_maker maker;
    batch_begin(&maker, &fixture->home, &origin);
    for (unsigned i = 0; i < count; i++)
        must(batch_add(&maker, &events[i]));
    str file;
    must(batch_finish(&maker, &file, header_out) == FAIL_OK);
    return file;
}

str fixture_tamper(arena *home, str text, size_t at, uint8_t with)
{
    str copy = arena_str(home, text);
    char *bytes = arena_alloc(home, text.len + 1);
    memcpy(bytes, copy.ptr, text.len);
    bytes[at] = (char)with;
    return (str) { bytes, text.len };
}
