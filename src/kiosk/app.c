#define LOG_MODULE "app"
#include "kiosk/app.h"

#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "kiosk/parts.h"

#define WARN_STEP_MS 1000

void app_init(struct app *app, const struct app_ports *ports, const struct kiosk_config *config,
              const struct content *content)
{
    app->ports = *ports;
    app->config = config;
    app->content = content;
    struct model *m = &app->model;
    m->ward_name = config->ward_name;
    m->help_name = config->help.name;
    m->help_phone = config->help.phone;
    m->help_place = config->help.place;
    m->catalogue = &content->catalogue;
    m->lang = config->language;
    m->idle_total_s = config->warn_seconds;
    m->overlay = SCREEN_COUNT;
    m->screen = SCREEN_ATTRACT;
    m->topic = m->track = m->lesson = m->lesson_of_day = m->done.next = -1;
    exam_forget(app);
    session_first_voice(app);
    for (int i = 0; i < SCREEN_COUNT; i++) {
        size_t size = screen_get((enum screen_id)i)->state_size;
        app->states[i] = size ? arena_alloc(&app->boot, size) : NULL;
    }
    app->first_metrics = m->metrics;
    app->changed = app->navigated = true;
}

void app_lessons(struct app *app, const struct content *content)
{
    must(!app->model.session_open && !app->model.runner.lesson);
    app->content = content;
    app->model.catalogue = &content->catalogue;
    app->model.lesson_of_day =
        catalogue_of_day(&content->catalogue, clock_civil(app->model.wall_ms).day);
    app->changed = true;
}

void app_finish(struct app *app)
{
    arena_finish(&app->boot);
    arena_finish(&app->lesson_home);
    arena_finish(&app->exam.home);
}

enum screen_id app_screen(const struct app *app)
{
    return app->model.overlay != SCREEN_COUNT ? app->model.overlay : app->model.screen;
}

void app_go(struct app *app, enum screen_id screen)
{
    size_t size = screen_get(screen)->state_size;
    if (size)
        memset(app->states[screen], 0, size);
    app->model.screen = screen;
    session_find_reviews(app);
    app->changed = app->navigated = true;
    app->read_wanted = app->model.voice_on && screen != SCREEN_ATTRACT;
}

void app_say(struct app *app, str words)
{
    if ((app->model.voice_on || app->model.explore) && !str_empty(words))
        app->ports.speak(app->ports.context, words, app->model.lang);
}

void app_notice(struct app *app, enum phrase sentence)
{
    app->model.notice = sentence;
    app_go(app, SCREEN_NOTICE);
}

void app_trouble(struct app *app, enum phrase sentence)
{
    lesson_close(app);
    app->in_trouble = true;
    app_notice(app, sentence);
}

enum screen_id app_rest_screen(const struct app *app)
{
    return app->in_trouble ? SCREEN_NOTICE : SCREEN_ATTRACT;
}

/* A call for help ends with its panel: the next touch is another call. */
static void leave_overlay(struct app *app)
{
    if (app->model.overlay == SCREEN_HELP)
        app->model.help_called = false;
}

static void open_overlay(struct app *app, enum screen_id overlay)
{
    if (overlay != SCREEN_HELP)
        leave_overlay(app);
    size_t size = screen_get(overlay)->state_size;
    if (size)
        memset(app->states[overlay], 0, size);
    app->model.overlay = overlay;
    app->changed = app->navigated = true;
    app->read_wanted = app->model.voice_on;
}

static void close_overlay(struct app *app)
{
    leave_overlay(app);
    app->model.overlay = SCREEN_COUNT;
    app->changed = app->navigated = true;
    app->ports.hush(app->ports.context);
    app->read_wanted = app->model.voice_on; /* where it leads back to */
}

/* ---- what each intent does ---- */

static void do_home(struct app *app, struct verb verb)
{
    (void)verb;
    if (exam_on_screen(app)) {
        open_overlay(app, SCREEN_EXAM_LEAVE);
        return;
    }
    lesson_close(app);
    app->model.on_track = false;
    bool stay = app->model.session_open && !app->in_trouble;
    app_go(app, stay ? SCREEN_HOME : app_rest_screen(app));
}

/* To a screen outside of lessons, in a session. */
static void go_on(struct app *app, enum screen_id screen)
{
    if (app->in_trouble)
        return;
    lesson_close(app);
    session_start(app);
    app_go(app, screen);
}

