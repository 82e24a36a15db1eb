#define LOG_MODULE "round"
#include "kiosk/round.h"

#include "base/file.h"
#include "base/log.h"

enum fail round_open_keys(struct kiosk_round *round, const struct round_options *options)
{
    *round = (struct kiosk_round) { .ledger = NULL };
    struct identity_options who = { .folder = options->data, .kiosk_id = options->kiosk_id };
    enum fail failed = identity_open(&round->identity, &who);
    bool take = failed == FAIL_OK && !round->identity.enrolled && options->hub_code.len;
    if (take && identity_set_hub(&round->identity, options->hub_code) != FAIL_OK)
        log_warn("hub_code in the settings is no enrolment code that can be taken");
    return failed;
}

enum fail round_open(struct kiosk_round *round, arena *home, const struct round_options *options)
{
    struct ledger_options ledger = {
        .path = file_join(home, options->data, S(LEDGER_FILE_NAME)),
        .boot_id = str_empty(options->boot_id) ? ledger_boot_id(home) : options->boot_id,
        .version = S(TRAMSO_VERSION),
    };
    struct views_options views = { .path = file_join(home, options->data, S(VIEWS_FILE_NAME)) };
    enum fail failed = ledger_open(&round->ledger, &ledger);
    return failed == FAIL_OK ? views_open(&round->views, &views) : failed;
}

void round_close(struct kiosk_round *round)
{
    views_close(round->views);
    ledger_close(round->ledger);
    identity_close(&round->identity);
}
