#define LOG_MODULE "machine"
#include "kiosk/machine.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "core/narration.h"
#include "kiosk/recorded.h"
#include "platform/qr.h"
#include "ui/focus.h"
#include "ui/speech.h"

/* While a page is read and the next word's time is not known yet. */
#define FOLLOW_MS 80
/* One breath of the ring, slow enough to be calm, and its steps. */
#define PULSE_MS 2400
#define PULSE_STEP_MS 80

/* ---- measuring ---- */

static int32_t measure_width(void *context, enum face face, int32_t em_px, str words)
{
    return text_width(((struct kiosk *)context)->text, face, em_px, words);
}

static int32_t measure_ascent(void *context, enum face face, int32_t em_px)
{
    return text_ascent(((struct kiosk *)context)->text, face, em_px);
}

static int32_t measure_descent(void *context, enum face face, int32_t em_px)
{
    return text_descent(((struct kiosk *)context)->text, face, em_px);
}

static int32_t measure_picture(void *context, str file)
{
    return pictures_ratio(((struct kiosk *)context)->pictures, file);
}

struct measure machine_measure(struct kiosk *k)
{
    return (struct measure) { k, measure_width, measure_ascent, measure_descent, measure_picture };
}

str machine_find_picture(void *context, arena *home, str file)
{
    return content_picture_path(shelf_content(&((struct kiosk *)context)->shelf), home, file);
}

/* ---- the app's ports ---- */

static void port_write(void *context, const struct event_draft *drafts, size_t count,
                       uint32_t ticket)
{
    struct kiosk *k = context;
    struct journal_entry entry = { drafts, count, ticket, k->app.now };
    journal_write(&k->journal, &entry);
}

static_assert(VOLUME_MAX == VOICE_VOLUME_MAX && SPEED_COUNT == VOICE_SPEED_COUNT &&
                  SPEED_NORMAL == VOICE_SPEED_NORMAL && DIALECT_COUNT == VOICE_DIALECT_COUNT,
              "what the panel offers is what the voice can do");

/* As the session has set it: k->spoken is what the voice is to be given. */
static void begin_saying(struct kiosk *k, str words, enum lang lang)
{
    const struct model *m = &k->app.model;
    k->said = true;
    arena_reset(&k->spoken_home);
    k->spoken = speak_text(&k->spoken_home, &k->lexicon, lang, words);
    voice_set(k->voice, m->voice_volume, m->voice_speed, (int)m->voice_dialect);
    /* A walk may ask for the words as they are written or as they are heard. */
    if (k->walking && !str_eq(k->spoken.text, words))
        voice_say(k->voice, words, lang == LANG_EN);
}

static void say(struct kiosk *k, str words, enum lang lang)
{
    begin_saying(k, words, lang);
    voice_say(k->voice, k->spoken.text, lang == LANG_EN);
}

static void port_speak(void *context, str words, enum lang lang)
{
    struct kiosk *k = context;
    reading_end(&k->reading);
    say(k, words, lang);
}

static void port_hush(void *context)
{
    struct kiosk *k = context;
    if (k->voice)
        voice_hush(k->voice);
}

static bool port_speaking(void *context)
{
    return voice_speaking(((struct kiosk *)context)->voice);
}

static void port_sound(void *context, enum app_sound sound)
{
    static const enum tone_sound tones[] = { [SOUND_PRESS] = TONE_PRESS,
                                             [SOUND_SUCCESS] = TONE_SUCCESS,
                                             [SOUND_RETRY] = TONE_RETRY,
                                             [SOUND_CALL] = TONE_CALL };
    static_assert(COUNT_OF(tones) == SOUND_COUNT, "a tone for every sound");
    voice_sound(((struct kiosk *)context)->voice, tones[sound]);
}

static void port_random(void *context, void *out, size_t len)
{
    (void)context;
    struct chance chance = chance_system();
    chance.fill(chance.self, out, len);
}

static struct qr_code port_card_code(void *context, arena *home, const struct card *card)
{
    struct kiosk *k = context;
    const struct identity *identity = journal_identity(&k->journal);
    if (!identity)
        return (struct qr_code) { 0 };
    return qr_make(home, identity_issue_card(identity, home, card));
}

static enum fail port_read_card(void *context, str text, struct card *out)
{
    struct kiosk *k = context;
    const struct identity *identity = journal_identity(&k->journal);
    return identity ? identity_read_card(identity, text, out) : FAIL_BUSY;
}

struct app_ports machine_ports(struct kiosk *k)
{
    return (struct app_ports) { .context = k,
                                .write = port_write,
                                .speak = port_speak,
                                .hush = port_hush,
                                .speaking = port_speaking,
                                .sound = port_sound,
                                .random = port_random,
                                .card_code = port_card_code,
                                .read_card = port_read_card,
                                .usb_sync = machine_usb_sync };
}