static void do_start(struct app *app, struct verb verb)
{
    (void)verb;
    app->model.on_track = false;
    go_on(app, SCREEN_HOME);
}

static void do_topic(struct app *app, struct verb verb)
{
    if (verb.arg < 0 || verb.arg >= (int32_t)app->model.catalogue->topic_count)
        return;
    app->model.topic = verb.arg;
    app->model.on_track = false;
    exam_prepare(app);
    go_on(app, SCREEN_TOPIC);
}

static void do_tracks(struct app *app, struct verb verb)
{
    (void)verb;
    go_on(app, SCREEN_TRACKS);
}

/* The track says how the learner is addressed from now on. */
static void do_track(struct app *app, struct verb verb)
{
    struct model *m = &app->model;
    if (verb.arg < 0 || verb.arg >= (int32_t)m->catalogue->track_count)
        return;
    m->track = verb.arg;
    m->address = m->catalogue->tracks[verb.arg].address;
    m->on_track = true;
    go_on(app, SCREEN_TRACK);
}

static void do_lesson(struct app *app, struct verb verb)
{
    if (app->in_trouble)
        return;
    session_start(app);
    lesson_open(app, verb.arg);
}

static void do_leave(struct app *app, struct verb verb)
{
    (void)verb;
    if (exam_on_screen(app)) {
        open_overlay(app, SCREEN_EXAM_LEAVE);
        return;
    }
    const struct model *m = &app->model;
    if (m->on_track && m->track >= 0)
        go_on(app, SCREEN_TRACK);
    else
        go_on(app, m->topic >= 0 ? SCREEN_TOPIC : SCREEN_HOME);
}

static void do_card(struct app *app, struct verb verb)
{
    (void)verb;
    app->model.card = CARD_WAITING;
    go_on(app, SCREEN_CARD);
}

static void do_check(struct app *app, struct verb verb)
{
    (void)verb;
    if (app->in_trouble)
        return;
    lesson_close(app);
    session_start(app);
    exam_check(app);
}

static void do_exam(struct app *app, struct verb verb)
{
    if (app->in_trouble)
        return;
    session_start(app);
    if (verb.code == INTENT_PROFILE)
        exam_choose(app, verb.arg);
    else if (verb.code == INTENT_EXAM)
        exam_begin(app);
    else if (verb.code == INTENT_RESUME)
        exam_resume(app);
    else if (verb.code == INTENT_DRILL)
        exam_drill(app);
    else if (verb.code == INTENT_SKIP)
        exam_skip(app);
}

static void do_pause(struct app *app, struct verb verb)
{
    (void)verb;
    close_overlay(app);
    go_on(app, SCREEN_HOME);
}

static void do_read(struct app *app, struct verb verb)
{
    (void)verb;
    struct model *m = &app->model;
    m->voice_on = m->voice_available && !m->voice_on;
    app->read_wanted = m->voice_on;
    app->ports.hush(app->ports.context);
    if (m->voice_available && !m->voice_on)
        app->ports.speak(app->ports.context, phrase_of(m, PHRASE_READ_OFF_SAY), m->lang);
    /* Without a voice the button says so in the size panel, where the settings are. */
    if (!m->voice_available)
        open_overlay(app, SCREEN_SIZE);
}

static void do_read_page(struct app *app, struct verb verb)
{
    (void)verb;
    app->read_wanted = app->model.voice_available;
}

static void do_size(struct app *app, struct verb verb)
{
    (void)verb;
    open_overlay(app, SCREEN_SIZE);
}

static void do_set_size(struct app *app, struct verb verb)
{
    if (verb.arg >= 0 && verb.arg < SIZE_COUNT)
        app->model.metrics.text_size = (enum text_size)verb.arg;
}

static void do_set_lang(struct app *app, struct verb verb)
{
    if (verb.arg >= 0 && verb.arg < LANG_COUNT)
        app->model.lang = (enum lang)verb.arg;
}

static void do_language(struct app *app, struct verb verb)
{
    (void)verb;
    app->model.lang = app->model.lang == LANG_VI ? LANG_EN : LANG_VI;
}

static void do_contrast(struct app *app, struct verb verb)
{
    (void)verb;
    app->model.theme = (enum theme_id)((app->model.theme + 1) % THEME_COUNT);
}

static void do_reach(struct app *app, struct verb verb)
{
    (void)verb;
    struct model *m = &app->model;
    m->metrics.reach = !m->metrics.reach;
    if (m->metrics.reach && !metrics_portrait(&m->metrics))
        app_say(app, phrase_of(m, PHRASE_REACH_LANDSCAPE));
}

