/* config: settings that the hub signs and a stick carries to one kiosk or to all. */
#include "hub/verbs.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/must.h"
#include "content/config.h"
#include "wire/config_file.h"
#include "wire/stick.h"

/* The name under which the hub's storage keeps the version it gave out last. */
#define VERSION_SETTING S("config_version")

static_assert(CONFIG_FILE_YAML_MAX == CONFIG_FILE_BYTES, "what is signed can be read");

/* Higher than any before, and than any that a restored copy of this hub may have given out. */
static enum fail next_version(struct hub *hub, arena *home, uint64_t *out)
{
    struct hub_store *store = &hub->store;
    str text;
    uint64_t last = 0, by_clock = hub->now_ms > 0 ? (uint64_t)hub->now_ms / 1000 : 0;
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return failed;
    failed = store->ops->setting_get(store, VERSION_SETTING, home, &text);
    if (failed == FAIL_OK && !str_to_u64(text, &last))
        last = 0;
    failed = failed == FAIL_MISSING ? FAIL_OK : failed;
    *out = last >= by_clock ? last + 1 : by_clock;
    if (failed == FAIL_OK)
        failed =
            store->ops->setting_put(store, VERSION_SETTING, arena_printf(home, "%" PRIu64, *out));
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK)
        store->ops->rollback(store);
    return failed;
}

struct search {
    str kiosk;
    bool found;
};

static bool look_at(void *self, const struct hub_kiosk *kiosk)
{
    struct search *search = self;
    search->found = str_eq(str_of(kiosk->kiosk), search->kiosk);
    return !search->found;
}

static enum exit_code check_yaml(const struct command *command, str yaml)
{
    struct problems *problems = arena_new(command->home, struct problems, 1);
    problems->home = command->home;
    if (yaml.len == 0)
        return refuse("%.*s is empty", STR_ARG(command->file));
    if (config_check(command->home, yaml, command->file, problems) == FAIL_OK)
        return EXIT_DONE;
    problems_print(problems, stderr);
    return refuse("%.*s has %u problem(s); nothing was signed", STR_ARG(command->file),
                  problems->total);
}

/* The plain name, unless another hub's file has it already. */
static str choose_path(const struct command *command, const struct hub *hub, str folder, str stem)
{
    arena *home = command->home;
    str path = arena_printf(home, "%.*s/%.*s" STICK_CONFIG_END, STR_ARG(folder), STR_ARG(stem));
    struct config_file_expect expect = { command->kiosk, &hub->sign.pub };
    struct config_file config;
    str before;
    if (file_read(home, path, CONFIG_FILE_BYTES_MAX, &before) != FAIL_OK ||
        config_file_read(before, &expect, &config, NULL) != FAIL_FOREIGN)
        return path;
    str key = key_id_text(home, hub->sign_id);
    return arena_printf(home, "%.*s/%.*s-%.8s" STICK_CONFIG_END, STR_ARG(folder), STR_ARG(stem),
                        key.ptr);
}

static enum exit_code write_file(const struct command *command, struct hub *hub, str yaml)
{
    arena *home = command->home;
    struct config_file config = { .created_ms = command->now_ms, .yaml = yaml };
    snprintf(config.kiosk, sizeof config.kiosk, "%.*s", STR_ARG(command->kiosk));
    str folder, stem = command->kiosk.len ? command->kiosk : S(STICK_CONFIG_ALL), back;
    enum fail failed = folder_make_below(home, command->argument, S(STICK_CONFIG), &folder);
    if (failed == FAIL_MISSING)
        return refuse("there is no stick at %.*s", STR_ARG(command->argument));
    if (failed == FAIL_FORMAT)
        return refuse("TRAMSO on the stick is a link or a file where a folder must be");
    if (failed == FAIL_OK && next_version(hub, home, &config.version) != FAIL_OK)
        return EXIT_REFUSED; /* the storage has logged its sentence */
    if (failed == FAIL_OK) {
        str path = choose_path(command, hub, folder, stem);
        str bytes = config_file_write(home, &config, &hub->sign);
        failed = file_write_durable(path, bytes, 0644);
        if (failed == FAIL_OK)
            failed = file_read(home, path, CONFIG_FILE_BYTES_MAX, &back);
        if (failed == FAIL_OK && !str_eq(back, bytes))
            failed = FAIL_IO;
    }
    if (failed != FAIL_OK)
        return refuse("the stick could not be written: %.*s", STR_ARG(fail_en(failed)));
    if (command->json)
        printf("{\"version\":%" PRIu64 ",\"kiosk\":\"%s\"}\n", config.version, config.kiosk);
    else
        printf("settings of version %" PRIu64 " for %s stand on the stick\n", config.version,
               config.kiosk[0] ? config.kiosk : "all kiosks");
    return EXIT_DONE;
}

enum exit_code verb_config(const struct command *command)
{
    struct hub hub;
    struct search search = { .kiosk = command->kiosk };
    str yaml;
    enum fail failed = file_read(command->home, command->file, CONFIG_FILE_BYTES, &yaml);
    if (failed != FAIL_OK)
        return refuse("%.*s could not be read: %.*s", STR_ARG(command->file),
                      STR_ARG(fail_en(failed)));
    if (command->kiosk.len && !id_kiosk_valid(command->kiosk))
        return refuse("--kiosk takes a kiosk's short name, like tram-01");
    enum exit_code code = check_yaml(command, yaml);
    if (code != EXIT_DONE)
        return code;
    if (hub_open(&hub, command->home, &command->place, command->now_ms) != FAIL_OK)
        return EXIT_REFUSED;
    failed = hub.store.ops->kiosks(&hub.store, look_at, &search);
    if (failed != FAIL_OK)
        code = EXIT_REFUSED; /* the storage has logged its sentence */
    else if (command->kiosk.len && !search.found)
        code = refuse("no kiosk called %.*s is enrolled at this hub", STR_ARG(command->kiosk));
    else
        code = write_file(command, &hub, yaml);
    hub_close(&hub);
    return code;
}
