#include "screens/phone_widgets.h"

#include "base/arena.h"
#include "base/must.h"
#include "screens/parts.h"
#include "screens/phone_parts.h"

str phone_part_id(struct ui *ui, str id)
{
    return arena_printf(ui->home, "phone-%.*s", STR_ARG(id));
}

/* Room as in the pictures of an upright panel: large tiles, high rows. */
bool phone_large(const struct phone_view *v)
{
    return metrics_portrait(&v->model->metrics) && v->model->density == DENSITY_ROOMY;
}

bool phone_tight(const struct phone_view *v)
{
    return v->model->density >= DENSITY_PAGED;
}

static bool is_target(const struct phone_view *v, str id)
{
    return v->ring && !v->covered && v->action && str_eq(v->action->target, id);
}

/* What the hand does: an arrow beside it where it moves. */
static str hand_icon(const struct phone_view *v)
{
    static const str swipes[WAY_COUNT] = { [WAY_UP] = S_INIT("swipe_up"),
                                           [WAY_DOWN] = S_INIT("swipe_down"),
                                           [WAY_LEFT] = S_INIT("swipe_left"),
                                           [WAY_RIGHT] = S_INIT("swipe_right") };
    return v->action->act == ACT_SWIPE ? swipes[v->action->way] : S("touch_app");
}

static struct point hand_drift(const struct phone_view *v, int32_t um)
{
    static const struct point ways[WAY_COUNT] = {
        [WAY_UP] = { 0, -1 }, [WAY_DOWN] = { 0, 1 }, [WAY_LEFT] = { -1, 0 }, [WAY_RIGHT] = { 1, 0 }
    };
    if (v->action->act != ACT_SWIPE)
        return (struct point) { 0, 0 };
    return (struct point) { ways[v->action->way].x * um, ways[v->action->way].y * um };
}

/* A disc with a pointing hand: stands beside the words it points at, never on them. */
static void hand(struct ui *ui, const struct phone_view *v, enum anchor anchor, struct point shift)
{
    ui_open(ui, &(struct spec) { .anchor = anchor,
                                 .shift = shift,
                                 .width = FIXED(MM(16)),
                                 .height = FIXED(MM(16)),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_PHONE_CARD,
                                 .border = COLOR_SUN,
                                 .border_um = MM(0.8),
                                 .radius_um = MM(8),
                                 .drift = hand_drift(v, MM(3)),
                                 .hidden_from_voice = true });
    ui_icon(ui, hand_icon(v), MM(12), COLOR_PHONE_INK);
    ui_close(ui);
}

void phone_gesture_hand(struct ui *ui, const struct phone_view *v)
{
    bool large = v->model->density < DENSITY_PLAIN;
    ui_open(ui, &(struct spec) { .drift = hand_drift(v, MM(8)), .hidden_from_voice = true });
    ui_icon(ui, hand_icon(v), large ? MM(24) : MM(16), COLOR_PHONE_INK);
    ui_close(ui);
}

bool phone_hand(struct ui *ui, const struct phone_view *v, str id)
{
    bool here = is_target(v, id) && v->action->act != ACT_TYPE;
    if (here)
        hand(ui, v, ANCHOR_NONE, (struct point) { 0, 0 });
    return here;
}

void phone_tab_hand(struct ui *ui, const struct phone_view *v, str id)
{
    if (is_target(v, id))
        ui_icon(ui, hand_icon(v), MM(9), COLOR_PHONE_INK);
}

void phone_part_open(struct ui *ui, const struct phone_view *v, const struct phone_part *part)
{
    bool live = !str_empty(part->id) && !v->covered;
    struct verb verb = { .code = live ? INTENT_TAP : INTENT_NONE, .text = part->id };
    bool target = live && is_target(v, part->id) && v->action->act != ACT_TYPE;
    ui_open(ui,
            &(struct spec) { .role = live ? part->toggle ? ROLE_TOGGLE : ROLE_BUTTON : ROLE_NONE,
                             .id = live ? phone_part_id(ui, part->id) : (str) { 0 },
                             .label = part->label,
                             .say = part->say,
                             .told = part->told,
                             .verb = verb,
                             .selected = part->selected,
                             .flow = part->flow,
                             .width = part->width,
                             .height = part->height,
                             .pad = part->pad,
                             .gap = part->gap ? part->gap : MM(1.5),
                             .main = part->start || part->top ? ALIGN_START : ALIGN_CENTER,
                             .cross = part->cross ? part->cross : ALIGN_CENTER,
                             .fill = part->fill,
                             .border = part->border,
                             .border_um = part->strong ? MM(1) : MM(0.5),
                             .radius_um = part->radius_um ? part->radius_um : MM(5),
                             .ring = target });
}

void phone_part_close(struct ui *ui)
{
    ui_close(ui);
}

