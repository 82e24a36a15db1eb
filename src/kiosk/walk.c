#define LOG_MODULE "walk"
#include "kiosk/walk.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/must.h"
#include "base/utf8.h"
#include "kiosk/kiosk.h"
#include "kiosk/walk_answer.h"
#include "kiosk/sheet.h"
#include "kiosk/walk_line.h"
#include "screens/effects.h"
#include "ui/dump.h"
#include "ui/order.h"

/* A person is never quicker than the deaf times of touch (ui.md § Touch). */
#define FINGER_DOWN_MS 120
#define BETWEEN_TOUCHES_MS 600
#define WALK_BYTES_MAX (8u * 1024u * 1024u) /* a whole pack with all that is wrong: 1 MiB */
/* More than any screen has. */
#define PAGES_MAX 24u
#define REASON_BYTES 400

struct walk {
    struct kiosk *kiosk;
    str shots;
    struct sheet sheet;
    arena home; /* one line's texts */
    char reason[REASON_BYTES];
};

__attribute__((format(printf, 2, 3))) static bool refuse(struct walk *w, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(w->reason, sizeof w->reason, format, args);
    va_end(args);
    return false;
}

static str word(const struct walk_line *line, uint32_t i)
{
    return i < line->count ? line->words[i].text : (str) { NULL, 0 };
}

/* A control by «#id» or by its label: exact, else the only one that starts so. */
static const struct node *find_target(struct walk *w, str name)
{
    const struct node *node = NULL;
    enum dump_found found = tree_find_label(kiosk_tree(w->kiosk), name, &node);
    if (found == FOUND_ONE)
        return node;
    if (found == FOUND_NONE)
        refuse(w, "no control on the screen is called «%.*s»", STR_ARG(name));
    else
        refuse(w, "more than one control is called «%.*s»; use its #id", STR_ARG(name));
    return NULL;
}

static bool press_for(struct walk *w, const struct node *node, int64_t ms)
{
    struct rect seen = rect_cut(node->box, node->clip);
    struct point at = { seen.x + seen.w / 2, seen.y + seen.h / 2 };
    kiosk_forget_spoken(w->kiosk);
    kiosk_advance(w->kiosk, BETWEEN_TOUCHES_MS);
    kiosk_touch(w->kiosk, TOUCH_DOWN, at);
    kiosk_advance(w->kiosk, ms);
    kiosk_touch(w->kiosk, TOUCH_UP, at);
    kiosk_advance(w->kiosk, INPUT_BREAK_MS + 1); /* a touch that could go on acts only then */
    kiosk_settle(w->kiosk);
    return true;
}

static bool press(struct walk *w, const struct node *node)
{
    return press_for(w, node, FINGER_DOWN_MS);
}

static bool do_tap(struct walk *w, const struct walk_line *line)
{
    const struct node *node = find_target(w, word(line, 1));
    return node && press(w, node);
}

/* A button that turns a page, or NULL. */
static const struct node *find_turn(const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].spec.verb.code == INTENT_LOCAL_PAGE && order_reachable(tree, i))
            return &tree->nodes[i];
    return NULL;
}

/* Turns pages («Xem thêm») until the control stands on one, then touches it; «pick not X»: it
 * stands on none of them. */
static bool do_pick(struct walk *w, const struct walk_line *line)
{
    bool none = line->count == 3;
    str name = word(line, none ? 2 : 1);
    const struct node *node = NULL, *turn = NULL;
    enum dump_found found = FOUND_NONE;
    for (unsigned i = 0; i < PAGES_MAX && found == FOUND_NONE; i++) {
        found = tree_find_label(kiosk_tree(w->kiosk), name, &node);
        turn = found == FOUND_NONE ? find_turn(kiosk_tree(w->kiosk)) : NULL;
        if (turn)
            press(w, turn);
    }
    if (none && (found != FOUND_NONE || !str_eq(word(line, 1), S("not"))))
        return refuse(w, "a page of the screen has a control called «%.*s»", STR_ARG(name));
    if (!none && !node)
        return refuse(w, "no page of the screen has one control called «%.*s»", STR_ARG(name));
    return none || press(w, node);
}

