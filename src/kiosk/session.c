/* Sessions: one use by one person, from the first touch to «Kết thúc» or the idle reset. */
#define LOG_MODULE "session"
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "kiosk/parts.h"

/* Loud enough for a hall, with room to go up. */
#define FIRST_VOLUME 8

struct event_draft session_draft(const struct app *app, enum event_type type)
{
    struct event_draft draft = { .type = type, .body = event_body_none() };
    if (app->model.session_open)
        draft.session = str_of(app->session.id);
    return draft;
}

/* The key of a scanned card; a learner without one stays nobody. */
static str learner_key(const struct app *app, arena *home)
{
    return app->session.card_known ? card_learner_key(home, app->session.card.learner)
                                   : (str) { 0 };
}

void session_note(struct app *app, const struct event_draft *draft)
{
    arena home = { .block_bytes = 512 };
    struct event_draft whole = *draft;
    whole.learner = learner_key(app, &home);
    app->ports.write(app->ports.context, &whole, 1, 0);
    arena_finish(&home);
}

void session_write_awaited(struct app *app, const struct event_draft *draft)
{
    arena home = { .block_bytes = 256 };
    struct event_draft whole = *draft;
    whole.learner = learner_key(app, &home);
    app->ticket = ++app->tickets;
    app->saving_mono_ms = app->now.mono_ms;
    app->save_failed = false;
    app->model.saving = true;
    app->ports.write(app->ports.context, &whole, 1, app->ticket);
    arena_finish(&home);
}

/* ---- what to practise again ---- */

void session_note_review(struct app *app)
{
    const struct model *m = &app->model;
    struct review_result result = { .number = m->catalogue->lessons[m->done.lesson].number,
                                    .right = m->done.right,
                                    .total = m->done.total,
                                    .unaided = m->done.unaided,
                                    .at_ms = app->now.wall_ms,
                                    .sure = app->now.wall_ms >= CLOCK_PLAUSIBLE_MS };
    review_note(&app->review, &result);
}

void session_find_reviews(struct app *app)
{
    struct model *m = &app->model;
    struct review_now now = { app->now.wall_ms, app->now.wall_ms >= CLOCK_PLAUSIBLE_MS };
    m->review_count = review_due(&app->review, m->catalogue, now, m->reviews, REVIEWS_SHOWN);
}

static enum dialect dialect_of(str voice)
{
    static const str voices[] = { [DIALECT_NORTH] = S_INIT("vi"),
                                  [DIALECT_CENTRAL] = S_INIT("vi-vn-x-central"),
                                  [DIALECT_SOUTH] = S_INIT("vi-vn-x-south") };
    static_assert(COUNT_OF(voices) == DIALECT_COUNT, "kiosk.yaml's name of every dialect");
    for (int i = 0; i < DIALECT_COUNT; i++)
        if (str_eq(voices[i], voice))
            return (enum dialect)i;
    return DIALECT_NORTH;
}

void session_first_voice(struct app *app)
{
    struct model *m = &app->model;
    m->voice_volume = FIRST_VOLUME;
    m->voice_speed = SPEED_NORMAL;
    m->voice_dialect = dialect_of(app->config->voice);
    m->voice_on = m->voice_available;
    m->explore = false;
}

bool session_voice_is_first(const struct app *app)
{
    const struct model *m = &app->model;
    return m->voice_volume == FIRST_VOLUME && m->voice_speed == SPEED_NORMAL &&
           m->voice_dialect == dialect_of(app->config->voice) && !m->explore &&
           m->voice_on == m->voice_available;
}

static void first_settings(struct app *app)
{
    struct model *m = &app->model;
    m->lang = app->config->language;
    m->theme = THEME_LIGHT;
    m->metrics.text_size = app->first_metrics.text_size;
    m->metrics.reach = app->first_metrics.reach;
    m->metrics.calm = app->first_metrics.calm;
    session_first_voice(app);
}

void session_start(struct app *app)
{
    if (app->model.session_open)
        return;
    uint8_t chance[ID_RANDOM_BYTES], id[EVENT_ID_BYTES];
    app->ports.random(app->ports.context, chance, sizeof chance);
    id_make(app->now.wall_ms, chance, id);
    memset(&app->session, 0, sizeof app->session);
    id_to_text(id, app->session.id);
    app->session.started_mono_ms = app->now.mono_ms;
    app->ports.random(app->ports.context, app->session.card.learner,
                      sizeof app->session.card.learner);
    app->model.session_open = true;
    struct event_draft draft = session_draft(app, EVENT_SESSION_STARTED);
    draft.body.mode = S("self");
    draft.body.trust = S("L0");
    draft.body.lang = app->model.lang == LANG_EN ? S("en") : S("vi");
    session_note(app, &draft);
}

void session_end(struct app *app, str reason)
{
    struct model *m = &app->model;
    enum lang lang = m->lang;
    str goodbye = phrase_of(m, PHRASE_GOODBYE_SAY);
    bool heard = m->session_open && m->voice_on && str_eq(reason, S("finished"));
    lesson_close(app);
    if (m->session_open) {
        struct event_draft draft = session_draft(app, EVENT_SESSION_ENDED);
        draft.body.reason = reason;
        draft.body.duration_ms = app->now.mono_ms - app->session.started_mono_ms;
        draft.body.trust = app->session.card_known ? S("L1") : S("L0");
        session_note(app, &draft);
    }
    /* Whatever told of the person goes: card, progress, settings, codes on the screen. */
    m->session_open = false;
    memset(&app->session, 0, sizeof app->session);
    memset(&m->progress, 0, sizeof m->progress);
    memset(&app->review, 0, sizeof app->review);
    exam_forget(app);
    m->done = (struct done_model) { .next = -1 };
    m->topic = m->track = m->lesson = -1;
    m->on_track = false;
    m->address = ADDRESS_BAC;
    m->card = CARD_WAITING;
    m->help_called = false;
    m->overlay = SCREEN_COUNT;
    first_settings(app);
    app->ports.hush(app->ports.context);
    if (heard)
        app->ports.speak(app->ports.context, goodbye, lang);
    app_go(app, app_rest_screen(app));
}

/* Another person's card in the same session: two people's progress must not run together. */
static bool is_somebody_else(const struct app *app, const struct card *card)
{
    return app->session.card_known &&
           memcmp(app->session.card.learner, card->learner, sizeof card->learner) != 0;
}

void session_scan(struct app *app, str text)
{
    struct model *m = &app->model;
    if (m->runner.lesson || m->saving || app->in_trouble)
        return; /* a code in the middle of a lesson would change who it belongs to */
    struct card card;
    enum fail failed = app->ports.read_card(app->ports.context, text, &card);
    if (failed == FAIL_OK && is_somebody_else(app, &card))
        session_end(app, S("finished"));
    session_start(app);
    m->overlay = SCREEN_COUNT;
    app_go(app, SCREEN_CARD);
    if (failed == FAIL_OK) {
        app->session.card = card;
        app->session.card_known = true;
        progress_merge(&m->progress, &card.progress);
        review_note_card(&app->review, &card.progress,
                         CARD_DAY_ZERO_MS + (int64_t)card.issue_day * 24 * 3600 * 1000,
                         card.issue_day > 0);
        m->card = CARD_ACCEPTED;
        app->ports.sound(app->ports.context, SOUND_SUCCESS);
        return;
    }
    log_info("a scanned code was refused: %.*s", STR_ARG(fail_en(failed)));
    m->card = failed == FAIL_FOREIGN ? CARD_OTHER_WARD : CARD_DAMAGED;
    app->ports.sound(app->ports.context, SOUND_RETRY);
}
