#define LOG_MODULE "options"
#include "kiosk/options.h"

#include <stdio.h>

#include "base/args.h"
#include "base/clock.h"
#include "base/must.h"
#include "base/places.h"
#include "kiosk/walk_line.h"

void options_print_help(void)
{
    puts("tramso: the kiosk of Trạm Số\n"
         "\n"
         "usage: tramso [options]                      full screen, for people\n"
         "       tramso --walk FILE [--shots DIR]      plays a script, needs no display\n"
         "\n"
         "  --window WxH     a window of this size instead of the full screen; a walk's size\n"
         "  --data DIR       ledger and keys (default ~/.local/share/tramso)\n"
         "  --config FILE    kiosk.yaml (default: beside the program, else /etc/tramso)\n"
         "  --assets DIR     lessons, pictures, phrases (default: beside the program, else\n"
         "                   /usr/share/tramso)\n"
         "  --walk FILE      plays the script with a virtual clock, then ends\n"
         "  --shots DIR      where the walk's pictures and dumps go\n"
         "  --pack DIR       shows this pack's folder too, in any season (tramsoctl pack preview)\n"
         "  --lesson CODE    begins with this lesson\n"
         "  --touches FILE   records every touch into a new file (mode 0600): time in ms, what,\n"
         "                   finger, place in micrometres; to try the rules of touch on a real "
         "panel\n"
         "  --no-paint       a walk makes no pictures, only what they hold: five times as quick\n"
         "  --usb DIR        this folder plays the stick; mounts are not watched\n"
         "  --now TIME       the walk's first moment, 2026-11-22T09:00+07:00\n"
         "  --seed N         makes shuffles repeatable\n"
         "  --verbose        a walk prints each line once it has held\n"
         "  --help           this text\n"
         "  --version        the version\n"
         "\n"
         "Exit codes: 0 done, 1 failed with one sentence on stderr, 2 wrong usage.");
}

static bool wrong(const char *what, str word)
{
    fprintf(stderr, "tramso: %s: %.*s (tramso --help shows all options)\n", what, STR_ARG(word));
    return false;
}

static bool read_values(struct options *o, str window, str now, str seed)
{
    int w = 0, h = 0;
    if (!str_empty(window) && walk_size(window, &w, &h) != FAIL_OK)
        return wrong("--window takes WIDTHxHEIGHT from 320x320 to 4096x4096, not", window);
    o->window = (struct extent) { w, h };
    o->has_now = !str_empty(now);
    if (o->has_now && clock_parse(now, &o->now_ms) != FAIL_OK)
        return wrong("--now takes a time like 2026-11-22T09:00+07:00, not", now);
    if (!str_empty(seed) && !str_to_u64(seed, &o->seed))
        return wrong("--seed takes a number, not", seed);
    return true;
}

bool options_read(struct options *o, arena *home, int argc, char **argv)
{
    *o = (struct options) { .help = false };
    str window = { 0 }, now = { 0 }, seed = { 0 };
    const struct arg_option table[] = {
        { "assets", &o->assets, NULL, 1 },
        { "config", &o->config, NULL, 1 },
        { "data", &o->data, NULL, 1 },
        { "help", NULL, &o->help, 1 },
        { "no-paint", NULL, &o->no_paint, 1 },
        { "pack", &o->pack, NULL, 1 },
        { "lesson", &o->lesson, NULL, 1 },
        { "now", &now, NULL, 1 },
        { "seed", &seed, NULL, 1 },
        { "shots", &o->shots, NULL, 1 },
        { "version", NULL, &o->version, 1 },
        { "touches", &o->touches, NULL, 1 },
        { "usb", &o->usb, NULL, 1 },
        { "verbose", NULL, &o->verbose, 1 },
        { "walk", &o->walk, NULL, 1 },
        { "window", &window, NULL, 1 },
    };
    struct args args;
    if (!args_read(&args, argc, argv, table, COUNT_OF(table))) {
        fprintf(stderr, "tramso: «%.*s» %s (tramso --help shows all options)\n",
                STR_ARG(args.unknown), args.reason);
        return false;
    }
    if (args.word_count > 0)
        return wrong("this word belongs to no option", args.words[0]);
    if (o->no_paint && (str_empty(o->walk) || !str_empty(o->shots)))
        return wrong("only a walk without pictures can do without painting:", S("--no-paint"));
    if (!read_values(o, window, now, seed))
        return false;
    if (str_empty(o->assets))
        o->assets = places_assets(home);
    if (str_empty(o->config))
        o->config = places_config(home);
    if (str_empty(o->data))
        o->data = places_data(home);
    return true;
}
