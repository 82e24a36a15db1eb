/* Several packs in one catalogue: adding, replacing, seasons, what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/must.h"
#include "pack_fixture.h"

#define assert_str(actual, expected) assert_true(str_eq((actual), S(expected)))

static const char *source;

/* The pack «tot» of the fixture and others that a test writes. */
struct packs {
    struct fixture f;
    struct problems problems;
    struct content content;
    struct pack_place places[4];
    size_t count;
};

static void begin(struct packs *p)
{
    memset(p, 0, sizeof *p);
    fixture_make(&p->f, source);
    p->problems.home = &p->f.home;
    p->places[p->count++] = content_place(&p->f.home, str_of(p->f.assets), S("tot"));
}

static void put(struct packs *p, const char *path, str bytes)
{
    str whole = file_join(&p->f.home, str_of(p->f.assets), str_of(path));
    str folder = str_slice(whole, 0, whole.len);
    while (folder.len && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    assert_int_equal(file_make_folder(str_slice(folder, 0, folder.len - 1), false), FAIL_OK);
    FILE *file = fopen(whole.ptr, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static str source_file(struct packs *p, const char *path)
{
    str bytes;
    str whole = file_join(&p->f.home, str_of(source), str_of(path));
    assert_int_equal(file_read(&p->f.home, whole, 1u << 20, &bytes), FAIL_OK);
    return bytes;
}

static str swap(arena *home, str in, const char *find, const char *with)
{
    ptrdiff_t at = str_find(in, str_of(find));
    assert_true(at >= 0);
    str behind = str_slice(in, (size_t)at + strlen(find), in.len);
    return arena_printf(home, "%.*s%s%.*s", (int)at, in.ptr, with, STR_ARG(behind));
}

/* A pack with a copy of L01 under another code and slug. */
static void add_pack(struct packs *p, const char *id, const char *head, const char *lesson,
                     const char *code)
{
    arena *home = &p->f.home;
    str lessons = arena_printf(home, "lessons/%s/lessons/%s.yaml", id, lesson);
    str bytes = source_file(p, "lessons/tot/lessons/L01-thu.yaml");
    bytes = swap(home, bytes, "code: L01", arena_printf(home, "code: %s", code).ptr);
    bytes = swap(home, bytes, "slug: bai-thu", arena_printf(home, "slug: %s", lesson).ptr);
    bytes = swap(home, bytes, "rieng.svg", "chung.svg");
    put(p, lessons.ptr, bytes);
    put(p, arena_printf(home, "lessons/%s/pack.yaml", id).ptr,
        arena_printf(home, "format: 1\nid: %s\nversion: 3\ntitle: Thêm\n%slessons:\n  - %s\n", id,
                     head, lesson));
    p->places[p->count++] = content_place(home, str_of(p->f.assets), str_of(id));
}

static enum fail open_on(struct packs *p, const char *today)
{
    struct content_wanted wanted = { .assets = str_of(p->f.assets),
                                     .places = p->places,
                                     .place_count = p->count,
                                     .today = str_of(today) };
    return content_open(&p->content, &p->f.home, &wanted, &p->problems);
}

static const struct lesson_head *head_of(const struct packs *p, const char *code)
{
    int at = catalogue_find(&p->content.catalogue, str_of(code));
    return at < 0 ? NULL : &p->content.catalogue.lessons[at];
}

static void a_later_pack_adds_where_its_codes_belong(void **state)
{
    (void)state;
    struct packs p;
    begin(&p);
    add_pack(&p, "them", "", "bai-hai", "L02");
    assert_int_equal(open_on(&p, ""), FAIL_OK);
    problems_print(&p.problems, stderr);
    assert_int_equal(p.problems.total, 0);
    assert_int_equal(p.content.left_out, FAIL_OK);
    const struct catalogue *c = &p.content.catalogue;
    assert_int_equal(c->lesson_count, 3);
    assert_str(c->lessons[0].code, "L01");
    assert_str(c->lessons[1].code, "L02");
    assert_str(c->lessons[1].pack, "them");
    assert_int_equal(c->lessons[1].pack_version, 3);
    assert_str(c->lessons[2].code, "M02");
    assert_int_equal(p.content.pack_of[1], 1);
    assert_int_equal(content_weak_facts(&p.content, 1), 2);
    /* Its phone is the first pack's, its picture everybody's. */
    const struct lesson *lesson;
    assert_int_equal(content_lesson(&p.content, (struct lesson_wanted) { .index = 1 }, &p.f.home,
                                    &lesson, &p.problems),
                     FAIL_OK);
    assert_str(lesson->head.pack, "them");
    assert_non_null(phone_find_screen(lesson->steps[4].phone, S("so")));
    assert_str(lesson->steps[0].page->picture.file, "chung.svg");
    fixture_drop(&p.f);
}

static void a_code_that_is_there_is_replaced(void **state)
{
    (void)state;
    struct packs p;
    begin(&p);
    add_pack(&p, "them",
             "topics:\n  - {id: thu, icon: sms, tone: teal, title: {vi: Khác, en: Other}}\n"
             "tracks:\n  - {id: duong-mot, icon: badge, tone: sky, title: {vi: Mới, en: New}, "
             "address: bac, lessons: [L01]}\n",
             "bai-moi", "L01");
    assert_int_equal(open_on(&p, ""), FAIL_OK);
    assert_int_equal(p.problems.total, 0);
    const struct catalogue *c = &p.content.catalogue;
    assert_int_equal(c->lesson_count, 2);
    assert_str(c->lessons[0].slug, "bai-moi");
    assert_str(c->lessons[0].pack, "them");
    assert_str(c->lessons[1].pack, "tot");
    assert_int_equal(c->topic_count, 1);
    assert_str(c->topics[0].title.vi, "Khác");
    assert_int_equal(c->track_count, 1);
    assert_str(c->tracks[0].title.vi, "Mới");
    assert_int_equal(c->tracks[0].lesson_count, 1);
    fixture_drop(&p.f);
}

static void own_pictures_are_told_apart(void **state)
{
    (void)state;
    struct packs p;
    begin(&p);
    add_pack(&p, "them", "", "bai-hai", "L02");
    put(&p, "lessons/them/pictures/chung.svg", S("<svg/>"));
    assert_int_equal(open_on(&p, ""), FAIL_OK);
    const struct lesson *lesson;
    assert_int_equal(content_lesson(&p.content, (struct lesson_wanted) { .index = 1 }, &p.f.home,
                                    &lesson, &p.problems),
                     FAIL_OK);
    str name = lesson->steps[0].page->picture.file;
    assert_str(name, "them@3/chung.svg");
    assert_true(str_ends(content_picture_path(&p.content, &p.f.home, name),
                         S("/lessons/them/pictures/chung.svg")));
    fixture_drop(&p.f);
}

static void a_season_opens_and_closes(void **state)
{
    (void)state;
    struct packs p;
    begin(&p);
    add_pack(&p, "mua",
             "season: [{from: 2026-02-15, to: 2026-03-15}, {from: 2031-05-01, to: 2031-05-01}]\n",
             "bau-cu", "L17");
    static const struct {
        const char *day;
        bool shown;
    } days[] = { { "2026-02-14", false }, { "2026-02-15", true }, { "2026-03-15", true },
                 { "2026-03-16", false }, { "2031-05-01", true }, { "", false } };
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        assert_int_equal(open_on(&p, days[i].day), FAIL_OK);
        assert_int_equal(p.content.pack_count, 2);
        assert_int_equal(p.content.packs[1].shown, days[i].shown);
        assert_int_equal(head_of(&p, "L17") != NULL, days[i].shown);
        assert_false(content_season_turns(&p.content, str_of(days[i].day)));
        assert_int_equal(content_season_turns(&p.content, S("2026-03-01")), !days[i].shown);
    }
    assert_int_equal(p.problems.total, 0);
    fixture_drop(&p.f);
}

static void expect_left_out(struct packs *p, enum fail failed, const char *sentence)
{
    p->problems.count = p->problems.total = 0;
    assert_int_equal(open_on(p, ""), FAIL_OK);
    assert_int_equal(p->content.left_out, failed);
    assert_int_equal(p->problems.total, 1);
    str line = arena_str(&p->f.home, fixture_line(&p->f, &p->problems.items[0]));
    if (!strstr(line.ptr, sentence))
        fail_msg("«%s» lacks «%s»", line.ptr, sentence);
}

static void what_is_bad_is_left_out_and_the_rest_stands(void **state)
{
    (void)state;
    struct packs p;
    begin(&p);
    fixture_edit(&p.f, "lessons/M02-thu.yaml", S("minutes: 1"), S("minutes: x"));
    expect_left_out(&p, FAIL_FORMAT, "lessons/M02-thu.yaml:7:10: “minutes” is a whole number");
    assert_non_null(head_of(&p, "L01"));
    assert_null(head_of(&p, "M02"));
    fixture_restore(&p.f, "lessons/M02-thu.yaml");
    /* A pack that is not there, one with a mistake, one in a folder of another name. */
    p.places[p.count++] = content_place(&p.f.home, str_of(p.f.assets), S("vang"));
    expect_left_out(&p, FAIL_MISSING, "there is no such pack");
    p.count--;
    add_pack(&p, "them", "colour: red\n", "bai-hai", "L02");
    expect_left_out(&p, FAIL_FORMAT, "a pack has no key “colour”");
    p.count--;
    add_pack(&p, "them", "", "bai-hai", "L02");
    p.places[1].id = S("khac");
    expect_left_out(&p, FAIL_FORMAT, "the pack calls itself “them”, its folder “khac”");
    assert_int_equal(p.content.catalogue.lesson_count, 2);
    assert_int_equal(p.content.pack_count, 1);
    fixture_drop(&p.f);
}

static void clashes_between_packs_are_named(void **state)
{
    (void)state;
    struct packs p;
    begin(&p);
    add_pack(&p, "them", "", "mot-phut", "L02");
    expect_left_out(&p, FAIL_FORMAT, "another lesson has the slug “mot-phut” already");
    p.count--;
    add_pack(&p, "them", "season: [{from: 2026-03-15, to: 2026-02-15}]\n", "bai-hai", "L02");
    expect_left_out(&p, FAIL_FORMAT, "the season ends before it begins (2026-03-15)");
    p.count--;
    add_pack(&p, "them", "", "bai-hai", "L02");
    put(&p, "lessons/them/lessons/bai-hai.yaml",
        swap(&p.f.home, source_file(&p, "lessons/tot/lessons/M02-thu.yaml"),
             "code: M02\nslug: mot-phut", "code: M03\nslug: bai-hai"));
    expect_left_out(&p, FAIL_FORMAT, "M02 is shown on day 2 already");
    fixture_drop(&p.f);
}

/* A lesson may stand in another pack's place, but two lessons may not share a case. */
static void a_case_stands_once_in_all_packs(void **state)
{
    (void)state;
    struct packs p;
    begin(&p);
    add_pack(&p, "them", "", "bai-hai", "L02");
    assert_int_equal(open_on(&p, ""), FAIL_OK);
    assert_int_equal(content_check(&p.content, &(struct content_check) { 0 }, &p.problems),
                     FAIL_FORMAT);
    assert_int_equal(p.problems.total, 1);
    assert_true(str_find(p.problems.items[0].sentence, S("L01 has a case C01 already")) >= 0);
    p.count--;
    add_pack(&p, "moi", "", "bai-moi", "L01");
    p.problems.count = p.problems.total = 0;
    assert_int_equal(open_on(&p, ""), FAIL_OK);
    struct reading_level levels[CONTENT_PACKS_MAX] = { 0 };
    struct content_check what = { .first = 1, .levels = levels };
    assert_int_equal(content_check(&p.content, &what, &p.problems), FAIL_OK);
    assert_int_equal(levels[0].lessons, 0); /* only referred to */
    assert_int_equal(levels[1].lessons, 1);
    assert_int_equal(levels[1].weak, 2);
    assert_true(levels[1].sentences > 10 && levels[1].syllables > levels[1].sentences);
    fixture_drop(&p.f);
}

static void note_fact(void *context, const struct lesson_head *head, str tag, str fact)
{
    char *all = context;
    size_t len = strlen(all);
    snprintf(all + len, 200 - len, "%.*s %.*s %.*s\n", STR_ARG(head->code), STR_ARG(tag),
             STR_ARG(fact));
}

static void weak_facts_are_listed(void **state)
{
    (void)state;
    struct packs p;
    char all[200] = "";
    begin(&p);
    assert_int_equal(open_on(&p, ""), FAIL_OK);
    assert_int_equal(content_each_weak(&p.content, note_fact, all, &p.problems), FAIL_OK);
    assert_string_equal(all, "L01 M Chưa rõ\nL01 WEAK Một điều khác\n");
    fixture_drop(&p.f);
}

int main(int argc, char **argv)
{
    must(argc > 1);
    source = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_later_pack_adds_where_its_codes_belong),
        cmocka_unit_test(a_code_that_is_there_is_replaced),
        cmocka_unit_test(own_pictures_are_told_apart),
        cmocka_unit_test(a_season_opens_and_closes),
        cmocka_unit_test(what_is_bad_is_left_out_and_the_rest_stands),
        cmocka_unit_test(clashes_between_packs_are_named),
        cmocka_unit_test(a_case_stands_once_in_all_packs),
        cmocka_unit_test(weak_facts_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
