#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "content/config.h"

static arena home;
static struct problems problems;
static struct kiosk_config config;

static enum fail load_text(str text)
{
    char name[] = "/tmp/tramso-config-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text.ptr, text.len), text.len);
    close(fd);
    memset(&problems, 0, sizeof problems);
    enum fail failed = config_load(&config, &home, str_of(name), &problems);
    unlink(name);
    return failed;
}

static void assert_str(str is, str should)
{
    if (!str_eq(is, should))
        fail_msg("«%.*s» is not «%.*s»", STR_ARG(is), STR_ARG(should));
}

static void assert_problem(unsigned index, unsigned line, unsigned column, str part)
{
    assert_true(index < problems.count);
    assert_int_equal(problems.items[index].line, line);
    assert_int_equal(problems.items[index].column, column);
    if (str_find(problems.items[index].sentence, part) < 0)
        fail_msg("«%.*s» lacks «%.*s»", STR_ARG(problems.items[index].sentence), STR_ARG(part));
}

static void test_missing_is_defaults(void **state)
{
    (void)state;
    memset(&problems, 0, sizeof problems);
    assert_int_equal(config_load(&config, &home, S("/nowhere/kiosk.yaml"), &problems),
                     FAIL_MISSING);
    assert_int_equal(problems.total, 0);
    assert_int_equal(config.idle_seconds, 300);
    assert_int_equal(config.warn_seconds, 45);
    assert_int_equal(config.pack_count, 2);
    assert_str(config.packs[0], S("chung"));
    assert_str(config.packs[1], S("theo-mua"));
    assert_str(config.kiosk_id, S(""));
}

static void test_shipped_file_says_the_defaults(void **state)
{
    (void)state;
    struct kiosk_config defaults;
    config_defaults(&defaults);
    memset(&problems, 0, sizeof problems);
    assert_int_equal(config_load(&config, &home, S(CONFIG_FOLDER "/kiosk.yaml"), &problems),
                     FAIL_OK);
    assert_str(config.ward_name, defaults.ward_name);
    assert_str(config.area_word, defaults.area_word);
    assert_str(config.help.name, defaults.help.name);
    assert_str(config.help.place, defaults.help.place);
    assert_str(config.usb_folder, defaults.usb_folder);
    assert_int_equal(config.idle_seconds, defaults.idle_seconds);
    assert_int_equal(config.warn_seconds, defaults.warn_seconds);
    assert_int_equal(config.lower_edge_mm, defaults.lower_edge_mm);
    assert_true(config.panel_inches > 21.4 && config.panel_inches < 21.6);
    assert_int_equal(config.pack_count, defaults.pack_count);
    for (unsigned i = 0; i < defaults.pack_count; i++)
        assert_str(config.packs[i], defaults.packs[i]);
    struct hub_config hub;
    assert_int_equal(hub_config_load(&hub, &home, S(CONFIG_FOLDER "/hub.yaml"), &problems),
                     FAIL_OK);
    assert_str(hub.ward_id, S("phuong-mau"));
}

static void test_reads_every_kind(void **state)
{
    (void)state;
    assert_int_equal(load_text(S("kiosk_id: tram-07\n"
                                 "areas: [Tổ 1, \"Tổ 2\"]\n"
                                 "language: en\n"
                                 "voice: vi-vn-x-south\n"
                                 "panel_inches: 15.6\n"
                                 "idle_seconds: 60\n"
                                 "help:\n"
                                 "  name: Tổ công nghệ số\n"
                                 "  phone: \"024 1234 5678\"\n")),
                     FAIL_OK);
    assert_str(config.kiosk_id, S("tram-07"));
    assert_int_equal(config.area_count, 2);
    assert_str(config.areas[1], S("Tổ 2"));
    assert_int_equal(config.language, LANG_EN);
    assert_str(config.voice, S("vi-vn-x-south"));
    assert_true(config.panel_inches > 15.59 && config.panel_inches < 15.61);
    assert_int_equal(config.idle_seconds, 60);
    assert_str(config.help.name, S("Tổ công nghệ số"));
    assert_str(config.help.phone, S("024 1234 5678"));
    assert_str(config.help.place, S("Quầy hướng dẫn"));
}

