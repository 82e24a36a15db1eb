/* Every screen × portrait and landscape × three text sizes × three panels × both languages, with
 * the real lessons and phrases: nothing cut, squeezed, overlapping, too small or out of reach.
 *
 *     test_screens [SCREEN]     only this screen, with every line that is wrong
 *
 * The measure is linked in: fixed widths, or the real fonts (measure.h). */
#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "content/content.h"
#include "content/phrases.h"
#include "measure.h"
#include "screens/screen.h"
#include "support/layout_checks.h"
#include "support/sample.h"

#define QR_SIDE 45
#define WALK_STOPS_MAX 400

static const double panels[] = { 15.6, 21.5, 32.0 };

static struct {
    arena boot, lesson, frame;
    struct content content;
    struct sample sample;
    struct phrases phrases;
    struct model model;
    struct measure measure;
    struct layout_report report;
    const char *only;
    str part; /* of the lesson or screen: for the cell's name */
    unsigned seen[SCREEN_COUNT];
} t;

/* ---- a lifelike model ---- */

static struct qr_code some_code(void)
{
    static uint8_t cells[QR_SIDE * QR_SIDE];
    for (size_t i = 0; i < sizeof cells; i++)
        cells[i] = (i * 7 / 3) & 1;
    return (struct qr_code) { QR_SIDE, cells };
}

static void model_prepare(void)
{
    t.model = (struct model) {
        .ward_name = S("Phường Việt Hưng"),
        .help_name = S("Nguyễn Thị Mẫu, Tổ công nghệ số cộng đồng"),
        .help_phone = S("0900 000 000"),
        .help_place = S("Quầy hướng dẫn số 2, tầng 1, bên trái cửa chính"),
        .phrases = &t.phrases,
        .catalogue = &t.content.catalogue,
        .lesson_of_day = catalogue_of_day(&t.content.catalogue, 22),
        .wall_ms = 1795314240000,
        .clock_sure = true,
        .voice_on = true,
        .voice_available = true,
        .screen = SCREEN_ATTRACT,
        .overlay = SCREEN_COUNT,
        .session_open = true,
        .lesson = -1,
        .idle_left_s = 45,
        .idle_total_s = 45,
        .done = { .right = 11, .total = 12, .duration_ms = 754000, .learned = 3, .next = -1 },
    };
    progress_set(&t.model.progress, t.content.catalogue.lessons[0].number, true);
    progress_set(&t.model.progress, t.content.catalogue.lessons[1].number, false);
}

/* ---- one picture ---- */

static enum screen_id on_top(void)
{
    return t.model.overlay != SCREEN_COUNT ? t.model.overlay : t.model.screen;
}

/* At the ordinary letters no setting takes two lines: all are as high as «Xong». In Vietnamese;
 * «Northern voice» is longer. */
static void check_settings(const struct tree *tree, const char *cell)
{
    static const char *const ids[] = { "size-0",  "size-1",    "size-2",    "lang-vi",
                                       "lang-en", "dialect-0", "dialect-1", "dialect-2" };
    const struct node *close = tree_find(tree, ui_id(S("close")));
    must(close != NULL);
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        const struct node *node = tree_find(tree, ui_id(str_of(ids[i])));
        if (!node || node->box.h <= close->box.h)
            continue;
        printf("%s: the setting %s takes more than a line\n", cell, ids[i]);
        t.report.mistakes++;
    }
}