void phone_words(struct ui *ui, str words, enum text_style style, enum weight weight,
                 enum color color)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = style,
                                 .weight = weight,
                                 .color = color,
                                 .accent = color,
                                 .marks = true,
                                 .width = GROW(1) });
}

void phone_text(struct ui *ui, const struct phone_view *v, struct text words, enum text_style style,
                enum weight weight)
{
    if (!str_empty(words.vi))
        phone_words(ui, words_of(v->model, words), style, weight,
                    weight == WEIGHT_REGULAR ? COLOR_PHONE_INK_2 : COLOR_PHONE_INK);
}

void phone_button(struct ui *ui, const struct phone_view *v, str id, struct text label,
                  enum widget_style style)
{
    enum tone app = tone_find(v->phone->tone);
    const enum color fills[STYLE_COUNT] = { [STYLE_PLAIN] = COLOR_PHONE_CARD,
                                            [STYLE_PRIMARY] = tone_strong(app),
                                            [STYLE_DANGER] = COLOR_DANGER,
                                            [STYLE_OK] = COLOR_OK };
    bool plain = style == STYLE_PLAIN;
    str words = words_of(v->model, label);
    phone_part_open(ui, v,
                    &(struct phone_part) { .id = id,
                                           .label = words,
                                           .flow = FLOW_ROW,
                                           .width = GROW(1),
                                           .height = { SIZE_FIT, 0, MM(20), 0 },
                                           .pad = SIDES(MM(2), MM(4)),
                                           .gap = MM(4),
                                           .fill = fills[style],
                                           .border = plain ? tone_strong(app) : COLOR_NONE,
                                           .radius_um = MM(6) });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = TEXT_BODY,
                                 .weight = WEIGHT_BOLD,
                                 .color = plain ? tone_strong(app) : COLOR_ON_STRONG,
                                 .text_align = ALIGN_CENTER });
    phone_hand(ui, v, id);
    phone_part_close(ui);
}

/* ---- one function a kind of widget ---- */

/* The number below the name rather than beside it, where a name would be broken over lines. */
static bool hero_upright(const struct phone_view *v)
{
    return metrics_portrait(&v->model->metrics) && v->model->density < DENSITY_PLAIN;
}

static void hero_note(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    if (str_empty(w->note.vi) || v->model->density == DENSITY_TIGHTEST)
        return;
    bool outlined = ui->tree.theme->outlined;
    ui_open(ui, &(struct spec) {
                    .width = hero_upright(v) ? GROW(1) : FIT,
                    .pad = SIDES(phone_large(v) || !hero_upright(v) ? MM(3) : MM(0.5), MM(5)),
                    .cross = ALIGN_STRETCH,
                    .fill = tone_deep(tone_find(v->phone->tone)),
                    .border = outlined ? COLOR_ON_STRONG : COLOR_NONE,
                    .border_um = MM(0.35),
                    .radius_um = MM(5) });
    phone_words(ui, words_of(v->model, w->note), phone_large(v) ? TEXT_BODY : TEXT_SMALL,
                WEIGHT_SEMIBOLD, COLOR_ON_STRONG);
    ui_close(ui);
}

static void hero_words(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1), .cross = ALIGN_STRETCH });
    if (!phone_tight(v))
        phone_words(ui, words_of(v->model, w->label), TEXT_SMALL, WEIGHT_REGULAR, COLOR_ON_STRONG);
    if (!str_empty(w->value.vi))
        phone_words(ui, words_of(v->model, w->value), phone_large(v) ? TEXT_LEAD : TEXT_BODY,
                    WEIGHT_BOLD, COLOR_ON_STRONG);
    ui_close(ui);
}

/* The app's coloured head: square above, where it meets the bar, round below. */
static void hero(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    enum tone tone = tone_find(v->phone->tone);
    int32_t side = phone_large(v) ? MM(7) : hero_upright(v) ? MM(2) : MM(3.5);
    ui_open(ui, &(struct spec) { .flow = FLOW_STACK, .width = GROW(1), .cross = ALIGN_STRETCH });
    ui_leaf(ui,
            &(struct spec) { .width = GROW(1), .height = FIXED(MM(10)), .fill = tone_deep(tone) });
    ui_open(ui, &(struct spec) { .flow = hero_upright(v) ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = { side, MM(7), side + MM(1), MM(7) },
                                 .gap = phone_large(v) || !hero_upright(v) ? MM(4) : MM(1.5),
                                 .cross = hero_upright(v) ? ALIGN_STRETCH : ALIGN_CENTER,
                                 .fill = tone_deep(tone),
                                 .fill_to = tone_strong(tone),
                                 .radius_um = MM(10) });
    hero_words(ui, v, w);
    hero_note(ui, v, w);
    ui_close(ui);
    ui_close(ui);
}