static void do_help(struct app *app, struct verb verb)
{
    (void)verb;
    if (!app->model.help_called) {
        struct event_draft draft = session_draft(app, EVENT_HELP_CALLED);
        if (app->model.runner.lesson)
            draft.body.lesson = app->model.runner.lesson->head.code;
        session_note(app, &draft);
    }
    app->model.help_called = true;
    open_overlay(app, SCREEN_HELP);
    app->ports.sound(app->ports.context, SOUND_CALL);
}

static void do_close(struct app *app, struct verb verb)
{
    (void)verb;
    close_overlay(app);
}

static void do_stay(struct app *app, struct verb verb)
{
    (void)verb;
    close_overlay(app);
}

static void do_end(struct app *app, struct verb verb)
{
    (void)verb;
    session_end(app, S("finished"));
}

static void do_retry(struct app *app, struct verb verb)
{
    (void)verb;
    lesson_retry(app);
}

static void do_usb_sync(struct app *app, struct verb verb)
{
    (void)verb;
    app_usb_sync(app);
}

static void (*const handlers[INTENT_COUNT])(struct app *app, struct verb verb) = {
    [INTENT_HOME] = do_home,
    [INTENT_READ] = do_read,
    [INTENT_SIZE] = do_size,
    [INTENT_CONTRAST] = do_contrast,
    [INTENT_REACH] = do_reach,
    [INTENT_HELP] = do_help,
    [INTENT_LANGUAGE] = do_language,
    [INTENT_CLOSE] = do_close,
    [INTENT_SET_SIZE] = do_set_size,
    [INTENT_SET_LANG] = do_set_lang,
    [INTENT_START] = do_start,
    [INTENT_TOPIC] = do_topic,
    [INTENT_TRACKS] = do_tracks,
    [INTENT_TRACK] = do_track,
    [INTENT_LESSON] = do_lesson,
    [INTENT_CARD] = do_card,
    [INTENT_CHECK] = do_check,
    [INTENT_PROFILE] = do_exam,
    [INTENT_EXAM] = do_exam,
    [INTENT_RESUME] = do_exam,
    [INTENT_DRILL] = do_exam,
    [INTENT_SKIP] = do_exam,
    [INTENT_PAUSE] = do_pause,
    [INTENT_LEAVE] = do_leave,
    [INTENT_STAY] = do_stay,
    [INTENT_END] = do_end,
    [INTENT_RETRY] = do_retry,
    [INTENT_READ_PAGE] = do_read_page,
    [INTENT_USB_SYNC] = do_usb_sync,
    [INTENT_VOLUME] = settings_intent,
    [INTENT_SPEED] = settings_intent,
    [INTENT_DIALECT] = settings_intent,
    [INTENT_EXPLORE] = settings_intent,
    [INTENT_CALM] = settings_intent,
};

/* While a completion is being written nothing may lead away from it; the settings may. */
static bool waits_for_disk(const struct app *app, uint16_t code)
{
    static const bool is_setting[INTENT_COUNT] = {
        [INTENT_SIZE] = true,  [INTENT_CONTRAST] = true, [INTENT_REACH] = true,
        [INTENT_CLOSE] = true, [INTENT_SET_SIZE] = true, [INTENT_VOLUME] = true,
        [INTENT_SPEED] = true, [INTENT_DIALECT] = true,  [INTENT_EXPLORE] = true,
        [INTENT_CALM] = true,
    };
    return app->model.saving && !is_setting[code];
}

void app_touched(struct app *app)
{
    app->touched_mono_ms = app->now.mono_ms;
}

void app_verb(struct app *app, struct verb verb)
{
    app_touched(app);
    struct effects effects = { .count = 0 };
    enum screen_id on = app_screen(app);
    const struct screen_ops *ops = screen_get(on);
    if (ops->act)
        ops->act(&app->model, app->states[on], verb, &effects);
    else
        effects_add(&effects, verb);
    app->changed = true;
    for (uint32_t i = 0; i < effects.count; i++) {
        struct verb effect = effects.items[i];
        must(effect.code < INTENT_COUNT);
        if (waits_for_disk(app, effect.code))
            continue;
        if (handlers[effect.code])
            handlers[effect.code](app, effect);
        else
            lesson_intent(app, effect);
    }
}

