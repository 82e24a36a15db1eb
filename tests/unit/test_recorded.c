/* When somebody's recording is heard for a page, and for which part of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "kiosk/recorded.h"

static const struct page page = {
    .narration = { { [LANG_VI] = S_INIT("a.opus"), [LANG_EN] = S_INIT("b.opus") } },
    .title = { .vi = S_INIT("Đầu đề"), .en = S_INIT("Title") },
    .body = { .vi = S_INIT("Chạm **nhẹ**. Không sao."),
              .say = S_INIT("Chạm nhẹ. Không sao."),
              .en = S_INIT("Touch **softly**.") },
};
static const struct question question = {
    .narration = { { [LANG_VI] = S_INIT("c.opus") } },
    .prompt = { .vi = S_INIT("Ai biết mã?"), .en = S_INIT("Who knows?") },
};
static const struct step steps[] = { { .kind = STEP_PAGE, .page = &page },
                                     { .kind = STEP_QUESTION, .question = &question } };
static const struct lesson lesson = { .steps = steps, .step_count = COUNT_OF(steps) };

struct desk {
    arena home;
    struct model model;
    struct reading reading;
    struct recorded found;
    str page;
};

static bool look(struct desk *d, const char *const *texts, uint32_t count)
{
    struct speech_item items[8] = { 0 };
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct speech_item) { .id = i + 1, .text = str_of(texts[i]) };
    struct speech_list list = { items, count };
    d->page = reading_begin(&d->reading, &list, &d->home);
    return recorded_find(&d->model, &d->reading, d->page, &d->home, &d->found);
}

#define LOOK(desk, ...)                                                                            \
    look(desk, (const char *const[]) { __VA_ARGS__ },                                              \
         COUNT_OF(((const char *const[]) { __VA_ARGS__ })))

static void expect(const struct desk *d, str file, str words)
{
    assert_true(str_eq(d->found.file, file));
    assert_true(str_eq(str_slice(d->page, d->found.page.from, d->found.page.to), words));
}

static int open_desk(void **state)
{
    static struct desk desk;
    desk = (struct desk) { .model.lang = LANG_VI };
    runner_start(&desk.model.runner, &lesson, 1);
    *state = &desk;
    return 0;
}

static int close_desk(void **state)
{
    arena_finish(&((struct desk *)*state)->home);
    return 0;
}

static void the_step_s_own_words_are_replaced(void **state)
{
    struct desk *d = *state;
    assert_true(LOOK(d, "Bước 1 trên 2", "Đầu đề", "Chạm nhẹ. Không sao.", "Tiếp tục"));
    expect(d, S("a.opus"), S("Đầu đề\nChạm nhẹ. Không sao."));
    /* A screen may know only the shown form, or show a sentence a line. */
    assert_true(LOOK(d, "Đầu đề", "Chạm nhẹ.", "Không sao."));
    expect(d, S("a.opus"), d->page);
    d->model.lang = LANG_EN;
    assert_true(LOOK(d, "Title", "Touch softly.", "Next"));
    expect(d, S("b.opus"), S("Title\nTouch softly."));
}

static void a_part_of_them_is_spoken(void **state)
{
    struct desk *d = *state;
    assert_false(LOOK(d, "Đầu đề", "Chạm nhẹ.", "Xem thêm"));
    assert_false(LOOK(d, "Không sao.", "Tiếp tục"));
    assert_false(LOOK(d, "Đầu đề", "Nghe lại", "Chạm nhẹ. Không sao."));
    assert_false(LOOK(d, "Âm lượng: 8 trên 10"));
    assert_false(LOOK(d, "Đầu đề"));
    assert_false(look(d, NULL, 0));
}

static void the_same_words_twice_are_replaced_once(void **state)
{
    struct desk *d = *state;
    assert_true(LOOK(d, "Đầu đề", "Đầu đề", "Chạm nhẹ. Không sao.", "Không sao."));
    expect(d, S("a.opus"), S("Đầu đề\nChạm nhẹ. Không sao."));
}

static void language_and_address_decide(void **state)
{
    struct desk *d = *state;
    d->model.address = ADDRESS_EM;
    assert_false(LOOK(d, "Đầu đề", "Chạm nhẹ. Không sao."));
    d->model.lang = LANG_EN; /* has one form for all */
    assert_true(LOOK(d, "Title", "Touch softly."));
    d->model.address = ADDRESS_BAC;
    d->model.runner.step = 1;
    assert_false(LOOK(d, "Who knows?")); /* nobody has read it in English */
    d->model.lang = LANG_VI;
    assert_true(LOOK(d, "Ai biết mã?", "Mình tôi"));
    expect(d, S("c.opus"), S("Ai biết mã?"));
    runner_close(&d->model.runner);
    assert_false(LOOK(d, "Ai biết mã?"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_step_s_own_words_are_replaced, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(a_part_of_them_is_spoken, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(the_same_words_twice_are_replaced_once, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(language_and_address_decide, open_desk, close_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
