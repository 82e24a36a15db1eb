/* tramso: the kiosk. */
#define LOG_MODULE "main"
#include <stdio.h>

#include "base/log.h"
#include "kiosk/kiosk.h"
#include "kiosk/machine.h"
#include "kiosk/signals.h"
#include "kiosk/walk.h"

static int run(const struct options *options, arena *home)
{
    struct kiosk *kiosk = NULL;
    enum fail failed = kiosk_open(&kiosk, home, options);
    if (failed != FAIL_OK)
        return 1; /* whoever knows why has said it */
    int code = 0;
    signals_start(machine_wake, kiosk);
    if (!str_empty(options->lesson) && !kiosk_open_lesson(kiosk, options->lesson)) {
        fprintf(stderr, "tramso: there is no lesson %.*s\n", STR_ARG(options->lesson));
        code = 1;
    } else if (str_empty(options->walk)) {
        kiosk_run(kiosk);
    } else {
        struct walk_options walk = { options->walk, options->shots, options->verbose };
        code = walk_run(kiosk, &walk);
    }
    signals_stop();
    kiosk_close(kiosk);
    return code;
}

int main(int argc, char **argv)
{
    arena home = { 0 };
    struct options options;
    if (!options_read(&options, &home, argc, argv)) {
        arena_finish(&home);
        return 2;
    }
    int code = 0;
    if (options.help) {
        options_print_help();
    } else if (options.version) {
        puts("tramso " TRAMSO_VERSION);
    } else {
        signals_block();
        code = run(&options, &home);
    }
    arena_finish(&home);
    return code;
}
