/* Packs that come from outside: the good ones are installed, tried and taken back; the hostile ones
 * are refused with one sentence and leave everything as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/log.h"
#include "base/must.h"
#include "packs_fixture.h"
#include "packs/packs.h"
#include "packs/parts.h"
#include "store/ledger.h"
#include "wire/pack_file.h"

/* ---- looking ---- */

/* Everything below the installed packs, as one text; what is half-written may not stay. */
static str picture_of(struct kiosk *k)
{
    char command[256], line[512];
    struct buf out = buf_in(&k->home);
    snprintf(command, sizeof command,
             "cd %s && [ -d packs ] && find packs -type f -exec sha256sum {} + | sort; "
             "find packs -type d 2>/dev/null | sort",
             k->data);
    FILE *pipe = popen(command, "r");
    must(pipe != NULL);
    while (fgets(line, sizeof line, pipe))
        buf_str(&out, arena_str(&k->home, str_of(line)));
    pclose(pipe);
    return buf_view(&out);
}

static void expect_refused(struct kiosk *k, str file, enum fail kind, const char *why)
{
    struct packs_result result;
    str before = picture_of(k), place = place_of(k);
    enum fail failed = packs_install(&k->packs, file, &result);
    assert_int_equal(failed, kind);
    assert_non_null(strstr(result.why, why));
    assert_true(strlen(result.why) > 10 && !strchr(result.why, '\n'));
    assert_true(str_eq(place_of(k), place));
    str after = picture_of(k);
    /* An empty home of that pack may be new; files may not. */
    bool same =
        str_eq(before, after) || (before.len == 0 && str_find(after, S("installed/tot/")) < 0);
    assert_true(same);
}

/* ---- the tests ---- */

static void test_install_and_take_back(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    assert_true(str_ends(place_of(k), S("lessons/tot")));
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
    assert_string_equal(result.pack, "tot");
    assert_int_equal(result.version, 2);
    assert_int_equal(result.lessons, 2);
    assert_true(str_ends(place_of(k), S("packs/installed/tot/2")));
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
    assert_true(result.unchanged);
    assert_int_equal(packs_install(&k->packs, good_pack(k, 5), &result), FAIL_OK);
    assert_int_equal(result.before, 2);
    assert_true(str_ends(place_of(k), S("tot/5")));
    struct pack_place held = { S("tot"),
                               arena_printf(&k->home, "%s/packs/installed/tot/2", k->data) };
    int hold = packs_hold(&held);
    assert_true(hold >= 0);
    assert_int_equal(packs_install(&k->packs, good_pack(k, 6), &result), FAIL_OK);
    assert_int_equal(access(held.folder.ptr, F_OK), 0); /* somebody learns from it */
    close(hold);
    assert_int_equal(packs_install(&k->packs, good_pack(k, 7), &result), FAIL_OK);
    /* Two are kept: the one in use and the one before. */
    assert_int_equal(access(held.folder.ptr, F_OK), -1);
    assert_int_equal(packs_rollback(&k->packs, S("tot"), &result), FAIL_OK);
    assert_int_equal(result.version, 6);
    assert_true(str_ends(place_of(k), S("tot/6")));
    expect_refused(k, good_pack(k, 7), FAIL_VERSION, "not newer than version 7");
    expect_refused(k, good_pack(k, 5), FAIL_VERSION, "not newer than version 7");
    assert_int_equal(packs_install(&k->packs, good_pack(k, 8), &result), FAIL_OK);
    assert_int_equal(packs_rollback(&k->packs, S("tot"), &result), FAIL_OK);
    assert_int_equal(packs_rollback(&k->packs, S("tot"), &result), FAIL_OK);
    assert_int_equal(result.version, 0);
    assert_true(str_ends(place_of(k), S("lessons/tot")));
    assert_int_equal(packs_rollback(&k->packs, S("tot"), &result), FAIL_MISSING);
}

static void test_versions_of_the_program(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    expect_refused(k, good_pack(k, 1), FAIL_VERSION, "the program itself brings");
    assert_int_equal(packs_install(&k->packs, good_pack(k, 3), &result), FAIL_OK);
    /* A newer program brings a newer pack: that one counts. */
    str yaml = read_fixture(k, "pack.yaml");
    fixture_edit(&k->pack, "pack.yaml", S(""),
                 replaced(k, yaml, S("\nversion: 1\n"), S("\nversion: 4\n")));
    assert_true(str_ends(place_of(k), S("lessons/tot")));
}

