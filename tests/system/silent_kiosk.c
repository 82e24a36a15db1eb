/* The real kiosk in a real window without what a voice needs: it goes on, and the settings panel
 * says whether there is one. silent_kiosk ASSETS DATA voice|no-voice|lost The environment tells
 * what is missing (SDL_AUDIODRIVER, ESPEAK_DATA_PATH); silence.sh counts the log's lines. */
#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/must.h"
#include "kiosk/machine.h"
#include "ui/dump.h"

#define WORKER_MS 20
#define OPENING_MS 5000

static void fail(struct kiosk *k, const char *wanted)
{
    fprintf(stderr, "silent_kiosk: on the screen «%.*s»: %s\n", STR_ARG(kiosk_screen_name(k)),
            wanted);
    exit(1);
}

static void tap(struct kiosk *k, const char *id)
{
    const struct node *node = NULL;
    if (tree_find_label(kiosk_tree(k), str_of(id), &node) != FOUND_ONE)
        fail(k, id);
    struct rect seen = rect_cut(node->box, node->clip);
    struct point at = { seen.x + seen.w / 2, seen.y + seen.h / 2 };
    kiosk_advance(k, 900);
    kiosk_touch(k, TOUCH_DOWN, at);
    kiosk_advance(k, 120);
    kiosk_touch(k, TOUCH_UP, at);
    SDL_Delay(WORKER_MS);
    kiosk_settle(k);
}

static void expect_panel(struct kiosk *k, bool voice)
{
    const struct node *node = NULL;
    bool words = tree_shows(kiosk_tree(k), S("Máy này chưa có tiếng"));
    bool volume = tree_find_label(kiosk_tree(k), S("#volume-more"), &node) == FOUND_ONE;
    bool explore = tree_find_label(kiosk_tree(k), S("#explore"), &node) == FOUND_ONE;
    if (words == voice || volume != voice || explore != voice)
        fail(k, voice ? "the panel does not offer the voice" : "the panel does not say: no voice");
}

static struct kiosk *open_kiosk(arena *home, char *assets, char *data)
{
    char *argv[] = { "tramso", "--window", "1080x1920", "--assets", assets, "--data", data };
    struct options options;
    struct kiosk *k = NULL;
    must(options_read(&options, home, COUNT_OF(argv), argv));
    if (kiosk_open(&k, home, &options) != FAIL_OK)
        exit(77);
    k->virtual_now = clock_now();
    k->walking = true; /* from here on time passes when we say so; window and voice stay real */
    kiosk_settle(k);
    return k;
}

/* The whole way to a practised task, with every sound there is on it. */
static void visit(struct kiosk *k, bool voice)
{
    static const char *const way[] = { "#topic-vneid", "#lesson-L11",    "#next",
                                       "#next",        "#mode-self",     "#phone-so-suc-khoe",
                                       "#hint",        "#phone-an-sinh", "#phone-tai-khoan-huong",
                                       "#key-1",       "#bar-help",      "#help-close" };
    for (size_t i = 0; i < COUNT_OF(way); i++)
        tap(k, way[i]);
    tap(k, "#bar-size");
    expect_panel(k, voice);
    tap(k, "#close");
    tap(k, "#bar-read");
    if (!voice) { /* the button leads to the words that say why nothing is read */
        expect_panel(k, false);
        tap(k, "#close");
    }
    tap(k, "#bar-home");
}

/* As the loop does, until the device that breaks is given up. */
static void lose_voice(struct kiosk *k)
{
    kiosk_settle(k);
    tap(k, "#bar-size");
    expect_panel(k, true);
    tap(k, "#close");
    for (int ms = 0; ms < OPENING_MS && voice_available(k->voice); ms += WORKER_MS) {
        if (window_wait(k->window, WORKER_MS).kind == WINDOW_SOUND_LOST)
            voice_lost(k->voice);
        kiosk_settle(k);
    }
    kiosk_settle(k);
}

int main(int argc, char **argv)
{
    arena home = { 0 };
    if (argc != 4)
        return 2;
    bool voice = strcmp(argv[2], "voice") == 0;
    struct kiosk *k = open_kiosk(&home, argv[1], argv[3]);
    bool goes = strcmp(argv[2], "lost") == 0; /* there at first, and then pulled out */
    for (int ms = 0; ms < OPENING_MS && voice_available(k->voice) != (voice || goes);
         ms += WORKER_MS)
        SDL_Delay(WORKER_MS);
    if (goes)
        lose_voice(k);
    if (voice_available(k->voice) != voice)
        fail(k, "the voice is not as it should be");
    tap(k, "#start");
    visit(k, voice);
    visit(k, voice);
    /* At rest the device is closed; the next touch asks for it again. */
    kiosk_settle(k);
    voice_rest(k->voice);
    SDL_Delay(WORKER_MS * 10);
    tap(k, "#topic-vneid");
    tap(k, "#bar-home");
    kiosk_close(k);
    arena_finish(&home);
    return 0;
}
