/* Opening a lesson without its card: for walks and for looking at one's own pack. */
#include "kiosk/kiosk.h"
#include "kiosk/machine.h"

bool kiosk_open_lesson(struct kiosk *k, str code)
{
    int index = catalogue_find(k->app.model.catalogue, code);
    if (index < 0)
        return false;
    app_tick(&k->app, k->walking ? k->virtual_now : clock_now());
    app_touched(&k->app);
    app_verb(&k->app, verb_of(INTENT_LESSON, index));
    return true;
}

const struct pixels *kiosk_pixels(const struct kiosk *k)
{
    return &k->pixels;
}

struct text *kiosk_text(const struct kiosk *k)
{
    return k->text;
}
