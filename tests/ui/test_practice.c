/* The practice phone over a lesson with every kind of widget: in each mode and at each action, on
 * every panel, at every text size, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/must.h"
#include "content/phrases.h"
#include "screens/screen.h"
#include "support/fixed_measure.h"
#include "support/layout_checks.h"
#include "support/sample_lesson.h"
#include "ui/order.h"

static struct {
    arena boot, frame;
    struct phrases phrases;
    struct catalogue catalogue;
    struct model model;
    struct paged_state page;
    struct layout_report report;
} t;

static int load(void **state)
{
    (void)state;
    struct problems problems = { .home = &t.boot };
    enum fail fail = phrases_load(&t.phrases, &t.boot, S(ASSETS), &problems);
    problems_print(&problems, stdout);
    return fail == FAIL_OK ? 0 : 1;
}

static int unload(void **state)
{
    (void)state;
    arena_finish(&t.frame);
    arena_finish(&t.boot);
    return 0;
}

static void set_panel(double inches, bool portrait)
{
    struct metrics *m = &t.model.metrics;
    m->panel = portrait ? (struct extent) { 1080, 1920 } : (struct extent) { 1920, 1080 };
    m->px_per_m = metrics_px_per_m(m->panel, inches);
}

/* A 21.5″ portrait panel, Vietnamese, this mode from its first task. */
static void begin(enum practice_mode mode)
{
    t.model = (struct model) { .phrases = &t.phrases,
                               .catalogue = &t.catalogue,
                               .screen = SCREEN_PRACTICE,
                               .overlay = SCREEN_COUNT,
                               .session_open = true };
    t.page = (struct paged_state) { 0 };
    set_panel(21.5, true);
    runner_start(&t.model.runner, sample_lesson(), 7);
    assert_int_equal(runner_choose_mode(&t.model.runner, mode), OUTCOME_MOVED);
}

static void go_to_task(uint16_t task)
{
    while (t.model.runner.task < task)
        assert_int_not_equal(runner_play(&t.model.runner, t.model.lang), OUTCOME_NONE);
    t.model.runner.self_shown = false;
}

static struct tree describe(void)
{
    const void *states[SCREEN_COUNT] = { [SCREEN_PRACTICE] = &t.page };
    arena_reset(&t.frame);
    struct tree empty = { .metrics = t.model.metrics, .theme = theme_get(t.model.theme) };
    struct ui ui;
    ui_begin(&ui, &t.frame, &fixed_measure, &empty);
    screen_describe(&t.model, states, &ui);
    return ui_finish(&ui);
}

static const struct node *find(const struct tree *tree, const char *id)
{
    return tree_find(tree, ui_id(str_of(id)));
}

static const struct node *on_phone(const struct tree *tree, str id)
{
    return tree_find(tree, ui_id(arena_printf(&t.frame, "phone-%.*s", STR_ARG(id))));
}

static bool shows(const struct tree *tree, str words)
{
    for (uint32_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].shown && str_find(tree->nodes[i].plain, words) >= 0)
            return true;
    return false;
}

static bool reachable(const struct tree *tree, const struct node *node)
{
    return node && order_reachable(tree, (uint32_t)(node - tree->nodes));
}

/* ---- every picture ---- */

static void check_target(const struct tree *tree, const char *cell)
{
    str target = runner_phone_action(&t.model.runner)->target;
    const struct node *node = on_phone(tree, target);
    if (!reachable(tree, node))
        fail_msg("%s: #phone-%.*s is not on the first page", cell, STR_ARG(target));
}

/* The pointing hand covers no word; what a dialog covers is no longer read. */
static void check_hand(const struct tree *tree, const char *cell)
{
    const struct node *dialog = find(tree, "phone-dialog");
    uint32_t from = dialog ? (uint32_t)(dialog - tree->nodes) : 0;
    uint32_t to = dialog ? dialog->end : tree->count;
    for (uint32_t h = 0; h < tree->count; h++) {
        const struct node *hand = &tree->nodes[h];
        bool is_hand = hand->shown && hand->spec.content == CONTENT_ICON &&
                       str_eq(hand->spec.text, S("touch_app"));
        for (uint32_t i = from; is_hand && i < to; i++) {
            const struct node *words = &tree->nodes[i];
            if (words->shown && words->line_count > 0 &&
                !rect_empty(rect_cut(words->box, tree->nodes[hand->parent].box)))
                fail_msg("%s: the hand covers «%.*s»", cell, STR_ARG(words->plain));
        }
    }
}

