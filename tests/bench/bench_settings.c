/* What a setting costs and how soon the voice is heard, in the real window with the real espeak-ng.
 *
 * A switch of letters, theme or language is timed from the finger's release to the moment at which
 * the display has taken the whole new picture. First sound: from there, the page being shown, until
 * the first samples of its speech stand in the sound device's queue, with all of the ledger's and
 * voice's work on the same worker, and the whole soft press before them is counted as if it had
 * just begun. SDL plays into its dummy driver; a device's own 23 ms come on top. bench_settings
 * ASSETS DATA; needs a display of at least 1920 × 1920. */
#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "kiosk/machine.h"
#include "platform/tone.h"
#include "ui/dump.h"

#define ROUNDS 12
#define SWITCH_LIMIT_MS 100.0
#define SOUND_LIMIT_MS 150.0
#define PATIENCE_MS 5000.0
#define BETWEEN_MS 900
#define TIMES_MAX 1024u

/* One round; it begins and ends on the home screen, in Vietnamese, light, with the first letters.
 */
static const struct {
    const char *id;
    bool switches, speaks;
} route[] = {
    { "#bar-contrast", true, false }, { "#bar-contrast", true, false },
    { "#bar-contrast", true, false }, { "#bar-size", false, true },
    { "#size-1", true, false },       { "#size-2", true, false },
    { "#size-0", true, false },       { "#lang-en", true, false },
    { "#lang-vi", true, false },      { "#volume-less", false, true },
    { "#volume-more", false, true },  { "#dialect-2", false, true },
    { "#dialect-0", false, true },    { "#close", false, false },
    { "#topic-vneid", false, true },  { "#lesson-L11", false, true },
    { "#next", false, true },         { "#next", false, true },
    { "#bar-home", false, true },
};

