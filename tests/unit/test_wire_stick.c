/* What a hub puts on a stick for kiosks: settings, packs, and names that every stick takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/config_file.h"
#include "wire/id.h"
#include "wire/pack_file.h"
#include "wire/stick.h"
#include "wire_fixture.h"

static struct fixture keys;

static int open_keys(void **state)
{
    (void)state;
    fixture_open(&keys);
    return 0;
}

static int close_keys(void **state)
{
    (void)state;
    fixture_close(&keys);
    return 0;
}

#define YAML "ward_name: Phường Mẫu\n"

static struct config_file settings_of(const char *kiosk)
{
    struct config_file config = { .version = 7, .created_ms = FIXTURE_WALL_MS, .yaml = S(YAML) };
    snprintf(config.kiosk, sizeof config.kiosk, "%s", kiosk);
    return config;
}

static enum fail read_settings(str file, struct config_file *out)
{
    struct config_file_expect expect = { S(FIXTURE_KIOSK), &keys.hub.pub };
    char why[CONFIG_FILE_WHY_BYTES] = "";
    enum fail failed = config_file_read(file, &expect, out, why);
    assert_true((failed == FAIL_OK) == (why[0] == 0));
    return failed;
}

static void test_settings_come_back(void **state)
{
    (void)state;
    static const char *const kiosks[] = { "", FIXTURE_KIOSK };
    for (size_t i = 0; i < COUNT_OF(kiosks); i++) {
        struct config_file config = settings_of(kiosks[i]), back;
        str file = config_file_write(&keys.home, &config, &keys.hub);
        assert_int_equal(file.len, 72 + strlen(YAML) + 64);
        assert_int_equal(read_settings(file, &back), FAIL_OK);
        assert_string_equal(back.kiosk, kiosks[i]);
        assert_int_equal(back.version, 7);
        assert_int_equal(back.created_ms, FIXTURE_WALL_MS);
        assert_true(str_eq(back.yaml, S(YAML)));
    }
}

static void test_other_settings_are_refused(void **state)
{
    (void)state;
    struct config_file config = settings_of("tram-khac"), back = { .version = 99 };
    str file = config_file_write(&keys.home, &config, &keys.hub);
    assert_int_equal(read_settings(file, &back), FAIL_FOREIGN);
    config = settings_of("");
    file = config_file_write(&keys.home, &config, &keys.stranger);
    assert_int_equal(read_settings(file, &back), FAIL_FOREIGN);
    assert_int_equal(read_settings(S("TRAMSO"), &back), FAIL_FORMAT);
    assert_int_equal(back.version, 99);
}

/* No byte can be changed and none left out. */
static void test_changed_settings_are_refused(void **state)
{
    (void)state;
    struct config_file config = settings_of(FIXTURE_KIOSK), back;
    str file = config_file_write(&keys.home, &config, &keys.hub);
    for (size_t at = 0; at < file.len; at++) {
        str changed = fixture_tamper(&keys.home, file, at, (uint8_t)(file.ptr[at] ^ 1));
        assert_int_not_equal(read_settings(changed, &back), FAIL_OK);
        assert_int_not_equal(read_settings(str_slice(file, 0, at), &back), FAIL_OK);
    }
}

static struct pack_file pack_of(uint64_t bytes)
{
    return (struct pack_file) { .pack = "chung", .version = 3, .payload_bytes = bytes };
}

static void test_pack_heads(void **state)
{
    (void)state;
    struct pack_file pack = pack_of(1000), back = { .version = 99 };
    char why[PACK_FILE_WHY_BYTES];
    str head = pack_file_head_write(&keys.home, &pack, &keys.hub);
    assert_int_equal(head.len, PACK_FILE_HEAD_BYTES);
    assert_int_equal(pack_file_head_read(head, &keys.stranger.pub, &back, why), FAIL_FOREIGN);
    assert_int_equal(back.version, 99);
    assert_int_equal(pack_file_head_read(head, &keys.hub.pub, &back, why), FAIL_OK);
    assert_string_equal(back.pack, "chung");
    assert_int_equal(back.version, 3);
    assert_int_equal(back.payload_bytes, 1000);
    for (size_t at = 0; at < head.len; at++) {
        str changed = fixture_tamper(&keys.home, head, at, (uint8_t)(head.ptr[at] ^ 1));
        why[0] = 0;
        assert_int_not_equal(pack_file_head_read(changed, &keys.hub.pub, &back, why), FAIL_OK);
        assert_true(strlen(why) > 10);
        assert_int_not_equal(
            pack_file_head_read(str_slice(head, 0, at), &keys.hub.pub, &back, NULL), FAIL_OK);
    }
}