/* ---- the worker's messages ---- */

static void told_journal(void *self, const struct journal_answer *answer)
{
    struct kiosk *k = self;
    if (answer->ticket != JOURNAL_OPENED) {
        app_written(&k->app, answer->ticket, answer->failed);
        return;
    }
    if (answer->failed != FAIL_OK) /* the ledger has said why */
        app_trouble(&k->app, PHRASE_NOTICE_STORE);
}

static void told_voice(void *context, bool available)
{
    struct kiosk *k = context;
    k->app.model.voice_available = available;
    k->app.model.voice_on = available;
    k->app.model.explore = k->app.model.explore && available;
    k->app.changed = true;
}

/* Without it the voice still speaks, only «OTP» and the like sound odd. */
static void load_lexicon(struct kiosk *k, arena *home)
{
    struct problems *problems = arena_new(home, struct problems, 1);
    problems->home = home;
    enum fail failed = lexicon_load(&k->lexicon, home, k->options.assets, problems);
    if (failed == FAIL_MISSING)
        log_warn("there is no speech/vi.yaml under %.*s; names are spoken as they are spelt",
                 STR_ARG(k->options.assets));
    problems_print(problems, stderr);
}

void machine_start_worker(struct kiosk *k, arena *home)
{
    load_lexicon(k, home);
    /* Each walk is a boot of its own: its clock starts anew. */
    str boot =
        k->walking ? arena_printf(home, "walk-%lld", (long long)clock_now().wall_ms) : (str) { 0 };
    k->journal.told = told_journal;
    k->journal.self = k;
    k->journal.options = (struct journal_options) { .data = k->options.data,
                                                    .kiosk_id = k->config.kiosk_id,
                                                    .boot_id = boot };
    journal_start(&k->journal, k->worker, &k->app.now);
    struct voice_options options = { .worker = k->worker,
                                     .vietnamese = arena_str(home, k->config.voice).ptr,
                                     .align = narration_align,
                                     .silent = k->walking,
                                     .told = told_voice,
                                     .context = k };
    voice_open(&k->voice, &options);
}

/* ---- one frame ---- */

static void describe(struct kiosk *k)
{
    arena *home = &k->frames[k->frame ^= 1];
    arena_reset(home);
    struct tree empty = { .metrics = k->app.model.metrics,
                          .theme = theme_get(k->app.model.theme),
                          .view = k->view };
    struct ui ui;
    ui_begin(&ui, home, &k->measure, &empty);
    screen_describe(&k->app.model, (const void *const *)k->app.states, &ui);
    k->tree = ui_finish(&ui);
}

/* The recording in its place, the voice before and after it; false: it is not there. */
static bool play_page(struct kiosk *k, str words, const struct recorded *recorded, arena *home)
{
    str path = content_narration_path(shelf_content(&k->shelf), home, recorded->file);
    if (str_empty(path))
        return false;
    bool english = k->app.model.lang == LANG_EN;
    begin_saying(k, words, k->app.model.lang);
    const struct spoken *spoken = &k->spoken;
    struct span *spans = arena_new(home, struct span, spoken->count + 1);
    uint32_t first = 0, count = 0;
    while (first < spoken->count && spoken->words[first].written_from < recorded->page.from)
        first++;
    for (uint32_t i = first; i < spoken->count && spoken->words[i].written_from < recorded->page.to;
         i++)
        spans[count++] = (struct span) { spoken->words[i].spoken_from, spoken->words[i].spoken_to };
    uint32_t end = (uint32_t)spoken->text.len, next = first + count;
    uint32_t from = first < spoken->count ? spoken->words[first].spoken_from : end;
    uint32_t to = next < spoken->count ? spoken->words[next].spoken_from : end;
    struct voice_page page = { spoken->text, english, path, { from, to }, spans, count };
    voice_read(k->voice, &page);
    return true;
}

/* Whoever works with keys hears last which control Enter would choose. */
static str with_focus(struct kiosk *k, str words, arena *home)
{
    const struct node *node = k->view.focus_shown ? tree_find(&k->tree, k->view.focus) : NULL;
    if (!node)
        return words;
    enum speech_detail detail = k->app.model.lang == LANG_EN ? SPEECH_FULL_EN : SPEECH_FULL;
    str name = speech_name(&k->tree, (uint32_t)(node - k->tree.nodes), detail, home);
    return arena_printf(home, "%.*s\n%.*s.", STR_ARG(words), STR_ARG(name));
}

/* All that «Đọc to» reads, sentence after sentence. */
static void read_page(struct kiosk *k)
{
    arena *home = &k->frames[k->frame];
    struct speech_list list = speech_page(&k->tree, home);
    str words = with_focus(k, reading_begin(&k->reading, &list, home), home);
    struct recorded recorded;
    bool found = recorded_find(&k->app.model, &k->reading, words, home, &recorded);
    if (!found || !play_page(k, words, &recorded, home))
        say(k, words, k->app.model.lang);
}

