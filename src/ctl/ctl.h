/* tramsoctl: everything a kiosk's data can be asked from a shell, one file a verb.
 *
 * Verbs only read what they need; a verb that reads makes no file. Results go to stdout, one
 * English sentence about a refusal to stderr. Where a leaf below has logged its sentence already,
 * the verb adds none. */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include "base/args.h"
#include "base/clock.h"
#include "content/config.h"
#include "store/identity.h"
#include "store/ledger.h"
#include "store/views.h"

enum ctl_exit { CTL_DONE = 0, CTL_REFUSED = 1, CTL_USAGE = 2 };

/* Options that only some verbs take. */
enum ctl_option {
    CTL_SINCE = 1,
    CTL_FORMAT = 2,
    CTL_KEY = 4,
    CTL_PERIOD = 8,
    CTL_LANG = 16,
    CTL_OUT = 32,
    CTL_NOW = 64,
    CTL_SIMULATE = 128,
    CTL_WEAK = 256,
    CTL_WALK = 512,
    CTL_ALL = 1024,
};

struct ctl {
    arena *home;
    str data;   /* the kiosk's data folder */
    str assets; /* empty: not given */
    struct kiosk_config config;
    str word; /* the first that follows the verb: a file, a folder, a code */
    const str *words;
    size_t word_count;
    str since, format, key, kiosk_key, period, date, lang, out;
    str days, learners, seed, groups; /* simulate's */
    bool into_existing, weak;
    str mode; /* of walks */
    str all;  /* pack preview: where sheets of all lessons go */
    bool wrong, with_shots;
    bool json;
    struct moment now; /* --now, else the machine's */
};

struct ctl_verb {
    const char *name; /* one or two words */
    enum ctl_exit (*run)(struct ctl *ctl);
    unsigned options;
    size_t words, more; /* how many follow at least, and how many more may */
    const char *usage;
    const char *help;
};

/* «tramsoctl: …» on stderr; returns CTL_REFUSED, or CTL_USAGE. */
enum ctl_exit ctl_refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));
enum ctl_exit ctl_misused(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* DATA/name. */
str ctl_path(const struct ctl *ctl, str name);
/* The ledger for reading; refuses where the kiosk has never run. */
must_check enum fail ctl_open_ledger(struct ctl *ctl, bool read_only, struct ledger **out);
/* The kiosk's identity; make: its keys are made where there are none. Without make FAIL_MISSING is
 * quiet and *out is empty. */
must_check enum fail ctl_open_identity(struct ctl *ctl, bool make, struct identity *out);
/* The moment and whether to believe it, for what is written down. */
struct stamp ctl_stamp(const struct ctl *ctl);

enum ctl_exit ctl_batch_inspect(struct ctl *ctl);
enum ctl_exit ctl_batch_open(struct ctl *ctl);
enum ctl_exit ctl_db_check(struct ctl *ctl);
enum ctl_exit ctl_db_rebuild(struct ctl *ctl);
enum ctl_exit ctl_enrol(struct ctl *ctl);
enum ctl_exit ctl_events(struct ctl *ctl);
enum ctl_exit ctl_key_new(struct ctl *ctl);
enum ctl_exit ctl_key_show(struct ctl *ctl);
enum ctl_exit ctl_net_status(struct ctl *ctl);
enum ctl_exit ctl_net_sync(struct ctl *ctl);
enum ctl_exit ctl_pack_build(struct ctl *ctl);
enum ctl_exit ctl_pack_check(struct ctl *ctl);
enum ctl_exit ctl_pack_coverage(struct ctl *ctl);
enum ctl_exit ctl_pack_install(struct ctl *ctl);
enum ctl_exit ctl_pack_list(struct ctl *ctl);
enum ctl_exit ctl_pack_preview(struct ctl *ctl);
enum ctl_exit ctl_pack_rollback(struct ctl *ctl);
enum ctl_exit ctl_pack_walk(struct ctl *ctl);
enum ctl_exit ctl_report(struct ctl *ctl);
enum ctl_exit ctl_simulate(struct ctl *ctl);
enum ctl_exit ctl_speak(struct ctl *ctl);
enum ctl_exit ctl_usb_sync(struct ctl *ctl);

/* Takes an enrolment code for this kiosk (also for kiosk.yaml's hub_code); prints only refusals. */
enum ctl_exit ctl_take_code(struct ctl *ctl, struct identity *identity, str code);

#endif
