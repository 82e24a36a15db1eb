/* Recorded and modelled hands (tests/ui/traces) on a page of real widgets: what each of them does,
 * when, and nothing else. With a file as argument: that this recording can be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/must.h"
#include "support/fixed_measure.h"
#include "support/trace.h"
#include "ui/widgets.h"

#define TRACE_BYTES_MAX (256u * 1024u)
#define TRACES_LEAST 15u

static arena home, texts;
static struct tree tree;
static struct trace trace;
static unsigned failures;

/* ---- the page ---- */

static void button(struct ui *ui, str id, enum button_kind kind)
{
    widget_button(
        ui, &(struct button) {
                .id = id, .label = id, .kind = kind, .verb = { .code = 1 }, .width = GROW(1) });
}

/* A row of its own height: the traces stay right when a widget grows. */
static void row(struct ui *ui, int32_t height_um)
{
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .height = FIXED(height_um), .gap = MM(6) });
}

/* Three buttons side by side, a sentence, an answer, a keypad and «next», as screens have them, on
 * 21.5″ upright. */
static void make_page(void)
{
    static struct ui ui;
    struct tree empty = { .metrics = { .panel = { 1080, 1920 }, .px_per_m = 4034 },
                          .theme = theme_get(THEME_LIGHT) };
    arena_reset(&home);
    ui_begin(&ui, &home, &fixed_measure, &empty);
    ui_open(&ui, &(struct spec) { .id = S("glass"),
                                  .width = GROW(1),
                                  .height = GROW(1),
                                  .pad = ALL(MM(20)),
                                  .gap = MM(20),
                                  .cross = ALIGN_STRETCH });
    row(&ui, MM(28));
    button(&ui, S("left"), BUTTON_PLAIN);
    button(&ui, S("middle"), BUTTON_PLAIN);
    button(&ui, S("right"), BUTTON_PLAIN);
    ui_close(&ui);
    row(&ui, MM(14.2));
    ui_leaf(&ui, &(struct spec) { .role = ROLE_TEXT,
                                  .id = S("words"),
                                  .content = CONTENT_TEXT,
                                  .text = S("Bác chạm vào một nút."),
                                  .style = TEXT_LEAD,
                                  .width = GROW(1) });
    ui_close(&ui);
    row(&ui, MM(22));
    widget_choice(&ui, &(struct choice_row) { .id = S("choice"),
                                              .label = S("Một câu trả lời"),
                                              .verb = { .code = 2 } });
    ui_close(&ui);
    row(&ui, MM(120));
    widget_keypad(&ui, &(struct keypad) { .verb = { .code = 3 }, .erase_label = S("Xóa") });
    ui_close(&ui);
    row(&ui, MM(28));
    button(&ui, S("next"), BUTTON_PRIMARY);
    ui_close(&ui);
    ui_close(&ui);
    tree = ui_finish(&ui);
}

/* ---- replaying ---- */

static str id_of(uint32_t id)
{
    const struct node *node = tree_find(&tree, id);
    return node ? node->spec.id : S("?");
}

static void complain(const char *name, const char *what, const struct trace_expect *e)
{
    static const char *const effects[] = { "acts", "names", "reads", "swipes", "holds", "lets-go" };
    print_error("%s: %s %lld %s %.*s\n", name, what, (long long)e->at_ms, effects[e->effect],
                STR_ARG(e->id));
    failures++;
}

static void expect_next(const char *name, unsigned *next, const struct trace_expect *is)
{
    const struct trace_expect *should = &trace.expects[*next];
    if (*next >= trace.expect_count || should->at_ms != is->at_ms || should->effect != is->effect ||
        !str_eq(should->id, is->id))
        complain(name, "there was", is);
    (*next)++;
}

static struct touch on_panel(struct touch touch)
{
    touch.at = (struct point) { metrics_px(&tree.metrics, touch.at.x),
                                metrics_px(&tree.metrics, touch.at.y) };
    return touch;
}

