/* enrol: takes the code that `tramso-hub enrol` prints. */
#include "ctl/ctl.h"

#include <stdio.h>

#include "base/file.h"
#include "base/log.h"

enum ctl_exit ctl_take_code(struct ctl *ctl, struct identity *identity, str code)
{
    struct enrol_code read;
    log_set_level(LOG_LEVEL_NONE); /* the sentences below say it better */
    enum fail failed = enrol_code_read(code, &read);
    log_set_level(LOG_LEVEL_WARN);
    if (failed == FAIL_VERSION)
        return ctl_refuse("the enrolment code was made by a newer tramso-hub");
    if (failed == FAIL_CORRUPT)
        return ctl_refuse("the enrolment code is damaged; copy it again, whole");
    if (failed != FAIL_OK)
        return ctl_refuse("that is no enrolment code; `tramso-hub enrol` prints one that begins "
                          "with TSE1:");
    /* A clock without a battery cannot judge; the hub does in any case. */
    bool expired = ctl_stamp(ctl).clock_sure && ctl->now.wall_ms > read.expires_ms;
    seal_wipe(read.token, sizeof read.token);
    if (expired)
        return ctl_refuse("the enrolment code expired at %s; `tramso-hub enrol` prints a new one",
                          clock_rfc3339(ctl->home, read.expires_ms).ptr);
    return identity_set_hub(identity, code) == FAIL_OK ? CTL_DONE : CTL_REFUSED;
}

enum ctl_exit ctl_enrol(struct ctl *ctl)
{
    str code = str_trim(ctl->word);
    if (!str_starts(code, S("TSE")) && file_exists(code)) {
        enum fail failed = file_read(ctl->home, code, ENROL_TEXT_MAX + 16, &code);
        if (failed != FAIL_OK)
            return ctl_refuse("the file with the code cannot be read: %.*s",
                              STR_ARG(fail_en(failed)));
        code = str_trim(code);
    }
    struct identity identity;
    if (ctl_open_identity(ctl, true, &identity) != FAIL_OK)
        return CTL_REFUSED;
    enum ctl_exit exit = ctl_take_code(ctl, &identity, code);
    if (exit == CTL_DONE && ctl->json)
        printf("{\"kiosk\":\"%s\",\"hub\":\"%s\"}\n", identity.kiosk, identity.hub.hub);
    else if (exit == CTL_DONE)
        printf("%s now belongs to %s of %s; the next `usb sync` asks it to enrol this kiosk\n",
               identity.kiosk, identity.hub.hub, identity.hub.ward_name);
    identity_close(&identity);
    return exit;
}
