/* The running kiosk's keys: whatever changes the files, the journal comes to hold what they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "content/config.h"
#include "kiosk/journal.h"
#include "kiosk/stick_sync.h"

struct desk {
    arena home;
    char folder[64];
    str data, stick;
    struct moment now;
    struct worker *worker;
    struct journal journal;
    struct sign_keys hub;
    struct kiosk_config config;
    struct packs packs;
    struct stick_sync *sync;
    enum fail synced;
};

static void wake(void *context)
{
    (void)context;
}

static void told(void *self, const struct journal_answer *answer)
{
    (void)self;
    assert_int_equal(answer->failed, FAIL_OK);
}

static void settle(struct desk *d)
{
    do
        worker_drain(d->worker);
    while (worker_deliver(d->worker));
}

static void stick_told_us(void *self, const struct stick_answer *answer)
{
    struct desk *d = self;
    if (answer->progress)
        return;
    d->synced = answer->failed;
    journal_refresh_identity(&d->journal);
}

static int set_up(void **state)
{
    struct desk *d = calloc(1, sizeof *d);
    snprintf(d->folder, sizeof d->folder, "/tmp/tramso-journal-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    d->data = file_join(&d->home, str_of(d->folder), S("data"));
    d->stick = file_join(&d->home, str_of(d->folder), S("stick"));
    assert_int_equal(file_make_folder(d->stick, false), FAIL_OK);
    d->now = (struct moment) { 1795312800000ll, 5000 };
    seal_sign_keys((const uint8_t[SEAL_SEED_BYTES]) { 1 }, &d->hub);
    assert_int_equal(worker_create(&d->worker, wake, NULL), FAIL_OK);
    d->journal = (struct journal) { .told = told, .self = d };
    d->journal.options =
        (struct journal_options) { .data = d->data, .kiosk_id = S("tram-01"), .boot_id = S("b") };
    journal_start(&d->journal, d->worker, &d->now);
    settle(d);
    config_defaults(&d->config);
    d->packs = (struct packs) { .data = d->data,
                                .assets = d->stick, /* lessons are nobody's here */
                                .wanted = d->config.packs,
                                .wanted_count = d->config.pack_count };
    struct stick_sync_options sync = { .data = d->data,
                                       .boot_id = S("b"),
                                       .kiosk_id = S("tram-01"),
                                       .packs = &d->packs,
                                       .config = &d->config,
                                       .wake = wake,
                                       .told = stick_told_us,
                                       .self = d };
    stick_sync_open(&d->sync, &sync);
    *state = d;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    stick_sync_close(d->sync);
    worker_destroy(d->worker);
    journal_finish(&d->journal);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", d->folder);
    int gone = system(command);
    arena_finish(&d->home);
    free(d);
    return gone;
}

/* As another round or program: opens the keys for itself. */
static struct identity open_other(struct desk *d)
{
    struct identity other;
    struct identity_options who = { .folder = d->data, .kiosk_id = S("tram-01") };
    assert_int_equal(identity_open(&other, &who), FAIL_OK);
    return other;
}

static void enrol(struct desk *d, struct identity *identity)
{
    struct box_keys box;
    seal_box_keys((const uint8_t[SEAL_SEED_BYTES]) { 2 }, &box);
    struct enrol_code code = { .hub = "hub-mau",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .hub_box = box.pub,
                               .token = { 7 },
                               .expires_ms = d->now.wall_ms + ENROL_VALID_MS };
    str text;
    assert_int_equal(enrol_code_write(&d->home, &code, &d->hub, &text), FAIL_OK);
    assert_int_equal(identity_set_hub(identity, text), FAIL_OK);
}

static void take_grant(struct desk *d, struct identity *identity)
{
    struct grant grant = { .hub_wall_ms = d->now.wall_ms, .ward_key = { 4 }, .http_secret = { 9 } };
    str bytes;
    memcpy(grant.kiosk, identity->kiosk, sizeof grant.kiosk);
    assert_int_equal(grant_write(&d->home, &grant, &identity->sign.pub, &d->hub, &bytes), FAIL_OK);
    assert_int_equal(identity_take_grant(identity, bytes, NULL), FAIL_OK);
}