static void test_bad_value_keeps_its_default(void **state)
{
    (void)state;
    assert_int_equal(load_text(S("kiosk_id: Trạm 1\n"
                                 "idle_seconds: 5\n"
                                 "warn_seconds: 30.5\n"
                                 "panel_inches: lớn\n"
                                 "language: fr\n"
                                 "colour: red\n"
                                 "packs: [chung, Huế, chung, hue-s]\n"
                                 "packs: [khac]\n"
                                 "help: 113\n"
                                 "areas: Tổ 1\n"
                                 "ward_name: Phường Hoa\n")),
                     FAIL_FORMAT);
    assert_int_equal(problems.total, 11);
    assert_problem(0, 1, 11, S("kiosk_id may hold only"));
    assert_problem(1, 2, 15, S("idle_seconds must be a whole number from 30 to 3600"));
    assert_problem(2, 3, 15, S("warn_seconds must be a whole number"));
    assert_problem(3, 4, 15, S("panel_inches must be a number from 7 to 100"));
    assert_problem(4, 5, 11, S("vi or en"));
    assert_problem(5, 6, 1, S("no setting called «colour»"));
    assert_problem(6, 7, 16, S("packs may hold only small letters"));
    assert_problem(7, 7, 21, S("packs names «chung» twice"));
    assert_problem(8, 8, 1, S("packs stands here twice"));
    assert_problem(9, 9, 7, S("help wants its own"));
    assert_problem(10, 10, 8, S("areas wants a list"));
    assert_int_equal(config.idle_seconds, 300);
    assert_str(config.kiosk_id, S(""));
    assert_int_equal(config.pack_count, 2);
    assert_str(config.packs[0], S("chung"));
    assert_str(config.packs[1], S("hue-s"));
    assert_str(config.ward_name, S("Phường Hoa"));
    assert_int_equal(load_text(S("packs: chung\n")), FAIL_FORMAT);
    assert_problem(0, 1, 8, S("packs wants a list: [chung]"));
    assert_int_equal(load_text(S("packs: []\n")), FAIL_FORMAT);
    assert_problem(0, 1, 8, S("packs names no pack"));
    assert_str(config.packs[1], S("theo-mua"));
}

static void test_network(void **state)
{
    (void)state;
    assert_int_equal(load_text(S("network:\n"
                                 "  sync: false\n"
                                 "  check_minutes: 30\n"
                                 "  ca_file: /etc/tramso/hub.pem\n"
                                 "  lrs:\n"
                                 "    address: https://lrs.example/xapi\n"
                                 "    user: tram\n"
                                 "    secret_file: /etc/tramso/lrs\n")),
                     FAIL_OK);
    assert_false(config.network.sync);
    assert_int_equal(config.network.check_minutes, 30);
    assert_str(config.network.ca_file, S("/etc/tramso/hub.pem"));
    assert_str(config.network.lrs_address, S("https://lrs.example/xapi"));
    assert_str(config.network.lrs_user, S("tram"));
    assert_str(config.network.lrs_secret_file, S("/etc/tramso/lrs"));
    assert_int_equal(load_text(S("network:\n"
                                 "  sync: perhaps\n"
                                 "  check_minutes: 1\n"
                                 "  lrs: none\n"
                                 "  speed: 3\n")),
                     FAIL_FORMAT);
    assert_int_equal(problems.total, 4);
    assert_problem(0, 2, 9, S("network.sync must be true or false"));
    assert_problem(1, 3, 18, S("network.check_minutes must be a whole number from 10 to 1440"));
    assert_problem(2, 4, 8, S("network.lrs wants its own"));
    assert_problem(3, 5, 3, S("no setting called «network.speed»"));
    assert_true(config.network.sync);
    assert_int_equal(config.network.check_minutes, 10);
}

/* 70 is what who measures in centimetres writes. */
static void test_lower_edge(void **state)
{
    (void)state;
    assert_int_equal(load_text(S("lower_edge_mm: 850\n")), FAIL_OK);
    assert_int_equal(config.lower_edge_mm, 850);
    assert_int_equal(load_text(S("lower_edge_mm: 70\n")), FAIL_FORMAT);
    assert_problem(0, 1, 16, S("lower_edge_mm must be a whole number from 100 to 1500"));
    assert_int_equal(config.lower_edge_mm, 700);
    assert_int_equal(load_text(S("lower_edge_mm: 1501\n")), FAIL_FORMAT);
    assert_int_equal(config.lower_edge_mm, 700);
}

static void test_not_yaml(void **state)
{
    (void)state;
    assert_int_equal(load_text(S("ward_name: \"mở mà không đóng\n")), FAIL_FORMAT);
    assert_int_equal(problems.total, 1);
    assert_int_equal(load_text(S("- a\n- b\n")), FAIL_FORMAT);
    assert_problem(0, 1, 1, S("key: value"));
    assert_int_equal(load_text(S("ward_name: \"a\\xffb\xff\"\n")), FAIL_FORMAT);
    assert_int_equal(problems.total, 1);
    assert_int_equal(load_text(S("")), FAIL_OK);
    assert_str(config.ward_name, S("Phường Mẫu"));
}

