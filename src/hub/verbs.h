/* The commands of tramso-hub, one function each. They print results on stdout and, when they refuse
 * or fail, one English sentence on stderr. */
#ifndef HUB_VERBS_H
#define HUB_VERBS_H

#include <jansson.h>

#include "hub/hub.h"
#include "hub/serve.h"

enum exit_code { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct command {
    arena *home;
    struct hub_place place;
    struct hub_ward ward;
    str argument; /* DIR or STICK */
    str file;     /* the second word of `config` */
    str kiosk;    /* --kiosk */
    str period, date, out;
    str format, since; /* export's */
    bool json;
    str png; /* --png FILE: the code as a picture */
    bool qr; /* --qr: the code in the terminal */
    struct serve_options serve;
    int64_t now_ms;
};

enum exit_code verb_init(const struct command *command);
enum exit_code verb_config(const struct command *command);
enum exit_code verb_export(const struct command *command);
enum exit_code verb_enrol(const struct command *command);
enum exit_code verb_ingest(const struct command *command);
enum exit_code verb_kiosks(const struct command *command);
enum exit_code verb_reader(const struct command *command);
enum exit_code verb_receipts(const struct command *command);
enum exit_code verb_revoke(const struct command *command);
enum exit_code verb_serve(const struct command *command);
enum exit_code verb_report(const struct command *command);

/* «tramso-hub: …» on stderr; returns EXIT_REFUSED. */
enum exit_code refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* One object and a line feed on stdout; takes root. */
void print_json(json_t *root);
/* A text of any origin; «?» where it is no UTF-8. */
json_t *text_json(str text);

#endif
