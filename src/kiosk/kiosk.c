#define LOG_MODULE "kiosk"
#include "kiosk/kiosk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "content/phrases.h"
#include "kiosk/machine.h"
#include "kiosk/signals.h"
#include "ui/focus.h"

/* Without --window a walk plays on the panel the pictures are drawn for. */
#define WALK_SIZE ((struct extent) { 1080, 1920 })
/* This long after the last touch the ledger's log goes back to the database and the sound rests. */
#define TIDY_AFTER_MS 60000
/* A panel hung higher has too little of itself within a seated person's reach. */
#define HIGHEST_EDGE_MM 900
/* A frame that takes this long may have kept touches waiting. */
#define BUSY_MS 20

/* ---- opening ---- */

static void load_config(struct kiosk *k, arena *home)
{
    struct problems problems = { .home = home };
    enum fail failed = config_load(&k->config, home, k->options.config, &problems);
    if (failed == FAIL_MISSING)
        log_warn("there are no settings in %.*s; the usual ones hold", STR_ARG(k->options.config));
    str sent = file_join(home, k->options.data, S(USB_SETTINGS_FILE));
    enum fail overlaid = config_overlay(&k->config, home, sent, &problems);
    if (problems.total > 0 || (overlaid != FAIL_OK && overlaid != FAIL_MISSING))
        problems_print(&problems, stderr);
}

static struct moment now_of(const struct kiosk *k)
{
    return k->walking ? k->virtual_now : clock_now();
}

/* What this kiosk reads lessons from; whose packs it takes is asked when one comes. */
static struct packs packs_of_kiosk(const struct kiosk *k)
{
    return (struct packs) { .data = k->options.data,
                            .assets = k->options.assets,
                            .wanted = k->config.packs,
                            .wanted_count = k->config.pack_count,
                            .has_icon = machine_has_icon,
                            .own = k->options.pack };
}

/* What cannot be loaded leaves a safe screen with one sentence, and the detail on stderr. */
static bool load_content(struct kiosk *k, arena *home)
{
    struct problems *problems = arena_new(home, struct problems, 1);
    problems->home = home;
    enum fail words = phrases_load(&k->phrases, home, k->options.assets, problems);
    if (problems->total > 0)
        problems_print(problems, stderr);
    struct packs packs = packs_of_kiosk(k);
    enum fail lessons = shelf_open(&k->shelf, &packs, machine_today(k, home));
    return words == FAIL_OK && lessons == FAIL_OK;
}

static void set_density(struct kiosk *k)
{
    struct metrics *m = &k->app.model.metrics;
    m->panel = k->pixels.size;
    m->px_per_m = metrics_px_per_m(m->panel, k->inches);
}

static enum fail open_window(struct kiosk *k)
{
    struct extent size = k->options.window;
    if (k->walking && size.w == 0)
        size = WALK_SIZE;
    struct window_options options = { .size = size, .headless = k->walking };
    enum fail failed = window_open(&k->window, &options);
    if (failed == FAIL_OK)
        failed = window_pixels(k->window, &k->pixels);
    return failed;
}

static enum fail open_parts(struct kiosk *k, arena *home)
{
    enum fail failed = text_open(&k->text);
    if (failed == FAIL_OK)
        failed = open_window(k);
    if (failed != FAIL_OK)
        return failed;
    str cache = k->walking ? (str) { 0 } : file_join(home, k->options.data, S("cache"));
    pictures_open(&k->pictures, machine_find_picture, k, cache);
    painter_open(&k->painter, k->text, k->pictures);
    k->measure = machine_measure(k);
    failed = worker_create(&k->worker, window_wake, k->window);
    if (failed != FAIL_OK)
        log_error("the thread for ledger and voice cannot be started");
    return failed;
}

static void start_app(struct kiosk *k, bool content_good)
{
    struct app_ports ports = machine_ports(k);
    k->inches = k->config.panel_inches;
    k->app.model.metrics.lower_edge_um = MM(k->config.lower_edge_mm);
    set_density(k);
    if (k->config.lower_edge_mm > HIGHEST_EDGE_MM && metrics_portrait(&k->app.model.metrics))
        log_warn("the panel begins %d mm above the floor: «Hạ thấp» keeps all within reach only up "
                 "to %d mm, and here goes as low as it can",
                 k->config.lower_edge_mm, HIGHEST_EDGE_MM);
    k->app.model.phrases = &k->phrases;
    k->app.model.voice_available = k->walking;
    k->app.seed = k->options.seed;
    app_init(&k->app, &ports, &k->config, shelf_content(&k->shelf));
    app_tick(&k->app, now_of(k));
    if (!content_good)
        app_trouble(&k->app, PHRASE_NOTICE_CONTENT);
}