/* «open L11» as if its card had been touched, from wherever the walk is. */
static bool do_open(struct walk *w, const struct walk_line *line)
{
    if (!kiosk_open_lesson(w->kiosk, word(line, 1)))
        return refuse(w, "there is no lesson «%.*s»", STR_ARG(word(line, 1)));
    kiosk_settle(w->kiosk);
    return true;
}

/* A finger on what is shown, whether it does something or not: by «#id» or by how its text begins.
 */
static bool do_touch(struct walk *w, const struct walk_line *line)
{
    const struct tree *tree = kiosk_tree(w->kiosk);
    str name = word(line, 1);
    const struct node *node = NULL;
    if (str_starts(name, S("#")))
        node = tree_find(tree, ui_id(str_slice(name, 1, name.len)));
    for (uint32_t i = 0; !node && i < tree->count; i++)
        if (tree->nodes[i].shown && str_starts(tree->nodes[i].plain, name))
            node = &tree->nodes[i];
    if (!node)
        return refuse(w, "nothing on the screen is called «%.*s»", STR_ARG(name));
    return press(w, node);
}

/* A finger that goes 32 mm this way in a third of a second, from the middle of what is named. */
#define SWIPE_UM MM(32)
#define SWIPE_STEPS 16
#define SWIPE_STEP_MS 20

static const struct node *find_shown(struct walk *w, str name)
{
    const struct node *node = NULL;
    if (str_starts(name, S("#")))
        node = tree_find(kiosk_tree(w->kiosk), ui_id(str_slice(name, 1, name.len)));
    if (!node)
        refuse(w, "nothing on the screen is called «%.*s»", STR_ARG(name));
    return node;
}

static bool do_swipe(struct walk *w, const struct walk_line *line)
{
    static const struct {
        str name;
        int32_t x, y;
    } ways[] = { { S_INIT("up"), 0, -1 },
                 { S_INIT("down"), 0, 1 },
                 { S_INIT("left"), -1, 0 },
                 { S_INIT("right"), 1, 0 } };
    const struct node *node = find_shown(w, word(line, 1));
    size_t way = 0;
    while (way < COUNT_OF(ways) && !str_eq(ways[way].name, word(line, 2)))
        way++;
    if (!node)
        return false;
    if (way == COUNT_OF(ways))
        return refuse(w, "a swipe goes up, down, left or right, not «%.*s»",
                      STR_ARG(word(line, 2)));
    struct rect seen = rect_cut(node->box, node->clip);
    struct point at = { seen.x + seen.w / 2, seen.y + seen.h / 2 };
    int32_t step = metrics_px(&kiosk_tree(w->kiosk)->metrics, SWIPE_UM) / SWIPE_STEPS;
    kiosk_forget_spoken(w->kiosk);
    kiosk_advance(w->kiosk, BETWEEN_TOUCHES_MS);
    kiosk_touch(w->kiosk, TOUCH_DOWN, at);
    for (int i = 0; i < SWIPE_STEPS; i++) {
        at.x += ways[way].x * step;
        at.y += ways[way].y * step;
        kiosk_advance(w->kiosk, SWIPE_STEP_MS);
        kiosk_touch(w->kiosk, TOUCH_MOVE, at);
    }
    kiosk_touch(w->kiosk, TOUCH_UP, at);
    kiosk_settle(w->kiosk);
    return true;
}

static bool do_hold(struct walk *w, const struct walk_line *line)
{
    const struct node *node = find_shown(w, word(line, 1));
    return node && press_for(w, node, INPUT_HOLD_MS + FINGER_DOWN_MS);
}

static bool do_type(struct walk *w, const struct walk_line *line)
{
    str text = word(line, 1);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c < '0' || c > '9')
            return refuse(w, "only digits can be typed on this screen, not «%c»", c);
        char id[] = { '#', 'k', 'e', 'y', '-', c, 0 };
        const struct node *key = NULL;
        if (tree_find_label(kiosk_tree(w->kiosk), str_of(id), &key) != FOUND_ONE)
            return refuse(w, "there is no keypad on the screen to type «%c»", c);
        press(w, key);
    }
    return true;
}

static void press_key(struct walk *w, enum key key)
{
    kiosk_forget_spoken(w->kiosk);
    kiosk_advance(w->kiosk, BETWEEN_TOUCHES_MS);
    kiosk_key(w->kiosk, key);
    kiosk_settle(w->kiosk);
}