static void paint(struct kiosk *k, arena *home)
{
    if (k->options.no_paint)
        return;
    struct paint_list list = paint_tree(&k->tree, &k->measure, home);
    struct damage_rects rects = damage_next(&k->damage, &list, k->pixels.size);
    if (rects.count == 0)
        return;
    painter_paint(k->painter, &k->pixels, &list, &rects);
    window_present(k->window, rects.rects, rects.count);
    k->pictures_shown++;
}

void machine_name_touched(struct kiosk *k, uint32_t node)
{
    enum lang lang = k->app.model.lang;
    enum speech_detail detail = lang == LANG_EN ? SPEECH_FULL_EN : SPEECH_FULL;
    reading_end(&k->reading);
    say(k, speech_name(&k->tree, node, detail, &k->frames[k->frame]), lang);
}

/* Who cannot see that a choice is ticked now hears it. */
static void tell_changed_state(struct kiosk *k)
{
    const struct node *node = tree_find(&k->tree, k->acted);
    bool changed = node && node->spec.selected != k->acted_selected;
    if (changed && !k->said && k->app.model.voice_on)
        machine_name_touched(k, (uint32_t)(node - k->tree.nodes));
    k->acted = 0;
}

/* Kind words, refusals, the seconds left: what a picture says by itself, unless the action has just
 * said something or the whole page is read. */
static void tell_news(struct kiosk *k, str news)
{
    const struct model *m = &k->app.model;
    if (str_empty(news) || k->said || !k->voice || !(m->voice_on || m->explore))
        return;
    reading_end(&k->reading);
    say(k, news, m->lang);
}

void machine_frame(struct kiosk *k)
{
    if (!k->app.changed)
        return;
    bool moved = k->app.navigated, read = k->app.read_wanted && k->voice;
    k->app.changed = k->app.navigated = false;
    if (moved) {
        input_screen_changed(&k->input, k->app.now.mono_ms);
        k->view.focus = 0;
    }
    k->view.pressed = k->input.pressed;
    struct tree last = k->tree;
    describe(k);
    str news = reading_news(&last, &k->tree, &k->frames[k->frame]);
    bool refocused = k->view.focus_shown && k->view.focus != focus_keep(&k->tree, k->view.focus);
    if (refocused) {
        k->view.focus = focus_keep(&k->tree, k->view.focus);
        describe(k);
    }
    if (read) {
        k->app.read_wanted = false;
        read_page(k);
    }
    tell_changed_state(k);
    tell_news(k, news);
    if (refocused && !read && !k->said)
        machine_name_focus(k);
    k->said = false;
    paint(k, &k->frames[k->frame]);
}

void machine_name_focus(struct kiosk *k)
{
    const struct node *node = tree_find(&k->tree, k->view.focus);
    if (node && k->app.model.voice_on)
        machine_name_touched(k, (uint32_t)(node - k->tree.nodes));
}

static bool has_ring(const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].shown && tree->nodes[i].spec.ring)
            return true;
    return false;
}

int64_t machine_pulse(struct kiosk *k)
{
    if (k->app.model.metrics.calm || k->app.model.overlay != SCREEN_COUNT || !has_ring(&k->tree))
        return INT64_MAX;
    int64_t now = clock_now().mono_ms;
    if (now >= k->pulse_ms || k->pulse_ms == INT64_MAX) {
        k->view.pulse_1000 = (uint32_t)(now % PULSE_MS * 1000 / PULSE_MS);
        k->tree.view.pulse_1000 = k->view.pulse_1000;
        arena_reset(&k->pulse_home);
        paint(k, &k->pulse_home);
        return now + PULSE_STEP_MS;
    }
    return k->pulse_ms;
}

int64_t machine_follow_voice(struct kiosk *k)
{
    struct voice_word word;
    struct speak_word at;
    bool heard = k->reading.count > 0 && voice_word(k->voice, &word);
    bool found = heard && speak_find(&k->spoken, word.from, word.to, &at);
    bool moved = found ? reading_mark(&k->reading, at.written_from, at.written_to, &k->view)
                       : reading_unmark(&k->view);
    k->app.changed = k->app.changed || moved;
    if (!heard && !(k->reading.count > 0 && voice_speaking(k->voice)))
        return INT64_MAX;
    bool known = heard && word.next_ms >= 0;
    return clock_now().mono_ms + (known && word.next_ms < FOLLOW_MS ? word.next_ms : FOLLOW_MS);
}

void machine_wake(void *kiosk)
{
    window_wake(((struct kiosk *)kiosk)->window);
}