/* The glass of the page asks for what the trace says. */
static void ask(void)
{
    for (uint32_t i = 0; i < tree.count; i++)
        if (str_eq(tree.nodes[i].spec.id, S("glass"))) {
            tree.nodes[i].spec.gesture = trace.gesture;
            tree.nodes[i].spec.gesture_on =
                trace.gesture == GESTURE_HOLD && !trace.explore ? ui_id(S("key-5")) : 0;
        }
}

static bool effect_of(const struct input_result *r, struct trace_expect *is)
{
    static const str swipes[] = { [SWIPE_UP] = S_INIT("up"),
                                  [SWIPE_DOWN] = S_INIT("down"),
                                  [SWIPE_LEFT] = S_INIT("left"),
                                  [SWIPE_RIGHT] = S_INIT("right"),
                                  [SWIPE_UNCLEAR] = S_INIT("unclear") };
    if (r->activated) {
        is->id = id_of(r->activated);
    } else if (r->named || r->read) {
        is->effect = r->named ? TRACE_NAMES : TRACE_READS;
        is->id = r->named ? id_of(r->named) : tree.nodes[r->read].spec.id;
    } else if (r->gesture == GESTURE_SWIPE) {
        is->effect = TRACE_SWIPES;
        is->id = swipes[r->swipe];
    } else if (r->gesture == GESTURE_HOLD) {
        is->effect = r->let_go ? TRACE_LETS_GO : TRACE_HOLDS;
        is->id = S("glass");
    }
    return !str_empty(is->id);
}

/* What the clock alone brings until then. */
static void pass_time(const char *name, struct input *input, int64_t until_ms, unsigned *next)
{
    int64_t due = input_due_ms(input);
    if (due >= until_ms)
        return;
    struct input_result r = input_tick(input, &tree, due);
    struct trace_expect is = { .at_ms = due };
    if (effect_of(&r, &is))
        expect_next(name, next, &is);
    assert_true(input_due_ms(input) > due);
}

static void replay(const char *name)
{
    struct input input = { .explore = trace.explore };
    unsigned next = 0;
    ask();
    bool changed = trace.screen_ms < 0;
    for (unsigned i = 0; i < trace.count; i++) {
        struct touch touch = on_panel(trace.touches[i]);
        if (!changed && touch.at_ms >= trace.screen_ms) {
            input_screen_changed(&input, trace.screen_ms);
            changed = true;
        }
        pass_time(name, &input, touch.at_ms, &next);
        struct input_result r = input_touch(&input, &tree, &touch);
        struct trace_expect is = { .at_ms = touch.at_ms };
        if (effect_of(&r, &is))
            expect_next(name, &next, &is);
        if (r.activated && str_eq(is.id, trace.opens))
            input_screen_changed(&input, touch.at_ms);
    }
    pass_time(name, &input, INT64_MAX, &next);
    for (; next < trace.expect_count; next++)
        complain(name, "there was no", &trace.expects[next]);
    assert_int_equal(input.pressed, 0);
}

static void play_file(const char *name)
{
    str text;
    arena_reset(&texts);
    str path = arena_printf(&texts, "%s/%s", TRACES, name);
    assert_int_equal(file_read(&texts, path, TRACE_BYTES_MAX, &text), FAIL_OK);
    if (trace_read(&trace, text, true) != FAIL_OK) {
        print_error("%s:%u: %s\n", name, trace.line, trace.reason);
        failures++;
        return;
    }
    assert_int_equal(metrics_px(&tree.metrics, trace.panel_w_um), tree.metrics.panel.w);
    assert_int_equal(metrics_px(&tree.metrics, trace.panel_h_um), tree.metrics.panel.h);
    replay(name);
}

static void test_every_trace(void **state)
{
    (void)state;
    unsigned played = 0;
    make_page();
    DIR *folder = opendir(TRACES);
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (!str_ends(str_of(entry->d_name), S(".trace")))
            continue;
        play_file(entry->d_name);
        played++;
    }
    closedir(folder);
    assert_true(played >= TRACES_LEAST);
    assert_int_equal(failures, 0);
}