static bool do_key(struct walk *w, const struct walk_line *line)
{
    static const struct {
        str name;
        enum key key;
    } keys[] = {
        { S_INIT("Tab"), KEY_TAB },   { S_INIT("Enter"), KEY_ENTER }, { S_INIT("Esc"), KEY_ESC },
        { S_INIT("Left"), KEY_LEFT }, { S_INIT("Right"), KEY_RIGHT }, { S_INIT("Up"), KEY_UP },
        { S_INIT("Down"), KEY_DOWN },
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (!str_eq(keys[i].name, word(line, 1)))
            continue;
        press_key(w, keys[i].key);
        return true;
    }
    return refuse(w, "there is no key «%.*s»; there are Tab Enter Esc Left Right Up Down",
                  STR_ARG(word(line, 1)));
}

/* More Tabs than any screen has controls. */
#define TABS_MAX 100

/* Goes on with Tab, as a keypad's user does, until the control has the focus. */
static bool do_focus(struct walk *w, const struct walk_line *line)
{
    const struct node *node = find_target(w, word(line, 1));
    if (!node)
        return false;
    uint32_t id = node->id;
    for (unsigned i = 0; i < TABS_MAX; i++) {
        const struct view *view = &kiosk_tree(w->kiosk)->view;
        if (view->focus_shown && view->focus == id)
            return true;
        press_key(w, KEY_TAB);
    }
    return refuse(w, "Tab never comes to «%.*s»", STR_ARG(word(line, 1)));
}

static bool do_scan(struct walk *w, const struct walk_line *line)
{
    kiosk_forget_spoken(w->kiosk);
    kiosk_scan(w->kiosk, word(line, 1));
    kiosk_settle(w->kiosk);
    return true;
}

static bool do_wait(struct walk *w, const struct walk_line *line)
{
    int64_t ms;
    if (walk_duration(word(line, 1), &ms) != FAIL_OK)
        return refuse(w, "«%.*s» is no time; write 300s, 1500ms or 5m", STR_ARG(word(line, 1)));
    kiosk_forget_spoken(w->kiosk);
    kiosk_advance(w->kiosk, ms);
    kiosk_settle(w->kiosk);
    return true;
}

static bool do_size(struct walk *w, const struct walk_line *line)
{
    int width, height;
    if (walk_size(word(line, 1), &width, &height) != FAIL_OK)
        return refuse(w, "«%.*s» is no size from 320x320 to 4096x4096", STR_ARG(word(line, 1)));
    if (kiosk_resize(w->kiosk, (struct extent) { width, height }) != FAIL_OK)
        return refuse(w, "the window cannot take this size");
    kiosk_settle(w->kiosk);
    return true;
}

static bool do_panel(struct walk *w, const struct walk_line *line)
{
    char text[16], *end = text;
    snprintf(text, sizeof text, "%.*s", STR_ARG(word(line, 1)));
    double inches = strtod(text, &end);
    if (*end != 0 || !(inches >= 7 && inches <= 100))
        return refuse(w, "«%s» is no diagonal from 7 to 100 inches", text);
    kiosk_set_panel(w->kiosk, inches);
    kiosk_settle(w->kiosk);
    return true;
}

static bool expect_screen(struct walk *w, str name)
{
    str shown = kiosk_screen_name(w->kiosk);
    return str_eq(shown, name) ||
           refuse(w, "the screen is «%.*s», not «%.*s»", STR_ARG(shown), STR_ARG(name));
}

static bool do_expect(struct walk *w, const struct walk_line *line)
{
    const struct tree *tree = kiosk_tree(w->kiosk);
    const struct walk_word *first = &line->words[1];
    bool bare = !first->quoted;
    if (bare && str_eq(first->text, S("screen")))
        return expect_screen(w, word(line, 2));
    if (bare && str_eq(first->text, S("not")) && line->count == 3)
        return !tree_shows(tree, word(line, 2)) ||
               refuse(w, "the screen does show «%.*s»", STR_ARG(word(line, 2)));
    if (bare && str_starts(first->text, S("#")))
        return tree_find(tree, ui_id(str_slice(first->text, 1, first->text.len))) ||
               refuse(w, "nothing on the screen is called %.*s", STR_ARG(first->text));
    return tree_shows(tree, first->text) ||
           refuse(w, "the screen does not show «%.*s»", STR_ARG(first->text));
}

