/* tramsoctl: finds the verb and reads the options. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "base/places.h"
#include "ctl/ctl.h"
#include "sync/usb.h"

/* By name: found by halving. */
static const struct ctl_verb verbs[] = {
    { "batch inspect", ctl_batch_inspect, CTL_KEY, 1, 0, "batch inspect FILE",
      "what a batch says in the clear: whose it is, which events, for which hub" },
    { "batch open", ctl_batch_open, CTL_KEY, 1, 0,
      "batch open FILE --key HUB/keys/hub-box.key [--kiosk-key HEX]",
      "its events, one JSON object a line; only the hub's key opens it" },
    { "db check", ctl_db_check, 0, 0, 0, "db check",
      "proves that no event is missing or changed, and that the views fit" },
    { "db rebuild", ctl_db_rebuild, 0, 0, 0, "db rebuild",
      "makes the views (progress, outbox) anew from the events" },
    { "enrol", ctl_enrol, 0, 1, 0, "enrol CODE",
      "takes the code that `tramso-hub enrol` prints (or a file that holds it)" },
    { "events", ctl_events, CTL_SINCE | CTL_FORMAT, 0, 0,
      "events [--since SEQ] [--format jsonl|text]", "the ledger, one event a line" },
    { "key new", ctl_key_new, 0, 1, 0, "key new FILE",
      "makes a key to sign packs with and prints its public half, for kiosk.yaml's pack_keys" },
    { "key show", ctl_key_show, 0, 0, 0, "key show",
      "the kiosk's name, its public key and its hub" },
    { "net status", ctl_net_status, 0, 0, 0, "net status",
      "how the network way stands: what waits, what was set aside and why" },
    { "net sync", ctl_net_sync, 0, 0, 0, "net sync",
      "one round to the hub now, also with what was set aside before" },
    { "pack build", ctl_pack_build, CTL_KEY | CTL_NOW, 2, 0, "pack build DIR OUT.tsp --key FILE",
      "checks a pack and makes it one signed file, for `pack install` or a stick's TRAMSO/packs" },
    { "pack check", ctl_pack_check, CTL_WEAK | CTL_NOW, 1, 7, "pack check DIR... [--weak]",
      "everything that is wrong with packs of lessons (or all packs in a folder), with\n"
      "      file:line:column; --weak: the facts that the officer looks into, in Vietnamese" },
    { "pack coverage", ctl_pack_coverage, CTL_FORMAT, 0, 8,
      "pack coverage [DIR...] [--format md|csv]",
      "which lessons teach which skill to which group, and what no lesson teaches; without DIR\n"
      "      all packs under --assets" },
    { "pack install", ctl_pack_install, 0, 1, 0, "pack install FILE.tsp",
      "verifies, unpacks and tries a pack; only then the kiosk uses it, from the next learner on" },
    { "pack list", ctl_pack_list, 0, 0, 0, "pack list",
      "the program's packs and the installed ones; * marks what the kiosk shows" },
    { "pack preview", ctl_pack_preview, CTL_ALL, 1, 7,
      "pack preview DIR LESSON | pack preview --all OUT DIR...",
      "the kiosk in a window on one lesson; or pictures of every step of every lesson, one sheet "
      "a\n"
      "      lesson upright and lying, and a page that shows them" },
    { "pack rollback", ctl_pack_rollback, 0, 1, 0, "pack rollback ID",
      "takes the installed pack back: the one before is used again" },
    { "pack walk", ctl_pack_walk, CTL_WALK, 1, 1,
      "pack walk DIR [LESSON] [--mode follow|self|watch] [--wrong] [--shots]",
      "prints a script for `tramso --walk` that plays a lesson (or all) to its end; --wrong: and\n"
      "      tries everything that is not right, with its reply; --shots: pictures of every step" },
    { "report", ctl_report, CTL_PERIOD | CTL_OUT | CTL_NOW, 0, 0,
      "report [--period day|week|month|quarter|half|year|all] [--date DATE]\n"
      "      [--out FILE.xlsx|FILE.csv]",
      "the measured numbers of this kiosk, with their definitions" },
    { "simulate", ctl_simulate, CTL_SIMULATE | CTL_NOW, 0, 0,
      "simulate [--days N] [--learners N] [--seed N] [--groups ND=60,HS=20,CB=10,DN=10]\n"
      "      [--now TIME] [--into-existing]",
      "fills an empty ledger with made-up lifelike use of the days before now, for demonstrations\n"
      "      and measuring" },
    { "speak", ctl_speak, CTL_LANG, 1, 0, "speak TEXT [--lang vi|en]",
      "the words that the voice is given for a text" },
    { "usb sync", ctl_usb_sync, 0, 1, 0, "usb sync STICK",
      "receipts in, sealed batches out and read back; may be run any number of times" },
};