void app_digit(struct app *app, int digit)
{
    app_touched(app);
    if (app_screen(app) == SCREEN_PRACTICE && !app->model.saving)
        lesson_intent(app, verb_of(INTENT_DIGIT, digit));
    app->changed = true;
}

void app_escape(struct app *app)
{
    struct model *m = &app->model;
    if (m->overlay != SCREEN_COUNT)
        app_verb(app, verb_of(m->overlay == SCREEN_IDLE ? INTENT_STAY : INTENT_CLOSE, 0));
    else if (m->runner.lesson && runner_can_back(&m->runner))
        app_verb(app, verb_of(INTENT_BACK, 0));
    else if (m->runner.lesson)
        app_verb(app, verb_of(INTENT_LEAVE, 0));
    else if (m->screen != SCREEN_HOME && m->screen != SCREEN_ATTRACT)
        app_verb(app, verb_of(INTENT_HOME, 0));
    else
        app_touched(app);
}

void app_scan(struct app *app, str text)
{
    app_touched(app);
    session_scan(app, text);
    app->changed = true;
}

void app_written(struct app *app, uint32_t ticket, enum fail failed)
{
    if (ticket != 0 && ticket == app->ticket) {
        app->ticket = 0;
        app_touched(app); /* however long the disk took, the answer is there to be read */
        lesson_written(app, failed);
    }
}

/* ---- time ---- */

/* Something of a person is on the screen: a session, or settings that somebody changed. */
static bool somebody_is_here(const struct app *app)
{
    const struct model *m = &app->model;
    return m->session_open || m->overlay != SCREEN_COUNT || m->theme != THEME_LIGHT ||
           m->lang != app->config->language || m->screen != app_rest_screen(app) ||
           !session_voice_is_first(app) || m->metrics.calm != app->first_metrics.calm ||
           m->metrics.text_size != app->first_metrics.text_size ||
           m->metrics.reach != app->first_metrics.reach;
}

static int64_t warn_at(const struct app *app)
{
    return app->touched_mono_ms + (int64_t)app->config->idle_seconds * 1000;
}

static int64_t expire_at(const struct app *app)
{
    return warn_at(app) + (int64_t)app->config->warn_seconds * 1000;
}

static int seconds_left(const struct app *app)
{
    int64_t left = expire_at(app) - app->now.mono_ms;
    return left <= 0 ? 0 : (int)((left + WARN_STEP_MS - 1) / WARN_STEP_MS);
}

static void tick_idle(struct app *app)
{
    struct model *m = &app->model;
    if (m->saving || !somebody_is_here(app) || app->now.mono_ms < warn_at(app))
        return;
    if (!m->session_open || app->now.mono_ms >= expire_at(app)) {
        session_end(app, S("idle"));
        return;
    }
    int left = seconds_left(app);
    if (m->overlay != SCREEN_IDLE)
        open_overlay(app, SCREEN_IDLE);
    app->changed = app->changed || left != m->idle_left_s;
    m->idle_left_s = left;
}

static int64_t idle_next_ms(const struct app *app)
{
    if (app->model.saving || !somebody_is_here(app))
        return INT64_MAX;
    if (app->now.mono_ms < warn_at(app) || !app->model.session_open)
        return warn_at(app);
    return expire_at(app) - (int64_t)(seconds_left(app) - 1) * WARN_STEP_MS;
}

static void tick_clock(struct app *app)
{
    struct model *m = &app->model;
    if (app->now.wall_ms / 60000 == m->wall_ms / 60000)
        return;
    m->wall_ms = app->now.wall_ms;
    m->clock_sure = app->now.wall_ms >= CLOCK_PLAUSIBLE_MS;
    m->lesson_of_day = catalogue_of_day(m->catalogue, clock_civil(m->wall_ms).day);
    app->changed = true;
}

void app_tick(struct app *app, struct moment now)
{
    bool first = app->now.mono_ms == 0 && app->touched_mono_ms == 0;
    app->now = now;
    if (first)
        app_touched(app);
    tick_clock(app);
    tick_idle(app);
    lesson_tick(app);
}

int64_t app_next_ms(const struct app *app)
{
    int64_t to_minute = 60000 - (app->now.wall_ms % 60000 + 60000) % 60000;
    int64_t next = app->now.mono_ms + to_minute;
    int64_t idle = idle_next_ms(app), lesson = lesson_next_ms(app);
    next = idle < next ? idle : next;
    return lesson < next ? lesson : next;
}
