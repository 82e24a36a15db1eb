#include "content/skills.h"

#include "base/file.h"
#include "content/shapes.h"

#define LIMIT TITLE_CODEPOINTS_MAX
/* The member is an array with one name a code. */
#define NAME(code, array, at)                                                                      \
    {                                                                                              \
        code, read_line, offsetof(struct skill_names, array[at]), .required = true, .limit = LIMIT \
    }
#define REASON(code, at)                                                                           \
    {                                                                                              \
        code, read_line, offsetof(struct skill_names, outside[at]), .limit = LIMIT                 \
    }

static const struct key group_keys[] = {
    NAME("ND", groups, GROUP_ND), NAME("HS", groups, GROUP_HS), NAME("CB", groups, GROUP_CB),
    NAME("DN", groups, GROUP_DN), NAME("HT", groups, GROUP_HT),
};
static const struct shape group_shape = { "“groups”", SHAPE_KEYS(group_keys) };
static const struct key skill_keys[] = {
    NAME("K01", skills, 0),  NAME("K02", skills, 1),  NAME("K03", skills, 2),
    NAME("K04", skills, 3),  NAME("K05", skills, 4),  NAME("K06", skills, 5),
    NAME("K07", skills, 6),  NAME("K08", skills, 7),  NAME("K09", skills, 8),
    NAME("K10", skills, 9),  NAME("K11", skills, 10), NAME("K12", skills, 11),
    NAME("K13", skills, 12), NAME("K14", skills, 13), NAME("K15", skills, 14),
    NAME("K16", skills, 15), NAME("K17", skills, 16), NAME("K18", skills, 17),
    NAME("K19", skills, 18), NAME("K20", skills, 19), NAME("K21", skills, 20),
    NAME("K22", skills, 21),
};
static const struct shape skill_shape = { "“skills”", SHAPE_KEYS(skill_keys) };
static const struct key topic_keys[] = {
    NAME("T1", topics, 0),   NAME("T2", topics, 1),   NAME("T3", topics, 2),
    NAME("T4", topics, 3),   NAME("T5", topics, 4),   NAME("T6", topics, 5),
    NAME("T7", topics, 6),   NAME("T8", topics, 7),   NAME("T9", topics, 8),
    NAME("T10", topics, 9),  NAME("T11", topics, 10), NAME("T12", topics, 11),
    NAME("T13", topics, 12), NAME("T14", topics, 13), NAME("T15", topics, 14),
    NAME("T16", topics, 15), NAME("T17", topics, 16), NAME("T18", topics, 17),
    NAME("T19", topics, 18), NAME("T20", topics, 19), NAME("T21", topics, 20),
};
static const struct shape topic_shape = { "“topics”", SHAPE_KEYS(topic_keys) };
static const struct key outside_keys[] = {
    REASON("T1", 0),   REASON("T2", 1),   REASON("T3", 2),   REASON("T4", 3),   REASON("T5", 4),
    REASON("T6", 5),   REASON("T7", 6),   REASON("T8", 7),   REASON("T9", 8),   REASON("T10", 9),
    REASON("T11", 10), REASON("T12", 11), REASON("T13", 12), REASON("T14", 13), REASON("T15", 14),
    REASON("T16", 15), REASON("T17", 16), REASON("T18", 17), REASON("T19", 18), REASON("T20", 19),
    REASON("T21", 20),
};
static const struct shape outside_shape = { "“outside”", SHAPE_KEYS(outside_keys) };
static const struct key file_keys[] = {
    { "format", read_nothing, .required = true },
    { "groups", read_shape, .required = true, .extra = &group_shape },
    { "skills", read_shape, .required = true, .extra = &skill_shape },
    { "topics", read_shape, .required = true, .extra = &topic_shape },
    { "outside", read_shape, .extra = &outside_shape },
};
static const struct shape file_shape = { "the list of names", SHAPE_KEYS(file_keys) };

enum fail skills_load(struct skill_names *out, arena *home, str assets, struct problems *problems)
{
    arena scratch = { 0 };
    struct reader r = { .home = home, .scratch = &scratch, .problems = problems };
    str path = file_join(&scratch, assets, S("lessons/skills.yaml")), bytes;
    *out = (struct skill_names) { 0 };
    enum fail failed =
        document_read(&scratch, (struct place) { .file = path }, path, &bytes, problems);
    struct document document;
    if (failed == FAIL_OK)
        failed = document_open(&document, path, bytes, problems);
    if (failed == FAIL_OK) {
        failed = reader_run(&r, &document, &file_shape, out);
        document_close(&document);
    }
    arena_finish(&scratch);
    return failed;
}