void phone_inset_open(struct ui *ui)
{
    ui_open(ui, &(struct spec) {
                    .width = GROW(1), .pad = SIDES(0, PHONE_SIDE_UM), .cross = ALIGN_STRETCH });
}

static void heading(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    phone_inset_open(ui);
    phone_text(ui, v, w->label, TEXT_BODY, WEIGHT_BOLD);
    ui_close(ui);
}

static void paragraph(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    phone_inset_open(ui);
    phone_text(ui, v, w->label, TEXT_BODY, WEIGHT_REGULAR);
    ui_close(ui);
}

static void notice(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    enum tone tone = w->style == STYLE_DANGER ? TONE_DANGER
                     : w->style == STYLE_OK   ? TONE_OK
                                              : TONE_SKY;
    str words = words_of(v->model, w->label);
    phone_inset_open(ui);
    phone_part_open(ui, v,
                    &(struct phone_part) { .id = w->id,
                                           .label = words,
                                           .flow = FLOW_ROW,
                                           .start = true,
                                           .width = GROW(1),
                                           .height = { SIZE_FIT, 0, MM(16), 0 },
                                           .pad = SIDES(MM(3), MM(4)),
                                           .gap = MM(4),
                                           .fill = tone_tint(tone) });
    if (!str_empty(w->icon) && !phone_tight(v))
        ui_icon(ui, w->icon, MM(10), tone_strong(tone));
    phone_words(ui, words, TEXT_SMALL, WEIGHT_MEDIUM, COLOR_INK);
    phone_hand(ui, v, w->id);
    phone_part_close(ui);
    ui_close(ui);
}

/* Icon above the label; where it is plain, rows of an icon with the label beside it, at last one
 * below the other. */
static int grid_columns(const struct phone_view *v, const struct widget *w)
{
    static const int most[DENSITY_COUNT] = { 3, 3, 2, 2, 1 };
    int asked = w->columns ? w->columns : 3;
    return asked < most[v->model->density] ? asked : most[v->model->density];
}

static void grid_label(struct ui *ui, str words, bool beside)
{
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = COLOR_PHONE_INK,
                                 .text_align = beside ? ALIGN_START : ALIGN_CENTER,
                                 .width = beside ? GROW(1) : FIT });
}

static void grid_tile(struct ui *ui, const struct phone_view *v, const struct item *item)
{
    str words = words_of(v->model, item->label);
    int32_t side = phone_large(v) ? MM(27) : MM(19);
    phone_part_open(ui, v,
                    &(struct phone_part) { .id = item->id,
                                           .label = words,
                                           .width = GROW(1),
                                           .height = { SIZE_FIT, 0, side + MM(10), 0 },
                                           .pad = SIDES(phone_large(v) ? MM(3) : MM(1), MM(0.5)),
                                           .gap = MM(1.5),
                                           .top = true });
    ui_open(ui, &(struct spec) { .width = FIXED(side),
                                 .height = FIXED(side),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_PHONE_CARD,
                                 .radius_um = side / 4 });
    ui_icon(ui, item->icon, side * 3 / 5, tone_strong(tone_find(v->phone->tone)));
    if (is_target(v, item->id))
        hand(ui, v, ANCHOR_BOTTOM_RIGHT, (struct point) { MM(13), MM(1) });
    ui_close(ui);
    grid_label(ui, words, false);
    phone_part_close(ui);
}

static void grid_row(struct ui *ui, const struct phone_view *v, const struct item *item)
{
    str words = words_of(v->model, item->label);
    phone_part_open(ui, v,
                    &(struct phone_part) { .id = item->id,
                                           .label = words,
                                           .flow = FLOW_ROW,
                                           .start = true,
                                           .width = GROW(1),
                                           .height = { SIZE_FIT, 0, MM(20), 0 },
                                           .pad = SIDES(MM(1.5), MM(3)),
                                           .gap = MM(3),
                                           .fill = COLOR_PHONE_CARD });
    if (!phone_hand(ui, v, item->id))
        ui_icon(ui, item->icon, MM(12), tone_strong(tone_find(v->phone->tone)));
    grid_label(ui, words, true);
    phone_part_close(ui);
}

static void grid(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    int columns = grid_columns(v, w);
    bool rows = v->model->density >= DENSITY_PLAIN;
    uint8_t places[PHONE_ITEMS_MAX];
    runner_places(&v->model->runner, w, places);
    for (int i = 0; i < (int)w->item_count; i += columns) {
        ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                     .width = GROW(1),
                                     .pad = SIDES(0, PHONE_SIDE_UM),
                                     .gap = MM(5),
                                     .cross = ALIGN_STRETCH });
        for (int k = i; k < i + columns; k++) {
            if (k >= (int)w->item_count)
                ui_leaf(ui, &(struct spec) { .width = GROW(1) });
            else if (rows)
                grid_row(ui, v, &w->items[places[k]]);
            else
                grid_tile(ui, v, &w->items[places[k]]);
        }
        ui_close(ui);
    }
}

