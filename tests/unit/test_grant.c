/* Grants: whole or refused, for one kiosk of one hub; and the credentials made of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/grant.h"
#include "wire_fixture.h"

static struct fixture fixture;

static struct grant sample(void)
{
    struct grant grant = { .kiosk = FIXTURE_KIOSK,
                           .hub_wall_ms = FIXTURE_WALL_MS,
                           .http_secret = { 1, 2, 3 },
                           .ward_key = { 9, 8, 7 } };
    return grant;
}

static str written(void)
{
    struct grant grant = sample();
    str bytes;
    assert_int_equal(grant_write(&fixture.home, &grant, &fixture.kiosk.pub, &fixture.hub, &bytes),
                     FAIL_OK);
    assert_int_equal(bytes.len, GRANT_BYTES);
    return bytes;
}

static enum fail reading(str bytes, struct grant *out)
{
    struct grant_expect expect = { S(FIXTURE_KIOSK), &fixture.kiosk, &fixture.hub.pub };
    char why[GRANT_WHY_BYTES] = "";
    enum fail failed = grant_read(bytes, &expect, out, why);
    assert_true((failed == FAIL_OK) == (why[0] == 0));
    return failed;
}

static void test_round_trip(void **state)
{
    (void)state;
    struct grant grant, made = sample();
    assert_int_equal(reading(written(), &grant), FAIL_OK);
    assert_string_equal(grant.kiosk, FIXTURE_KIOSK);
    assert_int_equal(grant.hub_wall_ms, FIXTURE_WALL_MS);
    assert_memory_equal(grant.http_secret, made.http_secret, GRANT_SECRET_BYTES);
    assert_memory_equal(grant.ward_key, made.ward_key, SEAL_KEY_BYTES);
    /* The secrets do not stand there in the open, and no two grants are alike. */
    str bytes = written();
    assert_true(str_find(bytes, (str) { (const char *)made.http_secret, 32 }) < 0);
    assert_false(str_eq(bytes, written()));
}

static void test_every_byte(void **state)
{
    (void)state;
    struct grant grant;
    str bytes = written();
    for (size_t at = 0; at < bytes.len; at++) {
        str changed = fixture_tamper(&fixture.home, bytes, at, (uint8_t)(bytes.ptr[at] ^ 4));
        assert_int_not_equal(reading(changed, &grant), FAIL_OK);
        assert_int_not_equal(reading(str_slice(bytes, 0, at), &grant), FAIL_OK);
    }
    assert_int_equal(reading(S("<html>"), &grant), FAIL_FORMAT);
    assert_int_equal(reading(fixture_tamper(&fixture.home, bytes, 7, '2'), &grant), FAIL_VERSION);
}

static void test_foreign(void **state)
{
    (void)state;
    struct grant grant;
    str bytes = written();
    struct grant_expect other_hub = { S(FIXTURE_KIOSK), &fixture.kiosk, &fixture.stranger.pub };
    struct grant_expect other_key = { S(FIXTURE_KIOSK), &fixture.stranger, &fixture.hub.pub };
    struct grant_expect other_name = { S("tram-khac"), &fixture.kiosk, &fixture.hub.pub };
    assert_int_equal(grant_read(bytes, &other_hub, &grant, NULL), FAIL_FOREIGN);
    assert_int_equal(grant_read(bytes, &other_key, &grant, NULL), FAIL_FOREIGN);
    assert_int_equal(grant_read(bytes, &other_name, &grant, NULL), FAIL_FOREIGN);
    /* Zeros are no point that a secret could be sealed to. */
    struct sign_public none = { { 0 } };
    struct grant made = sample();
    assert_int_equal(grant_write(&fixture.home, &made, &none, &fixture.hub, &bytes), FAIL_FORMAT);
}

static void test_credentials(void **state)
{
    (void)state;
    arena *home = &fixture.home;
    uint8_t secret[GRANT_SECRET_BYTES] = { 0xff, 0xfe, 0xfb };
    str user = grant_user(home, S(FIXTURE_KIOSK), seal_key_id(fixture.kiosk.pub.bytes));
    assert_int_equal(user.len, strlen(FIXTURE_KIOSK) + 9);
    str password = grant_password(home, secret);
    assert_int_equal(password.len, 43);
    str user_again, password_again;
    str header = grant_authorization(home, user, password);
    assert_true(grant_authorization_read(home, header, &user_again, &password_again));
    assert_true(str_eq(user, user_again) && str_eq(password, password_again));
    /* RFC 7617's own example; letters of base64 that base64url has not. */
    assert_true(str_eq(grant_authorization(home, S("Aladdin"), S("open sesame")),
                       S("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")));
    assert_true(str_eq(grant_authorization(home, S("a?>"), S("~~~")), S("Basic YT8+On5+fg==")));
    static const char *const wrong[] = { "",
                                         "Basic",
                                         "Basic ",
                                         "Bearer eHk6eg==",
                                         "Basic !!!",
                                         "Basic eHk6eg",
                                         "Basic eHk=",
                                         "Basic YT8-On5-fg==",
                                         "Basic /////w==" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_false(
            grant_authorization_read(home, str_of(wrong[i]), &user_again, &password_again));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_every_byte),
        cmocka_unit_test(test_foreign),
        cmocka_unit_test(test_credentials),
    };
    log_set_level(LOG_LEVEL_NONE);
    fixture_open(&fixture);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fixture_close(&fixture);
    return failed;
}
