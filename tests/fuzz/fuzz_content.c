/* Any bytes as a pack, a lesson, a head, a practice phone and an assessment: a problem or a value,
 * never more; and what is an assessment can be drawn from. */
#include <stdint.h>

#include "base/must.h"
#include "content/assessment_shapes.h"
#include "content/pack.h"
#include "content/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static arena home, scratch;

static enum fail read_as(struct document *document, const struct shape *shape, void *out)
{
    struct problems problems = { .home = &home };
    struct reader r = pack_reader(&home, &scratch, &problems);
    enum fail failed = reader_run(&r, document, shape, out);
    must((failed == FAIL_OK) == (problems.total == 0));
    return failed;
}

static void play_phones(struct lesson_file *file)
{
    struct problems problems = { .home = &home };
    struct reader r = pack_reader(&home, &scratch, &problems);
    for (uint16_t i = 0; i < file->lesson.step_count; i++) {
        if (file->steps[i].kind != STEP_PHONE)
            continue;
        struct phone joined = *file->steps[i].phone;
        struct phone empty = { .sim = joined.sim };
        rules_join_phone(&r, &joined, &empty);
    }
    rules_check_lesson(&r, &file->lesson);
}

static void draw_from(const struct assessment_file *file)
{
    const struct catalogue nothing = { .lesson_count = 0 };
    const struct assessment *a = &file->assessment;
    for (uint16_t i = 0; i < file->profile_count; i++) {
        struct draw_from from = { .assessment = a,
                                  .profile = &file->profiles[i].profile,
                                  .catalogue = &nothing };
        struct draw draw;
        assessment_draw(&from, i, &draw);
        must(draw.question_count == a->rules.quick_draw + CRITICAL_COUNT - 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = { (const char *)data, size };
    struct pack_file pack = { 0 };
    struct lesson_file lesson = { 0 }, head = { 0 };
    struct phone phone = { 0 };
    struct assessment_file assessment = { .profile_count = 0 };
    struct problems problems = { .home = &home };
    struct document document;
    if (document_open(&document, S("input.yaml"), bytes, &problems) == FAIL_OK) {
        (void)!read_as(&document, &pack_shape, &pack);
        (void)!read_as(&document, &sim_shape, &phone);
        (void)!read_as(&document, &head_shape, &head);
        if (read_as(&document, &lesson_shape, &lesson) == FAIL_OK)
            play_phones(&lesson);
        if (read_as(&document, &assessment_shape, &assessment) == FAIL_OK)
            draw_from(&assessment);
        document_close(&document);
    } else {
        must(problems.total > 0);
    }
    arena_reset(&home);
    arena_reset(&scratch);
    return 0;
}