/* One page of the picture; returns how many there are. */
static uint16_t check_page(uint16_t page, const char *cell)
{
    enum screen_id top = on_top();
    struct paged_state paged = { page };
    unsigned char blank[256] = { 0 };
    const void *states[SCREEN_COUNT];
    for (int i = 0; i < SCREEN_COUNT; i++) {
        must(screen_get((enum screen_id)i)->state_size <= sizeof blank);
        states[i] = blank;
    }
    if (screen_get(top)->state_size == sizeof paged)
        states[top] = &paged;
    arena_reset(&t.frame);
    struct tree empty = { .metrics = t.model.metrics, .theme = theme_get(t.model.theme) };
    struct ui ui;
    ui_begin(&ui, &t.frame, &t.measure, &empty);
    screen_describe(&t.model, states, &ui);
    struct tree tree = ui_finish(&ui);
    layout_check(&t.report, &tree, cell);
    bool ordinary = t.model.metrics.text_size == SIZE_NORMAL && !t.model.metrics.reach;
    if (top == SCREEN_SIZE && ordinary && t.model.lang == LANG_VI && strstr(cell, " 21.5 "))
        check_settings(&tree, cell);
    uint16_t pages = 1;
    for (uint32_t i = 0; i < tree.count; i++)
        if (tree.nodes[i].shown && tree.nodes[i].pages > pages)
            pages = tree.nodes[i].pages;
    return pages;
}

static void check_cell(double inches, bool portrait, bool reach)
{
    static const char *const sizes[SIZE_COUNT] = { "normal", "large", "largest" };
    struct metrics *m = &t.model.metrics;
    m->panel = portrait ? (struct extent) { 1080, 1920 } : (struct extent) { 1920, 1080 };
    m->px_per_m = metrics_px_per_m(m->panel, inches);
    m->reach = reach;
    uint16_t pages = 1;
    for (uint16_t page = 0; page < pages; page++) {
        char cell[200];
        snprintf(cell, sizeof cell, "%s %.*s %.1f %s %s %s%s p%u", screen_get(on_top())->name,
                 STR_ARG(t.part), inches, portrait ? "portrait" : "landscape", sizes[m->text_size],
                 t.model.lang == LANG_VI ? "vi" : "en", reach ? " reach" : "", page);
        pages = check_page(page, cell);
    }
}

#define SHAPES 3u /* portrait, the same with «Hạ thấp», landscape */

/* Of lessons the hardest cells and a sample of the others (support/sample.h). */
static bool looked_at(unsigned panel, int size, unsigned shape)
{
    const struct runner *r = &t.model.runner;
    if (!r->lesson || sample_whole(&t.sample, t.model.lesson, r->step, r->task))
        return true;
    char scene[64];
    snprintf(scene, sizeof scene, "%.*s", STR_ARG(t.part));
    return sample_cell(&(struct sample_cell) { scene, panel, COUNT_OF(panels),
                                               (unsigned)(SIZE_COUNT - 1 - size), SIZE_COUNT, shape,
                                               SHAPES });
}

static void check_model(void)
{
    if (t.only && strcmp(t.only, screen_get(on_top())->name) != 0)
        return;
    t.seen[on_top()]++;
    for (unsigned panel = 0; panel < COUNT_OF(panels); panel++)
        for (int size = 0; size < SIZE_COUNT; size++)
            for (unsigned shape = 0; shape < SHAPES; shape++)
                if (looked_at(panel, size, shape)) {
                    t.model.metrics.text_size = (enum text_size)size;
                    check_cell(panels[panel], shape < 2, shape == 1);
                }
}

static void check_screen(enum screen_id screen, str part)
{
    t.model.screen = screen;
    t.part = part;
    check_model();
}

static void check_overlay(enum screen_id overlay, str part)
{
    t.model.overlay = overlay;
    t.part = part;
    check_model();
    t.model.overlay = SCREEN_COUNT;
}

/* ---- screens outside lessons ---- */