/* The network takes a grant while a round with a stick is under way that brings none. */
static void test_a_round_gives_no_older_keys_back(void **state)
{
    struct desk *d = *state;
    struct identity net = open_other(d);
    enrol(d, &net);
    journal_refresh_identity(&d->journal);
    settle(d);
    assert_true(journal_identity(&d->journal)->enrolled);
    assert_false(journal_identity(&d->journal)->granted);
    struct stick_order order = { .stick = d->stick, .now = d->now, .stands = true };
    assert_int_equal(stick_sync_start(d->sync, &order), FAIL_OK);
    take_grant(d, &net);
    identity_close(&net);
    journal_refresh_identity(&d->journal);
    settle(d);
    assert_true(journal_identity(&d->journal)->granted);
    stick_sync_drain(d->sync);
    assert_true(stick_sync_deliver(d->sync));
    assert_int_equal(d->synced, FAIL_OK);
    settle(d);
    assert_true(journal_identity(&d->journal)->granted);
    assert_int_equal(journal_identity(&d->journal)->ward_key_count, 2);
}

/* `tramsoctl enrol` beside the running kiosk: the next round with a stick has that hub. */
static void test_a_round_opens_the_keys_as_they_are(void **state)
{
    struct desk *d = *state;
    struct identity ctl = open_other(d);
    enrol(d, &ctl);
    identity_close(&ctl);
    assert_false(journal_identity(&d->journal)->enrolled);
    struct stick_order order = { .stick = d->stick, .now = d->now, .stands = true };
    assert_int_equal(stick_sync_start(d->sync, &order), FAIL_OK);
    stick_sync_drain(d->sync);
    assert_true(stick_sync_deliver(d->sync));
    assert_int_equal(d->synced, FAIL_OK);
    settle(d);
    assert_true(journal_identity(&d->journal)->enrolled);
}

/* With four ward keys a fifth pushes one out and the count stays. */
static void test_a_new_key_among_four_is_seen(void **state)
{
    struct desk *d = *state;
    struct identity other = open_other(d);
    for (uint8_t i = 1; i < IDENTITY_WARD_KEYS_MAX; i++)
        assert_int_equal(identity_set_ward_key(&other, (const uint8_t[SEAL_KEY_BYTES]) { i }),
                         FAIL_OK);
    journal_refresh_identity(&d->journal);
    settle(d);
    const struct identity *own = journal_identity(&d->journal);
    assert_int_equal(own->ward_key_count, IDENTITY_WARD_KEYS_MAX);
    assert_int_equal(identity_set_ward_key(&other, (const uint8_t[SEAL_KEY_BYTES]) { 77 }),
                     FAIL_OK);
    identity_close(&other);
    journal_refresh_identity(&d->journal);
    settle(d);
    assert_int_equal(own->ward_key_count, IDENTITY_WARD_KEYS_MAX);
    assert_int_equal(own->ward_keys[0][0], 77);
}

/* Where nobody syncs at the kiosk itself, a quiet moment sees what another program took. */
static void test_a_quiet_moment_sees_another_programs_grant(void **state)
{
    struct desk *d = *state;
    struct identity ctl = open_other(d);
    enrol(d, &ctl);
    take_grant(d, &ctl);
    identity_close(&ctl);
    assert_false(journal_identity(&d->journal)->granted);
    journal_tidy(&d->journal);
    settle(d);
    assert_true(journal_identity(&d->journal)->granted);
}

/* A key file that is damaged while the kiosk runs takes no card away from anyone. */
static void test_unreadable_keys_leave_what_is_there(void **state)
{
    struct desk *d = *state;
    struct identity before = *journal_identity(&d->journal);
    str path = file_join(&d->home, d->data, S("keys/ward.key"));
    assert_int_equal(file_write_durable(path, S("no key"), 0600), FAIL_OK);
    journal_refresh_identity(&d->journal);
    settle(d);
    assert_memory_equal(&before, journal_identity(&d->journal), sizeof before);
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_round_gives_no_older_keys_back),
        TEST(test_a_round_opens_the_keys_as_they_are),
        TEST(test_a_new_key_among_four_is_seen),
        TEST(test_a_quiet_moment_sees_another_programs_grant),
        TEST(test_unreadable_keys_leave_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
