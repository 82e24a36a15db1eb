/* When the kiosk goes to its hub by itself, and that it stops when it is told to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "kiosk/net.h"
#include "sync/net_state.h"

#define MINUTE_MS 60000ll

struct desk {
    arena home;
    char folder[64];
    str data;
    struct network_config network;
    struct net *net;
    struct moment now;
    int told;
    enum http_trouble trouble;
};

static void wake(void *context)
{
    (void)context;
}

static void told(void *self, const struct net_answer *answer)
{
    struct desk *d = self;
    d->told++;
    d->trouble = answer->report->trouble;
}

static void open_net(struct desk *d, bool walking)
{
    struct net_options options = { .data = d->data,
                                   .boot_id = S("boot-1"),
                                   .kiosk_id = S("tram-01"),
                                   .network = &d->network,
                                   .walking = walking,
                                   .wake = wake,
                                   .told = told,
                                   .self = d };
    net_open(&d->net, &options);
}

static int set_up(void **state)
{
    struct desk *d = calloc(1, sizeof *d);
    snprintf(d->folder, sizeof d->folder, "/tmp/tramso-net-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    d->data = str_of(d->folder);
    d->network = (struct network_config) { .sync = true, .check_minutes = 10 };
    d->now = (struct moment) { 1795312800000ll, 5000 };
    open_net(d, true);
    *state = d;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    net_close(d->net);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", d->folder);
    int gone = system(command);
    arena_finish(&d->home);
    free(d);
    return gone;
}

static void enrol(struct desk *d, const char *address)
{
    struct sign_keys keys;
    seal_sign_keys((const uint8_t[SEAL_SEED_BYTES]) { 1 }, &keys);
    struct enrol_code code = { .hub = "hub-mau",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .token = { 7 },
                               .expires_ms = d->now.wall_ms + ENROL_VALID_MS };
    snprintf(code.address, sizeof code.address, "%s", address);
    struct identity identity;
    struct identity_options who = { .folder = d->data, .kiosk_id = S("tram-01") };
    str text;
    assert_int_equal(enrol_code_write(&d->home, &code, &keys, &text), FAIL_OK);
    assert_int_equal(identity_open(&identity, &who), FAIL_OK);
    assert_int_equal(identity_set_hub(&identity, text), FAIL_OK);
    identity_close(&identity);
}

/* Time passes; rounds that begin come to their end. How many they were. */
static int pass(struct desk *d, int64_t ms, bool session_open)
{
    int before = d->told;
    d->now.mono_ms += ms;
    d->now.wall_ms += ms;
    net_tick(d->net, d->now, session_open);
    net_drain(d->net);
    (void)net_deliver(d->net);
    return d->told - before;
}

static void test_down_until_there_is_a_network(void **state)
{
    struct desk *d = *state;
    assert_int_equal(net_next_ms(d->net), INT64_MAX);
    assert_int_equal(pass(d, 100 * MINUTE_MS, false), 0);
    assert_false(net_up(d->net, S("http://hub.example")));
    assert_false(net_up(d->net, S("https://user@hub.example")));
    assert_false(net_up(d->net, S("https://")));
    assert_true(net_up(d->net, S("hub")));
    assert_int_equal(pass(d, 0, false), 1);
    assert_int_equal(d->trouble, HTTP_TROUBLE_NO_HUB);
    assert_true(str_eq(net_words(d->net, false), http_trouble_vi(HTTP_TROUBLE_NO_HUB)));
    net_down(d->net);
    assert_int_equal(net_next_ms(d->net), INT64_MAX);
    assert_int_equal(pass(d, 100 * MINUTE_MS, false), 0);
}

