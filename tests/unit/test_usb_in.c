/* What a stick brings into a kiosk: settings, packs and the hub's grant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/log.h"
#include "usb_fixture.h"
#include "wire/batch.h"
#include "wire/config_file.h"
#include "wire/grant.h"
#include "wire/pack_file.h"
#include "wire/stick.h"

static void put(struct place *p, const char *below, const char *name, str bytes)
{
    str folder;
    assert_int_equal(folder_make_below(&p->home, p->stick, str_of(below), &folder), FAIL_OK);
    assert_int_equal(file_write_durable(file_join(&p->home, folder, str_of(name)), bytes, 0644),
                     FAIL_OK);
}

static str data_of(struct place *p, const char *name)
{
    str bytes = { 0 };
    if (file_read(&p->home, file_join(&p->home, p->data, str_of(name)), 1u << 20, &bytes) !=
        FAIL_OK)
        return (str) { 0 };
    return bytes;
}

/* ---- settings ---- */

static void put_settings(struct place *p, const char *name, const char *kiosk, uint64_t version,
                         const char *yaml)
{
    struct config_file config = { .version = version, .yaml = str_of(yaml) };
    snprintf(config.kiosk, sizeof config.kiosk, "%s", kiosk);
    put(p, STICK_CONFIG, name, config_file_write(&p->home, &config, &p->hub_sign));
}

static void assert_ignored(struct place *p, const char *file, const char *part)
{
    for (uint32_t i = 0; i < p->report.ignored_count; i++)
        if (strstr(p->report.ignored[i].file, file) && strstr(p->report.ignored[i].why, part))
            return;
    fail_msg("nothing about «%s» in %s is in the report", part, file);
}

struct counted {
    unsigned settings;
    char value[32], version[32];
};

static bool count_settings(void *self, const struct event *event)
{
    struct counted *counted = self;
    if (event->type == EVENT_SETTINGS_CHANGED) {
        counted->settings++;
        snprintf(counted->value, sizeof counted->value, "%.*s",
                 (int)(event->body.len < 31 ? event->body.len : 31), event->body.ptr);
    }
    return true;
}

static unsigned settings_noted(struct place *p)
{
    struct counted counted = { 0 };
    assert_int_equal(ledger_read(p->ledger, 1, 0, count_settings, &counted), FAIL_OK);
    return counted.settings;
}

static void test_settings_are_taken_once(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 1);
    put_settings(p, "tram-01.tsc", "tram-01", 5, "ward_name: Phường Hai\n");
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.settings_version, 5);
    assert_int_equal(p->report.ignored_count, 0);
    str kept = data_of(p, USB_SETTINGS_FILE);
    assert_true(str_starts(kept, S("# tramso 5 ")));
    assert_true(str_ends(kept, S("\nward_name: Phường Hai\n")));
    struct stat info;
    assert_int_equal(stat(file_join(&p->home, p->data, S(USB_SETTINGS_FILE)).ptr, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(settings_noted(p), 1);
    /* The note travels with the same round. */
    assert_int_equal(place_batches(p, OUTBOX), place_end(p) - 1);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.settings_version, 0);
    assert_int_equal(settings_noted(p), 1);
}

static void test_the_newest_of_all_and_own_wins(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    put_settings(p, "tat-ca.tsc", "", 7, "area_word: Thôn\n");
    put_settings(p, "tram-01.tsc", "tram-01", 6, "area_word: Khu\n");
    put_settings(p, "tram-02.tsc", "tram-02", 9, "area_word: Khác\n");
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.settings_version, 7);
    assert_int_equal(p->report.ignored_count, 0);
    /* An old stick brings nothing back, and says so. */
    unlink(file_join(&p->home, p->stick, S(STICK_CONFIG "/tat-ca.tsc")).ptr);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.settings_version, 0);
    assert_ignored(p, "config/tram-01.tsc", "older than 7");
    assert_true(str_ends(data_of(p, USB_SETTINGS_FILE), S("area_word: Thôn\n")));
}

/* Another hub counts anew. */
static void test_a_new_hub_begins_again(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    put_settings(p, "tram-01.tsc", "tram-01", 90, "area_word: Thôn\n");
    assert_int_equal(place_sync(p), FAIL_OK);
    uint8_t seed[SEAL_SEED_BYTES] = { 8 };
    seal_sign_keys(seed, &p->hub_sign);
    place_enrol(p);
    put_settings(p, "tram-01-12345678.tsc", "tram-01", 2, "area_word: Khu\n");
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.settings_version, 2);
    assert_ignored(p, "config/tram-01.tsc", "another hub");
}

