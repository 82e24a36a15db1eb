/* Prints a learner card of the kiosk whose data folder is given, as a walk would scan it: learned
 * are L01 by oneself and M05 with help. make_card DATA */
#include <stdio.h>

#include "base/clock.h"
#include "store/identity.h"

int main(int argc, char **argv)
{
    struct identity identity;
    struct identity_options options = { 0 };
    if (argc != 2) {
        fputs("usage: make_card DATA\n", stderr);
        return 2;
    }
    options.folder = str_of(argv[1]);
    if (identity_open(&identity, &options) != FAIL_OK)
        return 1;
    arena home = { 0 };
    struct card card = { .learner = { 'M', 'A', 'U' }, .issue_day = card_day(clock_now().wall_ms) };
    progress_set(&card.progress, 1, true);
    progress_set(&card.progress, 68, false);
    str text = identity_issue_card(&identity, &home, &card);
    printf("%.*s\n", STR_ARG(text));
    arena_finish(&home);
    identity_close(&identity);
    return 0;
}