static void test_checks_and_sessions(void **state)
{
    struct desk *d = *state;
    assert_true(net_up(d->net, S("hub")));
    assert_int_equal(pass(d, 0, false), 1);
    int64_t check_ms = d->now.mono_ms + 10 * MINUTE_MS;
    assert_int_equal(net_next_ms(d->net), check_ms);
    assert_int_equal(pass(d, 9 * MINUTE_MS, true), 0);
    /* Somebody has finished: soon, but once for many. */
    assert_int_equal(pass(d, 1000, false), 0);
    assert_int_equal(net_next_ms(d->net), d->now.mono_ms + NET_SOON_MS);
    assert_int_equal(pass(d, NET_SOON_MS, false), 1);
    int64_t began_ms = d->now.mono_ms;
    assert_int_equal(pass(d, 1000, true), 0);
    assert_int_equal(pass(d, 1000, false), 0);
    assert_int_equal(net_next_ms(d->net), began_ms + NET_BETWEEN_MS);
}

/* What ended while a round was under way may have come too late for it. */
static void test_session_ends_during_a_round(void **state)
{
    struct desk *d = *state;
    assert_true(net_up(d->net, S("hub")));
    net_tick(d->net, d->now, true);
    assert_int_equal(net_next_ms(d->net), INT64_MAX);
    net_tick(d->net, d->now, false);
    assert_int_equal(pass(d, 0, false), 1);
    int64_t began_ms = d->now.mono_ms;
    assert_int_equal(pass(d, 1000, false), 0);
    assert_int_equal(net_next_ms(d->net), began_ms + NET_BETWEEN_MS);
}

static void test_unreachable_backs_off(void **state)
{
    struct desk *d = *state;
    enrol(d, "https://127.0.0.1:1");
    assert_true(net_up(d->net, S("hub")));
    int64_t least_ms = BACKOFF_FIRST_MS;
    for (int i = 0; i < 9; i++) {
        int64_t due_ms = net_next_ms(d->net);
        assert_int_equal(pass(d, i == 0 ? 0 : due_ms - d->now.mono_ms, true), 1);
        assert_int_equal(d->trouble, HTTP_TROUBLE_OFFLINE);
        int64_t wait_ms = net_next_ms(d->net) - d->now.mono_ms;
        assert_in_range(wait_ms, least_ms, 2 * least_ms);
        /* Who comes and goes changes nothing about it. */
        assert_int_equal(pass(d, 1, false), 0);
        assert_int_equal(net_next_ms(d->net) - d->now.mono_ms, wait_ms - 1);
        least_ms = 2 * least_ms > BACKOFF_MOST_MS / 2 ? BACKOFF_MOST_MS / 2 : 2 * least_ms;
    }
    struct net_state *kept = arena_new(&d->home, struct net_state, 1);
    net_state_load(d->data, kept);
    assert_int_equal(kept->target_count, 1);
    assert_int_equal(kept->targets[0].failures, 9);
    assert_int_equal(kept->targets[0].trouble, HTTP_TROUBLE_OFFLINE);
    assert_int_equal(kept->targets[0].next_ms,
                     d->now.wall_ms + net_next_ms(d->net) - d->now.mono_ms);
}

static void test_taken_by_another_program(void **state)
{
    struct desk *d = *state;
    enrol(d, "https://127.0.0.1:1");
    int lock;
    assert_int_equal(net_state_lock(d->data, &lock), FAIL_OK);
    assert_true(net_up(d->net, S("hub")));
    assert_int_equal(pass(d, 0, false), 1);
    assert_int_equal(d->trouble, HTTP_TROUBLE_TAKEN);
    net_state_unlock(lock);
}

static void test_switched_off(void **state)
{
    struct desk *d = *state;
    net_close(d->net);
    d->network.sync = false;
    open_net(d, false);
    assert_int_equal(pass(d, 100 * MINUTE_MS, false), 0);
    assert_int_equal(net_next_ms(d->net), INT64_MAX);
}

/* The first round waits until the kiosk has started. */
static void test_first_round_waits(void **state)
{
    struct desk *d = *state;
    net_close(d->net);
    open_net(d, false);
    assert_int_equal(pass(d, 0, false), 0);
    assert_in_range(net_next_ms(d->net), d->now.mono_ms + NET_FIRST_MS,
                    d->now.mono_ms + 2 * NET_FIRST_MS);
}