static void test_bad_settings_change_nothing(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    put_settings(p, "tram-01.tsc", "tram-01", 5, "ward_name: Phường Hai\n");
    assert_int_equal(place_sync(p), FAIL_OK);
    str kept = data_of(p, USB_SETTINGS_FILE);
    /* What the checker refuses (here: a port that knows one word). */
    put_settings(p, "tram-01.tsc", "tram-01", 6, "bad: 1\n");
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_ignored(p, "config/tram-01.tsc", "line 1");
    /* Flipped, cut, empty, unsigned, another kiosk's under this name. */
    str file = file_join(&p->home, p->stick, S(STICK_CONFIG "/tram-01.tsc"));
    put_settings(p, "tram-01.tsc", "tram-01", 7, "ward_name: Phường Ba\n");
    place_flip(file, 80);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_ignored(p, "config/tram-01.tsc", "signature");
    assert_int_equal(truncate(file.ptr, 60), 0);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_ignored(p, "config/tram-01.tsc", "no settings file");
    assert_int_equal(truncate(file.ptr, 0), 0);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_ignored(p, "config/tram-01.tsc", "no settings file");
    put_settings(p, "tram-01.tsc", "tram-02", 9, "ward_name: Phường Ba\n");
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_ignored(p, "config/tram-01.tsc", "another kiosk");
    assert_true(str_eq(data_of(p, USB_SETTINGS_FILE), kept));
    assert_int_equal(settings_noted(p), 1);
}

/* ---- packs ---- */

static str pack_bytes(struct place *p, const char *id, uint64_t version, size_t size)
{
    char *bytes = arena_alloc(&p->home, PACK_FILE_HEAD_BYTES + size);
    for (size_t i = 0; i < size; i++)
        bytes[PACK_FILE_HEAD_BYTES + i] = (char)(i * 7 + version);
    struct pack_file pack = { .version = version, .payload_bytes = size };
    snprintf(pack.pack, sizeof pack.pack, "%s", id);
    seal_hash((str) { bytes + PACK_FILE_HEAD_BYTES, size }, pack.payload_hash);
    str head = pack_file_head_write(&p->home, &pack, &p->hub_sign);
    memcpy(bytes, head.ptr, head.len);
    return (str) { bytes, PACK_FILE_HEAD_BYTES + size };
}

static size_t packs_kept(struct place *p, const str **names)
{
    size_t count;
    assert_int_equal(folder_list(&p->home, file_join(&p->home, p->data, S(USB_PACKS_FOLDER)), 100,
                                 names, &count),
                     FAIL_OK);
    return count;
}

static void test_packs_are_kept_whole(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    const str *names;
    str second = pack_bytes(p, "chung", 2, 700000);
    put(p, STICK_PACKS, "chung-v2.tsp", second);
    put(p, STICK_PACKS, "khac.tsp", pack_bytes(p, "chung-2", 1, 1));
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.packs_received, 2);
    assert_int_equal(packs_kept(p, &names), 2);
    assert_true(str_eq(names[0], S("chung-2-1.tsp")));
    assert_true(str_eq(names[1], S("chung-2.tsp")));
    assert_true(str_eq(data_of(p, "packs/chung-2.tsp"), second));
    /* Again, and an older one: nothing. A newer one takes its place, and only its. */
    put(p, STICK_PACKS, "chung-v1.tsp", pack_bytes(p, "chung", 1, 1000));
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.packs_received, 0);
    assert_int_equal(p->report.ignored_count, 0);
    put(p, STICK_PACKS, "chung-v3.tsp", pack_bytes(p, "chung", 3, 1000));
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.packs_received, 1);
    assert_int_equal(packs_kept(p, &names), 2);
    assert_true(str_eq(names[1], S("chung-3.tsp")));
}