/* Even the right hub cannot make a kiosk read for ever. */
static void test_pack_beyond_the_limit(void **state)
{
    (void)state;
    struct pack_file pack = pack_of(PACK_FILE_PAYLOAD_MAX), back;
    str head = pack_file_head_write(&keys.home, &pack, &keys.hub);
    assert_int_equal(pack_file_head_read(head, &keys.hub.pub, &back, NULL), FAIL_OK);
    char *bytes = arena_alloc(&keys.home, head.len);
    memcpy(bytes, head.ptr, head.len);
    bytes[71] = 1; /* one byte more than 64 MiB */
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    seal_sign(&keys.hub, (str) { bytes, head.len - sizeof signature }, signature);
    memcpy(bytes + head.len - sizeof signature, signature, sizeof signature);
    str larger = { bytes, head.len };
    assert_int_equal(pack_file_head_read(larger, &keys.hub.pub, &back, NULL), FAIL_LIMIT);
}

static void test_hash_in_pieces(void **state)
{
    (void)state;
    uint8_t whole[SEAL_HASH_BYTES], pieces[SEAL_HASH_BYTES];
    str text = S("một hai ba bốn năm");
    seal_hash(text, whole);
    struct seal_hasher hasher;
    seal_hash_begin(&hasher);
    for (size_t at = 0; at < text.len; at += 5)
        seal_hash_add(&hasher, str_slice(text, at, at + 5));
    seal_hash_end(&hasher, pieces);
    assert_memory_equal(whole, pieces, sizeof whole);
}

static void test_names_that_fit(void **state)
{
    (void)state;
    static const str good[] = {
        S_INIT("tram-01.tsc"), S_INIT("TRAMSO"),
        S_INIT("BAO-CAO"),     S_INIT("0000000001-0000005000-0123abcd.tsb.tmp"),
        S_INIT("console"),     S_INIT("com"),
        S_INIT("com10"),       S_INIT("2026-11.xlsx")
    };
    static const str bad[] = { S_INIT(""),        S_INIT("a:b"),   S_INIT("a/b"),
                               S_INIT("a\\b"),    S_INIT("a?"),    S_INIT("a*"),
                               S_INIT("a\"b"),    S_INIT("a<b"),   S_INIT("a|b"),
                               S_INIT("a."),      S_INIT("a b"),   S_INIT("con"),
                               S_INIT("NUL.txt"), S_INIT("com1"),  S_INIT("Lpt9.tsb"),
                               S_INIT("a\tb"),    S_INIT("phường") };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(stick_name_fits(good[i]));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(stick_name_fits(bad[i]));
    assert_true(stick_name_ends(S("TRAM-01.TSC"), S(STICK_CONFIG_END)));
    assert_false(stick_name_ends(S(".tsc"), S(STICK_CONFIG_END)));
    assert_false(stick_name_ends(S("tram-01.tsc.tmp"), S(STICK_CONFIG_END)));
    assert_false(id_kiosk_valid(S("aux")));
    assert_false(id_kiosk_valid(S("com3")));
    assert_false(id_kiosk_valid(S("tat-ca")));
    assert_true(id_kiosk_valid(S("tram-01")));
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings_come_back),
        cmocka_unit_test(test_other_settings_are_refused),
        cmocka_unit_test(test_changed_settings_are_refused),
        cmocka_unit_test(test_pack_heads),
        cmocka_unit_test(test_pack_beyond_the_limit),
        cmocka_unit_test(test_hash_in_pieces),
        cmocka_unit_test(test_names_that_fit),
    };
    return cmocka_run_group_tests(tests, open_keys, close_keys);
}
