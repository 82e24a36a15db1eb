/* The network round against a hub that is played in memory, with every fault of a network. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "sync/outbox.h"
#include "sync/status.h"
#include "http_fixture.h"

static struct fake *the(void **state)
{
    static struct fake fake;
    fake_init(&fake, *state);
    fake_enrol(&fake);
    return &fake;
}

static struct sync_status status_of(struct fake *fake)
{
    struct sync_status status;
    struct place *p = fake->place;
    assert_int_equal(sync_status_read(&status, p->ledger, p->views, &p->identity, (str) { 0 }),
                     FAIL_OK);
    return status;
}

static void assert_all_held(struct fake *fake, uint64_t to)
{
    for (uint64_t seq = 1; seq <= to; seq++)
        assert_true(fake->held[seq]);
}

/* ---- the ordinary way ---- */

static void test_everything_is_brought(void **state)
{
    struct fake *f = the(state);
    place_complete(f->place, 1200);
    uint64_t end = place_end(f->place);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_true(f->report.granted);
    assert_int_equal(f->report.learning_waiting, 0);
    assert_int_equal(f->report.statements, end);
    assert_int_equal(f->posts, 3);
    assert_int_equal(f->largest, EXCHANGE_STATEMENTS_MAX);
    assert_all_held(f, end);
    fake_check_truth(f);
    struct sync_status status = status_of(f);
    assert_true(status.granted && status.by_network);
    assert_int_equal(status.outbox.waiting_learning, 0);
    assert_int_equal(status.last.trouble, HTTP_TROUBLE_NONE);
    assert_int_equal(status.last.hub_wall_ms, f->report.hub_wall_ms);
    assert_true(status.last.success_ms != EVENT_INT_ABSENT);
    assert_true(str_eq(sync_status_vi(&f->place->home, &status), S("Máy chủ đã nhận đủ kết quả.")));
}

/* What a round writes down is nothing to make another round for. */
static void test_notes_cause_no_traffic(void **state)
{
    struct fake *f = the(state);
    place_complete(f->place, 10);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    uint64_t end = place_end(f->place);
    int posts = f->posts;
    for (int i = 0; i < 5; i++)
        assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(f->posts, posts);
    assert_int_equal(place_end(f->place), end);
}

