/* Events as values: names, fields, and drafts that travel to another thread. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/event.h"

static void names_find_their_types(void **state)
{
    (void)state;
    for (int i = 0; i < EVENT_TYPE_COUNT; i++)
        assert_int_equal(event_type_find(event_type_name((enum event_type)i)), i);
    assert_int_equal(event_type_find(S("lesson.invented")), EVENT_TYPE_COUNT);
    assert_true(event_type_is_learning(EVENT_LESSON_COMPLETED));
    assert_false(event_type_is_learning(EVENT_DEVICE_BOOTED));
    assert_false(event_type_is_learning(EVENT_TYPE_COUNT));
}

static void nothing_is_set_at_first(void **state)
{
    (void)state;
    struct event_body none = event_body_none();
    size_t count;
    const struct event_field *fields = event_fields(&count);
    for (size_t i = 0; i < count; i++) {
        const char *at = (const char *)&none + fields[i].offset;
        if (fields[i].kind == FIELD_STR)
            assert_int_equal(((const str *)(const void *)at)->len, 0);
        else if (fields[i].kind == FIELD_INT)
            assert_true(*(const int64_t *)(const void *)at == EVENT_INT_ABSENT);
        else
            assert_int_equal(*(const enum tri *)(const void *)at, TRI_UNSET);
    }
}

static void a_packed_draft_survives_a_move(void **state)
{
    (void)state;
    char lesson[] = "L11", session[] = "phiên";
    struct event_draft draft = { .type = EVENT_LESSON_COMPLETED,
                                 .session = str_of(session),
                                 .body = event_body_none() };
    draft.body.lesson = str_of(lesson);
    draft.body.right = 7;
    char room[64], moved[64];
    size_t used = event_draft_pack(&draft, room, 5, sizeof room);
    assert_int_equal(used, 5 + strlen(lesson) + strlen(session));
    memset(lesson, 'x', sizeof lesson - 1);
    memset(session, 'x', sizeof session - 1);
    memcpy(moved, room, sizeof room);
    memset(room, 'y', sizeof room);
    event_draft_rebase(&draft, moved);
    assert_true(str_eq(draft.session, S("phiên")));
    assert_true(str_eq(draft.body.lesson, S("L11")));
    assert_true(str_empty(draft.learner) && draft.learner.ptr == NULL);
    assert_int_equal(draft.body.right, 7);
}

static void what_does_not_fit_is_said(void **state)
{
    (void)state;
    struct event_draft draft = { .type = EVENT_HELP_CALLED,
                                 .session = S("0123456789"),
                                 .body = event_body_none() };
    char room[16];
    assert_int_equal(event_draft_pack(&draft, room, 7, sizeof room), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_find_their_types),
        cmocka_unit_test(nothing_is_set_at_first),
        cmocka_unit_test(a_packed_draft_survives_a_move),
        cmocka_unit_test(what_does_not_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
