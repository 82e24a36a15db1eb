#include "screens/phone.h"

#include "base/arena.h"
#include "screens/phone_widgets.h"
#include "screens/parts.h"

void phone_band(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) {
                    .width = GROW(1),
                    .pad = SIDES(model->density < DENSITY_PAGED ? MM(2.5) : MM(0.5), MM(4)),
                    .cross = ALIGN_STRETCH,
                    .fill = COLOR_SUN_TINT,
                    .hidden_from_voice = true });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_SIM_BAND),
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_SUN_INK,
                                 .width = GROW(1),
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
}

void phone_frame_open(const struct model *model, struct ui *ui, struct sizing height)
{
    int32_t edge = model->density < DENSITY_PAGED ? MM(4) : MM(2);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = height,
                                 .pad = ALL(edge),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_PHONE_FRAME,
                                 .radius_um = MM(9) + edge,
                                 .shadow = true });
    struct sizing inner = height.kind == SIZE_FIT ? FIT : GROW(1);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = inner,
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_PHONE_PAPER,
                                 .radius_um = MM(9),
                                 .clip = true });
    phone_band(model, ui);
}

void phone_frame_close(struct ui *ui)
{
    ui_close(ui);
    ui_close(ui);
}

static bool types_now(const struct phone_view *v)
{
    return v->action && v->action->act == ACT_TYPE;
}

/* Only what is needed to go on. */
static bool least(const struct phone_view *v)
{
    return v->model->density == DENSITY_TIGHTEST;
}

static bool targets_tab(const struct phone_view *v)
{
    for (uint16_t i = 0; v->action && i < v->screen->tab_count; i++)
        if (str_eq(v->screen->tabs[i].id, v->action->target))
            return true;
    return false;
}

static bool hero_first(const struct phone_screen *screen)
{
    return screen->widget_count > 0 && screen->widgets[0].kind == WIDGET_HERO;
}

static void title_bar(struct ui *ui, const struct phone_view *v)
{
    const struct phone_screen *screen = v->screen;
    if (str_empty(screen->title.vi) || (least(v) && types_now(v)))
        return;
    enum tone tone = tone_find(v->phone->tone);
    bool arrow = !str_empty(screen->back);
    ui_open(ui,
            &(struct spec) { .flow = FLOW_ROW,
                             .width = GROW(1),
                             .height = { SIZE_FIT, 0, MM(18), 0 },
                             .pad = { MM(1), MM(7), MM(1), arrow ? MM(3) : MM(7) },
                             .gap = MM(3),
                             .cross = ALIGN_CENTER,
                             .fill = hero_first(screen) ? tone_deep(tone) : tone_strong(tone) });
    if (arrow) {
        phone_part_open(ui, v,
                        &(struct phone_part) { .id = screen->back,
                                               .label = phrase_of(v->model, PHRASE_BACK),
                                               .width = FIXED(MM(16)),
                                               .height = FIXED(MM(16)) });
        ui_icon(ui, S("arrow_back"), MM(10), COLOR_ON_STRONG);
        phone_part_close(ui);
        phone_hand(ui, v, screen->back);
    }
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(v->model, screen->title),
                                 .style = TEXT_BODY,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_ON_STRONG,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void tabs(struct ui *ui, const struct phone_view *v)
{
    const struct phone_screen *screen = v->screen;
    if (screen->tab_count == 0 || (least(v) && !targets_tab(v)))
        return;
    enum color strong = tone_strong(tone_find(v->phone->tone));
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = SIDES(MM(1.5), MM(2)),
                                 .gap = MM(5),
                                 .fill = COLOR_PHONE_CARD,
                                 .cross = ALIGN_STRETCH });
    for (uint16_t i = 0; i < screen->tab_count; i++) {
        const struct item *tab = &screen->tabs[i];
        enum color ink = str_eq(tab->id, screen->active_tab) ? strong : COLOR_PHONE_INK_2;
        phone_part_open(ui, v,
                        &(struct phone_part) { .id = tab->id,
                                               .label = words_of(v->model, tab->label),
                                               .width = GROW(1),
                                               .height = { SIZE_FIT, 0, MM(16), 0 },
                                               .flow = FLOW_COLUMN });
        ui_open(ui, &(struct spec) { .flow = FLOW_ROW, .gap = MM(2), .cross = ALIGN_CENTER });
        if (!least(v))
            ui_icon(ui, tab->icon, MM(9), ink);
        phone_tab_hand(ui, v, tab->id);
        ui_close(ui);
        ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                     .text = words_of(v->model, tab->label),
                                     .style = TEXT_SMALL,
                                     .weight = WEIGHT_MEDIUM,
                                     .color = ink,
                                     .text_align = ALIGN_CENTER });
        phone_part_close(ui);
    }
    ui_close(ui);
}

