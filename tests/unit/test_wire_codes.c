/* Learner cards and enrolment: what people hold before a scanner. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/must.h"
#include "wire/card.h"
#include "wire/enrol.h"
#include "wire_fixture.h"

static const uint8_t ward_key[SEAL_KEY_BYTES] = { 1, 2, 3 };

static struct card random_card(uint64_t *random, unsigned lessons)
{
    struct card card = { .issue_day = (uint16_t)random_next(random) };
    for (size_t i = 0; i < sizeof card.learner; i++)
        card.learner[i] = (uint8_t)random_next(random);
    for (unsigned i = 0; i < lessons; i++)
        progress_set(&card.progress, (uint16_t)random_below(random, PROGRESS_LESSONS_MAX),
                     random_below(random, 2) != 0);
    return card;
}

static bool is_qr_alphanumeric(str text)
{
    static const char set[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    for (size_t i = 0; i < text.len; i++)
        if (!text.ptr[i] || !strchr(set, text.ptr[i]))
            return false;
    return true;
}

static void test_card_round_trip(void **state)
{
    (void)state;
    arena home = { 0 };
    uint64_t random = 5;
    for (unsigned lessons = 0; lessons < 300; lessons++) {
        struct card card = random_card(&random, lessons), again;
        str text = card_encode(&home, &card, ward_key);
        assert_true(str_starts(text, S("TS1:")));
        assert_true(is_qr_alphanumeric(text));
        assert_true(text.len <= CARD_TEXT_MAX);
        assert_int_equal(card_decode(text, ward_key, &again), FAIL_OK);
        assert_memory_equal(&card, &again, sizeof card);
        assert_int_equal(card_decode(arena_printf(&home, " %s\r\n", text.ptr), ward_key, &again),
                         FAIL_OK);
    }
    struct card all = { .learner = { 9 } };
    for (uint16_t i = 0; i < PROGRESS_LESSONS_MAX; i++)
        progress_set(&all.progress, i, true);
    struct card again;
    assert_int_equal(card_decode(card_encode(&home, &all, ward_key), ward_key, &again), FAIL_OK);
    assert_memory_equal(&all, &again, sizeof all);
    arena_finish(&home);
}

/* QR alphanumeric capacity at level Q: version 4 holds 67 letters, 5 87, 6 108. */
static void test_card_is_small(void **state)
{
    (void)state;
    arena home = { 0 };
    struct card card = { .learner = { 0xff } };
    for (uint16_t i = 1; i <= 8; i++)
        progress_set(&card.progress, (uint16_t)(i * 5), i % 2);
    assert_true(card_encode(&home, &card, ward_key).len <= 67);
    for (uint16_t i = 1; i <= 47; i++)
        progress_set(&card.progress, i, true);
    assert_true(card_encode(&home, &card, ward_key).len <= 87);
    arena_finish(&home);
}

static void test_card_every_letter_changed(void **state)
{
    (void)state;
    arena home = { 0 };
    uint64_t random = 6;
    struct card card = random_card(&random, 20), again;
    str text = card_encode(&home, &card, ward_key);
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ:! U";
    for (size_t at = 0; at < text.len; at++) {
        for (size_t i = 0; letters[i]; i++) {
            if (letters[i] == text.ptr[at])
                continue;
            str bad = fixture_tamper(&home, text, at, (uint8_t)letters[i]);
            assert_int_not_equal(card_decode(bad, ward_key, &again), FAIL_OK);
        }
        assert_int_not_equal(card_decode(str_slice(text, 0, at), ward_key, &again), FAIL_OK);
        arena_reset(&home);
        text = card_encode(&home, &card, ward_key);
    }
    uint8_t other[SEAL_KEY_BYTES] = { 4 };
    assert_int_equal(card_decode(text, other, &again), FAIL_FOREIGN);
    assert_int_equal(card_decode(S("TS2:ABC"), ward_key, &again), FAIL_VERSION);
    assert_int_equal(card_decode(S("TSB1:ABC"), ward_key, &again), FAIL_FORMAT);
    assert_int_equal(card_decode(S("000160000000|…"), ward_key, &again), FAIL_FORMAT);
    arena_finish(&home);
}

static void test_learner_keys(void **state)
{
    (void)state;
    arena home = { 0 };
    uint8_t learner[CARD_LEARNER_BYTES] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 255 };
    uint8_t again[CARD_LEARNER_BYTES];
    str key = card_learner_key(&home, learner);
    assert_int_equal(key.len, 18);
    assert_true(card_learner_of_key(key, again));
    assert_memory_equal(learner, again, sizeof again);
    assert_false(card_learner_of_key(S("p-0123456789ABCDEF"), again));
    assert_false(card_learner_of_key(S("c-0123456789ABCDE"), again));
    assert_int_equal(card_day(CARD_DAY_ZERO_MS - 1), 0);
    assert_int_equal(card_day(CARD_DAY_ZERO_MS + 86400000ll * 3 + 5), 3);
    arena_finish(&home);
}

/* ---- enrolment ---- */

