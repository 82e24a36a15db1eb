#include "ctl/ctl.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/file.h"
#include "base/log.h"

static void complain(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
static void complain(const char *format, va_list args)
{
    fputs("tramsoctl: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

enum ctl_exit ctl_refuse(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(format, args);
    va_end(args);
    return CTL_REFUSED;
}

enum ctl_exit ctl_misused(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(format, args);
    va_end(args);
    return CTL_USAGE;
}

str ctl_path(const struct ctl *ctl, str name)
{
    return file_join(ctl->home, ctl->data, name);
}

enum fail ctl_open_ledger(struct ctl *ctl, bool read_only, struct ledger **out)
{
    *out = NULL;
    struct ledger_options options = { .path = ctl_path(ctl, S(LEDGER_FILE_NAME)),
                                      .read_only = read_only,
                                      .boot_id = ledger_boot_id(ctl->home),
                                      .version = S(TRAMSO_VERSION) };
    if (!file_exists(options.path)) {
        ctl_refuse("there is no ledger in «%.*s»: name the kiosk's data folder with --data",
                   STR_ARG(ctl->data));
        return FAIL_MISSING;
    }
    return ledger_open(out, &options);
}

enum fail ctl_open_identity(struct ctl *ctl, bool make, struct identity *out)
{
    *out = (struct identity) { 0 };
    if (!make && !file_exists(ctl_path(ctl, S("keys/kiosk.key"))))
        return FAIL_MISSING;
    struct identity_options options = { .folder = ctl->data, .kiosk_id = ctl->config.kiosk_id };
    return identity_open(out, &options);
}

struct stamp ctl_stamp(const struct ctl *ctl)
{
    (void)ctl;
    struct moment now = clock_now();
    return (struct stamp) { now, now.wall_ms >= CLOCK_PLAUSIBLE_MS };
}
