/* The commands of tramso-hub, one function each. They print results on stdout and, when they refuse
 * or fail, one English sentence on stderr. */
#ifndef HUB_VERBS_H
#define HUB_VERBS_H

#include "hub/hub.h"

enum exit_code { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct command {
    arena *home;
    struct hub_place place;
    struct hub_ward ward;
    str argument; /* DIR or STICK */
    str file;     /* the second word of `config` */
    str kiosk;    /* --kiosk */
    str period, date;
    bool json;
    int64_t now_ms;
};

enum exit_code verb_init(const struct command *command);
enum exit_code verb_config(const struct command *command);
enum exit_code verb_enrol(const struct command *command);
enum exit_code verb_ingest(const struct command *command);
enum exit_code verb_kiosks(const struct command *command);
enum exit_code verb_report(const struct command *command);

/* «tramso-hub: …» on stderr; returns EXIT_REFUSED. */
enum exit_code refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
