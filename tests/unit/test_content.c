#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/must.h"
#include "content/wording.h"
#include "core/progress.h"
#include "pack_fixture.h"

#define assert_str(actual, expected) assert_true(str_eq((actual), S(expected)))

/* The fixture, opened; every test gets its own copy. */
struct opened {
    struct fixture fixture;
    struct problems problems;
    struct content content;
};

static const char *source;

static int open_fixture(void **state)
{
    struct opened *o = calloc(1, sizeof *o);
    fixture_make(&o->fixture, source);
    o->problems.home = &o->fixture.home;
    *state = o;
    return content_open_pack(&o->content, &o->fixture.home, str_of(o->fixture.assets), S("tot"),
                             &o->problems) == FAIL_OK
               ? 0
               : 1;
}

static int drop_fixture(void **state)
{
    struct opened *o = *state;
    fixture_drop(&o->fixture);
    free(o);
    return 0;
}

static const struct lesson *lesson_of(struct opened *o, int index)
{
    const struct lesson *lesson = NULL;
    assert_int_equal(content_lesson(&o->content, (struct lesson_wanted) { .index = index },
                                    &o->fixture.home, &lesson, &o->problems),
                     FAIL_OK);
    assert_int_equal(o->problems.total, 0);
    return lesson;
}

/* All that is said to the learner; the practice phone's labels and the English stay. */
static void the_address_goes_through_a_lesson(void **state)
{
    struct opened *o = *state;
    const struct lesson *young, *market;
    assert_int_equal(content_lesson(&o->content, (struct lesson_wanted) { 0, ADDRESS_EM },
                                    &o->fixture.home, &young, &o->problems),
                     FAIL_OK);
    assert_str(young->steps[1].question->choices[1].reply.vi, "Đúng.");
    assert_str(young->steps[1].question->choices[1].reply.en, "Yes.");
    assert_str(young->steps[2].judge->replies[VERDICT_REAL].vi, "Mất tiền đấy.");
    assert_str(young->steps[3].call->lines[0].text.vi, "Chào em");
    assert_str(young->steps[4].phone->scene.vi, "Em tập bấm số.");
    assert_str(young->head.title.vi, "Bài thử");
    assert_int_equal(content_lesson(&o->content, (struct lesson_wanted) { 0, ADDRESS_CO_CHU },
                                    &o->fixture.home, &market, &o->problems),
                     FAIL_OK);
    assert_str(market->steps[3].call->lines[0].text.vi, "Chào cô/chú");
    assert_str(market->steps[1].question->choices[1].reply.vi, "Đúng ạ.");
    assert_str(lesson_of(o, 0)->steps[3].call->lines[0].text.vi, "Chào bác");
}

/* In the order of the track; a lesson that the pack lacks is left out, and so is a track without
 * any. */
static void tracks_hold_what_is_there(void **state)
{
    struct opened *o = *state;
    const struct catalogue *c = &o->content.catalogue;
    assert_int_equal(c->track_count, 1);
    const struct track *track = &c->tracks[0];
    assert_str(track->id, "duong-mot");
    assert_int_equal(track->address, ADDRESS_EM);
    assert_int_equal(track->lesson_count, 2);
    assert_int_equal(track->absent, 1);
    assert_int_equal(track->lessons[0], 1);
    assert_int_equal(track->lessons[1], 0);
    struct progress done = { 0 };
    assert_int_equal(track_next(track, c, -1, &done), 1);
    assert_int_equal(track_next(track, c, 1, &done), 0);
    assert_int_equal(track_next(track, c, 0, &done), 1); /* and around */
    progress_set(&done, c->lessons[1].number, true);
    assert_int_equal(track_done(track, c, &done), 1);
    assert_int_equal(track_next(track, c, 0, &done), -1);
    progress_set(&done, c->lessons[0].number, false);
    assert_int_equal(track_next(track, c, -1, &done), -1);
    assert_int_equal(track_done(track, c, &done), 2);
}