static void check_cell(const char *what)
{
    static const double panels[] = { 15.6, 21.5, 32.0 };
    struct metrics *m = &t.model.metrics;
    for (unsigned k = 0; k < COUNT_OF(panels) * SIZE_COUNT * 3; k++) {
        bool portrait = k % 3 > 0;
        m->text_size = (enum text_size)(k / 3 % SIZE_COUNT);
        m->reach = k % 3 == 2;
        set_panel(panels[k / 3 / SIZE_COUNT], portrait);
        char cell[120];
        snprintf(cell, sizeof cell, "%s %u.%u %.1f %s%s size %d lang %d", what,
                 t.model.runner.task + 1u, t.model.runner.action + 1u, panels[k / 3 / SIZE_COUNT],
                 portrait ? "portrait" : "landscape", m->reach ? " reach" : "", (int)m->text_size,
                 (int)t.model.lang);
        struct tree tree = describe();
        layout_check(&t.report, &tree, cell);
        check_target(&tree, cell);
        check_hand(&tree, cell);
    }
}

static void test_every_cell(void **state)
{
    (void)state;
    static const char *const names[MODE_COUNT] = { "watch", "follow", "self" };
    struct runner *r = &t.model.runner;
    for (int k = 0; k < MODE_COUNT * LANG_COUNT; k++) {
        begin((enum practice_mode)(k % MODE_COUNT));
        t.model.track = -1;
        t.model.lang = (enum lang)(k / MODE_COUNT);
        while (r->phase == PHASE_PRACTISE) {
            check_cell(names[r->mode]);
            struct runner before = *r;
            (void)runner_tap(r, S("elsewhere"), t.model.lang);
            (void)runner_tap(r, S("elsewhere"), t.model.lang);
            check_cell("tried");
            *r = before;
            (void)runner_play(r, t.model.lang);
        }
    }
    assert_int_equal(t.report.mistakes, 0);
    assert_true(t.report.cells > 1000);
}

/* ---- the ring and the hint ---- */

static unsigned rings(const struct tree *tree)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < tree->count; i++)
        count += tree->nodes[i].shown && tree->nodes[i].spec.ring;
    return count;
}

static void test_ring_is_at_the_target(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    struct tree tree = describe();
    assert_int_equal(rings(&tree), 1);
    assert_true(find(&tree, "phone-an-sinh")->spec.ring);
}

static void test_ring_is_at_the_keypad_for_digits(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    go_to_task(SAMPLE_TASK_PASSCODE);
    struct tree tree = describe();
    assert_int_equal(rings(&tree), 1);
    const struct node *keypad = find(&tree, "keypad");
    assert_non_null(keypad);
    assert_true(tree.nodes[keypad->parent].spec.ring);
}

static void test_alone_there_is_no_ring_until_two_wrong_taps(void **state)
{
    (void)state;
    begin(MODE_SELF);
    struct tree tree = describe();
    assert_int_equal(rings(&tree), 0);
    assert_false(shows(&tree, S("Bác chạm vào “An sinh xã hội”")));
    (void)runner_tap(&t.model.runner, S("bang-lai"), LANG_VI);
    tree = describe();
    assert_int_equal(rings(&tree), 0);
    (void)runner_tap(&t.model.runner, S("bang-lai"), LANG_VI);
    tree = describe();
    assert_int_equal(rings(&tree), 1);
}

/* ---- the coach ---- */

static void test_coach_tells_the_sample(void **state)
{
    (void)state;
    begin(MODE_SELF);
    go_to_task(SAMPLE_TASK_PASSCODE);
    struct tree tree = describe();
    assert_true(shows(&tree, S("135790")));
}

static void test_coach_answers_a_wrong_tap_kindly(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    struct tree tree = describe();
    assert_int_equal(find(&tree, "coach")->spec.fill, COLOR_CARD);
    (void)runner_tap(&t.model.runner, S("bang-lai"), LANG_VI);
    tree = describe();
    assert_int_equal(find(&tree, "coach")->spec.fill, COLOR_SUN_TINT);
    assert_true(shows(&tree, S("Ô này làm việc khác ạ.")));
    assert_int_equal(find(&tree, "coach-line")->spec.role, ROLE_STATUS);
}

static void test_situation_has_its_own_colour(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    struct tree tree = describe();
    assert_int_equal(find(&tree, "coach")->spec.border, COLOR_LEAF);
    go_to_task(SAMPLE_TASK_DIALOG);
    tree = describe();
    assert_int_equal(find(&tree, "coach")->spec.border, COLOR_AMBER);
}

static void test_watching_can_only_be_stopped(void **state)
{
    (void)state;
    begin(MODE_WATCH);
    struct tree tree = describe();
    assert_true(reachable(&tree, find(&tree, "stop")));
    assert_null(find(&tree, "hint"));
    assert_null(find(&tree, "show"));
}

/* ---- on the phone ---- */

