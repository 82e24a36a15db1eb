/* The names of groups, skills and seed topics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/must.h"
#include "content/skills.h"

static void the_shipped_names_are_whole(void **state)
{
    arena home = { 0 };
    struct problems problems = { .home = &home };
    struct skill_names names;
    assert_int_equal(skills_load(&names, &home, str_of(*state), &problems), FAIL_OK);
    assert_int_equal(problems.total, 0);
    assert_true(str_eq(names.groups[GROUP_ND], S("Người dân")));
    assert_true(str_starts(names.skills[21], S("An toàn số công vụ")));
    assert_true(str_starts(names.topics[20], S("Chứng thực")));
    for (unsigned i = 0; i < SEED_TOPIC_COUNT; i++)
        assert_int_equal(!str_empty(names.outside[i]), i == 15); /* T16 alone */
    arena_finish(&home);
}

static void a_missing_or_strange_name_is_told(void **state)
{
    arena home = { 0 };
    struct problems problems = { .home = &home };
    struct skill_names names;
    char folder[] = "/tmp/tramso-skills-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(skills_load(&names, &home, str_of(folder), &problems), FAIL_MISSING);
    str shipped = file_join(&home, str_of(*state), S("lessons/skills.yaml")), bytes;
    assert_int_equal(file_read(&home, shipped, 1u << 16, &bytes), FAIL_OK);
    ptrdiff_t at = str_find(bytes, S("  K22:"));
    assert_true(at > 0);
    str lessons = file_join(&home, str_of(folder), S("lessons"));
    str path = file_join(&home, lessons, S("skills.yaml"));
    assert_int_equal(file_make_folder(lessons, false), FAIL_OK);
    str changed = arena_printf(&home, "%.*s  K23:%.*s", (int)at, bytes.ptr,
                               (int)(bytes.len - (size_t)at - 6), bytes.ptr + at + 6);
    assert_int_equal(file_write_durable(path, changed, 0644), FAIL_OK);
    assert_int_equal(skills_load(&names, &home, str_of(folder), &problems), FAIL_FORMAT);
    assert_int_equal(problems.total, 2); /* K22 lacks, K23 is none */
    unlink(path.ptr);
    rmdir(lessons.ptr);
    rmdir(folder);
    arena_finish(&home);
}

int main(int argc, char **argv)
{
    must(argc > 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(the_shipped_names_are_whole, argv[1]),
        cmocka_unit_test_prestate(a_missing_or_strange_name_is_told, argv[1]),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