enum fail kiosk_open(struct kiosk **out, arena *home, const struct options *options)
{
    struct kiosk *k = calloc(1, sizeof *k);
    must(k != NULL);
    k->options = *options;
    k->walking = !str_empty(options->walk);
    struct moment now = clock_now();
    k->virtual_now = (struct moment) { options->has_now ? options->now_ms : now.wall_ms, 1000 };
    load_config(k, home);
    bool content_good = load_content(k, home);
    enum fail failed = open_parts(k, home);
    if (failed != FAIL_OK) {
        kiosk_close(k);
        return failed;
    }
    k->follow_ms = k->pulse_ms = INT64_MAX;
    start_app(k, content_good);
    if (!str_empty(options->touches) &&
        touches_open(&k->touches, options->touches, &k->app.model.metrics, now_of(k).mono_ms) !=
            FAIL_OK) {
        kiosk_close(k);
        return FAIL_DENIED;
    }
    machine_frame(k);
    /* After the present has come back from the display: what the benchmark's clock stops at. */
    if (!k->walking)
        log_info("the first picture is shown");
    machine_start_worker(k, home);
    machine_start_stick(k);
    machine_start_net(k);
    k->touched_ms = k->app.touched_mono_ms; /* starting is no touch: at rest at once */
    *out = k;
    return FAIL_OK;
}

void kiosk_close(struct kiosk *k)
{
    if (!k)
        return;
    net_close(k->net);
    stick_close(k->stick);
    stick_sync_close(k->stick_sync);
    worker_destroy(k->worker);
    voice_close(k->voice);
    journal_finish(&k->journal);
    app_finish(&k->app);
    struct packs_used used = packs_used_by(shelf_content(&k->shelf));
    packs_prove(&k->shelf.packs, &used); /* an end in order: no lesson brought the program down */
    shelf_close(&k->shelf);
    touches_close(&k->touches);
    painter_close(k->painter);
    pictures_close(k->pictures);
    text_close(k->text);
    window_close(k->window);
    for (int i = 0; i < 2; i++)
        arena_finish(&k->frames[i]);
    arena_finish(&k->pulse_home);
    arena_finish(&k->spoken_home);
    free(k);
}

/* ---- input ---- */

static void activate(struct kiosk *k, uint32_t id)
{
    const struct node *node = tree_find(&k->tree, id);
    if (!node || node->spec.verb.code == INTENT_NONE)
        return;
    bool by_ear = k->app.model.explore || k->view.focus_shown;
    k->acted = by_ear ? id : 0;
    k->acted_selected = node->spec.selected;
    k->said = false;
    voice_sound(k->voice, TONE_PRESS);
    app_verb(&k->app, node->spec.verb);
}

/* While a slow picture was made (a first drawing takes 30 ms) both ends of a short touch may have
 * waited in the queue and now seem to come together: that was no brush. */
static int64_t touch_time(const struct kiosk *k, const struct touch *touch)
{
    int64_t now = now_of(k).mono_ms, shortest = k->input.down_ms + INPUT_BRUSH_MS;
    bool waited = touch->kind == TOUCH_UP && k->input.down && k->busy_ms >= BUSY_MS;
    return waited && now < shortest ? shortest : now;
}

static void name_touched(struct kiosk *k, const struct input_result *result)
{
    const struct node *named = tree_find(&k->tree, result->named);
    machine_name_touched(k, named ? (uint32_t)(named - k->tree.nodes) : result->read);
    k->app.changed = true;
}

static_assert((int)SWIPE_UP == (int)WAY_UP && (int)SWIPE_DOWN == (int)WAY_DOWN &&
                  (int)SWIPE_LEFT == (int)WAY_LEFT && (int)SWIPE_RIGHT == (int)WAY_RIGHT &&
                  (int)SWIPE_UNCLEAR == (int)WAY_COUNT,
              "a swipe's direction is the lesson's");

static void on_gesture(struct kiosk *k, const struct input_result *result)
{
    struct verb verb = verb_of(INTENT_HOLD, result->let_go);
    if (result->gesture == GESTURE_SWIPE)
        verb = verb_of(result->begun_there ? INTENT_SWIPE : INTENT_SWIPE_ELSEWHERE,
                       (int32_t)result->swipe);
    voice_sound(k->voice, TONE_PRESS);
    app_verb(&k->app, verb);
}

static void on_result(struct kiosk *k, const struct input_result *result)
{
    k->app.changed = k->app.changed || result->changed;
    if (result->named || result->read)
        name_touched(k, result);
    if (result->activated)
        activate(k, result->activated);
    if (result->gesture != GESTURE_NONE)
        on_gesture(k, result);
}