static void test_foreign_and_damaged(void **state)
{
    struct kiosk *k = *state;
    struct entry entries[GOOD_FILES];
    good_entries(k, 2, entries);
    str payload = make_payload(k, entries, GOOD_FILES);
    str whole = sign_as(k, &k->ward, "tot", 2, payload);
    expect_refused(k, write_file(k, "a.tsp", sign_as(k, &k->other, "tot", 2, payload)),
                   FAIL_FOREIGN, "signed by a key that this kiosk does not trust");
    expect_refused(k, write_file(k, "a.tsp", S("PK\3\4 a zip archive, not a pack of lessons")),
                   FAIL_FORMAT, "no pack");
    expect_refused(k, write_file(k, "a.tsp", str_slice(whole, 0, whole.len - 1)), FAIL_CORRUPT,
                   "cut short");
    for (size_t at = 8; at < whole.len; at += 1 + whole.len / 97) {
        char *turned = arena_alloc(&k->home, whole.len);
        memcpy(turned, whole.ptr, whole.len);
        turned[at] = (char)(turned[at] ^ 0x10);
        struct packs_result result;
        str file = write_file(k, "a.tsp", (str) { turned, whole.len });
        assert_int_not_equal(packs_install(&k->packs, file, &result), FAIL_OK);
        assert_true(str_ends(place_of(k), S("lessons/tot")));
    }
    str target = write_file(k, "a.tsp", whole);
    str link = file_join(&k->home, str_of(k->data), S("link.tsp"));
    assert_int_equal(symlink(target.ptr, link.ptr), 0);
    expect_refused(k, link, FAIL_FORMAT, "no plain file");
    expect_refused(k, str_of(k->data), FAIL_FORMAT, "no plain file");
    expect_refused(k, S("/nowhere/at/all.tsp"), FAIL_MISSING, "no such file");
    k->packs.signer_count = 0;
    expect_refused(k, target, FAIL_FOREIGN, "trusts nobody's packs yet");
}

static void refuse_entry(struct kiosk *k, const struct entry *bad, enum fail kind, const char *why)
{
    struct entry entries[GOOD_FILES + 1];
    good_entries(k, 2, entries);
    entries[GOOD_FILES] = *bad;
    str payload = make_payload(k, entries, GOOD_FILES + 1);
    expect_refused(k, write_file(k, "a.tsp", sign_as(k, &k->ward, "tot", 2, payload)), kind, why);
}

static void test_hostile_names(void **state)
{
    struct kiosk *k = *state;
    static const char *const names[] = { "../escape.yaml",
                                         "/etc/cron.d/tramso",
                                         "lessons/../../escape.yaml",
                                         "lessons/.hidden.yaml",
                                         "lessons/deep/er.yaml",
                                         "lessons//L01.yaml",
                                         "./pack.yaml",
                                         "lessons/L09-thử.yaml",
                                         "lessons/L09.yaml\n",
                                         "pictures/a.png",
                                         "lessons",
                                         "state",
                                         "phones/.yaml",
                                         "narration/a.mp3",
                                         "lessons/L09 x.yaml" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        refuse_entry(k, &(struct entry) { names[i], AE_IFREG, NULL, S("x"), 0 }, FAIL_FORMAT,
                     "may not hold a file");
    assert_int_equal(access("/etc/cron.d/tramso", F_OK), -1);
    refuse_entry(k, &(struct entry) { "lessons/L01-thu.yaml", AE_IFREG, NULL, S("x"), 0 },
                 FAIL_FORMAT, "twice");
}

static void test_hostile_kinds(void **state)
{
    struct kiosk *k = *state;
    refuse_entry(k, &(struct entry) { "pictures/a.svg", AE_IFLNK, "/etc/passwd", S(""), 0 },
                 FAIL_FORMAT, "no plain file");
    refuse_entry(k, &(struct entry) { "pictures/a.svg", AE_IFREG, "pack.yaml", S(""), 0 },
                 FAIL_FORMAT, "no plain file");
    refuse_entry(k, &(struct entry) { "pictures/a.svg", AE_IFDIR, NULL, S(""), 0 }, FAIL_FORMAT,
                 "may not hold a file");
    refuse_entry(k, &(struct entry) { "pictures/a.svg", AE_IFIFO, NULL, S(""), 0 }, FAIL_FORMAT,
                 "no plain file");
    refuse_entry(k, &(struct entry) { "pictures/a.svg", AE_IFCHR, NULL, S(""), 0 }, FAIL_FORMAT,
                 "no plain file");
}

static void test_bombs(void **state)
{
    struct kiosk *k = *state;
    refuse_entry(k, &(struct entry) { "pictures/a.svg", AE_IFREG, NULL, S(""), 1ull << 30 },
                 FAIL_LIMIT, "unpacks to more than");
    /* Each file may be, all together may not. */
    size_t count = PACK_UNPACKED_BYTES_MAX / NARRATION_BYTES_MAX + 2;
    struct entry *entries = arena_new(&k->home, struct entry, count);
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct entry) { arena_printf(&k->home, "narration/n%zu.wav", i).ptr, AE_IFREG,
                                      NULL, S(""), NARRATION_BYTES_MAX };
    str payload = make_payload(k, entries, count);
    assert_true(payload.len < 64 * 1024);
    expect_refused(k, write_file(k, "a.tsp", sign_as(k, &k->ward, "tot", 2, payload)), FAIL_LIMIT,
                   "the pack unpacks to more than");
    count = PACK_FILES_MAX + 1;
    entries = arena_new(&k->home, struct entry, count);
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct entry) { arena_printf(&k->home, "pictures/p%zu.svg", i).ptr, AE_IFREG,
                                      NULL, S("x"), 0 };
    payload = make_payload(k, entries, count);
    expect_refused(k, write_file(k, "a.tsp", sign_as(k, &k->ward, "tot", 2, payload)), FAIL_LIMIT,
                   "more than 1024 files");
}

