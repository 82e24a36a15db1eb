/* assessment.yaml: the shipped one, and one sentence for each thing that can be wrong in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "content/assessment.h"
#include "content/assessment_shapes.h"
#include "content/pack.h"
#include "core/runner.h"

static const char *assets;
static char folder[64];

static const char whole[] =
    "format: 1\n"
    "rules:\n"
    "  version: 3\n"
    "  quick: {draw: 2, pass: 1}\n"
    "  critical: {otp: L05, impersonation: L31, app: L32}\n"
    "  practice: {hints_max: 2}\n"
    "  cases: {draw: 4, genuine: 1, pass: 3, check_full: [C12]}\n"
    "  drill: {draw: 6, genuine: 2}\n"
    "  weights: {required: 2, optional: 1}\n"
    "after: Mời bác học tiếp.\n"
    "skills: {K01: Một, K02: Hai}\n"
    "profiles:\n"
    "  - {id: mot, icon: home, tone: ok, title: Tôi, line: Dòng, group: [HS], tags: [thcs],\n"
    "     address: em, required: [K01], optional: [K02], weights: {K02: 5},\n"
    "     practice: [{choose: 1, of: [L02, L03]}]}\n"
    "items:\n"
    "  - {id: Q01, skill: K01, prompt: Bác chọn gì ạ?,\n"
    "     choices: [{label: A, right: true}, {label: B}]}\n"
    "  - {id: Q02, skill: K02, prompt: Bác chọn gì ạ?,\n"
    "     choices: [{label: A, right: true}, {label: B}]}\n"
    "  - {id: Q03, skill: K01, critical: otp, prompt: A, choices: [{label: A, right: true}, "
    "{label: B}]}\n"
    "  - {id: Q04, skill: K01, critical: otp, prompt: A, choices: [{label: A, right: true}, "
    "{label: B}]}\n"
    "  - {id: Q05, skill: K01, critical: app, prompt: A, choices: [{label: A, right: true}, "
    "{label: B}]}\n"
    "  - {id: Q06, skill: K01, critical: app, prompt: A, choices: [{label: A, right: true}, "
    "{label: B}]}\n"
    "  - {id: Q07, skill: K01, critical: impersonation, prompt: A,\n"
    "     choices: [{label: A, right: true}, {label: B}]}\n"
    "  - {id: Q08, skill: K01, critical: impersonation, prompt: A,\n"
    "     choices: [{label: A, right: true}, {label: B}]}\n";

/* The file with the first find replaced. */
static void write_with(const char *find, const char *replace)
{
    arena home = { 0 };
    const char *at = strstr(whole, find);
    assert_non_null(at);
    str text =
        arena_printf(&home, "%.*s%s%s", (int)(at - whole), whole, replace, at + strlen(find));
    str path = arena_printf(&home, "%s/assessment.yaml", folder);
    assert_int_equal(file_write_durable(path, text, 0644), FAIL_OK);
    arena_finish(&home);
}

struct reading {
    arena home, scratch;
    struct problems problems;
    struct assessment_file file;
    enum fail failed;
};

static void read_it(struct reading *r)
{
    memset(r, 0, sizeof *r);
    r->problems.home = &r->home;
    struct reader reader = pack_reader(&r->home, &r->scratch, &r->problems);
    r->failed = assessment_read(&reader, str_of(folder), &r->file);
}

static void drop(struct reading *r)
{
    arena_finish(&r->home);
    arena_finish(&r->scratch);
}

static void a_good_file_is_read(void **state)
{
    (void)state;
    struct reading r;
    write_with("", "");
    read_it(&r);
    problems_print(&r.problems, stderr);
    assert_int_equal(r.failed, FAIL_OK);
    const struct assessment *a = &r.file.assessment;
    assert_int_equal(a->version, 3);
    assert_int_equal(a->rules.quick_draw, 2);
    assert_int_equal(a->rules.cases_pass, 3);
    assert_true(str_eq(a->rules.relearn[CRITICAL_APP], S("L32")));
    assert_true(assessment_checks_fully(&a->rules, S("C12")));
    assert_int_equal(a->item_count, 8);
    assert_int_equal(a->items[2].critical, CRITICAL_OTP);
    assert_int_equal(a->items[1].skill, 1);
    const struct exam_profile *p = &r.file.profiles[0].profile;
    assert_int_equal(r.file.profile_count, 1);
    assert_true(p->grouped);
    assert_int_equal(p->group, GROUP_HS);
    assert_int_equal(p->address, ADDRESS_EM);
    assert_int_equal(p->weights[0], 2);
    assert_int_equal(p->weights[1], 5);
    assert_int_equal(p->weights[2], 0);
    assert_int_equal(p->pools[0].code_count, 2);
    drop(&r);
}