struct times {
    double ms[TIMES_MAX];
    size_t count;
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool report(const char *name, struct times *t, double limit)
{
    qsort(t->ms, t->count, sizeof t->ms[0], by_size);
    double most = t->ms[t->count - 1];
    printf("%s %.2f ms %.2f %s\n", name, most, limit, most <= limit ? "ok" : "FAILED");
    printf("# %zu times: median %.2f ms\n", t->count, t->ms[t->count / 2]);
    return most <= limit;
}

static double ms_since(int64_t start_us)
{
    return (double)(clock_mono_us() - start_us) / 1000;
}

static void note(struct times *t, double ms)
{
    must(t->count < TIMES_MAX);
    t->ms[t->count++] = ms;
}

/* Speech waits for the end of the press's click in the one queue. */
static double press_ms(void)
{
    static int16_t wave[TONE_SAMPLES_MAX];
    const int rate = 22050;
    return (double)tone_make(TONE_PRESS, rate, wave) * 1000 / rate;
}

static double first_sound(struct kiosk *k)
{
    int64_t shown = clock_mono_us();
    while (!voice_sounding(k->voice) && ms_since(shown) < PATIENCE_MS)
        SDL_Delay(0);
    return ms_since(shown) + press_ms();
}

/* The panels that stand in halls; every switch is made on each, upright and lying, in the largest
 * letters too. */
static const double panels[] = { 15.6, 21.5, 32 };
/* In the panel with the largest letters already, one after the other. */
static const char *const large[] = { "#bar-size", "#size-2",       "#lang-en",      "#lang-vi",
                                     "#close",    "#bar-contrast", "#bar-contrast", "#bar-contrast",
                                     "#bar-size", "#size-1",       "#size-2",       "#size-0",
                                     "#close" };

static struct point find(struct kiosk *k, const char *id)
{
    const struct node *node = NULL;
    if (tree_find_label(kiosk_tree(k), str_of(id), &node) != FOUND_ONE) {
        fprintf(stderr, "bench_settings: %s is not on the screen «%.*s»\n", id,
                STR_ARG(kiosk_screen_name(k)));
        exit(1);
    }
    struct rect seen = rect_cut(node->box, node->clip);
    return (struct point) { seen.x + seen.w / 2, seen.y + seen.h / 2 };
}

static void tap_large(struct kiosk *k, const char *id, struct times *switches)
{
    struct point at = find(k, id);
    voice_hush(k->voice);
    kiosk_advance(k, BETWEEN_MS);
    kiosk_touch(k, TOUCH_DOWN, at);
    kiosk_advance(k, 120);
    unsigned shown = k->pictures_shown;
    int64_t start = clock_mono_us();
    kiosk_touch(k, TOUCH_UP, at);
    double ms = ms_since(start);
    must(k->pictures_shown > shown); /* really repainted and taken by the display */
    note(switches, ms);
    kiosk_settle(k);
}

static void every_panel(struct kiosk *k, struct times *switches)
{
    for (size_t i = 0; i < COUNT_OF(panels); i++) {
        kiosk_set_panel(k, panels[i]);
        kiosk_settle(k);
        size_t before = switches->count;
        for (size_t step = 0; step < COUNT_OF(large); step++)
            tap_large(k, large[step], switches);
        double most = 0;
        for (size_t n = before; n < switches->count; n++)
            most = switches->ms[n] > most ? switches->ms[n] : most;
        printf("# %.1f inches, %d x %d: most %.2f ms\n", panels[i], k->pixels.size.w,
               k->pixels.size.h, most);
    }
}

static void tap(struct kiosk *k, size_t step, struct times *switches, struct times *sounds)
{
    struct point at = find(k, route[step].id);
    voice_hush(k->voice);
    kiosk_advance(k, BETWEEN_MS);
    kiosk_touch(k, TOUCH_DOWN, at);
    kiosk_advance(k, 120);
    int64_t start = clock_mono_us();
    kiosk_touch(k, TOUCH_UP, at);
    if (route[step].switches)
        note(switches, ms_since(start));
    if (route[step].speaks)
        note(sounds, first_sound(k));
    kiosk_settle(k);
}

static struct kiosk *open_kiosk(arena *home, char *size, char *assets, char *data)
{
    char *argv[] = { "tramso", "--window", size, "--assets", assets, "--data", data };
    struct options options;
    struct kiosk *k = NULL;
    must(options_read(&options, home, COUNT_OF(argv), argv));
    if (kiosk_open(&k, home, &options) != FAIL_OK)
        exit(1);
    kiosk_settle(k);
    k->virtual_now = clock_now();
    k->walking = true; /* from here on time passes when we say so; window and voice stay real */
    return k;
}

static void start_session(struct kiosk *k)
{
    kiosk_advance(k, BETWEEN_MS);
    app_verb(&k->app, verb_of(INTENT_START, 0));
    kiosk_settle(k);
}

int main(int argc, char **argv)
{
    static struct times switches, sounds, on_panels;
    arena home = { 0 };
    if (argc != 3) {
        fputs("usage: bench_settings ASSETS DATA\n", stderr);
        return 2;
    }
    log_set_level(LOG_LEVEL_ERROR);
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    struct kiosk *k = open_kiosk(&home, "1080x1920", argv[1], argv[2]);
    if (!voice_available(k->voice)) {
        fputs("bench_settings: there is no voice; is espeak-ng-data installed?\n", stderr);
        return 1;
    }
    start_session(k);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t step = 0; step < COUNT_OF(route); step++)
            tap(k, step, &switches, &sounds);
    bool ok = report("switch_to_pixels_most", &switches, SWITCH_LIMIT_MS);
    every_panel(k, &on_panels);
    kiosk_close(k);
    k = open_kiosk(&home, "1920x1080", argv[1], argv[2]);
    start_session(k);
    every_panel(k, &on_panels);
    ok = report("switch_to_pixels_on_every_panel_most", &on_panels, SWITCH_LIMIT_MS) && ok;
    ok = report("page_to_first_sound_most", &sounds, SOUND_LIMIT_MS) && ok;
    kiosk_close(k);
    arena_finish(&home);
    return ok ? 0 : 1;
}