/* ---- the reader ---- */

#define HEAD "# expects: nothing\npanel 267857 476190\n"
#define TAP "10 down 0 1000 1000\n90 up 0 1000 1000\n"

static void test_reads_what_is_there(void **state)
{
    (void)state;
    assert_int_equal(trace_read(&trace,
                                S("# A remark: of any kind.\n# given: explore\n# screen: 400\n"
                                  "# opens: next\n# expects: 90 acts next\n"
                                  "# expects: 95 reads words\npanel 267857 476190\n"
                                  "10 down -1 1000 2000\n20 lost -1 1000 -2000\n"),
                                true),
                     FAIL_OK);
    assert_true(trace.explore && str_eq(trace.opens, S("next")));
    assert_int_equal(trace.screen_ms, 400);
    assert_int_equal(trace.expect_count, 2);
    assert_int_equal(trace.expects[1].effect, TRACE_READS);
    assert_int_equal(trace.count, 2);
    assert_int_equal(trace.touches[1].kind, TOUCH_LOST);
    assert_int_equal(trace.touches[1].at.y, -2000);
    assert_int_equal(trace.touches[1].finger, -1);
}

static void test_refuses_what_is_not_a_trace(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
    } bad[] = {
        { "", 0 },
        { HEAD, 2 },
        { HEAD "10 down 0 1000 1000", 0 },
        { "panel 267857 476190\n" TAP, 3 },
        { "# expects: nothing\n" TAP, 2 },
        { HEAD "panel 267857 476190\n" TAP, 3 },
        { "# expects: nothing\npanel 267857\n", 2 },
        { "# expects: nothing\npanel 0 476190\n", 2 },
        { HEAD "10 press 0 1000 1000\n", 3 },
        { HEAD "10 down 0 1000\n", 3 },
        { HEAD "10 down 0 1000 1000 1\n", 3 },
        { HEAD "10  down 0 1000 1000\n", 3 },
        { HEAD "1e1 down 0 1000 1000\n", 3 },
        { HEAD "10 down 0 1000 9000000\n", 3 },
        { HEAD "10 up 0 1000 1000\n", 3 },
        { HEAD "10 down 0 1000 1000\n20 down 0 1000 1000\n", 4 },
        { HEAD "10 down 0 1000 1000\n9 up 0 1000 1000\n", 4 },
        { HEAD "\n" TAP, 3 },
        { "# expects: 90 act next\n" HEAD TAP, 1 },
        { "# expects: 90 acts next\n" HEAD TAP, 2 },
        { "# expect: nothing\n" HEAD TAP, 1 },
        { "# given: voice\n" HEAD TAP, 1 },
    };
    assert_int_equal(trace_read(&trace, S(HEAD TAP), true), FAIL_OK);
    for (unsigned i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(trace_read(&trace, str_of(bad[i].text), true), FAIL_FORMAT);
        assert_non_null(trace.reason);
        if (trace.line != bad[i].line)
            fail_msg("case %u is refused at line %u: %s", i, trace.line, trace.reason);
    }
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&home);
    arena_finish(&texts);
    return 0;
}

/* A recording of the kiosk's: 0 when it can be replayed. */
static int check_recording(const char *path)
{
    str text;
    enum fail failed = file_read(&texts, str_of(path), TRACE_BYTES_MAX, &text);
    if (failed == FAIL_OK)
        failed = trace_read(&trace, text, false);
    if (failed == FAIL_OK)
        printf("%u touches\n", trace.count);
    else
        fprintf(stderr, "%s:%u: %s\n", path, trace.line,
                trace.reason ? trace.reason : "it cannot be read");
    arena_finish(&texts);
    return failed == FAIL_OK ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_trace),
        cmocka_unit_test(test_reads_what_is_there),
        cmocka_unit_test(test_refuses_what_is_not_a_trace),
    };
    if (argc == 2)
        return check_recording(argv[1]);
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