static void test_bad_packs_are_left(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 2);
    const str *names;
    str good = pack_bytes(p, "chung", 2, 600000);
    put(p, STICK_PACKS, "flipped.tsp", good);
    place_flip(file_join(&p->home, p->stick, S(STICK_PACKS "/flipped.tsp")), 500000);
    put(p, STICK_PACKS, "cut.tsp", str_slice(good, 0, 300000));
    put(p, STICK_PACKS, "head.tsp", str_slice(good, 0, 100));
    struct sign_keys mine = p->hub_sign;
    uint8_t seed[SEAL_SEED_BYTES] = { 9 };
    seal_sign_keys(seed, &p->hub_sign);
    put(p, STICK_PACKS, "stranger.tsp", pack_bytes(p, "chung", 9, 10));
    p->hub_sign = mine;
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.packs_received, 0);
    assert_int_equal(p->report.ignored_count, 4);
    assert_ignored(p, "packs/flipped.tsp", "damaged");
    assert_ignored(p, "packs/cut.tsp", "cut");
    assert_ignored(p, "packs/head.tsp", "no pack");
    assert_ignored(p, "packs/stranger.tsp", "does not trust");
    assert_int_equal(packs_kept(p, &names), 0);
    assert_int_equal(p->report.batches_written, 1); /* and never stops what matters */
}

/* ---- the grant ---- */

static str grant_for(struct place *p, const struct identity *who, uint8_t card)
{
    struct grant grant = { .hub_wall_ms = p->stamp.now.wall_ms };
    memcpy(grant.kiosk, who->kiosk, sizeof grant.kiosk);
    memset(grant.http_secret, 3, sizeof grant.http_secret);
    memset(grant.ward_key, card, sizeof grant.ward_key);
    str bytes;
    assert_int_equal(grant_write(&p->home, &grant, &who->sign.pub, &p->hub_sign, &bytes), FAIL_OK);
    return bytes;
}

static void test_a_card_is_read_everywhere(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    struct card card = { .learner = { 1, 2, 3 }, .issue_day = 690 }, back;
    str old = arena_str(&p->home, identity_issue_card(&p->identity, &p->home, &card));
    put(p, STICK_CONFIG, "tram-01-aaaaaaaa-bbbbbbbb.tsg", grant_for(p, &p->identity, 77));
    put(p, STICK_CONFIG, "tram-01.tsg", S("nonsense"));
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_true(p->report.grant_taken);
    assert_ignored(p, "config/tram-01.tsg", "no grant");
    assert_int_equal(identity_read_card(&p->identity, old, &back), FAIL_OK);
    str fresh = arena_str(&p->home, identity_issue_card(&p->identity, &p->home, &card));
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_false(p->report.grant_taken);
    place_close(p);
    place_kiosk(p, "data-2", "tram-02");
    place_enrol(p);
    assert_int_not_equal(identity_read_card(&p->identity, fresh, &back), FAIL_OK);
    /* The other kiosk's grant under its own name opens nothing here. */
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_false(p->report.grant_taken);
    put(p, STICK_CONFIG, "tram-02-aaaaaaaa-cccccccc.tsg", grant_for(p, &p->identity, 77));
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_true(p->report.grant_taken);
    assert_int_equal(identity_read_card(&p->identity, fresh, &back), FAIL_OK);
    assert_memory_equal(back.learner, card.learner, sizeof card.learner);
}

/* What the kiosk cannot keep is its own trouble: the stick's file is not called bad. */
static void test_a_grant_that_the_disk_cannot_keep(void **state)
{
    static const char *const files[] = { "keys/ward-1.key", "keys/ward.key", "keys/hub.grant" };
    struct place *p = *state;
    place_enrol(p);
    put(p, STICK_CONFIG, "tram-01.tsg", grant_for(p, &p->identity, 77));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        str way = arena_printf(&p->home, "%.*s/%s.tmp", STR_ARG(p->data), files[i]);
        assert_int_equal(mkdir(way.ptr, 0700), 0);
        assert_int_not_equal(place_sync(p), FAIL_OK);
        assert_non_null(strstr(p->report.why_en, "the kiosk's own"));
        assert_int_equal(p->report.ignored_count, 0);
        assert_false(p->report.grant_taken || p->identity.granted);
        assert_int_equal(rmdir(way.ptr), 0);
    }
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_true(p->report.grant_taken);
}

/* ---- cut at each step ---- */

/* Runs a sync in another process that ends at the nth telling of a phase; false: it came through.
 */
static bool cut_sync(struct place *p, int phase, int nth)
{
    int status = 0;
    place_close(p);
    pid_t child = fork();
    if (child == 0) {
        place_open(p, "tram-01");
        p->kill_phase = phase;
        p->kill_at = nth;
        p->calls = 0;
        (void)place_sync(p);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    place_open(p, "tram-01");
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == PLACE_ENDED + phase);
    return WEXITSTATUS(status) != 0;
}

