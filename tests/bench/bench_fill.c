/* Fills a kiosk's ledger for bench_memory.py: bench_fill DATA EVENTS */
#include <stdio.h>

#include "base/file.h"
#include "base/log.h"
#include "bench/life.h"

int main(int argc, char **argv)
{
    arena home = { 0 };
    uint64_t events = 0;
    if (argc != 3 || !str_to_u64(str_of(argv[2]), &events)) {
        fputs("bench_fill DATA EVENTS\n", stderr);
        return 2;
    }
    log_set_level(LOG_LEVEL_ERROR);
    struct ledger_options options = { .path =
                                          file_join(&home, str_of(argv[1]), S(LEDGER_FILE_NAME)),
                                      .boot_id = S("bench"),
                                      .version = S("bench") };
    struct ledger *ledger = NULL;
    struct life life = life_from(1);
    if (file_make_folder(str_of(argv[1]), true) != FAIL_OK ||
        ledger_open(&ledger, &options) != FAIL_OK)
        return 1;
    life_fill(ledger, &life, events);
    ledger_close(ledger);
    arena_finish(&home);
    return 0;
}