static void test_grant_is_kept(void **state)
{
    struct fake *f = the(state);
    struct place *p = f->place;
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_true(f->report.granted);
    struct stat info;
    str path = file_join(&p->home, p->data, S("keys/hub.grant"));
    assert_int_equal(stat(path.ptr, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(p->identity.ward_keys[0][0], 4);
    assert_int_equal(p->identity.ward_key_count, 2);
    place_close(p);
    place_open(p, "tram-01");
    assert_true(p->identity.granted);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_false(f->report.granted);
    /* Another hub never gets this one's password. */
    p->hub_sign.pub.bytes[0] ^= 1;
    seal_sign_keys((const uint8_t[SEAL_SEED_BYTES]) { 55 }, &p->hub_sign);
    fake_enrol(f);
    assert_false(p->identity.granted);
    place_close(p);
    place_open(p, "tram-01");
    assert_false(p->identity.granted);
}

static void test_no_hub_and_no_address(void **state)
{
    static struct fake f;
    fake_init(&f, *state);
    assert_int_equal(fake_sync(&f, false), FAIL_MISSING);
    assert_int_equal(f.report.trouble, HTTP_TROUBLE_NO_HUB);
    place_enrol(f.place);
    assert_int_equal(fake_sync(&f, false), FAIL_MISSING);
    assert_int_equal(f.report.trouble, HTTP_TROUBLE_NO_ADDRESS);
    assert_int_equal(f.requests, 0);
    assert_true(strlen(f.report.why_vi) > 0 && strlen(f.report.why_en) > 0);
}

static void test_enrolment_refused(void **state)
{
    struct fake *f = the(state);
    f->refuses_enrolment = true;
    assert_int_equal(fake_sync(f, false), FAIL_DENIED);
    assert_int_equal(f->report.trouble, HTTP_TROUBLE_ENROL);
    assert_int_equal(f->requests, 1);
    assert_false(f->place->identity.granted);
}

static void test_revoked(void **state)
{
    struct fake *f = the(state);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    f->revoked = true;
    place_complete(f->place, 3);
    assert_int_equal(fake_sync(f, false), FAIL_DENIED);
    assert_int_equal(f->report.trouble, HTTP_TROUBLE_REVOKED);
    assert_int_equal(f->posts, 0);
    struct sync_status status = status_of(f);
    assert_int_equal(status.last.trouble, HTTP_TROUBLE_REVOKED);
    assert_int_equal(status.last.failures, 1);
    assert_int_equal(status.outbox.waiting_learning, 3);
}

/* A hub whose key for passwords was made anew grants again by itself. */
static void test_forgotten_password(void **state)
{
    struct fake *f = the(state);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    f->place->identity.http_secret[5] ^= 1;
    place_complete(f->place, 3);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_true(f->report.granted);
    assert_int_equal(f->report.learning_waiting, 0);
}

/* ---- faults ---- */

static enum fault every_post;
static enum fault spoil_posts(struct fake *fake, const struct exchange_request *request)
{
    (void)fake;
    bool post = request->method == EXCHANGE_POST && str_eq(request->path, S("/xapi/statements"));
    return post ? every_post : FAULT_NONE;
}

static void test_every_fault_of_a_post(void **state)
{
    static const enum http_trouble expected[FAULT_COUNT] = {
        [FAULT_OFFLINE] = HTTP_TROUBLE_OFFLINE,
        [FAULT_CERTIFICATE] = HTTP_TROUBLE_CERTIFICATE,
        [FAULT_NO_LIBRARY] = HTTP_TROUBLE_NO_LIBRARY,
        [FAULT_CUT] = HTTP_TROUBLE_CUT,
        [FAULT_TOO_LARGE] = HTTP_TROUBLE_TOO_LARGE,
        [FAULT_PORTAL] = HTTP_TROUBLE_PORTAL,
        [FAULT_PORTAL_JSON] = HTTP_TROUBLE_PORTAL,
        [FAULT_NOTHING] = HTTP_TROUBLE_PORTAL,
        [FAULT_REDIRECT] = HTTP_TROUBLE_PORTAL,
        [FAULT_LIE] = HTTP_TROUBLE_NO_PROOF,
        [FAULT_LIE_STALE] = HTTP_TROUBLE_NO_PROOF,
        [FAULT_STRANGER] = HTTP_TROUBLE_NO_PROOF,
        [FAULT_OTHER_PAST] = HTTP_TROUBLE_NO_PROOF,
        [FAULT_WRONG_TYPE] = HTTP_TROUBLE_PORTAL,
        [FAULT_401] = HTTP_TROUBLE_UNKNOWN,
        [FAULT_403] = HTTP_TROUBLE_REVOKED,
        [FAULT_429] = HTTP_TROUBLE_HUB_BUSY,
        [FAULT_503] = HTTP_TROUBLE_HUB_BUSY,
        [FAULT_500] = HTTP_TROUBLE_HUB_FAILED,
        [FAULT_400_HTML] = HTTP_TROUBLE_PORTAL,
    };
    struct fake *f = the(state);
    place_complete(f->place, 4);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    f->pick = spoil_posts;
    for (int fault = FAULT_OFFLINE; fault < FAULT_COUNT; fault++) {
        if (fault == FAULT_GARBAGE || fault == FAULT_NO_RECEIPT || fault == FAULT_413)
            continue;
        place_complete(f->place, 4);
        every_post = (enum fault)fault;
        uint64_t before = fake_delivered(f, fake_hub_name(f));
        assert_int_not_equal(fake_sync(f, false), FAIL_OK);
        assert_int_equal(f->report.trouble, expected[fault]);
        assert_int_equal(f->report.retry_after_ms, fault == FAULT_429 ? 90000 : 0);
        assert_true(strlen(f->report.why_vi) > 0 && strlen(f->report.why_en) > 0);
        fake_check_truth(f);
        /* Taken, but the answer was lost: the next round's receipt may say so, nothing else. */
        if (fault != FAULT_CUT && fault != FAULT_TOO_LARGE && fault != FAULT_WRONG_TYPE)
            assert_int_equal(fake_delivered(f, fake_hub_name(f)), before);
        f->pick = NULL;
        assert_int_equal(fake_sync(f, false), FAIL_OK);
        assert_int_equal(f->report.learning_waiting, 0);
        f->pick = spoil_posts;
    }
    assert_int_equal(status_of(f).quarantined_count, 0);
}

/* The header was lost or broken on its way: asking again settles it in the same round. */
static void test_lost_receipt_is_asked_for(void **state)
{
    struct fake *f = the(state);
    f->pick = spoil_posts;
    for (int i = 0; i < 2; i++) {
        every_post = i ? FAULT_GARBAGE : FAULT_NO_RECEIPT;
        place_complete(f->place, 700);
        assert_int_equal(fake_sync(f, false), FAIL_OK);
        assert_int_equal(f->report.learning_waiting, 0);
        fake_check_truth(f);
    }
}

static enum fault spoil_gets(struct fake *fake, const struct exchange_request *request)
{
    (void)fake;
    return request->method == EXCHANGE_GET ? every_post : FAULT_NONE;
}

/* With nothing to send a stranger's answer must not look like a good round. */
static void test_portal_is_no_success(void **state)
{
    struct fake *f = the(state);
    place_complete(f->place, 4);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    int64_t success_ms = status_of(f).last.success_ms;
    static const enum fault faults[] = { FAULT_PORTAL,   FAULT_PORTAL_JSON, FAULT_NOTHING,
                                         FAULT_REDIRECT, FAULT_STRANGER,    FAULT_GARBAGE };
    f->pick = spoil_gets;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        every_post = faults[i];
        assert_int_equal(fake_sync(f, false), FAIL_OFFLINE);
        assert_int_equal(status_of(f).last.success_ms, success_ms);
        assert_int_equal(status_of(f).last.failures, i + 1);
    }
}

/* ---- bad statements ---- */

static void test_one_bad_of_500(void **state)
{
    struct fake *f = the(state);
    place_complete(f->place, 499);
    assert_int_equal(place_end(f->place), 500);
    f->bad[0] = 173;
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(f->report.quarantined, 1);
    assert_true(f->posts <= 12);
    for (uint64_t seq = 1; seq <= 500; seq++)
        assert_int_equal(f->held[seq], seq != 173);
    struct sync_status status = status_of(f);
    assert_int_equal(status.quarantined_count, 1);
    assert_int_equal(status.quarantined[0].seq, 173);
    assert_int_equal(status.quarantined[0].status, 400);
    assert_non_null(strstr(status.quarantined[0].why, "its verb"));
    assert_int_equal(status.outbox.waiting_learning, 1);
}

static void bring_with_bad(struct place *p, uint64_t bad)
{
    static struct fake f;
    fake_init(&f, p);
    fake_enrol(&f);
    f.bad[0] = bad;
    uint64_t end = place_end(p);
    assert_int_equal(fake_sync(&f, false), FAIL_OK);
    assert_int_equal(f.report.quarantined, 1);
    assert_true(f.posts <= 15);
    for (uint64_t seq = 1; seq <= end; seq++)
        assert_int_equal(f.held[seq], seq != bad);
    fake_check_truth(&f);
    /* Set aside: nobody asks about it again, and it is no trouble. */
    int posts = f.posts;
    assert_int_equal(fake_sync(&f, false), FAIL_OK);
    assert_int_equal(f.posts, posts);
}

static void test_bad_one_anywhere(void **state)
{
    static const uint64_t places[] = { 1, 2, 250, 251, 499, 500, 501, 777, 1001 };
    struct place *p = *state;
    place_complete(p, 1000);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        /* Each to a hub of its own, so that it all begins anew. */
        uint8_t seed[SEAL_SEED_BYTES] = { (uint8_t)(100 + i) };
        seal_sign_keys(seed, &p->hub_sign);
        bring_with_bad(p, places[i]);
    }
}