/* The stick brings news, is pulled at one telling of one phase, and comes again. */
static bool cut_and_complete(struct place *p, int phase, int nth, uint64_t version)
{
    char yaml[64], head[32], pack[32];
    snprintf(yaml, sizeof yaml, "ward_name: Phường %llu\n", (unsigned long long)version);
    snprintf(head, sizeof head, "# tramso %llu ", (unsigned long long)version);
    snprintf(pack, sizeof pack, "chung-%llu.tsp", (unsigned long long)version);
    place_complete(p, 2);
    put_settings(p, "tram-01.tsc", "tram-01", version, yaml);
    put(p, STICK_PACKS, "chung.tsp", pack_bytes(p, "chung", version, 700000));
    put(p, STICK_CONFIG, "tram-01.tsg", grant_for(p, &p->identity, 77));
    place_receipt(p, "0123abcd-4567cdef-1.tsr", 1, place_end(p) - 1, &p->hub_sign);
    bool was_cut = cut_sync(p, phase, nth);
    assert_true(!was_cut || data_of(p, USB_SETTINGS_FILE).len == 0 ||
                str_starts(data_of(p, USB_SETTINGS_FILE), S("# tramso ")));
    const str *names;
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.ignored_count, 0);
    assert_true(str_starts(data_of(p, USB_SETTINGS_FILE), str_of(head)));
    assert_int_equal(packs_kept(p, &names), 1);
    assert_true(str_eq(names[0], str_of(pack)));
    assert_true(p->identity.granted);
    assert_true(p->report.report_written);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_int_equal(p->report.batches_written, 0);
    assert_int_equal(p->report.swept, 0);
    return was_cut;
}

/* The process ends at each step that it tells; what it had begun is finished by the next sync. */
static void test_cut_at_every_step(void **state)
{
    struct place *p = *state;
    uint64_t version = 1;
    place_enrol(p);
    for (int phase = 1; phase < USB_PHASE_COUNT; phase++) {
        int nth = 1;
        while (cut_and_complete(p, phase, nth, ++version))
            nth++;
        if (nth == 1)
            fail_msg("the sync was never cut in phase %d", phase);
    }
    /* Each change is noted; a cut between note and place notes it once more, never less. */
    assert_true(settings_noted(p) >= version - 1);
    assert_int_equal(place_batches(p, OUTBOX) > 0, 1);
}

/* Every name on the stick is one that FAT takes, and no two differ only by case. */
static void assert_names_fit(struct place *p, str folder)
{
    str open[64] = { folder };
    size_t count = 1;
    while (count > 0) {
        str path = open[--count];
        const str *names;
        size_t found;
        assert_int_equal(folder_list(&p->home, path, 1000, &names, &found), FAIL_OK);
        for (size_t i = 0; i < found; i++) {
            assert_true(stick_name_fits(names[i]));
            for (size_t k = 0; k < i; k++)
                assert_false(names[i].len == names[k].len &&
                             strncasecmp(names[i].ptr, names[k].ptr, names[i].len) == 0);
            struct stat info;
            str below = file_join(&p->home, path, names[i]);
            assert_int_equal(lstat(below.ptr, &info), 0);
            if (S_ISDIR(info.st_mode))
                open[count++] = below;
        }
    }
}

static void test_names_on_the_stick(void **state)
{
    struct place *p = *state;
    place_enrol(p);
    place_complete(p, 6);
    assert_int_equal(place_sync(p), FAIL_OK);
    place_receipt(p, "0123abcd-4567cdef-1.tsr", 1, 3, &p->hub_sign);
    assert_int_equal(place_sync(p), FAIL_OK);
    assert_names_fit(p, p->stick);
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_settings_are_taken_once),   TEST(test_the_newest_of_all_and_own_wins),
        TEST(test_a_new_hub_begins_again),    TEST(test_bad_settings_change_nothing),
        TEST(test_packs_are_kept_whole),      TEST(test_bad_packs_are_left),
        TEST(test_a_card_is_read_everywhere), TEST(test_a_grant_that_the_disk_cannot_keep),
        TEST(test_cut_at_every_step),         TEST(test_names_on_the_stick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