static bool do_spoken(struct walk *w, const struct walk_line *line)
{
    str said = kiosk_spoken(w->kiosk);
    if (line->count == 3 && !line->words[1].quoted && str_eq(word(line, 1), S("not")))
        return str_find(said, word(line, 2)) < 0 ||
               refuse(w, "the voice did say «%.*s»", STR_ARG(word(line, 2)));
    if (str_find(said, word(line, 1)) >= 0)
        return true;
    return refuse(w, "the voice has not said «%.*s»; it said «%.*s»", STR_ARG(word(line, 1)),
                  STR_ARG(utf8_truncate(said, 200)));
}

/* «narration L01-1.opus»: that recording won over the voice; «narration none»: the voice read all.
 */
static bool do_narration(struct walk *w, const struct walk_line *line)
{
    str name = kiosk_narration(w->kiosk), wanted = word(line, 1);
    name = str_empty(name) ? S("none") : name;
    return str_eq(name, wanted) || refuse(w, "the recording that was played is «%.*s», not «%.*s»",
                                          STR_ARG(name), STR_ARG(wanted));
}

/* A name that becomes a file: letters, digits, - and _ only, so that it stays in the folder. */
static bool file_name_valid(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!plain && c != '-' && c != '_')
            return false;
    }
    return name.len > 0 && name.len < 80;
}

static bool do_shot(struct walk *w, const struct walk_line *line)
{
    str name = word(line, 1);
    if (!file_name_valid(name))
        return refuse(w, "a picture's name has only letters, digits, - and _");
    if (str_empty(w->shots))
        return true;
    str file = arena_printf(&w->home, "%.*s/%.*s.png", STR_ARG(w->shots), STR_ARG(name));
    return kiosk_shot(w->kiosk, file) == FAIL_OK ||
           refuse(w, "%.*s could not be written", STR_ARG(file));
}

/* «cell "L11 · 3"» puts the picture as it stands on the contact sheet, «sheet L11 6» writes the
 * sheet with six in a row. */
static bool do_cell(struct walk *w, const struct walk_line *line)
{
    if (str_empty(w->shots))
        return true;
    return sheet_add(&w->sheet, kiosk_pixels(w->kiosk), word(line, 1)) ||
           refuse(w, "a sheet takes %u pictures of one size", SHEET_CELLS_MAX);
}

static bool do_sheet(struct walk *w, const struct walk_line *line)
{
    uint64_t columns;
    str name = word(line, 1);
    if (!file_name_valid(name) || !str_to_u64(word(line, 2), &columns) || columns < 1 ||
        columns > 12)
        return refuse(w, "there is sheet NAME COLUMNS, at most 12 of them");
    if (str_empty(w->shots))
        return true;
    str file = arena_printf(&w->home, "%.*s/%.*s.png", STR_ARG(w->shots), STR_ARG(name));
    return sheet_write(&w->sheet, kiosk_text(w->kiosk), (unsigned)columns, file) == FAIL_OK ||
           refuse(w, "%.*s could not be written", STR_ARG(file));
}

static bool do_dump(struct walk *w, const struct walk_line *line)
{
    str name = word(line, 1);
    if (!file_name_valid(name))
        return refuse(w, "a dump's name has only letters, digits, - and _");
    if (str_empty(w->shots))
        return true;
    str file = arena_printf(&w->home, "%.*s/%.*s.json", STR_ARG(w->shots), STR_ARG(name));
    str text = dump_json(kiosk_tree(w->kiosk), &w->home);
    return file_write_durable(file, text, 0644) == FAIL_OK ||
           refuse(w, "%.*s could not be written", STR_ARG(file));
}

/* «usb in DIR» and «usb out» play a stick; «usb sync» does what the officer's button will do;
 * «usb report "text"» checks what the kiosk says about it. */