static void test_aside_survives_and_comes_back(void **state)
{
    struct fake *f = the(state);
    struct place *p = f->place;
    place_complete(p, 20);
    f->bad[0] = 7;
    f->bad[1] = 8;
    f->bad[2] = 21;
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(f->report.quarantined, 3);
    place_close(p);
    place_open(p, "tram-01");
    memset(f->bad, 0, sizeof f->bad);
    int posts = f->posts;
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(f->posts, posts);
    assert_int_equal(status_of(f).quarantined_count, 3);
    /* Somebody asks by hand, after the hub was mended. */
    assert_int_equal(fake_sync(f, true), FAIL_OK);
    assert_int_equal(status_of(f).quarantined_count, 0);
    assert_all_held(f, 21);
    assert_int_equal(f->report.learning_waiting, 0);
}

/* A lost or damaged file only means that the bad one is found again. */
static void test_damaged_state_file(void **state)
{
    struct fake *f = the(state);
    struct place *p = f->place;
    place_complete(p, 20);
    f->bad[0] = 7;
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    str path = file_join(&p->home, p->data, S(NET_STATE_FILE));
    assert_int_equal(file_write_durable(path, S("{\"version\":1,"), 0600), FAIL_OK);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(f->report.quarantined, 1);
    assert_int_equal(status_of(f).quarantined[0].seq, 7);
}

