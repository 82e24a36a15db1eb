/* Keys made once and kept, folders and files closed to others, cards of this kiosk and its ward,
 * the hub's code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "store/identity.h"
#include "store_fixture.h"

struct place {
    arena home;
    const char *folder;
};

static int enter(void **state)
{
    static struct place place;
    place = (struct place) { .folder = fixture_folder() };
    *state = &place;
    return 0;
}

static int leave(void **state)
{
    struct place *place = *state;
    fixture_remove(place->folder);
    arena_finish(&place->home);
    return 0;
}

static enum fail open_as(struct place *place, str kiosk, struct identity *out)
{
    struct identity_options options = { .folder = str_of(place->folder), .kiosk_id = kiosk };
    return identity_open(out, &options);
}

static unsigned mode_of(struct place *place, const char *name)
{
    struct stat info;
    str path = fixture_path(&place->home, place->folder, name);
    assert_int_equal(stat(path.ptr, &info), 0);
    return info.st_mode & 0777;
}

static void test_keys_are_kept(void **state)
{
    struct place *place = *state;
    struct identity first, again;
    assert_int_equal(open_as(place, S(""), &first), FAIL_OK);
    assert_true(id_kiosk_valid(str_of(first.kiosk)));
    assert_true(str_starts(str_of(first.kiosk), S("tram-")));
    assert_int_equal(strlen(first.kiosk), 11);
    assert_false(first.enrolled);
    assert_int_equal(open_as(place, S(""), &again), FAIL_OK);
    assert_string_equal(first.kiosk, again.kiosk);
    assert_memory_equal(&first.sign, &again.sign, sizeof first.sign);
    assert_memory_equal(first.ward_keys[0], again.ward_keys[0], SEAL_KEY_BYTES);
    identity_close(&again);
    assert_int_equal(open_as(place, S("nha-van-hoa-5"), &again), FAIL_OK);
    assert_string_equal(again.kiosk, "nha-van-hoa-5");
    assert_int_equal(open_as(place, S("Không được"), &again), FAIL_FORMAT);
    assert_int_equal(mode_of(place, "keys"), 0700);
    assert_int_equal(mode_of(place, "keys/kiosk.key"), 0600);
    assert_int_equal(mode_of(place, "keys/ward.key"), 0600);
}

static void test_damaged_key(void **state)
{
    struct place *place = *state;
    struct identity identity;
    assert_int_equal(open_as(place, S(""), &identity), FAIL_OK);
    str path = fixture_path(&place->home, place->folder, "keys/kiosk.key");
    assert_int_equal(file_write_durable(path, S("0123"), 0600), FAIL_OK);
    assert_int_equal(open_as(place, S(""), &identity), FAIL_CORRUPT);
    str after;
    assert_int_equal(file_read(&place->home, path, 100, &after), FAIL_OK);
    assert_true(str_eq(after, S("0123")));
}

static void test_ward_keys(void **state)
{
    struct place *place = *state;
    struct identity identity;
    struct card card = { .learner = { 1, 2, 3 }, .issue_day = 700 }, read;
    assert_int_equal(open_as(place, S(""), &identity), FAIL_OK);
    str own = identity_issue_card(&identity, &place->home, &card);
    for (uint8_t round = 1; round <= 3; round++) {
        uint8_t ward[SEAL_KEY_BYTES];
        memset(ward, round, sizeof ward);
        assert_int_equal(identity_set_ward_key(&identity, ward), FAIL_OK);
        assert_int_equal(identity_set_ward_key(&identity, ward), FAIL_OK);
        assert_int_equal(identity.ward_key_count, round + 1u);
        identity_close(&identity);
        assert_int_equal(open_as(place, S(""), &identity), FAIL_OK);
        assert_memory_equal(identity.ward_keys[0], ward, sizeof ward);
        assert_int_equal(identity_read_card(&identity, own, &read), FAIL_OK);
        assert_memory_equal(&read, &card, sizeof card);
    }
    uint8_t fourth[SEAL_KEY_BYTES] = { 9 };
    assert_int_equal(identity_set_ward_key(&identity, fourth), FAIL_OK);
    assert_int_equal(identity_read_card(&identity, own, &read), FAIL_FOREIGN);
}

static void test_hub(void **state)
{
    struct place *place = *state;
    struct identity identity;
    struct sign_keys hub;
    struct box_keys box;
    uint8_t seed[SEAL_SEED_BYTES] = { 5 };
    seal_sign_keys(seed, &hub);
    seal_box_keys(seed, &box);
    struct enrol_code code = { .hub = "hub-mau",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .hub_box = box.pub,
                               .token = { 7 } };
    str text, request;
    assert_int_equal(enrol_code_write(&place->home, &code, &hub, &text), FAIL_OK);
    assert_int_equal(open_as(place, S(""), &identity), FAIL_OK);
    assert_int_equal(identity_request(&identity, &place->home, 1, &request), FAIL_MISSING);
    assert_int_equal(identity_set_hub(&identity, S("TSE1:000")), FAIL_CORRUPT);
    assert_false(identity.enrolled);
    assert_int_equal(identity_set_hub(&identity, text), FAIL_OK);
    identity_close(&identity);
    assert_int_equal(open_as(place, S(""), &identity), FAIL_OK);
    assert_true(identity.enrolled);
    assert_string_equal(identity.hub.ward_name, "Phường Mẫu");
    assert_int_equal(mode_of(place, "keys/hub.code"), 0600);
    assert_int_equal(identity_request(&identity, &place->home, 1, &request), FAIL_OK);
    struct enrol_request read;
    assert_int_equal(enrol_request_read(request, &read, NULL), FAIL_OK);
    assert_string_equal(read.kiosk, identity.kiosk);
    assert_true(enrol_request_knows(request, code.token));
    /* A code that was damaged on disk leaves a kiosk that still works, without a hub. */
    str path = fixture_path(&place->home, place->folder, "keys/hub.code");
    assert_int_equal(file_write_durable(path, S("TSE1:ZZ"), 0600), FAIL_OK);
    assert_int_equal(open_as(place, S(""), &identity), FAIL_OK);
    assert_false(identity.enrolled);
}

static int quiet(void **state)
{
    (void)state;
    log_set_level((enum log_level) - 1);
    return 0;
}

#define AT_PLACE(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_PLACE(test_keys_are_kept),
        AT_PLACE(test_damaged_key),
        AT_PLACE(test_ward_keys),
        AT_PLACE(test_hub),
    };
    return cmocka_run_group_tests(tests, quiet, NULL);
}