/* Well signed, well packed, and no lessons that could be used. */
static void test_lessons_that_do_not_load(void **state)
{
    struct kiosk *k = *state;
    struct entry entries[GOOD_FILES];
    good_entries(k, 2, entries);
    struct buf deep = buf_in(&k->home);
    for (int i = 0; i < 250000; i++)
        buf_str(&deep, S("["));
    struct buf million = buf_in(&k->home);
    for (int i = 0; i < 1000000; i++)
        buf_str(&million, S("a,"));
    struct buf list = buf_in(&k->home);
    buf_str(&list, S("["));
    for (int i = 0; i < 100000; i++)
        buf_str(&list, S("a,"));
    buf_str(&list, S("]"));
    const struct {
        size_t file;
        str bytes;
        enum fail kind;
        const char *why;
    } cases[] = {
        { 1, replaced(k, entries[1].bytes, S("kind: "), S("kindd: ")), FAIL_FORMAT,
          "lessons/L01-thu.yaml" },
        { 1, buf_view(&deep), FAIL_FORMAT, "lessons/L01-thu.yaml" },
        { 1, buf_view(&list), FAIL_FORMAT, "has 100001 parts; 32768 is the most" },
        { 1, buf_view(&million), FAIL_LIMIT, "unpacks to more than 256 KiB" },
        { 0, S("format: 1\n"), FAIL_FORMAT, "pack.yaml" },
        { 0, replaced(k, entries[0].bytes, S("id: tot"), S("id: khac")), FAIL_FORMAT, "pack.yaml" },
        { 0, replaced(k, entries[0].bytes, S("version: 2"), S("version: 3")), FAIL_FORMAT,
          "its pack.yaml says version 3, its head 2" },
        { 3, S("format: 2\n"), FAIL_FORMAT, "phones/may.yaml" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct entry broken[GOOD_FILES];
        memcpy(broken, entries, sizeof broken);
        broken[cases[i].file].bytes = cases[i].bytes;
        str payload = make_payload(k, broken, GOOD_FILES);
        expect_refused(k, write_file(k, "a.tsp", sign_as(k, &k->ward, "tot", 2, payload)),
                       cases[i].kind, cases[i].why);
    }
    expect_refused(k,
                   write_file(k, "a.tsp", sign_as(k, &k->ward, "tot", 2, S("no archive at all"))),
                   FAIL_FORMAT, "no archive");
}

/* A disk that is full, a folder that cannot be written: the old pack stays. */
static void test_disk_troubles(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
    str home = arena_printf(&k->home, "%s/packs/installed/tot", k->data);
    /* A plain file where the folder is to be made: also root cannot write there. */
    str blocked = arena_printf(&k->home, "%.*s/new", STR_ARG(home));
    str inner = arena_printf(&k->home, "%.*s/new/a/b/c", STR_ARG(home));
    assert_int_equal(file_make_folder(inner, false), FAIL_OK);
    assert_int_not_equal(packs_install(&k->packs, good_pack(k, 3), &result), FAIL_OK);
    assert_true(strlen(result.why) > 10);
    assert_true(str_ends(place_of(k), S("tot/2")));
    assert_int_equal(rmdir(inner.ptr), 0);
    /* What a power cut left half-written is swept by the next one. */
    (void)rmdir(arena_printf(&k->home, "%.*s/a/b", STR_ARG(blocked)).ptr);
    (void)rmdir(arena_printf(&k->home, "%.*s/a", STR_ARG(blocked)).ptr);
    assert_int_equal(file_write_durable(arena_printf(&k->home, "%.*s/pack.yaml", STR_ARG(blocked)),
                                        S("x"), 0644),
                     FAIL_OK);
    assert_int_equal(packs_install(&k->packs, good_pack(k, 3), &result), FAIL_OK);
    assert_int_equal(access(blocked.ptr, F_OK), -1);
}

/* Whatever stands in the state file, there are lessons. */
static void test_damaged_state(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
    static const char *const damaged[] = { "",
                                           "\n",
                                           "current: 2\n",
                                           "current: 9\nprevious: 0\nhighest: 2\ntrial: 0\n",
                                           "current: -1\nprevious: 0\nhighest: 2\ntrial: 0\n",
                                           "current: 2\nprevious: 0\nhighest: 2\ntrial: 77\n" };
    str path = arena_printf(&k->home, "%s/packs/installed/tot/state", k->data);
    for (size_t i = 0; i < COUNT_OF(damaged); i++) {
        assert_int_equal(file_write_durable(path, str_of(damaged[i]), 0644), FAIL_OK);
        assert_true(str_ends(place_of(k), S("lessons/tot")));
    }
    assert_int_equal(packs_install(&k->packs, good_pack(k, 3), &result), FAIL_OK);
    assert_true(str_ends(place_of(k), S("tot/3")));
    /* Its folder is gone: the program's own. */
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s/packs/installed/tot/3", k->data);
    assert_int_equal(system(command), 0);
    assert_true(str_ends(place_of(k), S("lessons/tot")));
}

static void test_trial(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
    for (unsigned i = 0; i < PACKS_TRIAL_STARTS; i++)
        assert_false(packs_start(&k->packs, &result));
    /* A kiosk that still reads the program's own has proven nothing. */
    packs_prove(&k->packs,
                &(struct packs_used) { .ids = { "tot" }, .versions = { 1 }, .count = 1 });
    struct pack_state tried;
    assert_int_equal(packs_state(k->packs.data, S("tot"), &tried), FAIL_OK);
    assert_int_equal(tried.trial, PACKS_TRIAL_STARTS + 1);
    packs_prove(&k->packs,
                &(struct packs_used) { .ids = { "tot" }, .versions = { 2 }, .count = 1 });
    for (unsigned i = 0; i < 3 * PACKS_TRIAL_STARTS; i++)
        assert_false(packs_start(&k->packs, &result));
    assert_int_equal(packs_install(&k->packs, good_pack(k, 3), &result), FAIL_OK);
    for (unsigned i = 0; i < PACKS_TRIAL_STARTS; i++)
        assert_false(packs_start(&k->packs, &result));
    assert_true(packs_start(&k->packs, &result));
    assert_int_equal(result.version, 2);
    assert_int_equal(result.before, 3);
    assert_true(str_ends(place_of(k), S("tot/2")));
    assert_false(packs_start(&k->packs, &result));
}

/* Damaged after it was installed: the kiosk finds out when it reads. */
static void test_taken_back_when_it_cannot_be_read(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
    str yaml = arena_printf(&k->home, "%s/packs/installed/tot/2/pack.yaml", k->data);
    assert_int_equal(file_write_durable(yaml, S("format: 1\nversion: 2\n"), 0644), FAIL_OK);
    struct pack_place place = { S("tot"),
                                arena_printf(&k->home, "%s/packs/installed/tot/2", k->data) };
    struct problems *problems = arena_new(&k->home, struct problems, 1);
    problems->home = &k->home;
    struct content content;
    struct content_wanted wanted = { .assets = k->packs.assets,
                                     .places = &place,
                                     .place_count = 1 };
    assert_int_not_equal(content_open(&content, &k->home, &wanted, problems), FAIL_OK);
    assert_true(packs_take_back(&k->packs, &place, 1, &content, &result));
    assert_int_equal(result.version, 0);
    assert_true(str_ends(place_of(k), S("lessons/tot")));
    assert_false(packs_take_back(&k->packs, &place, 1, &content, &result));
}

/* What a stick left in the data folder. */
static void test_waiting(void **state)
{
    struct kiosk *k = *state;
    struct ledger *ledger;
    struct ledger_options options = { .path = arena_printf(&k->home, "%s/ledger.db", k->data),
                                      .boot_id = S("test"),
                                      .version = S("0") };
    struct stamp stamp = { { 1750000000000, 1 }, true };
    struct packs_waited waited;
    assert_int_equal(ledger_open(&ledger, &options), FAIL_OK);
    assert_int_equal(packs_waiting_now(&k->packs), 0);
    assert_int_equal(packs_install_waiting(&k->packs, ledger, &stamp, &waited), FAIL_OK);
    assert_int_equal(waited.installed, 0);
    assert_int_equal(mkdir(arena_printf(&k->home, "%s/packs", k->data).ptr, 0755), 0);
    static const uint64_t versions[] = { 9, 10, 2 };
    for (size_t i = 0; i < COUNT_OF(versions); i++) {
        str name = arena_printf(&k->home, "%s/packs/tot-%llu.tsp", k->data,
                                (unsigned long long)versions[i]);
        assert_int_equal(rename(good_pack(k, versions[i]).ptr, name.ptr), 0);
    }
    (void)write_file(k, "packs/tot-11.tsp", S("damaged"));
    uint64_t waits = packs_waiting_now(&k->packs);
    assert_int_not_equal(waits, 0);
    assert_int_equal(packs_install_waiting(&k->packs, ledger, &stamp, &waited), FAIL_OK);
    assert_int_equal(waited.installed, 1); /* the newest that can be used */
    assert_int_equal(waited.refused, 1);
    assert_non_null(strstr(waited.why, "no pack"));
    assert_true(str_ends(place_of(k), S("tot/10")));
    struct pack_state tot;
    assert_int_equal(packs_state(str_of(k->data), S("tot"), &tot), FAIL_OK);
    assert_int_equal(tot.previous, 0);
    assert_int_not_equal(packs_waiting_now(&k->packs), waits);
    ledger_close(ledger);
}

/* As when the kiosk is tried out in its own folder with `--assets .`. */
static void test_data_below_assets(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
    k->packs.assets = S("/tmp");
    k->packs.wanted_count = 0;
    assert_true(str_ends(place_of(k), S("tot/2")));
}

/* More packs than one kiosk shows: those of kiosk.yaml first, and no more is installed. */
static void test_too_many_packs(void **state)
{
    struct kiosk *k = *state;
    struct packs_result result;
    const struct pack_place *places;
    size_t count;
    for (unsigned i = 0; i <= CONTENT_PACKS_MAX; i++) {
        str id = arena_printf(&k->home, "goi-%u", i);
        struct pack_state one = { .current = 2, .highest = 2 };
        str folder = packs_version_folder(&k->home, k->packs.data, id, 2);
        assert_int_equal(file_make_folder(folder, false), FAIL_OK);
        assert_int_equal(
            file_write_durable(file_join(&k->home, folder, S("pack.yaml")), S("format: 1\n"), 0644),
            FAIL_OK);
        assert_int_equal(packs_write_state(k->packs.data, id, &one), FAIL_OK);
    }
    assert_int_equal(packs_places(&k->packs, &k->home, &places, &count), FAIL_OK);
    assert_int_equal(count, CONTENT_PACKS_MAX);
    assert_true(str_eq(places[0].id, S("tot")));
    k->packs.own = S("/somewhere/rieng");
    assert_int_equal(packs_places(&k->packs, &k->home, &places, &count), FAIL_OK);
    assert_int_equal(count, CONTENT_PACKS_MAX);
    assert_true(str_eq(places[count - 1].id, S("rieng")));
    k->packs.own = (str) { 0 };
    k->wanted[0] = S("goi-0");
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_LIMIT);
    assert_non_null(strstr(result.why, "shows 8 packs already"));
    k->wanted[0] = S("tot");
    assert_int_equal(packs_install(&k->packs, good_pack(k, 2), &result), FAIL_OK);
}

int main(int argc, char **argv)
{
    must(argc == 2);
    packs_source = argv[1];
    log_set_level(LOG_LEVEL_NONE);
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_kiosk, close_kiosk)
    const struct CMUnitTest tests[] = {
        TEST(test_install_and_take_back),
        TEST(test_versions_of_the_program),
        TEST(test_foreign_and_damaged),
        TEST(test_hostile_names),
        TEST(test_hostile_kinds),
        TEST(test_bombs),
        TEST(test_lessons_that_do_not_load),
        TEST(test_disk_troubles),
        TEST(test_damaged_state),
        TEST(test_trial),
        TEST(test_taken_back_when_it_cannot_be_read),
        TEST(test_waiting),
        TEST(test_data_below_assets),
        TEST(test_too_many_packs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