struct settings {
    str data, assets, config, since, format, key, kiosk_key, period, date, lang, out;
    str days, learners, seed, groups, now;
    str mode, all;
    bool json, help, version, into_existing, weak, wrong, shots;
};

static void print_help(FILE *to)
{
    fputs("tramsoctl - asks and serves the data of one kiosk\n\n", to);
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        fprintf(to, "  tramsoctl %s\n      %s\n", verbs[i].usage, verbs[i].help);
    fputs(
        "\nOptions\n"
        "  --data DIR      the kiosk's data folder (default: ~/.local/share/tramso)\n"
        "  --assets DIR    the program's assets (default: beside the program's own source tree,\n"
        "                  else /usr/share/tramso)\n"
        "  --config FILE   kiosk.yaml (default: kiosk-config/kiosk.yaml of that tree, else\n"
        "                  /etc/tramso/kiosk.yaml); must be the one that the kiosk runs with\n"
        "  --now TIME      2026-11-22T09:00+07:00 (default: the machine's clock)\n"
        "  --date DATE     2026-11-22, 2026-11, 2026-Q4, 2026-H2 or 2026 (default: today)\n"
        "  --json          one JSON object instead of text\n"
        "  --help, --version\n"
        "\nExit codes: 0 done; 1 refused or failed, with one sentence on stderr; 2 wrong usage.\n",
        to);
}

static int by_name(const void *name, const void *verb)
{
    return strcmp(name, ((const struct ctl_verb *)verb)->name);
}

static const struct ctl_verb *look_up(str name, char (*room)[64])
{
    snprintf(*room, sizeof *room, "%.*s", STR_ARG(name));
    return bsearch(*room, verbs, COUNT_OF(verbs), sizeof verbs[0], by_name);
}

/* Two words first, then one; *used_out says how many of the words it took. */
static const struct ctl_verb *find_verb(const struct args *args, arena *home, size_t *used_out)
{
    char room[64];
    if (args->word_count > 1) {
        str both =
            arena_printf(home, "%.*s %.*s", STR_ARG(args->words[0]), STR_ARG(args->words[1]));
        const struct ctl_verb *verb = look_up(both, &room);
        *used_out = 2;
        if (verb)
            return verb;
    }
    *used_out = 1;
    return look_up(args->words[0], &room);
}

static bool read_args(struct args *args, struct settings *s, int argc, char **argv)
{
    const struct arg_option options[] = {
        { "data", .text = &s->data },
        { "assets", .text = &s->assets },
        { "config", .text = &s->config },
        { "since", .text = &s->since, .mask = CTL_SINCE },
        { "format", .text = &s->format, .mask = CTL_FORMAT },
        { "key", .text = &s->key, .mask = CTL_KEY },
        { "kiosk-key", .text = &s->kiosk_key, .mask = CTL_KEY },
        { "period", .text = &s->period, .mask = CTL_PERIOD },
        { "date", .text = &s->date, .mask = CTL_PERIOD },
        { "lang", .text = &s->lang, .mask = CTL_LANG },
        { "out", .text = &s->out, .mask = CTL_OUT },
        { "now", .text = &s->now, .mask = CTL_NOW },
        { "days", .text = &s->days, .mask = CTL_SIMULATE },
        { "learners", .text = &s->learners, .mask = CTL_SIMULATE },
        { "seed", .text = &s->seed, .mask = CTL_SIMULATE },
        { "groups", .text = &s->groups, .mask = CTL_SIMULATE },
        { "weak", .flag = &s->weak, .mask = CTL_WEAK },
        { "all", .text = &s->all, .mask = CTL_ALL },
        { "mode", .text = &s->mode, .mask = CTL_WALK },
        { "wrong", .flag = &s->wrong, .mask = CTL_WALK },
        { "shots", .flag = &s->shots, .mask = CTL_WALK },
        { "into-existing", .flag = &s->into_existing, .mask = CTL_SIMULATE },
        { "json", .flag = &s->json },
        { "help", .flag = &s->help },
        { "version", .flag = &s->version },
    };
    return args_read(args, argc, argv, options, COUNT_OF(options));
}