/* A hub that takes nothing is a bad hub: it must not sweep the whole ledger aside. */
static void test_hub_that_refuses_all(void **state)
{
    struct fake *f = the(state);
    place_complete(f->place, 60);
    f->refuses_all = true;
    for (int round = 0; round < 6; round++) {
        assert_int_equal(fake_sync(f, false), FAIL_OFFLINE);
        assert_int_equal(f->report.trouble, HTTP_TROUBLE_HUB_FAILED);
        assert_true(f->report.quarantined <= 16);
    }
    assert_true(status_of(f).quarantined_count <= NET_QUARANTINE_HUB_MAX);
    assert_int_equal(status_of(f).outbox.waiting_learning, 60);
    f->refuses_all = false;
    assert_int_equal(fake_sync(f, true), FAIL_OK);
    assert_int_equal(f->report.learning_waiting, 0);
}

static void test_clash(void **state)
{
    struct fake *f = the(state);
    place_complete(f->place, 40);
    f->clashes[0] = 13;
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    struct sync_status status = status_of(f);
    assert_int_equal(status.quarantined_count, 1);
    assert_int_equal(status.quarantined[0].seq, 13);
    assert_int_equal(status.quarantined[0].status, 409);
    assert_false(f->held[13]);
    fake_check_truth(f);
}

static void test_413_halves(void **state)
{
    struct fake *f = the(state);
    f->most = 100;
    place_complete(f->place, 700);
    uint64_t end = place_end(f->place);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_all_held(f, end);
    assert_int_equal(f->report.quarantined, 0);
    fake_check_truth(f);
}

/* ---- restarts and restored images ---- */

static void test_killed_after_any_request(void **state)
{
    struct fake *f = the(state);
    place_complete(f->place, 1300);
    uint64_t end = place_end(f->place);
    place_close(f->place);
    for (int at = 1; at <= 5; at++) {
        pid_t child = fork();
        if (child == 0) {
            place_open(f->place, "tram-01");
            f->kill_at = at;
            (void)fake_sync(f, false);
            _exit(0);
        }
        int code = 0;
        assert_int_equal(waitpid(child, &code, 0), child);
    }
    /* The children's hub died with them: nothing of it may be believed that ours does not hold. */
    place_open(f->place, "tram-01");
    uint64_t believed = fake_delivered(f, fake_hub_name(f));
    for (uint64_t seq = 1; seq <= believed; seq++) {
        f->held[seq] = true;
        assert_int_equal(ledger_hash_at(f->place->ledger, seq, f->hashes[seq]), FAIL_OK);
    }
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(f->report.learning_waiting, 0);
    assert_all_held(f, end);
    fake_check_truth(f);
}

/* The disk's image of yesterday: the hub holds what this kiosk no longer knows, and the other way.
 */
static void test_restored_image(void **state)
{
    struct fake *f = the(state);
    struct place *p = f->place;
    place_complete(p, 10);
    place_close(p);
    str keep = arena_printf(&p->home, "cp -r %.*s %s/keep", STR_ARG(p->data), p->folder);
    assert_int_equal(system(keep.ptr), 0);
    place_open(p, "tram-01");
    place_complete(p, 10);
    f->bad[0] = 15;
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(status_of(f).quarantined_count, 1);
    place_close(p);
    str back = arena_printf(&p->home, "cp %s/keep/ledger.db* %.*s/", p->folder, STR_ARG(p->data));
    assert_int_equal(system(back.ptr), 0);
    p->stamp.now.wall_ms += 86400000;
    place_open(p, "tram-01");
    place_complete(p, 10);
    memset(f->bad, 0, sizeof f->bad);
    /* The fake keeps one history: ours takes the place of the other as it comes in. */
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    assert_int_equal(f->report.learning_waiting, 0);
    assert_true(f->report.receipts_refused > 0);
    assert_int_equal(status_of(f).quarantined_count, 0);
    fake_check_truth(f);
}

/* ---- a foreign store ---- */