static void the_catalogue_holds_the_heads(void **state)
{
    struct opened *o = *state;
    const struct catalogue *all = &o->content.catalogue;
    assert_int_equal(o->content.pack_count, 1);
    assert_str(o->content.packs[0].id, "tot");
    assert_int_equal(o->content.packs[0].version, 7);
    assert_true(o->content.packs[0].shown);
    assert_int_equal(content_weak_facts(&o->content, 0), 2);
    assert_int_equal(all->topic_count, 1);
    assert_str(all->topics[0].title.en, "Trial");
    assert_str(all->topics[0].tone, "lotus");
    assert_int_equal(all->lesson_count, 2);
    const struct lesson_head *first = &all->lessons[0], *second = &all->lessons[1];
    assert_str(first->code, "L01");
    assert_int_equal(first->number, 1);
    assert_int_equal(first->kind, LESSON_PHONE);
    assert_int_equal(first->minutes, 5);
    assert_int_equal(first->groups, 1 << GROUP_ND | 1 << GROUP_HS);
    assert_int_equal(first->skills, 1 << 7);           /* K08 */
    assert_int_equal(first->covers, 1 << 2 | 1 << 14); /* T3, T15 */
    assert_int_equal(first->tags, 1 << 0 | 1 << 14);
    assert_str(lesson_tag_name(14), "dn");
    assert_int_equal(first->weak_facts, 2); /* one listed, one source tagged WEAK */
    assert_str(first->summary.vi, "Để thử");
    assert_str(first->review_by, "2027-05-01");
    assert_int_equal(second->number, 65);
    assert_int_equal(second->day, 2);
    assert_int_equal(second->groups, (1 << GROUP_COUNT) - 1); /* all */
    assert_int_equal(second->covers, 0);
    assert_int_equal(second->kind, LESSON_MICRO);
    assert_str(second->pack, "tot");
    assert_str(o->content.files[1], "lessons/M02-thu.yaml");
}

static void pages_and_questions_are_read(void **state)
{
    const struct lesson *lesson = lesson_of(*state, 0);
    assert_int_equal(lesson->step_count, 5);
    assert_int_equal(lesson->steps[0].kind, STEP_PAGE);
    const struct page *page = lesson->steps[0].page;
    assert_str(page->picture.file, "tot@7/rieng.svg");
    assert_str(page->body.vi, "Chạm **nhẹ** thôi. Không sao.");
    assert_str(text_spoken(page->body, LANG_VI), "Chạm nhẹ.");
    assert_str(text_spoken(page->body, LANG_EN), "Touch softly.");
    const struct question *question = lesson->steps[1].question;
    assert_int_equal(question->choice_count, 2);
    assert_false(question->choices[0].right);
    assert_true(question->choices[1].right);
    assert_str(question->choices[1].label.vi, "Chỉ mình tôi");
    assert_true(str_empty(question->picture.file));
    assert_false(question->keep_order);
}

static void choices_may_keep_their_order(void **state)
{
    struct opened *o = *state;
    fixture_edit(&o->fixture, "lessons/L01-thu.yaml", S("      choices:"),
                 S("      keep_order: true\n      choices:"));
    assert_true(lesson_of(o, 0)->steps[1].question->keep_order);
}

static void cases_and_calls_are_read(void **state)
{
    const struct lesson *lesson = lesson_of(*state, 0);
    const struct judge *judge = lesson->steps[2].judge;
    assert_str(judge->code, "C01");
    assert_int_equal(judge->channel, CHANNEL_CALL);
    assert_int_equal(judge->right, VERDICT_SCAM);
    assert_true(judge->offers[VERDICT_REAL] && judge->offers[VERDICT_SCAM]);
    assert_false(judge->offers[VERDICT_CHECK]);
    assert_true(str_empty(judge->labels[VERDICT_REAL].vi));
    assert_str(judge->labels[VERDICT_SCAM].en, "Scam");
    assert_str(judge->replies[VERDICT_REAL].en, "Money is lost.");
    assert_int_equal(judge->sign_count, 1);
    assert_int_equal(judge->action_count, 2);
    assert_str(judge->actions[1].label.en, "Obey");
    const struct call *call = lesson->steps[3].call;
    assert_int_equal(call->line_count, 2);
    assert_false(call->lines[0].suspicious);
    assert_true(call->lines[1].suspicious);
}