static void check_plain_screens(void)
{
    struct model *m = &t.model;
    m->session_open = false;
    check_screen(SCREEN_ATTRACT, S("-"));
    m->session_open = true;
    check_screen(SCREEN_HOME, S("-"));
    for (m->topic = 0; m->topic < (int)m->catalogue->topic_count; m->topic++)
        check_screen(SCREEN_TOPIC, m->catalogue->topics[m->topic].id);
    check_screen(SCREEN_TRACKS, S(""));
    for (m->track = 0; m->track < (int)m->catalogue->track_count; m->track++) {
        m->address = m->catalogue->tracks[m->track].address;
        check_screen(SCREEN_TRACK, m->catalogue->tracks[m->track].id);
    }
    m->track = -1;
    m->address = ADDRESS_BAC;
    check_screen(SCREEN_CHECK, S("-"));
    for (int card = CARD_WAITING; card <= CARD_OTHER_WARD; card++) {
        m->card = (enum card_state)card;
        check_screen(SCREEN_CARD, arena_printf(&t.boot, "%d", card));
    }
    static const enum phrase notices[] = { PHRASE_NOT_SAVED, PHRASE_NOTICE_CONTENT,
                                           PHRASE_NOTICE_LESSON, PHRASE_NOTICE_STORE };
    for (size_t i = 0; i < COUNT_OF(notices); i++) {
        m->notice = notices[i];
        check_screen(SCREEN_NOTICE, phrase_key(notices[i]));
    }
}

static void check_done(void)
{
    struct model *m = &t.model;
    m->done.qr = some_code();
    for (m->done.lesson = 0; m->done.lesson < (int)m->catalogue->lesson_count; m->done.lesson++) {
        m->done.unaided = m->done.lesson & 1;
        m->done.next = m->done.lesson - 1;
        check_screen(SCREEN_DONE, m->catalogue->lessons[m->done.lesson].code);
    }
    m->done.lesson = 0;
    m->done.qr.side = 0;
    check_screen(SCREEN_DONE, S("no code"));
    m->saving = true;
    check_screen(SCREEN_DONE, S("saving"));
    m->saving = false;
}

static void check_overlays(void)
{
    t.model.screen = SCREEN_HOME;
    check_overlay(SCREEN_IDLE, S("-"));
    check_overlay(SCREEN_HELP, S("-"));
    check_overlay(SCREEN_SIZE, S("-"));
    t.model.voice_available = t.model.voice_on = false;
    check_overlay(SCREEN_SIZE, S("no voice"));
    t.model.voice_available = t.model.voice_on = true;
}

/* ---- every stop of every lesson ---- */

static void stop(void)
{
    static const enum screen_id screens[] = {
        [STEP_PAGE] = SCREEN_LESSON, [STEP_PHONE] = SCREEN_PRACTICE,    [STEP_JUDGE] = SCREEN_JUDGE,
        [STEP_CALL] = SCREEN_CALL,   [STEP_QUESTION] = SCREEN_QUESTION,
    };
    static_assert(COUNT_OF(screens) == STEP_KIND_COUNT, "a screen for every kind of step");
    struct runner *r = &t.model.runner;
    t.part = arena_printf(&t.lesson, "%.*s/%u.%d", STR_ARG(r->lesson->head.code), runner_unit(r),
                          (int)r->phase);
    t.model.screen = screens[runner_step(r)->kind];
    check_model();
}

/* Tries each wrong one, looks, and ends with the right one. */
static void choose(const struct choice *choices, uint16_t count)
{
    for (int right = 0; right < 2; right++)
        for (int i = 0; i < (int)count; i++)
            if (choices[i].right == (bool)right &&
                runner_answer(&t.model.runner, i, t.model.lang) == OUTCOME_WRONG)
                stop();
}

static void judge(void)
{
    struct runner *r = &t.model.runner;
    const struct judge *judge = runner_step(r)->judge;
    if (r->phase == PHASE_READ) {
        struct runner before = *r;
        for (int v = 0; v < VERDICT_COUNT; v++)
            if (v != (int)judge->right &&
                runner_verdict(r, (enum verdict)v, t.model.lang) != OUTCOME_NONE) {
                stop();
                *r = before;
            }
        (void)runner_verdict(r, judge->right, t.model.lang);
    } else if (r->phase == PHASE_SIGNS) {
        for (int i = 0; i < (int)judge->sign_count; i += 2)
            (void)runner_mark_sign(r, i);
        stop();
        (void)runner_signs_done(r, t.model.lang);
    } else {
        choose(judge->actions, judge->action_count);
    }
}

