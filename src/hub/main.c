/* tramso-hub: collects the kiosks' batches and counts them. */
#include <stdio.h>
#include <string.h>

#include "base/args.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "content/config.h"
#include "hub/verbs.h"

static const char help[] =
    "tramso-hub - collects the batches of a ward's kiosks\n"
    "\n"
    "  tramso-hub init DIR [--ward-name NAME] [--ward-id ID] [--address URL]\n"
    "      makes the hub's keys and storage in DIR and prints an enrolment code (TSE1:...)\n"
    "  tramso-hub enrol [--png FILE] [--qr]\n"
    "      prints a fresh enrolment code; each one serves one kiosk and is valid 15 minutes;\n"
    "      --png: also as a picture for a screen or printer, --qr: also in the terminal\n"
    "  tramso-hub serve [--listen 127.0.0.1:8080] [--tls-cert FILE --tls-key FILE | "
    "--behind-proxy]\n"
    "      takes events over HTTP (xAPI 1.0.3 and enrolment) until it is stopped; plain HTTP only\n"
    "      on loopback or behind a proxy that ends TLS\n"
    "  tramso-hub ingest STICK\n"
    "      takes enrolment requests and batches from a stick and writes receipts to it; a stick\n"
    "      may come any number of times, nothing is counted twice\n"
    "  tramso-hub config STICK FILE.yaml [--kiosk ID]\n"
    "      signs settings for one kiosk, or for all, and puts them on a stick; a kiosk takes them "
    "at\n"
    "      its next `usb sync` and they count over its kiosk.yaml\n"
    "  tramso-hub receipts STICK\n"
    "      writes receipts and grants to a stick and takes nothing from it\n"
    "  tramso-hub revoke KIOSK | revoke reader-NAME\n"
    "      a lost or stolen kiosk may not send any more, what it sent stays; a reader may not "
    "read\n"
    "  tramso-hub reader NAME\n"
    "      prints a new USER:PASSWORD for a tool that may read all statements by HTTP\n"
    "  tramso-hub kiosks\n"
    "      who is enrolled, who has not synced, what is missing, what was quarantined and why\n"
    "  tramso-hub report [--period day|week|month|quarter|half|year|all] [--date DATE]\n"
    "      [--out FILE.xlsx|FILE.csv]\n"
    "      the measured numbers, by the same definitions as `tramsoctl report`\n"
    "  tramso-hub export [--format statements|events] [--since PLACE]\n"
    "      everything the hub holds, one JSON object a line: xAPI statements, or the ledgers' "
    "rows\n"
    "\n"
    "Options\n"
    "  --data DIR       the hub's folder (default: ./hub)\n"
    "  --store SPEC     where events are kept: sqlite:FILE (default: DIR/hub.db) or "
    "postgresql://...\n"
    "  --config FILE    hub.yaml (default: none)\n"
    "  --date DATE      2026-11-22, 2026-11, 2026-Q4, 2026-H2 or 2026 (default: today)\n"
    "  --json           one JSON object instead of text\n"
    "  --help, --version\n"
    "\n"
    "Exit codes: 0 done; 1 refused or failed, with one sentence on stderr; 2 wrong usage.\n";

static const struct verb {
    const char *name;
    enum exit_code (*run)(const struct command *command);
    size_t words; /* after the verb */
} verbs[] = {
    { "config", verb_config, 2 }, { "enrol", verb_enrol, 0 },       { "export", verb_export, 0 },
    { "ingest", verb_ingest, 1 }, { "init", verb_init, 1 },         { "kiosks", verb_kiosks, 0 },
    { "reader", verb_reader, 1 }, { "receipts", verb_receipts, 1 }, { "report", verb_report, 0 },
    { "revoke", verb_revoke, 1 }, { "serve", verb_serve, 0 },
};

struct settings {
    str data, store, config, ward_name, ward_id, address, period, date, kiosk;
    str out, format, since;
    str listen, tls_cert, tls_key, png;
    bool behind_proxy, qr, json, help, version;
};

static enum exit_code usage(const char *why, str word)
{
    fprintf(stderr, "tramso-hub: «%.*s» %s; see tramso-hub --help\n", STR_ARG(word), why);
    return EXIT_USAGE;
}