/* A large lying panel has width to spare: its keys stand in two rows before anything else gets
 * smaller. */
#define BROAD_UM MM(230) /* of its height */

static bool broad(const struct phone_view *v)
{
    const struct metrics *m = &v->model->metrics;
    return !metrics_portrait(m) && metrics_panel_um(m) >= BROAD_UM;
}

/* The digits under a field that waits for them; in «Làm theo» the ring stands around them, since
 * they are what is to be touched. */
static void keypad(struct ui *ui, const struct phone_view *v)
{
    if (!types_now(v) || v->covered)
        return;
    bool upright = metrics_portrait(&v->model->metrics);
    bool roomy = upright && v->model->density == DENSITY_ROOMY;
    bool wide = v->model->density >= (broad(v) ? DENSITY_SNUG : DENSITY_PAGED);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = roomy ? FIXED(MM(110)) : FIT,
                                 .pad = ALL(MM(3)),
                                 .cross = ALIGN_STRETCH,
                                 .fill = ui->tree.theme->outlined ? COLOR_PHONE_PAPER
                                                                  : COLOR_PHONE_LINE });
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = roomy ? GROW(1) : FIT,
                                 .cross = ALIGN_STRETCH,
                                 .radius_um = MM(5),
                                 .ring = v->ring });
    widget_keypad(ui, &(struct keypad) { .verb = verb_of(INTENT_DIGIT, 0),
                                         .erase_label = phrase_of(v->model, PHRASE_KEY_ERASE),
                                         .phone_look = true,
                                         .wide = wide });
    ui_close(ui);
    ui_close(ui);
}

/* «Xem thêm», smaller than the kiosk's own. */
static void more(struct ui *ui, const struct phone_view *v, str id)
{
    str label = phrase_of(v->model, PHRASE_MORE);
    ui_open(ui,
            &(struct spec) { .width = GROW(1), .pad = SIDES(0, MM(5)), .cross = ALIGN_STRETCH });
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = id,
                                 .label = label,
                                 .verb = verb_of(INTENT_LOCAL_PAGE, 0),
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .height = { SIZE_FIT, 0, MM(16), 0 },
                                 .gap = MM(3),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LEAF,
                                 .border_um = MM(0.8),
                                 .radius_um = MM(8) });
    ui_icon(ui, S("expand_more"), MM(10), COLOR_LEAF);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = label,
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_LEAF });
    ui_close(ui);
    ui_close(ui);
}

/* The widgets, on pages where it is too tight for all of them. */
static void body(struct ui *ui, const struct phone_view *v)
{
    uint32_t target = v->action ? ui_id(phone_part_id(ui, v->action->target)) : 0;
    bool paged = v->model->density >= DENSITY_PAGED;
    int32_t top = paged ? MM(4.5) : hero_first(v->screen) ? 0 : MM(5);
    ui_open(ui, &(struct spec) { .id = S("phone-body"),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .pad = { top, 0, MM(4), 0 },
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH,
                                 .paged = paged,
                                 .page = v->page,
                                 .page_shows = target });
    bool only = least(v) && types_now(v);
    for (uint16_t i = 0; i < v->screen->widget_count; i++)
        if (!only || str_eq(v->screen->widgets[i].id, v->action->target))
            phone_widget(ui, v, i);
    if (paged)
        more(ui, v, S("phone-more"));
    ui_close(ui);
}

static void dialog_title(struct ui *ui, const struct phone_view *v)
{
    const struct dialog *d = &v->screen->dialog;
    bool tight = v->model->density >= DENSITY_PAGED;
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(4), .cross = ALIGN_CENTER });
    if (!str_empty(d->icon) && !tight)
        ui_icon(ui, d->icon, MM(12), COLOR_AMBER);
    phone_text(ui, v, d->title, tight ? TEXT_SMALL : TEXT_BODY, WEIGHT_BOLD);
    ui_close(ui);
    phone_text(ui, v, d->text, tight ? TEXT_SMALL : TEXT_BODY, WEIGHT_REGULAR);
}

