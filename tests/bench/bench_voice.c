/* «Synthesis never delays a frame»: the same presses in the same run, silent and while espeak-ng
 * makes long Vietnamese sentences without a pause.
 *
 * A finger going down paints the pressed look of a button; it is timed until the display has taken
 * the picture. The two ways take turns, so that neither has the warmer machine. A press with voice
 * begins when the first samples have been made; the whole text takes many times longer to make than
 * a press may take, which is measured first. SDL plays into its dummy driver. bench_voice ASSETS
 * DATA; needs a display of at least 1080 × 1920. */
#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "kiosk/machine.h"
#include "ui/dump.h"

#define ROUNDS 60
#define PRESS_LIMIT_MS 16.0
#define OPENING_MS 5000
#define MAKING_LEAST_MS (10 * PRESS_LIMIT_MS)
#define TIMES_MAX 1024u

static const char *const buttons[] = { "#topic-vneid", "#topic-lua-dao", "#card",
                                       "#check",       "#bar-contrast",  "#bar-help" };

struct times {
    double ms[TIMES_MAX];
    size_t count;
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool report(const char *name, struct times *t)
{
    must(t->count > 0);
    qsort(t->ms, t->count, sizeof t->ms[0], by_size);
    double p99 = t->ms[t->count * 99 / 100];
    printf("%s %.2f ms %.2f %s\n", name, p99, PRESS_LIMIT_MS,
           p99 <= PRESS_LIMIT_MS ? "ok" : "FAILED");
    printf("# %zu presses: median %.2f ms, most %.2f ms\n", t->count, t->ms[t->count / 2],
           t->ms[t->count - 1]);
    return p99 <= PRESS_LIMIT_MS;
}

/* Far more than is made within the press: half a minute of speech, in one sentence after the other.
 */
static void speak_on(struct kiosk *k)
{
    static arena home;
    static const char text[] =
        "Bác báo số tài khoản của mình qua vi en ai đi không mất phí ạ, khi có trợ cấp thì tiền về "
        "đúng tài khoản ấy, còn ai gọi điện đòi tiền đòi mã thì bác cúp máy ngay và ra công an "
        "phường hỏi lại cho chắc. ";
    arena_reset(&home);
    struct buf words = buf_in(&home);
    for (int i = 0; i < 24; i++)
        buf_str(&words, str_of(text));
    voice_set(k->voice, VOICE_VOLUME_MAX, VOICE_SPEED_NORMAL, 0);
    voice_say(k->voice, buf_view(&words), false);
}

static struct point find(struct kiosk *k, const char *id)
{
    const struct node *node = NULL;
    if (tree_find_label(kiosk_tree(k), str_of(id), &node) != FOUND_ONE) {
        fprintf(stderr, "bench_voice: %s is not on the screen «%.*s»\n", id,
                STR_ARG(kiosk_screen_name(k)));
        exit(1);
    }
    struct rect seen = rect_cut(node->box, node->clip);
    return (struct point) { seen.x + seen.w / 2, seen.y + seen.h / 2 };
}

/* Down is timed; up happens far away, so that nothing is activated and the screen stays. */
static void press(struct kiosk *k, const char *id, bool voice, struct times *t)
{
    struct point at = find(k, id), away = { 5, 5 };
    voice_hush(k->voice);
    kiosk_advance(k, 900);
    if (voice) {
        speak_on(k);
        while (!voice_sounding(k->voice))
            SDL_Delay(1);
    }
    int64_t start = clock_mono_us();
    kiosk_touch(k, TOUCH_DOWN, at);
    double ms = (double)(clock_mono_us() - start) / 1000;
    kiosk_advance(k, 120);
    kiosk_touch(k, TOUCH_MOVE, away);
    kiosk_touch(k, TOUCH_UP, away);
    must(t->count < TIMES_MAX);
    t->ms[t->count++] = ms;
}

static double ms_of_making(struct kiosk *k)
{
    int64_t start = clock_mono_us();
    speak_on(k);
    worker_drain(k->worker);
    return (double)(clock_mono_us() - start) / 1000;
}

static struct kiosk *open_kiosk(arena *home, char *assets, char *data)
{
    char *argv[] = { "tramso", "--window", "1080x1920", "--assets", assets, "--data", data };
    struct options options;
    struct kiosk *k = NULL;
    must(options_read(&options, home, COUNT_OF(argv), argv));
    if (kiosk_open(&k, home, &options) != FAIL_OK)
        exit(1);
    for (int ms = 0; ms < OPENING_MS && !voice_available(k->voice); ms += 10)
        SDL_Delay(10);
    kiosk_settle(k);
    k->virtual_now = clock_now();
    k->walking = true; /* from here on time passes when we say so; window and voice stay real */
    k->app.model.voice_on = false; /* pages are not read: only our own text is */
    app_verb(&k->app, verb_of(INTENT_START, 0));
    kiosk_settle(k);
    return k;
}

int main(int argc, char **argv)
{
    static struct times silent, speaking;
    arena home = { 0 };
    if (argc != 3) {
        fputs("usage: bench_voice ASSETS DATA\n", stderr);
        return 2;
    }
    log_set_level(LOG_LEVEL_ERROR);
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    struct kiosk *k = open_kiosk(&home, argv[1], argv[2]);
    if (!voice_available(k->voice)) {
        fputs("bench_voice: there is no voice; is espeak-ng-data installed?\n", stderr);
        return 1;
    }
    double making = ms_of_making(k);
    printf("# the whole text is made in %.0f ms\n", making);
    fflush(stdout);
    must(making >= MAKING_LEAST_MS);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < 2 * COUNT_OF(buttons); i++)
            press(k, buttons[i / 2], i % 2, i % 2 ? &speaking : &silent);
    bool ok = report("press_to_pixels_silent_p99", &silent);
    ok = report("press_to_pixels_speaking_p99", &speaking) && ok;
    kiosk_close(k);
    arena_finish(&home);
    return ok ? 0 : 1;
}