static bool do_usb(struct walk *w, const struct walk_line *line)
{
    str what = word(line, 1), text = word(line, 2);
    if (str_eq(what, S("in")) && line->count == 3)
        return kiosk_usb_in(w->kiosk, text) ||
               refuse(w, "there is no folder %.*s to play the stick", STR_ARG(text));
    if (str_eq(what, S("report")) && line->count == 3) {
        str words = kiosk_usb_words(w->kiosk);
        return str_find(words, text) >= 0 ||
               refuse(w, "the sync does not say «%.*s»; it says «%.*s»", STR_ARG(text),
                      STR_ARG(words));
    }
    if (line->count != 2 || !(str_eq(what, S("out")) || str_eq(what, S("sync"))))
        return refuse(w, "there is usb in DIR, usb out, usb sync and usb report \"text\"");
    if (str_eq(what, S("out")))
        kiosk_usb_out(w->kiosk);
    else
        kiosk_usb_sync(w->kiosk);
    kiosk_settle(w->kiosk);
    return true;
}

/* «net up URL» lets the hub be reached there («net up hub»: where its enrolment code says), and a
 * round is made at once and then by the walk's clock; «net down» ends that; «net report "text"»
 * checks how the last round ended. */
static bool do_net(struct walk *w, const struct walk_line *line)
{
    str what = word(line, 1), text = word(line, 2);
    if (str_eq(what, S("report")) && line->count == 3) {
        str words = kiosk_net_words(w->kiosk);
        return str_find(words, text) >= 0 ||
               refuse(w, "the round does not say «%.*s»; it says «%.*s»", STR_ARG(text),
                      STR_ARG(words));
    }
    bool up = str_eq(what, S("up")) && line->count == 3;
    if (!up && !(str_eq(what, S("down")) && line->count == 2))
        return refuse(w, "there is net up URL, net down and net report \"text\"");
    if (up && !kiosk_net_up(w->kiosk, text))
        return refuse(w, "«%.*s» is no address of https", STR_ARG(text));
    if (!up)
        kiosk_net_down(w->kiosk);
    kiosk_settle(w->kiosk);
    return true;
}

#define COMMAND(name, least, most)                                                                 \
    {                                                                                              \
        S_INIT(#name), least, most, do_##name                                                      \
    }
static const struct command {
    str name;
    uint32_t least, most; /* words after the name */
    bool (*run)(struct walk *w, const struct walk_line *line);
} commands[] = {
    COMMAND(cell, 1, 1),  COMMAND(dump, 1, 1),  COMMAND(expect, 1, 2),    COMMAND(focus, 1, 1),
    COMMAND(hold, 1, 1),  COMMAND(key, 1, 1),   COMMAND(narration, 1, 1), COMMAND(net, 1, 2),
    COMMAND(open, 1, 1),  COMMAND(panel, 1, 1), COMMAND(pick, 1, 2),      COMMAND(scan, 1, 1),
    COMMAND(shot, 1, 1),  COMMAND(size, 1, 1),  COMMAND(sheet, 2, 2),     COMMAND(spoken, 1, 2),
    COMMAND(swipe, 2, 2), COMMAND(tap, 1, 1),   COMMAND(touch, 1, 1),     COMMAND(type, 1, 1),
    COMMAND(usb, 1, 2),   COMMAND(wait, 1, 1),
};

/* Every command but «answer», which is made of them. */
static bool run_simple(struct walk *w, str text)
{
    struct walk_line line;
    enum fail failed = walk_line_read(&w->home, text, &line);
    if (failed != FAIL_OK)
        return refuse(w, "the line has an open quote, broken UTF-8 or too many words");
    if (line.count == 0)
        return true;
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (!str_eq(commands[i].name, word(&line, 0)))
            continue;
        if (line.count - 1 < commands[i].least || line.count - 1 > commands[i].most)
            return refuse(w, "«%.*s» takes %u word(s); texts with spaces stand in quotes",
                          STR_ARG(commands[i].name), commands[i].least);
        return commands[i].run(w, &line);
    }
    return refuse(w, "there is no command «%.*s»", STR_ARG(word(&line, 0)));
}

/* The same by the keypad alone: «tap X» becomes Tab until it is reached, and Enter. */
static bool run_by_keys(struct walk *w, str text)
{
    struct walk_line line;
    if (walk_line_read(&w->home, text, &line) != FAIL_OK)
        return false;
    str target = word(&line, 1);
    if (!str_eq(word(&line, 0), S("type")))
        return run_simple(w, arena_printf(&w->home, "focus %.*s", STR_ARG(target))) &&
               run_simple(w, S("key Enter"));
    for (size_t i = 0; i < target.len; i++)
        if (!run_simple(w, arena_printf(&w->home, "focus #key-%c", target.ptr[i])) ||
            !run_simple(w, S("key Enter")))
            return false;
    return true;
}