static void call(void)
{
    struct runner *r = &t.model.runner;
    const struct call *call = runner_step(r)->call;
    if (call->lines[r->line - 1].suspicious || r->line == call->line_count)
        (void)runner_call_stop(r, t.model.lang);
    else
        (void)runner_call_more(r, t.model.lang);
}

static void practise(void)
{
    struct runner *r = &t.model.runner;
    if (r->phase == PHASE_CHOOSE) {
        (void)runner_choose_mode(r, MODE_FOLLOW);
        return;
    }
    if (r->action == 0 && r->wrong_here == 0) {
        (void)runner_tap(r, S("nowhere"), t.model.lang);
        stop();
    }
    (void)runner_play(r, t.model.lang);
}

static void go_on(void)
{
    struct runner *r = &t.model.runner;
    if (runner_can_next(r)) {
        (void)runner_next(r);
        return;
    }
    const struct step *step = runner_step(r);
    switch (step->kind) {
    case STEP_PAGE:
        break;
    case STEP_PHONE:
        practise();
        break;
    case STEP_JUDGE:
        judge();
        break;
    case STEP_CALL:
        call();
        break;
    case STEP_QUESTION:
        choose(step->question->choices, step->question->choice_count);
        break;
    case STEP_KIND_COUNT:
        break;
    }
}

static void check_lessons(void)
{
    for (int i = 0; i < (int)t.content.catalogue.lesson_count; i++) {
        struct problems problems = { .home = &t.boot };
        const struct lesson *lesson;
        must(content_lesson(&t.content, (struct lesson_wanted) { .index = i }, &t.boot, &lesson,
                            &problems) == FAIL_OK);
        runner_start(&t.model.runner, lesson, 7);
        t.model.lesson = i;
        unsigned stops = 0;
        for (; t.model.runner.phase != PHASE_DONE && stops < WALK_STOPS_MAX; stops++) {
            stop();
            go_on();
        }
        must(t.model.runner.phase == PHASE_DONE);
    }
    runner_close(&t.model.runner);
}

/* The assessment's are looked at by test_promises, which has its models. */
static bool elsewhere(int screen)
{
    return screen == SCREEN_EXAM_START || screen == SCREEN_RESULT || screen == SCREEN_DRILL ||
           screen == SCREEN_EXAM_LEAVE;
}

/* Every other screen of the list was looked at, in this language. */
static bool all_seen(void)
{
    bool all = true;
    for (int i = 0; i < SCREEN_COUNT && !t.only; i++)
        if (t.seen[i] == 0 && !elsewhere(i)) {
            printf("screen %s was never shown\n", screen_get((enum screen_id)i)->name);
            all = false;
        }
    memset(t.seen, 0, sizeof t.seen);
    return all;
}

int main(int argc, char **argv)
{
    t.only = argc > 1 ? argv[1] : NULL;
    struct problems problems = { .home = &t.boot };
    bool loaded =
        content_open_pack(&t.content, &t.boot, S(ASSETS), S("chung"), &problems) == FAIL_OK &&
        phrases_load(&t.phrases, &t.boot, S(ASSETS), &problems) == FAIL_OK;
    problems_print(&problems, stdout);
    if (!loaded || !measure_open(&t.measure))
        return 1;
    sample_choose(&t.sample, &t.content);
    bool all = true;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        model_prepare();
        t.model.track = -1;
        t.model.lang = (enum lang)lang;
        check_plain_screens();
        check_done();
        check_overlays();
        check_lessons();
        all = all_seen() && all;
    }
    printf("%u pictures, %u with something wrong, %u mistakes\n", t.report.cells, t.report.bad,
           t.report.mistakes);
    measure_close();
    arena_finish(&t.frame);
    arena_finish(&t.lesson);
    arena_finish(&t.boot);
    return all && t.report.mistakes == 0 ? 0 : 1;
}