static void test_band_is_always_there(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    while (t.model.runner.phase == PHASE_PRACTISE) {
        struct tree tree = describe();
        assert_true(shows(&tree, S("BẢN MÔ PHỎNG ĐỂ TẬP")));
        (void)runner_play(&t.model.runner, LANG_VI);
    }
}

static void type_digits(const char *digits)
{
    for (const char *d = digits; *d; d++)
        (void)runner_digit(&t.model.runner, *d, LANG_VI);
}

static void test_secret_digits_show_as_dots(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    go_to_task(SAMPLE_TASK_PASSCODE);
    type_digits("135");
    struct tree tree = describe();
    assert_true(shows(&tree, S("● ● ● – – –")));
    assert_false(shows(&tree, S("1 3 5")));
    const struct node *field = find(&tree, "phone-passcode");
    assert_true(str_find(field->spec.say, S("đã nhập 3 số")) >= 0);
    assert_true(str_find(field->spec.say, S("1")) < 0);
}

static void test_form_keeps_what_was_entered(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    go_to_task(SAMPLE_TASK_FORM);
    type_digits("000160");
    struct tree tree = describe();
    assert_true(shows(&tree, S("0 0 0 1 6 0 –")));
    assert_false(shows(&tree, S("01/01/1960")));
    type_digits("000000");
    (void)runner_tap(&t.model.runner, S("ngay-sinh"), LANG_VI);
    (void)runner_tap(&t.model.runner, S("dong-y"), LANG_VI);
    tree = describe();
    assert_true(shows(&tree, S("0 0 0 1 6 0 0 0 0 0 0 0")));
    assert_true(shows(&tree, S("01/01/1960")));
    assert_null(find(&tree, "keypad"));
    assert_true(shows(&tree, S("Tiếp tục")));
}

static void test_touches_name_their_widget(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    go_to_task(SAMPLE_TASK_CALL);
    struct tree tree = describe();
    const struct node *node = find(&tree, "phone-tu-choi");
    assert_int_equal(node->spec.verb.code, INTENT_TAP);
    assert_true(str_eq(node->spec.verb.text, S("tu-choi")));
}

static void test_dialog_takes_what_is_under_it_out_of_reach(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    go_to_task(SAMPLE_TASK_DIALOG);
    struct tree tree = describe();
    assert_true(reachable(&tree, find(&tree, "phone-xoa-tin")));
    assert_true(reachable(&tree, find(&tree, "bar-help")));
    for (uint32_t i = 0; i < tree.count; i++)
        if (tree.nodes[i].spec.verb.code && str_eq(tree.nodes[i].spec.verb.text, S("tra-loi")))
            fail_msg("what the dialog covers still answers");
}

/* ---- pages ---- */

static void press(struct verb verb, struct effects *effects)
{
    *effects = (struct effects) { .count = 0 };
    screen_get(SCREEN_PRACTICE)->act(&t.model, &t.page, verb, effects);
}

static void test_pages_turn_and_come_back_with_a_touch(void **state)
{
    (void)state;
    begin(MODE_FOLLOW);
    set_panel(15.6, false);
    t.model.metrics.text_size = SIZE_LARGEST;
    struct tree tree = describe();
    const struct node *more = find(&tree, "phone-more");
    assert_true(reachable(&tree, more));
    assert_non_null(find(&tree, "phone-an-sinh"));
    struct effects effects;
    press(more->spec.verb, &effects);
    assert_int_equal(effects.count, 0);
    tree = describe();
    assert_null(find(&tree, "phone-an-sinh"));
    press((struct verb) { .code = INTENT_TAP, .text = S("bang-lai") }, &effects);
    assert_int_equal(effects.count, 1);
    tree = describe();
    assert_non_null(find(&tree, "phone-an-sinh"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cell),
        cmocka_unit_test(test_ring_is_at_the_target),
        cmocka_unit_test(test_ring_is_at_the_keypad_for_digits),
        cmocka_unit_test(test_alone_there_is_no_ring_until_two_wrong_taps),
        cmocka_unit_test(test_coach_tells_the_sample),
        cmocka_unit_test(test_coach_answers_a_wrong_tap_kindly),
        cmocka_unit_test(test_situation_has_its_own_colour),
        cmocka_unit_test(test_watching_can_only_be_stopped),
        cmocka_unit_test(test_band_is_always_there),
        cmocka_unit_test(test_secret_digits_show_as_dots),
        cmocka_unit_test(test_form_keeps_what_was_entered),
        cmocka_unit_test(test_touches_name_their_widget),
        cmocka_unit_test(test_dialog_takes_what_is_under_it_out_of_reach),
        cmocka_unit_test(test_pages_turn_and_come_back_with_a_touch),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
