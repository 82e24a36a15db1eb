/* What the settings panel changes of voice, touch and motion. Each change is told in the new voice,
 * so that it can be chosen by ear alone. */
#include "kiosk/parts.h"

static uint8_t stepped(uint8_t at, int32_t step, uint8_t most)
{
    if (step > 0)
        return (uint8_t)(at < most ? at + 1 : most);
    return (uint8_t)(step < 0 && at > 0 ? at - 1 : at);
}

/* Also while reading aloud is off: who turns the volume wants to hear it. */
static void tell(struct app *app, str words)
{
    if (app->model.voice_available)
        app->ports.speak(app->ports.context, words, app->model.lang);
}

static void change_volume(struct app *app, int32_t step)
{
    struct model *m = &app->model;
    arena home = { .block_bytes = 256 };
    m->voice_volume = stepped(m->voice_volume, step, VOLUME_MAX);
    tell(app, settings_volume_words(m, &home));
    arena_finish(&home);
}

static void change_speed(struct app *app, int32_t step)
{
    struct model *m = &app->model;
    m->voice_speed = stepped(m->voice_speed, step, SPEED_COUNT - 1);
    tell(app, settings_speed_words(m));
}

static void change_dialect(struct app *app, int32_t dialect)
{
    if (dialect < 0 || dialect >= DIALECT_COUNT)
        return;
    app->model.voice_dialect = (enum dialect)dialect;
    tell(app, settings_dialect_words(&app->model, app->model.voice_dialect));
}

/* Touch cannot tell what it finds without a voice. */
static void change_explore(struct app *app)
{
    struct model *m = &app->model;
    m->explore = m->voice_available && !m->explore;
    m->voice_on = m->voice_on || m->explore;
    tell(app, phrase_of(m, m->explore ? PHRASE_EXPLORE_ON_SAY : PHRASE_EXPLORE_OFF_SAY));
}

void settings_intent(struct app *app, struct verb verb)
{
    if (verb.code == INTENT_VOLUME)
        change_volume(app, verb.arg);
    else if (verb.code == INTENT_SPEED)
        change_speed(app, verb.arg);
    else if (verb.code == INTENT_DIALECT)
        change_dialect(app, verb.arg);
    else if (verb.code == INTENT_EXPLORE)
        change_explore(app);
    else if (verb.code == INTENT_CALM)
        app->model.metrics.calm = !app->model.metrics.calm;
}
