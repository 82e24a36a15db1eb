#include "content/assessment.h"

#include <string.h>

#include "base/file.h"
#include "base/must.h"
#include "content/assessment_shapes.h"
#include "content/pack.h"

enum fail assessment_read(struct reader *r, str folder, struct assessment_file *out)
{
    *out = (struct assessment_file) { .profile_count = 0 };
    str path = file_join(r->scratch, folder, S(ASSESSMENT_FILE)), bytes;
    struct document document;
    enum fail failed =
        document_read(r->scratch, (struct place) { .file = path }, path, &bytes, r->problems);
    if (failed == FAIL_OK)
        failed = document_open(&document, path, bytes, r->problems);
    if (failed != FAIL_OK)
        return failed;
    failed = reader_run(r, &document, &assessment_shape, out);
    document_close(&document);
    r->document = NULL;
    return failed;
}

/* Only once the texts have been reworded: these are copies. */
static void take_profiles(arena *home, struct assessment_file *file)
{
    struct exam_profile *profiles = arena_new(home, struct exam_profile, file->profile_count);
    for (uint16_t i = 0; i < file->profile_count; i++) {
        profiles[i] = file->profiles[i].profile;
        if (str_empty(profiles[i].after.vi))
            profiles[i].after = file->after;
    }
    file->assessment.profiles = profiles;
    file->assessment.profile_count = file->profile_count;
}

enum fail content_assessment(const struct content *content, enum address address, arena *home,
                             const struct assessment **out, struct problems *problems)
{
    unsigned first = problems->count;
    arena scratch = { 0 };
    enum fail failed = FAIL_MISSING;
    for (unsigned i = content->pack_count; i-- > 0 && failed == FAIL_MISSING;) {
        const struct content_pack *pack = &content->packs[i];
        if (!pack->shown)
            continue;
        struct reader r = pack_reader(home, &scratch, problems);
        r.address = address;
        struct assessment_file *file = arena_new(home, struct assessment_file, 1);
        failed = assessment_read(&r, pack->folder, file);
        if (failed != FAIL_OK)
            continue;
        reader_address(&r);
        take_profiles(home, file);
        file->assessment.pack = pack->id;
        file->assessment.pack_version = pack->version;
        *out = &file->assessment;
    }
    problem_sort(problems, first);
    arena_finish(&scratch);
    return failed;
}

/* ---- judged cases ---- */

struct gathering {
    const struct content *content;
    arena *home;
    struct exam_case *items;
    uint16_t count;
};

static bool knows_case(const struct gathering *g, str code)
{
    for (uint16_t i = 0; i < g->count; i++)
        if (str_eq(g->items[i].code, code))
            return true;
    return false;
}

/* Most lessons have no case; looking into their bytes is quicker than understanding them. */
static bool may_judge(const struct gathering *g, arena *scratch, uint16_t lesson)
{
    const struct content *c = g->content;
    str bytes, path = file_join(scratch, c->packs[c->pack_of[lesson]].folder, c->files[lesson]);
    return file_read(scratch, path, LESSON_FILE_BYTES, &bytes) == FAIL_OK &&
           str_find(bytes, S("judge:")) >= 0;
}

static void gather(struct gathering *g, arena *scratch, uint16_t index)
{
    const struct lesson *lesson;
    struct problems problems = { .home = scratch };
    if (content_lesson(g->content, (struct lesson_wanted) { index, ADDRESS_BAC }, scratch, &lesson,
                       &problems) != FAIL_OK)
        return;
    for (uint16_t i = 0; i < lesson->step_count && g->count < CASES_MAX; i++) {
        if (lesson->steps[i].kind != STEP_JUDGE)
            continue;
        const struct judge *judge = lesson->steps[i].judge;
        if (!knows_case(g, judge->code))
            g->items[g->count++] = (struct exam_case) { .code = arena_str(g->home, judge->code),
                                                        .lesson = index,
                                                        .step = i,
                                                        .genuine = judge->right == VERDICT_REAL };
    }
}

struct case_list content_cases(const struct content *content, arena *home)
{
    struct gathering g = { content, home, arena_new(home, struct exam_case, CASES_MAX), 0 };
    arena scratch = { 0 };
    for (uint16_t i = 0; i < content->catalogue.lesson_count; i++) {
        if (may_judge(&g, &scratch, i))
            gather(&g, &scratch, i);
        arena_reset(&scratch);
    }
    arena_finish(&scratch);
    return (struct case_list) { g.items, g.count };
}

/* ---- what should be known ---- */

struct noting {
    const struct catalogue *catalogue;
    arena *home;
    str *out;
    size_t count, max;
};

static void note(struct noting *n, str sentence)
{
    for (size_t i = 0; i < n->count; i++)
        if (str_eq(n->out[i], sentence))
            return;
    if (n->count < n->max)
        n->out[n->count++] = sentence;
}

static void note_lesson(struct noting *n, str code, bool practice)
{
    int lesson = catalogue_find(n->catalogue, code);
    if (lesson < 0)
        note(n, arena_printf(n->home, "no pack here has %.*s: the assessment goes on without it",
                             STR_ARG(code)));
    else if (practice && n->catalogue->lessons[lesson].kind != LESSON_PHONE)
        note(n, arena_printf(n->home,
                             "%.*s has no practice phone: the assessment goes on without "
                             "it",
                             STR_ARG(code)));
}

static void note_profile(struct noting *n, const struct draw_from *from)
{
    const struct exam_profile *profile = from->profile;
    for (uint16_t p = 0; p < profile->pool_count; p++)
        for (uint16_t i = 0; i < profile->pools[p].code_count; i++)
            note_lesson(n, profile->pools[p].codes[i], true);
    if (!assessment_offers(from))
        note(n, arena_printf(n->home,
                             "the profile “%.*s” is not offered: it lacks practices or "
                             "cases",
                             STR_ARG(profile->id)));
}

size_t content_assessment_notes(const struct content *content, arena *home, str *sentences_out,
                                size_t max)
{
    const struct assessment *a;
    struct problems problems = { .home = home };
    struct noting n = { &content->catalogue, home, sentences_out, 0, max };
    if (content_assessment(content, ADDRESS_BAC, home, &a, &problems) != FAIL_OK)
        return 0;
    struct case_list cases = content_cases(content, home);
    struct draw_from from = { .assessment = a,
                              .catalogue = &content->catalogue,
                              .cases = cases.items,
                              .case_count = cases.count };
    for (int i = 1; i < CRITICAL_COUNT; i++)
        note_lesson(&n, a->rules.relearn[i], false);
    for (uint16_t i = 0; i < a->profile_count; i++) {
        from.profile = &a->profiles[i];
        note_profile(&n, &from);
    }
    return n.count;
}