static bool answer_step(struct walk *w, bool right, bool keys)
{
    const struct runner *r = kiosk_runner(w->kiosk), first = *r;
    for (unsigned i = 0; i < ANSWER_LINES_MAX; i++) {
        if (r->lesson != first.lesson || r->step != first.step || r->seed != first.seed)
            return true;
        str text = walk_answer_line(&w->home, r, right);
        if (str_empty(text))
            return i > 0 || refuse(w, "nothing is asked here");
        if (keys ? !run_by_keys(w, text) : !run_simple(w, text))
            return false;
    }
    return refuse(w, "the step does not come to an end");
}

/* «answer right» plays the step at hand to its end as its lesson declares it, «answer wrong» not
 * so; «answer right keys» by the keypad; «answer right until judge» goes on to that screen. For
 * steps that were drawn or shuffled by chance. */
static bool do_answer(struct walk *w, const struct walk_line *line)
{
    bool right = str_eq(word(line, 1), S("right")), keys = str_eq(word(line, 2), S("keys"));
    bool until = str_eq(word(line, line->count - 2), S("until"));
    bool known = right || str_eq(word(line, 1), S("wrong"));
    if (!known || line->count != 2u + keys + 2u * until)
        return refuse(w, "there is answer right|wrong, then keys, then until SCREEN");
    if (!until)
        return answer_step(w, right, keys);
    str screen = word(line, line->count - 1);
    for (unsigned i = 0; i < ANSWER_STEPS_MAX; i++) {
        if (str_eq(kiosk_screen_name(w->kiosk), screen))
            return true;
        if (!answer_step(w, right, keys))
            return false;
    }
    return refuse(w, "the screen «%.*s» never comes", STR_ARG(screen));
}

static bool run_line(struct walk *w, str text)
{
    struct walk_line line;
    bool answers = walk_line_read(&w->home, text, &line) == FAIL_OK && line.count > 1 &&
                   str_eq(word(&line, 0), S("answer"));
    return answers ? do_answer(w, &line) : run_simple(w, text);
}

static void tell_failure(struct walk *w, str file, unsigned number, str line)
{
    str shown = dump_text(kiosk_tree(w->kiosk), &w->home);
    fprintf(stderr, "%.*s:%u: %.*s\n%s\nThe screen «%.*s» shows:\n%.*s\n", STR_ARG(file), number,
            STR_ARG(str_trim(line)), w->reason, STR_ARG(kiosk_screen_name(w->kiosk)),
            STR_ARG(shown));
}

int walk_run(struct kiosk *kiosk, const struct walk_options *options)
{
    struct walk w = { .kiosk = kiosk, .shots = options->shots };
    arena file_home = { 0 };
    str text;
    int code = 0;
    enum fail failed = file_read(&file_home, options->file, WALK_BYTES_MAX, &text);
    if (failed != FAIL_OK) {
        fprintf(stderr, "tramso: the walk %.*s cannot be read: %.*s\n", STR_ARG(options->file),
                STR_ARG(fail_en(failed)));
        return 1;
    }
    if (!str_empty(options->shots) && file_make_folder(options->shots, false) != FAIL_OK) {
        fprintf(stderr, "tramso: the folder %.*s cannot be made\n", STR_ARG(options->shots));
        code = 1;
    }
    setlinebuf(stdout); /* what was played before a crash is told */
    kiosk_settle(kiosk);
    for (unsigned number = 1; code == 0 && text.ptr; number++) {
        str line = str_cut(&text, '\n');
        arena_reset(&w.home);
        code = run_line(&w, line) ? 0 : 1;
        if (code != 0)
            tell_failure(&w, options->file, number, line);
        else if (options->verbose && !str_empty(str_trim(line)))
            printf("%u: %.*s\n", number, STR_ARG(str_trim(line)));
    }
    sheet_finish(&w.sheet);
    arena_finish(&w.home);
    arena_finish(&file_home);
    return code;
}