static const struct {
    const char *find, *replace, *sentence;
} mistakes[] = {
    { "pass: 1}", "pass: 3}", "“quick”: 3 of 2 questions cannot be right" },
    { "pass: 3, check", "pass: 5, check", "“cases”: 5 of 4 cases cannot be right" },
    { "genuine: 1", "genuine: 4", "of the cases that are drawn at least one is no genuine one" },
    { "otp: L05, ", "", "“critical” lacks the area “otp”" },
    { "otp: L05", "otp: M05", "the lesson to learn again has a code L01–L63" },
    { "otp: L05", "ott: L05", "“ott” is no critical" },
    { "draw: 2", "draw: 3", "the bank has 2 questions for this profile; 3 are drawn" },
    { "K02: Hai", "K03: Hai", "“skills” has no words for K02" },
    { "optional: [K02]", "optional: [K01, K02]", "K01 is either required or optional" },
    { "weights: {K02", "weights: {K09", "“weights” names K09, which is neither required nor" },
    { "group: [HS]", "group: [HS, ND]", "a profile belongs to one group" },
    { "choose: 1", "choose: 3", "of 2 lessons 3 cannot be chosen" },
    { "[L02, L03]", "[L02, L02]", "L02 stands here twice" },
    { "[L02, L03]", "[L02, K03]", "a lesson to practise has a code L01–L63" },
    { "id: Q02", "id: Q01", "another question has the id Q01 already" },
    { "id: Q02", "id: X02", "a question of the bank has an id Q01–Q999" },
    { "id: Q02", "id: Q1234", "a question of the bank has an id Q01–Q999" },
    { "right: true", "right: false", "exactly one choice is right, here 0 of 2" },
    { "Q08, skill: K01, critical: impersonation", "Q08, skill: K01, critical: otp",
      "the critical area “impersonation” has 1 question(s) for this profile; two" },
    { "Q08, skill: K01,", "Q08, not_for: [ai-do], skill: K01,", "there is no profile “ai-do”" },
    { "Q08, skill: K01,", "Q08, not_for: [mot], skill: K01,",
      "the critical area “impersonation” has 1 question(s) for this profile; two" },
    { "Q02, skill: K02,", "Q02, not_for: [mot], skill: K02,",
      "the bank has 1 questions for this profile; 2 are drawn" },
    { "skill: K02", "skill: K99", "“skill” is one of: K01" },
    { "critical: otp, p", "critical: otq, p", "“critical” is one of: otp, impersonation, app" },
    { "hints_max", "hint_max", "“practice” has no key “hint_max”; did you mean “hints_max”?" },
    { "tone: ok", "tone: red", "“tone” is one of: lotus" },
    { "version: 3", "version: 0", "" },
    { "after: Mời bác học tiếp.\n", "", "the assessment lacks the key “after”" },
};

static void each_mistake_has_its_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        struct reading r;
        write_with(mistakes[i].find, mistakes[i].replace);
        read_it(&r);
        assert_int_equal(r.failed, FAIL_FORMAT);
        bool said = false;
        for (unsigned k = 0; k < r.problems.count; k++) {
            said |= str_find(r.problems.items[k].sentence, str_of(mistakes[i].sentence)) >= 0;
            assert_true(r.problems.items[k].line > 0 && r.problems.items[k].column > 0);
        }
        if (!said)
            problems_print(&r.problems, stderr);
        assert_true(said);
        drop(&r);
    }
}