static void the_practice_joins_its_own_and_the_shared_screens(void **state)
{
    const struct phone *phone = lesson_of(*state, 0)->steps[4].phone;
    assert_str(phone->app.en, "Phone (simulated)");
    assert_str(phone->tone, "sky");
    assert_int_equal(phone->screen_count, 3);
    const struct phone_screen *own = phone_find_screen(phone, S("xong"));
    const struct phone_screen *shared = phone_find_screen(phone, S("so"));
    assert_non_null(own);
    assert_int_equal(own->widgets[0].kind, WIDGET_RESULT);
    assert_int_equal(own->widgets[0].style, STYLE_OK);
    assert_int_equal(shared->widget_count, 11);
    assert_int_equal(shared->widgets[4].columns, 3);
    assert_str(shared->widgets[4].items[0].icon, "badge");
    assert_int_equal(shared->widgets[6].digits, 6);
    assert_true(shared->widgets[6].secret);
    assert_str(shared->active_tab, "tab-mot");
    assert_str(shared->back, "quay-lai");
    assert_int_equal(phone_find_screen(phone, S("hop"))->dialog.button_count, 1);
    assert_int_equal(phone->task_count, 3);
    assert_false(phone->tasks[0].situation);
    assert_true(phone->tasks[1].situation);
    const struct phone_action *type = &phone->tasks[0].actions[0];
    assert_int_equal(type->act, ACT_TYPE);
    assert_str(type->digits, "135790");
    assert_true(type->unmask);
    const struct phone_action *tap = &phone->tasks[0].actions[1];
    assert_int_equal(tap->act, ACT_TAP);
    assert_str(tap->target, "tiep");
    assert_int_equal(tap->wrong_count, 2);
    assert_str(tap->wrongs[1].id, "quay-lai");
    assert_str(tap->wrongs[1].reply.en, "Back.");
}

static void texts_come_composed(void **state)
{
    struct opened *o = *state;
    fixture_edit(&o->fixture, "lessons/L01-thu.yaml", S("Trang một"),
                 S("Trang mo\xcc\x82\xcc\xa3t")); /* o, circumflex, dot below */
    assert_str(lesson_of(o, 0)->steps[0].page->title.vi, "Trang một");
}

static void windows_line_ends_and_a_byte_order_mark_are_fine(void **state)
{
    struct opened *o = *state;
    fixture_edit(&o->fixture, "lessons/M02-thu.yaml", S("format: 1\n"),
                 S("\xef\xbb\xbf"
                   "format: 1\r\n"));
    assert_str(lesson_of(o, 1)->head.slug, "mot-phut");
}

static void a_newer_format_is_told_apart(void **state)
{
    struct opened *o = *state;
    fixture_edit(&o->fixture, "pack.yaml", S("format: 1"), S("format: 2"));
    assert_int_equal(fixture_run(&o->fixture, &o->problems), FAIL_VERSION);
    fixture_restore(&o->fixture, "pack.yaml");
    fixture_edit(&o->fixture, "lessons/M02-thu.yaml", S("format: 1"), S("format: 2"));
    assert_int_equal(fixture_run(&o->fixture, &o->problems), FAIL_VERSION);
}

