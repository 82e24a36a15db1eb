/* pack install, pack rollback: the lessons of one kiosk, by hand. */
#include <inttypes.h>
#include <stdio.h>

#include "base/file.h"
#include "base/places.h"
#include "ctl/pack.h"

struct packs pack_trust(struct ctl *ctl)
{
    struct identity identity = { 0 };
    struct sign_public *signers = arena_new(ctl->home, struct sign_public, PACKS_SIGNERS_MAX);
    bool known = ctl_open_identity(ctl, false, &identity) == FAIL_OK;
    struct packs packs = { .data = ctl->data,
                           .assets = ctl->assets.len ? ctl->assets : places_assets(ctl->home),
                           .signers = signers,
                           .wanted = ctl->config.packs,
                           .wanted_count = ctl->config.pack_count,
                           .has_icon = pack_has_icon };
    packs.signer_count = packs_signers(&ctl->config, known ? &identity : NULL, signers);
    if (known)
        identity_close(&identity);
    return packs;
}

/* What changed stands in the kiosk's ledger, where there is one. */
static enum ctl_exit write_down(struct ctl *ctl, const struct event_draft *draft)
{
    struct ledger *ledger;
    if (!file_exists(ctl_path(ctl, S(LEDGER_FILE_NAME))))
        return CTL_DONE;
    if (ctl_open_ledger(ctl, false, &ledger) != FAIL_OK)
        return CTL_REFUSED;
    struct stamp stamp = ctl_stamp(ctl);
    enum fail failed = ledger_append(ledger, ctl->home, draft, &stamp, NULL);
    ledger_close(ledger);
    return failed == FAIL_OK ? CTL_DONE : CTL_REFUSED;
}

static enum ctl_exit tell(struct ctl *ctl, const char *what, const struct packs_result *r)
{
    if (ctl->json)
        printf("{\"pack\":\"%s\",\"version\":%" PRIu64 ",\"before\":%" PRIu64
               ",\"lessons\":%u,\"changed\":%s}\n",
               r->pack, r->version, r->before, r->lessons, r->unchanged ? "false" : "true");
    else if (r->version)
        printf("pack %s: version %" PRIu64 " %s\n", r->pack, r->version, what);
    else
        printf("pack %s: the program's own is in use again\n", r->pack);
    return CTL_DONE;
}

enum ctl_exit ctl_pack_install(struct ctl *ctl)
{
    struct packs packs = pack_trust(ctl);
    struct packs_result result;
    if (packs_install(&packs, ctl->word, &result) != FAIL_OK)
        return ctl_refuse("«%.*s» is not installed: %s", STR_ARG(ctl->word), result.why);
    if (result.unchanged)
        return tell(ctl, "is in use already", &result);
    struct event_draft draft = packs_event_installed(&result, S("ctl"));
    enum ctl_exit exit = write_down(ctl, &draft);
    return exit == CTL_DONE ? tell(ctl, "is installed", &result) : exit;
}

enum ctl_exit ctl_pack_rollback(struct ctl *ctl)
{
    struct packs packs = pack_trust(ctl);
    struct packs_result result;
    if (packs_rollback(&packs, ctl->word, &result) != FAIL_OK)
        return ctl_refuse("%s", result.why);
    struct event_draft draft = packs_event_rolledback(&result, S("ctl"));
    enum ctl_exit exit = write_down(ctl, &draft);
    return exit == CTL_DONE ? tell(ctl, "is in use again", &result) : exit;
}