static bool read_args(struct args *args, struct settings *s, int argc, char **argv)
{
    const struct arg_option options[] = {
        { "data", .text = &s->data },
        { "store", .text = &s->store },
        { "config", .text = &s->config },
        { "ward-name", .text = &s->ward_name },
        { "ward-id", .text = &s->ward_id },
        { "address", .text = &s->address },
        { "period", .text = &s->period },
        { "date", .text = &s->date },
        { "json", .flag = &s->json },
        { "kiosk", .text = &s->kiosk },
        { "out", .text = &s->out },
        { "format", .text = &s->format },
        { "since", .text = &s->since },
        { "listen", .text = &s->listen },
        { "tls-cert", .text = &s->tls_cert },
        { "tls-key", .text = &s->tls_key },
        { "png", .text = &s->png },
        { "qr", .flag = &s->qr },
        { "behind-proxy", .flag = &s->behind_proxy },
        { "help", .flag = &s->help },
        { "version", .flag = &s->version },
    };
    return args_read(args, argc, argv, options, COUNT_OF(options));
}

/* The file's settings below the command line's. */
static enum exit_code read_config(struct settings *s, arena *home)
{
    struct hub_config config;
    struct problems *problems = arena_new(home, struct problems, 1);
    problems->home = home;
    hub_config_defaults(&config);
    if (s->config.len) {
        enum fail failed = hub_config_load(&config, home, s->config, problems);
        if (failed == FAIL_MISSING)
            return refuse("there is no settings file %.*s", STR_ARG(s->config));
        if (failed != FAIL_OK) {
            problems_print(problems, stderr);
            return EXIT_REFUSED;
        }
    }
    s->data = s->data.len ? s->data : config.data.len ? config.data : S("hub");
    s->store = s->store.len ? s->store : config.store;
    s->ward_id = s->ward_id.len ? s->ward_id : config.ward_id;
    s->ward_name = s->ward_name.len ? s->ward_name : config.ward_name;
    return EXIT_DONE;
}

static enum exit_code run_verb(const struct verb *verb, const struct settings *s, const str *words,
                               arena *home)
{
    struct command command = { .home = home,
                               .place = { s->data, s->store },
                               .ward = { s->ward_id, s->ward_name, s->address },
                               .argument = words[0],
                               .file = words[1],
                               .kiosk = s->kiosk,
                               .period = s->period,
                               .date = s->date,
                               .out = s->out,
                               .format = s->format,
                               .since = s->since,
                               .json = s->json,
                               .png = s->png,
                               .qr = s->qr,
                               .serve = { s->listen, s->tls_cert, s->tls_key, s->behind_proxy },
                               .now_ms = clock_now().wall_ms };
    if (verb->run == verb_init)
        command.place.data = words[0];
    if (seal_start() != FAIL_OK)
        return refuse("the system has no source of random numbers");
    return verb->run(&command);
}

static enum exit_code run(int argc, char **argv, arena *home)
{
    struct args args;
    struct settings settings = { 0 };
    if (!read_args(&args, &settings, argc, argv))
        return usage(args.reason, args.unknown);
    if (settings.help) {
        fputs(help, stdout);
        return EXIT_DONE;
    }
    if (settings.version) {
        puts("tramso-hub " TRAMSO_VERSION);
        return EXIT_DONE;
    }
    if (args.word_count == 0) {
        fputs(help, stderr);
        return EXIT_USAGE;
    }
    const struct verb *verb = NULL;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_eq(args.words[0], str_of(verbs[i].name)))
            verb = &verbs[i];
    if (!verb)
        return usage("is not a command", args.words[0]);
    if (args.word_count - 1 != verb->words)
        return usage(verb->words == 2           ? "wants a stick and a file after it"
                     : verb->run == verb_revoke ? "wants one kiosk after it"
                     : verb->run == verb_reader ? "wants one name after it"
                     : verb->words              ? "wants one folder after it"
                                                : "takes nothing after it",
                     args.words[0]);
    enum exit_code code = read_config(&settings, home);
    return code == EXIT_DONE ? run_verb(verb, &settings, args.words + 1, home) : code;
}

int main(int argc, char **argv)
{
    arena home = { 0 };
    log_set_level(LOG_LEVEL_WARN); /* a shell wants the result, not the story */
    enum exit_code code = run(argc, argv, &home);
    arena_finish(&home);
    return (int)code;
}