static void a_failure_leaves_an_empty_catalogue(void **state)
{
    struct opened *o = *state;
    struct content content;
    arena *home = &o->fixture.home;
    str assets = str_of(o->fixture.assets);
    static const str names[] = { S_INIT("la"), S_INIT("../tot"), S_INIT(""), S_INIT(".."),
                                 S_INIT("a/b") };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(content_open_pack(&content, home, assets, names[i], &o->problems),
                         FAIL_MISSING);
        assert_int_equal(content.catalogue.lesson_count, 0);
        assert_int_equal(catalogue_find(&content.catalogue, S("L01")), -1);
    }
    fixture_edit(&o->fixture, "pack.yaml", S("version: 7"), S("version: x"));
    assert_int_equal(content_open_pack(&content, home, assets, S("tot"), &o->problems),
                     FAIL_FORMAT);
    assert_int_equal(content.catalogue.lesson_count, 0);
    assert_int_equal(content.pack_count, 0);
}

static void a_file_beyond_the_limit_is_refused(void **state)
{
    struct opened *o = *state;
    size_t len = LESSON_FILE_BYTES + 1;
    char *spaces = arena_alloc(&o->fixture.home, len);
    memset(spaces, '\n', len);
    fixture_edit(&o->fixture, "lessons/M02-thu.yaml", S(""), (str) { spaces, len });
    assert_int_equal(fixture_run(&o->fixture, &o->problems), FAIL_LIMIT);
    assert_string_equal(fixture_line(&o->fixture, &o->problems.items[0]).ptr,
                        "pack.yaml:9:5: lessons/M02-thu.yaml is larger than 256 KiB");
}

/* Puts a link in the place of something that is copied into the pack. */
static void link_instead(struct opened *o, const char *name, const char *target)
{
    arena *home = &o->fixture.home;
    str path = arena_printf(home, "%s/lessons/tot/%s", o->fixture.assets, name);
    str away = arena_printf(home, "%s/%s", o->fixture.assets, target);
    assert_int_equal(rename(path.ptr, away.ptr), 0);
    assert_int_equal(symlink(away.ptr, path.ptr), 0);
}

static void links_are_not_followed(void **state)
{
    struct opened *o = *state;
    link_instead(o, "lessons/M02-thu.yaml", "moved.yaml");
    assert_int_not_equal(fixture_run(&o->fixture, &o->problems), FAIL_OK);
    assert_string_equal(fixture_line(&o->fixture, &o->problems.items[0]).ptr,
                        "pack.yaml:9:5: lessons/M02-thu.yaml cannot be read: it must be a plain "
                        "file, no link");
}

static void linked_folders_are_not_followed(void **state)
{
    struct opened *o = *state;
    link_instead(o, "phones", "moved");
    assert_int_equal(fixture_run(&o->fixture, &o->problems), FAIL_FORMAT);
    assert_string_equal(fixture_line(&o->fixture, &o->problems.items[0]).ptr,
                        "phones: this must be a folder, no link");
}

static void pictures_come_from_the_pack_then_from_all(void **state)
{
    struct opened *o = *state;
    arena *home = &o->fixture.home;
    str own = lesson_of(o, 0)->steps[0].page->picture.file;
    assert_true(str_ends(content_picture_path(&o->content, home, own),
                         S("/lessons/tot/pictures/rieng.svg")));
    str shared = content_picture_path(&o->content, home, S("chung.svg"));
    assert_true(str_ends(shared, S("/pictures/chung.svg")));
    assert_int_equal(str_find(shared, S("tot")), -1);
    static const str bad[] = { S_INIT("mat.svg"),
                               S_INIT("../pack.yaml"),
                               S_INIT(""),
                               S_INIT("."),
                               S_INIT("a/b.svg"),
                               S_INIT("rieng.svg"),
                               S_INIT("tot/rieng.svg"),
                               S_INIT("tot@6/rieng.svg"),
                               S_INIT("la@7/rieng.svg"),
                               S_INIT("tot@7/../rieng.svg"),
                               S_INIT("tot@7/chung.svg"),
                               S_INIT("tot@7/") };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_true(str_empty(content_picture_path(&o->content, home, bad[i])));
    link_instead(o, "pictures/rieng.svg", "moved.svg");
    assert_true(str_empty(content_picture_path(&o->content, home, own)));
}