static void test_foreign_store(void **state)
{
    struct fake *f = the(state);
    struct place *p = f->place;
    f->lrs = true;
    place_complete(p, 600);
    assert_int_equal(fake_sync_lrs(f), FAIL_OK);
    assert_int_equal(f->report.statements, 600);
    assert_int_equal(f->report.learning_waiting, 0);
    assert_false(f->held[1]); /* device.booted is none of its business */
    str name = http_lrs_name(&p->home, S("https://lrs.example/xapi"));
    assert_int_equal(name.len, 12);
    int posts = f->posts;
    assert_int_equal(fake_sync_lrs(f), FAIL_OK);
    assert_int_equal(f->posts, posts);
    assert_int_equal(fake_delivered(f, fake_hub_name(f)), 0);
    /* Many small rounds stay one range. */
    for (int i = 0; i < 100; i++) {
        place_complete(p, 1);
        assert_int_equal(fake_sync_lrs(f), FAIL_OK);
    }
    struct outbox_state outbox;
    assert_int_equal(outbox_refresh(p->views, p->ledger, name, &outbox), FAIL_OK);
    assert_int_equal(outbox.range_count, 1);
    assert_int_equal(outbox.waiting_learning, 0);
    assert_int_equal(f->posts, posts + 100);
}

static bool find_id(void *self, const struct event *event)
{
    memcpy(self, event->id, EVENT_ID_BYTES);
    return false;
}

static enum fault remember_ids(struct fake *fake, const struct exchange_request *request)
{
    (void)request;
    assert_int_equal(ledger_read(fake->place->ledger, 9, 9, find_id, fake->ids[9]), FAIL_OK);
    return FAULT_NONE;
}

static enum fault spoil_lrs(struct fake *fake, const struct exchange_request *request)
{
    (void)fake;
    (void)request;
    return every_post;
}

static void test_foreign_store_faults(void **state)
{
    struct fake *f = the(state);
    struct place *p = f->place;
    f->lrs = true;
    place_complete(p, 30);
    str name = http_lrs_name(&p->home, S("https://lrs.example/xapi"));
    f->clashes[0] = 9; /* there already, so it says */
    f->clashes[1] = 12;
    f->held[9] = true;
    f->pick = remember_ids;
    uint64_t end = place_end(p);
    assert_int_equal(fake_sync_lrs(f), FAIL_OK);
    assert_int_equal(f->report.quarantined, 1);
    assert_int_equal(f->report.learning_waiting, 1);
    assert_int_equal(fake_delivered(f, name), end - 1);
    every_post = FAULT_PORTAL_JSON;
    f->pick = spoil_lrs;
    place_complete(p, 3);
    assert_int_equal(fake_sync_lrs(f), FAIL_OFFLINE);
    assert_int_equal(f->report.trouble, HTTP_TROUBLE_PORTAL);
    assert_int_equal(fake_delivered(f, name), end - 1);
}

/* ---- chance ---- */

static enum fault by_chance(struct fake *fake, const struct exchange_request *request)
{
    (void)request;
    uint32_t die = random_below(&fake->random, 3u * FAULT_COUNT);
    return die < FAULT_COUNT ? (enum fault)die : FAULT_NONE;
}

static void test_any_faults_tell_no_lie(void **state)
{
    struct fake *f = the(state);
    for (uint64_t seed = 1; seed <= 60; seed++) {
        f->random = seed;
        f->pick = by_chance;
        f->bad[0] = random_below(&f->random, 4) == 0 ? place_end(f->place) + 1 : 0;
        place_complete(f->place, 1 + random_below(&f->random, 25));
        (void)fake_sync(f, random_below(&f->random, 4) == 0);
        fake_check_truth(f);
        struct sync_status status = status_of(f);
        assert_int_equal(status.outbox.waiting_learning, f->report.learning_waiting);
        assert_int_equal(status.last.trouble, f->report.trouble);
    }
    uint64_t end = place_end(f->place);
    f->pick = NULL;
    memset(f->bad, 0, sizeof f->bad);
    assert_int_equal(fake_sync(f, true), FAIL_OK);
    assert_all_held(f, end);
    assert_int_equal(f->report.learning_waiting, 0);
    assert_int_equal(status_of(f).quarantined_count, 0);
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_everything_is_brought),
        TEST(test_notes_cause_no_traffic),
        TEST(test_grant_is_kept),
        TEST(test_no_hub_and_no_address),
        TEST(test_enrolment_refused),
        TEST(test_revoked),
        TEST(test_forgotten_password),
        TEST(test_every_fault_of_a_post),
        TEST(test_lost_receipt_is_asked_for),
        TEST(test_portal_is_no_success),
        TEST(test_one_bad_of_500),
        TEST(test_bad_one_anywhere),
        TEST(test_aside_survives_and_comes_back),
        TEST(test_damaged_state_file),
        TEST(test_hub_that_refuses_all),
        TEST(test_clash),
        TEST(test_413_halves),
        TEST(test_killed_after_any_request),
        TEST(test_restored_image),
        TEST(test_foreign_store),
        TEST(test_foreign_store_faults),
        TEST(test_any_faults_tell_no_lie),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