/* What is read of a control that shows more than its label. */
str phone_with_more(struct ui *ui, str label, str more)
{
    if (str_empty(more))
        return label;
    return arena_printf(ui->home, "%.*s. %.*s", STR_ARG(label), STR_ARG(more));
}

static void list_item(struct ui *ui, const struct phone_view *v, const struct item *item)
{
    int32_t row = phone_large(v) ? MM(26) : MM(20);
    str words = words_of(v->model, item->label);
    phone_inset_open(ui);
    phone_part_open(
        ui, v,
        &(struct phone_part) { .id = item->id,
                               .label = words,
                               .say = phone_with_more(ui, words, words_of(v->model, item->note)),
                               .flow = FLOW_ROW,
                               .start = true,
                               .width = GROW(1),
                               .height = { SIZE_FIT, 0, row, 0 },
                               .pad = SIDES(MM(2), MM(4)),
                               .gap = MM(4),
                               .fill = COLOR_PHONE_CARD });
    if (!str_empty(item->icon) && v->model->density < DENSITY_TIGHTEST)
        ui_icon(ui, item->icon, widget_icon_um(ui, TEXT_BODY, MM(12)),
                tone_strong(tone_find(v->phone->tone)));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(0.5), .cross = ALIGN_STRETCH });
    phone_words(ui, words, TEXT_BODY, WEIGHT_SEMIBOLD, COLOR_PHONE_INK);
    if (!str_empty(item->note.vi) && v->model->density < DENSITY_TIGHTEST)
        phone_words(ui, words_of(v->model, item->note), TEXT_SMALL, WEIGHT_REGULAR,
                    COLOR_PHONE_INK_2);
    ui_close(ui);
    if (!phone_hand(ui, v, item->id) && !str_empty(item->id) && !phone_tight(v))
        ui_icon(ui, S("chevron_right"), MM(9), COLOR_PHONE_INK_2);
    phone_part_close(ui);
    ui_close(ui);
}

static void list(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    uint8_t places[PHONE_ITEMS_MAX];
    runner_places(&v->model->runner, w, places);
    for (uint16_t i = 0; i < w->item_count; i++)
        list_item(ui, v, &w->items[places[i]]);
}

static void button(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    phone_inset_open(ui);
    phone_button(ui, v, w->id, w->label, w->style);
    ui_close(ui);
}

static void result(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    enum color ink = w->style == STYLE_DANGER ? COLOR_DANGER : COLOR_OK;
    int32_t high = v->model->density == DENSITY_ROOMY ? MM(24) : MM(14);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = SIDES(high / 4, PHONE_SIDE_UM),
                                 .gap = MM(3),
                                 .cross = ALIGN_CENTER });
    if (!phone_tight(v))
        ui_icon(ui, w->icon, high, ink);
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(v->model, w->label),
                                 .style = phone_tight(v) ? TEXT_BODY : TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_PHONE_INK,
                                 .text_align = ALIGN_CENTER });
    if (!str_empty(w->note.vi))
        ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                     .content = CONTENT_TEXT,
                                     .text = words_of(v->model, w->note),
                                     .style = TEXT_SMALL,
                                     .color = COLOR_PHONE_INK_2,
                                     .text_align = ALIGN_CENTER });
    ui_close(ui);
}

static void space(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    (void)v;
    (void)w;
    ui_space(ui);
}

static void (*const kinds[WIDGET_KIND_COUNT])(struct ui *ui, const struct phone_view *v,
                                              const struct widget *w) = {
    [WIDGET_HERO] = hero,
    [WIDGET_HEADING] = heading,
    [WIDGET_TEXT] = paragraph,
    [WIDGET_NOTICE] = notice,
    [WIDGET_GRID] = grid,
    [WIDGET_LIST] = list,
    [WIDGET_BUTTON] = button,
    [WIDGET_MESSAGE] = phone_message,
    [WIDGET_RESULT] = result,
    [WIDGET_SPACE] = space,
    [WIDGET_PICTURE] = phone_picture,
    [WIDGET_SLIDER] = phone_slider,
};

void phone_widget(struct ui *ui, const struct phone_view *v, uint16_t index)
{
    const struct widget *w = &v->screen->widgets[index];
    if (w->kind == WIDGET_FIELD)
        phone_field(ui, v, w, index);
    else if (w->kind == WIDGET_CHECK)
        phone_check(ui, v, w, index);
    else if (w->kind == WIDGET_SWITCH)
        phone_switch(ui, v, w, index);
    else
        kinds[w->kind](ui, v, w);
}
