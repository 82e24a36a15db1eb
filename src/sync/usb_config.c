/* What the hub says to this kiosk by stick: its grant, and settings. */
#include "sync/usb_round.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/folder.h"
#include "wire/config_file.h"
#include "wire/grant.h"

/* Kept settings begin with this line, so that version and text are one file and change as one. */
#define KEPT_HEAD "# tramso "
#define KEPT_HEAD_BYTES 64u
#define SETTINGS_NEW_FILE "settings.new"

static str data_path(struct round *round, const char *name)
{
    return file_join(&round->scratch, str_of(round->sync->identity->folder), str_of(name));
}

/* ---- settings ---- */

/* The version that was taken last from this hub; 0: none. */
static uint64_t kept_version(struct round *round)
{
    str text;
    uint64_t version;
    if (file_read(&round->scratch, data_path(round, USB_SETTINGS_FILE),
                  CONFIG_FILE_YAML_MAX + KEPT_HEAD_BYTES, &text) != FAIL_OK ||
        !str_starts(text, S(KEPT_HEAD)))
        return 0;
    str line = str_cut(&text, '\n');
    line = str_slice(line, strlen(KEPT_HEAD), line.len);
    str number = str_cut(&line, ' ');
    return str_eq(line, round->hub) && str_to_u64(number, &version) ? version : 0;
}

static enum fail note_settings(struct round *round, const struct config_file *config)
{
    struct event_draft draft = { .type = EVENT_SETTINGS_CHANGED, .body = event_body_none() };
    draft.body.setting = S(USB_SETTINGS_FILE);
    draft.body.value = arena_printf(&round->scratch, "%" PRIu64, config->version);
    draft.body.hub = round->hub;
    draft.body.via = S("usb");
    struct stamp stamp = round->sync->now(round->sync->self);
    return ledger_append(round->sync->ledger, &round->scratch, &draft, &stamp, NULL);
}

/* The note comes between writing and putting in place: a power cut before it changes nothing, after
 * it the next sync notes and places the same settings again. */
static enum fail keep_settings(struct round *round, const struct config_file *config)
{
    struct buf text = buf_in(&round->scratch);
    buf_printf(&text, KEPT_HEAD "%" PRIu64 " %.*s\n", config->version, STR_ARG(round->hub));
    buf_str(&text, config->yaml);
    str fresh = data_path(round, SETTINGS_NEW_FILE), place = data_path(round, USB_SETTINGS_FILE);
    enum fail failed = file_write_durable(fresh, buf_view(&text), 0600);
    if (failed == FAIL_OK)
        failed = note_settings(round, config);
    if (failed == FAIL_OK)
        failed = file_rename_durable(fresh, place);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    round->report->settings_version = config->version;
    return round_refresh(round);
}

/* «tram-01.tsc», or «tram-01-….tsc» where two hubs write to one stick. */
static bool is_called(str name, str stem, str end)
{
    return stick_name_ends(name, end) && str_starts(name, stem) && name.len > stem.len &&
           (name.ptr[stem.len] == '.' || name.ptr[stem.len] == '-');
}

static enum fail read_settings(struct round *round, str folder, str name, struct config_file *best)
{
    str bytes;
    struct config_file config;
    char why[CONFIG_FILE_WHY_BYTES] = "it is no plain file of a settings file's size";
    struct config_file_expect expect = { round->kiosk, &round->sync->identity->hub.hub_sign };
    enum fail failed = file_read(&round->home, file_join(&round->home, folder, name),
                                 CONFIG_FILE_BYTES_MAX, &bytes);
    if (failed == FAIL_IO)
        return round_stick_failed(round, failed);
    if (failed == FAIL_OK)
        failed = config_file_read(bytes, &expect, &config, why);
    if (failed != FAIL_OK)
        round_ignore_plain(round, S("config"), name, why);
    else if (config.version > best->version)
        *best = config;
    return FAIL_OK;
}

static enum fail take_settings(struct round *round, str folder, const str *names, size_t count)
{
    struct config_file best = { .version = 0 };
    enum fail failed = FAIL_OK;
    str best_name = { 0 };
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        uint64_t before = best.version;
        round_tell(round, USB_PHASE_CONFIG, i, count);
        if (is_called(names[i], round->kiosk, S(STICK_CONFIG_END)) ||
            is_called(names[i], S(STICK_CONFIG_ALL), S(STICK_CONFIG_END)))
            failed = read_settings(round, folder, names[i], &best);
        best_name = best.version != before ? names[i] : best_name;
    }
    uint64_t kept = kept_version(round);
    if (failed != FAIL_OK || best.version == 0 || best.version == kept)
        return failed;
    char why[USB_WHY_BYTES] = "";
    if (best.version < kept)
        snprintf(why, sizeof why,
                 "its version %" PRIu64 " is older than %" PRIu64 ", which the kiosk has",
                 best.version, kept);
    else if (round->sync->check(round->sync->self, best.yaml, why))
        return keep_settings(round, &best);
    round_ignore_plain(round, S("config"), best_name, why);
    return FAIL_OK;
}

/* ---- the grant ---- */

static enum fail take_grant(struct round *round, str folder, str name)
{
    str bytes;
    enum fail failed =
        file_read(&round->scratch, file_join(&round->scratch, folder, name), GRANT_BYTES, &bytes);
    if (failed == FAIL_IO)
        return round_stick_failed(round, failed);
    if (failed != FAIL_OK) {
        round_ignore_plain(round, S("config"), name, "it is no plain file of a grant's size");
        return FAIL_OK;
    }
    char why[GRANT_WHY_BYTES] = ""; /* only of a bad grant: the kiosk's own disk has no sentence */
    struct identity *self = round->sync->identity;
    bool granted = self->granted;
    failed = identity_take_grant(self, bytes, why);
    if (failed == FAIL_FOREIGN)
        return FAIL_OK; /* for another installation of this name, or by another hub */
    if (failed != FAIL_OK && why[0])
        round_ignore_plain(round, S("config"), name, why);
    else if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    if (self->granted && !granted)
        round->report->grant_taken = true;
    return FAIL_OK;
}

enum fail round_take_config(struct round *round)
{
    str folder;
    const str *names;
    size_t count;
    round_tell(round, USB_PHASE_CONFIG, 0, 0);
    enum fail failed = stick_list(round, S(STICK_CONFIG), &folder, &names, &count);
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++)
        if (is_called(names[i], round->kiosk, S(STICK_GRANT_END)))
            failed = take_grant(round, folder, names[i]);
    if (failed == FAIL_OK && round->sync->check)
        failed = take_settings(round, folder, names, count);
    arena_reset(&round->scratch);
    return failed;
}