/* A foreign store as in kiosk.yaml; who asks for it may have no hub at all. */
static void add_lrs(struct desk *d, const char *address)
{
    str secret = file_join(&d->home, d->data, S("lrs.secret"));
    assert_int_equal(file_write_durable(secret, S("mat-khau-mau\n"), 0600), FAIL_OK);
    d->network.lrs_address = arena_str(&d->home, str_of(address));
    d->network.lrs_user = S("tram");
    d->network.lrs_secret_file = secret;
    net_close(d->net); /* it reads the settings when it is made */
    open_net(d, true);
}

/* Something that a foreign store is to have. */
static void complete_lesson(struct desk *d)
{
    struct ledger *ledger;
    struct ledger_options options = { .path = file_join(&d->home, d->data, S(LEDGER_FILE_NAME)),
                                      .boot_id = S("boot-1"),
                                      .version = S("test") };
    struct event_draft draft = { .type = EVENT_LESSON_COMPLETED,
                                 .session = S("01890a5d-ac96-774b-bcce-b302099a8057"),
                                 .body = event_body_none() };
    struct stamp stamp = { d->now, true };
    draft.body.lesson = S("L11");
    assert_int_equal(ledger_open(&ledger, &options), FAIL_OK);
    assert_int_equal(ledger_append(ledger, &d->home, &draft, &stamp, NULL), FAIL_OK);
    ledger_close(ledger);
}

static struct net_target target_of(struct desk *d, str name)
{
    struct net_state *kept = arena_new(&d->home, struct net_state, 1);
    net_state_load(d->data, kept);
    const struct net_target *found = net_state_find(kept, name);
    assert_non_null(found);
    return *found;
}

static str lrs_name(struct desk *d)
{
    return http_lrs_name(&d->home, d->network.lrs_address);
}

static str hub_name(struct desk *d)
{
    struct sign_keys keys;
    seal_sign_keys((const uint8_t[SEAL_SEED_BYTES]) { 1 }, &keys);
    return key_id_text(&d->home, seal_key_id(keys.pub.bytes));
}

/* A certificate file's path that no port can be made of, whichever way it is for. */
static void test_no_port_for_either_way(void **state)
{
    struct desk *d = *state;
    char path[600];
    memset(path, 'a', sizeof path);
    path[0] = '/';
    d->network.ca_file = (str) { path, sizeof path };
    enrol(d, "https://127.0.0.1:1");
    add_lrs(d, "https://127.0.0.1:1/xapi");
    assert_true(net_up(d->net, S("hub")));
    assert_int_equal(pass(d, 0, false), 1);
    assert_int_equal(d->trouble, HTTP_TROUBLE_CERTIFICATE);
    assert_int_equal(target_of(d, lrs_name(d)).trouble, HTTP_TROUBLE_CERTIFICATE);
    assert_int_equal(target_of(d, hub_name(d)).trouble, HTTP_TROUBLE_CERTIFICATE);
}

/* A hub by stick only: the store's way is none the worse for it. */
static void test_store_beside_a_hub_by_stick(void **state)
{
    struct desk *d = *state;
    enrol(d, "");
    add_lrs(d, "https://127.0.0.1:1/xapi");
    assert_true(net_up(d->net, S("hub")));
    assert_int_equal(pass(d, 0, false), 1);
    assert_int_equal(d->trouble, HTTP_TROUBLE_NO_ADDRESS);
    assert_int_equal(target_of(d, lrs_name(d)).trouble, HTTP_TROUBLE_NONE); /* nothing to send */
}

