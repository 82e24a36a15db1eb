/* serve. */
#include "hub/keys.h"
#include "hub/serve.h"
#include "hub/verbs.h"

enum exit_code verb_serve(const struct command *command)
{
    struct hub hub;
    char why[240] = "";
    struct serve_options options = command->serve;
    if (!options.listen.len)
        options.listen = S("127.0.0.1:8080");
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    /* Before the first request, so that what is wrong with the keys is said now. */
    enum fail failed = hub_need_keys(&hub);
    if (failed == FAIL_OK)
        failed = serve_run(&hub, &options, why);
    hub_close(&hub);
    if (failed == FAIL_OK)
        return EXIT_DONE;
    return why[0] ? refuse("%s", why) : EXIT_REFUSED;
}