static struct enrol_code code_of(struct fixture *f)
{
    struct enrol_code code = { .hub = "hub-mau",
                               .address = "https://hub.invalid:8443/mau",
                               .ward_id = "phuong-mau.invalid",
                               .ward_name = "Phường Mẫu",
                               .hub_box = f->box.pub,
                               .token = { 1, 2, 3 },
                               .expires_ms = FIXTURE_WALL_MS + ENROL_VALID_MS };
    return code;
}

/* Every member, by the text that they make. */
static void assert_same_code(struct fixture *f, struct enrol_code *a, struct enrol_code *b)
{
    str text_a, text_b;
    assert_int_equal(enrol_code_write(&f->home, a, &f->hub, &text_a), FAIL_OK);
    assert_int_equal(enrol_code_write(&f->home, b, &f->hub, &text_b), FAIL_OK);
    assert_true(str_eq(text_a, text_b));
    assert_string_equal(a->ward_name, b->ward_name);
    assert_string_equal(a->address, b->address);
    assert_memory_equal(a->token, b->token, sizeof a->token);
}

static void test_enrol_code(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    struct enrol_code code = code_of(&f), again;
    str text;
    assert_int_equal(enrol_code_write(&f.home, &code, &f.hub, &text), FAIL_OK);
    assert_true(is_qr_alphanumeric(text));
    assert_true(text.len <= ENROL_TEXT_MAX);
    assert_int_equal(enrol_code_read(text, &again), FAIL_OK);
    assert_same_code(&f, &code, &again);
    for (size_t at = 0; at < text.len; at++) {
        char with = text.ptr[at] == '7' ? '8' : '7';
        str bad = fixture_tamper(&f.home, text, at, (uint8_t)with);
        assert_int_not_equal(enrol_code_read(bad, &again), FAIL_OK);
        assert_int_not_equal(enrol_code_read(str_slice(text, 0, at), &again), FAIL_OK);
    }
    assert_int_equal(enrol_code_read(S("TSE2:0"), &again), FAIL_VERSION);
    struct enrol_code bad = code_of(&f);
    memcpy(bad.address, "http://plain", 13);
    assert_int_equal(enrol_code_write(&f.home, &bad, &f.hub, &text), FAIL_FORMAT);
    bad = code_of(&f);
    bad.ward_id[0] = '/';
    assert_int_equal(enrol_code_write(&f.home, &bad, &f.hub, &text), FAIL_FORMAT);
    struct enrol_code longest = code_of(&f);
    memset(longest.hub, 'a', KIOSK_ID_MAX);
    memset(longest.address + 8, 'a', ENROL_ADDRESS_MAX - 8);
    memset(longest.ward_id, 'a', ENROL_WARD_ID_MAX);
    memset(longest.ward_name, 'a', ENROL_WARD_NAME_MAX);
    assert_int_equal(enrol_code_write(&f.home, &longest, &f.hub, &text), FAIL_OK);
    assert_true(text.len <= ENROL_TEXT_MAX);
    assert_int_equal(enrol_code_read(text, &again), FAIL_OK);
    assert_same_code(&f, &longest, &again);
    fixture_close(&f);
}

static void test_enrol_request(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    uint8_t token[ENROL_TOKEN_BYTES] = { 1, 2, 3 }, wrong[ENROL_TOKEN_BYTES] = { 1, 2, 4 };
    struct enrol_request request = { .kiosk = FIXTURE_KIOSK,
                                     .hub_key = seal_key_id(f.hub.pub.bytes),
                                     .created_ms = FIXTURE_WALL_MS },
                         again;
    str file = enrol_request_write(&f.home, &request, &f.kiosk, token);
    assert_int_equal(file.len, ENROL_REQUEST_BYTES);
    assert_int_equal(enrol_request_read(file, &again, NULL), FAIL_OK);
    assert_string_equal(again.kiosk, FIXTURE_KIOSK);
    assert_memory_equal(&again.kiosk_sign, &f.kiosk.pub, sizeof f.kiosk.pub);
    assert_int_equal(again.created_ms, FIXTURE_WALL_MS);
    assert_true(enrol_request_knows(file, token));
    assert_false(enrol_request_knows(file, wrong));
    char why[ENROL_WHY_BYTES];
    for (size_t at = 0; at < file.len; at++) {
        str bad = fixture_tamper(&f.home, file, at, (uint8_t)(file.ptr[at] ^ 0x20));
        why[0] = 0;
        assert_int_not_equal(enrol_request_read(bad, &again, why), FAIL_OK);
        assert_true(strlen(why) > 10);
        assert_int_not_equal(enrol_request_read(str_slice(file, 0, at), &again, NULL), FAIL_OK);
        assert_false(enrol_request_knows(str_slice(file, 0, at), token));
    }
    fixture_close(&f);
}

static int quiet(void **state)
{
    (void)state;
    log_set_level((enum log_level) - 1);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_card_round_trip),
        cmocka_unit_test(test_card_is_small),
        cmocka_unit_test(test_card_every_letter_changed),
        cmocka_unit_test(test_learner_keys),
        cmocka_unit_test(test_enrol_code),
        cmocka_unit_test(test_enrol_request),
    };
    return cmocka_run_group_tests(tests, quiet, NULL);
}