static void test_text_is_nfc_and_bounded(void **state)
{
    (void)state;
    /* «ệ» as e + dot below + circumflex */
    assert_int_equal(load_text(S("ward_name: \"Vie\xcc\xa3\xcc\x82t\"\n")), FAIL_OK);
    assert_str(config.ward_name, S("Việt"));
    char text[200] = "ward_name: ";
    memset(text + 11, 'a', 61);
    assert_int_equal(load_text(str_of(text)), FAIL_FORMAT);
    assert_problem(0, 1, 12, S("1 to 60 letters, not 61"));
}

static void test_too_large_and_a_folder(void **state)
{
    (void)state;
    memset(&problems, 0, sizeof problems);
    assert_int_equal(config_load(&config, &home, S("/tmp"), &problems), FAIL_FORMAT);
    assert_problem(0, 0, 0, S("could not be read"));
    assert_int_equal(config.idle_seconds, 300);
}

/* ---- what a stick brings ---- */

static enum fail overlay_text(str text)
{
    char name[] = "/tmp/tramso-config-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text.ptr, text.len), text.len);
    close(fd);
    memset(&problems, 0, sizeof problems);
    enum fail failed = config_overlay(&config, &home, str_of(name), &problems);
    unlink(name);
    return failed;
}

static void test_sent_settings_count_over_the_file(void **state)
{
    (void)state;
    assert_int_equal(load_text(S("kiosk_id: tram-1\nward_name: Phường Một\nareas: [Tổ 1, Tổ 2]\n"
                                 "idle_seconds: 60\n")),
                     FAIL_OK);
    assert_int_equal(overlay_text(S("# tramso 5 0123456789abcdef\nward_name: Phường Hai\n"
                                    "areas: [Thôn 7]\nhelp: {name: Chị Mẫu}\n")),
                     FAIL_OK);
    assert_str(config.kiosk_id, S("tram-1"));
    assert_str(config.ward_name, S("Phường Hai"));
    assert_str(config.help.name, S("Chị Mẫu"));
    assert_int_equal(config.area_count, 1);
    assert_str(config.areas[0], S("Thôn 7"));
    assert_int_equal(config.idle_seconds, 60);
    assert_int_equal(config_overlay(&config, &home, S("/nowhere/settings.yaml"), &problems),
                     FAIL_MISSING);
    assert_str(config.ward_name, S("Phường Hai"));
}

static void test_sent_settings_leave_the_place_alone(void **state)
{
    (void)state;
    static const str keys[] = { S_INIT("kiosk_id: tram-9\n"), S_INIT("usb_folder: /tmp\n"),
                                S_INIT("hub_code: TSE1:X\n"),
                                S_INIT("network: {lrs: {address: x}}\n"),
                                S_INIT("network.lrs: x\n") };
    assert_int_equal(load_text(S("kiosk_id: tram-1\nusb_folder: /media/usb\n")), FAIL_OK);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char why[200] = "";
        assert_int_equal(overlay_text(keys[i]), FAIL_FORMAT);
        assert_true(str_find(problems.items[0].sentence, S("may not come from a stick")) > 0);
        assert_false(config_check_sentence(keys[i], why, sizeof why));
        assert_true(str_starts(str_of(why), S("line 1: ")));
    }
    assert_str(config.kiosk_id, S("tram-1"));
    assert_str(config.usb_folder, S("/media/usb"));
    char why[200] = "";
    assert_true(config_check_sentence(S("ward_name: Phường Hai\n"), why, sizeof why));
    assert_false(config_check_sentence(S("ward_name: [\n"), why, sizeof why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_missing_is_defaults),
        cmocka_unit_test(test_sent_settings_count_over_the_file),
        cmocka_unit_test(test_sent_settings_leave_the_place_alone),
        cmocka_unit_test(test_shipped_file_says_the_defaults),
        cmocka_unit_test(test_reads_every_kind),
        cmocka_unit_test(test_bad_value_keeps_its_default),
        cmocka_unit_test(test_network),
        cmocka_unit_test(test_lower_edge),
        cmocka_unit_test(test_not_yaml),
        cmocka_unit_test(test_text_is_nfc_and_bounded),
        cmocka_unit_test(test_too_large_and_a_folder),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&home);
    return failed;
}
