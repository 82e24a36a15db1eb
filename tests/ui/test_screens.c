/* Every screen outside lessons × portrait, the same with «Hạ thấp», and landscape × three text
 * sizes × three panels × both languages, with the real catalogue and phrases and a ward, a helper
 * and a place whose names are long: nothing cut, squeezed, overlapping, too small or out of reach.
 * The lessons' and the assessment's screens are looked at by test_promises, with the same rules.
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

static const double panels[] = { 15.6, 21.5, 32.0 };

static struct {
    arena boot, frame;
    struct content content;
    struct phrases phrases;
    struct model model;
    struct measure measure;
    struct layout_report report;
    const char *only;
    str part; /* of the screen: for the cell's name */
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

static void check_model(void)
{
    if (t.only && strcmp(t.only, screen_get(on_top())->name) != 0)
        return;
    for (unsigned panel = 0; panel < COUNT_OF(panels); panel++)
        for (int size = 0; size < SIZE_COUNT; size++) {
            t.model.metrics.text_size = (enum text_size)size;
            check_cell(panels[panel], true, false);
            check_cell(panels[panel], true, true);
            check_cell(panels[panel], false, false);
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

/* The screen tells two lessons' titles, the learned one's and the next one's: the longest suffice.
 */
static bool longest_title(int lesson)
{
    if (lesson < 0)
        return false;
    const struct catalogue *c = &t.content.catalogue;
    size_t longest = 0;
    for (int i = 0; i < (int)c->lesson_count; i++)
        if (words_of(&t.model, c->lessons[i].title).len > longest)
            longest = words_of(&t.model, c->lessons[i].title).len;
    return words_of(&t.model, c->lessons[lesson].title).len == longest;
}

static void check_done(void)
{
    struct model *m = &t.model;
    m->done.qr = some_code();
    for (m->done.lesson = 0; m->done.lesson < (int)m->catalogue->lesson_count; m->done.lesson++) {
        m->done.unaided = m->done.lesson & 1;
        m->done.next = m->done.lesson - 1;
        if (m->done.lesson == 0 || longest_title(m->done.lesson) || longest_title(m->done.next))
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

int main(int argc, char **argv)
{
    t.only = argc > 1 ? argv[1] : NULL;
    struct problems problems = { .home = &t.boot };
    bool loaded = sample_open(&t.content, &t.boot, S(ASSETS), 0, &problems) == FAIL_OK &&
                  phrases_load(&t.phrases, &t.boot, S(ASSETS), &problems) == FAIL_OK;
    problems_print(&problems, stdout);
    if (!loaded || !measure_open(&t.measure))
        return 1;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        model_prepare();
        t.model.track = -1;
        t.model.lang = (enum lang)lang;
        check_plain_screens();
        check_done();
        check_overlays();
    }
    printf("%u pictures, %u with something wrong, %u mistakes\n", t.report.cells, t.report.bad,
           t.report.mistakes);
    measure_close();
    arena_finish(&t.frame);
    arena_finish(&t.boot);
    return t.report.mistakes == 0 ? 0 : 1;
}