static void broken_files_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = { "", "format: 2\n", "format: 1\nitems: 3\n", "- a\n- b\n",
                                         "format: 1\nrules: [1]\nskills: x\nprofiles: {}\n" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct reading r;
        arena home = { 0 };
        str path = arena_printf(&home, "%s/assessment.yaml", folder);
        assert_int_equal(file_write_durable(path, str_of(texts[i]), 0644), FAIL_OK);
        read_it(&r);
        assert_true(r.failed == FAIL_FORMAT || r.failed == FAIL_VERSION);
        assert_true(r.problems.total > 0);
        drop(&r);
        arena_finish(&home);
    }
}

struct shipped {
    arena home;
    struct problems problems;
    struct content content;
};

static void open_shipped(struct shipped *s)
{
    memset(s, 0, sizeof *s);
    s->problems.home = &s->home;
    assert_int_equal(
        content_open_pack(&s->content, &s->home, str_of(assets), S("chung"), &s->problems),
        FAIL_OK);
}

static void the_shipped_one_serves_nine_profiles(void **state)
{
    (void)state;
    struct shipped s;
    open_shipped(&s);
    const struct assessment *a;
    assert_int_equal(content_assessment(&s.content, ADDRESS_BAC, &s.home, &a, &s.problems),
                     FAIL_OK);
    assert_int_equal(a->profile_count, 9);
    assert_true(a->item_count >= 30);
    assert_int_equal(a->rules.quick_draw, 10);
    assert_int_equal(a->rules.quick_pass, 8);
    assert_int_equal(a->rules.hints_max, RUNNER_HINTS_MAX);
    struct case_list cases = content_cases(&s.content, &s.home);
    assert_true(cases.count >= 6);
    unsigned genuine = 0;
    for (uint16_t i = 0; i < cases.count; i++) {
        genuine += cases.items[i].genuine;
        for (uint16_t k = 0; k < i; k++)
            assert_false(str_eq(cases.items[i].code, cases.items[k].code));
    }
    assert_true(genuine >= 2);
    for (uint16_t i = 0; i < a->profile_count; i++) {
        struct draw_from from = { .assessment = a,
                                  .profile = &a->profiles[i],
                                  .catalogue = &s.content.catalogue,
                                  .cases = cases.items,
                                  .case_count = cases.count };
        for (uint64_t seed = 0; seed < 300; seed++) {
            struct draw draw;
            assessment_draw(&from, seed, &draw);
            assert_int_equal(draw.question_count, 13);
            assert_int_equal(draw.case_count, 4);
        }
    }
    arena_finish(&s.home);
}

static void pupils_are_addressed_as_em(void **state)
{
    (void)state;
    struct shipped s;
    open_shipped(&s);
    const struct assessment *a;
    assert_int_equal(content_assessment(&s.content, ADDRESS_EM, &s.home, &a, &s.problems), FAIL_OK);
    for (uint16_t i = 0; i < a->item_count; i++) {
        assert_true(str_find(a->items[i].question.prompt.vi, S("Bác ")) < 0);
        assert_true(str_find(a->items[i].question.prompt.vi, S(" ạ")) < 0);
    }
    for (uint16_t i = 0; i < a->profile_count; i++)
        assert_false(str_empty(a->profiles[i].after.vi));
    arena_finish(&s.home);
}

static void what_lacks_is_said(void **state)
{
    (void)state;
    struct shipped s;
    open_shipped(&s);
    /* As if the pack had its first lesson only. */
    s.content.catalogue.lesson_count = 1;
    str notes[64];
    size_t count = content_assessment_notes(&s.content, &s.home, notes, 64);
    bool lesson = false, profile = false;
    for (size_t i = 0; i < count; i++) {
        lesson |= str_eq(notes[i], S("no pack here has L09: the assessment goes on without it"));
        profile |= str_starts(notes[i], S("the profile “nguoi-moi” is not offered"));
    }
    assert_true(lesson && profile);
    arena_finish(&s.home);
}

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/assessment-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    char file[96];
    snprintf(file, sizeof file, "%s/assessment.yaml", folder);
    unlink(file);
    return rmdir(folder);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_read),
        cmocka_unit_test(each_mistake_has_its_sentence),
        cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(the_shipped_one_serves_nine_profiles),
        cmocka_unit_test(pupils_are_addressed_as_em),
        cmocka_unit_test(what_lacks_is_said),
    };
    assets = argc > 1 ? argv[1] : "assets";
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