/* A finger that rests is seen by the clock alone. */
static void tick_input(struct kiosk *k)
{
    if (now_of(k).mono_ms < input_due_ms(&k->input))
        return;
    struct input_result result = input_tick(&k->input, &k->tree, now_of(k).mono_ms);
    on_result(k, &result);
}

static void on_touch(struct kiosk *k, struct touch touch)
{
    touch.at_ms = now_of(k).mono_ms;
    touches_note(&k->touches, &k->app.model.metrics, &touch);
    touch.at_ms = touch_time(k, &touch);
    app_tick(&k->app, now_of(k));
    app_touched(&k->app);
    k->input.explore = k->app.model.explore;
    struct input_result result = input_touch(&k->input, &k->tree, &touch);
    k->app.changed = k->app.changed || k->view.focus_shown;
    k->view.focus_shown = k->input.explored != 0;
    k->view.focus = k->input.explored ? k->input.explored : k->view.focus;
    on_result(k, &result);
}

static void on_focus_key(struct kiosk *k, enum focus_step step)
{
    bool shown = k->view.focus_shown;
    uint32_t from = shown ? k->view.focus : 0;
    k->view.focus = focus_step(&k->tree, from, step);
    k->view.focus_shown = true;
    k->app.changed = true;
    machine_name_focus(k);
}

static void on_enter(struct kiosk *k)
{
    /* Letters from a while ago are no scanner's. */
    if (now_of(k).mono_ms - k->scanned_ms > SCANNER_GAP_MS)
        k->scanned_len = 0;
    if (k->scanned_len > 0) {
        str code = { k->scanned, k->scanned_len };
        k->scanned_len = 0;
        app_scan(&k->app, code);
        return;
    }
    if (k->view.focus_shown && k->view.focus)
        activate(k, k->view.focus);
}

static void on_key(struct kiosk *k, enum key key)
{
    static const enum focus_step steps[] = {
        [KEY_TAB] = FOCUS_NEXT,  [KEY_BACK_TAB] = FOCUS_PREVIOUS,
        [KEY_LEFT] = FOCUS_LEFT, [KEY_RIGHT] = FOCUS_RIGHT,
        [KEY_UP] = FOCUS_UP,     [KEY_DOWN] = FOCUS_DOWN,
    };
    app_tick(&k->app, now_of(k));
    app_touched(&k->app);
    if (key == KEY_ENTER)
        on_enter(k);
    else if (key == KEY_ESC)
        app_escape(&k->app);
    else if (key == KEY_ERASE)
        app_digit(&k->app, 10);
    else
        on_focus_key(k, steps[key]);
}

/* A scanner types a whole code within a few milliseconds and ends it with Enter; a person types
 * digits on the practice keypad. Codes begin with «TS». */
static void on_text(struct kiosk *k, const char *text)
{
    app_tick(&k->app, now_of(k));
    app_touched(&k->app);
    int64_t now = now_of(k).mono_ms;
    if (now - k->scanned_ms > SCANNER_GAP_MS)
        k->scanned_len = 0;
    k->scanned_ms = now;
    bool code = k->scanned_len > 0 || text[0] == 'T';
    for (const char *c = text; *c; c++) {
        if (code && k->scanned_len < SCANNED_BYTES_MAX)
            k->scanned[k->scanned_len++] = *c;
        else if (!code && *c >= '0' && *c <= '9')
            app_digit(&k->app, *c - '0');
    }
}

static void on_size(struct kiosk *k)
{
    if (window_pixels(k->window, &k->pixels) != FAIL_OK)
        return;
    k->damage.known = false;
    set_density(k);
    k->app.changed = k->app.navigated = true;
}

static void on_event(struct kiosk *k, const struct window_event *event)
{
    switch (event->kind) {
    case WINDOW_TOUCH:
        on_touch(k, event->touch);
        break;
    case WINDOW_KEY:
        on_key(k, event->key);
        break;
    case WINDOW_TEXT:
        on_text(k, event->text);
        break;
    case WINDOW_SIZE:
        on_size(k);
        break;
    case WINDOW_EXPOSED:
        k->damage.known = false;
        k->app.changed = true;
        break;
    case WINDOW_SOUND_LOST:
        voice_lost(k->voice);
        break;
    case WINDOW_CLOSED:
        k->closed = true;
        break;
    case WINDOW_NOTHING:
    case WINDOW_WOKEN:
        break;
    }
}

/* ---- the loop ---- */

static int timeout_of(const struct kiosk *k)
{
    int64_t next = app_next_ms(&k->app), now = clock_now().mono_ms;
    if (!k->tidied && k->tidy_ms < next)
        next = k->tidy_ms;
    if (k->follow_ms < next)
        next = k->follow_ms;
    if (k->pulse_ms < next)
        next = k->pulse_ms;
    if (input_due_ms(&k->input) < next)
        next = input_due_ms(&k->input);
    if (net_next_ms(k->net) < next)
        next = net_next_ms(k->net);
    int64_t left = next - now;
    return left <= 0 ? 0 : left > 3600000 ? 3600000 : (int)left;
}