static void many_problems_are_counted(void **state)
{
    struct opened *o = *state;
    struct buf keys = buf_in(&o->fixture.home);
    for (int i = 0; i < 100; i++)
        buf_printf(&keys, "khoa-%d: 1\n", i);
    buf_str(&keys, S("format: 1"));
    fixture_edit(&o->fixture, "pack.yaml", S("format: 1"), buf_view(&keys));
    assert_int_equal(fixture_run(&o->fixture, &o->problems), FAIL_FORMAT);
    assert_int_equal(o->problems.count, CONTENT_PROBLEMS_MAX);
    assert_int_equal(o->problems.total, 100);
    char *printed = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&printed, &size);
    problems_print(&o->problems, to);
    fclose(to);
    assert_non_null(strstr(printed, "pack.yaml:1:1: a pack has no key “khoa-0”\n"));
    assert_non_null(strstr(printed, "and 36 more problems\n"));
    free(printed);
}

static void sentences_are_counted(void **state)
{
    (void)state;
    size_t count, words;
    assert_int_equal(wording_longest(S("Bác vào gov.vn, trả 22.000 đồng. Xong!"), &count, &words),
                     6);
    assert_int_equal(count, 2);
    assert_int_equal(words, 7);
    assert_int_equal(wording_longest(S("“Một hai.” **Ba** – bốn… Năm?"), &count, &words), 2);
    assert_int_equal(count, 3);
    assert_int_equal(words, 5);
    assert_int_equal(wording_longest(S("một\nhai ba"), &count, &words), 2);
    assert_int_equal(wording_longest(S(""), &count, &words), 0);
    assert_int_equal(count, 0);
}

static void claims_and_numbers_are_found(void **state)
{
    (void)state;
    assert_string_equal(wording_find_ban(S("Bác Sai rồi ạ"))->word, "sai rồi");
    assert_non_null(wording_find_ban(S("Bác nhận chứng nhận.")));
    assert_null(wording_find_ban(S("Mang giấy chứng nhận kết hôn.")));
    assert_null(wording_find_ban(S("Quê quán ghi sai.")));
    assert_str(wording_find_number(S("Gọi 0912345678 nhé")), "0912345678");
    assert_str(wording_find_number(S("Gọi 0912 345 678")), "0912 345 678");
    assert_true(str_empty(wording_find_number(S("113 114 115, 22.000.000đ, 000160000000"))));
    assert_true(str_empty(wording_find_number(S("01/07/2025, 1900 0368, 12345678"))));
    assert_true(wording_is_name(S("dichvucong.gov.vn")));
    assert_true(wording_is_name(S("CUC THUE")));
    assert_false(wording_is_name(S("An sinh")));
}

#define WITH_PACK(test) cmocka_unit_test_setup_teardown(test, open_fixture, drop_fixture)

int main(int count, char **args)
{
    if (count != 2)
        return 2;
    source = args[1];
    const struct CMUnitTest tests[] = {
        WITH_PACK(the_catalogue_holds_the_heads),
        WITH_PACK(the_address_goes_through_a_lesson),
        WITH_PACK(tracks_hold_what_is_there),
        WITH_PACK(pages_and_questions_are_read),
        WITH_PACK(choices_may_keep_their_order),
        WITH_PACK(cases_and_calls_are_read),
        WITH_PACK(the_practice_joins_its_own_and_the_shared_screens),
        WITH_PACK(texts_come_composed),
        WITH_PACK(windows_line_ends_and_a_byte_order_mark_are_fine),
        WITH_PACK(a_newer_format_is_told_apart),
        WITH_PACK(a_failure_leaves_an_empty_catalogue),
        WITH_PACK(a_file_beyond_the_limit_is_refused),
        WITH_PACK(links_are_not_followed),
        WITH_PACK(linked_folders_are_not_followed),
        WITH_PACK(pictures_come_from_the_pack_then_from_all),
        WITH_PACK(many_problems_are_counted),
        cmocka_unit_test(sentences_are_counted),
        cmocka_unit_test(claims_and_numbers_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