/* Both unreachable: each keeps to its own back-off, and the nearer one is what is waited for. */
static void test_each_way_backs_off_by_itself(void **state)
{
    struct desk *d = *state;
    enrol(d, "https://127.0.0.1:1");
    add_lrs(d, "https://127.0.0.1:1/xapi");
    complete_lesson(d);
    assert_true(net_up(d->net, S("hub")));
    assert_int_equal(pass(d, 0, true), 1);
    int apart = 0;
    for (int i = 0; i < 20; i++) {
        struct net_target hub = target_of(d, hub_name(d)), lrs = target_of(d, lrs_name(d));
        int64_t least_ms = hub.next_ms < lrs.next_ms ? hub.next_ms : lrs.next_ms;
        int64_t wait_ms = net_next_ms(d->net) - d->now.mono_ms;
        assert_int_equal(wait_ms, least_ms - d->now.wall_ms);
        assert_int_equal(pass(d, wait_ms, true), 1);
        assert_int_equal(target_of(d, hub_name(d)).failures,
                         hub.failures + (hub.next_ms == least_ms));
        assert_int_equal(target_of(d, lrs_name(d)).failures,
                         lrs.failures + (lrs.next_ms == least_ms));
        apart += hub.next_ms != lrs.next_ms;
    }
    assert_true(apart > 0);
}

/* A store in good health, looked at after each session, wakes no hub that is to be left alone. */
static void test_a_good_store_does_not_hurry_the_hub(void **state)
{
    struct desk *d = *state;
    enrol(d, "https://127.0.0.1:1");
    add_lrs(d, "https://127.0.0.1:1/xapi"); /* with nothing to send it is never asked */
    assert_true(net_up(d->net, S("hub")));
    assert_int_equal(pass(d, 0, true), 1);
    do
        (void)pass(d, net_next_ms(d->net) - d->now.mono_ms, true);
    while (target_of(d, hub_name(d)).failures < 5); /* now minutes of silence begin */
    struct net_target hub = target_of(d, hub_name(d)), lrs = target_of(d, lrs_name(d));
    assert_int_equal(lrs.trouble, HTTP_TROUBLE_NONE);
    (void)pass(d, 1, false);
    int64_t wait_ms = net_next_ms(d->net) - d->now.mono_ms;
    assert_true(wait_ms <= NET_BETWEEN_MS);
    assert_true(d->now.wall_ms + wait_ms < hub.next_ms);
    assert_int_equal(pass(d, wait_ms, false), 1);
    assert_int_equal(target_of(d, lrs_name(d)).tried_ms, d->now.wall_ms);
    assert_int_equal(target_of(d, hub_name(d)).failures, hub.failures);
    assert_int_equal(target_of(d, hub_name(d)).tried_ms, hub.tried_ms);
    assert_int_equal(d->trouble, HTTP_TROUBLE_OFFLINE); /* what is known of the hub stays known */
}

/* A hub that takes the connection and says nothing must not keep the kiosk from ending. */
static void test_ends_while_it_waits(void **state)
{
    struct desk *d = *state;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof at;
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, len), 0);
    assert_int_equal(listen(fd, 4), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
    char address[64];
    snprintf(address, sizeof address, "https://127.0.0.1:%u", (unsigned)ntohs(at.sin_port));
    enrol(d, address);
    assert_true(net_up(d->net, S("hub")));
    net_tick(d->net, d->now, false);
    usleep(200000);
    assert_int_equal(net_next_ms(d->net), INT64_MAX); /* under way */
    int64_t from_us = clock_mono_us();
    net_close(d->net);
    assert_true(clock_mono_us() - from_us < 2500000);
    assert_int_equal(d->told, 0);
    open_net(d, true);
    close(fd);
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_down_until_there_is_a_network),
        TEST(test_checks_and_sessions),
        TEST(test_session_ends_during_a_round),
        TEST(test_unreachable_backs_off),
        TEST(test_taken_by_another_program),
        TEST(test_switched_off),
        TEST(test_first_round_waits),
        TEST(test_no_port_for_either_way),
        TEST(test_store_beside_a_hub_by_stick),
        TEST(test_each_way_backs_off_by_itself),
        TEST(test_a_good_store_does_not_hurry_the_hub),
        TEST(test_ends_while_it_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