static void tidy_when_quiet(struct kiosk *k)
{
    const struct app *app = &k->app;
    if (app->model.session_open || app->touched_mono_ms != k->touched_ms) {
        k->touched_ms = app->touched_mono_ms;
        k->tidied = false;
        k->tidy_ms = app->now.mono_ms + TIDY_AFTER_MS;
    } else if (!k->tidied && app->now.mono_ms >= k->tidy_ms) {
        k->tidied = true;
        journal_tidy(&k->journal);
        machine_install_packs(k);
        voice_rest(k->voice);
    }
}

/* All that waits, but nothing beyond a change of screen: what was touched after it was touched on a
 * picture that is gone. */
static void drain(struct kiosk *k, struct window_event event)
{
    while (event.kind != WINDOW_NOTHING && event.kind != WINDOW_WOKEN) {
        on_event(k, &event);
        if (k->app.navigated)
            return;
        event = window_wait(k->window, 0);
    }
}

void kiosk_run(struct kiosk *k)
{
    while (!k->closed && !signals_came()) {
        int timeout_ms = timeout_of(k);
        struct window_event event = window_wait(k->window, timeout_ms);
        int64_t woken_ms = clock_now().mono_ms;
        drain(k, event);
        worker_deliver(k->worker);
        machine_look_stick(k);
        net_deliver(k->net);
        net_tick(k->net, now_of(k), k->app.model.session_open);
        app_tick(&k->app, now_of(k));
        tick_input(k);
        tidy_when_quiet(k);
        (void)machine_turn_lessons(k);
        machine_frame(k);
        k->follow_ms = machine_follow_voice(k);
        machine_frame(k);
        k->pulse_ms = machine_pulse(k);
        k->busy_ms = clock_now().mono_ms - woken_ms;
    }
}

/* ---- walks ---- */

void kiosk_settle(struct kiosk *k)
{
    do {
        machine_frame(k);
        worker_drain(k->worker);
        stick_sync_drain(k->stick_sync);
        net_tick(k->net, k->virtual_now, k->app.model.session_open);
        net_drain(k->net);
    } while (net_deliver(k->net) || machine_look_stick(k) || worker_deliver(k->worker) ||
             machine_turn_lessons(k) || k->app.changed);
}

void kiosk_advance(struct kiosk *k, int64_t ms)
{
    int64_t end = k->virtual_now.mono_ms + ms;
    while (true) {
        int64_t next = app_next_ms(&k->app);
        next = net_next_ms(k->net) < next ? net_next_ms(k->net) : next;
        next = input_due_ms(&k->input) < next ? input_due_ms(&k->input) : next;
        int64_t to = next < end ? next : end;
        int64_t step = to - k->virtual_now.mono_ms;
        step = step < 0 ? 0 : step;
        k->virtual_now.mono_ms += step;
        k->virtual_now.wall_ms += step;
        app_tick(&k->app, k->virtual_now);
        tick_input(k);
        kiosk_settle(k);
        if (k->virtual_now.mono_ms >= end)
            break;
    }
}

void kiosk_touch(struct kiosk *k, enum touch_kind kind, struct point at)
{
    on_touch(k, (struct touch) { .kind = kind, .at = at });
    machine_frame(k);
}

void kiosk_key(struct kiosk *k, enum key key)
{
    on_key(k, key);
}

void kiosk_scan(struct kiosk *k, str text)
{
    app_tick(&k->app, now_of(k));
    app_scan(&k->app, text);
}

enum fail kiosk_resize(struct kiosk *k, struct extent size)
{
    enum fail failed = window_resize(k->window, size);
    if (failed == FAIL_OK)
        on_size(k);
    return failed;
}

void kiosk_set_panel(struct kiosk *k, double inches)
{
    k->inches = inches;
    set_density(k);
    k->app.changed = k->app.navigated = true;
}

enum fail kiosk_shot(struct kiosk *k, str file)
{
    return picture_write_png(&k->pixels, file);
}

const struct tree *kiosk_tree(const struct kiosk *k)
{
    return &k->tree;
}

str kiosk_screen_name(const struct kiosk *k)
{
    return str_of(screen_get(app_screen(&k->app))->name);
}

const struct runner *kiosk_runner(const struct kiosk *k)
{
    return &k->app.model.runner;
}

str kiosk_spoken(const struct kiosk *k)
{
    return voice_said(k->voice);
}

str kiosk_narration(const struct kiosk *k)
{
    return voice_recorded(k->voice);
}

void kiosk_forget_spoken(struct kiosk *k)
{
    voice_forget(k->voice);
}