/* What a stick brought counts over the file, as in the kiosk; it was checked when it came. */
static void read_sent(struct ctl *ctl, struct problems *problems)
{
    str path = ctl_path(ctl, S(USB_SETTINGS_FILE));
    if (config_overlay(&ctl->config, ctl->home, path, problems) == FAIL_FORMAT)
        problems_print(problems, stderr);
}

/* A kiosk starts with what it can read; a shell is told first. */
static enum ctl_exit read_config(struct ctl *ctl, str given)
{
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    str path = given.len ? given : places_config(ctl->home);
    enum fail failed = config_load(&ctl->config, ctl->home, path, problems);
    if (failed == FAIL_MISSING && given.len)
        return ctl_refuse("there is no settings file %.*s", STR_ARG(given));
    if (failed == FAIL_OK || failed == FAIL_MISSING) {
        read_sent(ctl, problems);
        return CTL_DONE;
    }
    problems_print(problems, stderr);
    return CTL_REFUSED;
}

static enum ctl_exit run_verb(const struct ctl_verb *verb, const struct settings *s,
                              const struct args *args, size_t used, arena *home)
{
    size_t count = args->word_count - used;
    struct ctl ctl = { .home = home,
                       .data = s->data.len ? s->data : places_data(home),
                       .assets = s->assets,
                       .word = count ? args->words[used] : (str) { 0 },
                       .words = args->words + used,
                       .word_count = count,
                       .since = s->since,
                       .format = s->format,
                       .key = s->key,
                       .kiosk_key = s->kiosk_key,
                       .period = s->period,
                       .date = s->date,
                       .lang = s->lang,
                       .out = s->out,
                       .days = s->days,
                       .learners = s->learners,
                       .seed = s->seed,
                       .groups = s->groups,
                       .into_existing = s->into_existing,
                       .weak = s->weak,
                       .mode = s->mode,
                       .all = s->all,
                       .wrong = s->wrong,
                       .with_shots = s->shots,
                       .json = s->json,
                       .now = clock_now() };
    if (s->now.len && clock_parse(s->now, &ctl.now.wall_ms) != FAIL_OK)
        return ctl_misused("--now looks like 2026-11-22T09:00+07:00, not «%.*s»", STR_ARG(s->now));
    if (seal_start() != FAIL_OK)
        return ctl_refuse("the system has no source of random numbers");
    enum ctl_exit exit = read_config(&ctl, s->config);
    return exit == CTL_DONE ? verb->run(&ctl) : exit;
}

static enum ctl_exit run(int argc, char **argv, arena *home)
{
    struct args args;
    struct settings settings = { 0 };
    if (!read_args(&args, &settings, argc, argv))
        return ctl_misused("«%.*s» %s; see tramsoctl --help", STR_ARG(args.unknown), args.reason);
    if (settings.version) {
        puts("tramsoctl " TRAMSO_VERSION);
        return CTL_DONE;
    }
    if (args.word_count == 0) {
        print_help(settings.help ? stdout : stderr);
        return settings.help ? CTL_DONE : CTL_USAGE;
    }
    size_t used;
    const struct ctl_verb *verb = find_verb(&args, home, &used);
    if (!verb)
        return ctl_misused("there is no command «%.*s»; see tramsoctl --help",
                           STR_ARG(args.words[0]));
    if (settings.help) {
        printf("tramsoctl %s\n    %s\n", verb->usage, verb->help);
        return CTL_DONE;
    }
    size_t count = args.word_count - used;
    if (count < verb->words || count > verb->words + verb->more || (args.used & ~verb->options))
        return ctl_misused("this command is used so: tramsoctl %s", verb->usage);
    return run_verb(verb, &settings, &args, used, home);
}

int main(int argc, char **argv)
{
    arena home = { 0 };
    log_set_level(LOG_LEVEL_WARN); /* a shell wants the result, not the story */
    enum ctl_exit exit = run(argc, argv, &home);
    arena_finish(&home);
    return (int)exit;
}
