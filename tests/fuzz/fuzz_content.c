/* Any bytes as a pack, a lesson, a head and a practice phone: a problem or a value, never more. */
#include <stdint.h>

#include "base/must.h"
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = { (const char *)data, size };
    struct pack_file pack = { 0 };
    struct lesson_file lesson = { 0 }, head = { 0 };
    struct phone phone = { 0 };
    struct problems problems = { .home = &home };
    struct document document;
    if (document_open(&document, S("input.yaml"), bytes, &problems) == FAIL_OK) {
        (void)!read_as(&document, &pack_shape, &pack);
        (void)!read_as(&document, &sim_shape, &phone);
        (void)!read_as(&document, &head_shape, &head);
        if (read_as(&document, &lesson_shape, &lesson) == FAIL_OK)
            play_phones(&lesson);
        document_close(&document);
    } else {
        must(problems.total > 0);
    }
    arena_reset(&home);
    arena_reset(&scratch);
    return 0;
}
