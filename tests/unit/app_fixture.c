#include "app_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"
#include "content/phrases.h"

/* ---- ports ---- */

static void keep(char *to, size_t size, str text)
{
    must(text.len < size);
    snprintf(to, size, "%.*s", STR_ARG(text));
}
#define KEEP(field, text) keep(field, sizeof field, text)

static void keep_record(struct fixture *f, const struct event_draft *draft, uint32_t ticket)
{
    must(f->record_count < RECORDS_MAX);
    struct record *r = &f->records[f->record_count++];
    const struct event_body *b = &draft->body;
    *r = (struct record) { .type = draft->type,
                           .success = b->success,
                           .unaided = b->unaided,
                           .right = b->right,
                           .total = b->total,
                           .wrong = b->wrong,
                           .hints = b->hints,
                           .duration_ms = b->duration_ms,
                           .seed = b->seed,
                           .ticket = ticket };
    KEEP(r->session, draft->session);
    KEEP(r->learner, draft->learner);
    KEEP(r->lesson, b->lesson);
    KEEP(r->step, b->step);
    KEEP(r->kind, b->kind);
    KEEP(r->answer, b->answer);
    KEEP(r->mode, b->mode);
    KEEP(r->reason, b->reason);
    KEEP(r->trust, b->trust);
    KEEP(r->group, b->group);
    KEEP(r->profile, b->profile);
    KEEP(r->parts, b->parts);
    KEEP(r->weak, b->weak);
}

static void port_write(void *context, const struct event_draft *drafts, size_t count,
                       uint32_t ticket)
{
    struct fixture *f = context;
    for (size_t i = 0; i < count; i++)
        keep_record(f, &drafts[i], ticket);
    if (f->full) {
        app_written(&f->app, ticket, FAIL_FULL);
    } else if (ticket != 0) {
        must(f->pending_count < PENDING_MAX);
        f->pending[f->pending_count++] = ticket;
    }
}

static void port_speak(void *context, str words, enum lang lang)
{
    struct fixture *f = context;
    (void)lang;
    f->said++;
    snprintf(f->spoken, sizeof f->spoken, "%.*s", STR_ARG(words));
}

static void port_hush(void *context)
{
    ((struct fixture *)context)->hushed++;
}

static bool port_speaking(void *context)
{
    return ((struct fixture *)context)->speaking;
}

static void port_sound(void *context, enum app_sound sound)
{
    ((struct fixture *)context)->sounds[sound]++;
}

static void port_random(void *context, void *out, size_t len)
{
    struct fixture *f = context;
    for (size_t i = 0; i < len; i++)
        ((uint8_t *)out)[i] = (uint8_t)random_next(&f->chance);
}

static struct qr_code port_card_code(void *context, arena *home, const struct card *card)
{
    struct fixture *f = context;
    f->issued = *card;
    return (struct qr_code) { 1, arena_new(home, uint8_t, 1) };
}

static enum fail port_read_card(void *context, str text, struct card *out)
{
    struct fixture *f = context;
    (void)text;
    if (f->card_answer == FAIL_OK)
        *out = f->card;
    return f->card_answer;
}

/* ---- life ---- */

static void start(struct fixture *f)
{
    struct app_ports ports = { .context = f,
                               .write = port_write,
                               .speak = port_speak,
                               .hush = port_hush,
                               .speaking = port_speaking,
                               .sound = port_sound,
                               .random = port_random,
                               .card_code = port_card_code,
                               .read_card = port_read_card };
    f->app = (struct app) { .seed = 7 };
    f->app.model.phrases = &f->phrases;
    f->app.model.voice_available = true;
    f->app.model.metrics =
        (struct metrics) { .panel = { 1080, 1920 }, .px_per_m = 4000, .text_size = SIZE_NORMAL };
    f->now = (struct moment) { FIXTURE_WALL_MS, 1000 };
    app_init(&f->app, &ports, &f->config, &f->content);
    app_tick(&f->app, f->now);
}

void fixture_open(struct fixture *f, const char *assets, const char *words, const char *pack)
{
    *f = (struct fixture) { .chance = 99 };
    struct problems *problems = arena_new(&f->home, struct problems, 1);
    problems->home = &f->home;
    config_defaults(&f->config);
    assert_int_equal(phrases_load(&f->phrases, &f->home, str_of(words), problems), FAIL_OK);
    enum fail failed =
        content_open_pack(&f->content, &f->home, str_of(assets), str_of(pack), problems);
    problems_print(problems, stderr);
    assert_int_equal(failed, FAIL_OK);
    start(f);
}

void fixture_restart(struct fixture *f)
{
    app_finish(&f->app);
    f->record_count = f->pending_count = 0;
    start(f);
}

void fixture_close(struct fixture *f)
{
    app_finish(&f->app);
    arena_finish(&f->home);
}

/* ---- what a person and the disk do ---- */

void fixture_verb(struct fixture *f, enum intent intent, int32_t arg)
{
    app_verb(&f->app, (struct verb) { .code = (uint16_t)intent, .arg = arg });
}

void fixture_tap(struct fixture *f, const char *id)
{
    app_verb(&f->app, (struct verb) { .code = INTENT_TAP, .text = str_of(id) });
}

void fixture_digits(struct fixture *f, const char *digits)
{
    for (; *digits; digits++)
        app_digit(&f->app, *digits - '0');
}

unsigned fixture_wait(struct fixture *f, int64_t ms)
{
    int64_t end = f->now.mono_ms + ms;
    unsigned ticks = 0;
    while (f->now.mono_ms < end) {
        int64_t next = app_next_ms(&f->app);
        /* Before the tick a touch may have made something due; after one never. */
        int64_t to = next < end ? next : end;
        int64_t step = to > f->now.mono_ms ? to - f->now.mono_ms : 0;
        f->now.mono_ms += step;
        f->now.wall_ms += step;
        app_tick(&f->app, f->now);
        ticks++;
        if (app_next_ms(&f->app) <= f->now.mono_ms)
            fail_msg("at %lld the app asks for %lld", (long long)f->now.mono_ms,
                     (long long)app_next_ms(&f->app));
    }
    return ticks;
}

void fixture_answer(struct fixture *f, enum fail failed)
{
    assert_true(f->pending_count > 0);
    uint32_t ticket = f->pending[0];
    memmove(f->pending, f->pending + 1, --f->pending_count * sizeof *f->pending);
    app_written(&f->app, ticket, failed);
}

void fixture_scan(struct fixture *f, enum fail answer, uint8_t learner)
{
    f->card_answer = answer;
    memset(f->card.learner, learner, sizeof f->card.learner);
    app_scan(&f->app, S("TS1:GIVEN"));
}

void fixture_lesson(struct fixture *f, const char *code)
{
    int index = catalogue_find(&f->content.catalogue, str_of(code));
    assert_true(index >= 0);
    fixture_verb(f, INTENT_LESSON, index);
}

unsigned fixture_count(const struct fixture *f, enum event_type type)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < f->record_count; i++)
        count += f->records[i].type == type;
    return count;
}

const struct record *fixture_last(const struct fixture *f, enum event_type type, unsigned n)
{
    for (uint32_t i = f->record_count; i-- > 0;)
        if (f->records[i].type == type && n-- == 0)
            return &f->records[i];
    fail_msg("no such event was written");
    return NULL;
}