/* Title, text and buttons; on pages of their own where it is tightest. */
static void dialog_card(struct ui *ui, const struct phone_view *v)
{
    const struct dialog *d = &v->screen->dialog;
    bool tight = v->model->density >= DENSITY_PAGED;
    uint32_t target = v->action ? ui_id(phone_part_id(ui, v->action->target)) : 0;
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("phone-dialog"),
                                 .width = GROW(1),
                                 .height = least(v) ? GROW(1) : FIT,
                                 .pad = ALL(tight ? MM(4) : MM(6)),
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_PHONE_CARD,
                                 .border = COLOR_PHONE_LINE,
                                 .border_um = MM(0.35),
                                 .radius_um = MM(7),
                                 .paged = least(v),
                                 .page = v->page,
                                 .page_shows = target });
    /* What breaks in may be a crook's: no answer to it stands out. */
    bool equal = v->task && v->task->situation;
    dialog_title(ui, v);
    for (uint16_t i = 0; i < d->button_count; i++)
        phone_button(ui, v, d->buttons[i].id, d->buttons[i].label,
                     i == 0 && !equal ? STYLE_PRIMARY : STYLE_PLAIN);
    if (least(v))
        more(ui, v, S("phone-more"));
    ui_close(ui);
}

/* Covers the phone's own glass; not a modal of the kiosk, whose bar stays in reach. */
static void dialog(struct ui *ui, const struct phone_view *v)
{
    ui_open(ui, &(struct spec) { .anchor = ANCHOR_CENTER,
                                 .width = PERCENT(100),
                                 .height = PERCENT(100),
                                 .pad = ALL(v->model->density >= DENSITY_PAGED ? MM(3) : MM(7)),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_SCRIM });
    dialog_card(ui, v);
    ui_close(ui);
}

static bool on_glass(const struct phone_view *v)
{
    return v->action && str_eq(v->action->target, PHONE_GLASS);
}

static bool from_top(const struct phone_view *v)
{
    return v->action->act == ACT_SWIPE && v->action->way == WAY_DOWN;
}

/* All below the band: not even a dialog dims it. Here a swipe or a hold is seen while one is asked
 * for. */
static void glass_open(struct ui *ui, const struct phone_view *v)
{
    static const enum gesture gestures[ACT_COUNT] = {
        [ACT_SWIPE] = GESTURE_SWIPE, [ACT_HOLD] = GESTURE_HOLD
    };
    bool asked = v->action && v->model->runner.mode != MODE_WATCH;
    ui_open(ui, &(struct spec) { .id = phone_part_id(ui, PHONE_GLASS),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .cross = ALIGN_STRETCH,
                                 .gesture = asked ? gestures[v->action->act] : GESTURE_NONE,
                                 .gesture_on = asked && !on_glass(v)
                                                   ? ui_id(phone_part_id(ui, v->action->target))
                                                   : 0 });
}

/* Where the whole glass is meant, a row of its own shows what to do, at the edge from which the
 * finger starts: over the screen a hand would cover words. */
static void glass_hand(struct ui *ui, const struct phone_view *v, bool top)
{
    if (!v->ring || !on_glass(v) || least(v) || from_top(v) != top)
        return;
    int32_t high = v->model->density < DENSITY_PLAIN ? MM(44) : MM(22);
    ui_open(ui, &(struct spec) { .width = GROW(1), .pad = ALL(MM(4)), .cross = ALIGN_STRETCH });
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = FIXED(high),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_PHONE_CARD,
                                 .ring = true,
                                 .radius_um = MM(5) });
    phone_gesture_hand(ui, v);
    ui_close(ui);
    ui_close(ui);
}

void phone_describe(struct ui *ui, const struct phone_view *v)
{
    struct phone_view under = *v;
    under.covered = !str_empty(v->screen->dialog.title.vi);
    phone_frame_open(v->model, ui, GROW(1));
    glass_open(ui, v);
    /* Where it is tight, a dialog has the glass for itself. */
    if (!under.covered || v->model->density < DENSITY_PAGED) {
        glass_hand(ui, &under, true);
        title_bar(ui, &under);
        if (least(v) && targets_tab(v)) /* tabs and page together are too high */
            ui_space(ui);
        else
            body(ui, &under);
        keypad(ui, &under);
        glass_hand(ui, &under, false);
        tabs(ui, &under);
    }
    if (under.covered)
        dialog(ui, v);
    ui_close(ui);
    phone_frame_close(ui);
}
